//! A paper from the matter to the last receipt: number, frozen words, receipts, and a number that is never given again.

use crate::server::{Folder, Person, Server, databases, zhunsheng};
use serde_json::{Value, json};

/// The id of the first unit of this name.
pub fn unit_of(person: &Person, name: &str) -> String {
    let (_, units) = person.get("/api/v1/units?limit=200");
    let found = units["items"].as_array().unwrap().iter().find(|unit| unit["name"].as_str().unwrap().contains(name));
    found.unwrap_or_else(|| panic!("no {name}"))["id"].as_str().unwrap().to_owned()
}

/// A visit to 云亭镇 of which the unit is about to be told; its id.
pub fn visit(server: &Server) -> String {
    let (clerk, head) = (server.sign_in("jiandu-jingban"), server.sign_in("jiandu-guzhang"));
    let register = json!({"verb": "register", "form": "covert", "unit": unit_of(&clerk, "云亭镇"), "day": "2026-05-05",
        "unannounced": true, "course": "查看服务大厅",
        "team": [{"owner": "organization", "person": clerk.id()}, {"owner": "discipline", "person": head.id()}],
        "findings": [{"category": "窗口脱岗", "facts": "9时10分服务大厅三号窗口无人值守<b>"},
            {"category": "值班不实", "facts": "值班表与实际在岗人员不符"}]});
    let (status, answer) = clerk.open("inspection", register);
    assert_eq!(status, 201, "{answer}");
    let id = answer["id"].as_str().unwrap().to_owned();
    for member in [&clerk, &head] {
        member.does(&id, json!({"verb": "sign"}));
    }
    id
}

pub fn draft(clerk: &Person, visit: &str) -> Value {
    let (town, bridge) = (unit_of(clerk, "云亭镇"), unit_of(clerk, "桑渡镇"));
    json!({"verb": "draft", "matter": visit, "paper": "inspection.notice", "code": "supervision",
        "title": "关于反馈效能督查发现问题的通知", "main": [town], "copies_to": [bridge], "others": "县直机关工委", "copies": 5})
}

/// A notice signed by the minister; its id.
pub fn issued(server: &Server, visit: &str) -> String {
    let clerk = server.sign_in("jiandu-jingban");
    let (status, answer) = clerk.open("dispatch", draft(&clerk, visit));
    assert_eq!(status, 201, "{answer}");
    let id = answer["id"].as_str().unwrap().to_owned();
    server.sign_in("zuzhibu-buzhang").does(&id, json!({"verb": "issue", "opinion": "同意印发"}));
    id
}

#[test]
fn a_notice_is_numbered_at_its_signature_kept_as_it_stood_and_signed_for() {
    let folder = Folder::new("dispatch");
    for database in databases(&folder) {
        let folder = Folder::new("dispatch");
        let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let (clerk, minister) = (server.sign_in("jiandu-jingban"), server.sign_in("zuzhibu-buzhang"));
        let visit = visit(&server);
        // From the paper's page to the form, filled in.
        let (_, _, page) = clerk.page(&format!("/matters/{visit}/papers/inspection.notice"), None);
        let to = page.split("href=\"/new/dispatch?").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
        let (status, _, form) = clerk.page(&format!("/new/dispatch?{to}"), None);
        assert!(status == 200 && form.contains("效能督查问题通知") && form.contains("督〔2026〕1号"), "{form}");
        assert!(
            !minister.page(&format!("/matters/{visit}/papers/inspection.notice"), None).2.contains("/new/dispatch?")
        );

        let (status, answer) = clerk.open("dispatch", draft(&clerk, &visit));
        assert_eq!(status, 201, "{answer}");
        let id = answer["id"].as_str().unwrap().to_owned();
        let town = server.sign_in("yunting-jingban");
        assert_eq!(town.get(&format!("/api/v1/matters/{id}")).0, 404, "nobody sees it before it is sent");
        assert_eq!(clerk.is_refused(&id, json!({"verb": "issue"})).0, 403, "the section does not sign");
        minister.does(&id, json!({"verb": "issue", "opinion": "同意印发"}));
        let (_, sent) = clerk.get(&format!("/api/v1/matters/{id}"));
        assert_eq!(sent["state"]["issued"]["document"], "组干监〔2026〕1号");
        assert_eq!(sent["stage"], "待签收");
        let first = sent["paper"].clone();
        assert!(first.to_string().contains("窗口脱岗") && first.to_string().contains("组干监〔2026〕1号"), "{first}");

        // What becomes of the visit changes nothing of the paper; its page and its file say the same again.
        clerk.does(&visit, json!({"verb": "notify", "text": "另行说明"}));
        assert_eq!(clerk.get(&format!("/api/v1/matters/{id}")).1["paper"], first);
        let (status, _, page) = town.page(&format!("/matters/{id}/papers/issued"), None);
        assert!(status == 200 && page.contains("组干监〔2026〕1号") && !page.contains("另行说明"), "{page}");
        assert!(page.contains("重印不变") && !page.contains("值守<b>"), "{page}");
        let (_, _, about) = clerk.page(&format!("/matters/{visit}"), None);
        assert!(about.contains("发文所据事项") && about.contains("组干监〔2026〕1号"), "{about}");

        town.does(&id, json!({"verb": "receive", "note": "已呈书记"}));
        let (_, waiting) = clerk.get(&format!("/api/v1/matters/{id}"));
        assert_eq!(waiting["duties"].as_array().unwrap().len(), 1, "{}", waiting["duties"]);
        assert!(clerk.page("/boards/dispatch", None).2.contains("桑渡镇"), "outstanding receipts are seen");
        clerk.does(&id, json!({"verb": "dun", "note": "电话催办"}));

        // A number that is voided stays, and is not given again.
        let second = issued(&server, &visit);
        let head = server.sign_in("jiandu-guzhang");
        head.does(&second, json!({"verb": "void", "reason": "印发对象有误"}));
        let third = issued(&server, &visit);
        let number = |id: &str| clerk.get(&format!("/api/v1/matters/{id}")).1["state"]["issued"]["document"].clone();
        assert_eq!((number(&second), number(&third)), (json!("组干监〔2026〕2号"), json!("组干监〔2026〕3号")));
        let (_, _, ledger) = clerk.page("/ledger/dispatch?tab=all", None);
        assert!(ledger.contains("组干监〔2026〕2号") && ledger.contains("已作废"), "{ledger}");
        let (_, _, void) = clerk.page(&format!("/matters/{second}/papers/issued"), None);
        assert!(void.contains("已作废，仅供查阅"), "{void}");
        assert_eq!(
            clerk
                .is_refused(&id, json!({"verb": "amend", "n": 2, "payload": sent["state"]["issued"], "reason": "更正"}))
                .1,
            "not_correctable"
        );

        assert_eq!(server.stop(), Some(0));
        let verified = zhunsheng()
            .args(["verify", "--database", &database])
            .arg("--data")
            .arg(folder.0.join("data"))
            .arg("--keys")
            .arg(folder.0.join("keys"))
            .output()
            .unwrap();
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    }
}

#[test]
fn many_who_sign_at_once_get_numbers_without_gaps() {
    let folder = Folder::new("dispatch-race");
    for database in databases(&folder) {
        let folder = Folder::new("dispatch-race");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let clerk = server.sign_in("jiandu-jingban");
        let visit = visit(&server);
        let drafts: Vec<String> = (0..6)
            .map(|_| clerk.open("dispatch", draft(&clerk, &visit)).1["id"].as_str().unwrap().to_owned())
            .collect();
        std::thread::scope(|scope| {
            for (at, id) in drafts.iter().enumerate() {
                let who = if at % 2 == 0 { "zuzhibu-buzhang" } else { "zuzhibu-fubuzhang" };
                let server = &server;
                scope.spawn(move || server.sign_in(who).does(id, json!({"verb": "issue"})));
            }
        });
        let number = |id: &String| clerk.get(&format!("/api/v1/matters/{id}")).1["state"]["issued"]["number"].as_i64();
        let mut numbers: Vec<i64> = drafts.iter().filter_map(number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    }
}

#[test]
fn nobody_signs_a_paper_to_himself_and_a_receipt_is_given_by_whose_unit_it_is() {
    let folder = Folder::new("dispatch-own");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let (clerk, minister) = (server.sign_in("jiandu-jingban"), server.sign_in("zuzhibu-buzhang"));
    let visit = visit(&server);
    let mut own = draft(&clerk, &visit);
    own["persons"] = json!([minister.id()]);
    let (_, answer) = clerk.open("dispatch", own);
    let id = answer["id"].as_str().unwrap().to_owned();
    assert_eq!(minister.is_refused(&id, json!({"verb": "issue"})).1, "recused");
    server.sign_in("zuzhibu-fubuzhang").does(&id, json!({"verb": "issue"}));
    minister.does(&id, json!({"verb": "receive"}));
    assert_eq!(clerk.is_refused(&id, json!({"verb": "receive"})).0, 403);
    server.sign_in("yunting-shuji").does(&id, json!({"verb": "receive"}));
    let (_, seen) = clerk.get(&format!("/api/v1/matters/{id}"));
    assert_eq!(seen["state"]["received"].as_array().unwrap().len(), 2, "{seen}");
}
