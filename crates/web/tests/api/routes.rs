//! The table of addresses: golden, guarded, and nothing open by accident.

use crate::ground::*;
use axum::{
    body::Body,
    http::{Request, header},
};
use std::path::Path;
use web::routes::{self, Method, Requirement, Route};

/// Compares with a golden file, or writes it when `ZHUNSHENG_GOLDEN=write`.
pub fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden").join(name);
    if std::env::var_os("ZHUNSHENG_GOLDEN").is_some_and(|word| word == "write") {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "golden/{name} differs; run with ZHUNSHENG_GOLDEN=write and read the difference");
}

#[test]
fn every_address_is_golden_with_its_requirement() {
    let line = |route: &Route| format!("{:<9} {:<6} {}\n", route.requirement.word(), route.method.word(), route.path);
    let mut lines: Vec<String> = routes::all().map(line).collect();
    lines.sort();
    golden("routes.txt", &lines.concat());
}

#[test]
fn nothing_but_sign_in_health_assets_and_secret_calendars_is_open() {
    let open: Vec<&str> =
        routes::all().filter(|route| route.requirement == Requirement::Open).map(|route| route.path).collect();
    let known = [
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/v1/session",
        "/sign-in",
        "/setup",
        "/assets/{name}",
        "/favicon.ico",
        // Its address is a secret of its own.
        "/calendar/{file}",
    ];
    assert!(open.iter().all(|path| known.contains(path)), "{open:?}");
    let posts = |route: &&Route| route.requirement == Requirement::Open && route.method != Method::Get;
    let acting: Vec<&str> = routes::all().filter(posts).map(|route| route.path).collect();
    assert!(acting.iter().all(|path| ["/api/v1/session", "/sign-in", "/setup"].contains(path)), "{acting:?}");
}

#[tokio::test]
async fn the_first_start_is_open_only_to_a_county_that_waits_for_it_and_only_ten_times_a_minute() {
    let ground = Ground::new();
    let post = || Request::post("/setup").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = || Body::from("code=x&name0=a&login0=aa&name1=b&login1=bb&name2=c&login2=cc");
    assert_eq!(ground.send(Request::get("/setup").body(Body::empty()).unwrap()).await.status, 404);
    assert_eq!(
        ground.send(post().body(body()).unwrap()).await.status,
        404,
        "a county with accounts has no first start"
    );
    let waiting = web::server::router(ground.app.clone().with_first_start("Zs-the-code".into()));
    for attempt in 0..11 {
        let reply = tower::ServiceExt::oneshot(waiting.clone(), post().body(body()).unwrap()).await.unwrap();
        assert_eq!(reply.status().as_u16(), if attempt < 10 { 422 } else { 429 }, "{attempt}");
    }
    let foreign = post().header(header::ORIGIN, "https://x.example").header(header::HOST, "localhost");
    let reply = tower::ServiceExt::oneshot(waiting, foreign.body(body()).unwrap()).await.unwrap();
    assert_eq!(reply.status().as_u16(), 403, "another site's form");
}

fn ask(route: &Route, path: &str) -> axum::http::request::Builder {
    let request = Request::builder().uri(path).header("host", "localhost").header("idempotency-key", "k");
    request.method(route.method.word())
}

#[tokio::test]
async fn without_a_session_the_api_answers_401_and_a_page_leads_to_the_sign_in() {
    let ground = Ground::new();
    for route in routes::all().filter(|route| route.requirement != Requirement::Open) {
        let path = route
            .path
            .replace("{id}", "x")
            .replace("{kind}", "loan")
            .replace("{verb}", "lend")
            .replace("{what}", "person")
            .replace("{seal}", "x");
        for token in ["", "Bearer ", "Bearer 0000", "Basic YTpi"] {
            let mut request = ask(route, &path);
            if !token.is_empty() {
                request = request.header(header::AUTHORIZATION, token).header(header::COOKIE, "zhunsheng=0000");
            }
            let reply = ground.send(request.body(Body::empty()).unwrap()).await;
            if route.is_api() {
                reply.is(401, "not_signed_in");
                assert_eq!(reply.headers[header::WWW_AUTHENTICATE], "Bearer");
            } else {
                assert_eq!(reply.status, 303, "{} {path}", route.method.word());
                assert!(reply.headers[header::LOCATION].to_str().unwrap().starts_with("/sign-in"), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn a_form_of_another_site_or_without_the_token_of_its_session_is_refused() {
    let ground = Ground::new();
    let cookie = format!("zhunsheng={}", ground.sign_in("clerk").await);
    for route in routes::all().filter(|route| !route.is_api() && route.method == Method::Post) {
        let path = route
            .path
            .replace("{id}", "x")
            .replace("{kind}", "loan")
            .replace("{verb}", "lend")
            .replace("{what}", "person")
            .replace("{seal}", "x");
        let media = "application/x-www-form-urlencoded";
        let form = || ask(route, &path).header(header::COOKIE, &cookie).header(header::CONTENT_TYPE, media);
        let foreign = form().header(header::ORIGIN, "https://elsewhere.example").body(Body::from("a=b")).unwrap();
        assert_eq!(ground.send(foreign).await.status, 403, "{path}");
        let foreign = form().header("sec-fetch-site", "cross-site").body(Body::from("a=b")).unwrap();
        assert_eq!(ground.send(foreign).await.status, 403, "{path}");
        if route.requirement != Requirement::Open {
            for body in ["a=b", "_csrf=", "_csrf=0000"] {
                assert_eq!(ground.send(form().body(Body::from(body)).unwrap()).await.status, 403, "{path} {body}");
            }
        }
    }
}

#[tokio::test]
async fn the_cookie_reads_the_api_and_never_acts_there() {
    let ground = Ground::new();
    let cookie = format!("zhunsheng={}", ground.sign_in("clerk").await);
    let read = Request::get("/api/v1/kinds").header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
    assert_eq!(ground.send(read).await.status, 200);
    let act = Request::post("/api/v1/matters").header(header::COOKIE, &cookie).header("idempotency-key", "k");
    ground.send(act.body(Body::from("{}")).unwrap()).await.is(401, "not_signed_in");
}
