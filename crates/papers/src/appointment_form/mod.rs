//! 干部任免审批表 as .docx, in the official geometry: two pages of A4, one table each, every row of a fixed height.
//!
//! What does not fit at fourteen points is set smaller, step by step, until it does; nothing is left out.

mod first;
mod fit;
mod ooxml;
mod second;

#[cfg(test)]
mod tests;

use engine::people::month::{self, Month};

use crate::person_file::{Generation, Part, PersonFile};
use ooxml::{Margins, Page};

/// Why no form could be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("任免审批表写不成文档，请重试。")]
pub struct Unwritten;

/// The form of one person.
///
/// # Errors
/// When the package cannot be put together, which no person of ours brings about.
pub fn to_docx(file: &PersonFile, generation: Generation) -> Result<Vec<u8>, Unwritten> {
    let first = Page {
        table: first::table(file, generation),
        title: Some("干部任免审批表"),
        below: String::new(),
        margins: Margins { top: 11.1, right: 20.0, bottom: 12.0, left: 22.0 },
    };
    let second = Page {
        table: second::table(file),
        title: None,
        below: format!("填表人：{}", file.text(Part::FilledBy)),
        margins: Margins { top: 28.6, right: 20.0, bottom: 10.0, left: 21.0 },
    };
    ooxml::document(&[first, second], file.photo.as_ref()).map_err(|_| Unwritten)
}

/// A month of the file, where its text is one.
fn month_of(words: &str) -> Option<Month> {
    month::read(words, 2099).ok().map(|read| read.when.month)
}

/// A month as the form prints it; words that are none as they stand.
fn printed(words: &str) -> String {
    month_of(words).map_or_else(|| words.to_owned(), Month::printed)
}

/// The month to which ages are counted: 计算年龄时间, else 填表时间.
fn counted_to(file: &PersonFile) -> Option<Month> {
    month_of(file.text(Part::AgeDay)).or_else(|| month_of(file.text(Part::FilledDay)))
}

/// Two characters stand apart, as on every form.
fn spaced(name: &str) -> String {
    let bare: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    match bare.as_slice() {
        [one, other] => format!("{one}\u{3000}{other}"),
        _ => name.trim().to_owned(),
    }
}
