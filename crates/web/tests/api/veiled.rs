//! A veiled matter before the pages and the API: those whom it concerns find it nowhere, and are refused like those who ask for
//! what never was, to the byte and to the statement.

use crate::ground::*;
use axum::{
    body::Body,
    http::{HeaderMap, Request, header},
};
use serde_json::{Value, json};

/// A clue about 翟明远 of 云亭镇, pointing to a loan of his; and the loan.
async fn told(ground: &Ground, head: &str, clerk: &str) -> (String, String) {
    let loan = ground.lend(clerk, "投影仪").await;
    let action = json!({"verb": "tell", "about": "p1", "unit": "u1", "what": "挪用公款", "other": loan});
    let clue = ground.post(head, "/api/v1/matters", &json!({"kind": "clue", "action": action})).await;
    assert_eq!(clue.status, 201, "{}", clue.text);
    assert_eq!(clue.body["number"], Value::Null, "a gap in running numbers would tell");
    (clue.body["id"].as_str().unwrap().to_owned(), loan)
}

async fn look(ground: &Ground, token: &str, path: &str) -> Reply {
    let request = Request::get(path).header(header::COOKIE, format!("zhunsheng={token}"));
    ground.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn no_list_page_or_count_tells_of_it_to_whom_it_concerns() {
    let ground = Ground::new();
    let (head, clerk) = (ground.sign_in("head").await, ground.sign_in("clerk").await);
    // 翟明远 himself with the sight of the whole county, and once more without; and an administrator.
    ground.enter("a7", json!({"what": "account", "name": "zhai-head", "person": "p1", "role": "section_head"}));
    let (clue, loan) = told(&ground, &head, &clerk).await;
    let api = [
        "/api/v1/matters".to_owned(),
        "/api/v1/matters?kind=clue".into(),
        "/api/v1/matters?person=p1".into(),
        "/api/v1/matters?unit=u1".into(),
        "/api/v1/matters?q=%E6%8C%AA%E7%94%A8".into(),
        "/api/v1/duties".into(),
        "/api/v1/duties?mine=true".into(),
        "/api/v1/duties?kind=clue".into(),
        format!("/api/v1/matters/{loan}"),
        format!("/api/v1/matters/{loan}/events"),
    ];
    let pages = [
        "/".to_owned(),
        "/duties?state=all".into(),
        "/duties?state=mine".into(),
        "/ledger/clue".into(),
        "/ledger/clue?tab=all".into(),
        "/search?q=%E6%8C%AA%E7%94%A8".into(),
        "/people/p1".into(),
        "/units/u1".into(),
        format!("/matters/{loan}"),
        "/suggest/matter?q=%E6%8C%AA%E7%94%A8".into(),
    ];
    for account in ["zhai", "zhai-head", "su", "admin"] {
        let token = ground.sign_in(account).await;
        for path in &api {
            let text = ground.get(&token, path).await.text;
            assert!(
                !text.contains("挪用") && !text.contains(&clue) && !text.contains("牵连"),
                "{account} {path}: {text}"
            );
        }
        for path in &pages {
            let text = look(&ground, &token, path).await.text;
            // What was searched for stands in the search box.
            let text = text.replace("value=\"挪用\"", "");
            assert!(
                !text.contains("挪用公") && !text.contains(&clue) && !text.contains("牵连"),
                "{account} {path}: {text}"
            );
        }
    }
    let head = ground.sign_in("head").await;
    for path in api.iter().filter(|path| !path.ends_with("/events")) {
        assert!(ground.get(&head, path).await.text.contains(&clue), "{path} does not show it to who may see it");
    }
    for path in pages.iter().filter(|path| path.as_str() != "/suggest/matter?q=%E6%8C%AA%E7%94%A8") {
        assert!(look(&ground, &head, path).await.text.contains(&clue), "{path} does not show it to who may see it");
    }
}

/// What of an answer must be the same: status, body, and the headers without the request's own id.
fn said(reply: &Reply) -> (u16, String, Vec<(String, String)>) {
    let told = |headers: &HeaderMap| {
        let kept = headers.iter().filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "date"));
        let mut kept: Vec<_> = kept.map(|(name, value)| (name.to_string(), format!("{value:?}"))).collect();
        kept.sort();
        kept
    };
    (reply.status.as_u16(), reply.text.clone(), told(&reply.headers))
}

#[tokio::test]
async fn a_hidden_matter_is_refused_like_an_unknown_one_to_the_byte_and_the_statement() {
    let ground = Ground::new();
    let (head, clerk) = (ground.sign_in("head").await, ground.sign_in("clerk").await);
    ground.enter("a7", json!({"what": "account", "name": "zhai-head", "person": "p1", "role": "section_head"}));
    let (clue, _) = told(&ground, &head, &clerk).await;
    let other = ground.post(&clerk, "/api/v1/matters", &lending("相机", "p2", "u2")).await;
    let hidden_loan = other.body["id"].as_str().unwrap().to_owned();
    let unknown = "01981e9c-0000-7000-8000-000000000000".to_owned();
    assert_eq!(unknown.len(), clue.len());
    for (account, ids) in [("zhai-head", vec![&clue]), ("zhai", vec![&clue, &hidden_loan]), ("su", vec![&clue])] {
        let token = ground.sign_in(account).await;
        // The first visit notes that the session was seen.
        look(&ground, &token, "/").await;
        let counted = async |request: Request<Body>| {
            let before = ground.app.county.statements();
            let reply = ground.send(request).await;
            (said(&reply), ground.app.county.statements() - before)
        };
        let gets = |id: &str| {
            let bearer = |path: String| {
                Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}")).body(Body::empty()).unwrap()
            };
            let page = |path: String| {
                Request::get(path).header(header::COOKIE, format!("zhunsheng={token}")).body(Body::empty()).unwrap()
            };
            vec![
                bearer(format!("/api/v1/matters/{id}")),
                bearer(format!("/api/v1/matters/{id}/events")),
                page(format!("/matters/{id}")),
                page(format!("/matters/{id}?do=comment")),
            ]
        };
        let posts = |id: &str| {
            let bodies = [
                json!({"after": 1, "action": {"verb": "comment", "text": "?"}}),
                json!({"after": 9, "action": {"verb": "comment", "text": "?"}}),
                json!({"after": 1, "action": {"verb": "tell"}}),
                json!({"after": 1, "action": {"verb": "back", "note": "?"}}),
                json!({"after": 1, "action": {"verb": "nothing", "extra": 1}}),
                json!({"after": 1, "action": {"verb": "comment", "text": "?"},
                       "on_behalf": {"person": "p1", "paper": "0".repeat(64), "signed_on": "2026-05-05"}}),
            ];
            let post = |body: &Value| {
                Request::post(format!("/api/v1/matters/{id}/actions"))
                    .header(header::AUTHORIZATION, format!("Bearer {token}"))
                    .header("idempotency-key", ground.key())
                    .body(Body::from(body.to_string()))
                    .unwrap()
            };
            let form = Request::post(format!("/matters/{id}/actions/comment"))
                .header(header::COOKIE, format!("zhunsheng={token}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from("_key=k&_after=1&text=x"))
                .unwrap();
            bodies.iter().map(post).chain([form]).collect::<Vec<_>>()
        };
        for id in ids {
            let pairs = gets(id).into_iter().zip(gets(&unknown)).chain(posts(id).into_iter().zip(posts(&unknown)));
            for (hidden, nothing) in pairs {
                let what = format!("{account}: {} {}", hidden.method(), hidden.uri());
                let (hidden, nothing) = (counted(hidden).await, counted(nothing).await);
                assert!(hidden.0.0 == 404 || what.contains("/actions/comment"), "{what}: {}", hidden.0.1);
                assert_eq!(hidden, nothing, "{what}");
            }
        }
    }
}
