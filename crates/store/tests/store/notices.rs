//! 待阅: a notice for everybody who owes what he did not owe before, and for whom a matter is about that others moved; shown as far as the
//! matter may be seen, read up to where its reader says, forgotten by its age.

use crate::ground::*;
use engine::access::{Actor, Hat, Role};
use serde_json::json;
use store::{Failure, Request, Target, notices::Notice};

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
            assert_eq!((notice.line.as_str(), notice.moment), ("办结差事", now().as_microsecond()));
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
        let last = waiting(county).pop().unwrap();
        assert_eq!(
            waiting(county).len(),
            4,
            "what is done is owed by nobody; whom it is about is told by others' doing"
        );
        assert_eq!((last.hat.as_str(), last.line.as_str()), ("person:p1", "已办结"));
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
        assert_eq!((book.hat.as_str(), book.line.as_str()), ("role_at:section_clerk:u1", "收册"));
    });
}

/// What somebody is told, the newest first.
fn lines(county: &Ground, actor: &Actor, after: i64) -> Vec<String> {
    let rows = county.reader().notices_for(actor, after, 100).unwrap();
    rows.into_iter().map(|row| format!("{} {}", row.line, row.title)).collect()
}

#[test]
fn each_reads_what_is_for_his_hats_the_newest_first_once_and_up_to_where_he_says() {
    everywhere(|county| {
        people(county);
        let mut chief = someone("p1");
        chief.hats.push(Hat::Head("u1".into()));
        county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        let half = county.journal_end().unwrap().0;
        county.act(open_errand("p2", "乙", "2026-05-07")).unwrap();
        assert_eq!(lines(county, &chief, 0), ["办结差事 差事：乙", "办结差事 差事：甲"], "two hats, one line each");
        assert_eq!(lines(county, &someone("p2"), 0), ["办结差事 差事：乙"]);
        assert!(lines(county, &clerk(), 0).is_empty(), "nothing for this role");
        assert_eq!(county.reader().read_upto("p1").unwrap(), 0);
        county.read_notices("p1", half).unwrap();
        county.read_notices("p1", 1).unwrap();
        assert_eq!(county.reader().read_upto("p1").unwrap(), half, "what was read stays read");
        assert_eq!(lines(county, &chief, half), ["办结差事 差事：乙"]);
        assert_eq!(county.reader().read_upto("p2").unwrap(), 0, "each for himself");
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn a_matter_that_may_not_be_seen_any_more_is_told_of_to_nobody() {
    everywhere(|county| {
        people(county);
        let errand = county.act(open_errand("p2", "乙", "2026-05-07")).unwrap();
        let passed = json!({"verb": "reassign", "duty": "finish", "to": "p1", "reason": "出差"});
        let mut stranger = someone("p3");
        stranger.hats.push(Hat::RoleAt(Role::UnitClerk, "u9".into()));
        let to_stranger = json!({"verb": "reassign", "duty": "finish", "to": "p3", "reason": "出差"});
        enter(county, "p3", json!({"what": "person", "name": "王五"}));
        act(county, clerk(), &errand.id, errand.n, to_stranger).unwrap();
        assert_eq!(lines(county, &stranger, 0), ["办结差事 差事：乙"], "he owes something in it");
        act(county, clerk(), &errand.id, errand.n + 1, passed).unwrap();
        assert!(lines(county, &stranger, 0).is_empty(), "it is another's now, and none of his");
        // What is withheld from somebody is not told to him though it is his office that owes it.
        let target = Target::new("inquiry");
        let action = json!({"verb": "inquire", "person": "p1", "unit": "u1"});
        county.act(request(clerk(), target, action)).unwrap();
        let mut chief = someone("p1");
        chief.hats.extend([Hat::Role(Role::Minister), Hat::Head("u1".into())]);
        assert!(!lines(county, &chief, 0).iter().any(|line| line.contains("了解")), "not told yet");
    });
}

#[test]
fn notices_are_forgotten_by_their_age() {
    everywhere(|county| {
        people(county);
        county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        let later = at("2026-05-20T09:00:00");
        county.act(Request { moment: later, ..open_errand("p2", "乙", "2026-05-27") }).unwrap();
        county.forget_notices(now()).unwrap();
        assert_eq!(waiting(county).len(), 4, "not older than that");
        county.forget_notices(later).unwrap();
        assert_eq!(hats(&waiting(county)), ["person:p2", "head:u1"]);
        county.forget_notices(at("2026-07-20T09:00:00")).unwrap();
        assert_eq!(waiting(county), []);
        assert!(county.verify().unwrap().is_sound(), "notices are no record");
    });
}
