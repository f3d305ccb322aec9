//! One cell, one line.

/// Longest text a cell of a spreadsheet can hold; what is longer was not typed into one.
const LONGEST_TEXT: usize = 32_767;

/// What a cell holds. Formulas count by their stored result.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Words, as stored.
    Text(String),
    /// A number and how many decimals its format shows, where the format says.
    Number { value: f64, decimals: Option<usize> },
    /// A number shown as a date.
    Day { year: u16, month: u8, day: u8 },
    /// A formula's fault, as `#N/A`.
    Fault(String),
}

impl Value {
    /// Words, unless there is nothing to see; cut at what a cell can hold.
    pub(crate) fn text(words: &str) -> Option<Self> {
        if words.trim().is_empty() {
            return None;
        }
        let end = words.char_indices().nth(LONGEST_TEXT).map_or(words.len(), |(at, _)| at);
        words.get(..end).map(|kept| Self::Text(kept.to_owned()))
    }

    /// As the sheet shows it, as far as that can be told.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Number { value, decimals } => match decimals {
                Some(places) => format!("{value:.places$}"),
                None => value.to_string(),
            },
            Self::Day { year, month, day } => format!("{year:04}.{month:02}.{day:02}"),
            Self::Fault(fault) => fault.clone(),
        }
    }
}

/// A row that holds anything.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Line {
    /// The row as the spreadsheet counts it, from 1; 0 before the first.
    pub(crate) row: u32,
    /// Columns from 0 with their values, ascending.
    pub(crate) cells: Vec<(u32, Value)>,
}

impl Line {
    pub(crate) fn at(&self, column: u32) -> Option<&Value> {
        self.cells.iter().find(|(place, _)| *place == column).map(|(_, value)| value)
    }
}
