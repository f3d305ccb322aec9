//! A chief's year: list, talks, account, rating, and what becomes of it when he leaves.

use super::*;
use crate::{
    ground::cadre::Cadre,
    testing::{Matter, Seat, World, day},
};
use engine::{access::Role, days::Day, procedure::Side, words::MatterId};
use serde_json::{Value, json};

/// A township with both chiefs and two deputies, its station, a bureau whose head's seat is free, the section and the county's leaders.
pub(crate) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("县委组织部", "party_department", None).unit("云亭镇", "township", None);
    world.unit("县财政局", "government_department", None).unit("财政所", "subordinate", Some("云亭镇"));
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("镇长", "云亭镇", "镇长", Seat::Chief(Some(Side::Government)))
        .post("副书记", "云亭镇", "党委副书记", Seat::Member)
        .post("副镇长", "云亭镇", "副镇长", Seat::Member)
        .post("镇经办", "云亭镇", "党政办主任", Seat::Staff)
        .post("空", "县财政局", "局长", Seat::Chief(Some(Side::Government)))
        .post("所长", "财政所", "所长", Seat::Chief(None))
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("分管", "县委组织部", "副县长", Seat::Staff)
        .post("县委书记", "县委组织部", "县委书记", Seat::Staff)
        .post("县长", "县委组织部", "县长", Seat::Staff)
        .role("镇经办", Role::UnitClerk, Some("云亭镇"))
        .role("分管", Role::LeaderInCharge, Some("云亭镇"))
        .role("县委书记", Role::CountySecretary, None)
        .role("县长", Role::CountyHead, None)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None);
    world.held.retain(|held| held.person.as_str() != "空");
    world.relatives.push(("书记".into(), "经办".into()));
    world.sealed.insert("s1".into(), json!("提醒带头执行末位表态"));
    world.sealed.insert("blank".into(), json!(" "));
    world
}

pub(crate) fn sealed(name: &str) -> Value {
    json!({"seal": name, "commitment": "c"})
}

pub(crate) fn year_of(world: &World, person: &str) -> MatterId {
    let of = |matter: &Matter| {
        matter.kind == "chief_supervision" && matter.outline.persons.iter().any(|(_, who)| who.as_str() == person)
    };
    world.matters.iter().rev().find(|(_, matter)| of(matter)).expect("a year").0.clone()
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world
        .act::<ChiefSupervision>(who, Some(id), action.clone())
        .unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<ChiefSupervision>(who, Some(id), action)
}

pub(crate) fn list() -> Value {
    json!({"verb": "list", "items": [{"what": "管好班子、带好队伍", "measure": "每季度研究一次干部监督工作"}]})
}

pub(crate) fn talk(on: &str) -> Value {
    json!({"verb": "talk", "day": on, "form": "daily", "gist": sealed("s1")})
}

pub(crate) fn talk_member(member: &str, on: &str) -> Value {
    json!({"verb": "talk_member", "member": member, "day": on, "gist": sealed("s1")})
}

pub(crate) fn talk_body(on: &str, absent: &[&str]) -> Value {
    let absent: Vec<Value> = absent.iter().map(|who| json!({"member": who, "reason": "因公外出"})).collect();
    json!({"verb": "talk_body", "day": on, "absent": absent, "gist": sealed("s1")})
}

pub(crate) fn remind(from: &str, to: &str, on: &str) -> Value {
    json!({"verb": "remind", "from": from, "to": to, "day": on, "gist": sealed("s1")})
}

pub(crate) fn deliver(on: &str, way: &str) -> Value {
    json!({"verb": "deliver", "day": on, "way": way, "before": "县委常委会扩大会议", "duty": "按清单履责",
        "clean": "没有违规情况", "problems": "谈话不够经常，逐月安排"})
}

pub(crate) fn rate(on: &str, valid: u32) -> Value {
    json!({"verb": "rate", "day": on, "questions": [{"asked": "项目为何滞后", "answered": "征地协调不够"}],
        "ballot": {"issued": 12, "returned": 12, "valid": valid, "good": valid - 1, "fair": 1, "ordinary": 0, "poor": 0},
        "comment": "履责较好，谈话要经常"})
}

/// The year 2026 of the township's secretary, opened on 5 January.
pub(crate) fn opened() -> (World, MatterId) {
    let mut world = county("2026-01-05T09:00");
    world.tick::<ChiefSupervision>();
    let id = year_of(&world, "书记");
    (world, id)
}

#[test]
fn each_chief_of_a_supervised_unit_has_a_year_and_a_vacant_seat_has_none() {
    let mut world = county("2026-01-05T09:00");
    assert_eq!((world.tick::<ChiefSupervision>(), world.tick::<ChiefSupervision>()), (2, 0));
    let id = year_of(&world, "书记");
    assert_eq!(world.matters[&id].outline.title, "2026年一把手监督：书记，云亭镇");
    let due = |key: &str| world.duty(&id, key).due;
    assert_eq!((due("deliver"), due("talk")), (Some(day("2027-03-31")), Some(day("2026-12-31"))));
    assert_eq!((due("list"), due("talk_member")), (Some(day("2026-02-05")), Some(day("2026-12-31"))));
    assert_eq!(world.duty(&id, "talk").basis.clause, "4.1.1");
    // A county that begins in autumn owes nothing for its spring.
    assert_eq!(county("2026-09-05T09:00").tick::<ChiefSupervision>(), 0);
    assert_eq!(county("2025-12-31T09:00").tick::<ChiefSupervision>(), 0);
}

#[test]
fn his_year_is_his_and_the_departments_and_not_his_units() {
    let (mut world, id) = opened();
    assert!(world.matters[&id].outline.units.is_empty());
    for who in ["镇长", "镇经办"] {
        assert_eq!(world.verbs::<ChiefSupervision>(who, &id), Vec::<&str>::new(), "{who}");
    }
    // The county's secretary talks with the Party's chief, its head with the government's; the leader in charge with both.
    assert_eq!(world.verbs::<ChiefSupervision>("县委书记", &id), ["talk", "talk_body"]);
    let mayor = year_of(&world, "镇长");
    assert_eq!(world.verbs::<ChiefSupervision>("县委书记", &mayor), Vec::<&str>::new());
    for who in ["县长", "分管"] {
        assert_eq!(world.verbs::<ChiefSupervision>(who, &mayor), ["talk"], "{who}");
    }
    // A relative in the section stands aside.
    act(&mut world, "书记", &id, deliver("2026-01-05", "written"));
    assert_eq!(no(&mut world, "经办", &id, rate("2026-01-05", 11)).code, "recused");
}

#[test]
fn the_list_is_written_row_by_row() {
    let (mut world, id) = opened();
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "list", "items": []})).code, "table_empty");
    for field in ["what", "measure"] {
        let mut blank = list();
        blank["items"][0][field] = json!(" ");
        assert_eq!(no(&mut world, "书记", &id, blank).at, Some(format!("/items/0/{field}")));
    }
    act(&mut world, "书记", &id, list());
    assert_eq!(world.matters[&id].outline.cells["list"], 1);
    assert!(world.matters[&id].effects.duties.iter().all(|duty| duty.key != "list"));
}

#[test]
fn talks_are_of_the_year_and_what_was_said_is_sealed() {
    let (mut world, id) = opened();
    assert_eq!(no(&mut world, "分管", &id, talk("2026-01-06")).code, "day_ahead");
    assert_eq!(no(&mut world, "分管", &id, talk("2025-12-31")).code, "day_outside");
    let mut blank = talk("2026-01-05");
    blank["gist"] = sealed("blank");
    assert_eq!(no(&mut world, "分管", &id, blank).at.as_deref(), Some("/gist"));
    act(&mut world, "分管", &id, talk("2026-01-05"));
    assert!(world.matters[&id].effects.duties.iter().all(|duty| duty.key != "talk"));
    let line = world.matters[&id].told.last().map(|told| told.line.text.clone());
    assert_eq!(line.as_deref(), Some("1月5日，日常谈心谈话，分管，内容封存"));
}

#[test]
fn the_secretary_talks_with_each_member_of_his_body() {
    let (mut world, id) = opened();
    let mayor = year_of(&world, "镇长");
    assert!(world.state::<ChiefSupervision>(&mayor).untalked.is_empty(), "that is the secretary's");
    assert_eq!(no(&mut world, "书记", &id, talk_member("所长", "2026-01-05")).code, "not_member");
    act(&mut world, "书记", &id, talk_member("镇长", "2026-01-05"));
    assert_eq!(world.duty(&id, "talk_member").what, "与班子成员谈话（副书记、副镇长）");
    // Who left the body is no longer asked for, and whoever is away for long is said to be.
    world.held.retain(|held| held.person.as_str() != "副镇长");
    act(&mut world, "书记", &id, talk_member("镇长", "2026-01-05"));
    assert_eq!(world.matters[&id].outline.cells["unspoken"], 1);
    let skip = |member: &str, reason: &str| json!({"verb": "skip", "member": member, "reason": reason});
    assert_eq!(no(&mut world, "书记", &id, skip("副书记", "")).at.as_deref(), Some("/reason"));
    assert_eq!(no(&mut world, "书记", &id, skip("镇长", "病休")).code, "not_member");
    act(&mut world, "书记", &id, skip("副书记", "全年在省委党校学习"));
    assert_eq!(world.matters[&id].outline.cells["unspoken"], 0);
}

#[test]
fn members_of_the_body_remind_each_other_and_the_chief() {
    let (mut world, id) = opened();
    assert_eq!(no(&mut world, "书记", &id, remind("书记", "书记", "2026-01-05")).code, "same_person");
    let stranger = no(&mut world, "书记", &id, remind("所长", "书记", "2026-01-05"));
    assert_eq!((stranger.code, stranger.at.as_deref()), ("not_member", Some("/from")));
    let mut blank = remind("副书记", "书记", "2026-01-05");
    blank["gist"] = sealed("blank");
    assert_eq!(no(&mut world, "股长", &id, blank).at.as_deref(), Some("/gist"));
    act(&mut world, "股长", &id, remind("副书记", "书记", "2026-01-05"));
    assert_eq!(world.matters[&id].outline.cells["reminders"], 1);
}

#[test]
fn an_account_names_before_whom_it_was_given_and_leaves_nothing_out() {
    let (mut world, id) = opened();
    assert_eq!(no(&mut world, "书记", &id, deliver("2026-01-06", "meeting")).code, "day_ahead");
    assert_eq!(no(&mut world, "书记", &id, deliver("2025-12-30", "meeting")).code, "day_before");
    for field in ["before", "duty", "clean", "problems"] {
        let mut short = deliver("2026-01-05", "meeting");
        short[field] = json!("");
        assert_eq!(no(&mut world, "书记", &id, short).at, Some(format!("/{field}")));
    }
    act(&mut world, "书记", &id, deliver("2026-01-05", "meeting"));
    assert_eq!((world.stage(&id), world.duty(&id, "rate").due), ("待评议", Some(day("2026-02-05"))));
}

#[test]
fn in_a_meeting_he_is_questioned_and_rated_and_in_writing_he_is_not() {
    let (mut world, id) = opened();
    act(&mut world, "书记", &id, deliver("2026-01-05", "meeting"));
    let mut silent = rate("2026-01-05", 11);
    silent["questions"] = json!([]);
    assert_eq!(no(&mut world, "股长", &id, silent).at.as_deref(), Some("/questions"));
    let mut open = rate("2026-01-05", 11);
    open["questions"][0]["answered"] = json!("");
    assert_eq!(no(&mut world, "股长", &id, open).at.as_deref(), Some("/questions/0/answered"));
    let mut none = rate("2026-01-05", 11);
    none["ballot"] = Value::Null;
    assert_eq!(no(&mut world, "股长", &id, none).at.as_deref(), Some("/ballot"));
    assert_eq!(no(&mut world, "股长", &id, rate("2026-01-04", 11)).code, "day_before");
    let mut mute = rate("2026-01-05", 11);
    mute["comment"] = json!("");
    assert_eq!(no(&mut world, "股长", &id, mute).at.as_deref(), Some("/comment"));
    let mayor = year_of(&world, "镇长");
    act(&mut world, "镇长", &mayor, deliver("2026-01-05", "written"));
    assert_eq!(no(&mut world, "股长", &mayor, rate("2026-01-05", 11)).code, "ballot_needless");
    let comment = json!({"verb": "rate", "day": "2026-01-05", "comment": "书面报告已阅"});
    act(&mut world, "股长", &mayor, comment);
    assert_eq!(world.stage(&mayor), "待反馈");
}

#[test]
fn ballots_agree_with_each_other_and_too_few_of_them_are_not_kept() {
    let (mut world, id) = opened();
    act(&mut world, "书记", &id, deliver("2026-01-05", "meeting"));
    let with = |key: &str, count: u32| {
        let mut action = rate("2026-01-05", 11);
        action["ballot"][key] = json!(count);
        action
    };
    for (key, count, words) in [
        ("returned", 13, "收回13票，多于发出的12票，请重新清点。"),
        ("returned", 10, "有效11票，多于收回的10票，请重新清点。"),
        ("good", 11, "好、较好、一般、差合计12票，与有效11票不符，请重新清点。"),
    ] {
        assert_eq!(no(&mut world, "股长", &id, with(key, count)).sentence, words);
    }
    act(&mut world, "股长", &id, rate("2026-01-05", 4));
    let rated = world.state::<ChiefSupervision>(&id).rated.expect("rated");
    assert_eq!((rated.ballot, rated.suppressed.as_deref()), (None, Some("有效票不足5票，不记票数")));
    assert!(!world.matters[&id].told.last().expect("told").payload.contains("\"good\""));
}

#[test]
fn he_is_told_may_answer_and_the_year_closes_when_nothing_is_owed() {
    let (mut world, id) = opened();
    act(&mut world, "书记", &id, deliver("2026-01-05", "meeting"));
    act(&mut world, "股长", &id, rate("2026-01-05", 11));
    assert_eq!(world.duty(&id, "tell").basis.clause, "4.1.1");
    let tell = |on: &str, way: &str| json!({"verb": "tell", "day": on, "way": way});
    assert_eq!(no(&mut world, "股长", &id, tell("2026-01-05", "")).at.as_deref(), Some("/way"));
    assert_eq!(no(&mut world, "股长", &id, tell("2026-01-04", "当面")).code, "day_before");
    act(&mut world, "股长", &id, tell("2026-01-05", "当面"));
    assert_eq!(no(&mut world, "书记", &id, json!({"verb": "answer", "text": ""})).at.as_deref(), Some("/text"));
    act(&mut world, "书记", &id, json!({"verb": "answer", "text": "照点评意见改"}));
    world.at("2027-01-02T09:00");
    world.tick::<ChiefSupervision>();
    assert_eq!(world.stage(&id), "已反馈", "list and talks are owed still");
    world.at("2026-12-30T09:00");
    act(&mut world, "书记", &id, list());
    act(&mut world, "分管", &id, talk("2026-12-30"));
    act(&mut world, "分管", &id, talk_body("2026-12-30", &[]));
    for member in ["镇长", "副书记", "副镇长"] {
        act(&mut world, "书记", &id, talk_member(member, "2026-12-30"));
    }
    world.tick::<ChiefSupervision>();
    assert_eq!(world.stage(&id), "已反馈", "the year is not over");
    world.at("2027-01-02T09:00");
    world.tick::<ChiefSupervision>();
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已办结", true));
}

pub(crate) fn cadre(world: &mut World, name: &str, post: &str) -> String {
    let card = json!({"name": name, "sex": "男", "birth": "1976-06", "level": "正科", "authority": "县管"});
    let enter = json!({"verb": "enter", "card": card, "posts": [{"post": post, "since": "2024-08-01"}]});
    world.act::<Cadre>("经办", None, enter).expect("entered").0
}

pub(crate) fn begun(person: &str, post: &str, on: Day, decision: &str) -> Trigger {
    Trigger::PostBegun { person: person.into(), post: post.into(), day: on, acting: false, matter: decision.into() }
}

pub(crate) fn ended(person: &str, post: &str, on: Day, decision: &str) -> Trigger {
    let reason = "transfer".to_owned();
    Trigger::PostEnded {
        person: person.into(),
        post: post.into(),
        day: on,
        reason,
        to_unit: None,
        matter: decision.into(),
    }
}

#[test]
fn a_chief_who_changes_within_the_year_ends_his_and_whoever_follows_begins_anew() {
    let mut world = county("2026-01-05T09:00");
    let old = cadre(&mut world, "方敏", "县财政局局长");
    world.tick::<ChiefSupervision>();
    let id = year_of(&world, &old);
    assert!(world.state::<ChiefSupervision>(&id).opened.talks > 0);
    world.at("2026-06-01T09:00");
    let on = day("2026-06-01");
    world.follow(&[ended(&old, "县财政局局长", on, "任1")]);
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("离任终止", 0));
    // Nobody owes anything while the seat is vacant; the next holder has a list and a talk before him.
    let new = cadre(&mut world, "周正", "财政所所长");
    world.follow(&[begun(&new, "县财政局局长", on, "任2")]);
    let next = year_of(&world, &new);
    assert_eq!(world.duty(&next, "list").due, Some(day("2026-07-01")));
    // Taken back, neither decision leaves a trace in what is owed.
    world.follow(&[Trigger::PostChangeUndone { person: new.as_str().into(), matter: "任2".into() }]);
    world.follow(&[Trigger::PostChangeUndone { person: old.as_str().into(), matter: "任1".into() }]);
    assert_eq!((world.stage(&next), world.stage(&id)), ("离任终止", "待述责"));
}

#[test]
fn whoever_takes_the_seat_late_in_the_year_gives_no_account_of_it() {
    let mut world = county("2026-11-02T09:00");
    let late = cadre(&mut world, "周正", "财政所所长");
    world.follow(&[begun(&late, "县财政局局长", day("2026-11-02"), "任2")]);
    assert!(world.matters.values().all(|matter| matter.kind != "chief_supervision"));
}

#[test]
fn what_a_chief_said_in_office_is_rated_and_told_though_he_left() {
    let mut world = county("2026-01-05T09:00");
    let person = cadre(&mut world, "方敏", "县财政局局长");
    world.tick::<ChiefSupervision>();
    let id = year_of(&world, &person);
    act(&mut world, &person, &id, deliver("2026-01-05", "written"));
    world.follow(&[ended(&person, "县财政局局长", day("2026-01-05"), "任1")]);
    assert_eq!(world.stage(&id), "待评议");
    act(&mut world, "股长", &id, json!({"verb": "rate", "day": "2026-01-05", "comment": "已阅"}));
    act(&mut world, "股长", &id, json!({"verb": "tell", "day": "2026-01-05", "way": "书面"}));
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("已办结", 0));
}

#[test]
fn another_seat_at_the_head_of_the_same_unit_is_no_leaving() {
    let mut world = county("2026-01-05T09:00");
    world.posts.insert("县财政局党组书记".into(), {
        let (mut card, order) = world.posts[&engine::words::PostId::from("县财政局局长")].clone();
        (card.id, card.title, card.side) = ("县财政局党组书记".into(), "党组书记".into(), Some(Side::Party));
        (card, order + 100)
    });
    let person = cadre(&mut world, "方敏", "县财政局局长");
    world.tick::<ChiefSupervision>();
    let id = year_of(&world, &person);
    world.at("2026-03-01T09:00");
    let on = day("2026-03-01");
    world.follow(&[ended(&person, "县财政局局长", on, "任1"), begun(&person, "县财政局党组书记", on, "任1")]);
    assert_eq!(world.stage(&id), "待述责");
    assert_eq!(world.matters[&id].outline.post, "县财政局党组书记");
    // Of two seats that end, the last one is the leaving.
    world.at("2026-04-01T09:00");
    let on = day("2026-04-01");
    world.follow(&[begun(&person, "县财政局局长", on, "任2")]);
    world.at("2026-05-06T09:00");
    let on = day("2026-05-06");
    world.follow(&[ended(&person, "县财政局局长", on, "任3"), ended(&person, "县财政局党组书记", on, "任3")]);
    assert_eq!(world.stage(&id), "离任终止");
}

#[test]
fn the_section_opens_what_is_missing_and_is_told_what_cannot_be() {
    let mut world = county("2026-09-05T09:00");
    let open =
        |person: &str, unit: &str, year: i16| json!({"verb": "open", "person": person, "unit": unit, "year": year});
    let mut refused = |action: Value| world.refused::<ChiefSupervision>("股长", None, action);
    assert_eq!(refused(open("副镇长", "云亭镇", 2026)).code, "not_chief");
    assert_eq!(refused(open("书记", "云亭镇", 2027)).code, "day_ahead");
    assert_eq!(refused(open("无", "云亭镇", 2026)).code, "unknown_person");
    assert_eq!(refused(open("书记", "没有", 2026)).code, "unknown_unit");
    world.act::<ChiefSupervision>("股长", None, open("书记", "云亭镇", 2026)).expect("opened");
    assert_eq!(world.refused::<ChiefSupervision>("股长", None, open("书记", "云亭镇", 2026)).code, "already_open");
    // The head of a subordinate unit is talked with by the head above him.
    let id = world.act::<ChiefSupervision>("股长", None, open("所长", "财政所", 2026)).expect("opened");
    assert_eq!(world.verbs::<ChiefSupervision>("书记", &id), ["talk"]);
}

/// A seat of the township's body that nobody holds.
pub(crate) fn seat(world: &mut World, title: &str) {
    world.post("空", "云亭镇", title, Seat::Member);
    world.held.retain(|held| held.person.as_str() != "空");
}

fn untalked(world: &World, id: &MatterId) -> Vec<String> {
    world.state::<ChiefSupervision>(id).untalked.into_iter().map(|member| member.name).collect()
}

fn undone(person: &str, decision: &str) -> Trigger {
    Trigger::PostChangeUndone { person: person.into(), matter: decision.into() }
}

#[test]
fn whoever_comes_into_the_body_within_the_year_is_listed_by_his_days_and_owed_a_talk() {
    let (mut world, id) = opened();
    seat(&mut world, "党委委员");
    let new = cadre(&mut world, "周正", "财政所所长");
    world.at("2026-06-01T09:00");
    world.follow(&[begun(&new, "云亭镇党委委员", day("2026-06-01"), "任2")]);
    assert_eq!(untalked(&world, &id), ["镇长", "副书记", "副镇长", "周正"]);
    let sitting = world.state::<ChiefSupervision>(&id).body.pop().expect("listed");
    assert_eq!((sitting.name.as_str(), sitting.from, sitting.until), ("周正", Some(day("2026-06-01")), None));
    let mayor = year_of(&world, "镇长");
    assert!(world.state::<ChiefSupervision>(&mayor).body.is_empty(), "the body is the secretary's");
    let early = no(&mut world, "书记", &id, talk_member(&new, "2026-05-29"));
    assert_eq!(
        (early.code, early.sentence.as_str()),
        ("not_member", "周正5月29日不是本单位班子成员，请另选或核对日期。")
    );
    act(&mut world, "书记", &id, talk_member(&new, "2026-06-01"));
    assert_eq!(untalked(&world, &id), ["镇长", "副书记", "副镇长"]);
    // Another seat of the body is neither coming nor leaving.
    world.at("2026-07-01T09:00");
    seat(&mut world, "纪委书记");
    let on = day("2026-07-01");
    world.follow(&[ended(&new, "云亭镇党委委员", on, "任3"), begun(&new, "云亭镇纪委书记", on, "任3")]);
    let state = world.state::<ChiefSupervision>(&id);
    let his: Vec<_> =
        state.body.iter().filter(|sitting| sitting.name == "周正").map(|one| (one.from, one.until)).collect();
    assert_eq!((his, state.untalked.len()), (vec![(Some(day("2026-06-01")), None)], 3));
}

#[test]
fn a_member_whose_day_is_yet_to_come_is_not_forgotten_by_a_talk_with_another() {
    let (mut world, id) = opened();
    seat(&mut world, "党委委员");
    let new = cadre(&mut world, "周正", "财政所所长");
    world.follow(&[begun(&new, "云亭镇党委委员", day("2026-02-01"), "任2")]);
    act(&mut world, "书记", &id, talk_member("镇长", "2026-01-05"));
    assert_eq!(untalked(&world, &id), ["副书记", "副镇长", "周正"]);
    // Taken back, he never came.
    world.follow(&[undone(&new, "任2")]);
    assert_eq!(untalked(&world, &id), ["副书记", "副镇长"]);
    assert_eq!(world.state::<ChiefSupervision>(&id).body.len(), 3);
}

#[test]
fn whoever_leaves_the_body_is_owed_no_talk_and_is_again_when_the_decision_is_taken_back() {
    let (mut world, id) = opened();
    world.at("2026-06-01T09:00");
    let stays = world.held.clone();
    world.held.retain(|held| held.person.as_str() != "副镇长");
    world.follow(&[ended("副镇长", "云亭镇副镇长", day("2026-06-01"), "任2")]);
    assert_eq!(untalked(&world, &id), ["镇长", "副书记"]);
    let until = |world: &World| {
        let state = world.state::<ChiefSupervision>(&id);
        state.body.iter().find(|sitting| sitting.name == "副镇长").and_then(|sitting| sitting.until)
    };
    assert_eq!(until(&world), Some(day("2026-06-01")));
    assert_eq!(no(&mut world, "书记", &id, talk_member("副镇长", "2026-06-01")).code, "not_member");
    world.held = stays;
    world.at("2026-06-02T09:00");
    world.follow(&[undone("副镇长", "任2")]);
    assert_eq!((until(&world), untalked(&world, &id)), (None, ["镇长", "副书记", "副镇长"].map(str::to_owned).into()));
    // Whom he talked with before he left stays talked with.
    act(&mut world, "书记", &id, talk_member("副镇长", "2026-06-02"));
    world.at("2026-06-03T09:00");
    world.held.retain(|held| held.person.as_str() != "副镇长");
    world.follow(&[ended("副镇长", "云亭镇副镇长", day("2026-06-03"), "任4")]);
    world.at("2026-06-04T09:00");
    world.follow(&[undone("副镇长", "任4")]);
    assert_eq!(untalked(&world, &id), ["镇长", "副书记"]);
}

#[test]
fn the_superior_talks_with_the_whole_body_once_a_year() {
    let (mut world, id) = opened();
    let duty = world.duty(&id, "talk_body");
    assert_eq!((duty.what.as_str(), duty.due), ("与云亭镇领导班子集体谈话", Some(day("2026-12-31"))));
    let owner = vec![
        engine::access::Hat::Role(Role::CountySecretary),
        engine::access::Hat::RoleAt(Role::LeaderInCharge, "云亭镇".into()),
    ];
    assert_eq!(
        (duty.owner, duty.basis.limit.as_str(), duty.basis.clause.as_str()),
        (owner, "chief.collective", "4.1.1")
    );
    let mayor = year_of(&world, "镇长");
    assert!(world.matters[&mayor].effects.duties.iter().all(|duty| duty.key != "talk_body"), "one body, one talk");
    assert_eq!(no(&mut world, "分管", &id, talk_body("2026-01-06", &[])).code, "day_ahead");
    assert_eq!(no(&mut world, "分管", &id, talk_body("2025-12-30", &[])).code, "day_outside");
    let stranger = no(&mut world, "分管", &id, talk_body("2026-01-05", &["所长"]));
    assert_eq!((stranger.code, stranger.at.as_deref()), ("not_member", Some("/absent/0/member")));
    let twice = no(&mut world, "分管", &id, talk_body("2026-01-05", &["镇长", "镇长"]));
    assert_eq!((twice.code, twice.at.as_deref()), ("row_twice", Some("/absent/1/member")));
    let mut silent = talk_body("2026-01-05", &["镇长"]);
    silent["absent"][0]["reason"] = json!("");
    assert_eq!(no(&mut world, "分管", &id, silent).at.as_deref(), Some("/absent/0/reason"));
    assert_eq!(
        no(&mut world, "分管", &id, talk_body("2026-01-05", &["镇长", "副书记", "副镇长"])).code,
        "nobody_there"
    );
    let mut blank = talk_body("2026-01-05", &[]);
    blank["gist"] = sealed("blank");
    assert_eq!(no(&mut world, "分管", &id, blank).at.as_deref(), Some("/gist"));
    act(&mut world, "分管", &id, talk_body("2026-01-05", &["副镇长"]));
    assert!(world.matters[&id].effects.duties.iter().all(|duty| duty.key != "talk_body"));
    assert!(!world.verbs::<ChiefSupervision>("分管", &id).contains(&"talk_body"));
    assert!(world.verbs::<ChiefSupervision>("县委书记", &id).contains(&"talk_body"));
    assert_eq!(world.matters[&id].outline.cells["collective"], 1);
    let line = world.matters[&id].told.last().map(|told| told.line.text.clone());
    assert_eq!(line.as_deref(), Some("1月5日，分管，到场书记、镇长、副书记，缺席1人，内容封存"));
    assert_eq!(world.duty(&id, "talk").due, Some(day("2026-12-31")), "his own talk is another");
}
