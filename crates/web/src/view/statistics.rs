//! 统计分析: charts whose titles say what they show, and the tables behind them.

use super::{frame::Frame, pages::Filter};
use askama::Template;

/// Width of a chart on its drawing.
pub const WIDE: i64 = 360;

/// A bar with the one of the period before beneath it.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// From the top.
    pub y: i64,
    /// What it is of.
    pub name: String,
    /// How wide a long name is drawn; a short one as it comes.
    pub squeezed: Option<i64>,
    /// Length for the period.
    pub now: i64,
    /// Length for the one before.
    pub before: i64,
    /// The number.
    pub number: i64,
    /// Where the number stands.
    pub after: i64,
}

/// A chart of bars.
#[derive(Clone, Debug, Default)]
pub struct Bars {
    /// The finding.
    pub title: String,
    /// What is measured.
    pub about: String,
    /// What is drawn, in words.
    pub words: String,
    /// That not all are drawn.
    pub more: String,
    /// Where bars begin.
    pub left: i64,
    /// Height of the drawing.
    pub high: i64,
    /// They are of what is late.
    pub late: bool,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A column of a chart over time.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// From the left.
    pub x: i64,
    /// How wide.
    pub wide: i64,
    /// The middle, where its words stand.
    pub middle: i64,
    /// From the top.
    pub y: i64,
    /// How high.
    pub high: i64,
    /// The number.
    pub number: i64,
    /// What stands under it.
    pub label: String,
    /// Within the period.
    pub within: bool,
}

/// A chart over time.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The finding.
    pub title: String,
    /// What is measured.
    pub about: String,
    /// What is drawn, in words.
    pub words: String,
    /// Where columns stand.
    pub base: i64,
    /// The columns.
    pub columns: Vec<Column>,
}

/// A number that leads to its rows.
#[derive(Clone, Debug, Default)]
pub struct Number {
    /// In digits, or why there is none.
    pub words: String,
    /// Its rows; empty where there are none.
    pub href: String,
    /// `late` for what is late, `none` for nothing.
    pub tone: &'static str,
}

impl Number {
    /// One without rows of its own.
    pub fn plain(count: i64) -> Self {
        Self { words: count.to_string(), ..Self::default() }
    }
}

/// A line of a table.
#[derive(Clone, Debug, Default)]
pub struct TableLine {
    /// What it is of.
    pub name: String,
    /// Its numbers.
    pub numbers: Vec<Number>,
    /// All others together.
    pub whole: bool,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its title.
    pub title: String,
    /// One line about it.
    pub about: String,
    /// Head of the names.
    pub first: &'static str,
    /// Heads of the numbers.
    pub heads: Vec<String>,
    /// The lines.
    pub lines: Vec<TableLine>,
    /// What is said where there are none.
    pub nothing: String,
    /// It takes the whole width.
    pub wide: bool,
}

/// 统计分析 of a kind.
#[derive(Debug, Default, Template)]
#[template(path = "statistics.html")]
pub struct StatisticsPage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// Whose, from when to when.
    pub meta: String,
    /// The finding about all together.
    pub sentence: String,
    /// Address without query.
    pub action: &'static str,
    /// Kind, period, unit, column.
    pub filters: Vec<Filter>,
    /// What the form sends along.
    pub kept: Vec<(&'static str, String)>,
    /// Why nothing is counted.
    pub wrong: String,
    /// The same as a workbook.
    pub export: String,
    /// How the numbers are to be read.
    pub notes: Vec<String>,
    /// Over time.
    pub time: Option<Columns>,
    /// By unit, and by the words of a column.
    pub bars: Vec<Bars>,
    /// The tables.
    pub tables: Vec<Table>,
}
