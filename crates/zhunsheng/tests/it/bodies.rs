//! 机构变动 and 换届 through the API, on each database: two townships become one, and what was open goes on; a township elects.

use crate::{
    handover_scenario::{post_of, seen, unit_of},
    server::{Folder, Person, Server, databases, zhunsheng},
};
use serde_json::{Value, json};

const SECRETARY: &str = "yunting-shuji";
const MAYOR: &str = "yunting-zhenzhang";
const DEPUTY: &str = "yunting-fuzhenzhang";
const CLERK: &str = "yunting-jingban";
const SECTION_CLERK: &str = "jiandu-jingban";
const SECTION_HEAD: &str = "jiandu-guzhang";

/// What journal and rows say to each other, with the county at rest.
fn verified(folder: &Folder, database: &str) {
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let output = zhunsheng()
        .args(["verify", "--database", database, "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

fn refused(who: &Person, kind: &str, action: Value, change: impl Fn(&mut Value)) -> (u16, String, String) {
    let mut action = action;
    change(&mut action);
    let (status, answer) = who.open(kind, action);
    let text = |field: &str| answer["refusal"][field].as_str().unwrap_or_default().to_owned();
    (status, text("code"), text("at"))
}

fn at(code: &str, field: &str) -> (u16, String, String) {
    (422, code.to_owned(), field.to_owned())
}

fn of_kind(reader: &Person, kind: &str) -> Vec<Value> {
    let (status, page) = reader.get(&format!("/api/v1/matters?kind={kind}"));
    assert_eq!(status, 200, "{page}");
    page["items"].as_array().unwrap().clone()
}

/// The deputy mayor's leave of one day: it waits for the head of his unit.
fn leave(server: &Server) -> String {
    let half = |half: &str| json!({"day": "2026-05-08", "half": half});
    let stand_in = server.sign_in(MAYOR).id().to_owned();
    let application = json!({"verb": "apply", "stand_in": stand_in, "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": half("上午"), "to": half("下午")}, "destination": "合肥市", "reach": "beyond_city",
        "reason": "参加会议", "phone": "13900000000"});
    let (status, leave) = server.sign_in(DEPUTY).open("leave", application);
    assert_eq!(status, 201, "{leave}");
    leave["id"].as_str().unwrap().to_owned()
}

#[test]
fn two_townships_become_one_and_what_was_open_goes_on() {
    let databases_folder = Folder::new("merger-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("merger");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let leave = leave(&server);
        let (change, new) = merged(&server, &leave);
        drop(server);
        verified(&folder, &database);
        let on = ["demo", "--database", &database, "--today", "2026-05-05T10:00"];
        let server = Server::start(&folder, &on);
        goes_on(&server, &leave, &new);
        taken_back(&server, &change, &new, &leave);
        drop(server);
        verified(&folder, &database);
    }
}

fn merger(server: &Server) -> Value {
    let clerk = server.sign_in(SECTION_CLERK);
    let moves = |account: &str| {
        let post = post_of(&clerk, server.sign_in(account).id());
        json!({"post": post, "new_heir": "云竹镇"})
    };
    json!({"verb": "register", "change": "merge", "authority": "县委、县政府", "document": "青发〔2026〕6号",
        "decided_on": "2026-05-05", "effective_on": "2026-05-05",
        "parts": [{"unit": unit_of(&clerk, "云亭镇")}, {"unit": unit_of(&clerk, "竹坞镇")}],
        "begins": [{"name": "云竹镇", "kind": "township", "order": 15}],
        "posts": [moves(SECRETARY), moves(MAYOR), moves(DEPUTY)]})
}

/// Registered by one hand and confirmed by another: it takes effect at once. The decision and the new unit.
fn merged(server: &Server, leave: &str) -> (String, String) {
    let (clerk, good) = (server.sign_in(SECTION_CLERK), merger(server));
    let refused = |change: &dyn Fn(&mut Value)| refused(&clerk, "unit_change", good.clone(), change);
    let own = good["parts"][0]["unit"].clone();
    assert_eq!(refused(&|a| a["parts"][0]["unit"] = json!("nobody")), at("unknown_unit", "/parts/0/unit"));
    assert_eq!(refused(&|a| a["parts"][1]["unit"] = own.clone()), at("row_twice", "/parts/1/unit"));
    assert_eq!(refused(&|a| a["effective_on"] = json!("2026-05-04")), at("effective_before", "/effective_on"));
    assert_eq!(refused(&|a| a["parts"][0]["heir"] = own.clone()), at("heir_itself", "/parts/0/heir"));
    let alone = |a: &mut Value| {
        (a["change"], a["begins"], a["posts"]) = (json!("abolish"), json!([]), json!([]));
        a["parts"] = json!([{"unit": own}]);
    };
    assert_eq!(refused(&alone), at("still_used", "/parts/0/heir"));
    let mut abolition = good.clone();
    alone(&mut abolition);
    let sentence = clerk.open("unit_change", abolition).1["refusal"]["sentence"].as_str().unwrap().to_owned();
    let number = seen(&clerk, leave)["number"].as_str().unwrap().to_owned();
    assert!(sentence.contains(&number), "{sentence}");
    assert_eq!(server.sign_in(CLERK).open("unit_change", good.clone()).0, 403, "a unit does not merge itself");

    let (status, opened) = clerk.open("unit_change", good);
    assert_eq!(status, 201, "{opened}");
    let id = opened["id"].as_str().unwrap().to_owned();
    assert_eq!(clerk.is_refused(&id, json!({"verb": "confirm"})).0, 403);
    let head = server.sign_in(SECTION_HEAD);
    let (_, _, page) = head.page(&format!("/matters/{id}"), None);
    assert!(page.contains("职务撤销、开办离任交接") && page.contains(&number), "what moves is seen before");
    assert_eq!(head.does(&id, json!({"verb": "confirm"}))["stage"], "已生效");
    (id, unit_of(&clerk, "云竹镇"))
}

/// The leave is the new head's to sign, whoever lost his post hands over, the clerk works on, the old name is found.
fn goes_on(server: &Server, leave: &str, new: &str) {
    let (section, secretary, clerk) = (server.sign_in(SECTION_CLERK), server.sign_in(SECRETARY), server.sign_in(CLERK));
    assert_eq!(post_label(&section, secretary.id()), "云竹镇党委书记");
    assert_eq!(post_label(&section, server.sign_in(MAYOR).id()), "云竹镇镇长");
    let matter = seen(&section, leave);
    assert_eq!(matter["unit"], *new, "{matter}");
    let (_, events) = section.get(&format!("/api/v1/matters/{leave}/events"));
    let acts: Vec<&str> = events["items"].as_array().unwrap().iter().filter_map(|line| line["act"].as_str()).collect();
    assert!(acts.contains(&"划转"), "{acts:?}");
    secretary.does(leave, json!({"verb": "agree", "opinion": "同意"}));

    let handovers = of_kind(&section, "handover");
    let mut each = handovers.iter().map(|row| seen(&section, row["id"].as_str().unwrap()));
    // The old name on the old paper.
    let of_the_town =
        |matter: &Value| matter["state"]["left"]["label"].as_str().is_some_and(|label| label.starts_with("云亭镇"));
    let his = each.find(of_the_town).expect("somebody of the town hands over");
    assert_eq!((&his["unit"], &his["state"]["left"]["reason_word"]), (&json!(new), &json!("机构变动")));
    assert_eq!(post_label(&section, his["state"]["left"]["leaver"].as_str().unwrap()), "");
    clerk.does(his["id"].as_str().unwrap(), json!({"verb": "fill", "content": "other", "none": true}));

    let (_, found) = section.get("/api/v1/matters?kind=unit&q=%E4%BA%91%E4%BA%AD%E9%95%87");
    let old = found["items"].as_array().unwrap().iter().find(|row| row["kind"] == "unit" && row["title"] == "云亭镇");
    let old = seen(&section, old.unwrap_or_else(|| panic!("{found}"))["id"].as_str().unwrap());
    assert_eq!(old["stage"], "已撤销");
    assert!(old["links"].as_array().unwrap().iter().any(|link| link["id"] == *new), "{}", old["links"]);
}

/// Titles of the posts that somebody holds now.
fn post_label(reader: &Person, person: &str) -> String {
    let card = seen(reader, person);
    let held = card["state"]["tenures"].as_array().unwrap();
    let now = held.iter().filter(|held| held["until"].is_null()).filter_map(|held| held["label"].as_str());
    now.collect::<Vec<_>>().join("、")
}

/// Revoked by the section head: units, posts, the leave and the handover are as before.
fn taken_back(server: &Server, change: &str, new: &str, leave: &str) {
    let (head, section) = (server.sign_in(SECTION_HEAD), server.sign_in(SECTION_CLERK));
    let mut sheet = seen(&section, change)["state"]["sheet"].clone();
    sheet["effective_on"] = json!("2026-05-06");
    let payload = json!({"id": change, "entered_by": SECTION_CLERK, "sheet": sheet});
    let amend = json!({"verb": "amend", "n": 1, "payload": payload, "reason": "日期写错"});
    assert_eq!(head.is_refused(change, amend), (422, "not_correctable".to_owned()));
    head.does(change, json!({"verb": "revoke", "reason": "文件收回"}));
    let old = unit_of(&section, "云亭镇");
    assert_eq!(seen(&section, leave)["unit"], *old);
    assert_eq!(seen(&section, new)["stage"], "已撤销");
    assert_eq!(post_label(&section, server.sign_in(SECRETARY).id()), "云亭镇党委书记");
    assert_eq!(post_label(&section, server.sign_in(MAYOR).id()), "云亭镇镇长");
    assert!(of_kind(&section, "post_change").iter().all(|row| row["stage"] == "已撤回"));
    let handovers = of_kind(&section, "handover");
    assert!(handovers.iter().all(|row| row["stage"] == "已终止"), "{handovers:?}");
}

#[test]
fn a_township_elects_and_posts_change_with_the_confirmed_result() {
    let databases_folder = Folder::new("election-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("election");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let id = prepared(&server);
        elected(&server, &id);
        drop(server);
        verified(&folder, &database);
    }
}

fn prepared(server: &Server) -> String {
    let section = server.sign_in(SECTION_CLERK);
    let body = unit_of(&section, "云亭镇");
    let scheme = json!({"verb": "draft", "body": body, "organ": "township_committee", "session": "第十届",
        "election_on": "2026-05-05", "seats": [{"what": "女干部", "number": 1, "document": "青组〔2026〕3号"}],
        "steps": [{"step": "examine", "by": "2026-04-30"}]});
    let refused = |change: &dyn Fn(&mut Value)| refused(&section, "term_change", scheme.clone(), change);
    assert_eq!(refused(&|a| a["body"] = json!("nobody")), at("unknown_unit", "/body"));
    assert_eq!(refused(&|a| a["organ"] = json!("castle")), at("unknown_term", "/organ"));
    let twice = |a: &mut Value| a["steps"] = json!([a["steps"][0], a["steps"][0]]);
    assert_eq!(refused(&twice), at("row_twice", "/steps/1/step"));
    let (status, opened) = section.open("term_change", scheme);
    assert_eq!(status, 201, "{opened}");
    let id = opened["id"].as_str().unwrap().to_owned();
    let examine = crate::handover_scenario::duty(&seen(&section, &id), "step.examine");
    assert_eq!(examine["due"], "2026-04-30");
    let reply = json!({"verb": "approve", "request": "云党〔2026〕5号", "requested_on": "2026-04-01", "authority": "县委",
        "document": "青委〔2026〕9号", "day": "2026-03-01"});
    assert_eq!(section.is_refused(&id, reply.clone()), (422, "reply_before".to_owned()));
    let mut good = reply;
    good["day"] = json!("2026-04-08");
    section.does(&id, good);
    let mayor = server.sign_in(MAYOR);
    let post = post_of(&section, server.sign_in(SECRETARY).id());
    section.does(&id, json!({"verb": "nominate", "person": mayor.id(), "post": post}));
    // Whoever is named learns nothing of it here, and neither does his unit.
    assert_eq!(mayor.get(&format!("/api/v1/matters/{id}")).0, 404);
    assert_eq!(server.sign_in(CLERK).get(&format!("/api/v1/matters/{id}")).0, 404);
    id
}

fn elected(server: &Server, id: &str) {
    let (section, head) = (server.sign_in(SECTION_CLERK), server.sign_in(SECTION_HEAD));
    let (secretary, mayor) = (server.sign_in(SECRETARY).id().to_owned(), server.sign_in(MAYOR).id().to_owned());
    let (first, second) = (post_of(&section, &secretary), post_of(&section, &mayor));
    let outcome = json!({"verb": "record_result", "day": "2026-05-05", "authority": "县委", "document": "青委〔2026〕21号",
        "elected": [{"person": mayor, "post": first}],
        "leaving": [{"person": secretary, "post": first, "reason": "term_end"},
            {"person": mayor, "post": second, "reason": "term_end"}]});
    let mut alone = outcome.clone();
    alone["leaving"] = json!([]);
    assert_eq!(section.is_refused(id, alone), (422, "post_taken".to_owned()));
    assert_eq!(section.does(id, outcome)["stage"], "待确认结果");
    assert_eq!(section.is_refused(id, json!({"verb": "confirm_result"})).0, 403);
    assert_eq!(head.does(id, json!({"verb": "confirm_result"}))["stage"], "收尾中");
    assert_eq!(post_label(&section, &mayor), "云亭镇党委书记");
    assert_eq!(post_label(&section, &secretary), "");
    assert_eq!(of_kind(&section, "post_change").len(), 2);
    assert_eq!(of_kind(&section, "handover").len(), 2);
    head.does(id, json!({"verb": "void", "reason": "登记有误"}));
    assert_eq!(post_label(&section, &secretary), "云亭镇党委书记");
    assert_eq!(post_label(&section, &mayor), "云亭镇镇长");
}

#[test]
fn a_township_renamed_on_its_day_keeps_the_old_name_on_what_ended_under_it() {
    let databases_folder = Folder::new("renaming-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("renaming");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let ended = leave(&server);
        server.sign_in(DEPUTY).does(&ended, json!({"verb": "withdraw", "reason": "会议改期"}));
        let open = leave(&server);
        let (section, head) = (server.sign_in(SECTION_CLERK), server.sign_in(SECTION_HEAD));
        let rename = json!({"verb": "register", "change": "rename", "authority": "县委编委", "document": "青编〔2026〕2号",
            "decided_on": "2026-05-05", "effective_on": "2026-05-06", "new_name": "云亭街道",
            "parts": [{"unit": unit_of(&section, "云亭镇")}]});
        let (status, opened) = section.open("unit_change", rename);
        assert_eq!(status, 201, "{opened}");
        let id = opened["id"].as_str().unwrap().to_owned();
        assert_eq!(head.does(&id, json!({"verb": "confirm"}))["stage"], "待生效");
        assert_eq!(section.is_refused(&id, json!({"verb": "begin"})), (422, "too_early".to_owned()));
        drop(server);
        let on = ["demo", "--database", &database, "--today", "2026-05-06T09:00"];
        let server = Server::start(&folder, &on);
        let section = server.sign_in(SECTION_CLERK);
        // The clock may have been faster.
        let (status, answer) = section.act(&id, seen(&section, &id)["n"].as_i64().unwrap(), json!({"verb": "begin"}));
        assert!(status == 200 || answer["refusal"]["code"] == "not_now" || status == 409, "{answer}");
        assert_eq!(seen(&section, &id)["stage"], "已生效");
        let name = |id: &str| seen(&section, id)["unit_name"].as_str().unwrap().to_owned();
        assert_eq!((name(&ended), name(&open)), ("云亭镇".to_owned(), "云亭街道".to_owned()));
        drop(server);
        verified(&folder, &database);
    }
}
