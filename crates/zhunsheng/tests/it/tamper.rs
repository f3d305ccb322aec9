//! `verify` on a county that somebody has had his hands in.

use crate::server::{Folder, Server, postgres, skipped, zhunsheng};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::Output};

/// A county in which something has happened, and a clean copy of its database.
struct Tampered {
    folder: Folder,
}

impl Tampered {
    fn new() -> Self {
        let county = Self { folder: Folder::new("tamper") };
        let server = Server::demo(&county.folder, &county.database(), "2026-05-05T09:00");
        let secretary = server.sign_in("yunting-shuji");
        let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
        let (status, answer) = secretary.open("leave", trip("2026-05-06", &deputy));
        assert_eq!(status, 201, "{answer}");
        drop(server);
        county.keep("clean.db");
        county
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.0.join(name)
    }
    fn database(&self) -> String {
        format!("sqlite:{}", self.path("county.db").display())
    }

    /// A copy of the database as it is now.
    fn keep(&self, name: &str) {
        let link = Connection::open(self.path("county.db")).unwrap();
        link.execute("VACUUM INTO ?1", [self.path(name).to_str().unwrap()]).unwrap();
    }

    /// Puts a copy back in the place of the database.
    fn put_back(&self, name: &str) {
        for beside in ["county.db", "county.db-wal", "county.db-shm"] {
            let _ = fs::remove_file(self.path(beside));
        }
        fs::copy(self.path(name), self.path("county.db")).unwrap();
    }

    /// Changes the clean database, with statements that must each hit something.
    fn changed(&self, statements: &[&str]) -> &Self {
        self.put_back("clean.db");
        let link = Connection::open(self.path("county.db")).unwrap();
        for statement in statements {
            assert!(link.execute(statement, []).unwrap() > 0, "{statement}");
        }
        self
    }

    fn one(&self, question: &str) -> String {
        let link = Connection::open(self.path("county.db")).unwrap();
        let answer: rusqlite::types::Value = link.query_row(question, [], |row| row.get(0)).unwrap();
        match answer {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => panic!("{other:?}"),
        }
    }

    fn verify(&self, more: &[&str]) -> Output {
        let (database, data, keys) = (self.database(), self.path("data"), self.path("keys"));
        let place = ["--database", &database, "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
        zhunsheng().arg("verify").args(place).args(more).output().unwrap()
    }

    /// What it says when it finds something.
    fn complaint(&self) -> String {
        let output = self.verify(&[]);
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("发现") && said.contains("处不符"), "{said}");
        said
    }
}

fn trip(day: &str, stand_in: &str) -> Value {
    json!({
        "verb": "apply", "stand_in": stand_in, "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": {"day": day, "half": "上午"}, "to": {"day": day, "half": "下午"}},
        "destination": "合肥市", "reach": "beyond_city", "reason": "参加会议", "phone": "13900000000",
    })
}

#[test]
fn a_county_as_the_journal_tells_it_ends_with_0() {
    let county = Tampered::new();
    let output = county.verify(&[]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.starts_with("341899：核对了") && !said.contains("核对了0条"), "{said}");
    let output = county.verify(&["--json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["findings"], json!([]));
    assert_eq!(report["head"].to_string(), county.one("SELECT max(seq) FROM event"));
}

#[test]
fn a_changed_row_of_any_table_is_named_with_what_should_be_there() {
    let county = Tampered::new();
    county.changed(&[
        "UPDATE matter SET stage = '已批准' WHERE kind = 'leave'",
        "UPDATE duty SET due = '2027-01-01' WHERE matter = (SELECT key FROM matter WHERE kind = 'leave')",
        "UPDATE person SET level = '正处' WHERE id = (SELECT min(id) FROM person WHERE level <> '正处')",
        "INSERT INTO role_grant (county, matter, account, role, unit)
            SELECT county, matter, account, 'minister', '' FROM role_grant WHERE role = 'section_clerk' LIMIT 1",
        "DELETE FROM tenure WHERE (matter, key) = (SELECT matter, key FROM tenure LIMIT 1)",
    ]);
    let said = county.complaint();
    for words in
        ["matter表", "stage列", "“已批准”", "duty表", "due列应为", "“2027-01-01”", "person表", "level列", "“正处”"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let line = |table: &str, word: &str| said.lines().any(|line| line.starts_with(table) && line.contains(word));
    assert!(line("role_grant表", "多出"), "{said}");
    assert!(line("tenure表", "缺少"), "{said}");
    let output = county.verify(&["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let stage = findings.iter().find(|finding| finding["column"] == "stage").unwrap();
    assert_eq!((&stage["code"], &stage["found"]), (&json!("row_changed"), &json!("已批准")));
    assert!(findings.iter().any(|finding| finding["code"] == "row_extra" && finding["table"] == "role_grant"));
}

#[test]
fn a_removed_inserted_or_changed_event_is_named_by_its_number() {
    let county = Tampered::new();
    let last: i64 = county.one("SELECT max(seq) FROM event").parse().unwrap();
    let middle = last / 2;
    let said = county.changed(&[&format!("DELETE FROM event WHERE seq = {middle}")]).complaint();
    assert!(said.contains(&format!("第{middle}号记录缺失")), "{said}");
    let reworded = format!("UPDATE event SET payload = replace(payload, '{{', '{{ ') WHERE seq = {middle}");
    let said = county.changed(&[&reworded]).complaint();
    assert!(said.contains(&format!("第{middle}号记录被改动过")), "{said}");
    let inserted = format!(
        "INSERT INTO event (county, seq, matter, n, id, kind, verb, version, moment, day, actor, payload, cause, hash)
         SELECT county, {0}, {0}, 1, 'x', kind, verb, version, moment, day, actor, payload, NULL, hash FROM event WHERE n = 1 AND seq = 1",
        last + 1
    );
    let said = county.changed(&[&inserted]).complaint();
    assert!(said.contains(&format!("第{}号记录在签名之后，不是由本程序写入", last + 1)), "{said}");
}

#[test]
fn a_wrong_head_is_named() {
    let county = Tampered::new();
    for change in
        ["UPDATE head SET hash = zeroblob(32)", "UPDATE head SET signature = zeroblob(65)", "DELETE FROM head"]
    {
        let said = county.changed(&[change]).complaint();
        assert!(said.contains("校验链末端的签名不对"), "{change}: {said}");
    }
}

#[test]
fn an_older_copy_put_back_and_a_cut_off_tail_are_named() {
    let county = Tampered::new();
    county.keep("older.db");
    let older = county.one("SELECT max(seq) FROM event");
    let server =
        Server::start(&county.folder, &["demo", "--database", &county.database(), "--today", "2026-05-07T09:00"]);
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let (status, answer) = server.sign_in("yunting-zhenzhang").open("leave", trip("2026-05-12", &deputy));
    assert_eq!(status, 201, "{answer}");
    drop(server);
    let newer = county.one("SELECT max(seq) FROM event");
    county.put_back("older.db");
    let said = county.complaint();
    assert!(said.contains(&format!("应到第{newer}号，只到第{older}号，可能被换成旧备份")), "{said}");
    let said = county.changed(&[&format!("DELETE FROM event WHERE seq = {older}")]).complaint();
    assert!(said.contains(&format!("第{older}号记录缺失")), "{said}");
}

#[test]
fn a_key_folder_that_is_gone_is_a_sentence_and_nobody_makes_new_keys() {
    let county = Tampered::new();
    fs::remove_dir_all(county.path("keys")).unwrap();
    let output = county.verify(&[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("journal.key") && said.contains("从备份恢复"), "{said}");
    assert!(!county.path("keys").join("journal.key").exists());
}

#[test]
fn on_postgresql_each_change_is_named_too() {
    let Some(database) = postgres() else { return skipped("PostgreSQL") };
    let folder = Folder::new("tamper-server");
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let secretary = server.sign_in("yunting-shuji");
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let (status, answer) = secretary.open("leave", trip("2026-05-06", &deputy));
    assert_eq!(status, 201, "{answer}");
    drop(server);
    let verify = || {
        let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
        let place = ["--database", &database, "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
        let output = zhunsheng().arg("verify").args(place).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(verify().0, Some(0));
    let mut link = postgres::Client::connect(&database, postgres::NoTls).unwrap();
    for (change, back, said) in [
        (
            "UPDATE matter SET title = title || '改' WHERE kind = 'leave'",
            "UPDATE matter SET title = rtrim(title, '改') WHERE kind = 'leave'",
            "matter表",
        ),
        (
            "UPDATE event SET day = '2026-05-04' WHERE kind = 'leave'",
            "UPDATE event SET day = '2026-05-05' WHERE kind = 'leave'",
            "号记录被改动过",
        ),
        ("UPDATE duty SET with_post = 1 - with_post", "UPDATE duty SET with_post = 1 - with_post", "duty表"),
        ("UPDATE answer SET account = 'other'", "UPDATE answer SET account = 'yunting-shuji'", "answer表多出"),
        (
            "UPDATE search SET rowid = -rowid WHERE rowid = 1",
            "UPDATE search SET rowid = -rowid WHERE rowid = -1",
            "search表",
        ),
        ("UPDATE head SET moment = moment + 1", "UPDATE head SET moment = moment - 1", "校验链末端的签名不对"),
        ("DELETE FROM event WHERE kind = 'leave'", "", "记录缺失"),
    ] {
        assert!(link.execute(change, &[]).unwrap() > 0, "{change}");
        let (status, text) = verify();
        assert!(status == Some(1) && text.contains(said), "{change}: {text}");
        if !back.is_empty() {
            link.execute(back, &[]).unwrap();
        }
    }
}
