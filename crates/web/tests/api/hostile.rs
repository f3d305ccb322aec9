//! Input that no form of ours would send: each is refused in Chinese, and nothing is kept.

use crate::ground::*;
use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::{Value, json};

async fn malformed(ground: &Ground, token: &str, body: &Value, at: Option<&str>) {
    let reply = ground.post(token, "/api/v1/matters", body).await;
    reply.is(400, "malformed");
    assert_eq!(reply.at(), at, "{}", reply.text);
}

#[tokio::test]
async fn unknown_fields_wrong_types_and_days_that_do_not_exist_are_400_at_their_place() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let good = lending("投影仪", "p1", "u1");
    let with = |pointer: &str, value: Value| {
        let mut body = good.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(parent).unwrap()[name] = value;
        body
    };
    malformed(&ground, &clerk, &with("/extra", json!(1)), Some("/extra")).await;
    malformed(&ground, &clerk, &with("/action/extra", json!(1)), Some("/action/extra")).await;
    malformed(&ground, &clerk, &with("/action/thing", json!(7)), Some("/action/thing")).await;
    malformed(&ground, &clerk, &with("/action/verb", json!("steal")), Some("/action/verb")).await;
    malformed(&ground, &clerk, &with("/action/verb", json!(7)), Some("/action/verb")).await;
    malformed(&ground, &clerk, &with("/action/period/from/day", json!("2026-02-30")), Some("/action/period/from/day"))
        .await;
    malformed(&ground, &clerk, &with("/action/period/from/half", json!("晚上")), Some("/action/period/from/half"))
        .await;
    // A struct without `deny_unknown_fields` lets nothing through either: the schema is what counts.
    let part = json!([{"name": "线", "count": 1, "extra": true}]);
    malformed(&ground, &clerk, &with("/action/parts", part), Some("/action/parts/0/extra")).await;
    malformed(&ground, &clerk, &json!({"kind": "loan"}), Some("/action")).await;
    malformed(&ground, &clerk, &json!({"kind": "loan", "action": []}), Some("/action")).await;
    malformed(&ground, &clerk, &json!([]), None).await;
    ground
        .post(&clerk, "/api/v1/matters", &json!({"kind": "nothing", "action": {"verb": "x"}}))
        .await
        .is(404, "not_found");
    let list = ground.get(&clerk, "/api/v1/matters?kind=loan").await;
    assert_eq!(list.body["items"], json!([]));
}

#[tokio::test]
async fn hats_and_moments_forged_in_the_json_are_unknown_fields() {
    let ground = Ground::new();
    let (clerk, zhai) = (ground.sign_in("clerk").await, ground.sign_in("zhai").await);
    let id = ground.lend(&clerk, "投影仪").await;
    let path = format!("/api/v1/matters/{id}/actions");
    for (name, value) in [
        ("actor", json!({"account": "clerk", "hats": ["system"]})),
        ("hats", json!([{"role": "section_clerk"}])),
        ("moment", json!("2020-01-01T00:00:00Z")),
        ("day", json!("2020-01-01")),
    ] {
        let mut body = json!({"after": 1, "action": {"verb": "crash", "note": ""}});
        body[name] = value.clone();
        ground.post(&zhai, &path, &body).await.is(400, "malformed");
        let mut body = json!({"after": 1, "action": {"verb": "crash", "note": ""}});
        body["action"][name] = value;
        ground.post(&zhai, &path, &body).await.is(400, "malformed");
    }
    let forged = json!({"after": 1, "action": {"verb": "crash", "note": ""},
        "on_behalf": {"person": "p2", "paper": "0", "signed_on": "2026-05-06", "hats": []}});
    ground.post(&zhai, &path, &forged).await.is(400, "malformed");
}

#[tokio::test]
async fn what_is_no_json_no_text_too_deep_or_too_large_is_refused() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let path = "/api/v1/matters";
    for body in
        [&b""[..], b"{", b"nonsense", b"{\"kind\":\"loan\",}", b"\xff\xfe{}", b"{\"kind\":\"\xc3\x28\"}", b"{} {}"]
    {
        ground.raw(&clerk, path, &ground.key(), body.to_vec()).await.is(400, "malformed");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    ground.raw(&clerk, path, &ground.key(), deep.into_bytes()).await.is(400, "malformed");
    let zero = br#"{"kind":"loan","action":{"verb":"lend","thing":"a\u0000b"}}"#;
    ground.raw(&clerk, path, &ground.key(), zero.to_vec()).await.is(400, "malformed");
    let long = lending(&"长".repeat(5_000), "p1", "u1");
    ground.post(&clerk, path, &long).await.is(400, "malformed");
    let huge = vec![b' '; web::server::BODY_MAX + 1];
    ground.raw(&clerk, path, &ground.key(), huge).await.is(413, "too_large");
    ground.get(&clerk, "/api/v1/matters?q=a%00b").await.is(400, "malformed");
    ground.get(&clerk, "/api/v1/matters/%ff%fe").await.is(404, "not_found");
    ground.get(&clerk, "/api/v1/matters/..%2f..%2fetc%2fpasswd").await.is(404, "not_found");
}

#[tokio::test]
async fn a_key_is_required_on_everything_that_acts() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    for path in ["/api/v1/matters", "/api/v1/matters/x/actions", "/api/v1/files", "/api/v1/password"] {
        let request = Request::post(path).header(header::AUTHORIZATION, format!("Bearer {clerk}"));
        ground.send(request.body(Body::from("{}")).unwrap()).await.is(400, "key_missing");
        ground.raw(&clerk, path, " ", b"{}".to_vec()).await.is(400, "key_missing");
        ground.raw(&clerk, path, &"k".repeat(201), b"{}".to_vec()).await.is(400, "malformed");
    }
}

#[tokio::test]
async fn after_must_be_there_and_a_number() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let path = format!("/api/v1/matters/{}/actions", ground.lend(&clerk, "投影仪").await);
    for after in [json!(null), json!("1"), json!(1.5), json!([])] {
        let body = json!({"after": after, "action": {"verb": "back", "note": "完好"}});
        let reply = ground.post(&clerk, &path, &body).await;
        reply.is(400, "malformed");
        assert_eq!(reply.at(), Some("/after"));
    }
    ground.post(&clerk, &path, &back(-3)).await.is(409, "stale");
}

#[tokio::test]
async fn unknown_and_repeated_parameters_are_400() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    for query in
        ["kinds=loan", "limit=0", "limit=201", "limit=x", "from=2026-02-30", "open=maybe", "kind=loan&kind=card"]
    {
        ground.get(&clerk, &format!("/api/v1/matters?{query}")).await.is(400, "malformed");
    }
    ground.get(&clerk, "/api/v1/units?limit=-1").await.is(400, "malformed");
    ground.get(&clerk, "/api/v1/people?cursor=x").await.is(400, "malformed");
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_method_have_their_sentence() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    ground.get(&clerk, "/api/v1/nothing").await.is(404, "not_found");
    ground.get(&clerk, "/api/v2/matters").await.is(404, "not_found");
    let request = Request::put("/api/v1/matters").header(header::AUTHORIZATION, format!("Bearer {clerk}"));
    ground.send(request.body(Body::empty()).unwrap()).await.is(405, "wrong_method");
}

#[tokio::test]
async fn a_correction_has_the_fields_of_its_event_and_no_others() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let path = format!("/api/v1/matters/{}/actions", ground.lend(&clerk, "投影仪").await);
    let events = ground.get(&clerk, &path.replace("actions", "events")).await;
    let recorded = events.body["items"][0]["payload"].clone();
    let amend =
        |payload: Value| json!({"after": 1, "action": {"verb": "amend", "n": 1, "payload": payload, "reason": "录错"}});
    let with = |pointer: &str, name: &str, value: Value| {
        let mut payload = recorded.clone();
        payload.pointer_mut(pointer).unwrap()[name] = value;
        amend(payload)
    };
    for (body, at, sentence) in [
        (with("", "extra", json!(1)), "/action/payload/extra", "不认识"),
        (with("", "thing", json!(7)), "/action/payload/thing", "应为文字"),
        (with("/parts/0", "extra", json!(1)), "/action/payload/parts/0/extra", "不认识"),
        (with("/period/from", "day", json!("2026-02-30")), "/action/payload/period/from/day", "2026-02-30"),
        (amend(json!({})), "/action/payload/thing", "缺少"),
        (amend(json!(3)), "/action/payload", "应为对象"),
    ] {
        let reply = ground.post(&clerk, &path, &body).await;
        reply.is(400, "malformed");
        assert_eq!(reply.at(), Some(at), "{}", reply.text);
        assert!(reply.sentence().contains(sentence), "{}", reply.text);
    }
    let done = ground.post(&clerk, &path, &with("", "thing", json!("相机"))).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let kinds = ground.get(&clerk, "/api/v1/kinds").await;
    let correction = &kinds.body["items"][0]["corrections"][0];
    assert_eq!(correction["event"], "lent");
    assert_eq!(correction["schema"]["properties"]["payload"]["properties"]["thing"]["title"], "物品");
    let described = ground.get(&clerk, "/api/v1/openapi.json").await;
    let payload = &described.body["components"]["schemas"]["loan.amend"]["properties"]["payload"]["anyOf"];
    assert_eq!((payload.as_array().unwrap().len(), &payload[0]["properties"]["thing"]["title"]), (2, &json!("物品")));
    assert!(described.body["components"]["schemas"]["any.amend"].is_null());
}
