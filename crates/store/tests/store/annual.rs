//! Ledgers of a year: what is closed stays as it was; what is put right later is told in both years.

use crate::ground::{Ground, at, clerk, enter, everywhere, head, open_errand, people};
use engine::annual::Part;
use serde_json::{Value, json};
use store::{Answer, Target};

fn act_at(county: &Ground, moment: &str, id: &str, after: i64, action: Value) -> Answer {
    let actor = if action["verb"] == "void" { head() } else { clerk() };
    let request = crate::ground::request(actor, Target::existing(id, after), action);
    county.act(store::Request { moment: at(moment), ..request }).unwrap()
}

fn open_at(county: &Ground, moment: &str, person: &str, task: &str) -> Answer {
    county.act(store::Request { moment: at(moment), ..open_errand(person, task, &moment[..10]) }).unwrap()
}

fn finish_at(county: &Ground, moment: &str, answer: &Answer) -> Answer {
    act_at(county, moment, &answer.id, answer.n, json!({"verb": "finish", "note": "好"}))
}

/// Closes the errands of a year; the closing is a matter like any other.
fn close(county: &Ground, moment: &str, id: &str, year: i16) {
    let action = json!({"verb": "enter", "what": "closing", "name": "errand", "order": year});
    let target = Target::New { kind: "roster".into(), id: Some(id.into()), reaction_key: None };
    county.act(store::Request { moment: at(moment), ..crate::ground::request(clerk(), target, action) }).unwrap();
}

fn amend(task: &str, person: &str, from: &str) -> Value {
    let payload = json!({"person": person, "unit": "u1", "task": task, "from": from, "days": 2, "phone": null});
    json!({"verb": "amend", "n": 1, "payload": payload, "reason": "录错"})
}

/// Numbers of a part.
fn numbers(annual: &store::Annual, part: Part) -> Vec<&str> {
    annual.rows.iter().filter(|row| row.part == part).map(|row| row.number.as_str()).collect()
}

#[test]
fn what_was_open_when_the_year_ended_is_carried_over_and_what_had_ended_is_not() {
    everywhere(|county| {
        people(county);
        let ended = open_at(county, "2026-11-02T09:00:00", "p1", "甲");
        finish_at(county, "2026-11-05T09:00:00", &ended);
        let over = open_at(county, "2026-12-30T09:00:00", "p2", "乙");
        let void = open_at(county, "2026-12-30T10:00:00", "p1", "丙");
        act_at(county, "2026-12-30T11:00:00", &void.id, 1, json!({"verb": "void", "reason": "重复"}));
        // It ends after the year and before the ledger is closed.
        finish_at(county, "2027-01-03T09:00:00", &over);
        open_at(county, "2027-01-04T09:00:00", "p1", "丁");
        for closed in [false, true] {
            if closed {
                close(county, "2027-01-20T09:00:00", "c1", 2026);
            }
            let old = county.reader().annual_ledger("errand", 2026).unwrap().unwrap();
            assert_eq!(numbers(&old, Part::Own), ["差〔2026〕1号", "差〔2026〕2号", "差〔2026〕3号"]);
            assert_eq!((old.totals.left, old.totals.carried), (1, 0));
            let new = county.reader().annual_ledger("errand", 2027).unwrap().unwrap();
            assert_eq!(numbers(&new, Part::Carried), ["差〔2026〕2号"], "closed: {closed}");
            assert_eq!(numbers(&new, Part::Own), ["差〔2027〕1号"]);
        }
        assert!(county.reader().annual_ledger("errand", 2025).unwrap().is_none());
        assert!(county.reader().annual_ledger("roster", 2026).unwrap().is_none(), "a kind without numbers");
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn a_correction_after_the_closing_leaves_the_closed_rows_as_they_were_and_is_told_in_both_years() {
    everywhere(|county| {
        people(county);
        let first = open_at(county, "2026-11-02T09:00:00", "p1", "甲");
        finish_at(county, "2026-11-05T09:00:00", &first);
        let second = open_at(county, "2026-12-30T09:00:00", "p2", "乙");
        // Before the closing a correction is part of what is closed.
        act_at(county, "2027-01-05T09:00:00", &first.id, 2, amend("甲一", "p1", "2026-11-02"));
        close(county, "2027-01-20T09:00:00", "c1", 2026);
        let closed = county.reader().annual_ledger("errand", 2026).unwrap().unwrap();
        assert_eq!(closed.is_proved(), Some(true));
        assert_eq!(closed.rows[0].texts[4], "甲一");
        act_at(county, "2027-02-03T09:00:00", &first.id, 3, amend("甲二", "p1", "2026-11-02"));
        act_at(county, "2027-03-03T09:00:00", &second.id, 1, json!({"verb": "void", "reason": "未成行"}));
        let again = county.reader().annual_ledger("errand", 2026).unwrap().unwrap();
        assert_eq!((&again.rows, &again.totals, again.is_proved()), (&closed.rows, &closed.totals, Some(true)));
        assert_eq!(again.notes[&first.id], ["补正见差事〔2027〕补正1号"]);
        assert_eq!(again.notes[&second.id], ["补正见差事〔2027〕补正2号"]);
        let next = county.reader().annual_ledger("errand", 2027).unwrap().unwrap();
        let texts: Vec<_> =
            next.rows.iter().filter(|row| row.part == Part::Correction).map(|row| row.texts.clone()).collect();
        let expected = [
            ["差事〔2027〕补正1号", "差〔2026〕1号", "2027-02-03", "更正", "事由：甲一→甲二；理由：录错"],
            ["差事〔2027〕补正2号", "差〔2026〕2号", "2027-03-03", "作废", "环节：办理中→已作废；理由：未成行"],
        ];
        assert_eq!(texts, expected);
        // It stays carried over: the year before is closed. And it is a row of this year's ledger, closed in its turn.
        assert_eq!(numbers(&next, Part::Carried), ["差〔2026〕2号"]);
        close(county, "2028-01-20T09:00:00", "c2", 2027);
        assert_eq!(county.reader().annual_ledger("errand", 2027).unwrap().unwrap().totals, next.totals);
        assert!(county.verify().unwrap().is_sound());
    });
}

#[test]
fn a_closed_ledger_that_was_touched_behind_the_programs_back_does_not_prove_itself() {
    everywhere(|county| {
        people(county);
        let errand = open_at(county, "2026-11-02T09:00:00", "p1", "甲");
        finish_at(county, "2026-11-05T09:00:00", &errand);
        close(county, "2027-01-20T09:00:00", "c1", 2026);
        county.tamper("UPDATE closed_row SET texts = replace(texts, '甲', '乙')");
        assert_eq!(county.reader().annual_ledger("errand", 2026).unwrap().unwrap().is_proved(), Some(false));
        let report = county.verify().unwrap();
        assert!(report.findings.iter().any(|finding| finding.table == "closed_row" && finding.key == "errand/2026"));
    });
}

#[test]
fn every_year_since_the_first_number_has_its_ledger() {
    everywhere(|county| {
        people(county);
        assert!(county.reader().annual_ledgers(2027).unwrap().is_empty());
        open_at(county, "2025-11-02T09:00:00", "p1", "甲");
        close(county, "2026-01-20T09:00:00", "c1", 2025);
        enter(county, "p5", json!({"what": "person", "name": "顾青"}));
        let years = county.reader().annual_ledgers(2027).unwrap();
        let told: Vec<_> = years.iter().map(|one| (one.year, one.numbers, one.closing.is_some())).collect();
        assert_eq!(told, [(2027, 0, false), (2026, 0, false), (2025, 1, true)]);
        let numbered = county.reader().ask(|facts| facts.numbered()).unwrap();
        assert_eq!(numbered[0].open_until(2027).collect::<Vec<_>>(), [2026, 2027]);
    });
}
