//! Sessions: the token in a cookie or a header, and what the county knows under it.

use crate::{app::App, fault::Problem, metrics::SignIn};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use store::accounts::{Attempt, SignInError};

/// Name of the cookie.
pub const COOKIE: &str = "zhunsheng";

/// A session as the county keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Sign-in name of the account.
    pub account: String,
    /// What forms of this session must carry.
    pub csrf: String,
    /// Nothing but a change of the password is allowed.
    pub must_change: bool,
    /// The token itself, for signing out.
    pub token: String,
}

/// The session of a token that still holds.
pub(super) async fn of_token(app: &App, token: String, now: jiff::Timestamp) -> Result<Option<Session>, Problem> {
    let found = app
        .work(move |county| {
            let session = county.session(&token, now)?;
            Ok(session.map(|found| Session {
                account: found.login,
                csrf: found.csrf,
                must_change: found.must_change,
                token,
            }))
        })
        .await?;
    found.map_err(|fault: store::Fault| Problem::unavailable(fault.sentence()))
}

/// What somebody types to come in.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Sign-in name.
    pub account: String,
    /// Password.
    pub password: String,
    /// The code beside it.
    pub code: String,
}

/// Opens a session for an account in force; `address` is whose pace of attempts is watched.
///
/// # Errors
/// 401 wrong, 429 locked or too fast, 503.
pub async fn sign_in(app: &App, address: &str, typed: Typed) -> Result<Session, Problem> {
    let now = app.moment();
    let most = app.county.policy().number("sign_in.per_minute", app.today()).unwrap_or(10);
    if let Some(seconds) = app.pace.attempt(address, most, now) {
        app.metrics.signed_in(SignIn::Held);
        let sentence = format!("登录过于频繁，请在{seconds}秒后重试。");
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_fast", sentence).wait(seconds));
    }
    let (login, from) = (typed.account.trim().to_owned(), address.to_owned());
    let opened = app
        .work(move |county| {
            let code = Some(typed.code.as_str());
            let attempt = Attempt { login: &login, password: &typed.password, code, address: &from };
            let opened = county.enter(attempt, now)?;
            // An account that was ended keeps its password, and is refused in the same words as a wrong one.
            if county.reader().actor(&login, engine::days::Day::at(now))?.is_none() {
                county.sign_out(&opened.token)?;
                return Err(SignInError::Wrong);
            }
            let store::accounts::Opened { token, csrf, must_change } = opened;
            Ok(Session { account: login, csrf, must_change, token })
        })
        .await?;
    app.metrics.signed_in(match &opened {
        Ok(_) => SignIn::Through,
        Err(SignInError::Locked { .. }) => SignIn::Held,
        Err(_) => SignIn::Refused,
    });
    opened.map_err(|error| refused(&error))
}

/// Ends a session.
///
/// # Errors
/// 503.
pub async fn sign_out(app: &App, session: &Session) -> Result<(), Problem> {
    let token = session.token.clone();
    let ended = app.work(move |county| county.sign_out(&token)).await?;
    ended.map_err(|fault| Problem::unavailable(fault.sentence()))
}

/// Changes the password of whoever is signed in; his sessions end, this one too.
///
/// # Errors
/// 422 with what is wrong with the old or the new one, 429 locked, 503.
pub async fn change_password(app: &App, session: &Session, now_used: String, wanted: String) -> Result<(), Problem> {
    let (moment, login) = (app.moment(), session.account.clone());
    let changed = app.work(move |county| county.change_password(&login, &now_used, &wanted, moment)).await?;
    changed.map_err(|error| match error {
        SignInError::Wrong => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_password", "现用口令不对，没有更换，请核对后重试。")
                .at("/now")
        }
        other => refused(&other),
    })
}

/// Why somebody did not come in, as pages and API answer it.
#[must_use]
pub fn refused(error: &SignInError) -> Problem {
    let sentence = error.to_string();
    match error {
        SignInError::Wrong => Problem::new(StatusCode::UNAUTHORIZED, "wrong_password", sentence),
        SignInError::CodeNeeded => Problem::new(StatusCode::UNAUTHORIZED, "code_needed", sentence).at("/code"),
        SignInError::WrongCode => Problem::new(StatusCode::UNAUTHORIZED, "wrong_code", sentence).at("/code"),
        SignInError::Locked { minutes } => {
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "locked", sentence).wait(minutes.saturating_mul(60))
        }
        SignInError::Weak(_) => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "weak_password", sentence).at("/new"),
        SignInError::Unavailable(_) => Problem::unavailable(sentence),
    }
}

/// The token in the cookie of a request.
pub(super) fn cookie(headers: &HeaderMap) -> Option<&str> {
    let each = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = each.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, token)| token)
}

/// The header that gives a browser its session.
#[must_use]
pub fn set_cookie(app: &App, session: &Session) -> HeaderValue {
    cookie_line(app, &session.token, "")
}

/// The header that takes it away again.
#[must_use]
pub fn clear_cookie(app: &App) -> HeaderValue {
    cookie_line(app, "", "; Max-Age=0")
}

fn cookie_line(app: &App, token: &str, more: &str) -> HeaderValue {
    let secure = if app.secure_cookie { "; Secure" } else { "" };
    let line = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{more}");
    HeaderValue::from_str(&line).unwrap_or_else(|_| HeaderValue::from_static("zhunsheng=; Path=/; Max-Age=0"))
}
