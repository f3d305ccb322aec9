use super::toy::{Act, Back, Happened, day};
use crate::tagged;
use serde_json::json;

#[test]
fn an_event_comes_back_as_it_was_written() {
    let event = Happened::Returned(Back { on: day("2026-05-07") });
    let (verb, payload) = tagged::write(&event).unwrap();
    assert_eq!((verb.as_str(), payload.as_str()), ("returned", r#"{"on":"2026-05-07"}"#));
    assert_eq!(tagged::read::<Happened>(&verb, &payload).unwrap(), event);
}

#[test]
fn unknown_verbs_and_fields_are_errors() {
    let unknown = tagged::read_value::<Act>("burn", json!({})).unwrap_err();
    assert!(unknown.to_string().contains("unknown variant `burn`"), "{unknown}");
    let extra = tagged::read_value::<Act>("back", json!({"on": "2026-05-07", "x": 1})).unwrap_err();
    assert!(extra.to_string().contains("unknown field `x`"), "{extra}");
    assert!(tagged::read::<Act>("back", r#"{"on":"2026-05-07"} 1"#).is_err(), "text after the payload");
    assert!(tagged::read_value::<Act>("back", json!({"on": "2026-02-30"})).is_err());
}

#[test]
fn the_schema_has_the_verbs_in_the_order_of_the_source_with_their_titles() {
    let verbs = tagged::verbs::<Act>();
    let names: Vec<_> = verbs.iter().map(|verb| (verb.verb.as_str(), verb.title.as_str())).collect();
    assert_eq!(names, [("lend", "借书"), ("back", "还书")]);
    let fields: Vec<_> = verbs[0].schema["properties"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["book", "reader", "on", "phone"]);
    assert!(!verbs[0].schema.to_string().contains("$ref"));
}
