//! What was found, for a program and for the office that must mend its file.

mod failed;
#[cfg(test)]
mod tests;

pub use failed::failed_rows;

use rust_xlsxwriter::XlsxError;
use serde_json::{Value, json};

use crate::finding::{Finding, Level};
use crate::ledger::{Column, Ledger};

/// The findings as JSON: `{errors, warnings, findings: [{sheet, row, cell, level, sentence, advice}]}`.
#[must_use]
pub fn report_json(findings: &[Finding]) -> Value {
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    json!({ "errors": count(Level::Error), "warnings": count(Level::Warning), "findings": findings })
}

/// The findings as a workbook: 表、行、列、级别、问题、怎么办. `file` is the name of the file that was checked.
///
/// # Errors
/// When the workbook cannot be written, which no findings of ours bring about.
pub fn report_xlsx(file: &str, findings: &[Finding]) -> Result<Vec<u8>, XlsxError> {
    let columns = [("表", 16.0), ("行", 7.0), ("列", 7.0), ("级别", 7.0), ("问题", 46.0), ("怎么办", 46.0)];
    let ledger = Ledger {
        title: "导入检查结果".to_owned(),
        period: file.to_owned(),
        columns: columns.into_iter().map(|(title, width)| Column { title: title.to_owned(), width }).collect(),
        rows: findings.iter().map(row).collect(),
    };
    ledger.to_xlsx()
}

fn row(finding: &Finding) -> Vec<String> {
    let number = if finding.row == 0 { String::new() } else { finding.row.to_string() };
    let column: String = finding.cell.chars().take_while(char::is_ascii_alphabetic).collect();
    vec![
        finding.sheet.clone(),
        number,
        column,
        finding.level.word().to_owned(),
        finding.sentence.clone(),
        finding.advice.clone(),
    ]
}
