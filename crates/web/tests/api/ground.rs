//! Where the tests stand: a small county in memory behind the router, and a client.

use crate::toy::CATALOGUE;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use engine::{access::Actor, policy::Policy, words::MatterId};
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};
use store::{County, Database, IdSource, Target};
use tower::ServiceExt;
use web::{
    app::{App, Settings},
    server,
};

pub const PASSWORD: &str = "Qingyi-2026";

pub struct Ground {
    pub app: App,
    pub router: Router,
    clock: Arc<AtomicI64>,
    folder: PathBuf,
    keys: AtomicU64,
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    pub body: Value,
}

impl Reply {
    pub fn code(&self) -> &str {
        self.body["refusal"]["code"].as_str().unwrap_or_default()
    }
    pub fn sentence(&self) -> &str {
        self.body["refusal"]["sentence"].as_str().unwrap_or_default()
    }
    pub fn at(&self) -> Option<&str> {
        self.body["refusal"]["at"].as_str()
    }
    /// A refusal has a code, a Chinese sentence that ends, and nothing else.
    pub fn is(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), self.code()), (status, code), "{}", self.text);
        let keys: Vec<&str> = self.body["refusal"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["code", "sentence", "clause", "at"]);
        assert!(self.sentence().ends_with('。') && !self.sentence().is_ascii(), "{}", self.text);
    }
}

pub fn moment(text: &str) -> jiff::Timestamp {
    format!("{text}+08:00").parse().unwrap()
}

impl Ground {
    /// 2026-05-06, nine in the morning, a Wednesday.
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("zhunsheng-web-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(&name);
        let county = County::open(store::Settings {
            database: Database::memory(&name).unwrap(),
            keys: folder.join("keys"),
            data: folder.join("data"),
            county: "341899".into(),
            catalogue: &CATALOGUE,
            policy: Policy::parse(&engine::pack!()).unwrap(),
            ids: IdSource::seeded(1),
            relaxed: false,
        })
        .unwrap();
        let clock = Arc::new(AtomicI64::new(moment("2026-05-06T09:00:00").as_microsecond()));
        let reading = Arc::clone(&clock);
        let now = move || jiff::Timestamp::from_microsecond(reading.load(Ordering::Relaxed)).unwrap();
        let settings =
            Settings { county: Arc::new(county), now: Arc::new(now), demo: true, secure_cookie: false, log: false };
        let app = App::new(settings);
        let ground = Self { router: server::router(app.clone()), app, clock, folder, keys: AtomicU64::new(0) };
        ground.people();
        ground
    }

    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// Waits until what was to be written later is written: the writer takes its work in order.
    pub fn settle(&self) {
        self.app.county.set_setting("settled", "yes").unwrap();
    }

    pub fn key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    pub fn enter(&self, id: &str, fields: Value) {
        let mut action = json!({"verb": "enter"});
        action.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let target = Target::New { kind: "card".into(), id: Some(MatterId(id.into())), reaction_key: None };
        let request =
            store::Request { actor: Actor::system(), moment: self.app.moment(), day: None, target, action, key: None };
        self.app.county.act(request).unwrap();
    }

    /// Ends an account, as the registers do.
    pub fn end_account(&self, id: &str, login: &str) {
        let action = json!({"verb": "enter", "what": "account", "name": login, "ended": true});
        let target = Target::existing(id, 1);
        let request =
            store::Request { actor: Actor::system(), moment: self.app.moment(), day: None, target, action, key: None };
        self.app.county.act(request).unwrap();
    }

    /// A chief, someone of another unit, a clerk of the section, a head of it, an administrator, one whose account has ended.
    fn people(&self) {
        self.enter("u1", json!({"what": "unit", "name": "云亭镇"}));
        self.enter("u2", json!({"what": "unit", "name": "档案馆"}));
        self.enter("s1", json!({"what": "post", "name": "党委书记", "unit": "u1"}));
        self.enter("p1", json!({"what": "person", "name": "翟明远", "post": "s1"}));
        self.enter("p2", json!({"what": "person", "name": "苏婉"}));
        self.enter("a1", json!({"what": "account", "name": "zhai", "person": "p1"}));
        self.enter("a2", json!({"what": "account", "name": "su", "person": "p2"}));
        self.enter("a3", json!({"what": "account", "name": "clerk", "role": "section_clerk"}));
        self.enter("a4", json!({"what": "account", "name": "head", "role": "section_head"}));
        self.enter("a5", json!({"what": "account", "name": "admin", "role": "system_admin"}));
        self.enter("a6", json!({"what": "account", "name": "gone", "role": "section_clerk", "ended": true}));
    }

    /// Gives the account a password and opens a session: its token.
    pub async fn sign_in(&self, account: &str) -> String {
        self.app.county.set_password(account, PASSWORD, false, self.app.moment()).unwrap();
        let reply = self.try_sign_in(account, PASSWORD).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
        reply.body["token"].as_str().unwrap().to_owned()
    }

    pub async fn try_sign_in(&self, account: &str, password: &str) -> Reply {
        let body = json!({"account": account, "password": password});
        self.send(Request::post("/api/v1/session").body(Body::from(body.to_string())).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = String::from_utf8_lossy(&to_bytes(body, usize::MAX).await.unwrap()).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Reply { status: parts.status, headers: parts.headers, text, body }
    }

    pub async fn get(&self, token: &str, path: &str) -> Reply {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, token: &str, path: &str, body: &Value) -> Reply {
        self.post_as(token, path, &self.key(), body).await
    }

    pub async fn post_as(&self, token: &str, path: &str, key: &str, body: &Value) -> Reply {
        self.raw(token, path, key, body.to_string().into()).await
    }

    pub async fn raw(&self, token: &str, path: &str, key: &str, body: Vec<u8>) -> Reply {
        let request = Request::post(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key);
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// A loan of the clerk's to the chief: its id.
    pub async fn lend(&self, clerk: &str, thing: &str) -> String {
        let reply = self.post(clerk, "/api/v1/matters", &lending(thing, "p1", "u1")).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
        reply.body["id"].as_str().unwrap().to_owned()
    }
}

pub fn lending(thing: &str, person: &str, unit: &str) -> Value {
    json!({"kind": "loan", "action": {
        "verb": "lend", "thing": thing, "person": person, "unit": unit,
        "period": {"from": {"day": "2026-05-06", "half": "上午"}, "to": {"day": "2026-05-08", "half": "下午"}},
        "parts": [{"name": "电源线", "count": 1}],
    }})
}

pub fn back(after: i64) -> Value {
    json!({"after": after, "action": {"verb": "back", "note": "完好"}})
}
