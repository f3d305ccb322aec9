//! What is added up of a kind's matters: 请假天数, 到会率. Sums are kept in halves, since half a day is a day's half and nothing else.

use crate::kind::{Kind, Sum};
use std::collections::BTreeMap;

/// By unit the sums of the columns that [`addends`] names, in halves; the empty unit has what belongs to none.
pub type Summed = BTreeMap<String, Vec<i64>>;

/// The sums of a kind over the period, and over the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// In the period.
    pub now: Summed,
    /// In the one before.
    pub before: Summed,
}

/// Columns that a kind's sums are made of, each once. Where few may tell about people nothing is added up: a sum over few is a figure of one.
#[must_use]
pub fn addends(kind: &Kind) -> Vec<&'static str> {
    let mut columns = Vec::new();
    let all = kind.sums.iter().filter(|_| !kind.few).flat_map(|sum| [Some(sum.column), sum.of]);
    for column in all.flatten() {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}

/// All units together.
#[must_use]
pub fn together(summed: &Summed) -> Vec<i64> {
    let mut all = Vec::new();
    for numbers in summed.values() {
        all.resize(numbers.len().max(all.len()), 0);
        all.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
    }
    all
}

/// A sum in words: 12.5, or 96.3% where it is a part; none where the whole is nothing.
#[must_use]
pub fn worth(kind: &Kind, sum: &Sum, halves: &[i64]) -> Option<String> {
    let columns = addends(kind);
    let of = |key: &str| {
        let place = columns.iter().position(|column| *column == key);
        place.and_then(|place| halves.get(place)).copied().unwrap_or_default()
    };
    let number = of(sum.column);
    match sum.of {
        None => Some(format!("{}{}", number / 2, if number % 2 == 0 { "" } else { ".5" })),
        Some(whole) => {
            let whole = of(whole);
            let tenths = (number * 2_000 + whole).checked_div(whole * 2)?;
            Some(format!("{}.{}%", tenths / 10, tenths % 10))
        }
    }
}
