//! Small parts that many pages share. Each is drawn by its template, and is safe to put into another template as it is.

use super::ruler::Overlap;
use askama::{Template, filters::HtmlSafe};

/// The colour and shape of a state. Never colour alone: every tone has a shape, every tag a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// ■ past its day, refused, in conflict.
    Late,
    /// ▲ due today or soon.
    Soon,
    /// ◐ under way.
    Going,
    /// ○ not yet.
    Wait,
    /// ● done.
    Done,
    /// – neither.
    #[default]
    None,
}

impl Tone {
    /// Its class in the stylesheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Soon => "soon",
            Self::Going => "going",
            Self::Wait => "wait",
            Self::Done => "done",
            Self::None => "none",
        }
    }
    /// Its shape, as the inside of an 8×8 SVG.
    pub const fn shape(self) -> &'static str {
        match self {
            Self::Late => r#"<path stroke="none" d="M0 0h8v8H0z"/>"#,
            Self::Soon => r#"<path stroke="none" d="M4 0l4 8H0z"/>"#,
            Self::Going => {
                r#"<circle cx="4" cy="4" r="3.3" fill="none"/><path stroke="none" d="M4 .7a3.3 3.3 0 0 0 0 6.6z"/>"#
            }
            Self::Wait => r#"<circle cx="4" cy="4" r="3.3" fill="none"/>"#,
            Self::Done => r#"<circle cx="4" cy="4" r="3.5" stroke="none"/>"#,
            Self::None => r#"<path fill="none" d="M0 4h8"/>"#,
        }
    }
}

/// A state: shape, word, colour.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/tag.html")]
pub struct Tag {
    /// Colour and shape.
    pub tone: Tone,
    /// The word; without it nothing is drawn.
    pub word: String,
}

impl Tag {
    /// A tag.
    pub fn new(tone: Tone, word: impl Into<String>) -> Self {
        Self { tone, word: word.into() }
    }
}

/// How a day came about, with its clause.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/basis.html")]
pub struct Basis {
    /// The arithmetic in words.
    pub words: String,
    /// The clause, as people cite it.
    pub clause: String,
}

/// Words that lead somewhere.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// The words.
    pub title: String,
    /// Where they lead.
    pub href: String,
}

impl Way {
    /// A way.
    pub fn new(title: impl Into<String>, href: impl Into<String>) -> Self {
        Self { title: title.into(), href: href.into() }
    }
}

/// 不予办理: fact, clause, ways out. First on the page and focused.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/refusal.html")]
pub struct RefusalBox {
    /// The rule in a few words.
    pub title: String,
    /// What happened and what to do.
    pub sentence: String,
    /// The clause's words or title.
    pub clause: String,
    /// Its mark: 意见三（一）.
    pub mark: String,
    /// Who is away when, where it is about time.
    pub picture: Option<Overlap>,
    /// Names and numbers in the sentence that lead somewhere.
    pub mentions: Vec<Way>,
    /// What is wrong, each with its field.
    pub wrong: Vec<Way>,
    /// Other ways to go.
    pub ways: Vec<Way>,
}

impl RefusalBox {
    /// The sentence in pieces: the first place of each name and number that leads somewhere, and what stands between.
    fn pieces(&self) -> Vec<Way> {
        let mut pieces = vec![Way::new(self.sentence.clone(), "")];
        for mention in &self.mentions {
            let parted =
                pieces.iter().enumerate().filter(|(_, piece)| piece.href.is_empty()).find_map(|(at, piece)| {
                    let (before, after) = piece.title.split_once(mention.title.as_str())?;
                    Some((at, [Way::new(before, ""), mention.clone(), Way::new(after, "")]))
                });
            if let Some((at, parted)) = parted {
                drop(pieces.splice(at..=at, parted));
            }
        }
        pieces.retain(|piece| !piece.title.is_empty());
        pieces
    }
}

/// 本页已有新变化: what came between.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/stale.html")]
pub struct StaleBox {
    /// What happened.
    pub sentence: String,
    /// The lines that came between.
    pub lines: Vec<String>,
    /// The page as it is now.
    pub href: String,
}

/// One page number or 上一页, 下一页.
#[derive(Clone, Debug, Default)]
pub struct PageLink {
    /// The words.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// This very page.
    pub here: bool,
}

/// The foot of a list.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/paging.html")]
pub struct Paging {
    /// 共15条，每页10条; without it nothing is drawn.
    pub words: String,
    /// Where one can go.
    pub links: Vec<PageLink>,
}

/// One fact: title and text.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
    /// Where the text leads, if anywhere.
    pub href: String,
    /// Takes the whole line.
    pub wide: bool,
    /// What can be asked for beside it.
    pub way: Option<Way>,
}

/// What a correction changed in one place.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What it is called.
    pub title: String,
    /// What stood there; empty where there was nothing.
    pub was: String,
    /// What stands there now; empty where there is nothing.
    pub now: String,
}

/// A block of facts or a table of them.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/facts.html")]
pub struct FactBlock {
    /// Its title; empty for the first.
    pub title: String,
    /// The facts.
    pub rows: Vec<Fact>,
    /// Heads of its table.
    pub heads: Vec<String>,
    /// Lines of its table, each text with its head.
    pub lines: Vec<Vec<(String, String)>>,
}

/// A line of a plain list.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The words.
    pub title: String,
    /// Where they lead, if anywhere.
    pub href: String,
    /// What stands under or beside them.
    pub meta: String,
    /// State.
    pub tag: Tag,
}

impl Row {
    /// A row without a tag.
    pub fn new(title: impl Into<String>, href: impl Into<String>, meta: impl Into<String>) -> Self {
        Self { title: title.into(), href: href.into(), meta: meta.into(), tag: Tag::default() }
    }
}

/// Head of a column.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its words.
    pub title: String,
    /// Class of the stylesheet: alignment, and what the phone does without.
    pub class: &'static str,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct TableCell {
    /// Its words.
    pub text: String,
    /// Where it leads, if anywhere.
    pub href: String,
    /// Class of the stylesheet.
    pub class: &'static str,
    /// The column's words, for the phone.
    pub label: String,
    /// A tag instead of the text.
    pub tag: Option<Tag>,
}

/// A line of a table.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// `late` marks the left edge.
    pub tone: &'static str,
    /// Its cells.
    pub cells: Vec<TableCell>,
}

/// A state tab over a table.
#[derive(Clone, Debug, Default)]
pub struct Tab {
    /// Its word.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The one shown.
    pub here: bool,
    /// How many; empty where not counted.
    pub count: String,
    /// The count is of late ones.
    pub late: bool,
}

macro_rules! safe {
    ($($part:ty),*) => { $(impl HtmlSafe for $part {})* };
}
safe!(Tag, Basis, RefusalBox, StaleBox, Paging, FactBlock);
