//! Events are for ever. `golden/samples/KIND-vN.json` keeps, of every version of every kind, the shapes of its events and whole
//! histories in which each of them occurs; every one of them still has to be read and to end where it ended.
//!
//! Writing (`ZHUNSHENG_GOLDEN=write`) adds the file of a new version, and to the present one what is compatible: a new verb, a new
//! word among fixed words. It never changes a shape, and never touches the file of an older version.

use super::{
    golden::{path, shape, writing},
    samples::worlds,
};
use crate::{CATALOGUE, testing::policy};
use engine::{
    erased::{Kept, Mechanism},
    history::{self, ENGINE_VERBS, EngineEvent},
    policy::Clock,
    tagged,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::{collections::BTreeSet, fmt::Write, sync::LazyLock};

/// What is kept of one version.
#[derive(Deserialize)]
struct Version {
    kind: String,
    version: u32,
    /// Shape of each event by its verb.
    shapes: Map<String, Value>,
    histories: Vec<History>,
}

/// A matter from its first event on, and the stage in which they leave it.
#[derive(Clone, Serialize, Deserialize)]
struct History {
    ends: String,
    events: Vec<Sample>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Sample {
    verb: String,
    payload: Value,
}

impl History {
    fn kept(&self, version: u32) -> Vec<Kept> {
        let kept = |(n, event): (i64, &Sample)| Kept {
            n,
            version,
            verb: event.verb.clone(),
            payload: event.payload.to_string(),
        };
        (1..).zip(&self.events).map(kept).collect()
    }
}

fn file(kind: &str, version: u32) -> String {
    format!("samples/{kind}-v{version}.json")
}

fn read(kind: &str, version: u32) -> Option<Version> {
    let text = std::fs::read_to_string(path(&file(kind, version))).ok()?;
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{kind} version {version}: {error}")))
}

/// One event a line, so that a difference can be read.
fn write(version: &Version) {
    let mut text =
        format!("{{\n\"kind\": {}, \"version\": {},\n\"shapes\": {{\n", json!(version.kind), version.version);
    let shapes: Vec<String> =
        version.shapes.iter().map(|(verb, shape)| format!("  {}: {shape}", json!(verb))).collect();
    write!(text, "{}\n}},\n\"histories\": [\n", shapes.join(",\n")).expect("text");
    let histories: Vec<String> = version.histories.iter().map(history_text).collect();
    write!(text, "{}\n]\n}}\n", histories.join(",\n")).expect("text");
    let path = path(&file(&version.kind, version.version));
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}

fn history_text(history: &History) -> String {
    let events: Vec<String> = history.events.iter().map(|event| format!("  {}", json!(event))).collect();
    format!(" {{\"ends\": {}, \"events\": [\n{}\n ]}}", json!(history.ends), events.join(",\n"))
}

/// Whole histories in which each of these verbs occurs at least once.
fn histories(mechanism: &dyn Mechanism, mut wanted: BTreeSet<String>) -> Vec<History> {
    let mut found = Vec::new();
    for world in worlds() {
        for matter in world.matters.values().filter(|matter| matter.kind == mechanism.kind().id) {
            let before = wanted.len();
            wanted.retain(|verb| matter.told.iter().all(|told| told.verb != *verb));
            if wanted.len() < before {
                let sample = |told: &engine::erased::Told| Sample {
                    verb: told.verb.clone(),
                    payload: serde_json::from_str(&told.payload).expect("JSON"),
                };
                let ends = matter.outline.stage.to_owned();
                found.push(History { ends, events: matter.told.iter().map(sample).collect() });
            }
        }
    }
    assert!(wanted.is_empty(), "{}: no sample has {wanted:?}", mechanism.kind().id);
    found
}

/// Compares the shapes of now with those kept, and lays down what may be; tells what may not be.
fn renew(
    kind: &str,
    version: u32,
    now: &Map<String, Value>,
    of: &dyn Fn(BTreeSet<String>) -> Vec<History>,
) -> Vec<String> {
    let Some(mut kept) = read(kind, version) else {
        if !writing() {
            return vec![format!("golden/{} is missing; write it", file(kind, version))];
        }
        let histories = of(now.keys().cloned().collect());
        write(&Version { kind: kind.to_owned(), version, shapes: now.clone(), histories });
        return Vec::new();
    };
    let mut faults = Vec::new();
    for (verb, was) in &mut kept.shapes {
        match now.get(verb) {
            None => faults.push(format!("{kind} {verb} is gone at version {version}")),
            Some(shape) if !widens(was.as_str().unwrap_or(""), shape.as_str().unwrap_or("")) => faults.push(format!(
                "{kind} {verb} changed at version {version}, which needs `version += 1` and an arm in `upcast`:\n{was}\n{shape}"
            )),
            Some(shape) => shape.clone_into(was),
        }
    }
    let new: BTreeSet<String> = now.keys().filter(|verb| !kept.shapes.contains_key(*verb)).cloned().collect();
    if !faults.is_empty() {
        return faults;
    }
    if writing() {
        kept.shapes = now.clone();
        if !new.is_empty() {
            kept.histories.extend(of(new));
        }
        write(&kept);
    } else if !new.is_empty() {
        faults.push(format!("{kind} has new verbs {new:?}; write their samples"));
    }
    faults
}

/// Whether whatever was of the one shape is of the other: equal but for words that were added to fixed words.
fn widens(was: &str, now: &str) -> bool {
    let ((one, before), (other, after)) = (words(was), words(now));
    one == other && before.iter().zip(&after).all(|(before, after)| before.is_subset(after))
}

/// The shape with each run of fixed words (`'a'|'b'`) taken out, and these.
fn words(shape: &str) -> (String, Vec<BTreeSet<&str>>) {
    let (mut rest, mut runs, mut inside) = (String::new(), Vec::<BTreeSet<&str>>::new(), false);
    for (place, piece) in shape.split('\'').enumerate() {
        if place % 2 == 1 {
            if !inside {
                runs.push(BTreeSet::new());
                rest.push('\'');
            }
            runs.last_mut().expect("a run").insert(piece);
            inside = true;
        } else if piece != "|" {
            rest.push_str(piece);
            inside = false;
        }
    }
    (rest, runs)
}

fn shapes(schemas: Vec<tagged::VerbSchema>) -> Map<String, Value> {
    schemas.into_iter().map(|event| (event.verb, json!(shape(&event.schema)))).collect()
}

/// Number of the engine's own vocabulary, which has no version in the journal: it can only grow.
const ENGINE: u32 = 1;

/// A trip with everything that the engine's verbs can do to a matter.
fn under_the_engines_verbs() -> Vec<History> {
    let mechanism = CATALOGUE.get("leave").expect("in the catalogue");
    let approved = |history: &History| history.ends == "已批准";
    let all: BTreeSet<String> = mechanism.schemas().events.into_iter().map(|event| event.verb).collect();
    let mut trip = histories(mechanism, all).into_iter().find(approved).expect("an approved one");
    let mut changed = trip.events[0].payload.clone();
    changed["application"]["destination"] = json!("芜湖市");
    let more = |verb: &str, payload: Value| Sample { verb: verb.to_owned(), payload };
    let version = mechanism.kind().version;
    let last = i64::try_from(trip.events.len()).expect("few");
    trip.events.extend([
        more("comment", json!({"text": "已电话核实"})),
        more("link", json!({"matter": "m2", "reason": "同一行程"})),
        more("unlink", json!({"matter": "m2", "reason": "关联有误"})),
        more("rehome", json!({"from": "云亭镇", "to": "县财政局", "words": "由云亭镇划转", "decision": "机1"})),
        more("attach", json!({"files": ["d1"], "note": "会议通知"})),
        more("amend", json!({"n": 1, "version": version, "payload": changed, "reason": "地点写错"})),
        more(
            "reassign",
            json!({"duty": "report_back", "from": [{"person": "镇长"}], "to": "镇经办", "reason": "代为销假"}),
        ),
        more("suspend", json!({"from": "2026-06-01", "reason": "防汛"})),
        more("resume", json!({"on": "2026-06-03", "reason": "汛情解除"})),
        more("strike", json!({"n": last, "reason": "整批撤销"})),
        more("revoke", json!({"reason": "批准有误"})),
    ]);
    let mut voided = trip.clone();
    voided.events.pop();
    voided.events.push(more("void", json!({"reason": "重复登记"})));
    (trip.ends, voided.ends) = ("已撤销".to_owned(), "已作废".to_owned());
    vec![trip, voided]
}

/// What could not be laid down.
static FAULTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut faults = Vec::new();
    for mechanism in CATALOGUE.iter() {
        let kind = mechanism.kind();
        let now = shapes(mechanism.schemas().events);
        faults.extend(renew(kind.id, kind.version, &now, &|wanted| histories(mechanism, wanted)));
    }
    let now = shapes(tagged::verbs::<EngineEvent>());
    faults.extend(renew("engine", ENGINE, &now, &|_| under_the_engines_verbs()));
    faults
});

#[test]
fn an_event_changes_its_shape_only_with_a_new_version() {
    assert!(FAULTS.is_empty(), "{}", FAULTS.join("\n"));
}

#[test]
fn events_of_every_version_of_every_kind_are_still_read_and_end_where_they_ended() {
    LazyLock::force(&FAULTS);
    let policy = policy();
    let clock = Clock { policy: &policy, pauses: &[] };
    for mechanism in CATALOGUE.iter() {
        let kind = mechanism.kind();
        for version in 1..=kind.version {
            let kept = read(kind.id, version).unwrap_or_else(|| panic!("{} version {version} has no samples", kind.id));
            assert_eq!((kept.kind.as_str(), kept.version), (kind.id, version));
            let mut seen = BTreeSet::new();
            for history in &kept.histories {
                let events = history.kept(version);
                let state = mechanism.replay(&events).unwrap_or_else(|stop| panic!("{} {version}: {stop:?}", kind.id));
                let stage = mechanism.standing(&state, &clock).expect("its own state").0.stage;
                assert_eq!(stage, history.ends, "{} version {version}", kind.id);
                for event in &events {
                    assert!(!mechanism.narrate(event).expect("a line").act.is_empty());
                    seen.insert(event.verb.clone());
                }
            }
            assert_eq!(seen, kept.shapes.keys().cloned().collect(), "{} version {version}", kind.id);
        }
    }
}

#[test]
fn the_engines_own_events_are_still_read_among_those_of_a_mechanism() {
    LazyLock::force(&FAULTS);
    let kept = read("engine", ENGINE).expect("samples");
    let mechanism = CATALOGUE.get("leave").expect("in the catalogue");
    let mut seen = BTreeSet::new();
    for history in &kept.histories {
        let standing = history::rebuild(mechanism, &history.kept(2)).expect("it fits");
        let (outline, _) = standing.present(mechanism, &policy()).expect("its own state");
        assert_eq!(outline.stage, history.ends);
        assert_eq!(
            outline.cells["purpose"].as_str().map(|text| text.contains("芜湖市")),
            Some(true),
            "{}",
            outline.cells
        );
        seen.extend(history.events.iter().map(|event| event.verb.clone()));
    }
    for verb in ENGINE_VERBS {
        assert!(seen.contains(verb), "no sample of {verb}");
    }
}

#[test]
fn words_may_be_added_to_a_shape_and_nothing_else_may_change() {
    let was = "{role:'reader'|'minister',unit?:unit,note:prose}";
    for (now, fits) in [
        (was, true),
        ("{role:'minister'|'auditor'|'reader',unit?:unit,note:prose}", true),
        ("{role:'reader',unit?:unit,note:prose}", false),
        ("{role:'reader'|'minister',unit:unit,note:prose}", false),
        ("{role:'reader'|'minister',unit?:unit,note:prose,more?:prose}", false),
        ("{role:'reader'|'minister',unit?:unit}", false),
        ("{role:string,unit?:unit,note:prose}", false),
        ("{role:'reader'|'minister',unit?:unit,note:string}", false),
    ] {
        assert_eq!(widens(was, now), fits, "{now}");
    }
}
