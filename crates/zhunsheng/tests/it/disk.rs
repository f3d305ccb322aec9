//! A disk that is full where attachments lie, or where the key folder lies: a sentence, nothing half kept, and it goes on.

use crate::server::{Folder, Server, postgres, skipped, zhunsheng};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const PAPER: &[u8] = b"%PDF-1.4 a paper that needs room";

/// Everything below a folder that is no folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn upload(server: &Server, token: &str, key: &str) -> (u16, Value) {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let mut response = ureq::Agent::from(config)
        .post(format!("{}/api/v1/files?name=paper.pdf", server.address))
        .header("authorization", format!("Bearer {token}"))
        .header("idempotency-key", key)
        .send(PAPER)
        .unwrap();
    let text = response.body_mut().read_to_string().unwrap();
    (response.status().as_u16(), serde_json::from_str(&text).unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn an_attachment_that_finds_no_room_is_a_sentence_and_nothing_half_kept() {
    let folder = Folder::new("full-files");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let token = server.sign_in("yunting-shuji").token.clone();
    let (status, kept) = upload(&server, &token, "first");
    assert_eq!(status, 201, "{kept}");
    let id = kept["id"].as_str().unwrap();
    // The next time these bytes come, the place where they are written first is the device that is always full.
    let place = folder.0.join("data/files").join(&id[..2]).join(id);
    fs::remove_file(&place).unwrap();
    let coming = place.with_extension(format!("{}.part", server.pid()));
    std::os::unix::fs::symlink("/dev/full", &coming).unwrap();
    let (status, refused) = upload(&server, &token, "second");
    assert_eq!(status, 503, "{refused}");
    let sentence = refused["refusal"]["sentence"].as_str().unwrap();
    assert!(sentence.contains("磁盘已满") && sentence.contains("没有保存") && sentence.ends_with('。'), "{sentence}");
    let left = files(&folder.0.join("data/files"));
    assert!(left.is_empty(), "nothing half kept: {left:?}");
    let (status, again) = upload(&server, &token, "third");
    assert_eq!((status, &again["id"]), (201, &kept["id"]), "there is room again");
    assert_eq!(server.person(token).bytes(&format!("/files/{id}")).2, PAPER);
}

/// What the key folder remembers lags behind when its disk is full; the database has everything that was answered, so work goes on.
#[test]
fn a_key_folder_without_room_takes_nothing_that_was_answered() {
    let Some(database) = postgres() else { return skipped("PostgreSQL") };
    let folder = Folder::new("full-keys");
    // On a server's database the head in the key folder is all that this process writes into a file of its own.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_zhunsheng")]);
    let arguments = ["demo", "--years", "0", "--database", &database, "--today", "2026-05-05T09:00"];
    let mut server = Server::start_by(command, &folder, &arguments);
    let limit = |bytes: &str| {
        let arguments = ["--pid".to_owned(), server.pid().to_string(), format!("--fsize={bytes}:")];
        Command::new("prlimit").args(arguments).status().is_ok_and(|status| status.success())
    };
    let head = folder.0.join("keys/head-341899");
    let before = fs::read(&head).unwrap();
    if !limit("0") {
        return skipped("prlimit");
    }
    let admin = server.sign_in("xitong");
    let open = |login: &str| {
        let (status, answer) = admin.open("account", json!({"verb": "open", "login": login, "name": "新人"}));
        assert_eq!(status, 201, "{answer}");
        answer["id"].as_str().unwrap().to_owned()
    };
    let mut answered: Vec<String> = (0..5).map(|n| open(&format!("man{n}"))).collect();
    assert_eq!(fs::read(&head).unwrap(), before, "no room: the head stays where it was");
    assert_eq!(upload(&server, &server.sign_in("yunting-shuji").token, "paper").0, 503, "a file has no room either");
    assert!(limit("unlimited"));
    answered.push(open("youkong"));
    assert_ne!(fs::read(&head).unwrap(), before, "with room it has caught up");
    drop(admin);
    server.kill();
    drop(server);
    let (data, keys) = (folder.0.join("data"), folder.0.join("keys"));
    let place = ["--database", &database, "--data", data.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
    let output = zhunsheng().arg("verify").args(place).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let server = Server::start(&folder, &["demo", "--database", &database, "--today", "2026-05-06T09:00"]);
    let admin = server.sign_in("xitong");
    for id in &answered {
        assert_eq!(admin.get(&format!("/api/v1/matters/{id}")).0, 200, "{id} was answered and is gone");
    }
}
