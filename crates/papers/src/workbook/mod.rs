//! A workbook as lines of plain values, whatever made it. Looked over by [`guard`] before any part is parsed.

use std::borrow::Cow;
use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx};

use crate::finding::Unreadable;
use engine::{days::Day, policy::Policy};

mod format;
mod guard;
mod hidden;
mod old;
mod plain;
mod text;
mod value;

pub use text::rows_as_text;
pub(crate) use value::{Line, Value};

/// How much of a workbook is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of all parts together once unpacked.
    pub unpacked: u64,
    /// How many times larger than the file the unpacked parts may be, counted from 16 MiB on.
    pub ratio: u64,
    /// Parts in the package.
    pub parts: usize,
    /// Worksheets.
    pub sheets: usize,
    /// The highest row with anything in it.
    pub rows: u32,
    /// The highest column with anything in it.
    pub columns: u32,
    /// Findings listed; the rest is counted.
    pub findings: usize,
}

impl Limits {
    /// The county's bounds of the day; the others guard the program and are not the county's to widen.
    #[must_use]
    pub fn of(policy: &Policy, day: Day) -> Self {
        let number = |limit: &str| policy.number(limit, day);
        let own = Self::default();
        Self {
            bytes: number("import.file")
                .and_then(|most| usize::try_from(most).ok())
                .map_or(own.bytes, |most| most << 20),
            rows: number("import.rows").and_then(|most| u32::try_from(most).ok()).unwrap_or(own.rows),
            ..own
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            unpacked: 256 << 20,
            ratio: 150,
            parts: 5_000,
            sheets: 100,
            rows: 100_000,
            columns: 512,
            findings: 2_000,
        }
    }
}

/// A rectangle of merged cells, rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl Merge {
    pub(crate) fn holds(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

/// One worksheet by its place in the book.
#[derive(Debug, Clone)]
pub(crate) struct Tab {
    /// Its name as stored, trailing blanks included.
    pub(crate) name: String,
    /// Whether users cannot see it.
    pub(crate) hidden: bool,
    /// Rows with something in them that a filter or a hand has hidden.
    pub(crate) hidden_rows: u32,
}

enum Parts<'a> {
    Modern(Box<Xlsx<Cursor<&'a [u8]>>>),
    Old(Box<Xls<Cursor<&'a [u8]>>>),
    Plain { sheet: String, text: Cow<'a, str> },
}

/// An opened workbook.
pub(crate) struct Book<'a> {
    parts: Parts<'a>,
    limits: Limits,
    hidden_rows: hidden::HiddenRows,
}

const BROKEN: &str = "文件已损坏，打不开。请用表格软件打开原件，另存为.xlsx后重新导入";

impl<'a> Book<'a> {
    /// Opens a workbook after looking at its bytes.
    pub(crate) fn open(bytes: &'a [u8], name: &str, limits: &Limits) -> Result<Self, Unreadable> {
        let mut hidden_rows = hidden::HiddenRows::default();
        let parts = match guard::kind(bytes, name, limits)? {
            guard::Kind::Modern => {
                hidden_rows = guard::unpack(bytes, limits)?;
                let book = Xlsx::new(Cursor::new(bytes)).map_err(|fault| match fault {
                    calamine::XlsxError::Password => guard::locked(),
                    _ => Unreadable::because(BROKEN),
                })?;
                Parts::Modern(Box::new(book))
            }
            guard::Kind::Old => {
                old::check(bytes, limits)?;
                let book = Xls::new(Cursor::new(bytes)).map_err(|fault| match fault {
                    calamine::XlsError::Password => guard::locked(),
                    _ => Unreadable::because(BROKEN),
                })?;
                Parts::Old(Box::new(book))
            }
            guard::Kind::Plain => {
                let sheet = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
                Parts::Plain { sheet, text: plain::text(bytes)? }
            }
        };
        let book = Self { parts, limits: *limits, hidden_rows };
        if book.metadata().len() > limits.sheets {
            return Err(Unreadable::because(format!("工作表超过{}张，请拆成几个文件", limits.sheets)));
        }
        Ok(book)
    }

    fn metadata(&self) -> &[Sheet] {
        match &self.parts {
            Parts::Modern(book) => book.sheets_metadata(),
            Parts::Old(book) => book.sheets_metadata(),
            Parts::Plain { .. } => &[],
        }
    }

    /// The worksheets in order; charts and macro sheets are left out.
    pub(crate) fn tabs(&self) -> Vec<Tab> {
        if let Parts::Plain { sheet, .. } = &self.parts {
            return vec![Tab { name: sheet.clone(), hidden: false, hidden_rows: 0 }];
        }
        self.metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| Tab {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
                hidden_rows: self.hidden_rows.of(&sheet.name),
            })
            .collect()
    }

    /// The merged rectangles of a sheet, by their upper left corner.
    pub(crate) fn merges(&mut self, tab: &str) -> Result<Vec<Merge>, Unreadable> {
        let found = match &mut self.parts {
            Parts::Modern(book) => book.merge_cells_by_sheet_name(tab).map_err(|_| Unreadable::because(BROKEN))?,
            Parts::Old(book) => book.merge_cells_by_sheet_name(tab).map_err(|_| Unreadable::because(BROKEN))?,
            Parts::Plain { .. } => return Ok(Vec::new()),
        };
        let mut merges: Vec<Merge> = found
            .iter()
            .map(|area| Merge { top: area.start.0, left: area.start.1, bottom: area.end.0, right: area.end.1 })
            .collect();
        merges.sort_by_key(|merge| (merge.top, merge.left));
        Ok(merges)
    }

    /// Hands over the lines of a sheet that hold anything, from the top, until told to stop.
    pub(crate) fn lines(&mut self, tab: &str, each: &mut dyn FnMut(Line) -> ControlFlow<()>) -> Result<(), Unreadable> {
        let limits = self.limits;
        match &mut self.parts {
            Parts::Modern(book) => modern_lines(book, tab, &limits, each),
            Parts::Old(book) => old_lines(book, tab, &limits, each),
            Parts::Plain { text, .. } => plain::lines(text, &limits, each),
        }
    }
}

fn modern_lines(
    book: &mut Xlsx<Cursor<&[u8]>>,
    tab: &str,
    limits: &Limits,
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<(), Unreadable> {
    let broken = |_| Unreadable::because(BROKEN);
    let mut reader = book.worksheet_cells_reader(tab).map_err(broken)?;
    let decimals: Vec<Option<usize>> =
        reader.styles().iter().map(|style| style.number_format.as_ref().and_then(format::decimals)).collect();
    let mut line = Line::default();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(broken)? {
        let (row, column) = cell.get_position();
        let shown = decimals.get(style).copied().flatten();
        let Some(value) = modern_value(cell.get_value(), shown) else { continue };
        within(row, column, limits)?;
        if line.row != row + 1 {
            if row + 1 < line.row {
                return Err(Unreadable::because(BROKEN));
            }
            let full = std::mem::replace(&mut line, Line { row: row + 1, cells: Vec::new() });
            if !full.cells.is_empty() && each(full).is_break() {
                return Ok(());
            }
        }
        line.cells.push((column, value));
    }
    if !line.cells.is_empty() {
        let _last = each(line);
    }
    Ok(())
}

fn old_lines(
    book: &mut Xls<Cursor<&[u8]>>,
    tab: &str,
    limits: &Limits,
    each: &mut dyn FnMut(Line) -> ControlFlow<()>,
) -> Result<(), Unreadable> {
    let range = book.worksheet_range(tab).map_err(|_| Unreadable::because(BROKEN))?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, cells) in (first_row..).zip(range.rows()) {
        let mut line = Line { row: row + 1, cells: Vec::new() };
        for (column, data) in (first_column..).zip(cells) {
            if let Some(value) = old_value(data) {
                within(row, column, limits)?;
                line.cells.push((column, value));
            }
        }
        if !line.cells.is_empty() && each(line).is_break() {
            break;
        }
    }
    Ok(())
}

fn within(row: u32, column: u32, limits: &Limits) -> Result<(), Unreadable> {
    if row >= limits.rows {
        return Err(Unreadable::because(format!("超过{}行，请拆成几个文件分别导入", limits.rows)));
    }
    if column >= limits.columns {
        return Err(Unreadable::because(format!("超过{}列，请删去右边无关的列后重新导入", limits.columns)));
    }
    Ok(())
}

fn modern_value(data: &DataRef<'_>, decimals: Option<usize>) -> Option<Value> {
    match data {
        DataRef::Empty => None,
        DataRef::String(words) => Value::text(words),
        DataRef::SharedString(words) => Value::text(words),
        DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => Value::text(words),
        DataRef::Int(number) => Value::text(&number.to_string()),
        DataRef::Float(number) => Some(Value::Number { value: *number, decimals }),
        DataRef::Bool(truth) => Value::text(if *truth { "是" } else { "否" }),
        DataRef::DateTime(moment) => Some(Value::of_moment(moment)),
        DataRef::Error(fault) => Some(Value::Fault(fault.to_string())),
    }
}

fn old_value(data: &Data) -> Option<Value> {
    match data {
        Data::Empty => None,
        Data::String(words) | Data::DateTimeIso(words) | Data::DurationIso(words) => Value::text(words),
        Data::Int(number) => Value::text(&number.to_string()),
        Data::Float(number) => Some(Value::Number { value: *number, decimals: None }),
        Data::Bool(truth) => Value::text(if *truth { "是" } else { "否" }),
        Data::DateTime(moment) => Some(Value::of_moment(moment)),
        Data::Error(fault) => Some(Value::Fault(fault.to_string())),
    }
}

impl Value {
    fn of_moment(moment: &ExcelDateTime) -> Self {
        let (year, month, day, ..) = moment.to_ymd_hms_milli();
        Self::Day { year, month, day }
    }
}
