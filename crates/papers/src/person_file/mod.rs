//! Files of one person, as offices exchange them with the 任免审批表 editor: .lrmx of every version, .lrm with .pic beside it.
//!
//! Whatever made the file, the answer is one [`PersonFile`]: texts under the names of the form's fields, relatives, a photo. What the
//! program has no field for is kept with its name and goes out again.

use std::collections::BTreeMap;

mod bundle;
mod decode;
mod kept;
mod listed;
mod lrm;
mod lrmx;
mod part;
mod photo;
mod register;
mod resume;
mod row;
mod write;

#[cfg(test)]
mod tests;

pub use bundle::{Archive, Paired, is_person_file, pair};
pub use kept::Kept;
pub use listed::{COLUMNS, USUAL, roster};
pub use part::Part;
pub use photo::Photo;
pub use register::{Registered, registered, registered_one};
pub use resume::{Period, Resume};
pub use row::{Collector, Place};
pub use write::{Generation, Unfit};

pub(crate) use decode::text as decode;

/// How much of a person's file is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// Bytes of one file: a photo in it is a third larger than on its own.
    pub bytes: usize,
    /// Bytes of a photo, by the editor's own bound.
    pub photo: usize,
    /// Characters of one text.
    pub text: usize,
    /// Elements in elements.
    pub depth: usize,
    /// Relatives and unknown elements, each.
    pub items: usize,
    /// Files in an archive.
    pub files: usize,
    /// Bytes of all files of an archive together once unpacked.
    pub unpacked: u64,
    /// How many times larger than packed one file of an archive may be, counted from 1 MiB on.
    pub ratio: u64,
}

impl Default for FileLimits {
    fn default() -> Self {
        Self {
            bytes: 8 << 20,
            photo: 5 << 20,
            text: 40_000,
            depth: 16,
            items: 200,
            files: 100_000,
            unpacked: 16 << 30,
            ratio: 200,
        }
    }
}

/// A relative (家庭主要成员及重要社会关系), as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relative {
    /// 称谓
    pub relation: String,
    /// 姓名
    pub name: String,
    /// 出生年月
    pub birth: String,
    /// 政治面貌
    pub politics: String,
    /// 工作单位及职务
    pub work: String,
}

impl Relative {
    /// The texts in the order of the form.
    #[must_use]
    pub fn texts(&self) -> [&str; 5] {
        [&self.relation, &self.name, &self.birth, &self.politics, &self.work]
    }

    fn is_empty(&self) -> bool {
        self.texts().iter().all(|words| words.is_empty())
    }
}

/// An element that the program has no field for, kept with what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its name.
    pub name: String,
    /// The whole of it, as XML.
    pub xml: String,
}

/// A person as a file has him. Texts are as written, without padding around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFile {
    texts: BTreeMap<Part, String>,
    /// Relatives in the order of the file, blank lines left out.
    pub family: Vec<Relative>,
    /// The photo.
    pub photo: Option<Photo>,
    /// The version the file gives itself; empty where it gives none.
    pub version: String,
    /// What the program has no field for, in the order of the file.
    pub others: Vec<Other>,
    /// What was not read as it stands: a photo that is none, a relative beyond the bound.
    pub doubts: Vec<String>,
}

impl PersonFile {
    /// The text of a field; empty where the file has none.
    #[must_use]
    pub fn text(&self, part: Part) -> &str {
        self.texts.get(&part).map_or("", String::as_str)
    }

    /// Sets a text; a blank one takes the field away.
    pub fn set(&mut self, part: Part, words: &str) {
        let kept = tidy(words, part.is_long());
        if kept.is_empty() {
            self.texts.remove(&part);
        } else {
            self.texts.insert(part, kept);
        }
    }

    /// The 简历, line by line.
    #[must_use]
    pub fn resume(&self) -> Resume {
        Resume::read(self.text(Part::Resume))
    }
}

/// Without carriage returns and without the blanks around; inside a long text nothing moves, for the columns of a 简历 are made of blanks.
fn tidy(words: &str, long: bool) -> String {
    let bare: String = words.chars().filter(|c| *c != '\r' && *c != '\u{FEFF}').collect();
    let bare = bare.trim_end();
    let bare = if long { bare.trim_start_matches(['\n', '\t']) } else { bare.trim_start() };
    if bare.trim().is_empty() { String::new() } else { bare.to_owned() }
}
