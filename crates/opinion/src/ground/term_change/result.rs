//! The result of an election: what is refused of it, and the changes of posts that follow.

use super::{
    facts::{ElectedRow, Event, LeavingRow, Outcome, Seat, State, Tally},
    rules,
};
use crate::checks::{self, filled, term};
use engine::{
    procedure::{Context, Refusal},
    trigger::{PostRuling, Trigger},
    words::PersonId,
};

/// The result with the words of today.
pub(super) fn tally(state: &State, outcome: Outcome, cx: &Context) -> Result<Tally, Refusal> {
    filled(&outcome.authority, "/authority", "决定机关")?;
    filled(&outcome.document, "/document", "选举结果文号")?;
    if outcome.day > cx.day {
        return Err(Refusal::new("day_ahead", "", "选举日期晚于今天，请核对文件后重填。").at("/day"));
    }
    let replied = state.approved.as_ref().map(|approved| approved.reply.day);
    if let Some(day) = replied.filter(|day| outcome.day < *day) {
        let sentence = format!("选举日期早于批复日期{}，请核对文件后重填。", day.sentence());
        return Err(Refusal::new("before_reply", rules::CLAUSE, sentence).at("/day"));
    }
    if outcome.elected.is_empty() {
        return Err(Refusal::new("table_empty", "", "没有填写当选人，请至少填一行。").at("/elected"));
    }
    let rows = outcome.leaving.iter().enumerate();
    let leaving = rows.map(|(row, one)| leaving(row, one, cx)).collect::<Result<Vec<_>, _>>()?;
    let rows = outcome.elected.iter().enumerate();
    let elected = rows.map(|(row, one)| elected(state, row, one, &outcome, cx)).collect::<Result<Vec<_>, _>>()?;
    let tally = Tally {
        entered_by: cx.actor.account.clone(),
        day: outcome.day,
        authority: outcome.authority,
        document: outcome.document,
        elected,
        leaving,
        paper: outcome.paper,
    };
    standing(&tally, cx)?;
    Ok(tally)
}

fn leaving(row: usize, one: &LeavingRow, cx: &Context) -> Result<Seat, Refusal> {
    let at = |field: &str| format!("/leaving/{row}/{field}");
    let name = checks::person(&one.person, &at("person"), cx)?.name;
    // Whoever is elected may leave a post elsewhere for it.
    let card = checks::post(&one.post, &at("post"), cx)?;
    let label = checks::post_label(&card, cx);
    let reason_word = term(&one.reason, &at("reason"), cx)?;
    Ok(Seat {
        person: one.person.clone(),
        name,
        post: one.post.clone(),
        label,
        again: false,
        reason: Some(one.reason.clone()),
        reason_word: Some(reason_word),
    })
}

fn elected(state: &State, row: usize, one: &ElectedRow, all: &Outcome, cx: &Context) -> Result<Seat, Refusal> {
    let at = |field: &str| format!("/elected/{row}/{field}");
    let name = checks::person(&one.person, &at("person"), cx)?.name;
    let label = rules::seat(state, &one.post, &at("post"), cx)?;
    let again = cx.facts.posts(&one.person, all.day).iter().any(|held| held.post == one.post);
    Ok(Seat { person: one.person.clone(), name, post: one.post.clone(), label, again, reason: None, reason_word: None })
}

/// What the registers say: nobody twice, everyone holds what he leaves, and what a chief takes is free by then.
fn standing(tally: &Tally, cx: &Context) -> Result<(), Refusal> {
    let twice = |list: &[Seat], row: usize, seat: &Seat| {
        list.iter().take(row).any(|other| other.person == seat.person && other.post == seat.post)
    };
    for (list, seats) in [("leaving", &tally.leaving), ("elected", &tally.elected)] {
        for (row, seat) in seats.iter().enumerate() {
            let at = format!("/{list}/{row}/post");
            if twice(seats, row, seat) {
                let sentence = format!("{}{}填了两次，请删去一行。", seat.name, seat.label);
                return Err(Refusal::new("row_twice", "", sentence).at(&at));
            }
        }
    }
    for (row, seat) in tally.leaving.iter().enumerate() {
        let held = cx.facts.posts(&seat.person, tally.day.plus(-1));
        if !held.iter().any(|at| at.post == seat.post) {
            let (name, day, label) = (&seat.name, tally.day.sentence(), &seat.label);
            let sentence = format!("{name}在{day}前不任{label}，请核对职务和日期。");
            return Err(Refusal::new("post_not_held", "", sentence).at(&format!("/leaving/{row}/post")));
        }
    }
    for (row, seat) in tally.elected.iter().enumerate() {
        if !cx.facts.post(&seat.post).is_some_and(|card| card.chief) {
            continue;
        }
        let others = tally.elected.iter().enumerate().filter(|(other, one)| *other != row && one.post == seat.post);
        let leaves =
            |person: &PersonId| tally.leaving.iter().any(|left| left.person == *person && left.post == seat.post);
        let seated = cx.facts.seated(&seat.post, tally.day);
        let held = seated.into_iter().find(|person| *person != seat.person && !leaves(person));
        let holder = others.map(|(_, one)| one.name.clone()).next().or(held.map(|person| cx.facts.name(&person)));
        if let Some(name) = holder {
            let sentence = format!("{}同时由{name}担任，请补填其离任或删去一行。", seat.label);
            return Err(Refusal::new("post_taken", "", sentence).at(&format!("/elected/{row}/post")));
        }
    }
    Ok(())
}

/// Another hand, and nobody whom it concerns.
pub(super) fn confirmable(state: &State, tally: &Tally, cx: &Context) -> Result<(), Refusal> {
    if cx.actor.account == tally.entered_by {
        return Err(Refusal::new("same_hand", "", "登记和确认须由两人办理，请由另一人确认。"));
    }
    let mut concerned = tally.elected.iter().chain(&tally.leaving).map(|seat| &seat.person);
    let named = state.nominees.iter().map(|nominee| &nominee.person);
    if concerned.by_ref().chain(named).any(|person| cx.actor.untouchables.contains(person)) {
        return Err(Refusal::new("recused", "", "选举结果涉及本人或亲属，应当回避，请转其他有权限的人办理。"));
    }
    standing(tally, cx)
}

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    match (event, &after.tally) {
        (Event::ResultConfirmed(_), Some(tally)) => {
            let told = |ruling| Trigger::PostsDecided { ruling, matter: after.id.clone() };
            rulings(tally).into_iter().map(told).collect()
        }
        _ => Vec::new(),
    }
}

/// What the result says about each person, those who leave first; whoever goes on in his post is none.
fn rulings(tally: &Tally) -> Vec<PostRuling> {
    let mut found: Vec<PostRuling> = Vec::new();
    let changing = tally.elected.iter().filter(|seat| !seat.again);
    for seat in tally.leaving.iter().chain(changing) {
        let known = found.iter().position(|ruling| ruling.person == seat.person);
        let at = known.unwrap_or_else(|| {
            found.push(PostRuling {
                person: seat.person.clone(),
                authority: tally.authority.clone(),
                document: tally.document.clone(),
                decided_on: tally.day,
                day: tally.day,
                leaves: Vec::new(),
                takes: Vec::new(),
            });
            found.len() - 1
        });
        let Some(ruling) = found.get_mut(at) else { continue };
        match &seat.reason {
            Some(reason) => ruling.leaves.push((seat.post.clone(), reason.0.clone())),
            None => ruling.takes.push((seat.post.clone(), false)),
        }
    }
    found
}

pub(super) fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
    match (&before.tally, &before.confirmed, after) {
        (Some(tally), Some(_), None) => {
            let persons = rulings(tally).into_iter().map(|ruling| ruling.person).collect();
            vec![Trigger::PostsUndecided { persons, matter: before.id.clone() }]
        }
        _ => Vec::new(),
    }
}
