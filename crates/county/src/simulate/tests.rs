use std::{path::PathBuf, sync::OnceLock};

use engine::{
    access::{Hat, Offer},
    days::Day,
    erased::{Catalogue, Kept, Mechanism, Of, Outcome, Schemas, Stop},
    policy::{Clock, Policy},
    procedure::{Aid, Context, Effects, Kind, Line, Outline, Refusal, Step},
    trigger::{Reaction, Trigger},
    words::PersonId,
    yearly::Total,
};
use opinion::{
    daily::{handover::Handover, leave::Leave},
    ground,
};
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
    assert!(u64::try_from(survived.obligations).unwrap() > months * 10, "{survived:?}");
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

/// A mechanism with a planted bug.
struct Careless(&'static dyn Mechanism, Bug);

enum Bug {
    /// Whoever asks may.
    LetsAnybodyIn,
    /// Nobody owes anything in it.
    OwesNothing,
    /// The two chiefs of a unit know nothing of each other.
    ForgetsTheOtherChief,
    /// The clock looks with yesterday's eyes.
    LooksYesterday,
    /// What is kept of a signature is not what its event says.
    KeepsAnother,
    /// Everything is due a day late.
    AllowsADayMore,
}

static LEAVE: Of<Leave> = Of::new();
static HANDOVER: Of<Handover> = Of::new();

/// The pack in which no kind of unit has chiefs who are not away together.
fn lax() -> &'static Policy {
    static LAX: OnceLock<Policy> = OnceLock::new();
    LAX.get_or_init(|| {
        let mut files = engine::pack!();
        let tables = files.iter_mut().find(|(name, _)| name == "tables.toml").unwrap();
        assert!(tables.1.contains(r#"values = ["yes"] }"#));
        tables.1 = tables.1.replace(r#"values = ["yes"] }"#, r#"values = ["no"] }"#);
        Policy::parse(&files).unwrap()
    })
}

impl Careless {
    fn effects(&self, mut effects: Effects) -> Effects {
        match self.1 {
            Bug::OwesNothing => effects.duties.clear(),
            Bug::AllowsADayMore => {
                effects.duties.iter_mut().for_each(|duty| duty.due = duty.due.map(|due| due.plus(1)));
            }
            _ => {}
        }
        effects
    }
    fn state(&self, verb: &str, state: String) -> String {
        let mut kept: Value = serde_json::from_str(&state).unwrap();
        match (&self.1, kept.pointer_mut("/applied/working")) {
            (Bug::KeepsAnother, Some(working)) if verb == "agree" => *working = (working.as_i64().unwrap() + 1).into(),
            _ => return state,
        }
        kept.to_string()
    }
    fn context<'a>(&self, cx: &Context<'a>) -> Context<'a> {
        let &Context { now, day, actor, matter, policy, facts, vault } = cx;
        let policy = if matches!(self.1, Bug::ForgetsTheOtherChief) { lax() } else { policy };
        Context { now, day, actor, matter, policy, facts, vault }
    }
}

impl Mechanism for Careless {
    fn kind(&self) -> &'static Kind {
        self.0.kind()
    }
    fn board(&self) -> Option<&'static engine::board::Board> {
        self.0.board()
    }
    fn issues(&self) -> bool {
        self.0.issues()
    }
    fn issued(&self, state: &str) -> Result<Option<engine::paper::Paper>, Stop> {
        self.0.issued(state)
    }
    fn schemas(&self) -> Schemas {
        self.0.schemas()
    }
    fn offers(&self, state: Option<&str>, cx: &Context) -> Result<Vec<Offer>, Stop> {
        let mut offers = self.0.offers(state, cx)?;
        if let (Bug::LetsAnybodyIn, Some(person)) = (&self.1, &cx.actor.person) {
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
        let outcome = self.0.step(state, verb, payload, &self.context(cx), clock)?;
        let (state, effects) = (self.state(verb, outcome.state), self.effects(outcome.effects));
        Ok(Outcome { state, effects, ..outcome })
    }
    fn replay(&self, events: &[Kept]) -> Result<String, Stop> {
        self.0.replay(events)
    }
    fn standing(&self, state: &str, clock: &Clock) -> Result<(Outline, Effects), Stop> {
        let (outline, effects) = self.0.standing(state, clock)?;
        Ok((outline, self.effects(effects)))
    }
    fn narrate(&self, event: &Kept) -> Result<Line, Stop> {
        self.0.narrate(event)
    }
    fn content(&self, event: &Kept) -> Result<(String, Value), Stop> {
        self.0.content(event)
    }
    fn steps(&self, state: &str) -> Result<Vec<Step>, Stop> {
        self.0.steps(state)
    }
    fn not_yet(&self, state: &str, cx: &Context) -> Result<Vec<(&'static str, String)>, Stop> {
        self.0.not_yet(state, cx)
    }
    fn retells(&self, before: &str, after: Option<&str>) -> Result<Vec<Trigger>, Stop> {
        self.0.retells(before, after)
    }
    fn forgets(&self) -> bool {
        self.0.forgets()
    }
    fn forgotten_from(&self, state: &str) -> Result<Option<Day>, Stop> {
        self.0.forgotten_from(state)
    }
    fn is_forgotten(&self, state: &str) -> Result<bool, Stop> {
        self.0.is_forgotten(state)
    }
    fn tied(&self, state: &str, cx: &Context) -> Result<Option<Refusal>, Stop> {
        self.0.tied(state, cx)
    }
    fn hears(&self, trigger: &Trigger, cx: &Context) -> Vec<Reaction<(String, Value)>> {
        self.0.hears(trigger, cx)
    }
    fn calls(&self, cx: &Context) -> Vec<Reaction<(String, Value)>> {
        let mut cx = self.context(cx);
        if matches!(self.1, Bug::LooksYesterday) {
            (cx.now, cx.day) = (cx.now - jiff::SignedDuration::from_hours(24), cx.day.plus(-1));
        }
        self.0.calls(&cx)
    }
    fn yearly(&self, who: &PersonId, year: i16, cx: &Context) -> Vec<Total> {
        self.0.yearly(who, year, cx)
    }
    fn aid(&self, state: Option<&str>, verb: &str, cx: &Context) -> Result<Aid, Stop> {
        self.0.aid(state, verb, cx)
    }
    fn amend(&self, state: &str, was: &Kept, now: Value, cx: &Context) -> Result<String, Stop> {
        self.0.amend(state, was, now, &self.context(cx))
    }
}

macro_rules! with_bug {
    ($name:ident, $leave:expr, $handover:expr) => {
        static $name: Catalogue = Catalogue(&[
            &Of::<ground::unit::Unit>::new(),
            &Of::<ground::post::Post>::new(),
            &Of::<ground::cadre::Cadre>::new(),
            &Of::<ground::post_change::PostChange>::new(),
            &Of::<ground::account::Account>::new(),
            $leave,
            $handover,
        ]);
    };
}
with_bug!(OPEN_DOOR, &Careless(&LEAVE, Bug::LetsAnybodyIn), &HANDOVER);
with_bug!(NO_DUTIES, &Careless(&LEAVE, Bug::OwesNothing), &HANDOVER);
with_bug!(LONELY_CHIEFS, &Careless(&LEAVE, Bug::ForgetsTheOtherChief), &HANDOVER);
with_bug!(YESTERDAY, &Careless(&LEAVE, Bug::LooksYesterday), &HANDOVER);
with_bug!(ANOTHER_STATE, &Careless(&LEAVE, Bug::KeepsAnother), &HANDOVER);
with_bug!(A_DAY_MORE, &LEAVE, &Careless(&HANDOVER, Bug::AllowsADayMore));

/// Lives until the planted bug is found: what it was, and that it can be done again.
fn found(name: &str, seed: u64, catalogue: &'static Catalogue, what: &str) {
    let found = run(name, 10, seed, catalogue, true).unwrap_err();
    assert!(found.what.contains(what), "{found}");
    assert!(found.to_string().contains(&format!("--seed {seed} ")), "{found}");
}

#[test]
fn a_planted_open_door_is_found_and_names_its_seed() {
    found("f", 3, &OPEN_DOOR, "let in");
}

#[test]
fn planted_matters_that_nobody_owes_are_found() {
    found("g", 3, &NO_DUTIES, "nobody owes");
}

/// In which both chiefs wanted to be away at once, and went while nothing stopped them.
const AWAY_TOGETHER: u64 = 4010;

#[test]
fn chiefs_who_know_nothing_of_each_other_are_found() {
    found("i", AWAY_TOGETHER, &LONELY_CHIEFS, "away together");
}

#[test]
fn the_seed_in_which_both_chiefs_went_away_holds_the_law_since_they_are_asked() {
    survives("j", 10, AWAY_TOGETHER, true);
}

#[test]
fn an_overstay_found_a_day_late_is_found() {
    found("k", 4002, &YESTERDAY, "found on");
}

#[test]
fn a_state_that_is_not_what_its_events_say_is_found() {
    found("l", 4003, &ANOTHER_STATE, "verify");
}

#[test]
fn a_handover_with_a_day_too_many_is_found() {
    found("m", 4004, &A_DAY_MORE, "instead of");
}
