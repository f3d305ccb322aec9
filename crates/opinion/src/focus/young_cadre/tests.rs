//! Young cadres: how they come on the list, who teaches, talks and reminds, and how they go off it.

use super::*;
use crate::{
    ground::cadre::Cadre,
    testing::{Matter, Seat, World, day},
};
use engine::{
    access::{Hat, Role},
    days::Day,
    policy::Pause,
    procedure::Side,
    words::MatterId,
};
use serde_json::{Value, json};

/// A township and a bureau with their heads, seats that are free, and the section; no cadre is registered yet.
pub(crate) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("县财政局", "government_department", None);
    world.unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("空", "云亭镇", "科员", Seat::Staff)
        .post("空", "云亭镇", "副镇长", Seat::Member)
        .post("空", "云亭镇", "党委委员", Seat::Member)
        .post("局长", "县财政局", "局长", Seat::Chief(Some(Side::Government)))
        .post("空", "县财政局", "科员", Seat::Staff)
        .post("空", "县财政局", "副局长", Seat::Member)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("分管", "县委组织部", "副县长", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("分管", Role::LeaderInCharge, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    world.held.retain(|held| held.person.as_str() != "空");
    world
}

/// A cadre of the register, in a seat.
pub(crate) fn cadre(world: &mut World, name: &str, birth: &str, post: &str) -> String {
    let card = json!({"name": name, "sex": "男", "birth": birth, "level": "科员", "authority": "单位管"});
    let enter = json!({"verb": "enter", "card": card, "posts": [{"post": post, "since": "2024-08-01"}]});
    world.act::<Cadre>("经办", None, enter).expect("entered").0
}

pub(crate) fn begun(person: &str, post: &str, on: Day, decision: &str) -> Trigger {
    Trigger::PostBegun { person: person.into(), post: post.into(), day: on, acting: false, matter: decision.into() }
}

pub(crate) fn ended(person: &str, post: &str, on: Day, reason: &str) -> Trigger {
    let (reason, matter) = (reason.to_owned(), "任9".into());
    Trigger::PostEnded { person: person.into(), post: post.into(), day: on, reason, to_unit: None, matter }
}

pub(crate) fn entry_of(world: &World, person: &str) -> Option<MatterId> {
    let of = |matter: &Matter| {
        matter.kind == "young_cadre" && matter.outline.persons.iter().any(|(_, who)| who.as_str() == person)
    };
    world.matters.iter().rev().find(|(_, matter)| of(matter)).map(|(id, _)| id.clone())
}

pub(crate) fn list(person: &str, ground: &str, on: &str) -> Value {
    json!({"verb": "list", "person": person, "ground": ground, "day": on})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<YoungCadre>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<YoungCadre>(who, Some(id), action)
}

pub(crate) fn talk(on: &str) -> Value {
    json!({"verb": "talk", "day": on, "thought": "思想稳定", "work": "负责招商", "life": "住镇里宿舍"})
}

pub(crate) fn educate(lesson: &str, on: &str) -> Value {
    json!({"verb": "educate", "lesson": lesson, "form": "class", "day": on, "content": "县纪委监委：廉洁从政第一课"})
}

/// Somebody who entered service and was listed by his unit's clerk on 5 May 2026.
fn listed() -> (World, String, MatterId) {
    let mut world = county("2026-05-05T09:00");
    let person = cadre(&mut world, "夏青", "1998-06", "云亭镇科员");
    let id = world.act::<YoungCadre>("镇经办", None, list(&person, "new_entry", "2026-04-20")).expect("listed");
    (world, person, id)
}

#[test]
fn a_promotion_lists_who_is_young_and_no_change_between_equal_seats_does() {
    let mut world = county("2026-05-05T09:00");
    let young = cadre(&mut world, "夏青", "1998-06", "云亭镇科员");
    let old = cadre(&mut world, "郑和平", "1980-02", "云亭镇科员");
    let on = day("2026-05-05");
    world.follow(&[begun(&young, "云亭镇副镇长", on, "任1"), begun(&old, "云亭镇党委委员", on, "任2")]);
    assert_eq!(entry_of(&world, &old), None);
    let id = entry_of(&world, &young).expect("listed");
    let outline = &world.matters[&id].outline;
    assert_eq!((outline.title.as_str(), outline.stage), ("年轻干部：夏青（新提拔）", "待教育"));
    assert_eq!(world.duty(&id, "educate:警示教育").basis.clause, "4.2.1");
    assert_eq!(
        (world.duty(&id, "talk").due, world.duty(&id, "talk").basis.clause.as_str()),
        (Some(day("2027-05-05")), "4.2.2")
    );
    // Another seat of the same rank is no promotion; the list stays as it was.
    world.at("2026-06-05T09:00");
    world.follow(&[begun(&young, "云亭镇党委委员", day("2026-06-05"), "任3")]);
    assert_eq!(world.state::<YoungCadre>(&id).grounds.len(), 1);
}

#[test]
fn who_cannot_be_listed_is_told_why() {
    let (mut world, person, _) = listed();
    let mut refused = |who: &str, action: Value| world.refused::<YoungCadre>(who, None, action);
    let again = refused("镇经办", list(&person, "joined_party", "2026-05-01"));
    assert_eq!((again.code, again.sentence.as_str()), ("already_listed", "夏青已在名册，请在原事项增加列入原因。"));
    assert_eq!(refused("镇经办", list("无", "new_entry", "2026-05-01")).code, "unknown_person");
    assert_eq!(refused("镇经办", list("书记", "new_entry", "2026-06-01")).code, "day_ahead");
    let old = cadre(&mut world, "郑和平", "1990-04", "云亭镇科员");
    let refusal = world.refused::<YoungCadre>("镇经办", None, list(&old, "joined_party", "2026-05-01"));
    assert_eq!(refusal.sentence, "郑和平已超过35周岁，不列入年轻干部名册。");
    // Full years by the month of birth: 36 in June, young in May.
    let edge = cadre(&mut world, "方敏", "1990-06", "云亭镇科员");
    world.act::<YoungCadre>("镇经办", None, list(&edge, "joined_party", "2026-05-01")).expect("listed");
    let other = cadre(&mut world, "吴越", "1991-01", "县财政局科员");
    let strange = world.refused::<YoungCadre>("镇经办", None, list(&other, "joined_party", "2026-05-01"));
    assert_eq!(strange.code, "not_your_unit");
    let wrong = world.refused::<YoungCadre>("经办", None, list(&other, "promise", "2026-05-01"));
    assert_eq!((wrong.code, wrong.at.as_deref()), ("unknown_term", Some("/ground")));
    world.held.retain(|held| held.person.as_str() != other);
    assert_eq!(world.refused::<YoungCadre>("经办", None, list(&other, "new_entry", "2026-05-01")).code, "post_missing");
}

#[test]
fn the_county_educates_by_good_and_by_warning_examples() {
    let (mut world, _, id) = listed();
    assert_eq!(world.duty(&id, "educate:正面教育").due, Some(day("2026-08-05")));
    assert!(!world.verbs::<YoungCadre>("书记", &id).contains(&"educate"));
    assert_eq!(no(&mut world, "经办", &id, educate("positive", "2026-05-06")).code, "day_ahead");
    let mut blank = educate("positive", "2026-05-05");
    blank["content"] = json!("");
    assert_eq!(no(&mut world, "经办", &id, blank).at.as_deref(), Some("/content"));
    act(&mut world, "经办", &id, educate("positive", "2026-05-05"));
    assert_eq!(
        (world.stage(&id), world.matters[&id].outline.cells["education"].as_str()),
        ("待教育", Some("缺警示教育"))
    );
    act(&mut world, "经办", &id, educate("warning", "2026-05-05"));
    assert_eq!(world.stage(&id), "在册");
    // Another reason begins another round: what was taught before does not count for it.
    world.at("2026-09-01T09:00");
    let relist = json!({"verb": "relist", "ground": "joined_party", "day": "2026-08-20"});
    act(&mut world, "镇经办", &id, relist.clone());
    assert_eq!((world.stage(&id), no(&mut world, "镇经办", &id, relist).code), ("待教育", "ground_known"));
}

#[test]
fn the_partys_head_of_the_unit_talks_about_thoughts_work_and_life() {
    let (mut world, _, id) = listed();
    let other = no(&mut world, "镇长", &id, talk("2026-05-05"));
    assert_eq!(other.sentence, "谈话由党组织主要负责人书记进行，请由其办理。");
    for field in ["thought", "work", "life"] {
        let mut short = talk("2026-05-05");
        short[field] = json!(" ");
        assert_eq!(no(&mut world, "书记", &id, short).at, Some(format!("/{field}")));
    }
    assert_eq!(no(&mut world, "书记", &id, talk("2026-05-09")).code, "day_ahead");
    act(&mut world, "书记", &id, talk("2026-05-05"));
    assert_eq!(world.duty(&id, "talk").due, Some(day("2027-05-05")));
    assert_eq!(world.matters[&id].outline.cells["talks"], 1);
}

#[test]
fn something_noted_carries_its_facts_is_open_to_the_person_and_is_answered_early() {
    let (mut world, person, id) = listed();
    let mut noting = talk("2026-05-05");
    noting["notes"] = json!([{"item": "small_post", "facts": ""}]);
    assert_eq!(no(&mut world, "书记", &id, noting.clone()).at.as_deref(), Some("/notes/0/facts"));
    noting["notes"] = json!([{"item": "small_post", "facts": "4月28日自行变更工程签证"}]);
    act(&mut world, "书记", &id, noting);
    act(&mut world, "经办", &id, json!({"verb": "notice", "item": "small_age", "facts": "两次借同事钱款未还"}));
    assert_eq!((world.stage(&id), world.duty(&id, "remind:1").due), ("待提醒", Some(day("2026-05-18"))));
    assert_eq!(world.duty(&id, "remind:1").basis.clause, "4.2.2");
    let state = json!({"verb": "state", "number": 1, "text": "签证经镇长口头同意"});
    act(&mut world, &person, &id, state);
    assert_eq!(no(&mut world, &person, &id, json!({"verb": "state", "number": 9, "text": "无"})).code, "unknown_item");
    let remind = |number: u32, remedy: &str, on: &str, text: &str| json!({"verb": "remind", "number": number, "remedy": remedy, "day": on, "text": text});
    assert_eq!(no(&mut world, "书记", &id, remind(1, "reminder", "2026-05-04", "提醒")).code, "day_before");
    assert_eq!(no(&mut world, "书记", &id, remind(1, "none", "2026-05-05", "")).at.as_deref(), Some("/text"));
    act(&mut world, "书记", &id, remind(1, "reminder", "2026-05-05", "变更须书面报批"));
    assert_eq!(no(&mut world, "书记", &id, remind(1, "reminder", "2026-05-05", "再提醒")).code, "unknown_item");
    act(&mut world, "书记", &id, remind(2, "none", "2026-05-05", "已当月归还"));
    assert_eq!(world.stage(&id), "待教育");
    let stated = world.state::<YoungCadre>(&id).attention[0].stated.clone();
    assert_eq!(stated[0].0, "签证经镇长口头同意");
}

#[test]
fn moved_he_is_the_new_units_to_talk_with() {
    let (mut world, person, id) = listed();
    world.at("2026-06-01T09:00");
    let on = day("2026-06-01");
    world.follow(&[ended(&person, "云亭镇科员", on, "transfer"), begun(&person, "县财政局副局长", on, "任5")]);
    let outline = &world.matters[&id].outline;
    assert_eq!((outline.units[0].as_str(), outline.cells["grounds"].as_str()), ("县财政局", Some("新入职、新提拔")));
    assert!(!world.verbs::<YoungCadre>("书记", &id).contains(&"talk"));
    act(&mut world, "局长", &id, talk("2026-06-01"));
    // Taken back, the promotion is no reason any more.
    let undone = Trigger::PostChangeUndone { person: person.as_str().into(), matter: "任5".into() };
    world.follow(&[undone]);
    assert_eq!(world.state::<YoungCadre>(&id).grounds.len(), 1);
}

#[test]
fn a_promotion_taken_back_takes_its_entry_along() {
    let mut world = county("2026-05-05T09:00");
    let person = cadre(&mut world, "夏青", "1998-06", "云亭镇科员");
    world.follow(&[begun(&person, "云亭镇副镇长", day("2026-05-05"), "任1")]);
    let id = entry_of(&world, &person).expect("listed");
    world.follow(&[Trigger::PostChangeUndone { person: person.as_str().into(), matter: "任1".into() }]);
    assert_eq!(world.stage(&id), "已出册");
}

#[test]
fn he_goes_off_the_list_by_age_once_nothing_waits_and_by_leaving_service() {
    let mut world = county("2026-05-05T09:00");
    let aged = cadre(&mut world, "吴越", "1990-06", "云亭镇科员");
    let id = world.act::<YoungCadre>("镇经办", None, list(&aged, "joined_party", "2026-05-01")).expect("listed");
    act(&mut world, "书记", &id, json!({"verb": "notice", "item": "small_post", "facts": "越权批条"}));
    world.at("2026-06-01T09:00");
    assert_eq!(world.tick::<YoungCadre>(), 0);
    let remind = json!({"verb": "remind", "number": 1, "remedy": "criticism", "day": "2026-06-01", "text": "已批评"});
    act(&mut world, "书记", &id, remind);
    assert_eq!((world.tick::<YoungCadre>(), world.stage(&id)), (1, "已出册"));
    assert!(world.matters[&id].effects.duties.is_empty());
    let (mut world, person, id) = listed();
    world.follow(&[ended(&person, "云亭镇科员", day("2026-05-05"), "transfer")]);
    assert_eq!(world.stage(&id), "待教育");
    let (mut world, person, id) = listed();
    world.follow(&[ended(&person, "云亭镇科员", day("2026-05-05"), "death")]);
    assert_eq!(world.stage(&id), "已出册");
    let (mut world, _, id) = listed();
    assert_eq!(
        no(&mut world, "经办", &id, json!({"verb": "release", "day": "2026-05-05", "reason": ""})).code,
        "field_missing"
    );
    act(&mut world, "经办", &id, json!({"verb": "release", "day": "2026-05-05", "reason": "辞去公职"}));
    assert_eq!(world.stage(&id), "已出册");
}

#[test]
fn a_long_absence_stops_the_clocks() {
    let (world, _, id) = listed();
    let state = world.state::<YoungCadre>(&id);
    let pauses = [Pause { from: day("2026-06-01"), to: Some(day("2026-11-01")) }];
    let clock = Clock { policy: &world.policy, pauses: &pauses };
    let duties = YoungCadre::effects(&state, &clock).duties;
    let due = |key: &str| duties.iter().find(|duty| duty.key == key).and_then(|duty| duty.due);
    assert!(due("talk") > Some(day("2027-05-05")) && due("educate:正面教育") > Some(day("2026-08-05")));
}

#[test]
fn a_young_head_is_talked_with_by_the_leader_in_charge() {
    let mut world = county("2026-05-05T09:00");
    let head = cadre(&mut world, "夏青", "1993-06", "云亭镇党委书记");
    world.held.retain(|held| held.person.as_str() != "书记");
    let id = world.act::<YoungCadre>("经办", None, list(&head, "promoted", "2026-05-01")).expect("listed");
    assert!(!world.verbs::<YoungCadre>(&head, &id).contains(&"talk"));
    act(&mut world, "分管", &id, talk("2026-05-05"));
    // A mayor where nobody is secretary heads the township alone: he owes no talk with himself.
    let mut world = county("2026-05-05T09:00");
    let mayor = cadre(&mut world, "夏青", "1993-06", "云亭镇镇长");
    world.held.retain(|held| !["书记", "镇长"].contains(&held.person.as_str()));
    let id = world.act::<YoungCadre>("经办", None, list(&mayor, "promoted", "2026-05-01")).expect("listed");
    assert_eq!(world.duty(&id, "talk").owner, [Hat::RoleAt(Role::LeaderInCharge, "云亭镇".into())]);
}

#[test]
fn a_lesson_follows_every_reason_that_was_there_before_it_whenever_that_is_entered() {
    let (mut world, _, id) = listed();
    act(&mut world, "经办", &id, educate("positive", "2026-05-05"));
    act(&mut world, "经办", &id, educate("warning", "2026-05-05"));
    world.at("2026-09-01T09:00");
    act(&mut world, "镇经办", &id, json!({"verb": "relist", "ground": "joined_party", "day": "2026-05-01"}));
    assert_eq!(world.stage(&id), "在册", "he joined before the lessons");
    act(&mut world, "镇经办", &id, json!({"verb": "relist", "ground": "promoted", "day": "2026-08-01"}));
    assert_eq!(world.stage(&id), "待教育", "and was promoted after them");
}

#[test]
fn a_corrected_talk_or_lesson_lacks_nothing_that_a_new_one_may_not_lack() {
    let (mut world, _, id) = listed();
    act(&mut world, "书记", &id, talk("2026-05-05"));
    act(&mut world, "经办", &id, educate("positive", "2026-05-05"));
    let state = world.state::<YoungCadre>(&id);
    let amend = |was: Event, now: Event| {
        let actor = world.actor("经办");
        let at = |refusal: Refusal| refusal.at.unwrap_or_default();
        world.within(&actor, &id, |cx| YoungCadre::amend(&state, &was, &now, cx)).map_err(at)
    };
    let given = state.lessons[0].clone();
    let (said, taught) = (state.talks[0].clone(), Educated { educate: given.educate, form: given.form });
    let mut blank = said.clone();
    blank.talk.life = " ".into();
    assert_eq!(amend(Event::Talked(said.clone()), Event::Talked(blank)), Err("/payload/talk/life".to_owned()));
    let mut other = said.clone();
    other.talk.life = "住单位宿舍".into();
    assert_eq!(amend(Event::Talked(said), Event::Talked(other)), Ok(()));
    let mut blank = taught.clone();
    blank.educate.content = String::new();
    assert_eq!(amend(Event::Educated(taught), Event::Educated(blank)), Err("/payload/educate/content".to_owned()));
}

#[test]
fn a_retirement_taken_back_puts_him_on_the_list_again() {
    let (mut world, person, id) = listed();
    world.follow(&[ended(&person, "云亭镇科员", day("2026-05-05"), "retirement")]);
    assert_eq!(world.stage(&id), "已出册");
    world.at("2026-05-06T09:00");
    world.follow(&[Trigger::PostChangeUndone { person: person.as_str().into(), matter: "任9".into() }]);
    assert_eq!((world.stage(&id), world.state::<YoungCadre>(&id).grounds.len()), ("待教育", 1));
    assert_eq!(world.duty(&id, "talk").due, Some(day("2027-05-05")));
}

#[test]
fn whose_secretary_is_a_relative_is_talked_with_by_the_leader_in_charge() {
    let mut world = county("2026-05-05T09:00");
    let person = cadre(&mut world, "夏青", "1998-06", "云亭镇科员");
    world.relatives.push(("书记".into(), person.as_str().into()));
    let id = world.act::<YoungCadre>("镇经办", None, list(&person, "new_entry", "2026-04-20")).expect("listed");
    assert_eq!(world.duty(&id, "talk").owner, [Hat::RoleAt(Role::LeaderInCharge, "云亭镇".into())]);
    act(&mut world, "分管", &id, talk("2026-05-05"));
}
