//! 看板: what stands where, unit by unit, with short lists beneath.

use super::{
    frame::Frame,
    ledger::{LedgerHead, Pager},
    pages::Filter,
    parts::{Tab, TableRow},
};
use askama::Template;

/// A board.
#[derive(Debug, Default, Template)]
#[template(path = "board.html")]
pub struct BoardPage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// The clauses it serves.
    pub meta: String,
    /// What stands on it, in a sentence.
    pub about: String,
    /// What is said where it has no unit.
    pub nothing: String,
    /// The ledger of the same kind.
    pub ledger: String,
    /// Address without query.
    pub action: String,
    /// Heaps as tabs, all of them first.
    pub tabs: Vec<Tab>,
    /// Filters.
    pub filters: Vec<Filter>,
    /// What the filter form sends along.
    pub kept: Vec<(&'static str, String)>,
    /// What is wrong with a filter.
    pub wrong: String,
    /// Titles of the heaps.
    pub heads: Vec<&'static str>,
    /// The units, in official order.
    pub units: Vec<BoardRow>,
    /// All units together.
    pub whole: BoardRow,
    /// What was chosen: a heap or a unit.
    pub chosen: Option<BoardList>,
    /// Its pages.
    pub pager: Pager,
    /// Short lists.
    pub lists: Vec<BoardList>,
}

/// A line of counts.
#[derive(Debug, Default)]
pub struct BoardRow {
    /// The unit.
    pub title: String,
    /// Its rows.
    pub href: String,
    /// One count for each heap.
    pub counts: Vec<BoardCount>,
    /// All of them.
    pub total: i64,
    /// The first day on which something is due.
    pub due: String,
    /// That day is over.
    pub late: bool,
}

/// A count.
#[derive(Debug, Default)]
pub struct BoardCount {
    /// How many; nothing is written for none.
    pub number: i64,
    /// Those matters.
    pub href: String,
    /// `late`, `soon` or nothing.
    pub tone: &'static str,
}

/// Rows under a heading.
#[derive(Debug, Default)]
pub struct BoardList {
    /// The heading.
    pub title: String,
    /// What is said where there are none.
    pub nothing: String,
    /// Heads.
    pub columns: Vec<LedgerHead>,
    /// The rows.
    pub rows: Vec<TableRow>,
}
