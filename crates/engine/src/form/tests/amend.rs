//! Corrections: the event's fields without what is sealed.

use super::*;
use crate::seal::carry;

#[test]
fn a_correction_asks_for_the_events_fields_and_why_and_not_for_what_is_sealed() {
    let schema = amending(&schema());
    let drawn = with(&Aid::default(), |ask| fields(&schema, ask));
    assert_eq!(drawn.iter().map(|field| field.title.as_str()).collect::<Vec<_>>(), ["更正后的内容", "更正理由"]);
    let FieldKind::Group(inner) = &drawn[0].kind else { panic!("a group") };
    assert_eq!(inner[0].name, "payload.person");
    assert!(inner.iter().all(|field| field.name != "payload.number"));
    assert_eq!(inner.len(), 14);
}

#[test]
fn a_correction_read_back_has_the_number_of_the_entry_and_its_payload() {
    let mut pairs: Vec<_> = good().into_iter().map(|(name, text)| (format!("payload.{name}"), text)).collect();
    pairs.extend([pair("n", "4"), pair("reason", "日期写错")]);
    let value = with(&Aid::default(), |ask| parse(&amending(&schema()), &pairs, ask)).unwrap();
    assert_eq!(
        (&value["n"], &value["payload"]["person"], &value["reason"]),
        (&json!(4), &json!("p1"), &json!("日期写错"))
    );
    assert_eq!(check(&amending(&schema()), &value), Ok(()));
    let mut forged = value;
    forged["payload"]["number"] = json!({"seal": "of somebody else", "commitment": ""});
    assert_eq!(
        check(&amending(&schema()), &forged),
        Err("不认识/payload/number这一项，请对照接口说明删去或改名".into())
    );
}

#[test]
fn sealed_values_are_carried_over_and_cannot_be_forged() {
    let handle = json!({"seal": "s1", "commitment": "c1"});
    let was = json!({"person": "p1", "number": handle});
    let mut without = json!({"person": "p3"});
    carry(&schema(), &was, &mut without, &|_| false);
    assert_eq!(without, json!({"person": "p3", "number": handle}));
    let mut forged = json!({"person": "p3", "number": {"seal": "s9", "commitment": "c9"}});
    carry(&schema(), &was, &mut forged, &|_| false);
    assert_eq!(forged["number"], handle);
    carry(&schema(), &json!({"person": "p1"}), &mut forged, &|_| false);
    assert_eq!(forged, json!({"person": "p3"}));
}

#[test]
fn a_hidden_field_that_the_page_did_not_send_is_told_above_the_form() {
    let mut pairs: Vec<_> = good().into_iter().map(|(name, text)| (format!("payload.{name}"), text)).collect();
    pairs.push(pair("reason", "日期写错"));
    let filled = with(&Aid::default(), |ask| parse(&amending(&schema()), &pairs, ask)).unwrap_err();
    assert_eq!(filled.wrong, [pair("", "缺少更正第几条，请刷新页面后重填")]);
}
