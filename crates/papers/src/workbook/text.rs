//! A sheet as a spreadsheet copies it: what a form takes where rows are pasted.

use std::ops::ControlFlow;

use super::{Book, Limits, Line};
use crate::finding::Unreadable;

/// The lines of the first sheet that users see, tabs between cells, quotes around cells that hold breaks.
///
/// # Errors
/// What cannot be read as a workbook or a .csv, and one with nothing in it.
pub fn rows_as_text(bytes: &[u8], name: &str, limits: &Limits) -> Result<String, Unreadable> {
    let mut book = Book::open(bytes, name, limits)?;
    let Some(tab) = book.tabs().into_iter().find(|tab| !tab.hidden) else {
        return Err(Unreadable::because("里面没有看得见的工作表，请选有内容的文件"));
    };
    let mut text = String::new();
    book.lines(&tab.name, &mut |line| {
        text.push_str(&copied(&line));
        text.push('\n');
        ControlFlow::Continue(())
    })?;
    if text.is_empty() {
        return Err(Unreadable::because(format!("工作表“{}”是空的，请选有内容的文件", tab.name.trim())));
    }
    Ok(text)
}

fn copied(line: &Line) -> String {
    let last = line.cells.last().map_or(0, |(column, _)| *column);
    let cells = (0..=last).map(|column| {
        let shown = line.at(column).map(|value| value.shown().trim().to_owned()).unwrap_or_default();
        if shown.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", shown.replace('"', "\"\"")) } else { shown }
    });
    cells.collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_copied_as_a_spreadsheet_copies_it() {
        let text = "日期,班次,带班领导\n2026-10-03,白班,\"甲\n乙\"\n,,丙\n";
        let copied = rows_as_text(text.as_bytes(), "值班表.csv", &Limits::default()).unwrap();
        assert_eq!(copied, "日期\t班次\t带班领导\n2026-10-03\t白班\t\"甲\n乙\"\n\t\t丙\n");
        let none = rows_as_text(b"PK", "值班表.xlsx", &Limits::default()).unwrap_err();
        assert!(none.sentence.ends_with('。'), "{none}");
    }
}
