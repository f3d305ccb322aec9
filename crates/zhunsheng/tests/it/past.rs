//! The demo as a visitor gets it: two whole years of a whole county, played through the desk, then verified and served.

use crate::server::{Folder, Server, zhunsheng};
use serde_json::Value;
use std::collections::BTreeMap;

/// Leaves of a year at 600 cadres: about 4,500.
const A_YEAR: std::ops::Range<i64> = 4_000..5_000;

fn counted(database: &rusqlite::Connection, sql: &str) -> i64 {
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// How many leaves are at each stage.
fn stages(database: &rusqlite::Connection) -> BTreeMap<String, i64> {
    let mut asked = database.prepare("SELECT stage, COUNT(*) FROM matter WHERE kind = 'leave' GROUP BY stage").unwrap();
    asked.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// Whoever somebody can sign in as sits on the last day where the list says.
fn still_in_post(played: &rusqlite::Connection, list: &std::path::Path) {
    let listed: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(list).unwrap()).unwrap();
    let people: Vec<&Value> = listed.iter().filter(|account| account["person"].is_string()).collect();
    assert!(people.len() > 10);
    let held = "SELECT COUNT(*) FROM tenure t JOIN post p ON p.id = t.post JOIN unit u ON u.id = p.unit
        WHERE t.person = ?1 AND t.until_day IS NULL AND instr(?2, p.title) > 0 AND instr(?2, u.name) > 0";
    for account in people {
        let (person, title) = (account["person"].as_str().unwrap(), account["title"].as_str().unwrap());
        let found: i64 = played.query_row(held, [person, title], |row| row.get(0)).unwrap();
        assert!(found > 0, "{} is no longer {title}", account["account"]);
    }
}

#[test]
fn the_demo_plays_two_years_of_a_whole_county_and_every_record_of_them_verifies() {
    let folder = Folder::new("past");
    let (file, data, keys) = (folder.0.join("county.db"), folder.0.join("data"), folder.0.join("keys"));
    let database = format!("sqlite:{}", file.display());
    let place = ["--database", &database, "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
    let make = ["demo", "--make-only", "--today", "2026-05-07T09:00"];
    let output = zhunsheng().args(make).args(place).output().unwrap();
    let progress = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{progress}");
    assert!(progress.contains("演过 730/730"), "{progress}");

    let played = rusqlite::Connection::open(&file).unwrap();
    for (from, to) in [("2024-05-07", "2025-05-06"), ("2025-05-07", "2026-05-06")] {
        let opened = format!("opened_on BETWEEN '{from}' AND '{to}'");
        let leaves = counted(&played, &format!("SELECT COUNT(*) FROM matter WHERE kind = 'leave' AND {opened}"));
        assert!(A_YEAR.contains(&leaves), "{leaves} leaves from {from}");
        let moves = counted(&played, &format!("SELECT COUNT(*) FROM matter WHERE kind = 'handover' AND {opened}"));
        assert!(moves > 100, "{moves} handovers from {from}");
    }
    assert_eq!(counted(&played, "SELECT COUNT(*) FROM event WHERE day > '2026-05-07'"), 0, "it ends today");
    let managed = "SELECT COUNT(*) FROM person WHERE authority = '县管' AND active";
    assert!((580..=640).contains(&counted(&played, managed)), "{}", counted(&played, managed));
    let stages = stages(&played);
    for stage in ["已办结", "已批准", "待审批", "不同意", "已撤回", "已取消"] {
        assert!(stages.contains_key(stage), "{stages:?}");
    }
    still_in_post(&played, &data.join("accounts.json"));
    drop(played);

    let output = zhunsheng().arg("verify").args(place).arg("--json").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["events"].as_i64().unwrap() > 40_000 && report["findings"] == serde_json::json!([]), "{report}");

    let server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-05-07T09:30"]);
    let head = server.sign_in("jiandu-guzhang");
    for page in ["/", "/ledger/leave", "/ledger/handover?tab=all", "/calendar"] {
        assert_eq!(head.page(page, None).0, 200, "{page}");
    }
}
