//! History becomes state.

use super::super::facts::{
    Agreed, Applied, Delay, Denied, End, Event, Filed, FiledAt, Finding, FoundOverdue, Judged, Presence,
    PresenceConfirmed, Proposal, ProposalKind, Proposed, Rerouted, Returned, State, Summary, TurnedBack,
};
use engine::{days::Day, parts::Chain, procedure::Misfit};

/// One more event.
pub(in super::super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Applied(applied) => Ok(opened(*applied)),
            Event::FollowedTrip(followed) => Ok(super::trip::followed(None, *followed)),
            _ => Err(Misfit("a leave begins with its application")),
        };
    };
    match event {
        Event::Applied(_) => return Err(Misfit("a leave is applied for once")),
        Event::Agreed(agreed) => agree(&mut state, agreed)?,
        Event::TurnedBack(back) => turn_back(&mut state, back)?,
        Event::Denied(denied) => deny(&mut state, denied)?,
        Event::Withdrawn(ended) => withdraw(&mut state, ended.day),
        Event::Resubmitted(applied) => {
            state.chain.restart(applied.survey.stations.clone());
            (state.since, state.sent_back) = (applied.day, None);
            state.summary = Summary::from(&applied.survey);
            state.applied = *applied;
        }
        Event::Completed(completed) => {
            (state.completed, state.since) = (Some(completed.day), completed.day);
            state.applied.application.files.extend(completed.papers.files);
        }
        Event::Proposed(proposed) => propose(&mut state, *proposed),
        Event::Cancelled(_) => state.ended = Some(End::Cancelled),
        Event::Recalled(recalled) => {
            state.proposal = None;
            state.recalled = Some(recalled.order);
        }
        Event::ReportedBack(returned) => report_back(&mut state, returned),
        Event::FoundOverdue(found) => overdue(&mut state, found),
        Event::Explained(explained) => {
            let delay = state.delay.as_mut().ok_or(Misfit("nothing to explain"))?;
            delay.explanation = Some(explained.explanation);
            state.explained = Some(explained.day);
        }
        Event::Judged(judged) => judge(&mut state, judged)?,
        Event::PresenceAsked(asked) => state.presence.push(Presence { asked, answer: None }),
        Event::PresenceConfirmed(confirmed) => confirm(&mut state, confirmed)?,
        Event::Rerouted(rerouted) => reroute(&mut state, rerouted),
        Event::PostNoted(_) => {}
        Event::StandInLost(lost) => state.stand_in_lost = Some(lost),
        Event::StandInNamed(named) => {
            let application = &mut state.applied.application;
            application.stand_in = Some(named.stand_in);
            application.stand_in_phone = named.phone;
            application.second_stand_in = None;
            state.applied.survey.stand_in = Some(named.name.clone());
            (state.summary.stand_in, state.stand_in_lost) = (Some(named.name), None);
        }
        Event::DiagnosisKept(kept) => state.diagnosis = Some(kept.diagnosis),
        Event::Filed(filed) => file(&mut state, filed)?,
        Event::FollowedTrip(followed) => state = super::trip::followed(Some(state), *followed),
        Event::FilingLapsed(_) => state.filed.as_mut().ok_or(Misfit("nothing to file"))?.lapsed = true,
    }
    Ok(state)
}

pub(super) fn opened(applied: Applied) -> State {
    let chain = Chain::new(applied.survey.stations.clone());
    let approved = chain.is_complete().then_some(applied.day);
    State {
        chain,
        since: applied.day,
        sent_back: None,
        approved,
        exception: None,
        filed: None,
        completed: None,
        proposal: None,
        explained: None,
        extensions: 0,
        recalled: None,
        returned: None,
        delay: None,
        presence: Vec::new(),
        stand_in_lost: None,
        diagnosis: None,
        trip: None,
        ended: None,
        summary: Summary::from(&applied.survey),
        applied,
    }
}

fn agree(state: &mut State, agreed: Agreed) -> Result<(), Misfit> {
    let day = agreed.opinion.day;
    let chain = state.proposal.as_mut().map_or(&mut state.chain, |proposal| &mut proposal.chain);
    if !chain.agree(agreed.opinion) {
        return Err(Misfit("a signature at another station"));
    }
    let complete = chain.is_complete();
    if complete != agreed.last {
        return Err(Misfit("the last signature is the last of the chain"));
    }
    match state.proposal.take() {
        Some(mut proposal) if !complete => {
            proposal.since = day;
            state.proposal = Some(proposal);
        }
        Some(proposal) => take_over(state, proposal.proposed),
        None if complete => state.approved = Some(day),
        None => state.since = day,
    }
    if complete {
        state.exception = agreed.exception.or(state.exception.take());
        state.filed = Some(Filed {
            waiting: agreed.to_file,
            places: agreed.on_file,
            by: agreed.filers,
            day: None,
            lapsed: false,
        });
        state.since = day;
    }
    Ok(())
}

/// What was proposed is now the leave; the signatures of the first application stay as they were.
fn take_over(state: &mut State, proposed: Proposed) {
    state.extensions += u32::from(proposed.kind == ProposalKind::Extension);
    state.recalled = None;
    state.summary = Summary::from(&proposed.applied.survey);
    state.applied = Applied { day: state.applied.day, ..proposed.applied };
    state.proposal = None;
}

fn turn_back(state: &mut State, back: TurnedBack) -> Result<(), Misfit> {
    let (day, reason) = (back.opinion.day, back.opinion.text.clone());
    let chain = state.proposal.as_mut().map_or(&mut state.chain, |proposal| &mut proposal.chain);
    match back.to {
        Some(to) => {
            if !chain.turn_back(back.opinion, to) {
                return Err(Misfit("sent back to a station not yet passed"));
            }
            match &mut state.proposal {
                Some(proposal) => proposal.since = day,
                None => state.since = day,
            }
        }
        None => {
            chain.opinions.push(back.opinion);
            let reason = Some(reason.unwrap_or_default());
            match &mut state.proposal {
                Some(proposal) => (proposal.since, proposal.sent_back) = (day, reason),
                None => (state.since, state.sent_back) = (day, reason),
            }
        }
    }
    Ok(())
}

fn deny(state: &mut State, denied: Denied) -> Result<(), Misfit> {
    if state.proposal.take().is_some() {
        // The leave stands as it was approved; the refusal stays in the history.
        return Ok(());
    }
    if state.chain.current().is_none() {
        return Err(Misfit("refused after the last signature"));
    }
    let day = denied.opinion.day;
    state.chain.opinions.push(denied.opinion);
    if state.is_emergency() || state.is_made_up() {
        // He has been away already: without leave, then, and that is to be explained.
        state.delay = Some(Delay::since(day));
        state.approved = Some(day);
    } else {
        state.ended = Some(End::Refused);
    }
    Ok(())
}

fn withdraw(state: &mut State, _day: Day) {
    if state.proposal.take().is_none() {
        state.ended = Some(End::Withdrawn);
    }
}

fn propose(state: &mut State, proposed: Proposed) {
    if proposed.at_once {
        take_over(state, proposed);
        return;
    }
    let chain = Chain::new(proposed.applied.survey.stations.clone());
    let since = proposed.applied.day;
    state.proposal = Some(Proposal { proposed, chain, since, sent_back: None });
}

fn report_back(state: &mut State, returned: Returned) {
    let allowed = state.allowed();
    let late = returned.report.returned > allowed.to || returned.due.is_some_and(|due| due < returned.day);
    state.proposal = None;
    if late {
        let mut delay = state.delay.take().unwrap_or_else(|| Delay::since(allowed.to.plus(1).day));
        delay.notes.extend(returned.notes.iter().cloned());
        state.delay = Some(delay);
    }
    state.returned = Some(returned);
}

fn overdue(state: &mut State, found: FoundOverdue) {
    state.proposal = None;
    state.delay = Some(Delay {
        since: found.since,
        grave_on: found.grave_on,
        explanation: None,
        judgement: None,
        notes: found.notes,
    });
}

fn judge(state: &mut State, judged: Judged) -> Result<(), Misfit> {
    let delay = state.delay.as_mut().ok_or(Misfit("nothing to judge"))?;
    if judged.judgement.finding == Finding::Unclear {
        delay.explanation = None;
        delay.notes.push(format!("补充说明：{}", judged.judgement.opinion));
    } else {
        delay.judgement = Some(judged.judgement);
    }
    Ok(())
}

/// What was signed before stays in the history; the new superiors sign from the beginning.
fn reroute(state: &mut State, rerouted: Rerouted) {
    let Rerouted { day, post, unit, unit_name, heads, stations, .. } = rerouted;
    let survey = match &mut state.proposal {
        Some(proposal) => {
            proposal.chain.restart(stations.clone());
            proposal.since = day;
            &mut proposal.proposed.applied.survey
        }
        None => {
            state.chain.restart(stations.clone());
            state.since = day;
            &mut state.applied.survey
        }
    };
    (survey.post, survey.unit, survey.unit_name, survey.heads) = (post, unit, unit_name, heads);
    survey.stations = stations;
    if state.proposal.is_none() {
        state.summary = Summary::from(&state.applied.survey);
    }
}

fn confirm(state: &mut State, confirmed: PresenceConfirmed) -> Result<(), Misfit> {
    let open = state.presence.iter_mut().find(|presence| presence.answer.is_none());
    open.ok_or(Misfit("no question whether he is back"))?.answer = Some(confirmed);
    Ok(())
}

fn file(state: &mut State, filed: FiledAt) -> Result<(), Misfit> {
    let kept = state.filed.as_mut().ok_or(Misfit("nothing to file"))?;
    kept.waiting.retain(|place| !filed.places.contains(place));
    kept.places.extend(filed.places);
    kept.day = Some(filed.day);
    Ok(())
}
