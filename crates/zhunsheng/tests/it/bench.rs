//! `bench` beside the desk: what is said of pages, verification and imports. How fast anything is, no test asks.

use crate::server::{Folder, zhunsheng};
use serde_json::Value;

/// The lines that a bench says; it must end well.
fn lines(args: &[&str]) -> Vec<Value> {
    let folder = Folder::new("bench");
    let output = zhunsheng().arg("bench").args(args).current_dir(&folder.0).env("TMPDIR", &folder.0).output().unwrap();
    let (out, complaint) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{args:?}: {complaint}");
    let left: Vec<_> = std::fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.is_empty(), "the bench removes what it made: {left:?}");
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn positive(line: &Value, keys: &[&str]) {
    for key in keys {
        assert!(line[key].as_f64().is_some_and(|value| value > 0.0), "{key}: {line}");
    }
}

#[test]
fn a_bench_of_pages_has_a_line_for_every_page_it_asks_for() {
    let lines = lines(&["--pages", "--cadres", "36", "--matters", "40", "--seconds", "0"]);
    let pages: Vec<&str> = lines.iter().filter_map(|line| line["page"].as_str()).collect();
    assert_eq!(
        pages,
        [
            "workbench",
            "ledger",
            "ledger_all",
            "ledger_unit",
            "ledger_abroad",
            "ledger_certificate",
            "ledger_inspection",
            "ledger_dispatch",
            "board_certificate",
            "board_dispatch",
            "opinion",
            "opinion_behind",
            "statistics",
            "matter",
            "cadre",
            "unit",
            "calendar",
            "calendar_unit",
            "policy",
            "search",
            "duties",
            "api_matters"
        ]
    );
    for line in lines.iter().filter(|line| line["name"] == "page") {
        positive(line, &["pages", "per_second", "p50_ms", "bytes"]);
        assert_eq!((&line["cadres"], &line["database"]), (&36.into(), &"sqlite".into()), "{line}");
    }
    assert!(lines.iter().any(|line| line["name"] == "start") && lines.iter().any(|line| line["name"] == "memory"));
}

#[test]
fn a_bench_of_the_verification_says_one_line_about_a_sound_county() {
    let lines = lines(&["--verify", "--cadres", "36", "--matters", "40", "--seconds", "0"]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!((&lines[0]["name"], &lines[0]["runs"]), (&"verify".into(), &1.into()), "{lines:?}");
    positive(&lines[0], &["events", "matters", "rows", "seconds", "events_per_second"]);
}

#[test]
fn a_bench_of_the_import_says_one_line_about_a_roster_taken_in_whole() {
    let lines = lines(&["--import", "--cadres", "600"]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!((&lines[0]["name"], &lines[0]["rows"]), (&"import".into(), &600.into()), "{lines:?}");
    positive(&lines[0], &["bytes", "steps", "check_seconds", "carry_out_seconds", "seconds", "rows_per_second"]);
}

#[test]
fn a_bench_measures_one_thing_at_a_time() {
    for args in [&["--pages", "--verify"][..], &["--verify", "--import"], &["--cadres", "36"], &["--mixed", "5"]] {
        let output = zhunsheng().arg("bench").args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
}
