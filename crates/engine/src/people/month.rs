//! Months and days as rosters write them: 1970.01, 70.1, 1970年1月, 1970/1/1, 197001, 19700101, 25569.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text;
use crate::days::Day;

/// A month of a year: of birth, of joining the Party, of taking a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month, if there is such a one between 1850 and 2200.
    #[must_use]
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1850..=2200).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month a day lies in.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// The year, four digits.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.month
    }

    /// As offices print it: `1970.01`.
    #[must_use]
    pub fn printed(self) -> String {
        format!("{:04}.{:02}", self.year, self.month)
    }

    /// Full years between this month and a later one, as the 任免审批表 counts age: the same month counts as full.
    #[must_use]
    pub fn age_in(self, later: Self) -> i16 {
        let years = later.year - self.year;
        if later.month < self.month { years - 1 } else { years }
    }
}

/// The serial form, `1970-01`: sorts as text.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(serial: String) -> Result<Self, String> {
        let parts = serial.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        parts
            .and_then(|(year, month)| Self::new(year, month))
            .ok_or_else(|| format!("“{serial}”不是年月，应写作1970-01"))
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Self::try_from(String::deserialize(input)?).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Month {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Month".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "description": "年月，如1970-01" })
    }
}

/// A month, with its day where the paper gave one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The month.
    pub month: Month,
    /// The day of the month, when written.
    pub day: Option<i8>,
}

impl When {
    /// The day, or the first of the month where only the month is known.
    #[must_use]
    pub fn first_day(self) -> Option<Day> {
        Day::new(self.month.year, self.month.month, self.day.unwrap_or(1))
    }
}

/// `2019-05` or `2019-05-06`.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            Some(day) => write!(f, "{}-{day:02}", self.month),
            None => write!(f, "{}", self.month),
        }
    }
}

/// What was read, and what about it may be otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The month or day.
    pub when: When,
    /// The year had two digits and the century was supplied.
    pub short_year: bool,
    /// The text ends in «.1»: read as January, though a spreadsheet may have cut the zero of October.
    pub cut_october: bool,
}

/// Why a text is no month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MonthFault {
    /// Nothing is written.
    Empty,
    /// Only a year.
    YearOnly(i16),
    /// No such month.
    NoSuchMonth(i16, i64),
    /// No such day in that month.
    NoSuchDay(Month, i64),
    /// January or October: the number 1970.1 of a spreadsheet.
    Undecidable(i16),
    /// Some other text, as cleaned.
    Unreadable(String),
}

impl MonthFault {
    /// What is wrong, in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Empty => "日期为空".to_owned(),
            Self::YearOnly(year) => format!("只有年份{year}，缺月份"),
            Self::NoSuchMonth(year, month) => format!("{year}年没有{month}月"),
            Self::NoSuchDay(month, day) => format!("{}年{}月没有{day}日", month.year, month.month),
            Self::Undecidable(year) => format!("数字{year}.1分不清是{year}年1月还是10月"),
            Self::Unreadable(words) => {
                let short: String = words.chars().take(20).collect();
                format!("“{short}”不是日期")
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Undecidable(_) => "改为六位数字，如197001或197010",
            Self::YearOnly(_) => "补全月份，如1970.01",
            _ => "核对后写成1970.01或1970.01.15",
        }
    }
}

/// Reads a month or day as a roster writes it. `this_year` settles the century of two-digit years: the latest not after it.
///
/// # Errors
/// When the text is empty, only a year, a day that does not exist, or no date at all.
pub fn read(words: &str, this_year: i16) -> Result<Reading, MonthFault> {
    let bare = bare_date(words);
    if bare.is_empty() {
        return Err(MonthFault::Empty);
    }
    let unreadable = || MonthFault::Unreadable(text::one_line(words));
    let parts: Vec<&str> = bare.split('.').collect();
    if !parts.iter().all(|part| !part.is_empty() && part.len() <= 8 && part.chars().all(|c| c.is_ascii_digit())) {
        return Err(unreadable());
    }
    match parts.as_slice() {
        [one] => read_digits(one).ok_or_else(unreadable)?.map(certain),
        [long, zeros] if long.len() >= 6 && zeros.chars().all(|c| c == '0') => {
            read_digits(long).ok_or_else(unreadable)?.map(certain)
        }
        [year, month] => {
            let (full, short_year) = full_year(year, this_year).ok_or_else(unreadable)?;
            let when = assemble(full, number(month), None)?;
            Ok(Reading { when, short_year, cut_october: *month == "1" && !words.contains('月') })
        }
        [year, month, day] => {
            let (full, short_year) = full_year(year, this_year).ok_or_else(unreadable)?;
            let when = assemble(full, number(month), Some(number(day)))?;
            Ok(Reading { when, short_year, cut_october: false })
        }
        _ => Err(unreadable()),
    }
}

/// The serial number of 1970-01-01.
const SERIAL_OF_1970: i64 = 25_569;

/// The day a spreadsheet's serial number stands for (epoch of 1900), where it lies between 1910 and 2100.
#[must_use]
pub fn of_serial(serial: i64) -> Option<Day> {
    (3_654..=73_415).contains(&serial).then(|| Day::from_number(serial - SERIAL_OF_1970))
}

fn certain(when: When) -> Reading {
    Reading { when, short_year: false, cut_october: false }
}

/// The digits and dots of a date: separators made dots, a clock time, an age in brackets and end words dropped.
fn bare_date(words: &str) -> String {
    let flat = text::half_width(&text::one_line(words));
    let dated =
        flat.split_once(['T', ' ']).filter(|(_, rest)| rest.contains(':')).map_or(flat.as_str(), |(date, _)| date);
    let dated = dated.split_once(['(', '（']).map_or(dated, |(date, _)| date);
    let mut bare = String::with_capacity(dated.len());
    for c in dated.trim_start_matches('\'').chars().filter(|c| !c.is_whitespace()) {
        match c {
            '年' | '月' | '-' | '/' | '。' | '、' | '·' | '—' | '–' | ',' | '\\' => bare.push('.'),
            '日' | '号' | '生' | '起' => {}
            other => bare.push(other),
        }
    }
    bare.trim_end_matches('.').to_owned()
}

/// A run of digits: YYYYMMDD, YYYYMM, a serial number of five, or a lone year.
fn read_digits(digits: &str) -> Option<Result<When, MonthFault>> {
    let value: i64 = digits.parse().ok()?;
    let year_of = |year: i64| i16::try_from(year).ok().filter(|year| (1850..=2200).contains(year));
    match digits.len() {
        8 => Some(assemble(year_of(value / 10_000)?, value / 100 % 100, Some(value % 100))),
        6 => Some(assemble(year_of(value / 100)?, value % 100, None)),
        5 => of_serial(value).map(|day| Ok(When { month: Month::of(day), day: Some(day.day()) })),
        4 => Some(Err(MonthFault::YearOnly(year_of(value)?))),
        _ => None,
    }
}

fn assemble(year: i16, month: i64, day: Option<i64>) -> Result<When, MonthFault> {
    let found = i8::try_from(month).ok().and_then(|month| Month::new(year, month));
    let month = found.ok_or(MonthFault::NoSuchMonth(year, month))?;
    let Some(wanted) = day else { return Ok(When { month, day: None }) };
    let real = i8::try_from(wanted).ok().and_then(|day| Day::new(year, month.month, day));
    let real = real.ok_or(MonthFault::NoSuchDay(month, wanted))?;
    Ok(When { month, day: Some(real.day()) })
}

fn full_year(digits: &str, this_year: i16) -> Option<(i16, bool)> {
    let value: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => (1850..=2200).contains(&value).then_some((value, false)),
        2 => {
            let century = this_year / 100 * 100;
            let latest = century + value;
            Some((if latest > this_year { latest - 100 } else { latest }, true))
        }
        _ => None,
    }
}

fn number(digits: &str) -> i64 {
    digits.parse().unwrap_or(i64::MAX)
}
