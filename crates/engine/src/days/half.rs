//! Half-days and periods of half-days: what leaves are counted in.

use super::Day;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt};

/// Morning or afternoon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Half {
    /// 上午: until noon.
    #[serde(rename = "上午")]
    Morning,
    /// 下午: from noon.
    #[serde(rename = "下午")]
    Afternoon,
}

impl Half {
    /// 0 for the morning, 1 for the afternoon.
    pub fn index(self) -> i64 {
        match self {
            Self::Morning => 0,
            Self::Afternoon => 1,
        }
    }

    /// 上午 or 下午.
    pub fn word(self) -> &'static str {
        match self {
            Self::Morning => "上午",
            Self::Afternoon => "下午",
        }
    }
}

impl JsonSchema for Half {
    fn schema_name() -> Cow<'static, str> {
        "Half".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "enum": ["上午", "下午"]})
    }
}

/// Half of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline, description = "", extend("x-widget" = "half-day"))]
pub struct HalfDay {
    /// The day.
    #[schemars(title = "日期", description = "")]
    pub day: Day,
    /// Its half.
    #[schemars(title = "时段", description = "")]
    pub half: Half,
}

impl HalfDay {
    /// The morning of a day.
    pub fn morning(day: Day) -> Self {
        Self { day, half: Half::Morning }
    }

    /// The afternoon of a day.
    pub fn afternoon(day: Day) -> Self {
        Self { day, half: Half::Afternoon }
    }

    /// The half-day in the office at this moment; noon belongs to the afternoon.
    pub fn at(moment: jiff::Timestamp) -> Self {
        let day = Day::at(moment);
        let half =
            if moment.as_second() - day.begins().as_second() < 12 * 3600 { Half::Morning } else { Half::Afternoon };
        Self { day, half }
    }

    /// Half-days since the morning of 1970-01-01: what databases keep.
    pub fn index(self) -> i64 {
        self.day.number() * 2 + self.half.index()
    }

    /// The half-day of an index.
    pub fn from_index(index: i64) -> Self {
        let half = if index.rem_euclid(2) == 0 { Half::Morning } else { Half::Afternoon };
        Self { day: Day::from_number(index.div_euclid(2)), half }
    }

    /// So many half-days later (earlier when negative).
    #[must_use]
    pub fn plus(self, halves: i64) -> Self {
        Self::from_index(self.index().saturating_add(halves))
    }

    /// 10月19日上午.
    pub fn sentence(self) -> String {
        format!("{}{}", self.day.sentence(), self.half.word())
    }
}

impl fmt::Display for HalfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.day, self.half.word())
    }
}

/// From one half-day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline, description = "", extend("x-widget" = "period"))]
pub struct Period {
    /// The first half-day.
    #[schemars(title = "自", description = "")]
    pub from: HalfDay,
    /// The last half-day.
    #[schemars(title = "至", description = "")]
    pub to: HalfDay,
}

impl Period {
    /// A period, unless it would end before it begins.
    pub fn new(from: HalfDay, to: HalfDay) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Whole days, from the morning of the first to the afternoon of the last.
    pub fn days(from: Day, to: Day) -> Self {
        Self { from: HalfDay::morning(from), to: HalfDay::afternoon(to) }
    }

    /// The sentence for a period whose end lies before its beginning, as a form can make one.
    pub fn check(&self) -> Result<(), String> {
        if self.from <= self.to {
            return Ok(());
        }
        Err(format!("起止颠倒：{}晚于{}", self.from.sentence(), self.to.sentence()))
    }

    /// Whether the two share a half-day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether the half-day lies within.
    pub fn contains(&self, half: HalfDay) -> bool {
        self.from <= half && half <= self.to
    }

    /// Whether the period touches any half of the day.
    pub fn touches(&self, day: Day) -> bool {
        self.from.day <= day && day <= self.to.day
    }

    /// Number of half-days, both ends included; zero or less only for a reversed period.
    pub fn half_days(&self) -> i64 {
        self.to.index() - self.from.index() + 1
    }

    /// Calendar days in halves, as the ledger column 天数 shows them: `2`, `2.5`.
    pub fn days_word(&self) -> String {
        halves_word(self.half_days())
    }

    /// 10月19日上午至21日下午; the month and the year are said again only where they change.
    pub fn words(&self) -> String {
        let (from, to) = (self.from, self.to);
        if from.day == to.day {
            let half = if from.half == to.half { from.half.word() } else { "全天" };
            return format!("{}{half}", from.day.sentence());
        }
        let (begin, end) = if from.day.year() != to.day.year() {
            (from.day.sentence_with_year(), to.day.sentence_with_year())
        } else if from.day.month() != to.day.month() {
            (from.day.sentence(), to.day.sentence())
        } else {
            (from.day.sentence(), format!("{}日", to.day.day()))
        };
        format!("{begin}{}至{end}{}", from.half.word(), to.half.word())
    }
}

/// Half-days as days: 5 → `2.5`, 4 → `2`.
fn halves_word(halves: i64) -> String {
    if halves % 2 == 0 { (halves / 2).to_string() } else { format!("{}.5", halves / 2) }
}
