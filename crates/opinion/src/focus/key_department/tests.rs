//! Key departments: who keeps them, who has them in charge, and the key posts that belong to them.

use super::*;
use crate::{
    focus::key_post::{self, KeyPost, tests::undone},
    testing::{Seat, World, day},
};
use engine::words::MatterId;
use serde_json::{Value, json};

/// The bureau of the key posts, with two deputies, one of whom has a second seat.
pub(crate) fn county(moment: &str) -> World {
    let mut world = key_post::tests::county(moment);
    world
        .post("副局长", "县财政局", "副局长", Seat::Member)
        .post("副局长", "县财政局", "党组成员", Seat::Member)
        .post("总会计师", "县财政局", "总会计师", Seat::Member)
        .post("财政经办", "县财政局", "办公室主任", Seat::Staff)
        .role("财政经办", engine::access::Role::UnitClerk, Some("县财政局"));
    world
}

pub(crate) fn enter(name: &str, leader: Option<&str>) -> Value {
    let card = json!({"name": name, "category": "procurement", "reason": "全县政府采购审批"});
    json!({"verb": "enter", "unit": "县财政局", "card": card, "leader": leader})
}

pub(crate) fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<KeyDepartment>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn no(world: &mut World, who: &str, id: &MatterId, action: Value) -> Refusal {
    world.refused::<KeyDepartment>(who, Some(id), action)
}

fn entered() -> (World, MatterId) {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<KeyDepartment>("经办", None, enter("采购股", Some("副局长"))).expect("entered");
    (world, id)
}

/// He leaves a post of the bureau, and the register of posts says so.
pub(crate) fn leave(world: &mut World, person: &str, post: &str, on: &str) {
    world.held.retain(|held| held.person.as_str() != person || held.post.as_str() != format!("县财政局{post}"));
    world.follow(&[key_post::tests::ended(person, post, on)]);
}

#[test]
fn a_department_is_entered_once_with_what_lies_in_its_hands_and_who_has_it_in_charge() {
    let (mut world, id) = entered();
    let outline = &world.matters[&id].outline;
    assert_eq!((outline.title.as_str(), outline.stage), ("重点部门：县财政局采购股", "在册"));
    assert_eq!((&outline.cells["category"], &outline.cells["leader"]), (&json!("物资采购"), &json!("副局长")));
    assert!(world.matters[&id].effects.duties.is_empty());
    let mut refused = |action: Value| world.refused::<KeyDepartment>("经办", None, action);
    let again = refused(enter("采购股", None));
    assert_eq!(
        (again.code, again.sentence.as_str()),
        ("department_known", "县财政局采购股已列入重点部门，请在原事项办理。")
    );
    let stranger = refused(enter("国库股", Some("国库股长")));
    assert_eq!(
        (stranger.sentence.as_str(), stranger.at.as_deref()),
        ("国库股长当时不是县财政局班子成员，请另选。", Some("/leader"))
    );
    for (field, value, code) in
        [("name", "", "field_missing"), ("reason", " ", "field_missing"), ("category", "no", "unknown_term")]
    {
        let mut wrong = enter("国库股", None);
        wrong["card"][field] = json!(value);
        let refusal = refused(wrong);
        assert_eq!((refusal.code, refusal.at), (code, Some(format!("/card/{field}"))));
    }
    let mut wrong = enter("国库股", None);
    wrong["unit"] = json!("没有");
    assert_eq!(refused(wrong).code, "unknown_unit");
    assert!(world.verbs_before::<KeyDepartment>("财政经办").is_empty(), "the section keeps the register");
}

#[test]
fn without_a_leader_in_charge_the_unit_owes_one() {
    let (mut world, _) = entered();
    let id = world.act::<KeyDepartment>("经办", None, enter("国库股", None)).expect("entered");
    assert_eq!((world.stage(&id), world.duty(&id, "lead").due), ("待明确分管领导", Some(day("2026-05-18"))));
    assert_eq!(
        (world.duty(&id, "lead").owner, world.duty(&id, "lead").basis.clause.as_str()),
        (crate::owed::unit(&"县财政局".into()), "4.1.3")
    );
    let lead = |leader: &str, on: &str| json!({"verb": "lead", "leader": leader, "day": on});
    assert_eq!(no(&mut world, "财政经办", &id, lead("总会计师", "2026-05-06")).code, "day_ahead");
    assert_eq!(no(&mut world, "财政经办", &id, lead("国库股长", "2026-05-05")).code, "not_member");
    act(&mut world, "财政经办", &id, lead("总会计师", "2026-05-05"));
    assert_eq!((world.stage(&id), world.matters[&id].effects.duties.len()), ("在册", 0));
    assert_eq!(no(&mut world, "财政经办", &id, lead("总会计师", "2026-05-05")).code, "leader_same");
    assert_eq!(world.verbs::<KeyDepartment>("财政经办", &id), ["lead"]);
    assert_eq!(world.verbs::<KeyDepartment>("书记", &id), Vec::<&str>::new());
}

#[test]
fn a_leader_who_leaves_the_body_is_missed_and_one_who_keeps_a_seat_in_it_is_not() {
    let (mut world, id) = entered();
    leave(&mut world, "副局长", "党组成员", "2026-05-05");
    assert_eq!((world.stage(&id), world.matters[&id].outline.cells["leader"].as_str()), ("在册", Some("副局长")));
    world.at("2026-06-01T09:00");
    leave(&mut world, "副局长", "副局长", "2026-06-01");
    assert_eq!((world.stage(&id), world.duty(&id, "lead").due), ("待明确分管领导", Some(day("2026-06-15"))));
    world.at("2026-06-02T09:00");
    world.follow(&[undone("副局长", "任1")]);
    assert_eq!((world.stage(&id), world.matters[&id].outline.cells["leader"].as_str()), ("在册", Some("副局长")));
    // Another is named meanwhile: the decision taken back changes nothing any more.
    world.at("2026-06-03T09:00");
    leave(&mut world, "副局长", "副局长", "2026-06-03");
    act(&mut world, "财政经办", &id, json!({"verb": "lead", "leader": "总会计师", "day": "2026-06-03"}));
    world.at("2026-06-04T09:00");
    world.follow(&[undone("副局长", "任1")]);
    assert_eq!(world.matters[&id].outline.cells["leader"], "总会计师");
}

#[test]
fn key_posts_belong_to_a_department_of_their_own_unit_and_keep_it_in_the_register() {
    let (mut world, id) = entered();
    let mut post = key_post::tests::enter("采购股股长");
    post["department"] = json!("m9999");
    let unknown = world.refused::<KeyPost>("经办", None, post.clone());
    assert_eq!((unknown.code, unknown.at.as_deref()), ("unknown_department", Some("/department")));
    post["department"] = json!(id);
    let key = world.act::<KeyPost>("经办", None, post).expect("entered");
    let outline = &world.matters[&key].outline;
    assert_eq!(
        (outline.cells["department"].as_str(), outline.links.clone()),
        (Some("采购股"), vec![("所属重点部门", id.clone())])
    );
    let remove = |reason: &str| json!({"verb": "remove", "reason": reason});
    assert_eq!(no(&mut world, "经办", &id, remove("")).at.as_deref(), Some("/reason"));
    let held = no(&mut world, "经办", &id, remove("职能划出"));
    assert_eq!(held.sentence, "还有1个关键岗位归入本部门（县财政局采购股股长等），请先调出或者改归其他部门。");
    let assign = |department: Option<&MatterId>| json!({"verb": "assign", "department": department});
    let same = world.refused::<KeyPost>("经办", Some(&key), assign(Some(&id)));
    assert_eq!((same.code, same.at.as_deref()), ("department_same", Some("/department")));
    key_post::tests::act(&mut world, "经办", &key, assign(None));
    act(&mut world, "经办", &id, remove("职能划出"));
    assert_eq!((world.stage(&id), world.verbs::<KeyDepartment>("经办", &id).len()), ("已调出", 0));
    // Out of the register, it is none to belong to; its name is free again.
    assert_eq!(world.refused::<KeyPost>("经办", Some(&key), assign(Some(&id))).code, "unknown_department");
    world.act::<KeyDepartment>("经办", None, enter("采购股", None)).expect("entered anew");
}

#[test]
fn a_changed_card_is_judged_like_a_new_one_and_so_is_a_corrected_one() {
    let (mut world, id) = entered();
    world.act::<KeyDepartment>("经办", None, enter("国库股", None)).expect("entered");
    let change =
        |name: &str| json!({"verb": "change", "card": {"name": name, "category": "money", "reason": "集中支付"}});
    assert_eq!(no(&mut world, "经办", &id, change("国库股")).code, "department_known");
    assert_eq!(no(&mut world, "经办", &id, change("")).at.as_deref(), Some("/card/name"));
    act(&mut world, "经办", &id, change("采购股"));
    assert_eq!(world.matters[&id].outline.cells["category"], "管钱");
    let state = world.state::<KeyDepartment>(&id);
    let actor = world.actor("经办");
    let amend = |now: Event| {
        world.within(&actor, &id, |cx| {
            let now = KeyDepartment::relearn(now, cx);
            KeyDepartment::amend(&state, &now, &now, cx).map(|()| now)
        })
    };
    let mut wrong = state.entered.clone();
    wrong.card.reason = "".into();
    let blank = amend(Event::Entered(Box::new(wrong))).expect_err("blank");
    assert_eq!(blank.at.as_deref(), Some("/payload/card/reason"));
    let mut right = state.entered.clone();
    right.card.category = engine::words::Term::new("approval");
    let Ok(Event::Entered(right)) = amend(Event::Entered(Box::new(right))) else { panic!("right") };
    assert_eq!(right.category, "行政审批");
    let leader = state.entered.leader.clone().expect("led");
    assert_eq!(amend(Event::Led(leader)).expect_err("named anew").code, "not_correctable");
}
