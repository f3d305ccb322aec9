//! Who keeps the register, who has a department in charge, and how history becomes state.

use super::{
    KeyDepartment,
    facts::{
        Action, Card, Cause, Changed, Enter, Entered, Event, Former, Lead, Leader, Leave, Left, Removed, State, Undone,
    },
    stage,
};
use crate::{
    checks::{self, filled, not_ahead, term, unit_and_section},
    focus::key_post::{self, KeyPost},
    owed::{reaction, section},
};
use engine::{
    access::{Hat, Offer},
    days::Day,
    facts::Query,
    procedure::{Context, Misfit, Refusal},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, UnitId},
};

/// How soon another leader has it in charge.
pub(super) const LEADER: &str = "key_department.leader";
/// 重点部门、关键岗位
pub(super) const CLAUSE: &str = "4.1.3";

impl State {
    /// The stored stage.
    #[must_use]
    pub const fn stage(&self) -> &'static str {
        match (&self.removed, &self.entered.leader) {
            (Some(_), _) => stage::REMOVED,
            (None, Some(_)) => stage::KEPT,
            (None, None) => stage::LEADERLESS,
        }
    }

    /// 县财政局采购股
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}{}", self.entered.unit_name, self.entered.card.name)
    }
}

/// The key departments of a unit.
#[must_use]
pub fn of_unit(unit: &UnitId, cx: &Context) -> Vec<(MatterId, State)> {
    let query = Query { unit: Some(unit.clone()), open: Some(true), ..Query::default() };
    cx.facts.all::<KeyDepartment>(&query)
}

/// Those of the whole county, by id and label.
#[must_use]
pub fn labels(cx: &Context) -> Vec<(String, String)> {
    let found = cx.facts.all::<KeyDepartment>(&Query { open: Some(true), ..Query::default() });
    found.into_iter().map(|(id, state)| (id.0, state.label())).collect()
}

/// The key posts that belong to a department.
#[must_use]
pub fn posts(department: &MatterId, unit: &UnitId, cx: &Context) -> Vec<key_post::State> {
    let query = Query { unit: Some(unit.clone()), open: Some(true), ..Query::default() };
    let found = cx.facts.all::<KeyPost>(&query).into_iter().map(|(_, state)| state);
    found.filter(|state| state.department.as_ref().is_some_and(|one| one.matter == *department)).collect()
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("enter", "列入重点部门", section()).main()] };
    if state.removed.is_some() {
        return Vec::new();
    }
    let lead = Offer::new("lead", "明确分管领导", unit_and_section(&state.entered.unit));
    vec![
        if state.entered.leader.is_none() { lead.main() } else { lead },
        Offer::new("change", "变更部门情况", section()),
        Offer::new("leave", "分管领导离任", vec![Hat::System]),
        Offer::new("undo", "任免决定撤回", vec![Hat::System]),
        Offer::new("remove", "调出", section()).grave(),
    ]
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Enter(enter)) => entering(enter, cx).map(|entered| Event::Entered(Box::new(entered))),
        (Some(state), Action::Change(change)) => {
            let category = card(&change.card, "/card", cx)?;
            known(&state.entered.unit, &change.card.name, Some(cx.matter), cx)?;
            Ok(Event::Changed(Changed { card: change.card, category }))
        }
        (Some(state), Action::Lead(lead)) => leading(state, lead, cx).map(Event::Led),
        (Some(state), Action::Leave(leave)) => leaving(state, leave, cx).map(Event::Left),
        (Some(_), Action::Undo(cause)) => Ok(Event::Undone(Undone { decision: cause.decision, day: cx.day })),
        (Some(state), Action::Remove(remove)) => {
            filled(&remove.reason.0, "/reason", "调出理由")?;
            let left = posts(cx.matter, &checks::heir(&state.entered.unit, cx), cx);
            if let Some(first) = left.first() {
                let (count, post) = (left.len(), &first.entered.label);
                let sentence = format!("还有{count}个关键岗位归入本部门（{post}等），请先调出或者改归其他部门。");
                return Err(Refusal::new("has_posts", CLAUSE, sentence));
            }
            Ok(Event::Removed(Removed { reason: remove.reason, day: cx.day }))
        }
        _ => Err(Refusal::not_now()),
    }
}

/// What a department may not lack; its category in words.
fn card(card: &Card, at: &str, cx: &Context) -> Result<String, Refusal> {
    filled(&card.name, &format!("{at}/name"), "部门名称")?;
    filled(&card.reason.0, &format!("{at}/reason"), "列入理由")?;
    term(&card.category, &format!("{at}/category"), cx)
}

/// No unit has two of one name.
fn known(unit: &UnitId, name: &str, except: Option<&MatterId>, cx: &Context) -> Result<(), Refusal> {
    let same = |(id, state): &(MatterId, State)| Some(id) != except && state.entered.card.name.trim() == name.trim();
    let Some((_, other)) = of_unit(unit, cx).into_iter().find(same) else { return Ok(()) };
    let sentence = format!("{}已列入重点部门，请在原事项办理。", other.label());
    Err(Refusal::new("department_known", CLAUSE, sentence).at("/card/name"))
}

fn entering(enter: Enter, cx: &Context) -> Result<Entered, Refusal> {
    let unit = checks::unit(&enter.unit, "/unit", cx)?;
    let category = card(&enter.card, "/card", cx)?;
    known(&unit.id, &enter.card.name, None, cx)?;
    let leader = enter.leader.map(|person| member(person, &unit.id, cx.day, cx)).transpose()?;
    Ok(Entered { unit: unit.id, unit_name: unit.name, card: enter.card, category, leader, day: cx.day })
}

/// One of the unit's body on that day.
fn member(person: PersonId, unit: &UnitId, day: Day, cx: &Context) -> Result<Leader, Refusal> {
    let name = checks::person(&person, "/leader", cx)?.name;
    let absent = || {
        let sentence = format!("{name}当时不是{}班子成员，请另选。", cx.facts.unit_name(unit));
        Refusal::new("not_member", CLAUSE, sentence).at("/leader")
    };
    sits(&person, unit, day, cx).ok_or_else(absent)
}

fn sits(person: &PersonId, unit: &UnitId, day: Day, cx: &Context) -> Option<Leader> {
    let seats = cx.facts.members(unit, day);
    seats.iter().any(|seat| seat.person == *person).then(|| Leader {
        name: cx.facts.name(person),
        post: cx.facts.post_text(person, day),
        person: person.clone(),
        day,
    })
}

fn leading(state: &State, lead: Lead, cx: &Context) -> Result<Leader, Refusal> {
    not_ahead(lead.day, "/day", "分管起始日期", cx)?;
    let unit = checks::heir(&state.entered.unit, cx);
    let leader = member(lead.leader, &unit, lead.day, cx)?;
    if state.entered.leader.as_ref().is_some_and(|known| known.person == leader.person) {
        let sentence = format!("{}已经是分管领导，不用重复登记。", leader.name);
        return Err(Refusal::new("leader_same", CLAUSE, sentence).at("/leader"));
    }
    Ok(leader)
}

/// Whoever keeps another seat in the body goes on.
fn leaving(state: &State, leave: Leave, cx: &Context) -> Result<Left, Refusal> {
    let leader = state.entered.leader.as_ref().ok_or_else(Refusal::not_now)?;
    let unit = checks::heir(&state.entered.unit, cx);
    let now = sits(&leader.person, &unit, leave.day, cx);
    let stays = now.map(|now| Leader { day: leader.day, ..now });
    Ok(Left { day: leave.day, name: leader.name.clone(), stays, leave })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Entered(entered) = event else { return Err(Misfit("a key department begins with its entry")) };
        return Ok(State { entered: *entered, former: None, removed: None });
    };
    match event {
        Event::Entered(_) => return Err(Misfit("entered twice")),
        Event::Changed(Changed { card, category }) => {
            (state.entered.card, state.entered.category) = (card, category);
        }
        Event::Led(leader) => (state.entered.leader, state.former) = (Some(leader), None),
        Event::Left(left) => {
            let was = state.entered.leader.take().ok_or(Misfit("nobody has it in charge"))?;
            if left.stays.is_none() {
                state.former = Some(Former { leader: was, leave: left.leave });
            }
            state.entered.leader = left.stays;
        }
        Event::Undone(undone) => {
            let by_it = |former: &mut Former| former.leave.decision == undone.decision;
            if let Some(former) = state.former.take_if(by_it) {
                state.entered.leader = Some(former.leader);
            }
        }
        Event::Removed(removed) => state.removed = Some(removed),
    }
    Ok(state)
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let of = |person: &PersonId| {
        let query = Query { person: Some(person.clone()), open: Some(true), ..Query::default() };
        cx.facts.all::<KeyDepartment>(&query).into_iter()
    };
    match trigger {
        Trigger::PostEnded { person, post, day, matter, .. } => {
            let Some(unit) = cx.facts.post(post).map(|card| card.unit) else { return Vec::new() };
            let his = |(id, state): &(MatterId, State)| {
                let leads = state.entered.leader.as_ref().is_some_and(|leader| leader.person == *person);
                leads && cx.facts.moves(id).into_iter().fold(state.entered.unit.clone(), heir) == unit
            };
            let leave = |(id, _): (MatterId, State)| {
                let leave = Leave { day: *day, decision: matter.clone() };
                let about = format!("{id}/{matter}/{post}");
                reaction("key_department/leave", &about, Some(id), Action::Leave(leave), cx)
            };
            of(person).filter(his).map(leave).collect()
        }
        Trigger::PostChangeUndone { person, matter } => {
            let rests = |(_, state): &(MatterId, State)| {
                state.former.as_ref().is_some_and(|former| former.leave.decision == *matter)
            };
            let undo = |(id, _): (MatterId, State)| {
                let undo = Action::Undo(Cause { decision: matter.clone() });
                reaction("key_department/undo", &id.0.clone(), Some(id), undo, cx)
            };
            of(person).filter(rests).map(undo).collect()
        }
        _ => Vec::new(),
    }
}

fn heir(unit: UnitId, to: engine::succession::Rehome) -> UnitId {
    if to.from == unit { to.to } else { unit }
}

/// The category's words follow its code.
pub(super) fn relearn(mut event: Event, cx: &Context) -> Event {
    let word = |card: &Card| term(&card.category, "", cx).unwrap_or_default();
    match &mut event {
        Event::Entered(entered) => entered.category = word(&entered.card),
        Event::Changed(changed) => changed.category = word(&changed.card),
        _ => {}
    }
    event
}

/// What a department is may be put right; who has it in charge is named anew or follows the decisions about posts.
pub(super) fn amend(now: &Event, cx: &Context) -> Result<(), Refusal> {
    match now {
        Event::Entered(now) => card(&now.card, "/payload/card", cx).map(drop),
        Event::Changed(now) => card(&now.card, "/payload/card", cx).map(drop),
        _ => {
            let sentence = "这一记录不能更正：分管领导有误的重新明确，离任随任免决定变动，调出有误的重新列入。";
            Err(Refusal::new("not_correctable", CLAUSE, sentence))
        }
    }
}
