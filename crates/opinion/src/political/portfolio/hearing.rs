//! What a division of work overhears of decisions about posts and units, and what the clock brings about.

use super::{
    Portfolio,
    facts::{Action, Cause, Close, Gap, GapKind, Open, Rename, Reopen, State},
    rules::{BODY, UNITS},
};
use crate::owed::reaction;
use engine::{
    days::Day,
    facts::Query,
    procedure::{Context, Procedure},
    succession::UnitOrder,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId, UnitId},
};
use std::collections::BTreeSet;

/// Registers opened at one stroke of the clock at most.
const AT_ONCE: usize = 50;

/// The register of a unit; `open` as in [`Query`].
fn of_unit(unit: &UnitId, open: Option<bool>, cx: &Context) -> Option<(MatterId, State)> {
    let query = Query { unit: Some(unit.clone()), open, ..Query::default() };
    // What passed from another unit is not its own.
    cx.facts.all::<Portfolio>(&query).into_iter().find(|(_, state)| &state.opened.unit == unit)
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostEnded { person, post, day, matter, .. } => {
            left(person, post, *day, matter, cx).into_iter().collect()
        }
        Trigger::PostBegun { person, post, day, acting, matter } => {
            joined(&Seat { person, post, acting: *acting }, *day, matter, cx).into_iter().collect()
        }
        Trigger::PostChangeUndone { person, matter } => undone(person, matter, cx),
        Trigger::UnitsOrdered { order, day, document, matter } => {
            ordered(order, *day, document, matter, cx).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn found(id: MatterId, post: &PostId, gap: Gap, cx: &Context) -> Reaction<Action> {
    let decision = gap.decision.as_ref().map_or("", MatterId::as_str);
    let about = format!("{id}/{decision}/{post}/{}", gap.person);
    reaction("portfolio/gap", &about, Some(id), Action::FindGap(gap), cx)
}

/// A member of the last table leaves the body; whoever keeps another seat in it has not left.
fn left(person: &PersonId, post: &PostId, day: Day, decision: &MatterId, cx: &Context) -> Option<Reaction<Action>> {
    let unit = cx.facts.post(post)?.unit;
    let (id, state) = of_unit(&unit, Some(true), cx)?;
    let entry = state.entries().find(|entry| &entry.member == person)?;
    if cx.facts.members(&unit, day).iter().any(|seat| &seat.person == person && &seat.post != post) {
        return None;
    }
    let five = if entry.five_words.is_empty() { String::new() } else { format!("（含{}）", entry.five_words) };
    let words = format!("{}{}起离任，其分管工作{five}须重新分工", entry.name, day.sentence());
    let gap = Gap { kind: GapKind::Left, person: person.clone(), words, day, decision: Some(decision.clone()) };
    Some(found(id, post, gap, cx))
}

/// Who takes which post.
struct Seat<'a> {
    person: &'a PersonId,
    post: &'a PostId,
    acting: bool,
}

/// Somebody joins the body, or a member becomes chief who is in charge of one of the five.
fn joined(seat: &Seat, day: Day, decision: &MatterId, cx: &Context) -> Option<Reaction<Action>> {
    let card = cx.facts.post(seat.post).filter(|card| card.leading || card.chief || seat.acting)?;
    let (id, state) = of_unit(&card.unit, Some(true), cx)?;
    state.current.as_ref()?;
    let name = cx.facts.name(seat.person);
    let known = state.entries().find(|entry| &entry.member == seat.person);
    let words = match known.map(|entry| entry.five_words.as_str()) {
        None => format!("{name}{}起任{}，尚未分工", day.sentence(), card.title),
        Some(five) if (card.chief || seat.acting) && !five.is_empty() => {
            format!("{name}{}起任{}，不再直接分管{five}，须重新分工", day.sentence(), card.title)
        }
        Some(_) => return None,
    };
    let (person, decision) = (seat.person.clone(), Some(decision.clone()));
    Some(found(id, seat.post, Gap { kind: GapKind::Joined, person, words, day, decision }, cx))
}

fn undone(person: &PersonId, decision: &MatterId, cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { person: Some(person.clone()), open: Some(true), ..Query::default() };
    let rests = |state: &State| state.gaps.iter().any(|gap| gap.decision.as_ref() == Some(decision));
    let back = |id: MatterId| {
        let cause = Cause { decision: decision.clone() };
        reaction("portfolio/undo", &format!("{id}/{decision}"), Some(id.clone()), Action::Undo(cause), cx)
    };
    let named = cx.facts.naming::<Portfolio>(&query, decision.as_str()).into_iter();
    named.filter(|(_, state)| rests(state)).map(|(id, _)| back(id)).collect()
}

/// A unit that ends takes its division of work with it; under another name it goes on.
fn ordered(order: &UnitOrder, day: Day, document: &str, decision: &MatterId, cx: &Context) -> Option<Reaction<Action>> {
    let document = document.to_owned();
    let (unit, open, action) = match order {
        UnitOrder::Dissolve { unit, .. } | UnitOrder::Close(unit) => {
            (unit, true, Action::Close(Close { day, document }))
        }
        UnitOrder::Reopen(unit) => (unit, false, Action::Reopen(Reopen { document })),
        UnitOrder::Rename { unit, name } => (unit, true, Action::Rename(Rename { name: name.clone() })),
        _ => return None,
    };
    let (id, _) = of_unit(unit, Some(open), cx)?;
    Some(reaction("portfolio/ordered", &format!("{id}/{decision}"), Some(id), action, cx))
}

/// A register for each body that has none, and temporary charges that have run out.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let mut called = opening(cx);
    called.extend(lapsing(cx));
    called
}

/// Whose register a stored state is; of a long table nothing else is read.
fn unit_in(state: &str) -> Option<UnitId> {
    #[derive(serde::Deserialize)]
    struct Whose {
        opened: OfUnit,
    }
    #[derive(serde::Deserialize)]
    struct OfUnit {
        unit: UnitId,
    }
    serde_json::from_str(state).ok().map(|Whose { opened }| opened.unit)
}

fn opening(cx: &Context) -> Vec<Reaction<Action>> {
    let Some(table) = cx.policy.table(UNITS, cx.day) else { return Vec::new() };
    let tables = cx.facts.matters(&Query { kind: Portfolio::KIND.id, ..Query::default() });
    let known: BTreeSet<UnitId> = tables.iter().filter_map(|brief| unit_in(&brief.state)).collect();
    let least = cx.policy.number(BODY, cx.day).unwrap_or_default();
    let divides = |unit: &UnitId| {
        let mut people: Vec<PersonId> = cx.facts.members(unit, cx.day).into_iter().map(|seat| seat.person).collect();
        people.sort();
        people.dedup();
        i64::try_from(people.len()).is_ok_and(|count| count >= least)
    };
    let missing = cx.facts.units(None).into_iter().filter(|card| !known.contains(&card.id));
    missing
        .filter(|card| table.value(&[&card.kind], "divides") == Some("yes") && divides(&card.id))
        .take(AT_ONCE)
        .map(|card| Reaction {
            key: format!("portfolio/open/{}", card.id),
            to: None,
            action: Action::Open(Open { unit: card.id }),
        })
        .collect()
}

fn lapsing(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { open: Some(true), ended_before: Some(cx.half_now()), ..Query::default() };
    let mut called = Vec::new();
    for (id, state) in cx.facts.all::<Portfolio>(&query) {
        for (entry, until) in state.temporary().filter(|(_, until)| *until < cx.day) {
            let words = format!("{}临时分管{}到{}期满", entry.name, entry.five_words, until.sentence());
            let person = entry.member.clone();
            let gap = Gap { kind: GapKind::Lapsed, person, words, day: until, decision: None };
            let key = format!("portfolio/lapse/{id}/{}/{until}", gap.person);
            called.push(Reaction { key, to: Some(id.clone()), action: Action::FindGap(gap) });
        }
    }
    called
}
