//! Official papers as text that a county changes without a programmer: a template of the policy pack, filled from the titled view of a
//! matter, becomes blocks that a document and a page draw alike.
//!
//! A template is read line by line. What a line is, its first sign says:
//!
//! | line | meaning |
//! |---|---|
//! | `^ {{本件.密级}}` | 密级, above all else at the left |
//! | `! 中共青弋县委组织部` | 发文机关标志, in red |
//! | `% {{本件.文号}}` | 发文字号 |
//! | `# 请假审批表` | title |
//! | `## {{本件.编号}}` | line under the title |
//! | `@ 县委组织部：` | addressee |
//! | `= 附件：…` | note on attachments |
//! | `> 2026年5月6日` | at the right: signature, date |
//! | `~ 抄送：…` | 版记 at the foot of the last page; `~ 甲\|乙` has 乙 at its right |
//! | `\|2 3 2 5\|` | relative widths of the table that follows |
//! | `\| 姓名 \| {{申请.姓名}} \|` | row of a table; a cell `<` belongs to the cell at its left |
//! | `\|* {{审批意见.序号}} \| {{审批意见.意见}} \|` | a row for each row of that table of the matter; 序号 numbers them |
//! | `* {{问题.序号}}．{{问题.事实}}` | a line for each row of that table, with any of the signs above behind the star |
//! | anything else | a paragraph; `一、` and `（一）` at its beginning make it a heading |
//!
//! `?{{申请.备注}} ` before any of them leaves the line out where that field is empty.

mod fill;
#[cfg(test)]
mod tests;
mod text;

pub use fill::Filling;

use crate::{days::Day, policy::Status};
use serde::{Deserialize, Serialize};

/// Fields that every paper may ask for, whatever its kind.
pub const COMMON: &[&str] = &[
    "本件.编号",
    "本件.事项",
    "本件.环节",
    "本件.时任职务",
    "本件.单位",
    "本件.县名",
    "本件.日期",
    "本件.文号",
    "本件.应办日期",
    "本件.密级",
    "本件.主送",
    "本件.抄送",
    "本件.份数",
    "本件.签发人",
    "本件.成文日期",
    "本件.印发日期",
    "本件.经过",
    "本件.经过.序号",
    "本件.经过.办理",
    "本件.经过.内容",
    "本件.经过.办理人",
    "本件.经过.日期",
];

/// Before the id of a limit it is a field that every paper may ask for: 时限.handover.complete is 7个工作日.
pub const LIMIT: &str = "时限.";

/// The dictionary of 发文机关代字.
pub const DOCUMENT_CODES: &str = "document_codes";

/// The columns of 本件.经过, what has happened so far.
pub const COURSE: [&str; 4] = ["办理", "内容", "办理人", "日期"];

/// What is known of a matter beside its titled view.
#[derive(Clone, Debug)]
pub struct About {
    /// Its running number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub stage: String,
    /// 时任职务.
    pub post: String,
    /// Name of its first unit.
    pub unit: String,
    /// Name of the county.
    pub county: String,
    /// The day on which it is filled in; 成文日期 too, until it is issued.
    pub today: Day,
    /// The next day on which something of it is due.
    pub due: Option<Day>,
    /// What has happened so far, in the columns of [`COURSE`].
    pub course: Vec<Vec<String>>,
}

/// How a paper is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 表格: title and table, on one sheet if it can be.
    Sheet,
    /// 信函: the letter form of GB/T 9704, for what is sent to one addressee.
    Letter,
    /// 公文: the general form of GB/T 9704.
    Document,
}

/// What becomes of a paper that is asked for before its time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// It is made out.
    #[default]
    Open,
    /// It is made out, and the page says what is missing.
    Warn,
    /// It is not made out.
    Refuse,
}

/// A template of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Such as `leave.form`.
    pub id: String,
    /// The kind of matter that it is filled from.
    pub kind: String,
    /// Its name in menus: 请假审批表.
    pub title: String,
    /// Its layout.
    pub form: Form,
    /// The clause that asks for it.
    pub clause: String,
    /// How sure its wording is.
    pub status: Status,
    /// Where it comes from.
    pub source: String,
    /// Copies to be printed, 一式几份.
    pub copies: u32,
    /// 代字 under which it is issued, a term of [`DOCUMENT_CODES`]; none for what is no 公文 and gets no 发文字号.
    pub code: Option<String>,
    /// The field that has to be filled before its time has come.
    pub after: Option<String>,
    /// What becomes of it before that.
    pub gate: Gate,
    lines: Vec<text::Line>,
}

impl Template {
    /// Reads the text of a template into it. `first` is the line of the file on which the text begins.
    ///
    /// # Errors
    /// Line of the file and sentence of everything that is not understood.
    pub fn read(mut self, text: &str, first: usize) -> Result<Self, Vec<(usize, String)>> {
        self.lines = text::lines(text, first)?;
        Ok(self)
    }

    /// A template without a text.
    #[must_use]
    pub fn new(id: String, kind: String, title: String, form: Form) -> Self {
        Self {
            id,
            kind,
            title,
            form,
            clause: String::new(),
            status: Status::Unverified,
            source: String::new(),
            copies: 1,
            code: None,
            after: None,
            gate: Gate::Open,
            lines: Vec::new(),
        }
    }

    fn asked(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines.iter().flat_map(|line| line.fields().map(move |field| (line.number, field)))
    }

    /// Ids of the limits that it asks for.
    pub fn limits(&self) -> impl Iterator<Item = &str> {
        self.asked().filter_map(|(_, field)| field.strip_prefix(LIMIT))
    }

    /// Fields that it asks for and that are not among those known, each with its line of the file.
    #[must_use]
    pub fn unknown<'a>(&'a self, known: &dyn Fn(&str) -> bool) -> Vec<(usize, &'a str)> {
        let first = self.lines.first().map_or(1, |line| line.number);
        let waits = self.after.as_deref().map(|field| (first, field));
        waits.into_iter().chain(self.asked()).filter(|(_, field)| !COMMON.contains(field) && !known(field)).collect()
    }

    /// What becomes of it while the field is empty that it waits for; open as soon as that is filled.
    #[must_use]
    pub fn gate(&self, filling: &Filling) -> Gate {
        match &self.after {
            Some(field) if filling.is_empty(field) => self.gate,
            _ => Gate::Open,
        }
    }

    /// The paper of one matter.
    #[must_use]
    pub fn filled(&self, filling: &Filling) -> Paper {
        Paper {
            title: self.title.clone(),
            form: self.form,
            copies: self.copies,
            blocks: fill::blocks(&self.lines, filling),
        }
    }
}

/// A paper, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its name.
    pub title: String,
    /// Its layout.
    pub form: Form,
    /// 一式几份.
    pub copies: u32,
    /// Its content, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// 密级
    Mark(String),
    /// 发文机关标志
    Head(String),
    /// 发文字号
    Number(String),
    /// The title.
    Title(String),
    /// A line under the title.
    Under(String),
    /// 主送
    To(String),
    /// A heading: 1 for 一、, 2 for （一）.
    Heading(u8, String),
    /// A paragraph.
    Body(String),
    /// 附件说明
    Note(String),
    /// 署名 and 日期
    Right(String),
    /// 版记; behind a `|` what stands at the right.
    Foot(String),
    /// A table.
    Table {
        /// Relative widths of the columns.
        widths: Vec<u32>,
        /// Its rows.
        rows: Vec<Vec<Cell>>,
    },
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What stands in it.
    pub words: String,
    /// Columns it spans.
    pub span: usize,
    /// Words of the form itself, not of the matter.
    pub label: bool,
}
