//! Off-duty life: proper sources only, the person is told and answers, what is not proved is deleted.

use super::*;
use crate::testing::{Seat, World, day};
use engine::{
    access::{Hat, Role},
    erased::Stop,
    procedure::Side,
    words::MatterId,
};
use serde_json::{Value, json};

/// A township with both chiefs, members and a clerk, and the section; two sealed texts.
pub(crate) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("科员", "云亭镇", "科员", Seat::Staff)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    world.relatives.push(("书记".into(), "科员".into()));
    world.sealed.insert("s1".into(), json!("4月30日夜间酒后驾驶"));
    world.sealed.insert("blank".into(), json!("  "));
    world
}

pub(crate) fn sealed(name: &str) -> Value {
    json!({"seal": name, "commitment": "c"})
}

pub(crate) fn record(person: &str, source: &str) -> Value {
    json!({"verb": "record", "person": person, "source": source, "reference": sealed("s1"), "facts": sealed("s1")})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<OffDuty>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<OffDuty>(who, Some(id), action)
}

pub(crate) fn tell(on: &str) -> Value {
    json!({"verb": "tell", "day": on, "way": "当面"})
}

pub(crate) fn conclude(verdict: &str) -> Value {
    json!({"verb": "conclude", "verdict": verdict, "findings": sealed("s1")})
}

pub(crate) fn proved() -> Value {
    let mut action = conclude("proved");
    action["kind"] = json!("traffic");
    action["measure"] = json!("criticism");
    action
}

pub(crate) fn refer(on: &str) -> Value {
    json!({"verb": "refer", "organ": "县纪委监委", "day": on, "receiver": "接收人"})
}

/// An item about a member of the body, recorded by the secretary on 5 May 2026 and told the same day.
fn told() -> (World, MatterId) {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<OffDuty>("书记", None, record("副镇长", "police")).expect("recorded");
    act(&mut world, "书记", &id, tell("2026-05-05"));
    (world, id)
}

#[test]
fn hearsay_searching_and_following_are_no_sources() {
    let mut world = county("2026-05-05T09:00");
    for source in ["hearsay", "online", "tracking"] {
        let refusal = world.refused::<OffDuty>("书记", None, record("副镇长", source));
        assert_eq!((refusal.code, refusal.at.as_deref()), ("source_barred", Some("/source")));
    }
    let refusal = world.refused::<OffDuty>("书记", None, record("副镇长", "hearsay"));
    assert_eq!(refusal.sentence, "“传闻”不能作为来源：只登记公共机关通报、已核实的报告和本人报告的情况，不予登记。");
    assert_eq!(world.refused::<OffDuty>("书记", None, record("副镇长", "nowhere")).code, "unknown_term");
    assert_eq!(world.refused::<OffDuty>("书记", None, record("无", "police")).code, "unknown_person");
    let mut blank = record("副镇长", "police");
    blank["facts"] = sealed("blank");
    assert_eq!(world.refused::<OffDuty>("书记", None, blank).at.as_deref(), Some("/facts"));
    let mut blank = record("副镇长", "police");
    blank["reference"] = sealed("blank");
    assert_eq!(world.refused::<OffDuty>("书记", None, blank).at.as_deref(), Some("/reference"));
}

#[test]
fn the_secretary_records_about_his_unit_and_the_section_about_a_head() {
    let mut world = county("2026-05-05T09:00");
    assert_eq!(world.verbs_before::<OffDuty>("镇经办"), Vec::<&str>::new());
    assert_eq!(world.refused::<OffDuty>("镇长", None, record("副镇长", "police")).code, "secretary_records");
    assert_eq!(world.refused::<OffDuty>("书记", None, record("经办", "police")).code, "secretary_records");
    assert_eq!(world.refused::<OffDuty>("书记", None, record("镇长", "police")).code, "section_records");
    assert_eq!(world.refused::<OffDuty>("书记", None, record("科员", "police")).code, "recused");
    world.held.retain(|held| held.person.as_str() != "副镇长");
    assert_eq!(world.refused::<OffDuty>("经办", None, record("副镇长", "police")).code, "post_missing");
    // About a head his unit learns nothing.
    let id = world.act::<OffDuty>("经办", None, record("镇长", "police")).expect("recorded");
    assert!(world.matters[&id].outline.units.is_empty());
    assert!(matches!(world.act::<OffDuty>("书记", Some(&id), tell("2026-05-05")), Err(Stop::Refused(_))));
    act(&mut world, "经办", &id, tell("2026-05-05"));
}

#[test]
fn the_person_is_told_and_answers_before_anything_is_concluded() {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<OffDuty>("书记", None, record("副镇长", "police")).expect("recorded");
    let duty = world.duty(&id, "tell");
    assert_eq!((duty.due, duty.basis.clause.as_str()), (Some(day("2026-05-11")), "4.1.4"));
    assert!(!world.finds::<OffDuty>("副镇长", &id) && world.finds::<OffDuty>("镇长", &id), "he is not told yet");
    assert_eq!(no(&mut world, "书记", &id, tell("2026-05-09")).code, "day_ahead");
    assert_eq!(no(&mut world, "书记", &id, tell("2026-05-04")).code, "day_before");
    let mut silent = tell("2026-05-05");
    silent["way"] = json!("");
    assert_eq!(no(&mut world, "书记", &id, silent).at.as_deref(), Some("/way"));
    act(&mut world, "书记", &id, tell("2026-05-05"));
    assert_eq!(world.verbs::<OffDuty>("副镇长", &id), ["answer"]);
    let early = no(&mut world, "书记", &id, proved());
    assert_eq!(
        (early.code, early.sentence.as_str()),
        ("answer_time", "本人说明期到5月8日为止，尚未说明，请收到说明或期满后再办。")
    );
    let blank = json!({"verb": "answer", "text": sealed("blank")});
    assert_eq!(no(&mut world, "副镇长", &id, blank).at.as_deref(), Some("/text"));
    act(&mut world, "副镇长", &id, json!({"verb": "answer", "text": sealed("s1")}));
    act(&mut world, "书记", &id, proved());
    assert_eq!(
        (world.stage(&id), world.matters[&id].outline.cells["disposition"].as_str()),
        ("已办结", Some("属实，批评教育"))
    );
}

#[test]
fn only_what_is_proved_has_a_kind_and_a_measure() {
    let (mut world, id) = told();
    world.at("2026-05-09T09:00");
    assert_eq!(no(&mut world, "书记", &id, conclude("proved")).at.as_deref(), Some("/kind"));
    let mut half = conclude("proved");
    half["kind"] = json!("traffic");
    assert_eq!(no(&mut world, "书记", &id, half).at.as_deref(), Some("/measure"));
    let mut much = proved();
    much["verdict"] = json!("untrue");
    assert_eq!(no(&mut world, "书记", &id, much).code, "nothing_proved");
    let mut blank = proved();
    blank["findings"] = sealed("blank");
    assert_eq!(no(&mut world, "书记", &id, blank).at.as_deref(), Some("/findings"));
}

#[test]
fn what_is_not_proved_is_deleted_and_leaves_its_day_and_its_disposition() {
    let (mut world, id) = told();
    world.at("2026-05-09T09:00");
    act(&mut world, "书记", &id, conclude("unproved"));
    let gone = OffDuty::forgotten_from(&world.state::<OffDuty>(&id));
    assert_eq!((world.stage(&id), gone), ("已了结", Some(day("2026-06-09"))));
    world.at("2026-06-08T09:00");
    assert_eq!(world.tick::<OffDuty>(), 0);
    world.at("2026-06-09T09:00");
    assert_eq!((world.tick::<OffDuty>(), world.tick::<OffDuty>()), (1, 0));
    let matter = &world.matters[&id];
    let outline = &matter.outline;
    assert_eq!((outline.stage, outline.title.as_str()), ("已清除", "八小时以外情况（已清除）"));
    assert!(outline.persons.is_empty() && outline.units.is_empty() && outline.post.is_empty());
    assert_eq!(outline.cells["disposition"], "无法查实，了结");
    assert!(!matter.state.contains("书记") && !matter.state.contains("副镇长"), "{}", matter.state);
    assert!(!matter.state.contains("s1") && OffDuty::is_forgotten(&world.state::<OffDuty>(&id)), "{}", matter.state);
    assert_eq!(matter.told.last().map(|told| told.line.text.as_str()), Some("只留登记日期和处理结果"));
}

#[test]
fn what_looks_like_a_breach_is_passed_on_at_once_and_the_person_does_not_find_it_here() {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<OffDuty>("书记", None, record("副镇长", "police")).expect("recorded");
    for (field, at) in [("organ", "/organ"), ("receiver", "/receiver")] {
        let mut blank = refer("2026-05-05");
        blank[field] = json!("");
        assert_eq!(no(&mut world, "书记", &id, blank).at.as_deref(), Some(at));
    }
    act(&mut world, "书记", &id, refer("2026-05-05"));
    assert_eq!((world.stage(&id), world.finds::<OffDuty>("副镇长", &id)), ("已移送", false));
    world.at("2026-07-01T09:00");
    assert_eq!(world.tick::<OffDuty>(), 1);
    assert_eq!(world.matters[&id].outline.cells["disposition"], "移送县纪委监委");
}

#[test]
fn a_review_may_take_the_result_back() {
    let (mut world, id) = told();
    world.at("2026-05-09T09:00");
    act(&mut world, "书记", &id, proved());
    assert_eq!(world.verbs::<OffDuty>("副镇长", &id), ["ask_review"]);
    act(&mut world, "副镇长", &id, json!({"verb": "ask_review", "reason": sealed("s1")}));
    assert_eq!((world.stage(&id), world.verbs::<OffDuty>("书记", &id)), ("复核中", Vec::new()));
    assert_eq!(world.duty(&id, "review").basis.clause, "4.1.4");
    act(&mut world, "股长", &id, json!({"verb": "review", "upheld": false, "reason": sealed("s1")}));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已了结", true));
    world.at("2026-07-01T09:00");
    assert_eq!(world.tick::<OffDuty>(), 1);
    assert_eq!(world.matters[&id].outline.cells["disposition"], "复核撤销，了结");
}

#[test]
fn after_its_time_no_review_is_asked_for_and_what_is_proved_stays() {
    let (mut world, id) = told();
    world.at("2026-05-09T09:00");
    act(&mut world, "书记", &id, proved());
    world.at("2026-08-01T09:00");
    assert_eq!(world.verbs::<OffDuty>("副镇长", &id), Vec::<&str>::new());
    assert_eq!((world.tick::<OffDuty>(), world.stage(&id)), (0, "已办结"));
}

fn by_section() -> Vec<Hat> {
    crate::owed::section()
}

pub(crate) fn left(person: &str, title: &str) -> Trigger {
    Trigger::PostEnded {
        person: person.into(),
        post: format!("云亭镇{title}").into(),
        day: day("2026-05-05"),
        reason: "transfer".into(),
        to_unit: None,
        matter: "任1".into(),
    }
}

fn taken(person: &str, title: &str) -> Trigger {
    let (person, post) = (person.into(), format!("云亭镇{title}").into());
    Trigger::PostBegun { person, post, day: day("2026-05-05"), acting: false, matter: "任2".into() }
}

#[test]
fn where_no_secretary_can_the_section_deals_with_it() {
    let mut world = county("2026-05-05T09:00");
    let kin = world.act::<OffDuty>("经办", None, record("科员", "police")).expect("recorded");
    assert_eq!(world.duty(&kin, "tell").owner, by_section(), "the secretary is his relative");
    act(&mut world, "经办", &kin, tell("2026-05-05"));
    assert_eq!(world.duty(&kin, "conclude").owner, by_section());
    let id = world.act::<OffDuty>("经办", None, record("副镇长", "police")).expect("recorded");
    assert_eq!(world.duty(&id, "tell").owner, [Hat::Person("书记".into())]);
    world.held.retain(|held| held.person.as_str() != "书记");
    let vacant = world.act::<OffDuty>("经办", None, record("副镇长", "police")).expect("recorded");
    assert_eq!(world.duty(&vacant, "tell").owner, by_section(), "nobody is secretary");
}

#[test]
fn whoever_deals_with_it_follows_the_decisions_about_posts() {
    let (mut world, id) = told();
    world.held.retain(|held| held.person.as_str() != "书记");
    world.follow(&[left("书记", "党委书记")]);
    assert_eq!(world.duty(&id, "conclude").owner, by_section());
    world.post("新书记", "云亭镇", "党委第一书记", Seat::Chief(Some(Side::Party)));
    world.follow(&[taken("新书记", "党委第一书记")]);
    assert_eq!(world.duty(&id, "conclude").owner, [Hat::Person("新书记".into())]);
    // Whom it is about becomes the head himself: the section deals with it, and the unit learns nothing more.
    world.held.retain(|held| held.person.as_str() != "新书记");
    world.post("副镇长", "云亭镇", "书记兼镇长", Seat::Chief(None));
    world.follow(&[taken("副镇长", "书记兼镇长")]);
    assert_eq!(world.duty(&id, "conclude").owner, by_section());
    assert!(world.matters[&id].outline.units.is_empty());
}

#[test]
fn neither_another_chief_nor_a_relative_tells_or_concludes() {
    let (mut world, id) = told();
    assert_eq!(world.verbs::<OffDuty>("镇长", &id), Vec::<&str>::new());
    world.relatives.push(("书记".into(), "副镇长".into()));
    world.at("2026-05-09T09:00");
    for action in [conclude("unproved"), refer("2026-05-06")] {
        assert_eq!(no(&mut world, "书记", &id, action).code, "recused");
    }
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<OffDuty>("书记", None, record("副镇长", "police")).expect("recorded");
    world.relatives.push(("书记".into(), "副镇长".into()));
    assert_eq!(no(&mut world, "书记", &id, tell("2026-05-05")).code, "recused");
}

#[test]
fn as_long_as_his_time_cannot_be_counted_his_answer_is_waited_for() {
    let mut world = county("2027-05-04T09:00");
    let id = world.act::<OffDuty>("书记", None, record("副镇长", "police")).expect("recorded");
    act(&mut world, "书记", &id, tell("2027-05-04"));
    assert_eq!(world.state::<OffDuty>(&id).told.and_then(|told| told.until), None);
    world.at("2027-06-30T09:00");
    let silent = no(&mut world, "书记", &id, conclude("unproved"));
    assert_eq!(silent.code, "answer_time");
    assert!(silent.sentence.starts_with("本人说明期还不能计算"), "{}", silent.sentence);
    act(&mut world, "副镇长", &id, json!({"verb": "answer", "text": sealed("s1")}));
    act(&mut world, "书记", &id, conclude("unproved"));
}

#[test]
fn whoever_is_to_verify_reads_the_facts_and_the_answer_until_he_has() {
    let (mut world, id) = told();
    let opens = |world: &World, who: &str| {
        let matter = &world.matters[&id];
        let opening = engine::seal::opening(&OffDuty::KIND, &matter.outline, &matter.effects.duties);
        opening.is_open_to(&world.actor(who))
    };
    act(&mut world, "副镇长", &id, json!({"verb": "answer", "text": sealed("s1")}));
    assert!(opens(&world, "书记") && opens(&world, "副镇长") && opens(&world, "经办"));
    assert!(!opens(&world, "镇长") && !opens(&world, "镇经办"));
    act(&mut world, "书记", &id, proved());
    assert!(!opens(&world, "书记") && opens(&world, "副镇长"));
    // The department that reviews it reads both.
    act(&mut world, "副镇长", &id, json!({"verb": "ask_review", "reason": sealed("s1")}));
    assert!(opens(&world, "股长") && !opens(&world, "书记"));
}
