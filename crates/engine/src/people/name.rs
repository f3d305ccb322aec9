//! Names as rosters write them: padded, marked, with dots of many makes and characters no font has.

use super::{Sex, text};

/// A name taken from a cell, with what was written beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameReading {
    /// The name: Han without blanks, parts joined by «·», Latin words by one space.
    pub name: String,
    /// A sex mark in the cell, as «（女）».
    pub sex: Option<Sex>,
    /// The other words in brackets, as they stand: 回族, 挂职.
    pub marks: Vec<String>,
    /// What a clerk should look at; none is a reason to drop the person.
    pub doubts: Vec<NameDoubt>,
}

/// Something about a name that may be otherwise than it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameDoubt {
    /// A character of a private area: other machines show a box or another character.
    Private,
    /// A genuine rare character: printing needs a font that has it.
    Rare,
    /// «?», «□» or «〓» where a character was lost.
    Lost,
    /// A question mark or full stop stood where «·» belongs.
    DotSupplied,
    /// One character only.
    TooShort,
    /// Longer than any name, or several people in one cell.
    TooLong,
}

impl NameDoubt {
    /// What to look at, in one sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Private => "姓名含自造字，换一台电脑可能显示不出",
            Self::Rare => "姓名含生僻字，打印前核对字体",
            Self::Lost => "姓名里有问号或方框，可能缺字",
            Self::DotSupplied => "姓名中的分隔符已按“·”读入",
            Self::TooShort => "姓名只有一个字",
            Self::TooLong => "姓名过长，可能不止一人",
        }
    }
}

/// Reads the name cell. A cell without any name gives an empty name.
#[must_use]
pub fn read(words: &str) -> NameReading {
    let flat = text::one_line(words);
    let (bare, mut marks) = without_brackets(&flat);
    let bare: String = bare.chars().filter(|c| !matches!(c, '*' | '＊' | '★' | '☆' | '△' | '▲' | '#' | '※')).collect();
    let (bare, mut sex) = without_sex_word(bare.trim());
    marks.retain(|mark| match Sex::read(mark) {
        Some(found) if !mark.chars().all(|c| c.is_ascii_digit()) => {
            sex = Some(found);
            false
        }
        _ => true,
    });
    let (name, dotted) = join_parts(&bare);
    let mut doubts = doubts_of(&name);
    if dotted {
        doubts.push(NameDoubt::DotSupplied);
    }
    NameReading { name, sex, marks, doubts }
}

/// Splits «张三（女，回族）» into the text outside and the words inside.
fn without_brackets(flat: &str) -> (String, Vec<String>) {
    let mut outside = String::new();
    let mut inside = String::new();
    let mut marks = Vec::new();
    let mut depth = 0_u8;
    for c in flat.chars() {
        match c {
            '（' | '(' | '[' | '【' | '〔' => depth = depth.saturating_add(1),
            '）' | ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            other if depth > 0 => inside.push(other),
            other => outside.push(other),
        }
        if depth == 0 && !inside.is_empty() {
            marks.extend(std::mem::take(&mut inside).split(['，', ',', '、', '；', ';', ' ']).map(str::to_owned));
        }
    }
    marks.extend(inside.split(['，', ',', '、', ' ']).map(str::to_owned));
    marks.retain(|mark| !mark.trim().is_empty());
    (outside, marks)
}

/// «王丽 女»: a lone sex word after a whole name. «张  女» stays a name, for nobody can tell.
fn without_sex_word(bare: &str) -> (String, Option<Sex>) {
    if let Some((name, last)) = bare.rsplit_once(' ')
        && let Some(sex) = Sex::read(last).filter(|_| last.chars().all(text::is_han))
        && name.chars().filter(|c| text::is_han(*c)).count() >= 2
    {
        return (name.to_owned(), Some(sex));
    }
    (bare.to_owned(), None)
}

/// Closes up padding and gives every separator one form; tells whether an unusual one was taken for «·».
fn join_parts(bare: &str) -> (String, bool) {
    let characters: Vec<char> = bare.chars().collect();
    let mut name = String::new();
    let mut dotted = false;
    for (place, c) in characters.iter().enumerate() {
        let han_before = characters.iter().take(place).rev().take_while(|c| text::is_han(**c)).count();
        let han_after = characters.iter().skip(place + 1).take_while(|c| text::is_han(**c)).count();
        match c {
            '·' | '・' | '‧' | '•' | '∙' | '⋅' | '．' | '᛫' | '●' | '﹒' => name.push('·'),
            '?' | '？' | '。' | '.' if han_before >= 2 && han_after >= 2 => {
                name.push('·');
                dotted = true;
            }
            c if c.is_whitespace() => {
                let latin = name.chars().last().is_some_and(|c| c.is_ascii_alphanumeric());
                let next_latin = characters.get(place + 1).is_some_and(char::is_ascii_alphanumeric);
                if latin && next_latin {
                    name.push(' ');
                }
            }
            other => name.push(*other),
        }
    }
    (name, dotted)
}

fn doubts_of(name: &str) -> Vec<NameDoubt> {
    let mut doubts = Vec::new();
    let length = name.chars().count();
    let mut note = |doubt, holds: bool| {
        if holds {
            doubts.push(doubt);
        }
    };
    note(NameDoubt::Private, name.chars().any(text::is_private));
    note(NameDoubt::Rare, name.chars().any(text::is_rare));
    note(NameDoubt::Lost, name.contains(['?', '？', '□', '〓', '\u{FFFD}']));
    note(NameDoubt::TooShort, length == 1);
    let several = name.contains(['、', '，', ',', '；', ';', '/']);
    note(NameDoubt::TooLong, several || length > if name.contains(['·', ' ']) { 30 } else { 6 });
    doubts
}
