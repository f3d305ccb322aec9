//! Each demand of the Opinion with the mechanisms that carry it out and the cases in which they are tried.

use super::golden::compare;
use crate::{CATALOGUE, testing::policy};
use engine::obligation::is_demand;
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// The folders of the chapters.
const CHAPTERS: [&str; 5] = ["ground", "political", "daily", "focus", "joint"];

/// The names of the cases of a mechanism, by file and as they stand in it.
fn cases(kind: &str) -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folder = CHAPTERS.iter().map(|chapter| source.join(chapter).join(kind)).find(|folder| folder.is_dir());
    let folder = folder.unwrap_or_else(|| panic!("{kind} has no folder"));
    let mut files: Vec<PathBuf> = Some(folder.join("tests.rs")).into_iter().filter(|file| file.is_file()).collect();
    if let Ok(more) = fs::read_dir(folder.join("tests")) {
        let mut more: Vec<PathBuf> = more.filter_map(|entry| Some(entry.ok()?.path())).collect();
        more.sort();
        files.extend(more);
    }
    files.iter().flat_map(|file| named(&fs::read_to_string(file).expect("a file of cases"))).collect()
}

fn named(text: &str) -> Vec<String> {
    let after = |part: &str| Some(part.split_once("fn ")?.1.split_once('(')?.0.to_owned());
    text.split("#[test]").skip(1).filter_map(after).collect()
}

#[test]
fn every_demand_of_the_opinion_has_its_mechanisms_and_their_cases_written_down() {
    let policy = policy();
    let mut text = String::from("# 意见的每项要求：由哪些事项落实，各有哪些用例\n");
    for clause in policy.clauses().filter(|clause| is_demand(&clause.id)) {
        writeln!(text, "\n{} {} {}", clause.id, clause.label, clause.title).expect("text");
        let kinds = CATALOGUE.iter().map(|mechanism| mechanism.kind());
        let carrying: Vec<_> = kinds.filter(|kind| kind.clauses.contains(&clause.id.as_str())).collect();
        if carrying.is_empty() {
            writeln!(text, "  （尚未启用）").expect("text");
        }
        for kind in carrying {
            let cases = cases(kind.id);
            assert!(!cases.is_empty(), "{} has no cases", kind.id);
            writeln!(text, "  {} {}：{}例", kind.id, kind.title, cases.len()).expect("text");
            cases.iter().for_each(|case| writeln!(text, "    {case}").expect("text"));
        }
    }
    compare("opinion.txt", &text);
}

#[test]
fn what_counts_under_a_demand_is_a_demand_of_the_pack() {
    let policy = policy();
    for mechanism in CATALOGUE.iter() {
        for clause in mechanism.kind().clauses.iter().filter(|clause| is_demand(clause)) {
            assert!(policy.clause(clause).is_some(), "{} {clause}", mechanism.kind().id);
        }
    }
}
