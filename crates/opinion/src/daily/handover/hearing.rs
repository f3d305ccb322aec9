//! What handovers overhear: a post is left, a post is taken, a decision is taken back or corrected.

use super::{
    decide::{departure, form, of_person, standing},
    deeds::{Action, Cause, Opening, Successor},
    facts::{RECEIVER, State},
};
use engine::{
    facts::Query,
    procedure::Context,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId, Term},
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
        Trigger::PostBegun { person, post, acting, matter, .. } => begun(person, post, *acting, matter, cx),
        Trigger::PostChangeUndone { person, matter } => of_person(person, cx)
            .into_iter()
            .filter(|(_, state)| state.rests_on(matter) && !state.undone)
            .map(|(id, _)| {
                let about = id.0.clone();
                reaction("undone", &about, Some(id), Action::CauseUndone(Cause { decision: matter.clone() }), cx)
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A handover of this very decision and post is there already when the decision was corrected: it takes the new day.
fn ended(opening: Opening, decision: &MatterId, cx: &Context) -> Option<Reaction<Action>> {
    let mine = of_person(&opening.leaver, cx);
    let known = mine.into_iter().find(|(_, state)| state.rests_on(decision) && state.left.post == opening.post);
    if let Some((id, _)) = known {
        let about = id.0.clone();
        return Some(reaction("restored", &about, Some(id), Action::CauseRestored(opening), cx));
    }
    let authority = cx.facts.person(&opening.leaver).map(|card| card.authority);
    form(authority.as_deref(), &opening.reason.0, opening.day, cx)?;
    let opens = departure(&opening.reason.0, "opens", opening.day, cx);
    let about = format!("{decision}/{}", opening.post);
    matches!(opens, "yes" | "by_unit").then(|| reaction("open", &about, None, Action::Open(opening), cx))
}

fn begun(person: &PersonId, post: &PostId, acting: bool, decision: &MatterId, cx: &Context) -> Vec<Reaction<Action>> {
    let Some(card) = cx.facts.post(post) else { return Vec::new() };
    let query = Query { kind: "handover", unit: Some(card.unit.clone()), open: Some(true), ..Query::default() };
    standing(&query, cx)
        .into_iter()
        .filter(|(_, state)| state.left.unit == card.unit && succeeds(state, person, post, acting))
        .map(|(id, _)| {
            let about = format!("{id}/{decision}/{post}");
            reaction("receive", &about, Some(id), Action::Receive(Successor { person: person.clone(), acting }), cx)
        })
        .collect()
}

/// Whether taking this post makes him the one who receives, or who carries the open rows on.
fn succeeds(state: &State, person: &PersonId, post: &PostId, acting: bool) -> bool {
    if state.undone || *person == state.left.leaver {
        return false;
    }
    let receives = state.receiver.as_ref();
    if state.completion.is_none() {
        let signed = state.signatures.get(RECEIVER).is_some_and(|signature| signature.day.is_some());
        if acting {
            return state.left.head && receives.is_none();
        }
        return *post == state.left.post && !signed && receives.is_none_or(|party| party.person != *person);
    }
    let carries = state.carrier.as_ref().is_some_and(|party| party.person == *person);
    *post == state.left.post && !acting && !carries && state.open_items().next().is_some()
}
