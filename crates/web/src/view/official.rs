//! A paper as a page shows it before it is printed.

use super::frame::Frame;
use askama::Template;
use engine::paper::Cell;

/// A paper.
#[derive(Debug, Default, Template)]
#[template(path = "official.html")]
pub struct PaperPage {
    /// The frame.
    pub frame: Frame,
    /// Its name and the matter's.
    pub heading: String,
    /// 一式几份.
    pub copies: String,
    /// What it still waits for; empty where its time has come.
    pub early: String,
    /// The clause it rests on.
    pub basis: String,
    /// How sure its wording is, and where it comes from.
    pub source: String,
    /// Where it is drafted for issue; empty where it is not.
    pub draft: String,
    /// Address of the file.
    pub download: String,
    /// `as-form`, `as-letter` or `as-document`.
    pub form: &'static str,
    /// Its content.
    pub blocks: Vec<PaperBlock>,
}

/// A piece of it.
#[derive(Debug, Default)]
pub struct PaperBlock {
    /// What it is.
    pub class: &'static str,
    /// Its words.
    pub words: String,
    /// What stands at the right of the same line.
    pub right: String,
    /// The table, where it is one.
    pub table: Option<PaperTable>,
}

/// A table of it.
#[derive(Debug, Default)]
pub struct PaperTable {
    /// Relative widths of the columns.
    pub widths: Vec<u32>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}
