//! What the register overhears of decisions about posts.

use super::{
    KeyPost,
    facts::{Action, Cause, Leave, State, Take},
};
use crate::owed::reaction;
use engine::{
    facts::{Brief, Query},
    procedure::{Context, Procedure},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId},
};

/// Entries in force.
fn entries(query: Query, cx: &Context) -> impl Iterator<Item = (MatterId, State)> {
    let query = Query { kind: KeyPost::KIND.id, open: Some(true), ..query };
    let read = |brief: Brief| Some((brief.id, serde_json::from_str::<State>(&brief.state).ok()?));
    cx.facts.matters(&query).into_iter().filter_map(read)
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
    state.holder.as_ref().is_some_and(|holder| holder.person == *person)
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostBegun { person, post, day, matter, .. } => {
            // Told again for a post that is renamed or passes to another unit: whoever holds it goes on holding it.
            if of_holder(person, cx).iter().any(|(_, state)| state.entered.post == *post && holds(state, person)) {
                return Vec::new();
            }
            let vacant = of_post(post, cx).find(|(_, state)| state.holder.is_none());
            let take = Take { person: person.clone(), day: *day, decision: matter.clone() };
            // Of two who take one post in one go, the first has the entry.
            let react =
                |(id, _): (MatterId, State)| reaction("key_post/take", &id.0.clone(), Some(id), Action::Take(take), cx);
            vacant.map(react).into_iter().collect()
        }
        Trigger::PostEnded { person, post, day, matter, .. } => {
            let leave = Leave { day: *day, decision: matter.clone() };
            let held = of_holder(person, cx)
                .into_iter()
                .find(|(_, state)| state.entered.post == *post && holds(state, person));
            let react = |(id, _): (MatterId, State)| {
                reaction("key_post/leave", &id.0.clone(), Some(id), Action::Leave(leave), cx)
            };
            held.map(react).into_iter().collect()
        }
        Trigger::PostChangeUndone { person, matter } => {
            let rests = |state: &State| {
                let begun = state.holder.as_ref().is_some_and(|holder| holder.decision.as_ref() == Some(matter));
                begun || state.former.last().is_some_and(|former| former.leave.decision == *matter)
            };
            let undo = |(id, _): (MatterId, State)| {
                reaction("key_post/undo", &id.0.clone(), Some(id), Action::Undo(Cause { decision: matter.clone() }), cx)
            };
            of_holder(person, cx).into_iter().filter(|(_, state)| rests(state)).map(undo).collect()
        }
        _ => Vec::new(),
    }
}
