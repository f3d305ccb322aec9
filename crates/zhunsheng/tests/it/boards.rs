//! Boards: what stands where, unit by unit, as the ledger of the same kind has it, and cut to what the reader may see.

use crate::{
    official,
    server::{Folder, Person, Server, databases},
};
use serde_json::{Value, json};

/// A certificate of somebody, entered; its id.
pub fn certificate(clerk: &Person, person: &str, number: &str, held: &str, expires: &str) -> String {
    let enter = json!({"verb": "enter", "person": person, "kind": "passport", "number": number, "issued": "2020-03-01",
        "expires": expires, "held": held, "place": "1柜3格"});
    let (status, answer) = clerk.open("certificate", enter);
    assert_eq!(status, 201, "{answer}");
    answer["id"].as_str().unwrap().to_owned()
}

/// The line of a unit.
fn line<'a>(board: &'a Value, unit: &str) -> &'a Value {
    board["items"].as_array().unwrap().iter().find(|line| line["unit_name"] == unit).unwrap_or(&Value::Null)
}

#[test]
fn the_cabinet_counts_what_is_where_by_unit_and_shows_what_comes_next() {
    let folder = Folder::new("board");
    for database in databases(&folder) {
        let folder = Folder::new("board");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let clerk = server.sign_in("jiandu-jingban");
        let [secretary, mayor, deputy] = ["yunting-shuji", "yunting-zhenzhang", "yunting-fuzhenzhang"]
            .map(|who| server.sign_in(who).id().to_owned());
        let minister = server.sign_in("zuzhibu-buzhang").id().to_owned();
        certificate(&clerk, &secretary, "E11112222", "kept", "2027-01-31");
        certificate(&clerk, &mayor, "E33334444", "kept", "2029-05-31");
        certificate(&clerk, &deputy, "E55556666", "owed", "2026-09-30");
        certificate(&clerk, &minister, "E77778888", "personal", "2028-05-31");
        let (status, board) = clerk.get("/api/v1/boards/certificate");
        assert_eq!(status, 200, "{board}");
        let town = line(&board, "云亭镇");
        assert_eq!(
            (&town["counts"]["在管"], &town["counts"]["待上交"], &town["counts"]["逾期"]),
            (&json!(2), &json!(1), &json!(0))
        );
        assert_eq!(town["next_due"], "2026-05-12", "seven days to hand it in");
        assert_eq!(line(&board, "县委组织部")["counts"]["本人保管"], 1);

        let (status, _, page) = clerk.page("/boards/certificate", None);
        assert_eq!(status, 200);
        for said in ["<h1>证件柜</h1>", "最先到期", "没有逾期未交的证件。", "集中保管检查", "按持证人单位统计"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        let (first, last) = (page.find("尾号6666").unwrap(), page.rfind("尾号4444").unwrap());
        assert!(first < last, "what expires first stands first");
        assert!(!page.contains("E55556666"), "numbers are sealed");
        // A number leads to its rows, and they are as many.
        let chosen = "/boards/certificate?heap=%E5%9C%A8%E7%AE%A1";
        let (_, _, kept) = clerk.page(chosen, None);
        assert!(kept.contains("尾号2222") && kept.contains("共2条"), "{kept}");
        assert_eq!(clerk.page("/boards/certificate?heap=none", None).0, 404);
        assert_eq!(clerk.page("/boards/leave", None).0, 404, "a kind without a board");

        // The clerk of the town sees the town; the administrator nothing.
        let (_, own) = server.sign_in("yunting-jingban").get("/api/v1/boards/certificate");
        assert_eq!(own["items"].as_array().unwrap().len(), 1, "{own}");
        let administrator = server.sign_in("xitong");
        assert_eq!(administrator.get("/api/v1/boards/certificate").0, 404);
        assert_eq!(administrator.page("/boards/certificate", None).0, 404);
        assert_eq!(clerk.get("/api/v1/boards/certificate?colour=red").0, 400);
    }
}

#[test]
fn a_day_that_has_passed_moves_a_certificate_to_what_is_late() {
    let folder = Folder::new("board-late");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
    certificate(&server.sign_in("jiandu-jingban"), &deputy, "E55556666", "owed", "2029-09-30");
    assert_eq!(server.stop(), Some(0));
    let server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-05-20T09:00"]);
    let clerk = server.sign_in("jiandu-jingban");
    let (_, board) = clerk.get("/api/v1/boards/certificate?kind=%E6%99%AE%E9%80%9A%E6%8A%A4%E7%85%A7");
    let town = line(&board, "云亭镇");
    assert_eq!((&town["counts"]["逾期"], &town["counts"]["待上交"]), (&json!(1), &json!(0)), "{board}");
    let (_, _, page) = clerk.page("/boards/certificate", None);
    assert!(page.contains("逾期8日") && !page.contains("没有逾期未交的证件。"), "{page}");
}

#[test]
fn handovers_under_way_are_counted_by_what_they_wait_for_and_an_empty_heap_says_a_fact() {
    let folder = Folder::new("board-handover");
    for database in databases(&folder) {
        let folder = Folder::new("board-handover");
        let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let clerk = server.sign_in("jiandu-jingban");
        let (status, _, page) = clerk.page("/boards/handover", None);
        assert!(status == 200 && page.contains("没有办理中的离任交接。"), "{status} {page}");
        official::handover(&server, &clerk);
        let (_, board) = clerk.get("/api/v1/boards/handover");
        let counts = &line(&board, "云亭镇")["counts"];
        assert_eq!((&counts["待填"], &counts["逾期"], &counts["争议"]), (&json!(1), &json!(0), &json!(0)), "{board}");
        let (_, _, page) = clerk.page("/boards/handover", None);
        for said in
            ["<h1>离任交接看板</h1>", "待转关系", "没有逾期的交接。", "没有未处理的争议。", "heap=%E5%BE%85%E5%A1%AB"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        let heap = |word: &str| format!("/boards/handover?heap={word}");
        let (_, _, filling) = clerk.page(&heap("%E5%BE%85%E5%A1%AB"), None);
        assert!(filling.contains("云亭镇镇长") && filling.contains("共1条"), "{filling}");
        let (_, _, signing) = clerk.page(&heap("%E5%BE%85%E7%AD%BE"), None);
        assert!(signing.contains("没有等待签字的交接。") && !signing.contains("没有符合条件的"), "{signing}");
        let (_, _, cut) = clerk.page(&format!("{}&form=%E7%9F%AD%E8%A1%A8", heap("%E5%BE%85%E5%A1%AB")), None);
        assert!(cut.contains("按所选条件，没有正在填写的交接。"), "{cut}");
        // Once its seven working days are over it lies in another heap, and in no other.
        server.stop();
        let args = ["demo", "--database", &database, "--today", "2026-05-20T09:00"];
        server = Server::start(&folder, &args);
        let clerk = server.sign_in("jiandu-jingban");
        let (_, board) = clerk.get("/api/v1/boards/handover");
        let counts = &line(&board, "云亭镇")["counts"];
        assert_eq!((&counts["待填"], &counts["逾期"]), (&json!(0), &json!(1)), "{board}");
        let (_, _, late) = clerk.page(&heap("%E9%80%BE%E6%9C%9F"), None);
        assert!(late.contains("云亭镇镇长"), "{late}");
    }
}
