//! How a report looks from outside.

use super::{
    facts::{Content, Event, Figure, State},
    figures,
    rules::{CLAUSE, MEND, REPORT, REVIEW},
    stage,
};
use crate::owed::{self, duty, open, section};
use engine::{
    access::Hat,
    policy::Clock,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let (opened, stage) = (&state.opened, state.stage());
    let half = format!("{}年{}", opened.year, opened.half.word());
    let made = state.submitted.as_ref();
    let heads = opened.parts.iter().filter_map(|part| part.head.clone()).map(|head| (As::Signer, head));
    let reporter = made.map(|made| (As::Signer, made.reporter.clone()));
    let mut persons: Vec<_> = Vec::new();
    for one in heads.chain(reporter) {
        if !persons.contains(&one) {
            persons.push(one);
        }
    }
    let others = opened.parts.iter().map(|part| part.unit.clone()).filter(|unit| *unit != opened.unit);
    Outline {
        title: format!("{}{half}干部日常管理监督情况报告", opened.name),
        stage,
        done: matches!(stage, stage::DONE | stage::DROPPED),
        persons,
        units: std::iter::once(opened.unit.clone()).chain(others).collect(),
        post: String::new(),
        period: Some(opened.period),
        secrecy: Secrecy::Inner,
        cells: json!({
            "half": half,
            "unit": opened.name,
            "reporter": made.map_or("", |made| made.name.as_str()),
            "submitted": state.first.map_or_else(String::new, |day| day.to_string()),
            "days_late": made.map(|made| made.days_late),
            "in_stead": made.is_some_and(|made| made.submit.in_stead.is_some()),
            "mending": state.mending().count(),
        }),
        links: Vec::new(),
        text: opened.parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>().join(" "),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let by = || owed::unit(&state.opened.unit);
    let within = || clock.due(REPORT, state.opened.period.to.day, "半年期满");
    let duties = match state.stage() {
        stage::REPORTING => {
            let half = format!("{}年{}", state.opened.year, state.opened.half.word());
            let report = duty("submit", &format!("报告{half}干部日常管理监督情况"), by(), within());
            let sign = |part: &super::facts::Part| {
                let head = part.head.clone()?;
                let what = format!("签认半年报告中{}的部分", part.name);
                Some(Duty {
                    key: format!("sign_part:{}", part.unit),
                    ..duty("sign_part", &what, vec![Hat::Person(head)], within())
                })
            };
            std::iter::once(report).chain(state.unsigned().filter_map(sign)).collect()
        }
        stage::MENDING => {
            let count = state.mending().count();
            let since = state.sent_back.as_ref().map(|sent| sent.day);
            let due = since.map_or_else(|| open("退回补正", CLAUSE), |day| clock.due(MEND, day, "退回补正"));
            vec![duty("submit", &format!("补正半年报告（{count}项）"), by(), due)]
        }
        stage::READING => {
            let since = state.submitted.as_ref().map(|made| made.day);
            let due = since.map_or_else(|| open("收到报告", CLAUSE), |day| clock.due(REVIEW, day, "收到报告"));
            vec![duty("accept", &format!("审阅{}的半年报告", state.opened.name), section(), due)]
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

/// 请假外出（人次）3，所属单位1，上期2
fn figure(row: &Figure) -> String {
    let below = if row.below > 0 { format!("，所属单位{}", row.below) } else { String::new() };
    let before = |word: &str, count: Option<u32>| count.map_or_else(String::new, |count| format!("，{word}{count}"));
    let (last, year_ago) = (before("上期", row.last), before("上年同期", row.year_ago));
    format!("{}{}{below}{last}{year_ago}", row.word, row.own)
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => {
            let parts: Vec<String> =
                opened.parts.iter().map(|part| format!("{}{}", part.name, part.period.words())).collect();
            let words =
                if parts.len() > 1 { format!("，合并报告：{}", parts.join("；")) } else { String::new() };
            Line::new("开启半年报告", format!("{}年{}{words}", opened.year, opened.half.word()))
        }
        Event::Drafted(drafted) => {
            let written = drafted.content.fields().iter().filter(|(_, _, text)| !text.0.trim().is_empty()).count();
            Line::new("保存底稿", format!("已写{written}项"))
        }
        Event::PartSigned(signed) => Line::new("签认原单位部分", signed.name.clone()),
        Event::Submitted(made) => {
            let stead = made.submit.in_stead.as_ref();
            let stead = stead.map_or_else(String::new, |stead| format!("（代报：{}）", stead.reason));
            let late = match (&made.submit.late_reason, made.days_late) {
                (Some(reason), late) if late > 0 => format!("；逾期{late}个工作日：{reason}"),
                _ => String::new(),
            };
            let figures: Vec<String> = made.figures.iter().map(figure).collect();
            Line::new("报告", format!("{}{stead}{late}；{}", made.name, figures.join("；")))
        }
        Event::Read(note) => {
            let remark = note.remark.as_ref().map_or_else(String::new, |remark| format!("：{remark}"));
            Line::new("阅", format!("{}{remark}", note.name))
        }
        Event::Accepted(one) => Line::new("审阅通过", one.opinion.clone().unwrap_or_default().0),
        Event::SentBack(sent) => {
            let items: Vec<String> = sent.items.iter().map(|item| format!("{}.{}", item.item, item.problem)).collect();
            Line::new("退回补正", items.join("；"))
        }
        Event::Dropped(dropped) => Line::new("不再报告", dropped.reason.0.clone()).grave(),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let made = state.submitted.as_ref();
    let step = |word: &str, pace, day, who| Step { word: word.to_owned(), pace, day, who };
    let (report, read) = match state.stage() {
        stage::REPORTING | stage::MENDING => (Pace::Current, Pace::Later),
        stage::READING => (Pace::Done, Pace::Current),
        stage::DONE => (Pace::Done, Pace::Done),
        _ => (Pace::Later, Pace::Later),
    };
    vec![
        step("开启", Pace::Done, Some(state.opened.day), None),
        step("报告", report, state.first, made.map(|made| made.name.clone())),
        step("审阅", read, state.accepted.as_ref().map(|one| one.day), None),
    ]
}

/// The figures as they are now, and a text to start from.
fn reporting(state: &State, verb: &str, cx: &Context) -> Aid {
    let tallies = figures::tallies(&state.opened.parts, cx);
    let (all, compared) = figures::compared(&state.opened, &state.unit(cx), &tallies, cx);
    let mut path: Vec<String> = all.iter().map(figure).collect();
    if tallies.len() > 1 {
        path.extend(tallies.iter().map(|tally| {
            let rows: Vec<String> = tally.rows.iter().map(figure).collect();
            format!("其中{}（{}）：{}", tally.name, tally.period.words(), rows.join("；"))
        }));
    }
    path.extend(compared);
    let before = state.submitted.as_ref().map(|made| made.submit.content.clone());
    let content = state.draft.clone().or(before).unwrap_or_else(|| {
        let counted: Vec<String> = all.iter().map(|row| format!("{}{}", row.word, row.own + row.below)).collect();
        Content { daily: format!("本期{}。", counted.join("，")).into(), ..Content::default() }
    });
    let aid = if verb == "submit" { asked(state, &content, cx) } else { Aid::default() };
    Aid {
        prefill: if verb == "submit" { aid.prefill } else { json!({"content": content}) },
        note: Some("下列数字由程序从本单位事项汇总，报告时随报告固定，不须另填".to_owned()),
        path,
        heading: Some("本期数字"),
        ..aid
    }
}

/// What the report asks for beside its content: only what it lacks.
fn asked(state: &State, content: &Content, cx: &Context) -> Aid {
    let rows: Vec<_> = state.mending().map(|item| json!({"item": item.item, "how": ""})).collect();
    let due = cx.policy.due(REPORT, state.opened.period.to.day, "半年期满", &cx.facts.pauses(cx.matter)).day;
    let late = state.first.is_none() && due.is_some_and(|due| due < cx.day);
    let unsigned = state.first.is_none() && state.unsigned().next().is_some();
    let optional = [("/mended", !rows.is_empty()), ("/unsigned", unsigned), ("/late_reason", late)];
    let hide = optional.iter().filter(|(_, wanted)| !wanted).map(|(at, _)| *at).collect();
    let require = content.fields().map(|(at, _, _)| at).into_iter().chain(late.then_some("/late_reason")).collect();
    Aid { prefill: json!({"content": content, "mended": rows}), hide, require, ..Aid::default() }
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (Some(state), "submit" | "draft") => reporting(state, verb, cx),
        (Some(state), "accept" | "send_back") => {
            let made = state.submitted.iter().flat_map(|made| &made.figures);
            Aid { path: made.map(figure).collect(), heading: Some("报告数字"), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}
