//! What surrounds every request: its id, its time limit, the headers of its answer, its line in the log.

use super::{cost, lent::Lent};
use crate::{api, app::App, fault::Problem, pages, routes::is_api};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::Instant;

/// How long a request may take, its body included.
const LONGEST: Duration = Duration::from_secs(60);

const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                   form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

static COUNT: AtomicU64 = AtomicU64::new(1);

/// One line of the log. The route with its parameters in braces: no id, no name, no query, no body.
#[derive(Serialize)]
struct Noted<'a> {
    moment: jiff::Timestamp,
    request: &'a str,
    method: &'a str,
    route: &'a str,
    status: u16,
    millis: u64,
    /// Run on the database while reading for it.
    statements: u64,
    /// Code of the refusal, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'static str>,
}

/// Runs a request.
pub(super) async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let (moment, begun) = (app.moment(), Instant::now());
    let id = format!("{:x}-{}", moment.as_microsecond(), COUNT.fetch_add(1, Ordering::Relaxed));
    let method = known_method(request.method().as_str());
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    let in_json = is_api(request.uri().path()) || api::WATCHED.contains(&request.uri().path());
    app.metrics.begin();
    let (request, lent) = Lent::of(request);
    // A task of its own: a handler that panics fails alone, and one whose client goes away still ends what it began.
    let cost = Arc::new(AtomicU64::new(0));
    let task = tokio::spawn(cost::of(Arc::clone(&cost), tokio::time::timeout(LONGEST, next.run(request))));
    let mut response = match task.await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Problem::unavailable("处理时间过长，不能确定是否已保存，请用同一编号重新提交，或刷新后核对。")
            .into_response(),
        Err(_) => Problem::broken().into_response(),
    };
    // Whoever is refused before his body was read hears the answer, and his connection stays good for the next request.
    if response.status().is_client_error() || response.status().is_server_error() {
        lent.drain().await;
    }
    let refusal = response.extensions().get::<Problem>().map(|problem| problem.code);
    if !in_json && let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = pages::bare(&problem);
    }
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    app.metrics.end(method, &route, status, took);
    if app.log {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let statements = cost.load(Ordering::Relaxed);
        log(&Noted { moment, request: &id, method, route: &route, status, millis, statements, refusal });
    }
    dress(&app, &id, &mut response);
    response
}

fn dress(app: &App, id: &str, response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    if app.secure_cookie {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    // What one person may see is never kept for another; assets say otherwise themselves.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert("x-request-id", id);
    }
    debug_assert!(response.status() != StatusCode::INTERNAL_SERVER_ERROR, "every failure has a sentence");
}

/// A method as a label: a client cannot make up endless ones.
fn known_method(method: &str) -> &'static str {
    match method {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

fn log(noted: &Noted<'_>) {
    let Ok(mut line) = serde_json::to_string(noted) else { return };
    line.push('\n');
    // A log that cannot be written must not stop the office.
    std::io::stderr().lock().write_all(line.as_bytes()).unwrap_or_default();
}
