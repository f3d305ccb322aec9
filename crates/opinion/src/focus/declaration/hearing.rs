//! What reports overhear of draws, of people who leave and of records that become one, and what the clock brings about.

use super::{
    Declaration,
    facts::{Action, Draw, Drop, Open, Pass, State},
    rules::{OPENS, YEARLY, duty_of, year},
    stage,
};
use crate::{
    checks::{opening_day, out_of_service},
    owed::reaction,
};
use engine::{
    facts::Query,
    procedure::Context,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId},
};
use std::collections::BTreeSet;

/// Reports opened in one round of the clock: a round stays short, the rest follow in the next.
const ROUND: usize = 100;
/// Why a report of a record that was merged is given up: the other record has one of the same year.
const MERGED: &str = "人员档案合并，另一份报告继续办理";

fn read(query: Query, cx: &Context) -> Vec<(MatterId, State)> {
    cx.facts.all::<Declaration>(&query)
}

fn of_person(person: &PersonId, cx: &Context) -> Vec<(MatterId, State)> {
    let mut found = read(Query { person: Some(person.clone()), ..Query::default() }, cx);
    found.retain(|(_, state)| state.opened.person == *person);
    found
}

/// All yearly reports of a year, given up or not.
pub(in crate::focus) fn of_year(of: i16, cx: &Context) -> Vec<(MatterId, State)> {
    let mut found = read(Query { overlaps: year(of), ..Query::default() }, cx);
    found.retain(|(_, state)| state.opened.happened.is_none() && state.opened.year == of);
    found
}

/// His yearly report of a year that was not given up.
pub(super) fn yearly(person: &PersonId, of: i16, cx: &Context) -> Option<(MatterId, State)> {
    let is_it = |state: &State| state.opened.happened.is_none() && state.opened.year == of && state.dropped.is_none();
    of_person(person, cx).into_iter().find(|(_, state)| is_it(state))
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let about = |id: &MatterId, what: &str, action: Action, by: &MatterId| {
        reaction(&format!("declaration/{what}"), &format!("{id}/{by}"), Some(id.clone()), action, cx)
    };
    match trigger {
        Trigger::Drawn { matters, matter } => {
            let drawn = |id: &MatterId| about(id, "drawn", Action::Draw(Draw { draw: matter.clone() }), matter);
            matters.iter().filter(|id| of(id, cx).is_some_and(|state| state.may_be_drawn())).map(drawn).collect()
        }
        Trigger::Undrawn { matters, matter } => {
            let rests = |state: &State| {
                let draw = state.picked.as_ref().and_then(|picked| picked.draw.as_ref());
                draw == Some(matter) && state.stage() == stage::VERIFYING
            };
            let undrawn = |id: &MatterId| about(id, "undrawn", Action::Undraw(Draw { draw: matter.clone() }), matter);
            matters.iter().filter(|id| of(id, cx).is_some_and(|state| rests(&state))).map(undrawn).collect()
        }
        Trigger::PostEnded { person, reason, matter, .. } => {
            let Some(word) = out_of_service(reason, cx) else { return Vec::new() };
            let dead = reason == "death";
            let ends = |state: &State| match state.stage() {
                stage::REPORTING | stage::MENDING => true,
                stage::FILED | stage::CHECKED | stage::DROPPED => false,
                // Of the dead nothing is found; whoever retires is still answered.
                _ => dead,
            };
            let open = of_person(person, cx).into_iter().filter(|(_, state)| ends(state));
            open.map(|(id, _)| about(&id, "drop", Action::Drop(Drop { reason: word.as_str().into() }), matter))
                .collect()
        }
        Trigger::PersonMerged { from, into } => merged(from, into, cx),
        _ => Vec::new(),
    }
}

fn of(id: &MatterId, cx: &Context) -> Option<State> {
    cx.facts.read::<Declaration>(id)
}

/// Reports pass to the record that stays; of two of one year the one that nobody filed is given up.
fn merged(from: &PersonId, into: &PersonId, cx: &Context) -> Vec<Reaction<Action>> {
    let drop = |id: MatterId| {
        let action = Action::Drop(Drop { reason: MERGED.into() });
        reaction("declaration/merged", &id.0.clone(), Some(id), action, cx)
    };
    let mut found = Vec::new();
    for (id, state) in of_person(from, cx).into_iter().filter(|(_, state)| state.dropped.is_none()) {
        let yearly = state.opened.happened.is_none().then(|| yearly(into, state.opened.year, cx)).flatten();
        match yearly {
            Some(_) if state.filed.is_none() => {
                found.push(drop(id));
                continue;
            }
            Some((other, twin)) if twin.filed.is_none() => found.push(drop(other)),
            _ => {}
        }
        let pass = Action::Pass(Pass { into: into.clone() });
        found.push(reaction("declaration/pass", &id.0.clone(), Some(id), pass, cx));
    }
    found
}

/// Yearly reports of the members of leading bodies, and what nobody owes any more.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let mut called = opening(cx);
    for stage in [stage::REPORTING, stage::MENDING] {
        for (id, state) in read(Query { stage: Some(stage), ..Query::default() }, cx) {
            let managed = cx.facts.person(&state.opened.person).is_some_and(|card| card.active);
            if !managed {
                let action = Action::Drop(Drop { reason: "不再列入管理".into() });
                called.push(Reaction { key: format!("declaration/out/{id}"), to: Some(id), action });
            }
        }
    }
    called
}

/// From the county's day until the day by which it is owed. What could no longer be reported in time is not opened by the clock.
fn opening(cx: &Context) -> Vec<Reaction<Action>> {
    let past = cx.day.year() - 1;
    let Some(period) = year(past) else { return Vec::new() };
    let opens = opening_day(OPENS, "yearly", cx.day.year(), cx);
    let due = cx.policy.due(YEARLY, period.to.day, "年度终了", &[]).day;
    if opens.is_none_or(|opens| cx.day < opens) || due.is_some_and(|due| due < cx.day) {
        return Vec::new();
    }
    let mut known: BTreeSet<PersonId> = of_year(past, cx).into_iter().map(|(_, state)| state.opened.person).collect();
    let mut called = Vec::new();
    for unit in cx.facts.units(None) {
        for seat in cx.facts.members(&unit.id, cx.day) {
            if !known.insert(seat.person.clone()) {
                continue;
            }
            let card = cx.facts.person(&seat.person).filter(|card| card.active);
            if card.is_some_and(|card| duty_of(&card.level, cx.day, cx) == Some("local")) {
                let key = format!("declaration/{past}/{}", seat.person);
                called.push(Reaction { key, to: None, action: Action::Open(Open { person: seat.person, year: past }) });
            }
        }
        if called.len() >= ROUND {
            break;
        }
    }
    called
}
