//! What was changed behind the program's back is named.

use crate::ground::*;
use serde_json::json;
use store::VerifyReport;

/// A county with every kind of row, an engine verb, a reaction and a seal.
fn lived_in(county: &Ground) -> String {
    people(county);
    enter(county, "p4", json!({"what": "person", "name": "顾青", "number": "341899197906150017"}));
    county.tick(now()).unwrap();
    let mut sealed = open_errand("p1", "甲", "2026-05-07");
    sealed.action["phone"] = json!("13900000000");
    let first = county.act(sealed).unwrap();
    act(county, clerk(), &first.id, 1, json!({"verb": "comment", "text": "知悉"})).unwrap();
    let second = county.act(open_errand("p2", "乙", "2026-05-07")).unwrap();
    let done = finish(county, &second, "迟").unwrap();
    act(county, clerk(), &done.id, 2, json!({"verb": "comment", "text": "已补"})).unwrap();
    first.id
}

fn found(report: &VerifyReport) -> Vec<(&str, &str, &str)> {
    report.findings.iter().map(|finding| (finding.code, finding.table, finding.column)).collect()
}

#[test]
fn an_untouched_county_is_sound() {
    everywhere(|county| {
        lived_in(county);
        let report = county.verify().unwrap();
        assert_eq!(found(&report), []);
        assert_eq!((report.events, report.head), (14, Some(14)));
        assert_eq!(report.matters, 11);
    });
}

#[test]
fn each_change_behind_the_programs_back_is_named() {
    let changes = [
        (
            "UPDATE event SET payload = replace(payload, '甲', '丙') WHERE verb = 'opened'",
            ("event_changed", "event", ""),
        ),
        ("UPDATE event SET actor = replace(actor, 'clerk', 'nobody') WHERE seq = 3", ("event_changed", "event", "")),
        ("DELETE FROM event WHERE seq = 10", ("event_missing", "event", "")),
        (
            "UPDATE matter SET title = '改' WHERE kind = 'errand' AND number = '差〔2026〕1号'",
            ("row_changed", "matter", "title"),
        ),
        ("UPDATE matter SET stage = '已办结' WHERE number = '差〔2026〕1号'", ("row_changed", "matter", "stage")),
        ("UPDATE matter SET state = replace(state, '甲', '丙')", ("row_changed", "matter", "state")),
        ("UPDATE duty SET due = '2027-01-01' WHERE key = 'finish'", ("row_changed", "duty", "due")),
        ("DELETE FROM duty WHERE key = 'finish'", ("row_missing", "duty", "")),
        ("DELETE FROM concern WHERE who = 'p1'", ("row_missing", "concern", "")),
        ("UPDATE tenure SET person = 'p2'", ("row_changed", "tenure", "person")),
        ("UPDATE person SET level = '副处' WHERE id = 'p1'", ("row_changed", "person", "level")),
        ("UPDATE unit SET name = '改' WHERE id = 'u2'", ("row_changed", "unit", "name")),
        ("UPDATE absence SET firm = 0", ("row_changed", "absence", "firm")),
        ("DELETE FROM hold", ("row_missing", "hold", "")),
        ("DELETE FROM role_grant", ("row_missing", "role_grant", "")),
        (
            "INSERT INTO role_grant (county, matter, account, role, unit) VALUES ('341899', 6, 'a1', 'minister', '')",
            ("row_extra", "role_grant", ""),
        ),
        ("DELETE FROM matter WHERE id = 'p2'", ("row_missing", "matter", "")),
        ("DELETE FROM seal WHERE digest IS NULL", ("seal_changed", "seal", "")),
        ("UPDATE counter SET value = 9 WHERE name LIKE 'number:%'", ("counter_changed", "counter", "value")),
        ("UPDATE head SET seq = seq - 1", ("head_wrong", "head", "")),
        (
            "INSERT INTO event SELECT county, 15, 15, 1, 'x', kind, verb, version, moment, day, actor, payload, NULL, hash FROM event WHERE seq = 1",
            ("event_unsigned", "event", ""),
        ),
    ];
    everywhere(|county| {
        lived_in(county);
        for (change, expected) in changes {
            let report = county.verify().unwrap();
            assert!(report.is_sound(), "before {change}: {report:?}");
            let copy = snapshot(county);
            county.tamper(change);
            let report = county.verify().unwrap();
            assert!(found(&report).contains(&expected), "{change}: {:?}", found(&report));
            assert!(report.findings.iter().all(|finding| !finding.sentence().is_empty()));
            restore(county, copy);
        }
    });
}

const TABLES: [&str; 20] = [
    "event",
    "head",
    "matter",
    "concern",
    "duty",
    "duty_owner",
    "hold",
    "absence",
    "tenure",
    "link",
    "person",
    "unit",
    "post",
    "relation",
    "account",
    "role_grant",
    "counter",
    "seal",
    "answer",
    "file",
];

fn snapshot(county: &Ground) -> &'static str {
    let copy =
        |table| format!("DROP TABLE IF EXISTS copy_{table}; CREATE TABLE copy_{table} AS SELECT * FROM {table};");
    county.tamper(&TABLES.map(copy).concat());
    "copy"
}

fn restore(county: &Ground, copy: &str) {
    county.tamper(
        &TABLES.map(|table| format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM {copy}_{table};")).concat(),
    );
}

#[test]
fn an_older_copy_put_back_is_found_by_the_key_folder() {
    everywhere(|county| {
        lived_in(county);
        let copy = snapshot(county);
        let answer = county.act(open_errand("p4", "丁", "2026-05-07")).unwrap();
        finish(county, &answer, "好").unwrap();
        county.close();
        restore(county, copy);
        county.open();
        let report = county.verify().unwrap();
        // The words of search cannot be copied back, nor are the notices: they show besides.
        assert_eq!(found(&report)[0], ("older_copy", "head", "seq"));
        assert_eq!((report.findings[0].expected.as_str(), report.findings[0].found.as_str()), ("16", "14"));
    });
}

#[test]
fn another_countys_key_does_not_fit() {
    everywhere(|county| {
        lived_in(county);
        county.close();
        let keys = county.folder.0.join("keys");
        std::fs::write(keys.join("journal.key"), [7; 32]).unwrap();
        county.open();
        let report = county.verify().unwrap();
        assert!(found(&report).contains(&("head_wrong", "head", "")));
        county.close();
        std::fs::remove_file(keys.join("seal.key")).unwrap();
        let error = county.try_open(engine::policy::Policy::default()).err().unwrap().to_string();
        assert!(error.contains("seal.key") && error.contains("备份"), "{error}");
    });
}
