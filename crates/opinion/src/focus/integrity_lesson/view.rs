//! How a lesson for many looks from outside, and what its forms know beforehand.

use super::{
    facts::{Came, Content, Event, Guest, Session, State},
    rules::{ATTENDANCE, CLAUSE, owed},
    stage,
};
use crate::{
    focus::young_cadre,
    owed::{duty, open, section},
};
use engine::{
    access::Hat,
    days::Period,
    form::ROWS_MAX,
    policy::Clock,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
    words::PersonId,
};
use serde_json::{Value, json};

pub(super) fn outline(state: &State) -> Outline {
    let (session, stage) = (&state.session, state.stage());
    let attendance = || state.recorded.iter().flat_map(|recorded| &recorded.attendance);
    let present = attendance().filter(|one| one.present).count();
    let counted = |count: usize| if state.recorded.is_some() { json!(count) } else { Value::Null };
    Outline {
        title: format!(
            "廉政教育课：{}（{}，{}）",
            session.subject,
            session.content.word(),
            session.day.sentence_with_year()
        ),
        stage,
        done: matches!(stage, stage::HELD | stage::CANCELLED),
        // They come and sign in; the lesson is about none of them, and whoever of the section is a relative enters it all the same.
        persons: state.invited.iter().map(|guest| (As::Participant, guest.person.clone())).collect(),
        units: Vec::new(),
        post: String::new(),
        period: Some(Period::days(session.day, session.day)),
        secrecy: Secrecy::Inner,
        cells: json!({
            "content": session.content.word(),
            "day": session.day.to_string(),
            "expected": state.recorded.as_ref().map_or(state.invited.len(), |recorded| recorded.attendance.len()),
            "present": counted(present),
            "absent": counted(attendance().count() - present),
        }),
        links: Vec::new(),
        text: format!("{} {}", session.place, session.organisers),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let session = &state.session;
    let each = |what: String, words: String, key: &'static str| {
        let one = move |guest: &Guest| Duty {
            // The day is part of the key, so that whoever was told of another day is told again.
            key: format!("{key}:{}:{}", session.day, guest.person),
            verb: None,
            ..duty(key, &what, vec![Hat::Person(guest.person.clone())], open(&words, CLAUSE))
        };
        state.invited.iter().map(one).collect::<Vec<Duty>>()
    };
    let (day, what) = (session.day.sentence(), session.content.word());
    let duties = match state.stage() {
        stage::PLANNED => {
            let due = clock.due(ATTENDANCE, session.day, "开课");
            let mut duties = vec![duty("record", &format!("登记{day}{what}的到课情况"), section(), due)];
            let words = format!("{day}，{}，{}", session.place, session.organisers);
            duties.extend(each(format!("{day}参加{what}：{}", session.subject), words, "attend"));
            duties
        }
        stage::OFF => {
            let reason = state.cancelled.as_ref().map_or_else(String::new, |off| off.reason.to_string());
            each(format!("{day}的{what}取消，不用参加"), reason, "off")
        }
        _ => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

fn lesson(session: &Session) -> String {
    let Session { content, form_name, day, place, subject, organisers, .. } = session;
    format!("{}，{place}，{}，{form_name}，{organisers}：{subject}", day.sentence_with_year(), content.word())
}

fn absent(one: &Came) -> String {
    format!("{}（{}）", one.name, one.reason_name)
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Planned(one) => {
            Line::new("安排廉政教育课", format!("{}；应到{}人", lesson(&one.session), one.invited.len()))
        }
        Event::Revised(one) => {
            let text = format!("{}；应到{}人；{}", lesson(&one.session), one.invited.len(), one.reason);
            Line::new("改期或者改名单", text)
        }
        Event::Cancelled(one) => Line::new("取消", one.reason.0.clone()).grave(),
        Event::Closed(one) => Line::new("取消后结束", one.day.sentence()),
        Event::Recorded(one) => {
            let away: Vec<String> = one.attendance.iter().filter(|one| !one.present).map(absent).collect();
            let there = one.attendance.len() - away.len();
            let away = if away.is_empty() { String::new() } else { format!("；缺课{}", away.join("、")) };
            let gone = if one.gone.is_empty() {
                String::new()
            } else {
                format!("；开课前已出册{}", one.gone.join("、"))
            };
            Line::new("登记到课情况", format!("应到{}人，实到{there}人{away}{gone}", one.attendance.len()))
        }
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let at = match state.stage() {
        stage::PLANNED => 1,
        stage::HELD => 2,
        _ => return Vec::new(),
    };
    let step =
        |word: &str, place: usize, day| Step { word: word.to_owned(), pace: Pace::at(place, at), day, who: None };
    vec![
        step("安排", 0, None),
        step("开课登记", 1, state.recorded.as_ref().map(|recorded| recorded.day).or(Some(state.session.day))),
    ]
}

/// Whoever is on the list and owes something of such a lesson, by unit, with what he owes.
fn owing(content: Content, cx: &Context) -> Vec<Guest> {
    let guest = |entry: young_cadre::State| {
        let owed = owed(&entry, content);
        let (person, name, unit) = (entry.person, entry.name, entry.place.unit_name);
        (!owed.is_empty()).then_some(Guest { person, name, unit, owed })
    };
    let mut found: Vec<Guest> = young_cadre::on_the_list(cx).into_iter().filter_map(guest).collect();
    found.sort_by_key(|guest| (guest.unit.clone(), guest.name.clone()));
    found
}

fn listed(guest: &Guest) -> String {
    format!("{}：{}（缺{}）", guest.unit, guest.name, guest.owed)
}

fn rows<'a>(guests: impl Iterator<Item = &'a PersonId>) -> Vec<Value> {
    guests.map(|person| json!({"person": person})).collect()
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (None, "plan") => planning(cx),
        (Some(state), "revise") => revising(state, cx),
        (Some(state), "record") => {
            let (here, gone) = state.expected(cx);
            let row = |guest: &&Guest| json!({"person": guest.person, "present": true});
            Aid {
                prefill: json!({"attendance": here.iter().map(row).collect::<Vec<_>>()}),
                note: Some("先按全部到课填好，没有到的去掉勾，选缺课原因；到课的自动记入各人名册".to_owned()),
                path: gone.iter().map(|guest| format!("{}：{}", guest.unit, guest.name)).collect(),
                heading: Some("开课前已出册，不计应到"),
                ..Aid::default()
            }
        }
        _ => Aid::default(),
    }
}

fn planning(cx: &Context) -> Aid {
    let owing = owing(Content::Both, cx);
    let note = match owing.len() {
        0 => Some("年轻干部名册上没有尚欠廉政教育的人，不用开课".to_owned()),
        all if all > ROWS_MAX => Some(format!("尚欠教育的有{all}人，先列{ROWS_MAX}人，其余请另开一次")),
        _ => Some("应到人员已按名册填好，可以增减；开课前本人会看到".to_owned()),
    };
    let invited = rows(owing.iter().take(ROWS_MAX).map(|guest| &guest.person));
    let prefill = json!({"content": "both", "organisers": "县纪委监委、县委组织部", "invited": invited});
    Aid {
        prefill,
        note,
        path: owing.iter().map(listed).collect(),
        heading: Some("尚欠廉政教育的年轻干部"),
        ..Aid::default()
    }
}

fn revising(state: &State, cx: &Context) -> Aid {
    let Session { content, form, day, place, subject, organisers, .. } = &state.session;
    let plan = json!({"content": content, "form": form, "day": day, "place": place, "subject": subject,
        "organisers": organisers, "invited": rows(state.expected(cx).0.into_iter().map(|guest| &guest.person))});
    let known = |guest: &Guest| state.invited.iter().any(|one| one.person == guest.person);
    let others = owing(*content, cx).into_iter().filter(|guest| !known(guest));
    Aid {
        prefill: json!({"plan": plan}),
        path: others.map(|guest| listed(&guest)).collect(),
        heading: Some("尚欠这类教育、没有列为应到的"),
        ..Aid::default()
    }
}
