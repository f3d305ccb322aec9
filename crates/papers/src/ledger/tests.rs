//! Ledgers read back with the workbook reader.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::{Column, Ledger};

/// The texts of the first sheet, line by line, blanks left out.
pub(crate) fn read_back(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range
        .rows()
        .map(|cells| cells.iter().filter(|cell| **cell != Data::Empty).map(ToString::to_string).collect())
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn ledger(rows: &[&[&str]]) -> Ledger {
    Ledger {
        title: "请销假台账".to_owned(),
        period: "2026年5月".to_owned(),
        columns: ["编号", "事由"].map(|title| Column { title: title.to_owned(), width: 20.0 }).to_vec(),
        rows: rows.iter().map(|row| row.iter().map(|words| (*words).to_owned()).collect()).collect(),
    }
}

#[test]
fn title_period_headings_and_rows_stand_in_order() {
    let lines = read_back(&ledger(&[&["请〔2026〕1号", "年休假"], &["请〔2026〕2号", ""]]).to_xlsx().unwrap());
    assert_eq!(
        lines,
        [
            vec!["请销假台账"],
            vec!["2026年5月"],
            vec!["编号", "事由"],
            vec!["请〔2026〕1号", "年休假"],
            vec!["请〔2026〕2号"]
        ]
    );
}

#[test]
fn what_begins_like_a_formula_stays_text_and_is_quoted() {
    let openings = ["=1+1", "+86", "-2", "@sum", "＝cmd"];
    let rows: Vec<Vec<&str>> = openings.iter().map(|words| vec![*words]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let bytes = ledger(&rows).to_xlsx().unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"));
    assert_eq!(part(&bytes, "xl/styles.xml").matches("quotePrefix=\"1\"").count(), 1);
    assert_eq!(read_back(&bytes)[3..].concat(), openings);
}

#[test]
fn the_sheet_prints_on_a4_across_with_headings_on_every_page() {
    let bytes = ledger(&[&["1", "2"]]).to_xlsx().unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("paperSize=\"9\""));
    assert!(sheet.contains("fitToHeight=\"0\""));
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
}

#[test]
fn short_rows_are_blank_and_surplus_texts_are_left_out() {
    let lines = read_back(&ledger(&[&["1"], &["2", "乙", "多余"]]).to_xlsx().unwrap());
    assert_eq!(lines[3..], [vec!["1"], vec!["2", "乙"]]);
}

#[test]
fn control_characters_and_endless_texts_do_not_break_the_sheet() {
    let long = "长".repeat(40_000);
    let lines = read_back(&ledger(&[&["a\u{0001}b", &long]]).to_xlsx().unwrap());
    assert_eq!(lines[3][0], "ab");
    assert_eq!(lines[3][1].chars().count(), 32_000);
}
