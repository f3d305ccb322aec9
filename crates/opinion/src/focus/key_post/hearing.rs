//! What the register overhears of decisions about posts.

use super::{
    KeyPost,
    facts::{Action, Cause, Expect, Leave, Relate, State, Take},
};
use crate::{focus::posts_of, owed::reaction};
use engine::{
    days::Day,
    facts::Query,
    procedure::Context,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId},
};

/// Entries in force.
fn entries(query: Query, cx: &Context) -> impl Iterator<Item = (MatterId, State)> {
    cx.facts.all::<KeyPost>(&Query { open: Some(true), ..query }).into_iter()
}

/// The entries of a post that are in force.
pub(super) fn of_post<'a>(post: &'a PostId, cx: &Context) -> impl Iterator<Item = (MatterId, State)> + use<'a> {
    let unit = cx.facts.post(post).map(|card| card.unit);
    let found: Vec<_> = entries(Query { unit, ..Query::default() }, cx).collect();
    found.into_iter().filter(move |(_, state)| state.entered.post == *post)
}

fn of_holder(person: &PersonId, cx: &Context) -> Vec<(MatterId, State)> {
    entries(Query { person: Some(person.clone()), ..Query::default() }, cx).collect()
}

fn holds(state: &State, person: &PersonId) -> bool {
    state.holder().is_some_and(|holder| holder.person == *person)
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostBegun { person, post, day, matter, .. } => {
            let seat = begun(person, post, *day, matter, cx);
            seat.into_iter().chain(related(person, post, *day, cx)).collect()
        }
        Trigger::PostEnded { person, post, day, matter, .. } => {
            let leave = Leave { day: *day, decision: matter.clone() };
            let held = of_holder(person, cx)
                .into_iter()
                .find(|(_, state)| state.entered.post == *post && holds(state, person));
            held.map(|(id, _)| told("leave", id, Action::Leave(leave), cx)).into_iter().collect()
        }
        Trigger::PostChangeUndone { person, matter } => {
            let mut found = of_holder(person, cx);
            for post in posts_of(matter, cx) {
                found.extend(of_post(&post, cx));
            }
            found.sort_by(|(one, _), (other, _)| one.cmp(other));
            found.dedup_by(|(one, _), (other, _)| one == other);
            let undo = |(id, _)| told("undo", id, Action::Undo(Cause { decision: matter.clone() }), cx);
            found.into_iter().filter(|(_, state)| rests(state, matter)).map(undo).collect()
        }
        _ => Vec::new(),
    }
}

fn told(what: &str, id: MatterId, action: Action, cx: &Context) -> Reaction<Action> {
    reaction(&format!("key_post/{what}"), &id.0.clone(), Some(id), action, cx)
}

/// Whoever takes an empty post has it; whoever is given one that another still holds follows him. Told again for a post that is renamed
/// or passes to another unit, whoever holds it goes on holding it.
fn begun(person: &PersonId, post: &PostId, day: Day, decision: &MatterId, cx: &Context) -> Option<Reaction<Action>> {
    let entries: Vec<(MatterId, State)> = of_post(post, cx).collect();
    if entries.iter().any(|(_, state)| holds(state, person)) {
        return None;
    }
    let (person, decision) = (person.clone(), decision.clone());
    // Of two who take one post in one go, the first has the entry.
    if let Some((id, _)) = entries.iter().find(|(_, state)| state.holder().is_none()) {
        return Some(told("take", id.clone(), Action::Take(Take { person, day, decision }), cx));
    }
    let (id, _) = entries.into_iter().find(|(_, state)| state.next.is_none())?;
    Some(told("expect", id, Action::Expect(Expect { person, day, decision }), cx))
}

/// Holders of key posts in a unit to which a relative of theirs comes.
fn related(person: &PersonId, post: &PostId, day: Day, cx: &Context) -> Vec<Reaction<Action>> {
    let Some(unit) = cx.facts.post(post).map(|card| card.unit) else { return Vec::new() };
    let kin = cx.facts.relatives(person).into_iter().flat_map(|kin| {
        let his = move |(_, state): &(MatterId, State)| holds(state, &kin);
        entries(Query { unit: Some(unit.clone()), ..Query::default() }, cx).filter(his).collect::<Vec<_>>()
    });
    let known = |state: &State| {
        state.holder().is_some_and(|holder| holder.relations.iter().any(|relation| relation.person == *person))
    };
    let relate = |(id, _)| told("relate", id, Action::Relate(Relate { person: person.clone(), day }), cx);
    kin.filter(|(_, state)| !known(state)).map(relate).collect()
}

/// Whether something in an entry rests on a decision.
fn rests(state: &State, decision: &MatterId) -> bool {
    let decision = Some(decision);
    let begun = state.holder().is_some_and(|holder| holder.decision.as_ref() == decision);
    let next = state.next.as_ref().is_some_and(|next| Some(&next.expect.decision) == decision);
    begun || next || state.former.iter().any(|former| former.decision.as_ref() == decision)
}
