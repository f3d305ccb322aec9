//! Pages over the toy kinds: drawn for everyone, refused with everything still in them, never done twice.

use crate::{
    faults::{attribute, faults, tags},
    ground::{Ground, PASSWORD, Reply},
};
use axum::{
    body::Body,
    http::{Request, header},
};

pub async fn look(ground: &Ground, token: &str, path: &str) -> Reply {
    let request = Request::get(path).header(header::COOKIE, format!("zhunsheng={token}"));
    ground.send(request.body(Body::empty()).unwrap()).await
}

pub async fn send(ground: &Ground, token: &str, path: &str, pairs: &[(&str, String)]) -> Reply {
    let line = |(name, text): &(&str, String)| {
        let text: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{name}={text}")
    };
    let body = pairs.iter().map(line).collect::<Vec<_>>().join("&");
    let request = Request::post(path)
        .header(header::COOKIE, format!("zhunsheng={token}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    ground.send(request.body(Body::from(body)).unwrap()).await
}

/// Value of a hidden control of a page.
pub fn hidden(html: &str, name: &str) -> String {
    // The form of the page itself comes after the one in the top bar.
    let inputs = tags(html, "input");
    let found = inputs.iter().rev().find(|tag| attribute(tag, "name") == Some(name));
    found.and_then(|tag| attribute(tag, "value")).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_page_is_drawn_for_everyone_by_the_rules_of_the_house() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    let paths = [
        "/".to_owned(),
        "/duties".into(),
        "/duties?state=all".into(),
        "/duties?state=late".into(),
        "/new".into(),
        "/ledger/loan".into(),
        "/ledger/loan?tab=all&from=2026-05-01&to=5.31&unit=云亭镇".replace("云亭镇", "%E4%BA%91%E4%BA%AD%E9%95%87"),
        "/search?q=%E6%8A%95%E5%BD%B1".into(),
        "/people".into(),
        "/people/p1".into(),
        "/units".into(),
        "/units/u1".into(),
        "/password".into(),
        format!("/matters/{id}"),
        format!("/matters/{id}?do=comment"),
    ];
    for account in ["clerk", "head", "zhai", "su", "admin"] {
        let token = ground.sign_in(account).await;
        for path in &paths {
            let page = look(&ground, &token, path).await;
            assert!(matches!(page.status.as_u16(), 200 | 404), "{account} {path}: {}", page.status);
            assert_eq!(faults(&page.text), Vec::<String>::new(), "{account} {path}");
            assert!(page.text.contains("演示数据，人物均为虚构") || page.status != 200, "{account} {path}");
        }
    }
    // Setting the password anew has ended the first session.
    let clerk = ground.sign_in("clerk").await;
    assert_eq!(look(&ground, &clerk, &format!("/matters/{id}")).await.status, 200);
    let form = look(&ground, &clerk, "/new/loan").await;
    assert_eq!((form.status.as_u16(), faults(&form.text)), (200, Vec::new()));
    assert_eq!(look(&ground, &clerk, "/new/nothing").await.status, 404);
}

#[tokio::test]
async fn a_form_with_faults_is_422_with_all_that_was_typed() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let page = look(&ground, &clerk, "/new/loan").await.text;
    let pairs = [
        ("_csrf", hidden(&page, "_csrf")),
        ("_key", hidden(&page, "_key")),
        ("thing", "投影仪<b>".to_owned()),
        ("period.from.day", "2026-02-30".to_owned()),
    ];
    let reply = send(&ground, &clerk, "/new/loan?verb=lend", &pairs).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("投影仪&#60;b&#62;") && reply.text.contains("value=\"2026-02-30\""), "{}", reply.text);
    assert!(reply.text.contains("role=\"alert\"") && reply.text.contains("class=\"error\""));
    assert_eq!(faults(&reply.text), Vec::<String>::new());
}

#[tokio::test]
async fn a_page_that_is_stale_shows_what_came_between_and_a_double_click_acts_once() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let id = ground.lend(&clerk, "投影仪").await;
    let page = look(&ground, &clerk, &format!("/matters/{id}?do=comment")).await.text;
    let pairs = |text: &str, page: &str| {
        [
            ("_csrf", hidden(page, "_csrf")),
            ("_key", hidden(page, "_key")),
            ("_after", hidden(page, "_after")),
            ("text", text.to_owned()),
        ]
    };
    let other = look(&ground, &clerk, &format!("/matters/{id}?do=comment")).await.text;
    let path = format!("/matters/{id}/actions/comment");
    let first = send(&ground, &clerk, &path, &pairs("已借出", &page)).await;
    let again = send(&ground, &clerk, &path, &pairs("已借出", &page)).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (303, 303));
    assert_eq!(first.headers[header::LOCATION], again.headers[header::LOCATION]);
    let stale = send(&ground, &clerk, &path, &pairs("另有说明", &other)).await;
    assert_eq!(stale.status, 409);
    assert!(stale.text.contains("本页已有新变化") && stale.text.contains("已借出") && stale.text.contains("另有说明"));
    let resent = send(&ground, &clerk, &path, &pairs("另有说明", &stale.text)).await;
    assert_eq!(resent.status, 303, "the page shown again carries the newest number");
}

#[tokio::test]
async fn after_the_sign_in_one_is_led_within_this_site_only() {
    // The workbench, which then says when and from where the account signed in before.
    const HOME: &str = "/?signed_in=1";
    let ground = Ground::new();
    ground.sign_in("clerk").await;
    for (next, to) in
        [("/duties", "/duties"), ("//elsewhere.example", HOME), ("https://elsewhere.example", HOME), ("/\\x", HOME)]
    {
        let pairs = [("account", "clerk".to_owned()), ("password", PASSWORD.to_owned()), ("next", next.to_owned())];
        let reply = send(&ground, "", "/sign-in", &pairs).await;
        assert_eq!((reply.status.as_u16(), reply.headers[header::LOCATION].to_str().unwrap()), (303, to));
        let cookie = reply.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    }
    let wrong = [("account", "clerk".to_owned()), ("password", "x".to_owned()), ("next", String::new())];
    let reply = send(&ground, "", "/sign-in", &wrong).await;
    assert_eq!((reply.status.as_u16(), faults(&reply.text)), (401, Vec::new()));
}
