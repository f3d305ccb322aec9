//! Killed amid batches, 200 times: what was answered is there, what was not is whole or absent, and the journal verifies.

use crate::server::Folder;
use engine::{access::Actor, policy::Policy, words::MatterId};
use serde_json::json;
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicI64, Ordering},
};
use store::{County, Database, IdSource, Request, Settings, Target};

const CHILD: &str = "ZHUNSHENG_KILL_CHILD";
const TIMES: u64 = 200;

fn open(folder: &Path) -> County {
    let settings = Settings {
        database: Database::open(&format!("sqlite:{}", folder.join("county.db").display())).unwrap(),
        keys: folder.join("keys"),
        data: folder.join("data"),
        county: "341899".into(),
        catalogue: &opinion::CATALOGUE,
        policy: Policy::parse(&engine::pack!()).unwrap(),
        ids: IdSource::Random,
        relaxed: false,
    };
    County::open(settings).unwrap()
}

/// Not a test of its own: the process that is killed. Opens units from eight threads and says which were answered.
#[test]
fn child() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    let county = open(Path::new(&folder));
    let serial = AtomicI64::new(1);
    let moment: jiff::Timestamp = "2026-05-06T01:00:00Z".parse().unwrap();
    let round = std::process::id();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..400 {
                    let n = serial.fetch_add(1, Ordering::Relaxed);
                    let action = json!({"verb": "open", "name": format!("第{round}—{n}单位"), "kind": "institution", "order": n});
                    let request =
                        Request { actor: Actor::system(), moment, day: None, target: Target::new("unit"), action, key: None };
                    let answer = county.act(request).unwrap();
                    let _ = writeln!(std::io::stdout().lock(), "answered {}", answer.id);
                }
            });
        }
    });
}

#[test]
fn what_was_answered_survives_a_kill_and_what_was_not_is_whole_or_absent() {
    let folder = Folder::new("kill");
    let mut answered = Vec::new();
    for round in 0..TIMES {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["kill::child", "--exact", "--nocapture", "--test-threads=1"])
            .env(CHILD, &folder.0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // A different place in a different batch each time.
        let until = 1 + usize::try_from(round * 7919 % 60).unwrap();
        let heard = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("answered ").map(str::to_owned)).take(until);
        answered.extend(heard);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(answered.len() > 200, "the children worked: {}", answered.len());
    let county = open(&folder.0);
    let system = Actor::system();
    let now: jiff::Timestamp = "2026-05-06T02:00:00Z".parse().unwrap();
    for id in &answered {
        let found = county.reader().detail(&MatterId(id.clone()), &system, now).unwrap();
        assert!(found.is_some(), "{id} was answered and is gone");
    }
    let report = county.verify();
    assert!(report.is_clean(), "{report:?}");
}
