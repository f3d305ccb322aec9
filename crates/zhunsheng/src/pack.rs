//! The policy pack that comes with the program, and packs in folders.

use crate::out::Fault;
use engine::policy::{FILES, Finding, Policy};
use std::path::Path;

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../policy/jingxian/", $name)))),*]
    };
}

/// Name and text of each file of the pack that comes with the program.
#[must_use]
pub fn embedded() -> Vec<(String, String)> {
    let files = embedded!["pack.toml", "clauses.toml", "limits.toml", "dictionaries.toml", "tables.toml", "holidays.csv"];
    files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

/// Reads the files of a pack from a folder.
///
/// # Errors
/// A file that is missing or is not UTF-8.
pub fn from_folder(folder: &Path) -> Result<Vec<(String, String)>, Fault> {
    let read = |name: &&str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path)
            .map(|text| ((*name).to_owned(), text))
            .map_err(|error| Fault::usage(format!("不能读取 {}：{error}。政策包须含 {}。", path.display(), FILES.join("、"))))
    };
    FILES.iter().map(read).collect()
}

/// Parses a pack and checks that every mechanism finds in it what it asks for.
///
/// # Errors
/// All findings, each with file, line and key.
pub fn parse(files: &[(String, String)]) -> Result<Policy, Vec<Finding>> {
    let policy = Policy::parse(files)?;
    let missing = opinion::CATALOGUE.missing_in(&policy);
    if missing.is_empty() { Ok(policy) } else { Err(missing) }
}

/// The pack that comes with the program.
///
/// # Errors
/// A pack that was broken when the program was built; a test forbids it.
pub fn own() -> Result<Policy, Fault> {
    parse(&embedded()).map_err(|findings| Fault::finding(sentences(&findings)))
}

/// Findings, one a line: file, line, key, sentence.
#[must_use]
pub fn sentences(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|found| format!("{} 第{}行 {}：{}", found.file, found.line, found.key, found.sentence))
        .collect::<Vec<_>>()
        .join("\n")
}
