//! The board's small drawings, as numbers for its template.

use crate::view::opinion::{BAR, Column};
use engine::days::Day;
use store::{MONTHS, Tally};

/// Squares at most; beyond them the number alone speaks.
const SQUARES: i64 = 6;
/// From the right edge of one square to the next.
const STEP: i64 = 11;
/// Height of the trend's drawing.
const HIGH: i64 = 14;

/// Filled and whole length of a bar. Lengths are compared by their roots, or what is rare would not be seen beside what is daily.
pub fn bar(tally: &Tally, most: i64) -> (i64, i64) {
    let length = |count: i64| if most == 0 { 0 } else { (count * BAR * BAR / most).isqrt() };
    let whole = length(tally.done + tally.open);
    let filled = (whole * tally.done).checked_div(tally.done + tally.open).unwrap_or_default();
    (filled, whole)
}

/// Places of the squares left of the line, counted from their right edge.
pub fn squares(late: i64) -> Vec<i64> {
    (1..=late.min(SQUARES)).map(|at| SQUARES * STEP - at * STEP + 1).collect()
}

/// The columns of the trend.
pub fn columns(trend: &[i64; MONTHS]) -> Vec<Column> {
    let most = trend.iter().copied().max().unwrap_or_default().max(1);
    let column = |(at, count): (usize, &i64)| {
        let high = if *count == 0 { 0 } else { (count * HIGH / most).max(2) };
        Column { x: at * 8, y: HIGH - high, high, last: at + 1 == MONTHS }
    };
    trend.iter().enumerate().map(column).filter(|column| column.high > 0).collect()
}

/// The last three months against the three before.
pub fn turn(trend: &[i64; MONTHS]) -> &'static str {
    let sum = |from: usize| trend.iter().skip(from).take(3).sum::<i64>();
    match sum(MONTHS - 3).cmp(&sum(MONTHS - 6)) {
        std::cmp::Ordering::Less => "好转",
        std::cmp::Ordering::Greater => "变差",
        std::cmp::Ordering::Equal => "",
    }
}

/// The trend in words, for whoever does not see it: 2026年8月逾期3件，9月1件.
pub fn trend_words(trend: &[i64; MONTHS], until: Day) -> String {
    let last = i32::from(until.year()) * 12 + i32::from(until.month()) - 1;
    let month = |at: usize| last - i32::try_from(MONTHS - 1 - at).unwrap_or_default();
    let said = |(at, count): (usize, &i64)| format!("{}年{}月{count}件", month(at) / 12, month(at) % 12 + 1);
    let said: Vec<String> = trend.iter().enumerate().filter(|(_, count)| **count > 0).map(said).collect();
    if said.is_empty() {
        "近12个月没有逾期".to_owned()
    } else {
        format!("近12个月逾期：{}", said.join("，"))
    }
}
