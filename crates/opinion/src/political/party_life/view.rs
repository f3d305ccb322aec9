//! How a branch's quarter looks from outside.

use super::{
    facts::{Attended, Event, Item, Session, State},
    rules::{CLAUSE, EXPLAIN},
    stage,
};
use crate::{
    owed::{self, duty, open},
    political::party_branch::{Leader, PartyBranch},
};
use engine::{
    days::Period,
    policy::{Basis, Clock, Due},
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Secrecy},
    words::PersonId,
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let opened = &state.opened;
    let attendance = || state.sessions.iter().flat_map(|session| &session.attendance);
    // They sign in; the term is not about them, and whoever heads the unit enters it all the same.
    let mut persons: Vec<(As, PersonId)> = Vec::new();
    for person in opened.leaders.iter().chain(attendance().map(|one| &one.person)) {
        if !persons.iter().any(|(_, known)| known == person) {
            persons.push((As::Participant, person.clone()));
        }
    }
    let quarter = format!("{}年{}", opened.year, opened.quarter.word());
    let sum = |of: &dyn Fn(&Item) -> u32| state.items.iter().map(of).fold(0, u32::saturating_add);
    Outline {
        title: format!("{}，{quarter}组织生活", opened.branch_name),
        stage: state.stage(),
        done: state.stage() == stage::DONE,
        persons,
        units: vec![opened.unit.clone()],
        post: String::new(),
        period: Some(Period::days(opened.from.min(opened.to), opened.to)),
        secrecy: Secrecy::Inner,
        cells: json!({
            "quarter": quarter,
            "branch": opened.branch_name,
            "needed": sum(&|item| item.needed),
            "held": state.sessions.len(),
            "missing": state.missing().count(),
            "warned": state.warned().count(),
            "entitled": attendance().count(),
            "present": attendance().filter(|one| one.present).count(),
            "made_up": attendance().filter(|one| one.made_up.is_some()).count(),
        }),
        links: vec![("支部", opened.branch.clone())],
        text: state.sessions.iter().map(|session| session.theme.as_str()).collect::<Vec<_>>().join(" "),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let owner = || owed::unit(&state.opened.unit);
    let duties = match state.stage() {
        stage::RUNNING => running(state),
        stage::MISSING => {
            let day = state.closed.unwrap_or(state.opened.to);
            let one = |item: &Item| Duty {
                key: format!("explain:{}", item.number),
                ..duty(
                    "explain",
                    &format!("{}未开展，补开或说明", item.words()),
                    owner(),
                    clock.due(EXPLAIN, day, "季度结束"),
                )
            };
            state.missing().map(one).collect()
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

/// What is owed by its day; of what is asked for in general one line for each kind and group, without a day.
fn running(state: &State) -> Vec<Duty> {
    let owner = || owed::unit(&state.opened.unit);
    let mut duties: Vec<Duty> = Vec::new();
    for item in state.missing() {
        let words = format!("{}应开{}次，不晚于{}", item.words(), item.needed, item.to);
        let basis = Basis { limit: item.limit.clone(), clause: CLAUSE.to_owned(), words };
        let due = Due { day: Some(item.to), basis };
        let key = format!("enter:{}", item.number);
        duties.push(Duty { key, ..duty("enter", &format!("开展{}", item.words()), owner(), due) });
    }
    let mut seen: Vec<(&str, Option<&str>)> = Vec::new();
    for item in state.warned() {
        let kind = (item.kind.as_str(), item.group.as_deref());
        if seen.contains(&kind) {
            continue;
        }
        seen.push(kind);
        let same = state.warned().filter(|other| (other.kind.as_str(), other.group.as_deref()) == kind);
        let spans: Vec<&str> = same.map(|other| other.span.as_str()).collect();
        let what = format!("开展{}{}（{}）", kind.1.unwrap_or_default(), item.title, spans.join("、"));
        let due = open("条例写“一般”，没有开展的只提示，不计超期", CLAUSE);
        let key = format!("enter:{}:{}", kind.0, kind.1.unwrap_or_default());
        duties.push(Duty { key, ..duty("enter", &what, owner(), due) });
    }
    duties
}

fn absent(one: &Attended) -> String {
    format!("{}（{}）", one.name, one.reason)
}

fn session_words(session: &Session) -> String {
    let absent: Vec<String> = session.attendance.iter().filter(|one| !one.present).map(absent).collect();
    let absent = if absent.is_empty() { String::new() } else { format!("，缺席{}", absent.join("、")) };
    let notes: String = session.notes.iter().map(|note| format!("；提示：{note}")).collect();
    format!(
        "{}{}{}，{}，应到{}人，实到{}人{absent}{notes}",
        session.day.sentence(),
        session.group.as_deref().unwrap_or_default(),
        session.title,
        session.theme,
        session.entitled,
        session.present
    )
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => {
            let items: Vec<String> = opened.items.iter().map(Item::words).collect();
            Line::new("开启季度组织生活", format!("{}；应开：{}", opened.structure, items.join("、")))
        }
        Event::Entered(entered) => Line::new("登记活动", session_words(&entered.session)),
        Event::Withdrawn(one) => {
            Line::new("撤销登记的活动", format!("活动{}：{}", one.withdraw.session, one.withdraw.reason)).grave()
        }
        Event::MadeUp(one) => {
            let make_up = &one.make_up;
            let words = format!("{}{}补活动{}：{}", one.name, make_up.day.sentence(), make_up.session, make_up.how);
            Line::new("登记补课", words)
        }
        Event::Explained(one) => Line::new("说明未开", format!("安排{}：{}", one.explain.item, one.explain.reason)),
        Event::TermClosed(closed) => {
            let list = |what: &str, items: &[String]| {
                if items.is_empty() { String::new() } else { format!("{what}：{}", items.join("、")) }
            };
            let said = [list("未开", &closed.missing), list("一般要求未开", &closed.warned)];
            let said: Vec<&str> = said.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
            Line::new("季度结束", if said.is_empty() { "全部开展".to_owned() } else { said.join("；") })
        }
        Event::BranchEnded(ended) => Line::new("支部撤并", format!("{}起不再计算", ended.day.sentence())),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state else { return Aid::default() };
    let sessions = || {
        let one = |session: &Session| (session.number.to_string(), session_words(session));
        state.sessions.iter().map(one).collect::<Vec<_>>()
    };
    match verb {
        "enter" => enter(state, cx),
        "withdraw" => Aid { choices: vec![("/session", sessions())], ..Aid::default() },
        "make_up" => {
            let mut people: Vec<(String, String)> = Vec::new();
            for one in state.sessions.iter().flat_map(|one| &one.attendance).filter(|one| !one.present) {
                if !people.iter().any(|(id, _)| *id == one.person.0) {
                    people.push((one.person.0.clone(), one.name.clone()));
                }
            }
            let choices = vec![("/session", sessions()), ("/person", people)];
            Aid { prefill: json!({"day": cx.day}), choices, ..Aid::default() }
        }
        "explain" => {
            let item = |item: &Item| (item.number.to_string(), item.words());
            Aid { choices: vec![("/item", state.missing().map(item).collect())], ..Aid::default() }
        }
        _ => Aid::default(),
    }
}

/// Each leading cadre of the branch, to be ticked.
fn enter(state: &State, cx: &Context) -> Aid {
    let branch = cx.facts.read::<PartyBranch>(&state.opened.branch);
    let day = cx.day.min(state.opened.to);
    let row = |leader: &Leader| json!({"person": leader.person, "present": true});
    let rows: Vec<_> = branch.iter().flat_map(|branch| branch.on(day)).map(row).collect();
    let lacking = state.items.iter().filter(|item| !item.is_met() && item.explained.is_none());
    let mut aid = Aid {
        prefill: json!({"day": day, "leaders": rows}),
        note: Some("党小组会、支委会只保留应到的党员领导干部；缺席的写明原因".to_owned()),
        path: lacking.map(Item::words).collect(),
        heading: Some("尚未开展"),
        ..Aid::default()
    };
    match branch.map(|branch| branch.card.branch.groups).filter(|groups| !groups.is_empty()) {
        Some(groups) => {
            aid.choices.push(("/group", groups.into_iter().map(|one| (one.name.clone(), one.name)).collect()));
        }
        None => aid.hide.push("/group"),
    }
    aid
}
