//! From the notice to the last finding struck off, and what is published of it.

use super::{
    super::{
        Inspection,
        facts::{
            Approve, Approved, Assess, Assessed, ExtendReply, Extended, Finding, FindingRow, Lapse, Lapsed, Measure,
            Measured, Notified, Notify, Propose, Proposed, Recheck, Rechecked, Reject, Rejected, Repeat, Replied,
            Reply, Report, Reported, State, Stated, Withdraw, Withdrawn,
        },
    },
    CLAUSE, RECTIFY,
};
use crate::checks::filled;
use engine::{
    days::Day,
    facts::Query,
    parts::{Rectification, RectificationStage},
    policy::Clock,
    procedure::{Context, Procedure, Refusal},
    words::PersonId,
};

pub(super) fn notified(state: &State, notice: Notify, cx: &Context) -> Result<Notified, Refusal> {
    filled(&notice.text.0, "/text", "通知要求")?;
    Ok(Notified { notice, repeats: repeats(state, cx), day: cx.day })
}

/// Where the same stood against this unit before.
fn repeats(state: &State, cx: &Context) -> Vec<Repeat> {
    let visit = &state.record().visit;
    let query = Query { kind: Inspection::KIND.id, unit: Some(visit.unit.clone()), ..Query::default() };
    let mut found = Vec::new();
    for brief in cx.facts.matters(&query) {
        if brief.id == state.registered.id || !Inspection::KIND.stages.contains(&brief.stage.as_str()) {
            continue;
        }
        let Ok(earlier) = serde_json::from_str::<State>(&brief.state) else { continue };
        let stood: Vec<&FindingRow> = (1..)
            .zip(&earlier.record().visit.findings)
            .filter(|(n, _)| earlier.standing().any(|one| one.number == *n))
            .map(|(_, row)| row)
            .collect();
        for (number, row) in (1..).zip(&visit.findings) {
            if stood.iter().any(|other| is_same(row, other)) {
                let earlier = brief.number.clone().unwrap_or_default();
                found.push(Repeat { finding: number, visit: brief.id.clone(), number: earlier });
            }
        }
    }
    found
}

/// Two findings are of one kind when a term of either list is the same, or, without a list, the words.
fn is_same(one: &FindingRow, other: &FindingRow) -> bool {
    let text =
        |row: &FindingRow| row.category.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    (one.six_not.is_some() && one.six_not == other.six_not)
        || (one.rejection.is_some() && one.rejection == other.rejection)
        || (text(one).is_some() && text(one) == text(other))
}

pub(super) fn replied(reply: Reply, cx: &Context) -> Result<Replied, Refusal> {
    filled(&reply.text.0, "/text", "答复内容")?;
    Ok(Replied { reply, day: cx.day })
}

pub(super) fn stated(person: &PersonId, statement: Reply, cx: &Context) -> Result<Stated, Refusal> {
    filled(&statement.text.0, "/text", "陈述内容")?;
    Ok(Stated { person: person.clone(), name: cx.facts.name(person), statement, day: cx.day })
}

pub(super) fn extended(state: &State, extension: ExtendReply, cx: &Context) -> Result<Extended, Refusal> {
    filled(&extension.reason.0, "/reason", "延期理由")?;
    let pauses = cx.facts.pauses(cx.matter);
    let clock = Clock { policy: cx.policy, pauses: &pauses };
    let fits = state.clock.as_ref().is_some_and(|reply| reply.may_extend(cx.day, extension.until, &clock, "送达"));
    if !fits {
        let due = state.reply_due(&clock).and_then(|due| due.day);
        let due = due.map_or_else(|| "待录入".to_owned(), Day::sentence);
        let sentence = format!("延期须在答复期限（{due}）之前提出，并延至其后的日期，请重新填写。");
        return Err(Refusal::new("extension_late", CLAUSE, sentence).at("/until"));
    }
    Ok(Extended { extension, day: cx.day })
}

pub(super) fn lapsed(lapse: &Lapse, cx: &Context) -> Result<Lapsed, Refusal> {
    if lapse.due >= cx.day {
        return Err(Refusal::not_now());
    }
    Ok(Lapsed { due: lapse.due, day: cx.day })
}

/// Every finding is assessed once, each with its reason.
pub(super) fn assessed(state: &State, assessment: Assess, cx: &Context) -> Result<Assessed, Refusal> {
    let count = u32::try_from(state.record().visit.findings.len()).unwrap_or(u32::MAX);
    for (at, row) in assessment.rows.iter().enumerate() {
        if row.finding == 0 || row.finding > count {
            let sentence = format!("没有问题{}，请照督查记录填写。", row.finding);
            return Err(Refusal::new("unknown_item", "", sentence).at(&format!("/rows/{at}/finding")));
        }
        if assessment.rows.iter().take(at).any(|other| other.finding == row.finding) {
            let sentence = format!("问题{}认定了两次，请删去一行。", row.finding);
            return Err(Refusal::new("row_twice", "", sentence).at(&format!("/rows/{at}/finding")));
        }
        filled(&row.reason, &format!("/rows/{at}/reason"), "理由")?;
    }
    let missing = (1..=count).find(|number| !assessment.rows.iter().any(|row| row.finding == *number));
    if let Some(missing) = missing {
        let sentence = format!("问题{missing}没有认定，请逐条认定后再提交。");
        return Err(Refusal::new("rows_open", CLAUSE, sentence).at("/rows"));
    }
    Ok(Assessed { assessment, by: cx.actor.decider().cloned(), day: cx.day })
}

/// The rectification of a finding that is at this stage.
fn at<'a>(
    state: &'a State,
    number: u32,
    stage: RectificationStage,
) -> Result<(&'a Finding, &'a Rectification), Refusal> {
    let fits = |finding: &'a Finding| {
        let one = finding.rectification.as_ref().filter(|one| one.stage == stage)?;
        (finding.number == number).then_some((finding, one))
    };
    state.findings.iter().find_map(fits).ok_or_else(|| {
        let what = match stage {
            RectificationStage::Open => "整改中",
            RectificationStage::Reported => "待复查",
            RectificationStage::Struck => "已销号",
        };
        Refusal::new("unknown_item", "", format!("没有{what}的问题{number}，请照清单填写。")).at("/finding")
    })
}

pub(super) fn measured(state: &State, measure: Measure, cx: &Context) -> Result<Measured, Refusal> {
    let (finding, _) = at(state, measure.finding, RectificationStage::Open)?;
    filled(&measure.measure.0, "/measure", "整改措施")?;
    if measure.by < cx.day {
        let sentence = format!("{}已经过了，请填写今天或以后的完成日期。", measure.by.sentence_with_year());
        return Err(Refusal::new("day_past", "", sentence).at("/by"));
    }
    let due = cx.policy.due(RECTIFY, finding.since, "认定", &cx.facts.pauses(cx.matter));
    if let Some(day) = due.day.filter(|day| measure.by > *day) {
        let sentence = format!("整改应在{}前完成（{}），请提前完成日期。", day.sentence(), due.basis.words);
        return Err(Refusal::new("day_late", due.basis.clause, sentence).at("/by"));
    }
    Ok(Measured { measure, day: cx.day })
}

pub(super) fn reported(state: &State, report: Report, cx: &Context) -> Result<Reported, Refusal> {
    let (_, one) = at(state, report.finding, RectificationStage::Open)?;
    if one.measure.is_none() {
        let sentence = format!("问题{}还没有整改措施，请先提出措施。", report.finding);
        return Err(Refusal::new("no_measure", CLAUSE, sentence).at("/finding"));
    }
    filled(&report.done.0, "/done", "整改情况")?;
    Ok(Reported { report, day: cx.day })
}

pub(super) fn rechecked(state: &State, recheck: Recheck, cx: &Context) -> Result<Rechecked, Refusal> {
    at(state, recheck.finding, RectificationStage::Reported)?;
    filled(&recheck.opinion.0, "/opinion", "复查意见")?;
    Ok(Rechecked { recheck, by: cx.actor.decider().cloned(), day: cx.day })
}

pub(super) fn proposed(proposal: Propose, cx: &Context) -> Result<Proposed, Refusal> {
    filled(&proposal.text.0, "/text", "通报内容")?;
    Ok(Proposed { proposal, day: cx.day })
}

pub(super) fn approved(approval: Approve, cx: &Context) -> Approved {
    Approved { approval, by: cx.actor.decider().cloned(), day: cx.day }
}

pub(super) fn rejected(rejection: Reject, cx: &Context) -> Result<Rejected, Refusal> {
    filled(&rejection.reason.0, "/reason", "理由")?;
    Ok(Rejected { rejection, day: cx.day })
}

pub(super) fn withdrawn(withdrawal: Withdraw, cx: &Context) -> Result<Withdrawn, Refusal> {
    filled(&withdrawal.reason.0, "/reason", "撤回理由")?;
    Ok(Withdrawn { withdrawal, day: cx.day })
}
