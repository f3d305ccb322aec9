//! How a yearly plan looks from outside.

use super::{
    facts::{Event, Item, State},
    rules::{CLAUSE, DRAFT, EXPLAIN, heads},
    stage,
};
use crate::owed::{duty, open, section};
use engine::{
    days::{Day, Period},
    policy::Clock,
    procedure::{Aid, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let year = state.opened.year;
    let stage = state.stage();
    let planned: u32 = state.items.iter().map(|item| item.row.visits).fold(0, u32::saturating_add);
    let carried: usize = state.items.iter().map(|item| item.carried.len()).sum();
    let missing = if state.closed.is_some() { state.missing().count() } else { 0 };
    Outline {
        title: format!("{year}年督查计划"),
        stage,
        done: stage == stage::DONE,
        persons: Vec::new(),
        units: Vec::new(),
        post: String::new(),
        period: Day::new(year, 1, 1).zip(Day::new(year, 12, 31)).map(|(first, last)| Period::days(first, last)),
        secrecy: Secrecy::Inner,
        cells: json!({
            "year": year.to_string(),
            "planned": planned,
            "carried": carried,
            "missing": missing,
            "confirmed": state.confirmed.as_ref().map_or_else(String::new, |one| one.day.to_string()),
        }),
        links: Vec::new(),
        text: String::new(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let within = || clock.due(DRAFT, state.opened.day, "开启年度计划");
    let duties = match state.stage() {
        stage::OPENED => vec![duty("draft", "编制年度督查计划", section(), within())],
        stage::DRAFTED => vec![duty("confirm", "会商并印发年度督查计划", heads(), within())],
        stage::MISSING => {
            let due =
                || state.closed.map_or_else(|| open("年度结束", CLAUSE), |day| clock.due(EXPLAIN, day, "年度结束"));
            let one = |item: &Item| Duty {
                key: format!("explain:{}", item.number),
                ..duty("explain", &format!("项目{}未完成：{}", item.number, words(item)), section(), due())
            };
            state.missing().map(one).collect()
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

/// What is planned and what was made of it.
fn words(item: &Item) -> String {
    let row = &item.row;
    format!(
        "{}{}督查{}，计划{}次，已开展{}次",
        item.owner,
        row.quarter.word(),
        item.unit_words(),
        row.visits,
        item.carried.len()
    )
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => Line::new("开启年度计划", format!("{}年", opened.year)),
        Event::Drafted(drafted) => {
            let items: Vec<String> = drafted.items.iter().map(words).collect();
            Line::new("编制计划", items.join("；"))
        }
        Event::Confirmed(one) => Line::new("印发计划", format!("{}；{}", one.confirm.agreed, one.frequency)),
        Event::Added(added) => Line::new("增加安排", format!("{}：{}", words(&added.item), added.reason)),
        Event::VisitNoted(noted) => {
            Line::new("记入督查", format!("项目{}，{}", noted.item, noted.carried.day.sentence()))
        }
        Event::YearClosed(closed) => match closed.missing.len() {
            0 => Line::new("年度结束", "计划全部完成"),
            count => Line::new("年度结束", format!("{count}个项目未完成")),
        },
        Event::Explained(one) => Line::new("说明未完成", format!("项目{}：{}", one.explain.item, one.explain.reason)),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day| Step { word: word.to_owned(), pace, day, who: None };
    let order = [stage::OPENED, stage::DRAFTED, stage::RUNNING, stage::MISSING, stage::DONE];
    let here = order.iter().position(|word| *word == state.stage()).unwrap_or_default();
    let pace = |place| Pace::at(place, here);
    vec![
        step("编制", pace(0), None),
        step("印发", pace(1), state.confirmed.as_ref().map(|one| one.day)),
        step("执行", pace(2), state.closed),
        step("说明未完成", pace(3), None),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (Some(state), "draft") => {
            let rows: Vec<_> = state.items.iter().map(|item| &item.row).collect();
            let note = cx.policy.limit(super::rules::VISITS, cx.day).map_or_else(String::new, |limit| limit.words());
            Aid {
                prefill: json!({"rows": rows}),
                note: Some(format!("每个牵头单位每季度督查次数限额：{note}")),
                ..Aid::default()
            }
        }
        (Some(state), "explain") => {
            let number = state.missing().next().map(|item| item.number);
            Aid { prefill: json!({"item": number}), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}
