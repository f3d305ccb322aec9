//! The drill: a server under load is backed up; on a fresh place, with nothing but the backup and the copy of the keys, the county is
//! there again.

use crate::server::{Folder, Server, databases, postgres, zhunsheng};
use engine::{
    access::{Actor, Hat, Role},
    policy::Policy,
    words::MatterId,
};
use serde_json::{Value, json};
use std::{
    path::Path,
    process::Output,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc::{Sender, channel},
    },
};
use store::{County, Database, IdSource, Settings, Unsealing};

fn run(args: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = zhunsheng().args(args).output().unwrap();
    (status.code(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Accounts opened by several people at once until told to stop; those answered are noted as they come.
fn load(server: &Server, (answered, note): (&Mutex<Vec<String>>, &Sender<()>), stop: &AtomicBool) {
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let note = note.clone();
            scope.spawn(move || {
                let admin = server.sign_in("xitong");
                for n in 0.. {
                    if stop.load(Ordering::SeqCst) {
                        return;
                    }
                    let (status, answer) = admin
                        .open("account", json!({"verb": "open", "login": format!("w{worker}-{n}"), "name": "新人"}));
                    assert_eq!(status, 201, "{answer}");
                    answered.lock().unwrap().push(answer["id"].as_str().unwrap().to_owned());
                    note.send(()).unwrap();
                }
            });
        }
    });
}

/// An attachment and its bytes.
fn attach(server: &Server) -> (String, Vec<u8>) {
    let secretary = server.sign_in("yunting-shuji");
    let bytes = b"%PDF-1.4 invitation";
    let mut request = ureq::post(format!("{}/api/v1/files?name=invitation.pdf", server.address))
        .header("authorization", format!("Bearer {}", secretary.token))
        .header("idempotency-key", "the-paper")
        .send(&bytes[..])
        .unwrap();
    let answer: Value = serde_json::from_str(&request.body_mut().read_to_string().unwrap()).unwrap();
    (answer["id"].as_str().unwrap().to_owned(), bytes.to_vec())
}

#[test]
fn a_server_under_load_is_backed_up_and_restored_with_nothing_but_backup_and_keys() {
    let databases_folder = Folder::new("drill-db");
    for database in databases(&databases_folder) {
        let (old, away) = (Folder::new("drill-old"), Folder::new("drill-away"));
        let mut server = Server::demo(&old, &database, "2026-05-05T09:00");
        let (file, bytes) = attach(&server);
        let (answered, stop) = (Mutex::new(Vec::new()), AtomicBool::new(false));
        let (note, noted) = channel();
        let (backup, keys) = (away.0.join("backup"), away.0.join("keys"));
        let before = std::thread::scope(|scope| {
            scope.spawn(|| load(&server, (&answered, &note), &stop));
            noted.iter().take(20).for_each(drop);
            let before = answered.lock().unwrap().clone();
            let (place, data) = (old.0.join("keys"), old.0.join("data"));
            let made = run(&[
                "backup",
                "--database",
                &database,
                "--data",
                text(&data),
                "--keys",
                text(&place),
                "--to",
                text(&backup),
                "--keys-to",
                text(&keys),
            ]);
            let meanwhile = answered.lock().unwrap().len();
            stop.store(true, Ordering::SeqCst);
            assert_eq!(made.0, Some(0), "{}", made.1);
            assert!(made.1.contains("已备份到") && made.1.contains("分开保管"), "{}", made.1);
            assert!(meanwhile > before.len(), "the server went on answering");
            before
        });
        let person = server.sign_in("yunting-shuji").id().to_owned();
        server.kill();
        // The old machine is gone.
        drop(server);
        std::fs::remove_dir_all(&old.0).unwrap();
        let fresh = Folder::new("drill-fresh");
        let to = match database.strip_prefix("postgres") {
            Some(_) => postgres().unwrap(),
            None => format!("sqlite:{}", fresh.0.join("restored.db").display()),
        };
        let data = fresh.0.join("data");
        let restored =
            run(&["restore", "--from", text(&backup), "--database", &to, "--data", text(&data), "--keys", text(&keys)]);
        assert_eq!(restored.0, Some(0), "{}", restored.1);
        assert!(restored.1.contains("已从") && restored.1.contains("341899：核对了"), "{}", restored.1);
        let again =
            run(&["restore", "--from", text(&backup), "--database", &to, "--data", text(&data), "--keys", text(&keys)]);
        assert_eq!(again.0, Some(2), "{}", again.1);
        std::fs::rename(&keys, fresh.0.join("keys")).unwrap();
        lives(&fresh, &to, &before, (&file, &bytes), &person);
    }
}

/// Everything answered before the backup began is there, people sign in, sealed values open.
fn lives(fresh: &Folder, database: &str, before: &[String], (file, bytes): (&str, &[u8]), person: &str) {
    let mut server = Server::start(fresh, &["serve", "--database", database, "--today", "2026-05-06T09:00"]);
    let admin = server.sign_in("xitong");
    for id in before {
        assert_eq!(admin.get(&format!("/api/v1/matters/{id}")).0, 200, "{id} was answered and is gone");
    }
    let secretary = server.sign_in("yunting-shuji");
    let mut answer = ureq::get(format!("{}/api/v1/files/{file}", server.address))
        .header("authorization", format!("Bearer {}", secretary.token))
        .call()
        .unwrap();
    assert_eq!(answer.body_mut().read_to_vec().unwrap(), bytes);
    server.kill();
    let settings = Settings {
        database: Database::open(database).unwrap(),
        keys: fresh.0.join("keys"),
        data: fresh.0.join("data"),
        county: "341899".into(),
        catalogue: &opinion::CATALOGUE,
        policy: Policy::parse(&engine::pack!()).unwrap(),
        ids: IdSource::Random,
        relaxed: false,
    };
    let county = County::open(settings).unwrap();
    let now: jiff::Timestamp = "2026-05-06T02:00:00Z".parse().unwrap();
    let clerk = Actor {
        account: "jiandu-jingban".into(),
        person: None,
        hats: vec![Hat::Role(Role::SectionClerk)],
        behalf: None,
        untouchables: vec![],
    };
    let seen = county.reader().detail(&MatterId(person.into()), &Actor::system(), now).unwrap().unwrap();
    let state: Value = serde_json::from_str(&seen.state).unwrap();
    let seal = state.pointer("/id_number/seal").and_then(Value::as_str).unwrap_or_else(|| panic!("{state}"));
    let clear =
        county.open_sealed(Unsealing::new(&MatterId(person.into()), seal, "恢复演练"), &clerk, now).unwrap().unwrap();
    assert_eq!(clear.as_str().unwrap().len(), 18, "{clear}");
    assert!(county.verify().unwrap().is_sound());
}
