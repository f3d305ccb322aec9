//! How a unit looks from outside.

use super::facts::{Event, State};
use engine::{
    procedure::{Aid, Effects, Entry, FormerName, Line, Outline, Secrecy, UnitEntry},
    words::MatterId,
};
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
        links: links(state),
        text: names.join(" "),
    }
}

/// Where it went, and by which decision.
fn links(state: &State) -> Vec<(&'static str, MatterId)> {
    let Some(dissolved) = &state.dissolved else { return Vec::new() };
    let into = dissolved.into.iter().map(|unit| ("承接单位", MatterId::from(unit)));
    into.chain([("机构变动", dissolved.decision.clone())]).collect()
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
        former: state
            .former
            .iter()
            .map(|former| FormerName { name: former.name.clone(), until: former.until })
            .collect(),
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
        Event::Relevelled(relevel) => {
            let level = relevel.level.as_deref().unwrap_or("未定");
            Line::new("调整规格", format!("自{}起机构规格为{level}。{}", relevel.day, relevel.reason))
        }
        Event::Closed(close) => Line::new("撤销单位", format!("自{}起撤销。{}", close.day, close.reason)).grave(),
        Event::Dissolved(dissolved) => {
            Line::new("因机构变动撤销", format!("自{}起撤销。{}", dissolved.day, dissolved.reason)).grave()
        }
        Event::Reopened(reopened) => Line::new("恢复单位", format!("机构变动已撤销。{}", reopened.reason)),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str) -> Aid {
    match (state, verb) {
        (Some(state), "relevel") => Aid {
            note: state.card.level.as_ref().map(|level| format!("现为{level}，原规格留在曾用机构规格里")),
            ..Aid::default()
        },
        (Some(state), "change") => Aid { prefill: json!(state.card), hide: vec!["/name"], ..Aid::default() },
        _ => Aid::default(),
    }
}
