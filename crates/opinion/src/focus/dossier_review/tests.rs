//! Reviews open by the clock, are gone through block by block, and say what is missing.

use super::*;
use crate::testing::{Seat, World, day};
use engine::{access::Role, procedure::Entry, words::MatterId};
use serde_json::{Value, json};

const TOWN: &str = "云亭镇";

pub(crate) fn county() -> World {
    let mut world = World::new("2026-09-30T09:00");
    world.unit(TOWN, "township", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", TOWN, "党委书记", Seat::Chief(Some(engine::procedure::Side::Party)))
        .post("镇长", TOWN, "镇长", Seat::Member)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .role("经办", Role::SectionClerk, None);
    world
}

pub(crate) fn opened() -> (World, MatterId) {
    let mut world = county();
    world.at("2026-10-08T09:00");
    assert_eq!((world.tick::<DossierReview>(), world.tick::<DossierReview>()), (1, 0));
    let id = world.matters.keys().next().expect("a review").clone();
    (world, id)
}

/// Every block gone through: nothing but the named ones is missing.
pub(crate) fn check(person: Option<&str>, missing: &[&str]) -> Value {
    let world = county();
    let row = |(code, _): (String, String)| {
        let lacks = missing.contains(&code.as_str());
        json!({"block": code, "none": code == "sanction" && !lacks, "missing": if lacks { "2026年度报告" } else { "" }})
    };
    let rows: Vec<Value> = rules::blocks(&world.policy).into_iter().map(row).collect();
    json!({"verb": "check", "person": person, "blocks": rows})
}

pub(crate) fn act(world: &mut World, id: &MatterId, action: Value) {
    world.act::<DossierReview>("经办", Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

#[test]
fn the_clock_opens_one_for_each_body_and_year_and_adds_whoever_joins() {
    let (mut world, id) = opened();
    assert_eq!(
        (world.stage(&id), world.duty(&id, "check").what.as_str()),
        ("待核对", "核对2026年度监督信息档案，还有3份")
    );
    world.post("副镇长", TOWN, "副镇长", Seat::Member);
    assert_eq!((world.tick::<DossierReview>(), world.tick::<DossierReview>()), (1, 0));
    assert_eq!(world.matters[&id].outline.cells["dossiers"], json!(4));
    assert_eq!(world.duty(&id, "check").basis.clause, "4.3.1");
}

#[test]
fn what_is_missing_is_owed_until_it_is_brought_in() {
    let (mut world, id) = opened();
    act(&mut world, &id, check(None, &[]));
    act(&mut world, &id, check(Some("书记"), &["declaration"]));
    act(&mut world, &id, check(Some("镇长"), &[]));
    assert_eq!((world.stage(&id), world.duty(&id, "check").what.as_str()), ("待补充", "补充监督信息档案：书记"));
    let of = |world: &World, who: &str, block: &str| {
        let found = world.matters[&id].effects.registry.iter().find_map(|entry| match entry {
            Entry::Reviewed(row) if row.of == who && row.block == block => Some(row.clone()),
            _ => None,
        });
        found.expect("a row")
    };
    assert_eq!(of(&world, "书记", "declaration").missing, "2026年度报告");
    assert!(of(&world, TOWN, "sanction").none);
    world.at("2026-10-20T09:00");
    act(&mut world, &id, check(Some("书记"), &[]));
    assert_eq!((world.stage(&id), of(&world, "书记", "declaration").day), ("已完成", day("2026-10-20")));
}

#[test]
fn a_block_left_out_one_twice_and_a_contradiction_are_refused_and_so_is_a_stranger() {
    let (mut world, id) = opened();
    let mut no = |action: Value| {
        let refusal = world.refused::<DossierReview>("经办", Some(&id), action);
        (refusal.code, refusal.at.unwrap_or_default())
    };
    let is = |code, place: &str| (code, place.to_owned());
    let mut short = check(None, &[]);
    short["blocks"].as_array_mut().expect("rows").pop();
    assert_eq!(no(short), is("block_missing", "/blocks"));
    let mut twice = check(None, &[]);
    twice["blocks"][1]["block"] = json!("basic");
    assert_eq!(no(twice), is("row_twice", "/blocks/1/block"));
    let mut both = check(None, &["audit"]);
    let at = both["blocks"].as_array().expect("rows").iter().position(|row| row["block"] == "audit").expect("a row");
    both["blocks"][at]["none"] = json!(true);
    assert_eq!(no(both), is("none_and_missing", &format!("/blocks/{at}/none")));
    assert_eq!(no(check(Some("经办"), &[])), is("unknown_person", "/person"));
    assert_eq!(no(json!({"verb": "leave_out", "person": "书记", "reason": ""})), is("field_missing", "/reason"));
    act(&mut world, &id, json!({"verb": "leave_out", "person": "书记", "reason": "已调离"}));
    assert_eq!(world.matters[&id].outline.cells["dossiers"], json!(2));
}

#[test]
fn gone_through_again_a_dossier_does_not_put_off_what_is_missing() {
    let (mut world, id) = opened();
    act(&mut world, &id, check(None, &[]));
    act(&mut world, &id, check(Some("书记"), &["declaration"]));
    world.at("2026-10-20T09:00");
    let out = json!({"verb": "leave_out", "person": "镇长", "reason": "已调离"});
    act(&mut world, &id, out);
    let due = world.duty(&id, "check").due;
    assert_eq!((world.stage(&id), due), ("待补充", Some(day("2026-11-17"))), "from the day on which all were done");
    world.at("2026-11-10T09:00");
    act(&mut world, &id, check(Some("书记"), &["declaration"]));
    assert_eq!(world.duty(&id, "check").due, due);
}

#[test]
fn whoever_left_with_something_missing_is_left_to_his_new_unit() {
    let (mut world, id) = opened();
    act(&mut world, &id, check(None, &[]));
    act(&mut world, &id, check(Some("书记"), &["declaration"]));
    act(&mut world, &id, check(Some("镇长"), &[]));
    let done = json!({"verb": "leave_out", "person": "镇长", "reason": "已调离"});
    assert_eq!(world.refused::<DossierReview>("经办", Some(&id), done).code, "unknown_person");
    act(&mut world, &id, json!({"verb": "leave_out", "person": "书记", "reason": "已调离，由新单位核对"}));
    assert_eq!(world.stage(&id), "已完成");
}

#[test]
fn nobody_goes_through_a_relatives_dossier() {
    let (mut world, id) = opened();
    world.relatives.push(("经办".into(), "镇长".into()));
    assert_eq!(world.refused::<DossierReview>("经办", Some(&id), check(Some("镇长"), &[])).code, "recused");
    let out = json!({"verb": "leave_out", "person": "镇长", "reason": "已调离"});
    assert_eq!(world.refused::<DossierReview>("经办", Some(&id), out).code, "recused");
    act(&mut world, &id, check(Some("书记"), &[]));
}
