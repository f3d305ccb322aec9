//! A tour's list: who sees it when, plan, measures, progress, persons concerned, more time, merged units and chiefs who follow.

use super::*;
use crate::testing::{Seat, World, day};
use engine::{
    access::{Hat, Role},
    procedure::{As, Side},
    words::MatterId,
};
use serde_json::{Value, json};

/// A township with both chiefs and a clerk, and the section.
pub(crate) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("组织委员", "云亭镇", "组织委员", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("副部长", "县委组织部", "副部长", Seat::Member)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("副部长", Role::DeputyMinister, None);
    world
}

/// Two problems; the second concerns a member of the body.
pub(crate) fn feedback(verb: &str) -> Value {
    json!({"verb": verb, "tour": "县委第二巡察组巡察", "round": "第三轮", "kind": "tour", "unit": "云亭镇", "day": "2026-05-06",
        "document": "青巡反〔2026〕2号",
        "rows": [{"problem": "党委会记录不完整", "kind": "body"},
            {"problem": "一名干部任用未征求意见", "kind": "selection", "persons": ["组织委员"], "by": "2026-06-30"}]})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<TourFindings>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<TourFindings>(who, Some(id), action)
}

pub(crate) fn delivered() -> (World, MatterId) {
    let mut world = county("2026-05-08T09:00");
    let id = world.act::<TourFindings>("经办", None, feedback("register")).expect("registered");
    act(&mut world, "经办", &id, json!({"verb": "deliver", "day": "2026-05-08", "received_by": "镇经办"}));
    (world, id)
}

pub(crate) fn measure(item: u32, by: &str) -> Value {
    json!({"verb": "measure", "item": item, "measure": "明确专人记录，会后三日内归档", "by": by})
}

pub(crate) fn report(item: u32) -> Value {
    json!({"verb": "report_item", "item": item, "done": "已补齐并定制度", "evidence": "云亭发〔2026〕9号"})
}

pub(crate) fn check(item: u32, passed: bool) -> Value {
    json!({"verb": "check", "item": item, "passed": passed, "opinion": if passed { "查阅原件，属实" } else { "三月份仍缺" }})
}

pub(crate) fn plan() -> Value {
    json!({"verb": "plan", "agreed_on": "2026-05-08", "text": "书记任组长，分两项落实"})
}

/// Planned, with both measures.
pub(crate) fn planned() -> (World, MatterId) {
    let (mut world, id) = delivered();
    act(&mut world, "镇经办", &id, measure(1, "2026-06-20"));
    act(&mut world, "书记", &id, measure(2, "2026-06-20"));
    act(&mut world, "镇经办", &id, plan());
    (world, id)
}

#[test]
fn until_the_list_is_delivered_neither_unit_nor_person_finds_it_and_his_own_hand_is_kept_off() {
    let mut world = county("2026-05-08T09:00");
    world.role("组织委员", Role::SectionClerk, None);
    assert_eq!(world.refused::<TourFindings>("组织委员", None, feedback("register")).code, "recused");
    let id = world.act::<TourFindings>("经办", None, feedback("register")).expect("registered");
    let outline = &world.matters[&id].outline;
    assert!(outline.units.is_empty() && outline.persons.is_empty());
    assert_eq!(world.duty(&id, "deliver").due, Some(day("2026-05-12")));
    let deliver = json!({"verb": "deliver", "day": "2026-05-08", "received_by": "镇经办"});
    assert_eq!(no(&mut world, "组织委员", &id, deliver.clone()).code, "recused");
    act(&mut world, "经办", &id, feedback("revise"));
    act(&mut world, "经办", &id, deliver);
    let outline = &world.matters[&id].outline;
    assert_eq!(outline.persons, [(As::Subject, "组织委员".into())]);
    assert!(world.finds::<TourFindings>("书记", &id) && world.finds::<TourFindings>("组织委员", &id));
}

#[test]
fn a_list_with_nothing_in_it_or_days_that_cannot_be_is_refused_at_its_field() {
    let mut world = county("2026-05-08T09:00");
    let mut refused = |change: &dyn Fn(&mut Value)| {
        let mut action = feedback("register");
        change(&mut action);
        let why = world.refused::<TourFindings>("经办", None, action);
        (why.code, why.at.unwrap_or_default())
    };
    let field = |code, at: &str| (code, at.to_owned());
    assert_eq!(refused(&|one| one["tour"] = json!(" ")), field("field_missing", "/tour"));
    assert_eq!(refused(&|one| one["kind"] = json!("visit")), field("unknown_term", "/kind"));
    assert_eq!(refused(&|one| one["unit"] = json!("没有")), field("unknown_unit", "/unit"));
    assert_eq!(refused(&|one| one["day"] = json!("2026-05-09")), field("day_ahead", "/day"));
    assert_eq!(refused(&|one| one["rows"] = json!([])), field("table_empty", "/rows"));
    assert_eq!(refused(&|one| one["rows"][0]["problem"] = json!("")), field("field_missing", "/rows/0/problem"));
    assert_eq!(refused(&|one| one["rows"][0]["kind"] = json!("x")), field("unknown_term", "/rows/0/kind"));
    assert_eq!(refused(&|one| one["rows"][1]["by"] = json!("2026-05-01")), field("day_before", "/rows/1/by"));
    let twice = json!(["组织委员", "组织委员"]);
    assert_eq!(refused(&|one| one["rows"][1]["persons"] = twice.clone()), field("row_twice", "/rows/1/persons/1"));
    assert_eq!(refused(&|one| one["rows"][1]["persons"] = json!(["无"])), field("unknown_person", "/rows/1/persons/0"));
}

#[test]
fn the_plan_comes_with_a_measure_for_every_problem() {
    let (mut world, id) = delivered();
    assert_eq!(world.duty(&id, "plan").due, Some(day("2026-05-28")));
    assert_eq!(no(&mut world, "镇经办", &id, plan()).code, "no_measure");
    act(&mut world, "镇经办", &id, measure(1, "2026-06-20"));
    act(&mut world, "镇经办", &id, measure(2, "2026-06-20"));
    let early = json!({"verb": "plan", "agreed_on": "2026-05-05", "text": "分工"});
    assert_eq!(no(&mut world, "镇经办", &id, early).at.as_deref(), Some("/agreed_on"));
    assert_eq!(
        no(&mut world, "镇经办", &id, json!({"verb": "plan", "agreed_on": "2026-05-08", "text": ""})).code,
        "field_missing"
    );
    act(&mut world, "镇经办", &id, plan());
    assert_eq!(world.stage(&id), stage::MENDING);
    assert_eq!(world.duty(&id, "progress").due, Some(day("2026-07-08")));
}

#[test]
fn it_is_done_when_all_is_struck_off_and_progress_was_reported() {
    let (mut world, id) = planned();
    for item in [1, 2] {
        act(&mut world, "镇经办", &id, report(item));
        act(&mut world, "经办", &id, check(item, true));
    }
    assert_eq!(world.stage(&id), stage::MENDING);
    let progress = |on: &str, text: &str| json!({"verb": "progress", "day": on, "text": text});
    assert_eq!(no(&mut world, "书记", &id, progress("2026-05-09", "完成")).code, "day_ahead");
    assert_eq!(no(&mut world, "书记", &id, progress("2026-05-01", "完成")).code, "day_before");
    assert_eq!(no(&mut world, "书记", &id, progress("2026-05-08", "")).code, "field_missing");
    act(&mut world, "书记", &id, progress("2026-05-08", "两项全部完成"));
    assert_eq!(world.stage(&id), stage::DONE);
    let cells = &world.matters[&id].outline.cells;
    assert_eq!((cells["struck"].as_i64(), cells["open"].as_i64()), (Some(2), Some(0)));
}

#[test]
fn whom_a_problem_concerns_may_speak_need_not_and_leaves_the_list_where_it_does_not_concern_him() {
    let (mut world, id) = planned();
    let duty = world.duty(&id, "state:组织委员");
    assert_eq!((duty.due, duty.owner), (Some(day("2026-05-14")), vec![Hat::Person("组织委员".into())]));
    let state = |item: u32, text: &str| json!({"verb": "state", "item": item, "text": text});
    assert_eq!(no(&mut world, "组织委员", &id, state(1, "说明")).code, "unknown_item");
    assert_eq!(no(&mut world, "组织委员", &id, state(2, " ")).code, "field_missing");
    let clear = |who: &str, reason: &str| json!({"verb": "clear", "item": 2, "person": who, "reason": reason});
    assert_eq!(no(&mut world, "副部长", &id, clear("镇长", "无关")).code, "unknown_item");
    world.at("2026-05-15T09:00");
    assert_eq!(world.tick::<TourFindings>(), 1);
    assert!(world.matters[&id].effects.duties.iter().all(|duty| !duty.key.starts_with("state:")));
    act(&mut world, "组织委员", &id, state(2, "当时不在岗，由前任办理"));
    assert_eq!(no(&mut world, "副部长", &id, clear("组织委员", "")).code, "field_missing");
    act(&mut world, "副部长", &id, clear("组织委员", "任职文件显示其后到任"));
    assert!(world.matters[&id].outline.persons.is_empty());
}

#[test]
fn a_relative_of_whom_it_concerns_decides_nothing_in_it() {
    let (mut world, id) = planned();
    act(&mut world, "镇经办", &id, report(1));
    world.relatives.push(("股长".into(), "组织委员".into()));
    assert_eq!(no(&mut world, "股长", &id, check(1, true)).code, "recused");
    act(&mut world, "副部长", &id, check(1, true));
}

#[test]
fn what_is_late_is_owed_by_whoever_heads_the_unit_then() {
    let (world, id) = planned();
    let duty = world.duty(&id, "report_item:1");
    assert_eq!((duty.due, duty.with_post), (Some(day("2026-06-20")), true));
    assert!(duty.owner.contains(&Hat::Head("云亭镇".into())));
}

#[test]
fn a_list_is_withdrawn_before_it_is_delivered_and_never_after() {
    let mut world = county("2026-05-08T09:00");
    let id = world.act::<TourFindings>("经办", None, feedback("register")).expect("registered");
    let withdraw = |reason: &str| json!({"verb": "withdraw", "reason": reason});
    assert_eq!(no(&mut world, "股长", &id, withdraw("")).code, "field_missing");
    act(&mut world, "股长", &id, withdraw("单位选错"));
    assert_eq!(world.stage(&id), stage::WITHDRAWN);
    let (mut world, id) = delivered();
    assert_eq!(no(&mut world, "股长", &id, withdraw("单位选错")).code, "not_now");
}

#[test]
fn plan_and_progress_may_be_put_right_and_nothing_else() {
    let (world, id) = planned();
    let state = world.state::<TourFindings>(&id);
    let amend =
        |event: &Event| world.within(&world.actor("股长"), &id, |cx| TourFindings::amend(&state, event, event, cx));
    let planned = state.planned.clone().expect("planned");
    assert!(amend(&Event::Planned(planned)).is_ok());
    let delivered = state.delivered.clone().expect("delivered");
    assert_eq!(amend(&Event::Delivered(delivered)).expect_err("refused").code, "not_correctable");
}
