//! The register as the house's facts tell it.

use engine::facts::{Facts, Query};
use engine::words::{PersonId, PostId, UnitId};
use serde_json::{Map, Value};

use super::{KnownPerson, KnownPost, KnownUnit, Register};
use crate::finding::Unreadable;

/// How many matters of a kind the facts tell at most.
const MOST: usize = 10_000;

impl Register {
    /// Units, posts and people of the county, from the states of the register kinds `unit`, `post` and `cadre`.
    ///
    /// # Errors
    /// When there are more people than the facts tell at once: an import against half a register would double people.
    pub fn of(facts: &dyn Facts) -> Result<Self, Unreadable> {
        Ok(Self {
            units: states(facts, "unit")?.iter().filter_map(unit).collect(),
            posts: states(facts, "post")?.iter().filter_map(post).collect(),
            people: states(facts, "cadre")?.iter().filter_map(person).collect(),
        })
    }
}

fn states(facts: &dyn Facts, kind: &'static str) -> Result<Vec<Value>, Unreadable> {
    let matters = facts.matters(&Query { kind, ..Query::default() });
    if matters.len() >= MOST {
        return Err(Unreadable::because(format!("登记簿超过{MOST}条，不能整本比对。请按单位分批导入")));
    }
    let read = |id| serde_json::from_str(&facts.state(id)?.1).ok();
    Ok(matters.iter().filter_map(|matter| read(&matter.id)).collect())
}

fn text<'a>(state: &'a Value, path: &str) -> Option<&'a str> {
    state.pointer(path)?.as_str()
}

fn has(state: &Value, path: &str) -> bool {
    state.pointer(path).is_some_and(|value| !value.is_null())
}

fn unit(state: &Value) -> Option<KnownUnit> {
    if has(state, "/closed") {
        return None;
    }
    let list = |path: &str| state.pointer(path).and_then(Value::as_array).cloned().unwrap_or_default();
    let aliases = list("/card/aliases").into_iter().filter_map(|alias| alias.as_str().map(str::to_owned));
    let former = list("/former").into_iter().filter_map(|former| text(&former, "/name").map(str::to_owned));
    Some(KnownUnit {
        id: UnitId::from(text(state, "/id")?),
        name: text(state, "/card/name")?.to_owned(),
        aliases: aliases.chain(former).collect(),
        kind: text(state, "/card/kind").unwrap_or_default().to_owned(),
    })
}

fn post(state: &Value) -> Option<KnownPost> {
    if has(state, "/closed") {
        return None;
    }
    Some(KnownPost {
        id: PostId::from(text(state, "/id")?),
        unit: UnitId::from(text(state, "/fields/unit")?),
        title: text(state, "/fields/title")?.to_owned(),
    })
}

fn person(state: &Value) -> Option<KnownPerson> {
    if has(state, "/merged") {
        return None;
    }
    let card: Map<String, Value> = state.pointer("/card")?.as_object()?.clone();
    let tenures = state.pointer("/tenures").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let current = tenures.iter().filter(|held| !has(held, "/until"));
    Some(KnownPerson {
        id: PersonId::from(text(state, "/id")?),
        has_id_number: has(state, "/id_number"),
        departed: has(state, "/departed"),
        card,
        posts: current.filter_map(|held| text(held, "/post")).map(PostId::from).collect(),
    })
}
