//! Committed text: who may do what in which stage, and which words the journal uses.
//! `ZHUNSHENG_GOLDEN=write cargo test -p opinion golden` writes it anew.

use super::samples::{openings, samples};
use crate::CATALOGUE;
use engine::{
    access::{Hat, Offer},
    procedure::{As, Outline},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::Path,
};

pub(super) fn compare(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden").join(name);
    if std::env::var_os("ZHUNSHENG_GOLDEN").is_some_and(|value| value == "write") {
        std::fs::write(&path, text).expect("written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "golden/{name} differs; run with ZHUNSHENG_GOLDEN=write and read the difference");
}

/// A hat in words that do not change with the sample's names.
fn word(hat: &Hat, outline: Option<&Outline>) -> String {
    match hat {
        Hat::Person(person) => {
            let concerns = outline.into_iter().flat_map(|outline| &outline.persons);
            let role = concerns.filter(|(_, of)| of == person).map(|(role, _)| *role).next();
            match role {
                Some(As::Subject) => "本人",
                Some(As::Receiver) => "接收人",
                Some(As::Supervisor) => "监交人",
                Some(As::StandIn) => "代职人",
                Some(_) => "有关的人",
                None => "指定的人",
            }
            .to_owned()
        }
        Hat::Head(_) => "单位主要负责人".to_owned(),
        Hat::Role(role) => role.title().to_owned(),
        Hat::RoleAt(role, _) => format!("{}（限该单位）", role.title()),
        Hat::System => "准绳".to_owned(),
    }
}

#[test]
fn who_may_do_what_in_which_stage_is_written_down() {
    let mut table: BTreeMap<(usize, usize, String), BTreeSet<String>> = BTreeMap::new();
    let place = |kind: &str| CATALOGUE.iter().position(|mechanism| mechanism.kind().id == kind).unwrap_or_default();
    let mut enter = |kind: &str, stage: usize, offers: &[Offer], outline: Option<&Outline>| {
        for offer in offers {
            let words = offer.by.iter().map(|hat| word(hat, outline));
            table.entry((place(kind), stage, offer.verb.to_owned())).or_default().extend(words);
        }
    };
    for (kind, offers) in openings() {
        enter(kind.id, 0, &offers, None);
    }
    for sample in samples() {
        let stage = sample.kind.stages.iter().position(|stage| *stage == sample.outline.stage).expect("a listed stage");
        enter(sample.kind.id, stage + 1, &sample.offers, Some(&sample.outline));
    }
    let mut text = String::from("# 事项种类 · 环节 · 动作：何人可以办理\n");
    let mut before = None;
    for ((kind, stage, verb), hats) in table {
        let kind = CATALOGUE.iter().nth(kind).expect("a kind").kind();
        let stage = stage.checked_sub(1).map_or("（未开办）", |stage| kind.stages[stage]);
        if before != Some((kind.id, stage)) {
            writeln!(text, "\n{} {stage}", kind.id).expect("text");
            before = Some((kind.id, stage));
        }
        writeln!(text, "  {verb}: {}", hats.into_iter().collect::<Vec<_>>().join("、")).expect("text");
    }
    compare("permissions.txt", &text);
}

/// Fields of a payload with their types, words left out: titles may change without a new version.
fn shape(schema: &Value) -> String {
    if let Some(branches) = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(key)?.as_array()) {
        return branches.iter().map(shape).collect::<Vec<_>>().join("|");
    }
    if let Some(only) = schema.get("const").and_then(Value::as_str) {
        return format!("'{only}'");
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.iter().map(|word| format!("'{}'", word.as_str().unwrap_or("null"))).collect::<Vec<_>>().join("|");
    }
    if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
        let asked: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let field = |(key, field): (&String, &Value)| {
            let optional = if asked.contains(&key.as_str()) { "" } else { "?" };
            format!("{key}{optional}:{}", shape(field))
        };
        return format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(","));
    }
    if let Some(items) = schema.get("items") {
        return format!("[{}]", shape(items));
    }
    let of_type = match schema.get("type") {
        Some(Value::String(one)) => one.clone(),
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|"),
        _ => "any".to_owned(),
    };
    let format = schema.get("format").and_then(Value::as_str).filter(|format| !format.starts_with("int"));
    let sealed = if schema.get("x-sealed").is_some() { "sealed " } else { "" };
    format.map_or_else(|| format!("{sealed}{of_type}"), |format| format!("{sealed}{format}"))
}

#[test]
fn the_words_of_the_journal_are_written_down_with_their_version() {
    let mut text = String::from(
        "# Events as they lie in the journal. A change here needs a new version of the kind and an `upcast` for the old one.\n",
    );
    for mechanism in CATALOGUE.iter() {
        let kind = mechanism.kind();
        writeln!(text, "\n{} version {}", kind.id, kind.version).expect("text");
        for event in mechanism.schemas().events {
            writeln!(text, "  {} {}", event.verb, shape(&event.schema)).expect("text");
        }
    }
    compare("events.txt", &text);
}
