//! How a unit looks from outside.

use super::facts::{Event, State};
use engine::procedure::{Aid, Effects, Entry, Line, Outline, Secrecy, UnitEntry};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let former = state.former.iter().map(|former| former.name.as_str());
    let names: Vec<&str> = state.card.aliases.iter().map(String::as_str).chain(former).collect();
    Outline {
        title: state.card.name.clone(),
        stage: if state.closed.is_some() { "已撤销" } else { "在设" },
        done: state.closed.is_some(),
        persons: Vec::new(),
        units: std::iter::once(state.id.clone()).chain(state.card.parent.clone()).collect(),
        post: String::new(),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({"kind": state.card.kind, "order": state.card.order}),
        links: Vec::new(),
        text: names.join(" "),
    }
}

pub(super) fn effects(state: &State) -> Effects {
    let former = state.former.iter().map(|former| former.name.clone());
    let unit = UnitEntry {
        id: state.id.clone(),
        name: state.card.name.clone(),
        aliases: state.card.aliases.iter().cloned().chain(former).collect(),
        kind: state.card.kind.0.clone(),
        parent: state.card.parent.clone(),
        order: state.card.order,
        active: state.closed.is_none(),
    };
    Effects { registry: vec![Entry::Unit(unit)], ..Effects::default() }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => Line::new("登记单位", opened.card.name.clone()),
        Event::Changed(card) => Line::new("更新单位信息", card.name.clone()),
        Event::Renamed(rename) => {
            Line::new("更名", format!("自{}起更名为{}。{}", rename.day, rename.name, rename.reason))
        }
        Event::Closed(close) => Line::new("撤销单位", format!("自{}起撤销。{}", close.day, close.reason)).grave(),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str) -> Aid {
    match (state, verb) {
        (Some(state), "change") => Aid { prefill: json!(state.card), hide: vec!["/name"], ..Aid::default() },
        _ => Aid::default(),
    }
}
