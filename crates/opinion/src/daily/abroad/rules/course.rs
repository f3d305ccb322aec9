//! The course of a trip: asking, signing, changing, giving up, crossing the border, coming back.

use super::{
    super::facts::{
        Agreed, Agreement, Application, Change, Crossed, Crossing, Denied, Direction, Ended, Event, Proposed, Reason,
        Report, Returned, State, TurnedBack,
    },
    survey::{self, Occasion},
};
use crate::checks::{filled, not_ahead};
use engine::{
    parts::{Opinion, Verdict},
    procedure::{Context, Refusal},
    words::{PersonId, Prose},
};

fn applicant(cx: &Context) -> Result<PersonId, Refusal> {
    cx.actor.decider().cloned().ok_or_else(|| {
        Refusal::new("unknown_person", "", "本账号没有对应的干部，不能以本人名义申请；代人办理请用代录。")
    })
}

/// 提交申请
pub(super) fn apply(application: Application, cx: &Context) -> Result<Event, Refusal> {
    let who = applicant(cx)?;
    survey::survey(application, &who, Occasion::First, cx).map(|applied| Event::Applied(Box::new(applied)))
}

/// 修改后再报
pub(super) fn resubmit(state: &State, application: Application, cx: &Context) -> Result<Event, Refusal> {
    let applied = survey::survey(application, state.applicant(), Occasion::First, cx)?;
    Ok(Event::Resubmitted(Box::new(applied)))
}

/// 变更行程: whoever has left already keeps the day on which he left.
pub(super) fn change(state: &State, change: Change, cx: &Context) -> Result<Event, Refusal> {
    filled(&change.reason.0, "/reason", "变更理由")?;
    let (before, now) = (state.period(), cx.half_now());
    if before.from <= now && change.period.from != before.from {
        let sentence = format!("{}已经离开，离开时间不能再改，只能改返回时间和以后的行程。", before.from.sentence());
        return Err(Refusal::new("bad_period", "", sentence).at("/period/from"));
    }
    let mut application = state.applied.application.clone();
    (application.period, application.stops) = (change.period, change.stops);
    application.exception = change.exception;
    let occasion = if before.from <= now { Occasion::Away } else { Occasion::Changed };
    let applied = survey::survey(application, state.applicant(), occasion, cx)?;
    Ok(Event::Proposed(Box::new(Proposed { reason: change.reason, applied })))
}

fn opinion(state: &State, verdict: Verdict, text: Option<Prose>, cx: &Context) -> Result<Opinion, Refusal> {
    let text = text.filter(|text| !text.0.trim().is_empty());
    state.signing().opinion(cx.actor.decider().cloned(), cx.day, verdict, text).ok_or_else(Refusal::not_now)
}

/// 同意. The last signature looks again at what was asked: holds, the other chief, who stands in.
pub(super) fn agree(state: &State, agreement: Agreement, cx: &Context) -> Result<Event, Refusal> {
    let last = state.signing().is_last();
    let opinion = opinion(state, Verdict::Agreed, agreement.opinion, cx)?;
    let exception = agreement.exception.filter(|text| !text.0.trim().is_empty());
    let mut clashes = Vec::new();
    if last {
        let applied = state.proposal.as_ref().map_or(&state.applied, |proposal| &proposal.proposed.applied);
        survey::holds(state.applicant(), applied.application.period.from.day, cx)?;
        let asked = survey::presence(&applied.application, state.applicant(), applied.survey.strict, cx)?;
        if let (Some(refusal), None) = (asked.refusal, &exception) {
            let facts = asked.clashes.join("；");
            let sentence = format!("{facts}。准予例外的，须写明批准人的理由。");
            return Err(Refusal { sentence, ..refusal }.at("/exception"));
        }
        clashes = asked.clashes;
    }
    Ok(Event::Agreed(Agreed { opinion, last, exception, clashes }))
}

/// 退回
pub(super) fn turn_back(state: &State, because: Reason, cx: &Context) -> Result<Event, Refusal> {
    filled(&because.reason.0, "/reason", "理由")?;
    let opinion = opinion(state, Verdict::Returned, Some(because.reason), cx)?;
    Ok(Event::TurnedBack(TurnedBack { opinion }))
}

/// 不同意
pub(super) fn refuse(state: &State, because: Reason, cx: &Context) -> Result<Event, Refusal> {
    filled(&because.reason.0, "/reason", "理由")?;
    let opinion = opinion(state, Verdict::Refused, Some(because.reason), cx)?;
    Ok(Event::Denied(Denied { opinion }))
}

/// 撤回, 取消行程
pub(super) fn ended(because: Reason, cx: &Context) -> Result<Ended, Refusal> {
    filled(&because.reason.0, "/reason", "理由")?;
    Ok(Ended { reason: because.reason, day: cx.day })
}

/// 记入出入境记录. The program's own record is never refused: it was matched before it came here.
pub(super) fn crossed(state: &State, crossing: Crossing, cx: &Context) -> Result<Event, Refusal> {
    if crossing.record.is_none() {
        not_ahead(crossing.day, "/day", "日期", cx)?;
        filled(&crossing.port, "/port", "口岸")?;
        let known = |known: &Crossing| known.day == crossing.day && known.direction == crossing.direction;
        if state.crossings.iter().any(known) {
            let sentence = format!("{}的{}记录已经记过，请核对。", crossing.day.sentence(), crossing.direction.word());
            return Err(Refusal::new("row_twice", "", sentence).at("/day"));
        }
    }
    let outside = !state.period().touches(crossing.day);
    Ok(Event::Crossed(Crossed { crossing, outside }))
}

/// Days of a report that fit each other and the trip.
pub(super) fn fits(report: &Report, state: &State) -> Result<(), Refusal> {
    if report.entered < report.exited {
        let sentence = "入境日期早于出境日期，请核对。";
        return Err(Refusal::new("bad_period", "", sentence).at("/entered"));
    }
    if report.exited < state.period().from.day {
        let sentence = format!("实际出境早于批准的离开日期{}，请核对。", state.period().from.day.sentence());
        return Err(Refusal::new("bad_period", "", sentence).at("/exited"));
    }
    Ok(())
}

/// 回国（境）报告
pub(super) fn report(state: &State, report: Report, cx: &Context) -> Result<Event, Refusal> {
    filled(&report.account.0, "/account", "在外情况")?;
    not_ahead(report.exited, "/exited", "实际出境日期", cx)?;
    not_ahead(report.entered, "/entered", "实际入境日期", cx)?;
    fits(&report, state)?;
    let mut notes = Vec::new();
    let until = state.period().to.day;
    if report.entered > until {
        notes.push(format!(
            "实际入境晚于批准的返回日期{}，相差{}日",
            until.sentence(),
            until.days_until(report.entered)
        ));
    }
    for crossing in &state.crossings {
        let said = if crossing.direction == Direction::Exit { report.exited } else { report.entered };
        if said != crossing.day {
            let word = crossing.direction.word();
            notes.push(format!("报告{word}{}，出入境记录为{}", said.sentence(), crossing.day.sentence()));
        }
    }
    Ok(Event::Returned(Returned { report, day: cx.day, notes }))
}
