//! The one way through.

use crate::ground::*;
use engine::{days::Day, words::MatterId};
use serde_json::json;
use store::{Failure, Target};

#[test]
fn an_action_is_answered_with_number_stage_offers_and_duties() {
    everywhere(|county| {
        people(county);
        let answer = county.act(open_errand("p1", "赴芜湖", "2026-05-07")).unwrap();
        assert_eq!(answer.number.as_deref(), Some("差〔2026〕1号"));
        assert_eq!((answer.n, answer.stage.as_str(), answer.replayed), (1, "办理中", false));
        assert_eq!(answer.duties[0].due, Day::of("2026-05-09"));
        let verbs: Vec<&str> = answer.offers.iter().map(|offer| offer.verb.as_str()).collect();
        assert_eq!(verbs, ["finish", "crash", "refuse", "amend", "reassign", "link", "comment", "attach"]);
        let done = finish(county, &answer, "好").unwrap();
        assert_eq!((done.n, done.stage.as_str(), done.duties.len()), (2, "已办结", 0));
        assert_eq!(county.number("SELECT COUNT(*) FROM absence"), 0);
        assert_eq!(county.number("SELECT COUNT(*) FROM duty_owner"), 0);
    });
}

#[test]
fn a_refusal_leaves_nothing_and_no_gap_in_the_numbers() {
    everywhere(|county| {
        people(county);
        county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        let events = county.number("SELECT COUNT(*) FROM event");
        let refused = county.act(open_errand("p1", "乙", "2026-05-08")).unwrap_err();
        assert!(
            matches!(refused, Failure::Refused(refusal) if refusal.code == "away" && refusal.at.as_deref() == Some("/from"))
        );
        let mut sealed = open_errand("p1", "丙", "2026-06-01");
        sealed.action["phone"] = json!("00000");
        assert!(matches!(county.act(sealed), Err(Failure::Refused(refusal)) if refusal.code == "phone"));
        assert_eq!(county.number("SELECT COUNT(*) FROM event"), events);
        assert_eq!(county.number("SELECT COUNT(*) FROM seal"), 0);
        let next = county.act(open_errand("p2", "丁", "2026-05-07")).unwrap();
        assert_eq!(next.number.as_deref(), Some("差〔2026〕2号"));
    });
}

#[test]
fn a_panic_fails_its_own_action_only() {
    everywhere(|county| {
        people(county);
        let answer = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        let crash = act(county, clerk(), &answer.id, 1, json!({"verb": "crash", "note": "故意"}));
        assert!(matches!(crash, Err(Failure::Unavailable(_))));
        assert_eq!(finish(county, &answer, "好").unwrap().n, 2);
    });
}

#[test]
fn a_stale_form_sees_what_came_between() {
    everywhere(|county| {
        people(county);
        let answer = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        act(county, clerk(), &answer.id, 1, json!({"verb": "comment", "text": "请留意"})).unwrap();
        let Err(Failure::Stale { lines }) = finish(county, &answer, "好") else { panic!("not stale") };
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].n, lines[0].act.as_str(), lines[0].text.as_str()), (2, "附言", "请留意"));
    });
}

#[test]
fn a_key_gives_its_answer_again_and_belongs_to_one_request() {
    everywhere(|county| {
        people(county);
        let mut request = open_errand("p1", "甲", "2026-05-07");
        request.key = Some("k1".into());
        let first = county.act(request.clone()).unwrap();
        let again = county.act(request.clone()).unwrap();
        assert!(again.replayed && !first.replayed);
        assert_eq!((first.id, first.number), (again.id, again.number));
        request.action["task"] = json!("乙");
        assert_eq!(county.act(request), Err(Failure::KeyReused));
        assert_eq!(county.number("SELECT COUNT(*) FROM matter WHERE kind = 'errand'"), 1);
    });
}

#[test]
fn who_may_not_is_told_so_only_where_he_sees_the_matter() {
    everywhere(|county| {
        people(county);
        let answer = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        let crash = json!({"verb": "crash", "note": ""});
        assert!(matches!(act(county, someone("p1"), &answer.id, 1, crash.clone()), Err(Failure::Forbidden(_))));
        assert_eq!(act(county, someone("p9"), &answer.id, 1, crash.clone()), Err(Failure::NotFound));
        assert_eq!(act(county, someone("p9"), &answer.id, 0, crash.clone()), Err(Failure::NotFound));
        assert_eq!(act(county, clerk(), "nothing", 1, crash), Err(Failure::NotFound));
        let unknown = act(county, clerk(), &answer.id, 1, json!({"verb": "fly"}));
        assert!(matches!(unknown, Err(Failure::Refused(refusal)) if refusal.code == "not_now"));
        let field = act(county, clerk(), &answer.id, 1, json!({"verb": "finish", "note": "", "more": 1}));
        assert!(matches!(field, Err(Failure::Malformed(_))));
        assert!(matches!(
            county.act(request(clerk(), Target::new("errand"), json!("open"))),
            Err(Failure::Malformed(_))
        ));
    });
}

#[test]
fn a_relative_does_not_decide() {
    everywhere(|county| {
        people(county);
        let answer = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        let mut relative = clerk();
        relative.untouchables = vec![engine::words::PersonId("p1".into())];
        let refused = act(county, relative, &answer.id, 1, json!({"verb": "finish", "note": ""}));
        assert!(matches!(refused, Err(Failure::Forbidden(refusal)) if refusal.code == "recused"));
    });
}

#[test]
fn mechanisms_overhear_each_other_once_and_a_refused_reaction_undoes_all() {
    everywhere(|county| {
        people(county);
        let first = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        finish(county, &first, "迟").unwrap();
        assert_eq!(
            county.number("SELECT COUNT(*) FROM matter WHERE kind = 'yearbook' AND title = '年册：迟归 翟明远'"),
            1
        );
        let again = county.act(open_errand("p1", "乙", "2026-05-07")).unwrap();
        finish(county, &again, "迟").unwrap();
        assert_eq!(county.number("SELECT COUNT(*) FROM matter WHERE kind = 'yearbook'"), 1);
        enter(county, "p3", json!({"what": "person", "name": "王五"}));
        let refused = county.act(open_errand("p3", "丙", "2026-05-07")).unwrap();
        assert!(matches!(finish(county, &refused, "迟"), Err(Failure::Refused(refusal)) if refusal.code == "no_book"));
        assert_eq!(finish(county, &refused, "好").unwrap().n, 2);
    });
}

#[test]
fn the_clock_opens_a_term_once() {
    everywhere(|county| {
        assert_eq!(county.tick(now()).unwrap().acted, 1);
        assert_eq!(county.tick(now()).unwrap().acted, 0);
        assert_eq!(county.tick(at("2027-01-01T00:00:00")).unwrap().acted, 1);
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE cause = 'yearbook:2026'"), 1);
    });
}

#[test]
fn a_group_is_all_or_nothing() {
    everywhere(|county| {
        people(county);
        let good = |at: usize| open_errand("p1", "组", &format!("2026-0{}-01", at + 6));
        let failed = county.act_all(vec![good(0), good(1), good(1), good(2)]).unwrap_err();
        assert_eq!(failed.0, 2);
        assert_eq!(county.number("SELECT COUNT(*) FROM matter WHERE kind = 'errand'"), 0);
        let all = county.act_all(vec![good(0), good(1), good(2)]).unwrap();
        assert_eq!(all[2].number.as_deref(), Some("差〔2026〕3号"));
    });
}

#[test]
fn engine_verbs_lie_in_the_same_history() {
    everywhere(|county| {
        people(county);
        let answer = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        let id = answer.id.as_str();
        let suspended =
            act(county, head(), id, 1, json!({"verb": "suspend", "from": "2026-05-08", "reason": "等"})).unwrap();
        assert_eq!(suspended.duties[0].due, None);
        let resumed =
            act(county, head(), id, 2, json!({"verb": "resume", "on": "2026-05-09", "reason": "好"})).unwrap();
        assert_eq!(resumed.duties[0].due, Day::of("2026-05-09"));
        let payload =
            json!({"person": "p1", "unit": "u1", "task": "改", "from": "2026-05-10", "days": 1, "phone": null});
        let amended =
            act(county, clerk(), id, 3, json!({"verb": "amend", "n": 1, "payload": payload, "reason": "日期写错"}))
                .unwrap();
        assert_eq!(amended.duties[0].due, Day::of("2026-05-11"));
        let passed = json!({"verb": "reassign", "duty": "finish", "to": "p2", "reason": "出差"});
        act(county, clerk(), id, 4, passed).unwrap();
        let finished = act(county, someone("p2"), id, 5, json!({"verb": "finish", "note": "好"})).unwrap();
        assert_eq!(finished.stage, "已办结");
        let voided = act(county, head(), id, 6, json!({"verb": "void", "reason": "重复"})).unwrap();
        assert_eq!(voided.stage, "已作废");
        let id = MatterId(answer.id.clone());
        let detail = county.reader().detail(&id, &clerk(), now()).unwrap().unwrap();
        assert_eq!(detail.stream.len(), 7);
        assert_eq!(detail.row.title, "差事：改");
    });
}

#[test]
fn an_action_undone_amid_a_batch_touches_no_other() {
    everywhere(|county| {
        people(county);
        enter(county, "p3", json!({"what": "person", "name": "王五"}));
        let late = county.act(open_errand("p3", "丙", "2026-05-07")).unwrap();
        let county: &Ground = county;
        std::thread::scope(|scope| {
            for hand in 0..8 {
                scope.spawn(move || {
                    for at in 0..8 {
                        county.act(open_errand(&format!("x{hand}-{at}"), "并发", "2026-05-07")).unwrap();
                    }
                });
            }
            // Its reaction is refused after the finish itself was written.
            for _ in 0..8 {
                assert!(matches!(finish(county, &late, "迟"), Err(Failure::Refused(said)) if said.code == "no_book"));
            }
        });
        assert_eq!(county.number("SELECT COUNT(*) FROM event WHERE verb = 'finished'"), 0);
        assert_eq!(county.number("SELECT value FROM counter WHERE name = 'number:差:2026'"), 65);
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn many_hands_at_once_get_numbers_without_gaps() {
    everywhere(|county| {
        people(county);
        let county: &store::County = county;
        std::thread::scope(|scope| {
            for hand in 0..16 {
                scope.spawn(move || {
                    for at in 0..8 {
                        county.act(open_errand(&format!("x{hand}-{at}"), "并发", "2026-05-07")).unwrap();
                    }
                });
            }
        });
        assert_eq!(county.reader().tabs("errand", &scope(), half()).unwrap()[0].1.unwrap().number, 128);
    });
    fn scope() -> engine::access::Scope {
        engine::access::Scope::of(&clerk())
    }
    fn half() -> engine::days::HalfDay {
        engine::days::HalfDay::at(now())
    }
}
