//! Key posts: who holds them and since when, rotation and its being put off, relatives, talks and checks, renaming.

use super::*;
use crate::{
    ground::post_change::PostChange,
    testing::{Held, Seat, World, day},
};
use engine::{
    access::{Hat, Role},
    procedure::Side,
    words::MatterId,
};
use serde_json::{Value, json};

/// A bureau with its head and three posts, and the section.
pub(crate) fn county(moment: &str) -> World {
    let mut world = World::new(moment);
    world.unit("县财政局", "government_department", None).unit("县委组织部", "party_department", None);
    world
        .post("局长", "县财政局", "局长", Seat::Chief(Some(Side::Government)))
        .post("采购股长", "县财政局", "采购股股长", Seat::Staff)
        .post("采购股长", "县财政局", "政府采购中心主任", Seat::Staff)
        .post("国库股长", "县财政局", "国库股股长", Seat::Staff)
        .post("候任", "县财政局", "科员", Seat::Staff)
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("部长", "县委组织部", "部长", Seat::Member)
        .post("分管", "县委组织部", "副县长", Seat::Staff)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("部长", Role::Minister, None)
        .role("分管", Role::LeaderInCharge, Some("县财政局"));
    world.held.retain(|held| held.post.as_str() != "县财政局政府采购中心主任");
    world
}

pub(crate) fn enter(post: &str) -> Value {
    json!({"verb": "enter", "post": format!("县财政局{post}"), "category": "procurement"})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<KeyPost>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<KeyPost>(who, Some(id), action)
}

pub(crate) fn begun(person: &str, post: &str, on: &str) -> Trigger {
    let (person, post) = (person.into(), format!("县财政局{post}").into());
    Trigger::PostBegun { person, post, day: day(on), acting: false, matter: "任2".into() }
}

pub(crate) fn ended(person: &str, post: &str, on: &str) -> Trigger {
    let (person, post) = (person.into(), format!("县财政局{post}").into());
    let reason = "transfer".to_owned();
    Trigger::PostEnded { person, post, day: day(on), reason, to_unit: None, matter: "任1".into() }
}

pub(crate) fn undone(person: &str, decision: &str) -> Trigger {
    Trigger::PostChangeUndone { person: person.into(), matter: decision.into() }
}

fn entered() -> (World, MatterId) {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<KeyPost>("经办", None, enter("采购股股长")).expect("entered");
    (world, id)
}

#[test]
fn the_holder_is_read_from_the_register_and_is_to_be_rotated_after_the_countys_term() {
    let (mut world, id) = entered();
    let outline = &world.matters[&id].outline;
    assert_eq!((outline.stage, outline.cells["since"].as_str()), ("在任", Some("2020-01-01")));
    let duty = world.duty(&id, "rotate");
    assert_eq!((duty.due, duty.basis.clause.as_str(), duty.verb), (Some(day("2025-01-01")), "4.1.3", None));
    assert_eq!(world.duty(&id, "talk").due, Some(day("2027-05-05")));
    assert_eq!(world.duty(&id, "check").what, "检查关键岗位：县财政局采购股股长");
    assert_eq!(world.refused::<KeyPost>("经办", None, enter("采购股股长")).code, "post_known");
    assert_eq!(world.refused::<KeyPost>("经办", None, enter("没有")).code, "unknown_post");
    let mut wrong = enter("国库股股长");
    wrong["category"] = json!("power");
    assert_eq!(world.refused::<KeyPost>("经办", None, wrong).code, "unknown_term");
    let mut absent = enter("国库股股长");
    absent["person"] = json!("候任");
    assert_eq!(world.refused::<KeyPost>("经办", None, absent).code, "not_seated");
    let since = day("2024-01-01");
    world.held.push(Held {
        person: "候任".into(),
        post: "县财政局国库股股长".into(),
        from: since,
        until: None,
        acting: false,
    });
    let two = world.refused::<KeyPost>("经办", None, enter("国库股股长"));
    assert_eq!(two.sentence, "这个岗位有2人任职，请选择任职人，每人单独列入。");
}

#[test]
fn a_leader_puts_rotation_off_with_a_reason_to_a_later_day() {
    let (mut world, id) = entered();
    let defer = |until: &str, reason: &str| json!({"verb": "defer", "until": until, "reason": reason});
    assert_eq!(no(&mut world, "部长", &id, defer("2026-05-05", "业务骨干")).at.as_deref(), Some("/until"));
    assert_eq!(no(&mut world, "部长", &id, defer("2026-12-31", "")).at.as_deref(), Some("/reason"));
    act(&mut world, "部长", &id, defer("2026-12-31", "预算一体化上线"));
    assert_eq!(world.duty(&id, "rotate").due, Some(day("2026-12-31")));
}

#[test]
fn the_head_talks_and_the_section_looks_each_year() {
    let (mut world, id) = entered();
    let talk = |on: &str, text: &str| json!({"verb": "talk", "day": on, "text": text});
    assert_eq!(no(&mut world, "局长", &id, talk("2026-05-06", "谈")).code, "day_ahead");
    assert_eq!(no(&mut world, "局长", &id, talk("2019-05-06", "谈")).code, "day_before");
    assert_eq!(no(&mut world, "局长", &id, talk("2026-05-05", "")).at.as_deref(), Some("/text"));
    act(&mut world, "局长", &id, talk("2026-05-05", "提醒采购回避"));
    let check = |by: &str, text: &str| json!({"verb": "check", "day": "2026-05-05", "by": by, "text": text});
    assert_eq!(no(&mut world, "经办", &id, check("", "抽查三个项目")).at.as_deref(), Some("/by"));
    assert_eq!(no(&mut world, "经办", &id, check("经办、股长", " ")).at.as_deref(), Some("/text"));
    act(&mut world, "经办", &id, check("经办、股长", "抽查三个项目，没有问题"));
    assert_eq!(world.duty(&id, "check").due, Some(day("2027-05-05")));
    let head = world.act::<KeyPost>("经办", None, enter("局长")).expect("entered");
    assert!(!world.verbs::<KeyPost>("局长", &head).contains(&"talk"));
    act(&mut world, "分管", &head, talk("2026-05-05", "提醒"));
}

#[test]
fn a_relative_in_the_unit_is_shown_and_the_department_says_what_follows() {
    let mut world = county("2026-05-05T09:00");
    world.relatives.push(("采购股长".into(), "国库股长".into()));
    let id = world.act::<KeyPost>("经办", None, enter("采购股股长")).expect("entered");
    assert_eq!((world.stage(&id), world.duty(&id, "recuse").due), ("待认定回避", Some(day("2026-05-18"))));
    let relations = world.state::<KeyPost>(&id).seat.expect("held").holder.relations;
    assert_eq!(relations[0].words, "国库股长（县财政局国库股股长）");
    assert_eq!(
        no(&mut world, "经办", &id, json!({"verb": "recuse", "needed": true, "text": ""})).code,
        "field_missing"
    );
    act(&mut world, "经办", &id, json!({"verb": "recuse", "needed": true, "text": "不办理国库支付业务"}));
    assert_eq!(world.stage(&id), "待落实回避");
    // Nobody deals with his own or a relative's.
    world.relatives.push(("部长".into(), "采购股长".into()));
    let defer = json!({"verb": "defer", "until": "2026-12-31", "reason": "业务骨干"});
    assert_eq!(no(&mut world, "部长", &id, defer).code, "recused");
}

#[test]
fn whoever_is_to_avoid_something_leaves_a_change_of_work_or_post_to_be_done() {
    let mut world = county("2026-05-05T09:00");
    world.relatives.push(("采购股长".into(), "国库股长".into()));
    let id = world.act::<KeyPost>("经办", None, enter("采购股股长")).expect("entered");
    assert!(!world.verbs::<KeyPost>("局长", &id).contains(&"settle"));
    act(&mut world, "经办", &id, json!({"verb": "recuse", "needed": true, "text": "不办理国库支付业务"}));
    let duty = world.duty(&id, "settle");
    assert_eq!((duty.due, duty.basis.clause.as_str()), (Some(day("2026-06-01")), "4.1.3"));
    assert_eq!(
        (duty.what.as_str(), duty.owner),
        ("落实回避，调整分工或岗位：县财政局采购股股长采购股长", vec![Hat::Head("县财政局".into())])
    );
    let settle = |on: &str, text: &str| json!({"verb": "settle", "way": "work", "day": on, "text": text});
    assert_eq!(no(&mut world, "局长", &id, settle("2026-05-06", "由办公室接办")).code, "day_ahead");
    assert_eq!(no(&mut world, "局长", &id, settle("2026-05-04", "由办公室接办")).code, "day_before");
    assert_eq!(no(&mut world, "局长", &id, settle("2026-05-05", " ")).at.as_deref(), Some("/text"));
    world.relatives.push(("局长".into(), "国库股长".into()));
    assert_eq!(no(&mut world, "局长", &id, settle("2026-05-05", "由办公室接办")).code, "recused");
    act(&mut world, "经办", &id, settle("2026-05-05", "支付复核由办公室接办"));
    assert_eq!(world.stage(&id), "在任");
    assert!(world.matters[&id].effects.duties.iter().all(|duty| duty.key != "settle"));
    let line = world.matters[&id].told.last().map(|told| told.line.text.clone());
    assert_eq!(line.as_deref(), Some("5月5日，调整分工：支付复核由办公室接办"));
    // Another relative asks all of it anew.
    world.relatives.push(("采购股长".into(), "候任".into()));
    world.at("2026-09-01T09:00");
    world.follow(&[begun("候任", "国库股股长", "2026-09-01")]);
    assert_eq!(world.stage(&id), "待认定回避");
    act(&mut world, "经办", &id, json!({"verb": "recuse", "needed": true, "text": "调整岗位"}));
    assert_eq!(world.duty(&id, "settle").due, Some(day("2026-09-29")));
    // Whoever leaves owes nothing of it any more.
    world.follow(&[ended("采购股长", "采购股股长", "2026-09-01")]);
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("空缺", 0));
}

#[test]
fn a_corrected_carrying_out_is_judged_like_a_new_one() {
    let mut world = county("2026-05-05T09:00");
    world.relatives.push(("采购股长".into(), "国库股长".into()));
    let id = world.act::<KeyPost>("经办", None, enter("采购股股长")).expect("entered");
    act(&mut world, "经办", &id, json!({"verb": "recuse", "needed": true, "text": "调整岗位"}));
    act(&mut world, "经办", &id, json!({"verb": "settle", "way": "post", "day": "2026-05-05", "text": "调任科员"}));
    let state = world.state::<KeyPost>(&id);
    let settled = state.seat.as_ref().expect("held").settled.clone().expect("settled");
    let amended = |on: &str, text: &str| {
        let mut now = settled.clone();
        (now.settle.day, now.settle.text) = (day(on), text.into());
        let actor = world.actor("经办");
        world.within(&actor, &id, |cx| {
            KeyPost::amend(&state, &Event::Settled(settled.clone()), &Event::Settled(now), cx)
        })
    };
    assert_eq!(amended("2026-05-04", "调任").expect_err("before").at.as_deref(), Some("/payload/settle/day"));
    assert_eq!(amended("2026-05-05", "").expect_err("blank").at.as_deref(), Some("/payload/settle/text"));
    assert_eq!(amended("2026-05-05", "调任"), Ok(()));
}

#[test]
fn decisions_about_posts_change_the_holder_and_taken_back_put_him_there_again() {
    let (mut world, id) = entered();
    world.follow(&[ended("采购股长", "采购股股长", "2026-05-05")]);
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("空缺", 0));
    world.at("2026-05-06T09:00");
    world.follow(&[begun("候任", "采购股股长", "2026-05-06")]);
    assert_eq!(world.matters[&id].outline.cells["holder"], "候任");
    assert_eq!(world.duty(&id, "rotate").due, Some(day("2031-05-06")));
    world.follow(&[undone("候任", "任2")]);
    assert_eq!(world.stage(&id), "空缺");
    world.at("2026-05-07T09:00");
    world.follow(&[undone("采购股长", "任1")]);
    assert_eq!(world.matters[&id].outline.cells["since"], "2020-01-01");
}

#[test]
fn whoever_was_appointed_before_the_other_left_is_the_holder() {
    let (mut world, id) = entered();
    let (person, post, from) = ("候任".into(), "县财政局采购股股长".into(), day("2026-05-05"));
    world.held.push(Held { person, post, from, until: None, acting: false });
    world.follow(&[begun("候任", "采购股股长", "2026-05-05")]);
    assert_eq!(world.matters[&id].outline.cells["holder"], "采购股长");
    world.follow(&[ended("采购股长", "采购股股长", "2026-05-05")]);
    let cells = &world.matters[&id].outline.cells;
    assert_eq!((cells["holder"].as_str(), cells["since"].as_str()), (Some("候任"), Some("2026-05-05")));
}

#[test]
fn the_days_served_count_through_a_renaming() {
    let (mut world, id) = entered();
    // The same post told again, as when it passes to another unit: he goes on holding it.
    world.follow(&[begun("采购股长", "采购股股长", "2026-05-05")]);
    assert_eq!(world.matters[&id].outline.cells["since"], "2020-01-01");
    // The post closed and its successor opened, with the same person in it.
    world.follow(&[ended("采购股长", "采购股股长", "2026-05-05")]);
    let (person, post, from) = ("采购股长".into(), "县财政局政府采购中心主任".into(), day("2026-05-05"));
    world.held.push(Held { person, post, from, until: None, acting: false });
    let over =
        |post: &str, reason: &str| json!({"verb": "put_over", "post": format!("县财政局{post}"), "reason": reason});
    assert_eq!(no(&mut world, "经办", &id, over("政府采购中心主任", "")).at.as_deref(), Some("/reason"));
    assert_eq!(no(&mut world, "经办", &id, over("采购股股长", "更名")).code, "post_same");
    act(&mut world, "经办", &id, over("政府采购中心主任", "青编〔2026〕3号更名"));
    let outline = &world.matters[&id].outline;
    assert_eq!(
        (outline.title.as_str(), outline.cells["since"].as_str()),
        ("关键岗位：县财政局政府采购中心主任", Some("2020-01-01"))
    );
    assert_eq!(world.duty(&id, "rotate").due, Some(day("2025-01-01")));
    assert_eq!(no(&mut world, "经办", &id, json!({"verb": "remove", "reason": ""})).code, "field_missing");
    act(&mut world, "经办", &id, json!({"verb": "remove", "reason": "职能划出"}));
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("已调出", 0));
}

fn sit(world: &mut World, person: &str, post: &str, from: &str) {
    let (person, post, from) = (person.into(), format!("县财政局{post}").into(), day(from));
    world.held.push(Held { person, post, from, until: None, acting: false });
}

fn talk(on: &str) -> Value {
    json!({"verb": "talk", "day": on, "text": "提醒采购回避"})
}

fn put_over(person: Option<&str>) -> Value {
    json!({"verb": "put_over", "post": "县财政局政府采购中心主任", "person": person, "reason": "更名"})
}

#[test]
fn an_entry_finds_its_successor_where_several_hold_it_and_where_one_is_entered_already() {
    let (mut world, id) = entered();
    sit(&mut world, "采购股长", "政府采购中心主任", "2026-05-05");
    sit(&mut world, "候任", "政府采购中心主任", "2026-05-05");
    world.follow(&[ended("采购股长", "采购股股长", "2026-05-05")]);
    let mut other = enter("政府采购中心主任");
    other["person"] = json!("候任");
    world.act::<KeyPost>("经办", None, other).expect("entered");
    let taken = no(&mut world, "经办", &id, put_over(Some("候任")));
    assert_eq!(
        (taken.code, taken.sentence.as_str()),
        ("post_known", "县财政局政府采购中心主任已列入关键岗位，列重了的，先在那一事项调出，再转到新岗位。")
    );
    // Of the two in the successor, the one who held the post before.
    act(&mut world, "经办", &id, put_over(None));
    let cells = &world.matters[&id].outline.cells;
    assert_eq!((cells["holder"].as_str(), cells["since"].as_str()), (Some("采购股长"), Some("2020-01-01")));
    let mut gone = enter("国库股股长");
    gone["verb"] = json!("put_over");
    gone["reason"] = json!("转");
    gone.as_object_mut().expect("fields").remove("category");
    world.units.get_mut(&engine::words::UnitId::from("县财政局")).expect("a unit").active = false;
    assert_eq!(no(&mut world, "经办", &id, gone).code, "unknown_unit");
}

#[test]
fn put_over_to_the_wrong_post_nobody_loses_the_days_he_served() {
    let (mut world, id) = entered();
    act(&mut world, "局长", &id, talk("2026-05-05"));
    let wrong = json!({"verb": "put_over", "post": "县财政局科员", "reason": "更名"});
    world.held.retain(|held| held.person.as_str() != "候任");
    act(&mut world, "经办", &id, wrong);
    assert_eq!(world.stage(&id), "空缺");
    sit(&mut world, "采购股长", "政府采购中心主任", "2026-05-05");
    act(&mut world, "经办", &id, put_over(None));
    assert_eq!(world.matters[&id].outline.cells["since"], "2020-01-01");
    assert!(world.duty(&id, "talk").basis.words.contains("上次谈话"));
}

#[test]
fn a_talk_before_a_renaming_counts_after_it() {
    let (mut world, id) = entered();
    act(&mut world, "局长", &id, talk("2026-05-05"));
    world.at("2026-12-01T09:00");
    sit(&mut world, "采购股长", "政府采购中心主任", "2026-12-01");
    act(&mut world, "经办", &id, put_over(None));
    assert_eq!(world.duty(&id, "talk").due, Some(day("2027-05-05")));
}

#[test]
fn what_belongs_to_him_comes_back_with_him() {
    let (mut world, id) = entered();
    act(&mut world, "局长", &id, talk("2026-05-05"));
    act(&mut world, "部长", &id, json!({"verb": "defer", "until": "2026-12-31", "reason": "业务骨干"}));
    world.follow(&[ended("采购股长", "采购股股长", "2026-05-05")]);
    world.follow(&[undone("采购股长", "任1")]);
    assert_eq!(world.duty(&id, "rotate").due, Some(day("2026-12-31")));
    assert_eq!(world.duty(&id, "talk").due, Some(day("2027-05-05")));
    assert_eq!(world.state::<KeyPost>(&id).seat.expect("held").talks.len(), 1);
}

#[test]
fn whoever_is_given_the_post_for_a_later_day_follows_when_it_is_left() {
    let (mut world, id) = entered();
    sit(&mut world, "候任", "采购股股长", "2026-05-20");
    world.follow(&[begun("候任", "采购股股长", "2026-05-20")]);
    assert_eq!(world.matters[&id].outline.cells["holder"], "采购股长");
    world.follow(&[ended("采购股长", "采购股股长", "2026-05-10")]);
    let cells = &world.matters[&id].outline.cells;
    assert_eq!((cells["holder"].as_str(), cells["since"].as_str()), (Some("候任"), Some("2026-05-20")));
    assert_eq!(world.duty(&id, "talk").due, Some(day("2027-05-20")), "not before he is there");
    // The decision that gave it to him is known, and taken back it leaves the post empty.
    world.follow(&[undone("候任", "任2")]);
    assert_eq!(world.stage(&id), "空缺");
}

#[test]
fn whoever_left_by_a_decision_that_is_taken_back_has_the_post_again_when_it_is_empty() {
    let (mut world, id) = entered();
    let register = json!({"verb": "register", "person": "采购股长", "authority": "县财政局党组", "document": "财组〔2026〕1号",
        "decided_on": "2026-05-05", "leaves": [{"post": "县财政局采购股股长", "day": "2026-05-05", "reason": "removal"}]});
    let decision = world.act::<PostChange>("经办", None, register).expect("registered");
    world.act::<PostChange>("股长", Some(&decision), json!({"verb": "confirm"})).expect("confirmed");
    let told = world.told(&decision);
    world.follow(&told);
    world.follow(&[begun("候任", "采购股股长", "2026-05-05")]);
    world.at("2026-05-06T09:00");
    world.follow(&[undone("采购股长", &decision.0)]);
    assert_eq!(world.matters[&id].outline.cells["holder"], "候任", "two hold it, and the entry has one");
    world.at("2026-05-07T09:00");
    world.follow(&[undone("候任", "任2")]);
    assert_eq!(world.matters[&id].outline.cells["since"], "2020-01-01");
}

#[test]
fn an_entry_that_stands_empty_is_filled_from_the_register() {
    let (mut world, id) = entered();
    world.follow(&[ended("采购股长", "采购股股长", "2026-05-05")]);
    world.held.retain(|held| held.post.as_str() != "县财政局采购股股长");
    assert_eq!(no(&mut world, "经办", &id, json!({"verb": "reseat"})).code, "not_seated");
    sit(&mut world, "候任", "采购股股长", "2026-05-04");
    act(&mut world, "经办", &id, json!({"verb": "reseat"}));
    assert_eq!(world.matters[&id].outline.cells["since"], "2026-05-04");
    assert!(!world.verbs::<KeyPost>("经办", &id).contains(&"reseat"));
}

#[test]
fn a_deferral_ends_by_whoever_may_grant_one() {
    let (mut world, id) = entered();
    assert!(!world.verbs::<KeyPost>("部长", &id).contains(&"end_deferral"));
    act(&mut world, "部长", &id, json!({"verb": "defer", "until": "2026-12-31", "reason": "业务骨干"}));
    let end = |reason: &str| json!({"verb": "end_deferral", "reason": reason});
    assert_eq!(no(&mut world, "部长", &id, end("")).at.as_deref(), Some("/reason"));
    assert!(!world.verbs::<KeyPost>("经办", &id).contains(&"end_deferral"));
    act(&mut world, "部长", &id, end("系统已经上线"));
    assert_eq!(world.duty(&id, "rotate").due, Some(day("2025-01-01")));
}

#[test]
fn whose_head_is_a_relative_is_talked_with_by_the_leader_in_charge() {
    let mut world = county("2026-05-05T09:00");
    world.relatives.push(("局长".into(), "采购股长".into()));
    let id = world.act::<KeyPost>("经办", None, enter("采购股股长")).expect("entered");
    assert_eq!(world.duty(&id, "talk").owner, [Hat::RoleAt(Role::LeaderInCharge, "县财政局".into())]);
    act(&mut world, "分管", &id, talk("2026-05-05"));
    // Known only later, the head steps aside, and the leader in charge can.
    let (mut world, id) = entered();
    assert_eq!(no(&mut world, "分管", &id, talk("2026-05-05")).code, "secretary_talks");
    world.relatives.push(("局长".into(), "采购股长".into()));
    assert_eq!(no(&mut world, "局长", &id, talk("2026-05-05")).code, "recused");
    act(&mut world, "分管", &id, talk("2026-05-05"));
}

#[test]
fn a_corrected_talk_is_judged_like_a_new_one() {
    let (mut world, id) = entered();
    act(&mut world, "局长", &id, talk("2026-05-05"));
    let state = world.state::<KeyPost>(&id);
    let was = Event::Talked(state.seat.as_ref().expect("held").talks[0].clone());
    let amended = |on: &str, text: &str| {
        let Event::Talked(mut now) = was.clone() else { panic!("a talk") };
        (now.talk.day, now.talk.text) = (day(on), text.into());
        let actor = world.actor("经办");
        world.within(&actor, &id, |cx| KeyPost::amend(&state, &was, &Event::Talked(now), cx))
    };
    assert_eq!(amended("2026-05-09", "提醒").expect_err("ahead").at.as_deref(), Some("/payload/talk/day"));
    assert_eq!(amended("2019-05-09", "提醒").expect_err("before").code, "day_before");
    assert_eq!(amended("2026-05-04", "").expect_err("blank").at.as_deref(), Some("/payload/talk/text"));
    assert_eq!(amended("2026-05-04", "提醒"), Ok(()));
}

#[test]
fn a_relative_who_comes_to_the_unit_later_is_shown_too() {
    let (mut world, id) = entered();
    world.relatives.push(("采购股长".into(), "候任".into()));
    world.at("2026-09-01T09:00");
    world.follow(&[begun("候任", "国库股股长", "2026-09-01")]);
    assert_eq!((world.stage(&id), world.duty(&id, "recuse").due), ("待认定回避", Some(day("2026-09-15"))));
    act(&mut world, "经办", &id, json!({"verb": "recuse", "needed": false, "text": "业务没有交叉"}));
    // Another post of the same relative is nothing new.
    world.at("2026-10-08T09:00");
    world.follow(&[begun("候任", "科员", "2026-10-08")]);
    assert_eq!(world.stage(&id), "在任");
}
