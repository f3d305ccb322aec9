//! What a chief's year overhears of decisions about posts, and what the clock brings about.

use super::{
    ChiefSupervision, body,
    facts::{Action, Begin, Cause, Close, Leave, Open, Reseat, State},
    rules::{LIST, OPENS, SHORT, UNITS, year},
    stage,
};
use crate::{checks, owed::reaction};
use engine::{
    days::Day,
    facts::{PostAt, Query, UnitCard},
    procedure::Context,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId, UnitId},
};

/// Years opened in one round of the clock: a round stays short, the rest follow in the next.
const ROUND: usize = 50;

impl State {
    /// Whether it is his year in that unit, and was not opened by a decision that was taken back.
    pub(super) fn is_of(&self, person: &PersonId, unit: &UnitId) -> bool {
        self.opened.person == *person && self.opened.unit == *unit && self.undone.is_none()
    }
}

fn read(query: Query, cx: &Context) -> Vec<(MatterId, State)> {
    cx.facts.all::<ChiefSupervision>(&query)
}

/// All that were opened for a year.
fn of_year(of: i16, cx: &Context) -> Vec<(MatterId, State)> {
    of_year_naming(of, "", cx)
}

/// Those of a year that name a unit, a person or a decision.
pub(super) fn of_year_naming(of: i16, id: &str, cx: &Context) -> Vec<(MatterId, State)> {
    cx.facts.naming::<ChiefSupervision>(&Query { overlaps: year(of), ..Query::default() }, id)
}

/// His, of the units that he headed.
fn of_person(person: &PersonId, cx: &Context) -> Vec<(MatterId, State)> {
    let mut found = read(Query { person: Some(person.clone()), ..Query::default() }, cx);
    found.retain(|(_, state)| state.opened.person == *person);
    found
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostBegun { person, post, day, acting, matter } => {
            let own = begun(person, post, (*day, *acting), matter, cx);
            own.into_iter().chain(body::begun(person, post, *day, matter, cx)).collect()
        }
        Trigger::PostEnded { person, post, day, matter, .. } => {
            let own = ended(person, post, *day, matter, cx);
            own.into_iter().chain(body::ended(person, post, *day, matter, cx)).collect()
        }
        Trigger::PostChangeUndone { person, matter } => {
            let undo = |(id, _): (MatterId, State)| {
                let cause = Cause { decision: matter.clone() };
                reaction("chief_supervision/undo", &id.0.clone(), Some(id), Action::Undo(cause), cx)
            };
            let own = of_person(person, cx).into_iter().filter(|(_, state)| rests(state, matter));
            own.chain(body::resting(matter, cx)).map(undo).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether his being in office rests on a decision.
pub(super) fn rests(state: &State, decision: &MatterId) -> bool {
    state.opened.decision.as_ref() == Some(decision)
        || state.left.as_ref().is_some_and(|left| left.decision == *decision)
}

/// Whether the chiefs of such a unit are supervised here.
fn supervised(card: &UnitCard, on: Day, cx: &Context) -> bool {
    let table = cx.policy.table(UNITS, on);
    card.active && table.and_then(|table| table.value(&[&card.kind], "supervised")) == Some("yes")
}

/// Whoever takes the head's seat with enough of the year before him has a year of his own; whoever only changes seats goes on.
fn begun(
    person: &PersonId,
    post: &PostId,
    (day, acting): (Day, bool),
    decision: &MatterId,
    cx: &Context,
) -> Option<Reaction<Action>> {
    let card = cx.facts.post(post).filter(|card| card.chief || acting)?;
    let unit = cx.facts.unit(&card.unit).filter(|unit| supervised(unit, day, cx))?;
    let about = format!("{person}/{}/{decision}", unit.id);
    let known = of_person(person, cx).into_iter().find(|(_, state)| {
        state.is_of(person, &unit.id) && state.opened.year == day.year() && state.stage() != stage::DONE
    });
    if let Some((id, _)) = known {
        let reseat = Reseat { day, decision: decision.clone() };
        return Some(reaction("chief_supervision/reseat", &about, Some(id), Action::Reseat(reseat), cx));
    }
    let last = year(day.year())?.to.day;
    let months = cx.policy.number(SHORT, day).unwrap_or_default();
    if last.plus_months(-months, true) < day {
        return None;
    }
    let begin = Begin { person: person.clone(), post: post.clone(), day, decision: decision.clone() };
    Some(reaction("chief_supervision/begin", &about, None, Action::Begin(begin), cx))
}

/// A head's seat is left; whether he keeps another one at the head of the same unit is known once all that was decided is recorded.
fn ended(person: &PersonId, post: &PostId, day: Day, decision: &MatterId, cx: &Context) -> Vec<Reaction<Action>> {
    let Some(unit) = cx.facts.post(post).map(|card| card.unit) else { return Vec::new() };
    let headed = |seat: &PostAt| seat.person == *person && seat.post == *post;
    if !cx.facts.chiefs(&unit, day.plus(-1)).iter().any(headed) {
        return Vec::new();
    }
    let leave = |(id, _): (MatterId, State)| {
        let leave = Leave { day, decision: decision.clone() };
        reaction("chief_supervision/leave", &format!("{id}/{decision}/{post}"), Some(id), Action::Leave(leave), cx)
    };
    let open = |state: &State| state.is_of(person, &unit) && state.left.is_none() && state.closed.is_none();
    of_person(person, cx).into_iter().filter(|(_, state)| open(state)).map(leave).collect()
}

/// One for each chief from the county's day until the list is owed, and years that are over and owe nothing.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let mut called = opening(cx);
    let query = Query { stage: Some(stage::TOLD), ended_before: Some(cx.half_now()), ..Query::default() };
    let settled = read(query, cx).into_iter().filter(|(_, state)| state.is_settled(cx.policy));
    called.extend(settled.map(|(id, state)| Reaction {
        key: format!("chief_supervision/close/{id}"),
        to: Some(id),
        action: Action::Close(Close { year: state.opened.year }),
    }));
    called
}

/// What could no longer be listed in time is not opened by the clock: a county that begins in autumn owes nothing for its spring.
fn opening(cx: &Context) -> Vec<Reaction<Action>> {
    let now = cx.day.year();
    let Some(opens) = checks::opening_day(OPENS, "yearly", now, cx) else { return Vec::new() };
    let last = cx.policy.due(LIST, opens, "开启", &[]).day;
    if cx.day < opens || last.is_some_and(|last| last < cx.day) {
        return Vec::new();
    }
    let known = of_year(now, cx);
    let mut called: Vec<Reaction<Action>> = Vec::new();
    for unit in cx.facts.units(None).into_iter().filter(|card| supervised(card, cx.day, cx)) {
        for seat in cx.facts.chiefs(&unit.id, cx.day) {
            let (person, unit) = (seat.person, unit.id.clone());
            let key = format!("chief_supervision/{now}/{unit}/{person}");
            let open = known.iter().any(|(_, state)| state.is_of(&person, &unit));
            if !open && !called.iter().any(|reaction| reaction.key == key) {
                let open = Open { person, unit, year: now };
                called.push(Reaction { key, to: None, action: Action::Open(open) });
            }
        }
        if called.len() >= ROUND {
            break;
        }
    }
    called
}
