//! What the targets stand on: a county in memory behind the real router, with a session of somebody who may do much.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use engine::{access::Actor, policy::Policy};
use serde_json::{Value, json};
use std::sync::Arc;
use store::{County, Database, IdSource, Target};
use tower::ServiceExt;
use web::{
    app::{App, Settings},
    server,
};

/// A county in memory and somebody signed in.
pub struct Ground {
    router: Router,
    runtime: tokio::runtime::Runtime,
    token: String,
}

/// The policy pack of the house: names and texts of its files.
pub fn pack() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../policy/jingxian");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let named = |path: &std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
    };
    files.iter().filter(|path| path.is_file()).map(named).collect()
}

impl Ground {
    /// With all mechanisms and the pack of the house. `name` tells the counties of one process apart.
    pub fn new(name: &str) -> Self {
        let moment: jiff::Timestamp = "2026-05-06T01:00:00Z".parse().unwrap();
        let folder = std::env::temp_dir().join(format!("zhunsheng-fuzz-{name}-{}", std::process::id()));
        let county = County::open(store::Settings {
            database: Database::memory(name).unwrap(),
            keys: folder.join("keys"),
            data: folder.join("data"),
            county: "341899".into(),
            catalogue: &opinion::CATALOGUE,
            policy: Policy::parse(&pack()).unwrap(),
            ids: IdSource::seeded(1),
            relaxed: false,
        })
        .unwrap();
        let act = |target, action: Value| {
            let actor = Actor::system();
            county.act(store::Request { actor, moment, day: None, target, action, key: None }).unwrap()
        };
        let account = json!({"verb": "open", "login": "guzhang", "name": "程晓岚"});
        let opened = act(Target::new("account"), account);
        let grant = json!({"verb": "grant", "role": "section_head"});
        act(Target::existing(opened.id.as_str(), opened.n), grant);
        county.set_password("guzhang", "Qingyi-2026", false, moment).unwrap();
        let token = county.sign_in("guzhang", "Qingyi-2026", moment).unwrap().token;
        let settings = Settings {
            county: Arc::new(county),
            now: Arc::new(move || moment),
            demo: true,
            secure_cookie: false,
            log: false,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        Self { router: server::router(App::new(settings)), runtime, token }
    }

    /// Sends a request as somebody signed in, and looks at what comes back.
    pub fn send(&self, mut request: Request<Body>) -> StatusCode {
        let headers = request.headers_mut();
        for (name, value) in [
            (header::AUTHORIZATION, format!("Bearer {}", self.token)),
            (header::COOKIE, format!("zhunsheng={}", self.token)),
        ] {
            headers.entry(name).or_insert(value.parse().unwrap());
        }
        let asked = self.router.clone().oneshot(request);
        self.runtime.block_on(async {
            let response = asked.await.unwrap();
            let status = response.status();
            assert!(status.as_u16() < 500, "{status}");
            let headers = response.headers();
            assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY) && headers.contains_key("x-request-id"));
            let html = headers.get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/html"));
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            assert!(!html || !String::from_utf8_lossy(&body).contains("<script>alert"), "markup comes back");
            status
        })
    }
}
