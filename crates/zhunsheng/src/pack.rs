//! The policy pack that comes with the program, and packs in folders.

use crate::out::Fault;
use engine::policy::{FILES, Finding, Needs, Policy};
use std::path::Path;

/// Reads the files of a pack from a folder.
///
/// # Errors
/// A file that is missing or is not UTF-8.
pub fn from_folder(folder: &Path) -> Result<Vec<(String, String)>, Fault> {
    let read = |name: &&str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map(|text| ((*name).to_owned(), text)).map_err(|error| {
            Fault::usage(format!("不能读取 {}：{error}。政策包须含 {}。", path.display(), FILES.join("、")))
        })
    };
    FILES.iter().map(read).collect()
}

/// Parses a pack and checks that every mechanism finds in it what it asks for.
///
/// # Errors
/// All findings, each with file, line and key.
pub fn parse(files: &[(String, String)]) -> Result<Policy, Fault> {
    let found = match Policy::parse(files) {
        Ok(policy) => {
            let mut missing = opinion::CATALOGUE.missing_in(&policy);
            missing.extend(policy.missing(&[roster_needs()]));
            if missing.is_empty() {
                return Ok(policy);
            }
            missing
        }
        Err(found) => found,
    };
    Err(Fault::finding(sentences(&found)))
}

/// What reading a roster asks of a pack.
fn roster_needs() -> Needs {
    let dictionaries = papers::import::DICTIONARIES.into_iter().map(str::to_owned).collect();
    Needs { kind: "导入花名册".to_owned(), dictionaries, ..Needs::default() }
}

/// The pack that comes with the program.
///
/// # Errors
/// A pack that was broken when the program was built; a test forbids it.
pub fn own() -> Result<Policy, Fault> {
    parse(&engine::pack!())
}

/// Findings, one a line: file, line, key, sentence.
fn sentences(findings: &[Finding]) -> String {
    let line = |found: &Finding| format!("{} 第{}行 {}：{}", found.file, found.line, found.key, found.sentence);
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}
