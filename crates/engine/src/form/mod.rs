//! Forms from schemas: what a page asks for, what a browser sends back, and what is wrong with it. No HTML.
//!
//! A form's names are its JSON pointers with dots: `/items/0/what` is asked for as `items.0.what`; an enum's chosen alternative is
//! the text under its own name, and what the alternative carries lies under `name.tag`. Names with a segment that begins with `_`
//! belong to the page: `_add` and `_del` (buttons of tables and of files), `items._paste` (rows pasted from a spreadsheet), `x._name`
//! (the file name beside a digest).

mod amend;
mod check;
mod draw;
mod pairs;
mod parse;
mod paste;
mod prefill;
mod scalar;
mod shape;

#[cfg(test)]
mod tests;

pub use amend::{amending, correcting};
pub use check::check;
pub use draw::{fields, fields_filled};
pub use parse::{attach, parse};
pub use prefill::prefill;
pub use scalar::id_number;
pub use scalar::yuan;
pub use shape::{Pick, Shape, Slot, Variant, core, flag, hint, is_han, shape, slots, title};

use crate::{
    days::Day,
    policy::Policy,
    procedure::{Aid, Refusal},
};
use serde_json::Value;

/// Most rows a table of a form takes; more are filled in as a workbook.
pub const ROWS_MAX: usize = 200;
/// Most pairs a form takes.
pub const PAIRS_MAX: usize = 6_000;
/// Most characters of a line of text, unless the type says otherwise.
pub const TEXT_MAX: usize = 500;
/// Most characters of a text of several lines, unless the type says otherwise.
pub const PROSE_MAX: usize = 10_000;

/// Something that has an id and a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What tells it from its namesakes: unit and post of a cadre, unit of a post. May be empty.
    pub note: String,
}

impl Found {
    /// The name with the note: 张三（新乡镇 镇长）.
    #[must_use]
    pub fn label(&self) -> String {
        if self.note.is_empty() { self.name.clone() } else { format!("{}（{}）", self.name, self.note) }
    }
}

/// Names of ids.
pub trait Names {
    /// What this id is called, if there is such a one.
    fn name(&self, pick: Pick, id: &str) -> Option<Found>;
    /// The file name of an attachment, by digest.
    fn file(&self, _digest: &str) -> Option<String> {
        None
    }
}

/// Ids of names.
pub trait Lookup: Names {
    /// Everything that bears this name exactly, in official order; names of units also by their aliases, matters by their number.
    fn named(&self, pick: Pick, typed: &str) -> Vec<Found>;
}

/// Words of dictionaries.
pub trait Terms {
    /// Code and word of each term, in order; empty for a dictionary that is not known or not entered yet.
    fn terms(&self, dictionary: &str) -> Vec<(String, String)>;
}

impl Terms for Policy {
    fn terms(&self, dictionary: &str) -> Vec<(String, String)> {
        let terms = self.dictionary(dictionary).map(|dictionary| dictionary.terms.as_slice()).unwrap_or_default();
        terms.iter().map(|term| (term.code.clone(), term.title.clone())).collect()
    }
}

/// What a form is drawn and read with, beside its schema.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// Ids and names.
    pub lookup: &'a dyn Lookup,
    /// Dictionaries.
    pub terms: &'a dyn Terms,
    /// The day that 今天 means, and whose year a day without a year has.
    pub today: Day,
    /// What the mechanism adds to the type.
    pub aid: &'a Aid,
}

/// One field of a form, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name of the control.
    pub name: String,
    /// JSON pointer of what it asks for.
    pub pointer: String,
    /// Label.
    pub title: String,
    /// Line under the label.
    pub hint: Option<String>,
    /// What is asked.
    pub kind: FieldKind,
    /// Must be filled; otherwise marked 可不填. Not to become HTML's `required` within a branch.
    pub required: bool,
    /// What is entered is sealed.
    pub sealed: bool,
    /// Stands on the line of the field before it.
    pub together: bool,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The text of the control, as filled or prefilled; of a picker the name; of a table what was pasted and did not fit.
    pub value: String,
}

/// How a field is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// One line.
    Text {
        /// Most characters.
        max: usize,
    },
    /// Several lines.
    Prose {
        /// Most characters.
        max: usize,
    },
    /// Telephone.
    Phone,
    /// ID number.
    IdNumber,
    /// Whole number.
    Integer {
        /// Least.
        min: Option<i64>,
        /// Most.
        max: Option<i64>,
    },
    /// Number with decimals.
    Decimal,
    /// Yuan.
    Money,
    /// A tick box whose value is `true`.
    Yes,
    /// A day, as text.
    Day,
    /// A day and its half.
    HalfDay(HalfControl),
    /// Two half-days.
    Period(HalfControl, HalfControl),
    /// A name to be typed, or to be chosen where several bear it.
    Pick {
        /// Of what.
        pick: Pick,
        /// What the text was understood as.
        chosen: Option<Found>,
        /// Namesakes to choose among: a select with their ids instead of the text; empty otherwise.
        among: Vec<Found>,
    },
    /// One of these: radio buttons or a select, with an empty first line in the latter.
    Choice(Vec<Choice>),
    /// Any of these: tick boxes of one name.
    Choices(Vec<Choice>),
    /// Files: uploaded by the control `upload`, and those already held as hidden fields.
    Files {
        /// Name of the upload control.
        upload: String,
        /// Takes more than one.
        many: bool,
        /// Those already uploaded.
        held: Vec<Held>,
    },
    /// Radio buttons, and the fields of each alternative after them.
    Branches(Vec<Branch>),
    /// Fields under a heading.
    Group(Vec<Field>),
    /// Rows. `_add` with the field's name adds one, `_del` with the row's name takes it away.
    Table {
        /// The columns.
        heads: Vec<Head>,
        /// The rows; at least one is drawn.
        rows: Vec<Row>,
    },
    /// A hidden control.
    Hidden,
    /// Nothing a form can ask for.
    Unknown,
}

/// The two controls of a half-day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfControl {
    /// Label within a period: 自, 至; empty for a half-day of its own.
    pub title: String,
    /// Name of the day's control.
    pub day_name: String,
    /// Its text.
    pub day: String,
    /// Name of the half's control.
    pub half_name: String,
    /// 上午 or 下午.
    pub half: String,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub word: String,
    /// Line under it.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A file already uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Name of the hidden control; `_del` with it takes the file away.
    pub control: String,
    /// Its digest.
    pub digest: String,
    /// The name it had; its hidden control is `<control>._name`.
    pub name: String,
}

/// One alternative of an enum with data.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub word: String,
    /// Line under it.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// What it carries.
    pub fields: Vec<Field>,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Title.
    pub title: String,
    /// Line under it.
    pub hint: Option<String>,
    /// Must be filled in each row.
    pub required: bool,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Number shown, from 1.
    pub number: usize,
    /// Its name, the value of `_del`.
    pub name: String,
    /// One field per column.
    pub fields: Vec<Field>,
    /// What is wrong with the row as a whole.
    pub error: Option<String>,
}

/// A form as it came, to be shown again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Everything that was typed.
    pub pairs: Vec<(String, String)>,
    /// What is wrong, in the order of the form: JSON pointer and sentence. Empty when a row was added or taken away.
    pub wrong: Vec<(String, String)>,
}

impl Filled {
    /// A draft, or values from elsewhere, to be shown without complaint.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self { pairs, wrong: Vec::new() }
    }

    /// The form of an action that was read without fault and then refused. The refusal is placed at its field.
    #[must_use]
    pub fn refused(schema: &Value, pairs: &[(String, String)], refusal: &Refusal) -> Self {
        // The refusal counts the rows of the action, in which blank rows are gone.
        let mut settled = pairs::Pairs::of(pairs);
        pairs::settle(&mut settled, schema, "", true);
        let at = refusal.at.clone().unwrap_or_default();
        Self { pairs: settled.to_vec(), wrong: vec![(at, refusal.sentence.clone())] }
    }
}

/// The JSON pointer of a name.
#[must_use]
pub fn pointer(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("/{}", name.replace('.', "/")) }
}
