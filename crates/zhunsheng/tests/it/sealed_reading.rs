//! A sick leave's diagnosis is sealed, and read with a reason, through API and pages, on each database.

use crate::server::{Folder, Person, Server, databases};
use serde_json::{Value, json};

const DIAGNOSIS: &str = "急性阑尾炎，建议休息五日";

/// The secretary's sick leave with its sealed diagnosis: id and handle.
fn sick(secretary: &Person, deputy: &str) -> (String, String) {
    let half = |day: &str, half: &str| json!({"day": day, "half": half});
    let application = json!({"verb": "apply", "stand_in": deputy, "purpose": {"private": {"kind": "sick"}},
        "period": {"from": half("2026-05-06", "上午"), "to": half("2026-05-07", "下午")},
        "destination": "合肥市", "reach": "beyond_city", "reason": "就医", "phone": "13900000000"});
    let (status, leave) = secretary.open("leave", application);
    assert_eq!(status, 201, "{leave}");
    let id = leave["id"].as_str().unwrap().to_owned();
    secretary.does(&id, json!({"verb": "keep_diagnosis", "diagnosis": DIAGNOSIS}));
    let seen = secretary.get(&format!("/api/v1/matters/{id}")).1;
    assert!(!seen.to_string().contains("阑尾"), "{seen}");
    assert_eq!(seen["seals"][0]["title"], "诊断和医嘱", "he may read his own");
    let seal = seen["seals"][0]["seal"].as_str().unwrap().to_owned();
    (id, seal)
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn a_sick_leaves_diagnosis_is_read_with_a_reason_and_every_reading_stands_in_the_matter() {
    let databases_folder = Folder::new("sealed-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("sealed");
        let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let secretary = server.sign_in("yunting-shuji");
        let deputy = server.sign_in("yunting-fuzhenzhang").id().to_owned();
        let (id, seal) = sick(&secretary, &deputy);
        by_the_api(&server, &secretary, &id, &seal);
        by_the_page(&server, &id, &seal);
        let stream = secretary.get(&format!("/api/v1/matters/{id}/events")).1.to_string();
        assert!(stream.contains("查阅封存内容") && stream.contains("核对病假证明"), "{stream}");
        assert!(!stream.contains("阑尾"), "{stream}");
        assert_eq!(server.stop(), Some(0));
        let mut verify = crate::server::zhunsheng();
        let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
        let verify = verify.args(["verify", "--database", &database, "--data", data.to_str().unwrap(), "--keys"]);
        assert!(verify.arg(keys).output().unwrap().status.success());
    }
}

fn by_the_api(server: &Server, secretary: &Person, id: &str, seal: &str) {
    let path = format!("/api/v1/matters/{id}/seals/{seal}");
    let ask = |who: &Person, body: &Value| {
        let (status, answer) = who.post(&path, body);
        (status, answer["refusal"]["code"].as_str().unwrap_or_default().to_owned(), answer["value"].clone())
    };
    let reason = json!({"reason": "核对病假证明"});
    let clerk = server.sign_in("jiandu-jingban");
    assert_eq!(ask(&clerk, &reason), (200, String::new(), json!(DIAGNOSIS)));
    assert_eq!(ask(secretary, &reason), (200, String::new(), json!(DIAGNOSIS)));
    assert_eq!(ask(&server.sign_in("xianwei-shuji"), &reason).1, "not_yours", "who approves does not read it");
    assert_eq!(ask(&server.sign_in("yunting-zhenzhang"), &reason).0, 403, "the other chief sees the leave, not this");
    assert_eq!(ask(&server.sign_in("shenji"), &reason).0, 404);
    assert_eq!(ask(&clerk, &json!({"reason": "  "})).1, "reason_missing");
    assert_eq!(ask(&clerk, &json!({})).0, 400);
    assert_eq!(ask(&clerk, &json!({"reason": "核对", "more": 1})).0, 400);
    let foreign = clerk.post(&format!("/api/v1/matters/{id}/seals/nonsense"), &reason);
    assert_eq!(foreign.0, 404, "{}", foreign.1);
    let keyless = server.send("POST", &path, Some(&clerk.token), None, Some(&reason));
    assert_eq!((keyless.0, keyless.1["refusal"]["code"].as_str()), (400, Some("key_missing")));
}

fn by_the_page(server: &Server, id: &str, seal: &str) {
    let clerk = server.sign_in("jiandu-guzhang");
    let way = format!("/matters/{id}/seals/{seal}");
    let (status, _, matter) = clerk.page(&format!("/matters/{id}"), None);
    assert!(status == 200 && matter.contains(&way), "{matter}");
    let (_, _, question) = clerk.page(&way, None);
    assert!(
        question.contains("写明理由并查阅") && question.contains("不查阅") && !question.contains("阑尾"),
        "{question}"
    );
    let form = |reason: &str, page: &str| {
        Some(format!("_csrf={}&_key={}&reason={reason}", hidden(page, "_csrf"), hidden(page, "_key")))
    };
    let (status, _, again) = clerk.page(&way, form("", &question));
    assert_eq!(status, 422);
    assert!(again.contains("须写明理由") && !again.contains("阑尾"), "{again}");
    let sent = form("%E6%A0%B8%E5%AF%B9", &again);
    let (status, _, shown) = clerk.page(&way, sent.clone());
    assert!(status == 200 && shown.contains(DIAGNOSIS), "{shown}");
    let (status, _, twice) = clerk.page(&way, sent);
    assert!(status == 422 && twice.contains("已经记录") && !twice.contains("阑尾"), "{twice}");
    let (_, _, matter) = clerk.page(&format!("/matters/{id}"), None);
    assert!(matter.contains("查阅封存内容") && !matter.contains("阑尾"), "{matter}");
    let leader = server.sign_in("xianwei-shuji");
    assert!(!leader.page(&format!("/matters/{id}"), None).2.contains(&way), "no way that leads nowhere");
    assert_eq!(leader.page(&way, None).0, 403);
    let (_, _, audit) = server.sign_in("shenji").page("/accounts", None);
    assert!(audit.contains("封存内容的查阅") && !audit.contains("核对病假证明") && !audit.contains("阑尾"), "{audit}");
    let (_, _, system) = server.sign_in("xitong").page("/accounts", None);
    assert!(!system.contains("封存内容的查阅"));
}
