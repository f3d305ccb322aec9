//! The layer under everything: statements, schema, opening, loss.

use crate::ground::*;
use engine::policy::Policy;
use serde_json::json;
use std::collections::BTreeSet;
use store::{
    Database, Failure, OpenError,
    sql::{every_statement, latest_schema},
};

#[test]
fn every_statement_has_a_name_of_its_own_and_prepares() {
    everywhere(|county| {
        let statements = every_statement(!county.is_postgres());
        let names: BTreeSet<_> = statements.iter().map(|statement| statement.name.clone()).collect();
        assert_eq!(names.len(), statements.len());
        let mut link = Database::open(&county.address).unwrap().writer().unwrap();
        for statement in &statements {
            link.prepare(statement).unwrap_or_else(|fault| panic!("{fault}"));
        }
    });
}

#[test]
fn a_county_in_use_is_not_opened_twice() {
    everywhere(|county| {
        assert!(matches!(county.try_open(Policy::default()), Err(OpenError::InUse(_))));
        county.close();
        assert!(county.try_open(Policy::default()).is_ok());
    });
}

#[test]
fn a_newer_database_and_another_county_are_refused() {
    everywhere(|county| {
        county.close();
        county.tamper("UPDATE schema_version SET version = 99");
        assert_eq!(county.try_open(Policy::default()).err(), Some(OpenError::Newer));
    });
    let mut county = Ground::sqlite();
    county.close();
    county.tamper("UPDATE setting SET county = '341823', value = '341823' WHERE name = 'county'");
    assert_eq!(county.try_open(Policy::default()).err(), Some(OpenError::OtherCounty("341823".into())));
    assert_eq!(Database::open("mysql://x").err(), Some(OpenError::Address("mysql://x".into())));
}

/// Takes a database back to the tables of the first version.
pub fn make_older(county: &Ground) {
    county.tamper("DROP TABLE import_stage");
    for column in ["digest", "steps", "staged", "base", "undone"] {
        county.tamper(&format!("ALTER TABLE import_run DROP COLUMN {column}"));
    }
    for table in [
        "sign_in",
        "delegation",
        "second_factor",
        "last_sign_in",
        "closed_ledger",
        "closed_row",
        "watch",
        "document",
        "obligation",
        "reviewed",
        "notice_read",
        "calendar_feed",
        "mail_box",
        "hook",
    ] {
        county.tamper(&format!("DROP TABLE {table}"));
    }
    for index in ["matter_opened", "matter_closed"] {
        county.tamper(&format!("DROP INDEX {index}"));
    }
    county.tamper("DROP INDEX notice_hat");
    county.tamper("ALTER TABLE notice ADD COLUMN sent BIGINT");
    county.tamper("CREATE INDEX notice_waiting ON notice (county, seq) WHERE sent IS NULL");
    county.tamper("ALTER TABLE credential ADD COLUMN failures BIGINT NOT NULL DEFAULT 0");
    county.tamper("ALTER TABLE credential ADD COLUMN locked_until BIGINT");
    county.tamper("ALTER TABLE unit DROP COLUMN former");
    county.tamper("UPDATE schema_version SET version = 1");
}

#[test]
fn an_older_file_is_copied_and_then_brought_to_this_version() {
    let mut county = Ground::sqlite();
    people(&county);
    county.close();
    make_older(&county);
    let database = Database::open(&county.address).unwrap();
    let upgrade = database.upgraded().unwrap().clone();
    assert_eq!((upgrade.from, upgrade.to), (1, latest_schema()));
    let backup = upgrade.backup.unwrap();
    let copy = rusqlite::Connection::open(&backup).unwrap();
    let asked = |sql: &str| copy.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!((asked("SELECT version FROM schema_version"), asked("SELECT COUNT(*) FROM event")), (1, 6));
    drop(database);
    county.open();
    assert!(county.verify().unwrap().is_sound());
    assert!(county.reader().imports().unwrap().is_empty());
    county.close();
    assert_eq!(Database::open(&county.address).unwrap().upgraded(), None, "once is enough");
    // A second time, the first copy is not written over.
    make_older(&county);
    let again = Database::open(&county.address).unwrap().upgraded().unwrap().backup.clone().unwrap();
    assert!(again != backup && backup.exists() && again.exists());
}

#[test]
fn an_older_file_in_use_is_left_alone() {
    let county = Ground::sqlite();
    make_older(&county);
    assert!(matches!(Database::open(&county.address).err(), Some(OpenError::InUse(_))));
    assert_eq!(county.number("SELECT version FROM schema_version"), 1);
}

#[test]
fn an_older_database_on_a_server_is_refused_until_it_has_been_copied() {
    let Some(mut county) = Ground::postgres() else { return };
    people(&county);
    county.close();
    make_older(&county);
    let refused = Database::open(&county.address).err().unwrap();
    assert_eq!(refused, OpenError::Older { from: 1, to: latest_schema() });
    assert!(refused.to_string().contains("pg_dump") && refused.to_string().contains("--upgrade"), "{refused}");
    assert_eq!(county.number("SELECT version FROM schema_version"), 1);
    let upgraded = Database::open_and_upgrade(&county.address).unwrap();
    assert_eq!(upgraded.upgraded().unwrap().backup, None);
    county.open();
    assert!(county.verify().unwrap().is_sound());
}

#[test]
fn a_full_disk_is_a_sentence_and_nothing_half() {
    let mut county = Ground::sqlite();
    people(&county);
    let before = county.number("SELECT COUNT(*) FROM event");
    county.close();
    let pages = u32::try_from(county.number("PRAGMA page_count")).unwrap();
    county.open_limited(pages + 4);
    let mut full = None;
    for at in 0..200 {
        let mut request = open_errand(&format!("q{at}"), &"满".repeat(2_000), "2026-05-07");
        request.key = Some(format!("k{at}"));
        match county.act(request) {
            Ok(_) => {}
            Err(failure) => {
                full = Some((at, failure));
                break;
            }
        }
    }
    let (done, failure) = full.unwrap();
    assert!(matches!(failure, Failure::Unavailable(sentence) if sentence.contains("磁盘已满")));
    assert_eq!(county.number("SELECT COUNT(*) FROM event"), before + done);
    county.close();
    county.open();
    let mut request = open_errand("again", "好", "2026-05-07");
    request.key = Some("again".into());
    assert_eq!(county.act(request).unwrap().number, Some(format!("差〔2026〕{}号", done + 1)));
    assert!(county.verify().unwrap().is_sound());
}

#[test]
fn a_lost_connection_is_opened_again_and_nothing_is_done_twice() {
    let Some(county) = Ground::postgres() else { return };
    people(&county);
    let first = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
    county.tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    let second = county.act(open_errand("p2", "乙", "2026-05-07")).unwrap();
    assert_eq!((first.number.as_deref(), second.number.as_deref()), (Some("差〔2026〕1号"), Some("差〔2026〕2号")));
    assert!(county.reader().probe().is_ok());
    assert!(county.verify().unwrap().is_sound());
}

#[test]
fn a_server_that_is_down_is_a_sentence_until_it_is_back() {
    let Some(server) = Server::new() else { return };
    let mut county = Ground { county: None, address: server.address("postgres"), folder: Folder::new() };
    county.open();
    people(&county);
    server.stop();
    let failure = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap_err();
    assert!(matches!(failure, Failure::Unavailable(sentence) if sentence.contains("数据库")));
    assert!(server.start());
    assert_eq!(county.act(open_errand("p1", "甲", "2026-05-07")).unwrap().number.as_deref(), Some("差〔2026〕1号"));
}

#[test]
fn what_was_answered_is_there_after_closing() {
    everywhere(|county| {
        people(county);
        let answer = county.act(open_errand("p1", "甲", "2026-05-07")).unwrap();
        county.close();
        county.open();
        assert_eq!(finish(county, &answer, "好").unwrap().n, 2);
        assert_eq!(act(county, clerk(), &answer.id, 2, json!({"verb": "comment", "text": "好"})).unwrap().n, 3);
    });
}
