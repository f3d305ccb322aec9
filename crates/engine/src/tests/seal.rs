use super::toy::Act;
use crate::{seal, tagged};
use serde_json::json;

#[test]
fn a_sealed_value_leaves_the_action_before_it_becomes_typed() {
    let schema = tagged::verbs::<Act>().remove(0).schema;
    let mut payload = json!({"book": "史记", "reader": "p1", "on": "2026-05-06", "phone": "13900000000"});
    let mut kept = Vec::new();
    let lifted = seal::lift(&schema, &mut payload, &mut |clear| {
        kept.push(clear);
        json!({"seal": "s1", "commitment": "c1"})
    });
    assert!(lifted);
    assert_eq!(kept, [json!("13900000000")]);
    assert!(!payload.to_string().contains("13900000000"));
    let Act::Lend(lend) = tagged::read_value("lend", payload).unwrap() else { panic!() };
    assert_eq!(lend.phone.unwrap().seal, "s1");
}

#[test]
fn nothing_is_lifted_where_nothing_was_given() {
    let schema = tagged::verbs::<Act>().remove(0).schema;
    let mut payload = json!({"book": "史记", "phone": null});
    assert!(!seal::lift(&schema, &mut payload, &mut |_| panic!("nothing to seal")));
    assert!(seal::asks_sealed(&schema));
    assert!(!seal::asks_sealed(&tagged::verbs::<Act>().remove(1).schema));
}

#[test]
fn a_handle_sent_by_a_client_is_sealed_like_any_value_and_opens_nothing() {
    let schema = tagged::verbs::<Act>().remove(0).schema;
    let mut payload = json!({"phone": {"seal": "of-somebody-else", "commitment": "x"}});
    seal::lift(&schema, &mut payload, &mut |_| json!({"seal": "fresh", "commitment": "c"}));
    assert_eq!(payload["phone"]["seal"], "fresh");
}
