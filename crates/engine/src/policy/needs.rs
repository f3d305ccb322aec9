//! What a pack must hold because somebody asks for it.

use super::{Finding, Policy};
use std::collections::BTreeSet;

/// What one kind of matter, or the program itself, asks of a pack: ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Whose need it is, in Chinese: 请销假.
    pub kind: String,
    /// Clauses it carries out or rests on.
    pub clauses: BTreeSet<String>,
    /// Limits.
    pub limits: BTreeSet<String>,
    /// Tables, of any version.
    pub tables: BTreeSet<String>,
    /// Dictionaries.
    pub dictionaries: BTreeSet<String>,
}

impl Needs {
    /// What of it the pack lacks.
    pub(super) fn absent(&self, policy: &Policy) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut ask =
            |ids: &BTreeSet<String>, has: &dyn Fn(&str) -> bool, (file, heading, word): (&str, &str, &str)| {
                found.extend(ids.iter().filter(|id| !has(id)).map(|id| Finding {
                    file: file.to_owned(),
                    line: 1,
                    key: format!("{heading}[{id}]"),
                    sentence: format!("缺少{}需要的{word}“{id}”，请用[[{heading}]]补上", self.kind),
                }));
            };
        ask(&self.clauses, &|id| policy.clause(id).is_some(), ("clauses.toml", "clause", "条款"));
        ask(&self.limits, &|id| policy.limit_of_id(id).is_some(), ("limits.toml", "limit", "时限"));
        let dictionaries = ("dictionaries.toml", "dictionary", "字典");
        ask(&self.dictionaries, &|id| policy.dictionary(id).is_some(), dictionaries);
        ask(&self.tables, &|id| policy.tables().any(|table| table.id == id), ("tables.toml", "table", "查表"));
        found
    }
}
