//! How a chief's year looks from outside.

use super::{
    facts::{Ballot, Event, Member, Rated, State, Way},
    rules::{CLAUSE, COLLECTIVE, LIST, RATE, REPORT, TALKS, TELL},
    stage,
};
use crate::owed::{duty, open, section};
use engine::{
    days::Day,
    policy::{Basis, Clock, Due},
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let (opened, stage) = (&state.opened, state.stage());
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let delivered = state.delivered.as_ref().map(|one| &one.deliver);
    Outline {
        title: format!("{}年一把手监督：{}，{}", opened.year, opened.name, opened.unit_name),
        stage,
        done: matches!(stage, stage::DONE | stage::LEFT),
        persons: vec![(As::Subject, opened.person.clone())],
        // How he is rated, and that he was reminded, is not his unit's to see, nor the other chief's.
        units: Vec::new(),
        post: opened.post.clone(),
        period: Some(opened.period),
        secrecy: Secrecy::Work,
        cells: json!({
            "year": opened.year.to_string(),
            "unit": opened.unit_name,
            "list": state.list.as_ref().map_or(0, |list| list.items.len()),
            "talks": state.talks.len(),
            "collective": state.body_talks.len(),
            "unspoken": state.untalked.len(),
            "reminders": state.reminders.len(),
            "delivered": day(delivered.map(|one| one.day)),
            "way": delivered.map_or("", |one| one.way.word()),
            "told": day(state.told.as_ref().map(|told| told.tell.day)),
        }),
        links: Vec::new(),
        text: opened.unit_name.clone(),
    }
}

/// The year's last day, for what is owed within it.
fn by_year(state: &State, limit: &str, words: String) -> Due {
    let basis = Basis { limit: limit.to_owned(), clause: CLAUSE.to_owned(), words };
    Due { day: Some(state.opened.period.to.day), basis }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let since = |limit: &str, day: Option<Day>, event: &str| {
        day.map_or_else(|| open(event, CLAUSE), |day| clock.due(limit, day, event))
    };
    let stage = state.stage();
    let mut duties: Vec<Duty> = match stage {
        stage::OWING => {
            let due = clock.due(REPORT, state.opened.period.to.day, "年度终了");
            vec![duty("deliver", &format!("{}年度述责述廉", state.opened.year), state.own(), due)]
        }
        stage::RATING => {
            let due = since(RATE, state.delivered.as_ref().map(|one| one.deliver.day), "述责述廉");
            vec![duty("rate", &format!("登记{}述责述廉的询问和评议", state.opened.name), section(), due)]
        }
        stage::TELLING => {
            let due = since(TELL, state.rated.as_ref().map(|one| one.day), "评议");
            vec![duty("tell", &format!("向{}反馈述责述廉评议情况", state.opened.name), section(), due)]
        }
        _ => Vec::new(),
    };
    if !matches!(stage, stage::DONE | stage::LEFT) && state.left.is_none() {
        duties.extend(yearly(state, clock));
    }
    Effects { duties, ..Effects::default() }
}

/// What is owed in the course of the year.
fn yearly(state: &State, clock: &Clock) -> Vec<Duty> {
    let mut duties = Vec::new();
    if state.list.is_none() {
        let due = clock.due(LIST, state.opened.day, "开启年度监督或者任职");
        duties.push(duty("list", "列出第一责任人责任清单", state.own(), due));
    }
    if state.talks_owed() > 0 {
        let words = format!("{}年内谈话不少于{}次，已谈{}次", state.opened.year, state.opened.talks, state.talks.len());
        let due = by_year(state, TALKS, words);
        duties.push(duty("talk", &format!("与一把手{}谈话", state.opened.name), state.superiors(), due));
    }
    if state.owes_body_talk(clock.policy) {
        let words = format!("{}年内与领导班子集体谈话，已谈{}次", state.opened.year, state.body_talks.len());
        let what = format!("与{}领导班子集体谈话", state.opened.unit_name);
        duties.push(duty("talk_body", &what, state.superiors(), by_year(state, COLLECTIVE, words)));
    }
    if !state.untalked.is_empty() {
        let words = format!("{}年内与班子成员逐一谈话", state.opened.year);
        let what = format!("与班子成员谈话（{}）", names(&state.untalked));
        duties.push(duty("talk_member", &what, state.own(), by_year(state, "", words)));
    }
    duties
}

fn names(members: &[Member]) -> String {
    members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>().join("、")
}

fn counts(ballot: &Ballot) -> String {
    let Ballot { issued, returned, valid, good, fair, ordinary, poor } = ballot;
    format!("发出{issued}票，收回{returned}票，有效{valid}票：好{good}，较好{fair}，一般{ordinary}，差{poor}")
}

fn rated(one: &Rated) -> String {
    let asked = match one.questions.len() {
        0 => String::new(),
        count => format!("询问{count}项；"),
    };
    let ballot = one.ballot.as_ref().map(counts).or_else(|| one.suppressed.clone());
    let ballot = ballot.map_or_else(String::new, |words| format!("{words}；"));
    format!("{}，{asked}{ballot}点评：{}", one.day.sentence(), one.comment)
}

/// What was said in talks and reminders is sealed.
pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(one) => Line::new("开启年度监督", format!("{}年，{}{}", one.year, one.post, one.name)),
        Event::Listed(one) => {
            let items: Vec<&str> = one.items.iter().map(|item| item.what.as_str()).collect();
            Line::new("列责任清单", items.join("；"))
        }
        Event::Talked(one) => {
            Line::new("上级谈话", format!("{}，{}，{}，内容封存", one.talk.day.sentence(), one.form, one.by))
        }
        Event::MemberTalked(one) => {
            let left = if one.left.is_empty() { "已谈完".to_owned() } else { format!("还有{}", names(&one.left)) };
            Line::new("与班子成员谈话", format!("{}，{}，{left}", one.talk.day.sentence(), one.name))
        }
        Event::BodyTalked(one) => {
            let away = match one.talk.absent.len() {
                0 => String::new(),
                count => format!("，缺席{count}人"),
            };
            let (day, there) = (one.talk.day.sentence(), names(&one.there));
            Line::new("班子集体谈话", format!("{day}，{}，到场{there}{away}，内容封存", one.by))
        }
        Event::Joined(one) => {
            Line::new("班子成员任职", format!("{}，{}起在班子", one.member.name, one.day.sentence_with_year()))
        }
        Event::Parted(one) => {
            Line::new("班子成员离任", format!("{}，{}", one.member.name, one.day.sentence_with_year()))
        }
        Event::Skipped(one) => Line::new("不再谈话", format!("{}：{}", one.name, one.skip.reason)),
        Event::Reminded(one) => {
            Line::new("相互提醒", format!("{}，{}提醒{}，内容封存", one.remind.day.sentence(), one.from, one.to))
        }
        Event::Delivered(one) => {
            let deliver = &one.deliver;
            let text = format!("{}，向{}，{}", deliver.day.sentence_with_year(), deliver.before, deliver.way.word());
            Line::new("述责述廉", text)
        }
        Event::Rated(one) => Line::new("评议", rated(one)),
        Event::Told(told) => Line::new("反馈本人", format!("{}，{}", told.tell.day.sentence(), told.tell.way)),
        Event::Answered(one) => Line::new("本人说明", one.text.0.clone()),
        Event::Left(left) => Line::new("离任", left.leave.day.sentence_with_year()),
        Event::Reseated(seat) => Line::new("任职变动", format!("自{}起任{}", seat.day.sentence(), seat.post)),
        Event::Undone(undone) => Line::new("任免决定撤回", undone.day.sentence()),
        Event::Closed(closed) => Line::new("年度办结", closed.day.sentence_with_year()),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let at = match state.stage() {
        stage::OWING => 1,
        stage::RATING => 2,
        stage::TELLING => 3,
        stage::LEFT => 0,
        _ => 4,
    };
    let step =
        |word: &str, place: usize, day| Step { word: word.to_owned(), pace: Pace::at(place, at), day, who: None };
    vec![
        step("开启", 0, Some(state.opened.day)),
        step("述责述廉", 1, state.delivered.as_ref().map(|one| one.deliver.day)),
        step("评议", 2, state.rated.as_ref().map(|one| one.day)),
        step("反馈", 3, state.told.as_ref().map(|one| one.tell.day)),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state else { return Aid::default() };
    let today = || json!({"day": cx.day});
    match verb {
        "talk_member" | "skip" => {
            let listed = state.untalked.iter().map(|one| (one.person.0.clone(), one.name.clone())).collect();
            let prefill = if verb == "talk_member" { today() } else { json!(null) };
            Aid { prefill, choices: vec![("/member", listed)], ..Aid::default() }
        }
        "deliver" => {
            let list = state.list.iter().flat_map(|list| &list.items);
            let path = list.map(|item| format!("{}：{}", item.what, item.measure)).collect();
            Aid { prefill: today(), path, heading: Some("责任清单"), ..Aid::default() }
        }
        "rate" => {
            let written = state.delivered.as_ref().is_some_and(|one| one.deliver.way == Way::Written);
            let (hide, require) =
                if written { (vec!["/ballot"], Vec::new()) } else { (Vec::new(), vec!["/questions", "/ballot"]) };
            let note = "有效票少于县里规定的票数的，程序不保存票数，只记不足；不折算分数".to_owned();
            Aid { prefill: today(), hide, require, note: Some(note), ..Aid::default() }
        }
        "talk" | "talk_body" | "remind" | "tell" => Aid { prefill: today(), ..Aid::default() },
        _ => Aid::default(),
    }
}
