//! The period that is counted, the period before it and the same of the year before; and the months or quarters by which it is drawn.

use crate::days::Day;

/// Years that one table spans at most; more would be neither read nor drawn.
pub const MOST_YEARS: i64 = 3;
/// Months that are drawn as months; beyond them quarters are.
const DRAWN: i64 = 12;
/// Years that can be chosen without typing.
const CHOICES: i16 = 4;

/// From a day to a day, both within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

impl Span {
    /// 2026年7月1日至9月30日
    #[must_use]
    pub fn words(&self) -> String {
        if self.from == self.until {
            return self.from.sentence_with_year();
        }
        let until =
            if self.from.year() == self.until.year() { self.until.sentence() } else { self.until.sentence_with_year() };
        format!("{}至{until}", self.from.sentence_with_year())
    }
    /// So many months earlier.
    fn earlier(self, months: i64) -> Self {
        Self { from: self.from.plus_months(-months, true), until: self.until.plus_months(-months, true) }
    }
}

/// A period with those it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// As an address says it: 2026, 2026H1, 2026Q3, 2026-09; empty for days of one's own choice.
    pub code: String,
    /// In words: 2026年第三季度. What is still under way says until when it is counted.
    pub words: String,
    /// What is counted.
    pub now: Span,
    /// The one before, as long as this one has come.
    pub before: Span,
    /// 上季度, 上季度同期
    pub before_words: String,
    /// The same of the year before, where that is not the one before already.
    pub year_ago: Option<Span>,
}

/// Month, quarter, half or whole year.
struct Grain {
    months: i64,
    first: i8,
    words: String,
    before: &'static str,
}

const QUARTERS: [&str; 4] = ["一", "二", "三", "四"];

fn grain(year: i16, rest: &str) -> Option<Grain> {
    let number = |text: &str, most: i8| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i8>().ok().filter(|number| digits && (1..=most).contains(number))
    };
    if rest.is_empty() {
        return Some(Grain { months: 12, first: 1, words: format!("{year}年"), before: "上年" });
    }
    if let Some(half) = rest.strip_prefix('H').and_then(|half| number(half, 2)) {
        let word = if half == 1 { "上半年" } else { "下半年" };
        return Some(Grain {
            months: 6, first: half * 6 - 5, words: format!("{year}年{word}"), before: "上个半年"
        });
    }
    if let Some(quarter) = rest.strip_prefix('Q').and_then(|quarter| number(quarter, 4)) {
        let word = QUARTERS.get(usize::try_from(quarter - 1).unwrap_or_default())?;
        let words = format!("{year}年第{word}季度");
        return Some(Grain { months: 3, first: quarter * 3 - 2, words, before: "上季度" });
    }
    let month = rest.strip_prefix('-').and_then(|month| number(month, 12))?;
    Some(Grain { months: 1, first: month, words: format!("{year}年{month}月"), before: "上月" })
}

impl Period {
    /// A month, quarter, half or whole year; what of it lies behind today.
    ///
    /// # Errors
    /// A sentence, where it is none or has not begun.
    pub fn named(code: &str, today: Day) -> Result<Self, String> {
        let unknown = || format!("“{}”不是统计期间，请选年、半年、季度或月，如2026年第三季度。", short(code));
        let (year, rest) = code.split_at_checked(4).ok_or_else(unknown)?;
        let year: i16 = year.parse().ok().filter(|year| (1900..=2199).contains(year)).ok_or_else(unknown)?;
        let grain = grain(year, rest).ok_or_else(unknown)?;
        let from = Day::new(year, grain.first, 1).ok_or_else(unknown)?;
        if from > today {
            return Err(format!("{}还没有开始，请选已经开始的期间。", grain.words));
        }
        let last = from.plus_months(grain.months, true).plus(-1);
        let now = Span { from, until: last.min(today) };
        let whole = now.until == last;
        let first_before = from.plus_months(-grain.months, true);
        let before_until = if whole { from.plus(-1) } else { now.earlier(grain.months).until.min(from.plus(-1)) };
        let year_ago = if whole {
            let from = from.plus_months(-12, true);
            Span { from, until: from.plus_months(grain.months, true).plus(-1) }
        } else {
            now.earlier(12)
        };
        Ok(Self {
            code: code.to_owned(),
            words: if whole { grain.words } else { format!("{}（截至{}）", grain.words, now.until.sentence()) },
            now,
            before: Span { from: first_before, until: before_until },
            before_words: format!("{}{}", grain.before, if whole { "" } else { "同期" }),
            year_ago: (grain.months < 12).then_some(year_ago),
        })
    }

    /// From a day to a day.
    ///
    /// # Errors
    /// A sentence, where the days stand the wrong way round, have not come, or are too far apart.
    pub fn between(from: Day, until: Day, today: Day) -> Result<Self, String> {
        if until < from {
            return Err("起始日期晚于截止日期，请改正后重新统计。".to_owned());
        }
        if from > today {
            return Err(format!("{}还没有到，请选已经开始的期间。", from.sentence_with_year()));
        }
        if from.plus_months(MOST_YEARS * 12, true) <= until {
            let asked = Span { from, until }.words();
            return Err(format!(
                "一次最多统计{MOST_YEARS}年，{asked}超过了，图也画不清楚。请缩短起止日期，或分年统计。"
            ));
        }
        let now = Span { from, until: until.min(today) };
        let days = from.days_until(now.until) + 1;
        Ok(Self {
            code: String::new(),
            words: now.words(),
            now,
            before: Span { from: from.plus(-days), until: from.plus(-1) },
            before_words: format!("此前{days}天"),
            year_ago: (days <= 366).then(|| now.earlier(12)),
        })
    }

    /// Whether it is a whole year.
    #[must_use]
    pub fn is_year(&self) -> bool {
        self.code.len() == 4
    }

    /// The spans that are counted: this one, the one before, a year ago, and each of the buckets.
    #[must_use]
    pub fn spans(&self, buckets: &[Bucket]) -> Vec<Span> {
        let compared = [Some(self.now), Some(self.before), self.year_ago];
        compared.into_iter().flatten().chain(buckets.iter().map(|bucket| bucket.span)).collect()
    }
}

fn short(text: &str) -> String {
    text.chars().take(20).collect()
}

/// A month or quarter that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// In full: 2026年9月.
    pub words: String,
    /// Under its column: 9月.
    pub label: String,
    /// Its days.
    pub span: Span,
    /// Within the period; the others stand beside it for comparison.
    pub within: bool,
}

/// The months by which a period is drawn: twelve up to its end; its quarters where it is longer than that.
#[must_use]
pub fn buckets(period: &Period) -> Vec<Bucket> {
    let Span { from, until } = period.now;
    let month = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
    let (first, last) = (month(from), month(until));
    if last - first < DRAWN {
        return (last - DRAWN + 1..=last).filter_map(|at| bucket(at, 1, period.now, first)).collect();
    }
    let quarters = first.div_euclid(3)..=last.div_euclid(3);
    quarters.filter_map(|at| bucket(at * 3, 3, period.now, first)).collect()
}

/// The bucket of so many months from this month on, counted from year 0.
fn bucket(at: i64, months: i64, now: Span, first: i64) -> Option<Bucket> {
    let (year, month) = (i16::try_from(at.div_euclid(12)).ok()?, i8::try_from(at.rem_euclid(12) + 1).ok()?);
    let from = Day::new(year, month, 1)?;
    let until = from.plus_months(months, true).plus(-1).min(now.until);
    // A quarter counts what of it lies in the period; a month is whole, since those before the period stand there too.
    let span = Span { from: if months == 1 { from } else { from.max(now.from) }, until };
    let quarter = usize::try_from((month - 1) / 3).ok().and_then(|at| QUARTERS.get(at));
    let (words, label) = match quarter.filter(|_| months == 3) {
        Some(word) => (format!("{year}年第{word}季度"), format!("{word}季")),
        None => (format!("{year}年{month}月"), format!("{month}月")),
    };
    Some(Bucket { words, label, span, within: at + months > first })
}

/// Periods that can be chosen without typing, the nearest first: their codes and words.
#[must_use]
pub fn choices(today: Day) -> Vec<(String, String)> {
    let year = today.year();
    let years = (0..=CHOICES).map(|back| (year - back).to_string());
    let of = |year: i16, letter: char, most: i8| (1..=most).rev().map(move |at| format!("{year}{letter}{at}"));
    let halves = (0..2).flat_map(|back| of(year - back, 'H', 2));
    let quarters = (0..2).flat_map(|back| of(year - back, 'Q', 4));
    let months = (0..2).flat_map(|back| (1..=12).rev().map(move |month| format!("{}-{month:02}", year - back)));
    let all = years.chain(halves).chain(quarters).chain(months);
    let named = |code: String| Period::named(&code, today).ok().map(|_| (code.clone(), words_of(&code)));
    all.filter_map(named).collect()
}

fn words_of(code: &str) -> String {
    let split = code.split_at_checked(4).and_then(|(year, rest)| grain(year.parse().ok()?, rest));
    split.map_or_else(String::new, |grain| grain.words)
}
