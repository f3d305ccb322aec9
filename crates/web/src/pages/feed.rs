//! One's duties as a calendar: at a secret address that needs no sign-in, and so says no more than kind, number and day.

use crate::{
    app::App,
    door::pace,
    fault::Problem,
    ical::{self, Event},
    outgoing::said,
};
use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use engine::days::Day;
use sha2::{Digest, Sha256};
use store::{DutyRow, Reader, sql::Fault};

/// Most duties in a calendar.
const DUTIES: i64 = 500;

/// Most looks at calendars from one address within a minute.
const LOOKS: i64 = 60;

/// The calendar behind a secret address.
pub fn show(filter: MethodFilter) -> MethodRouter<App> {
    on(filter, |State(app): State<App>, Path(file): Path<String>, request: Request| async move {
        let address = pace::address(request.extensions(), request.headers());
        if let Some(seconds) = app.pace.attempt(&format!("calendar {address}"), LOOKS, app.moment()) {
            let sentence = format!("日历取得过于频繁，请在{seconds}秒后重试。");
            return Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_fast", sentence).wait(seconds).into_response();
        }
        let site = site(&app, request.headers());
        match drawn(&app, file, site).await {
            Ok(text) => answer(request.headers(), text),
            Err(problem) => problem.into_response(),
        }
    })
}

/// The keeper's address of this server, else the one by which it was reached.
fn site(app: &App, headers: &HeaderMap) -> String {
    if !app.outgoing.site.is_empty() {
        return app.outgoing.site.clone();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{}://{host}", if app.secure_cookie { "https" } else { "http" })
}

async fn drawn(app: &App, file: String, site: String) -> Result<String, Problem> {
    let token = file.strip_suffix(".ics").map(str::to_owned).ok_or_else(Problem::not_found)?;
    let today = app.today();
    let found = app.read(move |reader| events(reader, &token, &site, today)).await?;
    found.map(|events| ical::calendar("准绳应办", &events, today)).ok_or_else(Problem::not_found)
}

/// What the holder of a token owes by a day; nothing for a token that opens nothing.
fn events(reader: &Reader, token: &str, site: &str, today: Day) -> Result<Option<Vec<Event>>, Fault> {
    let Some(feed) = reader.feed_of(token)? else { return Ok(None) };
    let Some(actor) = reader.actor(&feed.login, today)? else { return Ok(None) };
    let duties = reader.duties_of(&actor, DUTIES)?;
    Ok(Some(duties.iter().filter_map(|duty| event(reader, duty, site, today)).collect()))
}

fn event(reader: &Reader, duty: &DutyRow, site: &str, today: Day) -> Option<Event> {
    let said = said(reader.catalogue(), duty)?;
    let late = if duty.is_overdue(today) { "逾期：" } else { "" };
    let digest = Sha256::digest(format!("{}\0{}", duty.matter, duty.key));
    let uid = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Some(Event { uid, day: said.due?, summary: format!("{late}{}", said.words), url: format!("{site}{}", said.path) })
}

/// The calendar, or that it is still the one which whoever asks has.
fn answer(headers: &HeaderMap, text: String) -> Response {
    let digest = Sha256::digest(&text);
    let tag = format!("\"{}\"", digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    let same = known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    let kept = [(header::ETAG, tag), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if same {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response()
}
