//! Certificates: handed in, lent, owed, lost, expired, given back.

use super::*;
use crate::{
    daily::abroad::Abroad,
    testing::{Seat, World, day},
};
use engine::{
    access::{Hat, Role},
    procedure::{Bar, Side},
    words::{MatterId, PersonId},
};
use serde_json::{Value, json};

fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("副书记", "云亭镇", "党委副书记", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("部长", "县委组织部", "部长", Seat::Chief(Some(Side::Party)))
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("部长", Role::Minister, None);
    world.sealed.insert("s1".into(), json!("E12345678"));
    world.sealed.insert("s2".into(), json!("EA7654321"));
    world.sealed.insert("s3".into(), json!("护照号"));
    world
}

fn handle(seal: &str) -> Value {
    json!({"seal": seal, "commitment": "c"})
}

fn enter(held: &str) -> Value {
    json!({"verb": "enter", "person": "副镇长", "kind": "passport", "number": handle("s1"),
        "issued": "2020-03-01", "expires": "2030-02-28", "held": held, "place": "1柜3格"})
}

fn open(world: &mut World, action: Value) -> MatterId {
    world.act::<Certificate>("经办", None, action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"))
}

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Certificate>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> Refusal {
    world.refused::<Certificate>(who, id, action)
}

fn hand_in(on: &str) -> Value {
    json!({"verb": "hand_in", "day": on, "place": "1柜3格", "receipt": "收2026-1"})
}

/// An approved journey; on duty it is signed by others and matters not here.
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
    id
}

fn lend(trip: &MatterId, on: &str) -> Value {
    json!({"verb": "lend", "trip": trip, "day": on, "receipt": "借2026-1"})
}

/// In the cabinet, and lent on a journey from 6 to 12 July 2026.
fn lent() -> (World, MatterId, MatterId) {
    let mut world = county("2026-06-01T09:00");
    let id = open(&mut world, enter("kept"));
    let trip = trip(&mut world);
    world.at("2026-07-03T09:00");
    act(&mut world, "经办", &id, lend(&trip, "2026-07-03"));
    (world, id, trip)
}

#[test]
fn a_new_certificate_is_handed_in_within_the_limit_after_its_issue() {
    let mut world = county("2026-06-01T09:00");
    let plan = json!({"verb": "plan", "person": "副镇长", "kind": "passport", "reason": "新办"});
    let id = open(&mut world, plan);
    assert_eq!((world.stage(&id), world.duty(&id, "issue").due), ("未办", None));
    let issue = json!({"verb": "issue", "number": handle("s1"), "issued": "2026-05-29", "expires": "2036-05-28"});
    act(&mut world, "经办", &id, issue);
    let owed = world.duty(&id, "bring");
    assert_eq!((world.stage(&id), owed.due), ("待上交", Some(day("2026-06-05"))));
    assert_eq!(owed.owner, [Hat::Person("副镇长".into())]);
    assert_eq!(world.matters[&id].outline.cells["tail"], "5678");
    assert!(!world.matters[&id].state.contains("E12345678"), "the number is sealed");
    act(&mut world, "经办", &id, hand_in("2026-06-01"));
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("在管", 0));
}

#[test]
fn from_the_day_after_the_limit_whoever_has_not_brought_it_does_not_go_abroad() {
    let mut world = county("2026-06-01T09:00");
    let id = open(&mut world, enter("owed"));
    let hold = world.matters[&id].effects.holds[0].clone();
    assert_eq!((hold.from, hold.until, hold.sealed), (day("2026-06-09"), None, false));
    assert_eq!(hold.bars, [Bar::Trip]);
    act(&mut world, "经办", &id, json!({"verb": "dun", "note": "电话催交，答复本周上交"}));
    assert_eq!(world.state::<Certificate>(&id).duns.len(), 1);
    act(&mut world, "经办", &id, hand_in("2026-06-01"));
    assert!(world.matters[&id].effects.holds.is_empty() && world.state::<Certificate>(&id).duns.is_empty());
}

#[test]
fn an_appointment_makes_what_is_at_home_owed_and_a_departure_gives_back_what_is_kept() {
    let mut world = county("2026-06-01T09:00");
    let home = open(&mut world, enter("personal"));
    assert!(world.matters[&home].effects.duties.is_empty());
    let begun = Trigger::PostBegun {
        person: "副镇长".into(),
        post: "云亭镇副镇长".into(),
        day: day("2026-06-02"),
        acting: false,
        matter: "d1".into(),
    };
    world.follow(&[begun]);
    assert_eq!((world.stage(&home), world.duty(&home, "bring").due), ("待上交", Some(day("2026-06-09"))));
    act(&mut world, "经办", &home, hand_in("2026-06-01"));
    let ended = Trigger::PostEnded {
        person: "副镇长".into(),
        post: "云亭镇副镇长".into(),
        day: day("2026-06-30"),
        reason: "retirement".into(),
        to_unit: None,
        matter: "d2".into(),
    };
    world.follow(&[ended]);
    assert_eq!((world.stage(&home), world.duty(&home, "release").due), ("待退还", None));
    assert!(world.duty(&home, "release").basis.words.contains("时限待录入"));
    act(&mut world, "经办", &home, json!({"verb": "release", "day": "2026-06-01", "receipt": "领2026-1"}));
    assert_eq!(world.stage(&home), "本人保管");
}

#[test]
fn of_whoever_has_died_nobody_is_asked_for_anything() {
    let (mut world, id, _) = lent();
    let ended = Trigger::PostEnded {
        person: "副镇长".into(),
        post: "云亭镇副镇长".into(),
        day: day("2026-07-03"),
        reason: "death".into(),
        to_unit: None,
        matter: "d2".into(),
    };
    world.follow(&[ended]);
    assert_eq!(world.duty(&id, "bring").owner, crate::owed::section());
}

#[test]
fn a_reason_for_leaving_that_is_not_told_does_not_come_into_the_entry() {
    let mut world = county("2026-06-01T09:00");
    let id = open(&mut world, enter("kept"));
    let ended = Trigger::PostEnded {
        person: "副镇长".into(),
        post: "云亭镇副镇长".into(),
        day: day("2026-06-01"),
        reason: "detention".into(),
        to_unit: None,
        matter: "d2".into(),
    };
    world.follow(&[ended]);
    assert_eq!(world.stage(&id), "待退还");
    let told = serde_json::to_string(&world.state::<Certificate>(&id)).expect("JSON");
    assert!(!told.contains("detention") && !told.contains("留置") && told.contains("其他"), "{told}");
}

#[test]
fn it_is_lent_on_an_approved_journey_of_its_owner_alone() {
    let mut world = county("2026-06-01T09:00");
    let id = open(&mut world, enter("kept"));
    let unknown = no(&mut world, "经办", Some(&id), lend(&"m0099".into(), "2026-06-01"));
    assert_eq!((unknown.code, unknown.at.as_deref()), ("trip_not_approved", Some("/trip")));
    let half = |day: &str, half: &str| json!({"day": day, "half": half});
    let apply = json!({"verb": "apply", "purpose": {"private": {"kind": "tourism", "leave": "annual"}},
        "period": {"from": half("2026-08-06", "上午"), "to": half("2026-08-12", "下午")},
        "stops": [{"place": "新加坡", "region": "foreign", "from": "2026-08-06", "to": "2026-08-12"}],
        "reason": "旅游", "funding": "own", "wanted": [{"kind": "passport"}], "phone": "1", "stand_in": "副书记"});
    let pending = world.act::<Abroad>("副镇长", None, apply).expect("asked");
    assert_eq!(no(&mut world, "经办", Some(&id), lend(&pending, "2026-06-01")).code, "trip_not_approved");
    let trip = trip(&mut world);
    let mut other = enter("kept");
    (other["person"], other["number"]) = (json!("副书记"), handle("s2"));
    let other = open(&mut world, other);
    let refused = no(&mut world, "经办", Some(&other), lend(&trip, "2026-06-01"));
    assert_eq!(refused.code, "trip_not_approved", "whoever stands in does not go");
    assert_eq!(no(&mut world, "经办", Some(&id), lend(&trip, "2026-06-02")).code, "day_ahead");
    act(&mut world, "经办", &id, lend(&trip, "2026-06-01"));
    assert_eq!((world.stage(&id), world.duty(&id, "bring").due), ("借出", Some(day("2026-07-22"))));
}

#[test]
fn a_certificate_that_expires_on_the_way_is_renewed_first() {
    let mut world = county("2026-06-01T09:00");
    let mut short = enter("kept");
    short["expires"] = json!("2026-07-10");
    let id = open(&mut world, short);
    let trip = trip(&mut world);
    assert_eq!(no(&mut world, "经办", Some(&id), lend(&trip, "2026-06-01")).code, "certificate_expires");
    let renew = json!({"verb": "lend_renewal", "day": "2026-06-01", "reason": "到期换发", "receipt": "借2026-2"});
    act(&mut world, "经办", &id, renew);
    assert_eq!((world.stage(&id), world.duty(&id, "bring").due), ("换证借出", Some(day("2026-07-01"))));
    let new = json!({"verb": "replace", "number": handle("s2"), "issued": "2026-06-01", "expires": "2036-05-31",
        "day": "2026-06-01", "place": "1柜3格", "receipt": "收2026-2"});
    act(&mut world, "经办", &id, new);
    assert_eq!((world.stage(&id), world.matters[&id].outline.cells["tail"].clone()), ("在管", json!("4321")));
    act(&mut world, "经办", &id, lend(&trip, "2026-06-01"));
}

#[test]
fn after_coming_back_or_giving_up_the_return_counts_from_that_day() {
    let (mut world, id, trip) = lent();
    let over = Trigger::TripOver { person: "副镇长".into(), matter: trip.clone(), day: day("2026-07-10") };
    world.at("2026-07-11T09:00");
    world.follow(&[over]);
    assert_eq!(world.duty(&id, "bring").due, Some(day("2026-07-20")));
    let back = json!({"verb": "give_back", "day": "2026-07-11", "place": "1柜3格", "receipt": "收2026-3"});
    act(&mut world, "经办", &id, back);
    assert_eq!(world.stage(&id), "在管");
    assert!(world.matters[&id].effects.holds.is_empty());
    let (mut world, id, trip) = lent();
    world.follow(&[Trigger::TripCancelled { person: "副镇长".into(), matter: trip, day: day("2026-07-04") }]);
    let owed = world.duty(&id, "bring");
    assert_eq!(owed.due, Some(day("2026-07-14")));
    assert!(owed.basis.words.contains("行程取消"), "{}", owed.basis.words);
}

#[test]
fn a_lost_one_is_reported_by_its_owner_and_cancelled_by_the_keeper() {
    let (mut world, id, _) = lent();
    let loss = json!({"verb": "report_loss", "day": "2026-07-03", "account": "机场遗失", "report": "报2026-9"});
    act(&mut world, "副镇长", &id, loss);
    assert_eq!((world.stage(&id), world.duty(&id, "cancel").owner), ("遗失", crate::owed::section()));
    let blank = json!({"verb": "cancel", "day": "2026-07-03", "receipt": ""});
    assert_eq!(no(&mut world, "经办", Some(&id), blank).code, "field_missing");
    act(&mut world, "经办", &id, json!({"verb": "cancel", "day": "2026-07-03", "receipt": "销2026-4"}));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("注销", true));
}

#[test]
fn the_clock_finds_what_is_no_longer_valid_once() {
    let mut world = county("2026-06-01T09:00");
    let mut short = enter("kept");
    short["expires"] = json!("2026-07-10");
    let id = open(&mut world, short);
    world.at("2026-07-10T18:00");
    assert_eq!(world.tick::<Certificate>(), 0, "valid to its last day");
    world.at("2026-07-11T00:30");
    assert_eq!((world.tick::<Certificate>(), world.tick::<Certificate>()), (1, 0));
    assert_eq!((world.stage(&id), world.duty(&id, "cancel").verb.as_deref()), ("到期", Some("cancel")));
}

#[test]
fn a_unit_that_keeps_its_own_does_so_by_its_clerk() {
    let mut world = county("2026-06-01T09:00");
    let mut own = enter("owed");
    own["keeper"] = json!("云亭镇");
    let id = open(&mut world, own);
    act(&mut world, "镇经办", &id, hand_in("2026-06-01"));
    assert_eq!(world.matters[&id].outline.cells["keeper"], "云亭镇");
    let same = json!({"verb": "relocate", "day": "2026-06-01", "keeper": "云亭镇", "place": "1柜3格", "reason": "无"});
    assert_eq!(no(&mut world, "镇经办", Some(&id), same).code, "nothing_changed");
    let central =
        json!({"verb": "relocate", "day": "2026-06-01", "place": "2柜1格", "reason": "移交组织部，镇经办交经办"});
    act(&mut world, "镇经办", &id, central);
    assert_eq!(world.matters[&id].outline.cells["keeper"], "组织部");
    assert!(!world.verbs::<Certificate>("镇经办", &id).contains(&"lend"));
}

#[test]
fn a_wrong_number_a_wrong_validity_a_second_entry_and_an_earlier_day_are_refused() {
    let mut world = county("2026-06-01T09:00");
    let with = |field: &str, value: Value| {
        let mut action = enter("kept");
        action[field] = value;
        action
    };
    assert_eq!(no(&mut world, "经办", None, with("number", handle("s3"))).code, "number_wrong");
    assert_eq!(no(&mut world, "经办", None, with("number", handle("none"))).at.as_deref(), Some("/number"));
    assert_eq!(no(&mut world, "经办", None, with("expires", json!("2020-03-01"))).code, "bad_period");
    assert_eq!(no(&mut world, "经办", None, with("place", json!(""))).at.as_deref(), Some("/place"));
    assert_eq!(no(&mut world, "经办", None, with("kind", json!("diplomatic"))).code, "unknown_term");
    assert_eq!(no(&mut world, "经办", None, with("keeper", json!("无此单位"))).code, "unknown_unit");
    let id = open(&mut world, enter("owed"));
    assert_eq!(no(&mut world, "经办", None, enter("kept")).code, "already_registered");
    act(&mut world, "经办", &id, hand_in("2026-06-01"));
    let trip = trip(&mut world);
    assert_eq!(no(&mut world, "经办", Some(&id), lend(&trip, "2026-05-31")).code, "day_before");
    assert_eq!(PersonId::from("副镇长"), *world.state::<Certificate>(&id).person());
}
