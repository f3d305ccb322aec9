//! Pages of the house itself: first start, registers, imports, accounts, policy pack. Panels under one another, each of the same few parts.

use super::{
    field::Field,
    frame::Frame,
    pages::HeadAct,
    parts::{Head, Paging, RefusalBox, Row, Tab, TableRow},
};
use askama::{Template, filters::HtmlSafe};

/// A line under the head: what was done, or what to mind.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// Ochre instead of green.
    pub mind: bool,
    /// Its first words, in bold.
    pub title: String,
    /// The rest.
    pub text: String,
}

/// A small form: fields drawn as everywhere, one button.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/ask.html")]
pub struct Ask {
    /// Where it is sent.
    pub action: String,
    /// Token of the session; a code instead, where there is none yet.
    pub csrf: String,
    /// It carries files.
    pub files: bool,
    /// Sent along, not shown.
    pub kept: Vec<(String, String)>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Words on the button, a verb.
    pub button: String,
    /// Drawn in red outline.
    pub grave: bool,
    /// What happens next.
    pub note: String,
    /// Another way, beside the button.
    pub other: Option<(String, String)>,
}

impl HtmlSafe for Ask {}

/// How far something has come.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// Of a thousand.
    pub filled: i64,
    /// The same in words.
    pub words: String,
}

/// A panel.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// Anchor in the page.
    pub anchor: &'static str,
    /// Its title.
    pub title: String,
    /// One line about it.
    pub meta: String,
    /// Links at the right of its head.
    pub ways: Vec<(String, String)>,
    /// Tabs over its table.
    pub tabs: Vec<Tab>,
    /// Sentences.
    pub lines: Vec<String>,
    /// A picture of the program's own: its address, and what it shows in words.
    pub picture: Option<(String, String)>,
    /// Facts in two columns: title and text.
    pub facts: Vec<Row>,
    /// How far it has come.
    pub bar: Option<Bar>,
    /// Heads of its table.
    pub columns: Vec<Head>,
    /// Rows of its table.
    pub rows: Vec<TableRow>,
    /// What stands there without rows: a fact, and one more sentence.
    pub empty: Option<(String, String)>,
    /// Pages.
    pub paging: Paging,
    /// Its form, under all else.
    pub ask: Option<Ask>,
}

impl Panel {
    /// A panel with a title and a line about it.
    pub fn new(title: impl Into<String>, meta: impl Into<String>) -> Self {
        Self { title: title.into(), meta: meta.into(), ..Self::default() }
    }
}

/// A page of the house.
#[derive(Debug, Default, Template)]
#[template(path = "office.html")]
pub struct OfficePage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// One line about it.
    pub meta: String,
    /// Acts at the head.
    pub acts: Vec<HeadAct>,
    /// Why not.
    pub refusal: Option<RefusalBox>,
    /// What was done, what to mind.
    pub notes: Vec<Note>,
    /// Its panels.
    pub panels: Vec<Panel>,
}

/// The same for somebody who is not signed in: the first start.
#[derive(Debug, Default, Template)]
#[template(path = "office_bare.html")]
pub struct BareOfficePage {
    /// Title of the window and h1.
    pub title: String,
    /// Digest of the assets.
    pub version: &'static str,
    /// One line about it.
    pub meta: String,
    /// Why not.
    pub refusal: Option<RefusalBox>,
    /// What was done, what to mind.
    pub notes: Vec<Note>,
    /// Its panels.
    pub panels: Vec<Panel>,
}

/// One matter of a page on which several are done.
#[derive(Clone, Debug, Default)]
pub struct BulkRow {
    /// What the names of its controls begin with.
    pub prefix: String,
    /// The matter.
    pub matter: String,
    /// Number of its last event as drawn.
    pub after: i64,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Why it is owed.
    pub meta: String,
    /// Why it was not done.
    pub error: String,
    /// Its form.
    pub fields: Vec<Field>,
}

/// 成批办理.
#[derive(Debug, Default, Template)]
#[template(path = "bulk.html")]
pub struct BulkPage {
    /// The frame.
    pub frame: Frame,
    /// h1.
    pub heading: String,
    /// One line about it.
    pub meta: String,
    /// Why not all.
    pub refusal: Option<RefusalBox>,
    /// Where it is sent.
    pub action: String,
    /// Idempotency key of the page; each row has its own from it.
    pub key: String,
    /// Heads of the forms' columns.
    pub heads: Vec<String>,
    /// The matters.
    pub rows: Vec<BulkRow>,
    /// Words on the button.
    pub button: String,
}

/// For a page that shows panels only.
pub const NO_NOTES: &[Note] = &[];
/// For a page that shows panels only.
pub const NO_REFUSAL: &Option<RefusalBox> = &None;
