//! After the signatures: papers, recall, coming back, explaining, filing.

use super::{
    super::facts::{
        Completed, Confirmation, Ended, Event, Explained, Explanation, FiledAt, Filing, Judged, Judgement, Papers,
        PresenceConfirmed, Reason, Recall, Recalled, ReportBack, Returned, State,
    },
    checks, opening, year,
};
use crate::checks::filled;
use engine::{
    days::Period,
    procedure::{Context, Refusal},
};

/// 撤回, 取消外出
pub(super) fn ended(reason: Reason, cx: &Context) -> Result<Ended, Refusal> {
    filled(&reason.reason.0, "/reason", "理由")?;
    Ok(Ended { reason, day: cx.day })
}

/// 补齐手续
pub(super) fn complete(papers: Papers, cx: &Context) -> Result<Vec<Event>, Refusal> {
    filled(&papers.note.0, "/note", "情况说明")?;
    Ok(vec![Event::Completed(Completed { papers, day: cx.day })])
}

/// 召回
pub(super) fn recall(state: &State, order: Recall, cx: &Context) -> Result<Vec<Event>, Refusal> {
    filled(&order.reason.0, "/reason", "召回理由")?;
    let allowed = state.allowed();
    if order.by >= allowed.to || order.by < cx.half_now() {
        let sentence = format!("返回时间须在现在以后、原定的{}以前，请重填。", allowed.to.sentence());
        return Err(Refusal::new("bad_period", "", sentence).at("/by"));
    }
    Ok(vec![Event::Recalled(Recalled { order, by: cx.actor.decider().cloned(), day: cx.day })])
}

/// 销假. Coming back earlier gives days back; coming back later is looked at as the absence it was.
pub(super) fn report_back(state: &State, report: ReportBack, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let allowed = state.allowed();
    checks::not_ahead(report.returned, "/returned", "实际返回时间", cx)?;
    if report.returned < allowed.from {
        let sentence = format!("实际返回早于离开时间{}；没有成行的，请办理取消外出。", allowed.from.sentence());
        return Err(Refusal::new("bad_period", "", sentence).at("/returned"));
    }
    let taken = Period { from: allowed.from, to: report.returned };
    let late = (report.returned.index() - allowed.to.index()).max(0);
    let mut notes = Vec::new();
    let mut clashes = Vec::new();
    if late > 0 {
        let window = Period { from: allowed.to.plus(1), to: report.returned };
        let survey = &state.applied.survey;
        clashes = opening::current_clashes(survey, &state.applied.application, window, cx)?.1;
        notes = overstay_notes(state, window, cx);
    }
    let due = cx.policy.due("leave.report_back", allowed.to.day, "假满", &cx.facts.pauses(cx.matter)).day;
    if let Some(due) = due.filter(|due| *due < cx.day) {
        notes.push(format!("销假晚于期限{}", due.sentence()));
    }
    Ok(vec![Event::ReportedBack(Returned {
        day: cx.day,
        due,
        used_working: cx.policy.working_span(taken).half_days,
        clashes,
        notes,
        report,
    })])
}

/// What the law says of staying away so long.
fn overstay_notes(state: &State, late: Period, cx: &Context) -> Vec<String> {
    let days = year::days_late(state.allowed().to, late.to);
    let in_year = days + year::overstayed(state.applicant(), late.to.day.year(), cx);
    let over = |limit: &str, count: i64| cx.policy.number(limit, late.from.day).filter(|bound| count > *bound);
    let mut notes = vec![format!("超假{}天，本年累计{in_year}日", year::days(late.half_days()))];
    if let Some(bound) = over("leave.overstay_run", days) {
        notes.push(format!("连续超过{bound}日，按公务员法研究处理"));
    }
    if let Some(bound) = over("leave.overstay_year", in_year) {
        notes.push(format!("一年内累计超过{bound}日，按公务员法研究处理"));
    }
    notes
}

/// 说明情况
pub(super) fn explain(explanation: Explanation, cx: &Context) -> Result<Vec<Event>, Refusal> {
    filled(&explanation.text.0, "/text", "情况说明")?;
    Ok(vec![Event::Explained(Explained { explanation, day: cx.day })])
}

/// 认定说明
pub(super) fn judge(judgement: Judgement, cx: &Context) -> Result<Vec<Event>, Refusal> {
    filled(&judgement.opinion.0, "/opinion", "意见")?;
    Ok(vec![Event::Judged(Judged { judgement, by: cx.actor.decider().cloned(), day: cx.day })])
}

/// 确认返岗
pub(super) fn confirm(confirmation: Confirmation, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let by = cx.actor.decider().cloned();
    Ok(vec![Event::PresenceConfirmed(PresenceConfirmed { confirmation, by, day: cx.day })])
}

/// 备案签收
pub(super) fn file(state: &State, filing: Filing, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let places = state.filed.as_ref().map(|filed| filed.waiting.clone()).unwrap_or_default();
    Ok(vec![Event::Filed(FiledAt { places, note: filing.note, day: cx.day })])
}
