//! What a correction changes, in words: the struck-through and the new beside each other.

use crate::{
    form::{Names, Shape, Terms, flag, shape},
    sheet::{SEALED, Words, tag_of, titled},
};
use serde_json::Value;

#[cfg(test)]
mod tests;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Titles from the outside in, with the row where there is one: 申请.交接事项.第2行.事项.
    pub path: String,
    /// What stood there; empty where there was nothing.
    pub was: String,
    /// What stands there now; empty where there is nothing.
    pub now: String,
}

/// The differences of two values of one schema, in the order of the source. Sealed content that was replaced shows only that it was.
#[must_use]
pub fn difference(schema: &Value, was: &Value, now: &Value, names: &dyn Names, terms: &dyn Terms) -> Vec<Change> {
    let mut finder = Finder { words: Words { names, terms }, changes: Vec::new() };
    finder.compare(schema, was, now, "");
    finder.changes
}

struct Finder<'a> {
    words: Words<'a>,
    changes: Vec<Change>,
}

impl Finder<'_> {
    fn compare(&mut self, schema: &Value, was: &Value, now: &Value, path: &str) {
        if was == now {
            return;
        }
        if flag(schema, "x-sealed") {
            let side = |value: &Value, word: &str| if value.is_null() { String::new() } else { word.to_owned() };
            let (was, now) = (side(was, SEALED), side(now, "封存（已更换）"));
            return self.changes.push(Change { path: path.to_owned(), was, now });
        }
        match shape(schema) {
            Shape::Group(slots) if was.is_object() && now.is_object() => {
                for (slot, inner) in titled(&slots, path) {
                    let side = |value: &Value| value.get(slot.key).cloned().unwrap_or_default();
                    if inner.is_some() || matches!(shape(slot.schema), Shape::Group(_)) {
                        self.compare(slot.schema, &side(was), &side(now), inner.as_deref().unwrap_or(path));
                    }
                }
            }
            Shape::Branches(variants) if tag_of(was) == tag_of(now) => {
                let tag = tag_of(was);
                let variant = variants.iter().find(|variant| variant.tag == tag);
                if let Some((variant, schema)) = variant.and_then(|one| Some((one, one.schema?))) {
                    let side = |value: &Value| value.get(tag).cloned().unwrap_or_default();
                    self.compare(schema, &side(was), &side(now), &format!("{path}.{}", variant.title));
                }
            }
            Shape::List(items) if matches!(shape(items), Shape::Group(_)) => {
                self.rows(items, rows_of(was), rows_of(now), path);
            }
            _ => self.note(schema, was, now, path),
        }
    }

    fn note(&mut self, schema: &Value, was: &Value, now: &Value, path: &str) {
        let (was, now) = (self.words.of(schema, was), self.words.of(schema, now));
        if was != now {
            self.changes.push(Change { path: path.to_owned(), was, now });
        }
    }

    /// Rows alike at both ends are left alone; those between are compared in order, and what is left over came or went as a whole.
    fn rows(&mut self, items: &Value, was: &[Value], now: &[Value], path: &str) {
        let head = was.iter().zip(now).take_while(|(one, other)| one == other).count();
        let (was, now) = (was.get(head..).unwrap_or_default(), now.get(head..).unwrap_or_default());
        let tail = was.iter().rev().zip(now.iter().rev()).take_while(|(one, other)| one == other).count();
        let most = was.len().max(now.len()) - tail;
        let (was_left, now_left) = (was.len() - tail, now.len() - tail);
        for at in 0..most {
            let path = format!("{path}.第{}行", head + at + 1);
            let side = |rows: &[Value], left: usize| rows.get(at).filter(|_| at < left).cloned().unwrap_or_default();
            let (was, now) = (side(was, was_left), side(now, now_left));
            if was.is_null() || now.is_null() {
                self.note(items, &was, &now, &path);
            } else {
                self.compare(items, &was, &now, &path);
            }
        }
    }
}

fn rows_of(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
