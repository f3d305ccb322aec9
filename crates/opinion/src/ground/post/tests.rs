//! Posts, and whether they are a chief's.

use super::*;
use crate::testing::{Seat, World};
use engine::access::Role;
use engine::procedure::Entry;
use serde_json::{Value, json};

fn office() -> World {
    let mut world = World::new("2026-05-05T09:00");
    world.unit("云亭镇", "township", None);
    world.post("经办", "县委组织部", "干部监督股副股长", Seat::Staff).role("经办", Role::SectionClerk, None);
    world
}

fn secretary(proposed: bool) -> Value {
    json!({"verb": "open", "unit": "云亭镇", "title": "党委书记", "chief": true, "chief_proposed": proposed,
        "side": if proposed { Value::Null } else { json!("party") }, "leading": true, "order": 1})
}

#[test]
fn a_proposed_chief_counts_at_once_and_is_a_duty_until_confirmed() {
    let mut world = office();
    let id = world.act::<Post>("经办", None, secretary(true)).expect("opened");
    assert_eq!(world.stage(&id), "待确认正职");
    let Entry::Post(row) = &world.matters[&id].effects.registry[0] else { panic!("a post's row") };
    assert!(row.chief && row.active);
    let duty = world.duty(&id, "confirm_chief");
    assert_eq!((duty.what.as_str(), duty.due), ("确认正职", None));
    let confirm = json!({"verb": "confirm_chief", "chief": true});
    assert_eq!(world.refused::<Post>("经办", Some(&id), confirm).code, "side_missing");
    let confirm = json!({"verb": "confirm_chief", "chief": true, "side": "party"});
    world.act::<Post>("经办", Some(&id), confirm.clone()).expect("confirmed");
    assert_eq!(world.stage(&id), "在设");
    assert!(world.matters[&id].effects.duties.is_empty());
    assert_eq!(world.refused::<Post>("经办", Some(&id), confirm).code, "not_now");
}

#[test]
fn a_chief_has_a_side() {
    let mut world = office();
    let mut post = secretary(false);
    post["side"] = Value::Null;
    let refusal = world.refused::<Post>("经办", None, post);
    assert_eq!((refusal.code, refusal.at.as_deref()), ("side_missing", Some("/side")));
}

#[test]
fn a_post_belongs_to_a_unit_that_exists_and_stays_there() {
    let mut world = office();
    let mut elsewhere = secretary(false);
    elsewhere["unit"] = json!("无此镇");
    assert_eq!(world.refused::<Post>("经办", None, elsewhere.clone()).code, "unknown_unit");
    let id = world.act::<Post>("经办", None, secretary(false)).expect("opened");
    elsewhere["verb"] = json!("change");
    assert_eq!(world.refused::<Post>("经办", Some(&id), elsewhere).code, "unit_fixed");
}

#[test]
fn a_post_that_somebody_holds_is_not_closed_leading_or_not() {
    is_not_closed_while_held(secretary(false));
    let officer = json!({"verb": "open", "unit": "云亭镇", "title": "干事", "chief": false, "side": null, "leading": false,
        "order": 9});
    is_not_closed_while_held(officer);
}

fn is_not_closed_while_held(post: Value) {
    let mut world = office();
    let id = world.act::<Post>("经办", None, post).expect("opened");
    let from = crate::testing::day("2024-01-01");
    world.held.push(crate::testing::Held {
        person: "书记".into(),
        post: id.as_str().into(),
        from,
        until: None,
        acting: false,
    });
    let close = json!({"verb": "close", "day": "2026-05-05", "reason": "机构改革"});
    assert_eq!(world.refused::<Post>("经办", Some(&id), close.clone()).code, "still_used");
    world.held.pop();
    world.act::<Post>("经办", Some(&id), close).expect("closed");
    assert_eq!(world.stage(&id), "已撤销");
}
