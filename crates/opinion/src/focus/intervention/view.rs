//! How a record looks from outside: who finds it, and what no list shows.

use super::{
    facts::{Event, State},
    rules::{CLAUSE, DECIDE, REVIEW, TELL, VERIFY, deciding, reviewing},
    stage,
};
use crate::owed::{duty, open, section};
use engine::{
    days::{Day, Period},
    policy::Clock,
    procedure::{Aid, As, Context, Effects, Line, Outline, Pace, Secrecy, Step},
    words::PersonId,
};
use serde_json::json;

/// Whom it concerns. He finds it once he is told and nothing in it shows who recorded it; where nothing stands, nobody finds it under his
/// name.
fn persons(state: &State) -> Vec<(As, PersonId)> {
    let Some(recorded) = &state.recorded else { return Vec::new() };
    let role = match state.stage() {
        _ if state.told.is_none() || !state.opens() => As::Untold,
        stage::DISMISSED => As::Cleared,
        _ => As::Subject,
    };
    let own = recorded.own.iter().map(|person| (As::Reporter, person.clone()));
    std::iter::once((role, recorded.person.clone())).chain(own).collect()
}

pub(super) fn outline(state: &State) -> Outline {
    let stage = state.stage();
    let recorded = state.recorded.as_ref();
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    Outline {
        title: recorded.map_or_else(
            || "插手干预重大事项记录（已清除）".to_owned(),
            |one| format!("插手干预重大事项记录：{}", one.name),
        ),
        stage,
        done: matches!(stage, stage::DONE | stage::DISMISSED | stage::REFERRED | stage::FORGOTTEN),
        persons: persons(state),
        // Neither his unit nor that of whoever recorded it learns of it.
        units: Vec::new(),
        post: recorded.map_or_else(String::new, |one| one.post.clone()),
        period: Some(Period::days(state.since, state.since)),
        secrecy: Secrecy::Work,
        cells: json!({
            "field": recorded.map_or("", |one| one.field.as_str()),
            "recorded": state.since.to_string(),
            "told": day(state.told.as_ref().map(|told| told.tell.day)),
            "answered": !state.answers.is_empty(),
            "disposition": state.disposition(),
        }),
        links: Vec::new(),
        text: String::new(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let since = |limit: &str, day: Option<Day>, event: &str| {
        day.map_or_else(|| open(event, CLAUSE), |day| clock.due(limit, day, event))
    };
    let duties = match state.stage() {
        stage::VERIFYING => {
            vec![duty("verify", "核实插手干预重大事项的记录", section(), clock.due(VERIFY, state.since, "记录"))]
        }
        stage::TELLING => {
            let due = since(TELL, state.verified.as_ref().map(|one| one.day), "核实");
            vec![duty("tell", "把插手干预的情况告知本人", section(), due)]
        }
        stage::DECIDING => {
            let due = since(DECIDE, state.told.as_ref().map(|told| told.tell.day), "告知本人");
            vec![duty("decide", "听取说明后处理插手干预的情况", deciding(), due)]
        }
        stage::REVIEWING => {
            let due = since(REVIEW, state.review_asked.as_ref().map(|asked| asked.day), "申请复核");
            vec![duty("review", "复核插手干预情况的处理", reviewing(), due)]
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

/// No line tells who recorded it or what was asked for.
pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Recorded(one) => {
            let late = one.late_reason.as_ref().map_or_else(String::new, |reason| format!("；逾期记录：{reason}"));
            Line::new("记录插手干预", format!("{}，内容封存{late}", one.field))
        }
        Event::Verified(one) => Line::new("核实", format!("{}，经过封存", one.verify.finding.word())),
        Event::Told(told) => {
            let until = told.until.map_or_else(String::new, |until| format!("，本人说明期到{}", until.sentence()));
            let tell = &told.tell;
            Line::new("告知本人", format!("{}，{}：{}{until}", tell.day.sentence(), tell.way, tell.gist))
        }
        Event::Answered(one) => Line::new("本人说明", one.text.0.clone()),
        Event::Decided(one) => Line::new("处理", format!("{}：{}", one.decide.measure.word(), one.decide.reason)),
        Event::Referred(one) => Line::new("移送", format!("{}，{}", one.refer.day.sentence(), one.refer.organ)).grave(),
        Event::ReviewAsked(one) => Line::new("申请复核", one.reason.0.clone()),
        Event::Reviewed(one) => {
            let word = if one.review.upheld { "维持原处理" } else { "撤销原处理，了结" };
            Line::new("复核决定", format!("{word}：{}", one.review.reason))
        }
        Event::Forgotten(_) => Line::new("清除", "只留编号和处理结果"),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let at = match state.stage() {
        stage::VERIFYING => 1,
        stage::TELLING => 2,
        stage::DECIDING => 3,
        stage::REVIEWING => 4,
        _ => 5,
    };
    let step =
        |word: &str, place: usize, day| Step { word: word.to_owned(), pace: Pace::at(place, at), day, who: None };
    let mut steps = vec![
        step("记录", 0, Some(state.since)),
        step("核实", 1, state.verified.as_ref().map(|one| one.day)),
        step("告知本人", 2, state.told.as_ref().map(|told| told.tell.day)),
        step("处理", 3, state.decided.as_ref().map(|one| one.day)),
    ];
    if state.review_asked.is_some() {
        steps.push(step("复核", 4, state.reviewed.as_ref().map(|one| one.day)));
    }
    steps.retain(Step::took_place);
    steps
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (None, "record") => {
            let slip = section().iter().any(|hat| cx.actor.wears(hat));
            let note = "谁被打招呼谁记录；记录人和内容封存，不向被记录的人公开".to_owned();
            let hide = if slip { Vec::new() } else { vec!["/recorder"] };
            Aid { hide, note: Some(note), ..Aid::default() }
        }
        (Some(state), "tell") => {
            let way = if state.opens() {
                "告知后本人可以查看本事项并说明"
            } else {
                "本人记录的事项不向其开放，请书面告知，说明由组织部登记"
            };
            Aid { prefill: json!({"day": cx.day}), note: Some(way.to_owned()), ..Aid::default() }
        }
        (Some(_), "refer") => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        _ => Aid::default(),
    }
}
