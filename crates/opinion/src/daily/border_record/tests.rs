//! Records of the border, matched or asked about.

use super::*;
use crate::{
    daily::abroad::{self, Abroad},
    testing::{Seat, World, day},
};
use engine::{access::Role, procedure::Side, words::MatterId};
use serde_json::{Value, json};

fn county() -> World {
    let mut world = World::new("2026-06-01T09:00");
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("副书记", "云亭镇", "党委副书记", Seat::Member)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("部长", "县委组织部", "部长", Seat::Chief(Some(Side::Party)))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("部长", Role::Minister, None);
    world
}

fn trip(world: &mut World) -> MatterId {
    let half = |day: &str, half: &str| json!({"day": day, "half": half});
    let apply = json!({"verb": "apply", "purpose": {"private": {"kind": "tourism", "leave": "annual"}},
        "period": {"from": half("2026-07-06", "上午"), "to": half("2026-07-12", "下午")},
        "stops": [{"place": "新加坡", "region": "foreign", "from": "2026-07-06", "to": "2026-07-12"}],
        "reason": "旅游", "funding": "own", "wanted": [{"kind": "passport"}], "phone": "1", "stand_in": "副书记"});
    let id = world.act::<Abroad>("副镇长", None, apply).expect("asked");
    for who in ["书记", "股长", "部长"] {
        world.act::<Abroad>(who, Some(&id), json!({"verb": "agree"})).expect("signed");
    }
    world.at("2026-07-20T09:00");
    id
}

fn record(direction: &str, on: &str) -> Value {
    json!({"verb": "receive", "person": "副镇长", "direction": direction, "day": on, "port": "浦东机场",
        "certificate": "passport", "source": "出入境管理大队2026年7月名单"})
}

fn no(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> Refusal {
    world.refused::<BorderRecord>(who, id, action)
}

#[test]
fn a_record_within_an_approved_trip_is_matched_and_entered_in_it() {
    let mut world = county();
    let trip = trip(&mut world);
    let id = world.act::<BorderRecord>("经办", None, record("exit", "2026-07-06")).expect("received");
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已对上", true));
    let told = world.told(&id);
    assert_eq!(world.follow(&told), std::slice::from_ref(&trip));
    let crossings = world.state::<Abroad>(&trip).crossings;
    assert_eq!((crossings[0].day, crossings[0].direction), (day("2026-07-06"), abroad::Direction::Exit));
    assert_eq!(crossings[0].record, Some(id));
}

#[test]
fn a_record_without_a_trip_is_explained_and_judged() {
    let mut world = county();
    trip(&mut world);
    let id = world.act::<BorderRecord>("经办", None, record("exit", "2026-07-14")).expect("received");
    assert!(world.told(&id).is_empty());
    assert_eq!((world.stage(&id), world.duty(&id, "explain").due), ("待说明", Some(day("2026-07-27"))));
    let explain = |text: &str| json!({"verb": "explain", "text": text});
    assert_eq!(no(&mut world, "书记", Some(&id), explain("代说")).code, "not_yours");
    assert_eq!(no(&mut world, "副镇长", Some(&id), explain(" ")).code, "field_missing");
    world.act::<BorderRecord>("副镇长", Some(&id), explain("当日送亲属")).expect("explained");
    let judge = |finding: &str| json!({"verb": "judge", "finding": finding, "opinion": "核对购票记录"});
    world.act::<BorderRecord>("股长", Some(&id), judge("unclear")).expect("asked again");
    assert_eq!(world.stage(&id), "待说明");
    world.act::<BorderRecord>("副镇长", Some(&id), explain("附购票记录")).expect("explained again");
    world.act::<BorderRecord>("股长", Some(&id), judge("unallowed")).expect("judged");
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
}

#[test]
fn a_trip_that_was_refused_matches_nothing() {
    let mut world = county();
    let trip = trip(&mut world);
    world.act::<Abroad>("副镇长", Some(&trip), json!({"verb": "cancel", "reason": "不去"})).expect("given up");
    let id = world.act::<BorderRecord>("经办", None, record("exit", "2026-07-06")).expect("received");
    assert_eq!(world.stage(&id), "待说明");
}

#[test]
fn a_record_twice_from_tomorrow_or_of_nobody_is_refused() {
    let mut world = county();
    trip(&mut world);
    world.act::<BorderRecord>("经办", None, record("exit", "2026-07-06")).expect("received");
    assert_eq!(no(&mut world, "经办", None, record("exit", "2026-07-06")).code, "row_twice");
    assert_eq!(no(&mut world, "经办", None, record("entry", "2026-07-21")).code, "day_ahead");
    let mut nobody = record("entry", "2026-07-12");
    nobody["person"] = json!("无此人");
    assert_eq!(no(&mut world, "经办", None, nobody).code, "unknown_person");
    let mut portless = record("entry", "2026-07-12");
    portless["port"] = json!("");
    assert_eq!(no(&mut world, "经办", None, portless).at.as_deref(), Some("/port"));
    let mut kind = record("entry", "2026-07-12");
    kind["certificate"] = json!("library_card");
    assert_eq!(no(&mut world, "经办", None, kind).code, "unknown_term");
}
