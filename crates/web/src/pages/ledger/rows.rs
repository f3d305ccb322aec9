//! The rows of a list: columns, cells, the words of a due day, and the act that is this reader's to do.

use super::{COLUMN, paging};
use crate::{
    fault::Problem,
    pages::{visit::Visit, words},
    view::{
        ledger::{HeadLink, LedgerHead},
        parts::{TableCell, TableRow, Tag, Tone},
    },
};
use engine::{
    days::{Day, HalfDay},
    procedure::{Cell, Column, Kind, Shape},
};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{MatterRow, RowDuty};

/// Columns of the kind's own that a screen has room for: the first ones; the others stand on the matter's page.
const COLUMNS: usize = 7;

/// Draws the rows of a list.
pub(in super::super) struct Drawer<'a> {
    visit: &'a Visit,
    kind: Option<&'static Kind>,
    own: Vec<&'static Column>,
    /// On a board the unit stands in the place of number and post, and what is due is shown of registers too.
    board: bool,
}

/// The columns asked for in the address; none where the usual ones are.
pub(super) fn asked_columns(visit: &Visit, kind: &Kind) -> Vec<String> {
    let asked = visit.query.iter().filter(|(name, _)| name == COLUMN).map(|(_, key)| key);
    asked.filter(|key| kind.columns.iter().any(|column| column.key == key.as_str())).cloned().collect()
}

/// The kind's own columns that are shown: those just chosen, else those remembered, else the first.
pub(super) fn own(visit: &Visit, kind: Option<&'static Kind>) -> Vec<&'static Column> {
    let Some(kind) = kind else { return Vec::new() };
    let asked = visit.query.iter().any(|(name, _)| name == COLUMN).then(|| asked_columns(visit, kind));
    let chosen = asked.or_else(|| visit.habits.columns(kind.id).map(<[String]>::to_vec)).unwrap_or_default();
    let shown = kind.columns.iter().filter(|column| chosen.iter().any(|key| key == column.key));
    let shown: Vec<&Column> = shown.collect();
    if shown.is_empty() { kind.columns.iter().take(COLUMNS).collect() } else { shown }
}

impl<'a> Drawer<'a> {
    /// For the matters of a kind, or of all.
    pub(in super::super) fn new(visit: &'a Visit, kind: Option<&'static Kind>) -> Self {
        Self { visit, kind, own: own(visit, kind), board: false }
    }

    /// For the matters of a kind on a board, with these of its columns.
    pub(in super::super) fn on_board(visit: &'a Visit, kind: &'static Kind, keys: &[&str]) -> Self {
        let own = keys.iter().filter_map(|key| kind.columns.iter().find(|column| column.key == *key));
        Self { visit, kind: Some(kind), own: own.collect(), board: true }
    }

    pub(super) fn is_veiled(&self) -> bool {
        self.kind.is_some_and(|kind| kind.veiled)
    }

    fn is_register(&self) -> bool {
        self.kind.is_some_and(|kind| kind.shape == Shape::Register)
    }

    fn shows_due(&self) -> bool {
        self.board || !self.is_register()
    }

    /// The heads; the last one is that of the acts. `link` says where the head of an own column leads.
    pub(in super::super) fn heads(&self, link: impl Fn(&str) -> HeadLink) -> Vec<LedgerHead> {
        let head = |title: &str, class| LedgerHead { title: title.into(), class, ..LedgerHead::default() };
        let number = head(self.kind.map_or("编号", paging::number_title), "fix");
        let mut heads = match self.kind {
            None => vec![head("事项", "wrap"), number, head("种类", "fix")],
            Some(_) if self.board => vec![head("名称", "name"), head("单位", "less wrap")],
            Some(_) if self.is_register() => vec![head("名称", "name"), number],
            Some(kind) if kind.collective => vec![head("事项", "wrap"), number],
            Some(_) => vec![head("姓名", "name"), number, head("时任职务", "wrap")],
        };
        heads.extend(
            self.own
                .iter()
                .map(|column| LedgerHead { link: link(column.key), ..head(column.title, class_of(column.cell)) }),
        );
        heads.push(head("环节", "fix"));
        if self.shows_due() {
            heads.push(head("应办", "fix"));
        }
        heads.push(head("操作", "act"));
        heads
    }

    /// The rows, with what is owed in them looked up at once.
    pub(in super::super) fn rows(&self, rows: &[MatterRow]) -> Result<Vec<TableRow>, Problem> {
        let mut owed = if self.shows_due() {
            self.visit.reader().owed_in(rows.iter().map(|row| row.id.as_str()))?
        } else {
            BTreeMap::new()
        };
        let titles: Vec<String> = self.heads(|_| HeadLink::default()).into_iter().map(|head| head.title).collect();
        Ok(rows.iter().map(|row| self.row(row, &owed.remove(&row.id).unwrap_or_default(), &titles)).collect())
    }

    fn row(&self, row: &MatterRow, owed: &[RowDuty], titles: &[String]) -> TableRow {
        let today = self.visit.today();
        let href = format!("/matters/{}", row.id);
        let cell = |text: String, class| TableCell { text, class, ..TableCell::default() };
        let link = |text: String, class| TableCell { href: href.clone(), ..cell(text, class) };
        let number = link(row.number.clone().unwrap_or_else(|| row.opened_on.to_string()), "fix");
        let name = row.subject_name.clone().unwrap_or_else(|| row.title.clone());
        let mut cells = match self.kind {
            None => {
                let title = self.visit.app.county.catalogue().get(&row.kind).map_or("", |kind| kind.kind().title);
                vec![link(row.title.clone(), "wrap"), number, cell(title.to_owned(), "fix")]
            }
            Some(_) if self.board => {
                let unit = row.unit_name.clone().unwrap_or_default();
                vec![link(row.title.clone(), "name"), cell(unit, "less wrap")]
            }
            Some(_) if self.is_register() => vec![link(row.title.clone(), "name"), number],
            Some(kind) if kind.collective => vec![link(row.title.clone(), "wrap"), number],
            Some(_) => vec![link(spaced(&name), "name"), number, cell(row.post.clone(), "wrap")],
        };
        cells.extend(
            self.own
                .iter()
                .map(|column| cell(cell_words(row.cells.get(column.key), column.cell, today), class_of(column.cell))),
        );
        cells.push(TableCell { tag: Some(self.tag(row, today)), ..cell(String::new(), "fix") });
        if self.shows_due() {
            cells.push(self.due(row, owed, today));
        }
        cells.push(self.act(row, owed));
        for (cell, title) in cells.iter_mut().zip(titles) {
            cell.label.clone_from(title);
        }
        let late = !row.done && row.next_due.is_some_and(|due| due < today);
        TableRow { tone: if late { "late" } else { "" }, cells }
    }

    /// The stage; before it a remark which the kind says outranks it, until it has been decided on.
    fn tag(&self, row: &MatterRow, today: Day) -> Tag {
        let said = |column: &&Column| match (column.cell, row.cells.get(column.key).and_then(Value::as_str)) {
            (Cell::Remark(first), Some(remark)) => first.contains(&remark).then(|| remark.to_owned()),
            _ => None,
        };
        let columns = self.kind.map(|kind| kind.columns).unwrap_or_default();
        let remark = columns.iter().find_map(|column| said(&column));
        match remark.filter(|_| !row.done && row.stage == row.stored_stage) {
            Some(remark) => Tag::new(Tone::Late, remark),
            None => words::stage(row, today),
        }
    }

    /// 10-12 逾期2日, 10-14 今日, 10-17 销假.
    fn due(&self, row: &MatterRow, owed: &[RowDuty], today: Day) -> TableCell {
        let Some(due) = row.next_due else { return TableCell { class: "fix", ..TableCell::default() } };
        let (class, word) = match today.days_until(due) {
            days @ ..0 => ("fix is-late strong", format!("逾期{}日", -days)),
            0 => ("fix is-soon", "今日".to_owned()),
            _ => {
                let duty = owed.iter().find(|duty| duty.due == Some(due));
                ("fix", duty.map(|duty| words::deed(self.visit, &row.kind, duty)).unwrap_or_default())
            }
        };
        TableCell { text: format!("{} {word}", short_day(due, today)).trim().to_owned(), class, ..TableCell::default() }
    }

    /// The first thing that is this reader's to do, else to look at it.
    fn act(&self, row: &MatterRow, owed: &[RowDuty]) -> TableCell {
        let actor = self.visit.actor();
        let mine = owed.iter().find(|duty| duty.verb.is_some() && duty.owner.iter().any(|hat| actor.wears(hat)));
        let href = format!("/matters/{}", row.id);
        let (text, href) = match mine.and_then(|duty| Some((duty, duty.verb.as_ref()?))) {
            Some((duty, verb)) => (words::deed(self.visit, &row.kind, duty), format!("{href}?do={verb}#do")),
            None => ("查看".to_owned(), href),
        };
        TableCell { text, href, class: "act bare", ..TableCell::default() }
    }
}

const fn class_of(cell: Cell) -> &'static str {
    match cell {
        Cell::Count => "number",
        Cell::Text => "less wrap",
        Cell::Day | Cell::HalfDay | Cell::Choice | Cell::Person | Cell::Flag | Cell::Remark(_) => "fix",
    }
}

/// Two-character names take the room of three in tables.
fn spaced(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(first), Some(second), None) => format!("{first}　{second}"),
        _ => name.to_owned(),
    }
}

/// 10-22, with the year where it is not this one.
fn short_day(day: Day, today: Day) -> String {
    if day.year() == today.year() { format!("{:02}-{:02}", day.month(), day.day()) } else { day.to_string() }
}

/// A cell in words: half-days as 10-19上午.
fn cell_words(value: Option<&Value>, cell: Cell, today: Day) -> String {
    match (value, cell) {
        (None | Some(Value::Null), _) => String::new(),
        (Some(Value::Bool(flag)), _) => if *flag { "是" } else { "" }.to_owned(),
        // Days of this year need no year: 2026-10-19上午 is 10-19上午.
        (Some(Value::String(text)), Cell::Day | Cell::HalfDay) => {
            let year = format!("{:04}-", today.year());
            text.strip_prefix(&year).unwrap_or(text).to_owned()
        }
        (Some(Value::String(text)), _) => text.clone(),
        (Some(value @ Value::Object(_)), Cell::HalfDay) => serde_json::from_value::<HalfDay>(value.clone())
            .map(|half| format!("{:02}-{:02}{}", half.day.month(), half.day.day(), half.half.word()))
            .unwrap_or_default(),
        (Some(Value::Number(index)), Cell::HalfDay) => index
            .as_i64()
            .map(HalfDay::from_index)
            .map(|half| format!("{:02}-{:02}{}", half.day.month(), half.day.day(), half.half.word()))
            .unwrap_or_default(),
        (Some(value), _) => value.to_string(),
    }
}
