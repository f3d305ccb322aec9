//! A lesson for many: who is named, told, expected and entered, and what it leaves in each of their entries.

use super::*;
use crate::{
    focus::young_cadre::{
        YoungCadre,
        tests::{cadre, county, educate, ended, entry_of, list},
    },
    testing::{World, day},
};
use engine::{access::Hat, words::MatterId};
use serde_json::{Value, json};

/// Three young cadres on the list since 5 May 2026, of whom nobody was educated yet.
pub(crate) fn listed() -> (World, Vec<String>) {
    let mut world = county("2026-05-05T09:00");
    let of = |(name, post): (&str, &str)| {
        let person = cadre(&mut world, name, "1998-06", post);
        world.act::<YoungCadre>("经办", None, list(&person, "new_entry", "2026-04-20")).expect("listed");
        person
    };
    let people = [("夏青", "云亭镇科员"), ("吴越", "县财政局科员"), ("方敏", "云亭镇科员")].map(of).into();
    (world, people)
}

fn lesson(content: &str, on: &str, people: &[String]) -> Value {
    let invited: Vec<Value> = people.iter().map(|person| json!({"person": person})).collect();
    json!({"content": content, "form": "base", "day": on, "place": "县警示教育基地", "subject": "守住第一关",
        "organisers": "县纪委监委、县委组织部", "invited": invited})
}

pub(crate) fn plan(content: &str, on: &str, people: &[String]) -> Value {
    let mut plan = lesson(content, on, people);
    plan["verb"] = json!("plan");
    plan
}

pub(crate) fn revise(content: &str, on: &str, people: &[String]) -> Value {
    json!({"verb": "revise", "plan": lesson(content, on, people), "reason": "基地检修"})
}

/// Everybody there but those named, who were ill.
pub(crate) fn record(people: &[String], absent: &[usize]) -> Value {
    let row = |(at, person): (usize, &String)| match absent.contains(&at) {
        true => json!({"person": person, "present": false, "reason": "sick"}),
        false => json!({"person": person, "present": true}),
    };
    json!({"verb": "record", "attendance": people.iter().enumerate().map(row).collect::<Vec<_>>()})
}

/// Acts, and all others hear of it.
pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world
        .act::<IntegrityLesson>(who, Some(id), action.clone())
        .unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
    let told = world.told(id);
    world.follow(&told);
}

fn no(world: &mut World, id: &MatterId, action: Value) -> Refusal {
    world.refused::<IntegrityLesson>("经办", Some(id), action)
}

fn planned(world: &mut World, content: &str, on: &str, people: &[String]) -> MatterId {
    world.act::<IntegrityLesson>("经办", None, plan(content, on, people)).expect("planned")
}

/// A lesson of both on 3 June at which the second was not.
pub(crate) fn held() -> (World, Vec<String>, MatterId) {
    let (mut world, people) = listed();
    let id = planned(&mut world, "both", "2026-06-03", &people);
    world.at("2026-06-04T09:00");
    act(&mut world, "经办", &id, record(&people, &[1]));
    (world, people, id)
}

fn entry(world: &World, person: &str) -> MatterId {
    entry_of(world, person).expect("listed")
}

/// How many lessons each of them had, and whether he still owes one.
fn taught(world: &World, people: &[String]) -> Vec<(usize, bool)> {
    let of = |person: &String| {
        let state = world.state::<YoungCadre>(&entry(world, person));
        (state.taught(), state.owed_lessons().next().is_some())
    };
    people.iter().map(of).collect()
}

/// What everybody hears when the matter's state is put right by the engine, or voided.
fn corrected(world: &mut World, id: &MatterId, change: Option<&dyn Fn(&mut State)>) {
    let before = world.state::<IntegrityLesson>(id);
    let after = change.map(|change| {
        let mut after = before.clone();
        change(&mut after);
        after
    });
    world.follow(&IntegrityLesson::retells(&before, after.as_ref()));
    let Some(after) = after else { return };
    world.matters.get_mut(id).expect("there").state = serde_json::to_string(&after).expect("JSON");
}

#[test]
fn whoever_owes_a_lesson_is_proposed_with_his_unit_and_nobody_who_owes_none() {
    let (mut world, people) = listed();
    let id = entry(&world, &people[0]);
    for lesson in ["positive", "warning"] {
        world.act::<YoungCadre>("经办", Some(&id), educate(lesson, "2026-05-05")).expect("educated");
    }
    let id = entry(&world, &people[1]);
    world.act::<YoungCadre>("经办", Some(&id), educate("positive", "2026-05-05")).expect("educated");
    let actor = world.actor("经办");
    let aid = |world: &World, state: Option<&State>, verb: &str| {
        world.within(&actor, &MatterId::from("new"), |cx| IntegrityLesson::aid(state, verb, cx))
    };
    let fresh = aid(&world, None, "plan");
    assert_eq!(fresh.path, ["云亭镇：方敏（缺正面教育、警示教育）", "县财政局：吴越（缺警示教育）"]);
    assert_eq!(fresh.prefill["invited"], json!([{"person": people[2]}, {"person": people[1]}]));
    // The form of a planned lesson knows who else owes it.
    let id = planned(&mut world, "positive", "2026-06-03", &people[..1]);
    let state = world.state::<IntegrityLesson>(&id);
    assert_eq!(
        aid(&world, Some(&state), "revise").path,
        ["云亭镇：方敏（缺正面教育、警示教育）"].map(|it| it.replace("、警示教育", ""))
    );
    let id = entry(&world, &people[2]);
    world.act::<YoungCadre>("经办", Some(&id), educate("positive", "2026-05-05")).expect("educated");
    for person in &people[1..] {
        let id = entry(&world, person);
        world.act::<YoungCadre>("经办", Some(&id), educate("warning", "2026-05-05")).expect("educated");
    }
    let none = aid(&world, None, "plan");
    assert_eq!(none.note.as_deref(), Some("年轻干部名册上没有尚欠廉政教育的人，不用开课"));
    assert_eq!(none.prefill["invited"], json!([]));
}

#[test]
fn a_plan_is_refused_where_it_names_nobody_somebody_twice_or_somebody_not_on_the_list() {
    let (mut world, people) = listed();
    let mut refused = |action: Value| world.refused::<IntegrityLesson>("经办", None, action);
    let empty = refused(plan("both", "2026-06-03", &[]));
    assert_eq!((empty.code, empty.at.as_deref()), ("table_empty", Some("/invited")));
    let twice = refused(plan("both", "2026-06-03", &[people[0].clone(), people[0].clone()]));
    assert_eq!(
        (twice.sentence.as_str(), twice.at.as_deref()),
        ("夏青填了两行，请删去一行。", Some("/invited/1/person"))
    );
    let other = refused(plan("both", "2026-06-03", &[people[0].clone(), "镇长".to_owned()]));
    assert_eq!(other.sentence, "镇长不在年轻干部名册，不能列为应到，请先列入名册或删去这一行。");
    assert_eq!((other.code, other.at.as_deref()), ("not_on_list", Some("/invited/1/person")));
    assert_eq!(refused(plan("both", "2026-06-03", &["无".to_owned()])).code, "unknown_person");
    for (field, value, code) in [
        ("place", "", "field_missing"),
        ("subject", " ", "field_missing"),
        ("organisers", "", "field_missing"),
        ("form", "no", "unknown_term"),
    ] {
        let mut wrong = plan("both", "2026-06-03", &people);
        wrong[field] = json!(value);
        let refusal = refused(wrong);
        assert_eq!((refusal.code, refusal.at), (code, Some(format!("/{field}"))));
    }
    assert!(world.verbs_before::<IntegrityLesson>("镇经办").is_empty(), "the section plans");
}

#[test]
fn whoever_is_to_come_has_it_before_him_until_it_is_entered_and_is_told_of_another_day() {
    let (mut world, people) = listed();
    let id = planned(&mut world, "warning", "2026-06-03", &people[..2]);
    let key = format!("attend:2026-06-03:{}", people[0]);
    let duty = world.duty(&id, &key);
    assert_eq!((duty.what.as_str(), duty.due), ("6月3日参加警示教育：守住第一关", None));
    assert_eq!((duty.owner, duty.verb), (vec![Hat::Person(people[0].as_str().into())], None));
    assert_eq!(duty.basis.words, "6月3日，县警示教育基地，县纪委监委、县委组织部");
    assert_eq!(world.duty(&id, "record").due, Some(day("2026-06-10")));
    assert_eq!(world.duty(&id, "record").basis.clause, "4.2.1");
    assert!(world.verbs::<IntegrityLesson>(&people[0], &id).is_empty());
    assert_eq!(
        no(&mut world, &id, {
            let mut it = revise("warning", "2026-06-08", &people);
            it["reason"] = json!("");
            it
        })
        .at
        .as_deref(),
        Some("/reason")
    );
    assert_eq!(no(&mut world, &id, revise("warning", "2026-06-08", &[])).at.as_deref(), Some("/plan/invited"));
    act(&mut world, "经办", &id, revise("warning", "2026-06-08", &people));
    let duties: Vec<String> = world.matters[&id].effects.duties.iter().map(|duty| duty.key.clone()).collect();
    let of = |person: &String| format!("attend:2026-06-08:{person}");
    assert_eq!(duties, [vec!["record".to_owned()], people.iter().map(of).collect()].concat());
    world.at("2026-06-09T09:00");
    act(&mut world, "经办", &id, record(&people, &[]));
    assert!(world.matters[&id].effects.duties.is_empty() && world.matters[&id].outline.done);
}

#[test]
fn those_who_are_to_come_find_it_and_neither_their_units_nor_anybody_else_of_the_county_do() {
    let (mut world, people) = listed();
    let id = planned(&mut world, "warning", "2026-06-03", &people[..2]);
    let finds = |who: &str| {
        let scope = engine::access::Scope::of(&world.actor(who));
        scope.sees(&IntegrityLesson::KIND, &world.matters[&id].outline, &|unit, units| units.contains(unit))
    };
    assert!(finds(&people[0]) && finds(&people[1]) && finds("经办"));
    assert!(!finds(&people[2]) && !finds("书记") && !finds("镇经办"));
    // Whoever is a relative of one of them enters it all the same: it is about none of them.
    world.relatives.push(("经办".into(), people[0].as_str().into()));
    world.at("2026-06-03T15:00");
    act(&mut world, "经办", &id, record(&people[..2], &[]));
}

#[test]
fn whoever_came_has_it_in_his_entry_and_the_absent_go_on_owing_it() {
    let (world, people, id) = held();
    assert_eq!(taught(&world, &people), [(2, false), (0, true), (2, false)]);
    let cells = &world.matters[&id].outline.cells;
    assert_eq!((&cells["expected"], &cells["present"], &cells["absent"]), (&json!(3), &json!(2), &json!(1)));
    assert_eq!((&cells["content"], &cells["day"]), (&json!("正面教育和警示教育"), &json!("2026-06-03")));
    let own = entry(&world, &people[0]);
    assert_eq!(
        (world.stage(&own), world.matters[&own].outline.links.clone()),
        ("在册", vec![("参加的廉政教育课", id.clone())])
    );
    let line = &world.matters[&own].told.last().expect("told").line;
    assert!(
        line.text.starts_with("6月3日，正面教育，警示教育基地参观：县纪委监委、县委组织部：守住第一关；"),
        "{}",
        line.text
    );
    assert_eq!(world.stage(&entry(&world, &people[1])), "待教育");
    let line = &world.matters[&id].told.last().expect("told").line;
    assert_eq!(line.text, "应到3人，实到2人；缺课吴越（病假）");
}

#[test]
fn of_one_kind_only_that_is_counted() {
    let (mut world, people) = listed();
    let id = planned(&mut world, "positive", "2026-05-05", &people[..1]);
    act(&mut world, "经办", &id, record(&people[..1], &[]));
    let state = world.state::<YoungCadre>(&entry(&world, &people[0]));
    let owed: Vec<_> = state.owed_lessons().map(|(lesson, _)| lesson.word()).collect();
    assert_eq!((state.taught(), owed), (1, vec!["警示教育"]));
}

#[test]
fn who_came_is_entered_after_the_day_for_everybody_once_and_with_a_reason() {
    let (mut world, people) = listed();
    let id = planned(&mut world, "both", "2026-06-03", &people);
    let early = no(&mut world, &id, record(&people, &[]));
    assert_eq!(
        (early.code, early.sentence.as_str()),
        ("day_ahead", "这次教育6月3日开课，还没有到，请开课后再登记；改了日期的先改期。")
    );
    world.at("2026-06-03T15:00");
    let unsaid = json!({"verb": "record", "attendance": [{"person": people[0]}]});
    let unsaid = no(&mut world, &id, unsaid);
    assert_eq!((unsaid.code, unsaid.at.as_deref()), ("field_missing", Some("/attendance/0/reason")));
    let twice = no(&mut world, &id, record(&[people[0].clone(), people[0].clone()], &[]));
    assert_eq!((twice.code, twice.at.as_deref()), ("row_twice", Some("/attendance/1/person")));
    assert_eq!(no(&mut world, &id, record(&people[..2], &[])).code, "rows_open");
    let stranger = no(&mut world, &id, record(&[people[0].clone(), "镇长".to_owned()], &[]));
    assert_eq!((stranger.code, stranger.at.as_deref()), ("not_invited", Some("/attendance/1/person")));
    assert_eq!(no(&mut world, &id, record(&people, &[0, 1, 2])).code, "nobody_there");
    let mut wrong = record(&people, &[1]);
    wrong["attendance"][1]["reason"] = json!("lazy");
    assert_eq!(no(&mut world, &id, wrong).code, "unknown_term");
    act(&mut world, "股长", &id, record(&people, &[1]));
    assert_eq!((world.stage(&id), world.verbs::<IntegrityLesson>("股长", &id).len()), ("已登记", 0));
}

#[test]
fn whoever_left_the_list_before_the_day_is_not_expected_and_after_it_has_his_lesson() {
    let (mut world, people) = listed();
    let id = planned(&mut world, "both", "2026-06-03", &people);
    world.at("2026-06-02T09:00");
    world.follow(&[ended(&people[0], "云亭镇科员", day("2026-06-02"), "death")]);
    world.at("2026-06-04T09:00");
    world.follow(&[ended(&people[1], "县财政局科员", day("2026-06-04"), "retirement")]);
    let gone = no(&mut world, &id, record(&people, &[]));
    assert_eq!(gone.sentence, "夏青在开课前已经出册，不计应到，请删去这一行。");
    let actor = world.actor("经办");
    let state = world.state::<IntegrityLesson>(&id);
    let aid = world.within(&actor, &id, |cx| IntegrityLesson::aid(Some(&state), "record", cx));
    assert_eq!(
        aid.prefill["attendance"],
        json!([{"person": people[1], "present": true}, {"person": people[2], "present": true}])
    );
    assert_eq!(aid.path, ["云亭镇：夏青"]);
    act(&mut world, "经办", &id, record(&people[1..], &[]));
    assert_eq!(world.matters[&id].outline.cells["expected"], 2);
    assert_eq!(world.state::<IntegrityLesson>(&id).recorded.expect("recorded").gone, ["夏青"]);
    let left = entry(&world, &people[1]);
    assert_eq!((world.stage(&left), world.state::<YoungCadre>(&left).taught()), ("已出册", 2));
    assert_eq!(world.state::<YoungCadre>(&entry(&world, &people[0])).taught(), 0);
}

#[test]
fn a_lesson_of_whom_nobody_is_left_is_called_off() {
    let (mut world, people) = listed();
    let id = planned(&mut world, "both", "2026-06-03", &people[..1]);
    world.at("2026-06-02T09:00");
    world.follow(&[ended(&people[0], "云亭镇科员", day("2026-06-02"), "death")]);
    world.at("2026-06-04T09:00");
    let none = no(&mut world, &id, json!({"verb": "record", "attendance": []}));
    assert_eq!((none.code, none.at.as_deref()), ("nobody_left", Some("/attendance")));
    act(&mut world, "经办", &id, json!({"verb": "cancel", "reason": "没有应到的人"}));
    assert_eq!((world.tick::<IntegrityLesson>(), world.stage(&id)), (1, "已取消"));
}

#[test]
fn called_off_it_is_told_to_whoever_was_to_come_until_its_day_is_past() {
    let (mut world, people) = listed();
    let id = planned(&mut world, "both", "2026-06-03", &people);
    assert_eq!(no(&mut world, &id, json!({"verb": "cancel", "reason": ""})).at.as_deref(), Some("/reason"));
    act(&mut world, "股长", &id, json!({"verb": "cancel", "reason": "防汛"}));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("取消告知", false));
    let duty = world.duty(&id, &format!("off:2026-06-03:{}", people[1]));
    assert_eq!((duty.what.as_str(), duty.basis.words.as_str()), ("6月3日的正面教育和警示教育取消，不用参加", "防汛"));
    world.at("2026-06-03T18:00");
    assert_eq!(world.tick::<IntegrityLesson>(), 0);
    world.at("2026-06-04T09:00");
    assert_eq!((world.tick::<IntegrityLesson>(), world.stage(&id)), (1, "已取消"));
    assert!(world.matters[&id].effects.duties.is_empty());
    assert_eq!(taught(&world, &people), [(0, true); 3]);
}

#[test]
fn a_row_put_right_is_put_right_in_that_entry_and_in_no_other() {
    let (mut world, people, id) = held();
    let before = world.matters[&entry(&world, &people[2])].told.len();
    world.at("2026-06-05T09:00");
    corrected(
        &mut world,
        &id,
        Some(&|state| {
            let rows = &mut state.recorded.as_mut().expect("recorded").attendance;
            (rows[0].present, rows[1].present) = (false, true);
        }),
    );
    assert_eq!(taught(&world, &people), [(0, true), (2, false), (2, false)]);
    assert_eq!(world.matters[&entry(&world, &people[2])].told.len(), before, "nothing changed for the third");
    let line = &world.matters[&entry(&world, &people[0])].told.last().expect("told").line;
    assert_eq!(line.text, "6月5日，按课登记的教育不再计入");
}

#[test]
fn another_day_or_kind_is_told_to_everybody_who_came_and_a_voided_lesson_was_none() {
    let (mut world, people, id) = held();
    world.at("2026-06-05T09:00");
    corrected(&mut world, &id, Some(&|state| state.session.content = Content::Warning));
    assert_eq!(taught(&world, &people), [(1, true), (0, true), (1, true)]);
    world.at("2026-06-06T09:00");
    corrected(&mut world, &id, Some(&|state| state.session.place = "县委党校".to_owned()));
    assert_eq!(
        world.state::<YoungCadre>(&entry(&world, &people[0])).lessons.len(),
        1,
        "a place is nobody else's business"
    );
    world.at("2026-06-07T09:00");
    corrected(&mut world, &id, None);
    assert_eq!(taught(&world, &people), [(0, true); 3]);
    // What was only planned tells nothing.
    let planned = planned(&mut world, "both", "2026-07-03", &people);
    assert!(IntegrityLesson::retells(&world.state::<IntegrityLesson>(&planned), None).is_empty());
}

#[test]
fn a_lesson_entered_by_hand_and_with_others_is_one() {
    let (mut world, people) = listed();
    let own = entry(&world, &people[0]);
    world.act::<YoungCadre>("经办", Some(&own), educate("warning", "2026-05-05")).expect("educated");
    let twice = world.refused::<YoungCadre>("经办", Some(&own), educate("warning", "2026-05-05"));
    assert_eq!((twice.code, twice.sentence.as_str()), ("lesson_known", "5月5日的警示教育已经记入，不用重复。"));
    let id = planned(&mut world, "both", "2026-05-05", &people[..1]);
    act(&mut world, "经办", &id, record(&people[..1], &[]));
    assert_eq!(taught(&world, &people[..1]), [(2, false)]);
    let again = world.refused::<YoungCadre>("经办", Some(&own), educate("positive", "2026-05-05"));
    assert_eq!(again.code, "lesson_known");
    // Voided, it leaves what was entered by hand.
    world.at("2026-05-06T09:00");
    corrected(&mut world, &id, None);
    assert_eq!(taught(&world, &people[..1]), [(1, true)]);
}

#[test]
fn what_is_corrected_lacks_nothing_that_a_new_one_may_not_lack() {
    let (world, _, id) = held();
    let state = world.state::<IntegrityLesson>(&id);
    let actor = world.actor("经办");
    let amend = |was: &Event, now: Event| {
        world.within(&actor, &id, |cx| {
            let now = IntegrityLesson::relearn(now, cx);
            IntegrityLesson::amend(&state, was, &now, cx).map(|()| now)
        })
    };
    let recorded = state.recorded.clone().expect("recorded");
    let was = Event::Recorded(Box::new(recorded.clone()));
    let changed = |change: &dyn Fn(&mut Recorded)| {
        let mut now = recorded.clone();
        change(&mut now);
        amend(&was, Event::Recorded(Box::new(now)))
    };
    let bare = changed(&|now| now.attendance[0].present = false).expect_err("no reason");
    assert_eq!((bare.code, bare.at.as_deref()), ("field_missing", Some("/payload/attendance/0/reason")));
    assert_eq!(changed(&|now| drop(now.attendance.pop())).expect_err("one less").code, "not_correctable");
    assert_eq!(
        changed(&|now| now.attendance.iter_mut().for_each(|one| {
            one.present = false;
            one.reason = Some(engine::words::Term::new("leave"));
        }))
        .expect_err("nobody")
        .code,
        "nobody_there"
    );
    let Ok(Event::Recorded(now)) = changed(&|now| now.attendance[1].present = true) else { panic!("he was there") };
    assert_eq!((now.attendance[1].reason.clone(), now.attendance[1].reason_name.as_str()), (None, ""));
    let planned = Planned { id: id.clone(), session: state.session.clone(), invited: state.invited.clone() };
    let was = Event::Planned(Box::new(planned.clone()));
    let changed = |change: &dyn Fn(&mut Planned)| {
        let mut now = planned.clone();
        change(&mut now);
        amend(&was, Event::Planned(Box::new(now)))
    };
    let ahead = changed(&|now| now.session.day = day("2026-06-09")).expect_err("it was held");
    assert_eq!((ahead.code, ahead.at.as_deref()), ("day_ahead", Some("/payload/session/day")));
    assert_eq!(
        changed(&|now| now.session.place = String::new()).expect_err("nowhere").at.as_deref(),
        Some("/payload/session/place")
    );
    assert_eq!(changed(&|now| drop(now.invited.pop())).expect_err("one less").code, "not_correctable");
    let Ok(Event::Planned(now)) = changed(&|now| now.session.form = engine::words::Term::new("film")) else {
        panic!("a film")
    };
    assert_eq!(now.session.form_name, "警示教育片");
}

#[test]
fn a_hundred_and_twenty_are_entered_in_one_go() {
    let mut world = county("2026-05-05T09:00");
    let people: Vec<String> = (0..120)
        .map(|number| {
            let person = cadre(&mut world, &format!("新人{number}"), "1998-06", "云亭镇科员");
            world.act::<YoungCadre>("经办", None, list(&person, "new_entry", "2026-04-20")).expect("listed");
            person
        })
        .collect();
    let id = planned(&mut world, "both", "2026-05-05", &people);
    act(&mut world, "经办", &id, record(&people, &[7]));
    let all = taught(&world, &people);
    assert_eq!((all.iter().filter(|one| **one == (2, false)).count(), all[7]), (119, (0, true)));
}
