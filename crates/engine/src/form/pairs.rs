//! What a browser sends: names and texts, in a tree by their dots.

use super::shape::{Shape, Slot, shape};
use serde_json::Value;
use std::collections::{BTreeMap, btree_map};

/// The pairs of a form by name. A name may come more than once (several ticks of one question).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs(BTreeMap<String, Vec<String>>);

impl Pairs {
    pub(super) fn of(pairs: &[(String, String)]) -> Self {
        let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, text) in pairs {
            map.entry(name.clone()).or_default().push(text.clone());
        }
        Self(map)
    }

    pub(super) fn to_vec(&self) -> Vec<(String, String)> {
        let each = |(name, texts): (&String, &Vec<String>)| {
            texts.iter().map(|text| (name.clone(), text.clone())).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(each).collect()
    }

    /// The text under a name: the last one sent, so that a tick outweighs the hidden field before it.
    pub(super) fn one(&self, name: &str) -> &str {
        self.0.get(name).and_then(|texts| texts.last()).map_or("", String::as_str)
    }

    pub(super) fn many(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn set(&mut self, name: &str, text: &str) {
        self.0.insert(name.to_owned(), vec![text.to_owned()]);
    }

    pub(super) fn add(&mut self, name: &str, text: &str) {
        self.0.entry(name.to_owned()).or_default().push(text.to_owned());
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn under<'a>(&'a self, name: &str) -> btree_map::Range<'a, String, Vec<String>> {
        // '/' follows '.' in ASCII: the range holds exactly the names that begin with `name.`.
        self.0.range(format!("{name}.")..format!("{name}/"))
    }

    /// The numbers of the rows under a name, in order.
    pub(super) fn rows(&self, name: &str) -> Vec<usize> {
        let at = name.len() + 1;
        let number = |key: &String| {
            let segment = key.get(at..)?.split('.').next()?;
            if segment.len() > 6 { None } else { segment.parse::<usize>().ok() }
        };
        let mut rows: Vec<usize> = self.under(name).filter_map(|(key, _)| number(key)).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Takes a name and everything under it out.
    pub(super) fn take(&mut self, name: &str) -> Vec<(String, Vec<String>)> {
        let mut keys: Vec<String> = self.under(name).map(|(key, _)| key.clone()).collect();
        if self.0.contains_key(name) {
            keys.push(name.to_owned());
        }
        keys.into_iter().filter_map(|key| self.0.remove_entry(&key)).collect()
    }

    fn put_back(&mut self, taken: Vec<(String, Vec<String>)>, was: &str, now: &str) {
        for (key, texts) in taken {
            if let Some(rest) = key.strip_prefix(was) {
                self.0.insert(format!("{now}{rest}"), texts);
            }
        }
    }
}

/// The name of a field within another.
pub(super) fn join(name: &str, key: &str) -> String {
    if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") }
}

/// Whether lists of these are drawn as one control (ticks, uploads) and not as rows.
pub(super) fn is_one_control(items: &Value) -> bool {
    matches!(shape(items), Shape::Choice(_) | Shape::Term(_) | Shape::File)
}

/// Whether nothing was filled in. The half of a day that is not written, and what an alternative not chosen holds, say nothing.
pub(super) fn is_blank(pairs: &Pairs, schema: &Value, name: &str) -> bool {
    let empty = |name: &str| pairs.one(name).trim().is_empty();
    let none = |name: &str| pairs.many(name).iter().all(|text| text.trim().is_empty());
    let slot_blank = |slot: &Slot| {
        super::shape::flag(slot.schema, "x-hidden") || is_blank(pairs, slot.schema, &join(name, slot.key))
    };
    match shape(schema) {
        Shape::HalfDay => empty(&join(name, "day")),
        Shape::Period => empty(&join(name, "from.day")) && empty(&join(name, "to.day")),
        Shape::Yes => !super::scalar::is_yes(pairs.one(name)),
        Shape::Group(slots) => slots.iter().all(slot_blank),
        Shape::List(items) if is_one_control(items) => {
            none(name) && pairs.rows(name).iter().all(|row| empty(&join(name, &row.to_string())))
        }
        Shape::List(items) => pairs.rows(name).iter().all(|row| is_blank(pairs, items, &join(name, &row.to_string()))),
        _ => empty(name),
    }
}

/// Numbers the rows of every table without gaps, and drops the blank ones where asked to.
pub(super) fn settle(pairs: &mut Pairs, schema: &Value, name: &str, drop_blank: bool) {
    match shape(schema) {
        Shape::Group(slots) => {
            slots.iter().for_each(|slot| settle(pairs, slot.schema, &join(name, slot.key), drop_blank));
        }
        Shape::Branches(variants) => {
            for variant in &variants {
                if let Some(inner) = variant.schema {
                    settle(pairs, inner, &join(name, variant.tag), drop_blank);
                }
            }
        }
        Shape::List(items) => {
            let mut next = 0_usize;
            for row in pairs.rows(name) {
                let was = join(name, &row.to_string());
                let blank = drop_blank && is_blank(pairs, items, &was);
                let taken = pairs.take(&was);
                if blank {
                    continue;
                }
                let now = join(name, &next.to_string());
                pairs.put_back(taken, &was, &now);
                settle(pairs, items, &now, drop_blank);
                next += 1;
            }
        }
        _ => {}
    }
}

/// Whether the form has a control of this name. What begins with an underscore belongs to the page, not to the answer.
pub(super) fn is_known(schema: &Value, name: &str) -> bool {
    let answer = name.split('.').take_while(|segment| !segment.starts_with('_'));
    let answer: String = answer.collect::<Vec<_>>().join(".");
    (answer.is_empty() && name.starts_with('_')) || find(schema, &answer).is_some()
}

/// The schema of what a name stands for.
pub(super) fn find<'a>(schema: &'a Value, name: &str) -> Option<&'a Value> {
    name.split('.').try_fold(schema, |here, segment| match shape(here) {
        Shape::Group(slots) => slots.iter().find(|slot| slot.key == segment).map(|slot| slot.schema),
        Shape::HalfDay | Shape::Period => super::shape::core(here).0.get("properties")?.get(segment),
        Shape::Branches(variants) => variants.iter().find(|variant| variant.tag == segment)?.schema,
        Shape::List(items) => segment.parse::<usize>().is_ok().then_some(items),
        _ => None,
    })
}
