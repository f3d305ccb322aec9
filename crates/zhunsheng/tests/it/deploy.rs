//! What an operator is given and does: alert rules, systemd units, an upgrade, and the refusals of `--today` and of a half-made demo.

use crate::{
    import::{older, script},
    operations::verified,
    server::{Folder, Server, databases, skipped, zhunsheng},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn deploy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/deploy")
}

/// Runs the command on a county until it ends; exit code and what it said.
fn ends(folder: &Folder, database: &str, args: &[&str]) -> (Option<i32>, String) {
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let mut command = zhunsheng();
    command.args(args).args(["--database", database]).arg("--data").arg(data).arg("--keys").arg(keys);
    let output = command.output().unwrap();
    let words = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.code(), words)
}

const HERE: [&str; 2] = ["--listen", "127.0.0.1:0"];

#[test]
fn every_alert_asks_for_numbers_and_labels_that_the_server_tells() {
    let folder = Folder::new("alerts");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let secretary = server.sign_in("yunting-shuji");
    assert_eq!(secretary.page("/", None).0, 200);
    let told = secretary.page("/metrics", None).2;
    let rules = fs::read_to_string(deploy().join("alerts.yml")).unwrap();
    let expressions: Vec<&str> = rules.lines().filter_map(|line| line.trim().strip_prefix("expr: ")).collect();
    assert_eq!(expressions.len(), rules.matches("- alert: ").count());
    let mut asked = BTreeSet::new();
    for expression in &expressions {
        for word in expression.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
            if word.starts_with("zhunsheng_") || word.starts_with("process_") {
                let is_told = told.lines().any(|line| line.split(['{', ' ']).next() == Some(word));
                assert!(is_told, "{word} of “{expression}” is not in /metrics");
                asked.insert(word);
            }
        }
        // Labels that are ours: those that Prometheus adds, and those with patterns, are its own.
        for label in
            expression.split(['{', ',', '}']).filter(|label| label.contains("=\"") && !label.starts_with("job"))
        {
            assert!(told.contains(label), "{label} of “{expression}” is not in /metrics");
        }
    }
    assert!(asked.len() >= 6, "{asked:?}");
}

#[test]
fn the_systemd_units_are_what_systemd_understands() {
    let folder = Folder::new("units");
    let program = env!("CARGO_BIN_EXE_zhunsheng");
    let units = ["zhunsheng.service", "zhunsheng-backup.service", "zhunsheng-backup.timer"];
    for unit in units {
        let text = fs::read_to_string(deploy().join(unit)).unwrap();
        fs::write(folder.0.join(unit), text.replace("/usr/local/bin/zhunsheng", program)).unwrap();
    }
    let paths = units.map(|unit| folder.0.join(unit));
    let Ok(output) = Command::new("systemd-analyze").args(["verify", "--man=no"]).args(paths).output() else {
        return skipped("systemd-analyze");
    };
    let said = String::from_utf8_lossy(&output.stderr);
    // What it says of units of the machine itself is not ours.
    let ours: Vec<&str> = said.lines().filter(|line| line.contains("zhunsheng")).collect();
    assert!(ours.is_empty(), "{said}");
    // And it does look: a setting that does not exist is told.
    let broken = folder.0.join("zhunsheng-broken.service");
    let text = fs::read_to_string(folder.0.join("zhunsheng.service")).unwrap();
    fs::write(&broken, text.replace("[Install]", "NoSuchSetting=yes\n[Install]")).unwrap();
    let output = Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(broken).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("NoSuchSetting"));
}

#[test]
fn serving_an_older_database_copies_it_first_or_asks_for_the_copy_and_nothing_is_lost() {
    let databases_folder = Folder::new("upgrade-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("upgrade");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let admin = server.sign_in("xitong");
        let (_, kept) = admin.open("account", serde_json::json!({"verb": "open", "login": "laoren", "name": "旧人"}));
        drop(admin);
        drop(server);
        script(&database, &older());
        let mut arguments = vec!["demo", "--database", &database, "--today", "2026-05-06T09:00"];
        if let Some(file) = database.strip_prefix("sqlite:") {
            assert!(!Path::new(&format!("{file}.v1.bak")).exists());
        } else {
            let (code, words) = ends(&folder, &database, &[&["serve"][..], &HERE].concat());
            assert_eq!(code, Some(2), "{words}");
            assert!(words.contains("请先用 pg_dump 备份，再加 --upgrade 打开"), "{words}");
            arguments.push("--upgrade");
        }
        let server = Server::start(&folder, &arguments);
        if let Some(file) = database.strip_prefix("sqlite:") {
            let copy = rusqlite::Connection::open(format!("{file}.v1.bak")).unwrap();
            let asked = |sql: &str| copy.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
            assert_eq!(asked("SELECT version FROM schema_version"), 1, "the copy is as it was");
            assert!(asked("SELECT COUNT(*) FROM event") > 1_000);
        }
        let admin = server.sign_in("xitong");
        let id = kept["id"].as_str().unwrap();
        assert_eq!(admin.get(&format!("/api/v1/matters/{id}")).0, 200);
        drop(admin);
        drop(server);
        verified(&folder, &database);
    }
}

#[test]
fn another_day_is_only_for_invented_counties_and_never_before_what_happened() {
    let databases_folder = Folder::new("today-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("today");
        let today = |command: &'static str, day: &'static str| [&[command, "--today", day][..], &HERE].concat();
        let (code, words) = ends(&folder, &database, &today("serve", "2026-05-05"));
        assert_eq!(code, Some(2), "{words}");
        assert!(words.contains("--today 只能用于演示或测试的县；真实的县以机器时间为准。"), "{words}");
        let (code, words) = ends(&folder, &database, &today("serve", "2026-02-30"));
        assert_eq!(code, Some(2), "{words}");
    }
    let folder = Folder::new("back");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let admin = server.sign_in("xitong");
    assert_eq!(admin.open("account", serde_json::json!({"verb": "open", "login": "xin", "name": "新人"})).0, 201);
    drop(admin);
    drop(server);
    for (command, day) in [("demo", "2026-05-04T09:00"), ("serve", "2026-05-05T08:00"), ("demo", "2026-13-01")] {
        let (code, words) = ends(&folder, &database, &[&[command, "--today", day][..], &HERE].concat());
        assert_eq!(code, Some(2), "{words}");
        let sentence = if day.contains("13") { "不是有效时间" } else { "时间不能倒流" };
        assert!(words.contains(sentence) && words.contains(day), "{words}");
    }
    verified(&folder, &database);
}

#[test]
fn a_demo_that_was_not_made_to_its_end_is_not_served() {
    let databases_folder = Folder::new("half-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("half");
        let make = ["demo", "--years", "0", "--make-only", "--today", "2026-05-05T09:00"];
        let (code, words) = ends(&folder, &database, &make);
        assert_eq!(code, Some(0), "{words}");
        // The list of accounts is written last: without it the county is half made.
        fs::remove_file(folder.0.join("data/accounts.json")).unwrap();
        for arguments in [&make[..], &["demo", "--listen", "127.0.0.1:0"]] {
            let (code, words) = ends(&folder, &database, arguments);
            assert_eq!(code, Some(2), "{words}");
            assert!(words.contains("里有一个没有造完的县，请换一个 --data 文件夹，或删去后再造。"), "{words}");
        }
    }
}
