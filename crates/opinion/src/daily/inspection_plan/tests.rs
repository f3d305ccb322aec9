//! The yearly plan: opened by the clock, agreed, carried out by visits that name it, accounted for when the year is over.

use super::*;
use crate::{
    daily::inspection::Inspection,
    testing::{Seat, World, day},
};
use engine::{access::Role, policy::Policy, words::MatterId};
use serde_json::{Value, json};

fn county() -> World {
    let mut world = World::new("2026-01-01T09:00");
    world.unit("云亭镇", "township", None).unit("县财政局", "government_department", None);
    world.unit("县委组织部", "party_department", None).unit("县纪委监委", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Member)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("纪检员", "县纪委监委", "党风室主任", Seat::Staff)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    world
}

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<InspectionPlan>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<InspectionPlan>(who, Some(id), action)
}

fn row(owner: &str, quarter: &str, visits: u32) -> Value {
    json!({"owner": owner, "quarter": quarter, "visits": visits})
}

fn draft(rows: Value) -> Value {
    json!({"verb": "draft", "rows": rows})
}

const AGREED: &str = "1月8日三家会商一致";

/// One visit of the department to a unit of its choice in the third quarter, one of the discipline organ to the finance bureau.
fn running() -> (World, MatterId) {
    let mut world = county();
    world.tick::<InspectionPlan>();
    let id = world.matters.keys().next().expect("a plan").clone();
    let mut there = row("discipline", "fourth", 1);
    there["unit"] = json!("县财政局");
    act(&mut world, "经办", &id, draft(json!([row("organization", "third", 1), there])));
    act(&mut world, "股长", &id, json!({"verb": "confirm", "agreed": AGREED}));
    world.at("2026-09-24T09:00");
    (world, id)
}

fn visit(plan: &MatterId, unit: &str, item: u32) -> Value {
    json!({"verb": "register", "form": "covert", "unit": unit, "day": "2026-09-24", "plan": plan, "item": item,
        "team": [{"owner": "organization", "person": "股长"}, {"owner": "discipline", "person": "纪检员"}],
        "course": "查看服务大厅"})
}

fn made(world: &mut World, plan: &MatterId) -> MatterId {
    let id = world.act::<Inspection>("经办", None, visit(plan, "云亭镇", 1)).expect("registered");
    for who in ["股长", "纪检员"] {
        world.act::<Inspection>(who, Some(&id), json!({"verb": "sign"})).expect("signed");
    }
    id
}

#[test]
fn the_clock_opens_one_plan_a_year_from_the_countys_day() {
    let mut world = county();
    assert_eq!((world.tick::<InspectionPlan>(), world.tick::<InspectionPlan>()), (1, 0));
    let id = world.matters.keys().next().expect("a plan").clone();
    assert_eq!((world.stage(&id), world.duty(&id, "draft").due), ("待编制", Some(day("2026-02-01"))));
    assert_eq!(world.verbs::<InspectionPlan>("经办", &id), ["draft"]);
    assert!(world.verbs::<InspectionPlan>("书记", &id).is_empty());
    world.at("2027-01-01T09:00");
    assert_eq!(world.tick::<InspectionPlan>(), 1, "the next year has its own");
    assert_eq!(world.stage(&id), "待编制", "what was never sent out stays owed");
}

#[test]
fn a_visit_that_names_the_plan_carries_it_out_once_the_team_has_signed() {
    let (mut world, plan) = running();
    let id = world.act::<Inspection>("经办", None, visit(&plan, "云亭镇", 1)).expect("registered");
    assert_eq!(world.tick::<InspectionPlan>(), 0, "nobody has signed");
    for who in ["股长", "纪检员"] {
        world.act::<Inspection>(who, Some(&id), json!({"verb": "sign"})).expect("signed");
    }
    assert_eq!((world.tick::<InspectionPlan>(), world.tick::<InspectionPlan>()), (1, 0));
    let cells = &world.matters[&plan].outline.cells;
    assert_eq!((&cells["planned"], &cells["carried"]), (&json!(2), &json!(1)));
    assert!(world.state::<InspectionPlan>(&plan).items[0].is_carried_out());
}

#[test]
fn a_visit_that_does_not_fit_the_plan_is_refused() {
    let (mut world, plan) = running();
    let mut no = |action: Value| {
        let refusal = world.refused::<Inspection>("经办", None, action);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let at = |place: &str| place.to_owned();
    assert_eq!(no(visit(&plan, "云亭镇", 2)), ("plan_differs", at("/item")));
    assert_eq!(no(visit(&plan, "云亭镇", 9)), ("unknown_item", at("/item")));
    assert_eq!(no(visit(&MatterId::from("m9"), "云亭镇", 1)), ("unknown_plan", at("/plan")));
    let mut half = visit(&plan, "云亭镇", 1);
    half["item"] = json!(null);
    assert_eq!(no(half.clone()), ("field_missing", at("/item")));
    (half["item"], half["plan"]) = (json!(1), json!(null));
    assert_eq!(no(half), ("field_missing", at("/plan")));
}

#[test]
fn what_is_missing_when_the_year_is_over_is_owed_item_by_item() {
    let (mut world, plan) = running();
    made(&mut world, &plan);
    world.at("2026-12-31T09:00");
    assert_eq!(world.tick::<InspectionPlan>(), 1, "the visit; the year is not over");
    assert_eq!(world.stage(&plan), "执行中");
    world.at("2027-01-01T09:00");
    world.tick::<InspectionPlan>();
    assert_eq!(world.stage(&plan), "待说明");
    let duty = world.duty(&plan, "explain:2");
    assert_eq!(duty.due, Some(day("2027-01-31")));
    assert_eq!(duty.what, "项目2未完成：纪检监察机关四季度督查县财政局，计划1次，已开展0次");
    let explain = |item: u32, reason: &str| json!({"verb": "explain", "item": item, "reason": reason});
    assert_eq!(no(&mut world, "经办", &plan, explain(1, "已完成")).code, "unknown_item");
    assert_eq!(no(&mut world, "经办", &plan, explain(2, " ")).at.as_deref(), Some("/reason"));
    act(&mut world, "经办", &plan, explain(2, "转入2027年一季度"));
    assert_eq!((world.stage(&plan), world.matters[&plan].outline.done), ("已办结", true));
}

#[test]
fn a_visit_seen_only_after_the_year_still_counts_before_it_is_closed() {
    let (mut world, plan) = running();
    made(&mut world, &plan);
    world.at("2027-01-01T09:00");
    world.tick::<InspectionPlan>();
    assert_eq!(world.stage(&plan), "执行中");
    world.tick::<InspectionPlan>();
    let missing: Vec<u32> = world.state::<InspectionPlan>(&plan).missing().map(|item| item.number).collect();
    assert_eq!(missing, [2]);
}

#[test]
fn a_visit_voided_after_it_was_noted_carries_nothing_out() {
    let (mut world, plan) = running();
    let visit = made(&mut world, &plan);
    world.tick::<InspectionPlan>();
    world.matters.get_mut(&visit).expect("a visit").outline.stage = "已作废";
    world.at("2027-01-01T09:00");
    world.tick::<InspectionPlan>();
    assert_eq!(world.state::<InspectionPlan>(&plan).missing().count(), 2);
}

#[test]
fn the_frequency_is_looked_at_where_the_county_has_entered_it() {
    let (world, plan) = running();
    let confirmed = world.state::<InspectionPlan>(&plan).confirmed.expect("confirmed");
    assert_eq!(confirmed.frequency, "督查频次限额待录入，没有核对");
    let mut world = county();
    let title = "title = \"每个牵头单位每季度督查次数\"\n";
    let mut files = engine::pack!();
    for (_, text) in files.iter_mut().filter(|(name, _)| name.ends_with("limits.toml")) {
        let Some((before, after)) = text.split_once(title) else { panic!("no such limit") };
        *text = format!("{before}{title}value = 1\n{}", after.replacen("to_be_entered", "practice", 1));
    }
    world.policy = Policy::parse(&files).expect("a pack");
    world.tick::<InspectionPlan>();
    let id = world.matters.keys().next().expect("a plan").clone();
    act(&mut world, "经办", &id, draft(json!([row("discipline", "first", 2)])));
    let below = no(&mut world, "股长", &id, json!({"verb": "confirm", "agreed": AGREED}));
    assert_eq!(below.code, "plan_below");
    assert_eq!(below.sentence, "纪检监察机关二季度安排0次，应不少于1次，请重新编制。");
    let owners = ["discipline", "organization", "work_committee"];
    let quarters = ["first", "second", "third", "fourth"];
    let rows: Vec<Value> = owners.iter().flat_map(|owner| quarters.map(|quarter| row(owner, quarter, 1))).collect();
    act(&mut world, "经办", &id, draft(json!(rows)));
    act(&mut world, "股长", &id, json!({"verb": "confirm", "agreed": AGREED}));
    assert_eq!(world.stage(&id), "执行中");
}

#[test]
fn an_empty_plan_no_visits_a_wrong_owner_and_a_plan_that_nobody_agreed_on_are_refused() {
    let mut world = county();
    world.tick::<InspectionPlan>();
    let id = world.matters.keys().next().expect("a plan").clone();
    assert_eq!(no(&mut world, "经办", &id, draft(json!([]))).code, "table_empty");
    let none = no(&mut world, "经办", &id, draft(json!([row("organization", "first", 0)])));
    assert_eq!((none.code, none.at.as_deref()), ("count_wrong", Some("/rows/0/visits")));
    assert_eq!(no(&mut world, "经办", &id, draft(json!([row("bureau", "first", 1)]))).code, "unknown_term");
    let mut nowhere = row("organization", "first", 1);
    nowhere["unit"] = json!("无此单位");
    assert_eq!(no(&mut world, "经办", &id, draft(json!([nowhere]))).at.as_deref(), Some("/rows/0/unit"));
    let mut node = row("organization", "first", 1);
    node["node"] = json!("midsummer");
    assert_eq!(no(&mut world, "经办", &id, draft(json!([node]))).at.as_deref(), Some("/rows/0/node"));
    act(&mut world, "经办", &id, draft(json!([row("organization", "first", 1)])));
    assert_eq!(no(&mut world, "经办", &id, json!({"verb": "confirm", "agreed": AGREED})).code, "not_yours");
    assert_eq!(no(&mut world, "股长", &id, json!({"verb": "confirm", "agreed": ""})).at.as_deref(), Some("/agreed"));
    act(&mut world, "股长", &id, json!({"verb": "confirm", "agreed": AGREED}));
    assert_eq!(no(&mut world, "经办", &id, draft(json!([row("organization", "first", 1)]))).code, "not_now");
    let add = |reason: &str| json!({"verb": "add", "row": row("work_committee", "second", 1), "reason": reason});
    assert_eq!(no(&mut world, "经办", &id, add("")).at.as_deref(), Some("/reason"));
    act(&mut world, "经办", &id, add("汛期增加"));
    assert_eq!(world.state::<InspectionPlan>(&id).items[1].number, 2);
}
