//! What is refused on the way from a measure to 销号, and how history becomes the list.

use super::{Check, Checked, Drop, Dropped, Extend, Extended, Item, Measure, Measured, Report, Reported};
use crate::checks::{self, filled};
use engine::{
    days::Day,
    parts::{Passed, RectificationStage},
    procedure::{Context, Lead, Misfit, Refusal, Way},
};

/// The item of this number that is at this stage.
fn at(items: &[Item], number: u32, stage: RectificationStage) -> Result<&Item, Refusal> {
    items.iter().find(|item| item.number == number && item.is_at(stage)).ok_or_else(|| {
        let what = if stage == RectificationStage::Open { "整改中" } else { "待验收" };
        Refusal::new("unknown_item", "", format!("没有{what}的问题{number}，请照清单填写。")).at("/item")
    })
}

pub(crate) fn measured(items: &[Item], measure: Measure, clause: &str, cx: &Context) -> Result<Measured, Refusal> {
    let item = at(items, measure.item, RectificationStage::Open)?;
    filled(&measure.measure.0, "/measure", "整改措施")?;
    if measure.by < cx.day {
        let sentence = format!("{}已经过了，请填写今天或以后的完成日期。", measure.by.sentence_with_year());
        return Err(Refusal::new("day_past", "", sentence).at("/by"));
    }
    if let Some(last) = item.last.filter(|last| measure.by > (*last).max(cx.day)) {
        let sentence = format!(
            "问题{}应在{}前整改，请提前完成日期；确需延长的先申请延期。",
            item.number,
            last.sentence_with_year()
        );
        let way = Way::new(format!("改为{}", last.sentence()), Lead::Field("/by".to_owned()));
        return Err(Refusal::new("day_late", clause, sentence).at("/by").ways([way]));
    }
    let answers = match &measure.answers {
        Some(person) => Some(checks::person(person, "/answers", cx)?.name),
        None => None,
    };
    Ok(Measured { measure, answers, day: cx.day })
}

pub(crate) fn reported(items: &[Item], report: Report, clause: &str, cx: &Context) -> Result<Reported, Refusal> {
    let item = at(items, report.item, RectificationStage::Open)?;
    if item.one.measure.is_none() {
        let sentence = format!("问题{}还没有整改措施，请先提出措施。", report.item);
        return Err(Refusal::new("no_measure", clause, sentence).at("/item"));
    }
    filled(&report.done.0, "/done", "整改情况")?;
    filled(&report.evidence, "/evidence", "佐证材料")?;
    Ok(Reported { report, by: cx.actor.decider().cloned(), account: cx.actor.account.clone(), day: cx.day })
}

/// Whoever reported it does not look at it himself.
pub(crate) fn checked(items: &[Item], check: Check, clause: &str, cx: &Context) -> Result<Checked, Refusal> {
    let item = at(items, check.item, RectificationStage::Reported)?;
    filled(&check.opinion.0, "/opinion", "验收意见")?;
    let (by, account) = (cx.actor.decider(), &cx.actor.account);
    let same = |(who, entered): &(Option<_>, String)| who.as_ref() == by && (by.is_some() || entered == account);
    if item.reported.as_ref().is_some_and(same) {
        let sentence = format!("问题{}的整改由你报告，须由另一人验收，请转其他人办理。", check.item);
        return Err(Refusal::new("own_report", clause, sentence).at("/item"));
    }
    let name = by.map_or_else(|| account.clone(), |by| cx.facts.name(by));
    Ok(Checked { check, by: by.cloned(), name, day: cx.day })
}

pub(crate) fn extended(items: &[Item], extend: Extend, clause: &str, cx: &Context) -> Result<Extended, Refusal> {
    let item = at(items, extend.item, RectificationStage::Open)?;
    filled(&extend.reason.0, "/reason", "延期理由")?;
    if let Some(last) = item.last.filter(|last| *last < cx.day) {
        let sentence = format!(
            "问题{}的期限{}已过，不能再延期，请完成整改并在整改情况中写明迟延原因。",
            item.number,
            last.sentence_with_year()
        );
        return Err(Refusal::new("extension_late", clause, sentence).at("/item"));
    }
    if extend.until <= item.last.unwrap_or(cx.day) {
        let last = item.last.unwrap_or(cx.day);
        let sentence = format!("延期须延至{}以后的日期，请重新填写。", last.sentence_with_year());
        return Err(Refusal::new("extension_short", "", sentence).at("/until"));
    }
    let name = checks::decider(cx);
    Ok(Extended { extend, was: item.last, name, day: cx.day })
}

pub(crate) fn dropped(items: &[Item], drop: Drop, cx: &Context) -> Result<Dropped, Refusal> {
    filled(&drop.reason.0, "/reason", "理由")?;
    if !items.iter().any(|item| item.number == drop.item && item.is_open()) {
        let sentence = format!("没有未销号的问题{}，请照清单填写。", drop.item);
        return Err(Refusal::new("unknown_item", "", sentence).at("/item"));
    }
    Ok(Dropped { drop, day: cx.day })
}

fn item(items: &mut [Item], number: u32) -> Result<&mut Item, Misfit> {
    items.iter_mut().find(|item| item.number == number && item.is_open()).ok_or(Misfit("no such open problem"))
}

pub(crate) fn measure(items: &mut [Item], event: Measured) -> Result<(), Misfit> {
    let item = item(items, event.measure.item)?;
    (item.one.measure, item.one.by) = (Some(event.measure.measure), Some(event.measure.by));
    item.answers = event.answers;
    Ok(())
}

pub(crate) fn report(items: &mut [Item], event: Reported) -> Result<(), Misfit> {
    let item = item(items, event.report.item)?;
    if !item.one.report(event.report.done) {
        return Err(Misfit("reported twice"));
    }
    (item.evidence, item.reported) = (Some(event.report.evidence), Some((event.by, event.account)));
    item.since = event.day;
    Ok(())
}

pub(crate) fn check(items: &mut [Item], event: Checked) -> Result<(), Misfit> {
    let item = item(items, event.check.item)?;
    let passed = if event.check.passed { Passed::Yes } else { Passed::No };
    if !item.one.check(event.by, passed) {
        return Err(Misfit("nothing was reported"));
    }
    (item.opinion, item.since) = (Some(event.check.opinion), event.day);
    Ok(())
}

pub(crate) fn extend(items: &mut [Item], event: Extended) -> Result<(), Misfit> {
    let item = item(items, event.extend.item)?;
    let until: Day = event.extend.until;
    // The unit's own day gives way to the later one that it asked for.
    (item.last, item.one.by) = (Some(until), item.one.by.map(|_| until));
    item.extended.push(event);
    Ok(())
}

pub(crate) fn drop_item(items: &mut [Item], event: Dropped) -> Result<(), Misfit> {
    item(items, event.drop.item)?.dropped = Some(event.drop.reason);
    Ok(())
}
