//! How a visit looks from outside.

use super::{
    facts::{Event, Finding, Notified, Record, State},
    rules::{
        ASSESSMENT, CLAUSE, MEASURES, NOTICE, PUBLICATION, RECHECK, RECTIFY, SIGNING, approvers, assessors,
        section_and_assessors,
    },
    stage,
};
use crate::owed::{duty, section};
use engine::{
    access::Hat,
    days::Period,
    parts::RectificationStage,
    policy::{Clock, Due},
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
    words::PersonId,
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let record = state.record();
    let visit = &record.visit;
    let stage = state.stage();
    let done = stage == stage::DONE;
    // Until it is told, the unit does not see what was found in it; nor do the persons concerned.
    let told = state.notified.is_some();
    let units = if told { vec![visit.unit.clone()] } else { Vec::new() };
    Outline {
        title: format!("{}：{}，{}", visit.form.word(), record.unit, visit.day),
        stage,
        done,
        persons: persons(state, told),
        units,
        post: String::new(),
        period: Some(Period::days(visit.day, visit.day)),
        secrecy: Secrecy::Inner,
        cells: json!({
            "form": visit.form.word(),
            "day": visit.day,
            "unit": record.unit,
            "owners": owners(record),
            "unannounced": visit.unannounced,
            "node": record.node,
            "findings": visit.findings.len(),
            "standing": state.standing().count(),
            "repeats": repeats(state),
            "open": state.open().count(),
            "scope": state.published().map_or("", |one| one.proposal.scope.word()),
        }),
        links: visit.plan.iter().map(|plan| ("年度督查计划", plan.clone())).collect(),
        text: record.categories.join("、"),
    }
}

/// The team, and whom the findings concern as long as these may stand.
fn persons(state: &State, told: bool) -> Vec<(As, PersonId)> {
    let record = state.record();
    let mut found: Vec<(As, PersonId)> = record.team.iter().map(|member| (As::Signer, member.person.clone())).collect();
    if told {
        let may_stand = |number: u32| state.assessed.is_none() || state.standing().any(|one| one.number == number);
        for one in record.concerned.iter().filter(|one| may_stand(one.finding)) {
            let entry = (As::Subject, one.person.clone());
            if !found.contains(&entry) {
                found.push(entry);
            }
        }
    }
    found
}

/// From which owners the team is, each once.
fn owners(record: &Record) -> String {
    let mut found: Vec<&str> = Vec::new();
    for member in &record.team {
        if !found.contains(&member.owner.as_str()) {
            found.push(&member.owner);
        }
    }
    found.join("、")
}

/// How many findings that may stand had been found here before.
fn repeats(state: &State) -> usize {
    let record = &state.record().visit;
    let again = |number: &u32| state.repeats.iter().any(|repeat| repeat.finding == *number);
    let fallen = |number: &u32| state.findings.iter().any(|one| one.number == *number && !one.verdict.stands());
    (1..).zip(&record.findings).filter(|(number, _)| again(number) && !fallen(number)).count()
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let mut duties = match state.stage() {
        stage::SIGNING => {
            let due = clock.due(SIGNING, state.registered.on, "登记");
            vec![duty("sign", "在督查记录上签字", state.unsigned(), due)]
        }
        stage::NOTICE => {
            let due = clock.due(NOTICE, state.record().visit.day, "督查");
            vec![duty("notify", "将发现的问题通知被督查单位", section(), due)]
        }
        stage::REPLY => replies(state, clock),
        stage::ASSESSMENT => {
            let spoken = state.statements.iter().map(|one| one.day).chain(state.replied.iter().map(|one| one.day));
            let since = state.lapsed.into_iter().chain(spoken).max().unwrap_or(state.registered.on);
            vec![duty("assess", "逐条认定督查发现的问题", assessors(), clock.due(ASSESSMENT, since, "答复或期满"))]
        }
        stage::RECTIFYING => state.open().filter_map(|finding| rectification(state, finding, clock)).collect(),
        _ => Vec::new(),
    };
    if let Some(pending) = state.pending() {
        let due = clock.due(PUBLICATION, pending.proposed, "提请通报");
        duties.push(duty("approve", "审批督查通报", approvers(pending.proposal.scope), due));
    }
    Effects { duties, ..Effects::default() }
}

fn replies(state: &State, clock: &Clock) -> Vec<Duty> {
    let Some(due) = state.reply_due(clock) else { return Vec::new() };
    let mut duties = Vec::new();
    if state.replied.is_none() {
        duties.push(duty("reply", "答复督查发现的问题", state.unit_hats(), due.clone()));
    }
    let own = |person: &PersonId| Duty {
        key: format!("state:{person}"),
        ..duty("state", "对督查发现的问题进行陈述", vec![Hat::Person(person.clone())], due.clone())
    };
    duties.extend(state.silent().map(own));
    duties
}

/// What is owed about a finding that stands and is not struck off.
fn rectification(state: &State, finding: &Finding, clock: &Clock) -> Option<Duty> {
    let one = finding.rectification.as_ref()?;
    let number = finding.number;
    let (verb, what, by, due) = match (one.stage, &one.measure) {
        (RectificationStage::Open, None) => {
            ("measure", "提出整改措施", state.unit_hats(), clock.due(MEASURES, finding.since, "认定"))
        }
        (RectificationStage::Open, Some(_)) => {
            let due = clock.due(RECTIFY, finding.since, "认定或复查");
            ("report", "完成整改并报告", state.unit_hats(), promised(due, one.by, finding))
        }
        (RectificationStage::Reported, _) => {
            ("recheck", "复查整改情况", section_and_assessors(), clock.due(RECHECK, finding.since, "报告整改情况"))
        }
        (RectificationStage::Struck, _) => return None,
    };
    Some(Duty { key: format!("{verb}:{number}"), ..duty(verb, &format!("问题{number}：{what}"), by, due) })
}

/// The day that the unit itself named counts, unless a re-check has opened the finding again after it.
fn promised(due: Due, by: Option<engine::days::Day>, finding: &Finding) -> Due {
    match by {
        Some(by) if by >= finding.since => {
            let mut due = due;
            due.basis.words = format!("{}；整改措施定于{by}完成", due.basis.words);
            due.day = Some(by);
            due
        }
        _ => due,
    }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Registered(one) => Line::new("登记督查", sheet(&one.record)),
        Event::Revised(one) => Line::new("修改督查记录", sheet(&one.record)),
        Event::Signed(one) => Line::new("督查人员签字", one.day.sentence()),
        Event::Notified(one) => Line::new("通知被督查单位", notice(one)),
        Event::Replied(one) => Line::new("单位答复", one.reply.text.0.clone()),
        Event::Stated(one) => Line::new("本人陈述", format!("{}：{}", one.name, one.statement.text)),
        Event::Extended(one) => {
            Line::new("准予延期答复", format!("延至{}：{}", one.extension.until.sentence(), one.extension.reason))
        }
        Event::Lapsed(one) => Line::new("逾期未答复", format!("答复期限为{}", one.due.sentence())),
        Event::Assessed(one) => {
            let rows = one.assessment.rows.iter();
            let words = rows.map(|row| format!("问题{}{}：{}", row.finding, row.verdict.word(), row.reason));
            Line::new("逐条认定", words.collect::<Vec<_>>().join("；"))
        }
        Event::Measured(one) => {
            let measure = &one.measure;
            let text = format!("问题{}：{}，{}前完成", measure.finding, measure.measure, measure.by.sentence());
            Line::new("提出整改措施", text)
        }
        Event::Reported(one) => Line::new("报告整改情况", format!("问题{}：{}", one.report.finding, one.report.done)),
        Event::Rechecked(one) => {
            let recheck = &one.recheck;
            let word = if recheck.passed { "予以销号" } else { "继续整改" };
            Line::new("复查", format!("问题{}{word}：{}", recheck.finding, recheck.opinion))
        }
        Event::Proposed(one) => Line::new("提请通报", format!("{}：{}", one.proposal.scope.word(), one.proposal.text)),
        Event::Approved(one) => Line::new("批准通报", one.approval.document.clone().unwrap_or_default()).grave(),
        Event::Rejected(one) => Line::new("不予通报", one.rejection.reason.0.clone()),
        Event::Withdrawn(one) => Line::new("撤回通报", one.withdrawal.reason.0.clone()).grave(),
    }
}

fn sheet(record: &Record) -> String {
    let visit = &record.visit;
    let how = if visit.unannounced { "事先不通知，" } else { "" };
    let found = match record.categories.len() {
        0 => "未发现问题".to_owned(),
        count => format!("发现问题{count}个：{}", record.categories.join("；")),
    };
    format!("{}{}，{}，{how}{found}", visit.day.sentence(), visit.form.word(), record.unit)
}

fn notice(notified: &Notified) -> String {
    let document = notified.notice.document.as_deref().map_or_else(String::new, |document| format!("{document}，"));
    let again = |repeat: &super::facts::Repeat| format!("；问题{}在{}中已经发现", repeat.finding, repeat.number);
    let repeats: String = notified.repeats.iter().map(again).collect();
    format!("{document}{}{repeats}", notified.notice.text)
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day| Step { word: word.to_owned(), pace, day, who: None };
    let stage = state.stage();
    if stage == stage::DONE && state.record().visit.findings.is_empty() {
        return vec![step("签字", Pace::Done, state.signed)];
    }
    let order = [stage::SIGNING, stage::NOTICE, stage::REPLY, stage::ASSESSMENT, stage::RECTIFYING];
    let here = order.iter().position(|word| *word == stage).unwrap_or(order.len());
    let pace = |place| Pace::at(place, here);
    vec![
        step("签字", pace(0), state.signed),
        step("通知", pace(1), state.notified.as_ref().map(|one| one.day)),
        step("答复", pace(2), state.replied.as_ref().map(|one| one.day)),
        step("认定", pace(3), state.assessed),
        step("整改销号", pace(4), None),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let note = |words: String| Aid { note: Some(words), ..Aid::default() };
    match (state, verb) {
        (None, "register") => Aid {
            prefill: json!({"day": cx.day, "form": "covert", "unannounced": true}),
            ..note("六不作风、八个摒弃由县里录入字典，没有录入的用文字写明类别".to_owned())
        },
        (Some(state), "revise") => Aid {
            prefill: serde_json::to_value(&state.record().visit).unwrap_or_default(),
            ..note("修改后督查人员重新签字".to_owned())
        },
        (Some(_), "notify") => note(cx.policy.due(super::rules::REPLY, cx.day, "送达", &[]).basis.words),
        (Some(state), "assess") => {
            let rows = (1..).zip(&state.record().visit.findings);
            let rows = rows.map(|(number, _): (u32, _)| json!({"finding": number, "verdict": "uncontested"}));
            Aid {
                prefill: json!({"rows": rows.collect::<Vec<_>>()}),
                ..note(format!("认定依据{}；采信的问题不再整改，也不通报", cx.policy.clause_label(CLAUSE)))
            }
        }
        (Some(state), "measure" | "report") => first(state, RectificationStage::Open),
        (Some(state), "recheck") => first(state, RectificationStage::Reported),
        (Some(_), "propose") => note("批准后才能通报；通报全县各单位和向社会公开的，由部长批准".to_owned()),
        _ => Aid::default(),
    }
}

/// The first finding that waits at this stage.
fn first(state: &State, stage: RectificationStage) -> Aid {
    let number = state.at(|one| one == stage).next().map(|finding| finding.number);
    Aid { prefill: json!({"finding": number}), ..Aid::default() }
}
