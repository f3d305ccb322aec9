use super::toy::Act;
use crate::{
    access::{Actor, Hat, Role},
    policy::Basis,
    procedure::{As, Duty, Kind, Outline, Secrecy},
    seal, tagged,
};
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

#[test]
fn what_is_sealed_in_a_row_says_which_to_whoever_opens_it_and_only_its_title_to_the_journal() {
    let sealed = json!({"title": "考察情况", "x-sealed": true});
    let row = json!({"type": "object", "properties": {"words": sealed}});
    let schema = json!({"type": "object", "properties": {"records": {"type": "array", "items": row}}});
    let rows = |seals: &[&str]| {
        let row = |seal: &&str| json!({"words": {"seal": seal, "commitment": "c"}});
        let found = seal::handles(&schema, &json!({"records": seals.iter().map(row).collect::<Vec<_>>()}));
        found.into_iter().map(|one| (one.words(), one.title)).collect::<Vec<_>>()
    };
    let said = |words: &str| (words.to_owned(), "考察情况".to_owned());
    assert_eq!(rows(&["s1"]), [said("考察情况")], "one is told apart from nothing");
    assert_eq!(rows(&["s1", "s2"]), [said("考察情况（第1行）"), said("考察情况（第2行）")]);
}

fn outline() -> Outline {
    Outline {
        title: String::new(),
        stage: "",
        done: false,
        persons: vec![(As::Untold, "p1".into())],
        units: Vec::new(),
        post: String::new(),
        period: None,
        secrecy: Secrecy::Work,
        cells: json!({}),
        links: Vec::new(),
        text: String::new(),
    }
}

fn owed(by: Hat) -> Duty {
    let (key, what, basis) = ("verify".to_owned(), "核实".to_owned(), Basis::default());
    Duty { key, what, owner: vec![by], due: None, basis, verb: None, with_post: false }
}

#[test]
fn whoever_owes_something_on_a_matter_opens_what_is_sealed_in_it_where_the_kind_says_so() {
    const OPENS: Kind = Kind { opens_to_handlers: true, ..Kind::PLAIN };
    const SEALS: Kind = Kind { sealed_from_person: true, ..OPENS };
    const VEILED: Kind = Kind { veiled: true, ..OPENS };
    let wearing = |hats: Vec<Hat>, kin: &str| Actor {
        account: "a".into(),
        person: Some("p2".into()),
        hats,
        behalf: None,
        untouchables: vec![kin.into()],
    };
    let head = Hat::Head("u1".into());
    let may = |kind: &Kind, duties: &[Duty], actor: &Actor| seal::may_open(kind, &outline(), duties, actor).is_ok();
    let secretary = wearing(vec![head.clone()], "p2");
    let duties = [owed(head.clone())];
    assert!(may(&OPENS, &duties, &secretary));
    assert!(!may(&OPENS, &[], &secretary), "he owes nothing any more");
    assert!(!may(&Kind::PLAIN, &duties, &secretary) && !may(&VEILED, &duties, &secretary));
    assert!(!may(&OPENS, &duties, &wearing(vec![head], "p1")), "a relative stands aside");
    // What protects others from the person it is about does not open to him because he owes a word.
    let himself = Actor { person: Some("p1".into()), ..wearing(vec![Hat::Person("p1".into())], "p1") };
    assert!(!may(&SEALS, &[owed(Hat::Person("p1".into()))], &himself));
    assert!(may(&OPENS, &[], &wearing(vec![Hat::Role(Role::SectionClerk)], "p2")));
}
