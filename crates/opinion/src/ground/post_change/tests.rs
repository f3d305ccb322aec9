//! Decisions about posts: two hands, real posts, and who hears of them.

use super::*;
use crate::testing::{Seat, World};
use engine::{access::Role, procedure::Side, words::MatterId};
use serde_json::{Value, json};

fn office() -> World {
    let mut world = World::new("2026-05-05T09:00");
    world.unit("云亭镇", "township", None).unit("县财政局", "government_department", None);
    world
        .post("书记", "云亭镇", "党委书记", Seat::Chief(Some(Side::Party)))
        .post("局长", "县财政局", "局长", Seat::Chief(Some(Side::Government)))
        .post("经办", "县委组织部", "干部监督股副股长", Seat::Staff)
        .post("股长", "县委组织部", "干部监督股股长", Seat::Staff)
        .post("副部长", "县委组织部", "副部长", Seat::Member)
        .role("经办", Role::SectionClerk, None)
        .role("股长", Role::SectionHead, None)
        .role("副部长", Role::DeputyMinister, None);
    world
}

fn removal() -> Value {
    json!({"verb": "register", "person": "书记", "authority": "县委", "document": "青任〔2026〕5号", "decided_on": "2026-05-05",
        "leaves": [{"post": "云亭镇党委书记", "day": "2026-05-06", "reason": "removal"}]})
}

fn register(world: &mut World) -> MatterId {
    world.act::<PostChange>("经办", None, removal()).expect("registered")
}

#[test]
fn the_clerk_registers_and_the_head_confirms_and_only_then_is_it_told() {
    let mut world = office();
    let id = register(&mut world);
    assert_eq!(world.stage(&id), "待确认");
    assert!(world.told(&id).is_empty() && world.matters[&id].outline.units.is_empty());
    assert_eq!(world.duty(&id, "confirm").what, "确认任免");
    world.act::<PostChange>("股长", Some(&id), json!({"verb": "confirm", "note": "与文件一致"})).expect("confirmed");
    assert_eq!((world.stage(&id), world.told(&id).len()), ("已生效", 1));
    assert!(matches!(&world.told(&id)[0], Trigger::PostEnded { reason, .. } if reason == "removal"));
    assert_eq!(world.matters[&id].outline.units, ["云亭镇".into()]);
    assert!(world.matters[&id].effects.duties.is_empty());
}

#[test]
fn whoever_registered_does_not_confirm() {
    let mut world = office();
    let id = world.act::<PostChange>("股长", None, removal()).expect("registered");
    assert_eq!(world.refused::<PostChange>("股长", Some(&id), json!({"verb": "confirm"})).code, "same_hand");
    world.act::<PostChange>("副部长", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
}

#[test]
fn a_post_that_is_not_held_cannot_be_left() {
    let mut world = office();
    let mut wrong = removal();
    wrong["leaves"][0]["post"] = json!("县财政局局长");
    let refusal = world.refused::<PostChange>("经办", None, wrong);
    assert_eq!((refusal.code, refusal.at.as_deref()), ("post_not_held", Some("/leaves/0/post")));
    assert_eq!(refusal.sentence, "书记在5月6日前不任县财政局局长，请核对职务和日期。");
}

#[test]
fn a_chiefs_post_is_free_before_another_takes_it() {
    let mut world = office();
    let mut decision = removal();
    decision["takes"] = json!([{"post": "县财政局局长", "day": "2026-05-06"}]);
    let refusal = world.refused::<PostChange>("经办", None, decision);
    assert_eq!((refusal.code, refusal.at.as_deref()), ("post_taken", Some("/takes/0/post")));
}

#[test]
fn a_decision_without_rows_from_tomorrow_or_with_one_post_twice_is_refused() {
    let mut world = office();
    let mut empty = removal();
    empty["leaves"] = json!([]);
    assert_eq!(world.refused::<PostChange>("经办", None, empty).code, "no_change");
    let mut ahead = removal();
    ahead["decided_on"] = json!("2026-05-06");
    assert_eq!(world.refused::<PostChange>("经办", None, ahead).code, "day_ahead");
    let mut twice = removal();
    twice["leaves"] = json!([twice["leaves"][0], twice["leaves"][0]]);
    assert_eq!(world.refused::<PostChange>("经办", None, twice).code, "row_twice");
    let mut reason = removal();
    reason["leaves"][0]["reason"] = json!("whim");
    assert_eq!(world.refused::<PostChange>("经办", None, reason).code, "unknown_term");
}

#[test]
fn it_goes_back_to_the_clerk_with_a_reason_and_comes_again_or_is_taken_back() {
    let mut world = office();
    let id = register(&mut world);
    assert_eq!(
        world.refused::<PostChange>("股长", Some(&id), json!({"verb": "send_back", "reason": ""})).code,
        "field_missing"
    );
    world.act::<PostChange>("股长", Some(&id), json!({"verb": "send_back", "reason": "文号有误"})).expect("back");
    assert_eq!((world.stage(&id), world.duty(&id, "revise").what.as_str()), ("待补正", "补正任免登记"));
    let mut again = removal();
    (again["verb"], again["document"]) = (json!("revise"), json!("青任〔2026〕6号"));
    world.act::<PostChange>("经办", Some(&id), again).expect("again");
    assert_eq!(world.state::<PostChange>(&id).sheet.document, "青任〔2026〕6号");
    world.act::<PostChange>("经办", Some(&id), json!({"verb": "cancel", "reason": "重复登记"})).expect("taken back");
    assert_eq!((world.stage(&id), world.matters[&id].outline.done), ("已撤回", true));
}

#[test]
fn before_it_is_in_effect_a_withdrawal_tells_nobody() {
    let mut world = office();
    let id = register(&mut world);
    let state = world.state::<PostChange>(&id);
    assert!(PostChange::retells(&state, None).is_empty());
    world.act::<PostChange>("股长", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
    let state = world.state::<PostChange>(&id);
    assert!(matches!(PostChange::retells(&state, None)[..], [Trigger::PostChangeUndone { .. }]));
}

#[test]
fn a_decision_in_effect_is_corrected_by_the_head_and_not_by_the_clerk() {
    let mut world = office();
    let id = register(&mut world);
    world.act::<PostChange>("股长", Some(&id), json!({"verb": "confirm"})).expect("confirmed");
    let state = world.state::<PostChange>(&id);
    let entry = || Registered { id: id.clone(), entered_by: "经办".into(), sheet: state.sheet.clone() };
    let corrects = |who: &str| {
        let (was, now) = (Event::Registered(entry()), Event::Registered(entry()));
        world.within(&world.actor(who), &id, |cx| PostChange::amend(&state, &was, &now, cx))
    };
    assert_eq!(corrects("经办").expect_err("refused").code, "not_yours");
    assert_eq!(corrects("股长"), Ok(()));
}
