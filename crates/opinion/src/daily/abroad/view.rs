//! How a trip looks from outside.

use super::{
    facts::{Agreed, Applied, Event, State},
    rules::{CLAUSE, RETURN_REPORT, REVIEW},
    stage,
};
use crate::owed::{duty, open};
use engine::{
    access::Hat,
    days::Day,
    parts::Chain,
    policy::Clock,
    procedure::{Absence, Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
    words::{Prose, UnitId},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let (application, survey) = (&state.applied.application, &state.applied.survey);
    let stage = state.stage();
    let mut units: Vec<UnitId> = vec![survey.unit.clone()];
    units.extend(survey.heads.iter().filter(|unit| **unit != survey.unit).cloned());
    let mut persons = vec![(As::Subject, survey.applicant.clone())];
    persons.extend(application.stand_in.iter().map(|person| (As::StandIn, person.clone())));
    let records = state.crossings.iter().filter_map(|crossing| Some(("出入境记录", crossing.record.clone()?)));
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let report = state.returned.as_ref().map(|returned| &returned.report);
    Outline {
        title: format!("出国（境）：{}，{}赴{}", survey.name, survey.sort, survey.places),
        stage,
        done: matches!(stage, stage::DONE | stage::REFUSED | stage::WITHDRAWN | stage::CANCELLED),
        persons,
        units,
        post: survey.post.clone(),
        period: Some(application.period),
        secrecy: Secrecy::Inner,
        cells: json!({
            "sort": survey.sort,
            "purpose": survey.purpose,
            "places": survey.places,
            "leaves": application.period.from.to_string(),
            "returns": application.period.to.to_string(),
            "days": survey.days,
            "strict": survey.strict,
            "certificates": survey.certificates,
            "exited": day(report.map(|report| report.exited)),
            "entered": day(report.map(|report| report.entered)),
        }),
        links: records.collect(),
        text: format!("{} {} {}", survey.places, application.reason, survey.unit_name),
    }
}

fn own(state: &State) -> Vec<Hat> {
    vec![Hat::Person(state.applicant().clone())]
}

fn signature(chain: &Chain, since: Day, what: &str, clock: &Clock) -> Option<Duty> {
    let station = chain.current()?;
    let event = if chain.opinions.is_empty() { "提交" } else { "送达本环节" };
    // Of several who may, the first owes it; the others can.
    let owner = station.by.iter().take(1).cloned().collect();
    let due = clock.due(REVIEW, since, event);
    let key = format!("sign:{}", chain.at);
    Some(Duty { key, with_post: true, ..duty("agree", &format!("{}{what}", station.word), owner, due) })
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let mut duties = Vec::new();
    match state.stage() {
        stage::PENDING => duties.extend(signature(&state.chain, state.since, "", clock)),
        stage::SENT_BACK => {
            let words = format!("退回：{}", state.sent_back.clone().unwrap_or_default());
            duties.push(duty("resubmit", "修改后再报", own(state), open(&words, CLAUSE)));
        }
        stage::APPROVED => {
            let due = clock.due(RETURN_REPORT, state.period().to.day, "行程结束");
            duties.push(duty("report_return", "回国（境）报告", own(state), due));
        }
        stage::CHANGING => {
            let proposal = state.proposal.iter();
            duties.extend(
                proposal.filter_map(|proposal| signature(&proposal.chain, proposal.since, "（变更行程）", clock)),
            );
        }
        _ => {}
    }
    // Until it is approved the trip itself is what others see; then the leave that follows from it.
    let pending = matches!(state.stage(), stage::PENDING | stage::SENT_BACK);
    let absence = Absence {
        person: state.applicant().clone(),
        period: state.period(),
        firm: false,
        until_reported: false,
        stand_in: state.applied.application.stand_in.clone(),
        label: format!("{} {}", state.applied.survey.sort, state.applied.survey.places),
    };
    Effects { duties, absences: pending.then_some(absence).into_iter().collect(), ..Effects::default() }
}

fn said(text: Option<&Prose>) -> String {
    text.map(|text| text.0.clone()).unwrap_or_default()
}

fn application(applied: &Applied) -> String {
    let (application, survey) = (&applied.application, &applied.survey);
    format!(
        "{}，{}{}赴{}，{}",
        application.period.words(),
        survey.sort,
        survey.purpose,
        survey.places,
        application.reason
    )
}

fn agreement(agreed: &Agreed) -> String {
    let mut text = said(agreed.opinion.text.as_ref());
    if let Some(exception) = &agreed.exception {
        text = format!("{text}准予例外：{exception}");
    }
    text
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Applied(applied) => Line::new("提交申请", application(applied)),
        Event::Resubmitted(applied) => Line::new("修改后再报", application(applied)),
        Event::Agreed(agreed) => Line::new(agreed.opinion.word.clone(), agreement(agreed)),
        Event::TurnedBack(back) => Line::new("退回", said(back.opinion.text.as_ref())),
        Event::Denied(denied) => Line::new("不同意", said(denied.opinion.text.as_ref())).grave(),
        Event::Withdrawn(ended) => Line::new("撤回", ended.reason.0.clone()),
        Event::Proposed(proposed) => {
            Line::new("变更行程", format!("改为{}：{}", application(&proposed.applied), proposed.reason))
        }
        Event::Cancelled(ended) => Line::new("取消行程", ended.reason.0.clone()),
        Event::Crossed(crossed) => {
            let crossing = &crossed.crossing;
            let line = Line::new(crossing.direction.word(), format!("{}，{}", crossing.day.sentence(), crossing.port));
            if crossed.outside { line.grave() } else { line }
        }
        Event::Returned(returned) => {
            let report = &returned.report;
            let notes = returned.notes.iter().map(|note| format!("；{note}")).collect::<String>();
            let text = format!("{}出境，{}入境{notes}", report.exited.sentence(), report.entered.sentence());
            let line = Line::new("回国（境）报告", text);
            if returned.notes.is_empty() { line } else { line.grave() }
        }
    }
}

/// The step bar: asking, the signatures, being away, reporting.
pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day| Step { word: word.to_owned(), pace, day, who: None };
    let stage = state.stage();
    let first = if stage == stage::SENT_BACK { Pace::Current } else { Pace::Done };
    let mut steps = vec![step("提交申请", first, Some(state.applied.day))];
    steps.extend(state.signing().steps().into_iter().take(5).map(|mut step| {
        if stage == stage::SENT_BACK && step.pace == Pace::Current {
            step.pace = Pace::Later;
        }
        step
    }));
    let last = match stage {
        stage::DONE => step("回国（境）报告", Pace::Done, state.returned.as_ref().map(|returned| returned.day)),
        stage::APPROVED => step("回国（境）报告", Pace::Current, None),
        stage::REFUSED | stage::WITHDRAWN | stage::CANCELLED => step(stage, Pace::Done, None),
        _ => step("回国（境）报告", Pace::Later, None),
    };
    steps.push(last);
    steps
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (None, "apply") => Aid {
            note: Some("单位提出意见、组织部审查、批准后，外出一并生效，不再另行请假".to_owned()),
            path: cx.actor.decider().map(|_| "按审批步骤逐级签署".to_owned()).into_iter().collect(),
            ..Aid::default()
        },
        (Some(state), "resubmit") => {
            Aid { prefill: serde_json::to_value(&state.applied.application).unwrap_or_default(), ..Aid::default() }
        }
        (Some(state), "change") => {
            let application = &state.applied.application;
            Aid {
                prefill: json!({"period": application.period, "stops": application.stops}),
                note: Some("批准前仍按原定行程".to_owned()),
                ..Aid::default()
            }
        }
        (Some(state), "report_return") => Aid {
            prefill: json!({"exited": state.period().from.day, "entered": state.period().to.day.min(cx.day)}),
            note: Some("报告后外出随之销假，证件须按期交回".to_owned()),
            ..Aid::default()
        },
        _ => Aid::default(),
    }
}
