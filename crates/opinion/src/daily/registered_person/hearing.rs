//! What the register overhears of decisions about posts, and whom it misses among those who hold theirs without one.

use super::{
    RegisteredPerson,
    facts::{Action, Cause, LeftPost, NewPost, Proposal},
    rules, stage,
};
use crate::{ground, owed::reaction};
use engine::{
    facts::{PostAt, Query},
    procedure::{Context, Procedure},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, Term},
};

/// The person's entries that are in force.
pub(super) fn entries(person: &PersonId, cx: &Context) -> Vec<MatterId> {
    let query =
        Query { kind: RegisteredPerson::KIND.id, person: Some(person.clone()), open: Some(true), ..Query::default() };
    cx.facts.matters(&query).into_iter().map(|brief| brief.id).collect()
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostBegun { person, post, day, acting, matter } => {
            let entry = entries(person, cx).into_iter().next();
            let about = format!("{person}/{matter}/{post}");
            if entry.is_some() {
                let new = NewPost { post: post.clone(), day: *day, decision: matter.clone() };
                return vec![reaction("registered_person/move", &about, entry, Action::Move(new), cx)];
            }
            let Some(category) = rules::category(post, *acting, *day, cx) else { return Vec::new() };
            let proposal = Proposal {
                person: person.clone(),
                post: post.clone(),
                day: *day,
                category: Term::new(&category),
                decision: Some(matter.clone()),
            };
            vec![reaction("registered_person/propose", &person.0, None, Action::Propose(proposal), cx)]
        }
        Trigger::PostEnded { person, post, day, reason, matter, .. } => {
            let reason = ground::told_reason(&Term::new(reason), *day, cx).0;
            let left = LeftPost { post: post.clone(), day: *day, reason, decision: matter.clone() };
            let about = format!("{person}/{matter}/{post}");
            let of_one =
                |id| reaction("registered_person/release", &about, Some(id), Action::Release(left.clone()), cx);
            entries(person, cx).into_iter().map(of_one).collect()
        }
        Trigger::PostChangeUndone { person, matter } => {
            let cause = Cause { decision: matter.clone() };
            let about = format!("{person}/{matter}");
            let of_one = |id| reaction("registered_person/undo", &about, Some(id), Action::Undo(cause.clone()), cx);
            entries(person, cx).into_iter().map(of_one).collect()
        }
        _ => Vec::new(),
    }
}

/// Proposals that may wait for the authority at once before the clock adds to them: the office files what it has first.
const WAITING: usize = 20;
/// Units that one round of the clock looks through.
const UNITS: usize = 20;
/// Who is managed above the county is registered above it.
const ABOVE: &str = "上级管";

/// Whoever came into the register of cadres with his post, by an import or by hand, was never told of by a decision: a county's
/// post-holders are looked through unit by unit, round by round, and those of a registered seat who were never entered are proposed.
/// Each is proposed once; whoever sits in no leading body is entered by hand.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { kind: RegisteredPerson::KIND.id, stage: Some(stage::PROPOSED), ..Query::default() };
    let room = WAITING.saturating_sub(cx.facts.matters(&query).len());
    if room == 0 {
        return Vec::new();
    }
    let units = cx.facts.units(None);
    let turns = i64::try_from(units.len().div_ceil(UNITS).max(1)).unwrap_or(1);
    // A clock that rings every minute comes round soon, and one that rings once a day comes round too.
    let minutes = cx.now.as_second().div_euclid(60);
    let turn = usize::try_from((minutes + minutes.div_euclid(24 * 60)).rem_euclid(turns)).unwrap_or(0);
    let mut found: Vec<Proposal> = Vec::new();
    for unit in units.iter().skip(turn * UNITS).take(UNITS) {
        let chiefs = cx.facts.chiefs(&unit.id, cx.day);
        for at in chiefs.into_iter().chain(cx.facts.members(&unit.id, cx.day)) {
            if found.len() < room && !found.iter().any(|known| known.person == at.person) {
                found.extend(missed(&at, cx));
            }
        }
    }
    let key = |proposal: &Proposal| format!("registered_person/seated/{}", proposal.person);
    found
        .into_iter()
        .map(|proposal| Reaction { key: key(&proposal), to: None, action: Action::Propose(proposal) })
        .collect()
}

/// The proposal of somebody in a registered seat who was never entered, nor found not to need it.
fn missed(at: &PostAt, cx: &Context) -> Option<Proposal> {
    let category = rules::category(&at.post, at.acting, cx.day, cx)?;
    let card = cx.facts.person(&at.person).filter(|card| card.active && card.authority != ABOVE)?;
    let query = Query { kind: RegisteredPerson::KIND.id, person: Some(card.id.clone()), ..Query::default() };
    let known = !cx.facts.matters(&query).is_empty();
    let (post, category) = (at.post.clone(), Term::new(&category));
    (!known).then_some(Proposal { person: card.id, post, day: cx.day, category, decision: None })
}
