//! What the office does beside leaves, posts and handovers: the register of going abroad, the cabinet, visits, watches, an election, the
//! papers that go out. Each theme has its own stream of chance, so that a change in one leaves the others as they were.

use engine::{
    access::{Hat, Role},
    days::Day,
    facts::{Brief, Query},
    words::{MatterId, UnitId},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::{Failure, Owed, Target};

use super::bodies::Bodies;
use super::branches::Branches;
use super::cabinet::Cabinet;
use super::chiefs::Chiefs;
use super::journeys::Journeys;
use super::letters::Letters;
use super::meetings::Meetings;
use super::office::request;
use super::oversight::Oversight;
use super::politics::Politics;
use super::rosters::Rosters;
use super::run::{Play, Sent, Then};
use super::season::works;
use super::terms::Election;
use super::trips::Wave;
use super::visits::Visits;
use crate::chance::Chance;

/// What the themes open.
const KINDS: [&str; 17] = [
    "registered_person",
    "certificate",
    "border_record",
    "inspection",
    "watch_roster",
    "dispatch",
    "term_change",
    "deliberation",
    "audit_result",
    "tour_findings",
    "intervention",
    "declaration",
    "appraisal",
    "party_branch",
    "party_life",
    "member_review",
    "integrity_lesson",
];

/// The themes, each with what its people remember.
pub(crate) struct Affairs {
    from: Day,
    /// The last day of the play.
    pub(crate) to: Day,
    pub(crate) cabinet: Cabinet,
    pub(crate) journeys: Journeys,
    pub(crate) visits: Visits,
    pub(crate) rosters: Rosters,
    pub(crate) election: Election,
    pub(crate) letters: Letters,
    pub(crate) meetings: Meetings,
    pub(crate) bodies: Bodies,
    pub(crate) oversight: Oversight,
    pub(crate) chiefs: Chiefs,
    pub(crate) politics: Politics,
    pub(crate) branches: Branches,
    /// How soon people get to what they owe in these themes.
    pub(crate) pace: Chance,
}

impl Affairs {
    /// Of a play that lasts from one day to another.
    pub(crate) fn new(seed: u64, (from, to): (Day, Day)) -> Self {
        Self {
            from,
            to,
            cabinet: Cabinet::new(seed),
            journeys: Journeys::new(seed),
            visits: Visits::new(seed),
            rosters: Rosters::new(seed),
            election: Election::default(),
            letters: Letters::new(seed),
            meetings: Meetings::new(seed),
            bodies: Bodies::new(seed),
            oversight: Oversight::new(seed),
            chiefs: Chiefs::new(seed),
            politics: Politics::new(seed),
            branches: Branches::new(seed),
            pace: Chance::of(seed, "pace"),
        }
    }
}

impl Play<'_> {
    /// What is begun on the morning of a day that people work.
    ///
    /// # Errors
    /// The database fails.
    pub(crate) fn affairs(&mut self, day: Day) -> Result<(), Failure> {
        // A county may be played with fewer mechanisms than there are.
        let known = |kind: &str| self.county.catalogue().get(kind).is_some();
        if !works(self.policy.calendar(), day) || !KINDS.into_iter().all(known) {
            return Ok(());
        }
        let sent = self.register(day);
        self.send(sent)?;
        let sent = self.keep(day);
        self.send(sent)?;
        let sent = self.borders(day);
        self.send(sent)?;
        let sent = self.inspect(day);
        self.send(sent)?;
        let sent = self.set_watches(day);
        self.send(sent)?;
        let sent = self.write(day);
        self.send(sent)?;
        let sent = self.deliberate(day);
        self.send(sent)?;
        let sent = self.oversee(day);
        self.send(sent)?;
        let sent = self.speak_up(day);
        self.send(sent)?;
        let sent = self.appraise(day);
        self.send(sent)?;
        let sent = self.teach(day);
        self.send(sent)?;
        let sent = self.gather(day);
        self.send(sent)?;
        self.elect(day)
    }

    /// Whether this is the first day of work so many days after the beginning.
    pub(crate) fn comes(&self, after: i64, day: Day) -> bool {
        let wish = self.affairs.from.plus(after);
        (0..15).map(|more| wish.plus(more)).find(|day| works(self.policy.calendar(), *day)) == Some(day)
    }

    /// Whether this is the last day of work so many days before the end.
    pub(crate) fn ends_in(&self, days: i64, day: Day) -> bool {
        let wish = self.affairs.to.plus(-days);
        (0..15).map(|less| wish.plus(-less)).find(|day| works(self.policy.calendar(), *day)) == Some(day)
    }

    /// Whether this is the first day of work of a month from this day of it on.
    pub(crate) fn monthly(&self, date: i8, day: Day) -> bool {
        let Some(wish) = Day::new(day.year(), day.month(), date) else { return false };
        (0..15).map(|more| wish.plus(more)).find(|day| works(self.policy.calendar(), *day)) == Some(day)
    }

    /// Opens a matter under an id that others can name at once.
    pub(crate) fn opens(&self, kind: &str, person: usize, at: Wave, action: Value) -> (MatterId, Sent) {
        let id = self.county.new_id(at.moment());
        let target = Target::New { kind: kind.to_owned(), id: Some(id.clone()), reaction_key: None };
        (id, self.acts(kind, person, at, target, action))
    }

    /// An action of somebody.
    pub(crate) fn acts(&self, kind: &str, person: usize, at: Wave, target: Target, action: Value) -> Sent {
        let verb = action.get("verb").and_then(Value::as_str).unwrap_or_default();
        let name = format!("{kind}.{verb}");
        let actor = self.cast.actor(&self.world, person);
        Sent { request: request(actor, at.moment(), target, action), name, then: Then::Nothing }
    }

    /// An action of whoever owes something; nothing where nobody wears the hat.
    pub(crate) fn by_owner(&mut self, owed: &Owed, wave: Wave, action: Value) -> Option<Sent> {
        let person = self.cast.wearer(&self.world, &owed.by, &[])?;
        Some(self.sent(person, owed, owed.n, wave, action))
    }

    /// Whether somebody gets to it in this wave, in so many of a hundred.
    pub(crate) fn gets_to_it(&mut self, percent: u64) -> bool {
        self.affairs.pace.percent(percent)
    }

    /// The section's clerk.
    pub(crate) fn clerk(&self) -> Option<usize> {
        self.cast.with_role(Role::SectionClerk)
    }

    /// The clerk of a unit.
    pub(crate) fn unit_clerk(&self, unit: usize) -> Option<usize> {
        let id: UnitId = self.cast.unit(unit);
        self.cast.wearer(&self.world, &[Hat::RoleAt(Role::UnitClerk, id)], &[])
    }

    /// Key of a unit by its short name.
    pub(crate) fn unit_named(&self, short: &str) -> Option<usize> {
        self.world.made.units.iter().position(|unit| unit.short == short)
    }

    /// State and last event of a matter, as its mechanism keeps it.
    pub(crate) fn known<S: DeserializeOwned>(&self, id: &MatterId) -> Option<(i64, S)> {
        let (_, last, state) = self.county.state_of(id).ok()??;
        Some((last, serde_json::from_str(&state).ok()?))
    }

    /// Matters that answer a query.
    pub(crate) fn found(&self, query: &Query) -> Vec<Brief> {
        self.county.reader().ask(|facts| facts.matters(query)).unwrap_or_default()
    }
}
