//! What a policy pack consists of.

use super::check::DAYS;
use crate::days::{Day, Period};
use serde::Serialize;

/// A demand of the Opinion, or an article of a law it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// Such as `3.1` or `law.annual_leave.3`.
    pub id: String,
    /// How people cite it: 意见三（一）.
    pub label: String,
    /// A short title in the product's own words.
    pub title: String,
    /// The document it stands in.
    pub document: String,
    /// The wording, from the county's own copy; the pack ships none.
    pub full_text: Option<String>,
}

/// How sure a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Read in the text of the rule itself.
    Verified,
    /// The custom of other places, taken as a default.
    Practice,
    /// Not yet confirmed by anybody.
    Unverified,
    /// The county has to say; until then there is no number, or only a default.
    ToBeEntered,
}

impl Status {
    /// As pages say it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Verified => "已核原文",
            Self::Practice => "外地做法",
            Self::Unverified => "未核实",
            Self::ToBeEntered => "待录入",
        }
    }
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 工作日.
    WorkingDay,
    /// 日 of the calendar.
    CalendarDay,
    /// 个月.
    Month,
    /// 年.
    Year,
    /// Half-days, written in the pack as days: `3.0`.
    HalfDay,
    /// 小时.
    Hour,
    /// 分钟.
    Minute,
    /// A plain number of things.
    Count,
    /// %.
    Percent,
    /// A fraction such as `2/3`.
    Fraction,
    /// Megabytes of 1,048,576 bytes.
    Megabyte,
}

/// The first day that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// The day of the event itself.
    SameDay,
    /// The day after it.
    NextDay,
    /// None: the limit is counted back from the event, which it must precede.
    Before,
}

/// What happens when the last day is not worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    /// Nothing: effect periods, and all counts that say so.
    None,
    /// The next working day.
    NextWorkingDay,
}

/// What happens when the last month has no such day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthEnd {
    /// The last day of that month.
    Clamp,
    /// The first day of the month after it.
    NextMonth,
}

/// The size of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// In the limit's unit; half-days for `half_day`.
    Number(i64),
    /// Numerator and denominator.
    Fraction(i64, i64),
    /// Nobody has entered it.
    Unset,
}

/// A dated number with its clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// Such as `leave.tier`.
    pub id: String,
    /// In Chinese.
    pub title: String,
    /// In order of time, without overlap or gap.
    pub versions: Vec<LimitVersion>,
}

impl Limit {
    /// The version in force on a day.
    pub fn on(&self, day: Day) -> Option<&LimitVersion> {
        self.versions.iter().find(|version| version.from <= day && version.to.is_none_or(|to| day <= to))
    }
}

/// A limit as it stood from one day to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LimitVersion {
    /// First day in force.
    pub from: Day,
    /// Last day in force; none for the version that still is.
    pub to: Option<Day>,
    /// The size.
    pub amount: Amount,
    /// What it counts.
    pub unit: Unit,
    /// The first day that counts.
    pub start: Start,
    /// What happens on a last day off.
    pub roll: Roll,
    /// What happens at the end of a short month.
    pub month_end: MonthEnd,
    /// Id of its clause.
    pub clause: String,
    /// Where the number comes from.
    pub source: String,
    /// How sure it is.
    pub status: Status,
}

impl LimitVersion {
    /// The number; half-days for `half_day`. None for fractions and what is still to be entered.
    pub fn number(&self) -> Option<i64> {
        if let Amount::Number(number) = self.amount { Some(number) } else { None }
    }

    /// The numerator and denominator of a fraction.
    pub fn fraction(&self) -> Option<(i64, i64)> {
        if let Amount::Fraction(numerator, denominator) = self.amount { Some((numerator, denominator)) } else { None }
    }

    /// The amount with its unit, as people say it: 15个工作日, 3.0天, 2/3, 30%.
    pub fn words(&self) -> String {
        let number = match self.amount {
            Amount::Unset => return "待录入".to_owned(),
            Amount::Fraction(numerator, denominator) => return format!("{numerator}/{denominator}"),
            Amount::Number(number) => number,
        };
        match self.unit {
            Unit::WorkingDay => format!("{number}个工作日"),
            Unit::CalendarDay => format!("{number}日"),
            Unit::Month => format!("{number}个月"),
            Unit::Year => format!("{number}年"),
            Unit::HalfDay => format!("{}.{}天", number / 2, number % 2 * 5),
            Unit::Hour => format!("{number}小时"),
            Unit::Minute => format!("{number}分钟"),
            Unit::Count | Unit::Fraction => number.to_string(),
            Unit::Percent => format!("{number}%"),
            Unit::Megabyte => format!("{number}MB"),
        }
    }
}

/// A county's own list of terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dictionary {
    /// Such as `departure_reasons`.
    pub id: String,
    /// In Chinese.
    pub title: String,
    /// Id of its clause.
    pub clause: String,
    /// How sure it is; `to_be_entered` lists may be empty.
    pub status: Status,
    /// Where it comes from.
    pub source: String,
    /// In the order in which people list them.
    pub terms: Vec<Term>,
}

impl Dictionary {
    /// A term by code.
    pub fn term(&self, code: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.code == code)
    }

    /// The title of a code; the code itself when the dictionary does not know it.
    pub fn title_of<'a>(&'a self, code: &'a str) -> &'a str {
        self.term(code).map_or(code, |term| &term.title)
    }

    /// The longest term with which a written title ends (泾川镇镇长 → 镇长), unless it is a deputy's (副镇长, 镇长助理).
    pub fn ending(&self, written: &str) -> Option<&Term> {
        let fits =
            |term: &&Term| written.strip_suffix(term.title.as_str()).is_some_and(|before| !before.ends_with('副'));
        self.terms.iter().filter(fits).max_by_key(|term| term.title.chars().count())
    }
}

/// A term of a dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The code that is stored.
    pub code: String,
    /// What people read.
    pub title: String,
    /// What sort of term it is, where the dictionary tells sorts apart; else empty.
    pub group: String,
}

/// A dated table from keys to values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Such as `leave.routes`.
    pub id: String,
    /// In Chinese.
    pub title: String,
    /// Names of the key cells.
    pub keys: Vec<String>,
    /// Names of the value cells; empty when rows may have any number of values.
    pub columns: Vec<String>,
    /// Id of its clause.
    pub clause: String,
    /// How sure it is; `to_be_entered` tables may be empty.
    pub status: Status,
    /// Where it comes from.
    pub source: String,
    /// First day in force.
    pub from: Day,
    /// Last day in force; none for the version that still is.
    pub to: Option<Day>,
    /// In the order of the pack.
    pub rows: Vec<TableRow>,
}

impl Table {
    /// The values of a key.
    pub fn row(&self, key: &[&str]) -> Option<&[String]> {
        self.rows.iter().find(|row| row.key == key).map(|row| row.values.as_slice())
    }

    /// One value of a key, by the name of its column.
    pub fn value(&self, key: &[&str], column: &str) -> Option<&str> {
        let place = self.columns.iter().position(|name| name == column)?;
        self.row(key)?.get(place).map(String::as_str)
    }

    /// The rows whose columns `from` and `to` name days between which lies any half-day of the period.
    pub fn rows_touching(&self, period: Period) -> impl Iterator<Item = &TableRow> {
        let [from, to] = DAYS.map(|name| self.columns.iter().position(|column| column == name));
        let day = |row: &TableRow, place: Option<usize>| Day::of(row.values.get(place?)?);
        self.rows.iter().filter(move |row| match (day(row, from), day(row, to)) {
            (Some(from), Some(to)) => Period::days(from, to).overlaps(&period),
            _ => false,
        })
    }

    /// Whether this version is in force on a day.
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableRow {
    /// As many as the table has key names.
    pub key: Vec<String>,
    /// As many as the table has columns, if it names any.
    pub values: Vec<String>,
}
