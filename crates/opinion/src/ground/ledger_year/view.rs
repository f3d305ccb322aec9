//! How a year's ledgers look from outside.

use super::{
    facts::{Closed, ClosedOne, Event, State},
    rules::{CLOSE, heads},
    stage,
};
use crate::owed::duty;
use engine::{
    annual,
    days::{Day, Period},
    policy::Clock,
    procedure::{Aid, ClosedLedgerEntry, Context, Effects, Entry, Line, Outline, Pace, Secrecy, Step},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let year = state.opened.year;
    let stage = state.stage();
    Outline {
        title: format!("{year}年度封账"),
        stage,
        done: stage == stage::CLOSED,
        persons: Vec::new(),
        units: Vec::new(),
        post: String::new(),
        period: annual::span(year).map(|(first, last)| Period::days(first, last)),
        secrecy: Secrecy::Inner,
        cells: json!({
            "year": year.to_string(),
            "closed": state.closed().count(),
            "open": state.open().len(),
            "rows": state.closed().map(|(one, _)| rows(one)).sum::<i64>(),
            "left": state.closed().map(|(one, _)| i64::from(one.left)).sum::<i64>(),
        }),
        links: Vec::new(),
        text: String::new(),
    }
}

fn rows(one: &ClosedOne) -> i64 {
    [one.own, one.carried, one.corrections].into_iter().map(i64::from).sum()
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let entry = |(one, day): (&ClosedOne, Day)| {
        let ClosedOne { kind, left, digest, .. } = one;
        Entry::ClosedLedger(ClosedLedgerEntry {
            kind: kind.clone(),
            year: state.opened.year,
            day,
            rows: rows(one),
            left: i64::from(*left),
            digest: digest.clone(),
        })
    };
    let due = || clock.due(CLOSE, state.opened.day, "年度结束，开启封账");
    let what = || format!("封{}年度台账：{}", state.opened.year, state.open().join("、"));
    let duties = match state.stage() {
        stage::CLOSED => Vec::new(),
        _ => vec![duty("close", &what(), heads(), due())],
    };
    Effects { duties, registry: state.closed().map(entry).collect(), ..Effects::default() }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => {
            Line::new("开启年度封账", format!("{}年度：{}", opened.year, opened.ledgers.join("、")))
        }
        Event::Closed(closed) => Line::new("封账", closed_words(closed)),
    }
}

fn closed_words(closed: &Closed) -> String {
    let one = |one: &ClosedOne| {
        let mut words = format!("{}本年{}条", one.title, one.own);
        for (what, count) in [("上年结转", one.carried), ("补正", one.corrections), ("结转下年", one.left)] {
            if count > 0 {
                words.push_str(&format!("、{what}{count}条"));
            }
        }
        words
    };
    let ledgers: Vec<String> = closed.ledgers.iter().map(one).collect();
    format!("{}；核对情况：{}", ledgers.join("；"), closed.checked)
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day| Step { word: word.to_owned(), pace, day, who: None };
    let done = state.stage() == stage::CLOSED;
    let last = state.closings.last().map(|closing| closing.day);
    vec![
        step("年度结束", Pace::Done, Some(state.opened.day)),
        step("封账", if done { Pace::Done } else { Pace::Current }, last),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (None, "open") => Aid { prefill: json!({"year": cx.day.year() - 1}), ..Aid::default() },
        (Some(state), "close") => {
            let year = state.opened.year;
            let open = |one: &annual::Numbered| one.first <= year && !one.closed.contains(&year);
            let ledgers = cx.facts.numbered().into_iter().filter(open).map(|one| (one.kind, one.title));
            Aid {
                choices: vec![("/ledger", ledgers.collect())],
                note: Some("封账后不再改动：以后的更正记入更正当年的台账，已封台账只加注“补正见”。".to_owned()),
                ..Aid::default()
            }
        }
        _ => Aid::default(),
    }
}
