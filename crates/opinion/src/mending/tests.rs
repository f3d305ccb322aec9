//! The list of problems, as a tour's list carries it: measures, reports, another hand, more time, giving up.

use crate::{
    joint::tour_findings::{
        TourFindings,
        tests::{act, check, delivered, measure, planned, report},
    },
    testing::{World, day},
};
use engine::{access::Role, procedure::Refusal, words::MatterId};
use serde_json::{Value, json};

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<TourFindings>(who, Some(id), action)
}

#[test]
fn a_measure_has_a_day_within_the_lists_and_somebody_who_exists() {
    let (mut world, id) = delivered();
    assert_eq!(no(&mut world, "镇经办", &id, measure(3, "2026-06-20")).code, "unknown_item");
    assert_eq!(no(&mut world, "镇经办", &id, measure(1, "2026-05-07")).code, "day_past");
    let late = no(&mut world, "镇经办", &id, measure(1, "2026-07-07"));
    assert_eq!((late.code, late.at.as_deref(), late.ways.len()), ("day_late", Some("/by"), 1));
    assert_eq!(no(&mut world, "镇经办", &id, measure(2, "2026-07-01")).code, "day_late");
    let mut bare = measure(1, "2026-06-20");
    bare["measure"] = json!(" ");
    assert_eq!(no(&mut world, "镇经办", &id, bare).code, "field_missing");
    let mut nobody = measure(1, "2026-06-20");
    nobody["answers"] = json!("没有");
    assert_eq!(no(&mut world, "镇经办", &id, nobody).at.as_deref(), Some("/answers"));
    let mut named = measure(1, "2026-06-20");
    named["answers"] = json!("镇长");
    act(&mut world, "镇经办", &id, named);
    let item = world.state::<TourFindings>(&id).items[0].clone();
    assert_eq!((item.answers.as_deref(), item.due()), (Some("镇长"), Some(day("2026-06-20"))));
}

#[test]
fn a_report_needs_a_measure_and_evidence() {
    let (mut world, id) = delivered();
    act(&mut world, "镇经办", &id, measure(2, "2026-06-20"));
    assert_eq!(no(&mut world, "镇经办", &id, report(1)).code, "no_measure");
    let mut bare = report(2);
    bare["evidence"] = json!("");
    assert_eq!(no(&mut world, "镇经办", &id, bare).at.as_deref(), Some("/evidence"));
    act(&mut world, "镇经办", &id, report(2));
    assert_eq!(no(&mut world, "镇经办", &id, report(2)).code, "not_now");
}

#[test]
fn whoever_reported_it_does_not_strike_it_off() {
    let (mut world, id) = planned();
    world.role("镇经办", Role::SectionClerk, None);
    act(&mut world, "镇经办", &id, report(1));
    assert_eq!(no(&mut world, "镇经办", &id, check(1, true)).code, "own_report");
    assert_eq!(no(&mut world, "经办", &id, check(2, true)).code, "unknown_item");
    act(&mut world, "经办", &id, check(1, true));
    assert_eq!(world.state::<TourFindings>(&id).items[0].one.checker, Some("经办".into()));
}

#[test]
fn what_is_sent_back_is_owed_again_by_the_lists_day() {
    let (mut world, id) = planned();
    world.at("2026-06-22T09:00");
    act(&mut world, "镇经办", &id, report(2));
    assert_eq!(world.duty(&id, "check:2").due, Some(day("2026-07-06")));
    act(&mut world, "经办", &id, check(2, false));
    let duty = world.duty(&id, "report_item:2");
    assert_eq!(duty.due, Some(day("2026-06-30")), "the day that the unit set has passed: {}", duty.basis.words);
    act(&mut world, "镇经办", &id, report(2));
    act(&mut world, "经办", &id, check(2, true));
    assert!(!world.state::<TourFindings>(&id).items[1].is_open());
}

#[test]
fn more_time_is_asked_for_before_the_day_and_keeps_the_old_one_in_sight() {
    let (mut world, id) = planned();
    let extend = |until: &str, reason: &str| json!({"verb": "extend", "item": 2, "until": until, "reason": reason});
    assert_eq!(no(&mut world, "镇经办", &id, extend("2026-08-31", "招标周期")).code, "not_yours");
    assert_eq!(no(&mut world, "股长", &id, extend("2026-06-30", "招标周期")).code, "extension_short");
    assert_eq!(no(&mut world, "股长", &id, extend("2026-08-31", "")).code, "field_missing");
    act(&mut world, "股长", &id, extend("2026-08-31", "招标周期"));
    let item = world.state::<TourFindings>(&id).items[1].clone();
    assert_eq!((item.due(), item.extended[0].was), (Some(day("2026-08-31")), Some(day("2026-06-30"))));
    assert_eq!(world.matters[&id].outline.cells["extended"], 1);
    world.at("2026-09-01T09:00");
    assert_eq!(no(&mut world, "股长", &id, extend("2026-12-31", "再延")).code, "extension_late");
}

#[test]
fn what_cannot_be_put_right_any_more_is_given_up_with_a_reason() {
    let (mut world, id) = planned();
    let drop = |item: u32, reason: &str| json!({"verb": "drop", "item": item, "reason": reason});
    assert_eq!(no(&mut world, "股长", &id, drop(1, " ")).code, "field_missing");
    assert_eq!(no(&mut world, "股长", &id, drop(9, "项目已终止")).code, "unknown_item");
    act(&mut world, "股长", &id, drop(1, "项目已终止"));
    assert_eq!(no(&mut world, "镇经办", &id, report(1)).code, "unknown_item");
    assert_eq!(world.matters[&id].outline.cells["open"], 1);
}
