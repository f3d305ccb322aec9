//! Reports of personal matters: who owes them, what they answer, how they are checked, and what they never show.

use super::*;
use crate::{
    ground::cadre::Cadre,
    testing::{Matter, Seat, World, day},
};
use engine::{
    access::{Hat, Role},
    procedure::Side,
    words::MatterId,
};
use serde_json::{Value, json};

/// All codes of the shipped dictionary.
const ITEMS: [&str; 14] = [
    "marriage",
    "passport",
    "permits",
    "foreign_marriage",
    "border_marriage",
    "emigration",
    "employment",
    "prosecution",
    "salary",
    "fees",
    "houses",
    "securities",
    "business",
    "overseas",
];

/// A township with its chiefs and a deputy, the department, a county leader in its body, and somebody of another unit.
pub(crate) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("云亭镇", "township", None).unit("县委组织部", "party_department", None);
    world.unit("县审计局", "government_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("空", "云亭镇", "党委委员", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("部长", "县委组织部", "部长", Seat::Chief(Some(Side::Party)))
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("副部长", "县委组织部", "副部长", Seat::Staff)
        .post("审计", "县审计局", "科员", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("副部长", Role::DeputyMinister, None)
        .role("部长", Role::Minister, None);
    world.held.retain(|held| held.person.as_str() != "空");
    world.people.get_mut(&"部长".into()).expect("a person").level = "县处级副职".into();
    world.sealed.insert("s1".into(), json!("无此类情况"));
    world.sealed.insert("blank".into(), json!("  "));
    world
}

pub(crate) fn sealed(name: &str) -> Value {
    json!({"seal": name, "commitment": "c"})
}

pub(crate) fn report_of(world: &World, person: &str) -> MatterId {
    let of = |matter: &Matter| {
        matter.kind == "declaration" && matter.outline.persons.iter().any(|(_, who)| who.as_str() == person)
    };
    world.matters.iter().rev().find(|(_, matter)| of(matter)).expect("a report").0.clone()
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Declaration>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<Declaration>(who, Some(id), action)
}

pub(crate) fn file() -> Value {
    let rows: Vec<Value> = ITEMS.iter().map(|item| json!({"item": item, "content": sealed("s1")})).collect();
    json!({"verb": "file", "rows": rows})
}

pub(crate) fn report(happened: &str) -> Value {
    json!({"verb": "report", "happened": happened, "rows": [{"item": "marriage", "content": sealed("s1")}]})
}

pub(crate) fn supplement() -> Value {
    json!({"verb": "supplement", "reason": "补报车位", "rows": [{"item": "houses", "content": sealed("s1")}]})
}

pub(crate) fn send_back() -> Value {
    json!({"verb": "send_back", "items": [{"item": "houses", "what": "没有写面积"}]})
}

pub(crate) fn verify(agrees: bool) -> Value {
    let mut action = json!({"verb": "verify", "sources": "与不动产登记机关反馈比对，有授权", "agrees": agrees});
    if !agrees {
        action["differences"] = sealed("s1");
    }
    action
}

pub(crate) fn explain() -> Value {
    json!({"verb": "explain", "text": sealed("s1")})
}

pub(crate) fn find(verdict: &str) -> Value {
    json!({"verb": "find", "verdict": verdict, "reason": sealed("s1")})
}

pub(crate) fn confirm(agreed: bool) -> Value {
    json!({"verb": "confirm", "agreed": agreed, "opinion": "同意"})
}

pub(crate) fn tell(on: &str) -> Value {
    json!({"verb": "tell", "day": on, "way": "当面"})
}

pub(crate) fn review(verdict: &str) -> Value {
    json!({"verb": "review", "verdict": verdict, "reason": sealed("s1")})
}

/// The deputy's report on 2025, opened on 5 January 2026.
pub(crate) fn opened() -> (World, MatterId) {
    let mut world = county("2026-01-05T09:00");
    world.tick::<Declaration>();
    let id = report_of(&world, "副镇长");
    (world, id)
}

/// The same, reported and selected for a check.
pub(crate) fn selected() -> (World, MatterId) {
    let (mut world, id) = opened();
    act(&mut world, "副镇长", &id, file());
    act(&mut world, "股长", &id, json!({"verb": "select", "ground": "promotion"}));
    (world, id)
}

#[test]
fn the_clock_opens_one_for_each_member_of_a_body_below_the_national_level() {
    let mut world = county("2025-12-31T09:00");
    assert_eq!(world.tick::<Declaration>(), 0);
    world.at("2026-01-01T00:10");
    assert_eq!((world.tick::<Declaration>(), world.tick::<Declaration>()), (3, 0));
    let id = report_of(&world, "副镇长");
    let duty = world.duty(&id, "file");
    assert_eq!((duty.due, duty.basis.clause.as_str(), duty.with_post), (Some(day("2026-01-31")), "4.3.1", false));
    assert_eq!(world.matters[&id].outline.title, "个人重大事项报告：副镇长，2025年度");
    assert_eq!(county("2026-02-01T09:00").tick::<Declaration>(), 0, "what could not be reported in time is not opened");
}

#[test]
fn who_does_not_report_here_is_told_where_or_why() {
    let mut world = county("2026-02-05T09:00");
    let open = |person: &str, year: i16| json!({"verb": "open", "person": person, "year": year});
    let above = world.refused::<Declaration>("经办", None, open("部长", 2025));
    assert_eq!(above.sentence, "部长是县处级副职，按国家规定向有关机关报告，不在本县报告。");
    world.people.get_mut(&"审计".into()).expect("a person").level = "科员".into();
    assert_eq!(world.refused::<Declaration>("经办", None, open("审计", 2025)).code, "not_reporting");
    assert_eq!(world.refused::<Declaration>("经办", None, open("无", 2025)).code, "unknown_person");
    assert_eq!(world.refused::<Declaration>("经办", None, open("副镇长", 2026)).code, "day_ahead");
    world.act::<Declaration>("经办", None, open("副镇长", 2025)).expect("opened");
    assert_eq!(world.refused::<Declaration>("经办", None, open("副镇长", 2025)).code, "report_known");
}

#[test]
fn every_item_is_answered_and_nothing_is_said_by_leaving_it_empty() {
    let (mut world, id) = opened();
    assert_eq!(no(&mut world, "副镇长", &id, json!({"verb": "file", "rows": []})).code, "table_empty");
    let mut short = file();
    short["rows"].as_array_mut().expect("rows").truncate(12);
    let open = no(&mut world, "副镇长", &id, short);
    assert_eq!(open.sentence, "还有2项没有报告：经商办企业和投资、国（境）外存款和投资；没有的逐项写“无此类情况”。");
    let mut empty = file();
    empty["rows"][3]["content"] = sealed("blank");
    let empty = no(&mut world, "副镇长", &id, empty);
    assert_eq!((empty.code, empty.at.as_deref()), ("field_missing", Some("/rows/3/content")));
    assert_eq!(empty.sentence, "“子女与外国人通婚情况”没有填写，没有的请写“无此类情况”。");
    let mut twice = file();
    twice["rows"][1]["item"] = json!("marriage");
    assert_eq!(no(&mut world, "副镇长", &id, twice).code, "row_twice");
    let mut wrong = file();
    wrong["rows"][1]["item"] = json!("pets");
    assert_eq!(no(&mut world, "副镇长", &id, wrong).code, "unknown_term");
    act(&mut world, "副镇长", &id, file());
    assert_eq!(world.stage(&id), "待审核");
}

#[test]
fn what_is_reported_is_his_and_the_keepers_and_nothing_of_it_shows() {
    let (mut world, id) = opened();
    act(&mut world, "副镇长", &id, file());
    let matter = &world.matters[&id];
    assert!(matter.outline.units.is_empty(), "his unit does not find it");
    for who in ["书记", "镇经办", "镇长"] {
        assert_eq!(world.verbs::<Declaration>(who, &id), Vec::<&str>::new(), "{who}");
    }
    assert!(!matter.state.contains("无此类情况"), "not even whether there is something");
    let line = matter.told.last().map(|told| told.line.text.clone());
    assert_eq!(line.as_deref(), Some("14项，内容封存"));
    let readers = engine::seal::opening(&Declaration::KIND, &matter.outline, &[]).by;
    let (own, clerk) = (Hat::Person("副镇长".into()), Hat::Role(Role::SectionClerk));
    assert!(readers.contains(&own) && readers.contains(&clerk) && !readers.contains(&Hat::Head("云亭镇".into())));
}

#[test]
fn late_is_late_and_is_taken_with_its_reason() {
    let (mut world, id) = opened();
    world.at("2026-02-05T09:00");
    let silent = no(&mut world, "副镇长", &id, file());
    assert_eq!((silent.code, silent.at.as_deref()), ("late_reason_missing", Some("/late_reason")));
    assert_eq!(silent.sentence, "应于2026年1月31日前报告，已逾期5天，请填写逾期原因后报告。");
    let mut late = file();
    late["late_reason"] = json!("住院");
    act(&mut world, "副镇长", &id, late);
    assert_eq!(world.matters[&id].outline.cells["days_late"], 5);
    // Mended, it stays as late as it was.
    act(&mut world, "经办", &id, send_back());
    world.at("2026-02-10T09:00");
    act(&mut world, "副镇长", &id, file());
    assert_eq!(world.matters[&id].outline.cells["days_late"], 5);
}

#[test]
fn what_has_happened_is_reported_within_its_time_and_a_day_to_come_is_not() {
    let mut world = county("2026-05-05T09:00");
    let ahead = world.refused::<Declaration>("副镇长", None, report("2026-05-06"));
    assert_eq!((ahead.code, ahead.sentence.as_str()), ("day_ahead", "发生日期5月6日还没有到，请核对。"));
    assert_eq!(world.refused::<Declaration>("部长", None, report("2026-05-01")).code, "reports_elsewhere");
    let late = world.refused::<Declaration>("副镇长", None, report("2026-04-01"));
    assert_eq!(late.sentence, "应于2026年5月1日前报告，已逾期4天，请填写逾期原因后报告。");
    let id = world.act::<Declaration>("副镇长", None, report("2026-04-05")).expect("reported");
    assert_eq!(world.matters[&id].outline.title, "个人重大事项报告：副镇长，2026年4月5日变化");
    act(&mut world, "经办", &id, json!({"verb": "accept"}));
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已归档", true));
}

#[test]
fn what_is_missing_is_sent_back_and_what_is_remembered_is_added() {
    let (mut world, id) = opened();
    act(&mut world, "副镇长", &id, file());
    assert_eq!(no(&mut world, "经办", &id, json!({"verb": "send_back", "items": []})).code, "table_empty");
    let mut mute = send_back();
    mute["items"][0]["what"] = json!("");
    assert_eq!(no(&mut world, "经办", &id, mute).at.as_deref(), Some("/items/0/what"));
    act(&mut world, "经办", &id, send_back());
    assert_eq!((world.stage(&id), world.duty(&id, "file").due), ("待补正", Some(day("2026-01-12"))));
    act(&mut world, "副镇长", &id, file());
    act(&mut world, "经办", &id, json!({"verb": "accept", "opinion": "齐全"}));
    let mut silent = supplement();
    silent["reason"] = json!("");
    assert_eq!(no(&mut world, "副镇长", &id, silent).at.as_deref(), Some("/reason"));
    act(&mut world, "副镇长", &id, supplement());
    assert_eq!((world.stage(&id), world.state::<Declaration>(&id).supplements.len()), ("已归档", 1));
}

#[test]
fn what_differs_is_put_to_the_person_before_anything_is_found() {
    let (mut world, id) = selected();
    assert_eq!(world.matters[&id].outline.cells["check"], "重点核查：拟提拔");
    let mut blind = verify(false);
    blind["sources"] = json!("");
    assert_eq!(no(&mut world, "经办", &id, blind).at.as_deref(), Some("/sources"));
    let mut both = verify(true);
    both["differences"] = sealed("s1");
    assert_eq!(no(&mut world, "经办", &id, both).code, "nothing_differs");
    let mut neither = verify(false);
    neither["differences"] = Value::Null;
    assert_eq!(no(&mut world, "经办", &id, neither).at.as_deref(), Some("/differences"));
    act(&mut world, "经办", &id, verify(false));
    assert_eq!(world.duty(&id, "explain").basis.clause, "4.3.1");
    assert_eq!(no(&mut world, "经办", &id, find("omitted")).code, "answer_time");
    let blank = json!({"verb": "explain", "text": sealed("blank")});
    assert_eq!(no(&mut world, "副镇长", &id, blank).at.as_deref(), Some("/text"));
    act(&mut world, "副镇长", &id, explain());
    act(&mut world, "经办", &id, find("omitted"));
    assert_eq!((world.stage(&id), world.matters[&id].outline.cells["verdict"].as_str()), ("待审定", Some("")));
    // Without a word of his, once his time is over.
    let (mut world, id) = selected();
    act(&mut world, "经办", &id, verify(false));
    world.at("2026-01-13T09:00");
    act(&mut world, "经办", &id, find("truthful"));
}

#[test]
fn as_long_as_his_time_cannot_be_counted_his_explanation_is_waited_for() {
    let (mut world, id) = selected();
    world.at("2027-03-01T09:00");
    act(&mut world, "经办", &id, verify(false));
    assert_eq!(world.state::<Declaration>(&id).verified.and_then(|one| one.until), None);
    world.at("2027-06-30T09:00");
    let silent = no(&mut world, "经办", &id, find("omitted"));
    assert_eq!(silent.code, "answer_time");
    assert!(silent.sentence.starts_with("本人说明期还不能计算"), "{}", silent.sentence);
    act(&mut world, "副镇长", &id, explain());
    act(&mut world, "经办", &id, find("omitted"));
}

#[test]
fn where_nothing_differs_nothing_is_found_against_him() {
    let (mut world, id) = selected();
    act(&mut world, "经办", &id, verify(true));
    assert!(!world.verbs::<Declaration>("副镇长", &id).contains(&"explain"));
    let heavy = no(&mut world, "经办", &id, find("concealed"));
    assert_eq!((heavy.code, heavy.at.as_deref()), ("nothing_differs", Some("/verdict")));
    act(&mut world, "经办", &id, find("truthful"));
    act(&mut world, "股长", &id, confirm(true));
    act(&mut world, "经办", &id, tell("2026-01-05"));
    assert_eq!((world.stage(&id), world.matters[&id].outline.cells["verdict"].as_str()), ("已核实", Some("如实报告")));
    assert_eq!(world.verbs::<Declaration>("副镇长", &id), Vec::<&str>::new(), "nothing weighs on him");
}

#[test]
fn one_hand_finds_another_confirms_and_a_third_reviews() {
    let (mut world, id) = selected();
    act(&mut world, "股长", &id, verify(false));
    act(&mut world, "副镇长", &id, explain());
    act(&mut world, "股长", &id, find("omitted"));
    assert_eq!(no(&mut world, "股长", &id, confirm(true)).code, "same_hand");
    let mut mute = confirm(true);
    mute["opinion"] = json!("");
    assert_eq!(no(&mut world, "副部长", &id, mute).at.as_deref(), Some("/opinion"));
    act(&mut world, "副部长", &id, confirm(false));
    assert_eq!(world.stage(&id), "待认定");
    act(&mut world, "股长", &id, find("omitted"));
    act(&mut world, "副部长", &id, confirm(true));
    assert_eq!(no(&mut world, "经办", &id, tell("2026-01-06")).code, "day_ahead");
    assert_eq!(no(&mut world, "经办", &id, tell("2026-01-04")).code, "day_before");
    act(&mut world, "经办", &id, tell("2026-01-05"));
    let blank = json!({"verb": "ask_review", "reason": sealed("blank")});
    assert_eq!(no(&mut world, "副镇长", &id, blank).at.as_deref(), Some("/reason"));
    act(&mut world, "副镇长", &id, json!({"verb": "ask_review", "reason": sealed("s1")}));
    assert_eq!(no(&mut world, "副部长", &id, review("truthful")).code, "same_hand");
    assert_eq!(no(&mut world, "部长", &id, review("concealed")).code, "heavier");
    act(&mut world, "部长", &id, review("truthful"));
    assert_eq!((world.stage(&id), world.matters[&id].outline.cells["verdict"].as_str()), ("已核实", Some("如实报告")));
}

#[test]
fn a_review_is_asked_for_in_its_time() {
    let (mut world, id) = selected();
    act(&mut world, "经办", &id, verify(false));
    act(&mut world, "副镇长", &id, explain());
    act(&mut world, "经办", &id, find("concealed"));
    act(&mut world, "股长", &id, confirm(true));
    let mut silent = tell("2026-01-05");
    silent["way"] = json!("");
    assert_eq!(no(&mut world, "经办", &id, silent).at.as_deref(), Some("/way"));
    act(&mut world, "经办", &id, tell("2026-01-05"));
    assert_eq!(world.verbs::<Declaration>("副镇长", &id), ["ask_review"]);
    world.at("2026-02-05T09:00");
    assert_eq!(world.verbs::<Declaration>("副镇长", &id), Vec::<&str>::new());
}

fn ended(person: &str, reason: &str) -> Trigger {
    let (reason, day, matter) = (reason.to_owned(), day("2026-01-05"), "任9".into());
    Trigger::PostEnded { person: person.into(), post: "云亭镇副镇长".into(), day, reason, to_unit: None, matter }
}

#[test]
fn whoever_leaves_management_owes_nothing_more_and_whoever_moves_still_does() {
    let (mut world, id) = opened();
    world.follow(&[ended("副镇长", "transfer")]);
    assert_eq!(world.stage(&id), "待报告");
    world.follow(&[ended("副镇长", "retirement")]);
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("不再报告", 0));
    // Struck off the register without a decision about posts, the clock finds it.
    let (mut world, id) = opened();
    world.people.get_mut(&"副镇长".into()).expect("a person").active = false;
    world.tick::<Declaration>();
    assert_eq!(world.stage(&id), "不再报告");
    // A check of whoever retires is brought to its end; of the dead nothing is found.
    let (mut world, id) = selected();
    world.follow(&[ended("副镇长", "retirement")]);
    assert_eq!(world.stage(&id), "待核实");
    world.at("2026-01-06T09:00");
    world.follow(&[ended("副镇长", "death")]);
    assert_eq!(world.stage(&id), "不再报告");
}

/// One person with two records in the register, a report opened for each; ids of both records and reports.
pub(crate) fn twins() -> (World, [String; 2], [MatterId; 2]) {
    let mut world = county("2026-01-05T09:00");
    let mut record = |post: &str| {
        let card = json!({"name": "方敏", "sex": "女", "birth": "1980-02", "level": "副科", "authority": "县管"});
        let enter = json!({"verb": "enter", "card": card, "posts": [{"post": post, "since": "2024-08-01"}]});
        world.act::<Cadre>("经办", None, enter).expect("entered").0
    };
    let records = [record("云亭镇党委委员"), record("云亭镇党委委员")];
    world.tick::<Declaration>();
    let reports = [report_of(&world, &records[0]), report_of(&world, &records[1])];
    (world, records, reports)
}

#[test]
fn of_a_person_with_two_records_one_report_remains() {
    let merge = |world: &mut World, records: &[String; 2]| {
        let trigger = Trigger::PersonMerged { from: records[1].as_str().into(), into: records[0].as_str().into() };
        world.people.get_mut(&records[1].as_str().into()).expect("a person").active = false;
        world.follow(&[trigger]);
    };
    let (mut world, records, reports) = twins();
    merge(&mut world, &records);
    assert_eq!((world.stage(&reports[0]), world.stage(&reports[1])), ("待报告", "不再报告"));
    // What was filed under the record that is closed passes to the one that stays.
    let (mut world, records, reports) = twins();
    act(&mut world, &records[1], &reports[1], file());
    merge(&mut world, &records);
    assert_eq!((world.stage(&reports[0]), world.stage(&reports[1])), ("不再报告", "待审核"));
    assert_eq!(world.matters[&reports[1]].outline.persons[0].1.as_str(), records[0]);
    assert_eq!(world.tick::<Declaration>(), 0, "no third one is opened");
}
