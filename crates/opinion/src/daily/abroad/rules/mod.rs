//! The law of trips abroad: who may do what, what follows, what others overhear.

mod course;
mod fold;
mod survey;

pub(super) use fold::apply;

use super::{
    Abroad,
    facts::{Action, Crossing, Direction, Event, Purpose, State},
    stage,
};
use crate::owed::{reaction, section};
use engine::{
    access::{Hat, Offer},
    parts::Chain,
    procedure::{Context, Procedure, Refusal},
    trigger::{Reaction, Trigger, TripPlan},
};

/// Trips for oneself in a year.
pub(super) const PER_YEAR: &str = "abroad.per_year";
/// How long ahead a trip is asked for.
pub(super) const ADVANCE: &str = "abroad.advance";
/// How long one signature may take.
pub(super) const REVIEW: &str = "abroad.review";
/// How long after coming back the report is owed.
pub(super) const RETURN_REPORT: &str = "abroad.return_report";
/// The table of who signs.
pub(super) const ROUTES: &str = "abroad.routes";
/// Clause of the examination.
pub(super) const CLAUSE: &str = "3.1.3";
/// Kind of leave of a trip on duty, a code of the dictionary `leave_business`.
const VISIT: &str = "visit";

/// The table of verbs, stages and hats.
pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let Some(state) = state else {
        let me = cx.actor.decider().map(|person| Hat::Person(person.clone()));
        return vec![Offer::new("apply", "提交申请", me.into_iter().collect()).main()];
    };
    let own = || vec![Hat::Person(state.applicant().clone())];
    let now = cx.half_now();
    let mut offers = Vec::new();
    match state.stage() {
        stage::PENDING => {
            offers.extend(signing(&state.chain, true));
            offers.push(Offer::new("withdraw", "撤回", own()).grave());
        }
        stage::SENT_BACK => {
            offers.push(Offer::new("resubmit", "修改后再报", own()).main());
            offers.push(Offer::new("withdraw", "撤回", own()).grave());
        }
        stage::CHANGING => {
            offers.extend(signing(state.signing(), false));
            offers.push(Offer::new("withdraw", "撤回", own()).grave());
            offers.extend(crossing());
        }
        stage::APPROVED => {
            if now >= state.period().from {
                offers.push(Offer::new("report_return", "回国（境）报告", own()).main());
            }
            if now <= state.period().to {
                offers.push(Offer::new("change", "变更行程", own()));
            }
            if state.crossings.is_empty() {
                offers.push(Offer::new("cancel", "取消行程", own()).grave());
            }
            offers.extend(crossing());
        }
        stage::DONE => offers.extend(crossing()),
        _ => {}
    }
    offers
}

fn crossing() -> Option<Offer> {
    let mut by = section();
    by.push(Hat::System);
    Some(Offer::new("record_crossing", "记入出入境记录", by))
}

fn signing(chain: &Chain, returns: bool) -> Vec<Offer> {
    let Some(station) = chain.current() else { return Vec::new() };
    let mut offers = vec![Offer::new("agree", "同意", station.by.clone()).main().note(station.word.clone())];
    if returns {
        offers.push(Offer::new("return", "退回", station.by.clone()));
    }
    offers.push(Offer::new("refuse", "不同意", station.by.clone()).grave());
    offers
}

/// One action, judged.
pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Apply(application) => course::apply(*application, cx),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Apply(_) => Err(Refusal::not_now()),
        Action::Resubmit(application) => course::resubmit(state, *application, cx),
        Action::Agree(agreement) => course::agree(state, agreement, cx),
        Action::Return(because) => course::turn_back(state, because, cx),
        Action::Refuse(because) => course::refuse(state, because, cx),
        Action::Withdraw(because) => course::ended(because, cx).map(Event::Withdrawn),
        Action::Change(change) => course::change(state, *change, cx),
        Action::Cancel(because) => course::ended(because, cx).map(Event::Cancelled),
        Action::RecordCrossing(crossing) => course::crossed(state, crossing, cx),
        Action::ReportReturn(report) => course::report(state, report, cx),
    }
}

fn approved(state: &State) -> Trigger {
    let application = &state.applied.application;
    let leave = match &application.purpose {
        Purpose::Private(private) => private.leave.0.clone(),
        Purpose::Business(_) => VISIT.to_owned(),
    };
    Trigger::TripApproved {
        person: state.applicant().clone(),
        matter: state.id().clone(),
        plan: TripPlan {
            period: application.period,
            places: state.applied.survey.places.clone(),
            reason: application.reason.0.clone(),
            business: state.business,
            leave,
            phone: application.phone.0.clone(),
            stand_in: application.stand_in.clone(),
        },
    }
}

/// What others overhear.
pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    let (person, matter) = (after.applicant().clone(), after.id().clone());
    match event {
        Event::Agreed(agreed) if agreed.last => vec![approved(after)],
        Event::Cancelled(ended) => vec![Trigger::TripCancelled { person, matter, day: ended.day }],
        Event::Returned(returned) => vec![Trigger::TripOver { person, matter, day: returned.report.entered }],
        _ => Vec::new(),
    }
}

/// A trip that was approved and is voided or revoked does not take place.
pub(super) fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
    let standing = matches!(before.stage(), stage::APPROVED | stage::CHANGING);
    match before.approved.filter(|_| standing && after.is_none()) {
        Some(day) => {
            let day = day.max(before.applied.day);
            vec![Trigger::TripCancelled { person: before.applicant().clone(), matter: before.id().clone(), day }]
        }
        None => Vec::new(),
    }
}

/// Records of the border that belong to a trip are entered in it.
pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let Trigger::BorderCrossed { trip, day, exit, port, matter } = trigger else { return Vec::new() };
    let known = cx.facts.state(trip).is_some_and(|(kind, _)| kind == Abroad::KIND.id);
    let crossing = Crossing {
        day: *day,
        direction: if *exit { Direction::Exit } else { Direction::Entry },
        port: port.clone(),
        record: Some(matter.clone()),
    };
    let react = |crossing| {
        let about = format!("{trip}/{matter}");
        reaction("abroad/crossing", &about, Some(trip.clone()), Action::RecordCrossing(crossing), cx)
    };
    known.then(|| react(crossing)).into_iter().collect()
}

/// A correction changes neither who goes, nor when and where, nor who signs: that is a change of the trip, with its signatures.
pub(super) fn amend(state: &State, was: &Event, now: &Event) -> Result<(), Refusal> {
    let fixed = |was: &super::Applied, now: &super::Applied| {
        let (before, after) = (&was.application, &now.application);
        let same = was.id == now.id
            && was.survey.applicant == now.survey.applicant
            && was.survey.stations == now.survey.stations
            && before.period == after.period
            && before.stops == after.stops
            && std::mem::discriminant(&before.purpose) == std::mem::discriminant(&after.purpose);
        if same {
            return Ok(());
        }
        let sentence = "人员、因公因私、起止、行程和审批环节不能更正，请办理变更行程，或作废后重新申请。";
        Err(Refusal::new("not_correctable", "", sentence))
    };
    match (was, now) {
        (Event::Applied(was), Event::Applied(now)) | (Event::Resubmitted(was), Event::Resubmitted(now)) => {
            fixed(was, now)
        }
        (Event::Proposed(was), Event::Proposed(now)) => fixed(&was.applied, &now.applied),
        (Event::Returned(_), Event::Returned(now)) => course::fits(&now.report, state),
        _ => Ok(()),
    }
}
