//! The rows that stand in the way, as the office had them, each with what is wrong: to be mended and put back.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use engine::people::text;
use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, XlsxError};

use crate::finding::{Finding, Level, Unreadable};
use crate::roster::SheetSummary;
use crate::workbook::{Book, Limits, Line};

/// The errors of one sheet.
#[derive(Default)]
struct Wrong<'a> {
    /// By row, what is wrong with it.
    rows: BTreeMap<u32, Vec<&'a Finding>>,
    /// Cells concerned, by their names.
    cells: BTreeSet<&'a str>,
}

/// Rows with errors under the headings of their sheets, as a workbook: what the file shows, the cells concerned tinted, then the
/// row's number in the file and what is wrong. Warnings are left out. Holds what the file holds, ID numbers included.
///
/// # Errors
/// When the file cannot be read again.
pub fn failed_rows(
    bytes: &[u8],
    name: &str,
    findings: &[Finding],
    sheets: &[SheetSummary],
) -> Result<Vec<u8>, Unreadable> {
    let unwritten = |_: XlsxError| Unreadable::because("有错的行写不成工作簿，请按检查结果在原表中修改");
    // The parsers meet bytes of any make, as when the file was checked.
    let lines = catch_unwind(AssertUnwindSafe(|| lines(bytes, name, findings, sheets)));
    let lines = lines.unwrap_or_else(|_| Err(Unreadable::because("文件结构异常，读不下去")))?;
    write(&lines, findings).map_err(unwritten)
}

/// Lines of one sheet with the last row of its heading.
type Sheet = (String, u32, Vec<Line>);

fn lines(bytes: &[u8], name: &str, findings: &[Finding], sheets: &[SheetSummary]) -> Result<Vec<Sheet>, Unreadable> {
    let mut book = Book::open(bytes, name, &Limits::default())?;
    let mut found = Vec::new();
    for tab in book.tabs() {
        let sheet = text::one_line(&tab.name);
        let heading = sheets.iter().find(|summary| summary.name == sheet).map_or(0, |summary| summary.heading_row);
        let wrong = wrong(findings, &sheet);
        if wrong.rows.is_empty() {
            continue;
        }
        let mut kept = Vec::new();
        book.lines(&tab.name, &mut |line| {
            if line.row <= heading || wrong.rows.contains_key(&line.row) {
                kept.push(line);
            }
            ControlFlow::Continue(())
        })?;
        found.push((sheet, heading, kept));
    }
    Ok(found)
}

fn wrong<'a>(findings: &'a [Finding], sheet: &str) -> Wrong<'a> {
    let mut wrong = Wrong::default();
    for finding in findings.iter().filter(|finding| finding.level == Level::Error && finding.sheet == sheet) {
        if finding.row > 0 {
            wrong.rows.entry(finding.row).or_default().push(finding);
            wrong.cells.insert(&finding.cell);
        }
    }
    wrong
}

fn write(sheets: &[Sheet], findings: &[Finding]) -> Result<Vec<u8>, XlsxError> {
    let plain = Format::new().set_num_format("@").set_border(FormatBorder::Thin).set_quote_prefix();
    let tinted = plain.clone().set_background_color(Color::RGB(0x00FC_ECEA));
    let mut book = Workbook::new();
    for (name, heading, lines) in sheets {
        let wrong = wrong(findings, name);
        let widest = lines.iter().flat_map(|line| &line.cells).map(|(column, _)| *column + 1).max().unwrap_or(0);
        let after = u16::try_from(widest).map_err(|_| XlsxError::RowColumnLimitError)?;
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_column_width(after + 1, 60)?;
        for (place, line) in (0_u32..).zip(lines) {
            for (column, value) in &line.cells {
                let cell = format!("{}{}", crate::finding::column_letters(*column), line.row);
                let format = if wrong.cells.contains(cell.as_str()) { &tinted } else { &plain };
                let column = u16::try_from(*column).map_err(|_| XlsxError::RowColumnLimitError)?;
                sheet.write_string_with_format(place, column, value.shown(), format)?;
            }
            if line.row == *heading {
                sheet.write_string(place, after, "原表行号")?;
                sheet.write_string(place, after + 1, "问题和办法")?;
            }
            if let Some(said) = wrong.rows.get(&line.row) {
                let said: Vec<String> = said
                    .iter()
                    .map(|finding| format!("{} {}，{}", finding.cell, finding.sentence, finding.advice))
                    .collect();
                sheet.write_string(place, after, line.row.to_string())?;
                sheet.write_string(place, after + 1, said.join("\n").trim())?;
            }
        }
    }
    if sheets.is_empty() {
        book.add_worksheet();
    }
    book.save_to_buffer()
}
