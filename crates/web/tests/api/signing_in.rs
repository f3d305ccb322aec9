//! The door: passwords, lockout, pace, idleness, change of password.

use crate::ground::*;
use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::json;

#[tokio::test]
async fn a_session_opens_shows_who_one_is_and_closes() {
    let ground = Ground::new();
    let zhai = ground.sign_in("zhai").await;
    let who = ground.get(&zhai, "/api/v1/session").await;
    assert_eq!((who.body["account"].as_str(), who.body["person"].as_str()), (Some("zhai"), Some("p1")));
    assert_eq!(who.body["roles"], json!([{"role": "head", "title": "单位负责人", "unit": "u1"}]));
    let close = Request::delete("/api/v1/session").header(header::AUTHORIZATION, format!("Bearer {zhai}"));
    assert_eq!(ground.send(close.body(Body::empty()).unwrap()).await.status, 204);
    ground.get(&zhai, "/api/v1/session").await.is(401, "not_signed_in");
}

#[tokio::test]
async fn unknown_ended_and_wrong_are_refused_in_the_same_words() {
    let ground = Ground::new();
    let moment = ground.app.moment();
    ground.app.county.set_password("clerk", PASSWORD, false, moment).unwrap();
    ground.app.county.set_password("gone", PASSWORD, false, moment).unwrap();
    let wrong = ground.try_sign_in("clerk", "Wrong-2026").await;
    wrong.is(401, "wrong_password");
    assert_eq!(ground.try_sign_in("nobody", PASSWORD).await.text, wrong.text);
    assert_eq!(ground.try_sign_in("gone", PASSWORD).await.text, wrong.text);
    let extra = json!({"account": "clerk", "password": PASSWORD, "role": "minister"});
    let request = Request::post("/api/v1/session").body(Body::from(extra.to_string())).unwrap();
    ground.send(request).await.is(400, "malformed");
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_account_for_half_an_hour() {
    let ground = Ground::new();
    ground.sign_in("clerk").await;
    for _ in 0..4 {
        ground.try_sign_in("clerk", "Wrong-2026").await.is(401, "wrong_password");
    }
    let locked = ground.try_sign_in("clerk", "Wrong-2026").await;
    locked.is(429, "locked");
    assert_eq!(locked.headers[header::RETRY_AFTER], "1800");
    ground.try_sign_in("clerk", PASSWORD).await.is(429, "locked");
    ground.wait(31 * 60);
    assert_eq!(ground.try_sign_in("clerk", PASSWORD).await.status, 201);
}

#[tokio::test]
async fn an_account_that_is_not_there_locks_in_the_same_words_as_one_that_is() {
    let ground = Ground::new();
    ground.sign_in("clerk").await;
    for _ in 0..6 {
        let known = ground.try_sign_in("clerk", "Wrong-2026").await;
        let unknown = ground.try_sign_in("nobody", "Wrong-2026").await;
        assert_eq!((known.status, known.text), (unknown.status, unknown.text));
    }
    ground.try_sign_in("nobody", "Wrong-2026").await.is(429, "locked");
}

#[tokio::test]
async fn one_address_tries_thirty_times_a_minute() {
    let ground = Ground::new();
    for n in 0..30 {
        ground.try_sign_in(&format!("nobody{n}"), "Wrong-2026").await.is(401, "wrong_password");
    }
    let fast = ground.try_sign_in("nobody", "Wrong-2026").await;
    fast.is(429, "too_fast");
    assert!(fast.headers.contains_key(header::RETRY_AFTER));
    ground.wait(61);
    ground.try_sign_in("nobody", "Wrong-2026").await.is(401, "wrong_password");
}

#[tokio::test]
async fn an_idle_session_ends_and_a_busy_one_lasts_half_a_day() {
    let ground = Ground::new();
    let (idle, busy) = (ground.sign_in("clerk").await, ground.sign_in("zhai").await);
    for _ in 0..5 {
        ground.wait(8 * 60);
        assert_eq!(ground.get(&busy, "/api/v1/session").await.status, 200);
        ground.settle();
    }
    ground.get(&idle, "/api/v1/session").await.is(401, "not_signed_in");
    for _ in 0..90 {
        ground.wait(8 * 60);
        ground.get(&busy, "/api/v1/session").await;
        ground.settle();
    }
    ground.get(&busy, "/api/v1/session").await.is(401, "not_signed_in");
}

#[tokio::test]
async fn a_reset_password_allows_nothing_but_its_change() {
    let ground = Ground::new();
    let county = ground.app.county.clone();
    county.set_password("clerk", PASSWORD, true, ground.app.moment()).unwrap();
    let opened = ground.try_sign_in("clerk", PASSWORD).await;
    assert_eq!(opened.body["must_change"], true);
    let token = opened.body["token"].as_str().unwrap().to_owned();
    ground.get(&token, "/api/v1/matters").await.is(403, "password_must_change");
    ground.post(&token, "/api/v1/matters", &lending("投影仪", "p1", "u1")).await.is(403, "password_must_change");
    let change = |now: &str, new: &str| json!({"now": now, "new": new});
    let path = "/api/v1/password";
    let wrong = ground.post(&token, path, &change("Wrong-2026", "Yunting-2026")).await;
    wrong.is(422, "wrong_password");
    assert_eq!(wrong.at(), Some("/now"));
    let weak = ground.post(&token, path, &change(PASSWORD, "short")).await;
    weak.is(422, "weak_password");
    assert_eq!(weak.at(), Some("/new"));
    ground.post(&token, path, &change(PASSWORD, PASSWORD)).await.is(422, "weak_password");
    assert_eq!(ground.post(&token, path, &change(PASSWORD, "Yunting-2026")).await.status, 204);
    ground.get(&token, "/api/v1/session").await.is(401, "not_signed_in");
    let again = ground.try_sign_in("clerk", "Yunting-2026").await;
    assert_eq!((again.status.as_u16(), again.body["must_change"].as_bool()), (201, Some(false)));
}

#[tokio::test]
async fn an_account_that_ends_loses_its_open_session() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    assert_eq!(ground.get(&clerk, "/api/v1/kinds").await.status, 200);
    ground.end_account("a3", "clerk");
    ground.get(&clerk, "/api/v1/kinds").await.is(401, "not_signed_in");
}

#[tokio::test]
async fn weak_passwords_are_refused_with_their_reason_and_an_old_one_must_be_changed() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let change = |new: &str| json!({"now": PASSWORD, "new": new});
    for (new, why) in [("Aa1-567", "8位"), ("qingyi-yunting", "3种"), ("My-Clerk-2026", "登录名")] {
        let weak = ground.post(&clerk, "/api/v1/password", &change(new)).await;
        weak.is(422, "weak_password");
        assert!(weak.sentence().contains(why), "{}", weak.text);
    }
    ground.wait(90 * 24 * 3600);
    assert_eq!(ground.try_sign_in("clerk", PASSWORD).await.body["must_change"], false);
    ground.wait(1);
    let late = ground.try_sign_in("clerk", PASSWORD).await;
    assert_eq!(late.body["must_change"], true);
    let token = late.body["token"].as_str().unwrap().to_owned();
    ground.get(&token, "/api/v1/matters").await.is(403, "password_must_change");
}

#[tokio::test]
async fn an_account_with_a_second_factor_is_asked_for_its_code_in_words_of_its_own() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let page = |path: &'static str, body: Option<String>| {
        let request = match body {
            None => Request::get(path).body(Body::empty()),
            Some(form) => Request::post(path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form)),
        };
        let mut request = request.unwrap();
        request.headers_mut().insert(header::COOKIE, format!("zhunsheng={clerk}").parse().unwrap());
        ground.send(request)
    };
    let text = page("/second-factor", None).await.text;
    let csrf = text.split("name=\"_csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(page("/second-factor/begin", Some(format!("_csrf={csrf}"))).await.status, 303);
    let text = page("/second-factor", None).await.text;
    assert!(text.contains("otpauth://totp/") && text.contains("启用动态口令"), "{text}");
    let wrong = page("/second-factor/confirm", Some(format!("_csrf={csrf}&code=12"))).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text);
    assert_eq!(ground.try_sign_in("clerk", PASSWORD).await.status, 201, "it does not count yet");
    let county = ground.app.county.clone();
    let secret = county.pending_second_factor("clerk").unwrap().unwrap();
    let code = |moment: jiff::Timestamp| crate::code::shown(&secret, moment);
    let first = format!("_csrf={csrf}&code={}", code(ground.app.moment()));
    assert_eq!(page("/second-factor/confirm", Some(first)).await.status, 303);
    assert!(!page("/second-factor", None).await.text.contains("otpauth"), "shown no more");
    let needed = ground.try_sign_in("clerk", PASSWORD).await;
    needed.is(401, "code_needed");
    assert_eq!(needed.at(), Some("/code"));
    ground.wait(60);
    let with = |code: &str| {
        let body = json!({"account": "clerk", "password": PASSWORD, "code": code}).to_string();
        ground.send(Request::post("/api/v1/session").body(Body::from(body)).unwrap())
    };
    with("12").await.is(401, "wrong_code");
    let right = code(ground.app.moment());
    let opened = with(&right).await;
    assert_eq!(opened.status, 201, "{}", opened.text);
    assert!(opened.body["last"]["at"].is_string(), "{}", opened.text);
    with(&right).await.is(401, "wrong_code");
    let form = format!("account=clerk&password={PASSWORD}&next=/");
    let form =
        Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(form.into());
    let asked = ground.send(form.unwrap()).await;
    assert!(asked.status == 401 && asked.text.contains("name=\"code\""), "{}", asked.text);
}
