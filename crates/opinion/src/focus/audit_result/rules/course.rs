//! From the letter to the filing.

use super::{
    super::facts::{
        Appeal, Entrust, Entrusted, File, Filed, FindingRow, Notice, Occasion, Report, ReportedIn, Review, State,
        Stated, Statement, Words,
    },
    APPEAL, CLAUSE, DOSSIER, RECTIFY,
    opening::handover_of,
};
use crate::checks::{self, filled, not_ahead};
use engine::{
    days::Day,
    procedure::{Context, Refusal},
};

/// A day that lies before another that came first.
fn before(day: Day, earliest: Option<Day>, what: &str) -> Result<(), Refusal> {
    let Some(earliest) = earliest.filter(|earliest| day < *earliest) else { return Ok(()) };
    let sentence = format!("日期早于{what}的{}，请核对。", earliest.sentence_with_year());
    Err(Refusal::new("day_before", "", sentence).at("/day"))
}

pub(super) fn entrusted(state: &State, entrust: Entrust, cx: &Context) -> Result<Entrusted, Refusal> {
    not_ahead(entrust.day, "/day", "委托日期", cx)?;
    filled(&entrust.number, "/number", "委托书文号")?;
    filled(&entrust.organ, "/organ", "审计机关")?;
    let left = state.proposed.to.plus(1);
    if state.proposed.occasion == Occasion::Leaving && left <= cx.day {
        before(entrust.day, Some(left), "离岗")?;
    }
    let known = state.proposed.handover.clone();
    let handover = known.or_else(|| handover_of(&state.proposed.person, &state.proposed.unit, cx));
    Ok(Entrusted { entrust, handover })
}

pub(super) fn noticed(notice: &Notice, cx: &Context) -> Result<(), Refusal> {
    not_ahead(notice.day, "/day", "送达日期", cx)?;
    filled(&notice.number, "/number", "审计通知书文号")?;
    filled(&notice.leader, "/leader", "审计组组长")
}

pub(super) fn notified(state: &State, notice: Notice, cx: &Context) -> Result<Notice, Refusal> {
    noticed(&notice, cx)?;
    before(notice.day, state.entrusted.as_ref().map(|one| one.entrust.day), "委托")?;
    Ok(notice)
}

/// What can be said of a report by itself.
pub(super) fn sheet(report: &Report, cx: &Context) -> Result<(), Refusal> {
    not_ahead(report.day, "/day", "报告送达日期", cx)?;
    filled(&report.number, "/number", "审计报告文号")?;
    for (row, finding) in report.findings.iter().enumerate() {
        filled(&finding.problem.0, &format!("/findings/{row}/problem"), "问题")?;
    }
    Ok(())
}

pub(super) fn reported(state: &State, report: Report, cx: &Context) -> Result<ReportedIn, Refusal> {
    sheet(&report, cx)?;
    before(report.day, state.notified.as_ref().map(|one| one.day), "审计通知送达")?;
    let mut words = Vec::new();
    for (row, finding) in report.findings.iter().enumerate() {
        words.push(worded(finding, report.day, &format!("/findings/{row}"), cx)?);
    }
    let appeal_until = cx.policy.due(APPEAL, report.day, "收到审计报告", &[]).day;
    Ok(ReportedIn { report, words, appeal_until, day: cx.day })
}

fn worded(finding: &FindingRow, on: Day, at: &str, cx: &Context) -> Result<Words, Refusal> {
    let kind = checks::term(&finding.kind, &format!("{at}/kind"), cx)?;
    if let Some(by) = finding.by.filter(|by| *by < on) {
        let sentence = format!("整改期限{}早于报告送达日期，请核对。", by.sentence_with_year());
        return Err(Refusal::new("day_before", "", sentence).at(&format!("{at}/by")));
    }
    let last = finding.by.or_else(|| cx.policy.due(RECTIFY, on, "收到审计报告", &[]).day);
    Ok(Words { kind, last })
}

/// Whoever does not agree says with what.
pub(super) fn stated(statement: Statement, cx: &Context) -> Result<Stated, Refusal> {
    let text = statement.text.as_ref().map_or("", |text| text.0.as_str());
    if !statement.agrees {
        filled(text, "/text", "本人意见")?;
    }
    Ok(Stated { statement, day: cx.day })
}

pub(super) fn appealed(state: &State, appeal: Appeal, cx: &Context) -> Result<Appeal, Refusal> {
    not_ahead(appeal.day, "/day", "申诉日期", cx)?;
    let reported = state.reported.as_ref();
    before(appeal.day, reported.map(|one| one.report.day), "报告送达")?;
    if let Some(last) = reported.and_then(|one| one.appeal_until).filter(|last| appeal.day > *last) {
        let sentence = format!("申诉截止{}，已经过期；仍有异议的，请向审计机关反映。", last.sentence_with_year());
        return Err(Refusal::new("appeal_late", CLAUSE, sentence).at("/day"));
    }
    filled(&appeal.organ, "/organ", "受理机关")?;
    filled(&appeal.text.0, "/text", "申诉事项")?;
    Ok(appeal)
}

pub(super) fn reviewed(state: &State, review: Review, cx: &Context) -> Result<Review, Refusal> {
    not_ahead(review.day, "/day", "复查决定送达日期", cx)?;
    before(review.day, state.appealed.as_ref().map(|one| one.day), "申诉")?;
    filled(&review.number, "/number", "复查决定文号")?;
    for (row, one) in review.rows.iter().enumerate() {
        let at = |field: &str| format!("/rows/{row}/{field}");
        if !state.findings.iter().any(|finding| finding.number == one.item) {
            let sentence = format!("没有问题{}，请照审计报告填写。", one.item);
            return Err(Refusal::new("unknown_item", "", sentence).at(&at("item")));
        }
        if review.rows.iter().take(row).any(|other| other.item == one.item) {
            let sentence = format!("问题{}填了两次，请删去一行。", one.item);
            return Err(Refusal::new("row_twice", "", sentence).at(&at("item")));
        }
        if one.stands && one.responsibility.is_none() {
            let sentence = format!("问题{}没有改变，维持的不用填写，请删去这一行。", one.item);
            return Err(Refusal::new("not_changed", "", sentence).at(&at("responsibility")));
        }
    }
    Ok(review)
}

pub(super) fn placed(file: &File, cx: &Context) -> Result<(), Refusal> {
    not_ahead(file.day, "/day", "归档日期", cx)?;
    filled(&file.place, "/place", "档案盒号和页数")
}

/// Nothing is filed while he may still appeal, unless he has.
pub(super) fn filed(state: &State, file: File, cx: &Context) -> Result<Filed, Refusal> {
    placed(&file, cx)?;
    let last = state.reported.as_ref().and_then(|one| one.appeal_until);
    if let Some(last) = last.filter(|last| cx.day <= *last && state.appealed.is_none() && !state.has_died()) {
        let sentence = format!("本人可以申诉至{}，期满或复查后再归档。", last.sentence_with_year());
        return Err(Refusal::new("appeal_open", DOSSIER, sentence).at("/day"));
    }
    Ok(Filed { file })
}
