//! What an item overhears of decisions about posts, and what the clock brings about.

use super::{
    OffDuty,
    facts::{Action, Forget, Hand, State},
    stage,
};
use crate::{focus::posts_of, owed::reaction};
use engine::{
    days::Day,
    facts::Query,
    procedure::Context,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, UnitId},
};
use std::collections::BTreeSet;

fn items(query: Query, cx: &Context) -> Vec<(MatterId, State)> {
    cx.facts.all::<OffDuty>(&query)
}

/// Whoever heads the unit, headed it, or deals with an item there, is asked after anew when his posts change.
pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostBegun { person, post, day, acting, .. } => {
            let card = cx.facts.post(post).filter(|card| card.chief || *acting);
            card.map_or_else(Vec::new, |card| changed(person, &card.unit, true, *day, cx))
        }
        Trigger::PostEnded { person, post, day, .. } => {
            let Some(card) = cx.facts.post(post) else { return Vec::new() };
            changed(person, &card.unit, card.chief, *day, cx)
        }
        Trigger::PostChangeUndone { person, matter } => {
            let posts = posts_of(matter, cx).into_iter().filter_map(|post| Some(cx.facts.post(&post)?.unit));
            let held = cx.facts.posts(person, cx.day).into_iter().map(|at| at.unit);
            let units: BTreeSet<UnitId> = posts.chain(held).collect();
            units.iter().flat_map(|unit| changed(person, unit, true, cx.day, cx)).collect()
        }
        _ => Vec::new(),
    }
}

/// Items of a unit that are still dealt with: all of them where its chiefs change, else those of the person.
fn changed(person: &PersonId, unit: &UnitId, chief: bool, day: Day, cx: &Context) -> Vec<Reaction<Action>> {
    let of_unit = items(Query { unit: Some(unit.clone()), open: Some(true), ..Query::default() }, cx);
    let touches = |state: &State| {
        let his = state.handed.as_ref().is_some_and(|handed| handed.to.as_ref() == Some(person));
        (chief || his) && matches!(state.stage(), stage::TELLING | stage::VERIFYING)
    };
    let hand = |(id, _): (MatterId, State)| {
        let about = format!("{id}/{person}/{unit}");
        reaction("off_duty/hand", &about, Some(id), Action::Hand(Hand { day }), cx)
    };
    of_unit.into_iter().filter(|(_, state)| touches(state)).map(hand).collect()
}

/// What is not proved, and what was passed on, is deleted when its time is over.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let at = |stage| items(Query { stage: Some(stage), ..Query::default() }, cx);
    let due = |(id, state): (MatterId, State)| {
        let from = state.forget_from.filter(|from| *from <= cx.day)?;
        let key = format!("off_duty/forget/{id}/{from}");
        Some(Reaction { key, to: Some(id), action: Action::Forget(Forget { from }) })
    };
    [stage::UNPROVED, stage::REFERRED].into_iter().flat_map(at).filter_map(due).collect()
}
