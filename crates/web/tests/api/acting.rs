//! Opening and acting: every status of a matter's life.

use crate::ground::*;
use serde_json::json;

#[tokio::test]
async fn a_matter_is_opened_with_201_and_acted_on_with_200() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let opened = ground.post(&clerk, "/api/v1/matters", &lending("投影仪", "p1", "u1")).await;
    assert_eq!(opened.status, 201, "{}", opened.text);
    assert_eq!(opened.body["number"], "借〔2026〕1号");
    assert_eq!((opened.body["n"].as_i64(), opened.body["stage"].as_str()), (Some(1), Some("借用中")));
    assert_eq!(opened.body["offers"][0]["verb"], "back");
    assert_eq!(opened.body["duties"][0]["due"], "2026-05-09");
    assert!(opened.body["duties"][0]["basis"]["words"].as_str().unwrap().contains("次日"));
    let path = format!("/api/v1/matters/{}/actions", opened.body["id"].as_str().unwrap());
    let done = ground.post(&clerk, &path, &back(1)).await;
    assert_eq!(done.status, 200, "{}", done.text);
    assert_eq!((done.body["n"].as_i64(), done.body["stage"].as_str()), (Some(2), Some("已归还")));
    assert_eq!(done.body["duties"], json!([]));
}

#[tokio::test]
async fn a_rule_that_says_no_is_422_with_clause_and_place_and_leaves_nothing() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let refused = ground.post(&clerk, "/api/v1/matters", &lending("公章", "p1", "u1")).await;
    refused.is(422, "toy_never_lent");
    assert_eq!((refused.at(), refused.body["refusal"]["clause"].as_str()), (Some("/thing"), Some("3.1")));
    let list = ground.get(&clerk, "/api/v1/matters?kind=loan").await;
    assert_eq!(list.body, json!({"items": [], "next": null}));
    let next = ground.post(&clerk, "/api/v1/matters", &lending("投影仪", "p1", "u1")).await;
    assert_eq!(next.body["number"], "借〔2026〕1号");
}

#[tokio::test]
async fn a_stage_that_does_not_offer_the_verb_is_422_not_now() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let path = format!("/api/v1/matters/{}/actions", ground.lend(&clerk, "投影仪").await);
    assert_eq!(ground.post(&clerk, &path, &back(1)).await.status, 200);
    ground.post(&clerk, &path, &back(2)).await.is(422, "not_now");
}

#[tokio::test]
async fn a_verb_of_others_is_403_and_an_unseen_matter_404() {
    let ground = Ground::new();
    let (clerk, zhai, su) = (ground.sign_in("clerk").await, ground.sign_in("zhai").await, ground.sign_in("su").await);
    let id = ground.lend(&clerk, "投影仪").await;
    let path = format!("/api/v1/matters/{id}/actions");
    let crash = json!({"after": 1, "action": {"verb": "crash", "note": ""}});
    ground.post(&zhai, &path, &crash).await.is(403, "not_yours");
    ground.post(&su, &path, &crash).await.is(404, "not_found");
    ground.post(&su, &path, &json!({"after": 1, "action": {"verb": "nonsense"}})).await.is(404, "not_found");
    ground.post(&su, &path, &back(7)).await.is(404, "not_found");
    ground.get(&su, &format!("/api/v1/matters/{id}")).await.is(404, "not_found");
    ground.get(&su, &format!("/api/v1/matters/{id}/events")).await.is(404, "not_found");
    ground.post(&zhai, "/api/v1/matters", &lending("投影仪", "p1", "u1")).await.is(403, "not_yours");
    assert_eq!(ground.post(&zhai, &path, &back(1)).await.status, 200);
}

#[tokio::test]
async fn a_stale_form_is_409_with_the_lines_that_came_between() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let path = format!("/api/v1/matters/{}/actions", ground.lend(&clerk, "投影仪").await);
    let remark = json!({"after": 1, "action": {"verb": "comment", "text": "请尽快归还"}});
    assert_eq!(ground.post(&clerk, &path, &remark).await.status, 200);
    let stale = ground.post(&clerk, &path, &back(1)).await;
    stale.is(409, "stale");
    let between = stale.body["between"].as_array().unwrap();
    assert_eq!(between.len(), 1);
    assert_eq!((between[0]["act"].as_str(), between[0]["text"].as_str()), (Some("附言"), Some("请尽快归还")));
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_once_and_409_for_another_body() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let first = ground.post_as(&clerk, "/api/v1/matters", "twice", &lending("投影仪", "p1", "u1")).await;
    let second = ground.post_as(&clerk, "/api/v1/matters", "twice", &lending("投影仪", "p1", "u1")).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
    assert_eq!(first.body["id"], second.body["id"]);
    assert_eq!((first.body["replayed"].as_bool(), second.body["replayed"].as_bool()), (Some(false), Some(true)));
    ground.post_as(&clerk, "/api/v1/matters", "twice", &lending("相机", "p1", "u1")).await.is(409, "key_reused");
    let list = ground.get(&clerk, "/api/v1/matters?kind=loan").await;
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_mechanism_that_panics_is_503_and_the_next_request_is_answered() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let path = format!("/api/v1/matters/{}/actions", ground.lend(&clerk, "投影仪").await);
    let crash = json!({"after": 1, "action": {"verb": "crash", "note": "故意"}});
    ground.post(&clerk, &path, &crash).await.is(503, "unavailable");
    assert_eq!(ground.post(&clerk, &path, &back(1)).await.status, 200);
}

#[tokio::test]
async fn an_entry_on_behalf_counts_for_the_principal_and_needs_his_paper() {
    let ground = Ground::new();
    let (clerk, su, zhai) = (ground.sign_in("clerk").await, ground.sign_in("su").await, ground.sign_in("zhai").await);
    let path = format!("/api/v1/matters/{}/actions", ground.lend(&clerk, "投影仪").await);
    let mut deed = back(1);
    deed["on_behalf"] = json!({"person": "p1", "paper": "0".repeat(64), "signed_on": "2026-05-05"});
    ground.post(&clerk, &path, &deed).await.is(422, "paper_missing");
    ground.post(&su, &path, &deed).await.is(404, "not_found");
    ground.post(&zhai, &path, &deed).await.is(403, "not_yours");
    let paper = ground.app.county.keep_file("签字.pdf", b"%PDF-1.7 signed", "clerk", ground.app.moment()).unwrap();
    deed["on_behalf"]["paper"] = json!(paper.id);
    let done = ground.post(&clerk, &path, &deed).await;
    assert_eq!(done.status, 200, "{}", done.text);
    deed["on_behalf"]["signed_on"] = json!("2026-02-30");
    let wrong = ground.post(&clerk, &path, &deed).await;
    wrong.is(400, "malformed");
    assert_eq!(wrong.at(), Some("/on_behalf/signed_on"));
}
