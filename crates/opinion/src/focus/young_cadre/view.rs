//! How a young cadre's time on the list looks from outside.

use super::{
    facts::{Attention, Event, State},
    lesson::{Educated, Given},
    rules::{AGE, EDUCATION, REMIND, TALK},
    stage,
};
use crate::owed::{duty, section};
use engine::{
    days::Period,
    policy::Clock,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step},
    words::MatterId,
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let stage = state.stage();
    let grounds: Vec<&str> = state.grounds.iter().map(|ground| ground.word.as_str()).collect();
    let listed = state.listed();
    let owed: Vec<&str> = state.owed_lessons().map(|(lesson, _)| lesson.word()).collect();
    let last = state.talks.iter().map(|talk| talk.talk.day).max();
    Outline {
        title: format!("年轻干部：{}（{}）", state.name, grounds.join("、")),
        stage,
        done: stage == stage::OUT,
        persons: vec![(As::Subject, state.person.clone())],
        units: vec![state.place.unit.clone()],
        post: state.place.post.clone(),
        period: state.until().map(|until| Period::days(listed.min(until), until)),
        secrecy: Secrecy::Work,
        cells: json!({
            "unit": state.place.unit_name,
            "grounds": grounds.join("、"),
            "listed": listed.to_string(),
            "education": if owed.is_empty() { "已教育".to_owned() } else { format!("缺{}", owed.join("、")) },
            "lessons": state.taught(),
            "last_talk": last.map_or_else(String::new, |day| day.to_string()),
            "talks": state.talks.len(),
            "attention": state.open().count(),
        }),
        links: lessons(state),
        text: state.place.unit_name.clone(),
    }
}

/// The lessons for many in which he was, each once.
fn lessons(state: &State) -> Vec<(&'static str, MatterId)> {
    let mut found: Vec<(&'static str, MatterId)> = Vec::new();
    for matter in state.lessons.iter().filter_map(|one| one.by.clone()) {
        if !found.iter().any(|(_, known)| *known == matter) {
            found.push(("参加的廉政教育课", matter));
        }
    }
    found
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    if state.released.is_some() {
        return Effects::default();
    }
    let name = &state.name;
    let lessons = state.owed_lessons().map(|(lesson, since)| Duty {
        key: format!("educate:{}", lesson.word()),
        ..duty("educate", &format!("对{name}开展{}", lesson.word()), section(), clock.due(EDUCATION, since, "列入名册"))
    });
    let remind = |one: &Attention| Duty {
        key: format!("remind:{}", one.number),
        ..duty(
            "remind",
            &format!("提醒{name}：{}", one.word),
            state.talkers(),
            clock.due(REMIND, one.day, "记入关注事项"),
        )
    };
    let (from, event) = state.talk_from();
    let talk = duty("talk", &format!("与{name}谈心谈话"), state.talkers(), clock.due(TALK, from, event));
    let duties = state.open().map(remind).chain(lessons).chain([talk]).collect();
    Effects { duties, ..Effects::default() }
}

fn noted(one: &Attention) -> String {
    format!("{}.{}：{}", one.number, one.word, one.facts)
}

fn educated(one: &Educated) -> String {
    let educate = &one.educate;
    format!("{}，{}，{}：{}", educate.day.sentence(), educate.lesson.word(), one.form, educate.content)
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Listed(listed) => {
            let (place, ground) = (&listed.place, &listed.ground);
            Line::new(
                "列入名册",
                format!("{}{}，{}（{}）", place.post, listed.name, ground.word, ground.day.sentence_with_year()),
            )
        }
        Event::Relisted(one) => {
            Line::new("增加列入原因", format!("{}（{}）", one.ground.word, one.ground.day.sentence_with_year()))
        }
        Event::Educated(one) => Line::new("廉政教育", educated(one)),
        Event::Attended(one) => {
            let lessons: Vec<String> = one.lessons.iter().map(educated).collect();
            Line::new("参加廉政教育课", lessons.join("；"))
        }
        Event::Missed(one) => Line::new("廉政教育课更正", format!("{}，按课登记的教育不再计入", one.day.sentence())),
        Event::Talked(one) => {
            let talk = &one.talk;
            let notes: Vec<String> = one.noted.iter().map(noted).collect();
            let notes = if notes.is_empty() { String::new() } else { format!("；关注事项{}", notes.join("；")) };
            let (thought, work, life) = (&talk.thought, &talk.work, &talk.life);
            let day = talk.day.sentence();
            Line::new(
                "谈心谈话",
                format!("{day}，{}：思想动态：{thought}；工作情况：{work}；生活情况：{life}{notes}", one.by),
            )
        }
        Event::Noted(one) => Line::new("记入关注事项", noted(&one.attention)),
        Event::Reminded(one) => {
            let remind = &one.remind;
            let text =
                format!("事项{}，{}，{}：{}", remind.number, remind.day.sentence(), remind.remedy.word(), remind.text);
            Line::new("提醒处理", text)
        }
        Event::Stated(one) => Line::new("本人说明", format!("事项{}：{}", one.statement.number, one.statement.text)),
        Event::Moved(moved) => {
            Line::new("任职变动", format!("自{}起任{}，由{}谈话", moved.day.sentence(), moved.post, moved.unit_name))
        }
        Event::Undone(undone) => Line::new("任免决定撤回", undone.day.sentence()),
        Event::Released(one) => {
            Line::new("出册", format!("{}，{}", one.release.day.sentence_with_year(), one.release.reason))
        }
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, done: bool, day| {
        let pace = if done { Pace::Done } else { Pace::Current };
        Step { word: word.to_owned(), pace, day, who: None }
    };
    let out = state.released.as_ref();
    let educated = state.owed_lessons().next().is_none();
    let talked = state.talks.last();
    let mut last = step("出册", out.is_some(), out.map(|release| release.day).or(state.last));
    if out.is_none() {
        last.pace = Pace::Later;
    }
    vec![
        step("列入", true, state.grounds.first().map(|ground| ground.since)),
        step("教育", educated, state.lessons.iter().map(Given::once).map(|(_, day)| day).max()),
        step("谈话", talked.is_some(), talked.map(|one| one.talk.day)),
        last,
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (None, "list") => {
            let limit = cx.policy.number(AGE, cx.day).map_or_else(String::new, |years| format!("{years}周岁"));
            Aid {
                note: Some(format!("新提拔由任免决定自动列入；年轻干部年龄上限：{limit}")), ..Aid::default()
            }
        }
        (Some(_), "talk") => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        (Some(_), "educate") => {
            let note = "多人一起参加的，在“廉政教育课”登记，不用逐人记入".to_owned();
            Aid { prefill: json!({"day": cx.day}), note: Some(note), ..Aid::default() }
        }
        (Some(state), "remind" | "state") => {
            let open: Vec<&Attention> = state.open().collect();
            let number = open.first().map(|one| one.number);
            let prefill =
                if verb == "remind" { json!({"number": number, "day": cx.day}) } else { json!({"number": number}) };
            let path = open.into_iter().map(noted).collect();
            Aid { prefill, path, heading: Some("待处理的关注事项"), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}
