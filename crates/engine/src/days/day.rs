//! A civil day.

use jiff::civil::{Date, Weekday};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::{borrow::Cow, fmt};

/// Office time: fixed +08:00, no daylight saving.
const OFFICE: jiff::tz::Offset = jiff::tz::Offset::constant(8);

/// A civil day. Serial form `2026-05-06`; anything else is refused with a Chinese sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Day(pub Date);

impl Day {
    /// The day of this year, month and day of month, if there is one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Day)
    }

    /// The day written as `2026-05-06`, if it is written so and exists.
    pub fn of(text: &str) -> Option<Self> {
        Self::iso(text).ok()
    }

    /// The civil day in the office at this moment.
    pub fn at(moment: jiff::Timestamp) -> Self {
        Self(OFFICE.to_datetime(moment).date())
    }

    /// The moment at which this day begins in the office.
    pub fn begins(self) -> jiff::Timestamp {
        OFFICE.to_timestamp(self.0.at(0, 0, 0, 0)).unwrap_or(jiff::Timestamp::MAX)
    }

    /// So many days later (earlier when negative); stays within the years −9999…9999.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        let days = days.clamp(-7_000_000, 7_000_000);
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// So many months later. With `clamp`, a day the month does not have becomes its last day (31 January → 28
    /// February); without it, the first day of the following month.
    #[must_use]
    pub fn plus_months(self, months: i64, clamp: bool) -> Self {
        let months = months.clamp(-200_000, 200_000);
        let clamped = Self(self.0.saturating_add(jiff::Span::new().months(months)));
        if clamp || clamped.0.day() == self.0.day() { clamped } else { clamped.plus(1) }
    }

    /// Days from this day to the other; negative when the other is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        // Civil-from-days, counted from 1 March so that the leap day is the last of its year.
        let (month, day) = (i64::from(self.0.month()), i64::from(self.0.day()));
        let year = i64::from(self.0.year()) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day so many days after 1970-01-01.
    pub fn from_number(number: i64) -> Self {
        Self(Date::constant(1970, 1, 1)).plus(number)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1–12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1–31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// 星期一 … 星期日.
    pub fn weekday_word(self) -> &'static str {
        match self.weekday() {
            Weekday::Monday => "星期一",
            Weekday::Tuesday => "星期二",
            Weekday::Wednesday => "星期三",
            Weekday::Thursday => "星期四",
            Weekday::Friday => "星期五",
            Weekday::Saturday => "星期六",
            Weekday::Sunday => "星期日",
        }
    }

    /// 10月19日.
    pub fn sentence(self) -> String {
        format!("{}月{}日", self.month(), self.day())
    }

    /// 2026年10月19日.
    pub fn sentence_with_year(self) -> String {
        format!("{}年{}", self.year(), self.sentence())
    }

    /// 10/19, as used within the arithmetic of a basis.
    pub fn short(self) -> String {
        format!("{}/{}", self.month(), self.day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::str::FromStr for Day {
    type Err = String;

    /// Reads the serial form; the error is a sentence for the page.
    fn from_str(text: &str) -> Result<Self, String> {
        Self::iso(text)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(from)?;
        Self::iso(&text).map_err(de::Error::custom)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date"})
    }
}
