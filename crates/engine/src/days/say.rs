//! Reading days as people write them, and saying what is wrong with what they wrote.

use super::Day;
use jiff::civil::Date;

impl Day {
    /// Reads the serial form `2026-05-06`, and nothing else. The error is a sentence that quotes the input.
    pub fn iso(text: &str) -> Result<Self, String> {
        let bytes = text.as_bytes();
        let dashed = bytes.len() == 10 && bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
        match (dashed, numbers(text).as_deref()) {
            (true, Some(&[year, month, day])) => exact(text, year, month, day),
            _ => Err(format!("{}不是日期，请写成2026-05-06的样子", quoted(text))),
        }
    }

    /// Reads a day as people write it: `2026-10-19`, `20261019`, `1019`, `10.19`, `10-19`, `2026年10月19日`, `10月19日`,
    /// `昨天`, `今天`, `明天`, `后天`. A day without a year is of the year of `today`. The error is a sentence that quotes the input.
    pub fn parse(text: &str, today: Self) -> Result<Self, String> {
        let trimmed = text.trim();
        match trimmed {
            "" => return Err("没有填写日期".to_owned()),
            "昨天" => return Ok(today.plus(-1)),
            "今天" => return Ok(today),
            "明天" => return Ok(today.plus(1)),
            "后天" => return Ok(today.plus(2)),
            _ => {}
        }
        let narrow: String = trimmed.chars().map(narrowed).filter(|c| !c.is_whitespace()).collect();
        let year = i64::from(today.year());
        match numbers(&narrow).as_deref() {
            Some(&[year, month, day]) => exact(trimmed, year, month, day),
            Some(&[month, day]) => exact(trimmed, year, month, day),
            Some(&[run]) => unbroken(trimmed, &narrow, run, year),
            _ => Err(format!("{}不是日期，请写成2026-10-19或10月19日", quoted(trimmed))),
        }
    }
}

/// A run of digits without separators: `20261019` or `1019`.
fn unbroken(text: &str, narrow: &str, run: i64, year: i64) -> Result<Day, String> {
    match narrow.len() {
        8 => exact(text, run / 10_000, run / 100 % 100, run % 100),
        4 => exact(text, year, run / 100, run % 100),
        _ => Err(format!("{}不是日期，请写成20261019或1019", quoted(text))),
    }
}

/// The numbers of a written day, when nothing but digits and the usual separators stands there.
fn numbers(text: &str) -> Option<Vec<i64>> {
    let usual = |c: char| c.is_ascii_digit() || "-./年月日号".contains(c);
    if text.is_empty() || !text.chars().all(usual) {
        return None;
    }
    let body = text.trim_end_matches(['日', '号']);
    body.split(|c: char| !c.is_ascii_digit()).map(|part| part.parse().ok()).collect()
}

fn exact(text: &str, year: i64, month: i64, day: i64) -> Result<Day, String> {
    let wrong = |why: String| Err(format!("{}不是有效日期，{why}", quoted(text)));
    if !(1900..=2199).contains(&year) {
        return wrong("年份须在1900至2199之间".to_owned());
    }
    let (Ok(short_year), Ok(short_month)) = (i16::try_from(year), i8::try_from(month)) else {
        return wrong(format!("没有{month}月"));
    };
    let Ok(first) = Date::new(short_year, short_month, 1) else {
        return wrong(format!("没有{month}月"));
    };
    let found = i8::try_from(day).ok().and_then(|d| Date::new(short_year, short_month, d).ok());
    match found {
        Some(date) => Ok(Day(date)),
        None => wrong(format!("{month}月只有{}天", first.days_in_month())),
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() { "空白".to_owned() } else { text.chars().take(40).collect() }
}

fn narrowed(c: char) -> char {
    match c {
        '０'..='９' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '—' | '－' | '–' | '／' | '/' | '．' | '。' | '、' => '-',
        _ => c,
    }
}
