//! How a draw looks from outside.

use super::{
    facts::{Event, State},
    rules::{CLAUSE, PREPARE},
    stage,
};
use crate::{
    focus::declaration,
    owed::{duty, section},
};
use engine::{
    policy::{Basis, Clock, Due},
    procedure::{Aid, Context, Effects, Line, Outline, Pace, Secrecy, Step},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let stage = state.stage();
    Outline {
        title: format!("{}年度个人重大事项报告抽查", state.opened.year),
        stage,
        done: matches!(stage, stage::DRAWN | stage::SKIPPED),
        // Whoever is drawn finds it in his own report; the list is the department's.
        persons: Vec::new(),
        units: Vec::new(),
        post: String::new(),
        period: declaration::year(state.opened.year),
        secrecy: Secrecy::Work,
        cells: json!({
            "year": state.opened.year.to_string(),
            "listed": state.prepared.as_ref().map(|one| one.listed),
            "drawn": state.drawn.as_ref().map(|one| one.hits.len()),
            "day": state.drawn.as_ref().map_or_else(String::new, |one| one.day.to_string()),
        }),
        links: Vec::new(),
        text: String::new(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let duties = match (state.stage(), &state.prepared) {
        (stage::LISTING, _) => {
            let what = format!("备{}年度个人重大事项报告抽查名单", state.opened.year);
            vec![duty("prepare", &what, section(), clock.due(PREPARE, state.opened.day, "开启抽查"))]
        }
        (stage::DRAWING, Some(prepared)) => {
            let words = format!("种子（{}）{}公布", prepared.source, prepared.known_on.sentence_with_year());
            let basis = Basis { limit: String::new(), clause: CLAUSE.to_owned(), words };
            vec![duty("draw", "按公布的种子抽取", section(), Due { day: Some(prepared.known_on), basis })]
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(one) => Line::new("开启抽查", format!("{}年度", one.year)),
        Event::Prepared(one) => Line::new(
            "备名单",
            format!(
                "{}份，抽{}%，{}份；名单摘要{}；种子来源：{}，{}公布",
                one.listed,
                one.share,
                one.count,
                one.digest,
                one.source,
                one.known_on.sentence()
            ),
        ),
        Event::Drawn(one) => {
            Line::new("抽取", format!("种子{}，监督人{}，抽中{}份", one.seed, one.witness, one.hits.len()))
        }
        Event::Skipped(one) => Line::new("不抽查", one.reason.0.clone()),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day| Step { word: word.to_owned(), pace, day, who: None };
    let (list, drawn) = match state.stage() {
        stage::LISTING => (Pace::Current, Pace::Later),
        stage::DRAWING => (Pace::Done, Pace::Current),
        stage::DRAWN => (Pace::Done, Pace::Done),
        _ => (Pace::Later, Pace::Later),
    };
    vec![
        step("开启", Pace::Done, Some(state.opened.day)),
        step("备名单", list, state.prepared.as_ref().map(|one| one.day)),
        step("抽取", drawn, state.drawn.as_ref().map(|one| one.day)),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, _: &Context) -> Aid {
    match (state, verb) {
        (Some(_), "prepare") => Aid {
            note: Some(
                "名单由程序按已报告的年度报告备定，并记下摘要；种子来源须公开、以后才公布、谁也不能左右".to_owned(),
            ),
            ..Aid::default()
        },
        (Some(state), "draw") => {
            let prepared = state.prepared.iter();
            let path = prepared.map(|one| format!("{}，名单摘要{}", one.source, one.digest)).collect();
            Aid { path, heading: Some("事先记下的"), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}
