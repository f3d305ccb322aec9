//! 简历 line by line: from, to, what. The text itself is never reworded; a line that is no period stays beside those that are.

use engine::people::month::Month;

/// One period of a 简历.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First month.
    pub from: Month,
    /// Last month; none where it lasts.
    pub until: Option<Month>,
    /// What, with the lines that continue it.
    pub what: String,
    /// Its lines, from 0.
    pub lines: std::ops::Range<usize>,
}

/// A 简历 taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resume {
    /// Periods in the order of the text.
    pub periods: Vec<Period>,
    /// Lines that belong to no period: seats in higher bodies at its end, and whatever was not understood.
    pub rest: Vec<String>,
}

impl Resume {
    /// Takes a text apart.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut resume = Self::default();
        let mut tail = false;
        for (number, line) in text.lines().enumerate() {
            let bare = line.trim_matches(is_blank);
            if bare.is_empty() {
                tail = !resume.periods.is_empty();
                continue;
            }
            if let Some((from, until, what)) = period(bare) {
                let lines = number..number + 1;
                resume.periods.push(Period { from, until, what: what.to_owned(), lines });
                tail = false;
            } else if let (false, Some(last)) = (tail, resume.periods.last_mut()) {
                last.what.push_str(bare);
                last.lines.end = number + 1;
            } else {
                resume.rest.push(bare.to_owned());
            }
        }
        resume
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// «1995.09--1999.07  …», in every way it is written.
fn period(line: &str) -> Option<(Month, Option<Month>, &str)> {
    let (from, rest) = month(line)?;
    let rest = rest.trim_start_matches(is_blank);
    let joined = rest.trim_start_matches(['-', '·', '—', '–', '－', '~', '～', '〜', '至', '―', '‐', '─']);
    if joined.len() == rest.len() {
        return None;
    }
    let rest = joined.trim_start_matches(is_blank);
    if let Some((until, rest)) = month(rest) {
        return Some((from, Some(until), rest.trim_start_matches(is_blank)));
    }
    let rest = rest.strip_prefix("至今").or_else(|| rest.strip_prefix("今")).unwrap_or(rest);
    Some((from, None, rest.trim_start_matches(is_blank)))
}

/// A month at the beginning: 1990.01, 1990.1, 199001, 1990年1月, 1990/01; the rest of the line.
fn month(words: &str) -> Option<(Month, &str)> {
    let (year, rest) = digits(words, 4)?;
    if year.len() < 4 {
        return None;
    }
    let rest = rest.strip_prefix(['.', '．', '年', '/', '。']).unwrap_or(rest);
    let (number, rest) = digits(rest, 2)?;
    let rest = rest.strip_prefix('月').unwrap_or(rest);
    // A day after the month is passed over: 1990.01.15, 19900115.
    let dayless = rest.strip_prefix('.').unwrap_or(rest);
    let rest = match digits(dayless, 2) {
        Some((day, after)) if day.len() == 2 => after.strip_prefix('日').unwrap_or(after),
        _ => rest,
    };
    Some((Month::new(year.parse().ok()?, number.parse().ok()?)?, rest))
}

/// At most so many digits at the beginning, at least one.
fn digits(words: &str, most: usize) -> Option<(String, &str)> {
    let half = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        '0'..='9' => Some(c),
        _ => None,
    };
    let found: Vec<(usize, char)> =
        words.char_indices().take(most).map_while(|(at, c)| Some((at + c.len_utf8(), half(c)?))).collect();
    let (end, _) = found.last()?;
    Some((found.iter().map(|(_, digit)| *digit).collect(), words.get(*end..)?))
}
