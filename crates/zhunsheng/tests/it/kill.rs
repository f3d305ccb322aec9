//! Killed amid batches, 200 times: what was answered is there, what was not is whole or absent, and the journal verifies.

use crate::server::{Folder, postgres, skipped};
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
const DATABASE: &str = "ZHUNSHENG_KILL_DATABASE";
const TIMES: u64 = 200;
/// A start on a server costs more.
const TIMES_ON_A_SERVER: u64 = 30;
const LANES: u64 = 2;

pub fn open(folder: &Path, database: &str) -> County {
    let settings = Settings {
        database: Database::open(database).unwrap(),
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
#[expect(clippy::disallowed_methods, reason = "the process that is killed learns from its parent where to work")]
fn child() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    let county = open(Path::new(&folder), &std::env::var(DATABASE).unwrap());
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
    // Two counties at a time: a start is mostly waiting for the processor, a batch for the disk.
    std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES).map(|lane| scope.spawn(move || killed_on_a_file(lane))).collect();
        lanes.into_iter().for_each(|lane| lane.join().unwrap());
    });
}

#[test]
fn on_postgresql_a_kill_takes_nothing_that_was_answered_either() {
    let Some(database) = postgres() else { return skipped("PostgreSQL") };
    killed(&Folder::new("kill-server"), &database, 0..TIMES_ON_A_SERVER);
}

fn killed_on_a_file(lane: u64) {
    let folder = Folder::new("kill");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    killed(&folder, &database, (lane..TIMES).step_by(usize::try_from(LANES).unwrap()));
}

fn killed(folder: &Folder, database: &str, rounds: impl Iterator<Item = u64>) {
    let (mut answered, mut times) = (Vec::new(), 0);
    for round in rounds {
        times += 1;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["kill::child", "--exact", "--nocapture", "--test-threads=1"])
            .env(CHILD, &folder.0)
            .env(DATABASE, database)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        // A different place in a different batch each time.
        let until = 1 + usize::try_from(round * 7919 % 31).unwrap();
        let heard = lines.filter_map(|line| line.split_once("answered ").map(|(_, id)| id.to_owned()));
        answered.extend(heard.take(until));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(answered.len() > times, "the children worked: {}", answered.len());
    let county = open(&folder.0, database);
    let system = Actor::system();
    let now: jiff::Timestamp = "2026-05-06T02:00:00Z".parse().unwrap();
    for id in &answered {
        let found = county.reader().detail(&MatterId(id.clone()), &system, now).unwrap();
        assert!(found.is_some(), "{id} was answered and is gone");
    }
    let report = county.verify().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    // Every act leaves one event and one matter: what nobody was told of is there with both, or with neither.
    assert_eq!(report.events, report.matters, "half a matter is in the journal");
}
