//! Reading TOML with the place of everything read, so that each finding can name file, line and key.

use super::finding::Finding;
use super::vocabulary::Word;
use crate::days::Day;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file being read.
pub(super) struct Source<'a> {
    /// File name.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Source<'_> {
    /// Line of a byte, from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.text.bytes().take(byte).filter(|&b| b == b'\n').count() + 1
    }

    /// A text that is no TOML: where, and as far as the parser's word tells it, what is wrong there.
    pub fn syntax(&self, byte: usize, said: &str) -> Finding {
        let line = self.line(byte);
        let before = self.text.get(..byte).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let wrong = FAULTS
            .iter()
            .find(|(word, _)| said.contains(word))
            .map_or("括号、引号、等号或逗号有误", |(_, wrong)| wrong);
        let sentence = format!("第{line}行第{column}列写法不对：{wrong}，这个文件不能读取，请改正");
        self.finding(line, self.file, sentence)
    }

    /// A finding in this file.
    pub fn finding(&self, line: usize, key: impl Into<String>, sentence: impl Into<String>) -> Finding {
        Finding { file: self.file.to_owned(), line, key: key.into(), sentence: sentence.into() }
    }
}

/// Words in what the parser says, and what they mean to whoever edits a pack. The first that occurs counts.
const FAULTS: &[(&str, &str)] = &[
    ("duplicate key", "同一项写了两次"),
    ("must be quoted", "等号后没有写值，或文字没有加引号"),
    ("invalid value", "等号后没有写值，或文字没有加引号"),
    ("escape", "引号里的反斜杠要写两个"),
    ("string", "引号没有写完"),
    ("quote", "引号没有写完"),
    ("array table", "方括号没有写完"),
    ("unclosed table", "方括号没有写完"),
    ("missing table", "方括号没有写完"),
    ("array", "方括号里的列表没有写完，或缺逗号"),
    ("inline table", "花括号没有写完，或缺逗号"),
    ("missing assignment", "名称后缺等号"),
    ("key with no value", "名称后缺等号"),
    ("comma", "缺逗号或多了逗号"),
    ("unicode", "引号里的反斜杠要写两个"),
];

/// A TOML table being read. What is wrong is noted in `found`, and the reading goes on.
pub(super) struct Entry<'a> {
    source: &'a Source<'a>,
    table: &'a DeTable<'a>,
    /// Line of the table's heading.
    pub line: usize,
    /// Path of the table, `limit[leave.tier]`; empty for the whole file.
    pub path: String,
}

impl<'a> Entry<'a> {
    /// The whole file.
    pub fn root(source: &'a Source<'a>, table: &'a DeTable<'a>) -> Self {
        Self { source, table, line: 1, path: String::new() }
    }

    fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Notes a finding at a key of this table, or at its heading when the key is absent.
    pub fn note(&self, key: &str, sentence: impl Into<String>, found: &mut Vec<Finding>) {
        found.push(self.source.finding(self.line_of(key), self.key(key), sentence));
    }

    /// Line of a key's value; of the heading when the key is absent.
    pub fn line_of(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.line, |value| self.source.line(value.span().start))
    }

    /// Line on which the content of a text begins: behind the opening quotes, a line break directly after them left out.
    pub fn first_line_of(&self, key: &str) -> usize {
        let opening = |value: &Spanned<DeValue<'_>>| {
            let written = self.source.text.get(value.span().start..).unwrap_or_default();
            let inside = written.trim_start_matches(['"', '\'']);
            usize::from(inside.starts_with(['\n', '\r']))
        };
        self.line_of(key) + self.table.get(key).map_or(0, opening)
    }

    /// A finding at a line inside a value.
    pub fn finding(&self, line: usize, key: &str, sentence: String) -> Finding {
        self.source.finding(line, self.key(key), sentence)
    }

    /// Notes each key that is not among those known.
    pub fn only(&self, known: &[&str], found: &mut Vec<Finding>) {
        for (key, _) in self.table.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            let sentence = format!("没有“{name}”这个字段；可用{}", known.join("、"));
            found.push(self.source.finding(self.source.line(key.span().start), self.key(name), sentence));
        }
    }

    fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    /// A text, a whole number or a day, as text.
    pub fn text(&self, key: &str, found: &mut Vec<Finding>) -> Option<String> {
        let text = scalar(self.value(key)?.get_ref());
        if text.is_none() {
            self.note(key, "应写一个值，不能写列表或小数；小数加引号", found);
        }
        text
    }

    /// A text that must be there.
    pub fn needed(&self, key: &str, found: &mut Vec<Finding>) -> String {
        match self.text(key, found) {
            Some(text) if !text.trim().is_empty() => text,
            Some(_) => {
                self.note(key, "不能为空", found);
                String::new()
            }
            None => {
                if self.value(key).is_none() {
                    self.note(key, format!("缺少“{key}”"), found);
                }
                String::new()
            }
        }
    }

    /// A day, if there is one.
    pub fn day(&self, key: &str, found: &mut Vec<Finding>) -> Option<Day> {
        match Day::iso(&self.text(key, found)?) {
            Ok(day) => Some(day),
            Err(sentence) => {
                self.note(key, sentence, found);
                None
            }
        }
    }

    /// A word of a vocabulary, if there is one.
    pub fn word<W: Word + Copy>(&self, key: &str, found: &mut Vec<Finding>) -> Option<W> {
        let text = self.text(key, found)?;
        let word = W::WORDS.iter().find(|(name, _)| *name == text).map(|&(_, word)| word);
        if word.is_none() {
            let names: Vec<&str> = W::WORDS.iter().map(|&(name, _)| name).collect();
            self.note(key, format!("“{text}”不可用；可用{}", names.join("、")), found);
        }
        word
    }

    /// A list of texts; empty when absent.
    pub fn texts(&self, key: &str, found: &mut Vec<Finding>) -> Vec<String> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let cells = value.get_ref().as_array().map(|array| array.iter().map(|cell| scalar(cell.get_ref())));
        match cells.and_then(|cells| cells.collect::<Option<Vec<String>>>()) {
            Some(texts) => texts,
            None => {
                self.note(key, "应写文字的列表，如[\"甲\", \"乙\"]", found);
                Vec::new()
            }
        }
    }

    /// The tables `[[key]]`, each with its line; its path carries its `id`, `code` or place.
    pub fn entries(&self, key: &str, found: &mut Vec<Finding>) -> Vec<Entry<'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.note(key, format!("应写成[[{key}]]"), found);
            return Vec::new();
        };
        let mut entries = Vec::with_capacity(array.len());
        for (place, item) in array.iter().enumerate() {
            let line = self.source.line(item.span().start);
            let Some(table) = item.get_ref().as_table() else {
                found.push(self.source.finding(line, self.key(key), format!("应写成[[{key}]]")));
                continue;
            };
            let named = ["id", "code"].iter().find_map(|name| table.get(*name).and_then(|v| scalar(v.get_ref())));
            let path = format!("{}[{}]", self.key(key), named.unwrap_or_else(|| (place + 1).to_string()));
            entries.push(Entry { source: self.source, table, line, path });
        }
        entries
    }
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(|n| n.to_string()),
        DeValue::Datetime(day) => Some(day.to_string()),
        _ => None,
    }
}
