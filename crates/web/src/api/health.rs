//! What a watchman asks: alive, ready, how much.

use crate::{app::App, fault::Problem};
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

/// Counts.
pub(super) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.text(app.county.statements()))
}
