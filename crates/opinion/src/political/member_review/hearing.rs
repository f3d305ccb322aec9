//! What a review overhears of sessions, of people who leave and of records that become one, and what the clock brings about.

use super::{
    MemberReview,
    facts::{Action, Cause, Drop, End, Open, Pass, Rest, Settle, State, Withdraw},
    rules::{OBJECT, SESSION},
    stage,
};
use crate::{
    owed::reaction,
    political::party_life::{self, PartyLife},
};
use engine::{
    days::{Day, Period},
    facts::Query,
    policy::Clock,
    procedure::Context,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId},
    yearly::Total,
};

/// The reason after which nobody is told anything; a code of the dictionary `departure_reasons`.
const DEATH: &str = "death";

/// The first half-day of a year to its last.
pub(super) fn whole(year: i16) -> Option<Period> {
    Day::new(year, 1, 1).zip(Day::new(year, 12, 31)).map(|(first, last)| Period::days(first, last))
}

/// His reviews, given up or not.
fn of_person(person: &PersonId, cx: &Context) -> Vec<(MatterId, State)> {
    let mut found = cx.facts.all::<MemberReview>(&Query { person: Some(person.clone()), ..Query::default() });
    found.retain(|(_, state)| state.opened.person == *person);
    found
}

/// His review of a year, unless it went into another one's.
pub(super) fn of_year(person: &PersonId, year: i16, cx: &Context) -> Option<(MatterId, State)> {
    let merged = |state: &State| state.dropped.as_ref().is_some_and(|one| one.end == End::Merged);
    of_person(person, cx).into_iter().find(|(_, state)| state.opened.year == year && !merged(state))
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::BranchMet { branch, from, session, kind, members } if kind == SESSION => {
            let Some((term, _)) = term_of(branch, *from, members, cx) else { return Vec::new() };
            members.iter().filter_map(|person| met(person, &term, *session, from.year(), cx)).collect()
        }
        Trigger::BranchMeetingUndone { branch, from, session } => {
            let rests = |state: &State| {
                state.rests_on(branch, *from, *session) && state.withdrawn.is_none() && state.dropped.is_none()
            };
            let found = cx.facts.all::<MemberReview>(&Query { overlaps: whole(from.year()), ..Query::default() });
            found.into_iter().filter(|(_, state)| rests(state)).map(|(id, state)| undone(&id, &state, cx)).collect()
        }
        Trigger::PostEnded { person, reason, matter, .. } if reason == DEATH => {
            let dead = |(id, _): (MatterId, State)| drop(id, End::Died, Some(matter.clone()), cx);
            of_person(person, cx).into_iter().filter(|(_, state)| state.is_open()).map(dead).collect()
        }
        Trigger::PostChangeUndone { person, matter } => {
            let by = |state: &State| state.dropped.as_ref().and_then(|one| one.decision.as_ref()) == Some(matter);
            let undo = |(id, _): (MatterId, State)| {
                let cause = Cause { decision: matter.clone() };
                reaction("member_review/undo", &id.0.clone(), Some(id), Action::Undo(cause), cx)
            };
            of_person(person, cx).into_iter().filter(|(_, state)| by(state)).map(undo).collect()
        }
        Trigger::PersonMerged { from, into } => merged(from, into, cx),
        _ => Vec::new(),
    }
}

/// The quarter in which a branch met, by one of those who were to be there.
fn term_of(branch: &MatterId, from: Day, members: &[PersonId], cx: &Context) -> Option<(MatterId, party_life::State)> {
    let overlaps = Some(Period::days(from, from));
    let query = Query { person: Some(members.first()?.clone()), overlaps, ..Query::default() };
    let is_it = |state: &party_life::State| state.opened.branch == *branch && state.opened.from == from;
    cx.facts.all::<PartyLife>(&query).into_iter().find(|(_, state)| is_it(state))
}

/// Whoever was to be there is reviewed once a year; a review whose session was withdrawn goes on with this one.
fn met(person: &PersonId, term: &MatterId, session: u32, year: i16, cx: &Context) -> Option<Reaction<Action>> {
    let card = cx.facts.person(person)?;
    let key = format!("member_review/{term}/{session}/{person}");
    match of_year(person, year, cx) {
        None if card.party && card.active => {
            let open = Open { person: person.clone(), term: term.clone(), session };
            Some(Reaction { key, to: None, action: Action::Open(open) })
        }
        Some((id, state)) if state.withdrawn.is_some() => {
            let rest = Rest { term: term.clone(), session };
            Some(Reaction { key, to: Some(id), action: Action::Rest(rest) })
        }
        _ => None,
    }
}

/// The session is gone: another one of the year takes its place, or the review ends.
fn undone(id: &MatterId, state: &State, cx: &Context) -> Reaction<Action> {
    let (person, gone) = (&state.opened.person, &state.session);
    let query = Query { person: Some(person.clone()), overlaps: whole(state.opened.year), ..Query::default() };
    let other = cx.facts.all::<PartyLife>(&query).into_iter().find_map(|(term, found)| {
        let counts = |one: &&party_life::Session| {
            let same = term == gone.term && one.number == gone.number;
            one.kind == SESSION && !same && one.attendance.iter().any(|one| one.person == *person)
        };
        found.sessions.iter().find(counts).map(|one| Rest { term: term.clone(), session: one.number })
    });
    let action = other.map_or_else(|| Action::Withdraw(Withdraw { session: gone.number }), Action::Rest);
    let about = format!("{id}/{}/{}", gone.term, gone.number);
    reaction("member_review/withdrawn", &about, Some(id.clone()), action, cx)
}

fn drop(id: MatterId, end: End, decision: Option<MatterId>, cx: &Context) -> Reaction<Action> {
    reaction("member_review/drop", &id.0.clone(), Some(id), Action::Drop(Drop { end, decision }), cx)
}

/// Reviews pass to the record that stays; of two of one year the one on which nothing was decided ends.
fn merged(from: &PersonId, into: &PersonId, cx: &Context) -> Vec<Reaction<Action>> {
    let mut found = Vec::new();
    for (id, state) in of_person(from, cx).into_iter().filter(|(_, state)| state.dropped.is_none()) {
        match of_year(into, state.opened.year, cx).filter(|(_, twin)| twin.stage() != stage::DROPPED) {
            Some(_) if state.concluded.is_none() => {
                found.push(drop(id, End::Merged, None, cx));
                continue;
            }
            Some((other, twin)) if twin.concluded.is_none() => found.push(drop(other, End::Merged, None, cx)),
            _ => {}
        }
        let pass = Action::Pass(Pass { into: into.clone() });
        found.push(reaction("member_review/pass", &id.0.clone(), Some(id), pass, cx));
    }
    found
}

/// Time for objections that is over, and people of whom nobody here decides anything any more.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let open = cx.facts.all::<MemberReview>(&Query { open: Some(true), ..Query::default() });
    open.into_iter()
        .filter_map(|(id, state)| {
            let (what, action) = over(&id, &state, cx)?;
            Some(Reaction { key: format!("member_review/{what}/{id}/{}", cx.day), to: Some(id), action })
        })
        .collect()
}

fn over(id: &MatterId, state: &State, cx: &Context) -> Option<(&'static str, Action)> {
    let card = cx.facts.person(&state.opened.person);
    let out = |end: End| Some(("out", Action::Drop(Drop { end, decision: None })));
    if card.as_ref().is_some_and(|card| !card.party) {
        return out(End::NoMember);
    }
    let known = matches!(state.stage(), stage::TELLING | stage::TOLD | stage::REVIEWING);
    if !known && card.is_none_or(|card| !card.active) {
        return out(End::Unmanaged);
    }
    if state.stage() != stage::TOLD {
        return None;
    }
    let pauses = cx.facts.pauses(id);
    let clock = Clock { policy: cx.policy, pauses: &pauses };
    let day = clock.due(OBJECT, state.told.as_ref()?.tell.day, "告知").day.filter(|due| *due < cx.day)?;
    Some(("settle", Action::Settle(Settle { day })))
}

/// What the branch found of him, once he was told.
pub(super) fn yearly(who: &PersonId, year: i16, cx: &Context) -> Vec<Total> {
    let told = |(_, state): &(MatterId, State)| state.told.is_some() && state.stage() != stage::DROPPED;
    let Some((_, state)) = of_year(who, year, cx).filter(told) else { return Vec::new() };
    let Some(standing) = state.standing() else { return Vec::new() };
    let note = format!("{}，{}{}", state.opened.branch.name, standing.day.sentence(), standing.body);
    vec![Total { title: "民主评议党员".to_owned(), sum: standing.grade.to_owned(), note }]
}
