//! What is sealed, opened with a reason.

use super::sent::Sent;
use crate::{
    app::App,
    door::{self, Who},
    fault::Problem,
    unseal::{self, Opened},
};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use engine::words::MatterId;
use serde_json::{Value, json};

/// POST /matters/{id}/seals/{seal}
pub(super) async fn open(
    State(app): State<App>,
    who: Who,
    Path((id, seal)): Path<(String, String)>,
    headers: HeaderMap,
    mut sent: Sent,
) -> Result<Json<Value>, Problem> {
    let key = door::key(&headers)?;
    let reason = sent.text("reason")?;
    sent.end()?;
    let asked = store::Unsealing::new(&MatterId(id), &seal, &reason).under(&key);
    let Opened { title, value } = unseal::open(&app, &who, asked).await?;
    Ok(Json(json!({"seal": seal, "title": title, "value": value})))
}
