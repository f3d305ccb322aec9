//! Each law can be broken: made-up journals and states, each with one thing in it that must not be.

use engine::{
    days::{Day, Half, HalfDay, Period},
    facts::AbsenceAt,
    words::{MatterId, PersonId},
};
use opinion::{
    daily::{inspection, watch_roster},
    focus::declaration_check,
    mending::Item,
};
use serde_json::{Value, json};
use store::Logged;

use super::{
    draws,
    mended::{Hands, closed},
    offices::{Documents, Signers, finished, manned},
    outbound::{Loans, Trip, absent, overlapping},
};

fn day(text: &str) -> Day {
    Day::of(text).unwrap()
}

fn event(kind: &str, verb: &str, matter: &str) -> Logged {
    Logged {
        seq: 1,
        matter: MatterId::from(matter),
        kind: kind.to_owned(),
        verb: verb.to_owned(),
        day: day("2026-05-06"),
        actor: String::new(),
        payload: String::new(),
    }
}

fn trip(id: &str, person: &str, from: &str, to: &str) -> Trip {
    let (id, person) = (MatterId::from(id), PersonId::from(person));
    Trip { id, person, period: Period::days(day(from), day(to)), pending: true, own: 1, following: 0 }
}

#[test]
fn two_trips_of_one_person_that_touch_are_found() {
    let apart = [trip("a", "甲", "2026-05-01", "2026-05-06"), trip("b", "甲", "2026-05-07", "2026-05-09")];
    assert_eq!(overlapping(&apart), Ok(()));
    assert_eq!(
        overlapping(&[trip("a", "甲", "2026-05-01", "2026-05-06"), trip("b", "乙", "2026-05-06", "2026-05-09")]),
        Ok(())
    );
    let touch = [trip("a", "甲", "2026-05-01", "2026-05-06"), trip("b", "甲", "2026-05-06", "2026-05-09")];
    assert!(overlapping(&touch).unwrap_err().contains("two trips at once"));
}

#[test]
fn an_absence_that_is_the_trips_and_its_leaves_is_found_and_so_is_one_of_nobody() {
    let with =
        |pending, own, following| Trip { pending, own, following, ..trip("a", "甲", "2026-05-01", "2026-05-06") };
    for good in [with(true, 1, 0), with(false, 0, 1), with(false, 0, 0)] {
        assert_eq!(absent(&good), Ok(()));
    }
    for bad in [with(true, 1, 1), with(true, 0, 0), with(false, 1, 0), with(false, 1, 1), with(false, 0, 2)] {
        assert!(absent(&bad).unwrap_err().contains("absent"), "{} {}", bad.own, bad.following);
    }
}

#[test]
fn a_certificate_lent_without_an_approved_trip_or_twice_at_once_is_found() {
    let lend = json!({"lend": {"trip": "t"}});
    let note = |loans: &mut Loans, kind: &str, verb: &str, matter: &str, payload: &Value| {
        loans.note(&event(kind, verb, matter), payload)
    };
    let mut loans = Loans::default();
    assert!(note(&mut loans, "certificate", "lent", "c", &lend).unwrap_err().contains("not approved"));
    note(&mut loans, "abroad", "agreed", "t", &json!({"last": false})).unwrap();
    assert!(note(&mut loans, "certificate", "lent", "c", &lend).unwrap_err().contains("not approved"));
    note(&mut loans, "abroad", "agreed", "t", &json!({"last": true})).unwrap();
    note(&mut loans, "certificate", "lent", "c", &lend).unwrap();
    assert!(note(&mut loans, "certificate", "lent", "c", &lend).unwrap_err().contains("while it is out"));
    note(&mut loans, "certificate", "given_back", "c", &json!({})).unwrap();
    note(&mut loans, "certificate", "lent", "c", &lend).unwrap();
    note(&mut loans, "abroad", "cancelled", "t", &json!({})).unwrap();
    note(&mut loans, "certificate", "given_back", "c", &json!({})).unwrap();
    assert!(note(&mut loans, "certificate", "lent", "c", &lend).unwrap_err().contains("not approved"));
}

#[test]
fn a_document_number_left_out_or_given_twice_is_found() {
    let issued = |number: i64, year: i64| json!({"series": "组干监", "year": year, "number": number});
    let mut documents = Documents::default();
    let mut note = |payload: Value| documents.note(&event("dispatch", "issued", "d"), &payload);
    note(issued(1, 2026)).unwrap();
    note(issued(2, 2026)).unwrap();
    note(issued(1, 2027)).unwrap();
    assert!(note(issued(2, 2026)).unwrap_err().contains("instead of 3"), "given twice");
    assert!(note(issued(5, 2026)).unwrap_err().contains("instead of 4"), "left out");
}

#[test]
fn a_sheet_signed_twice_by_one_person_is_found() {
    let mut signers = Signers::default();
    let mut note = |verb: &str| signers.note(&event("inspection", verb, "v"), &json!({"person": "甲"}));
    note("signed").unwrap();
    note("revised").unwrap();
    note("signed").unwrap();
    assert!(note("signed").unwrap_err().contains("twice"));
}

#[test]
fn a_problem_struck_off_by_whoever_reported_it_is_found() {
    let note = |hands: &mut Hands, verb: &str, payload: Value| hands.note(&event("tour_findings", verb, "t"), &payload);
    let mut hands = Hands::default();
    note(&mut hands, "item_reported", json!({"report": {"item": 1}, "by": "甲"})).unwrap();
    note(&mut hands, "checked", json!({"check": {"item": 1}, "by": "乙"})).unwrap();
    note(&mut hands, "checked", json!({"check": {"item": 2}, "by": "甲"})).unwrap();
    assert!(note(&mut hands, "checked", json!({"check": {"item": 1}, "by": "甲"})).unwrap_err().contains("struck off"));
}

#[test]
fn a_list_that_ended_with_a_problem_open_is_found() {
    let item = Item::new(1, "选人用人".into(), "记录不全".into(), None, day("2026-05-06"));
    let id = MatterId::from("t");
    assert!(closed(&id, &[item]).unwrap_err().contains("1 problems open"));
    assert_eq!(closed(&id, &[]), Ok(()));
}

fn visited(struck: bool, signed: bool) -> inspection::State {
    let stage = if struck { "struck" } else { "reported" };
    serde_json::from_value(json!({
        "registered": {"id": "v", "on": "2026-05-06", "record": {"unit": "云亭镇", "node": "", "team": [], "categories": [],
            "concerned": [], "visit": {"form": "covert", "unit": "u", "day": "2026-05-06", "team": [], "course": "查看",
                "findings": [{"category": "窗口脱岗", "facts": "无人"}]}}},
        "signatures": [{"key": "甲", "word": "甲", "by": [], "signer": null, "day": signed.then_some("2026-05-06"), "paper": null}],
        "repeats": [], "statements": [], "publications": [], "signed": null, "notified": null, "clock": null, "replied": null,
        "lapsed": null, "assessed": "2026-05-08",
        "findings": [{"number": 1, "verdict": "uncontested", "reason": "属实", "since": "2026-05-08", "opinion": null,
            "rectification": {"problem": "无人", "measure": null, "by": null, "done": null, "checker": null, "stage": stage}}],
    }))
    .unwrap()
}

#[test]
fn a_visit_that_ended_with_a_finding_or_a_signature_open_is_found() {
    let id = MatterId::from("v");
    assert_eq!(finished(&id, &visited(true, true)), Ok(()));
    assert!(finished(&id, &visited(false, true)).unwrap_err().contains("0 of 1 findings"));
    assert!(finished(&id, &visited(true, false)).unwrap_err().contains("1 signatures missing"));
}

#[test]
fn a_watch_whose_leader_is_to_be_away_is_found_unless_the_roster_knows() {
    let roster = |clashes: Value| -> watch_roster::State {
        let shift = json!([{"day": "2026-10-03", "part": "whole", "leader": "甲", "keeper": "乙", "leader_name": "甲", "keeper_name": "乙"}]);
        let entered = json!({"unit": "u", "unit_name": "云亭镇", "shifts": shift, "notes": [], "day": "2026-09-24"});
        serde_json::from_value(
            json!({"entered": entered, "shifts": shift, "swapped": 0, "clashes": clashes, "ended": null}),
        )
        .unwrap()
    };
    let id = MatterId::from("w");
    let half = |day: Day| HalfDay { day, half: Half::Morning };
    let absence = |matter: &str, from: &str, to: &str| AbsenceAt {
        matter: MatterId::from(matter),
        number: None,
        person: PersonId::from("甲"),
        period: Period::days(day(from), day(to)),
        firm: true,
        until_reported: false,
        stand_in: None,
    };
    let before = half(day("2026-10-01"));
    let none = roster(json!([]));
    assert_eq!(manned(&id, &none, &[absence("l", "2026-10-05", "2026-10-06")], before), Ok(()));
    let away = [absence("l", "2026-10-02", "2026-10-04")];
    assert!(manned(&id, &none, &away, before).unwrap_err().contains("nobody knows"));
    assert_eq!(manned(&id, &none, &away, half(day("2026-10-04"))), Ok(()), "a watch that is over is left alone");
    let find = json!({"day": "2026-10-03", "part": "whole", "seat": "leader", "matter": "l"});
    let known = roster(json!([{"find": find, "person": "甲", "words": "甲外出", "on": "2026-10-01"}]));
    assert_eq!(manned(&id, &known, &away, before), Ok(()));
    assert!(manned(&id, &known, &[absence("other", "2026-10-03", "2026-10-03")], before).is_err());
}

#[test]
fn a_draw_that_comes_out_otherwise_when_it_is_done_again_is_found() {
    let entry = |code: &str| json!({"code": code, "name": "某人", "unit": "某单位"});
    let hit = |code: &str, rank: &str| json!({"code": code, "name": "某人", "unit": "某单位", "rank": rank});
    let state = |hits: Value| -> declaration_check::State {
        let list: Vec<Value> = ["m0001", "m0002", "m0003", "m0004", "m0005"].into_iter().map(entry).collect();
        let prepared = json!({"list": list, "listed": 5, "share": 20, "count": 1, "source": "开奖号码",
            "digest": "58b0995c79e885336e1108381cde51c2086f04b1f7f7c57fb07a178b63391efc",
            "known_on": "2026-03-05", "account": "jingban", "day": "2026-03-02"});
        let drawn = json!({"seed": "09 17 21 25 26 31 + 08", "person": "甲", "witness": "甲", "hits": hits,
            "day": "2026-03-05"});
        let opened = json!({"id": "m9", "year": 2025, "day": "2026-03-01"});
        serde_json::from_value(json!({"opened": opened, "prepared": prepared, "drawn": drawn, "skipped": null}))
            .unwrap()
    };
    let first = hit("m0005", "3243ad54923a88154ffd340859e00bffce3bb332bd97dbae92d5a02658e7e690");
    let second = hit("m0002", "63aca3eb96a8cbcde171e80db8e8be7d4fcafeb300152c080b76846e11939614");
    let id = MatterId::from("m9");
    assert_eq!(draws::again(&id, &state(json!([first]))), Ok(()));
    for wrong in [json!([second]), json!([]), json!([first, second])] {
        assert!(draws::again(&id, &state(wrong)).unwrap_err().contains("other reports"));
    }
}
