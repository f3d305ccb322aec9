//! The policy pack: a county's clauses, dated limits, dictionaries, tables and calendar, as text files.
//!
//! Every number of a law or of the county lives there and nowhere else. A limit is asked **as of a day**, so the past keeps its
//! own answer when the pack changes. [`Policy::parse`] is pure: it is given the texts, and it names file, line and key of
//! everything it does not understand.

mod amount;
mod check;
mod compare;
mod due;
mod finding;
mod kinds;
mod needs;
mod parse;
mod text;
mod vocabulary;

pub use compare::Change;
pub use due::{Basis, Clock, Due, Pause};
pub use finding::Finding;
pub use kinds::{
    Amount, Clause, Dictionary, Limit, LimitVersion, MonthEnd, Roll, Start, Status, Table, TableRow, Term, Unit,
};

pub use needs::Needs;

use crate::{
    days::{Calendar, Day, Period, Span},
    kind::Kind,
    paper::Template,
};
use std::collections::BTreeMap;

/// The files of a pack, in the order in which they are read. The only list of them; [`crate::pack!`] embeds them.
pub const FILES: &[&str] =
    &["pack.toml", "clauses.toml", "limits.toml", "dictionaries.toml", "tables.toml", PAPERS, HOLIDAYS];

/// The templates of papers among the files.
pub const PAPERS: &str = "papers.toml";

/// The calendar among the files.
pub const HOLIDAYS: &str = "holidays.csv";

/// Jing County's pack as part of the binary: names and texts for [`Policy::parse`]. For crates two folders below the root.
#[macro_export]
macro_rules! pack {
    (@file $name:literal) => {
        ($name.to_owned(), include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../policy/jingxian/", $name)).to_owned())
    };
    () => {
        [
            $crate::pack!(@file "pack.toml"),
            $crate::pack!(@file "clauses.toml"),
            $crate::pack!(@file "limits.toml"),
            $crate::pack!(@file "dictionaries.toml"),
            $crate::pack!(@file "tables.toml"),
            $crate::pack!(@file "papers.toml"),
            $crate::pack!(@file "holidays.csv"),
        ]
    };
}

/// A county's rules, read and checked. The default value is an empty pack with an empty calendar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    county: String,
    name: String,
    version: String,
    from: Option<Day>,
    clauses: Vec<Clause>,
    limits: Vec<Limit>,
    dictionaries: Vec<Dictionary>,
    tables: Vec<Table>,
    papers: Vec<Template>,
    calendar: Calendar,
    index: Index,
    files: Vec<(String, String)>,
}

/// Places in the lists above by id: a pack is asked at every action.
#[derive(Clone, Debug, Default, PartialEq)]
struct Index {
    clauses: BTreeMap<String, usize>,
    limits: BTreeMap<String, usize>,
    dictionaries: BTreeMap<String, usize>,
    papers: BTreeMap<String, usize>,
}

impl Policy {
    /// Reads and checks a pack given as (file name, text). Nothing is accepted while a single finding remains.
    pub fn parse(files: &[(String, String)]) -> Result<Self, Vec<Finding>> {
        parse::policy(files)
    }

    /// The files it was read from, name and text, in the order of [`FILES`]: what is journalled when a pack is loaded, and what whoever
    /// changes one file of it leaves as it is.
    pub fn files(&self) -> &[(String, String)] {
        &self.files
    }

    /// Version of the pack, as the county names it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// County code by GB/T 2260.
    pub fn county(&self) -> &str {
        &self.county
    }

    /// Name of the county.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first day on which the pack answers; none for an empty pack.
    pub fn in_force_from(&self) -> Option<Day> {
        self.from
    }

    /// A clause by id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.get(*self.index.clauses.get(id)?)
    }

    /// How people cite a clause (意见三（一）); the id itself when the pack does not know it.
    pub fn clause_label(&self, id: &str) -> String {
        self.clause(id).map_or_else(|| id.to_owned(), |clause| clause.label.clone())
    }

    /// All clauses in the order of the pack.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter()
    }

    /// The version of a limit in force on a day.
    pub fn limit(&self, id: &str, on: Day) -> Option<&LimitVersion> {
        self.limit_of_id(id)?.on(on)
    }

    /// A limit with all its versions.
    pub fn limit_of_id(&self, id: &str) -> Option<&Limit> {
        self.limits.get(*self.index.limits.get(id)?)
    }

    /// A limit by its id or its exact title, as a person at the command line may write it.
    pub fn limit_named(&self, word: &str) -> Option<&Limit> {
        self.limit_of_id(word).or_else(|| self.limits.iter().find(|limit| limit.title == word))
    }

    /// The number of a limit on a day: in half-days for the unit `half_day`, else in its unit. None when the limit is unknown,
    /// still to be entered, or a fraction.
    pub fn number(&self, id: &str, on: Day) -> Option<i64> {
        self.limit(id, on)?.number()
    }

    /// All limits in the order of the pack.
    pub fn limits(&self) -> impl Iterator<Item = &Limit> {
        self.limits.iter()
    }

    /// A dictionary by id.
    pub fn dictionary(&self, id: &str) -> Option<&Dictionary> {
        self.dictionaries.get(*self.index.dictionaries.get(id)?)
    }

    /// All dictionaries in the order of the pack.
    pub fn dictionaries(&self) -> impl Iterator<Item = &Dictionary> {
        self.dictionaries.iter()
    }

    /// The version of a table in force on a day.
    pub fn table(&self, id: &str, on: Day) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id && table.covers(on))
    }

    /// All versions of all tables in the order of the pack.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }

    /// Whether a kind asks for a limit, by name or by a row of a table of its own that names it.
    pub fn asks(&self, kind: &Kind, limit: &str) -> bool {
        let own = |table: &&Table| kind.tables.contains(&table.id.as_str());
        let names = |table: &Table| table.rows.iter().flat_map(|row| &row.values).any(|value| value == limit);
        kind.limits.contains(&limit) || self.tables.iter().filter(own).any(names)
    }

    /// A template of a paper by id.
    pub fn paper(&self, id: &str) -> Option<&Template> {
        self.papers.get(*self.index.papers.get(id)?)
    }

    /// All templates of papers in the order of the pack.
    pub fn papers(&self) -> impl Iterator<Item = &Template> {
        self.papers.iter()
    }

    /// The working-day calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The same pack with another calendar, given as the text of a `holidays.csv`.
    pub fn with_calendar(&self, csv: &str) -> Result<Self, Vec<Finding>> {
        let mut found = Vec::new();
        let calendar = parse::calendar(csv, HOLIDAYS, &mut found);
        let mut files = self.files.clone();
        files.retain(|(name, _)| name != HOLIDAYS);
        files.push((HOLIDAYS.to_owned(), csv.to_owned()));
        let policy = Self { calendar, files: in_order(&files), ..self.clone() };
        check::calendar(&policy, HOLIDAYS, &mut found);
        if found.is_empty() { Ok(policy) } else { Err(found) }
    }

    /// Working half-days of a period; see [`Calendar::working_span`].
    pub fn working_span(&self, period: Period) -> Span {
        self.calendar.working_span(period)
    }

    /// What mechanisms need and the pack lacks: clauses, limits, tables and dictionaries, one finding each, naming whose need it is
    /// and the file where it is to be added.
    pub fn missing(&self, needs: &[Needs]) -> Vec<Finding> {
        needs.iter().flat_map(|needs| needs.absent(self)).collect()
    }
}

/// The files of a pack in the order of [`FILES`], whatever order they came in.
fn in_order(files: &[(String, String)]) -> Vec<(String, String)> {
    FILES.iter().filter_map(|name| files.iter().find(|(known, _)| known == name)).cloned().collect()
}

#[cfg(test)]
mod tests;
