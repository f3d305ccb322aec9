//! House rules that a compiler does not check.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn files_under(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.map(|entry| entry.unwrap().path()) {
        if entry.is_dir() && !entry.ends_with("target") {
            found.extend(files_under(&entry, endings));
        } else if endings.iter().any(|ending| entry.extension().is_some_and(|e| e == *ending)) {
            found.push(entry);
        }
    }
    found.sort();
    found
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests")
        || path.file_stem().is_some_and(|stem| stem == "tests" || stem == "testing")
}

fn sources(crates: &[&str]) -> Vec<(PathBuf, String)> {
    let folder = |name: &&str| root().join("crates").join(name).join("src");
    let all = crates.iter().flat_map(|name| files_under(&folder(name), &["rs"]));
    all.filter(|path| !is_test(path)).map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

const ALL: [&str; 7] = ["engine", "opinion", "store", "papers", "web", "county", "zhunsheng"];

/// The code without its comments, so that a rule may be explained where it holds.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_file_is_longer_than_600_lines() {
    let files = files_under(&root().join("crates"), &["rs", "html", "css", "js"]);
    let long: Vec<_> = files
        .iter()
        .map(|path| (path, fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(path, lines)| *lines > 600 && !is_test(path))
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

/// Whether the lines from `first` to `last` are a signature that ends without a body.
fn declares(text: &str, first: usize, last: usize) -> bool {
    let lines: Vec<&str> = text.lines().skip(first).take(last - first + 1).collect();
    lines.last().is_some_and(|line| line.trim_end().ends_with(';'))
        && !lines.iter().any(|line| line.trim_end().ends_with('{'))
}

#[test]
fn no_function_is_longer_than_70_lines() {
    let mut long = Vec::new();
    for (path, text) in sources(&ALL) {
        let mut open: Option<(usize, usize, String)> = None;
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let begins =
                line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ").starts_with("fn ");
            if begins && open.is_none() {
                open = Some((number, indent, line.trim().to_owned()));
            }
            // A declaration in a trait has no body.
            if open
                .as_ref()
                .is_some_and(|(start, depth, _)| *depth > 0 && number - start < 12 && declares(&text, *start, number))
            {
                open = None;
            }
            if let Some((start, depth, name)) = &open
                && line.trim_start().starts_with('}')
                && indent == *depth
            {
                if number - start > 70 {
                    long.push(format!("{}:{} {name}", path.display(), start + 1));
                }
                open = None;
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn the_pure_crates_touch_nothing_outside_themselves() {
    let banned = [
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "std::process",
        "std::io",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "HashMap",
        "HashSet",
        "async fn",
        "tokio",
        "rand::",
        "getrandom",
        "static mut",
        "thread_local",
    ];
    let mut found = Vec::new();
    for (path, text) in sources(&["engine", "opinion"]) {
        let code = code(&text);
        found.extend(
            banned.iter().filter(|word| code.contains(**word)).map(|word| format!("{}: {word}", path.display())),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn arrows_between_crates_are_the_ones_of_the_architecture() {
    let allowed: [(&str, &[&str]); 7] = [
        ("engine", &[]),
        ("opinion", &["engine"]),
        ("store", &["engine"]),
        ("papers", &["engine"]),
        ("web", &["engine", "store", "papers"]),
        ("county", &["engine", "opinion", "store"]),
        ("zhunsheng", &["engine", "opinion", "store", "papers", "web", "county"]),
    ];
    for (name, may) in allowed {
        let manifest = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
        let normal = manifest.split("[dev-dependencies]").next().unwrap();
        for other in ALL {
            let depends = normal
                .lines()
                .any(|line| line.starts_with(&format!("{other}.")) || line.starts_with(&format!("{other} ")));
            assert!(!depends || may.contains(&other), "{name} must not depend on {other}");
        }
    }
}

#[test]
fn store_papers_and_web_name_no_mechanism() {
    let mut found = Vec::new();
    for (path, text) in sources(&["store", "papers", "web"]) {
        let code = code(&text);
        for kind in ["\"leave\"", "\"handover\"", "\"post_change\""] {
            if code.contains(kind) {
                found.push(format!("{}: {kind}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nothing_is_left_for_later() {
    let mut found = Vec::new();
    for (path, text) in sources(&ALL) {
        for word in [concat!("TO", "DO"), concat!("FIX", "ME"), "unimplemented!", concat!("todo", "!("), "#[ignore"] {
            if text.contains(word) {
                found.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_wall_clock_is_read_in_one_file() {
    let readers: Vec<_> = sources(&ALL)
        .into_iter()
        .filter(|(path, text)| {
            let code = code(text);
            (code.contains("SystemTime::now") || code.contains("Timestamp::now"))
                && !path.ends_with("zhunsheng/src/clock.rs")
        })
        .map(|(path, _)| path)
        .collect();
    assert!(readers.is_empty(), "{readers:?}");
}

/// Whether a text in the code is written as the pack writes its clauses: 3.1.2, law.annual_leave.3.
fn names_a_clause(text: &str) -> bool {
    let numbered = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(first, rest)| match first {
        "annex" | "law" | "rule" | "std" => !rest.is_empty(),
        _ => numbered(first) && rest.split('.').all(numbered),
    })
}

#[test]
fn every_clause_that_a_rule_cites_is_in_the_pack() {
    let clauses = fs::read_to_string(root().join("policy/jingxian/clauses.toml")).unwrap();
    let mut cited = 0;
    for (path, text) in sources(&["opinion", "papers", "store"]) {
        let text = code(&text);
        for clause in text.split('"').skip(1).step_by(2).filter(|literal| names_a_clause(literal)) {
            cited += 1;
            assert!(clauses.contains(&format!("id = \"{clause}\"\n")), "{} cites {clause}", path.display());
        }
    }
    assert!(cited > 20, "only {cited} clauses found: the search is broken");
}
