//! How a handover opens: the post in the words of that day, and what the county's tables say of it.

use super::super::{
    deeds::{Event, Opened, Opening},
    facts::{Also, Annex, Form, Left, Party, Relation, State},
};
use super::{ANNEXES, AUDIT_ACTING, AUDITED, FORMS, SEVERAL};
use crate::{
    checks,
    ground::{
        self,
        post_change::{self, PostChange},
    },
};
use engine::{
    access::{Hat, Role},
    days::Day,
    facts::{PersonCard, PostAt, PostCard, Query},
    procedure::{Context, Refusal},
    words::{MatterId, PersonId, PostId, Prose, Term},
};

/// A cell of the county's table of departures for this reason.
pub(in super::super) fn departure<'a>(reason: &str, column: &str, on: Day, cx: &'a Context) -> &'a str {
    cx.policy.table("handover.departures", on).and_then(|table| table.value(&[reason], column)).unwrap_or_default()
}

/// What a post is within its unit, and whose cadre he is: the keys of the county's tables.
struct Place {
    level: &'static str,
    seat: &'static str,
}

impl Place {
    fn of(person: Option<&PersonCard>, card: Option<&PostCard>, acting: bool) -> Self {
        let level = match person.map(|person| person.authority.as_str()) {
            Some("单位管") => "section",
            Some("上级管") => "upper",
            _ => "county",
        };
        let seat = match card {
            Some(card) if card.chief => "chief",
            _ if acting => "acting",
            Some(card) if card.leading => "member",
            _ => "staff",
        };
        Self { level, seat }
    }
}

/// The first row of a table that fits, from the most exact to the one for any.
fn fitting<'a>(table: &str, keys: &[[&str; 3]], on: Day, cx: &'a Context) -> Option<&'a str> {
    let table = cx.policy.table(table, on)?;
    keys.iter().find_map(|key| table.row(key)?.first().map(String::as_str))
}

/// How much is written down, by level, seat and reason; nothing where the county's table says that no handover is held. Where the
/// table is silent, the full form.
fn form_of(place: &Place, reason: &str, on: Day, cx: &Context) -> Option<Form> {
    let Place { level, seat } = *place;
    let keys = [[level, seat, reason], [level, "any", reason], [level, seat, "any"], [level, "any", "any"]];
    match fitting(FORMS, &keys, on, cx) {
        Some("none") => None,
        Some("short") => Some(Form::Short),
        _ => Some(Form::Full),
    }
}

/// The same for somebody who leaves a post.
pub(in super::super) fn form(opening: &Opening, cx: &Context) -> Option<Form> {
    let person = cx.facts.person(&opening.leaver);
    let card = cx.facts.post(&opening.post);
    let acting = held(opening, cx).is_some_and(|at| at.acting);
    form_of(&Place::of(person.as_ref(), card.as_ref(), acting), &opening.reason.0, opening.day, cx)
}

/// How he held the post on his last day in it.
fn held(opening: &Opening, cx: &Context) -> Option<PostAt> {
    cx.facts.posts(&opening.leaver, opening.day.plus(-1)).into_iter().find(|at| at.post == opening.post)
}

/// Whether posts that are left in such a case are handed over by one paper.
pub(in super::super) fn several(case: &str, on: Day, cx: &Context) -> bool {
    let table = cx.policy.table(SEVERAL, on);
    table.and_then(|table| table.value(&[case], "handovers")) == Some("one")
}

/// Posts of the same unit that the decision ends with this one, for the same reason on the same day; itself among them, the chief's
/// first, else in the order of the decision.
fn together(opening: &Opening, cx: &Context) -> Vec<post_change::Left> {
    let decision = opening.decision.as_ref().and_then(|id| cx.facts.read::<PostChange>(id));
    let leaves = decision.map(|decision| decision.sheet.leaves).unwrap_or_default();
    let Some(own) = leaves.iter().find(|left| left.post == opening.post).cloned() else { return Vec::new() };
    let same = |left: &post_change::Left| left.unit == own.unit && left.day == own.day && left.reason == own.reason;
    let mut group: Vec<_> = leaves.into_iter().filter(same).collect();
    group.sort_by_key(|left| !cx.facts.post(&left.post).is_some_and(|card| card.chief));
    group
}

/// The post under whose name this one is handed over, where several are by one paper.
pub(in super::super) fn principal(opening: &Opening, cx: &Context) -> Option<PostId> {
    if !several("same_unit", opening.day, cx) {
        return None;
    }
    together(opening, cx).into_iter().next().map(|left| left.post)
}

pub(super) fn left(opening: Opening, cx: &Context) -> Result<Left, Refusal> {
    let card = checks::post(&opening.post, "/post", cx)?;
    checks::term(&opening.reason, "/reason", cx)?;
    let was = held(&opening, cx);
    let person = cx.facts.person(&opening.leaver);
    let place = Place::of(person.as_ref(), Some(&card), was.as_ref().is_some_and(|at| at.acting));
    let form = form_of(&place, &opening.reason.0, opening.day, cx).unwrap_or_default();
    let relations = relations(&opening, &card, person.as_ref(), cx);
    let also = if principal(&opening, cx).as_ref() == Some(&opening.post) {
        let others = together(&opening, cx).into_iter().filter(|left| left.post != opening.post);
        others.map(|left| Also { post: left.post, label: left.label, day: left.day, decision: None }).collect()
    } else {
        Vec::new()
    };
    let audit = form == Form::Full && is_audited(&place, was.as_ref(), &opening, cx);
    let annexes = annexes(&place, opening.day, cx);
    let Opening { leaver, post, day, reason, to_unit, decision } = opening;
    let runs = departure(&reason.0, "clock", day, cx) != "suspended";
    let reason = ground::told_reason(&reason, day, cx);
    Ok(Left {
        form,
        annexes,
        also,
        audit,
        name: person.map_or_else(|| leaver.0.clone(), |person| person.name),
        label: checks::post_label(&card, cx),
        head: card.chief || was.is_some_and(|at| at.acting),
        unit: card.unit,
        clock: runs.then_some(day),
        leaver,
        post,
        day,
        reason_word: checks::term(&reason, "/reason", cx)?,
        reason,
        to_unit,
        decision,
        relations,
    })
}

/// Tables beneath the contents that the county wants filled for such a seat.
fn annexes(place: &Place, on: Day, cx: &Context) -> Vec<Annex> {
    let Some(table) = cx.policy.table(ANNEXES, on) else { return Vec::new() };
    let asked = |annex: &Annex| table.value(&[annex.code()], place.seat) == Some("required");
    Annex::ALL.into_iter().filter(asked).collect()
}

/// Whether the county has this leaving audited.
#[must_use]
pub fn leaving_is_audited(person: &PersonId, post: &PostId, day: Day, reason: &str, cx: &Context) -> bool {
    let (leaver, post, reason) = (person.clone(), post.clone(), Term::new(reason));
    let opening = Opening { leaver, post, day, reason, to_unit: None, decision: None };
    let (was, card) = (held(&opening, cx), cx.facts.post(&opening.post));
    let acting = was.as_ref().is_some_and(|at| at.acting);
    let place = Place::of(cx.facts.person(person).as_ref(), card.as_ref(), acting);
    form_of(&place, &opening.reason.0, day, cx) == Some(Form::Full) && is_audited(&place, was.as_ref(), &opening, cx)
}

/// Whether somebody who 主持工作 since a day has done so long enough on another to be audited.
#[must_use]
pub fn acted_long_enough(since: Day, on: Day, cx: &Context) -> bool {
    cx.policy.due(AUDIT_ACTING, since, "主持工作", &[]).day.is_some_and(|day| day <= on)
}

/// Whether the county's table has the leaving of such a seat audited; whoever held it only for a time, after that time.
fn is_audited(place: &Place, was: Option<&PostAt>, opening: &Opening, cx: &Context) -> bool {
    let table = cx.policy.table(AUDITED, opening.day);
    let keys = [place.seat, opening.reason.0.as_str()];
    let value =
        table.and_then(|table| table.value(&keys, "audit").or_else(|| table.value(&[place.seat, "any"], "audit")));
    if value != Some("duty") {
        return false;
    }
    if place.seat != "acting" {
        return true;
    }
    was.is_some_and(|at| acted_long_enough(at.since, opening.day, cx))
}

/// Relations that move: on a transfer to another unit, once for all posts that he leaves for it.
fn relations(opening: &Opening, card: &PostCard, person: Option<&PersonCard>, cx: &Context) -> Vec<Relation> {
    let moves = departure(&opening.reason.0, "relations", opening.day, cx) == "yes"
        && opening.to_unit.as_ref() != Some(&card.unit)
        && !moves_already(opening, cx);
    let mut relations = if moves { vec![Relation::Administrative, Relation::Salary] } else { Vec::new() };
    if moves && person.is_some_and(|person| person.party) {
        relations.push(Relation::Party);
    }
    relations
}

/// Whether another handover has his relations move already: of the same decision, or, where posts end one by one, the last of his
/// that moved them, if it moves them to the same unit.
fn moves_already(opening: &Opening, cx: &Context) -> bool {
    let Some(decision) = &opening.decision else { return false };
    let others = of_person(&opening.leaver, cx);
    let moved = || {
        let with =
            |(id, state): &&(MatterId, State)| id != cx.matter && !state.undone && !state.left.relations.is_empty();
        others.iter().filter(with).map(|(_, state)| state)
    };
    let last = moved().max_by_key(|state| state.left.day);
    moved().any(|state| state.rests_on(decision))
        || last.is_some_and(|state| state.left.to_unit.is_some() && state.left.to_unit == opening.to_unit)
}

pub(super) fn open(opening: Opening, cx: &Context) -> Result<Event, Refusal> {
    let by_unit = departure(&opening.reason.0, "opens", opening.day, cx) == "by_unit";
    let left = left(opening, cx)?;
    let same = |state: &State| state.covers(&left.post) && state.left.day == left.day && !state.undone;
    if of_person(&left.leaver, cx).iter().any(|(_, state)| same(state)) {
        let sentence = format!("{}离任{}的交接已开办，不需要重复开办。", left.name, left.label);
        return Err(Refusal::new("handover_known", "3.2.1", sentence).at("/post"));
    }
    let by_unit = by_unit.then(|| Prose("移交人不能到场办理，由单位代办".to_owned()));
    let (receiver, supervisor) = (successor(&left, cx), supervisor(&left, cx));
    Ok(Event::Opened(Opened { id: cx.matter.clone(), left, by_unit, receiver, supervisor }))
}

/// Another post of the same unit is left before this handover is done, by another decision.
pub(super) fn also_left(opening: Opening, cx: &Context) -> Result<Event, Refusal> {
    let card = checks::post(&opening.post, "/post", cx)?;
    let label = checks::post_label(&card, cx);
    Ok(Event::AlsoLeft(Also { post: opening.post, label, day: opening.day, decision: opening.decision }))
}

/// The handovers of a leaver that still stand, with their ids.
pub(in super::super) fn of_person(leaver: &PersonId, cx: &Context) -> Vec<(MatterId, State)> {
    let query = Query { kind: "handover", person: Some(leaver.clone()), ..Query::default() };
    standing(&query, cx).into_iter().filter(|(_, state)| state.left.leaver == *leaver).collect()
}

/// Handovers that answer the query, those voided or revoked left out: nothing reaches them any more.
pub(in super::super) fn standing(query: &Query, cx: &Context) -> Vec<(MatterId, State)> {
    let alive = cx.facts.matters(query).into_iter().filter(|brief| !matches!(&*brief.stage, "已作废" | "已撤销"));
    alive.filter_map(|brief| Some((brief.id, serde_json::from_str(&brief.state).ok()?))).collect()
}

/// Whoever is in the post already, else, for a head's, whoever holds the unit together.
fn successor(left: &Left, cx: &Context) -> Option<Party> {
    let on = left.day.max(cx.day);
    let chiefs = cx.facts.chiefs(&left.unit, on);
    let members = cx.facts.members(&left.unit, on);
    let other = |at: &&PostAt| at.person != left.leaver;
    let same = chiefs.iter().chain(&members).filter(other).find(|at| at.post == left.post);
    let acting = chiefs.iter().filter(other).find(|at| left.head && at.acting);
    let at = same.or(acting)?;
    let name = cx.facts.name(&at.person);
    Some(Party { person: at.person.clone(), name, acting: at.acting, provisional: false })
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
