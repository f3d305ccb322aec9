//! What a checked file says of itself.

use super::failed_rows;
use crate::roster::{Options, read};
use engine::days::Day;
use rust_xlsxwriter::Workbook;

fn book(rows: &[[&str; 5]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("花名册").unwrap();
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, words) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, *words).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn failed_rows_come_back_under_their_heading_with_their_number_and_what_is_wrong() {
    let bytes = book(&[
        ["单位", "姓名", "性别", "出生年月", "职务"],
        ["云亭镇", "测甲", "男", "1980.05", "镇长"],
        ["云亭镇", "测乙", "男", "1980.02.30", "=1+1"],
    ]);
    let roster = read(&bytes, "花名册.xlsx", &Options::on(Day::new(2026, 5, 6).unwrap())).unwrap();
    let failed = failed_rows(&bytes, "花名册.xlsx", &roster.findings, &roster.sheets).unwrap();
    let lines = crate::ledger::read_back(&failed);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0], ["单位", "姓名", "性别", "出生年月", "职务", "原表行号", "问题和办法"]);
    assert_eq!(lines[1][..6], ["云亭镇", "测乙", "男", "1980.02.30", "=1+1", "3"]);
    assert!(lines[1][6].contains("D3") && lines[1][6].contains("没有30日"), "{lines:?}");
}

#[test]
fn bytes_that_changed_since_are_one_sentence() {
    assert!(failed_rows(b"PK\x03\x04", "花名册.xlsx", &[], &[]).is_err());
}
