//! Rosters (干部花名册): a workbook as county offices keep it, read into typed rows with findings by row and cell.
//!
//! The order of the rows is the official order of the body and is kept. Nothing is guessed: what cannot be decided
//! is an error or a warning with the place and a way out.
//! What a row means for the register is decided by whoever takes it in.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use engine::days::Day;
use engine::people::id_number::CheckedId;
use engine::people::month::{Month, When};
use engine::people::{Sex, text};

mod date;
mod field;
mod heading;
mod lines;
mod person;
mod posts;
mod relatives;
mod unit;

#[cfg(test)]
mod tests;

pub use field::{Field, Headings};
pub use posts::{PostText, split as split_posts};

pub(crate) use person::{Cells, read as read_person};
pub(crate) use unit::{KnownUnits, name_of as unit_name};

use crate::finding::{Finding, Findings, Place, Unreadable};
use crate::person_file::Kept;
use crate::workbook::{Book, Limits, Line, Merge, Tab};

/// What the reader must know beside the file.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day of reading: settles centuries and tells what lies in the future.
    pub today: Day,
    /// Headings, the county's own among them.
    pub headings: Headings,
    /// Names and short names of units already known: they make a group row or a post text sure.
    pub units: Vec<String>,
    /// How much is read.
    pub limits: Limits,
}

impl Options {
    /// The usual headings and limits, no unit known.
    #[must_use]
    pub fn on(today: Day) -> Self {
        Self { today, headings: Headings::with([]), units: Vec::new(), limits: Limits::default() }
    }
}

/// What was read.
#[derive(Debug, Clone)]
pub struct Roster {
    /// The people in the order of the file.
    pub rows: Vec<Row>,
    /// What was found, in the order of the file.
    pub findings: Vec<Finding>,
    /// The sheets that were read, with what their columns were taken for.
    pub sheets: Vec<SheetSummary>,
}

impl Roster {
    /// Whether an error stands in the way of taking the file in.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.level == crate::Level::Error)
    }
}

/// How one sheet was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSummary {
    /// Its name, blanks trimmed.
    pub name: String,
    /// The last row of the heading.
    pub heading_row: u32,
    /// Column letters, heading words and what the column was taken for.
    pub columns: Vec<(String, String, Field)>,
    /// People found.
    pub people: usize,
    /// Whether it lists relatives of people rather than people.
    pub relatives: bool,
}

impl SheetSummary {
    /// Whether the sheet tells enough of people to be a roster.
    fn is_whole(&self) -> bool {
        let has = |wanted| self.columns.iter().any(|(_, _, field)| *field == wanted);
        !self.relatives && (has(Field::Sex) || has(Field::Birth))
    }
}

/// Where a row stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The sheet by name, blanks trimmed.
    pub sheet: String,
    /// The row as the spreadsheet counts it, from 1.
    pub row: u32,
}

/// One way of schooling.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schooling {
    /// 学历, with 学位 where one cell holds both.
    pub education: Option<String>,
    /// 学位
    pub degree: Option<String>,
    /// 毕业院校系及专业
    pub school: Option<String>,
}

/// The schooling columns of a roster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Education {
    /// 全日制教育
    pub full_time: Schooling,
    /// 在职教育
    pub in_service: Schooling,
    /// Columns that do not say which way.
    pub highest: Schooling,
}

/// A person as one row of a roster has him. Empty cells are `None`; texts are cleaned, never reworded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub source: Source,
    /// The unit: of its column, of the group row above, or of the sheet.
    pub unit: String,
    /// The name.
    pub name: String,
    /// Words in brackets beside the name, sex apart.
    pub name_marks: Vec<String>,
    /// 性别, of the column, the mark or the number.
    pub sex: Option<Sex>,
    /// 出生年月 by the personnel file; of the ID number only where the roster has none.
    pub birth: Option<Month>,
    /// 民族, with 族.
    pub nation: Option<String>,
    /// 籍贯
    pub native_place: Option<String>,
    /// 出生地
    pub birth_place: Option<String>,
    /// 身份证号, checked, in plain: the store seals it.
    pub id_number: Option<CheckedId>,
    /// 政治面貌
    pub politics: Option<String>,
    /// 入党时间 as written: a month, a party, or both.
    pub party_text: Option<String>,
    /// The month of joining, where the text has one.
    pub party_since: Option<When>,
    /// 参加工作时间
    pub work_start: Option<Month>,
    /// 学历 and schools.
    pub education: Education,
    /// 专业技术职务
    pub technical_title: Option<String>,
    /// 现任职务, verbatim; [`split_posts`] takes it apart.
    pub post: Option<String>,
    /// 任现职时间; the first where several are given.
    pub since: Option<When>,
    /// 级别 or 职务层次
    pub level: Option<String>,
    /// 任现职级时间
    pub level_since: Option<When>,
    /// 职级
    pub rank: Option<String>,
    /// 任职级时间
    pub rank_since: Option<When>,
    /// 管理权限
    pub authority: Option<String>,
    /// 人员类别
    pub category: Option<String>,
    /// 联系电话
    pub phone: Option<String>,
    /// 备注
    pub remarks: Option<String>,
    /// What the paper says beside the card: 简历, 家庭成员, 照片 …
    pub file: Option<Kept>,
    /// The paper is a file of this person alone, not a line of many.
    pub is_file: bool,
}

/// Reads a roster from the bytes of a file; `name` is the file's name, for what its ending tells.
///
/// # Errors
/// One sentence when nothing can be read: broken, locked, swollen, another program's file, no heading anywhere.
pub fn read(bytes: &[u8], name: &str, options: &Options) -> Result<Roster, Unreadable> {
    // The parsers below meet bytes of any make; should one of them panic, the file is broken, not the program.
    catch_unwind(AssertUnwindSafe(|| read_book(bytes, name, options))).unwrap_or_else(|_| {
        Err(Unreadable::because("文件结构异常，读不下去。请用表格软件打开原件，另存为.xlsx后重新导入"))
    })
}

fn read_book(bytes: &[u8], name: &str, options: &Options) -> Result<Roster, Unreadable> {
    let mut book = Book::open(bytes, name, &options.limits)?;
    let mut findings = Findings::up_to(options.limits.findings);
    let mut found = Vec::new();
    let units = KnownUnits::of(&options.units);
    for tab in book.tabs() {
        let sheet = text::one_line(&tab.name);
        if tab.hidden {
            let place = Place { sheet: &sheet, row: 0, column: None };
            findings.warn(place, format!("工作表“{sheet}”已隐藏，未读"), "需要导入时先取消隐藏");
            continue;
        }
        let merges = book.merges(&tab.name)?;
        let mut own = Findings::up_to(options.limits.findings);
        let mut reader = SheetReader::new(&sheet, options, &units, &merges, &mut own);
        book.lines(&tab.name, &mut |line| reader.take(line))?;
        let read = reader.finish(&tab);
        found.push((tab.name, read, own));
    }
    if found.iter().all(|(_, read, _)| read.is_none()) {
        return Err(Unreadable::because(
            "没有找到表头。表头一行须有“姓名”，并至少还有两列，如性别、出生年月、现任职务",
        ));
    }
    let of_relatives: Vec<String> = found
        .iter()
        .filter(|(.., read, _)| read.as_ref().is_some_and(|(_, summary)| summary.relatives))
        .map(|(tab, ..)| tab.clone())
        .collect();
    let (mut rows, sheets) = gather(found, &mut findings);
    if sheets.is_empty() {
        return Err(Unreadable::because("这是家庭成员表，不是花名册。请确认选对了文件"));
    }
    for tab in of_relatives {
        relatives::read(&mut book, &tab, &mut rows, &mut findings)?;
    }
    if rows.is_empty() && findings.errors() == 0 {
        return Err(Unreadable::because("表头之下没有人员。请确认选对了文件"));
    }
    Ok(Roster { rows, findings: findings.into_list(), sheets })
}

/// What one sheet gave: its name as stored, its people with how it was understood, its findings.
type SheetRead = (String, Option<(Vec<Row>, SheetSummary)>, Findings);

/// Puts the sheets together. Beside a real roster, a sheet without 性别 and 出生年月 is another table about the
/// same people (posts, schooling) and would only double them; one of relatives is read for itself.
fn gather(found: Vec<SheetRead>, findings: &mut Findings) -> (Vec<Row>, Vec<SheetSummary>) {
    let any_whole = found.iter().any(|(_, read, _)| read.as_ref().is_some_and(|(_, summary)| summary.is_whole()));
    let (mut rows, mut sheets) = (Vec::new(), Vec::new());
    for (tab, read, own) in found {
        let sheet = text::one_line(&tab);
        let place = Place { sheet: &sheet, row: 0, column: None };
        match read {
            None => findings.warn(place, format!("工作表“{sheet}”没有表头，未读"), "是花名册的，补上含“姓名”的表头"),
            Some((_, summary)) if summary.relatives => {}
            Some((_, summary)) if any_whole && !summary.is_whole() => {
                findings.warn(
                    place,
                    format!("工作表“{sheet}”不是花名册，未读"),
                    "是花名册的，补上“性别”和“出生年月”列",
                );
            }
            Some((found, summary)) => {
                findings.append(own);
                rows.extend(found);
                sheets.push(summary);
            }
        }
    }
    (rows, sheets)
}

/// Takes the lines of one sheet: first looks for the heading, then reads person by person.
struct SheetReader<'a> {
    sheet: &'a str,
    options: &'a Options,
    units: &'a KnownUnits,
    merges: &'a [Merge],
    findings: &'a mut Findings,
    waiting: Vec<Line>,
    body: Option<lines::Body<'a>>,
    rows: Vec<Row>,
}

impl<'a> SheetReader<'a> {
    fn new(
        sheet: &'a str,
        options: &'a Options,
        units: &'a KnownUnits,
        merges: &'a [Merge],
        findings: &'a mut Findings,
    ) -> Self {
        Self { sheet, options, units, merges, findings, waiting: Vec::new(), body: None, rows: Vec::new() }
    }

    fn take(&mut self, line: Line) -> ControlFlow<()> {
        if let Some(body) = &mut self.body {
            self.rows.extend(body.take(&line, self.findings));
            return ControlFlow::Continue(());
        }
        self.waiting.push(line);
        if self.waiting.len() < heading::SEARCHED_ROWS {
            return ControlFlow::Continue(());
        }
        self.begin();
        if self.body.is_some() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Looks for the heading in the lines kept so far and reads those below it.
    fn begin(&mut self) {
        let lines = std::mem::take(&mut self.waiting);
        let Some(heading) = heading::find(&lines, self.merges, &self.options.headings) else { return };
        self.tell_about(&heading);
        let title_unit = unit::of_titles(&lines, heading.top, self.sheet, self.units);
        let mut body = lines::Body::new(self.sheet, self.options, self.units, self.merges, heading, title_unit);
        let bottom = body.heading().bottom;
        for line in lines.iter().filter(|line| line.row > bottom) {
            self.rows.extend(body.take(line, self.findings));
        }
        self.body = Some(body);
    }

    fn tell_about(&mut self, heading: &heading::Heading) {
        let at = |column| Place { sheet: self.sheet, row: heading.bottom, column: Some(column) };
        for (first, second) in &heading.twice {
            let title = heading.columns.get(first).map_or("", |field| field.title());
            let letters = crate::finding::column_letters(*first);
            self.findings.warn(at(*second), format!("有两列“{title}”，只读了{letters}列"), "删去或改名其中一列");
        }
        for (column, words) in heading.unknown() {
            let short: String = words.chars().take(20).collect();
            self.findings.warn(at(column), format!("不认识列“{short}”，未读"), "需要读入的，改用通行的列名");
        }
        if heading.column_of(Field::Sex).is_none() && heading.column_of(Field::IdNumber).is_none() {
            let place = Place { sheet: self.sheet, row: heading.bottom, column: None };
            self.findings.error(place, "表头缺“性别”列", "补上“性别”列或“身份证号”列");
        }
        if heading.column_of(Field::Birth).is_none() && heading.column_of(Field::IdNumber).is_none() {
            let place = Place { sheet: self.sheet, row: heading.bottom, column: None };
            self.findings.error(place, "表头缺“出生年月”列", "补上“出生年月”列或“身份证号”列");
        }
    }

    /// The rows and how the sheet was understood; nothing when no heading was found.
    fn finish(mut self, tab: &Tab) -> Option<(Vec<Row>, SheetSummary)> {
        if self.body.is_none() {
            self.begin();
        }
        let body = self.body.take()?;
        if tab.hidden_rows > 0 {
            let place = Place { sheet: self.sheet, row: 0, column: None };
            let sentence = format!("有{}行被隐藏或筛去，已一并读入", tab.hidden_rows);
            self.findings.warn(place, sentence, "不该导入的，先删去这些行");
        }
        let heading = body.heading();
        let columns = heading
            .columns
            .iter()
            .map(|(column, field)| {
                let words = heading.words.get(column).cloned().unwrap_or_default();
                (crate::finding::column_letters(*column), words, *field)
            })
            .collect();
        let summary = SheetSummary {
            name: self.sheet.to_owned(),
            heading_row: heading.bottom,
            columns,
            people: self.rows.len(),
            relatives: heading.words.values().any(|words| words.contains("称谓") || words.contains("家庭关系")),
        };
        Some((self.rows, summary))
    }
}
