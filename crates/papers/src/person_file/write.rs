//! Writes .lrmx as the official editor does: its elements in its order, its digits for dates, its line ends.

use engine::people::month;
use quick_xml::escape::escape;

use super::part::{Holds, RELATIVE};
use super::{Part, PersonFile};

/// Which form of the 任免审批表.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// Until 2024: 健康状况 beside 参加工作时间.
    Until2024,
    /// From 2025 on: with 到龄时间.
    From2025,
}

/// A text that the editor would not take as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The field's words.
    pub title: String,
    /// What is the matter, one sentence.
    pub sentence: String,
}

/// The version by which the editor that knows 身份证号 calls its files.
const VERSION: [u8; 4] = [3, 2, 1, 6];

const DUE: [Part; 2] = [Part::DueMonth, Part::AgeBound];

impl Generation {
    /// The form that a file was made on: only the newer has these two fields.
    #[must_use]
    pub fn of(file: &PersonFile) -> Self {
        if DUE.iter().any(|part| !file.text(*part).is_empty()) { Self::From2025 } else { Self::Until2024 }
    }
}

impl PersonFile {
    /// The bytes of a .lrmx, and what in it the editor would not take. Nothing is cut: what is too long is said.
    #[must_use]
    pub fn to_lrmx(&self, generation: Generation) -> (Vec<u8>, Vec<Unfit>) {
        let mut unfit = Vec::new();
        let mut lines = vec!["<?xml version=\"1.0\" encoding=\"utf-8\"?>".to_owned(), "<Person>".to_owned()];
        for part in Part::all() {
            if part == Part::ReportingUnit {
                self.write_family(&mut lines, &mut unfit);
            }
            if generation == Generation::From2025 || !DUE.contains(&part) {
                let words = fitted(part.title(), part.holds(), &in_form(part, self.text(part)), &mut unfit);
                lines.push(element("  ", part.element(), &words));
            }
        }
        let photo = self.photo.as_ref().map(super::Photo::to_base64).unwrap_or_default();
        lines.push(element("  ", "ZhaoPian", &photo));
        lines.extend(self.others.iter().map(|other| format!("  {}", other.xml)));
        let own = || VERSION.map(|part| part.to_string()).join(".");
        let version = if self.version.starts_with('3') { self.version.clone() } else { own() };
        lines.push(element("  ", "Version", &version));
        lines.push("</Person>".to_owned());
        let text = lines.join("\n").replace('\n', "\r\n");
        let mut bytes = b"\xEF\xBB\xBF".to_vec();
        bytes.extend_from_slice(text.as_bytes());
        (bytes, unfit)
    }

    fn write_family(&self, lines: &mut Vec<String>, unfit: &mut Vec<Unfit>) {
        lines.push("  <JiaTingChengYuan>".to_owned());
        for relative in &self.family {
            lines.push("    <Item>".to_owned());
            for ((name, title, holds), words) in RELATIVE.into_iter().zip(relative.texts()) {
                let title = format!("家庭成员{}的{title}", relative.name);
                let words = fitted(&title, holds, words, unfit);
                lines.push(element("      ", name, &words));
            }
            lines.push("    </Item>".to_owned());
        }
        lines.push("  </JiaTingChengYuan>".to_owned());
    }
}

fn element(indent: &str, name: &str, words: &str) -> String {
    let seen: String = words.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    format!("{indent}<{name}>{}</{name}>", escape(&*seen))
}

/// The months of 入党时间 as digits, the parties beside them as they are.
fn in_form(part: Part, words: &str) -> String {
    if part != Part::Joined {
        return words.to_owned();
    }
    let dated = |piece: &str| digits(piece).unwrap_or_else(|| piece.to_owned());
    words.split(['；', ';']).map(|piece| dated(piece.trim())).collect::<Vec<_>>().join("；")
}

/// A month or day as six or eight digits, where it is one.
fn digits(words: &str) -> Option<String> {
    let when = month::read(words, 2099).ok()?.when;
    let month = when.month;
    let day = when.day.map(|day| format!("{day:02}")).unwrap_or_default();
    Some(format!("{:04}{:02}{day}", month.year(), month.month()))
}

fn fitted(title: &str, holds: Holds, words: &str, unfit: &mut Vec<Unfit>) -> String {
    let mut say = |sentence: String| unfit.push(Unfit { title: title.to_owned(), sentence });
    match holds {
        Holds::Date if words.is_empty() => String::new(),
        Holds::Date => digits(words).unwrap_or_else(|| {
            say(format!("“{title}”应为6位或8位数字，这里是“{words}”，请在编辑器中改正"));
            words.to_owned()
        }),
        Holds::Line(most) => {
            let line = words.replace('\n', " ");
            too_long(title, &line, most).into_iter().for_each(&mut say);
            line
        }
        Holds::Lines(most) => {
            most.and_then(|most| too_long(title, words, most)).into_iter().for_each(&mut say);
            words.to_owned()
        }
    }
}

/// Two Latin characters take the room of a Han one.
fn too_long(title: &str, words: &str, most: usize) -> Option<String> {
    let halves: usize = words.chars().filter(|c| *c != '\n').map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let found = halves.div_ceil(2);
    (found > most).then(|| format!("“{title}”最多{most}个汉字，这里有{found}个，请精简"))
}
