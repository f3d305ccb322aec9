//! What was found in a paper: where, how grave, what it is, what to do.

use serde::Serialize;

/// Whether a finding stops the import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Level {
    /// Nothing of the file is taken in until this is mended.
    #[serde(rename = "错误")]
    Error,
    /// Taken in as read; worth a look.
    #[serde(rename = "提醒")]
    Warning,
}

impl Level {
    /// The word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "提醒",
        }
    }
}

/// A remark about one place of a workbook. Never holds a whole ID number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The sheet by its name, blanks trimmed; empty for the whole file.
    pub sheet: String,
    /// The row as the spreadsheet counts it, from 1; 0 for the whole sheet, and for the file of one person.
    pub row: u32,
    /// The column letter and row, as `C5`; the field's words in the file of one person; empty for the whole row.
    pub cell: String,
    /// Error or warning.
    pub level: Level,
    /// What is the matter.
    pub sentence: String,
    /// What to do about it.
    pub advice: String,
}

/// A place in a workbook: sheet, row from 1, column from 0 where one is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) sheet: &'a str,
    pub(crate) row: u32,
    pub(crate) column: Option<u32>,
}

/// Findings in the order of the rows, up to a number; the rest is only counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    kept: Vec<Finding>,
    most: usize,
    errors: usize,
    dropped: usize,
}

impl Findings {
    pub(crate) fn up_to(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    pub(crate) fn error(&mut self, place: Place<'_>, sentence: impl Into<String>, advice: impl Into<String>) {
        self.errors += 1;
        self.keep(place, Level::Error, sentence.into(), advice.into());
    }

    pub(crate) fn warn(&mut self, place: Place<'_>, sentence: impl Into<String>, advice: impl Into<String>) {
        self.keep(place, Level::Warning, sentence.into(), advice.into());
    }

    /// Takes over another list's findings, counting what does not fit.
    pub(crate) fn append(&mut self, other: Self) {
        self.errors += other.errors;
        self.dropped += other.dropped;
        for finding in other.kept {
            if self.kept.len() < self.most {
                self.kept.push(finding);
            } else {
                self.dropped += 1;
            }
        }
    }

    /// Calls cells by the words of a form instead of letters, which a form has not.
    pub(crate) fn name_cells(&mut self, words: impl Fn(&str) -> Option<&'static str>) {
        for finding in &mut self.kept {
            let letters = finding.cell.trim_end_matches(|c: char| c.is_ascii_digit());
            finding.cell = words(letters).unwrap_or_default().to_owned();
        }
    }

    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    fn keep(&mut self, place: Place<'_>, level: Level, sentence: String, advice: String) {
        if self.kept.len() >= self.most {
            self.dropped += 1;
            return;
        }
        let cell = place.column.map(|column| format!("{}{}", column_letters(column), place.row)).unwrap_or_default();
        self.kept.push(Finding { sheet: place.sheet.to_owned(), row: place.row, cell, level, sentence, advice });
    }

    /// The findings, and one more that counts what did not fit.
    pub(crate) fn into_list(mut self) -> Vec<Finding> {
        if self.dropped > 0 {
            let level = if self.errors > 0 { Level::Error } else { Level::Warning };
            self.kept.push(Finding {
                sheet: String::new(),
                row: 0,
                cell: String::new(),
                level,
                sentence: format!("另有{}条问题未列出", self.dropped),
                advice: "改好已列的问题后重新检查".to_owned(),
            });
        }
        self.kept
    }
}

/// The letters of a column counted from 0: 0 is A, 26 is AA.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from_u32(u32::from('A') + rest % 26).unwrap_or('?'));
        match (rest / 26).checked_sub(1) {
            Some(higher) => rest = higher,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

/// A paper that cannot be read at all, in one sentence: what it is and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct Unreadable {
    /// The sentence, Chinese, complete.
    pub sentence: String,
}

impl Unreadable {
    pub(crate) fn because(sentence: impl Into<String>) -> Self {
        let mut sentence = sentence.into();
        if !sentence.ends_with('。') {
            sentence.push('。');
        }
        Self { sentence }
    }
}
