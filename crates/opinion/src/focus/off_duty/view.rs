//! How an item looks from outside: who sees it, and what no list shows.

use super::{
    facts::{Event, State},
    rules::{CLAUSE, REVIEW, TELL, VERIFY},
    stage,
};
use crate::owed::{duty, open, section};
use engine::{
    days::{Day, Period},
    policy::Clock,
    procedure::{Aid, As, Context, Effects, Line, Outline, Pace, Secrecy, Step},
    words::UnitId,
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let stage = state.stage();
    let recorded = state.recorded.as_ref();
    // Until he is told, a matter that may have to be passed on is not his to find; once deleted, it is nobody's.
    let role = if state.told.is_some() { As::Subject } else { As::Untold };
    let concluded = state.concluded.as_ref().map(|one| one.day).or(state.referred.as_ref().map(|one| one.refer.day));
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    // About a head the unit learns nothing.
    let units: Vec<UnitId> = recorded.filter(|_| !state.heads()).map(|one| one.unit.clone()).into_iter().collect();
    Outline {
        title: recorded
            .map_or_else(|| "八小时以外情况（已清除）".to_owned(), |one| format!("八小时以外情况：{}", one.name)),
        stage,
        done: !matches!(stage, stage::TELLING | stage::VERIFYING | stage::REVIEWING),
        persons: recorded.map(|one| (role, one.person.clone())).into_iter().collect(),
        units,
        post: recorded.map_or_else(String::new, |one| one.post.clone()),
        period: Some(Period::days(state.since, concluded.unwrap_or(state.since).max(state.since))),
        secrecy: Secrecy::Work,
        cells: json!({
            "recorded": state.since.to_string(),
            "told": day(state.told.as_ref().map(|told| told.tell.day)),
            "answered": !state.answers.is_empty(),
            "disposition": state.disposition(),
            "concluded": day(concluded),
        }),
        links: Vec::new(),
        text: String::new(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let by = || state.handlers();
    let duties = match state.stage() {
        stage::TELLING => {
            vec![duty("tell", "把登记的八小时以外情况告知本人", by(), clock.due(TELL, state.since, "登记"))]
        }
        stage::VERIFYING => {
            let told = state.told.as_ref().map_or(state.since, |told| told.tell.day);
            vec![duty("conclude", "核实八小时以外情况并处理", by(), clock.due(VERIFY, told, "告知本人"))]
        }
        stage::REVIEWING => {
            let asked = state.review_asked.as_ref().map(|asked| asked.day);
            let due = asked.map_or_else(|| open("申请复核", CLAUSE), |day| clock.due(REVIEW, day, "申请复核"));
            vec![duty("review", "复核八小时以外情况的处理", section(), due)]
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

/// No line tells what somebody is said to have done: that is sealed.
pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Recorded(_) => Line::new("登记情况", "内容封存"),
        Event::Handed(handed) => Line::new("确定办理人", handed.name.clone()),
        Event::Told(told) => {
            let until = told.until.map_or_else(String::new, |until| format!("，本人说明期到{}", until.sentence()));
            Line::new("告知本人", format!("{}，{}{until}", told.tell.day.sentence(), told.tell.way))
        }
        Event::Answered(_) => Line::new("本人说明", "内容封存"),
        Event::Concluded(one) => {
            let measure = one.conclude.measure.map_or("了结", |measure| measure.word());
            Line::new("核实处理", format!("{}，{measure}", one.conclude.verdict.word()))
        }
        Event::Referred(one) => Line::new("移送", format!("{}，{}", one.refer.day.sentence(), one.refer.organ)).grave(),
        Event::ReviewAsked(_) => Line::new("申请复核", "内容封存"),
        Event::Reviewed(one) => {
            Line::new("复核决定", if one.review.upheld { "维持原结果" } else { "撤销原结果，了结" })
        }
        Event::Forgotten(_) => Line::new("清除", "只留登记日期和处理结果"),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day| Step { word: word.to_owned(), pace, day, who: None };
    let (tell, verify, review) = match state.stage() {
        stage::TELLING => (Pace::Current, Pace::Later, Pace::Later),
        stage::VERIFYING => (Pace::Done, Pace::Current, Pace::Later),
        stage::REVIEWING => (Pace::Done, Pace::Done, Pace::Current),
        _ => (Pace::Done, Pace::Done, Pace::Done),
    };
    let mut steps = vec![
        step("登记", Pace::Done, Some(state.since)),
        step("告知本人", tell, state.told.as_ref().map(|told| told.tell.day)),
        step("核实处理", verify, state.concluded.as_ref().map(|one| one.day)),
    ];
    if state.review_asked.is_some() {
        steps.push(step("复核", review, state.reviewed.as_ref().map(|one| one.day)));
    }
    steps
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (None, "record") => Aid {
            note: Some("只登记有来源的事实；登记后告知本人，本人可以说明；没有查实的，了结后到期清除".to_owned()),
            ..Aid::default()
        },
        (Some(_), "tell" | "refer") => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        (Some(_), "conclude") => Aid {
            note: Some("不属实、无法查实的不填类别和处理方式，到期清除，只留登记日期和处理结果".to_owned()),
            ..Aid::default()
        },
        _ => Aid::default(),
    }
}
