//! The door: who is it, and may he come in at all. Everything behind it is the county's own question.

pub mod form;
pub(crate) mod pace;
mod session;

pub use session::{COOKIE, Session, Typed, change_password, clear_cookie, refused, set_cookie, sign_in, sign_out};

use crate::{
    app::App,
    fault::Problem,
    routes::{Method, Requirement, Route},
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use engine::{
    access::{Actor, Scope},
    days::Day,
};

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Who {
    /// The actor with the hats of today.
    pub actor: Actor,
    /// His session.
    pub session: Session,
}

impl Who {
    /// What he may see.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::of(&self.actor)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Who {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::not_signed_in)
    }
}

/// Stands before every route and does as its requirement says.
pub(crate) async fn guard(
    State((app, route)): State<(App, &'static Route)>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Err(problem) = address_fits(&request).and_then(|()| headers_fit(route, request.headers())) {
        return problem.into_response();
    }
    if route.requirement == Requirement::Open {
        return next.run(request).await;
    }
    match known(&app, route, request.headers()).await {
        Ok(who) => {
            request.extensions_mut().insert(who);
            next.run(request).await
        }
        Err(problem) if route.is_api() => problem.into_response(),
        Err(problem) => shown_out(&problem, &request),
    }
}

/// The session that a request carries, if it may pass here.
async fn known(app: &App, route: &Route, headers: &HeaderMap) -> Result<Who, Problem> {
    let token = token(route, headers).ok_or_else(Problem::not_signed_in)?.to_owned();
    let now = app.moment();
    let session = session::of_token(app, token, now).await?.ok_or_else(Problem::not_signed_in)?;
    let login = session.account.clone();
    let actor = app.read(move |reader| reader.actor(&login, Day::at(now))).await?;
    let actor = actor.ok_or_else(Problem::not_signed_in)?;
    if session.must_change && route.requirement != Requirement::Changing {
        let sentence = "首次登录或口令被重置后，须先更换口令。";
        return Err(Problem::new(StatusCode::FORBIDDEN, "password_must_change", sentence));
    }
    Ok(Who { actor, session })
}

/// The API's token comes in a header. A cookie is taken for pages, and at the API for reading only: no other site can make a browser
/// act there.
fn token<'a>(route: &Route, headers: &'a HeaderMap) -> Option<&'a str> {
    let bearer = || headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim);
    match (route.is_api(), route.method) {
        (true, Method::Get) => bearer().or_else(|| session::cookie(headers)),
        (true, _) => bearer(),
        (false, _) => session::cookie(headers),
    }
}

/// A zero character is no text: PostgreSQL would not even look for it.
fn address_fits(request: &Request) -> Result<(), Problem> {
    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    if address.contains("%00") {
        Err(Problem::malformed("地址中有无效字符，请改正后重发。"))
    } else {
        Ok(())
    }
}

/// What can be said from the headers alone: a key on everything that acts in the API, and no form sent from another site.
fn headers_fit(route: &Route, headers: &HeaderMap) -> Result<(), Problem> {
    if route.method == Method::Get {
        return Ok(());
    }
    if route.is_api() {
        let needed = route.method == Method::Post && route.requirement != Requirement::Open;
        return if needed { key(headers).map(drop) } else { Ok(()) };
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let foreign_site = text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let host = text("host").unwrap_or_default();
    let foreign_origin =
        text("origin").is_some_and(|origin| origin.split_once("://").is_none_or(|(_, from)| from != host));
    if foreign_site || foreign_origin { Err(wrong_origin()) } else { Ok(()) }
}

pub(crate) fn wrong_origin() -> Problem {
    let sentence = "这个表单不是从本页面提交的，没有保存，请回到页面刷新后重新提交。";
    Problem::new(StatusCode::FORBIDDEN, "wrong_origin", sentence)
}

/// Most characters of an idempotency key.
const KEY_MAX: usize = 200;

/// The idempotency key of a request.
///
/// # Errors
/// 400 when there is none or it is no key.
pub fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let missing = || {
        let sentence = "缺少Idempotency-Key，没有保存，请为每次提交带上一个不重复的编号。";
        Problem::new(StatusCode::BAD_REQUEST, "key_missing", sentence)
    };
    let key = headers.get("idempotency-key").ok_or_else(missing)?;
    let key = key.to_str().map(str::trim).unwrap_or_default();
    if key.is_empty() {
        return Err(missing());
    }
    if key.len() > KEY_MAX {
        return Err(Problem::malformed(format!("Idempotency-Key最多{KEY_MAX}个字符，没有保存，请换一个。")));
    }
    Ok(key.to_owned())
}

/// A page asked for without a session leads to the sign-in and back; with a password to be changed, to that.
fn shown_out(problem: &Problem, request: &Request) -> Response {
    match problem.code {
        "not_signed_in" => {
            let back = request.uri().path_and_query().filter(|_| request.method() == axum::http::Method::GET);
            let to =
                back.map_or_else(|| "/sign-in".to_owned(), |back| format!("/sign-in?next={}", escaped(back.as_str())));
            Redirect::to(&to).into_response()
        }
        "password_must_change" => Redirect::to("/password").into_response(),
        _ => problem.clone().into_response(),
    }
}

/// Text as the value of a query parameter.
pub(crate) fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
