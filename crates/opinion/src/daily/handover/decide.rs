//! What is refused in a handover, and what goes into its history.

use super::{
    deeds::{
        Action, Event, Fill, FillShort, Filled, FilledShort, More, Name, Named, Opened, Opening, Restored, Sign,
        Signed, Strike, StruckOff, Successor, Tick,
    },
    facts::{Completion, Form, Item, LEAVER, Left, Party, RECEIVER, Relation, SUPERVISOR, Settled, State},
};
use crate::checks;
use engine::{
    access::{Hat, Role},
    days::Day,
    facts::Query,
    procedure::{Context, Refusal},
    words::{PersonId, Prose},
};

pub(super) const COMPLETE: &str = "handover.complete";
pub(super) const RELATIONS: &str = "handover.relations";
pub(super) const FILING: &str = "handover.filing";
pub(super) const FORMS: &str = "handover.forms";

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Open(opening) => open(opening, cx),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Open(_) => Err(Refusal::not_now()),
        Action::Fill(fill) => filling(state, fill),
        Action::AddItems(more) => adding(state, more),
        Action::FillShort(fill) => filling_short(state, fill),
        Action::UseShortForm(because) => reasoned(&because.reason).map(|()| Event::ShortFormUsed(because)),
        Action::Remark(remarks) => Ok(Event::Remarked(remarks)),
        Action::SettleDispute(settle) => {
            checks::filled(&settle.outcome.0, "/outcome", "处理意见")?;
            let dispute = state.dispute.clone().ok_or_else(Refusal::not_now)?;
            Ok(Event::DisputeSettled(Settled { dispute, outcome: settle.outcome, day: cx.day }))
        }
        Action::StopClock(because) => reasoned(&because.reason).map(|()| Event::ClockStopped(because)),
        Action::NameReceiver(name) => naming(state, name, "接收人", cx).map(Event::ReceiverNamed),
        Action::NameSupervisor(name) => naming(state, name, "监交人", cx).map(Event::SupervisorNamed),
        Action::Represent(because) => reasoned(&because.reason).map(|()| Event::Represented(because)),
        Action::SignLeaver(sign) => signing(state, LEAVER, sign, cx),
        Action::SignReceiver(sign) => signing(state, RECEIVER, sign, cx),
        Action::SignSupervisor(sign) => signing(state, SUPERVISOR, sign, cx),
        Action::ExplainDelay(because) => reasoned(&because.reason).map(|()| Event::DelayExplained(because)),
        Action::RunClock(start) => {
            past(start.from, "/from", cx)?;
            reasoned(&start.reason).map(|()| Event::ClockStarted(start))
        }
        Action::Tick(tick) => ticking(state, tick, cx),
        Action::FileTransfer(filing) => past(filing.day, "/day", cx).map(|()| Event::TransferFiled(filing)),
        Action::StrikeOff(strike) => striking(state, strike, cx),
        Action::Receive(successor) => Ok(receiving(state, successor, cx)),
        Action::CauseUndone(cause) => Ok(Event::Ended(cause)),
        Action::CauseRestored(opening) => Ok(Event::Restored(Restored { left: left(opening, cx)? })),
    }
}

fn reasoned(reason: &Prose) -> Result<(), Refusal> {
    checks::filled(&reason.0, "/reason", "理由")
}

fn past(day: Day, at: &str, cx: &Context) -> Result<(), Refusal> {
    if day > cx.day {
        return Err(Refusal::new("day_ahead", "", format!("{}还没有到，请核对日期。", day.sentence())).at(at));
    }
    Ok(())
}

/// A cell of the county's table of departures for this reason.
pub(super) fn departure<'a>(reason: &str, column: &str, on: Day, cx: &'a Context) -> &'a str {
    cx.policy.table("handover.departures", on).and_then(|table| table.value(&[reason], column)).unwrap_or_default()
}

fn left(opening: Opening, cx: &Context) -> Result<Left, Refusal> {
    let Opening { leaver, post, day, reason, to_unit, decision } = opening;
    let card = checks::post(&post, "/post", cx)?;
    let reason_word = checks::term(&reason, "/reason", cx)?;
    let was = cx.facts.posts(&leaver, day.plus(-1)).into_iter().find(|at| at.post == post);
    let person = cx.facts.person(&leaver);
    let moves = departure(&reason.0, "relations", day, cx) == "yes"
        && to_unit.as_ref() != Some(&card.unit)
        && !moves_already(&leaver, decision.as_ref(), cx);
    let mut relations = if moves { vec![Relation::Administrative, Relation::Salary] } else { Vec::new() };
    if moves && person.as_ref().is_some_and(|person| person.party) {
        relations.push(Relation::Party);
    }
    let runs = departure(&reason.0, "clock", day, cx) != "suspended";
    let form = form(person.as_ref().map(|card| card.authority.as_str()), &reason.0, day, cx);
    Ok(Left {
        form: form.unwrap_or_default(),
        name: person.map_or_else(|| leaver.0.clone(), |person| person.name),
        label: checks::post_label(&card, cx),
        head: card.chief || was.is_some_and(|at| at.acting),
        unit: card.unit,
        clock: runs.then_some(day),
        leaver,
        post,
        day,
        reason,
        reason_word,
        to_unit,
        decision,
        relations,
    })
}

/// Management authority of those whom their own unit manages: 股级.
const BY_UNIT: &str = "单位管";

/// How much is written down, by level and reason; nothing where the county's table says that no handover is held. Where the table
/// is silent, the full form.
pub(super) fn form(authority: Option<&str>, reason: &str, on: Day, cx: &Context) -> Option<Form> {
    let level = if authority == Some(BY_UNIT) { "section" } else { "county" };
    let table = cx.policy.table(FORMS, on);
    match table.and_then(|table| table.value(&[level, reason], "form")) {
        Some("none") => None,
        Some("short") => Some(Form::Short),
        _ => Some(Form::Full),
    }
}

/// Whether another handover of the same decision has his relations move already: they move once.
fn moves_already(leaver: &PersonId, decision: Option<&engine::words::MatterId>, cx: &Context) -> bool {
    let Some(decision) = decision else { return false };
    let carries = |state: &State| state.rests_on(decision) && !state.undone && !state.left.relations.is_empty();
    of_person(leaver, cx).iter().any(|(id, state)| id != cx.matter && carries(state))
}

fn open(opening: Opening, cx: &Context) -> Result<Event, Refusal> {
    let left = left(opening, cx)?;
    let same = |state: &State| state.left.post == left.post && state.left.day == left.day && !state.undone;
    if of_person(&left.leaver, cx).iter().any(|(_, state)| same(state)) {
        let sentence = format!("{}离任{}的交接已开办，不需要重复开办。", left.name, left.label);
        return Err(Refusal::new("handover_known", "3.2.1", sentence).at("/post"));
    }
    let by_unit = departure(&left.reason.0, "opens", left.day, cx) == "by_unit";
    let by_unit = by_unit.then(|| Prose(format!("{}，由单位代办", left.reason_word)));
    let (receiver, supervisor) = (successor(&left, cx), supervisor(&left, cx));
    Ok(Event::Opened(Opened { id: cx.matter.clone(), left, by_unit, receiver, supervisor }))
}

/// The handovers of a leaver that still stand, with their ids.
pub(super) fn of_person(leaver: &PersonId, cx: &Context) -> Vec<(engine::words::MatterId, State)> {
    let query = Query { kind: "handover", person: Some(leaver.clone()), ..Query::default() };
    standing(&query, cx).into_iter().filter(|(_, state)| state.left.leaver == *leaver).collect()
}

/// Handovers that answer the query, those voided or revoked left out: nothing reaches them any more.
pub(super) fn standing(query: &Query, cx: &Context) -> Vec<(engine::words::MatterId, State)> {
    let alive = cx.facts.matters(query).into_iter().filter(|brief| !matches!(&*brief.stage, "已作废" | "已撤销"));
    alive.filter_map(|brief| Some((brief.id, serde_json::from_str(&brief.state).ok()?))).collect()
}

/// Whoever is in the post already, else, for a head's, whoever holds the unit together.
fn successor(left: &Left, cx: &Context) -> Option<Party> {
    let on = left.day.max(cx.day);
    let chiefs = cx.facts.chiefs(&left.unit, on);
    let members = cx.facts.members(&left.unit, on);
    let other = |at: &&engine::facts::PostAt| at.person != left.leaver;
    let same = chiefs.iter().chain(&members).filter(other).find(|at| at.post == left.post);
    let acting = chiefs.iter().filter(other).find(|at| left.head && at.acting);
    let at = same.or(acting)?;
    Some(Party { person: at.person.clone(), name: cx.facts.name(&at.person), acting: at.acting })
}

/// 监交: by the county's table; the unit's head where the table is silent.
fn supervisor(left: &Left, cx: &Context) -> Vec<Hat> {
    let key = if left.head { "chief" } else { "member" };
    let table = cx.policy.table("handover.supervisor", left.day);
    let word = table.and_then(|table| table.value(&[key], "supervisor")).unwrap_or("unit_head");
    match Role::from_code(word) {
        Some(role @ (Role::LeaderInCharge | Role::UnitClerk)) => vec![Hat::RoleAt(role, left.unit.clone())],
        Some(role) => vec![Hat::Role(role)],
        None => vec![Hat::Head(left.unit.clone())],
    }
}

fn check_rows(rows: &[Item]) -> Result<(), Refusal> {
    for (row, item) in rows.iter().enumerate() {
        checks::filled(&item.matter, &format!("/rows/{row}/matter"), "事项")?;
        let number =
            |text: &String| text.chars().all(|c| c.is_ascii_digit() || c == '.') && text.parse::<f64>().is_ok();
        if item.amount.as_ref().is_some_and(|amount| !number(amount)) {
            let sentence = "金额应为数字，以万元计，请改正。";
            return Err(Refusal::new("amount_wrong", "", sentence).at(&format!("/rows/{row}/amount")));
        }
    }
    Ok(())
}

fn filling(state: &State, fill: Fill) -> Result<Event, Refusal> {
    let Fill { content, none, rows } = fill;
    check_rows(&rows)?;
    if none && !rows.is_empty() {
        let sentence = "已填写事项，不能同时选“无此类情况”，请保留一种。";
        return Err(Refusal::new("none_with_rows", "3.2.1", sentence).at("/none"));
    }
    if !none && rows.is_empty() {
        let sentence = format!("“{}”没有内容，请填写事项，或选“无此类情况”。", content.title());
        return Err(Refusal::new("table_empty", "3.2.1", sentence).at("/rows"));
    }
    if state.tables.iter().any(|table| table.content == content && table.none == none && table.rows == rows) {
        return Err(Refusal::new("nothing_changed", "", "内容没有变化，不需要提交。"));
    }
    Ok(Event::Filled(Filled { content, none, rows, unsigned: signed_so_far(state) }))
}

fn filling_short(state: &State, fill: FillShort) -> Result<Event, Refusal> {
    let FillShort { rows, rest_none } = fill;
    for (at, row) in rows.iter().enumerate() {
        checks::filled(&row.matter, &format!("/rows/{at}/matter"), "事项")?;
    }
    let listed = |table: &&super::facts::Table| !rows.iter().any(|row| row.content == table.content);
    let missing: Vec<&str> = state.tables.iter().filter(listed).map(|table| table.content.title()).collect();
    if !missing.is_empty() && !rest_none {
        let sentence = format!("{}没有列出，请填写，或选“没有列出的内容均无此类情况”。", missing.join("、"));
        return Err(Refusal::new("table_empty", "3.2.1", sentence).at("/rest_none"));
    }
    Ok(Event::FilledShort(FilledShort { rows, unsigned: signed_so_far(state) }))
}

fn adding(state: &State, more: More) -> Result<Event, Refusal> {
    check_rows(&more.rows)?;
    if more.rows.is_empty() {
        return Err(Refusal::new("table_empty", "3.2.1", "没有填写事项，请至少填写一项。").at("/rows"));
    }
    let known = state.tables.iter().find(|table| table.content == more.content);
    let rows = known.map(|table| table.rows.clone()).unwrap_or_default().into_iter().chain(more.rows).collect();
    Ok(Event::Filled(Filled { content: more.content, none: false, rows, unsigned: signed_so_far(state) }))
}

fn signed_so_far(state: &State) -> Vec<String> {
    state.signatures.0.iter().filter(|signature| signature.day.is_some()).map(|s| s.word.clone()).collect()
}

fn naming(state: &State, name: Name, what: &str, cx: &Context) -> Result<Named, Refusal> {
    let card = checks::person(&name.person, "/person", cx)?;
    let supervises = what == "监交人";
    let other = if supervises { &state.receiver } else { &state.supervisor };
    if name.person == state.left.leaver || other.as_ref().is_some_and(|party| party.person == name.person) {
        let sentence = format!("{}已是本次交接的另一方，不能再作{what}，请另选人选。", card.name);
        return Err(Refusal::new("same_signer", "3.2.1", sentence).at("/person"));
    }
    let chiefs = cx.facts.chiefs(&state.left.unit, cx.day);
    let acting = !supervises && chiefs.iter().any(|at| at.acting && at.person == name.person);
    Ok(Named { party: Party { person: name.person, name: card.name, acting }, reason: name.reason })
}

fn signing(state: &State, key: &str, sign: Sign, cx: &Context) -> Result<Event, Refusal> {
    let signature = state.signatures.get(key).ok_or_else(Refusal::not_now)?;
    let signer = cx.actor.decider().cloned();
    let is = |other: Option<&PersonId>| signer.is_some() && signer.as_ref() == other;
    let receives = key != RECEIVER && is(state.receiver.as_ref().map(|party| &party.person));
    let signed = |s: &engine::parts::Signature| s.key != key && s.day.is_some() && is(s.signer.as_ref());
    let leaves = key != LEAVER && is(Some(&state.left.leaver));
    if receives || leaves || state.signatures.0.iter().any(signed) {
        let sentence = "移交人、接收人、监交人须是三个人，请先另行指定。";
        return Err(Refusal::new("same_signer", "3.2.1", sentence));
    }
    if let Some(dispute) = state.dispute.as_ref().filter(|_| key == SUPERVISOR) {
        let sentence = format!("交接双方有争议：{dispute}。请先协调并登记处理意见，再监交签字。");
        return Err(Refusal::new("dispute_open", "3.2.1", sentence));
    }
    let last = state.signatures.missing().all(|missing| missing.key == key);
    let days = state.signatures.0.iter().filter_map(|signature| signature.day);
    let day = days.chain([cx.day]).max().unwrap_or(cx.day);
    let completion = last.then(|| completion(state, day, cx));
    let late = completion.as_ref().filter(|completion| completion.days_late > 0);
    let late_reason = sign.late_reason.filter(|reason| !reason.0.trim().is_empty());
    let unexplained = late_reason.is_none() && state.late_reason.is_none();
    if let Some((late, due)) = late.filter(|_| unexplained).and_then(|late| Some((late.days_late, late.due?))) {
        let sentence = format!("应在{}前办结，已逾期{late}天，请填写逾期原因。", due.sentence());
        return Err(Refusal::new("late_reason_missing", "3.2.2", sentence).at("/late_reason"));
    }
    let (key, word) = (signature.key.clone(), signature.word.clone());
    Ok(Event::Signed(Signed { key, word, signer, day: cx.day, paper: sign.paper, completion, late_reason }))
}

fn completion(state: &State, day: Day, cx: &Context) -> Completion {
    let pauses = cx.facts.pauses(cx.matter);
    let due = state.left.clock.and_then(|from| cx.policy.due(COMPLETE, from, "离岗", &pauses).day);
    Completion { day, due, days_late: due.map_or(0, |due| due.days_until(day).max(0)) }
}

fn ticking(state: &State, tick: Tick, cx: &Context) -> Result<Event, Refusal> {
    past(tick.day, "/day", cx)?;
    if !state.missing_relations().any(|relation| relation == tick.relation) {
        let sentence = format!("{}已登记转接，或不需要转接，请核对。", tick.relation.title());
        return Err(Refusal::new("relation_known", "3.2.3", sentence).at("/relation"));
    }
    let numbered = tick.number.as_ref().is_some_and(|number| !number.trim().is_empty());
    if !numbered && tick.evidence.is_none() {
        let sentence = "没有转接凭证，请填写编号或上传凭证。";
        return Err(Refusal::new("evidence_missing", "3.2.3", sentence).at("/evidence"));
    }
    Ok(Event::Ticked(tick))
}

fn striking(state: &State, strike: Strike, cx: &Context) -> Result<Event, Refusal> {
    past(strike.day, "/day", cx)?;
    checks::filled(&strike.result.0, "/result", "办理结果")?;
    let found = state.open_items().find(|(key, _, _)| *key == strike.item);
    let Some((_, _, item)) = found else {
        return Err(Refusal::new("unknown_item", "", "没有这项续办事项，或已销号，请核对。").at("/item"));
    };
    let matter = item.matter.clone();
    Ok(Event::StruckOff(StruckOff { item: strike.item, matter, day: strike.day, result: strike.result }))
}

fn receiving(state: &State, successor: Successor, cx: &Context) -> Event {
    let Successor { person, acting } = successor;
    let party = Party { name: cx.facts.name(&person), person, acting };
    if state.completion.is_some() {
        Event::Succeeded(party)
    } else {
        Event::ReceiverNamed(Named { party, reason: None })
    }
}

/// What was signed is not corrected behind the signatures; what a decision says is corrected there.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Filled(_) | Event::FilledShort(_) | Event::Signed(_) => {
            Err(Refusal::new("not_amended", "", "交接内容和签字不作更正，签字齐备前请重新填写。"))
        }
        Event::Opened(_) | Event::Restored(_) | Event::Ended(_) => {
            Err(Refusal::new("amend_decision", "", "离任情况随任免事项更正，请在任免事项里更正。"))
        }
        _ => Ok(()),
    }
}
