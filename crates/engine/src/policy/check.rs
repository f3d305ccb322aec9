//! What can only be judged when several things stand side by side: versions in time, rows of a table, the year of a calendar.

use super::Policy;
use super::finding::Finding;
use super::kinds::{LimitVersion, Table, TableRow};
use super::text::Entry;
use crate::days::Day;

/// The limit that says how many days of a year are statutory holidays.
const STATUTORY_DAYS: &str = "calendar.statutory_days";

/// Columns of these names hold days; see [`Table::rows_touching`].
pub(super) const DAYS: [&str; 2] = ["from", "to"];

/// Versions in order of their first day must follow each other without overlap or gap; only the last may have no end.
pub(super) fn versions(limit: &Entry<'_>, versions: &[(LimitVersion, usize)], found: &mut Vec<Finding>) {
    let mut note = |line: usize, key: &str, sentence: String| {
        let mut noted = Vec::new();
        limit.note(key, sentence, &mut noted);
        found.extend(noted.into_iter().map(|finding| Finding { line, ..finding }));
    };
    for (version, line) in versions {
        if version.to.is_some_and(|to| to < version.from) {
            note(*line, "to", format!("止日早于起日{}", version.from));
        }
    }
    for pair in versions.windows(2) {
        let [(earlier, earlier_line), (later, line)] = pair else { continue };
        let expected = earlier.to.map(|to| to.plus(1));
        match expected {
            None => note(*line, "from", format!("与第{earlier_line}行的版本重叠：那一版没有写止日“to”")),
            Some(day) if later.from < day => {
                note(*line, "from", format!("与第{earlier_line}行的版本重叠：那一版到{}才止", day.plus(-1)));
            }
            Some(day) if later.from > day => {
                note(*line, "from", format!("与第{earlier_line}行的版本之间有空档：{day}至{}", later.from.plus(-1)));
            }
            Some(_) => {}
        }
    }
}

/// A row must have as many cells as its table names, and a key of its own.
pub(super) fn row(entry: &Entry<'_>, row: &TableRow, table: &Table, found: &mut Vec<Finding>) {
    if row.key.len() != table.keys.len() {
        entry.note(
            "key",
            format!("应有{}格（{}），这一行有{}格", table.keys.len(), table.keys.join("、"), row.key.len()),
            found,
        );
    }
    if !table.columns.is_empty() && row.values.len() != table.columns.len() {
        let names = table.columns.join("、");
        entry.note(
            "values",
            format!("应有{}格（{names}），这一行有{}格", table.columns.len(), row.values.len()),
            found,
        );
    }
    for (column, value) in table.columns.iter().zip(&row.values).filter(|(column, _)| DAYS.contains(&column.as_str())) {
        if let Err(sentence) = Day::iso(value) {
            entry.note("values", format!("{column}一格：{sentence}"), found);
        }
    }
    if table.rows.iter().any(|other| other.key == row.key) {
        entry.note("key", format!("“{}”重复，前面已经写过", row.key.join("、")), found);
    }
}

/// A table must name its keys and must not overlap another version of itself.
pub(super) fn table(entry: &Entry<'_>, table: &Table, before: &[Table], found: &mut Vec<Finding>) {
    if table.keys.is_empty() {
        entry.note("keys", "缺少“keys”：用什么查", found);
    }
    if table.to.is_some_and(|to| to < table.from) {
        entry.note("to", format!("止日早于起日{}", table.from), found);
    }
    let last = |t: &Table| t.to.unwrap_or(Day(jiff::civil::Date::MAX));
    for other in before.iter().filter(|other| other.id == table.id) {
        if other.from <= last(table) && table.from <= last(other) {
            let sentence = format!("与同名表自{}起的版本重叠；给前一版写止日“to”", other.from);
            entry.note("from", sentence, found);
        }
    }
}

/// Each published year must have as many weekdays off, less make-up days, as there are statutory holidays.
pub(super) fn calendar(policy: &Policy, file: &str, found: &mut Vec<Finding>) {
    let calendar = policy.calendar();
    for year in calendar.years() {
        let statutory = Day::new(year, 1, 1).and_then(|day| policy.number(STATUTORY_DAYS, day));
        let balance = calendar.balance(year);
        if let Some(days) = statutory.filter(|&days| days != balance) {
            found.push(Finding {
                file: file.to_owned(),
                line: calendar.first_line(year),
                key: year.to_string(),
                sentence: format!(
                    "{year}年工作日放假减调休上班为{balance}天，法定假日是{days}天：核对有没有漏写调休上班或放假日"
                ),
            });
        }
    }
}
