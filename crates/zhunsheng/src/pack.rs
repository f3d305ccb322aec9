//! The policy pack that comes with the program, and packs in folders.

use crate::out::Fault;
use engine::policy::{FILES, Finding, Policy};
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
    web::pack::parse(files, &opinion::CATALOGUE).map_err(|found| Fault::finding(sentences(&found)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Limits of mechanisms still to come, which `policy due` already answers, and what the journal keeps in any case.
    const NOT_YET: [&str; 3] = ["admonition.inquiry_reply", "audit.retention", "selection.publicity"];

    #[test]
    fn every_limit_of_the_pack_is_used_or_waits_for_a_mechanism_to_come() {
        let policy = own().unwrap();
        let program = web::pack::program_needs();
        let kinds = opinion::CATALOGUE.iter().flat_map(|mechanism| mechanism.kind().limits.iter().copied());
        let named = program.iter().flat_map(|needs| needs.limits.iter().map(String::as_str));
        let used: BTreeSet<&str> = kinds.chain(named).collect();
        let all: BTreeSet<&str> = policy.limits().map(|limit| limit.id.as_str()).collect();
        let asked = |limit: &&&str| opinion::CATALOGUE.iter().any(|mechanism| policy.asks(mechanism.kind(), limit));
        assert_eq!(all.difference(&used).filter(|limit| !asked(limit)).copied().collect::<Vec<_>>(), NOT_YET);
        assert_eq!(used.difference(&all).count(), 0);
    }
}
