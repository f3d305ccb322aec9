//! Matters that somebody says belong together.

use crate::ground::*;
use engine::words::MatterId;
use serde_json::{Value, json};
use store::{Detail, Failure};

fn seen(county: &Ground, id: &str) -> Detail {
    county.reader().detail(&MatterId(id.into()), &clerk(), now()).unwrap().unwrap()
}

fn link(verb: &str, other: &str, reason: &str) -> Value {
    json!({"verb": verb, "matter": other, "reason": reason})
}

fn code(answer: Result<store::Answer, Failure>) -> &'static str {
    match answer {
        Err(Failure::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_link_is_seen_from_both_sides_until_it_is_taken_back_and_stays_on_record() {
    everywhere(|county| {
        people(county);
        let one = county.act(open_errand("p1", "赴芜湖", "2026-05-07")).unwrap();
        let other = county.act(open_errand("p2", "赴合肥", "2026-05-11")).unwrap();
        act(county, clerk(), &one.id, 1, link("link", &other.id, "同一会议")).unwrap();
        let linked = |id: &str| seen(county, id).outline.links.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        assert_eq!(linked(&one.id), ["关联"]);
        assert_eq!(
            seen(county, &other.id).linked.iter().map(|linked| linked.id.as_str()).collect::<Vec<_>>(),
            [&one.id]
        );
        assert_eq!(code(act(county, clerk(), &one.id, 2, link("link", &other.id, "又一次"))), "linked_already");
        assert_eq!(code(act(county, clerk(), &one.id, 2, link("link", &one.id, "自己"))), "linked_already");
        assert_eq!(code(act(county, clerk(), &one.id, 2, link("unlink", &other.id, " "))), "reason_missing");
        act(county, clerk(), &one.id, 2, link("unlink", &other.id, "不是同一会议")).unwrap();
        assert_eq!((linked(&one.id), seen(county, &other.id).linked.len()), (Vec::new(), 0));
        assert_eq!(code(act(county, clerk(), &one.id, 3, link("unlink", &other.id, "再一次"))), "not_now");
        assert_eq!(seen(county, &one.id).stream.len(), 3, "both lines stay");
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn what_is_not_there_and_what_may_not_be_seen_is_refused_in_the_same_words() {
    everywhere(|county| {
        people(county);
        let one = county.act(open_errand("p1", "赴芜湖", "2026-05-07")).unwrap();
        enter(county, "p3", json!({"what": "person", "name": "王五"}));
        let refused = |other: &str| match act(county, clerk(), &one.id, 1, link("link", other, "有关")) {
            Err(Failure::Refused(refusal)) => (refusal.code, refusal.sentence, refusal.at),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused("nothing").0, "unknown_matter");
        assert_eq!(refused("nothing"), refused("../etc"));
        assert_eq!(seen(county, &one.id).row.n, 1, "a refusal leaves nothing");
    });
}
