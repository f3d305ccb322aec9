//! 登录 and 退出.

use super::{
    habits::Habits,
    visit::{Visit, bare, inside, see_other, shown},
};
use crate::{
    app::App,
    door::{self, Typed, Who, form::OpenForm, pace},
    fault::Problem,
    view::{pages::SignInPage, parts::RefusalBox},
};
use axum::{
    extract::{FromRequest, Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};

/// The page.
pub fn form(filter: MethodFilter) -> MethodRouter<App> {
    on(
        filter,
        |State(app): State<App>,
         who: Result<Who, Problem>,
         Query(query): Query<Vec<(String, String)>>,
         headers: HeaderMap| async move {
            if who.is_ok() {
                return see_other("/");
            }
            if app.is_empty_county() {
                return see_other(super::setup::HERE);
            }
            let next = query.into_iter().find(|(name, _)| name == "next").map(|(_, next)| next).unwrap_or_default();
            drawn(&app, StatusCode::OK, String::new(), next, Habits::is_large(&headers), None)
        },
    )
}

/// Account and password came.
pub fn enter(filter: MethodFilter) -> MethodRouter<App> {
    on(filter, |State(app): State<App>, request: Request| async move {
        let address = pace::address(request.extensions(), request.headers());
        let large = Habits::is_large(request.headers());
        match OpenForm::from_request(request, &app).await {
            Err(problem) => bare(&problem),
            Ok(OpenForm(form)) => {
                let text = |name: &str| form.text(name).unwrap_or("").to_owned();
                let (account, password, next) = (text("account"), text("password"), text("next"));
                let typed = Typed { account: account.clone(), password, code: text("code") };
                match door::sign_in(&app, &address, typed).await {
                    Ok(session) => {
                        let to = if session.must_change { "/password".to_owned() } else { inside(&next) };
                        // The workbench says when and from where the account signed in before.
                        let to = if to == "/" { "/?signed_in=1".to_owned() } else { to };
                        ([(header::SET_COOKIE, door::set_cookie(&app, &session))], see_other(&to)).into_response()
                    }
                    Err(problem) => drawn(&app, problem.status, account, next, large, Some(problem)),
                }
            }
        }
    })
}

fn drawn(
    app: &App,
    status: StatusCode,
    account: String,
    next: String,
    large: bool,
    problem: Option<Problem>,
) -> Response {
    let policy = app.county.policy();
    let number = |limit: &str| policy.number(limit, app.today());
    let lockout = match (number("sign_in.failures"), number("sign_in.lockout")) {
        (Some(failures), Some(minutes)) => format!("连续输错{failures}次，锁定{minutes}分钟。"),
        _ => String::new(),
    };
    let code = problem.as_ref().is_some_and(|problem| matches!(problem.code, "code_needed" | "wrong_code"));
    let page = SignInPage {
        code,
        title: "登录".into(),
        version: crate::assets::VERSION,
        office: app.office.to_string(),
        refusal: problem.map(|problem| RefusalBox {
            title: "没有登录".into(),
            sentence: problem.sentence,
            ..RefusalBox::default()
        }),
        account,
        next,
        large,
        lockout,
        demo: app.demo,
        program: concat!("准绳 ", env!("CARGO_PKG_VERSION")).into(),
    };
    shown(status, &page).unwrap_or_else(|problem| bare(&problem))
}

/// Out again.
pub fn exit(visit: &Visit) -> Result<Response, Problem> {
    tokio::runtime::Handle::current().block_on(door::sign_out(&visit.app, &visit.who.session))?;
    Ok(([(header::SET_COOKIE, door::clear_cookie(&visit.app))], see_other("/sign-in")).into_response())
}
