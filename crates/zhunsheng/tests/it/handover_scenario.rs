//! FIELD.md's fourth scenario through the API, on each database: a township secretary moves over Mid-Autumn and National Day.

use crate::server::{Folder, Person, Server, databases};
use serde_json::{Value, json};

/// 县财政局, escaped.
const FINANCE: &str = "/api/v1/units?q=%E5%8E%BF%E8%B4%A2%E6%94%BF%E5%B1%80";

fn matter(person: &Person, id: &str) -> Value {
    let (status, matter) = person.get(&format!("/api/v1/matters/{id}"));
    assert_eq!(status, 200, "{matter}");
    matter
}

fn duty<'a>(matter: &'a Value, key: &str) -> &'a Value {
    let duties = matter["duties"].as_array().unwrap();
    duties.iter().find(|duty| duty["key"] == key).unwrap_or_else(|| panic!("no duty {key} in {duties:#?}"))
}

fn overdue(matter: &Value) -> Vec<&str> {
    let late = matter["duties"].as_array().unwrap().iter().filter(|duty| duty["overdue"] == true);
    late.map(|duty| duty["key"].as_str().unwrap()).collect()
}

/// The first post that a cadre holds, by his register.
fn post_of(clerk: &Person, person: &str) -> String {
    matter(clerk, person)["state"]["tenures"][0]["post"].as_str().unwrap().to_owned()
}

/// Registers and confirms a decision; returns its id.
fn decided(server: &Server, decision: Value) -> String {
    let (status, answer) = server.sign_in("jiandu-jingban").open("post_change", decision);
    assert_eq!(status, 201, "{answer}");
    let id = answer["id"].as_str().unwrap().to_owned();
    server.sign_in("jiandu-guzhang").does(&id, json!({"verb": "confirm"}));
    id
}

/// The one handover that concerns this person as the one who leaves.
fn handover_of(clerk: &Person, person: &str) -> String {
    let (status, list) = clerk.get(&format!("/api/v1/matters?kind=handover&person={person}"));
    assert_eq!((status, list["items"].as_array().map(Vec::len)), (200, Some(1)), "{list}");
    list["items"][0]["id"].as_str().unwrap().to_owned()
}

fn leaving(person: &str, post: &str, document: &str, reason: &str) -> Value {
    json!({"verb": "register", "person": person, "authority": "县委", "document": document, "decided_on": "2026-09-24",
        "leaves": [{"post": post, "day": "2026-09-25", "reason": reason}]})
}

#[test]
fn a_chief_moves_over_mid_autumn_and_national_day() {
    let databases_folder = Folder::new("s4-db");
    for database in databases(&databases_folder) {
        scenario(&database);
    }
}

fn scenario(database: &str) {
    let folder = Folder::new("s4");
    let later = |today: &str| Server::start(&folder, &["demo", "--database", database, "--today", today]);

    let server = Server::demo(&folder, database, "2026-09-24T16:00");
    let (secretary, clerk) = (server.sign_in("yunting-shuji").id().to_owned(), server.sign_in("jiandu-jingban"));
    let (mayor, deputy) =
        (server.sign_in("yunting-zhenzhang").id().to_owned(), server.sign_in("yunting-fuzhenzhang").id().to_owned());
    let finance = clerk.get(FINANCE).1["items"][0]["id"].as_str().unwrap().to_owned();
    let post = post_of(&clerk, &secretary);
    let mut move_on = leaving(&secretary, &post, "青任〔2026〕31号", "transfer");
    move_on["to_unit"] = json!(finance);
    let decision = decided(&server, move_on);
    let id = handover_of(&clerk, &secretary);
    let opened = matter(&clerk, &id);
    assert_eq!((opened["number"].as_str(), opened["stage"].as_str()), (Some("交〔2026〕1号"), Some("待交接")));
    assert_eq!(opened["links"][0]["id"], decision.as_str());
    assert_eq!(duty(&opened, "fill")["due"], "2026-10-12");
    assert_eq!(duty(&opened, "relation.salary")["due"], "2026-10-26");
    // No successor is named: the deputy holds the town together and receives.
    let acting = json!({"verb": "register", "person": deputy, "authority": "县委", "document": "青任〔2026〕32号",
        "decided_on": "2026-09-24", "takes": [{"post": post_of(&clerk, &deputy), "day": "2026-09-25", "acting": true}]});
    decided(&server, acting);
    let receiver = &matter(&clerk, &id)["state"]["receiver"];
    assert_eq!((receiver["person"].as_str(), receiver["acting"].as_bool()), (Some(deputy.as_str()), Some(true)));
    // The mayor is relieved on the same day: no second clock.
    decided(&server, leaving(&mayor, &post_of(&clerk, &mayor), "青任〔2026〕33号", "removal"));
    let second = handover_of(&clerk, &mayor);
    assert!(!matter(&clerk, &second)["duties"].to_string().contains("relation."));
    drop(server);

    let server = later("2026-09-28T09:00");
    let (leaver, writer) = (server.sign_in("yunting-shuji"), server.sign_in("yunting-jingban"));
    let row = json!({"matter": "集镇排水改造", "progress": "主体完工", "due": "2026-11-30", "open": true});
    leaver.does(&id, json!({"verb": "fill", "content": "work", "rows": [row]}));
    assert_eq!(leaver.is_refused(&id, json!({"verb": "sign_leaver"})), (422, "not_now".to_owned()));
    for content in ["economic", "personnel", "petitions", "other"] {
        writer.does(&id, json!({"verb": "fill", "content": content, "none": true}));
    }
    assert_eq!(matter(&leaver, &id)["stage"], "待签字");
    leaver.does(&id, json!({"verb": "sign_leaver"}));
    writer.does(
        &id,
        json!({"verb": "add_items", "content": "economic", "rows": [{"matter": "工程余款", "amount": "12.6"}]}),
    );
    assert!(matter(&leaver, &id)["duties"].to_string().contains("sign_leaver"), "a change takes the signature back");
    drop(server);

    let server = later("2026-10-09T10:00");
    let (leaver, head) = (server.sign_in("yunting-shuji"), server.sign_in("jiandu-guzhang"));
    let leader = server.sign_in("xianwei-fushuji");
    head.does(&id, json!({"verb": "name_supervisor", "person": leader.id(), "reason": "分管县领导外出"}));
    leader.does(&id, json!({"verb": "sign_supervisor"}));
    assert_eq!(leader.is_refused(&id, json!({"verb": "sign_receiver"})).0, 403);
    leaver.does(&id, json!({"verb": "sign_leaver"}));
    server.sign_in("yunting-fuzhenzhang").does(&id, json!({"verb": "sign_receiver"}));
    for (relation, number) in [("salary", "工转2026-118"), ("administrative", "行介2026-77")] {
        leaver.does(&id, json!({"verb": "tick", "relation": relation, "day": "2026-10-09", "number": number}));
    }
    let signed = matter(&leaver, &id);
    assert_eq!(
        (signed["stage"].as_str(), signed["state"]["completion"]["days_late"].as_i64()),
        (Some("转接中"), Some(0))
    );
    assert_eq!(duty(&signed, "item.work.1")["due"], "2026-11-30");
    // The mayor was detained: the clock stands still with the head's word, and runs on after it.
    head.does(&second, json!({"verb": "suspend", "from": "2026-09-29", "reason": "移交人被留置"}));
    assert_eq!(duty(&matter(&head, &second), "fill")["due"], Value::Null);
    head.does(&second, json!({"verb": "resume", "on": "2026-10-09", "reason": "改由单位代办"}));
    assert_eq!(duty(&matter(&head, &second), "fill")["due"], "2026-10-15");
    head.does(&second, json!({"verb": "represent", "reason": "移交人被留置"}));
    assert!(duty(&matter(&head, &second), "fill")["owner"].to_string().contains("unit_clerk"));
    drop(server);

    let server = later("2026-10-27T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    assert_eq!(overdue(&matter(&clerk, &id)), ["relation.party"], "only the missing tick");
    clerk.does(&id, json!({"verb": "tick", "relation": "party", "day": "2026-10-27", "number": "组介2026-9"}));
    clerk.does(&id, json!({"verb": "file_transfer", "day": "2026-10-27"}));
    assert_eq!(matter(&clerk, &id)["stage"], "续办中");
    let strike = json!({"verb": "strike_off", "item": "work.1", "day": "2026-10-27", "result": "已验收"});
    server.sign_in("yunting-fuzhenzhang").does(&id, strike);
    assert_eq!(matter(&clerk, &id)["stage"], "已办结");
    // The decision is revoked: the tenure is back, and the handover of it is ended.
    server.sign_in("jiandu-guzhang").does(&decision, json!({"verb": "revoke", "reason": "县委撤销任免决定"}));
    assert_eq!(matter(&clerk, &id)["stage"], "已终止");
    assert_eq!(matter(&clerk, &secretary)["state"]["tenures"][0]["until"], Value::Null);
}
