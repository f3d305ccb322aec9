//! What the forms of a leave cannot know from their types.

use super::super::{
    facts::State,
    rules::{annual_standing, preview},
    stage,
};
use engine::{
    days::{Half, HalfDay, Period},
    policy::LimitVersion,
    procedure::{Aid, Context},
};
use serde_json::{Value, json};

/// Days ahead within which absences are told to whoever fills in an application.
const AHEAD: i64 = 60;

/// Help with one form.
pub(in super::super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (None, _) => application(None, cx),
        (Some(state), "resubmit") => application(Some(state), cx),
        (Some(state), "extend" | "change") => proposal(state, verb, cx),
        (Some(state), "agree") => agreement(state, cx),
        (Some(state), "return") => turn_back(state),
        (Some(state), "report_back") => Aid {
            prefill: json!({ "returned": cx.half_now().min(state.allowed().to) }),
            note: Some("销假后本事项办结；晚于批准时间返回的，须说明情况".to_owned()),
            ..Aid::default()
        },
        (Some(state), "recall") => Aid {
            prefill: json!({ "by": HalfDay { day: cx.day.plus(1), half: Half::Morning }.min(state.allowed().to) }),
            note: Some("召回后销假期限按新的返回时间计算".to_owned()),
            ..Aid::default()
        },
        (Some(state), "name_stand_in") => {
            let choices =
                preview(state.applicant(), state.allowed(), cx).map(|found| found.stand_ins).unwrap_or_default();
            Aid { choices: vec![("/stand_in", choices)], ..Aid::default() }
        }
        (Some(_), "explain") => Aid { note: Some("提交后由组织部认定".to_owned()), ..Aid::default() },
        _ => Aid::default(),
    }
}

fn review(event: &str, cx: &Context) -> String {
    let due = cx.policy.due("leave.review", cx.day, event, &[]);
    let within = cx.policy.limit("leave.review", cx.day).map_or_else(String::new, LimitVersion::words);
    due.day.map_or(due.basis.words, |day| format!("{event}后{within}内审核，到期{}", day.sentence()))
}

fn application(state: Option<&State>, cx: &Context) -> Aid {
    let mut aid = Aid { note: Some(review("提交", cx)), ..Aid::default() };
    let who = state.map(State::applicant).or_else(|| cx.actor.decider());
    if let Some(state) = state {
        aid.prefill = serde_json::to_value(&state.applied.application).unwrap_or(Value::Null);
        if !state.applied.survey.clashes.is_empty() {
            aid.require.push("/exception");
        }
    } else if let Some(phone) = who.and_then(|who| last_phone(who, cx)) {
        aid.prefill = json!({ "phone": phone });
    }
    let ahead = Period::days(cx.day, cx.day.plus(AHEAD));
    if let Some(preview) = who.and_then(|who| preview(who, ahead, cx)) {
        if !preview.stand_ins.is_empty() {
            aid.choices.push(("/stand_in", preview.stand_ins.clone()));
            aid.choices.push(("/second_stand_in", preview.stand_ins));
            aid.require.push("/stand_in");
        }
        aid.path = preview.paths;
        aid.path.extend(preview.warning.map(|warning| format!("{warning}，不得与其同时外出")));
    }
    aid.path.extend(who.and_then(|who| annual_standing(who, cx)));
    aid
}

/// The number he gave the last time.
fn last_phone(who: &engine::words::PersonId, cx: &Context) -> Option<String> {
    let window = Period::days(cx.day.plus(-365), cx.day.plus(AHEAD));
    let query = engine::facts::Query {
        kind: "leave",
        person: Some(who.clone()),
        overlaps: Some(window),
        ..engine::facts::Query::default()
    };
    let states = cx.facts.matters(&query);
    let read = |brief: &engine::facts::Brief| serde_json::from_str::<State>(&brief.state).ok();
    let own = states.iter().rev().filter_map(read).find(|state| state.applicant() == who)?;
    Some(own.applied.application.phone.0)
}

fn proposal(state: &State, verb: &str, cx: &Context) -> Aid {
    let allowed = state.allowed();
    let mut aid = Aid { note: Some(review("提交", cx)), ..Aid::default() };
    aid.prefill = match (&state.proposal, verb) {
        (Some(proposal), "extend") => {
            json!({ "to": proposal.proposed.applied.application.period.to, "reason": proposal.proposed.reason })
        }
        (Some(proposal), _) => {
            json!({ "period": proposal.proposed.applied.application.period, "reason": proposal.proposed.reason })
        }
        (None, "extend") => json!({ "to": allowed.to.plus(1) }),
        (None, _) => json!({ "period": allowed }),
    };
    if let Some(preview) = preview(state.applicant(), Period { from: allowed.from, to: allowed.to.plus(AHEAD) }, cx) {
        if !preview.stand_ins.is_empty() {
            aid.choices.push(("/stand_in", preview.stand_ins));
        }
        aid.path = preview.paths;
        aid.path.extend(preview.warning.map(|warning| format!("{warning}，不得与其同时外出")));
    }
    aid
}

fn agreement(state: &State, cx: &Context) -> Aid {
    let chain = state.proposal.as_ref().map_or(&state.chain, |proposal| &proposal.chain);
    let applied = state.proposal.as_ref().map_or(&state.applied, |proposal| &proposal.proposed.applied);
    let mut aid = Aid { path: vec![applied.survey.tier_words.clone()], ..Aid::default() };
    aid.path.extend(applied.survey.clashes.iter().map(|clash| clash.words.clone()));
    aid.path.extend(applied.survey.notes.iter().cloned());
    if chain.is_last() {
        if applied.survey.clashes.is_empty() {
            aid.hide.push("/exception");
        } else {
            aid.require.push("/exception");
        }
        let due = cx.policy.due("leave.report_back", applied.application.period.to.day, "假满", &[]);
        aid.note = due.day.map(|day| format!("同意后即为批准，{}前销假", day.sentence()));
    } else {
        aid.hide.push("/exception");
        let next = chain.stations.get(chain.at + 1).map(|station| station.word.clone());
        aid.note = next.map(|word| format!("同意后转{word}"));
    }
    aid
}

fn turn_back(state: &State) -> Aid {
    let chain = state.proposal.as_ref().map_or(&state.chain, |proposal| &proposal.chain);
    let mut choices = vec![("0".to_owned(), format!("申请人{}", state.applied.survey.name))];
    let passed = chain.stations.iter().take(chain.at).enumerate();
    choices.extend(passed.map(|(place, station)| ((place + 1).to_string(), station.word.clone())));
    Aid { choices: vec![("/to", choices)], prefill: json!({ "to": 0 }), ..Aid::default() }
}

/// What may be done later, and why not now.
pub(in super::super) fn not_yet(state: &State, cx: &Context) -> Vec<(&'static str, String)> {
    let (allowed, now) = (state.allowed(), cx.half_now());
    match state.stage() {
        stage::PENDING | stage::SENT_BACK if !state.is_emergency() => {
            vec![("销假", "批准后才能销假".to_owned()), ("续假", "批准后才能续假".to_owned())]
        }
        stage::APPROVED if now < allowed.from => vec![("销假", format!("{}离开后才能销假", allowed.from.sentence()))],
        stage::APPROVED if now > allowed.to => vec![("续假", "续假须在期满前提出，请销假并说明".to_owned())],
        stage::APPROVED if now >= allowed.from => vec![("改期", "已经离开，要延长请续假，要提前请销假".to_owned())],
        stage::EXPLAINING if !state.is_back() => vec![("认定说明", "返回销假并说明后才能认定".to_owned())],
        stage::EXPLAINING => vec![("认定说明", "须先登记本人说明".to_owned())],
        _ => Vec::new(),
    }
}
