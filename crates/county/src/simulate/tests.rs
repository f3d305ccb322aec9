use std::path::PathBuf;

use engine::{
    access::{Hat, Offer},
    erased::{Catalogue, Kept, Mechanism, Of, Outcome, Schemas, Stop},
    policy::{Clock, Policy},
    procedure::{Aid, Context, Effects, Kind, Line, Outline, Step},
    trigger::{Reaction, Trigger},
};
use opinion::{daily::leave::Leave, ground};
use serde_json::Value;

use super::{Found, Options, Survived, simulate};

fn run(name: &str, months: u64, seed: u64, catalogue: &'static Catalogue, in_memory: bool) -> Result<Survived, Found> {
    let folder: PathBuf = std::env::temp_dir().join(format!("zhunsheng-simulate-{name}-{}", std::process::id()));
    let policy = Policy::parse(&engine::pack!()).unwrap();
    let options = Options { months, seed, catalogue, policy: &policy, folder: &folder, in_memory };
    let outcome = simulate(&options, &mut |_| {});
    std::fs::remove_dir_all(folder).unwrap();
    outcome
}

fn survives(name: &str, months: u64, seed: u64, in_memory: bool) {
    let survived = run(name, months, seed, &opinion::CATALOGUE, in_memory).unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(survived.months, months);
    assert!(survived.actions > months * 20 && survived.rebuffed > months * 10, "{survived:?}");
    assert!(survived.crashes > months / 2 && survived.corrected > months / 10, "{survived:?}");
}

#[test]
fn a_hundred_county_months_in_memory_from_seed_one_hold_the_law() {
    survives("a", 100, 1, true);
}

#[test]
fn ninety_county_months_in_memory_from_seed_1001_hold_the_law() {
    survives("b", 90, 1001, true);
}

#[test]
fn ten_county_months_in_a_sqlite_file_hold_the_law() {
    survives("c", 10, 2001, false);
}

#[test]
fn the_same_seed_lives_the_same_months() {
    let once = |name| run(name, 2, 7, &opinion::CATALOGUE, true).unwrap();
    let first = once("d");
    assert_eq!(first.journal.len(), 64);
    assert_eq!(first, once("e"), "the same journal to the byte");
    let on_disk = run("h", 2, 7, &opinion::CATALOGUE, false).unwrap();
    assert_eq!(first, on_disk, "the same journal on SQLite as in memory");
}

/// Leave with a planted bug.
struct Careless(Bug);

enum Bug {
    /// Whoever asks may.
    LetsAnybodyIn,
    /// Nobody owes anything in it.
    OwesNothing,
}

static LEAVE: Of<Leave> = Of::new();

impl Careless {
    fn effects(&self, mut effects: Effects) -> Effects {
        if matches!(self.0, Bug::OwesNothing) {
            effects.duties.clear();
        }
        effects
    }
}

impl Mechanism for Careless {
    fn kind(&self) -> &'static Kind {
        LEAVE.kind()
    }
    fn schemas(&self) -> Schemas {
        LEAVE.schemas()
    }
    fn offers(&self, state: Option<&str>, cx: &Context) -> Result<Vec<Offer>, Stop> {
        let mut offers = LEAVE.offers(state, cx)?;
        if let (Bug::LetsAnybodyIn, Some(person)) = (&self.0, &cx.actor.person) {
            offers.iter_mut().for_each(|offer| offer.by.push(Hat::Person(person.clone())));
        }
        Ok(offers)
    }
    fn step(
        &self,
        state: Option<&str>,
        verb: &str,
        payload: Value,
        cx: &Context,
        clock: &Clock,
    ) -> Result<Outcome, Stop> {
        let outcome = LEAVE.step(state, verb, payload, cx, clock)?;
        Ok(Outcome { effects: self.effects(outcome.effects), ..outcome })
    }
    fn replay(&self, events: &[Kept]) -> Result<String, Stop> {
        LEAVE.replay(events)
    }
    fn standing(&self, state: &str, clock: &Clock) -> Result<(Outline, Effects), Stop> {
        let (outline, effects) = LEAVE.standing(state, clock)?;
        Ok((outline, self.effects(effects)))
    }
    fn narrate(&self, event: &Kept) -> Result<Line, Stop> {
        LEAVE.narrate(event)
    }
    fn content(&self, event: &Kept) -> Result<(String, Value), Stop> {
        LEAVE.content(event)
    }
    fn steps(&self, state: &str) -> Result<Vec<Step>, Stop> {
        LEAVE.steps(state)
    }
    fn not_yet(&self, state: &str, cx: &Context) -> Result<Vec<(&'static str, String)>, Stop> {
        LEAVE.not_yet(state, cx)
    }
    fn retells(&self, before: &str, after: Option<&str>) -> Result<Vec<Trigger>, Stop> {
        LEAVE.retells(before, after)
    }
    fn hears(&self, trigger: &Trigger, cx: &Context) -> Vec<Reaction<(String, Value)>> {
        LEAVE.hears(trigger, cx)
    }
    fn calls(&self, cx: &Context) -> Vec<Reaction<(String, Value)>> {
        LEAVE.calls(cx)
    }
    fn aid(&self, state: Option<&str>, verb: &str, cx: &Context) -> Result<Aid, Stop> {
        LEAVE.aid(state, verb, cx)
    }
    fn amend(&self, state: &str, was: &Kept, now: Value, cx: &Context) -> Result<String, Stop> {
        LEAVE.amend(state, was, now, cx)
    }
}

macro_rules! with_bug {
    ($name:ident, $bug:expr) => {
        static $name: Catalogue = Catalogue(&[
            &Of::<ground::unit::Unit>::new(),
            &Of::<ground::post::Post>::new(),
            &Of::<ground::cadre::Cadre>::new(),
            &Of::<ground::post_change::PostChange>::new(),
            &Of::<ground::account::Account>::new(),
            &Careless($bug),
        ]);
    };
}
with_bug!(OPEN_DOOR, Bug::LetsAnybodyIn);
with_bug!(NO_DUTIES, Bug::OwesNothing);

#[test]
fn a_planted_open_door_is_found_and_names_its_seed() {
    let found = run("f", 10, 3, &OPEN_DOOR, true).unwrap_err();
    assert!(found.what.contains("let in"), "{found}");
    assert!(found.to_string().contains("--seed 3 "), "{found}");
}

#[test]
fn planted_matters_that_nobody_owes_are_found() {
    let found = run("g", 10, 3, &NO_DUTIES, true).unwrap_err();
    assert!(found.what.contains("nobody owes"), "{found}");
}
