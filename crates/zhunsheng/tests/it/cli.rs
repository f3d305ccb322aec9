//! The command line: what it says and how it ends.

use crate::server::{Folder, zhunsheng};
use std::{fs, path::Path, process::Output};

fn run(args: &[&str]) -> Output {
    zhunsheng().args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn pack() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy/jingxian")
}

/// A copy of the pack in which `from` is replaced by `to` in one file.
fn changed(folder: &Folder, file: &str, from: &str, to: &str) -> String {
    for entry in fs::read_dir(pack()).unwrap() {
        let path = entry.unwrap().path();
        let mut text = fs::read_to_string(&path).unwrap();
        if path.ends_with(file) {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        fs::write(folder.0.join(path.file_name().unwrap()), text).unwrap();
    }
    folder.0.to_str().unwrap().to_owned()
}

#[test]
fn the_pack_that_comes_with_the_program_is_in_order() {
    let output = run(&["policy", "check", pack().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    assert!(out(&output).contains("没有发现问题"));
}

#[test]
fn an_overlap_in_a_pack_is_named_with_file_line_and_key() {
    let folder = Folder::new("pack");
    let both = "[[limit.version]]\nto = \"2024-12-31\"\nvalue = 11";
    let path = changed(&folder, "limits.toml", both, "[[limit.version]]\nto = \"2025-06-30\"\nvalue = 11");
    let output = run(&["policy", "check", &path]);
    assert_eq!(output.status.code(), Some(1));
    let said = complaint(&output);
    assert!(
        said.contains("limits.toml 第") && said.contains("calendar.statutory_days") && said.contains("的版本重叠"),
        "{said}"
    );
}

#[test]
fn what_the_program_needs_and_a_pack_lacks_is_named_with_file_line_and_key() {
    let cases = [
        (
            "tables.toml",
            "id = \"handover.supervisor\"",
            "tables.toml 第1行 table[handover.supervisor]：缺少离任交接需要的查表",
        ),
        (
            "dictionaries.toml",
            "id = \"chief_titles\"",
            "dictionaries.toml 第1行 dictionary[chief_titles]：缺少导入花名册需要的字典",
        ),
        ("limits.toml", "id = \"leave.advance\"", "limits.toml 第1行 limit[leave.advance]：缺少请销假需要的时限"),
    ];
    for (file, id, expected) in cases {
        let folder = Folder::new("pack");
        let path = changed(&folder, file, id, "id = \"another.one\"");
        let output = run(&["policy", "check", &path]);
        assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
        assert!(complaint(&output).contains(expected), "{}", complaint(&output));
    }
}

#[test]
fn broken_toml_is_told_with_line_and_column_in_chinese() {
    let folder = Folder::new("pack");
    let path = changed(&folder, "pack.toml", "name = \"泾县\"", "name = \"泾县");
    let output = run(&["policy", "check", &path]);
    assert_eq!(output.status.code(), Some(1));
    let said = complaint(&output);
    assert!(said.contains("pack.toml 第") && said.contains("列写法不对：引号没有写完"), "{said}");
}

#[test]
fn a_30_february_in_the_calendar_is_a_finding_and_not_a_crash() {
    let folder = Folder::new("pack");
    let path = changed(&folder, "holidays.csv", "2026-02-15", "2026-02-30");
    let output = run(&["policy", "check", &path]);
    assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
    assert!(complaint(&output).contains("holidays.csv"), "{}", complaint(&output));
}

#[test]
fn a_folder_without_a_pack_is_unreadable() {
    let folder = Folder::new("nothing");
    let output = run(&["policy", "check", folder.0.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("不能读取"), "{}", complaint(&output));
}

#[test]
fn the_due_days_of_the_scenarios_are_worked_out_with_their_arithmetic() {
    let cases = [
        ("函询", "2026-02-10", "2026-03-09", "跳过春节2/15—2/23"),
        ("函询", "2026-02-13", "2026-03-12", "含调休上班2/14、2/28"),
        ("handover.complete", "2026-09-25", "2026-10-12", "含调休上班10/10"),
        ("handover.complete", "2026-09-24", "2026-10-12", "含调休上班10/10"),
        ("handover.relations", "2026-09-25", "2026-10-26", "顺延"),
    ];
    for (limit, from, due, words) in cases {
        let output = run(&["policy", "due", limit, "--from", from]);
        assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
        let said = out(&output);
        assert_eq!(said.lines().next(), Some(due), "{limit} {from}: {said}");
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_year_whose_calendar_is_not_published_has_no_day_and_says_so() {
    let output = run(&["policy", "due", "函询", "--from", "2026-12-20"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("2027年放假安排未公布，公布后自动计算"), "{}", out(&output));
}

#[test]
fn wrong_arguments_end_with_2_and_a_sentence() {
    for args in [
        &["policy", "due", "没有这个时限", "--from", "2026-02-10"][..],
        &["policy", "due", "函询", "--from", "2026-02-30"],
        &["verify", "--data", "x", "--database", "mysql://localhost"],
        &["no-such-command"],
    ] {
        let folder = Folder::new("args");
        let output = zhunsheng().args(args).current_dir(&folder.0).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", complaint(&output));
        assert!(!complaint(&output).is_empty());
    }
}

#[test]
fn the_password_in_an_address_is_shown_to_nobody() {
    let Some(address) = crate::server::postgres() else { return crate::server::skipped("PostgreSQL") };
    let (scheme, place) = address.split_once("://").unwrap();
    let (user, place) = place.rsplit_once('@').unwrap();
    let folder = Folder::new("password");
    let mut command = zhunsheng();
    let output = command.args(["verify"]).env("ZHUNSHENG_DATABASE", format!("{scheme}://{user}:kouling-9@{place}"));
    let output = output.current_dir(&folder.0).output().unwrap();
    let said = complaint(&output);
    assert!(output.status.code() == Some(2) && said.contains("没有县") && !said.contains("kouling-9"), "{said}");
}

#[test]
fn the_version_is_told() {
    assert!(out(&run(&["--version"])).starts_with("zhunsheng "));
}

/// Every command and what it says of itself, as a person sees it.
const COMMANDS: [&str; 25] = [
    "",
    "demo",
    "serve",
    "import",
    "import people",
    "import list",
    "import undo",
    "export",
    "export people",
    "export lrmx",
    "export appointment-form",
    "verify",
    "backup",
    "restore",
    "policy",
    "policy check",
    "policy due",
    "policy limits",
    "policy load",
    "user",
    "user add",
    "user reset",
    "user lock",
    "simulate",
    "bench",
];

#[test]
fn the_help_of_every_command_is_written_down() {
    let mut text = String::new();
    for command in COMMANDS {
        let mut args: Vec<&str> = command.split_whitespace().collect();
        args.push("--help");
        let output = run(&args);
        assert_eq!(output.status.code(), Some(0), "{command}: {}", complaint(&output));
        text.push_str(&format!("$ zhunsheng {}\n{}\n", args.join(" "), out(&output)));
    }
    // A command that is named in the help and missing above would go unseen.
    let named = out(&run(&["--help"]));
    let listed = named.lines().skip_while(|line| *line != "命令：").skip(1).take_while(|line| !line.is_empty());
    for command in listed.filter_map(|line| line.split_whitespace().next()) {
        assert!(COMMANDS.contains(&command), "{command}");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/help.txt");
    if std::env::var_os("ZHUNSHENG_GOLDEN").is_some_and(|value| value == "write") {
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "golden/help.txt differs; run with ZHUNSHENG_GOLDEN=write and read the difference");
}
