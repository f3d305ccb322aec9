//! Requests that should not be, against the real mechanisms on each database: each has its status and its sentence, and leaves nothing.

use crate::server::{Folder, Person, Server, databases};
use serde_json::{Value, json};

#[test]
fn what_should_not_be_is_refused_and_leaves_nothing() {
    let databases_folder = Folder::new("hostile-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("hostile");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        unknown_and_malformed(&server);
        double_click_and_reused_key(&server);
        stale(&server);
        foreign_and_own(&server);
        administrators(&server);
        locked_out(&server);
    }
}

fn trip(server: &Server, day: &str) -> Value {
    json!({
        "verb": "apply", "stand_in": server.sign_in("yunting-zhenzhang").id(), "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": {"day": day, "half": "上午"}, "to": {"day": day, "half": "下午"}},
        "destination": "合肥市", "reach": "beyond_city", "reason": "参加会议", "phone": "13900000000",
    })
}

/// Leaves that the secretary can see.
fn leaves(person: &Person) -> usize {
    person.get("/api/v1/matters?kind=leave").1["items"].as_array().unwrap().len()
}

fn refused(answer: &(u16, Value), status: u16, code: &str) {
    let refusal = &answer.1["refusal"];
    assert_eq!((answer.0, refusal["code"].as_str().unwrap_or_default()), (status, code), "{}", answer.1);
    let sentence = refusal["sentence"].as_str().unwrap();
    assert!(sentence.ends_with('。') && !sentence.is_ascii(), "{sentence}");
}

fn unknown_and_malformed(server: &Server) {
    let secretary = server.sign_in("yunting-shuji");
    let good = trip(server, "2026-05-06");
    let with = |field: &str, value: Value| {
        let mut action = good.clone();
        action[field] = value;
        action
    };
    for action in [
        with("verb", json!("abscond")),
        with("colour", json!("red")),
        with("hats", json!([{"role": "county_secretary"}])),
        with("moment", json!("2020-01-01T00:00:00Z")),
        with(
            "period",
            json!({"from": {"day": "2026-02-30", "half": "上午"}, "to": {"day": "2026-03-01", "half": "下午"}}),
        ),
        with("period", json!("明天")),
        json!({"reason": "没有动作"}),
        json!([good.clone()]),
    ] {
        refused(&secretary.open("leave", action), 400, "malformed");
    }
    refused(&secretary.open("furlough", good.clone()), 404, "not_found");
    // Who acts is known from the session; a body that says otherwise is not even read that way.
    for (field, value) in [("actor", json!("xianwei-shuji")), ("day", json!("2026-01-01")), ("hats", json!(["system"]))]
    {
        let mut body = json!({"kind": "leave", "action": good});
        body[field] = value;
        refused(&secretary.post("/api/v1/matters", &body), 400, "malformed");
    }
    // The program's own verbs are no person's.
    let system = json!({"verb": "receive", "person": secretary.id(), "acting": true});
    assert!(secretary.open("handover", system).0 >= 400);
    let body = json!({"kind": "leave", "action": good});
    refused(&server.send("POST", "/api/v1/matters", Some(&secretary.token), None, Some(&body)), 400, "key_missing");
    refused(&server.send("POST", "/api/v1/matters", Some("0000"), Some("k"), Some(&body)), 401, "not_signed_in");
    refused(&server.send("POST", "/api/v1/matters", None, Some("k"), Some(&body)), 401, "not_signed_in");
    // Just above the limit: a client still writing when the answer comes may see its connection closed instead.
    let long = with("reason", json!("长".repeat(360_000)));
    refused(&secretary.open("leave", long), 413, "too_large");
    assert_eq!(leaves(&secretary), 0, "nothing of all this is kept");
}

fn double_click_and_reused_key(server: &Server) {
    let secretary = server.sign_in("yunting-shuji");
    let (first, other) = (trip(server, "2026-05-06"), trip(server, "2026-05-20"));
    let send = |action: &Value| {
        let body = json!({"kind": "leave", "action": action});
        server.send("POST", "/api/v1/matters", Some(&secretary.token), Some("double-click"), Some(&body))
    };
    let answers: Vec<(u16, Value)> = std::thread::scope(|scope| {
        let clicks: Vec<_> = (0..8).map(|_| scope.spawn(|| send(&first))).collect();
        clicks.into_iter().map(|click| click.join().unwrap()).collect()
    });
    for (status, answer) in &answers {
        assert_eq!(*status, 201, "{answer}");
        assert_eq!(answer["id"], answers[0].1["id"], "one matter, one answer");
        assert_eq!(answer["number"], "请〔2026〕1号");
    }
    assert_eq!(leaves(&secretary), 1);
    refused(&send(&other), 409, "key_reused");
    assert_eq!(leaves(&secretary), 1);
    // Somebody else's key is not this one.
    let mayor = server.sign_in("yunting-zhenzhang");
    let body = json!({"kind": "leave", "action": {"verb": "abscond"}});
    let answer = server.send("POST", "/api/v1/matters", Some(&mayor.token), Some("double-click"), Some(&body));
    refused(&answer, 400, "malformed");
}

fn the_leave(person: &Person) -> (String, i64) {
    let (_, page) = person.get("/api/v1/matters?kind=leave");
    let row = &page["items"][0];
    (row["id"].as_str().unwrap().to_owned(), row["n"].as_i64().unwrap_or(1))
}

fn stale(server: &Server) {
    let secretary = server.sign_in("yunting-shuji");
    let (id, _) = the_leave(&secretary);
    let n = secretary.get(&format!("/api/v1/matters/{id}")).1["n"].as_i64().unwrap();
    let comment = |text: &str| json!({"verb": "comment", "text": text});
    let (status, answer) = secretary.act(&id, n, comment("已电话报告"));
    assert_eq!(status, 200, "{answer}");
    let late = secretary.act(&id, n, comment("又一条"));
    refused(&late, 409, "stale");
    let between = late.1["between"].as_array().unwrap();
    assert_eq!(between.len(), 1, "what came between is shown: {}", late.1);
    assert!(between[0].to_string().contains("已电话报告"), "{}", between[0]);
    let events = secretary.get(&format!("/api/v1/matters/{id}/events")).1;
    assert!(!events.to_string().contains("又一条"));
    let ahead = secretary.act(&id, n + 50, comment("未卜先知"));
    assert!(matches!(ahead.0, 400 | 409), "a form from the future is no form: {}", ahead.1);
}

fn foreign_and_own(server: &Server) {
    let (secretary, mayor) = (server.sign_in("yunting-shuji"), server.sign_in("yunting-zhenzhang"));
    let (id, _) = the_leave(&secretary);
    let agree = json!({"verb": "agree", "opinion": "同意"});
    assert_eq!(secretary.is_refused(&id, agree.clone()).0, 403, "nobody agrees to his own leave");
    assert_eq!(server.sign_in("yunting-jingban").is_refused(&id, agree).0, 403, "nor does the clerk");
    // The section head is about to be moved: the decision about himself is not his to confirm.
    let (clerk, head) = (server.sign_in("jiandu-jingban"), server.sign_in("jiandu-guzhang"));
    let post = clerk.get(&format!("/api/v1/matters/{}", head.id())).1["state"]["tenures"][0]["post"].clone();
    let decision = json!({
        "verb": "register", "person": head.id(), "authority": "县委", "document": "青任〔2026〕1号",
        "decided_on": "2026-05-05", "leaves": [{"post": post, "day": "2026-05-06", "reason": "transfer"}],
    });
    let (status, opened) = clerk.open("post_change", decision);
    assert_eq!(status, 201, "{opened}");
    let decision = opened["id"].as_str().unwrap();
    let (_, seen) = clerk.get(&format!("/api/v1/matters/{decision}"));
    let n = seen["n"].as_i64().unwrap();
    let own = head.act(decision, n, json!({"verb": "confirm"}));
    assert!(matches!(own.0, 403), "own matter: {}", own.1);
    // Of other units' decisions a mayor learns nothing, whatever he sends.
    assert_eq!(mayor.get(&format!("/api/v1/matters/{decision}")).0, 404);
    for action in [json!({"verb": "confirm"}), json!({"verb": "abscond"}), json!({"verb": "comment", "text": "看看"})]
    {
        refused(&mayor.act(decision, n, action), 404, "not_found");
    }
    refused(&mayor.act("没有这个编号", 1, json!({"verb": "comment", "text": "看看"})), 404, "not_found");
    assert_eq!(clerk.get(&format!("/api/v1/matters/{decision}")).1["n"], n, "nothing was added");
}

/// Three administrators, none of whom sees what the county is about.
fn administrators(server: &Server) {
    let secretary = server.sign_in("yunting-shuji");
    let (id, _) = the_leave(&secretary);
    for account in ["xitong", "anquan", "shenji"] {
        let admin = server.sign_in(account);
        assert_eq!(admin.get(&format!("/api/v1/matters/{id}")).0, 404, "{account}");
        assert_eq!(admin.get(&format!("/api/v1/matters/{}", secretary.id())).0, 404, "{account}");
        for list in ["matters?kind=leave", "matters?kind=cadre", "duties", "people", "matters?q=合肥"] {
            let (status, page) = admin.get(&format!("/api/v1/{}", list.replace("合肥", "%E5%90%88%E8%82%A5")));
            assert_eq!((status, &page["items"]), (200, &json!([])), "{account} {list}");
        }
        let (status, answer) = admin.open("leave", trip(server, "2026-06-01"));
        assert!(status == 403 || status == 422, "{account}: {answer}");
    }
}

/// Last, for the address is then too fast as well.
fn locked_out(server: &Server) {
    let wrong = json!({"account": "chayue", "password": "Wrong-password-1"});
    for _ in 0..5 {
        let answer = server.send("POST", "/api/v1/session", None, None, Some(&wrong));
        assert!(matches!(answer.0, 401 | 429), "{}", answer.1);
    }
    let entry = std::fs::read_to_string(server.folder.join("accounts.json")).unwrap();
    let accounts: Value = serde_json::from_str(&entry).unwrap();
    let known = accounts.as_array().unwrap().iter().find(|entry| entry["account"] == "chayue").unwrap();
    let right = json!({"account": "chayue", "password": known["password"]});
    refused(&server.send("POST", "/api/v1/session", None, None, Some(&right)), 429, "locked");
    let many = (0..40).map(|_| server.send("POST", "/api/v1/session", None, None, Some(&right)));
    let fast: Vec<_> = many.filter(|answer| answer.1["refusal"]["code"] == "too_fast").collect();
    assert!(!fast.is_empty(), "one address does not try without end");
    refused(&fast[0], 429, "too_fast");
}
