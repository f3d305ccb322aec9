//! 封账 through API, pages and command: a year is closed, a matter of it is put right, and the reprint is still what was closed.

use crate::{
    export::part,
    server::{Folder, Server, databases, zhunsheng},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const HEAD: &str = "jiandu-guzhang";

fn application(server: &Server) -> Value {
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    let half = |day: &str, half: &str| json!({"day": day, "half": half});
    json!({"verb": "apply", "stand_in": deputy, "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": half("2026-12-31", "上午"), "to": half("2027-01-02", "下午")}, "destination": "合肥市",
        "reach": "beyond_city", "reason": "参加会议", "phone": "13900000000"})
}

/// The register that the clock opens for the year, once it has looked.
#[expect(clippy::disallowed_methods, reason = "the clock of a server looks by itself")]
fn register(server: &Server, year: &str) -> String {
    let (head, began) = (server.sign_in(HEAD), Instant::now());
    loop {
        let (_, list) = head.get("/api/v1/matters?kind=ledger_year");
        let items = list["items"].as_array().unwrap();
        if let Some(found) = items.iter().find(|item| item["title"] == format!("{year}年度封账")) {
            return found["id"].as_str().unwrap().to_owned();
        }
        assert!(began.elapsed() < Duration::from_secs(60), "the clock opens no register: {list}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn year(server: &Server, year: i16) -> Value {
    let (status, ledger) = server.sign_in(HEAD).get(&format!("/api/v1/ledgers/leave/{year}"));
    assert_eq!(status, 200, "{ledger}");
    ledger
}

/// The first event of a leave with another destination.
fn put_right(server: &Server, id: &str) {
    let head = server.sign_in(HEAD);
    let (_, events) = head.get(&format!("/api/v1/matters/{id}/events"));
    let mut payload = events["items"][0]["payload"].clone();
    assert_eq!(payload["application"]["destination"], "合肥市", "{events}");
    payload["application"]["destination"] = json!("芜湖市");
    head.does(id, json!({"verb": "amend", "n": 1, "payload": payload, "reason": "去向填错"}));
}

#[test]
fn a_closed_year_is_reprinted_as_it_was_closed_and_what_was_put_right_later_stands_in_both_years() {
    let databases_folder = Folder::new("ledger-years-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("ledger-years");
        let mut server = Server::demo(&folder, &database, "2026-12-30T09:00");
        let (status, asked) = server.sign_in("yunting-shuji").open("leave", application(&server));
        assert_eq!((status, &asked["number"]), (201, &json!("请〔2026〕1号")), "{asked}");
        let leave = asked["id"].as_str().unwrap().to_owned();
        let running = server.sign_in(HEAD).open("ledger_year", json!({"verb": "open", "year": 2026}));
        assert_eq!((running.0, &running.1["refusal"]["code"]), (422, &json!("year_running")));
        assert_eq!(server.stop(), Some(0));
        drop(server);

        let mut server = Server::start(&folder, &["demo", "--database", &database, "--today", "2027-01-05T09:00"]);
        let register = register(&server, "2026");
        let (_, matter) = server.sign_in(HEAD).get(&format!("/api/v1/matters/{register}"));
        assert_eq!(matter["duties"][0]["due"], "2027-02-04", "{matter}");
        assert_eq!(year(&server, 2026)["proved"], Value::Null);
        server.sign_in(HEAD).does(&register, json!({"verb": "close", "checked": "与纸质台账一致"}));
        let closed = year(&server, 2026);
        assert_eq!((&closed["proved"], &closed["left"]), (&json!(true), &json!(1)), "{closed}");
        assert_eq!(server.sign_in(HEAD).is_refused(&register, json!({"verb": "close", "checked": "再封"})).0, 422);

        put_right(&server, &leave);
        let again = year(&server, 2026);
        assert_eq!((&again["digest"], &again["proved"]), (&closed["digest"], &json!(true)));
        let texts = |ledger: &Value| ledger["rows"][0]["texts"].clone();
        assert_eq!(texts(&again), texts(&closed));
        assert_eq!(again["rows"][0]["notes"], json!(["补正见请销假〔2027〕补正1号"]));
        let next = year(&server, 2027);
        let parts: Vec<&str> =
            next["rows"].as_array().unwrap().iter().map(|row| row["part"].as_str().unwrap()).collect();
        assert_eq!(parts, ["carried", "correction"], "{next}");
        pages(&server);
        assert_eq!(server.stop(), Some(0));
        drop(server);
        command(&folder, &database);
    }
}

fn pages(server: &Server) {
    let (head, clerk) = (server.sign_in(HEAD), server.sign_in("yunting-jingban"));
    let (_, _, list) = head.page("/ledgers", None);
    assert!(list.contains("已封账") && list.contains("编号中"), "{list}");
    let (_, _, paper) = head.page("/ledgers/leave/2026?paper=a3", None);
    for words in [
        "请销假台账（2026年度）",
        "与封账时一致",
        "补正见请销假〔2027〕补正1号",
        "结转下年1条",
        "填报：",
        "across-a3.css",
    ] {
        assert!(paper.contains(words), "{words}: {paper}");
    }
    let (_, _, next) = head.page("/ledgers/leave/2027", None);
    for words in ["上年结转", "请〔2026〕1号", "请销假〔2027〕补正1号", "合肥市", "芜湖市", "理由：去向填错"]
    {
        assert!(next.contains(words), "{words}: {next}");
    }
    let (status, name, book) = head.bytes("/ledgers/leave/2027/export?paper=A3");
    assert_eq!(status, 200, "{name}");
    assert!(part(&book, "xl/worksheets/sheet1.xml").contains("paperSize=\"8\""));
    assert!(part(&book, "xl/workbook.xml").contains("补正"));
    for path in ["/ledgers", "/ledgers/leave/2026", "/api/v1/ledgers/leave/2026"] {
        assert_eq!(clerk.page(path, None).0, 404, "{path}: a year is shown whole or not at all");
    }
    assert_eq!(head.page("/ledgers/leave/2025", None).0, 404);
    assert_eq!(head.page("/ledgers/unit/2026", None).0, 404);
}

fn command(folder: &Folder, database: &str) {
    let run = |args: &[&str]| {
        let mut command = zhunsheng();
        command.args(args).args(["--database", database, "--data"]).arg(folder.0.join("data"));
        let out = command.arg("--keys").arg(folder.0.join("keys")).output().unwrap();
        let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        (out.status.code(), said)
    };
    let to = folder.0.join("2026.xlsx");
    let to = to.to_str().unwrap();
    let (code, said) = run(&["export", "ledger", "--kind", "leave", "--year", "2026", "--to", to]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("与封账时一致"), "{said}");
    assert!(part(&std::fs::read(to).unwrap(), "xl/sharedStrings.xml").contains("请〔2026〕1号"));
    let (code, said) = run(&["export", "ledger", "--kind", "leave", "--year", "2020", "--to", to]);
    assert_eq!(code, Some(1), "{said}");
    let (code, said) = run(&["export", "ledger", "--kind", "leave", "--year", "2026", "--to", to, "--paper", "B5"]);
    assert_eq!(code, Some(2), "{said}");
    let (code, said) = run(&["verify"]);
    assert_eq!(code, Some(0), "{said}");
}
