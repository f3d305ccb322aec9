//! Who may do what in a handover, and how history becomes state.

use super::{
    deeds::{Event, Filled, Opened, ShortRow, Signed, StruckOff},
    facts::{Content, Form, Item, LEAVER, Left, Party, RECEIVER, SUPERVISOR, Stage, State, Struck, Table},
};
use crate::checks;
use engine::{
    access::{Hat, Offer, Role},
    parts::Signatures,
    procedure::{Misfit, roles},
    words::UnitId,
};

/// Whoever may stop and start a count, as for the engine's 挂起.
const HEADS: [Role; 3] = [Role::SectionHead, Role::DeputyMinister, Role::Minister];

pub(super) fn clerk(unit: &UnitId) -> Hat {
    Hat::RoleAt(Role::UnitClerk, unit.clone())
}

/// Who hands over in the leaver's stead. Where the head left, whoever heads the unit now receives, so the clerk hands over.
pub(super) fn unit_hats(left: &Left) -> Vec<Hat> {
    if left.head { vec![clerk(&left.unit)] } else { vec![clerk(&left.unit), Hat::Head(left.unit.clone())] }
}

/// Who writes the tables: the leaver, the unit's clerk, the unit's head.
pub(super) fn writers(state: &State) -> Vec<Hat> {
    let unit = &state.left.unit;
    let mut hats = state.leaver_hats();
    for hat in [clerk(unit), Hat::Head(unit.clone())] {
        if !hats.contains(&hat) {
            hats.push(hat);
        }
    }
    hats
}

/// Who names the parties: the one above the post that was left; the section helps.
pub(super) fn namers(left: &Left) -> Vec<Hat> {
    let above =
        if left.head { Hat::RoleAt(Role::LeaderInCharge, left.unit.clone()) } else { Hat::Head(left.unit.clone()) };
    vec![above, Hat::Role(Role::SectionClerk), Hat::Role(Role::SectionHead)]
}

/// Who moves relations: the leaver himself, the clerks of both units; the section enters it for them.
pub(super) fn movers(left: &Left) -> Vec<Hat> {
    let own = std::iter::once(Hat::Person(left.leaver.clone()));
    let clerks = std::iter::once(&left.unit).chain(&left.to_unit).map(clerk);
    own.chain(clerks).chain(roles(&[Role::SectionClerk])).collect()
}

/// Who files the transfer: the unit that has him now, else the one he left.
pub(super) fn filers(left: &Left) -> Vec<Hat> {
    vec![clerk(left.to_unit.as_ref().unwrap_or(&left.unit)), Hat::Role(Role::SectionClerk)]
}

/// Who carries the open rows on. A head's rows go with the office, others with the person named.
pub(super) fn carriers(state: &State) -> Vec<Hat> {
    if state.left.head {
        return vec![Hat::Head(state.left.unit.clone())];
    }
    let who = state.carrier.as_ref().or(state.receiver.as_ref());
    who.map(|party| vec![Hat::Person(party.person.clone())]).unwrap_or_default()
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("open", "开办交接", checks::office()).main()] };
    let heard = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    if state.undone {
        return vec![heard("cause_restored", "任免更正")];
    }
    let mut offers = Vec::new();
    if state.completion.is_none() {
        before_completion(state, &mut offers);
    }
    let left = &state.left;
    if state.missing_relations().next().is_some() {
        offers.push(Offer::new("tick", "登记关系转接", movers(left)));
    } else if !left.relations.is_empty() && state.filed.is_none() {
        offers.push(Offer::new("file_transfer", "登记转接备案", filers(left)));
    }
    if state.completion.is_some() && state.open_items().next().is_some() {
        // A unit may be without a head and without a clerk: then the section strikes off for it.
        let by = carriers(state).into_iter().chain([clerk(&left.unit), Hat::Role(Role::SectionClerk)]).collect();
        offers.push(Offer::new("strike_off", "销号", by).main());
    }
    offers.extend([
        heard("receive", "记入接任"),
        heard("cause_undone", "任免撤回"),
        heard("cause_restored", "任免更正"),
    ]);
    offers
}

fn before_completion(state: &State, offers: &mut Vec<Offer>) {
    if state.stage() == Stage::Signing {
        for (key, verb, label) in [
            (LEAVER, "sign_leaver", "移交人签字"),
            (RECEIVER, "sign_receiver", "接收人签字"),
            (SUPERVISOR, "sign_supervisor", "监交人签字"),
        ] {
            if let Some(missing) = state.signatures.missing().find(|signature| signature.key == key) {
                offers.push(Offer::new(verb, label, missing.by.clone()).main());
            }
        }
    }
    filling(state, offers);
    offers.push(Offer::new("add_items", "补充交接事项", writers(state)));
    let parties = writers(state).into_iter().chain(state.receiver.iter().map(|r| Hat::Person(r.person.clone())));
    offers.push(Offer::new("remark", "说明和争议", parties.collect()));
    offers.push(Offer::new("name_receiver", "指定接收人", namers(&state.left)));
    offers.push(Offer::new("name_supervisor", "指定监交人", namers(&state.left)));
    offers.push(Offer::new("explain_delay", "说明逾期原因", writers(state)));
    if state.by_unit.is_none() && state.signatures.get(LEAVER).is_some_and(|signature| signature.day.is_none()) {
        let by = [Hat::Head(state.left.unit.clone())].into_iter().chain(roles(&HEADS));
        offers.push(Offer::new("represent", "改由单位代办", by.collect()).grave());
    }
    if state.left.clock.is_none() {
        offers.push(Offer::new("run_clock", "开始计时", roles(&HEADS)));
    } else {
        offers.push(Offer::new("stop_clock", "停止计时", roles(&HEADS)).grave());
    }
    if state.dispute.is_some() {
        offers.push(Offer::new("settle_dispute", "处理争议", settlers(state)).main());
    }
}

/// Who settles a dispute between the two: whoever supervises, and the one above the post.
pub(super) fn settlers(state: &State) -> Vec<Hat> {
    let mut hats = state.signatures.get(SUPERVISOR).map(|signature| signature.by.clone()).unwrap_or_default();
    for hat in namers(&state.left) {
        if !hats.contains(&hat) {
            hats.push(hat);
        }
    }
    hats
}

/// The sheet or the tables, whichever the form asks for.
fn filling(state: &State, offers: &mut Vec<Offer>) {
    if state.left.form == Form::Short {
        let fill = Offer::new("fill_short", "填写交接短表", writers(state));
        offers.push(if state.unfilled().next().is_some() { fill.main() } else { fill });
        return;
    }
    let fill = Offer::new("fill", "填写交接内容", writers(state));
    offers.push(match state.unfilled().next() {
        Some(table) => fill.main().note(table.content.title()),
        None => fill,
    });
    // A deputy without funds and people in his charge has little to hand over.
    if !state.left.head && state.signatures.0.iter().all(|signature| signature.day.is_none()) {
        offers.push(Offer::new("use_short_form", "改用交接短表", namers(&state.left)));
    }
}

fn opened(opened: Opened) -> State {
    let Opened { id, left, by_unit, receiver, supervisor } = opened;
    let leaver = if by_unit.is_some() { unit_hats(&left) } else { vec![Hat::Person(left.leaver.clone())] };
    let receives = receiver.iter().map(|party| Hat::Person(party.person.clone())).collect();
    let tables = Content::ALL.into_iter().map(|content| Table { content, none: false, rows: Vec::new() });
    State {
        id,
        left,
        by_unit,
        receiver,
        supervisor: None,
        tables: tables.collect(),
        notes: None,
        dispute: None,
        settled: Vec::new(),
        stopped: None,
        signatures: Signatures::default().ask(LEAVER, "移交人", leaver).ask(RECEIVER, "接收人", receives).ask(
            SUPERVISOR,
            "监交人",
            supervisor,
        ),
        late_reason: None,
        completion: None,
        struck: Vec::new(),
        carrier: None,
        ticks: Vec::new(),
        filed: None,
        undone: false,
    }
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Opened(first) => Ok(opened(first)),
            _ => Err(Misfit("a handover is opened before anything else")),
        };
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a handover is opened once")),
        Event::Filled(Filled { content, none, rows, .. }) => {
            let table = state.tables.iter_mut().find(|table| table.content == content);
            let table = table.ok_or(Misfit("a handover has five tables"))?;
            (table.none, table.rows) = (none, rows);
            state.signatures.clear();
        }
        Event::FilledShort(filled) => {
            for table in &mut state.tables {
                let mine = filled.rows.iter().filter(|row| row.content == table.content);
                table.rows = mine.map(item).collect();
                table.none = table.rows.is_empty();
            }
            state.signatures.clear();
        }
        Event::ShortFormUsed(_) => state.left.form = Form::Short,
        Event::DisputeSettled(settled) => {
            state.dispute = None;
            state.settled.push(settled);
        }
        Event::Remarked(remarks) => (state.notes, state.dispute) = (remarks.notes, remarks.dispute),
        Event::ReceiverNamed(named) => {
            by(&mut state, RECEIVER, vec![Hat::Person(named.party.person.clone())]);
            state.receiver = Some(named.party);
        }
        Event::SupervisorNamed(named) => {
            by(&mut state, SUPERVISOR, vec![Hat::Person(named.party.person.clone())]);
            state.supervisor = Some(named.party);
        }
        Event::Represented(because) => {
            let hats = unit_hats(&state.left);
            by(&mut state, LEAVER, hats);
            state.by_unit = Some(because.reason);
        }
        Event::Signed(signed) => sign(&mut state, signed)?,
        Event::DelayExplained(because) => state.late_reason = Some(because.reason),
        Event::ClockStopped(because) => (state.left.clock, state.stopped) = (None, Some(because.reason)),
        Event::ClockStarted(start) => (state.left.clock, state.stopped) = (Some(start.from), None),
        Event::Ticked(tick) => state.ticks.push(tick),
        Event::TransferFiled(filing) => state.filed = Some(filing),
        Event::StruckOff(StruckOff { item, day, result, .. }) => state.struck.push(Struck { item, day, result }),
        Event::Succeeded(party) => state.carrier = Some(party),
        Event::Ended(_) => state.undone = true,
        Event::Restored(restored) => (state.left, state.undone) = (restored.left, false),
    }
    Ok(state)
}

fn item(row: &ShortRow) -> Item {
    let ShortRow { matter, progress, due, open, .. } = row.clone();
    Item { matter, progress, next: None, responsible: None, due, amount: None, open }
}

/// Another hand signs: what the former one signed does not count.
fn by(state: &mut State, key: &str, hats: Vec<Hat>) {
    for signature in state.signatures.0.iter_mut().filter(|signature| signature.key == key) {
        signature.by.clone_from(&hats);
        (signature.signer, signature.day, signature.paper) = (None, None, None);
    }
}

fn sign(state: &mut State, signed: Signed) -> Result<(), Misfit> {
    let Signed { key, signer, day, paper, completion, late_reason, .. } = signed;
    if !state.signatures.sign(&key, signer, day, paper) {
        return Err(Misfit("signed twice, or not asked for"));
    }
    state.completion = completion;
    state.late_reason = late_reason.or(state.late_reason.take());
    if state.completion.is_some() {
        state.carrier = state.receiver.as_ref().map(|receiver| Party { acting: false, ..receiver.clone() });
    }
    Ok(())
}
