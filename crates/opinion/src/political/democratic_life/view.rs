//! How a body's session looks from outside.

use super::{
    facts::{Event, Problem, State},
    rules::{CHECK, CLAUSE, MEASURES, PLAN, REPORT, entitled},
    stage,
};
use crate::{
    checks::day_cell,
    owed::{duty, open, section},
};
use engine::{
    days::Period,
    parts::RectificationStage,
    policy::{Basis, Clock, Due},
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
    words::PersonId,
};
use serde_json::{Value, json};

/// The year's own, in words.
const YEARLY: &str = "年度";

pub(super) fn outline(state: &State) -> Outline {
    let opened = &state.opened;
    let attendance = || state.held.iter().flat_map(|held| &held.attendance);
    let occasion = opened.occasion.as_deref().unwrap_or(YEARLY);
    let planned = state.planned.as_ref().map(|planned| planned.plan.planned_on);
    // The year's own counts for its year; a special one from the day on which it was called.
    let last = opened.to.unwrap_or(opened.day).max(planned.unwrap_or(opened.day));
    let first = opened.from.unwrap_or(opened.day);
    let what = opened.occasion.as_ref().map_or_else(|| "民主生活会".to_owned(), |_| "专题民主生活会".to_owned());
    Outline {
        title: format!("{}{}年度{what}", opened.unit_name, opened.year),
        stage: state.stage(),
        done: matches!(state.stage(), stage::DONE | stage::WAIVED),
        persons: attendance().map(|one| (As::Participant, one.person.clone())).collect(),
        units: vec![opened.unit.clone()],
        post: String::new(),
        period: Some(Period::days(first.min(last), last)),
        secrecy: Secrecy::Work,
        cells: json!({
            "year": opened.year.to_string(),
            "unit": opened.unit_name,
            "occasion": occasion,
            "planned": day_cell(planned),
            "held": day_cell(state.held.as_ref().map(|held| held.day)),
            "entitled": attendance().count(),
            "present": attendance().filter(|one| one.present).count(),
            "problems": state.problems.len(),
            "open": state.open().count(),
            "reported": day_cell(state.reported.as_ref().map(|reported| reported.report.day)),
        }),
        links: Vec::new(),
        text: state.planned.as_ref().map_or_else(String::new, |planned| planned.plan.theme.clone()),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let duties = match (state.stage(), &state.planned) {
        (stage::OPENED, _) => vec![duty("plan", "制定方案并报上级党组织", state.planners(), plan_due(state, clock))],
        (stage::PLANNED, Some(planned)) => {
            let words = format!("方案拟于{}召开", planned.plan.planned_on);
            let basis = Basis { limit: String::new(), clause: CLAUSE.to_owned(), words };
            let due = Due { day: Some(planned.plan.planned_on), basis };
            vec![duty("hold", "召开民主生活会并登记", state.unit(), due)]
        }
        (stage::RECTIFYING, _) => rectifying(state, clock),
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

/// The year's own by the end of its time; a special one by the limit.
fn plan_due(state: &State, clock: &Clock) -> Due {
    match state.opened.to {
        Some(to) => {
            let words = format!("民主生活会通常不晚于{to}召开，方案在此前报送");
            Due { day: Some(to), basis: Basis { limit: String::new(), clause: CLAUSE.to_owned(), words } }
        }
        None => clock.due(PLAN, state.opened.day, "提出召开"),
    }
}

fn rectifying(state: &State, clock: &Clock) -> Vec<Duty> {
    let mut duties = Vec::new();
    let held = state.held.as_ref().map_or(state.opened.day, |held| held.day);
    if state.reported.is_none() {
        duties.push(duty("report", "报送民主生活会情况报告和会议记录", state.unit(), clock.due(REPORT, held, "召开")));
    }
    for problem in state.open() {
        let words = format!("问题{}（{}）", problem.number, problem.about);
        let one = &problem.rectification;
        let own = match (one.stage, &one.measure) {
            (RectificationStage::Reported, _) => {
                duty("check", &format!("复查{words}"), section(), clock.due(CHECK, problem.since, "报告整改情况"))
            }
            (_, None) => {
                duty("measure", &format!("提出{words}的整改措施"), state.unit(), clock.due(MEASURES, held, "召开"))
            }
            (_, Some(_)) => {
                let due = Due { day: one.by, ..open("整改措施写明的完成期限", CLAUSE) };
                duty("report_item", &format!("完成{words}的整改并报告"), state.unit(), due)
            }
        };
        duties.push(Duty { key: format!("{}:{}", own.key, problem.number), ..own });
    }
    duties
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => match (&opened.occasion, &opened.reason) {
            (Some(occasion), Some(reason)) => Line::new("召开专题民主生活会", format!("{occasion}：{reason}")),
            _ => Line::new("开启年度民主生活会", format!("{}年度", opened.year)),
        },
        Event::Planned(planned) => {
            let plan = &planned.plan;
            let notes: String = planned.notes.iter().map(|note| format!("；提示：{note}")).collect();
            let consent = plan.consent.as_ref().map_or_else(String::new, |consent| format!("；{consent}"));
            let (filed, on) = (plan.filed_on.sentence(), plan.planned_on.sentence());
            Line::new(
                "报送方案",
                format!("{filed}报{}，拟{on}召开，主题：{}{consent}{notes}", plan.superior, plan.theme),
            )
        }
        Event::Held(held) => {
            let absent: Vec<String> = held
                .attendance
                .iter()
                .filter(|one| !one.present)
                .map(|one| format!("{}（{}）", one.name, one.reason))
                .collect();
            let absent = if absent.is_empty() { String::new() } else { format!("，缺席{}", absent.join("、")) };
            let present = held.attendance.iter().filter(|one| one.present).count();
            let words = format!(
                "{}，应到{}人，实到{present}人{absent}，列出问题{}个",
                held.day.sentence(),
                held.attendance.len(),
                held.problems.len()
            );
            Line::new("召开", words)
        }
        Event::Reported(one) => Line::new("报送报告", one.report.day.sentence()),
        Event::Measured(one) => {
            let measure = &one.measure;
            let words = format!("问题{}：{}，{}前完成", measure.item, measure.measure, measure.by.sentence());
            Line::new("提出整改措施", words)
        }
        Event::ItemReported(one) => Line::new("报告整改情况", format!("问题{}：{}", one.done.item, one.done.done)),
        Event::Checked(one) => {
            let check = &one.check;
            let word = if check.passed { "销号" } else { "未通过" };
            Line::new("复查", format!("问题{}{word}：{}", check.item, check.opinion))
        }
        Event::Dropped(one) => Line::new("不再整改", format!("问题{}：{}", one.drop.item, one.drop.reason)).grave(),
        Event::Waived(waived) => Line::new("不再召开", waived.reason.0.clone()).grave(),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    if state.waived.is_some() {
        return Vec::new();
    }
    let order = [stage::OPENED, stage::PLANNED, stage::RECTIFYING, stage::DONE];
    let here = order.iter().position(|word| *word == state.stage()).unwrap_or_default();
    let step = |word: &str, place, day| Step { word: word.to_owned(), pace: Pace::at(place, here), day, who: None };
    vec![
        step("报方案", 0, state.planned.as_ref().map(|planned| planned.plan.filed_on)),
        step("召开", 1, state.held.as_ref().map(|held| held.day)),
        step("报告和整改", 2, state.reported.as_ref().map(|reported| reported.report.day)),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state else {
        let unit = cx.actor.decider().and_then(|person| cx.facts.unit_of(person, cx.day));
        return Aid { prefill: json!({ "unit": unit }), ..Aid::default() };
    };
    let one = |problem: &Problem| {
        (problem.number.to_string(), format!("{}：{}", problem.about, problem.rectification.problem))
    };
    let items = |at: RectificationStage| vec![("/item", state.at(at).map(one).collect::<Vec<_>>())];
    let prefilled = |prefill: Value| Aid { prefill, ..Aid::default() };
    match verb {
        "plan" => {
            let plan = state.planned.as_ref().map(|planned| &planned.plan);
            prefilled(plan.map_or_else(|| json!({"filed_on": cx.day}), |plan| json!(plan)))
        }
        "hold" => {
            let planned = state.planned.as_ref().map_or(cx.day, |planned| planned.plan.planned_on);
            let on = planned.min(cx.day);
            let members: Vec<PersonId> = entitled(&state.opened.unit, on, cx);
            let rows: Vec<Value> = members.iter().map(|who| json!({"person": who, "present": true})).collect();
            let note = "到会不足规定比例的不能召开；问题逐条填写，对象为班子的不选人";
            Aid { note: Some(note.to_owned()), ..prefilled(json!({"day": on, "rows": rows})) }
        }
        "report" => prefilled(json!({"day": cx.day})),
        "measure" | "report_item" => Aid { choices: items(RectificationStage::Open), ..Aid::default() },
        "check" => Aid { choices: items(RectificationStage::Reported), ..Aid::default() },
        "drop" => Aid { choices: vec![("/item", state.open().map(one).collect())], ..Aid::default() },
        _ => Aid::default(),
    }
}
