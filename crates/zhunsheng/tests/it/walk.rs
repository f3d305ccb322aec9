//! Every address and every action there is, walked with what no honest client sends: nonsense in paths and queries by every role, other
//! people's ids, other people's form tokens, hostile values in every field of every action of every kind. Each is answered decently,
//! and nothing that was sent comes back as markup.

use crate::server::{Folder, Person, Server, databases};
use engine::history::EngineAction;
use serde_json::{Map, Value, json};
use std::{collections::BTreeSet, fs};
use web::routes::{self, Method, Route};

pub const SCRIPT: &str = "\"'><script>alert(1)</script>";
const UNKNOWN: &str = "019e0000-0000-7000-8000-000000000000";

pub fn demo(folder: &Folder) -> Server {
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    Server::demo(folder, &database, "2026-05-05T09:00")
}

pub fn everybody(server: &Server) -> Vec<Person<'_>> {
    let list: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(server.folder.join("accounts.json")).unwrap()).unwrap();
    // One address signs in so often a minute: one account of each role is enough.
    let mut roles = BTreeSet::new();
    let first = list.iter().filter(|entry| roles.insert(entry["role"].to_string()));
    first.map(|entry| server.sign_in(entry["account"].as_str().unwrap())).collect()
}

/// A path with its parameters filled in.
fn filled(route: &Route, id: &str, kind: &str) -> String {
    let values = [("{kind}", kind), ("{verb}", "approve"), ("{what}", "person"), ("{n}", "1"), ("{name}", id)];
    let path = values.iter().fold(route.path.replace("{id}", id), |path, (name, value)| path.replace(name, value));
    // A parameter that this walk does not know by name is an id too.
    match path.split_once('{') {
        Some((before, after)) => format!("{before}{id}{}", after.split_once('}').map_or("", |(_, rest)| rest)),
        None => path,
    }
}

pub struct Seen {
    pub status: u16,
    pub text: String,
}

pub fn ask(server: &Server, route: &Route, path: &str, token: &str, form: &str) -> Seen {
    let method = route.method.word();
    let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", server.address));
    request = request.header("cookie", format!("zhunsheng={token}")).header("idempotency-key", "walk");
    if route.is_api() {
        request = request.header("authorization", format!("Bearer {token}")).header("content-type", "application/json");
    } else {
        request = request.header("content-type", "application/x-www-form-urlencoded");
    }
    let body = if route.method == Method::Post { form.as_bytes().to_vec() } else { Vec::new() };
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
    let mut response = ureq::Agent::from(config)
        .run(request.body(body).unwrap())
        .unwrap_or_else(|error| panic!("{method} {path}: {error}"));
    let headers = response.headers();
    let one = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let shown = format!("{method} {path}");
    assert!(one("content-security-policy").starts_with("default-src 'none'"), "{shown}");
    assert_eq!((one("x-content-type-options"), one("x-frame-options")), ("nosniff".into(), "DENY".into()), "{shown}");
    assert_eq!(one("referrer-policy"), "same-origin", "{shown}");
    assert!(
        route.path.starts_with("/assets/") || one("cache-control") == "no-store",
        "{shown}: {}",
        one("cache-control")
    );
    assert!(!one("set-cookie").contains("a=b") && one("x-injected").is_empty(), "{shown}");
    let status = response.status().as_u16();
    assert!(status < 500, "{shown}: {status}");
    let media = one("content-type");
    let bytes = response.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!media.starts_with("text/html") || !text.contains("<script>alert"), "{shown} gives back what was sent");
    assert!(!text.contains("root:x:0"), "{shown}");
    Seen { status, text }
}

const NONSENSE: [&str; 10] = [
    "x",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "..%2F..%2F..%2F..%2Fetc%2Fpasswd",
    "%2e%2e",
    "%FF%FE",
    "%E2%80%AE%E4%BA%91",
    "'%20OR%201%3D1--",
    "%0d%0aX-Injected:%20yes",
    "-1",
    UNKNOWN,
];

const QUERIES: [&str; 10] = [
    "?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "?q=%FF",
    "?page=-1&limit=0",
    "?page=99999999999999999999",
    "?cursor=%27%3B--&limit=1e9",
    "?sort=number;drop%20table%20event&dir=up",
    "?month=2026-13&from=9999-99-99&to=0000-00-00&day=2026-02-30",
    "?stage=%3Cscript%3Ealert(1)%3C%2Fscript%3E&unit=x&person=x&tab=x&year=-1",
    "?q=a&q=b&kind=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "?next=//elsewhere.example/&name=..%2Fx",
];

#[test]
fn nonsense_at_every_address_by_every_role_is_answered_decently() {
    let folder = Folder::new("walk");
    let server = demo(&folder);
    let people = everybody(&server);
    assert!(people.len() >= 10, "{}", people.len());
    for (at, person) in people.iter().enumerate() {
        for route in routes::all().filter(|route| route.path != "/sign-out" && route.method != Method::Delete) {
            // All of it for some, a part for each, every role meets every address.
            let whole = at % 5 == 0;
            let nonsense = NONSENSE.iter().enumerate().filter(|(n, _)| whole || n % people.len().min(5) == at % 5);
            for (_, value) in nonsense.filter(|(n, _)| *n == 0 || route.path.contains('{')) {
                ask(&server, route, &filled(route, value, value), &person.token, "{}");
                ask(&server, route, &filled(route, value, "leave"), &person.token, "a=b");
            }
            let queries = QUERIES.iter().filter(|_| route.method == Method::Get).enumerate();
            for (_, query) in queries.filter(|(n, _)| whole || n % 5 == at % 5) {
                let path = format!("{}{query}", filled(route, person.id_or_unknown(), "leave"));
                ask(&server, route, &path, &person.token, "");
            }
        }
    }
    let long = "9".repeat(6_000);
    for route in routes::all().filter(|route| route.path.contains('{')) {
        ask(&server, route, &filled(route, &long, &long), &people[0].token, "");
    }
}

/// A leave with a paper, its words, and the ids in it.
fn secret(server: &Server) -> (Vec<String>, [&'static str; 3]) {
    let secretary = server.sign_in("yunting-shuji");
    let mut answer = ureq::post(format!("{}/api/v1/files?name=yaoqinghan.pdf", server.address))
        .header("authorization", format!("Bearer {}", secretary.token))
        .header("idempotency-key", "paper")
        .send(&b"%PDF-1.4 secret"[..])
        .unwrap();
    let file: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
    let trip = json!({
        "verb": "apply", "stand_in": server.sign_in("yunting-fuzhenzhang").id(), "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": {"day": "2026-05-06", "half": "上午"}, "to": {"day": "2026-05-06", "half": "下午"}},
        "destination": "景德镇市昌江区", "reach": "beyond_city", "reason": "对接陶瓷展览", "phone": "13912345678",
    });
    let (status, opened) = secretary.open("leave", trip);
    assert_eq!(status, 201, "{opened}");
    let ids = [&opened["id"], &file["id"]].map(|id| id.as_str().unwrap().to_owned());
    (ids.to_vec(), ["景德镇", "陶瓷展览", "13912345678"])
}

#[test]
fn other_peoples_ids_at_every_address_say_no_more_than_ids_that_do_not_exist() {
    let folder = Folder::new("ids");
    let server = demo(&folder);
    let (ids, words) = secret(&server);
    let mut strangers = 0;
    for person in everybody(&server) {
        if person.get(&format!("/api/v1/matters/{}", ids[0])).0 != 404 {
            continue;
        }
        strangers += 1;
        for route in routes::all().filter(|route| route.path.contains("{id}")) {
            for id in &ids {
                let form = r#"{"after":1,"action":{"verb":"comment","text":"看看"}}"#;
                let seen = ask(&server, route, &filled(route, id, "leave"), &person.token, form);
                let nothing = ask(&server, route, &filled(route, UNKNOWN, "leave"), &person.token, form);
                let shown = format!("{} {} by {}", route.method.word(), route.path, person.entry["account"]);
                assert_eq!(seen.status, nothing.status, "{shown}");
                assert_eq!(seen.text.replace(id.as_str(), UNKNOWN), nothing.text, "{shown}");
                assert!(words.iter().all(|word| !seen.text.contains(word)), "{shown}");
            }
        }
    }
    assert!(strangers >= 3, "{strangers}");
    assert_eq!(
        server.sign_in("yunting-shuji").get(&format!("/api/v1/matters/{}", ids[0])).1["n"],
        1,
        "nothing was added"
    );
}

#[test]
fn the_form_token_of_somebody_else_is_no_token() {
    let folder = Folder::new("csrf");
    let server = demo(&folder);
    let (clerk, head) = (server.sign_in("jiandu-jingban"), server.sign_in("jiandu-guzhang"));
    let page = head.page("/", None).2;
    let at = page.find("name=\"_csrf\" value=\"").expect("a form token") + 20;
    let token = &page[at..at + page[at..].find('"').unwrap()];
    for route in routes::all().filter(|route| !route.is_api() && route.method == Method::Post) {
        if route.requirement == routes::Requirement::Open {
            continue;
        }
        let path = filled(route, UNKNOWN, "leave");
        let seen = ask(&server, route, &path, &clerk.token, &format!("_csrf={token}&reason=x"));
        assert_eq!(seen.status, 403, "{path}");
    }
    assert_eq!(clerk.page("/", None).0, 200, "and he is still signed in");
}

/// A value as the schema describes it.
fn sample(schema: &Value, root: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        return root.pointer(name.trim_start_matches('#')).map_or(Value::Null, |schema| sample(schema, root));
    }
    if let Some(value) = schema.get("const").or_else(|| schema["enum"].as_array().and_then(|all| all.first())) {
        return value.clone();
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(first) = schema[key].as_array().and_then(|all| all.iter().find(|one| one["type"] != "null")) {
            return sample(first, root);
        }
    }
    let kind = match &schema["type"] {
        Value::Array(all) => all.iter().find(|kind| *kind != "null").cloned().unwrap_or_default(),
        kind => kind.clone(),
    };
    match kind.as_str().unwrap_or("object") {
        "string" if schema["format"] == "date" => json!("2026-05-06"),
        "string" => json!("云亭"),
        "integer" | "number" => json!(1),
        "boolean" => json!(true),
        "array" => json!([sample(&schema["items"], root)]),
        _ => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            Value::Object(fields.map(|(name, schema)| (name.clone(), sample(schema, root))).collect::<Map<_, _>>())
        }
    }
}

/// Places of all values in a value, itself not among them.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let within: Vec<(String, &Value)> = match value {
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(items) => items.iter().enumerate().map(|(n, value)| (n.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in within {
        let place = format!("{at}/{name}");
        found.push(place.clone());
        places(value, &place, found);
    }
}

fn hostile() -> Vec<Value> {
    vec![
        json!(SCRIPT),
        json!("'; DROP TABLE event; --"),
        json!("长".repeat(5_000)),
        json!("a\u{0}b"),
        json!("\u{202e}\u{feff}\u{200b}\u{1f9e8}"),
        json!(null),
        json!(-9_223_372_036_854_775_808_i64),
        json!(1.5e300),
        json!([[[[]]]]),
        json!({"seal": "x", "commitment": "y"}),
        json!("2026-02-30"),
    ]
}

/// Sends an action to a matter, or to none yet; a decent answer is a success or a refusal in words.
fn send(person: &Person<'_>, kind: &str, matter: Option<&(String, i64)>, action: &Value) -> (u16, Value) {
    let (status, answer) = match matter {
        Some((id, n)) => person.act(id, *n, action.clone()),
        None => person.open(kind, action.clone()),
    };
    if status >= 400 {
        let sentence = answer["refusal"]["sentence"].as_str().unwrap_or_default();
        let decent = status < 500 && sentence.ends_with('。') && !sentence.is_ascii();
        assert!(decent, "{kind} {action}: {status} {answer}");
    }
    (status, answer)
}

/// Every action of every kind, with each of the hostile values at each of its places.
fn every_field(server: &Server, values: &[Value]) -> usize {
    let people = ["jiandu-guzhang", "xitong"].map(|account| server.sign_in(account));
    let common = engine::tagged::verbs::<EngineAction>();
    let mut sent = 0;
    for mechanism in opinion::CATALOGUE.iter() {
        let kind = mechanism.kind().id;
        let schemas = mechanism.schemas();
        for person in &people {
            for schema in schemas.actions.iter().chain(&common) {
                // As it is now: what went through moves it on.
                let found = person.get(&format!("/api/v1/matters?kind={kind}&limit=1")).1["items"][0]["id"]
                    .as_str()
                    .map(str::to_owned);
                let now =
                    |id: &String| person.get(&format!("/api/v1/matters/{id}")).1["n"].as_i64().map(|n| (id.clone(), n));
                let mut base = sample(&schema.schema, &schema.schema);
                if !base.is_object() {
                    base = json!({});
                }
                base["verb"] = json!(schema.verb);
                let mut all = Vec::new();
                places(&base, "", &mut all);
                send(person, kind, None, &base);
                for place in &all {
                    for value in values {
                        let mut action = base.clone();
                        *action.pointer_mut(place).unwrap() = value.clone();
                        let matter = found.as_ref().and_then(now);
                        send(person, kind, matter.as_ref(), &action);
                        sent += 1;
                    }
                }
            }
        }
    }
    sent
}

#[test]
fn hostile_values_in_every_field_of_every_action_are_refused_in_words_or_kept_as_mere_text() {
    let folder = Folder::new("fields");
    for (at, database) in databases(&folder).iter().enumerate() {
        let own = Folder::new("fields-own");
        let server = Server::demo(&own, database, "2026-05-05T09:00");
        // The server's database has its own idea of text: what could break there is tried there too.
        let values = hostile();
        let sent = if at == 0 { every_field(&server, &values) } else { every_field(&server, &values[3..5]) };
        assert!(sent > 400, "{sent}");
        // What was taken as text stands on pages as text.
        let head = server.sign_in("jiandu-guzhang");
        for mechanism in opinion::CATALOGUE.iter() {
            let kind = mechanism.kind().id;
            head.page(&format!("/ledger/{kind}"), None);
            for item in
                head.get(&format!("/api/v1/matters?kind={kind}&limit=50")).1["items"].as_array().into_iter().flatten()
            {
                let (status, _, text) = head.page(&format!("/matters/{}", item["id"].as_str().unwrap()), None);
                assert!(status == 200 && !text.contains("<script>alert"), "{kind} {status}");
            }
        }
        drop(server);
        verified(&own, database);
    }
}

pub fn verified(folder: &Folder, database: &str) {
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let place = ["--database", database, "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
    let output = crate::server::zhunsheng().arg("verify").args(place).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn script_in_every_field_of_every_form_comes_back_as_text() {
    let folder = Folder::new("forms");
    let server = demo(&folder);
    let mut forms = 0;
    for account in ["yunting-shuji", "jiandu-jingban", "jiandu-guzhang", "xitong", "anquan"] {
        let person = server.sign_in(account);
        for mechanism in opinion::CATALOGUE.iter() {
            let path = format!("/new/{}", mechanism.kind().id);
            let (status, _, page) = person.page(&path, None);
            if status != 200 {
                continue;
            }
            forms += 1;
            let names: BTreeSet<&str> =
                page.split(" name=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
            let at = page.find("name=\"_csrf\" value=\"").expect("a form token") + 20;
            let token = &page[at..at + page[at..].find('"').unwrap()];
            let script: String = SCRIPT.bytes().map(|byte| format!("%{byte:02X}")).collect();
            // As sent, and as put aside where the page has a button for that: then it comes back from there.
            for own in [false, true] {
                let fields = names.iter().filter(|name| **name != "_csrf" && (own || !name.starts_with('_')));
                let fields: String = fields.map(|name| format!("&{name}={script}")).collect();
                let (status, to, text) = person.page(&path, Some(format!("_csrf={token}{fields}")));
                assert!(
                    matches!(status, 200 | 400 | 403 | 422) || own && matches!(status, 303 | 404),
                    "{account} {path}: {status}"
                );
                assert!(!text.contains("<script>alert"), "{account} {path} gives markup back");
                for back in [to.as_str(), "/drafts"].into_iter().filter(|_| status == 303) {
                    let text = person.page(back, None).2;
                    assert!(!text.contains("<script>alert"), "{account} {back} gives markup back");
                }
            }
        }
    }
    assert!(forms >= 5, "{forms}");
}
