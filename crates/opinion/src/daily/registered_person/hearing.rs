//! What the register overhears of decisions about posts.

use super::{
    RegisteredPerson,
    facts::{Action, Cause, LeftPost, NewPost, Proposal},
    rules,
};
use crate::{ground, owed::reaction};
use engine::{
    facts::Query,
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
                decision: matter.clone(),
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
