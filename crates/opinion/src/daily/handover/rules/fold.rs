//! How history becomes state.

use super::{
    super::{
        deeds::{
            CustodyFilled, EconomyFilled, Event, Filled, Opened, Raised, Represented, Settled, ShortRow, Signed,
            StaffingFilled, StruckOff,
        },
        facts::{
            Also, Annex, Content, Custody, Dispute, Economy, Form, Item, LEAVER, Party, RECEIVER, Reservation,
            SUPERVISOR, State, Struck, Table, Takeover, Totals,
        },
    },
    unit_hats,
};
use engine::{
    access::Hat,
    parts::Signatures,
    procedure::Misfit,
    words::{MatterId, Prose},
};

fn opened(opened: Opened) -> State {
    let Opened { id, left, by_unit, receiver, supervisor } = opened;
    let leaver = if by_unit.is_some() { unit_hats(&left) } else { vec![Hat::Person(left.leaver.clone())] };
    let receives = receiver.iter().map(|party| Hat::Person(party.person.clone())).collect();
    let tables = Content::ALL.into_iter().map(|content| Table { content, none: false, rows: Vec::new() });
    State {
        id,
        left,
        by_unit,
        representative: None,
        basis: None,
        ground: None,
        receiver,
        supervisor: None,
        tables: tables.collect(),
        notes: None,
        staffing: Vec::new(),
        economy: Economy::default(),
        custody: Custody::default(),
        annex_none: Vec::new(),
        totals: Totals::default(),
        disputes: Vec::new(),
        stopped: None,
        stopped_by: None,
        signatures: Signatures::default().ask(LEAVER, "移交人", leaver).ask(RECEIVER, "接收人", receives).ask(
            SUPERVISOR,
            "监交人",
            supervisor,
        ),
        reservations: Vec::new(),
        late_reason: None,
        completion: None,
        struck: Vec::new(),
        carrier: None,
        takeover: None,
        audit: None,
        audit_waived: None,
        ticks: Vec::new(),
        filed: None,
        undone: false,
    }
}

pub(in super::super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Opened(first) => Ok(opened(first)),
            _ => Err(Misfit("a handover is opened before anything else")),
        };
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a handover is opened once")),
        Event::Filled(_)
        | Event::FilledShort(_)
        | Event::StaffingFilled(_)
        | Event::EconomyFilled(_)
        | Event::CustodyFilled(_)
        | Event::ShortFormUsed(_)
        | Event::Remarked(_) => written(&mut state, event)?,
        Event::DisputeRaised(_) | Event::DisputeAnswered(_) | Event::DisputeSettled(_) => disputed(&mut state, event)?,
        Event::ReceiverNamed(named) => {
            by(&mut state, RECEIVER, vec![Hat::Person(named.party.person.clone())]);
            state.receiver = Some(named.party);
        }
        Event::SupervisorNamed(named) => {
            by(&mut state, SUPERVISOR, vec![Hat::Person(named.party.person.clone())]);
            state.supervisor = Some(named.party);
        }
        Event::Represented(represented) => represent(&mut state, represented),
        Event::Signed(signed) => sign(&mut state, signed)?,
        Event::DelayExplained(because) => state.late_reason = Some(because.reason),
        Event::ClockStopped(stop) => {
            (state.left.clock, state.stopped, state.stopped_by) = (None, Some(stop.reason), stop.basis);
        }
        Event::ClockStarted(start) => {
            (state.left.clock, state.stopped, state.stopped_by) = (Some(start.from), None, None);
        }
        Event::Ticked(tick) => state.ticks.push(tick),
        Event::TransferFiled(filing) => state.filed = Some(filing),
        Event::StruckOff(StruckOff { item, matter, day, result }) => {
            state.struck.push(Struck { item, matter, day, result });
        }
        Event::Succeeded(party) => state.carrier = Some(party),
        Event::TookOver(took) => {
            state.carrier = Some(took.party.clone());
            let (party, day, changed) = (took.party, took.day, took.changed);
            state.takeover = Some(Takeover { party, day, changed, signed: None, reservation: None });
        }
        Event::Countersigned(signed) => {
            let takeover = state.takeover.as_mut().ok_or(Misfit("nobody has taken over"))?;
            (takeover.signed, takeover.reservation) = (Some(signed.day), signed.reservation);
        }
        Event::AuditRequested(request) => state.audit = Some(request),
        Event::AuditWaived(waiver) => state.audit_waived = Some(waiver),
        Event::AlsoLeft(also) => joined(&mut state, also),
        Event::Ended(cause) => ended(&mut state, &cause.decision),
        Event::Restored(restored) => {
            let joined = std::mem::take(&mut state.left.also).into_iter().filter(|also| also.decision.is_some());
            state.left = restored.left;
            state.left.also.extend(joined);
            state.undone = false;
        }
    }
    Ok(state)
}

/// What is handed over has changed: who had signed signs again.
fn written(state: &mut State, event: Event) -> Result<(), Misfit> {
    match event {
        Event::Filled(Filled { content, none, rows, .. }) => {
            let table = state.tables.iter_mut().find(|table| table.content == content);
            let table = table.ok_or(Misfit("a handover has five tables"))?;
            (table.none, table.rows) = (none, rows);
        }
        Event::FilledShort(filled) => {
            for table in &mut state.tables {
                let mine = filled.rows.iter().filter(|row| row.content == table.content);
                table.rows = mine.map(item).collect();
                table.none = table.rows.is_empty();
            }
        }
        Event::StaffingFilled(StaffingFilled { staffing, none, .. }) => {
            state.staffing = staffing;
            annexed(state, "fill_staffing", none);
        }
        Event::EconomyFilled(EconomyFilled { economy, none, .. }) => {
            state.economy = economy;
            annexed(state, "fill_economy", none);
        }
        Event::CustodyFilled(CustodyFilled { custody, none, .. }) => {
            state.custody = custody;
            annexed(state, "fill_custody", none);
        }
        Event::ShortFormUsed(_) => {
            state.left.form = Form::Short;
            return Ok(());
        }
        Event::Remarked(remarks) => {
            state.notes = remarks.notes;
            noted(state, remarks.dispute);
            return Ok(());
        }
        _ => return Err(Misfit("nothing was written")),
    }
    let items = state.items().filter_map(|(_, _, item)| item.cents()).reduce(i64::saturating_add);
    state.totals = Totals::of(&state.staffing, &state.economy, &state.custody, items);
    unsign(state);
    Ok(())
}

/// The tables that one form fills: which of them were said to have nothing; a content with rows beneath it is not without.
fn annexed(state: &mut State, verb: &str, none: Vec<Annex>) {
    state.annex_none.retain(|annex| annex.verb() != verb);
    state.annex_none.extend(none);
    let filled: Vec<Content> =
        Annex::ALL.into_iter().filter(|annex| state.rows_in(*annex) > 0).map(Annex::content).collect();
    for table in state.tables.iter_mut().filter(|table| filled.contains(&table.content)) {
        table.none = false;
    }
}

fn item(row: &ShortRow) -> Item {
    let ShortRow { matter, progress, due, open, .. } = row.clone();
    Item { matter, progress, next: None, responsible: None, due, amount: None, open }
}

/// Before disputes had numbers there was one at most, about the whole, which the next remark replaced or took away.
fn noted(state: &mut State, text: Option<Prose>) {
    state.disputes.retain(|dispute| dispute.raised.is_some() || !dispute.is_open());
    let Some(text) = text else { return };
    let dispute = dispute(next(state), "整个交接".to_owned(), text);
    state.disputes.push(dispute);
}

fn next(state: &State) -> u32 {
    state.disputes.iter().map(|dispute| dispute.no).max().unwrap_or_default().saturating_add(1)
}

fn dispute(no: u32, about: String, text: Prose) -> Dispute {
    Dispute {
        no,
        about,
        text,
        by: String::new(),
        raised: None,
        answer: None,
        answered: None,
        outcome: None,
        settled: None,
        carried: false,
        due: None,
    }
}

fn disputed(state: &mut State, event: Event) -> Result<(), Misfit> {
    let misfit = Misfit("nothing of this number is disputed");
    match event {
        Event::DisputeRaised(Raised { no, about, text, by, day }) => {
            state.disputes.push(Dispute { by, raised: Some(day), ..dispute(no, about, text) });
        }
        Event::DisputeAnswered(answered) => {
            let dispute = state.disputes.iter_mut().find(|dispute| dispute.no == answered.no).ok_or(misfit)?;
            (dispute.answer, dispute.answered) = (Some(answered.answer), Some(answered.day));
        }
        Event::DisputeSettled(Settled { no, outcome, day, carried, due, .. }) => {
            let meant = |dispute: &&mut Dispute| no.map_or(dispute.is_open(), |no| no == dispute.no);
            let dispute = state.disputes.iter_mut().find(meant).ok_or(misfit)?;
            (dispute.outcome, dispute.settled) = (Some(outcome), Some(day));
            (dispute.carried, dispute.due) = (carried, due);
        }
        _ => return Err(misfit),
    }
    Ok(())
}

fn represent(state: &mut State, represented: Represented) {
    let Represented { reason, representative, basis, ground } = represented;
    let hats = match &representative {
        Some(party) => vec![Hat::Person(party.person.clone())],
        None => unit_hats(&state.left),
    };
    by(state, LEAVER, hats);
    (state.by_unit, state.representative, state.basis) = (Some(reason), representative, basis);
    state.ground = ground.or(state.ground.take());
}

/// Another hand signs: what the former one signed does not count.
fn by(state: &mut State, key: &str, hats: Vec<Hat>) {
    for signature in state.signatures.0.iter_mut().filter(|signature| signature.key == key) {
        signature.by.clone_from(&hats);
        (signature.signer, signature.day, signature.paper) = (None, None, None);
    }
    state.reservations.retain(|reservation| reservation.key != key);
}

fn unsign(state: &mut State) {
    state.signatures.clear();
    state.reservations.clear();
}

fn sign(state: &mut State, signed: Signed) -> Result<(), Misfit> {
    let Signed { key, word, signer, day, paper, completion, late_reason, reservation } = signed;
    if !state.signatures.sign(&key, signer, day, paper) {
        return Err(Misfit("signed twice, or not asked for"));
    }
    state.reservations.extend(reservation.map(|text| Reservation { key, word, text, day }));
    state.completion = completion;
    state.late_reason = late_reason.or(state.late_reason.take());
    if state.completion.is_some() {
        let carrier = |receiver: &Party| Party { acting: false, provisional: false, ..receiver.clone() };
        state.carrier = state.receiver.as_ref().map(carrier);
    }
    Ok(())
}

/// The post joins those of this handover; its days count anew from the later leaving, and what was signed did not have it.
fn joined(state: &mut State, also: Also) {
    let later = |clock| also.day.max(clock);
    state.left.clock = state.left.clock.map(later);
    state.left.also.retain(|other| other.post != also.post);
    state.left.also.push(also);
    unsign(state);
}

/// A decision was taken back: the whole handover that rests on it, or the post that joined by it.
fn ended(state: &mut State, decision: &MatterId) {
    if state.left.also.iter().any(|also| also.decision.as_ref() == Some(decision)) && !state.rests_on(decision) {
        state.left.also.retain(|also| also.decision.as_ref() != Some(decision));
    } else {
        state.undone = true;
    }
}
