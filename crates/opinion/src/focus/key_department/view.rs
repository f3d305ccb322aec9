//! How a key department looks from outside.

use super::{
    facts::{Event, Leader, State},
    rules::LEADER,
    stage,
};
use crate::owed::{duty, unit};
use engine::{
    policy::Clock,
    procedure::{Aid, As, Context, Effects, Line, Outline, Secrecy},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let (entered, stage) = (&state.entered, state.stage());
    // Whoever left is found too: a decision that is taken back gives him back.
    let leader = entered.leader.as_ref().or(state.former.as_ref().map(|former| &former.leader));
    Outline {
        title: format!("重点部门：{}", state.label()),
        stage,
        done: stage == stage::REMOVED,
        persons: leader.map(|leader| (As::Participant, leader.person.clone())).into_iter().collect(),
        units: vec![entered.unit.clone()],
        post: String::new(),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({
            "unit": entered.unit_name,
            "name": entered.card.name,
            "category": entered.category,
            "leader": entered.leader.as_ref().map_or("", |leader| leader.name.as_str()),
            "since": entered.day.to_string(),
        }),
        links: Vec::new(),
        text: format!("{} {}", entered.category, entered.card.reason),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    if state.stage() != stage::LEADERLESS {
        return Effects::default();
    }
    let entered = &state.entered;
    let left = state.former.as_ref().map(|former| (former.leave.day, "原分管领导离任"));
    let (day, event) = left.unwrap_or((entered.day, "列入重点部门"));
    let what = format!("明确{}的分管领导", state.label());
    let duties = vec![duty("lead", &what, unit(&entered.unit), clock.due(LEADER, day, event))];
    Effects { duties, ..Effects::default() }
}

fn led(leader: &Leader) -> String {
    format!("{}（{}），{}起", leader.name, leader.post, leader.day.sentence_with_year())
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Entered(one) => {
            let leader = one
                .leader
                .as_ref()
                .map_or_else(|| "分管领导待明确".to_owned(), |leader| format!("分管领导{}", led(leader)));
            let (unit, name, category, reason) = (&one.unit_name, &one.card.name, &one.category, &one.card.reason);
            Line::new("列入重点部门", format!("{unit}{name}（{category}）：{reason}；{leader}"))
        }
        Event::Changed(one) => {
            Line::new("变更部门情况", format!("{}（{}）：{}", one.card.name, one.category, one.card.reason))
        }
        Event::Led(leader) => Line::new("明确分管领导", led(leader)),
        Event::Left(left) => {
            let stays = left.stays.as_ref().map_or("", |_| "，仍在班子，继续分管");
            Line::new("分管领导离任", format!("{}，{}{stays}", left.name, left.day.sentence_with_year()))
        }
        Event::Undone(undone) => Line::new("任免决定撤回", undone.day.sentence()),
        Event::Removed(one) => Line::new("调出", one.reason.0.clone()).grave(),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (Some(state), "lead") => {
            let mut seats: Vec<(String, String)> = Vec::new();
            for seat in cx.facts.members(&state.entered.unit, cx.day) {
                if !seats.iter().any(|(person, _)| *person == seat.person.0) {
                    seats.push((seat.person.0.clone(), format!("{}（{}）", cx.facts.name(&seat.person), seat.title)));
                }
            }
            Aid { prefill: json!({"day": cx.day}), choices: vec![("/leader", seats)], ..Aid::default() }
        }
        (Some(state), "change") => Aid { prefill: json!({"card": state.entered.card}), ..Aid::default() },
        (None, "enter") => Aid {
            note: Some("部门里的关键岗位在“关键岗位”列入时选择本部门，已列入的用“归入重点部门”".to_owned()),
            ..Aid::default()
        },
        _ => Aid::default(),
    }
}
