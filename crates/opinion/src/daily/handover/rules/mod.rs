//! Who may do what in a handover.

mod fold;

pub(super) use fold::apply;

use super::facts::{Form, LEAVER, Left, RECEIVER, SUPERVISOR, Stage, State};
use crate::checks;
use engine::{
    access::{Hat, Offer, Role},
    procedure::roles,
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
    } else {
        after_completion(state, &mut offers);
    }
    disputing(state, &mut offers);
    let left = &state.left;
    if state.missing_relations().next().is_some() {
        offers.push(Offer::new("tick", "登记关系转接", movers(left)));
    } else if !left.relations.is_empty() && state.filed.is_none() {
        offers.push(Offer::new("file_transfer", "登记转接备案", filers(left)));
    }
    if state.owes_audit() {
        offers.push(Offer::new("request_audit", "登记提请离任审计", auditing()));
        offers.push(Offer::new("waive_audit", "不提请审计", roles(&HEADS)).grave());
        // The letter may be written in the audit's own matter, and the audit given up there.
        offers.extend([heard("request_audit", "登记提请离任审计"), heard("waive_audit", "不提请审计")]);
    }
    offers.extend([
        heard("receive", "记入接任"),
        heard("also_left", "并入另一职务"),
        heard("cause_undone", "任免撤回"),
        heard("cause_restored", "任免更正"),
    ]);
    offers
}

/// Who asks the auditors: the section, for the department.
pub(super) fn auditing() -> Vec<Hat> {
    roles(&[Role::SectionClerk, Role::SectionHead])
}

/// Who takes over from the one who received for the time being.
pub(super) fn follower(state: &State) -> Vec<Hat> {
    let takeover = state.takeover.as_ref().filter(|takeover| takeover.signed.is_none());
    takeover.map(|takeover| vec![Hat::Person(takeover.party.person.clone())]).unwrap_or_default()
}

fn after_completion(state: &State, offers: &mut Vec<Offer>) {
    if !follower(state).is_empty() {
        offers.push(Offer::new("sign_successor", "接任人补签", follower(state)).main());
    }
    if state.open_items().next().is_some() {
        // A unit may be without a head and without a clerk: then the section strikes off for it.
        let more = [clerk(&state.left.unit), Hat::Role(Role::SectionClerk)];
        offers.push(Offer::new("strike_off", "销号", carriers(state).into_iter().chain(more).collect()).main());
    }
}

/// What is disputed is answered and settled before the signatures and after them.
fn disputing(state: &State, offers: &mut Vec<Offer>) {
    if state.open_disputes().any(|dispute| dispute.answer.is_none()) {
        offers.push(Offer::new("answer_dispute", "答复争议", state.leaver_hats()));
    }
    if state.open_disputes().next().is_some() {
        offers.push(Offer::new("settle_dispute", "处理争议", settlers(state)).main());
    }
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
    offers.push(Offer::new("remark", "补充说明", parties.collect()));
    offers.push(Offer::new("raise_dispute", "提出争议", disputants(state)));
    offers.push(Offer::new("name_receiver", "指定接收人", namers(&state.left)));
    offers.push(Offer::new("name_supervisor", "指定监交人", namers(&state.left)));
    offers.push(Offer::new("explain_delay", "说明逾期原因", writers(state)));
    if state.signatures.get(LEAVER).is_some_and(|signature| signature.day.is_none()) {
        let by = [Hat::Head(state.left.unit.clone())].into_iter().chain(roles(&HEADS));
        offers.push(Offer::new("represent", "改由单位代办", by.collect()).grave());
    }
    if state.left.clock.is_none() {
        offers.push(Offer::new("run_clock", "开始计时", roles(&HEADS)));
    } else {
        offers.push(Offer::new("stop_clock", "停止计时", roles(&HEADS)).grave());
    }
}

/// Who may say that he does not agree: whoever receives, and whoever supervises.
fn disputants(state: &State) -> Vec<Hat> {
    let of = |key| state.signatures.get(key).map(|signature| signature.by.clone()).unwrap_or_default();
    [of(RECEIVER), of(SUPERVISOR)].concat()
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
    for (verb, label) in [
        ("fill_staffing", "填写机构编制人员表"),
        ("fill_economy", "填写经济事项附表"),
        ("fill_custody", "填写印章物品附表"),
    ] {
        let fill = Offer::new(verb, label, writers(state));
        let missing: Vec<&str> =
            state.missing_annexes().filter(|annex| annex.verb() == verb).map(super::Annex::title).collect();
        offers.push(if missing.is_empty() { fill } else { fill.main().note(missing.join("、")) });
    }
    // A deputy without funds and people in his charge has little to hand over.
    if !state.left.head && !state.is_signed_by_any() {
        offers.push(Offer::new("use_short_form", "改用交接短表", namers(&state.left)));
    }
}
