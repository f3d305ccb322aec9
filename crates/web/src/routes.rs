//! Every address there is, in tables: what is not in one does not exist, and what stands in one is guarded as it says.

use crate::{api, app::App, door, fault::Problem, pages};
use axum::{
    Router,
    http::StatusCode,
    middleware,
    routing::{MethodFilter, MethodRouter},
};

/// What a request may do to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Acts.
    Post,
    /// Ends.
    Delete,
}

impl Method {
    /// As in a request line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }

    const fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Delete => MethodFilter::DELETE,
        }
    }
}

/// Who may ask at an address at all. What he may see and do there is the county's own question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Anyone: sign-in, health, assets.
    Open,
    /// Whoever is signed in, even if his password must be changed first.
    Changing,
    /// Whoever is signed in.
    SignedIn,
}

impl Requirement {
    /// As the golden list of routes says it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Changing => "changing",
            Self::SignedIn => "signed in",
        }
    }
}

/// An address.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, parameters in braces.
    pub path: &'static str,
    /// Who may ask.
    pub requirement: Requirement,
    /// The handler, put under the method it is given: `|m| on(m, handler)`.
    pub handler: fn(MethodFilter) -> MethodRouter<App>,
}

impl Route {
    /// An address that answers whoever is signed in.
    #[must_use]
    pub const fn get(path: &'static str, handler: fn(MethodFilter) -> MethodRouter<App>) -> Self {
        Self { method: Method::Get, path, requirement: Requirement::SignedIn, handler }
    }
    /// An address at which whoever is signed in acts.
    #[must_use]
    pub const fn post(path: &'static str, handler: fn(MethodFilter) -> MethodRouter<App>) -> Self {
        Self { method: Method::Post, path, requirement: Requirement::SignedIn, handler }
    }
    /// The address with another requirement.
    #[must_use]
    pub const fn requiring(self, requirement: Requirement) -> Self {
        Self { requirement, ..self }
    }
    /// Part of the API, which answers in JSON; otherwise a page.
    #[must_use]
    pub fn is_api(&self) -> bool {
        is_api(self.path)
    }
}

/// Whether an address answers in JSON.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// All tables.
pub const TABLES: &[&[Route]] = &[api::ROUTES, pages::ROUTES];

/// Every address.
pub fn all() -> impl Iterator<Item = &'static Route> {
    TABLES.iter().copied().flatten()
}

/// The router of all tables, each route behind its guard.
pub(crate) fn router(app: &App) -> Router<App> {
    let mut router = Router::new();
    for route in all() {
        let guard = middleware::from_fn_with_state((app.clone(), route), door::guard);
        router = router.route(route.path, (route.handler)(route.method.filter()).layer(guard));
    }
    router.fallback(unknown).method_not_allowed_fallback(wrong_method)
}

async fn unknown() -> Problem {
    Problem::not_found()
}

async fn wrong_method() -> Problem {
    let sentence = "这个地址不接受这种请求方法，请对照/api/v1/openapi.json改正。";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", sentence)
}
