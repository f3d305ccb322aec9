//! What cadres overhear of decisions about posts, and of each other.

use super::facts::{Absorb, Action, Event, Leaving, State, Taking, Undo};
use engine::{
    procedure::Context,
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, Term},
};

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    match event {
        Event::Merged(merge) => vec![Trigger::PersonMerged { from: after.id.clone(), into: merge.into.clone() }],
        _ => Vec::new(),
    }
}

/// A correction may tell the same post and day again, so the moment is part of the key.
fn reaction(what: &str, to: &PersonId, about: &str, action: Action, cx: &Context) -> Vec<Reaction<Action>> {
    let key = format!("cadre/{what}/{to}/{about}/{}", cx.now.as_microsecond());
    vec![Reaction { key, to: Some(MatterId::from(to)), action }]
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostEnded { person, post, day, reason, matter, .. } => {
            let leaving =
                Leaving { post: post.clone(), day: *day, reason: Term::new(reason), decision: matter.clone() };
            reaction("leave", person, &format!("{matter}/{post}"), Action::LeavePost(leaving), cx)
        }
        Trigger::PostBegun { person, post, day, acting, matter } => {
            let taking = Taking { post: post.clone(), day: *day, acting: *acting, decision: matter.clone() };
            reaction("take", person, &format!("{matter}/{post}"), Action::TakePost(taking), cx)
        }
        Trigger::PostChangeUndone { person, matter } => {
            let undo = Undo { decision: matter.clone() };
            reaction("undo", person, matter.as_str(), Action::UndoPosts(undo), cx)
        }
        Trigger::PersonMerged { from, into } => {
            reaction("absorb", into, from.as_str(), Action::Absorb(Absorb { from: from.clone() }), cx)
        }
        _ => Vec::new(),
    }
}
