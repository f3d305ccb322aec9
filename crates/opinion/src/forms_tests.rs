//! Every form of every mechanism can be drawn, filled in badly and answered in Chinese.

use crate::CATALOGUE;
use engine::{
    days::Day,
    form::{self, Ask, Field, FieldKind, Found, Lookup, Names, Pick},
    policy::Policy,
    procedure::Aid,
    sheet,
    tagged::VerbSchema,
};
use serde_json::Value;

struct Nobody;
impl Names for Nobody {
    fn name(&self, _: Pick, _: &str) -> Option<Found> {
        None
    }
}
impl Lookup for Nobody {
    fn named(&self, _: Pick, _: &str) -> Vec<Found> {
        Vec::new()
    }
}

fn each_form(mut look: impl FnMut(&str, &Value, &Ask)) {
    let policy = Policy::parse(&engine::pack!()).unwrap_or_else(|found| panic!("{found:?}"));
    let aid = Aid::default();
    let ask = Ask { lookup: &Nobody, terms: &policy, today: Day::of("2026-10-19").unwrap(), aid: &aid };
    for mechanism in CATALOGUE.iter() {
        let schemas = mechanism.schemas();
        let corrections = schemas.events.iter().map(|event| VerbSchema {
            verb: format!("amend {}", event.verb),
            title: event.title.clone(),
            schema: form::amending(&event.schema),
        });
        for verb in schemas.actions.iter().cloned().chain(corrections) {
            look(&format!("{} {}", mechanism.kind().id, verb.verb), &verb.schema, &ask);
        }
    }
}

/// All fields, those within others too.
fn flat(fields: &[Field]) -> Vec<&Field> {
    let mut all: Vec<&Field> = Vec::new();
    for field in fields {
        all.push(field);
        match &field.kind {
            FieldKind::Group(inner) => all.extend(flat(inner)),
            FieldKind::Branches(branches) => branches.iter().for_each(|branch| all.extend(flat(&branch.fields))),
            FieldKind::Table { rows, .. } => rows.iter().for_each(|row| all.extend(flat(&row.fields))),
            _ => {}
        }
    }
    all
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(form::is_han)
}

#[test]
fn every_field_of_every_form_has_a_chinese_title_and_a_known_kind() {
    let mut faults = Vec::new();
    each_form(|form, schema, ask| {
        for field in flat(&form::fields(schema, ask)) {
            if !is_chinese(&field.title) {
                faults.push(format!("{form}: {} is titled {}", field.name, field.title));
            }
            let words: Vec<&str> = match &field.kind {
                FieldKind::Unknown => {
                    faults.push(format!("{form}: {} cannot be drawn", field.name));
                    Vec::new()
                }
                FieldKind::Choice(choices) | FieldKind::Choices(choices) => {
                    choices.iter().map(|choice| choice.word.as_str()).collect()
                }
                FieldKind::Branches(branches) => branches.iter().map(|branch| branch.word.as_str()).collect(),
                _ => Vec::new(),
            };
            faults.extend(
                words.iter().filter(|word| !is_chinese(word)).map(|word| format!("{form}: {}: {word}", field.name)),
            );
        }
    });
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn an_empty_form_is_answered_with_chinese_sentences_at_fields_that_are_drawn() {
    each_form(|form, schema, ask| {
        let Err(filled) = form::parse(schema, &[], ask) else { return };
        let drawn = form::fields_filled(schema, ask, &filled);
        let shown: Vec<&String> = flat(&drawn).into_iter().filter_map(|field| field.error.as_ref()).collect();
        for (at, sentence) in &filled.wrong {
            assert!(
                is_chinese(sentence) && !sentence.contains(|c: char| c.is_ascii_alphabetic()),
                "{form} {at}: {sentence}"
            );
        }
        // What is about the whole form (a hidden field the page must give) stands above it.
        let above = filled.wrong.iter().filter(|(at, _)| at.is_empty()).count();
        assert!(shown.len() + above >= 1, "{form}: nothing is shown of {:?}", filled.wrong);
    });
}

#[test]
fn every_form_takes_nonsense_without_breaking() {
    let nonsense = ["2026-02-30", "－１", "查无此人", "true", "\u{0}\u{202e}", "<script>", "no_such_alternative"];
    each_form(|form, schema, ask| {
        let drawn = form::fields(schema, ask);
        for word in nonsense {
            let pairs: Vec<(String, String)> =
                flat(&drawn).into_iter().map(|field| (field.name.clone(), word.to_owned())).collect();
            match form::parse(schema, &pairs, ask) {
                Ok(value) => assert_eq!(form::check(schema, &value), Ok(()), "{form}"),
                Err(filled) => assert!(!form::fields_filled(schema, ask, &filled).is_empty(), "{form}"),
            }
        }
    });
}

#[test]
fn every_placeholder_of_every_kind_is_chinese_and_unique() {
    for mechanism in CATALOGUE.iter() {
        let paths = sheet::placeholders(&mechanism.schemas().state);
        let kind = mechanism.kind().id;
        assert!(!paths.is_empty(), "{kind} shows nothing");
        for path in &paths {
            assert!(path.split('.').all(is_chinese), "{kind}: {path}");
        }
    }
}
