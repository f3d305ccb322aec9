//! What handovers overhear: a post is left, a post is taken, a decision is taken back or corrected, the auditors are asked; and what they
//! tell of the auditors.

use super::{
    decide::{departure, form, of_person, principal, several, standing},
    deeds::{Action, Cause, Event, Opening, Successor},
    facts::{AuditRequest, AuditWaiver, RECEIVER, State},
};
use engine::{
    days::Day,
    facts::Query,
    procedure::Context,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId, Term, UnitId},
};

/// A correction may tell the same post and day again, so the moment is part of the key.
fn reaction(what: &str, about: &str, to: Option<MatterId>, action: Action, cx: &Context) -> Reaction<Action> {
    Reaction { key: format!("handover/{what}/{about}/{}", cx.now.as_microsecond()), to, action }
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostEnded { person, post, day, reason, to_unit, matter } => {
            let opening = Opening {
                leaver: person.clone(),
                post: post.clone(),
                day: *day,
                reason: Term::new(reason),
                to_unit: to_unit.clone(),
                decision: Some(matter.clone()),
            };
            ended(opening, matter, cx).into_iter().collect()
        }
        Trigger::PostBegun { person, post, day, acting, matter } => {
            begun(post, matter, &Successor { person: person.clone(), acting: *acting, day: *day }, cx)
        }
        Trigger::PostChangeUndone { person, matter } => of_person(person, cx)
            .into_iter()
            .filter(|(_, state)| !state.undone && (state.rests_on(matter) || joined_by(state, matter)))
            .map(|(id, _)| {
                let about = id.0.clone();
                reaction("undone", &about, Some(id), Action::CauseUndone(Cause { decision: matter.clone() }), cx)
            })
            .collect(),
        Trigger::AuditRequested { person, unit, day, number, organ } => {
            let request = AuditRequest { day: *day, number: number.clone(), organ: organ.clone(), paper: None };
            audited("request_audit", (person, unit), &Action::RequestAudit(request), cx)
        }
        Trigger::AuditWaived { person, unit, reason, basis } => {
            let waiver = AuditWaiver { reason: reason.clone(), basis: basis.clone() };
            audited("waive_audit", (person, unit), &Action::WaiveAudit(waiver), cx)
        }
        _ => Vec::new(),
    }
}

/// What handovers that wait for the auditors' letter do once it is written elsewhere.
fn audited(what: &str, (person, unit): (&PersonId, &UnitId), action: &Action, cx: &Context) -> Vec<Reaction<Action>> {
    let waits = |state: &State| !state.undone && state.left.unit == *unit && state.owes_audit();
    let react = |(id, _): (MatterId, State)| reaction(what, &id.0.clone(), Some(id), action.clone(), cx);
    of_person(person, cx).into_iter().filter(|(_, state)| waits(state)).map(react).collect()
}

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    let (person, unit) = (after.left.leaver.clone(), after.left.unit.clone());
    match event {
        Event::AuditRequested(request) => {
            let AuditRequest { day, number, organ, .. } = request.clone();
            vec![Trigger::AuditRequested { person, unit, day, number, organ }]
        }
        Event::AuditWaived(AuditWaiver { reason, basis }) => {
            let (reason, basis) = (reason.clone(), basis.clone());
            vec![Trigger::AuditWaived { person, unit, reason, basis }]
        }
        _ => Vec::new(),
    }
}

/// Whether a post joined this handover by that decision.
fn joined_by(state: &State, decision: &MatterId) -> bool {
    state.left.also.iter().any(|also| also.decision.as_ref() == Some(decision))
}

/// A handover of this very decision and post is there already when the decision was corrected: it takes the new day. A post that goes
/// with another of the same decision opens none of its own, and one that is left later may join what is not signed yet.
fn ended(opening: Opening, decision: &MatterId, cx: &Context) -> Option<Reaction<Action>> {
    let mine = of_person(&opening.leaver, cx);
    let known = mine.iter().find(|(_, state)| state.rests_on(decision) && state.left.post == opening.post);
    if let Some((id, _)) = known {
        return Some(reaction("restored", &id.0, Some(id.clone()), Action::CauseRestored(opening), cx));
    }
    if principal(&opening, cx).is_some_and(|first| first != opening.post) {
        return None;
    }
    form(&opening, cx)?;
    let about = format!("{decision}/{}", opening.post);
    let unit = cx.facts.post(&opening.post).map(|card| card.unit);
    let open = |state: &State| {
        Some(&state.left.unit) == unit.as_ref()
            && !state.undone
            && state.completion.is_none()
            && !state.rests_on(decision)
            && state.left.day <= opening.day
    };
    let under_way = mine.iter().find(|(_, state)| open(state)).filter(|_| several("same_unit_later", opening.day, cx));
    if let Some((id, _)) = under_way {
        return Some(reaction("join", &about, Some(id.clone()), Action::AlsoLeft(opening), cx));
    }
    let opens = departure(&opening.reason.0, "opens", opening.day, cx);
    matches!(opens, "yes" | "by_unit").then(|| reaction("open", &about, None, Action::Open(opening), cx))
}

fn begun(post: &PostId, decision: &MatterId, successor: &Successor, cx: &Context) -> Vec<Reaction<Action>> {
    let Some(card) = cx.facts.post(post) else { return Vec::new() };
    // Those that are done are among them: who received for the time being may have had nothing left to do.
    let query = Query { kind: "handover", unit: Some(card.unit.clone()), ..Query::default() };
    let all = standing(&query, cx);
    let of_post = all.iter().filter(|(_, state)| state.left.post == *post && !state.undone);
    let last = of_post.map(|(_, state)| state.left.day).max();
    all.into_iter()
        .filter(|(_, state)| state.left.unit == card.unit && succeeds(state, post, successor, last))
        .map(|(id, _)| {
            let about = format!("{id}/{decision}/{post}");
            reaction("receive", &about, Some(id), Action::Receive(successor.clone()), cx)
        })
        .collect()
}

/// Whether taking this post makes him the one who receives, or who carries the open rows on. Whoever receives for the time being
/// gives way even after he has signed; only the last handover of a post waits for the one who follows.
fn succeeds(state: &State, post: &PostId, successor: &Successor, last: Option<Day>) -> bool {
    let Successor { person, acting, .. } = successor;
    if state.undone || *person == state.left.leaver {
        return false;
    }
    let receives = state.receiver.as_ref();
    let interim = state.awaits_successor();
    if state.completion.is_none() {
        let signed = state.signatures.get(RECEIVER).is_some_and(|signature| signature.day.is_some());
        if *acting {
            return state.left.head && receives.is_none();
        }
        return *post == state.left.post
            && (!signed || interim)
            && receives.is_none_or(|party| party.person != *person);
    }
    let carries = state.carrier.as_ref().is_some_and(|party| party.person == *person);
    let follows = interim && last == Some(state.left.day);
    *post == state.left.post && !acting && !carries && (follows || state.open_items().next().is_some())
}
