//! History becomes state.

use super::super::facts::{Agreed, Applied, End, Event, Proposal, Proposed, Purpose, State};
use engine::{parts::Chain, procedure::Misfit};

/// One more event.
pub(in super::super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Applied(applied) => Ok(opened(*applied)),
            _ => Err(Misfit("a trip begins with its application")),
        };
    };
    match event {
        Event::Applied(_) => return Err(Misfit("a trip is applied for once")),
        Event::Resubmitted(applied) => {
            state.chain.restart(applied.survey.stations.clone());
            (state.since, state.sent_back) = (applied.day, None);
            state.business = matches!(applied.application.purpose, Purpose::Business(_));
            state.applied = *applied;
        }
        Event::Agreed(agreed) => agree(&mut state, agreed)?,
        Event::TurnedBack(back) => {
            if state.approved.is_some() {
                return Err(Misfit("sent back after the last signature"));
            }
            state.since = back.opinion.day;
            state.sent_back = Some(back.opinion.text.clone().unwrap_or_default());
            state.chain.opinions.push(back.opinion);
        }
        Event::Denied(denied) => {
            // A change that is refused leaves the trip as it was approved.
            if state.proposal.take().is_none() {
                state.chain.opinions.push(denied.opinion);
                state.ended = Some(End::Refused);
            }
        }
        Event::Withdrawn(_) => {
            if state.proposal.take().is_none() {
                state.ended = Some(End::Withdrawn);
            }
        }
        Event::Proposed(proposed) => {
            let chain = Chain::new(proposed.applied.survey.stations.clone());
            let since = proposed.applied.day;
            state.proposal = Some(Proposal { proposed: *proposed, chain, since });
        }
        Event::Cancelled(_) => {
            state.proposal = None;
            state.ended = Some(End::Cancelled);
        }
        Event::Crossed(crossed) => state.crossings.push(crossed.crossing),
        Event::Returned(returned) => state.returned = Some(returned),
    }
    Ok(state)
}

fn opened(applied: Applied) -> State {
    State {
        chain: Chain::new(applied.survey.stations.clone()),
        since: applied.day,
        sent_back: None,
        approved: None,
        exception: None,
        proposal: None,
        changes: 0,
        crossings: Vec::new(),
        returned: None,
        business: matches!(applied.application.purpose, Purpose::Business(_)),
        ended: None,
        applied,
    }
}

fn agree(state: &mut State, agreed: Agreed) -> Result<(), Misfit> {
    let day = agreed.opinion.day;
    let chain = state.proposal.as_mut().map_or(&mut state.chain, |proposal| &mut proposal.chain);
    if !chain.agree(agreed.opinion) {
        return Err(Misfit("a signature at another station"));
    }
    if chain.is_complete() != agreed.last {
        return Err(Misfit("the last signature is the last of the chain"));
    }
    match (agreed.last, state.proposal.take()) {
        (false, Some(proposal)) => state.proposal = Some(Proposal { since: day, ..proposal }),
        (false, None) => state.since = day,
        (true, Some(Proposal { proposed: Proposed { applied, .. }, .. })) => {
            state.changes += 1;
            state.applied = Applied { day: state.applied.day, ..applied };
        }
        (true, None) => state.approved = Some(day),
    }
    if agreed.last {
        (state.since, state.exception) = (day, agreed.exception.or(state.exception.take()));
    }
    Ok(())
}
