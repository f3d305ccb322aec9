//! A table as plain text: commas, tabs or semicolons between the cells, in UTF-8 or an old Chinese encoding.

use std::borrow::Cow;
use std::ops::ControlFlow;

use csv::{ReaderBuilder, StringRecord};

use super::{Limits, within};
use crate::finding::Unreadable;
use crate::person_file::decode;
use crate::workbook::{Line, Value};

/// The text of a table.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let (text, lossy) = decode(bytes);
    if lossy {
        return Err(Unreadable::because("文件里有认不出的字符编码。请用表格软件打开，另存为.xlsx后重新导入"));
    }
    if text.contains('\0') {
        return Err(Unreadable::because("这不是文本表格。请用表格软件打开，另存为.xlsx后重新导入"));
    }
    // Line ends of very old machines: the reader counts the others.
    if text.contains('\r') && !text.contains('\n') {
        return Ok(Cow::Owned(text.replace('\r', "\n")));
    }
    Ok(text)
}

/// Hands over the lines that hold anything.
pub(super) fn lines(
    text: &str,
    limits: &Limits,
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<(), Unreadable> {
    let broken = |_| Unreadable::because("文件里的引号不成对，读不下去。请用表格软件打开，另存为.xlsx后重新导入");
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator(text)).from_reader(text.as_bytes());
    // Lines inside cells are lines of the file, not rows of the table; blank lines are both.
    let mut within_cells = 0;
    let mut last = 0_u32;
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(broken)? {
        within_cells +=
            u64::try_from(record.iter().map(|words| words.matches('\n').count()).sum::<usize>()).unwrap_or_default();
        let ended = reader.position().line() + not_yet_counted(text, reader.position().byte());
        let row = u32::try_from(ended.saturating_sub(1).saturating_sub(within_cells)).unwrap_or(u32::MAX);
        // A quote that is never closed takes the last line end into its cell: the row is still the one after the last.
        let row = row.max(last.saturating_add(1));
        last = row;
        let mut cells = Vec::new();
        for (column, words) in (0_u32..).zip(&record) {
            if let Some(value) = Value::text(as_typed(words)) {
                within(row.saturating_sub(1), column, limits)?;
                cells.push((column, value));
            }
        }
        if !cells.is_empty() && each(Line { row, cells }).is_break() {
            break;
        }
    }
    Ok(())
}

/// Lines that the reader has ended but not counted: it stops within a line end of two signs, and the last line may have none.
fn not_yet_counted(text: &str, at: u64) -> u64 {
    let Some((before, after)) = usize::try_from(at).ok().and_then(|at| text.as_bytes().split_at_checked(at)) else {
        return 0;
    };
    let within = before.ends_with(b"\r") && after.starts_with(b"\n");
    u64::from(within || after.is_empty() && !before.ends_with(b"\n"))
}

/// Whatever stands most often between the words of the first lines.
fn separator(text: &str) -> u8 {
    let count = |mark: char| text.lines().take(5).map(|line| line.matches(mark).count()).sum::<usize>();
    let marks = [(b',', count(',')), (b'\t', count('\t')), (b';', count(';'))];
    marks.iter().rev().max_by_key(|(_, found)| *found).map_or(b',', |(mark, _)| *mark)
}

/// Without the dress that keeps a spreadsheet from reading digits as a number: `="3418…"`.
fn as_typed(words: &str) -> &str {
    words.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(words)
}
