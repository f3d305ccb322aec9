//! What audits overhear of decisions about posts and of the letters that handovers write, what they tell of their own, and what the
//! clock brings about.

use super::{
    AuditResult,
    facts::{Action, Cause, Entrust, Event, Lapse, Leave, Leaving, Occasion, State, Withdraw},
    rules::{STATEMENT, open_of},
    stage,
};
use crate::{daily::handover, owed::reaction};
use engine::{
    facts::{Brief, Query},
    policy::Clock,
    procedure::{Context, Procedure},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, UnitId},
};

/// The reason of a departure after which nobody is asked anything; a code of the dictionary `departure_reasons`, as it is told.
const DEATH: &str = "death";

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    let (person, unit) = (after.proposed.person.clone(), after.proposed.unit.clone());
    let leaving = after.proposed.occasion == Occasion::Leaving;
    match event {
        Event::Entrusted(one) if leaving => {
            let (day, number, organ) = (one.entrust.day, one.entrust.number.clone(), one.entrust.organ.clone());
            vec![Trigger::AuditRequested { person, unit, day, number, organ: Some(organ) }]
        }
        Event::Withdrawn(one) if leaving && after.entrusted.is_none() => {
            let (reason, basis) = (one.withdraw.reason.clone(), one.withdraw.basis.clone());
            vec![Trigger::AuditWaived { person, unit, reason, basis }]
        }
        _ => Vec::new(),
    }
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::PostEnded { person, post, day, reason, matter, .. } => {
            let leaving = Leaving { person: person.clone(), post: post.clone(), day: *day, decision: matter.clone() };
            ended(leaving, reason, cx).into_iter().collect()
        }
        Trigger::PostChangeUndone { person, matter } => {
            let rests = |state: &State| {
                state.proposed.decision.as_ref() == Some(matter)
                    || state.left.as_ref().is_some_and(|left| left.decision == *matter)
            };
            let undo = |(id, _): (MatterId, State)| {
                let action = Action::Undo(Cause { decision: matter.clone() });
                reaction("audit_result/undo", &id.0.clone(), Some(id), action, cx)
            };
            open_of(person, cx).into_iter().filter(|(_, state)| rests(state)).map(undo).collect()
        }
        Trigger::AuditRequested { person, unit, day, number, organ } => {
            let organ = organ.clone().unwrap_or_else(|| "审计机关".to_owned());
            let entrust = Entrust { day: *day, number: number.clone(), organ, paper: None };
            waiting(person, unit, cx)
                .map(|id| reaction("audit_result/entrust", &id.0.clone(), Some(id), Action::Entrust(entrust), cx))
                .into_iter()
                .collect()
        }
        Trigger::AuditWaived { person, unit, reason, basis } => {
            let withdraw = Withdraw { reason: reason.clone(), basis: basis.clone() };
            waiting(person, unit, cx)
                .map(|id| reaction("audit_result/waive", &id.0.clone(), Some(id), Action::Withdraw(withdraw), cx))
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The audit of his leaving that waits for its letter.
fn waiting(person: &PersonId, unit: &UnitId, cx: &Context) -> Option<MatterId> {
    let waits = |state: &State| {
        state.proposed.unit == *unit && state.proposed.occasion == Occasion::Leaving && state.stage() == stage::PROPOSED
    };
    open_of(person, cx).into_iter().find(|(_, state)| waits(state)).map(|(id, _)| id)
}

/// An audit under way goes on and knows that he has left; where none is, the county's table says whether his leaving proposes one. Of
/// several posts in which he heads a unit the first stands for it.
fn ended(leaving: Leaving, reason: &str, cx: &Context) -> Option<Reaction<Action>> {
    let Leaving { person, post, day, decision } = &leaving;
    let unit = cx.facts.post(post)?.unit;
    let posts = cx.facts.posts(person, day.plus(-1));
    let first = posts.iter().find(|at| at.unit == unit && (at.chief || at.acting))?;
    if first.post != *post {
        return None;
    }
    let under_way = open_of(person, cx).into_iter().find(|(_, state)| state.proposed.unit == unit);
    if let Some((id, _)) = under_way {
        let leave = Leave { day: *day, died: reason == DEATH, decision: decision.clone() };
        return Some(reaction("audit_result/leave", &id.0.clone(), Some(id), Action::Leave(leave), cx));
    }
    let audited = handover::leaving_is_audited(person, post, *day, reason, cx);
    let about = format!("{decision}/{post}");
    audited.then(|| reaction("audit_result/leaving", &about, None, Action::ProposeLeaving(leaving), cx))
}

/// An opinion that did not come in time is taken for none.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { kind: AuditResult::KIND.id, stage: Some(stage::STATEMENT), ..Query::default() };
    let lapse = |brief: Brief| {
        let state: State = serde_json::from_str(&brief.state).ok()?;
        let pauses = cx.facts.pauses(&brief.id);
        let clock = Clock { policy: cx.policy, pauses: &pauses };
        let due = clock.due(STATEMENT, state.reported?.report.day, "收到审计报告").day?;
        let key = format!("audit_result/lapse/{}/{due}", brief.id);
        (due < cx.day).then_some(Reaction { key, to: Some(brief.id), action: Action::Lapse(Lapse { due }) })
    };
    cx.facts.matters(&query).into_iter().filter_map(lapse).collect()
}
