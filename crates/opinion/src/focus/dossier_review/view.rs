//! How a review looks from outside, and what its form knows beforehand.

use super::{
    facts::{Dossier, Event, State},
    rules::{REVIEW, SUPPLY, blocks},
    stage,
};
use crate::owed::{duty, section};
use engine::{
    days::{Day, Period},
    policy::Clock,
    procedure::{Aid, Context, Effects, Entry, Line, Outline, ReviewedEntry, Secrecy},
};
use serde_json::{Value, json};

pub(super) fn outline(state: &State) -> Outline {
    let stage = state.stage();
    Outline {
        title: format!("{}年度监督信息档案核对：{}", state.year, state.unit_name),
        stage,
        done: stage == stage::DONE,
        // One's own dossier is seen on one's own page; what is missing in a colleague's is nobody's business in the unit.
        persons: Vec::new(),
        units: Vec::new(),
        post: String::new(),
        period: Day::new(state.year, 1, 1)
            .zip(Day::new(state.year, 12, 31))
            .map(|(first, last)| Period::days(first, last)),
        secrecy: Secrecy::Inner,
        cells: json!({
            "year": state.year.to_string(),
            "dossiers": state.dossiers.len(),
            "checked": state.dossiers.len() - state.waiting().count(),
            "missing": state.missing().count(),
        }),
        links: Vec::new(),
        text: state.unit_name.clone(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let duties = match state.stage() {
        stage::OPEN => {
            let what = format!("核对{}年度监督信息档案，还有{}份", state.year, state.waiting().count());
            vec![duty("check", &what, section(), clock.due(REVIEW, state.opened, "开启年度核对"))]
        }
        stage::MISSING => {
            let names: Vec<&str> = state.missing().map(|one| one.name.as_str()).collect();
            let what = format!("补充监督信息档案：{}", names.join("、"));
            vec![duty("check", &what, section(), clock.due(SUPPLY, state.through.unwrap_or(state.opened), "核对"))]
        }
        _ => Vec::new(),
    };
    Effects {
        duties,
        registry: state.dossiers.iter().flat_map(|one| entries(state, one)).collect(),
        ..Effects::default()
    }
}

/// The rows by which dossiers know when their blocks were gone through.
fn entries(state: &State, dossier: &Dossier) -> Vec<Entry> {
    let of = dossier.person.as_ref().map_or_else(|| state.unit.0.clone(), |person| person.0.clone());
    let Some(day) = dossier.checked else { return Vec::new() };
    let entry = |block: &super::Block| {
        let (block, none, missing) = (block.code.clone(), block.none, block.missing.clone());
        Entry::Reviewed(ReviewedEntry { of: of.clone(), block, day, none, missing })
    };
    dossier.blocks.iter().map(entry).collect()
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(one) => Line::new("开启年度核对", format!("{}份档案", one.dossiers.len())),
        Event::Joined(one) => Line::new("增加班子成员", format!("{}，{}", one.name, one.post)),
        Event::Checked(one) => {
            let missing = one.blocks.iter().filter(|block| !block.missing.is_empty());
            let missing: Vec<String> = missing.map(|block| format!("{}待补{}", block.title, block.missing)).collect();
            let words = if missing.is_empty() { "齐全".to_owned() } else { missing.join("；") };
            Line::new("核对档案", format!("{}：{words}", one.name))
        }
        Event::LeftOut(one) => Line::new("不再核对", format!("{}：{}", one.name, one.reason)),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state.filter(|_| verb == "check") else { return Aid::default() };
    let next = state.unfinished().next();
    let known = |code: &str| next.and_then(|dossier| dossier.blocks.iter().find(|block| block.code == code));
    let row = |(code, _): (String, String)| {
        let (none, missing) = known(&code).map_or((false, ""), |block| (block.none, block.missing.as_str()));
        json!({"block": code, "none": none, "missing": missing})
    };
    let rows: Vec<Value> = blocks(cx.policy).into_iter().map(row).collect();
    let person = next.and_then(|dossier| dossier.person.clone());
    Aid {
        prefill: json!({"person": person, "blocks": rows}),
        note: next.map(|dossier| format!("正在核对：{}", dossier.name)),
        ..Aid::default()
    }
}
