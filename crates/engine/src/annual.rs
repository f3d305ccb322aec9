//! 年度台账: the numbered matters of one kind in one year as rows of text. Closed once after the year, they stay as they were then.
//!
//! What is put right afterwards is no change of a closed ledger but a 补正 of its own, in the ledger of the year in which it was made.

use crate::{
    days::{Day, HalfDay},
    procedure::{Cell, Kind, Outline, Shape},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A kind with running numbers, and its years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The kind.
    pub kind: String,
    /// Its title: 请销假.
    pub title: String,
    /// The first year in which a number was given.
    pub first: i16,
    /// Years whose ledgers are closed.
    pub closed: Vec<i16>,
}

impl Numbered {
    /// The years up to this one whose ledgers are still open, the earliest first.
    pub fn open_until(&self, year: i16) -> impl Iterator<Item = i16> + '_ {
        (self.first..=year).filter(|year| !self.closed.contains(year))
    }
}

/// What a year's ledger comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Numbers given in the year.
    pub own: usize,
    /// 上年结转: open when the year began.
    pub carried: usize,
    /// 补正 made in the year to ledgers that were closed.
    pub corrections: usize,
    /// 结转下年: open when the year ended.
    pub left: usize,
    /// Digest of all rows.
    pub digest: String,
}

/// To which part of a year's ledger a row belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 上年结转
    Carried,
    /// 本年
    Own,
    /// 补正
    Correction,
}

impl Part {
    /// Its word on paper.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Carried => "上年结转",
            Self::Own => "本年",
            Self::Correction => "补正",
        }
    }
}

/// A row of a year's ledger, as it stands or as it was when the ledger was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its part.
    pub part: Part,
    /// The matter.
    pub matter: String,
    /// Place in the journal of what was last known of the matter; of a correction, its own.
    pub last: i64,
    /// The matter's number.
    pub number: String,
    /// Open when the year ended: it goes on in the next year's ledger.
    pub open: bool,
    /// One text for each heading.
    pub texts: Vec<String>,
}

/// The year of a running number: 2026 of 请〔2026〕1号.
#[must_use]
pub fn year_of(number: &str) -> Option<i16> {
    let (_, rest) = number.split_once('〔')?;
    rest.split_once('〕')?.0.parse().ok()
}

/// Headings of a correction's row.
pub const CORRECTED: [&str; 5] = ["补正号", "编号", "补正日期", "动作", "内容"];

/// 请销假〔2027〕补正1号: how a closed ledger refers to what was put right later.
#[must_use]
pub fn correction_number(title: &str, year: i16, place: usize) -> String {
    format!("{title}〔{year}〕补正{place}号")
}

/// What a row is made from.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    /// Running number.
    pub number: &'a str,
    /// Whom or what it is about.
    pub name: &'a str,
    /// 时任职务
    pub post: &'a str,
    /// The unit's name.
    pub unit: &'a str,
    /// Stored stage.
    pub stage: &'a str,
    /// First day.
    pub opened_on: &'a str,
    /// Last day, once it has ended.
    pub closed_on: &'a str,
    /// The kind's own columns.
    pub cells: &'a Value,
}

/// Headings of a kind's ledger.
#[must_use]
pub fn heads(kind: &Kind) -> Vec<String> {
    let name = if kind.shape == Shape::Register { "名称" } else { "姓名" };
    let before = ["编号", name, "时任职务", "单位"];
    let own = kind.columns.iter().map(|column| column.title);
    before.into_iter().chain(own).chain(["环节", "登记日期", "办结日期"]).map(str::to_owned).collect()
}

/// The texts of a row, in the order of the headings.
#[must_use]
pub fn texts(kind: &Kind, seen: &Seen<'_>) -> Vec<String> {
    let own = kind.columns.iter().map(|column| words(seen.cells.get(column.key), column.cell));
    [seen.number, seen.name, seen.post, seen.unit]
        .map(str::to_owned)
        .into_iter()
        .chain(own)
        .chain([seen.stage, seen.opened_on, seen.closed_on].map(str::to_owned))
        .collect()
}

/// What a correction changed of what a ledger shows, column by column: 天数：2→3.
#[must_use]
pub fn changes(kind: &Kind, was: &Outline, now: &Outline) -> Vec<String> {
    let change = |title: &str, was: String, now: String| {
        let shown = |text: String| if text.is_empty() { "（空）".to_owned() } else { text };
        (was != now).then(|| format!("{title}：{}→{}", shown(was), shown(now)))
    };
    let own = kind.columns.iter().filter_map(|column| {
        let of = |outline: &Outline| words(outline.cells.get(column.key), column.cell);
        change(column.title, of(was), of(now))
    });
    change("时任职务", was.post.clone(), now.post.clone())
        .into_iter()
        .chain(own)
        .chain(change("环节", was.stage.to_owned(), now.stage.to_owned()))
        .collect()
}

/// A cell in words: half-days as 2026-10-19上午.
#[must_use]
pub fn words(value: Option<&Value>, cell: Cell) -> String {
    match (value, cell) {
        (None | Some(Value::Null), _) => String::new(),
        (Some(Value::Bool(flag)), _) => if *flag { "是" } else { "" }.to_owned(),
        (Some(Value::String(text)), _) => text.clone(),
        (Some(value @ Value::Object(_)), Cell::HalfDay) => {
            serde_json::from_value::<HalfDay>(value.clone()).map(half_words).unwrap_or_default()
        }
        (Some(Value::Number(index)), Cell::HalfDay) => {
            index.as_i64().map(HalfDay::from_index).map(half_words).unwrap_or_default()
        }
        (Some(value), _) => value.to_string(),
    }
}

fn half_words(half: HalfDay) -> String {
    format!("{}{}", half.day, half.half.word())
}

/// First and last day of a year.
#[must_use]
pub fn span(year: i16) -> Option<(Day, Day)> {
    Day::new(year, 1, 1).zip(Day::new(year, 12, 31))
}
