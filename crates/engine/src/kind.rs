//! A mechanism's name and shape, and the stages that follow from the clock alone.

use crate::{
    access::Role,
    days::{Day, HalfDay, Period},
};
use serde::Serialize;

/// A case has an end. A register entry lives as long as its thing. A term is one subject × one period, opened by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Leave, handover: counted among the open matters until it ends.
    Case,
    /// Cadre, unit, certificate: not counted among the open matters.
    Register,
    /// A branch's year, a unit's half-year report: opened by `calls`.
    Term,
}

/// A mechanism's name and shape.
#[derive(Debug)]
pub struct Kind {
    /// Identifier, snake_case, as in code, database and API.
    pub id: &'static str,
    /// Name in the field: 请销假.
    pub title: &'static str,
    /// Chapter of the Opinion, 1–5; 0 for the ground (people, units, posts, accounts).
    pub chapter: u8,
    /// Clauses it carries out, ids of the policy pack.
    pub clauses: &'static [&'static str],
    /// Case, register or term.
    pub shape: Shape,
    /// Version of the event vocabulary; grows by one with each change that `upcast` must undo.
    pub version: u32,
    /// Prefix of the running number, 请 in 请〔2026〕1号; none where matters of this kind are not numbered.
    pub prefix: Option<&'static str>,
    /// Stored stages in the order in which they are passed; they become the tabs of the ledger.
    pub stages: &'static [&'static str],
    /// Stages at which what was owed is owed no more though nobody did it: withdrawn, cancelled.
    pub dropped: &'static [&'static str],
    /// Stages that follow from the clock, each within a stored one.
    pub clock_stages: &'static [ClockStage],
    /// Columns of its own that lists and ledgers show.
    pub columns: &'static [Column],
    /// What statistics add up of them.
    pub sums: &'static [Sum],
    /// Ids of the limits it asks the policy pack for; a pack without them is refused when it is loaded.
    pub limits: &'static [&'static str],
    /// Ids of the tables it asks for, likewise.
    pub tables: &'static [&'static str],
    /// Ids of the dictionaries its rules ask for, likewise; those of its fields are known from their schemas.
    pub dictionaries: &'static [&'static str],
    /// Roles that may correct, void, revoke, suspend and reassign; commenting is open to whoever sees the matter.
    pub keepers: &'static [Role],
    /// Never visible to the persons it concerns, their relatives and their body (reports, clues), and beyond those to whom it is
    /// assigned only to who sees the county. Such a kind has no running number (a gap would tell), and its holds are sealed.
    pub veiled: bool,
    /// May be about somebody who is told later ([`crate::procedure::As::Untold`]). It has no running number either.
    pub withheld: bool,
    /// What is sealed protects others from the person it is about (who spoke, who brought a fact): it never opens to him, told or not.
    pub sealed_from_person: bool,
    /// What is sealed opens also to whoever owes an open duty on the matter: he cannot verify what he may not read.
    pub opens_to_handlers: bool,
    /// Few of them may tell about people (what somebody reported, how somebody voted): statistics show no figure under five, see
    /// [`crate::statistic::folded`].
    pub few: bool,
    /// Visible to whoever signs in, the administrators excepted (units, posts).
    pub common: bool,
    /// What the clock brings about follows from the day alone: once a round brought nothing, it is not asked again on that day.
    pub daily: bool,
    /// Its matters are a unit's, a meeting's or an office's, not one person's: lists show them by their title, without a post.
    pub collective: bool,
}

/// A stage that no event brings about: it follows from the period, the next due day and the moment of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockStage {
    /// The stored stage within which it holds.
    pub within: &'static str,
    /// The word people use: 待出发.
    pub word: &'static str,
    /// When it holds.
    pub when: When,
}

/// Position of the moment of asking relative to a matter's period and next due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The period has not begun.
    Before,
    /// The moment lies within the period.
    During,
    /// The period is over, the next due day is not.
    AfterInTime,
    /// The period is over and so is the next due day.
    AfterLate,
}

impl When {
    /// Whether this position is the one of `now` (whose day is also compared with the due day).
    #[must_use]
    pub fn holds(self, period: &Period, next_due: Option<Day>, now: HalfDay) -> bool {
        let late = next_due.is_some_and(|due| due < now.day);
        match self {
            Self::Before => now < period.from,
            Self::During => period.from <= now && now <= period.to,
            Self::AfterInTime => period.to < now && !late,
            Self::AfterLate => period.to < now && late,
        }
    }
}

impl Kind {
    /// What most mechanisms have in common, to be written after what is their own: a case in its first vocabulary, kept by the section,
    /// neither numbered, veiled nor common, which asks nothing of the policy pack.
    pub const PLAIN: Self = Self {
        id: "",
        title: "",
        chapter: 0,
        clauses: &[],
        shape: Shape::Case,
        version: 1,
        prefix: None,
        stages: &[],
        dropped: &[],
        clock_stages: &[],
        columns: &[],
        sums: &[],
        limits: &[],
        tables: &[],
        dictionaries: &[],
        keepers: &[Role::SectionClerk, Role::SectionHead],
        veiled: false,
        withheld: false,
        sealed_from_person: false,
        opens_to_handlers: false,
        few: false,
        common: false,
        daily: false,
        collective: false,
    };

    /// Whether some of those who see the county must not even learn how many there are.
    #[must_use]
    pub const fn is_guarded(&self) -> bool {
        self.veiled || self.withheld
    }

    /// The stage word at a moment: the clock's where one applies, else the stored one.
    #[must_use]
    pub fn stage_word<'a>(
        &self,
        stored: &'a str,
        period: Option<&Period>,
        next_due: Option<Day>,
        now: HalfDay,
    ) -> &'a str {
        let Some(period) = period else { return stored };
        self.clock_stages
            .iter()
            .find(|clock| clock.within == stored && clock.when.holds(period, next_due, now))
            .map_or(stored, |clock| clock.word)
    }
}

/// Type of a column's cells; decides alignment, filter and order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Free text.
    Text,
    /// A civil day.
    Day,
    /// A half-day.
    HalfDay,
    /// A number, halves allowed.
    Count,
    /// One of few words: becomes a filter.
    Choice,
    /// A person, by name as it was at the event.
    Person,
    /// Yes or no.
    Flag,
    /// A remark in words, where there is one: becomes a filter. One of those listed stands before the stage in lists until the
    /// matter has been decided on.
    Remark(&'static [&'static str]),
}

/// A column of a kind's own in `Outline::cells`.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Key in the cells.
    pub key: &'static str,
    /// Heading.
    pub title: &'static str,
    /// Type.
    pub cell: Cell,
}

/// What statistics add up of a kind's matters beside their number: the days of all leaves, or those present of those entitled in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Heading.
    pub title: &'static str,
    /// The column of numbers that is added up.
    pub column: &'static str,
    /// The column of which it is a part; none where the sum stands by itself.
    pub of: Option<&'static str>,
}

impl Sum {
    /// A sum that stands by itself.
    #[must_use]
    pub const fn all(column: &'static str, title: &'static str) -> Self {
        Self { title, column, of: None }
    }
    /// A sum as a part of another, in percent.
    #[must_use]
    pub const fn part(column: &'static str, of: &'static str, title: &'static str) -> Self {
        Self { title, column, of: Some(of) }
    }
}
