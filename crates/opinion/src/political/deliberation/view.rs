//! How a meeting looks from outside, and what its forms know beforehand.

use super::{
    facts::{Convened, Event, Item, Presence, Resolved, Sat, Speech, Stance, State, Task},
    rules::{MAJORS, MINUTES, RULES, owners, recorders, signers},
    stage,
};
use crate::owed::{duty, open};
use engine::{
    access::{Hat, Role},
    days::{HalfDay, Period},
    facts::PostAt,
    policy::{Basis, Clock, Due},
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Side, Step},
    words::{PersonId, UnitId},
};
use serde_json::{Value, json};

impl Stance {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agree => "同意",
            Self::Against => "不同意",
            Self::Defer => "缓议",
        }
    }
}

impl Presence {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Present => "到会",
            Self::Excused => "请假",
            Self::Absent => "缺席",
        }
    }
}

pub(super) fn outline(state: &State) -> Outline {
    let stage = state.stage();
    let done = matches!(stage, stage::DONE | stage::CANCELLED);
    let resolved = || state.items.iter().filter_map(|item| item.resolved.as_ref());
    let passed = resolved().filter(|one| one.result == super::Verdict::Passed).count();
    let attended = match state.present().count() {
        0 => String::new(),
        count => format!("{count}/{}", state.members.len()),
    };
    let titles: Vec<&str> = state.items.iter().map(|item| item.title.as_str()).collect();
    Outline {
        title: format!("{}{}，{}", state.unit_name, state.body, state.at.day.sentence_with_year()),
        stage,
        done,
        persons: people(state),
        units: vec![state.unit.clone()],
        post: String::new(),
        period: Some(Period { from: state.at, to: state.at }),
        secrecy: Secrecy::Inner,
        cells: json!({
            "body": state.body,
            "at": state.at.index(),
            "attended": attended,
            "items": state.items.len(),
            "passed": passed,
            "undecided": resolved().count() - passed,
            "tasks": state.open_tasks().count(),
        }),
        links: links(state),
        text: titles.join("，"),
    }
}

/// Members, recorder, and whoever owes a task. Whom an item is about is not among them: the meeting is not his to read.
fn people(state: &State) -> Vec<(As, PersonId)> {
    let members = state.members.iter().map(|member| &member.person);
    let tasked = state.tasks.iter().filter_map(|task| task.person.as_ref());
    let mut found: Vec<(As, PersonId)> = Vec::new();
    for person in members.chain([&state.recorder]).chain(tasked) {
        let entry = (As::Participant, person.clone());
        if !found.contains(&entry) {
            found.push(entry);
        }
    }
    found
}

fn links(state: &State) -> Vec<(&'static str, engine::words::MatterId)> {
    let about = state.items.iter().filter_map(|item| item.about.clone()).map(|about| ("会议研究的事项", about));
    let before = state.items.iter().filter_map(|item| match &item.origin {
        Some(super::Origin::Revisit(revisit)) => Some(("复议的原会议", revisit.meeting.clone())),
        _ => None,
    });
    let mut links = Vec::new();
    for link in about.chain(before) {
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let by_recorder = |verb, what: &str, at: HalfDay, words: &str| {
        let basis = Basis { limit: String::new(), clause: MAJORS.to_owned(), words: words.to_owned() };
        duty(verb, what, recorders(state), Due { day: Some(at.day), basis })
    };
    let duties = match state.stage() {
        stage::CALLED => vec![by_recorder("start", "按时开会，登记到会人员", state.at, "会议通知的时间")],
        stage::SITTING => {
            let verb = if state.items.iter().all(Item::is_settled) { "close" } else { "resolve" };
            vec![by_recorder(verb, &sitting(state), HalfDay::morning(last_day(state)), "当天逐项表决")]
        }
        stage::ADJOURNED => {
            state.adjourned.iter().map(|one| by_recorder("resit", "续会", one.at, "休会时定的时间")).collect()
        }
        stage::CLOSED => {
            let due = state.closed.map_or_else(|| open("散会", RULES), |day| clock.due(MINUTES, day, "散会"));
            vec![duty("sign", "签发会议纪要", signers(state), due)]
        }
        stage::CARRYING => state.open_tasks().map(carrying).collect(),
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

fn last_day(state: &State) -> engine::days::Day {
    state.sat_on.last().copied().unwrap_or(state.at.day)
}

/// What waits while the meeting sits.
fn sitting(state: &State) -> String {
    let waiting = state.items.iter().filter(|item| !item.is_settled()).count();
    if waiting == 0 { "宣布散会".to_owned() } else { format!("还有{waiting}个议题没有结果") }
}

fn carrying(task: &Task) -> Duty {
    let basis = Basis { limit: String::new(), clause: MAJORS.to_owned(), words: "会议决定的期限".to_owned() };
    Duty {
        key: format!("finish:{}", task.number),
        ..duty("finish", &format!("落实会议决定：{}", task.what), owners(task), Due { day: Some(task.by), basis })
    }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Convened(one) => Line::new("通知会议", called(one)),
        Event::Revised(one) => Line::new("调整会议安排", called(one)),
        Event::Postponed(one) => Line::new("改期", format!("改到{}：{}", one.at.sentence(), one.reason)),
        Event::Cancelled(one) => Line::new("取消会议", one.reason.0.clone()).grave(),
        Event::Started(sat) => Line::new("开会", sat_words(sat)),
        Event::Recused(one) => Line::new("回避", format!("议题{}，{}：{}", one.item, one.name, one.reason)),
        Event::ReadOut(one) => {
            Line::new("书面意见", format!("议题{}，{}（不计票）：{}", one.written.item, one.name, one.written.words))
        }
        Event::Supported(one) => Line::new("同意复议", format!("议题{}，{}", one.item, one.names.join("、"))),
        Event::Spoken(one) => {
            let said: Vec<String> = one.speeches.iter().map(speech).collect();
            Line::new("发言表态", format!("议题{}：{}", one.item, said.join("；")))
        }
        Event::Resolved(one) => Line::new("表决结果", resolved(one)),
        Event::Withdrawn(one) => Line::new("暂缓表决或者撤回", format!("议题{}：{}", one.item, one.reason)),
        Event::Reserved(one) => Line::new("个人保留意见", format!("议题{}：{}", one.item, one.words)),
        Event::Adjourned(one) => Line::new("休会", format!("至{}：{}", one.at.sentence(), one.reason)),
        Event::Resat(sat) => Line::new("续会", sat_words(sat)),
        Event::Closed(one) => Line::new("散会", one.note.as_ref().map_or_else(String::new, |note| note.0.clone())),
        Event::Signed(one) => {
            Line::new("签发纪要", one.sign.note.as_ref().map_or_else(String::new, |note| note.0.clone()))
        }
        Event::Finished(one) => Line::new("报告落实情况", format!("落实事项{}：{}", one.task, one.words)),
        Event::Moved(one) => {
            Line::new("调整落实期限", format!("落实事项{}改到{}：{}", one.task, one.by.sentence(), one.reason))
        }
        Event::Superseded(one) => {
            Line::new("复议改变", format!("议题{}，{}复议", one.item, one.day.sentence_with_year())).grave()
        }
    }
}

fn called(one: &Convened) -> String {
    let items: Vec<String> =
        one.agenda.items.iter().map(|item| format!("{}.{}（{}）", item.number, item.title, item.topic)).collect();
    format!(
        "{}，{}，应到{}人：{}",
        one.convening.at.sentence(),
        one.convening.place,
        one.agenda.members.len(),
        items.join("；")
    )
}

fn sat_words(sat: &Sat) -> String {
    let away: Vec<String> = sat
        .attended
        .iter()
        .filter(|one| one.presence != Presence::Present)
        .map(|one| format!("{}{}（{}）", one.name, one.presence.word(), one.reason.as_deref().unwrap_or_default()))
        .collect();
    let away = if away.is_empty() { String::new() } else { format!("；{}", away.join("、")) };
    format!("{}主持，{}{away}", sat.chair_name, sat.quorum)
}

fn speech(one: &Speech) -> String {
    let stance = one.stance.map_or("发言", Stance::word);
    one.words
        .as_ref()
        .map_or_else(|| format!("{}{stance}", one.name), |words| format!("{}{stance}，“{words}”", one.name))
}

fn resolved(one: &Resolved) -> String {
    format!("议题{}{}。{}。{}", one.item, one.result.word(), one.basis, one.words)
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let order = [stage::CALLED, stage::SITTING, stage::CLOSED, stage::CARRYING, stage::DONE];
    let word = if state.stage() == stage::ADJOURNED { stage::SITTING } else { state.stage() };
    let Some(here) = order.iter().position(|one| *one == word) else { return Vec::new() };
    let step = |word: &str, place, day, who| Step { word: word.to_owned(), pace: Pace::at(place, here), day, who };
    vec![
        step("通知", 0, (here == 0).then_some(state.at.day), Some(state.recorder_name.clone())),
        step("开会表决", 1, state.sat_on.last().copied(), state.chair_name.clone()),
        step("签发纪要", 2, state.signed.as_ref().map(|one| one.day), state.chair_name.clone()),
        step("落实", 3, None, None),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state else { return calling(cx) };
    match verb {
        "revise" => calling(cx),
        "start" | "resit" => sitting_aid(state),
        "speak" => speaking(state),
        "resolve" => {
            let next = state.items.iter().find(|item| !item.is_settled());
            let secret = next.is_some_and(|item| !item.method.is_named());
            let hide = if secret { Vec::new() } else { vec!["/tally"] };
            Aid {
                prefill: json!({"item": next.map(|item| item.number)}),
                choices: vec![("/item", open_items(state))],
                hide,
                note: state.quorum.clone(),
                ..Aid::default()
            }
        }
        "recuse" | "withdraw" => Aid { choices: vec![("/item", open_items(state))], ..Aid::default() },
        "write" => {
            let away = state.members.iter().filter(|one| one.presence != Some(Presence::Present));
            let people = away.map(|one| (one.person.0.clone(), one.name.clone())).collect();
            Aid { choices: vec![("/item", open_items(state)), ("/person", people)], ..Aid::default() }
        }
        "finish" | "move" => {
            let tasks = state.open_tasks().map(|task| (task.number.to_string(), task_words(task))).collect();
            Aid { choices: vec![("/task", tasks)], ..Aid::default() }
        }
        _ => Aid::default(),
    }
}

fn task_words(task: &Task) -> String {
    format!("{}.{}（{}）", task.number, task.what, task.owner)
}

fn open_items(state: &State) -> Vec<(String, String)> {
    let words = |item: &Item| (item.number.to_string(), format!("{}.{}", item.number, item.title));
    state.items.iter().filter(|item| !item.is_settled()).map(words).collect()
}

/// The members of the clerk's own body stand in the form already.
fn calling(cx: &Context) -> Aid {
    let own = |hat: &Hat| match hat {
        Hat::RoleAt(Role::UnitClerk, unit) | Hat::Head(unit) => Some(unit.clone()),
        _ => None,
    };
    let Some(unit) = cx.actor.hats.iter().find_map(own) else { return Aid::default() };
    Aid { prefill: body_of(&unit, cx), ..Aid::default() }
}

fn body_of(unit: &UnitId, cx: &Context) -> Value {
    let seated = cx.facts.members(unit, cx.day);
    let mut members: Vec<&PersonId> = Vec::new();
    for at in &seated {
        if !members.contains(&&at.person) {
            members.push(&at.person);
        }
    }
    let chiefs = || seated.iter().filter(|at| at.chief || at.acting);
    let chief = chiefs().find(|at| at.side != Some(Side::Government)).or_else(|| chiefs().next());
    let members: Vec<Value> = members.into_iter().map(|person| json!({"person": person})).collect();
    json!({"unit": unit, "chief": chief.map(|at: &PostAt| &at.person), "recorder": cx.actor.person, "members": members})
}

fn sitting_aid(state: &State) -> Aid {
    let row = |person: &PersonId| json!({"person": person, "presence": "present"});
    let rows: Vec<Value> = state.members.iter().map(|member| row(&member.person)).collect();
    let chair = state.chair.as_ref().unwrap_or(&state.chief);
    Aid { prefill: json!({"chair": chair, "attendance": rows}), ..Aid::default() }
}

/// Whoever has not spoken on the first open item, the last of the body first, its head at the end.
fn speaking(state: &State) -> Aid {
    let Some(item) = state.items.iter().find(|item| !item.is_settled()) else { return Aid::default() };
    let last = state.last(item);
    let mut rows: Vec<&PersonId> = state.voters(item).filter(|voter| !item.has_spoken(voter)).collect();
    rows.reverse();
    rows.sort_by_key(|person| Some(*person) == last);
    let rows: Vec<Value> = rows.into_iter().map(|person| json!({"person": person})).collect();
    Aid {
        prefill: json!({"item": item.number, "speeches": rows}),
        choices: vec![("/item", open_items(state))],
        note: last.map(|last| format!("{}末位表态", state.name(last))),
        ..Aid::default()
    }
}
