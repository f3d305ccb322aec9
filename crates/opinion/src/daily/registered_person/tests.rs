//! The list of persons registered with the exit authority.

use super::*;
use crate::{
    ground::post_change::PostChange,
    testing::{Seat, World, day},
};
use engine::{
    access::Role,
    days::Day,
    procedure::{Bar, Procedure as _, Side},
    words::{MatterId, PersonId},
};
use serde_json::{Value, json};

fn office(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("县财政局", "government_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("干事", "云亭镇", "党政办干事", Seat::Staff)
        .post("旧局长", "县财政局", "局长", Seat::Chief(Some(Side::Government)))
        .post("科员", "县财政局", "科员", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .role("经办", Role::SectionClerk, None)
        .role("干事", Role::UnitClerk, Some("云亭镇"))
        .role("股长", Role::SectionHead, None);
    world.held.retain(|held| held.person != PersonId::from("旧局长"));
    world
}

fn decided(world: &mut World, decision: Value) -> MatterId {
    let id = world.act::<PostChange>("经办", None, decision).expect("registered");
    world.act::<PostChange>("股长", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
    let told = world.told(&id);
    world.follow(&told);
    id
}

fn appointment(person: &str, post: &str) -> Value {
    json!({"verb": "register", "person": person, "authority": "县委", "document": "青任〔2026〕7号",
        "decided_on": "2026-05-05", "takes": [{"post": post, "day": "2026-05-06"}]})
}

fn removal(person: &str, post: &str, on: &str, reason: &str) -> Value {
    json!({"verb": "register", "person": person, "authority": "县委", "document": "青任〔2026〕8号",
        "decided_on": "2026-05-05", "leaves": [{"post": post, "day": on, "reason": reason}]})
}

fn entry_of(world: &World, person: &str) -> MatterId {
    let of = |matter: &crate::testing::Matter| {
        matter.kind == "registered_person" && matter.outline.persons.iter().any(|(_, who)| who.as_str() == person)
    };
    world.matters.iter().find(|(_, matter)| of(matter)).expect("an entry").0.clone()
}

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<RegisteredPerson>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: Option<&MatterId>, action: Value) -> Refusal {
    world.refused::<RegisteredPerson>(who, id, action)
}

fn receipt(verb: &str, on: &str) -> Value {
    json!({"verb": verb, "day": on, "number": "备2026-031"})
}

/// Entered by hand and filed.
fn filed(world: &mut World, person: &str) -> MatterId {
    let enter = json!({"verb": "enter", "person": person, "category": "leading_cadre", "since": "2026-04-01"});
    let id = world.act::<RegisteredPerson>("经办", None, enter).expect("entered");
    act(world, "经办", &id, receipt("file", "2026-04-20"));
    id
}

#[test]
fn whoever_takes_a_registered_post_is_proposed_and_the_section_owes_the_filing() {
    let mut world = office("2026-05-05T09:00");
    decided(&mut world, appointment("科员", "县财政局局长"));
    let id = entry_of(&world, "科员");
    assert_eq!(world.stage(&id), "待报备");
    let owed = world.duty(&id, "file");
    assert_eq!(owed.due, Some(day("2026-06-05")));
    assert!(owed.basis.words.contains("5月6日起任县财政局局长"), "{}", owed.basis.words);
    act(&mut world, "经办", &id, receipt("file", "2026-05-05"));
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("已登记", 0));
    assert_eq!(world.matters[&id].outline.cells["receipt"], "备2026-031");
}

#[test]
fn a_post_outside_the_registered_categories_proposes_nobody() {
    let mut world = office("2026-05-05T09:00");
    decided(&mut world, appointment("干事", "县财政局科员"));
    assert!(world.matters.values().all(|matter| matter.kind != "registered_person"));
}

#[test]
fn a_receipt_without_a_number_or_from_tomorrow_is_refused() {
    let mut world = office("2026-05-05T09:00");
    let enter = json!({"verb": "enter", "person": "书记", "category": "leading_cadre", "since": "2026-04-01"});
    let id = world.act::<RegisteredPerson>("经办", None, enter.clone()).expect("entered");
    let blank = json!({"verb": "file", "day": "2026-05-05", "number": " "});
    assert_eq!(no(&mut world, "经办", Some(&id), blank).at.as_deref(), Some("/number"));
    assert_eq!(no(&mut world, "经办", Some(&id), receipt("file", "2026-05-06")).code, "day_ahead");
    let again = no(&mut world, "经办", None, enter);
    assert_eq!(again.sentence, "书记已在登记备案名册中，请在原登记上办理变更。");
    let unknown = json!({"verb": "enter", "person": "干事", "category": "whim", "since": "2026-04-01"});
    assert_eq!(no(&mut world, "经办", None, unknown).code, "unknown_term");
    let nobody = json!({"verb": "enter", "person": "无此人", "category": "leading_cadre", "since": "2026-04-01"});
    assert_eq!(no(&mut world, "经办", None, nobody).code, "unknown_person");
}

#[test]
fn another_post_is_owed_to_the_authority_within_the_limit() {
    let mut world = office("2026-05-05T09:00");
    let id = filed(&mut world, "书记");
    let mut decision = removal("书记", "云亭镇党委书记", "2026-05-06", "transfer");
    decision["takes"] = json!([{"post": "县财政局局长", "day": "2026-05-06"}]);
    decided(&mut world, decision);
    assert_eq!(world.stage(&id), "待报变更");
    assert_eq!(world.duty(&id, "report_change").due, Some(day("2026-06-05")));
    assert_eq!(world.matters[&id].outline.units, ["县财政局".into()]);
    act(&mut world, "经办", &id, receipt("report_change", "2026-05-05"));
    assert_eq!(world.stage(&id), "已登记");
    assert_eq!(world.state::<RegisteredPerson>(&id).reports.len(), 2);
}

#[test]
fn whoever_leaves_the_last_post_is_taken_off_the_list() {
    let mut world = office("2026-05-05T09:00");
    let id = filed(&mut world, "书记");
    decided(&mut world, removal("书记", "云亭镇党委书记", "2026-05-06", "resignation"));
    assert_eq!((world.stage(&id), world.duty(&id, "remove").due), ("待撤控", Some(day("2026-06-05"))));
    act(&mut world, "经办", &id, receipt("remove", "2026-05-05"));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已撤控", true));
}

#[test]
fn a_decision_taken_back_leaves_the_list_as_it_was() {
    let mut world = office("2026-05-05T09:00");
    let id = filed(&mut world, "书记");
    let decision = decided(&mut world, removal("书记", "云亭镇党委书记", "2026-05-06", "resignation"));
    let state = world.state::<PostChange>(&decision);
    world.at("2026-05-05T10:00");
    world.follow(&PostChange::retells(&state, None));
    assert_eq!(world.stage(&id), "已登记");
    let appointed = decided(&mut world, appointment("科员", "县财政局局长"));
    let proposed = entry_of(&world, "科员");
    let state = world.state::<PostChange>(&appointed);
    world.at("2026-05-05T11:00");
    world.follow(&PostChange::retells(&state, None));
    assert_eq!(world.stage(&proposed), "不需登记");
}

fn secret(world: &mut World, until: Option<&str>) -> (MatterId, Result<MatterId, engine::erased::Stop>) {
    let id = filed(world, "书记");
    act(world, "经办", &id, json!({"verb": "set_secrecy", "level": "important", "day": "2026-04-20"}));
    let mut leave = json!({"verb": "leave_secret_post", "day": "2026-05-05"});
    if let Some(until) = until {
        leave["until"] = json!(until);
    }
    let done = world.act::<RegisteredPerson>("经办", Some(&id), leave);
    (id, done)
}

#[test]
fn after_a_secret_post_a_sealed_hold_bars_trips_until_the_time_is_over() {
    let mut world = office("2026-05-05T09:00");
    let (id, done) = secret(&mut world, None);
    done.expect("left");
    let hold = world.matters[&id].effects.holds[0].clone();
    assert_eq!((hold.from, hold.until, hold.sealed), (day("2026-05-05"), Some(day("2028-05-06")), true));
    assert_eq!(hold.bars, [Bar::Trip]);
    act(&mut world, "经办", &id, json!({"verb": "depart", "day": "2026-05-05", "reason": "转出"}));
    assert_eq!(world.duty(&id, "remove").due, Some(day("2028-06-05")));
    let early = no(&mut world, "经办", Some(&id), receipt("remove", "2026-05-05"));
    assert_eq!((early.code, early.sentence.as_str()), ("secrecy_lasts", "脱密期到2028年5月5日止，期满后再撤控。"));
    world.at("2028-05-06T09:00");
    act(&mut world, "经办", &id, receipt("remove", "2028-05-06"));
    assert_eq!(world.stage(&id), "已撤控");
}

#[test]
fn the_time_after_a_secret_post_is_never_shorter_than_the_levels() {
    let mut world = office("2026-05-05T09:00");
    let (_, short) = secret(&mut world, Some("2027-05-05"));
    let Err(engine::erased::Stop::Refused(refusal)) = short else { panic!("refused it should be") };
    assert_eq!((refusal.code, refusal.at.as_deref()), ("secrecy_short", Some("/until")));
}

#[test]
fn a_longer_time_that_was_fixed_stands() {
    let mut world = office("2026-05-05T09:00");
    let (id, done) = secret(&mut world, Some("2029-05-06"));
    done.expect("left");
    let until: Option<Day> = world.matters[&id].effects.holds[0].until;
    assert_eq!(until, Some(day("2029-05-06")));
}

#[test]
fn only_the_section_keeps_the_list_and_only_its_head_declines() {
    let mut world = office("2026-05-05T09:00");
    let enter = json!({"verb": "enter", "person": "书记", "category": "leading_cadre", "since": "2026-04-01"});
    assert_eq!(world.verbs_before::<RegisteredPerson>("干事"), Vec::<&str>::new());
    let id = world.act::<RegisteredPerson>("经办", None, enter).expect("entered");
    assert_eq!(world.verbs::<RegisteredPerson>("经办", &id), ["file"]);
    assert!(world.verbs::<RegisteredPerson>("干事", &id).is_empty());
    assert_eq!(no(&mut world, "股长", Some(&id), json!({"verb": "decline", "reason": ""})).code, "field_missing");
    act(&mut world, "股长", &id, json!({"verb": "decline", "reason": "不在登记范围"}));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("不需登记", true));
}

#[test]
fn whoever_has_long_held_a_registered_post_is_proposed_by_the_clock_once() {
    let mut world = office("2026-05-05T09:00");
    assert_eq!(world.tick::<RegisteredPerson>(), 1, "the secretary, and no member of the staff");
    let id = entry_of(&world, "书记");
    let owed = world.duty(&id, "file");
    assert_eq!((world.stage(&id), owed.due), ("待报备", Some(day("2026-06-04"))));
    assert!(owed.basis.words.contains("现任云亭镇党委书记"), "{}", owed.basis.words);
    world.at("2026-05-06T09:00");
    assert_eq!(world.tick::<RegisteredPerson>(), 0);
    act(&mut world, "股长", &id, json!({"verb": "decline", "reason": "不在登记范围"}));
    assert_eq!(world.tick::<RegisteredPerson>(), 0, "found not to need it");
    // Whoever was filed and went is told of by decisions; the clock leaves him alone.
    decided(&mut world, appointment("科员", "县财政局局长"));
    assert_eq!(world.tick::<RegisteredPerson>(), 0);
}

#[test]
fn the_clock_proposes_no_more_than_an_office_can_file() {
    let mut world = office("2026-05-05T09:00");
    let names: Vec<String> = (1..=30).map(|at| format!("委员{at}")).collect();
    for name in &names {
        world.post(name, "云亭镇", &format!("{name}职"), Seat::Member);
    }
    assert_eq!(world.tick::<RegisteredPerson>(), 20);
    assert_eq!(world.tick::<RegisteredPerson>(), 0, "until some of them are filed");
    let waiting = |world: &World| {
        let of_list = world.matters.iter().filter(|(_, matter)| matter.kind == "registered_person");
        of_list.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    };
    for id in waiting(&world) {
        act(&mut world, "经办", &id, receipt("file", "2026-05-05"));
    }
    assert_eq!(world.tick::<RegisteredPerson>(), 11, "thirty members and the secretary in all");
}

#[test]
fn a_reason_for_leaving_that_is_not_told_does_not_come_into_the_list() {
    let mut world = office("2026-05-05T09:00");
    let id = filed(&mut world, "书记");
    decided(&mut world, removal("书记", "云亭镇党委书记", "2026-05-06", "detention"));
    assert_eq!(world.stage(&id), "待撤控");
    let told = serde_json::to_string(&world.state::<RegisteredPerson>(&id)).expect("JSON");
    assert!(!told.contains("detention") && !told.contains("留置"), "{told}");
    let leaving = world.state::<RegisteredPerson>(&id).leaving.expect("leaving");
    assert!(leaving.words.contains("其他"), "{}", leaving.words);
}
