//! For every table of the schema: a changed, a removed and an inserted row is found, or the table is on the list of what cannot be
//! proved, with the reason.

use crate::ground::*;
use serde_json::json;
use store::{Target, verify::UNPROVABLE};

/// Table, and what is done to it: changed, removed, inserted.
const PLANTED: &[(&str, [&str; 3])] = &[
    (
        "event",
        [
            "UPDATE event SET payload = replace(payload, '{', '{ ') WHERE seq = 3",
            "DELETE FROM event WHERE seq = 5",
            "INSERT INTO event SELECT county, 999, 999, 1, 'x', kind, verb, version, moment, day, actor, payload, NULL, hash FROM event WHERE seq = 1",
        ],
    ),
    ("head", ["UPDATE head SET seq = seq - 1", "DELETE FROM head", ""]),
    (
        "matter",
        [
            "UPDATE matter SET rank = '0' WHERE kind = 'errand'",
            "DELETE FROM matter WHERE id = 'p2'",
            "INSERT INTO matter SELECT county, 999, 'x', kind, number, title, stage, done, subject, post, unit, period_from, period_to, next_due,
             rank, opened_on, closed_on, secrecy, cells, n, last, version, state, frame FROM matter WHERE id = 'p1'",
        ],
    ),
    (
        "concern",
        [
            "UPDATE concern SET capacity = 'signer' WHERE capacity = 'object'",
            "DELETE FROM concern WHERE capacity = 'subject'",
            "INSERT INTO concern (county, matter, who, capacity) VALUES ('341899', 1, 'p1', 'subject')",
        ],
    ),
    (
        "duty",
        [
            "UPDATE duty SET basis = '{}' WHERE key = 'examine'",
            "DELETE FROM duty WHERE key = 'examine'",
            "INSERT INTO duty SELECT county, matter, 'other', what, owner, due, basis, verb, with_post FROM duty WHERE key = 'examine'",
        ],
    ),
    (
        "duty_owner",
        [
            "UPDATE duty_owner SET due = '2030-01-01' WHERE key = 'examine'",
            "DELETE FROM duty_owner WHERE hat = 'role:section_head'",
            "INSERT INTO duty_owner (county, matter, key, hat, due) VALUES ('341899', 1, 'x', 'person:p1', '2026-05-06')",
        ],
    ),
    (
        "hold",
        [
            "UPDATE hold SET sealed = 0 WHERE name = '线索核查'",
            "DELETE FROM hold",
            "INSERT INTO hold SELECT county, matter, '0009', person, name, bars, from_day, until_day, basis, sealed FROM hold WHERE name = '线索核查'",
        ],
    ),
    (
        "absence",
        [
            "UPDATE absence SET label = '改'",
            "DELETE FROM absence",
            "INSERT INTO absence SELECT county, 1, key, person, period_from, period_to, firm, until_reported, stand_in, label FROM absence WHERE label = '谈话'",
        ],
    ),
    (
        "tenure",
        [
            "UPDATE tenure SET acting = 1",
            "DELETE FROM tenure",
            "INSERT INTO tenure SELECT county, 1, key, person, post, from_day, until_day, acting FROM tenure",
        ],
    ),
    (
        "link",
        [
            "UPDATE link SET relation = '无关'",
            "DELETE FROM link",
            "INSERT INTO link (county, matter, relation, other) VALUES ('341899', 1, '牵连', 'p1')",
        ],
    ),
    (
        "person",
        [
            "UPDATE person SET birth = '1980-01' WHERE id = 'p1'",
            "DELETE FROM person WHERE id = 'p2'",
            "INSERT INTO person SELECT county, matter, 'x', name, sex, birth, level, rank, authority, party, works_since, active, place, id_digest FROM person WHERE id = 'p1'",
        ],
    ),
    (
        "unit",
        [
            "UPDATE unit SET parent = NULL WHERE id = 'u2'",
            "DELETE FROM unit WHERE id = 'u2'",
            "INSERT INTO unit SELECT county, matter, 'x', name, aliases, kind, parent, place, active, former FROM unit WHERE id = 'u2'",
        ],
    ),
    (
        "post",
        [
            "UPDATE post SET chief = 0",
            "DELETE FROM post",
            "INSERT INTO post SELECT county, matter, 'x', unit, title, chief, side, member, place, active FROM post",
        ],
    ),
    (
        "relation",
        [
            "UPDATE relation SET relation = '同事'",
            "DELETE FROM relation",
            "INSERT INTO relation (county, matter, person, other, relation) VALUES ('341899', 1, 'p1', 'p9', '夫妻')",
        ],
    ),
    (
        "account",
        [
            "UPDATE account SET login = 'other' WHERE id = 'a1'",
            "DELETE FROM account WHERE id = 'a1'",
            "INSERT INTO account SELECT county, matter, 'x', 'x', name, person, active FROM account",
        ],
    ),
    (
        "role_grant",
        [
            "UPDATE role_grant SET role = 'minister'",
            "DELETE FROM role_grant",
            "INSERT INTO role_grant SELECT county, matter, account, 'minister', unit FROM role_grant",
        ],
    ),
    (
        "counter",
        [
            "UPDATE counter SET value = value + 1 WHERE name LIKE 'stage:errand:%'",
            "DELETE FROM counter WHERE name LIKE 'number:%'",
            "INSERT INTO counter (county, name, value) VALUES ('341899', 'number:借:2026', 3)",
        ],
    ),
    (
        "seal",
        [
            "UPDATE seal SET digest = salt WHERE digest IS NOT NULL",
            "DELETE FROM seal WHERE digest IS NULL",
            "INSERT INTO seal SELECT county, 'x', matter, key, salt, content, digest FROM seal WHERE digest IS NULL",
        ],
    ),
    (
        "answer",
        [
            "UPDATE answer SET answer = replace(answer, '\"n\":1,', '\"n\":2,')",
            "",
            "INSERT INTO answer SELECT county, 'other', 'x', request, answer, moment FROM answer",
        ],
    ),
    (
        "delegation",
        [
            "UPDATE delegation SET until_day = '2026-12-31'",
            "DELETE FROM delegation",
            "INSERT INTO delegation SELECT county, matter, 'd2', principal, delegate, kinds, from_day, until_day FROM delegation",
        ],
    ),
    (
        "watch",
        [
            "UPDATE watch SET leads = 0",
            "DELETE FROM watch",
            "INSERT INTO watch SELECT county, matter, '0001', unit, person, period_from, period_to, leads, label FROM watch",
        ],
    ),
    (
        "closed_ledger",
        [
            "UPDATE closed_ledger SET rows_all = 7",
            "DELETE FROM closed_ledger",
            "INSERT INTO closed_ledger SELECT county, matter, kind, '2025', day, rows_all, rows_left, digest FROM closed_ledger",
        ],
    ),
    (
        "closed_row",
        [
            "UPDATE closed_row SET texts = replace(texts, '2026', '2027') WHERE place = 1",
            "DELETE FROM closed_row WHERE place = 1",
            "INSERT INTO closed_row SELECT county, matter, kind, 99, part, id, last, number, stays, texts FROM closed_row WHERE place = 1",
        ],
    ),
    (
        "obligation",
        [
            "UPDATE obligation SET due = '2031-01-01' WHERE ended IS NULL",
            "DELETE FROM obligation WHERE ended IS NULL",
            "INSERT INTO obligation SELECT county, matter, 'more', 999999, demand, unit, since, due, '2026-05-06', 0, 0 FROM obligation WHERE ended IS NULL",
        ],
    ),
    (
        "reviewed",
        [
            "UPDATE reviewed SET none_such = 1",
            "DELETE FROM reviewed",
            "INSERT INTO reviewed SELECT county, matter, who, 'other', day, none_such, missing FROM reviewed",
        ],
    ),
    (
        "document",
        [
            "UPDATE document SET number = number + 1",
            "DELETE FROM document",
            "INSERT INTO document SELECT county, matter, '另字', year, number FROM document",
        ],
    ),
    (
        "file",
        [
            "UPDATE file SET id = replace(id, substr(id, 1, 4), '0000')",
            "DELETE FROM file",
            "",
        ],
    ),
    (
        "file_use",
        [
            "UPDATE file_use SET matter = 1",
            "DELETE FROM file_use",
            "INSERT INTO file_use SELECT county, id, 1 FROM file_use",
        ],
    ),
    (
        "notice",
        [
            "UPDATE notice SET matter = 1",
            "",
            "INSERT INTO notice SELECT county, seq, place + 50, hat, 1, line, moment FROM notice",
        ],
    ),
];

/// What keeps the words of search is written by statements of its own.
const SEARCH: [(&str, &str); 3] = [
    (
        "DELETE FROM search WHERE rowid = 1; INSERT INTO search (rowid, words) VALUES (1, '改')",
        "UPDATE search SET words = array_to_tsvector(ARRAY['改']) WHERE rowid = 1",
    ),
    ("DELETE FROM search WHERE rowid = 2", "DELETE FROM search WHERE rowid = 2"),
    (
        "INSERT INTO search (rowid, words) VALUES (999, '改')",
        "INSERT INTO search SELECT county, 999, words FROM search WHERE rowid = 3",
    ),
];

/// A row in every table about which something can be proved.
fn county_with_everything(county: &Ground) {
    people(county);
    enter(county, "p4", json!({"what": "person", "name": "顾青", "number": "341899197906150017"}));
    enter(county, "d1", json!({"what": "authorization", "name": "授权", "person": "p1", "relative": "p2"}));
    enter(county, "w1", json!({"what": "document", "name": "组发", "order": 1}));
    enter(county, "v1", json!({"what": "reviewed", "name": "p1"}));
    let mut errand = open_errand("p1", "值守", "2026-05-20");
    errand.action["phone"] = json!("13900000000");
    errand.key = Some("once".into());
    let errand = county.act(errand).unwrap();
    enter(county, "c1", json!({"what": "closing", "name": "errand", "order": 2026}));
    let paper = county.keep_file("信.pdf", b"%PDF-clue", "head", now()).unwrap().id;
    let action =
        json!({"verb": "tell", "about": "p1", "unit": "u1", "what": "反映", "other": errand.id, "paper": paper});
    county.act(request(head(), Target::new("clue"), action)).unwrap();
}

fn tables(county: &Ground) -> Vec<String> {
    let sql = if county.is_postgres() {
        "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' ORDER BY 1"
    };
    county.texts(sql)
}

#[test]
fn in_every_table_a_changed_a_removed_and_an_inserted_row_is_found_or_there_is_a_reason() {
    everywhere(|county| {
        county_with_everything(county);
        let report = county.verify().unwrap();
        assert!(report.is_sound(), "{report:?}");
        let all = tables(county);
        let reasoned = |table: &str, what: &str| {
            UNPROVABLE
                .iter()
                .any(|(named, done, why)| *named == table && [what, "any"].contains(done) && !why.is_empty())
        };
        for table in &all {
            let planted = PLANTED.iter().any(|(planted, _)| planted == table) || table == "search";
            assert!(planted != reasoned(table, "any"), "{table} is neither tried nor reasoned about");
        }
        for (table, _) in PLANTED {
            county.tamper(&format!("CREATE TABLE copy_{table} AS SELECT * FROM {table}"));
        }
        for (table, planted) in PLANTED {
            for (what, sql) in ["changed", "removed", "inserted"].into_iter().zip(planted) {
                assert!(sql.is_empty() == reasoned(table, what), "{table} {what}");
                if sql.is_empty() {
                    continue;
                }
                county.tamper(sql);
                let report = county.verify().unwrap();
                let named = report.findings.iter().any(|finding| finding.table == *table);
                assert!(named, "{table} {what}: {:?}", report.findings);
                county.tamper(&format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM copy_{table}"));
            }
        }
        let report = county.verify().unwrap();
        assert!(report.is_sound(), "all is back: {report:?}");
        for ((sqlite, postgres), (code, key)) in
            SEARCH.iter().zip([("row_changed", "1"), ("row_missing", "2"), ("row_extra", "999")])
        {
            county.tamper(if county.is_postgres() { postgres } else { sqlite });
            let report = county.verify().unwrap();
            let found =
                |finding: &store::Finding| (finding.code, finding.table, finding.key.as_str()) == (code, "search", key);
            assert!(report.findings.iter().any(found), "search {code}: {:?}", report.findings);
        }
    });
}

#[test]
fn a_new_name_is_found_in_the_matters_of_before_and_the_old_one_no_more() {
    everywhere(|county| {
        people(county);
        county.act(open_errand("p1", "甲", "2026-05-20")).unwrap();
        county.act(open_errand("p9", "乙", "2026-05-20")).unwrap();
        let found = |q: &str| {
            let filter = store::Filter { kind: Some("errand".into()), q: Some(q.into()), ..store::Filter::default() };
            let scope = engine::access::Scope::of(&clerk());
            county.reader().matters(&filter, &scope, engine::days::HalfDay::at(now())).unwrap().items.len()
        };
        assert_eq!((found("翟明远"), found("云亭镇"), found("何叶舟")), (1, 2, 0));
        let renamed = json!({"verb": "enter", "what": "person", "name": "翟明达", "tenure_of": "s1", "order": 1});
        act(county, clerk(), "p1", 1, renamed).unwrap();
        let renamed = json!({"verb": "enter", "what": "unit", "name": "云泉镇", "order": 3});
        act(county, clerk(), "u1", 1, renamed).unwrap();
        // Somebody who was named before he had a card.
        enter(county, "p9", json!({"what": "person", "name": "何叶舟"}));
        assert_eq!(
            (found("翟明远"), found("翟明达"), found("云亭镇"), found("云泉镇"), found("何叶舟")),
            (0, 1, 0, 2, 1)
        );
        assert!(county.verify().unwrap().is_sound());
    });
}
