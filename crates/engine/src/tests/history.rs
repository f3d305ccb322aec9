use super::toy::{Loan, actor, within};
use crate::{
    access::{Hat, Role},
    erased::{Kept, Mechanism, Of, Stop},
    history::{EngineAction, Life, decide, engine_offers, rebuild},
    procedure::{Misfit, Procedure, Refusal},
    tagged,
    words::PersonId,
};
use serde_json::json;

const LOAN: Of<Loan> = Of::new();

fn kept(n: i64, verb: &str, payload: &serde_json::Value) -> Kept {
    Kept { n, version: 1, verb: verb.into(), payload: payload.to_string() }
}

fn lent() -> Vec<Kept> {
    vec![kept(1, "lent", &json!({"book": "史记", "reader": "p1", "on": "2026-05-06", "phone": null}))]
}

/// Appends what an engine verb makes, and returns the history.
fn after(mut events: Vec<Kept>, verb: &str, payload: serde_json::Value) -> Result<Vec<Kept>, Stop> {
    let head = actor(vec![Hat::Role(Role::SectionHead)]);
    let standing = rebuild(&LOAN, &events)?;
    let told = within(&head, |cx| {
        let (_, effects) = standing.present(&LOAN, cx.policy)?;
        let action: EngineAction = tagged::read_value(verb, payload).map_err(|e| Stop::Malformed(e.to_string()))?;
        decide(&LOAN, &events, &standing, &effects, action, cx)
    })?;
    let n = i64::try_from(events.len()).unwrap() + 1;
    events.push(Kept { n, version: 1, verb: told.verb, payload: told.payload });
    Ok(events)
}

#[test]
fn a_correction_replaces_the_content_and_keeps_the_record() {
    let payload = json!({"book": "汉书", "reader": "p1", "on": "2026-05-05", "phone": null});
    let events = after(lent(), "amend", json!({"n": 1, "payload": payload, "reason": "书名写错"})).unwrap();
    assert_eq!(events.len(), 2, "the wrong event stays");
    let standing = rebuild(&LOAN, &events).unwrap();
    within(&actor(vec![]), |cx| {
        let (outline, effects) = standing.present(&LOAN, cx.policy).unwrap();
        assert_eq!(outline.title, "借书：汉书");
        assert_eq!(effects.duties[0].due.unwrap().to_string(), "2026-06-04", "the due day moves with the correction");
    });
}

#[test]
fn a_correction_that_does_not_fit_the_later_history_is_a_misfit() {
    let mut events = lent();
    events.push(kept(2, "returned", &json!({"on": "2026-05-10"})));
    let payload = json!({"book": "史记", "reader": "p1", "on": "2026-05-20", "phone": null});
    let events = after(events, "amend", json!({"n": 1, "payload": payload, "reason": "日期写错"})).unwrap();
    assert!(matches!(rebuild(&LOAN, &events), Err(Stop::Broken(Misfit("not on loan")))));
}

#[test]
fn a_correction_without_a_reason_or_of_nothing_is_refused() {
    let code = |result: Result<Vec<Kept>, Stop>| match result {
        Err(Stop::Refused(Refusal { code, .. })) => code,
        other => panic!("{other:?}"),
    };
    let payload = json!({"book": "汉书", "reader": "p1", "on": "2026-05-05", "phone": null});
    assert_eq!(code(after(lent(), "amend", json!({"n": 1, "payload": payload, "reason": " "}))), "reason_missing");
    assert_eq!(code(after(lent(), "amend", json!({"n": 7, "payload": payload, "reason": "x"}))), "unknown_event");
    assert!(matches!(
        after(lent(), "amend", json!({"n": 1, "payload": {"x": 1}, "reason": "x"})),
        Err(Stop::Malformed(_))
    ));
}

#[test]
fn a_void_matter_keeps_its_record_and_loses_its_effects() {
    let events = after(lent(), "void", json!({"reason": "重复登记"})).unwrap();
    let standing = rebuild(&LOAN, &events).unwrap();
    assert_eq!(standing.frame.life, Life::Void);
    within(&actor(vec![]), |cx| {
        let (outline, effects) = standing.present(&LOAN, cx.policy).unwrap();
        assert_eq!((outline.stage, outline.done), ("已作废", true));
        assert!(effects.duties.is_empty());
    });
    assert!(standing.frame.offers(vec![crate::access::Offer::new("back", "还书", vec![])]).is_empty());
}

#[test]
fn a_duty_passed_on_is_owed_by_the_other_and_opens_the_verb_to_him() {
    let events = after(lent(), "reassign", json!({"duty": "back", "to": "p2", "reason": "出差"})).unwrap();
    let standing = rebuild(&LOAN, &events).unwrap();
    let other = Hat::Person(PersonId::from("p2"));
    within(&actor(vec![]), |cx| {
        let (_, effects) = standing.present(&LOAN, cx.policy).unwrap();
        assert_eq!(effects.duties[0].owner, std::slice::from_ref(&other));
        let state: super::toy::State = serde_json::from_str(&standing.state).unwrap();
        let offers = standing.frame.offers(Loan::offers(Some(&state), cx));
        assert!(offers[0].by.contains(&other));
    });
}

#[test]
fn while_suspended_nothing_but_resuming_is_open() {
    let events = after(lent(), "suspend", json!({"from": "2026-05-08", "reason": "住院"})).unwrap();
    let standing = rebuild(&LOAN, &events).unwrap();
    assert!(standing.frame.is_suspended());
    within(&actor(vec![]), |cx| {
        let (outline, _) = standing.present(&LOAN, cx.policy).unwrap();
        let verbs: Vec<_> =
            engine_offers(&Loan::KIND, &standing.frame, &outline).iter().map(|offer| offer.verb).collect();
        assert!(verbs.contains(&"resume") && !verbs.contains(&"suspend"), "{verbs:?}");
    });
    let early = after(events.clone(), "resume", json!({"on": "2026-05-01", "reason": "出院"}));
    assert!(matches!(early, Err(Stop::Refused(Refusal { code: "resumed_before", .. }))));
    let events = after(events, "resume", json!({"on": "2026-05-12", "reason": "出院"})).unwrap();
    assert!(!rebuild(&LOAN, &events).unwrap().frame.is_suspended());
}

#[test]
fn an_event_of_an_older_vocabulary_is_read_as_it_would_be_written_now() {
    let mechanism = Of::<Loan>::new();
    let payload = r#"{"title":"县志","reader":"p1","on":"2026-05-06","phone":null}"#;
    let old = Kept { n: 1, version: 0, verb: "lent".into(), payload: payload.into() };
    let state = mechanism.replay(std::slice::from_ref(&old)).expect("it is read");
    assert!(state.contains(r#""book":"县志""#), "{state}");
    assert_eq!(mechanism.narrate(&old).expect("a line").text, "县志");
    let (verb, content) = mechanism.content(&old).expect("its content");
    assert_eq!((verb.as_str(), content["book"].as_str()), ("lent", Some("县志")));
    let unread = Kept { version: 1, ..old };
    assert!(matches!(mechanism.replay(&[unread]), Err(Stop::Malformed(_))), "the present vocabulary has no title");
}
