//! What the list overhears of decisions about posts, and what the clock brings about.

use super::{
    YoungCadre,
    facts::{Action, AgedOut, Cause, Move, Promote, Release, Relist, State},
    lesson, rules,
};
use crate::{checks::out_of_service, owed::reaction};
use engine::{
    days::Day,
    facts::{Brief, Query},
    procedure::{Context, Procedure},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId, Term},
};

/// The person's entry that is in force.
pub(super) fn entry(person: &PersonId, cx: &Context) -> Option<(MatterId, State)> {
    entries(person, Some(true), cx).next()
}

/// His entries, those that were voided left out.
pub(super) fn entries(
    person: &PersonId,
    open: Option<bool>,
    cx: &Context,
) -> impl Iterator<Item = (MatterId, State)> + use<> {
    let query = Query { kind: YoungCadre::KIND.id, person: Some(person.clone()), open, ..Query::default() };
    let stands = |brief: &Brief| YoungCadre::KIND.stages.contains(&brief.stage.as_str());
    let read = |brief: Brief| Some((brief.id, serde_json::from_str::<State>(&brief.state).ok()?));
    let mut found: Vec<_> = cx.facts.matters(&query).into_iter().filter(stands).filter_map(read).collect();
    found.retain(|(_, state)| state.person == *person);
    found.into_iter()
}

pub(super) fn told(what: &str, about: &str, to: MatterId, action: Action, cx: &Context) -> Reaction<Action> {
    reaction(&format!("young_cadre/{what}"), about, Some(to), action, cx)
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostBegun { person, post, day, acting, matter } => {
            let begun = Begun { person, post, day: *day, acting: *acting, decision: matter };
            begun.heard(cx)
        }
        Trigger::PostEnded { person, day, reason, matter, .. } => {
            let Some(word) = out_of_service(reason, cx) else { return Vec::new() };
            let Some((id, _)) = entry(person, cx) else { return Vec::new() };
            let release = Release { day: *day, reason: word.into(), decision: Some(matter.clone()) };
            vec![reaction("young_cadre/out", &person.0, Some(id), Action::Release(release), cx)]
        }
        Trigger::PostChangeUndone { person, matter } => {
            let decision = Some(matter);
            let rests = |state: &State| {
                let left = state.released.as_ref().and_then(|release| release.decision.as_ref());
                state.place.decision.as_ref() == decision
                    || left == decision
                    || state.grounds.iter().any(|ground| ground.decision.as_ref() == decision)
            };
            // Of those that ended, only one that ended by it.
            let found = entries(person, None, cx).filter(|(_, state)| rests(state)).last();
            let undo = Action::Undo(Cause { decision: matter.clone() });
            found.map(|(id, _)| reaction("young_cadre/undo", &person.0, Some(id), undo, cx)).into_iter().collect()
        }
        Trigger::Taught { persons, lesson, matter } => lesson::taught(persons, lesson, matter, cx),
        Trigger::Untaught { persons, matter } => lesson::untaught(persons, matter, cx),
        _ => Vec::new(),
    }
}

/// A post begins.
struct Begun<'a> {
    person: &'a PersonId,
    post: &'a PostId,
    day: Day,
    acting: bool,
    decision: &'a MatterId,
}

impl Begun<'_> {
    fn heard(&self, cx: &Context) -> Vec<Reaction<Action>> {
        let Some(card) = cx.facts.post(self.post) else { return Vec::new() };
        let promoted = self.is_promotion(card.leading, card.chief || self.acting, cx);
        // Several posts that one decision gives are one promotion and one move.
        let about = format!("{}/{}", self.person, self.decision);
        let Begun { person, post, day, decision, .. } = *self;
        let Some((id, state)) = entry(person, cx) else {
            if !promoted || !rules::is_young(person, day, cx) {
                return Vec::new();
            }
            let promote = Promote { person: person.clone(), post: post.clone(), day, decision: decision.clone() };
            return vec![reaction("young_cadre/promote", &about, None, Action::Promote(promote), cx)];
        };
        let mut found = Vec::new();
        if card.unit != state.place.unit {
            let moved = Move { post: post.clone(), day, decision: decision.clone() };
            found.push(reaction("young_cadre/move", &about, Some(id.clone()), Action::Move(moved), cx));
        }
        let known = state.grounds.iter().any(|ground| ground.code == rules::PROMOTED && ground.day == day);
        if promoted && !known {
            let ground = Term::new(rules::PROMOTED);
            let relist = Relist { ground, day, decision: Some(decision.clone()) };
            found.push(reaction("young_cadre/relist", &about, Some(id), Action::Relist(relist), cx));
        }
        found
    }

    /// 新提拔: into a leading post by who led nothing the day before, or to the head of a unit by who headed none. A change between equal
    /// seats is none.
    fn is_promotion(&self, leading: bool, heads: bool, cx: &Context) -> bool {
        let before = cx.facts.posts(self.person, self.day.plus(-1));
        let led = before.iter().any(|at| at.leading);
        let headed = before.iter().any(|at| at.leading && (at.chief || at.acting));
        leading && (!led || heads && !headed)
    }
}

/// Who is no longer young goes off the list, unless something noted about him waits for an answer.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query =
        Query { kind: YoungCadre::KIND.id, ended_before: Some(cx.half_now()), open: Some(true), ..Query::default() };
    let out = |brief: Brief| {
        let state = serde_json::from_str::<State>(&brief.state).ok()?;
        let last = state.last.filter(|last| *last < cx.day && state.open().next().is_none())?;
        let key = format!("young_cadre/age/{}/{last}", brief.id);
        Some(Reaction { key, to: Some(brief.id), action: Action::AgeOut(AgedOut { last }) })
    };
    cx.facts.matters(&query).into_iter().filter_map(out).collect()
}
