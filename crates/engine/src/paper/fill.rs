//! From a template's lines and a matter's titled view to blocks.

use super::{
    Block, Cell,
    text::{Line, Piece, Place, Text, What},
};
use crate::sheet::{self, Words};
use serde_json::Value;
use std::collections::BTreeMap;

/// A table of the matter: heads and rows.
type Rows = (Vec<String>, Vec<Vec<String>>);

/// What a paper is filled with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    fields: BTreeMap<String, String>,
    tables: BTreeMap<String, Rows>,
}

impl Filling {
    /// The titled view of a matter. Sealed values stand as sealed, as everywhere.
    #[must_use]
    pub fn of(schema: &Value, state: &Value, words: Words<'_>) -> Self {
        let mut filling = Self::default();
        filling.fields.extend(sheet::filling(schema, state, words.names, words.terms));
        let tables = sheet::tables(schema, state, words);
        filling.tables.extend(tables.into_iter().map(|(path, heads, rows)| (path, (heads, rows))));
        filling
    }

    /// With one more table.
    #[must_use]
    pub fn with_table(mut self, path: &str, heads: &[&str], rows: Vec<Vec<String>>) -> Self {
        self.tables.insert(path.to_owned(), (heads.iter().map(|head| (*head).to_owned()).collect(), rows));
        self
    }

    /// With one more field.
    #[must_use]
    pub fn with(mut self, field: &str, words: impl Into<String>) -> Self {
        self.fields.insert(field.to_owned(), words.into());
        self
    }

    fn field(&self, path: &str) -> &str {
        self.fields.get(path).map_or("", String::as_str)
    }

    pub(super) fn is_empty(&self, path: &str) -> bool {
        self.field(path).is_empty() && self.tables.get(path).is_none_or(|(_, rows)| rows.is_empty())
    }
}

/// The blocks of a paper. Rows that follow each other are one table.
pub(super) fn blocks(lines: &[Line], filling: &Filling) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in lines.iter().filter(|line| line.only_if.as_ref().is_none_or(|field| !filling.is_empty(field))) {
        match &line.what {
            What::Widths(widths) => blocks.push(Block::Table { widths: widths.clone(), rows: Vec::new() }),
            What::Row { each: None, cells } => push(&mut blocks, row(cells, &|field| filling.field(field).to_owned())),
            What::Row { each: Some(table), cells } => each(&mut blocks, table, cells, filling),
            What::Text(place, text) => {
                let words = joined(text, &|field| filling.field(field).to_owned());
                blocks.push(block(*place, words));
            }
        }
    }
    blocks
}

/// A row for each row of a table of the matter; one empty row where there is none, to be filled in by hand.
fn each(blocks: &mut Vec<Block>, table: &str, cells: &[Text], filling: &Filling) {
    let none = (Vec::new(), Vec::new());
    let (heads, rows) = filling.tables.get(table).unwrap_or(&none);
    if rows.is_empty() {
        return push(blocks, row(cells, &|_| String::new()));
    }
    for given in rows {
        let cell = |field: &str| {
            let column = field.rsplit_once('.').map_or(field, |(_, column)| column);
            heads.iter().position(|head| head == column).and_then(|place| given.get(place)).cloned().unwrap_or_default()
        };
        push(blocks, row(cells, &cell));
    }
}

fn push(blocks: &mut Vec<Block>, row: Vec<Cell>) {
    if let Some(Block::Table { rows, .. }) = blocks.last_mut() {
        return rows.push(row);
    }
    let columns = row.iter().map(|cell| cell.span).sum();
    blocks.push(Block::Table { widths: vec![1; columns], rows: vec![row] });
}

fn row(cells: &[Text], field: &dyn Fn(&str) -> String) -> Vec<Cell> {
    let mut row: Vec<Cell> = Vec::new();
    for text in cells {
        let continues = matches!(text.as_slice(), [Piece::Words(words)] if words == "<");
        match row.last_mut().filter(|_| continues) {
            Some(last) => last.span += 1,
            None => {
                let label = !text.iter().any(|piece| matches!(piece, Piece::Field(_)));
                row.push(Cell { words: joined(text, field), span: 1, label });
            }
        }
    }
    row
}

fn joined(text: &Text, field: &dyn Fn(&str) -> String) -> String {
    text.iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Field(path) => field(path),
        })
        .collect()
}

fn block(place: Place, words: String) -> Block {
    match place {
        Place::Head => Block::Head(words),
        Place::Number => Block::Number(words),
        Place::Title => Block::Title(words),
        Place::Under => Block::Under(words),
        Place::To => Block::To(words),
        Place::Note => Block::Note(words),
        Place::Right => Block::Right(words),
        Place::Foot => Block::Foot(words),
        Place::Body => match level(&words) {
            0 => Block::Body(words),
            level => Block::Heading(level, words),
        },
    }
}

const NUMERALS: &str = "一二三四五六七八九十";

/// 1 for 一、, 2 for （一）, 0 for no heading. A heading is short and has no full stop.
fn level(words: &str) -> u8 {
    if words.chars().count() > 40 || words.contains('。') {
        return 0;
    }
    let numbered = |text: &str, end: char| {
        text.split_once(end)
            .is_some_and(|(number, _)| !number.is_empty() && number.chars().all(|c| NUMERALS.contains(c)))
    };
    match words.strip_prefix('（') {
        Some(rest) if numbered(rest, '）') => 2,
        None if numbered(words, '、') => 1,
        _ => 0,
    }
}
