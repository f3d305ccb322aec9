//! A roster: the bytes of a workbook, or the text of its cells (tabs and lines) written into a workbook that is whole.
#![no_main]

use engine::days::Day;
use libfuzzer_sys::fuzz_target;
use papers::roster::{Options, read};
use rust_xlsxwriter::Workbook;

fn written(text: &str) -> Option<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..200).zip(text.lines()) {
        for (column, cell) in (0..60).zip(line.split('\t')) {
            sheet.write_string(row, column, cell).ok()?;
        }
    }
    book.save_to_buffer().ok()
}

// The reader answers a panic of the parsers below it with a sentence; the fuzzer's own hook would end the process before that.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |data: &[u8]| {
    let options = Options::on(Day::new(2026, 5, 6).unwrap());
    let Some((form, rest)) = data.split_first() else { return };
    let answer = match (form % 3, std::str::from_utf8(rest)) {
        (0, _) => read(rest, "名册.xlsx", &options),
        (1, _) => read(rest, "名册.xls", &options),
        (_, Ok(text)) => match written(text) {
            Some(bytes) => read(&bytes, "名册.xlsx", &options),
            None => return,
        },
        _ => return,
    };
    if let Err(unreadable) = answer {
        let sentence = unreadable.to_string();
        if !sentence.ends_with('。') {
            eprintln!("no sentence: {sentence}");
            std::process::abort();
        }
    }
});
