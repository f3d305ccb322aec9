//! Signing in and out, and changing the password.

use super::sent::Sent;
use crate::{
    app::App,
    door::{self, Typed, Who, pace},
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
    let code = if sent.has("code") { sent.text("code")? } else { String::new() };
    sent.end()?;
    let session = door::sign_in(&app, &address, Typed { account, password, code }).await?;
    let login = session.account.clone();
    let last = app.work(move |county| county.last_sign_in(&login)).await?.map_err(Problem::from)?;
    let last = last.map(|last| json!({"at": last.moment.to_string(), "address": last.address}));
    let (token, account, must_change) = (session.token, session.account, session.must_change);
    let body = json!({"token": token, "account": account, "must_change": must_change, "last": last});
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
