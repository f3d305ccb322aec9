//! What a watchman asks: alive, ready, how much.

use crate::{app::App, fault::Problem, metrics::Beside};
use axum::{extract::State, http::header, response::IntoResponse};

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers too.
pub(super) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    app.read(store::Reader::probe).await?;
    Ok("ready\n")
}

/// Counts. They are told also when the database is not there.
pub(super) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let moment = app.moment();
    let sessions = app.work(move |county| county.sessions(moment).ok()).await.ok().flatten();
    let delivered = std::sync::Arc::clone(&app.outgoing.delivered);
    let beside = Beside { gauges: app.county.gauges(), sessions, started: app.started.as_second(), delivered };
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.text(&beside))
}
