use std::time::Duration;

use store::Database;

use super::{Measurement, Plan, bench, refusals, verified};
use crate::{build::tests::policy, made::Scale};

fn measured(name: &str, matters: usize) -> Vec<Measurement> {
    let folder = std::env::temp_dir().join(format!("zhunsheng-bench-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let database = Database::open(&format!("sqlite:{}", folder.join("county.db").display())).unwrap();
    let plan = Plan { scale: Scale::SMALL, matters, real: 60, time: Duration::from_millis(200), clients: vec![1, 4] };
    let mut lines = Vec::new();
    bench(&database, &folder, &policy(), &plan, &mut |line| lines.push(line.clone())).unwrap();
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("-bench")), "copies are removed: {left:?}");
    std::fs::remove_dir_all(folder).unwrap();
    lines
}

#[test]
fn a_bench_says_for_each_number_of_clients_what_the_desk_and_the_bare_loop_did() {
    let lines = measured("plain", 40);
    let said: Vec<(&str, usize)> = lines.iter().map(|line| (line.name, line.clients)).collect();
    assert_eq!(said, [("leave", 1), ("bare", 1), ("leave", 4), ("bare", 4)]);
    for line in &lines {
        assert!(line.actions > 0 && line.actions_per_second > 0.0 && line.p50_ms > 0.0, "{line:?}");
        assert!(line.p99_ms >= line.p50_ms, "{line:?}");
        assert_eq!((line.database, line.matters, line.filled), ("sqlite", 40, 0));
        assert_eq!(line.name == "leave", line.share_of_bare.is_some_and(|share| share > 0.0));
    }
    assert_eq!(lines[1].batch, Some(1.0), "one client alone has one action in a commit");
}

#[test]
fn a_ledger_beyond_what_the_desk_takes_is_filled_with_rows() {
    let lines = measured("filled", 300);
    assert!(lines.iter().all(|line| line.matters == 300 && line.filled > 150), "{lines:?}");
}

#[test]
fn a_database_with_a_county_in_it_is_not_measured() {
    let folder = std::env::temp_dir().join(format!("zhunsheng-bench-taken-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("taken.db");
    let address = format!("sqlite:{}", path.display());
    let given = Database::open(&address).unwrap();
    drop(super::open(Database::open(&address).unwrap(), &folder, &policy(), false).unwrap());
    let plan = Plan { scale: Scale::SMALL, matters: 1, real: 1, time: Duration::ZERO, clients: vec![1] };
    let told = bench(&given, &folder, &policy(), &plan, &mut |_| ()).unwrap_err();
    assert!(told.contains("空的数据库"), "{told}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_verification_is_measured_on_a_county_whose_every_event_it_walks() {
    let folder = std::env::temp_dir().join(format!("zhunsheng-bench-verified-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let address = format!("sqlite:{}", folder.join("county.db").display());
    let database = || Database::open(&address).map_err(|error| error.to_string());
    let line = verified(&database, &folder, &policy(), (36, 60), Duration::ZERO).unwrap();
    assert_eq!((line.name, line.database, line.cadres, line.runs), ("verify", "sqlite", 36, 1), "{line:?}");
    // Each of sixty leaves is asked for, agreed to and reported back; people, posts and units come on top.
    assert!(line.matters > 60 + 36 && line.events > 3 * 60 + line.matters - 60, "{line:?}");
    assert!(line.rows > line.matters && line.events_per_second > 0.0, "{line:?}");
    let told = verified(&database, &folder, &policy(), (36, 60), Duration::ZERO).unwrap_err();
    assert!(told.contains("空的数据库"), "{told}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn refusals_at_the_door_are_measured_in_turn_and_cost_the_same_where_they_say_the_same() {
    let folder = std::env::temp_dir().join(format!("zhunsheng-bench-door-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let database = Database::open(&format!("sqlite:{}", folder.join("county.db").display())).unwrap();
    let lines = refusals(database, &folder, &policy(), 2).unwrap();
    let who: Vec<&str> = lines.iter().map(|line| line.who).collect();
    let all = ["wrong_password", "unknown_name", "no_password_yet", "locked_right_password", "locked_unknown_name"];
    assert_eq!(who, all);
    assert!(lines.iter().all(|line| line.attempts == 2 && line.hashed == 1.0 && line.p50_ms > 0.0), "{lines:?}");
    let statements: Vec<f64> = lines.iter().map(|line| line.statements).collect();
    assert!(statements[..3].iter().all(|one| *one == statements[0]) && statements[3] == statements[4], "{lines:?}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn who_opens_pages_finds_the_ledgers_of_the_whole_chapter() {
    let folder = std::env::temp_dir().join(format!("zhunsheng-bench-chapter-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let address = format!("sqlite:{}", folder.join("county.db").display());
    let database = || Database::open(&address).map_err(|error| error.to_string());
    let plan = Plan { scale: Scale::SMALL, matters: 10, real: 60, time: Duration::ZERO, clients: Vec::new() };
    let opened = |relaxed| super::open(database().unwrap(), &folder, &policy(), relaxed).unwrap();
    let ground = super::ground::lay(opened(true), &database().unwrap(), &plan).unwrap();
    // Two of each sort go through the desk, the rest is written.
    let county = super::chapter::lay(opened(true), &ground, (&database, &folder, &policy()), 2).unwrap();
    let count = |kind| {
        let query = engine::facts::Query { kind, ..engine::facts::Query::default() };
        county.reader().ask(|facts| facts.matters(&query).len()).unwrap()
    };
    let kinds = ["certificate", "abroad", "inspection", "dispatch"].map(count);
    // One more of those that are written shows how they look; the first who asks for leaves keeps his trip for that.
    let trips = (ground.routes.len() - 1).min(2) + 1 + 2;
    assert_eq!(kinds, [12 + 1, trips, 2, 2], "{kinds:?}");
    county.close();
    std::fs::remove_dir_all(folder).unwrap();
}
