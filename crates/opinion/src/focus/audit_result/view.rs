//! How an audit looks from outside.

use super::{
    facts::{Event, Finding, Occasion, Proposed, ReportedIn, State},
    rules::{CLAUSE, COURSE, ENTRUST, FILE, REPORT, REVIEW, STATEMENT},
    stage,
};
use crate::{
    checks::day_cell,
    mending,
    owed::{duty, open, section},
};
use engine::{
    access::Hat,
    days::{Day, Period},
    form::yuan,
    policy::Clock,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
    words::MatterId,
};
use serde_json::json;

fn links(state: &State) -> Vec<(&'static str, MatterId)> {
    let proposed = &state.proposed;
    let handover = state.entrusted.as_ref().and_then(|one| one.handover.clone()).or_else(|| proposed.handover.clone());
    let left = state.left.as_ref().map(|left| left.decision.clone()).or_else(|| proposed.decision.clone());
    left.map(|id| ("任免", id)).into_iter().chain(handover.map(|id| ("离任交接", id))).collect()
}

/// What stands comes to, in yuan; empty where the report names no amount.
fn amount(findings: &[Finding]) -> String {
    let amounts: Vec<i64> = findings.iter().filter(|one| one.stands).filter_map(|one| one.amount).collect();
    if amounts.is_empty() { String::new() } else { format!("{}元", yuan(amounts.iter().sum())) }
}

pub(super) fn outline(state: &State) -> Outline {
    let (proposed, stage) = (&state.proposed, state.stage());
    let standing = || state.findings.iter().filter(|one| one.stands);
    let direct = standing().filter(|one| one.responsibility == super::Responsibility::Direct).count();
    Outline {
        title: format!("{}：{}（{}）", proposed.occasion.word(), proposed.name, proposed.label),
        stage,
        done: matches!(stage, stage::FILED | stage::WITHDRAWN),
        persons: vec![(As::Subject, proposed.person.clone())],
        units: vec![proposed.unit.clone()],
        post: proposed.label.clone(),
        period: Some(Period::days(proposed.from, proposed.to)),
        secrecy: Secrecy::Work,
        cells: json!({
            "unit": proposed.unit_name,
            "occasion": proposed.occasion.word(),
            "year": proposed.year.to_string(),
            "period": format!("{}至{}", proposed.from, proposed.to),
            "letter": state.entrusted.as_ref().map_or("", |one| one.entrust.number.as_str()),
            "report": state.reported.as_ref().map_or("", |one| one.report.number.as_str()),
            "received": day_cell(state.reported.as_ref().map(|one| one.report.day)),
            "findings": standing().count(),
            "amount": amount(&state.findings),
            "direct": direct,
            "open": state.open().count(),
            "left": state.left.is_some() || proposed.occasion == Occasion::Leaving,
        }),
        links: links(state),
        text: state.findings.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>().join(" "),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let received = state.reported.as_ref().map_or(state.proposed.day, |one| one.report.day);
    let mut duties: Vec<Duty> = match state.stage() {
        stage::PROPOSED => {
            let due = clock.due(ENTRUST, state.proposed.day, "提议审计");
            vec![duty("entrust", "委托审计机关审计", section(), due)]
        }
        stage::ENTRUSTED => {
            vec![duty("notify", "登记审计机关的审计通知", section(), open("已委托，等待审计机关通知", CLAUSE))]
        }
        stage::AUDITING => {
            let since = state.notified.as_ref().map_or(state.proposed.day, |one| one.day);
            vec![duty("report", "登记审计报告", section(), clock.due(REPORT, since, "审计通知送达"))]
        }
        stage::STATEMENT => {
            let own = vec![Hat::Person(state.proposed.person.clone())];
            vec![duty("state", "对审计报告提出意见", own, clock.due(STATEMENT, received, "收到审计报告"))]
        }
        stage::MENDING => mending::duties(&state.items, &state.proposed.unit, &COURSE, clock),
        stage::FILING => vec![duty("file", "把审计结果归入监督信息档案", section(), filing(state, clock))],
        stage::REVIEWING => Vec::new(),
        _ => return Effects::default(),
    };
    if let Some(appeal) = state.appealed.as_ref().filter(|_| state.is_appealed()) {
        duties.push(duty("review", "登记申诉的复查决定", section(), clock.due(REVIEW, appeal.day, "申诉")));
    }
    Effects { duties, ..Effects::default() }
}

/// Filing waits for the end of the time in which he may appeal.
fn filing(state: &State, clock: &Clock) -> engine::policy::Due {
    let appeal = state.reported.as_ref().and_then(|one| one.appeal_until);
    let appeal = appeal.filter(|_| state.appealed.is_none() && !state.has_died());
    let closed = state.closed_on.unwrap_or(state.proposed.day);
    match appeal.filter(|last| *last > closed) {
        Some(last) => clock.due(FILE, last, "申诉期满"),
        None => clock.due(FILE, closed, "问题全部销号"),
    }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Proposed(one) => Line::new("提议审计", proposal(one)),
        Event::Entrusted(one) => {
            let entrust = &one.entrust;
            Line::new("委托审计", format!("{}，{}，送{}", entrust.day.sentence(), entrust.number, entrust.organ))
        }
        Event::Notified(one) => {
            Line::new("审计通知", format!("{}送达{}，审计组组长{}", one.day.sentence(), one.number, one.leader))
        }
        Event::Reported(one) => Line::new("审计报告", report(one)),
        Event::Stated(one) => {
            let text = one.statement.text.as_ref().map_or("", |text| text.0.as_str());
            let word = if one.statement.agrees { "无异议" } else { "有异议" };
            let text = if text.is_empty() { word.to_owned() } else { format!("{word}：{text}") };
            Line::new("本人意见", text)
        }
        Event::Lapsed(one) => Line::new("逾期未提意见", format!("意见期限为{}", one.due.sentence())),
        Event::Appealed(one) => Line::new("申诉", format!("{}向{}申诉：{}", one.day.sentence(), one.organ, one.text)),
        Event::Reviewed(one) => {
            let changed = one.rows.iter().map(|row| {
                let word = row.responsibility.map_or("", super::Responsibility::word);
                let word = if row.stands { format!("改为{word}") } else { "不成立".to_owned() };
                format!("问题{}{word}", row.item)
            });
            let changed: Vec<String> = changed.collect();
            let words = if changed.is_empty() { "全部维持".to_owned() } else { changed.join("，") };
            Line::new("复查决定", format!("{}{}：{words}", one.day.sentence(), one.number))
        }
        Event::Measured(one) => one.line(),
        Event::ItemReported(one) => one.line(),
        Event::Checked(one) => one.line(),
        Event::Extended(one) => one.line(),
        Event::Dropped(one) => one.line(),
        Event::Filed(one) => {
            let file = &one.file;
            let copies = file.copies.as_ref().map_or_else(String::new, |copies| format!("，抄送{copies}"));
            Line::new("归档", format!("{}，{}{copies}", file.day.sentence(), file.place))
        }
        Event::Withdrawn(one) => {
            Line::new("撤回审计", format!("{}（{}）", one.withdraw.reason, one.withdraw.basis)).grave()
        }
        Event::Left(one) => {
            let word = if one.died { "本人去世" } else { "审计未办结时离任，继续办理" };
            Line::new("记入离任", format!("自{}起，{word}", one.day.sentence_with_year()))
        }
        Event::Undone(one) => Line::new("任免决定撤回", one.day.sentence()),
    }
}

fn proposal(one: &Proposed) -> String {
    let word = one.occasion.word();
    format!("{}年度，{word}，{}{}，审计期间{}至{}，{}", one.year, one.label, one.name, one.from, one.to, one.ground)
}

fn report(one: &ReportedIn) -> String {
    let found = match one.report.findings.len() {
        0 => "没有发现问题".to_owned(),
        count => format!("发现问题{count}个"),
    };
    let until = one.appeal_until.map_or_else(String::new, |day| format!("，申诉截止{}", day.sentence_with_year()));
    format!("{}送达{}，{found}{until}", one.report.day.sentence(), one.report.number)
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    if state.stage() == stage::WITHDRAWN {
        return Vec::new();
    }
    let order = [
        (stage::PROPOSED, "委托", state.entrusted.as_ref().map(|one| one.entrust.day)),
        (stage::ENTRUSTED, "通知", state.notified.as_ref().map(|one| one.day)),
        (stage::AUDITING, "审计", state.reported.as_ref().map(|one| one.report.day)),
        (stage::STATEMENT, "本人意见", state.stated.as_ref().map(|one| one.day)),
        (stage::MENDING, "整改销号", None),
        (stage::FILING, "归档", state.filed.as_ref().map(|one| one.file.day)),
    ];
    let here = match state.stage() {
        stage::REVIEWING => stage::FILING,
        other => other,
    };
    let here = order.iter().position(|(at, ..)| *at == here).unwrap_or(order.len());
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
    let today = || json!({"day": cx.day});
    let Some(state) = state else {
        let prefill = json!({"occasion": "in_office", "year": cx.day.year(), "to": cx.day});
        let note = noted("任中审计由联席会议议定后列入；离任审计由任免决定自动提议，漏了的在此补登");
        return Aid { prefill, note, ..Aid::default() };
    };
    let items = &state.items;
    match verb {
        "entrust" => {
            let note = noted("委托书和离任交接中的提请函是同一件，登记一处即可");
            Aid { prefill: today(), note, ..Aid::default() }
        }
        "report" => Aid {
            prefill: today(), note: noted("问题和责任照审计报告填写，不另作判断"), ..Aid::default()
        },
        "notify" | "appeal" | "review" | "file" => Aid { prefill: today(), ..Aid::default() },
        "state" => Aid {
            note: noted("提出异议不影响对本人的评价；到期没有意见的，继续办理"), ..Aid::default()
        },
        _ => mending::aid(items, verb),
    }
}
