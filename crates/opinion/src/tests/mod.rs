//! What holds for every mechanism of the catalogue, in every state that the samples reach.

mod demands;
mod forms;
mod golden;
mod papers;
mod samples;
mod versions;

use crate::{CATALOGUE, testing::policy};
use engine::{
    access::Hat,
    history::is_engine_verb,
    procedure::{Cell, Column, Shape},
    succession::Rehome,
    words::UnitId,
};
use samples::{Sample, framed, is_passed_to, samples};
use serde_json::Value;
use std::collections::BTreeSet;

fn each(look: impl Fn(&Sample) -> Option<String>) {
    let faults: BTreeSet<String> = samples()
        .iter()
        .filter_map(|sample| Some(format!("{} {}: {}", sample.kind.id, sample.outline.stage, look(sample)?)))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_unfinished_stage_owns_a_duty() {
    each(|sample| {
        let waits = sample.kind.shape == Shape::Case || sample.outline.stage.starts_with('待');
        let lost = waits && !sample.outline.done && sample.effects.duties.is_empty();
        lost.then(|| "nobody owes anything".to_owned())
    });
}

#[test]
fn what_is_owed_can_be_done_by_whoever_owes_it() {
    each(|sample| {
        let faults = sample.effects.duties.iter().filter_map(|duty| {
            let verb = duty.verb.as_deref()?;
            let offered = |hat| sample.offers.iter().any(|offer| offer.verb == verb && offer.by.contains(hat));
            let all = !duty.owner.is_empty() && (sample.ahead || duty.owner.iter().all(offered));
            (!all).then(|| format!("{} is owed by {:?} and not offered to them", duty.key, duty.owner))
        });
        faults.reduce(|one, other| format!("{one}; {other}"))
    });
}

#[test]
fn a_duty_passed_on_can_be_done_by_whoever_has_it_now() {
    let mut passed = 0;
    for sample in framed().iter().filter(|sample| sample.frame == "转办" && !sample.ahead) {
        for duty in sample.effects.duties.iter().filter(|duty| duty.owner.iter().any(is_passed_to)) {
            let Some(verb) = duty.verb.as_deref() else { continue };
            let mut offers = sample.offers.iter().filter(|offer| offer.verb == verb);
            assert!(offers.any(|offer| offer.by.iter().any(is_passed_to)), "{} {}", sample.kind.id, duty.key);
            passed += 1;
        }
    }
    assert!(passed > 100, "{passed} duties were passed on");
}

/// A matter that passes to another unit leaves nothing to be done by the one that ended.
#[test]
fn a_matter_that_passes_is_the_successors_to_deal_with() {
    let mut passed = 0;
    for sample in samples().iter().filter(|sample| sample.kind.chapter > 0 && !sample.outline.done) {
        let (mut outline, mut effects, mut offers) =
            (sample.outline.clone(), sample.effects.clone(), sample.offers.clone());
        let units = outline.units.clone();
        let at = |from: &UnitId| Rehome {
            from: from.clone(),
            to: "承接单位".into(),
            words: String::new(),
            decision: "机1".into(),
        };
        for rehome in units.iter().map(at) {
            rehome.offers(&mut offers);
            rehome.frame(&mut outline, &mut effects);
        }
        let hats = offers.iter().flat_map(|offer| &offer.by);
        let hats = hats.chain(effects.duties.iter().flat_map(|duty| &duty.owner));
        let left = |hat: &&Hat| matches!(hat, Hat::Head(unit) | Hat::RoleAt(_, unit) if units.contains(unit));
        assert_eq!(hats.filter(left).count(), 0, "{} {}", sample.kind.id, sample.outline.stage);
        let found = units.iter().all(|unit| outline.units.contains(unit));
        assert!(found && units.is_empty() == outline.units.is_empty(), "{}", sample.kind.id);
        passed += usize::from(!units.is_empty());
    }
    assert!(passed > 50, "{passed} matters passed");
}

#[test]
fn a_suspended_matter_lets_only_the_program_and_the_engines_verbs_through() {
    for sample in framed().iter().filter(|sample| sample.frame == "挂起") {
        let own = sample.offers.iter().filter(|offer| !is_engine_verb(offer.verb));
        let open: Vec<_> = own.filter(|offer| offer.by != [Hat::System]).map(|offer| offer.verb).collect();
        assert!(open.is_empty(), "{} {}: {open:?}", sample.kind.id, sample.outline.stage);
    }
}

/// A matter is shown to whoever it concerns, to its units, to who sees the county and to who owes something in it: the store asks no
/// more. Whoever is offered something must be one of these.
#[test]
fn what_is_offered_is_offered_to_someone_who_sees_the_matter() {
    each(|sample| {
        let administered = sample.kind.keepers.iter().any(|role| role.is_administrator());
        let owes = |hat: &Hat| sample.effects.duties.iter().any(|duty| duty.owner.contains(hat));
        let sees = |hat: &Hat| match hat {
            Hat::Person(person) => sample.outline.persons.iter().any(|(_, of)| of == person),
            Hat::Head(unit) | Hat::RoleAt(_, unit) => sample.units.contains(unit),
            Hat::Role(role) => role.sees_county() || administered,
            Hat::System => true,
        };
        let hats = sample.offers.iter().flat_map(|offer| offer.by.iter().map(move |hat| (offer.verb, hat)));
        let blind: BTreeSet<String> = hats
            .filter(|(_, hat)| !sample.kind.common && !sees(hat) && !owes(hat))
            .map(|(verb, hat)| format!("{verb} is offered to {hat:?}"))
            .collect();
        (!blind.is_empty()).then(|| format!("{blind:?}"))
    });
}

#[test]
fn a_board_is_made_of_stages_and_columns_of_its_kind() {
    let mut boards = 0;
    for mechanism in CATALOGUE.iter() {
        let Some(board) = mechanism.board() else { continue };
        boards += 1;
        assert_eq!(board.faults(mechanism.kind()), Vec::<String>::new(), "{}", mechanism.kind().id);
        for beside in board.beside {
            let other = CATALOGUE.get(beside.kind).expect("a kind beside").kind();
            let known = |key: &&str| other.columns.iter().any(|column| column.key == *key);
            assert!(beside.columns.iter().all(known) && !other.veiled, "{}", beside.title);
        }
    }
    assert!(boards > 0, "no mechanism has a board");
}

#[test]
fn a_veiled_kind_has_no_running_number() {
    for mechanism in CATALOGUE.iter() {
        assert!(!mechanism.kind().is_guarded() || mechanism.kind().prefix.is_none(), "{}", mechanism.kind().id);
    }
}

#[test]
fn a_finished_matter_owes_nothing() {
    each(|sample| {
        let owes = sample.outline.done && !sample.effects.duties.is_empty();
        owes.then(|| format!("{:?}", sample.effects.duties))
    });
}

#[test]
fn every_stage_is_listed_and_every_listed_stage_is_reached() {
    let samples = samples();
    for mechanism in CATALOGUE.iter() {
        let kind = mechanism.kind();
        let reached: BTreeSet<&str> =
            samples.iter().filter(|sample| sample.kind.id == kind.id).map(|sample| sample.outline.stage).collect();
        let listed: BTreeSet<&str> = kind.stages.iter().copied().collect();
        assert!(reached.is_subset(&listed), "{}: {reached:?} reached, {listed:?} listed", kind.id);
        let missed: Vec<_> = listed.difference(&reached).collect();
        assert!(missed.is_empty(), "{}: no sample reaches {missed:?}", kind.id);
    }
}

#[test]
fn cells_are_flat_and_each_has_its_column() {
    each(|sample| {
        let Some(cells) = sample.outline.cells.as_object() else { return Some("cells are no object".to_owned()) };
        let known = |key: &String| sample.kind.columns.iter().any(|column| column.key == key);
        if cells.len() > 12 {
            return Some("more than twelve cells".to_owned());
        }
        let wrong = cells.iter().find(|(key, value)| value.is_array() || value.is_object() || !known(key));
        wrong.map(|(key, value)| format!("{key}: {value}"))
    });
}

#[test]
fn every_line_says_what_was_done() {
    each(|sample| {
        let line = sample.line.as_ref()?;
        line.act.is_empty().then(|| "an act without a word".to_owned())
    });
}

#[test]
fn verbs_are_the_mechanisms_own_and_used_once() {
    for mechanism in CATALOGUE.iter() {
        let schemas = mechanism.schemas();
        for list in [&schemas.actions, &schemas.events] {
            let mut seen = BTreeSet::new();
            for verb in list {
                let at = format!("{} {}", mechanism.kind().id, verb.verb);
                assert!(!is_engine_verb(&verb.verb), "{at} is the engine's");
                assert!(seen.insert(&verb.verb), "{at} twice");
                assert_ne!(verb.title, verb.verb, "{at} has no Chinese title");
            }
        }
    }
}

#[test]
fn kinds_prefixes_and_columns_are_told_apart() {
    let kinds: Vec<_> = CATALOGUE.iter().map(|mechanism| mechanism.kind()).collect();
    let ids: BTreeSet<_> = kinds.iter().map(|kind| kind.id).collect();
    let titles: BTreeSet<_> = kinds.iter().map(|kind| kind.title).collect();
    assert_eq!((ids.len(), titles.len()), (kinds.len(), kinds.len()));
    let prefixes: Vec<_> = kinds.iter().filter_map(|kind| kind.prefix).collect();
    assert_eq!(prefixes.iter().collect::<BTreeSet<_>>().len(), prefixes.len());
    for kind in kinds {
        assert!(kind.dropped.iter().all(|stage| kind.stages.contains(stage)), "{}", kind.id);
        let numbered = kind.shape == Shape::Case && !kind.is_guarded();
        assert_eq!(numbered, kind.prefix.is_some(), "{}: cases are numbered, and a gap would tell", kind.id);
        let keys: BTreeSet<_> = kind.columns.iter().map(|column| column.key).collect();
        assert_eq!(keys.len(), kind.columns.len(), "{}", kind.id);
        for key in kind.sums.iter().flat_map(|sum| [Some(sum.column), sum.of]).flatten() {
            let counts = |column: &&Column| column.key == key && column.cell == Cell::Count;
            assert!(kind.columns.iter().any(|column| counts(&column)), "{} adds up {key}", kind.id);
        }
    }
}

#[test]
fn the_shipped_pack_has_every_limit_and_clause_that_is_asked_for() {
    let policy = policy();
    let missing: Vec<_> = CATALOGUE.missing_in(&policy).into_iter().map(|finding| finding.key).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for mechanism in CATALOGUE.iter() {
        for clause in mechanism.kind().clauses {
            assert!(policy.clause(clause).is_some(), "{} rests on {clause}", mechanism.kind().id);
        }
    }
}

#[test]
fn every_field_of_state_action_and_event_has_a_chinese_title() {
    let mut faults = BTreeSet::new();
    for mechanism in CATALOGUE.iter() {
        let schemas = mechanism.schemas();
        let kind = mechanism.kind().id;
        untitled(&schemas.state, &format!("{kind} state"), &mut faults);
        for verb in schemas.actions.iter().chain(&schemas.events) {
            untitled(&verb.schema, &format!("{kind} {}", verb.verb), &mut faults);
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn untitled(schema: &Value, at: &str, faults: &mut BTreeSet<String>) {
    let titled = |schema: &Value| schema.get("title").and_then(Value::as_str).is_some_and(is_chinese);
    let fields = schema.get("properties").and_then(Value::as_object);
    // A variant of an enum is an object of one field that is named by the variant.
    let variant = fields.is_some_and(|fields| fields.len() == 1) && titled(schema);
    for (key, field) in fields.into_iter().flatten() {
        let here = format!("{at}/{key}");
        // What is hidden is read by the program only.
        if field.get("x-hidden").is_some() {
            continue;
        }
        if !titled(field) && !variant {
            faults.insert(here.clone());
        }
        untitled(field, &here, faults);
    }
    for key in ["oneOf", "anyOf"] {
        schema.get(key).and_then(Value::as_array).into_iter().flatten().for_each(|branch| untitled(branch, at, faults));
    }
    schema.get("items").into_iter().for_each(|items| untitled(items, at, faults));
}
