//! Asking: the application, the same again after it was sent back, more time, another time.

use super::{
    super::facts::{Application, Change, Event, Extension, ProposalKind, Proposed, State, Survey},
    checks, clashes, route,
    survey::{Occasion, World, survey},
};
use crate::checks::filled;
use engine::{
    days::Period,
    procedure::{Context, Refusal},
    words::PersonId,
};

fn applicant<'a>(cx: &'a Context) -> Result<&'a PersonId, Refusal> {
    cx.actor.decider().ok_or_else(|| {
        Refusal::new("unknown_person", "", "本账号没有对应的干部，不能以本人名义请假；代人办理请用代录。")
    })
}

/// 提交申请
pub(super) fn apply(application: Application, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let who = applicant(cx)?;
    let occasion = Occasion::application(application.period);
    let applied = survey(application, who, &occasion, cx)?;
    Ok(vec![Event::Applied(Box::new(applied))])
}

/// 修改后再报
pub(super) fn resubmit(state: &State, application: Application, cx: &Context) -> Result<Vec<Event>, Refusal> {
    if std::mem::discriminant(&application.manner) != std::mem::discriminant(&state.applied.application.manner) {
        let sentence = "再报时不能改请假方式，请撤回后另行申请。";
        return Err(Refusal::new("wrong_manner", "", sentence).at("/manner"));
    }
    let occasion = Occasion { timed: !state.is_emergency(), ..Occasion::application(application.period) };
    let applied = survey(application, state.applicant(), &occasion, cx)?;
    Ok(vec![Event::Resubmitted(Box::new(applied))])
}

/// 续假
pub(super) fn extend(state: &State, extension: Extension, cx: &Context) -> Result<Vec<Event>, Refusal> {
    filled(&extension.reason.0, "/reason", "续假事由")?;
    let allowed = state.allowed();
    if extension.to <= allowed.to {
        let sentence = format!("续假须晚于原定返回时间{}；要提前返回，请直接销假。", allowed.to.sentence());
        return Err(Refusal::new("bad_period", "", sentence).at("/to"));
    }
    let mut application = state.applied.application.clone();
    application.period = Period { from: allowed.from, to: extension.to };
    application.stand_in = extension.stand_in.or(application.stand_in);
    application.delegation = extension.delegation.or(application.delegation);
    application.exception = extension.exception;
    checks::period(application.period, "/to")?;
    let window = Period { from: allowed.to.plus(1), to: extension.to };
    let occasion = Occasion { window, at: "/to", timed: false };
    let applied = survey(application, state.applicant(), &occasion, cx)?;
    let at_once = applied.survey.stations.is_empty();
    let proposed = Proposed { kind: ProposalKind::Extension, reason: extension.reason, applied, at_once };
    Ok(vec![Event::Proposed(Box::new(proposed))])
}

/// 改期
pub(super) fn change(state: &State, change: Change, cx: &Context) -> Result<Vec<Event>, Refusal> {
    filled(&change.reason.0, "/reason", "改期理由")?;
    let before = state.allowed();
    let mut application = state.applied.application.clone();
    application.period = change.period;
    application.destination = change.destination.unwrap_or(application.destination);
    application.stand_in = change.stand_in.or(application.stand_in);
    application.delegation = change.delegation.or(application.delegation);
    application.exception = change.exception;
    checks::period(change.period, "/period")?;
    if change.period.from < cx.half_now() {
        let sentence = format!("{}已经过去，请改到现在以后。", change.period.from.sentence());
        return Err(Refusal::new("wrong_manner", checks::LEAVING, sentence).at("/period/from"));
    }
    let occasion = Occasion { window: change.period, at: "/period", timed: false };
    let applied = survey(application, state.applicant(), &occasion, cx)?;
    // A shorter absence within the approved one, to the same place, needs no new signatures, unless it begins so much later that
    // it has to be declared again.
    let within = before.from <= change.period.from && change.period.to <= before.to;
    let redeclare = cx.policy.number("leave.redeclare", cx.day);
    let late = redeclare.is_some_and(|days| before.from.day.days_until(change.period.from.day) >= days);
    let same = &state.applied.application;
    let same_trip =
        same.destination == applied.application.destination && same.stand_in == applied.application.stand_in;
    let at_once =
        applied.survey.stations.is_empty() || (within && !late && same_trip && applied.survey.clashes.is_empty());
    let proposed = Proposed { kind: ProposalKind::Change, reason: change.reason, applied, at_once };
    Ok(vec![Event::Proposed(Box::new(proposed))])
}

/// What can be said of a person's leave before he asks.
pub(in super::super) struct Preview {
    /// Stations of the lower and of the upper tier, in words.
    pub paths: Vec<String>,
    /// Members who could stand in: id and words.
    pub stand_ins: Vec<(String, String)>,
    /// The first absence of another chief that is known.
    pub warning: Option<String>,
}

/// Looks at a person as if he asked for the days ahead.
pub(in super::super) fn preview(who: &PersonId, ahead: Period, cx: &Context) -> Option<Preview> {
    let applicant = super::applicant::Applicant::find(who, cx.day, cx).ok()?;
    let others = applicant.other_chiefs(cx.day, cx);
    let colleagues = if applicant.is_member() { applicant.colleagues(cx.day, cx) } else { Vec::new() };
    let mut people: Vec<PersonId> = colleagues.iter().map(|at| at.person.clone()).collect();
    people.extend(others.iter().map(|other| other.person.clone()));
    let absences =
        if people.is_empty() { Vec::new() } else { cx.facts.absences(&people, ahead, cx.half_now(), cx.matter) };
    let bound = cx.policy.limit("leave.tier", cx.day).map_or_else(String::new, engine::policy::LimitVersion::words);
    let mut paths = Vec::new();
    for (upper, words) in [(false, format!("不超过{bound}")), (true, format!("超过{bound}"))] {
        let stations = route::stations(&applicant, upper, cx.day, cx).ok()?;
        let chain: Vec<&str> = stations.iter().map(|station| station.word.as_str()).collect();
        paths.push(if chain.is_empty() {
            "按上级管理权限报批，这里登记备查".to_owned()
        } else {
            format!("{words}：{}", chain.join(" → "))
        });
    }
    paths.dedup();
    let stand_ins = colleagues.iter().map(|at| {
        let away = absences.iter().find(|absence| absence.person == at.person);
        let away = away.map_or_else(String::new, |absence| format!("（{}外出）", absence.period.words()));
        (at.person.0.clone(), format!("{} {}{away}", cx.facts.name(&at.person), at.title))
    });
    let stand_ins = stand_ins.collect();
    let warning = others.iter().find_map(|other| {
        let absence = absences.iter().find(|absence| absence.person == other.person)?;
        clashes::overlap(absence, ahead, cx)?;
        Some(format!("{}{}{}外出", other.title, cx.facts.name(&other.person), absence.period.words()))
    });
    Some(Preview { paths, stand_ins, warning })
}

/// The exceptions as they stand at a signature.
pub(super) fn current_clashes(
    survey: &Survey,
    application: &Application,
    window: Period,
    cx: &Context,
) -> Result<(World, Vec<super::super::facts::Clash>), Refusal> {
    let world = World::read(&survey.applicant, application, cx)?;
    let clashes = world.clashes(application, window, cx);
    Ok((world, clashes))
}
