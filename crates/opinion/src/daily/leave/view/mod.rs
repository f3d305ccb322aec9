//! How a leave looks from outside: lists, duties, absences, the stream, the steps, the form.

mod aid;
mod duties;
mod lines;

pub(super) use aid::{aid, not_yet};
pub(super) use lines::narrate;

use super::{
    facts::{ClashKind, Purpose, State},
    rules::days_word,
    stage,
};
use engine::{
    days::Period,
    policy::Clock,
    procedure::{Absence, As, Effects, Outline, Pace, Secrecy, Step},
    words::UnitId,
};
use serde_json::{Value, json};

/// What lists show of the kind: the group, and 年休假 by its name; what tells of health stays with the approver.
pub(super) fn sort_word(state: &State) -> &str {
    let survey = &state.applied.survey;
    match &state.applied.application.purpose {
        Purpose::Private(private) if private.kind.0 == "annual" => &survey.sort,
        _ => &survey.group,
    }
}

/// Days as a number, halves allowed.
fn number(half_days: i64) -> Value {
    if half_days % 2 == 0 {
        json!(half_days / 2)
    } else {
        json!(days_word(half_days).parse::<f64>().unwrap_or_default())
    }
}

fn special(state: &State) -> String {
    let clashes = state.proposal.as_ref().map_or(&state.applied, |proposal| &proposal.proposed.applied);
    match clashes.survey.clashes.first().map(|clash| clash.kind) {
        Some(ClashKind::Chiefs) => "正职同时外出".to_owned(),
        Some(ClashKind::StandIn) => "代行职责期间".to_owned(),
        Some(ClashKind::Blackout) => "特殊时段".to_owned(),
        None if state.is_emergency() => "紧急外出".to_owned(),
        None if state.is_made_up() => "补假".to_owned(),
        None => String::new(),
    }
}

/// What lists, search and access need.
pub(super) fn outline(state: &State) -> Outline {
    let (application, survey) = (&state.applied.application, &state.applied.survey);
    let (stage, taken) = (state.stage(), state.taken());
    let mut persons = vec![(As::Subject, survey.applicant.clone())];
    for stand_in in [&application.stand_in, &application.second_stand_in].into_iter().flatten() {
        persons.push((As::StandIn, stand_in.clone()));
    }
    for presence in &state.presence {
        if persons.iter().all(|(_, person)| person != &presence.asked.other) {
            persons.push((As::Signer, presence.asked.other.clone()));
        }
    }
    let mut units: Vec<UnitId> = vec![survey.unit.clone()];
    units.extend(survey.heads.iter().filter(|unit| **unit != survey.unit).cloned());
    let links = survey.clashes.iter().filter_map(|clash| Some(("重叠的外出", clash.matter.clone()?)));
    let links = links.chain(state.trip.iter().map(|trip| ("出国（境）", trip.clone())));
    Outline {
        title: format!("请假：{}，{}赴{}", survey.name, survey.group, application.destination),
        stage,
        done: matches!(stage, stage::DONE | stage::REFUSED | stage::WITHDRAWN | stage::CANCELLED),
        persons,
        units,
        post: survey.post.clone(),
        period: Some(taken),
        secrecy: Secrecy::Inner,
        cells: cells(state, taken),
        links: links.collect(),
        text: format!("{} {} {}", application.destination, application.reason, survey.unit_name),
    }
}

fn cells(state: &State, taken: Period) -> Value {
    let (application, survey) = (&state.applied.application, &state.applied.survey);
    let working = state.returned.as_ref().map_or(state.applied.working, |returned| returned.used_working);
    json!({
        "sort": sort_word(state),
        "purpose": format!("{} {}", application.destination, application.reason),
        "leaves": taken.from.to_string(),
        "returns": taken.to.to_string(),
        "days": number(taken.half_days()),
        "working": number(working),
        "stand_in": survey.stand_in.clone().unwrap_or_default(),
        "special": special(state),
        "chief": !survey.heads.is_empty(),
        "tier": if survey.upper { "高档" } else { "低档" },
        "late": state.delay.is_some(),
    })
}

/// Duties and absences.
pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    Effects { duties: duties::of(state, clock), absences: absences(state), ..Effects::default() }
}

fn absences(state: &State) -> Vec<Absence> {
    if state.ended.is_some() {
        return Vec::new();
    }
    let application = &state.applied.application;
    let left = state.may_be_away() || state.is_made_up();
    let absence = |period: Period, firm: bool, open: bool, application: &super::facts::Application| Absence {
        person: state.applicant().clone(),
        period,
        firm,
        until_reported: open,
        stand_in: application.stand_in.clone(),
        label: format!("{} {}", sort_word(state), application.destination),
    };
    let mut absences = vec![absence(state.taken(), left, left && !state.is_back(), application)];
    if let Some(proposal) = &state.proposal {
        let asked = &proposal.proposed.applied.application;
        // An extension adds its own days; a change asks for the new ones beside the old.
        let from = match proposal.proposed.kind {
            super::facts::ProposalKind::Extension => state.allowed().to.plus(1),
            super::facts::ProposalKind::Change => asked.period.from,
        };
        absences.extend(Period::new(from, asked.period.to).map(|period| absence(period, false, false, asked)));
    }
    absences
}

/// The step bar: asking, the signatures, being away, reporting back.
pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day| Step { word: word.to_owned(), pace, day, who: None };
    let stage = state.stage();
    let mut steps = vec![Step {
        who: Some(state.applied.survey.name.clone()),
        ..step("提交申请", if stage == stage::SENT_BACK { Pace::Current } else { Pace::Done }, Some(state.applied.day))
    }];
    let chain = state.proposal.as_ref().map_or(&state.chain, |proposal| &proposal.chain);
    steps.extend(chain.steps().into_iter().take(4).map(|mut step| {
        if stage == stage::SENT_BACK && step.pace == Pace::Current {
            step.pace = Pace::Later;
        }
        step
    }));
    if !matches!(stage, stage::REFUSED | stage::WITHDRAWN | stage::CANCELLED) {
        let back = state.is_back();
        let away = if back {
            Pace::Done
        } else if stage == stage::APPROVED {
            Pace::Current
        } else {
            Pace::Later
        };
        steps.push(step("外出", away, Some(state.taken().from.day)));
        let reported = state.returned.as_ref().map(|returned| returned.day);
        steps.push(step("销假", if back { Pace::Done } else { Pace::Later }, reported));
        if state.delay.is_some() {
            let pace = if stage == stage::DONE { Pace::Done } else { Pace::Current };
            steps.push(step("说明", pace, state.explained));
        }
    } else {
        steps.push(step(stage, Pace::Done, None));
    }
    steps
}
