//! 更正: what a corrected event would have to stand up to.

use super::{
    super::facts::{Application, Applied, Clash, Event, Returned, State},
    checks, clashes,
    survey::{Occasion, World, own_overlap},
};
use engine::{
    days::Period,
    procedure::{Context, Refusal},
};

/// Judges the replacement of an event.
pub(in super::super) fn amend(state: &State, was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
    match (was, now) {
        (Event::Applied(was), Event::Applied(now)) | (Event::Resubmitted(was), Event::Resubmitted(now)) => {
            application(was, now, cx)
        }
        (Event::Proposed(was), Event::Proposed(now)) => application(&was.applied, &now.applied, cx),
        (Event::ReportedBack(was), Event::ReportedBack(now)) => report(state, was, now, cx),
        _ => Ok(()),
    }
}

/// A corrected application makes no overlap that was not known, keeps the person, and carries the right count.
fn application(was: &Applied, now: &Applied, cx: &Context) -> Result<(), Refusal> {
    if now.survey.applicant != was.survey.applicant || now.survey.stations != was.survey.stations {
        let sentence = "请假人和审批环节不能更正，请作废后重新申请。";
        return Err(Refusal::new("not_correctable", "", sentence));
    }
    checks::form(&now.application, cx)?;
    let (asked, before) = (now.application.period, was.application.period);
    if asked != before {
        let span = cx.policy.working_span(asked);
        if now.working != span.half_days {
            let sentence = format!("{}，请把“其中工作半日数”一并改为{}。", span.words, span.half_days);
            return Err(Refusal::new("not_correctable", "", sentence).at("/working"));
        }
        let limit = cx.policy.number("leave.tier", asked.from.day);
        let upper = limit.is_none_or(|number| now.survey.tier_half_days - was.working + now.working > number);
        if upper && !was.survey.upper {
            let sentence = format!("{}，更正后应由更高一级审批，请作废后重新申请。", span.words);
            return Err(Refusal::new("not_correctable", checks::LEAVING, sentence).at("/application/period"));
        }
    }
    let world = World::read(&was.survey.applicant, &now.application, cx)?;
    let occasion = Occasion { window: asked, at: "/application/period", timed: false };
    own_overlap(&world, &occasion, cx)?;
    if asked != before || now.application.stand_in != was.application.stand_in {
        checks::stand_in(&world, &now.application, &occasion, cx)
            .map_err(|refusal| refusal.at("/application/stand_in"))?;
    }
    no_new_clash(&world, &was.survey.clashes, (&now.application, asked), "/application/period", cx)
}

/// A corrected report makes no overlap either.
fn report(state: &State, was: &Returned, now: &Returned, cx: &Context) -> Result<(), Refusal> {
    let allowed = state.allowed();
    let returned = now.report.returned;
    if returned < allowed.from {
        let sentence = format!("实际返回早于离开时间{}，请核对。", allowed.from.sentence());
        return Err(Refusal::new("bad_period", "", sentence).at("/report/returned"));
    }
    if returned == was.report.returned {
        return Ok(());
    }
    let span = cx.policy.working_span(Period { from: allowed.from, to: returned });
    if now.used_working != span.half_days {
        let sentence = format!("{}，请把“实际使用的工作半日数”一并改为{}。", span.words, span.half_days);
        return Err(Refusal::new("not_correctable", "", sentence).at("/used_working"));
    }
    match Period::new(was.report.returned.plus(1), returned) {
        Some(longer) => {
            let application = &state.applied.application;
            let world = World::read(state.applicant(), application, cx)?;
            no_new_clash(&world, &was.clashes, (application, longer), "/report/returned", cx)
        }
        None => Ok(()),
    }
}

/// Refuses what speaks against these half-days and was not known before.
fn no_new_clash(
    world: &World,
    known: &[Clash],
    (application, window): (&Application, Period),
    at: &str,
    cx: &Context,
) -> Result<(), Refusal> {
    let mut found = world.clashes(application, window, cx);
    found.retain(|clash| known.iter().all(|old| old.matter != clash.matter || old.kind != clash.kind));
    clashes::refusal(&found, &world.applicant, at, None, cx).map_or(Ok(()), Err)
}
