//! Committed text: who may do what in which stage, and which words the journal uses.
//! `ZHUNSHENG_GOLDEN=write cargo test -p opinion golden` writes it anew.

use super::samples::{framed, is_passed_to, openings, samples};
use crate::CATALOGUE;
use engine::{
    access::{Hat, Offer, Role},
    history::ENGINE_VERBS,
    procedure::{As, Outline, Shape},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::{Path, PathBuf},
    sync::LazyLock,
};

/// Where a committed text lies.
pub(super) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden").join(name)
}

/// Whether committed texts are to be written anew.
pub(super) fn writing() -> bool {
    std::env::var_os("ZHUNSHENG_GOLDEN").is_some_and(|value| value == "write")
}

pub(super) fn compare(name: &str, text: &str) {
    let path = path(name);
    if writing() {
        std::fs::write(&path, text).expect("written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "golden/{name} differs; run with ZHUNSHENG_GOLDEN=write and read the difference");
}

/// A hat in words that do not change with the sample's names.
fn word(hat: &Hat, outline: Option<&Outline>) -> String {
    match hat {
        hat if is_passed_to(hat) => "受转办人".to_owned(),
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

/// The kinds of which anything is kept sealed.
fn with_seals() -> BTreeSet<&'static str> {
    let sealed = CATALOGUE.iter().filter(|mechanism| engine::seal::asks_sealed(&mechanism.schemas().state));
    sealed.map(|mechanism| mechanism.kind().id).collect()
}

/// Kind, stage and frame by their order (the matter not yet opened, its stages, then what the engine's verbs make of it), and verb.
type Place = (usize, usize, usize, String);

/// Who may do what: of the matters as they are, and beside them what the engine's verbs change.
fn matrix() -> &'static BTreeMap<Place, BTreeSet<String>> {
    static MATRIX: LazyLock<BTreeMap<Place, BTreeSet<String>>> = LazyLock::new(made);
    &MATRIX
}

fn made() -> BTreeMap<Place, BTreeSet<String>> {
    let with_seals = with_seals();
    let mut table: BTreeMap<Place, BTreeSet<String>> = BTreeMap::new();
    let place = |kind: &str| CATALOGUE.iter().position(|mechanism| mechanism.kind().id == kind).unwrap_or_default();
    let mut enter = |kind: &str, stage: usize, frame: &str, offers: &[Offer], outline: Option<&Outline>| {
        let frame = FRAMES.iter().position(|word| *word == frame).expect("a known frame");
        // Of a linked matter only that the link can be taken back is news.
        for offer in offers.iter().filter(|offer| FRAMES[frame] != "关联" || offer.verb == "unlink") {
            // Of a duty passed on, only what its new owner may do is news.
            let hats = offer.by.iter().filter(|hat| FRAMES[frame] != "转办" || is_passed_to(hat));
            let words: Vec<String> = hats.map(|hat| word(hat, outline)).collect();
            if !words.is_empty() {
                table.entry((place(kind), stage, frame, offer.verb.to_owned())).or_default().extend(words);
            }
        }
    };
    for (kind, offers) in openings() {
        enter(kind.id, 0, "", &offers, None);
    }
    for sample in samples().iter().chain(framed()) {
        // Voided and revoked matters have left their stage.
        let stage = sample.kind.stages.iter().position(|stage| *stage == sample.outline.stage);
        let stage = stage.unwrap_or(sample.kind.stages.len());
        enter(sample.kind.id, stage + 1, sample.frame, &sample.offers, Some(&sample.outline));
        if with_seals.contains(sample.kind.id) {
            let opening = engine::seal::opening(sample.kind, &sample.outline, &sample.effects.duties);
            enter(sample.kind.id, stage + 1, sample.frame, std::slice::from_ref(&opening), Some(&sample.outline));
        }
    }
    table
}

/// What the engine's verbs make of a matter, as the matrix lists it.
const FRAMES: [&str; 6] = ["", "挂起", "转办", "作废", "撤销", "关联"];

#[test]
fn who_may_do_what_in_which_stage_is_written_down() {
    let mut text = String::from("# 事项种类 · 环节 · 动作：何人可以办理\n");
    let mut before = None;
    for (&(kind, stage, frame, ref verb), hats) in matrix() {
        let kind = CATALOGUE.iter().nth(kind).expect("a kind").kind();
        let stage = stage
            .checked_sub(1)
            .map_or("（未开办）", |stage| kind.stages.get(stage).copied().unwrap_or("（任一环节）"));
        if before != Some((kind.id, stage, frame)) {
            let mark = if frame == 0 { String::new() } else { format!(" · 已{}", FRAMES[frame]) };
            writeln!(text, "\n{} {stage}{mark}", kind.id).expect("text");
            before = Some((kind.id, stage, frame));
        }
        writeln!(text, "  {verb}: {}", hats.iter().map(String::as_str).collect::<Vec<_>>().join("、")).expect("text");
    }
    compare("permissions.txt", &text);
}

#[test]
fn every_verb_and_every_stage_of_every_kind_is_in_the_matrix() {
    let table = matrix();
    let mut holes: Vec<String> = Vec::new();
    for (place, mechanism) in CATALOGUE.iter().enumerate() {
        let kind = mechanism.kind();
        let mine = || table.keys().filter(|key| key.0 == place);
        for (stage, word) in (1..).zip(kind.stages) {
            let reached = mine().any(|key| key.1 == stage && key.2 == 0);
            holes.extend((!reached).then(|| format!("{} in no sample at {word}", kind.id)));
        }
        let own = mechanism.schemas().actions.into_iter().map(|action| action.verb);
        // The ground passes to another unit by its own verbs.
        let closed = |verb: &str| verb == "strike" || verb == "rehome" && kind.chapter == 0;
        let open_to_a_case = ENGINE_VERBS.iter().filter(|verb| !closed(verb)).map(|verb| (*verb).to_owned());
        let open_to_a_register = ["amend", "void", "strike", "comment", "attach"].map(str::to_owned);
        let engine: Vec<String> =
            if kind.shape == Shape::Register { open_to_a_register.into() } else { open_to_a_case.collect() };
        for verb in own.chain(engine) {
            let offered = mine().any(|key| key.3 == verb);
            holes.extend((!offered).then(|| format!("{} is never offered {verb}", kind.id)));
        }
    }
    assert!(holes.is_empty(), "{holes:#?}");
}

#[test]
fn whoever_signs_on_some_route_of_the_countys_tables_is_in_the_matrix() {
    let policy = crate::testing::policy();
    let day = engine::days::Day::of("2026-05-05").expect("a day");
    let table = policy.table("leave.routes", day).expect("in the pack");
    let signs: BTreeSet<String> =
        matrix().iter().filter(|(key, _)| key.3 == "agree").flat_map(|(_, hats)| hats.clone()).collect();
    for code in table.rows.iter().flat_map(|row| &row.values) {
        let title = Role::from_code(code).map_or("单位主要负责人", Role::title);
        assert!(signs.iter().any(|hat| hat.starts_with(title)), "nobody signs as {title}: {signs:?}");
    }
}

/// Fields of a payload with their types, words left out: titles may change without a new version.
pub(super) fn shape(schema: &Value) -> String {
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
