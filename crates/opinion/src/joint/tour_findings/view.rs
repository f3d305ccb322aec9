//! How a tour's list looks from outside.

use super::{
    facts::{Event, Registered, State},
    rules::{CLAUSE, COURSE, DELIVER, PLAN, PROGRESS, STATEMENT},
    stage,
};
use crate::{
    checks::day_cell,
    mending,
    owed::{duty, section},
};
use engine::{
    access::Hat,
    days::{Day, Period},
    parts::RectificationStage,
    policy::Clock,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
    words::PersonId,
};
use serde_json::json;

/// Whom it concerns, each once; nobody before the list is delivered.
fn persons(state: &State) -> Vec<(As, PersonId)> {
    let mut found: Vec<(As, PersonId)> = Vec::new();
    for one in state.concerned().filter(|_| state.delivered.is_some()) {
        if !found.iter().any(|(_, known)| *known == one.person) {
            found.push((As::Subject, one.person.clone()));
        }
    }
    found
}

pub(super) fn outline(state: &State) -> Outline {
    let (registered, stage) = (&state.registered, state.stage());
    let feedback = &registered.feedback;
    let persons = persons(state);
    Outline {
        title: format!("{}反馈：{}", feedback.tour, registered.unit),
        stage,
        done: matches!(stage, stage::DONE | stage::WITHDRAWN),
        units: state.delivered.iter().map(|_| feedback.unit.clone()).collect(),
        post: String::new(),
        period: Some(Period::days(feedback.day, feedback.day)),
        secrecy: Secrecy::Inner,
        cells: json!({
            "tour": feedback.tour,
            "round": feedback.round.as_deref().unwrap_or_default(),
            "kind": registered.kind,
            "unit": registered.unit,
            "feedback": feedback.day,
            "problems": feedback.rows.len(),
            "struck": state.items.iter().filter(|item| item.one.stage == RectificationStage::Struck).count(),
            "open": state.open().count(),
            "extended": state.items.iter().filter(|item| !item.extended.is_empty()).count(),
            "persons": persons.len(),
            "planned": day_cell(state.planned.as_ref().map(|one| one.day)),
            "progress": day_cell(state.progress.last().map(|one| one.day)),
        }),
        persons,
        links: Vec::new(),
        text: registered.words.iter().map(|words| words.kind.as_str()).collect::<Vec<_>>().join(" "),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let Some(delivered) = &state.delivered else {
        let waits = state.stage() == stage::DELIVERY;
        let due = || clock.due(DELIVER, state.registered.feedback.day, "反馈");
        let duties = waits.then(|| duty("deliver", "把反馈清单送达被反馈单位", section(), due()));
        return Effects { duties: duties.into_iter().collect(), ..Effects::default() };
    };
    let mut duties: Vec<Duty> = match state.stage() {
        stage::PLANNING => {
            vec![duty("plan", "报整改方案", state.unit(), clock.due(PLAN, delivered.day, "送达"))]
        }
        stage::MENDING if state.progress.is_empty() => {
            let due = clock.due(PROGRESS, delivered.day, "送达");
            vec![duty("progress", "报集中整改进展", state.unit(), due)]
        }
        stage::MENDING => Vec::new(),
        _ => return Effects::default(),
    };
    duties.extend(mending::duties(&state.items, &state.registered.feedback.unit, &COURSE, clock));
    let own = |person: &PersonId| Duty {
        key: format!("state:{person}"),
        ..duty(
            "state",
            "对涉及本人的反馈问题可以说明，不说明的到期即过",
            vec![Hat::Person(person.clone())],
            clock.due(STATEMENT, delivered.day, "送达"),
        )
    };
    duties.extend(state.silent().into_iter().map(own));
    Effects { duties, ..Effects::default() }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Registered(one) => Line::new("登记反馈清单", sheet(one)),
        Event::Revised(one) => Line::new("修改反馈清单", sheet(one)),
        Event::Delivered(one) => Line::new("送达", format!("{}，{}签收", one.day.sentence(), one.received_by)),
        Event::Planned(one) => {
            Line::new("报整改方案", format!("{}审议：{}", one.plan.agreed_on.sentence(), one.plan.text))
        }
        Event::Progressed(one) => {
            let progress = &one.progress;
            let words = format!("截至{}，销号{}个：{}", progress.day.sentence(), one.struck, progress.text);
            Line::new("报集中整改进展", words)
        }
        Event::Stated(one) => {
            Line::new("本人说明", format!("{}对问题{}：{}", one.name, one.statement.item, one.statement.text))
        }
        Event::Lapsed(one) => Line::new("逾期未说明", format!("说明期限为{}", one.due.sentence())),
        Event::Cleared(one) => Line::new("认定不涉及本人", format!("问题{}：{}", one.clear.item, one.clear.reason)),
        Event::Measured(one) => one.line(),
        Event::ItemReported(one) => one.line(),
        Event::Checked(one) => one.line(),
        Event::Extended(one) => one.line(),
        Event::Dropped(one) => one.line(),
        Event::Withdrawn(one) => Line::new("撤回清单", one.withdraw.reason.0.clone()).grave(),
    }
}

fn sheet(one: &Registered) -> String {
    let feedback = &one.feedback;
    let round = feedback.round.as_ref().map_or_else(String::new, |round| format!("{round}，"));
    let document = feedback.document.as_ref().map_or_else(String::new, |document| format!("，{document}"));
    format!(
        "{round}{}，{}，{}反馈问题{}个{document}",
        feedback.tour,
        one.unit,
        feedback.day.sentence(),
        feedback.rows.len()
    )
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    if state.withdrawn.is_some() {
        return Vec::new();
    }
    let order = [
        (stage::DELIVERY, "送达", state.delivered.as_ref().map(|one| one.day)),
        (stage::PLANNING, "报方案", state.planned.as_ref().map(|one| one.day)),
        (stage::MENDING, "整改销号", state.progress.last().map(|one| one.day)),
    ];
    let here = order.iter().position(|(at, ..)| *at == state.stage()).unwrap_or(order.len());
    let step = |(place, (_, word, day)): (usize, (&str, &str, Option<Day>))| Step {
        word: word.to_owned(),
        pace: Pace::at(place, here),
        day,
        who: None,
    };
    order.into_iter().enumerate().map(step).collect()
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let noted = |words: &str| Some(words.to_owned());
    let Some(state) = state else {
        let note = noted("问题照反馈意见逐条填写；送达前单位和涉及的干部都看不到");
        return Aid { prefill: json!({"day": cx.day}), note, ..Aid::default() };
    };
    let items = &state.items;
    match verb {
        "revise" => {
            Aid { prefill: serde_json::to_value(&state.registered.feedback).unwrap_or_default(), ..Aid::default() }
        }
        "deliver" => {
            let words = cx.policy.due(PLAN, cx.day, "送达", &[]).basis.words;
            Aid { prefill: json!({"day": cx.day}), note: Some(format!("整改方案：{words}")), ..Aid::default() }
        }
        "plan" => Aid {
            prefill: json!({"agreed_on": cx.day}),
            note: Some(format!("依据{}；逐条提出措施后再报", cx.policy.clause_label(CLAUSE))),
            ..Aid::default()
        },
        "progress" => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        "state" => Aid { note: noted("说明不作为加重处理的理由，也可以不说明"), ..Aid::default() },
        _ => mending::aid(items, verb),
    }
}
