//! The register as the house's facts tell it.

use engine::facts::{Facts, PAGE, Query};
use engine::words::{MatterId, PersonId, PostId, UnitId};
use serde_json::{Map, Value};

use super::{KnownPerson, KnownPost, KnownUnit, Register, Said};

/// Stages of matters that no longer stand.
const GONE: [&str; 2] = ["已作废", "已撤销"];

impl Register {
    /// Units, posts and people of the county, from the states of the register kinds `unit`, `post` and `cadre`. They are read page
    /// by page, and of a person only what tells him from others is kept: what an import compares is read again person by person.
    #[must_use]
    pub fn of(facts: &dyn Facts) -> Self {
        Self { units: all(facts, "unit", unit), posts: all(facts, "post", post), people: all(facts, "cadre", person) }
    }
}

fn all<T>(facts: &dyn Facts, kind: &'static str, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
    let (mut known, mut after) = (Vec::new(), None);
    loop {
        let page = facts.matters(&Query { kind, after, ..Query::default() });
        let standing = page.iter().filter(|matter| !GONE.contains(&matter.stage.as_str()));
        known.extend(standing.filter_map(|matter| read(&serde_json::from_str(&matter.state).ok()?)));
        after = page.last().map(|matter| matter.id.clone());
        if page.len() < PAGE {
            return known;
        }
    }
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
    let tenures = state.pointer("/tenures").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let current = tenures.iter().filter(|held| !has(held, "/until"));
    Some(KnownPerson {
        id: PersonId::from(text(state, "/id")?),
        has_id_number: has(state, "/id_number"),
        departed: has(state, "/departed"),
        name: text(state, "/card/name").unwrap_or_default().to_owned(),
        birth: text(state, "/card/birth").unwrap_or_default().to_owned(),
        posts: current.filter_map(|held| text(held, "/post")).map(PostId::from).collect(),
    })
}

/// All that the register says of a person.
pub(super) fn said(facts: &dyn Facts, person: &PersonId) -> Said {
    let state = facts.state(&MatterId::from(person)).and_then(|(_, state)| serde_json::from_str::<Value>(&state).ok());
    let part = |mut state: Value, name: &str| match state.get_mut(name).map(Value::take) {
        Some(Value::Object(fields)) => (state, fields),
        _ => (state, Map::new()),
    };
    let (state, card) = part(state.unwrap_or_default(), "card");
    Said { card, file: part(state, "file").1 }
}
