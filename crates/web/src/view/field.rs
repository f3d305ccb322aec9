//! Form fields, drawn from what the engine's form walker asks for.

use askama::{Template, filters::HtmlSafe};

/// One alternative of a choice.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// As sent.
    pub value: String,
    /// As read.
    pub words: String,
    /// Taken.
    pub chosen: bool,
}

/// One alternative that asks for more.
#[derive(Clone, Debug, Default)]
pub struct Branch {
    /// As sent.
    pub value: String,
    /// As read.
    pub words: String,
    /// Taken.
    pub chosen: bool,
    /// What it asks for.
    pub fields: Vec<Field>,
}

/// A line of text.
#[derive(Clone, Debug, Default)]
pub struct TextBox {
    /// What stands in it.
    pub value: String,
    /// Width, as a class of the stylesheet: it says the length expected.
    pub class: &'static str,
    /// Keyboard on a phone.
    pub mode: &'static str,
}

/// A picker: text with suggestions; without script the server chooses among namesakes.
#[derive(Clone, Debug, Default)]
pub struct PickBox {
    /// What stands in it.
    pub value: String,
    /// Where suggestions come from.
    pub from: &'static str,
}

/// A day with 上午 or 下午.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/half_day.html")]
pub struct HalfDayBox {
    /// Id of the day's input.
    pub id: String,
    /// What it is, for readers of the screen.
    pub label: String,
    /// Name of the day's input.
    pub day_name: String,
    /// What stands in it.
    pub day: String,
    /// Name of the half's select.
    pub half_name: String,
    /// 上午 or 下午.
    pub half: String,
}

impl HalfDayBox {
    const fn halves(&self) -> [&'static str; 2] {
        ["上午", "下午"]
    }
}

/// A file already uploaded.
#[derive(Clone, Debug, Default)]
pub struct HeldFile {
    /// Name of the hidden control.
    pub control: String,
    /// Its digest.
    pub digest: String,
    /// The name it had.
    pub name: String,
}

/// A numbered row of a table.
#[derive(Clone, Debug, Default)]
pub struct FormRow {
    /// Its fields.
    pub cells: Vec<Field>,
    /// What is wrong with it as a whole.
    pub error: String,
    /// Name of the button that takes it out.
    pub drop_name: String,
    /// Value of that button.
    pub drop_value: String,
}

/// A table of rows to fill.
#[derive(Clone, Debug, Default)]
pub struct FormTable {
    /// Heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<FormRow>,
    /// Name of the button that adds one.
    pub add_name: String,
    /// Value of that button.
    pub add_value: String,
    /// What stands beside the button.
    pub note: String,
    /// Name of the text into which several rows are pasted.
    pub paste_name: String,
    /// Name of the file from which rows are taken.
    pub sheet_name: String,
    /// What was pasted and did not fit.
    pub pasted: String,
}

/// What a field is filled with.
#[derive(Clone, Debug)]
pub enum Control {
    /// Sent along, not shown.
    Hidden(String),
    /// One line.
    Text(TextBox),
    /// Several lines.
    Prose(String),
    /// The text of a file.
    Source(String),
    /// Yes or no.
    Tick(bool),
    /// Few words, one of which.
    Radios(Vec<Choice>),
    /// Many words, one of which.
    Select(Vec<Choice>),
    /// Any of several words.
    Ticks(Vec<Choice>),
    /// One of several, each with fields of its own.
    Branches(Vec<Branch>),
    /// A picker.
    Pick(PickBox),
    /// Half a day.
    HalfDay(HalfDayBox),
    /// From and to, and how many days that is, where both are written.
    Period(HalfDayBox, HalfDayBox, String),
    /// Files; those already uploaded are kept by their digest.
    File(Vec<HeldFile>),
    /// Fields that belong together.
    Group(Vec<Field>),
    /// Rows.
    Table(FormTable),
}

impl Control {
    /// Whether a table stands in it whose columns need the whole page.
    fn is_wide(&self) -> bool {
        let any = |fields: &[Field]| fields.iter().any(|field| field.control.is_wide());
        match self {
            Self::Table(table) => table.heads.len() > NARROW || table.rows.iter().any(|row| any(&row.cells)),
            Self::Group(fields) => any(fields),
            Self::Branches(branches) => branches.iter().any(|branch| any(&branch.fields)),
            _ => false,
        }
    }
}

/// Columns of a table for which half a page is enough.
const NARROW: usize = 4;

/// One field of a form.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    /// Id in the page.
    pub id: String,
    /// Name as sent.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What helps to fill it.
    pub hint: String,
    /// What is wrong with it.
    pub error: String,
    /// May be left empty.
    pub may: bool,
    /// Takes several values.
    pub many: bool,
    /// Ids of hint and error, for readers of the screen.
    pub told_by: String,
    /// What it is filled with.
    pub control: Control,
}

impl HtmlSafe for Field {}
impl HtmlSafe for HalfDayBox {}
impl HtmlSafe for FormBox {}

/// A form: fields, the approval path, the button and what happens next.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/form.html")]
pub struct FormBox {
    /// Where it is sent.
    pub action: String,
    /// Token of the session.
    pub csrf: String,
    /// Idempotency key, made with the page.
    pub key: String,
    /// Number of the last event that this page knows.
    pub after: Option<i64>,
    /// It carries files.
    pub files: bool,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The question whose signed paper is entered, where that may be.
    pub behalf: Option<Field>,
    /// That question stands unfolded.
    pub behalf_open: bool,
    /// The draft under which it has been kept.
    pub draft: Option<String>,
    /// It can be kept as a draft.
    pub keeps: bool,
    /// The path that was computed before submitting.
    pub path: Vec<String>,
    /// What that is called.
    pub path_title: &'static str,
    /// Words on the button, a verb.
    pub button: String,
    /// Drawn in red outline.
    pub grave: bool,
    /// What happens next and by when.
    pub note: String,
}

impl FormBox {
    /// Whether it needs the width of the page.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.fields.iter().any(|field| field.control.is_wide())
    }
}
