//! Interventions: who records them, who is protected, and that nothing is decided by one hand or unheard.

use super::*;
use crate::testing::{Seat, World, day};
use engine::{
    access::{Hat, Role},
    procedure::Side,
    words::MatterId,
};
use serde_json::{Value, json};

/// A township with its secretary and somebody who signs for its works, and the department.
pub(crate) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("工程员", "云亭镇", "建设办主任", Seat::Staff)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("亲属", "县委组织部", "副部长", Seat::Staff)
        .post("副部长", "县委组织部", "副部长", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("亲属", Role::DeputyMinister, None)
        .role("副部长", Role::DeputyMinister, None);
    world.relatives.push(("书记".into(), "亲属".into()));
    world.sealed.insert("s1".into(), json!("电话要求把标段给指定企业"));
    world.sealed.insert("blank".into(), json!("  "));
    world
}

pub(crate) fn sealed(name: &str) -> Value {
    json!({"seal": name, "commitment": "c"})
}

/// What somebody records of himself having been spoken to.
pub(crate) fn record(person: &str, on: &str) -> Value {
    json!({"verb": "record", "person": person, "field": "works", "day": on, "facts": sealed("s1")})
}

/// The same from a slip.
pub(crate) fn slip(person: &str, on: &str) -> Value {
    let mut action = record(person, on);
    action["recorder"] = sealed("s1");
    action
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Intervention>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<Intervention>(who, Some(id), action)
}

pub(crate) fn verify(finding: &str) -> Value {
    json!({"verb": "verify", "finding": finding, "words": sealed("s1")})
}

pub(crate) fn tell(on: &str) -> Value {
    json!({"verb": "tell", "day": on, "way": "书面", "gist": "5月4日就集镇改造工程标段打招呼"})
}

pub(crate) fn settle(measure: &str) -> Value {
    json!({"verb": "decide", "measure": measure, "reason": "情况属实，未造成后果"})
}

pub(crate) fn answer() -> Value {
    json!({"verb": "answer", "text": "只是了解进度"})
}

pub(crate) fn ask_review() -> Value {
    json!({"verb": "ask_review", "reason": "不是打招呼"})
}

/// A slip about the secretary, verified and told on 5 May 2026.
fn told() -> (World, MatterId) {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<Intervention>("经办", None, slip("书记", "2026-05-04")).expect("recorded");
    act(&mut world, "经办", &id, verify("proved"));
    act(&mut world, "经办", &id, tell("2026-05-05"));
    (world, id)
}

#[test]
fn whoever_was_spoken_to_records_it_and_the_section_enters_slips() {
    let mut world = county("2026-05-05T09:00");
    let mut refused = |who: &str, action: Value| world.refused::<Intervention>(who, None, action);
    assert_eq!(refused("工程员", record("书记", "2026-05-06")).code, "day_ahead");
    assert_eq!(refused("工程员", record("工程员", "2026-05-04")).code, "same_person");
    assert_eq!(refused("工程员", slip("书记", "2026-05-04")).code, "recorder_needless");
    assert_eq!(refused("工程员", record("无", "2026-05-04")).code, "unknown_person");
    let mut blank = record("书记", "2026-05-04");
    blank["facts"] = sealed("blank");
    assert_eq!(refused("工程员", blank).at.as_deref(), Some("/facts"));
    let mut nobody = slip("书记", "2026-05-04");
    nobody["recorder"] = sealed("blank");
    assert_eq!(refused("经办", nobody).at.as_deref(), Some("/recorder"));
    let mut other = record("书记", "2026-05-04");
    other["field"] = json!("weather");
    assert_eq!(refused("工程员", other).code, "unknown_term");
    let id = world.act::<Intervention>("工程员", None, record("书记", "2026-05-04")).expect("recorded");
    assert_eq!(world.duty(&id, "verify").basis.clause, "4.1.1");
}

#[test]
fn a_late_record_is_taken_with_its_reason() {
    let mut world = county("2026-05-25T09:00");
    let late = world.refused::<Intervention>("工程员", None, record("书记", "2026-05-04"));
    assert_eq!((late.code, late.at.as_deref()), ("late_reason_missing", Some("/late_reason")));
    let mut reasoned = record("书记", "2026-05-04");
    reasoned["late_reason"] = json!("当时不清楚须记录");
    world.act::<Intervention>("工程员", None, reasoned).expect("recorded");
}

#[test]
fn who_recorded_it_himself_is_never_found_out_by_the_person_it_is_about() {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<Intervention>("工程员", None, record("书记", "2026-05-04")).expect("recorded");
    for (who, finds) in [("书记", false), ("亲属", false), ("工程员", true), ("股长", true)] {
        assert_eq!(world.finds::<Intervention>(who, &id), finds, "{who}");
    }
    // He looks into nothing himself.
    assert!(!world.verbs::<Intervention>("工程员", &id).contains(&"verify"));
    act(&mut world, "经办", &id, verify("proved"));
    act(&mut world, "经办", &id, tell("2026-05-05"));
    assert!(!world.finds::<Intervention>("书记", &id), "its lines would show who recorded it");
    assert_eq!(world.verbs::<Intervention>("书记", &id), Vec::<&str>::new());
    // What he answers on paper is entered.
    act(&mut world, "经办", &id, answer());
    act(&mut world, "股长", &id, settle("reminder"));
    act(&mut world, "经办", &id, ask_review());
    assert_eq!(world.stage(&id), "复核中");
    assert!(world.matters[&id].told.iter().all(|told| !told.line.text.contains("工程员")));
    let outline = &world.matters[&id].outline;
    let readers = engine::seal::opening(&Intervention::KIND, outline, &[]).by;
    assert!(outline.units.is_empty() && !readers.contains(&Hat::Person("书记".into())), "{readers:?}");
}

#[test]
fn from_a_slip_he_finds_it_once_he_is_told_and_answers_himself() {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<Intervention>("经办", None, slip("书记", "2026-05-04")).expect("recorded");
    act(&mut world, "经办", &id, verify("proved"));
    assert!(!world.finds::<Intervention>("书记", &id));
    assert_eq!(no(&mut world, "经办", &id, tell("2026-05-06")).code, "day_ahead");
    assert_eq!(no(&mut world, "经办", &id, tell("2026-05-04")).code, "day_before");
    for field in ["way", "gist"] {
        let mut blank = tell("2026-05-05");
        blank[field] = json!("");
        assert_eq!(no(&mut world, "经办", &id, blank).at, Some(format!("/{field}")));
    }
    act(&mut world, "经办", &id, tell("2026-05-05"));
    assert!(world.finds::<Intervention>("书记", &id));
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "answer", "text": " "})).at.as_deref(), Some("/text"));
    act(&mut world, "书记", &id, answer());
    assert_eq!(world.matters[&id].outline.cells["answered"], true);
}

#[test]
fn nothing_is_decided_unheard_or_by_the_hand_that_looked_into_it() {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<Intervention>("经办", None, slip("书记", "2026-05-04")).expect("recorded");
    let mut blank = verify("proved");
    blank["words"] = sealed("blank");
    assert_eq!(no(&mut world, "股长", &id, blank).at.as_deref(), Some("/words"));
    act(&mut world, "股长", &id, verify("proved"));
    act(&mut world, "股长", &id, tell("2026-05-05"));
    assert_eq!(no(&mut world, "股长", &id, settle("reminder")).code, "same_hand");
    assert_eq!(no(&mut world, "副部长", &id, settle("reminder")).code, "answer_time");
    assert_eq!(no(&mut world, "亲属", &id, settle("reminder")).code, "recused");
    world.at("2026-05-20T09:00");
    let mut mute = settle("reminder");
    mute["reason"] = json!("");
    assert_eq!(no(&mut world, "副部长", &id, mute).at.as_deref(), Some("/reason"));
    act(&mut world, "副部长", &id, settle("reminder"));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已处理", true));
}

#[test]
fn as_long_as_his_time_cannot_be_counted_his_answer_is_waited_for() {
    let mut world = county("2027-05-05T09:00");
    let id = world.act::<Intervention>("经办", None, slip("书记", "2027-05-04")).expect("recorded");
    act(&mut world, "经办", &id, verify("proved"));
    act(&mut world, "经办", &id, tell("2027-05-05"));
    assert_eq!(world.state::<Intervention>(&id).told.and_then(|told| told.until), None);
    world.at("2027-06-30T09:00");
    let silent = no(&mut world, "副部长", &id, settle("reminder"));
    assert_eq!(silent.code, "answer_time");
    assert!(silent.sentence.starts_with("本人说明期还不能计算"), "{}", silent.sentence);
    act(&mut world, "书记", &id, answer());
    act(&mut world, "副部长", &id, settle("reminder"));
}

#[test]
fn what_was_none_is_never_told_and_is_deleted_after_its_time() {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<Intervention>("工程员", None, record("书记", "2026-05-04")).expect("recorded");
    act(&mut world, "经办", &id, verify("in_office"));
    assert_eq!((world.stage(&id), world.finds::<Intervention>("书记", &id)), ("已了结", false));
    let gone = Intervention::forgotten_from(&world.state::<Intervention>(&id));
    assert_eq!(gone, Some(day("2026-06-05")));
    world.at("2026-06-04T09:00");
    assert_eq!(world.tick::<Intervention>(), 0);
    world.at("2026-06-05T09:00");
    assert_eq!((world.tick::<Intervention>(), world.tick::<Intervention>()), (1, 0));
    let matter = &world.matters[&id];
    assert!(matter.outline.persons.is_empty() && !matter.state.contains("书记") && !matter.state.contains("s1"));
    assert_eq!(matter.outline.cells["disposition"], "属于正常履职，了结");
}

#[test]
fn his_answer_may_be_accepted_and_then_nobody_finds_it_under_his_name() {
    let (mut world, id) = told();
    act(&mut world, "书记", &id, answer());
    act(&mut world, "股长", &id, settle("accepted"));
    let persons = &world.matters[&id].outline.persons;
    assert_eq!(persons[0].0, engine::procedure::As::Cleared);
    assert!(world.state::<Intervention>(&id).forget_from.is_some());
}

#[test]
fn a_review_may_take_it_back_and_is_asked_for_once_in_time() {
    let (mut world, id) = told();
    act(&mut world, "书记", &id, answer());
    act(&mut world, "股长", &id, settle("criticism"));
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "ask_review", "reason": ""})).at.as_deref(), Some("/reason"));
    act(&mut world, "书记", &id, ask_review());
    let review = |reason: &str| json!({"verb": "review", "upheld": false, "reason": reason});
    assert_eq!(no(&mut world, "副部长", &id, review("")).at.as_deref(), Some("/reason"));
    act(&mut world, "副部长", &id, review("证据不足"));
    assert_eq!((world.stage(&id), world.verbs::<Intervention>("书记", &id)), ("已了结", Vec::new()));
    let (mut world, id) = told();
    act(&mut world, "书记", &id, answer());
    act(&mut world, "股长", &id, settle("criticism"));
    world.at("2026-08-01T09:00");
    assert_eq!(world.verbs::<Intervention>("书记", &id), Vec::<&str>::new());
}

#[test]
fn what_looks_like_a_breach_is_passed_on_at_once() {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<Intervention>("工程员", None, record("书记", "2026-05-04")).expect("recorded");
    let refer = |organ: &str, receiver: &str| json!({"verb": "refer", "organ": organ, "day": "2026-05-05", "receiver": receiver});
    assert_eq!(no(&mut world, "经办", &id, refer("", "接收人")).at.as_deref(), Some("/organ"));
    assert_eq!(no(&mut world, "经办", &id, refer("县纪委监委", "")).at.as_deref(), Some("/receiver"));
    act(&mut world, "经办", &id, refer("县纪委监委", "接收人"));
    assert_eq!((world.stage(&id), world.finds::<Intervention>("书记", &id)), ("已移送", false));
    assert!(world.matters[&id].effects.duties.is_empty());
}
