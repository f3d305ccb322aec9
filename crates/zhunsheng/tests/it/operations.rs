//! What an operator relies on: a log without people in it, numbers to graph, a stop that answers what it took, a database that may go
//! away and come back.

use crate::{
    cluster::Cluster,
    server::{Folder, Server, databases, zhunsheng},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    time::Duration,
};

/// A server whose error stream goes to a file in the folder.
fn logging(folder: &Folder, args: &[&str]) -> Server {
    let mut command = Command::new("sh");
    let script = format!("exec \"$0\" \"$@\" 2>>{}", folder.0.join("log").display());
    command.args(["-c", &script, env!("CARGO_BIN_EXE_zhunsheng")]);
    Server::start_by(command, folder, args)
}

#[test]
fn the_log_says_what_was_asked_and_how_it_went_and_names_nobody() {
    let folder = Folder::new("log");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let mut server =
        logging(&folder, &["demo", "--years", "0", "--database", &database, "--today", "2026-05-05T09:00"]);
    fs::write(folder.0.join("log"), "").unwrap();
    let secretary = server.sign_in("yunting-shuji");
    let deputy = server.sign_in("yunting-fuzhenzhang");
    let trip = json!({
        "verb": "apply", "stand_in": deputy.id(), "purpose": {"business": {"kind": "meeting"}},
        "period": {"from": {"day": "2026-05-06", "half": "上午"}, "to": {"day": "2026-05-06", "half": "下午"}},
        "destination": "黄山市屯溪区", "reach": "beyond_city", "reason": "参加现场观摩会议", "phone": "13912345678",
    });
    let (status, opened) = secretary.open("leave", trip);
    assert_eq!(status, 201, "{opened}");
    let id = opened["id"].as_str().unwrap();
    let name = secretary.entry["name"].as_str().unwrap();
    let query: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for path in [format!("/matters/{id}"), format!("/search?q={query}"), format!("/people?q={query}"), "/".to_owned()] {
        assert_eq!(secretary.page(&path, None).0, 200, "{path}");
    }
    secretary.get(&format!("/api/v1/matters?q={query}"));
    secretary.page(&format!("/nothing/{query}?who={query}"), None);
    server.send(
        "POST",
        "/api/v1/session",
        None,
        None,
        Some(&json!({"account": "meiyouzhegeren", "password": "Secret-word-9"})),
    );
    let people: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(folder.0.join("data/accounts.json")).unwrap()).unwrap();
    let (token, phone_like) =
        (secretary.token.clone(), ["13912345678", "屯溪", "观摩", "meiyouzhegeren", "Secret-word-9"]);
    let (id, person) = (id.to_owned(), secretary.id().to_owned());
    assert_eq!(server.stop(), Some(0));
    let log = fs::read_to_string(folder.0.join("log")).unwrap();
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
    let keys = ["millis", "method", "moment", "refusal", "request", "route", "statements", "status"];
    for line in &lines {
        assert!(line.as_object().unwrap().keys().all(|key| keys.contains(&key.as_str())), "{line}");
    }
    let seen = |route: &str, status: u64| lines.iter().find(|line| line["route"] == route && line["status"] == status);
    assert!(seen("/matters/{id}", 200).unwrap()["statements"].as_u64().unwrap() > 3);
    assert_eq!(seen("/api/v1/session", 401).unwrap()["refusal"], "wrong_password");
    assert!(seen("/search", 200).is_some() && seen("-", 404).is_some());
    let words = people.iter().flat_map(|entry| ["name", "account", "password"].map(|key| entry[key].as_str().unwrap()));
    for word in words.chain(phone_like).chain([token.as_str(), &id, &person, &query, "?"]) {
        assert!(!log.contains(word), "{word} is in the log");
    }
}

#[test]
fn the_numbers_tell_requests_durations_the_desk_the_database_and_the_process() {
    let folder = Folder::new("metrics");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let admin = server.sign_in("xitong");
    assert_eq!(admin.open("account", json!({"verb": "open", "login": "xin", "name": "新人"})).0, 201);
    assert_eq!(admin.open("leave", json!({"verb": "apply"})).0, 400);
    assert_eq!(admin.open("account", json!({"verb": "open", "login": "xin", "name": "新人"})).0, 422);
    let token = admin.token.clone();
    let text = server.page(&token, "/metrics", None).2;
    let value = |name: &str| -> f64 {
        let line = text.lines().find(|line| line.split_once(' ').is_some_and(|(key, _)| key == name));
        line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or_else(|| panic!("{name} in {text}"))
    };
    // The clock's own actions are counted too: it opens what is due on the day.
    assert!(value("zhunsheng_actions_total{result=\"done\"}") >= 1.0);
    assert_eq!(value("zhunsheng_actions_total{result=\"refused\"}"), 1.0);
    assert_eq!(value("zhunsheng_database_faults_total"), 0.0);
    assert_eq!(value("zhunsheng_sessions"), 1.0);
    assert_eq!(value("zhunsheng_desk_waiting"), 0.0);
    assert!(value("zhunsheng_journal_height") > 100.0 && value("zhunsheng_desk_batch_size_count") >= 2.0);
    assert!(value("zhunsheng_request_seconds_count{class=\"api_act\"}") >= 4.0);
    assert!(value("process_resident_memory_bytes") > 1e6 && value("process_open_fds") > 3.0);
    // As Prometheus reads it: each name declared once, each line a name with a number.
    let declared: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    assert_eq!(declared.len(), declared.iter().collect::<BTreeSet<_>>().len(), "{declared:?}");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(['{', ' ']).next().unwrap();
        let of = |ending: &str| name.strip_suffix(ending).unwrap_or(name);
        let known = [name, of("_bucket"), of("_sum"), of("_count")].iter().any(|name| declared.contains(name));
        assert!(known && line.rsplit(' ').next().unwrap().parse::<f64>().is_ok() && line.is_ascii(), "{line}");
    }
}

/// What people at work get: the ids that were answered, and how often something else came.
#[derive(Default)]
pub struct Work {
    pub answered: Mutex<Vec<String>>,
    pub told: AtomicU64,
    pub unanswered: AtomicU64,
    pub stop: AtomicBool,
}

impl Work {
    /// Opens accounts until told to stop. What is refused must be a sentence that says that nothing was kept.
    pub fn go_on(&self, server: &Server, token: &str, worker: usize, note: &Sender<()>) {
        for n in 0.. {
            if self.stop.load(Ordering::SeqCst) {
                return;
            }
            let login = format!("w{worker}-{n}");
            let body = json!({"kind": "account", "action": {"verb": "open", "login": login, "name": "新人"}});
            match server.try_send("POST", "/api/v1/matters", Some(token), Some(&login), Some(&body)) {
                Some((201, answer)) => {
                    self.answered.lock().unwrap().push(answer["id"].as_str().unwrap().to_owned());
                    note.send(()).unwrap();
                }
                Some((503, answer)) => {
                    let sentence = answer["refusal"]["sentence"].as_str().unwrap_or_default();
                    assert!(sentence.ends_with('。') && !sentence.is_ascii(), "{answer}");
                    self.told.fetch_add(1, Ordering::SeqCst);
                }
                Some(other) => panic!("{other:?}"),
                None => {
                    self.unanswered.fetch_add(1, Ordering::SeqCst);
                    return;
                }
            }
        }
    }
}

pub fn verified(folder: &Folder, database: &str) {
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let place = ["--database", database, "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
    let output = zhunsheng().arg("verify").args(place).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

pub fn wait_for(noted: &Receiver<()>, count: usize) {
    for _ in 0..count {
        noted.recv_timeout(Duration::from_secs(60)).expect("work goes on");
    }
}

#[test]
fn a_stop_under_load_answers_what_it_took_and_keeps_nothing_that_it_did_not_answer() {
    let databases_folder = Folder::new("stop-db");
    for database in databases(&databases_folder) {
        let folder = Folder::new("stop");
        let mut server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let token = server.sign_in("xitong").token.clone();
        let work = Work::default();
        let (note, noted) = channel();
        let pid = server.pid().to_string();
        std::thread::scope(|scope| {
            for worker in 0..6 {
                let (work, server, token, note) = (&work, &server, &token, note.clone());
                scope.spawn(move || work.go_on(server, token, worker, &note));
            }
            wait_for(&noted, 40);
            assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        });
        assert_eq!(work.told.load(Ordering::SeqCst), 0, "whoever was let in was served");
        assert_eq!(work.unanswered.load(Ordering::SeqCst), 6, "each found the door closed once");
        assert_eq!(server.wait(), Some(0));
        verified(&folder, &database);
        let answered = work.answered.into_inner().unwrap();
        let server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-05-06T09:00"]);
        let admin = server.sign_in("xitong");
        for id in &answered {
            assert_eq!(admin.get(&format!("/api/v1/matters/{id}")).0, 200, "{id} was answered and is gone");
        }
        let mut kept = 0;
        let mut next = "/api/v1/matters?kind=account&limit=200".to_owned();
        loop {
            let page = admin.get(&next).1;
            let items = page["items"].as_array().unwrap();
            kept += items
                .iter()
                .filter(|item| {
                    answered.iter().any(|id| item["id"] == id.as_str())
                        || item["title"].as_str().unwrap_or_default().contains("新人")
                })
                .count();
            let Some(cursor) = page["next"].as_str() else { break };
            next = format!("/api/v1/matters?kind=account&limit=200&cursor={cursor}");
        }
        assert_eq!(kept, answered.len(), "nothing was kept that nobody was told of");
    }
}

#[test]
fn a_database_that_goes_away_under_load_takes_nothing_that_was_answered_and_work_goes_on_when_it_is_back() {
    let Some(cluster) = Cluster::new() else { return };
    let folder = Folder::new("away");
    let server = Server::demo(&folder, &cluster.address(), "2026-05-05T09:00");
    let token = server.sign_in("xitong").token.clone();
    let work = Work::default();
    let (note, noted) = channel();
    let is_ready = || server.send("GET", "/readyz", None, None, None).0;
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (work, server, token, note) = (&work, &server, &token, note.clone());
            scope.spawn(move || work.go_on(server, token, worker, &note));
        }
        for _ in 0..3 {
            wait_for(&noted, 20);
            assert_eq!(is_ready(), 200);
            cluster.stop();
            assert_eq!(is_ready(), 503);
            assert_eq!(server.send("GET", "/healthz", None, None, None).0, 200);
            let page = server.page(&token, "/", None);
            assert!(page.0 == 503 && page.2.contains("<h1") && page.2.contains("数据库"), "{page:?}");
            assert!(server.page("", "/metrics", None).2.contains("zhunsheng_database_faults_total"));
            // What was under way before the stop is told by now; then it comes back.
            while noted.try_recv().is_ok() {}
            assert!(cluster.start());
            assert_eq!(is_ready(), 200);
        }
        wait_for(&noted, 20);
        work.stop.store(true, Ordering::SeqCst);
    });
    assert!(work.told.load(Ordering::SeqCst) > 0, "somebody met the gap");
    assert_eq!(work.unanswered.load(Ordering::SeqCst), 0);
    let admin = server.sign_in("xitong");
    let answered = work.answered.into_inner().unwrap();
    for id in &answered {
        assert_eq!(admin.get(&format!("/api/v1/matters/{id}")).0, 200, "{id} was answered and is gone");
    }
    verified(&folder, &cluster.address());
}
