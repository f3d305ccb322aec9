//! Units come, are renamed and go.

use super::*;
use crate::testing::{Seat, World};
use engine::access::Role;
use engine::words::MatterId;
use serde_json::{Value, json};

fn office() -> World {
    let mut world = World::new("2026-05-05T09:00");
    world.post("经办", "县委组织部", "干部监督股副股长", Seat::Staff).role("经办", Role::SectionClerk, None);
    world
}

fn card(name: &str, parent: Option<&MatterId>) -> Value {
    json!({"verb": "open", "name": name, "aliases": ["云亭"], "kind": "township", "parent": parent, "order": 10})
}

fn open(world: &mut World, name: &str, parent: Option<&MatterId>) -> MatterId {
    world.act::<Unit>("经办", None, card(name, parent)).expect("opened")
}

#[test]
fn a_unit_bears_the_id_of_its_matter_and_keeps_its_old_names() {
    let mut world = office();
    let id = open(&mut world, "云亭乡", None);
    let rename = json!({"verb": "rename", "name": "云亭镇", "day": "2026-05-01", "reason": "撤乡设镇"});
    world.act::<Unit>("经办", Some(&id), rename).expect("renamed");
    let engine::procedure::Entry::Unit(row) = &world.matters[&id].effects.registry[0] else { panic!("a unit's row") };
    assert_eq!((row.id.as_str(), row.name.as_str()), (id.as_str(), "云亭镇"));
    assert_eq!(row.aliases, ["云亭", "云亭乡"]);
}

#[test]
fn no_two_units_in_being_bear_one_name() {
    let mut world = office();
    open(&mut world, "云亭镇", None);
    assert_eq!(world.refused::<Unit>("经办", None, card("云亭镇", None)).code, "name_taken");
    assert_eq!(world.refused::<Unit>("经办", None, card(" ", None)).code, "field_missing");
}

#[test]
fn a_kind_that_the_dictionary_does_not_know_is_refused_at_its_field() {
    let mut world = office();
    let mut unknown = card("云亭镇", None);
    unknown["kind"] = json!("castle");
    let refusal = world.refused::<Unit>("经办", None, unknown);
    assert_eq!((refusal.code, refusal.at.as_deref()), ("unknown_term", Some("/kind")));
}

#[test]
fn a_unit_is_not_put_below_itself_and_not_closed_over_others() {
    let mut world = office();
    let top = open(&mut world, "云亭镇", None);
    let below = open(&mut world, "云亭镇中心学校", Some(&top));
    let mut circle = card("云亭镇", Some(&below));
    circle["verb"] = json!("change");
    assert_eq!(world.refused::<Unit>("经办", Some(&top), circle).code, "unit_circle");
    let close = json!({"verb": "close", "day": "2026-05-05", "reason": "撤销"});
    assert_eq!(world.refused::<Unit>("经办", Some(&top), close.clone()).code, "still_used");
    world.act::<Unit>("经办", Some(&below), close).expect("closed");
    assert_eq!((world.stage(&below), world.matters[&below].outline.done), ("已撤销", true));
    assert!(world.verbs::<Unit>("经办", &below).is_empty());
}

#[test]
fn a_changed_name_needs_the_verb_for_it() {
    let mut world = office();
    let id = open(&mut world, "云亭镇", None);
    let mut other = card("新云亭镇", None);
    other["verb"] = json!("change");
    assert_eq!(world.refused::<Unit>("经办", Some(&id), other).code, "name_fixed");
}
