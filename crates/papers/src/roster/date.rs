//! Dates out of cells: what the sheet shows counts, what it hides in a number is told.

use engine::people::month::{self, Month, MonthFault, Reading, When};

use crate::workbook::Value;

/// Reads a cell as a month or day. For a number the format decides; 1970.1 without a format is nobody's guess.
pub(super) fn read(value: &Value, this_year: i16) -> Result<Reading, MonthFault> {
    match value {
        Value::Text(words) => month::read(words, this_year),
        Value::Day { year, month, day } => of_day(*year, *month, *day),
        Value::Number { value: number, decimals } => of_number(*number, *decimals, this_year),
        Value::Fault(fault) => Err(MonthFault::Unreadable(fault.clone())),
    }
}

fn of_day(year: u16, month: u8, day: u8) -> Result<Reading, MonthFault> {
    let unreadable = || MonthFault::Unreadable(format!("{year}.{month}.{day}"));
    let year = i16::try_from(year).map_err(|_| unreadable())?;
    let month = i8::try_from(month).ok().and_then(|month| Month::new(year, month)).ok_or_else(unreadable)?;
    let day = i8::try_from(day).map_err(|_| unreadable())?;
    Ok(Reading { when: When { month, day: Some(day) }, short_year: false, cut_october: false })
}

fn of_number(number: f64, decimals: Option<usize>, this_year: i16) -> Result<Reading, MonthFault> {
    if number.fract() == 0.0 {
        return month::read(&format!("{number:.0}"), this_year);
    }
    let bare = number.to_string();
    let shown = match decimals {
        Some(2) => format!("{number:.2}"),
        _ => bare.clone(),
    };
    let reading = month::read(&shown, this_year)?;
    if reading.cut_october {
        return Err(MonthFault::Undecidable(reading.when.month.year()));
    }
    Ok(reading)
}

/// Several dates in one cell, as several posts have them: the parts between breaks and semicolons.
pub(super) fn parts(value: &Value) -> Vec<Value> {
    match value {
        Value::Text(words) => words.split(['\n', '；', ';', '、', '，']).filter_map(Value::text).collect(),
        other => vec![other.clone()],
    }
}
