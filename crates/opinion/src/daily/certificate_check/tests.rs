//! The yearly check: opened by the clock, ticked over several sittings, differences settled.

use super::*;
use crate::{
    daily::certificate::Certificate,
    testing::{Seat, World, day},
};
use engine::{access::Role, procedure::Side, words::MatterId};
use serde_json::{Value, json};

/// Two certificates in the department's cabinet, one in the township's.
fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None);
    world.sealed.insert("s1".into(), json!("E12345678"));
    for (person, kind, keeper) in
        [("书记", "passport", None), ("书记", "hkmo", None), ("副镇长", "passport", Some("云亭镇"))]
    {
        let enter = json!({"verb": "enter", "person": person, "kind": kind,
            "number": {"seal": "s1", "commitment": "c"}, "issued": "2020-03-01", "expires": "2030-02-28",
            "held": "kept", "place": "1柜", "keeper": keeper});
        world.act::<Certificate>("经办", None, enter).expect("entered");
    }
    world
}

fn check_of(world: &World, keeper: &str) -> MatterId {
    let of = |matter: &crate::testing::Matter| {
        matter.kind == "certificate_check" && matter.outline.cells["keeper"] == keeper
    };
    world.matters.iter().find(|(_, matter)| of(matter)).expect("a check").0.clone()
}

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<CertificateCheck>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<CertificateCheck>(who, Some(id), action)
}

/// The department's check, begun on 1 September 2026.
fn begun() -> (World, MatterId) {
    let mut world = county("2026-09-01T09:00");
    world.tick::<CertificateCheck>();
    let id = check_of(&world, "组织部");
    act(&mut world, "经办", &id, json!({"verb": "begin", "by": "经办、股长"}));
    (world, id)
}

fn custody() -> Value {
    let items = ["cabinet", "keys", "ledger", "receipts", "cleared"];
    json!(items.map(|item| json!({"item": item, "good": true})))
}

#[test]
fn the_clock_opens_one_for_each_keeper_once_a_year_from_the_countys_day() {
    let mut world = county("2026-08-31T09:00");
    assert_eq!(world.tick::<CertificateCheck>(), 0);
    world.at("2026-09-01T09:00");
    assert_eq!((world.tick::<CertificateCheck>(), world.tick::<CertificateCheck>()), (2, 0));
    let own = check_of(&world, "云亭镇");
    assert_eq!((world.stage(&own), world.duty(&own, "begin").due), ("待检查", Some(day("2026-10-31"))));
    assert_eq!(world.verbs::<CertificateCheck>("镇经办", &own), ["begin"]);
    assert!(world.verbs::<CertificateCheck>("镇经办", &check_of(&world, "组织部")).is_empty());
    world.at("2027-09-02T09:00");
    assert_eq!(world.tick::<CertificateCheck>(), 2);
}

#[test]
fn without_a_certificate_there_is_nothing_to_check() {
    let mut world = World::new("2026-09-01T09:00");
    assert_eq!(world.tick::<CertificateCheck>(), 0);
}

#[test]
fn a_check_that_was_interrupted_goes_on_where_it_was() {
    let (mut world, id) = begun();
    assert_eq!(world.matters[&id].outline.cells["should"], 2);
    act(&mut world, "经办", &id, json!({"verb": "tick", "rows": [{"number": 1, "found": "present"}]}));
    assert_eq!(world.duty(&id, "tick").what, "核对证件（余1本）");
    let early = no(&mut world, "经办", &id, json!({"verb": "finish", "conclusion": "账实相符"}));
    assert_eq!((early.code, early.sentence.as_str()), ("rows_open", "还有1本证件、5项保管情况没有核对，核对完再办。"));
    world.at("2026-09-03T09:00");
    act(
        &mut world,
        "经办",
        &id,
        json!({"verb": "tick", "rows": [{"number": 2, "found": "present"}], "custody": custody()}),
    );
    act(&mut world, "经办", &id, json!({"verb": "finish", "conclusion": "账实相符"}));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
    let figures = world.state::<CertificateCheck>(&id).finished.expect("finished").figures;
    assert_eq!(figures, Figures { should: 2, present: 2, lent: 0, missing: 0 });
}

#[test]
fn what_does_not_agree_is_owed_until_it_is_settled() {
    let (mut world, id) = begun();
    let list = json!({"verb": "list", "source": "出入境管理大队名单", "rows": [
        {"name": "书记", "kind": "passport", "tail": "5678"}, {"name": "生人", "kind": "taiwan", "tail": "0001"}]});
    act(&mut world, "经办", &id, list);
    let rows = world.state::<CertificateCheck>(&id).begun.expect("begun").rows;
    let passport = rows.iter().find(|row| row.code == "passport").expect("a passport").number;
    let other = rows.iter().find(|row| row.code == "hkmo").expect("a permit").number;
    let mut keeping = custody();
    keeping[1] = json!({"item": "keys", "good": false, "remark": "两人共用一把"});
    let tick = json!({"verb": "tick", "rows": [{"number": passport, "found": "lent"},
        {"number": other, "found": "missing", "remark": "柜中未见"}], "custody": keeping});
    act(&mut world, "经办", &id, tick);
    act(&mut world, "经办", &id, json!({"verb": "finish", "conclusion": "发现差异"}));
    let words: Vec<String> = world.state::<CertificateCheck>(&id).open().map(|one| one.words.clone()).collect();
    assert_eq!(words.len(), 5, "{words:#?}");
    assert!(
        words.iter().any(|words| words == "名单有、台账没有：生人大陆居民往来台湾通行证（尾号0001）"),
        "{words:#?}"
    );
    assert!(words.iter().any(|words| words == "台账有、名单没有：书记往来港澳通行证（尾号5678）"), "{words:#?}");
    assert_eq!((world.stage(&id), world.duty(&id, "settle:1").due), ("待整改", Some(day("2026-10-01"))));
    assert_eq!(
        no(&mut world, "经办", &id, json!({"verb": "settle", "number": 9, "result": "已查"})).code,
        "unknown_item"
    );
    for number in 1..=5 {
        act(&mut world, "经办", &id, json!({"verb": "settle", "number": number, "result": "已查清"}));
    }
    assert_eq!(world.stage(&id), "已办结");
}

#[test]
fn a_tick_for_no_row_a_missing_one_without_a_word_and_a_wrong_list_are_refused() {
    let (mut world, id) = begun();
    let tick = |rows: Value| json!({"verb": "tick", "rows": rows});
    assert_eq!(no(&mut world, "经办", &id, tick(json!([]))).code, "table_empty");
    assert_eq!(no(&mut world, "经办", &id, tick(json!([{"number": 7, "found": "present"}]))).code, "unknown_item");
    let silent = no(&mut world, "经办", &id, tick(json!([{"number": 1, "found": "missing"}])));
    assert_eq!(silent.at.as_deref(), Some("/rows/0/remark"));
    let list = |tail: &str| json!({"verb": "list", "source": "名单", "rows": [{"name": "书记", "kind": "passport", "tail": tail}]});
    assert_eq!(no(&mut world, "经办", &id, list("12")).at.as_deref(), Some("/rows/0/tail"));
    assert_eq!(no(&mut world, "经办", &id, json!({"verb": "list", "source": "名单", "rows": []})).code, "table_empty");
}
