//! How the handling of a fact looks from outside.

use super::{
    facts::{Event, Outcome, State},
    rules::{CARRY, CLAUSE, DECIDE, HEAR, REMEDY, REVIEW, SERVE, TELL, VERIFY, heads, reviewers},
    stage,
};
use crate::{
    checks::day_cell,
    owed::{duty, section},
};
use engine::{
    access::Hat,
    days::Day,
    policy::{Basis, Clock, Due},
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let (registered, stage) = (&state.registered, state.stage());
    let report = &registered.report;
    let stands = state.stands();
    // He sees it once he is told, and how it ended too; what ended before is not his to find.
    let role = match (&state.told, stands) {
        (None, _) => As::Untold,
        (Some(_), true) => As::Subject,
        (Some(_), false) => As::Cleared,
    };
    let persons = vec![(role, report.person.clone()), (As::Signer, report.verifier.clone())];
    let name = if stands { registered.name.as_str() } else { "" };
    let served = state.served.as_ref();
    let changed = state.reviewed.as_ref().and_then(|one| one.measure.as_deref());
    let measure = changed.or_else(|| state.decided.as_ref().map(|one| one.measure.as_str()));
    Outline {
        title: format!("{}有关情况的核实和处理", if name.is_empty() { "已了结的" } else { name }),
        stage,
        done: matches!(stage, stage::DONE | stage::UNFOUNDED | stage::REVOKED | stage::WITHDRAWN),
        persons,
        units: registered.unit.iter().filter(|_| stands && served.is_some()).cloned().collect(),
        post: if stands { registered.post.clone() } else { String::new() },
        period: None,
        secrecy: Secrecy::Work,
        cells: json!({
            "name": name,
            "breach": registered.breach,
            "occurred": report.occurred,
            "measure": measure.filter(|_| stands).unwrap_or_default(),
            "served": day_cell(served.map(|served| served.serve.day)),
            "remedy": day_cell(served.and_then(|served| served.remedy)),
        }),
        links: Vec::new(),
        text: String::new(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let person = || vec![Hat::Person(state.person().clone())];
    let registered = &state.registered;
    let after = |limit: &str, day: Option<Day>, event: &str| clock.due(limit, day.unwrap_or(registered.day), event);
    let one: Option<Duty> = match state.stage() {
        stage::VERIFYING => {
            let owner = vec![Hat::Person(registered.report.verifier.clone())];
            Some(duty("verify", "核实并登记结果", owner, clock.due(VERIFY, registered.day, "登记")))
        }
        stage::TELLING => {
            let due = after(TELL, state.verified.as_ref().map(|one| one.day), "核实");
            Some(duty("tell", "把核实的事实和依据告知本人", section(), due))
        }
        stage::HEARING => {
            let due = after(HEAR, state.told.as_ref().map(|one| one.day), "告知");
            Some(duty("hear", "陈述和申辩", person(), due))
        }
        stage::DECIDING => {
            let due = after(DECIDE, state.heard.as_ref().map(|one| one.day), "听取陈述");
            Some(duty("decide", "作出处理决定", heads(), due))
        }
        stage::SERVING => {
            let due = after(SERVE, state.decided.as_ref().map(|one| one.decide.decided_on), "决定");
            Some(duty("serve", "把决定和复核申请截止日送达本人", section(), due))
        }
        stage::CARRYING => {
            let due = after(CARRY, state.served.as_ref().map(|one| one.serve.day), "送达");
            Some(duty("carry_out", "落实处理决定", section(), due))
        }
        stage::OPEN_TO_REVIEW => state.served.as_ref().map(|served| {
            let basis = Basis { limit: REMEDY.to_owned(), clause: CLAUSE.to_owned(), words: served.words.clone() };
            let due = Due { day: served.remedy, basis };
            duty("ask_review", "可以申请复核，不申请的到期办结", person(), due)
        }),
        stage::REVIEWING => {
            let due = after(REVIEW, state.asked.as_ref().map(|one| one.day), "申请复核");
            Some(duty("review", "作出复核决定", reviewers(), due))
        }
        _ => None,
    };
    Effects { duties: one.into_iter().collect(), ..Effects::default() }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Registered(one) => Line::new("登记事实", format!("核实人：{}", one.verifier)),
        // What was found, and how, stands in the matter for those who work on it.
        Event::Verified(one) => Line::new("核实", if one.verify.found { "属实" } else { "不属实" }),
        Event::Told(one) => Line::new("告知本人", format!("{}；依据：{}", one.tell.gist, one.tell.ground)),
        Event::Heard(one) => {
            let by = if one.own { String::new() } else { one.hear.witness.clone().unwrap_or_default() };
            let by = if by.is_empty() { by } else { format!("（{by}记录）") };
            Line::new("陈述和申辩", format!("{}{by}", one.hear.statement))
        }
        Event::Decided(one) => {
            let decide = &one.decide;
            let words =
                format!("{}{}：{}。{}", decide.decided_on.sentence(), decide.authority, one.measure, decide.reason);
            Line::new("决定", words).grave()
        }
        Event::Served(one) => {
            let remedy =
                one.remedy.map_or_else(String::new, |day| format!("，复核申请截止{}", day.sentence_with_year()));
            Line::new("送达", format!("{}{}{remedy}", one.serve.day.sentence(), one.serve.way))
        }
        Event::Carried(one) => Line::new("落实", one.carry_out.how.0.clone()),
        Event::ReviewAsked(one) => Line::new("申请复核", one.ask.text.0.clone()),
        Event::Reviewed(one) => {
            let word = match one.review.outcome {
                Outcome::Upheld => "维持原决定".to_owned(),
                Outcome::Changed => format!("变更为{}", one.measure.as_deref().unwrap_or_default()),
                Outcome::Revoked => "撤销原决定".to_owned(),
            };
            Line::new("复核", format!("{}：{word}。{}", one.review.authority, one.review.reason))
        }
        Event::Withdrawn(one) => Line::new("撤回", one.reason.0.clone()).grave(),
        Event::Closed(one) => Line::new("复核期满", format!("{}前没有申请复核", one.day.sentence())),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    if !state.stands() {
        return Vec::new();
    }
    let done = [
        ("核实", state.verified.as_ref().map(|one| one.day)),
        ("告知", state.told.as_ref().map(|one| one.day)),
        ("陈述", state.heard.as_ref().map(|one| one.day)),
        ("决定", state.decided.as_ref().map(|one| one.decide.decided_on)),
        ("送达", state.served.as_ref().map(|one| one.serve.day)),
        ("落实", state.carried.as_ref().map(|one| one.carry_out.day)),
        ("复核", state.reviewed.as_ref().map(|one| one.day).or(state.closed)),
    ];
    let here = done.iter().position(|(_, day)| day.is_none()).unwrap_or(done.len());
    let step = |(place, (word, day)): (usize, (&str, Option<Day>))| Step {
        word: word.to_owned(),
        pace: Pace::at(place, here),
        day,
        who: None,
    };
    done.into_iter().enumerate().map(step).collect()
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let noted = |words: &str| Some(words.to_owned());
    match (state, verb) {
        (None, "register") => Aid {
            note: noted("只登记事实和日期，不给人下结论；核实人不能是提供情况的人或其亲属"),
            ..Aid::default()
        },
        (Some(_), "hear") => Aid { note: noted("陈述和申辩不作为加重处理的理由"), ..Aid::default() },
        (Some(_), "tell") => Aid { note: noted("只写本人须知道的事实和证据要点"), ..Aid::default() },
        (Some(_), "decide") => Aid { prefill: json!({"decided_on": cx.day}), ..Aid::default() },
        (Some(_), "serve" | "carry_out") => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        _ => Aid::default(),
    }
}
