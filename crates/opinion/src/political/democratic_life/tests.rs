//! A body's session, from its scheme to the last problem struck off.

use super::*;
use crate::testing::{Seat, World, day};
use engine::{access::Role, procedure::Side, words::MatterId};
use serde_json::{Value, json};

pub(crate) fn county() -> World {
    let mut world = World::new("2026-10-08T09:00");
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("副书记", "云亭镇", "党委副书记", Seat::Member)
        .post("党外", "云亭镇", "副镇长", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    world.people.get_mut(&"党外".into()).expect("a person").party = false;
    world
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<DemocraticLife>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn no(world: &mut World, id: &MatterId, action: Value) -> Refusal {
    world.refused::<DemocraticLife>("镇经办", Some(id), action)
}

pub(crate) fn opened() -> (World, MatterId) {
    let mut world = county();
    assert_eq!((world.tick::<DemocraticLife>(), world.tick::<DemocraticLife>()), (1, 0));
    let id = world.matters.keys().next().expect("a session").clone();
    (world, id)
}

pub(crate) fn plan(on: &str, filed: &str) -> Value {
    json!({"verb": "plan", "planned_on": on, "theme": "对照查摆", "superior": "县委组织部", "filed_on": filed})
}

pub(crate) fn hold(on: &str) -> Value {
    json!({"verb": "hold", "day": on, "observers": "县委督导组",
        "rows": [{"person": "书记", "present": true}, {"person": "镇长", "present": true},
            {"person": "副书记", "reason": "sick"}],
        "criticism": [{"how": "asked", "problem": "调研不够深入"},
            {"about": "镇长", "how": "mutual", "problem": "抓落实不够"}]})
}

pub(crate) fn call() -> Value {
    json!({"verb": "call", "unit": "云亭镇", "occasion": "oversight", "reason": "县委巡察反馈问题"})
}

#[test]
fn a_session_goes_from_its_scheme_to_the_last_problem_struck_off() {
    let (mut world, id) = opened();
    assert_eq!((world.stage(&id), world.duty(&id, "plan").due), ("待报方案", Some(day("2026-12-31"))));
    act(&mut world, "镇经办", &id, plan("2026-10-20", "2026-10-08"));
    assert!(world.state::<DemocraticLife>(&id).planned.expect("a scheme").notes.is_empty());
    assert_eq!((world.stage(&id), world.duty(&id, "hold").due), ("待召开", Some(day("2026-10-20"))));
    world.at("2026-10-20T18:00");
    act(&mut world, "书记", &id, hold("2026-10-20"));
    assert_eq!(world.stage(&id), "待整改");
    assert_eq!(world.duty(&id, "report").due, Some(day("2026-11-04")));
    assert_eq!(world.duty(&id, "measure:2").what, "提出问题2（镇长）的整改措施");
    act(&mut world, "镇经办", &id, json!({"verb": "report", "day": "2026-10-20"}));
    let measure = |item: u32, by: &str| json!({"verb": "measure", "item": item, "measure": "每月下沉", "by": by});
    let done = |item: u32| json!({"verb": "report_item", "item": item, "done": "已下沉6次"});
    assert_eq!(no(&mut world, &id, measure(1, "2026-10-19")).at.as_deref(), Some("/by"));
    assert_eq!(no(&mut world, &id, measure(3, "2026-11-30")).code, "unknown_item");
    act(&mut world, "镇经办", &id, measure(2, "2026-11-30"));
    assert_eq!(no(&mut world, &id, done(1)).code, "no_measure");
    act(&mut world, "镇经办", &id, measure(1, "2026-11-30"));
    act(&mut world, "镇经办", &id, done(1));
    let check = |passed: bool| json!({"verb": "check", "item": 1, "passed": passed, "opinion": "查看记录"});
    assert_eq!(no(&mut world, &id, check(true)).code, "not_yours");
    act(&mut world, "经办", &id, check(false));
    assert_eq!(world.duty(&id, "report_item:1").due, Some(day("2026-11-30")));
    act(&mut world, "镇经办", &id, done(1));
    act(&mut world, "经办", &id, check(true));
    act(&mut world, "股长", &id, json!({"verb": "drop", "item": 2, "reason": "镇长调离，转新单位"}));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
}

#[test]
fn fewer_than_two_thirds_of_those_entitled_is_no_session() {
    let (mut world, id) = opened();
    act(&mut world, "镇经办", &id, plan("2026-10-08", "2026-10-08"));
    let notes = world.state::<DemocraticLife>(&id).planned.expect("a scheme").notes;
    assert!(notes[0].starts_with("方案应不晚于9月28日报送"), "{notes:?}");
    let mut few = hold("2026-10-08");
    few["rows"][1] = json!({"person": "镇长", "reason": "business"});
    let refusal = no(&mut world, &id, few);
    assert_eq!((refusal.code, refusal.clause.as_str()), ("no_quorum", "rule.democratic_life"));
    assert_eq!(refusal.sentence, "应到3人，到会1人，不足2/3，不作为民主生活会登记，请改期，到会人数足够后再登记。");
    act(&mut world, "镇经办", &id, hold("2026-10-08"));
}

#[test]
fn early_or_late_only_by_consent() {
    let (mut world, id) = opened();
    let refusal = no(&mut world, &id, plan("2027-01-08", "2026-10-08"));
    assert_eq!((refusal.code, refusal.at.as_deref()), ("consent_missing", Some("/consent")));
    act(&mut world, "镇经办", &id, plan("2026-12-30", "2026-10-08"));
    world.at("2027-01-08T18:00");
    assert_eq!(no(&mut world, &id, hold("2027-01-08")).code, "consent_missing");
    let mut late = plan("2027-01-08", "2026-12-20");
    late["consent"] = json!("县委组织部12月22日同意延期");
    act(&mut world, "镇经办", &id, late);
    act(&mut world, "镇经办", &id, hold("2027-01-08"));
}

#[test]
fn who_is_not_entitled_or_not_of_the_body_is_refused_with_his_place() {
    let (mut world, id) = opened();
    assert_eq!(no(&mut world, &id, hold("2026-10-08")).code, "not_now");
    act(&mut world, "镇经办", &id, plan("2026-10-08", "2026-10-08"));
    let mut told = |change: &dyn Fn(&mut Value)| {
        let mut action = hold("2026-10-08");
        change(&mut action);
        let refusal = world.refused::<DemocraticLife>("镇经办", Some(&id), action);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let at = |code: &'static str, at: &str| (code, at.to_owned());
    assert_eq!(told(&|action| action["day"] = json!("2026-10-09")), at("day_ahead", "/day"));
    assert_eq!(told(&|action| action["day"] = json!("2026-10-07")), at("day_before", "/day"));
    assert_eq!(told(&|action| action["rows"][2]["person"] = json!("党外")), at("not_party_member", "/rows/2/person"));
    assert_eq!(told(&|action| action["rows"][2]["person"] = json!("经办")), at("not_of_the_body", "/rows/2/person"));
    assert_eq!(told(&|action| action["rows"][2]["person"] = json!("书记")), at("row_twice", "/rows/2/person"));
    assert_eq!(told(&|action| action["rows"][2]["reason"] = Value::Null), at("field_missing", "/rows/2/reason"));
    let short = |action: &mut Value| action["rows"].as_array_mut().expect("rows").truncate(2);
    assert_eq!(told(&short), at("rows_open", "/rows"));
    assert_eq!(told(&|action| action["criticism"] = json!([])), at("table_empty", "/criticism"));
    let about = |action: &mut Value| action["criticism"][1]["about"] = json!("党外");
    assert_eq!(told(&about), at("not_of_the_body", "/criticism/1/about"));
    assert_eq!(no(&mut world, &id, plan("2026-10-07", "2026-10-08")).code, "day_before");
    assert_eq!(no(&mut world, &id, plan("2026-10-10", "2026-10-09")).at.as_deref(), Some("/filed_on"));
}

#[test]
fn a_special_session_is_called_on_an_occasion_and_one_that_is_not_held_any_longer_ends() {
    let mut world = county();
    let foreign = json!({"verb": "call", "unit": "县委组织部", "occasion": "oversight", "reason": "巡察"});
    assert_eq!(world.refused::<DemocraticLife>("镇经办", None, foreign).code, "not_your_unit");
    let id = world.act::<DemocraticLife>("镇经办", None, call()).expect("called");
    assert_eq!(world.matters[&id].outline.title, "云亭镇2026年度专题民主生活会");
    assert_eq!(world.duty(&id, "plan").due, Some(day("2026-10-21")));
    assert_eq!(world.tick::<DemocraticLife>(), 1, "the year's own is owed all the same");
    act(&mut world, "镇经办", &id, plan("2027-02-01", "2026-10-08"));
    let waive = json!({"verb": "waive", "reason": "单位撤并"});
    assert_eq!(world.refused::<DemocraticLife>("镇经办", Some(&id), waive.clone()).code, "not_yours");
    act(&mut world, "股长", &id, waive);
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("不再召开", true));
}

#[test]
fn outside_of_its_time_of_the_year_the_clock_opens_nothing() {
    let mut world = county();
    world.at("2026-09-30T09:00");
    assert_eq!(world.tick::<DemocraticLife>(), 0);
}
