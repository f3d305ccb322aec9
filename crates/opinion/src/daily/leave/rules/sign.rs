//! Signing: 同意, 退回 and 不同意, on the chain of the leave or of what is proposed about it.

use super::{
    super::facts::{
        Agreed, Agreement, Application, Clash, Denied, Event, Proposal, ProposalKind, Reason, State, TurnBack,
        TurnedBack,
    },
    checks, clashes, opening, route,
    survey::{Occasion, World},
};
use crate::checks::filled;
use engine::{
    days::Period,
    parts::{Chain, Opinion, Verdict},
    procedure::{Context, Refusal},
    words::Prose,
};

/// The chain on which a signature is asked for now.
pub(super) fn chain(state: &State) -> &Chain {
    state.proposal.as_ref().map_or(&state.chain, |proposal| &proposal.chain)
}

fn opinion(state: &State, verdict: Verdict, text: Option<Prose>, cx: &Context) -> Result<Opinion, Refusal> {
    let text = text.filter(|text| !text.0.trim().is_empty());
    chain(state).opinion(cx.actor.decider().cloned(), cx.day, verdict, text).ok_or_else(Refusal::not_now)
}

/// 同意
pub(super) fn agree(state: &State, agreement: Agreement, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let last = chain(state).is_last();
    let opinion = opinion(state, Verdict::Agreed, agreement.opinion, cx)?;
    let exception = agreement.exception.filter(|text| !text.0.trim().is_empty());
    let clashes = if last { allowed(state, exception.as_ref(), cx)? } else { Vec::new() };
    let survey = state.proposal.as_ref().map_or(&state.applied.survey, |proposal| &proposal.proposed.applied.survey);
    let places = if last { route::places(&survey.filing, &survey.stations, cx) } else { route::Places::default() };
    let (to_file, on_file, filers) = (places.waiting, places.on_file, places.by);
    Ok(vec![Event::Agreed(Agreed { opinion, last, exception, clashes, to_file, on_file, filers })])
}

/// The last signature looks again: what speaks against the leave now needs the highest approver, with a reason of his own.
fn allowed(state: &State, exception: Option<&Prose>, cx: &Context) -> Result<Vec<Clash>, Refusal> {
    let (applied, window) = match &state.proposal {
        Some(proposal) => (&proposal.proposed.applied, window(state, proposal)),
        None => (&state.applied, state.applied.application.period),
    };
    let application: &Application = &applied.application;
    let (world, clashes) = opening::current_clashes(&applied.survey, application, window, cx)?;
    if exception.is_none() {
        still_off_watch(&world, application, window, cx)?;
    }
    let (Some(first), false) = (clashes.first(), applied.survey.upper && exception.is_some()) else {
        return Ok(clashes);
    };
    let Some(refusal) = clashes::refusal(&clashes, &world.applicant, "/exception", None, cx) else {
        return Ok(clashes);
    };
    if !applied.survey.upper {
        let sentence = format!("{}。例外须由最高一级审批，请退回申请人写明理由后再报。", first.words);
        return Err(Refusal { sentence, at: None, ..refusal });
    }
    let sentence = format!("{}。准予例外的，须写明批准人的理由。", first.words);
    Err(Refusal { sentence, ..refusal })
}

/// Whoever was put on watch since he asked swaps first, as at the application; or whoever signs says why not, and it is swapped after.
fn still_off_watch(world: &World, application: &Application, window: Period, cx: &Context) -> Result<(), Refusal> {
    let occasion = Occasion { window, at: "/exception", timed: false };
    checks::watch(world, application, &occasion, cx).map_err(|refusal| {
        let sentence = format!("{}准予例外的，须写明批准人的理由，批准后再调班。", refusal.sentence);
        Refusal { sentence, ..refusal }
    })
}

/// The half-days that a proposal adds.
fn window(state: &State, proposal: &Proposal) -> Period {
    let asked = proposal.proposed.applied.application.period;
    let from = state.allowed().to.plus(1);
    match proposal.proposed.kind {
        ProposalKind::Extension if from <= asked.to => Period { from, to: asked.to },
        _ => asked,
    }
}

/// 退回
pub(super) fn turn_back(state: &State, back: &TurnBack, cx: &Context) -> Result<Vec<Event>, Refusal> {
    filled(&back.reason.0, "/reason", "退回理由")?;
    let opinion = opinion(state, Verdict::Returned, Some(back.reason.clone()), cx)?;
    let chain = chain(state);
    let (to, to_word) = match back.to.unwrap_or(0) {
        0 => (None, "申请人".to_owned()),
        number => {
            let place = usize::try_from(number - 1).unwrap_or(usize::MAX);
            let station = chain.stations.get(place).filter(|_| place < chain.at).ok_or_else(|| {
                Refusal::new("no_such_station", "", "只能退回到已经签过的环节或申请人，请重新选择。").at("/to")
            })?;
            (Some(place), station.word.clone())
        }
    };
    Ok(vec![Event::TurnedBack(TurnedBack { opinion, to, to_word })])
}

/// 不同意
pub(super) fn refuse(state: &State, reason: Reason, cx: &Context) -> Result<Vec<Event>, Refusal> {
    filled(&reason.reason.0, "/reason", "理由")?;
    let opinion = opinion(state, Verdict::Refused, Some(reason.reason), cx)?;
    Ok(vec![Event::Denied(Denied { opinion })])
}
