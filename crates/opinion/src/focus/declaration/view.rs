//! How a report looks from outside: whose, whether, how late; never what.

use super::{
    facts::{Answer, Event, Filed, State, Verdict},
    rules::{self, CLAUSE, CONFIRM, EXPLAIN, FIND, MEND, READ, REVIEW, TELL, VERIFY, YEARLY, confirming, reviewing},
    stage,
};
use crate::owed::{duty, open, section};
use engine::{
    days::Day,
    policy::Clock,
    procedure::{Aid, As, Context, Effects, Line, Outline, Pace, Secrecy, Step},
    words::MatterId,
};
use serde_json::json;

fn occasion(state: &State) -> &'static str {
    if state.opened.happened.is_some() { "变化报告" } else { "年度报告" }
}

pub(super) fn outline(state: &State) -> Outline {
    let (opened, stage) = (&state.opened, state.stage());
    let about = match opened.happened {
        Some(day) => format!("{}变化", day.sentence_with_year()),
        None => format!("{}年度", opened.year),
    };
    let drawn: Option<MatterId> = state.picked.as_ref().and_then(|picked| picked.draw.clone());
    Outline {
        title: format!("个人重大事项报告：{}，{about}", opened.name),
        stage,
        done: matches!(stage, stage::FILED | stage::CHECKED | stage::DROPPED),
        persons: vec![(As::Subject, opened.person.clone())],
        // His unit sees nothing of it: what one reports of his family is between him and the department.
        units: Vec::new(),
        post: opened.post.clone(),
        period: Some(opened.period),
        secrecy: Secrecy::Work,
        cells: json!({
            "occasion": occasion(state),
            "unit": opened.unit_name,
            "filed": state.first.map_or_else(String::new, |day| day.to_string()),
            "days_late": state.filed.as_ref().map(|filed| filed.days_late),
            "mending": state.sent_back.as_ref().map_or(0, |sent| sent.items.len()),
            "check": state.picked.as_ref().map_or("", |picked| picked.way.as_str()),
            "verdict": state.verdict().map_or("", Verdict::word),
        }),
        links: drawn.into_iter().map(|draw| ("抽查", draw)).collect(),
        text: opened.unit_name.clone(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let since = |limit: &str, day: Option<Day>, event: &str| {
        day.map_or_else(|| open(event, CLAUSE), |day| clock.due(limit, day, event))
    };
    let name = &state.opened.name;
    let duties = match state.stage() {
        stage::REPORTING => {
            let what = format!("报告{}年度个人重大事项", state.opened.year);
            vec![duty("file", &what, state.own(), clock.due(YEARLY, state.opened.period.to.day, "年度终了"))]
        }
        stage::MENDING => {
            let due = since(MEND, state.sent_back.as_ref().map(|sent| sent.day), "退回补正");
            vec![duty("file", "补正个人重大事项报告", state.own(), due)]
        }
        stage::READING => {
            let due = since(READ, state.filed.as_ref().map(|filed| filed.day), "收到报告");
            vec![duty("accept", &format!("审核{name}的个人重大事项报告"), section(), due)]
        }
        stage::VERIFYING => {
            let due = since(VERIFY, state.picked.as_ref().map(|picked| picked.day), "列入核实");
            vec![duty("verify", &format!("核实{name}的个人重大事项报告"), section(), due)]
        }
        stage::FINDING => finding(state, clock),
        stage::CONFIRMING => {
            let due = since(CONFIRM, state.found.as_ref().map(|found| found.day), "认定");
            vec![duty("confirm", &format!("审定对{name}报告的认定"), confirming(), due)]
        }
        stage::TELLING => {
            let due = since(TELL, state.confirmed.as_ref().map(|one| one.day), "审定");
            vec![duty("tell", &format!("把核实结果告知{name}"), section(), due)]
        }
        stage::REVIEWING => {
            let due = since(REVIEW, state.review_asked.as_ref().map(|asked| asked.day), "申请复核");
            vec![duty("review", &format!("复核对{name}报告的认定"), reviewing(), due)]
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

/// What differs waits for his explanation; the finding follows.
fn finding(state: &State, clock: &Clock) -> Vec<engine::procedure::Duty> {
    let Some(verified) = &state.verified else { return Vec::new() };
    let due = clock.due(FIND, verified.day, "核实");
    let mut duties = vec![duty("find", &format!("认定{}的报告情况", state.opened.name), section(), due)];
    if !verified.verify.agrees && state.explained.is_empty() {
        let due = clock.due(EXPLAIN, verified.day, "核实");
        duties.push(duty("explain", "说明核实中不一致的情况", state.own(), due));
    }
    duties
}

fn items(answers: &[Answer]) -> String {
    answers.iter().map(|answer| answer.item.as_str()).collect::<Vec<_>>().join("、")
}

fn filed(one: &Filed) -> String {
    let late = match &one.late_reason {
        Some(reason) if one.days_late > 0 => format!("；逾期{}天：{reason}", one.days_late),
        _ => String::new(),
    };
    format!("{}项，内容封存{late}", one.answers.len())
}

/// No line tells what there is to report, nor what differs.
pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(one) => Line::new("开启年度报告", format!("{}年度，{}{}", one.year, one.post, one.name)),
        Event::Reported(one) => {
            let happened = one.opened.happened.map_or_else(String::new, |day| format!("{}发生，", day.sentence()));
            Line::new("报告变化", format!("{happened}{}", filed(&one.filed)))
        }
        Event::Filed(one) => Line::new("报告", filed(one)),
        Event::Supplemented(one) => Line::new("补充报告", format!("{}项，内容封存；{}", one.answers.len(), one.reason)),
        Event::Accepted(one) => Line::new("审核归档", one.opinion.clone().unwrap_or_default().0),
        Event::SentBack(sent) => {
            let items: Vec<String> = sent.items.iter().map(|one| format!("{}：{}", one.item, one.what)).collect();
            Line::new("退回补正", items.join("；"))
        }
        Event::Picked(one) => Line::new("列入核实", one.way.clone()),
        Event::Unpicked(_) => Line::new("抽查撤回", "不再核实"),
        Event::Verified(one) => {
            let word = if one.verify.agrees {
                "与报告一致"
            } else {
                "有不一致的情况，内容封存，请本人说明"
            };
            Line::new("核实", word)
        }
        Event::Explained(_) => Line::new("本人说明", "内容封存"),
        Event::Found(one) => Line::new("认定", format!("{}，理由封存，待审定", one.find.verdict.word())),
        Event::Confirmed(one) => {
            let word = if one.confirm.agreed { "同意认定" } else { "退回重新认定" };
            Line::new("审定", format!("{word}：{}", one.confirm.opinion))
        }
        Event::Told(told) => Line::new("告知本人", format!("{}，{}", told.tell.day.sentence(), told.tell.way)),
        Event::ReviewAsked(_) => Line::new("申请复核", "理由封存"),
        Event::Reviewed(one) => Line::new("复核决定", format!("{}，理由封存", one.review.verdict.word())),
        Event::Dropped(one) => Line::new("不再报告", one.reason.clone()),
        Event::Passed(one) => Line::new("并入", one.name.clone()),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let at = match state.stage() {
        stage::REPORTING | stage::MENDING => 0,
        stage::READING => 1,
        stage::FILED | stage::DROPPED => 2,
        stage::VERIFYING => 3,
        stage::FINDING => 4,
        stage::CONFIRMING => 5,
        stage::TELLING => 6,
        _ => 7,
    };
    let step =
        |word: &str, place: usize, day| Step { word: word.to_owned(), pace: Pace::at(place, at), day, who: None };
    let mut steps = vec![step("报告", 0, state.first), step("审核归档", 1, state.accepted.as_ref().map(|one| one.day))];
    if state.picked.is_some() {
        steps.push(step("核实", 3, state.verified.as_ref().map(|one| one.day)));
        steps.push(step("认定", 4, state.found.as_ref().map(|one| one.day)));
        steps.push(step("审定", 5, state.confirmed.as_ref().map(|one| one.day)));
        steps.push(step("告知本人", 6, state.told.as_ref().map(|told| told.tell.day)));
    }
    steps
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (None, "report") => {
            let note = "婚姻、出国（境）、移居、从业等发生变化的，在县里规定的期限内报告；内容封存，只有管理人员和本人按程序查阅".to_owned();
            Aid { note: Some(note), ..Aid::default() }
        }
        (Some(state), "file") => {
            let all = if state.opened.happened.is_some() {
                Vec::new()
            } else {
                rules::items(cx).into_iter().map(|item| json!({"item": item})).collect()
            };
            let lacking = state.sent_back.iter().flat_map(|sent| &sent.items);
            let path = lacking.map(|one| format!("{}：{}", one.item, one.what)).collect();
            let hide = if state.filed.is_some() { vec!["/late_reason"] } else { Vec::new() };
            let note = "逐项填写，没有的写“无此类情况”；内容封存".to_owned();
            let heading = Some("需要补正");
            Aid { prefill: json!({"rows": all}), hide, path, heading, note: Some(note), ..Aid::default() }
        }
        (Some(state), "accept" | "send_back") => {
            let path = state.filed.iter().map(|filed| items(&filed.answers)).collect();
            Aid { path, heading: Some("已报告的项目"), ..Aid::default() }
        }
        (Some(_), "tell") => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        _ => Aid::default(),
    }
}
