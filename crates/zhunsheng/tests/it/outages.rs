//! A full disk and a lost database under the running command: what was answered is there, users read a sentence, and it goes on when
//! there is room or a connection again.

use crate::server::{Folder, Person, Server, postgres, skipped, zhunsheng};
use serde_json::{Value, json};
use std::{
    io::copy,
    net::{Shutdown, TcpListener, TcpStream},
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

fn account(name: &str) -> Value {
    json!({"verb": "open", "login": name, "name": "新人".repeat(40)})
}

fn is_told(answer: &(u16, Value)) {
    let sentence = answer.1["refusal"]["sentence"].as_str().unwrap_or_default();
    assert!(answer.0 == 503 && sentence.contains("没有保存") && sentence.ends_with('。'), "{answer:?}");
}

/// Opens accounts until one does not go through; returns those that were answered, and the answer that was none.
fn until_refused(admin: &Person<'_>, prefix: &str) -> (Vec<String>, (u16, Value)) {
    let mut answered = Vec::new();
    for n in 0..5_000 {
        let answer = admin.open("account", account(&format!("{prefix}{n}")));
        if answer.0 != 201 {
            return (answered, answer);
        }
        answered.push(answer.1["id"].as_str().unwrap().to_owned());
    }
    panic!("nothing gave way");
}

fn verify(folder: &Folder, database: &str) {
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let place = ["--database", database, "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
    let output = zhunsheng().arg("verify").args(place).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_disk_that_is_full_is_a_sentence_and_once_there_is_room_it_goes_on() {
    let folder = Folder::new("full");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    // The limit to the size of a file stands for the disk; its signal is ignored, so that writing fails as on a full disk.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_zhunsheng")]);
    let server = Server::start_by(
        command,
        &folder,
        &["demo", "--years", "0", "--database", &database, "--today", "2026-05-05T09:00"],
    );
    let admin = server.sign_in("xitong");
    let limit = |bytes: &str| {
        let arguments = ["--pid".to_owned(), server.pid().to_string(), format!("--fsize={bytes}:")];
        Command::new("prlimit").args(arguments).status().is_ok_and(|status| status.success())
    };
    let sizes =
        ["county.db", "county.db-wal"].map(|name| std::fs::metadata(folder.0.join(name)).map_or(0, |file| file.len()));
    let room = sizes.into_iter().max().unwrap() + 200_000;
    if !limit(&room.to_string()) {
        return skipped("prlimit");
    }
    let (answered, refused) = until_refused(&admin, "man");
    is_told(&refused);
    is_told(&admin.open("account", account("yeman")));
    assert!(limit("unlimited"));
    let again = admin.open("account", account("youkong"));
    assert_eq!(again.0, 201, "{}", again.1);
    for id in &answered {
        assert_eq!(admin.get(&format!("/api/v1/matters/{id}")).0, 200, "{id} was answered and is gone");
    }
    drop(server);
    verify(&folder, &database);
}

/// A way to the database that can be cut.
struct Way {
    address: String,
    open: Arc<AtomicBool>,
    under_way: Arc<Mutex<Vec<TcpStream>>>,
}

impl Way {
    fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (open, under_way) = (Arc::new(AtomicBool::new(true)), Arc::new(Mutex::new(Vec::new())));
        let (is_open, streams) = (Arc::clone(&open), Arc::clone(&under_way));
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if !is_open.load(Ordering::SeqCst) {
                    continue;
                }
                let far = TcpStream::connect(&server).unwrap();
                streams.lock().unwrap().extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
                for (mut from, mut to) in [(near.try_clone().unwrap(), far.try_clone().unwrap()), (far, near)] {
                    std::thread::spawn(move || {
                        let _ = copy(&mut from, &mut to);
                        let _ = to.shutdown(Shutdown::Both);
                    });
                }
            }
        });
        Self { address, open, under_way }
    }
    fn cut(&self) {
        self.open.store(false, Ordering::SeqCst);
        for stream in self.under_way.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
    fn mend(&self) {
        self.open.store(true, Ordering::SeqCst);
    }
}

#[test]
fn a_database_that_is_lost_is_a_sentence_and_once_it_is_back_it_goes_on() {
    let Some(direct) = postgres() else { return skipped("PostgreSQL") };
    let (before, name) = direct.rsplit_once('/').unwrap();
    let (user, host) = before.strip_prefix("postgres://").unwrap().rsplit_once('@').unwrap();
    let way = Way::to(host.to_owned());
    let folder = Folder::new("lost");
    let server = Server::demo(&folder, &format!("postgres://{user}@{}/{name}", way.address), "2026-05-05T09:00");
    let admin = server.sign_in("xitong");
    let mut answered = Vec::new();
    for round in 0..3 {
        for n in 0..5 {
            let answer = admin.open("account", account(&format!("lu{round}-{n}")));
            assert_eq!(answer.0, 201, "{}", answer.1);
            answered.push(answer.1["id"].as_str().unwrap().to_owned());
        }
        way.cut();
        let refused = admin.open("account", account(&format!("duan{round}")));
        assert_eq!(refused.0, 503, "{refused:?}");
        assert!(refused.1["refusal"]["sentence"].as_str().unwrap().contains("数据库"), "{refused:?}");
        assert_eq!(server.send("GET", "/readyz", None, None, None).0, 503);
        assert_eq!(server.send("GET", "/healthz", None, None, None).0, 200);
        way.mend();
    }
    let answer = admin.open("account", account("you"));
    assert_eq!(answer.0, 201, "{}", answer.1);
    for id in &answered {
        assert_eq!(admin.get(&format!("/api/v1/matters/{id}")).0, 200, "{id} was answered and is gone");
    }
    drop(server);
    verify(&folder, &direct);
}
