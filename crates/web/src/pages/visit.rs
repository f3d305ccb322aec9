//! One visit to a page: who comes, when, with what. Handlers are plain functions that may wait for the database; each runs on a
//! thread that may wait.

use super::habits::Habits;
use crate::{
    app::App,
    door::{
        Who,
        form::{Form, Upload},
    },
    fault::Problem,
    routes::Requirement,
    view::{
        pages::{BareNoticePage, NoticePage},
        parts::Way,
    },
};
use askama::Template;
use axum::{
    body::Body,
    extract::{DefaultBodyLimit, OriginalUri, Query, RawPathParams, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
    routing::{MethodFilter, MethodRouter, on},
};
use engine::{
    access::{Actor, Scope},
    days::{Day, HalfDay},
    words::{MatterId, PersonId, UnitId},
};
use store::Reader;

/// Most bytes of a form with files.
const FORM_MAX: usize = 64 << 20;

/// A visit.
pub struct Visit {
    /// The application.
    pub app: App,
    /// Who.
    pub who: Who,
    /// When.
    pub now: jiff::Timestamp,
    /// Values in the path.
    pub params: Vec<(String, String)>,
    /// Values in the query.
    pub query: Vec<(String, String)>,
    /// What a form sent.
    pub pairs: Vec<(String, String)>,
    /// Files a form sent.
    pub files: Vec<Upload>,
    /// What this account likes on this machine.
    pub habits: Habits,
    /// The address, with its query.
    pub address: String,
}

/// What comes with every request.
struct Request {
    app: App,
    who: Who,
    params: Vec<(String, String)>,
    query: Vec<(String, String)>,
    form: Form,
    habits: Habits,
    address: String,
}

/// The handler of a page.
pub type Handler = fn(&Visit) -> Result<Response, Problem>;

/// Anyone.
pub const fn open() -> Requirement {
    Requirement::Open
}

/// Whoever is signed in, even before the first change of the password.
pub const fn changing() -> Requirement {
    Requirement::Changing
}

/// A page that only shows.
pub fn reads(filter: MethodFilter, run: Handler) -> MethodRouter<App> {
    on(
        filter,
        move |State(app): State<App>,
              who: Who,
              params: RawPathParams,
              Query(query): Query<Vec<(String, String)>>,
              headers: HeaderMap,
              OriginalUri(uri): OriginalUri| {
            let habits = Habits::of(&headers, &who.session.account);
            let (params, address) = (owned(&params), uri.to_string());
            visit(Request { app, who, params, query, form: Form::default(), habits, address }, run)
        },
    )
}

/// A page that takes a form; the form's token is checked before the handler is called.
pub fn acts(filter: MethodFilter, run: Handler) -> MethodRouter<App> {
    on(
        filter,
        move |State(app): State<App>,
              who: Who,
              params: RawPathParams,
              Query(query): Query<Vec<(String, String)>>,
              headers: HeaderMap,
              OriginalUri(uri): OriginalUri,
              form: Form| {
            let habits = Habits::of(&headers, &who.session.account);
            // What a form is sent to can seldom be looked at; the page of the matter can.
            let address = uri.path().split("/actions/").next().unwrap_or("/").to_owned();
            visit(Request { app, who, params: owned(&params), query, form, habits, address }, run)
        },
    )
    .layer(DefaultBodyLimit::max(FORM_MAX))
}

fn owned(params: &RawPathParams) -> Vec<(String, String)> {
    params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

async fn visit(request: Request, run: Handler) -> Response {
    let Request { app, who, params, query, form, habits, address } = request;
    let now = app.moment();
    let visit = Visit { app, who, now, params, query, pairs: form.pairs, files: form.files, habits, address };
    let work = move || match run(&visit) {
        Ok(response) => response,
        Err(problem) => notice(&visit, &problem).unwrap_or_else(|_| bare(&problem)),
    };
    tokio::task::spawn_blocking(crate::server::cost::counted(work)).await.unwrap_or_else(|_| bare(&Problem::broken()))
}

impl Visit {
    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.who.actor
    }
    /// What may be seen.
    pub fn scope(&self) -> Scope {
        self.who.scope()
    }
    /// For reading.
    pub fn reader(&self) -> Reader {
        self.app.county.reader()
    }
    /// The day.
    pub fn today(&self) -> Day {
        Day::at(self.now)
    }
    /// The half-day.
    pub fn half(&self) -> HalfDay {
        HalfDay::at(self.now)
    }
    /// A value in the path; empty where there is none.
    pub fn param(&self, name: &str) -> &str {
        value(&self.params, name).unwrap_or("")
    }
    /// A value in the query, trimmed, unless empty.
    pub fn asked(&self, name: &str) -> Option<&str> {
        value(&self.query, name).map(str::trim).filter(|text| !text.is_empty())
    }
    /// A value of the form.
    pub fn sent(&self, name: &str) -> Option<&str> {
        value(&self.pairs, name)
    }
    /// The matter in the path.
    pub fn matter(&self) -> MatterId {
        MatterId::from(self.param("id"))
    }
    /// The person in the path.
    pub fn person(&self) -> PersonId {
        PersonId::from(self.param("id"))
    }
    /// The unit in the path.
    pub fn unit(&self) -> UnitId {
        UnitId::from(self.param("id"))
    }
    /// The number of the page asked for, from 1.
    pub fn page(&self) -> i64 {
        self.asked("page").and_then(|page| page.parse().ok()).filter(|page| (1..=1_000).contains(page)).unwrap_or(1)
    }
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// A page as an answer.
pub fn shown(status: StatusCode, page: &impl Template) -> Result<Response, Problem> {
    page.render().map(|html| html_answer(status, html)).map_err(|_| Problem::broken())
}

fn html_answer(status: StatusCode, html: String) -> Response {
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// Ask there with GET: what a form answers when it went through.
pub fn see_other(path: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let to = HeaderValue::from_str(path).unwrap_or_else(|_| HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, to);
    response
}

/// Only paths of this very site: a link from elsewhere must not lead elsewhere.
pub fn inside(next: &str) -> String {
    let path = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if path { next.to_owned() } else { "/".to_owned() }
}

/// A problem as a page within the frame.
fn notice(visit: &Visit, problem: &Problem) -> Result<Response, Problem> {
    let title = title_of(problem.status);
    let mut frame = super::frame::frame(visit, title, "", Vec::new())?;
    // Nothing of what was asked for comes back: the answer about what is hidden is that about what never was.
    frame.address = "/".to_owned();
    let page = NoticePage { frame, sentence: problem.sentence.clone(), ways: vec![Way::new("回工作台", "/")] };
    shown(problem.status, &page)
}

/// A problem as a page without a frame.
pub fn bare(problem: &Problem) -> Response {
    let page = BareNoticePage {
        title: title_of(problem.status).to_owned(),
        version: crate::assets::VERSION,
        sentence: problem.sentence.clone(),
        ways: vec![Way::new("回工作台", "/")],
    };
    html_answer(problem.status, page.render().unwrap_or_else(|_| problem.sentence.clone()))
}

fn title_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "请先登录",
        403 => "不能办理",
        404 => "没有找到",
        413 => "内容太大",
        409 => "已有新变化",
        422 => "不予办理",
        429 => "请稍后再试",
        500.. => "暂时不能办理",
        _ => "请求不对",
    }
}

/// A text written so that it is safe within a query.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
