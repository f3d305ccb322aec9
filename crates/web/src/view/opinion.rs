//! The board of the Opinion: one row for each demand, on one line whatever is owed in time hangs straight.

use super::{frame::Frame, pages::Filter};
use askama::Template;

/// A number that leads to what it counts.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// In digits; a dash for nothing.
    pub words: String,
    /// Where it leads; nowhere for nothing.
    pub href: String,
}

/// A month's late duties as a column of the trend.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// From the left.
    pub x: usize,
    /// From the top.
    pub y: i64,
    /// How high.
    pub high: i64,
    /// The last month.
    pub last: bool,
}

/// A demand of the Opinion.
#[derive(Clone, Debug, Default)]
pub struct DemandRow {
    /// （一）, with the first demand of its point.
    pub point: &'static str,
    /// Its title.
    pub title: String,
    /// The county's own wording, where it was entered.
    pub full: String,
    /// What lies behind it.
    pub href: String,
    /// Owed in the time.
    pub due: Figure,
    /// Done.
    pub done: Figure,
    /// Owed and not late.
    pub open: Figure,
    /// Owed and late.
    pub late: Figure,
    /// Squares left of the line, from the right: places on the drawing.
    pub squares: Vec<i64>,
    /// Filled part of the bar, of [`BAR`].
    pub filled: i64,
    /// Whole bar, of [`BAR`].
    pub whole: i64,
    /// Late in each of the last months.
    pub trend: Vec<Column>,
    /// The same in words.
    pub trend_words: String,
    /// 好转, 变差, or nothing.
    pub turn: &'static str,
    /// Who leads.
    pub lead: String,
    /// Why there are no numbers: no mechanism carries it out yet.
    pub silent: &'static str,
}

/// Length of the longest bar on its drawing.
pub const BAR: i64 = 88;

/// A chapter with its demands.
#[derive(Clone, Debug, Default)]
pub struct ChapterRows {
    /// 一、政治监督.
    pub title: String,
    /// Owed in the time.
    pub due: String,
    /// Done.
    pub done: String,
    /// Owed and not late.
    pub open: String,
    /// Owed and late; a dash for nothing.
    pub late: String,
    /// Part done.
    pub part: String,
    /// Its demands.
    pub rows: Vec<DemandRow>,
}

/// The board.
#[derive(Debug, Default, Template)]
#[template(path = "opinion.html")]
pub struct OpinionPage {
    /// The frame.
    pub frame: Frame,
    /// The document's title.
    pub heading: String,
    /// Which county or unit, from when to when.
    pub meta: String,
    /// Late in all.
    pub late: i64,
    /// One sentence.
    pub sentence: String,
    /// Year, unit, day.
    pub filters: Vec<Filter>,
    /// What is wrong with them.
    pub wrong: String,
    /// Where the workbook is.
    pub export: String,
    /// Chapters in order.
    pub chapters: Vec<ChapterRows>,
    /// All of them.
    pub whole: ChapterRows,
    /// Who filled it in, the day.
    pub signed: String,
}
