//! Workbooks as counties hand them in, made here with invented people.

use engine::days::Day;
use engine::people::id_number::check_digit;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{Options, Roster, Row, read};
use crate::{Finding, Level, Unreadable};

mod cells;
mod hostile;
mod layout;
mod plain;
mod wholes;

fn options() -> Options {
    Options::on(Day::new(2026, 5, 6).unwrap())
}

/// A workbook with one sheet 花名册, filled by hand.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("花名册").unwrap();
    fill(sheet);
    book.save_to_buffer().unwrap()
}

fn write(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, words) in (0_u16..).zip(cells) {
        if !words.is_empty() {
            sheet.write_string(row, column, *words).unwrap();
        }
    }
}

/// Rows of text, the first one the heading.
fn table(rows: &[&[&str]]) -> Vec<u8> {
    book(|sheet| {
        for (row, cells) in (0_u32..).zip(rows) {
            write(sheet, row, cells);
        }
    })
}

fn merge(sheet: &mut Worksheet, from: (u32, u16), to: (u32, u16), words: &str) {
    sheet.merge_range(from.0, from.1, to.0, to.1, words, &Format::new()).unwrap();
}

fn roster(bytes: &[u8]) -> Roster {
    read(bytes, "花名册.xlsx", &options()).unwrap()
}

fn refusal(bytes: &[u8]) -> String {
    let Unreadable { sentence } = read(bytes, "花名册.xlsx", &options()).unwrap_err();
    sentence
}

/// The one person of a one-person table with these extra columns.
fn person(extra: &[(&str, &str)]) -> (Row, Vec<Finding>) {
    let mut headings = vec!["单位", "姓名", "性别", "出生年月", "现任职务"];
    let mut cells = vec!["云亭镇", "测甲", "男", "1980.05", "云亭镇副镇长"];
    for (heading, words) in extra {
        match headings.iter().position(|known| known == heading) {
            Some(place) => cells[place] = words,
            None => {
                headings.push(heading);
                cells.push(words);
            }
        }
    }
    let read = roster(&table(&[&headings, &cells]));
    (read.rows.into_iter().next().unwrap(), read.findings)
}

fn sentences(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {} {}", finding.cell, finding.level.word(), finding.sentence)).collect()
}

fn errors(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.level == Level::Error).count()
}

fn names(roster: &Roster) -> Vec<String> {
    roster.rows.iter().map(|row| format!("{}/{}", row.unit, row.name)).collect()
}

/// A made-up number of the unassigned area 341899 with a right check digit.
fn number(birth: &str, sequence: &str) -> String {
    let body = format!("341899{birth}{sequence}");
    format!("{body}{}", check_digit(&body))
}
