//! How a yearly check looks from outside.

use super::{
    facts::{Event, Found, State},
    rules::{COMPLETE, RECTIFY},
    stage,
};
use crate::owed::duty;
use engine::{
    days::{Day, Period},
    policy::Clock,
    procedure::{Aid, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
};
use serde_json::json;

/// Rows that a form begins with: as many as one looks through at a time.
const SITTING: usize = 20;

pub(super) fn outline(state: &State) -> Outline {
    let opened = &state.opened;
    let stage = state.stage();
    let rows = || state.begun.iter().flat_map(|begun| &begun.rows);
    let count = |found: Found| rows().filter(|row| row.found == Some(found)).count();
    Outline {
        title: format!("{}年证件集中保管检查：{}", opened.year, opened.keeper_word),
        stage,
        done: stage == stage::DONE,
        persons: Vec::new(),
        units: opened.keeper.iter().cloned().collect(),
        post: String::new(),
        period: year(opened.year),
        secrecy: Secrecy::Inner,
        cells: json!({
            "year": opened.year.to_string(),
            "keeper": opened.keeper_word,
            "as_of": state.begun.as_ref().map_or_else(String::new, |begun| begun.as_of.to_string()),
            "should": rows().count(),
            "present": count(Found::Present),
            "lent": count(Found::Lent),
            "missing": count(Found::Missing),
            "open": state.open().count(),
        }),
        links: Vec::new(),
        text: opened.keeper_word.clone(),
    }
}

/// The year that it is about.
fn year(year: i16) -> Option<Period> {
    Some(Period::days(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?))
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let by = || state.keepers();
    let within = || clock.due(COMPLETE, state.opened.day, "开启检查");
    let duties = match state.stage() {
        stage::OPENED => vec![duty("begin", "开始证件集中保管检查", by(), within())],
        stage::BEGUN => {
            let rows = state.begun.iter().flat_map(|begun| &begun.rows);
            let left = rows.filter(|row| row.found.is_none()).count();
            let (verb, what) = if left > 0 {
                ("tick", format!("核对证件（余{left}本）"))
            } else {
                ("finish", "完成检查".to_owned())
            };
            vec![duty(verb, &what, by(), within())]
        }
        stage::DIFFERING => {
            let day = state.finished.as_ref().map_or(state.opened.day, |finished| finished.day);
            let one = |difference: &super::facts::Difference| Duty {
                key: format!("settle:{}", difference.number),
                ..duty("settle", &difference.words, by(), clock.due(RECTIFY, day, "检查完成"))
            };
            state.open().map(one).collect()
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => Line::new("开启年度检查", format!("{}年，{}", opened.year, opened.keeper_word)),
        Event::Begun(begun) => Line::new("开始检查", format!("{}，应有{}本", begun.by, begun.rows.len())),
        Event::Ticked(ticked) => {
            let tick = &ticked.tick;
            Line::new("核对", format!("证件{}本，保管情况{}项", tick.rows.len(), tick.custody.len()))
        }
        Event::Listed(listed) => {
            Line::new("录入出入境部门名单", format!("{}，{}行", listed.list.source, listed.list.rows.len()))
        }
        Event::Finished(finished) => {
            let figures = &finished.figures;
            let text = format!(
                "应有{}本，在柜{}本，借出{}本，缺失{}本，差异{}项：{}",
                figures.should,
                figures.present,
                figures.lent,
                figures.missing,
                finished.differences.len(),
                finished.finish.conclusion
            );
            Line::new("完成检查", text)
        }
        Event::Settled(settled) => {
            Line::new("整改销号", format!("差异{}：{}", settled.settle.number, settled.settle.result))
        }
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day| Step { word: word.to_owned(), pace, day, who: None };
    let stage = state.stage();
    let order = [stage::OPENED, stage::BEGUN, stage::DIFFERING, stage::DONE];
    let here = order.iter().position(|word| *word == stage).unwrap_or_default();
    let pace = |place| Pace::at(place, here);
    vec![
        step("开始", pace(0), state.begun.as_ref().map(|begun| begun.as_of)),
        step("核对", pace(1), state.finished.as_ref().map(|finished| finished.day)),
        step("整改", pace(2), None),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, _: &Context) -> Aid {
    match (state, verb) {
        (Some(state), "tick") => {
            let rows = state.begun.iter().flat_map(|begun| &begun.rows).filter(|row| row.found.is_none());
            let rows = rows
                .take(SITTING)
                .map(|row| json!({"number": row.number, "found": if row.lent { "lent" } else { "present" }}));
            let custody = state.begun.iter().flat_map(|begun| &begun.custody).filter(|row| row.good.is_none());
            let custody = custody.map(|row| json!({"item": row.code, "good": true}));
            Aid {
                prefill: json!({"rows": rows.collect::<Vec<_>>(), "custody": custody.collect::<Vec<_>>()}),
                note: Some("可以分几次核对，已核对的不会丢失；同一本再次核对以后一次为准".to_owned()),
                ..Aid::default()
            }
        }
        (Some(state), "settle") => {
            let number = state.open().next().map(|difference| difference.number);
            Aid { prefill: json!({"number": number}), ..Aid::default() }
        }
        (Some(_), "begin") => {
            Aid { note: Some("开始时记下当日应有的证件，逐本核对".to_owned()), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}
