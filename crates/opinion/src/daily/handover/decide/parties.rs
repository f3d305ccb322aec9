//! Who takes part: receiver, supervisor, whoever stands for the leaver, whoever follows; and their signatures.

use super::super::{
    deeds::{
        Countersign, Countersigned, Event, Name, NameReceiver, Named, Represent, Represented, Sign, Signed, Successor,
        TookOver,
    },
    facts::{Completion, LEAVER, Party, RECEIVER, SUPERVISOR, State},
};
use super::{COMPLETE, reasoned};
use crate::checks;
use engine::{
    days::Day,
    parts::Signature,
    procedure::{Context, Refusal},
    words::{PersonId, Prose},
};

/// Refuses whoever is another side of this handover.
fn apart(state: &State, person: &PersonId, name: &str, what: &str) -> Result<(), Refusal> {
    let side = |party: Option<&Party>| party.is_some_and(|party| party.person == *person);
    let others = [
        ("接收人", side(state.receiver.as_ref())),
        ("监交人", side(state.supervisor.as_ref())),
        ("代办人", side(state.representative.as_ref())),
    ];
    let taken = others.into_iter().any(|(word, is)| is && word != what);
    if *person == state.left.leaver || taken {
        let sentence = format!("{name}已是本次交接的另一方，不能再作{what}，请另选人选。");
        return Err(Refusal::new("same_signer", "3.2.1", sentence).at("/person"));
    }
    Ok(())
}

pub(super) fn receiver(state: &State, name: NameReceiver, cx: &Context) -> Result<Named, Refusal> {
    let NameReceiver { person, provisional, reason } = name;
    let card = checks::person(&person, "/person", cx)?;
    apart(state, &person, &card.name, "接收人")?;
    let chiefs = cx.facts.chiefs(&state.left.unit, cx.day);
    let acting = chiefs.iter().any(|at| at.acting && at.person == person);
    Ok(Named { party: Party { person, name: card.name, acting, provisional }, reason })
}

pub(super) fn supervisor(state: &State, name: Name, cx: &Context) -> Result<Named, Refusal> {
    let card = checks::person(&name.person, "/person", cx)?;
    apart(state, &name.person, &card.name, "监交人")?;
    let party = Party { person: name.person, name: card.name, acting: false, provisional: false };
    Ok(Named { party, reason: name.reason })
}

/// The unit hands over in the leaver's stead; somebody named, else its clerk or its head.
pub(super) fn representing(state: &State, represent: Represent, cx: &Context) -> Result<Event, Refusal> {
    let Represent { reason, representative, basis, ground } = represent;
    reasoned(&reason)?;
    let named = |person: PersonId| -> Result<Party, Refusal> {
        let card = checks::person(&person, "/representative", cx)?;
        apart(state, &person, &card.name, "代办人").map_err(|refusal| refusal.at("/representative"))?;
        Ok(Party { person, name: card.name, acting: false, provisional: false })
    };
    let representative = representative.map(named).transpose()?;
    Ok(Event::Represented(Represented { reason, representative, basis, ground }))
}

fn said(text: Option<Prose>) -> Option<Prose> {
    text.filter(|text| !text.0.trim().is_empty())
}

pub(super) fn signing(state: &State, key: &str, sign: Sign, cx: &Context) -> Result<Event, Refusal> {
    let Sign { paper, late_reason, reservation } = sign;
    let signature = state.signatures.get(key).ok_or_else(Refusal::not_now)?;
    let signer = cx.actor.decider().cloned();
    three_people(state, key, signer.as_ref())?;
    let reservation = said(reservation);
    agreed(state, key, reservation.as_ref())?;
    let last = state.signatures.missing().all(|missing| missing.key == key);
    let days = state.signatures.0.iter().filter_map(|signature| signature.day);
    let day = days.chain([cx.day]).max().unwrap_or(cx.day);
    let completion = last.then(|| completion(state, day, cx));
    let late = completion.as_ref().filter(|completion| completion.days_late > 0);
    let late_reason = said(late_reason);
    let unexplained = late_reason.is_none() && state.late_reason.is_none();
    if let Some((late, due)) = late.filter(|_| unexplained).and_then(|late| Some((late.days_late, late.due?))) {
        let sentence = format!("应在{}前办结，已逾期{late}天，请填写逾期原因。", due.sentence());
        return Err(Refusal::new("late_reason_missing", "3.2.2", sentence).at("/late_reason"));
    }
    let (key, word) = (signature.key.clone(), signature.word.clone());
    Ok(Event::Signed(Signed { key, word, signer, day: cx.day, paper, completion, late_reason, reservation }))
}

/// Leaver, receiver and supervisor are three.
fn three_people(state: &State, key: &str, signer: Option<&PersonId>) -> Result<(), Refusal> {
    let is = |other: Option<&PersonId>| signer.is_some() && signer == other;
    let receives = key != RECEIVER && is(state.receiver.as_ref().map(|party| &party.person));
    let signed = |s: &Signature| s.key != key && s.day.is_some() && is(s.signer.as_ref());
    let leaves = key != LEAVER && is(Some(&state.left.leaver));
    if receives || leaves || state.signatures.0.iter().any(signed) {
        let sentence = "移交人、接收人、监交人须是三个人，请先另行指定。";
        return Err(Refusal::new("same_signer", "3.2.1", sentence));
    }
    Ok(())
}

/// While something is disputed, receiver and supervisor sign with what they reserve, or wait until it is settled.
fn agreed(state: &State, key: &str, reservation: Option<&Prose>) -> Result<(), Refusal> {
    let open = state.open_disputes().next().filter(|_| key != LEAVER && reservation.is_none());
    let Some(dispute) = open else { return Ok(()) };
    let first = if key == SUPERVISOR { "请先协调并登记处理意见" } else { "请等候处理" };
    let sentence = format!("第{}项争议还没有处理：{}。{first}，或写明保留意见后签字。", dispute.no, dispute.text);
    Err(Refusal::new("dispute_open", "3.2.1", sentence).at("/reservation"))
}

fn completion(state: &State, day: Day, cx: &Context) -> Completion {
    let pauses = cx.facts.pauses(cx.matter);
    let due = state.left.clock.and_then(|from| cx.policy.due(COMPLETE, from, "离岗", &pauses).day);
    Completion { day, due, days_late: due.map_or(0, |due| due.days_until(day).max(0)) }
}

/// Somebody takes the post, or holds the unit together: he receives; after the signatures he carries on, and signs himself where
/// another received for the time being.
pub(super) fn receiving(state: &State, successor: Successor, cx: &Context) -> Event {
    let Successor { person, acting, day } = successor;
    let party = Party { name: cx.facts.name(&person), person, acting, provisional: false };
    if state.completion.is_none() {
        return Event::ReceiverNamed(Named { party, reason: None });
    }
    let same = state.receiver.as_ref().is_some_and(|one| one.person == party.person);
    if same || !state.awaits_successor() {
        return Event::Succeeded(party);
    }
    let struck = state.struck.iter().map(|struck| format!("{}销号：{}，{}", struck.day, struck.matter, struck.result));
    let settled = state.disputes.iter().filter_map(|dispute| {
        let day = dispute.settled.filter(|day| state.completion.as_ref().is_some_and(|done| done.day <= *day))?;
        Some(format!("{day}处理争议：{}，{}", dispute.about, dispute.outcome.clone().unwrap_or_default()))
    });
    let changed = struck.chain(settled).collect();
    Event::TookOver(TookOver { party, day, changed })
}

pub(super) fn countersigning(sign: Countersign, cx: &Context) -> Event {
    Event::Countersigned(Countersigned { day: cx.day, reservation: said(sign.reservation) })
}
