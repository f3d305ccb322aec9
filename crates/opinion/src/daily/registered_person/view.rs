//! How a registration looks from outside.

use super::{
    facts::{Event, Receipt, State},
    rules::{CLAUSE, REPORT},
    stage,
};
use crate::owed::{duty, section};
use engine::{
    days::Period,
    policy::{Basis, Clock},
    procedure::{Aid, As, Bar, Context, Effects, Hold, Line, Outline, Secrecy},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let entry = &state.entry;
    let stage = state.stage();
    let cooling = state.cooling.as_ref().map(|cooling| Period::days(cooling.from, cooling.until.plus(-1)));
    let work = state.secrecy.is_some() || state.cooling.is_some();
    Outline {
        title: format!("登记备案：{}，{}", entry.name, entry.category_word),
        stage,
        done: matches!(stage, stage::REMOVED | stage::DECLINED),
        persons: vec![(As::Subject, entry.person.clone())],
        units: entry.unit.iter().cloned().collect(),
        post: entry.post.clone(),
        period: cooling,
        secrecy: if work { Secrecy::Work } else { Secrecy::Inner },
        cells: json!({
            "category": entry.category_word,
            "since": entry.since,
            "filed_on": day(state.filed.as_ref()),
            "receipt": state.filed.as_ref().map_or("", |receipt| receipt.number.as_str()),
            "removed_on": day(state.removed.as_ref()),
        }),
        links: entry.decision.iter().map(|decision| ("任免决定", decision.clone())).collect(),
        text: entry.post.clone(),
    }
}

fn day(receipt: Option<&Receipt>) -> String {
    receipt.map_or_else(String::new, |receipt| receipt.day.to_string())
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let duties = match state.stage() {
        stage::PROPOSED => {
            let due = clock.due(REPORT, state.entry.since, &state.entry.cause);
            vec![duty("file", "报公安机关登记备案", section(), due)]
        }
        stage::CHANGED => {
            let change = state.change.iter();
            let owed = change.map(|change| clock.due(REPORT, change.day, &change.words));
            owed.map(|due| duty("report_change", "向公安机关报告变更", section(), due)).collect()
        }
        stage::LEAVING => {
            let leaving = state.leaving.iter();
            // Nobody is taken off the list before his 脱密期 is over.
            let from = leaving.map(|leaving| match &state.cooling {
                Some(cooling) if cooling.until > leaving.day => (cooling.until, "脱密期满"),
                _ => (leaving.day, leaving.words.as_str()),
            });
            from.map(|(day, event)| duty("remove", "报公安机关撤控", section(), clock.due(REPORT, day, event)))
                .collect()
        }
        _ => Vec::new(),
    };
    let holds = state.cooling.iter().map(|cooling| Hold {
        person: state.entry.person.clone(),
        name: "脱密期".to_owned(),
        bars: vec![Bar::Trip],
        from: cooling.from,
        until: Some(cooling.until),
        basis: Basis {
            limit: cooling.limit.clone(),
            clause: "law.secrets.46".to_owned(),
            words: cooling.words.clone(),
        },
        sealed: true,
    });
    Effects { duties, holds: holds.collect(), ..Effects::default() }
}

fn receipt(receipt: &Receipt) -> String {
    format!("{}受理，回执{}", receipt.day.sentence(), receipt.number)
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Entered(entry) => Line::new("列入登记备案", format!("{}：{}", entry.category_word, entry.cause)),
        Event::Filed(given) => Line::new("登记备案", receipt(given)),
        Event::Declined(because) => Line::new("不需登记", because.reason.0.clone()).grave(),
        Event::Moved(moved) => Line::new("任职变动", moved.words.clone()),
        Event::Released(left) => Line::new("离任", left.words.clone()),
        Event::Undone(_) => Line::new("任免决定撤回", "任免决定已更正或撤回"),
        Event::ChangeNoted(change) => Line::new("登记变更情况", change.content.0.clone()),
        Event::ChangeReported(given) => Line::new("报告变更", receipt(given)),
        Event::Departed(departed) => Line::new("退出登记范围", departed.words.clone()),
        Event::SecrecySet(_) => Line::new("登记涉密等级", ""),
        Event::SecretPostLeft(_) => Line::new("脱离涉密岗位", ""),
        Event::Removed(given) => Line::new("撤控", receipt(given)),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let note = |words: String| Some(words);
    match (state, verb) {
        (None, "enter") => Aid {
            prefill: json!({"since": cx.day}),
            note: note(cx.policy.due(REPORT, cx.day, "列入", &[]).basis.words),
            ..Aid::default()
        },
        (Some(_), "file" | "report_change" | "remove") => Aid {
            prefill: json!({"day": cx.day}),
            note: note(format!("公安机关受理后填回执，依据{}", cx.policy.clause_label(CLAUSE))),
            ..Aid::default()
        },
        _ => Aid::default(),
    }
}
