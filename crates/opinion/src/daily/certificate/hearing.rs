//! What certificates overhear of posts and trips, and what the clock says of their validity.

use super::{
    Certificate,
    facts::{Action, Expiry, LeftPost, NewPost, State, TripBack, Where},
    stage,
};
use crate::{ground, owed::reaction};
use engine::{
    facts::{Brief, Query},
    procedure::{Context, Procedure},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, Term},
};

/// The person's certificates that are not done with.
fn of_person(person: &PersonId, cx: &Context) -> Vec<(MatterId, State)> {
    let query =
        Query { kind: Certificate::KIND.id, person: Some(person.clone()), open: Some(true), ..Query::default() };
    let state = |brief: Brief| Some((brief.id, serde_json::from_str::<State>(&brief.state).ok()?));
    cx.facts.matters(&query).into_iter().filter_map(state).filter(|(_, state)| state.person() == person).collect()
}

/// Those lent on a trip.
fn lent_on(person: &PersonId, trip: &MatterId, cx: &Context) -> Vec<MatterId> {
    let lent = |state: &State| matches!(&state.at, Where::Lent(loan) if loan.trip == *trip);
    of_person(person, cx).into_iter().filter(|(_, state)| lent(state)).map(|(id, _)| id).collect()
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let react = |what: &str, about: &str, id: MatterId, action: Action| {
        reaction(&format!("certificate/{what}/{id}"), about, Some(id), action, cx)
    };
    match trigger {
        Trigger::PostBegun { person, post, day, matter, .. } => {
            let new = NewPost { post: post.clone(), day: *day };
            let about = format!("{matter}/{post}");
            let all = of_person(person, cx).into_iter();
            all.map(|(id, _)| react("post_begun", &about, id, Action::PostBegun(new.clone()))).collect()
        }
        Trigger::PostEnded { person, post, day, reason, matter, .. } => {
            // Units see the register of certificates; a reason that is not told to them does not come into it.
            let reason = ground::told_reason(&Term::new(reason), *day, cx).0;
            let left = LeftPost { post: post.clone(), day: *day, reason };
            let about = format!("{matter}/{post}");
            let all = of_person(person, cx).into_iter();
            all.map(|(id, _)| react("post_ended", &about, id, Action::PostEnded(left.clone()))).collect()
        }
        Trigger::TripOver { person, matter, day } => {
            let over = TripBack { day: *day, cancelled: false };
            let lent = lent_on(person, matter, cx).into_iter();
            lent.map(|id| react("trip_over", &matter.0, id, Action::TripOver(over.clone()))).collect()
        }
        Trigger::TripCancelled { person, matter, day } => {
            let over = TripBack { day: *day, cancelled: true };
            let lent = lent_on(person, matter, cx).into_iter();
            lent.map(|id| react("trip_cancelled", &matter.0, id, Action::TripOver(over.clone()))).collect()
        }
        _ => Vec::new(),
    }
}

/// Certificates whose last valid day is over. While they lie in the cabinet or with the person, their period is their validity.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let mut found = Vec::new();
    for stage in [stage::KEPT, stage::PERSONAL] {
        let query = Query {
            kind: Certificate::KIND.id,
            stage: Some(stage),
            ended_before: Some(cx.half_now()),
            ..Query::default()
        };
        for brief in cx.facts.matters(&query) {
            let Ok(state) = serde_json::from_str::<State>(&brief.state) else { continue };
            let Some(expires) = state.issued.map(|issued| issued.expires) else { continue };
            if expires < cx.half_now().day {
                let key = format!("certificate/expire/{}/{expires}", brief.id);
                found.push(Reaction { key, to: Some(brief.id), action: Action::Expire(Expiry { expires }) });
            }
        }
    }
    found
}
