//! What a branch overhears of decisions about posts.

use super::{
    facts::{Action, Cause, Drop, Expect, State},
    rules::{of_person, of_unit},
};
use crate::{ground::post_change::PostChange, owed::reaction, political::home};
use engine::{
    days::Day,
    facts::Query,
    procedure::{Context, Procedure},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, PostId, UnitId},
};

/// The reason after which nobody is transferred; a code of the dictionary `departure_reasons`.
const DEATH: &str = "death";

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostEnded { person, post, day, reason, to_unit, matter } => {
            let left = Left { person, post, day: *day, decision: matter, cx };
            of_person(person, cx).into_iter().filter_map(|(id, state)| left.of(id, &state, reason, to_unit)).collect()
        }
        Trigger::PostBegun { person, post, day, matter, .. } => {
            joins(person, post, *day, matter, cx).into_iter().collect()
        }
        Trigger::PostChangeUndone { person, matter } => undone(person, matter, cx),
        _ => Vec::new(),
    }
}

/// Somebody left a post.
struct Left<'a> {
    person: &'a PersonId,
    post: &'a PostId,
    day: Day,
    decision: &'a MatterId,
    cx: &'a Context<'a>,
}

impl Left<'_> {
    fn key(&self) -> String {
        format!("{}/{}/{}", self.person, self.decision, self.post)
    }

    /// He is to be transferred unless he stays in the unit.
    fn of(&self, id: MatterId, state: &State, reason: &str, to: &Option<UnitId>) -> Option<Reaction<Action>> {
        let (person, decision) = (self.person.clone(), self.decision.clone());
        if reason == DEATH {
            let drop = Action::Drop(Drop { person, day: self.day, decision });
            return Some(reaction("party_branch/drop", &self.key(), Some(id), drop, self.cx));
        }
        let unit = home(&state.unit, &id, self.cx);
        let stays = self.cx.facts.posts(self.person, self.day);
        let takes = self.cx.facts.read::<PostChange>(self.decision).map(|decision| decision.sheet.takes);
        // What the same decision gives him is not in the registers yet.
        let again = takes.iter().flatten().any(|taken| taken.unit == unit);
        if again || to.as_ref() == Some(&unit) || stays.iter().any(|at| at.unit == unit && &at.post != self.post) {
            return None;
        }
        let title = self.cx.facts.post(self.post).map_or_else(String::new, |card| card.title);
        let words = format!("{}{}起离任{title}", self.cx.facts.name(self.person), self.day.sentence());
        let expect = Action::Expect(Expect { person, out: true, words, day: self.day, decision });
        Some(reaction("party_branch/out", &self.key(), Some(id), expect, self.cx))
    }
}

/// A Party member who comes to lead in the unit is to be admitted to its first branch, unless he is in one of its branches.
fn joins(person: &PersonId, post: &PostId, day: Day, decision: &MatterId, cx: &Context) -> Option<Reaction<Action>> {
    let card = cx.facts.post(post).filter(|card| card.leading || card.chief)?;
    cx.facts.person(person).filter(|card| card.party)?;
    let branches = of_unit(&card.unit, cx);
    if branches.iter().any(|(_, state)| state.present().any(|leader| &leader.person == person)) {
        return None;
    }
    let (id, _) = branches.into_iter().next()?;
    let words = format!("{}{}起任{}", cx.facts.name(person), day.sentence(), card.title);
    let expect = Expect { person: person.clone(), out: false, words, day, decision: decision.clone() };
    let key = format!("{person}/{decision}/{post}");
    Some(reaction("party_branch/in", &key, Some(id), Action::Expect(expect), cx))
}

fn undone(person: &PersonId, decision: &MatterId, cx: &Context) -> Vec<Reaction<Action>> {
    let kind = super::PartyBranch::KIND.id;
    let query = Query { kind, person: Some(person.clone()), open: Some(true), ..Query::default() };
    let rests = |state: &str| {
        serde_json::from_str::<State>(state).is_ok_and(|state| {
            state.moves.iter().any(|one| &one.expect.decision == decision)
                || state.leaders.iter().any(|leader| leader.decision.as_ref() == Some(decision))
        })
    };
    let back = |id: MatterId| {
        let action = Action::Undo(Cause { decision: decision.clone() });
        reaction("party_branch/undo", &format!("{id}/{person}/{decision}"), Some(id), action, cx)
    };
    cx.facts.matters(&query).into_iter().filter(|brief| rests(&brief.state)).map(|brief| back(brief.id)).collect()
}
