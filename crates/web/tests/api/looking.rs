//! Reading: one matter, lists, kinds, and what each person sees of them.

use crate::ground::*;
use serde_json::{Value, json};

fn titles(reply: &Reply, field: &str) -> Vec<String> {
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.body["items"].as_array().unwrap().iter().map(|item| item[field].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_matter_shows_sheet_state_offers_duties_and_the_stage_of_the_clock() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    let path = format!("/api/v1/matters/{id}");
    let seen = ground.get(&clerk, &path).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let body = &seen.body;
    assert_eq!((body["stage"].as_str(), body["stored_stage"].as_str()), (Some("未到期"), Some("借用中")));
    assert_eq!((body["kind_title"].as_str(), body["number"].as_str()), (Some("借用"), Some("借〔2026〕1号")));
    let sheet = body["sheet"].as_array().unwrap();
    let person = sheet.iter().find(|entry| entry["title"] == "借用人").unwrap();
    assert_eq!((person["text"].as_str(), &person["ids"]), (Some("翟明远"), &json!(["p1"])));
    assert_eq!(body["state"]["lend"]["parts"][0]["name"], "电源线");
    assert_eq!(body["not_yet"], json!([{"label": "再次借出", "why": "尚未归还。"}]));
    assert_eq!(
        (body["duties"][0]["due"].as_str(), body["duties"][0]["overdue"].as_bool()),
        (Some("2026-05-09"), Some(false))
    );
    assert_eq!(body["persons"], json!([{"as": "subject", "person": "p1"}]));
    ground.wait(4 * 24 * 3600);
    let clerk = ground.sign_in("clerk").await;
    let late = ground.get(&clerk, &path).await;
    assert_eq!(
        (late.body["stage"].as_str(), late.body["duties"][0]["overdue"].as_bool()),
        (Some("逾期未还"), Some(true))
    );
    let list = ground.get(&clerk, "/api/v1/matters?kind=loan&stage=%E9%80%BE%E6%9C%9F%E6%9C%AA%E8%BF%98").await;
    assert_eq!(titles(&list, "id"), [id]);
}

#[tokio::test]
async fn the_events_of_a_matter_are_read_in_order() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    ground.post(&clerk, &format!("/api/v1/matters/{id}/actions"), &back(1)).await;
    let events = ground.get(&clerk, &format!("/api/v1/matters/{id}/events")).await;
    assert_eq!(titles(&events, "act"), ["借出", "归还"]);
    assert_eq!(events.body["items"][1]["n"], 2);
    assert_eq!(events.body["items"][1]["moment"], "2026-05-06T01:00:00Z");
}

#[tokio::test]
async fn everyone_sees_his_own_part_of_the_county() {
    let ground = Ground::new();
    let (clerk, zhai) = (ground.sign_in("clerk").await, ground.sign_in("zhai").await);
    let (su, admin) = (ground.sign_in("su").await, ground.sign_in("admin").await);
    ground.lend(&clerk, "投影仪").await;
    let other = ground.post(&clerk, "/api/v1/matters", &lending("相机", "p2", "u2")).await;
    assert_eq!(other.status, 201);
    let own = |title: &str| vec![format!("借用：{title}")];
    let list = "/api/v1/matters?kind=loan";
    assert_eq!(titles(&ground.get(&clerk, list).await, "title").len(), 2);
    assert_eq!(titles(&ground.get(&zhai, list).await, "title"), own("投影仪"));
    assert_eq!(titles(&ground.get(&su, list).await, "title"), own("相机"));
    assert!(titles(&ground.get(&admin, list).await, "title").is_empty());
    assert!(titles(&ground.get(&admin, "/api/v1/duties").await, "what").is_empty());
    assert!(titles(&ground.get(&admin, "/api/v1/people").await, "name").is_empty());
    assert!(titles(&ground.get(&admin, "/api/v1/kinds").await, "kind").is_empty());
    assert_eq!(titles(&ground.get(&clerk, "/api/v1/people?q=%E7%BF%9F").await, "name"), ["翟明远"]);
    assert_eq!(titles(&ground.get(&clerk, "/api/v1/units?q=%E4%BA%91").await, "name"), ["云亭镇"]);
}

#[tokio::test]
async fn anyone_finds_a_colleague_by_name_and_only_his_superiors_more() {
    let ground = Ground::new();
    let (zhai, su) = (ground.sign_in("zhai").await, ground.sign_in("su").await);
    let chief = "/api/v1/people?q=%E7%BF%9F";
    let by_himself = ground.get(&zhai, chief).await;
    assert_eq!(by_himself.body["items"][0]["birth"], "1981-03");
    let by_another = ground.get(&su, chief).await;
    let post = json!({"unit": "u1", "unit_name": "云亭镇", "title": "党委书记"});
    assert_eq!(by_another.body["items"], json!([{"id": "p1", "name": "翟明远", "posts": [post]}]));
    assert_eq!(ground.get(&su, "/api/v1/people?unit=u1").await.body["items"][0]["birth"], Value::Null);
    assert!(titles(&ground.get(&su, "/api/v1/people").await, "name").is_empty());
}

#[tokio::test]
async fn duties_are_listed_with_their_basis_and_mine_are_mine() {
    let ground = Ground::new();
    let (clerk, zhai) = (ground.sign_in("clerk").await, ground.sign_in("zhai").await);
    ground.lend(&clerk, "投影仪").await;
    ground.post(&clerk, "/api/v1/matters", &lending("相机", "p2", "u2")).await;
    let all = ground.get(&clerk, "/api/v1/duties?kind=loan&by=2026-05-09").await;
    assert_eq!(titles(&all, "title"), ["借用：投影仪", "借用：相机"]);
    assert_eq!(all.body["items"][0]["basis"]["clause"], "3.1");
    assert_eq!(titles(&ground.get(&zhai, "/api/v1/duties?mine=true").await, "title"), ["借用：投影仪"]);
    assert!(titles(&ground.get(&clerk, "/api/v1/duties?by=2026-05-08").await, "title").is_empty());
}

#[tokio::test]
async fn pages_of_a_list_follow_each_other_by_cursor() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    for thing in ["甲", "乙", "丙", "丁", "戊"] {
        ground.lend(&clerk, thing).await;
    }
    let (mut seen, mut cursor): (Vec<String>, Option<String>) = (Vec::new(), None);
    for _ in 0..3 {
        let more = cursor.as_ref().map(|cursor| format!("&cursor={}", cursor.replace(' ', "%20"))).unwrap_or_default();
        let page = ground.get(&clerk, &format!("/api/v1/matters?kind=loan&limit=2{more}")).await;
        seen.extend(titles(&page, "title"));
        cursor = page.body["next"].as_str().map(str::to_owned);
    }
    assert_eq!((seen.len(), cursor), (5, None));
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 5);
    let people = ground.get(&clerk, "/api/v1/people?limit=1").await;
    let rest =
        ground.get(&clerk, &format!("/api/v1/people?limit=1&cursor={}", people.body["next"].as_str().unwrap())).await;
    assert_ne!(titles(&people, "name"), titles(&rest, "name"));
    assert_eq!(rest.body["next"], Value::Null);
}

#[tokio::test]
async fn kinds_come_with_schema_clauses_and_what_may_be_opened() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let kinds = ground.get(&clerk, "/api/v1/kinds").await;
    assert_eq!(titles(&kinds, "kind"), ["loan", "card", "clue"]);
    let loan = &kinds.body["items"][0];
    assert_eq!((loan["title"].as_str(), loan["chapter"].as_i64()), (Some("借用"), Some(3)));
    assert!(loan["clauses"][0]["label"].as_str().unwrap().contains("三（一）"));
    assert_eq!(loan["actions"][0]["schema"]["properties"]["thing"]["title"], "物品");
    assert_eq!(loan["offers"][0]["verb"], "lend");
    assert_eq!(kinds.body["items"][1]["offers"], json!([]));
    assert_eq!(kinds.body["common_actions"].as_array().unwrap().len(), 12);
    assert!(kinds.body["dictionaries"]["transport"][0]["code"].is_string());
}
