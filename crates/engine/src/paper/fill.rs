//! From a template's lines and a matter's titled view to blocks.

use super::{
    About, Block, COURSE, Cell, LIMIT, Template,
    text::{Line, Piece, Place, Text, What},
};
use crate::{
    days::Day,
    policy::Policy,
    sheet::{self, PLACE, Words},
};
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
        for (path, heads, rows) in sheet::tables(schema, state, words) {
            filling = filling.with_table(&path, heads, rows);
        }
        filling
    }

    /// With one more table. Its rows are numbered where it does not number them itself.
    #[must_use]
    fn with_table(mut self, path: &str, mut heads: Vec<String>, mut rows: Vec<Vec<String>>) -> Self {
        if !heads.iter().any(|head| head == PLACE) {
            heads.push(PLACE.to_owned());
            for (place, row) in (1..).zip(&mut rows) {
                let place: u32 = place;
                row.push(place.to_string());
            }
        }
        self.tables.insert(path.to_owned(), (heads, rows));
        self
    }

    /// With what is known of every matter beside its titled view.
    #[must_use]
    pub fn about(self, about: About) -> Self {
        let today = about.today.sentence_with_year();
        let fields = [
            ("本件.编号", about.number),
            ("本件.事项", about.title),
            ("本件.环节", about.stage),
            ("本件.时任职务", about.post),
            ("本件.单位", about.unit),
            ("本件.县名", about.county),
            ("本件.应办日期", about.due.map(Day::sentence_with_year).unwrap_or_default()),
            ("本件.成文日期", today.clone()),
            ("本件.日期", today),
        ];
        let filling = fields.into_iter().fold(self, |filling, (field, words)| filling.with(field, words));
        filling.with_table("本件.经过", COURSE.map(str::to_owned).to_vec(), about.course)
    }

    /// With the limits that a template asks for, and no others, as they are on a day.
    #[must_use]
    pub fn limits(self, template: &Template, policy: &Policy, on: Day) -> Self {
        template.limits().fold(self, |filling, id| {
            let words = policy.limit_of_id(id).and_then(|limit| limit.on(on)).map(|version| version.words());
            filling.with(&format!("{LIMIT}{id}"), words.unwrap_or_default())
        })
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

    fn table(&self, path: &str) -> (&[String], &[Vec<String>]) {
        self.tables.get(path).map_or((&[], &[]), |(heads, rows)| (heads, rows))
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
            What::Text { place, each: None, text } => {
                let words = joined(text, &|field| filling.field(field).to_owned());
                blocks.push(block(*place, words));
            }
            What::Text { place, each: Some(table), text } => {
                let (heads, rows) = filling.table(table);
                blocks.extend(rows.iter().map(|row| block(*place, joined(text, &|field| cell(heads, row, field)))));
            }
        }
    }
    blocks
}

/// A row for each row of a table of the matter; one empty row where there is none, to be filled in by hand.
fn each(blocks: &mut Vec<Block>, table: &str, cells: &[Text], filling: &Filling) {
    let (heads, rows) = filling.table(table);
    if rows.is_empty() {
        return push(blocks, row(cells, &|_| String::new()));
    }
    for given in rows {
        push(blocks, row(cells, &|field| cell(heads, given, field)));
    }
}

/// What stands in a row under the last part of a field's path.
fn cell(heads: &[String], row: &[String], field: &str) -> String {
    let column = field.rsplit_once('.').map_or(field, |(_, column)| column);
    heads.iter().position(|head| head == column).and_then(|place| row.get(place)).cloned().unwrap_or_default()
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
        Place::Mark => Block::Mark(words),
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
