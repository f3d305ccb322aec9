//! Signing in and out, and changing the password.

use super::sent::Sent;
use crate::{
    app::App,
    door::{self, Who, pace},
    fault::Problem,
};
use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use engine::access::Hat;
use serde_json::{Value, json};

/// POST /session
pub(super) async fn open(State(app): State<App>, request: Request) -> Result<Response, Problem> {
    let address = pace::address(request.extensions(), request.headers());
    let mut sent = <Sent as axum::extract::FromRequest<App>>::from_request(request, &app).await?;
    let (account, password) = (sent.text("account")?, sent.text("password")?);
    sent.end()?;
    let session = door::sign_in(&app, &address, &account, &password).await?;
    let body = json!({"token": session.token, "account": session.account, "must_change": session.must_change});
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// GET /session
pub(super) async fn show(who: Who) -> Json<Value> {
    let role = |hat: &Hat| match hat {
        Hat::Role(role) => Some(json!({"role": role.code(), "title": role.title()})),
        Hat::RoleAt(role, unit) => Some(json!({"role": role.code(), "title": role.title(), "unit": unit})),
        Hat::Head(unit) => Some(json!({"role": "head", "title": "单位负责人", "unit": unit})),
        Hat::Person(_) | Hat::System => None,
    };
    let roles: Vec<Value> = who.actor.hats.iter().filter_map(role).collect();
    Json(json!({
        "account": who.session.account,
        "person": who.actor.person,
        "roles": roles,
        "must_change": who.session.must_change,
    }))
}

/// DELETE /session
pub(super) async fn close(State(app): State<App>, who: Who) -> Result<StatusCode, Problem> {
    door::sign_out(&app, &who.session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// POST /password
pub(super) async fn password(State(app): State<App>, who: Who, mut sent: Sent) -> Result<StatusCode, Problem> {
    let (now, new) = (sent.text("now")?, sent.text("new")?);
    sent.end()?;
    door::change_password(&app, &who.session, now, new).await?;
    Ok(StatusCode::NO_CONTENT)
}
