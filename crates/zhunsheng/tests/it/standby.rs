//! The drill of `docs/operations.md`: the first PostgreSQL server is lost under load, the second is promoted.

use crate::{
    cluster::Cluster,
    operations::{Work, verified, wait_for},
    server::{Folder, Server, zhunsheng},
};
use serde_json::json;
use std::sync::{atomic::Ordering, mpsc::channel};

#[test]
fn when_the_first_server_is_lost_the_promoted_second_has_everything_that_was_answered() {
    let Some(first) = Cluster::new() else { return };
    let folder = Folder::new("standby-county");
    drop(Server::demo(&folder, &first.address(), "2026-05-05T09:00"));
    let second = first.standby();
    let address = first.address_with(&second);
    let server = Server::start(&folder, &["demo", "--database", &address, "--today", "2026-05-05T09:30"]);
    let token = server.sign_in("xitong").token.clone();
    let work = Work::default();
    let (note, noted) = channel();
    let is_ready = || server.send("GET", "/readyz", None, None, None).0;
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (work, server, token, note) = (&work, &server, &token, note.clone());
            scope.spawn(move || work.go_on(server, token, worker, &note));
        }
        wait_for(&noted, 40);
        assert_eq!(is_ready(), 200);
        first.stop();
        assert_eq!(is_ready(), 503, "the second only reads until it is promoted");
        let page = server.page(&token, "/", None);
        assert!(page.0 == 503 && page.2.contains("<h1") && page.2.contains("暂时连不上数据库"), "{page:?}");
        assert_eq!(server.send("GET", "/healthz", None, None, None).0, 200);
        // What was answered before the loss is told by now; what comes next comes from the second.
        while noted.try_recv().is_ok() {}
        assert!(second.promote());
        assert_eq!(is_ready(), 200);
        wait_for(&noted, 40);
        work.stop.store(true, Ordering::SeqCst);
    });
    assert!(work.told.load(Ordering::SeqCst) > 0, "somebody met the gap");
    assert_eq!(work.unanswered.load(Ordering::SeqCst), 0);
    let admin = server.sign_in("xitong");
    let answered = work.answered.into_inner().unwrap();
    for id in &answered {
        assert_eq!(admin.get(&format!("/api/v1/matters/{id}")).0, 200, "{id} was answered and is gone");
    }
    drop(admin);
    drop(server);
    verified(&folder, &address);
    lagging(&folder, &second);
}

/// A standby that was not waited for is behind what the key folder remembers: that is found, with both numbers.
fn lagging(folder: &Folder, second: &Cluster) {
    let third = second.standby();
    third.stop();
    second.client().batch_execute("ALTER SYSTEM RESET synchronous_standby_names").unwrap();
    second.client().batch_execute("SELECT pg_reload_conf()").unwrap();
    let server = Server::start(folder, &["demo", "--database", &second.address(), "--today", "2026-05-06T09:00"]);
    let admin = server.sign_in("xitong");
    let (status, answer) = admin.open("account", json!({"verb": "open", "login": "meigengshang", "name": "新人"}));
    assert_eq!(status, 201, "{answer}");
    drop(admin);
    drop(server);
    second.stop();
    assert!(third.start() && third.promote());
    let mut command = zhunsheng();
    command.args(["verify", "--database", &third.address()]).arg("--data").arg(folder.0.join("data"));
    let output = command.arg("--keys").arg(folder.0.join("keys")).output().unwrap();
    let words = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("可能被换成旧备份"), "{words}");
}
