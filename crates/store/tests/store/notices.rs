//! The queue of notices: one for everybody who owes what he did not owe before, until it has been delivered.

use crate::ground::*;
use serde_json::json;
use store::{Failure, beside::Notice};

fn waiting(county: &Ground) -> Vec<Notice> {
    county.reader().notices(0, 100).unwrap()
}

fn hats(notices: &[Notice]) -> Vec<&str> {
    notices.iter().map(|notice| notice.hat.as_str()).collect()
}

#[test]
fn each_new_owner_is_told_once_and_a_refused_action_tells_nobody() {
    everywhere(|county| {
        people(county);
        assert_eq!(waiting(county), [], "registers owe nothing");
        let answer = county.act(open_errand("p1", "赴芜湖", "2026-05-07")).unwrap();
        let first = waiting(county);
        assert_eq!(hats(&first), ["person:p1", "head:u1"]);
        let seq = county.journal_end().unwrap().0;
        for (place, notice) in (0..).zip(&first) {
            assert_eq!((notice.seq, notice.place, notice.matter.as_str()), (seq, place, answer.id.as_str()));
            assert_eq!((notice.line.as_str(), notice.moment), ("办结差事：差事：赴芜湖", now().as_microsecond()));
        }
        // Away already; not his; a panic; a reaction that is refused.
        assert!(county.act(open_errand("p1", "再去", "2026-05-08")).is_err());
        assert!(act(county, someone("p1"), &answer.id, 1, json!({"verb": "crash", "note": ""})).is_err());
        assert!(act(county, clerk(), &answer.id, 1, json!({"verb": "crash", "note": "故意"})).is_err());
        assert_eq!(waiting(county), first);
        // Nothing new is owed: nobody is told again.
        act(county, clerk(), &answer.id, 1, json!({"verb": "comment", "text": "请留意"})).unwrap();
        act(county, head(), &answer.id, 2, json!({"verb": "suspend", "from": "2026-05-08", "reason": "等"})).unwrap();
        act(county, head(), &answer.id, 3, json!({"verb": "resume", "on": "2026-05-09", "reason": "好"})).unwrap();
        assert_eq!(waiting(county), first, "another day is no other owner");
        let passed = json!({"verb": "reassign", "duty": "finish", "to": "p2", "reason": "出差"});
        act(county, clerk(), &answer.id, 4, passed).unwrap();
        assert_eq!(hats(&waiting(county)[2..]), ["person:p2"], "only the new owner");
        act(county, someone("p2"), &answer.id, 5, json!({"verb": "finish", "note": "好"})).unwrap();
        assert_eq!(waiting(county).len(), 3, "what is done is owed by nobody");
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn what_others_owe_in_the_same_transaction_is_told_with_it_or_not_at_all() {
    everywhere(|county| {
        people(county);
        enter(county, "p3", json!({"what": "person", "name": "王五"}));
        let refused = county.act(open_errand("p3", "丙", "2026-05-07")).unwrap();
        let before = waiting(county);
        assert!(matches!(finish(county, &refused, "迟"), Err(Failure::Refused(refusal)) if refusal.code == "no_book"));
        assert_eq!(waiting(county), before, "the reaction was refused, and all with it");
        let heard = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        finish(county, &heard, "迟").unwrap();
        let book = waiting(county).pop().unwrap();
        assert_eq!((book.hat.as_str(), book.line.as_str()), ("role_at:section_clerk:u1", "收册：年册：迟归 翟明远"));
    });
}

#[test]
fn what_was_delivered_does_not_wait_any_more_and_the_rest_does() {
    everywhere(|county| {
        people(county);
        county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        let half = county.journal_end().unwrap().0;
        county.act(open_errand("p2", "乙", "2026-05-07")).unwrap();
        assert_eq!(waiting(county).len(), 4);
        assert_eq!(county.reader().notices(0, 3).unwrap().len(), 3, "as many as were asked for");
        assert_eq!(hats(&county.reader().notices(half, 100).unwrap()), ["person:p2", "head:u1"]);
        county.notices_sent(half, at("2026-05-06T09:05:00")).unwrap();
        assert_eq!(hats(&waiting(county)), ["person:p2", "head:u1"]);
        // Told again of what was delivered: its moment stays.
        county.notices_sent(half, at("2026-05-06T10:00:00")).unwrap();
        county.close();
        county.open();
        assert_eq!(waiting(county).len(), 2, "still so after a restart");
        let sent = format!("SELECT COUNT(*) FROM notice WHERE sent = {}", at("2026-05-06T09:05:00").as_microsecond());
        assert_eq!(county.number(&sent), 2);
        county.notices_sent(county.journal_end().unwrap().0, at("2026-05-06T11:00:00")).unwrap();
        assert_eq!(waiting(county), []);
        assert!(county.verify().unwrap().is_sound());
    });
}
