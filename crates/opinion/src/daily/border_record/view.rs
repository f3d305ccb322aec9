//! How a record of the border looks from outside.

use super::{
    facts::{Event, Finding, State},
    rules::{CLAUSE, EXPLANATION, REVIEW, judges},
    stage,
};
use crate::owed::duty;
use engine::{
    access::Hat,
    policy::Clock,
    procedure::{Aid, As, Context, Effects, Line, Outline, Pace, Secrecy, Step},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let received = &state.received;
    let record = &received.record;
    let stage = state.stage();
    Outline {
        title: format!("{}记录：{}，{}", record.direction.word(), received.name, record.day),
        stage,
        done: matches!(stage, stage::MATCHED | stage::DONE),
        persons: vec![(As::Subject, record.person.clone())],
        units: received.unit.iter().cloned().collect(),
        post: received.post.clone(),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({
            "direction": record.direction.word(),
            "day": record.day,
            "port": record.port,
            "certificate": received.certificate,
            "finding": state.judged.as_ref().map_or("", |judged| judged.judgement.finding.word()),
        }),
        links: received.trip.iter().map(|trip| ("出国（境）", trip.clone())).collect(),
        text: record.port.clone(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let duties = match state.stage() {
        stage::UNMATCHED => {
            let owner = vec![Hat::Person(state.received.record.person.clone())];
            let due = clock.due(EXPLANATION, state.since, "要求说明");
            vec![duty("explain", "说明出入境情况", owner, due)]
        }
        stage::EXPLAINED => {
            let since = state.explained.as_ref().map_or(state.since, |explained| explained.day);
            let due = clock.due(REVIEW, since, "收到说明");
            vec![duty("judge", "认定出入境情况", judges(), due)]
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Received(received) => {
            let record = &received.record;
            let text = format!(
                "{}{}，{}，{}；{}",
                record.day.sentence(),
                record.direction.word(),
                record.port,
                received.certificate,
                received.words
            );
            Line::new("登记出入境记录", text)
        }
        Event::Explained(explained) => Line::new("说明情况", explained.explanation.text.0.clone()),
        Event::Judged(judged) => {
            let judgement = &judged.judgement;
            let line = Line::new("认定", format!("{}：{}", judgement.finding.word(), judgement.opinion));
            if judgement.finding == Finding::Unallowed { line.grave() } else { line }
        }
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day| Step { word: word.to_owned(), pace, day, who: None };
    let received = step("登记", Pace::Done, Some(state.received.day));
    let stage = state.stage();
    if stage == stage::MATCHED {
        return vec![received, step("对上", Pace::Done, Some(state.received.day))];
    }
    let at = |done: bool, current: bool| match (done, current) {
        (true, _) => Pace::Done,
        (false, true) => Pace::Current,
        (false, false) => Pace::Later,
    };
    let said = state.explained.as_ref().map(|explained| explained.day);
    let judged = state.judged.as_ref().map(|judged| judged.day);
    vec![
        received,
        step("说明", at(said.is_some(), stage == stage::UNMATCHED), said),
        step("认定", at(judged.is_some(), stage == stage::EXPLAINED), judged),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let note = match (state, verb) {
        (None, "receive") => "在已批准行程之内的自动对上，其余请本人说明".to_owned(),
        (Some(_), "explain") => cx.policy.due(EXPLANATION, cx.day, "要求说明", &[]).basis.words,
        (Some(_), "judge") => format!("认定依据{}", cx.policy.clause_label(CLAUSE)),
        _ => return Aid::default(),
    };
    Aid { note: Some(note), ..Aid::default() }
}
