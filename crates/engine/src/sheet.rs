//! The one outward view of a matter: state × schema, with Chinese titles. Detail pages, placeholders of papers, columns of ledgers and
//! the differences of a correction are all read from it. A field without a title is the code's own and is not shown.

use crate::{
    days::{Day, HalfDay, Period},
    form::{Found, Names, Pick, Shape, Slot, Terms, flag, shape, title},
};
use serde_json::Value;

#[cfg(test)]
mod tests;

/// One titled thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its title: 起止时间.
    pub title: String,
    /// Titles from the outside in: 申请.起止时间.
    pub path: String,
    /// JSON pointer within the state.
    pub pointer: String,
    /// What is shown.
    pub shown: Shown,
}

/// What is shown of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// One line.
    Text(String),
    /// Several lines.
    Prose(String),
    /// Things that have names; a page makes them links.
    Names(Pick, Vec<Found>),
    /// Attachments: digest and file name.
    Files(Vec<(String, String)>),
    /// There is something, and it is sealed.
    Sealed,
    /// A list of alike things.
    Table {
        /// Titles of the columns.
        heads: Vec<String>,
        /// Cells, as many as heads in each row.
        rows: Vec<Vec<String>>,
    },
}

/// What stands in place of sealed content.
pub const SEALED: &str = "封存";

impl Shown {
    /// The same in plain words: for papers, ledgers and diffs. A table becomes one line per row.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) | Self::Prose(text) => text.clone(),
            Self::Names(_, named) => named.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("、"),
            Self::Files(files) => files.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("、"),
            Self::Sealed => SEALED.to_owned(),
            Self::Table { rows, .. } => rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// What values are named with.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Names of ids.
    pub names: &'a dyn Names,
    /// Dictionaries.
    pub terms: &'a dyn Terms,
}

/// The titled view of a state (or of an event's payload).
#[must_use]
pub fn sheet(schema: &Value, state: &Value, names: &dyn Names, terms: &dyn Terms) -> Vec<Entry> {
    let mut view = View { words: Words { names, terms }, entries: Vec::new() };
    view.group(schema, state, "", "");
    view.entries
}

/// Path and words of everything a paper may ask for: the entries, and of each period its beginning (自), end (至) and days (天数).
#[must_use]
pub fn filling(schema: &Value, state: &Value, names: &dyn Names, terms: &dyn Terms) -> Vec<(String, String)> {
    let mut filling = Vec::new();
    for entry in sheet(schema, state, names, terms) {
        let period = state.pointer(&entry.pointer).and_then(period_of);
        filling.push((entry.path.clone(), entry.shown.words()));
        if let Some(period) = period {
            filling.push((format!("{}.自", entry.path), half_words(period.from)));
            filling.push((format!("{}.至", entry.path), half_words(period.to)));
            filling.push((format!("{}.天数", entry.path), period.days_word()));
        }
    }
    filling
}

/// Every path a paper of this kind may ask for, in the order of the source. A column of a table is `表.列`.
#[must_use]
pub fn placeholders(schema: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    place(schema, "", &mut paths);
    paths
}

fn place(schema: &Value, path: &str, paths: &mut Vec<String>) {
    let mut note = |path: &str| {
        if !path.is_empty() && !paths.iter().any(|one| one == path) {
            paths.push(path.to_owned());
        }
    };
    if flag(schema, "x-sealed") {
        return note(path);
    }
    match shape(schema) {
        Shape::Group(slots) => {
            for (slot, inner) in titled(&slots, path) {
                if inner.is_some() || matches!(shape(slot.schema), Shape::Group(_)) {
                    place(slot.schema, inner.as_deref().unwrap_or(path), paths);
                }
            }
        }
        Shape::Branches(variants) => {
            note(path);
            for variant in variants {
                if let Some(schema) = variant.schema {
                    place(schema, &join(path, variant.title), paths);
                }
            }
        }
        Shape::List(items) => {
            note(path);
            if let Shape::Group(slots) = shape(items) {
                note(&join(path, PLACE));
                let columns = titled(&slots, path);
                columns.iter().filter_map(|(_, column)| column.as_deref()).for_each(&mut note);
                for (inner, path) in inner_tables(&slots, path) {
                    inner.heads().chain([PLACE]).for_each(|head| note(&join(&path, head)));
                }
            }
        }
        Shape::Period => {
            note(path);
            ["自", "至", "天数"].iter().for_each(|end| note(&join(path, end)));
        }
        _ => note(path),
    }
}

/// The column that every table has beside its own: the place of the row, from 1.
pub const PLACE: &str = "序号";

/// A list or a group within the rows of a list, as one table: each of its rows with what stands beside it in the outer row.
pub(crate) struct Inner<'a> {
    /// The key of the list or group within the outer row.
    key: &'a str,
    /// Columns of the outer row.
    outer: Vec<Slot<'a>>,
    /// Columns of the list or group.
    own: Vec<Slot<'a>>,
}

impl Inner<'_> {
    fn heads(&self) -> impl Iterator<Item = &str> {
        self.own.iter().chain(&self.outer).filter_map(|slot| title(slot.schema))
    }
}

/// The fields of a group, or of the rows of a list of groups.
fn columns_of(schema: &Value) -> Option<Vec<Slot<'_>>> {
    match shape(schema) {
        Shape::Group(own) => Some(own),
        Shape::List(items) => match shape(items) {
            Shape::Group(own) => Some(own),
            _ => None,
        },
        _ => None,
    }
}

/// The lists and groups within the rows of a list that stands at a path.
fn inner_tables<'a>(slots: &[Slot<'a>], path: &str) -> Vec<(Inner<'a>, String)> {
    let is_table = |slot: &Slot| !flag(slot.schema, "x-sealed") && columns_of(slot.schema).is_some();
    let columns = titled(slots, path);
    let outer: Vec<Slot> = columns.iter().map(|(slot, _)| *slot).filter(|slot| !is_table(slot)).collect();
    let inner = |(slot, column): &(Slot<'a>, Option<String>)| {
        let own = Some(slot).filter(|slot| is_table(slot)).and_then(|slot| columns_of(slot.schema))?;
        let own: Vec<Slot> = titled(&own, "").into_iter().map(|(slot, _)| slot).collect();
        let named: Vec<&str> = own.iter().filter_map(|slot| title(slot.schema)).collect();
        let beside =
            outer.iter().copied().filter(|slot| title(slot.schema).is_some_and(|title| !named.contains(&title)));
        Some((Inner { key: slot.key, outer: beside.collect(), own }, column.clone()?))
    };
    columns.iter().filter_map(inner).collect()
}

/// Every list of alike things, with its path, heads and rows; lists and groups within its rows follow it as tables of their own.
#[must_use]
pub fn tables(schema: &Value, state: &Value, words: Words<'_>) -> Vec<(String, Vec<String>, Vec<Vec<String>>)> {
    let mut found = Vec::new();
    for entry in sheet(schema, state, words.names, words.terms) {
        let Shown::Table { heads, rows } = entry.shown else { continue };
        let given = state.pointer(&entry.pointer).and_then(Value::as_array);
        found.push((entry.path.clone(), heads, rows));
        let slots = at(schema, &entry.pointer).map(|list| match shape(list) {
            Shape::List(items) => shape(items),
            other => other,
        });
        let (Some(Shape::Group(slots)), Some(given)) = (slots, given) else { continue };
        for (inner, path) in inner_tables(&slots, &entry.path) {
            let heads = inner.heads().map(str::to_owned).collect();
            found.push((path, heads, words.inner_rows(&inner, given)));
        }
    }
    found
}

/// The schema at a JSON pointer of a value.
fn at<'a>(schema: &'a Value, pointer: &str) -> Option<&'a Value> {
    pointer.split('/').skip(1).try_fold(schema, |schema, key| match shape(schema) {
        Shape::Group(slots) => slots.iter().find(|slot| slot.key == key).map(|slot| slot.schema),
        Shape::Branches(variants) => variants.iter().find(|variant| variant.tag == key)?.schema,
        _ => None,
    })
}

fn join(path: &str, title: &str) -> String {
    if path.is_empty() { title.to_owned() } else { format!("{path}.{title}") }
}

/// The fields that may be shown, with their paths where they have titles. A struct named like what holds it adds nothing to the path.
pub(crate) fn titled<'a>(slots: &[Slot<'a>], path: &str) -> Vec<(Slot<'a>, Option<String>)> {
    let within = |slot: &Slot, title: &str| match path.rsplit('.').next() {
        Some(last) if last == title && matches!(shape(slot.schema), Shape::Group(_)) => path.to_owned(),
        _ => join(path, title),
    };
    let shown = slots.iter().filter(|slot| !flag(slot.schema, "x-hidden"));
    shown.map(|slot| (*slot, title(slot.schema).map(|title| within(slot, title)))).collect()
}

struct View<'a> {
    words: Words<'a>,
    entries: Vec<Entry>,
}

impl View<'_> {
    fn group(&mut self, schema: &Value, value: &Value, path: &str, pointer: &str) {
        let Shape::Group(slots) = shape(schema) else { return };
        for (slot, inner) in titled(&slots, path) {
            let Some(value) = value.get(slot.key).filter(|value| !is_empty(value)) else { continue };
            let pointer = format!("{pointer}/{}", slot.key);
            match (title(slot.schema), shape(slot.schema)) {
                (Some(title), _) => {
                    self.entry(slot.schema, value, (title, inner.as_deref().unwrap_or(title)), &pointer)
                }
                (None, Shape::Group(_)) => self.group(slot.schema, value, path, &pointer),
                (None, _) => {}
            }
        }
    }

    fn entry(&mut self, schema: &Value, value: &Value, (title, path): (&str, &str), pointer: &str) {
        let mut note = |shown: Shown| {
            let entry = Entry { title: title.to_owned(), path: path.to_owned(), pointer: pointer.to_owned(), shown };
            self.entries.push(entry);
        };
        if flag(schema, "x-sealed") {
            return note(Shown::Sealed);
        }
        match shape(schema) {
            Shape::Group(_) => self.group(schema, value, path, pointer),
            Shape::Branches(variants) => {
                let tag = tag_of(value);
                let Some(variant) = variants.iter().find(|variant| variant.tag == tag) else { return };
                note(Shown::Text(variant.title.to_owned()));
                let inner = value.get(tag).filter(|inner| !is_empty(inner));
                if let (Some(schema), Some(inner)) = (variant.schema, inner) {
                    self.entry(schema, inner, (variant.title, &join(path, variant.title)), &format!("{pointer}/{tag}"));
                }
            }
            Shape::List(items) => {
                if let Some(shown) = self.words.list(items, value) {
                    note(shown);
                }
            }
            Shape::Pick(pick) => note(Shown::Names(pick, vec![self.words.found(pick, value)])),
            Shape::File => note(Shown::Files(vec![self.words.file(value)])),
            Shape::Prose => note(Shown::Prose(text_of(value))),
            _ => note(Shown::Text(self.words.of(schema, value))),
        }
    }
}

impl Words<'_> {
    /// A value in words, whatever its shape: for cells and diffs.
    #[must_use]
    pub fn of(&self, schema: &Value, value: &Value) -> String {
        if is_empty(value) {
            return String::new();
        }
        if flag(schema, "x-sealed") {
            return SEALED.to_owned();
        }
        match shape(schema) {
            Shape::Yes => match value.as_bool() {
                Some(true) => "是".to_owned(),
                Some(false) => "否".to_owned(),
                None => text_of(value),
            },
            Shape::Day => value.as_str().and_then(Day::of).map_or_else(|| text_of(value), Day::sentence_with_year),
            Shape::Moment => moment(value),
            Shape::HalfDay => half_of(value).map_or_else(|| text_of(value), half_words),
            Shape::Period => period_of(value).map_or_else(|| text_of(value), period_words),
            Shape::Money => money(value),
            Shape::Pick(pick) => self.found(pick, value).name,
            Shape::File => self.file(value).1,
            Shape::Term(dictionary) => {
                let code = text_of(value);
                let terms = self.terms.terms(dictionary);
                terms.into_iter().find(|(one, _)| *one == code).map_or(code, |(_, word)| word)
            }
            Shape::Choice(variants) => {
                let tag = tag_of(value);
                variants.iter().find(|variant| variant.tag == tag).map_or(tag, |variant| variant.title).to_owned()
            }
            Shape::Branches(variants) => {
                let tag = tag_of(value);
                let Some(variant) = variants.iter().find(|variant| variant.tag == tag) else { return tag.to_owned() };
                let inner = variant.schema.zip(value.get(tag)).map(|(schema, inner)| self.of(schema, inner));
                match inner.filter(|inner| !inner.is_empty()) {
                    Some(inner) => format!("{}（{inner}）", variant.title),
                    None => variant.title.to_owned(),
                }
            }
            Shape::Group(slots) => self.fields(&slots, value),
            Shape::List(items) => {
                let each =
                    value.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(|one| self.of(items, one));
                let between = if matches!(shape(items), Shape::Group(_) | Shape::Prose) { "；" } else { "、" };
                each.collect::<Vec<_>>().join(between)
            }
            _ => text_of(value),
        }
    }

    fn fields(&self, slots: &[Slot], value: &Value) -> String {
        let mut parts = Vec::new();
        for (slot, _) in titled(slots, "") {
            let words = value.get(slot.key).map(|value| self.of(slot.schema, value)).unwrap_or_default();
            match title(slot.schema) {
                _ if words.is_empty() => {}
                Some(title) => parts.push(format!("{title}：{words}")),
                None if matches!(shape(slot.schema), Shape::Group(_)) => parts.push(words),
                None => {}
            }
        }
        parts.join("，")
    }

    fn list(&self, items: &Value, value: &Value) -> Option<Shown> {
        let given = value.as_array()?;
        Some(match shape(items) {
            _ if flag(items, "x-sealed") => Shown::Sealed,
            Shape::Group(slots) => self.table(&slots, given),
            Shape::Pick(pick) => Shown::Names(pick, given.iter().map(|one| self.found(pick, one)).collect()),
            Shape::File => Shown::Files(given.iter().map(|one| self.file(one)).collect()),
            _ => {
                let each: Vec<String> = given.iter().map(|one| self.of(items, one)).collect();
                let prose = matches!(shape(items), Shape::Prose);
                if prose { Shown::Prose(each.join("\n")) } else { Shown::Text(each.join("、")) }
            }
        })
    }

    fn table(&self, slots: &[Slot], given: &[Value]) -> Shown {
        let columns: Vec<(&str, Slot)> =
            titled(slots, "").into_iter().filter_map(|(slot, _)| Some((title(slot.schema)?, slot))).collect();
        let cell =
            |row: &Value, slot: &Slot| row.get(slot.key).map(|one| self.of(slot.schema, one)).unwrap_or_default();
        Shown::Table {
            heads: columns.iter().map(|(title, _)| (*title).to_owned()).collect(),
            rows: given.iter().map(|row| columns.iter().map(|(_, slot)| cell(row, slot)).collect()).collect(),
        }
    }

    fn inner_rows(&self, inner: &Inner<'_>, given: &[Value]) -> Vec<Vec<String>> {
        let cell =
            |row: &Value, slot: &Slot| row.get(slot.key).map(|one| self.of(slot.schema, one)).unwrap_or_default();
        let rows = given.iter().flat_map(|outer| {
            let list = match outer.get(inner.key) {
                Some(Value::Array(list)) => list.as_slice(),
                Some(group @ Value::Object(_)) => std::slice::from_ref(group),
                _ => &[],
            };
            list.iter().map(move |own| (outer, own))
        });
        let columns = |(outer, own): (&Value, &Value)| {
            let own = inner.own.iter().filter(|slot| title(slot.schema).is_some()).map(|slot| cell(own, slot));
            own.chain(inner.outer.iter().map(|slot| cell(outer, slot))).collect()
        };
        rows.map(columns).collect()
    }

    /// The thing behind an id; where nobody knows it (any more), the id stands for the name.
    fn found(&self, pick: Pick, value: &Value) -> Found {
        let id = text_of(value);
        self.names.name(pick, &id).unwrap_or_else(|| Found { name: id.clone(), id, note: String::new() })
    }

    fn file(&self, value: &Value) -> (String, String) {
        let digest = text_of(value);
        let name =
            self.names.file(&digest).unwrap_or_else(|| format!("附件{}", digest.chars().take(8).collect::<String>()));
        (digest, name)
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(given) => given.is_empty(),
        _ => false,
    }
}

/// The tag of an enum's value: the word itself, or the one key of the object.
pub(crate) fn tag_of(value: &Value) -> &str {
    match value {
        Value::Object(given) => given.keys().next().map_or("", String::as_str),
        other => other.as_str().unwrap_or_default(),
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn half_of(value: &Value) -> Option<HalfDay> {
    serde_json::from_value(value.clone()).ok()
}

fn period_of(value: &Value) -> Option<Period> {
    serde_json::from_value(value.clone()).ok()
}

fn half_words(half: HalfDay) -> String {
    format!("{}{}", half.day.sentence_with_year(), half.half.word())
}

/// A period with its year, which words in a sentence leave out.
fn period_words(period: Period) -> String {
    let (from, to) = (period.from.day.year(), period.to.day.year());
    if from == to { format!("{from}年{}", period.words()) } else { period.words() }
}

/// A moment in office time: 2026年10月19日09:12.
fn moment(value: &Value) -> String {
    let text = text_of(value);
    let Ok(moment) = text.parse::<jiff::Timestamp>() else { return text };
    let day = Day::at(moment);
    let seconds = moment.as_second() - day.begins().as_second();
    format!("{}{:02}:{:02}", day.sentence_with_year(), seconds / 3600, seconds / 60 % 60)
}

/// An amount kept in 分, in yuan.
fn money(value: &Value) -> String {
    value.as_i64().map_or_else(|| text_of(value), |cents| format!("{}元", crate::form::yuan(cents)))
}
