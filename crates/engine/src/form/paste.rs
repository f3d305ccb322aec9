//! Rows pasted from a spreadsheet: the text under `items._paste` becomes rows of the table `items`, one cell per column.

use super::{
    Ask, ROWS_MAX, Shape,
    pairs::{Pairs, find, is_blank, is_one_control, join},
    parse::is_hidden_now,
    pointer, scalar,
    shape::{flag, shape, title},
};
use serde_json::Value;

/// Puts everything pasted into rows after those that are filled in. What does not fit stays where it was pasted.
///
/// Returns what is wrong: pointer of the table and sentence.
pub(super) fn unfold(schema: &Value, pairs: &mut Pairs, ask: &Ask) -> Vec<(String, String)> {
    let pasted: Vec<String> =
        pairs.names().filter_map(|name| name.strip_suffix("._paste")).map(str::to_owned).collect();
    let mut wrong = Vec::new();
    for name in pasted {
        let control = join(&name, "_paste");
        let text = pairs.one(&control).to_owned();
        let table = find(schema, &name).map(shape);
        let Some(Shape::List(items)) =
            table.filter(|table| matches!(table, Shape::List(items) if !is_one_control(items)))
        else {
            continue;
        };
        if text.trim().is_empty() {
            continue;
        }
        let columns = columns(ask, items, &name);
        let mut lines = cells(&text);
        without_heads(&mut lines, &columns);
        match misfit(&lines, &columns) {
            Some(sentence) => wrong.push((pointer(&name), sentence)),
            None => {
                pairs.take(&control);
                append(pairs, items, &name, &columns, &lines);
            }
        }
    }
    wrong
}

/// One column: where its cell goes.
struct Column<'a> {
    key: String,
    title: String,
    schema: &'a Value,
}

fn columns<'a>(ask: &Ask, items: &'a Value, table: &str) -> Vec<Column<'a>> {
    let Shape::Group(slots) = shape(items) else {
        return vec![Column { key: String::new(), title: String::new(), schema: items }];
    };
    let mut columns = Vec::new();
    for slot in slots {
        let within = join(&join(table, "0"), slot.key);
        if flag(slot.schema, "x-hidden") || is_hidden_now(ask.aid, &within) {
            continue;
        }
        let title = title(slot.schema).unwrap_or(slot.key).to_owned();
        columns.push(Column { key: slot.key.to_owned(), title, schema: slot.schema });
    }
    columns
}

/// Lines above the rows that may hold a title, a unit, a month; and the column of running numbers that sheets begin with.
const ABOVE: usize = 5;
const NUMBERS: [&str; 2] = ["序号", "序"];

/// Takes out the line of heads with whatever stands above it, and a first column of running numbers that the table has not.
fn without_heads(lines: &mut Vec<Vec<String>>, columns: &[Column]) {
    let is_head =
        |line: &[String]| !line.is_empty() && line.iter().zip(columns).all(|(cell, column)| *cell == column.title);
    let numbered = |line: &[String]| {
        let first = line.first().map(String::as_str);
        first.is_some_and(|first| NUMBERS.contains(&first)) && is_head(line.get(1..).unwrap_or_default())
    };
    let head = lines.iter().take(ABOVE).position(|line| is_head(line) || numbered(line));
    let Some(at) = head else { return };
    let counts = lines.get(at).is_some_and(|line| !is_head(line));
    lines.drain(..=at);
    if counts {
        lines.iter_mut().filter(|line| !line.is_empty()).for_each(|line| drop(line.remove(0)));
        lines.retain(|line| !line.is_empty());
    }
}

fn misfit(lines: &[Vec<String>], columns: &[Column]) -> Option<String> {
    if lines.len() > ROWS_MAX {
        return Some(format!("一次最多粘贴{ROWS_MAX}行，现有{}行，请分次粘贴", lines.len()));
    }
    let wide = lines.iter().zip(1..).find(|(line, _)| line.len() > columns.len());
    wide.map(|(line, number)| {
        let (have, want) = (line.len(), columns.len());
        format!("粘贴的第{number}行有{have}列，表中只有{want}列，请核对后重新粘贴")
    })
}

fn append(pairs: &mut Pairs, items: &Value, name: &str, columns: &[Column], lines: &[Vec<String>]) {
    let mut next = 0;
    for row in pairs.rows(name) {
        let row_name = join(name, &row.to_string());
        if is_blank(pairs, items, &row_name) {
            pairs.take(&row_name);
        } else {
            next = row + 1;
        }
    }
    for (line, row) in lines.iter().zip(next..) {
        for (cell, column) in line.iter().zip(columns) {
            let row_name = join(name, &row.to_string());
            let control = if column.key.is_empty() { row_name } else { join(&row_name, &column.key) };
            put(pairs, column.schema, &control, cell);
        }
    }
}

/// A cell into the controls of its column. Alternatives are pasted by their words, half-days as 10月19日上午.
fn put(pairs: &mut Pairs, schema: &Value, control: &str, cell: &str) {
    match shape(schema) {
        Shape::HalfDay => {
            let half = ["上午", "下午"].into_iter().find(|half| cell.ends_with(half));
            pairs.set(&join(control, "day"), cell.trim_end_matches(half.unwrap_or_default()));
            pairs.set(&join(control, "half"), half.unwrap_or_default());
        }
        Shape::Period => {
            let (from, to) = cell.split_once('至').unwrap_or((cell, ""));
            let half = |end: &str| ["上午", "下午"].into_iter().find(|half| end.ends_with(half)).unwrap_or_default();
            for (end, text) in [("from", from), ("to", to)] {
                pairs.set(&join(control, &format!("{end}.day")), text.trim_end_matches(half(text)));
                pairs.set(&join(control, &format!("{end}.half")), half(text));
            }
        }
        Shape::Branches(variants) => {
            let tag = variants.iter().find(|variant| variant.title == cell).map_or(cell, |variant| variant.tag);
            pairs.set(control, tag);
        }
        Shape::Yes if !super::core(schema).1 => {
            pairs.set(control, if scalar::is_yes(cell) || cell == "√" { "true" } else { "false" });
        }
        _ => pairs.set(control, cell),
    }
}

/// Lines and cells as spreadsheets copy them: tabs between cells, quotes around cells that hold line breaks. Blank lines are left out.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let (mut line, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => line.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    line.push(cell);
    lines.push(line);
    let trimmed = |line: Vec<String>| {
        let mut line: Vec<String> = line.iter().map(|cell| cell.trim().to_owned()).collect();
        while line.last().is_some_and(String::is_empty) {
            line.pop();
        }
        line
    };
    lines.into_iter().map(trimmed).filter(|line| !line.is_empty()).collect()
}
