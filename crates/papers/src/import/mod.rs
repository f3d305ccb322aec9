//! What a roster means for the register: new units, new posts, new people, people who changed, people who did not.
//!
//! A plan is made first and shown; it is carried out whole or not at all. People are told apart by the ID number's
//! digest, then by name, birth month and unit; never by the name alone. Where that leaves a doubt, it is an error of
//! the row. Posts of people already known are never moved by an import: a difference there is told, for it needs a
//! decision.

use std::collections::{BTreeMap, BTreeSet};

use engine::days::Day;
use engine::facts::Facts;
use engine::people::id_number::CheckedId;
use engine::policy::Policy;
use engine::registry::Side;
use engine::words::{PersonId, PostId, UnitId};
use serde_json::{Map, Value};

mod card;
mod identity;
mod register;
mod seats;
mod steps;
mod units;

#[cfg(test)]
mod tests;

pub use steps::{KINDS, Step, Target};

use crate::finding::{Finding, Findings, Level, Place};
use crate::roster::{Roster, Row, Source};
use crate::workbook::Limits;
use units::UnitIndex;

/// Dictionaries of the policy pack by which units and chiefs are read off a roster.
pub const DICTIONARIES: [&str; 2] = ["unit_kinds", "chief_titles"];

/// What the county has already.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// Units that exist.
    pub units: Vec<KnownUnit>,
    /// Posts that exist.
    pub posts: Vec<KnownPost>,
    /// People under management.
    pub people: Vec<KnownPerson>,
}

/// A unit of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownUnit {
    /// Which.
    pub id: UnitId,
    /// Full name.
    pub name: String,
    /// Short names and former names.
    pub aliases: Vec<String>,
    /// Code of the dictionary `unit_kinds`.
    pub kind: String,
}

/// A post of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPost {
    /// Which.
    pub id: PostId,
    /// Its unit.
    pub unit: UnitId,
    /// Title without the unit's name.
    pub title: String,
}

/// A person of the register.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownPerson {
    /// Who.
    pub id: PersonId,
    /// Whether an ID number is registered for him.
    pub has_id_number: bool,
    /// Whether he has left management: then he is restored before an import says anything about him.
    pub departed: bool,
    /// Name, of the card.
    pub name: String,
    /// Birth month, of the card: `1979-06`.
    pub birth: String,
    /// Posts held now.
    pub posts: Vec<PostId>,
}

/// What the register says of a person, read when it is compared: that of a whole county would not fit into memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// The card as the `change` action of a cadre takes it.
    pub card: Map<String, Value>,
    /// What is kept beside it.
    pub file: Map<String, Value>,
}

/// What planning must know beside roster and register.
pub struct Rules<'a> {
    /// The day of the import.
    pub today: Day,
    /// Dictionaries: `unit_kinds`, `chief_titles`.
    pub policy: &'a Policy,
    /// Whose ID number this is, by the county's keyed digest.
    pub owner: &'a dyn Fn(&CheckedId) -> Option<PersonId>,
    /// What the register says of a person.
    pub said: &'a dyn Fn(&PersonId) -> Said,
    /// What somebody has settled of people that cannot be told apart.
    pub choices: &'a Choices,
    /// Findings listed; the rest is counted.
    pub findings: usize,
}

/// Whom a row or file means, by whoever looked both up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Somebody whom the register does not have.
    New,
    /// This person of the register.
    Known(PersonId),
}

/// Choices by sheet (or file) and row.
pub type Choices = BTreeMap<Source, Choice>;

/// People of the register one of whom a row may mean. Carrying out waits for a choice or for an ID number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The row or file.
    pub source: Source,
    /// The name in it.
    pub name: String,
    /// Who it may be.
    pub people: Vec<PersonId>,
}

/// A unit, post or person in a plan: known, or new by its place in the plan's list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ref<Id> {
    /// Of the register.
    Known(Id),
    /// To be entered: place in the plan's list.
    New(usize),
}

/// A unit to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    /// Its name as the roster writes it.
    pub name: String,
    /// Code of the dictionary `unit_kinds`, read off the name; told as a warning.
    pub kind: String,
    /// The unit whose name it begins with.
    pub parent: Option<Ref<UnitId>>,
    /// Place in the order of the roster, from 1, after the known ones.
    pub order: i64,
    /// The first row that names it.
    pub source: Source,
}

/// A post to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// Its unit.
    pub unit: Ref<UnitId>,
    /// Title without the unit's name.
    pub title: String,
    /// Proposed chief, by the dictionary of titles: counts, and is to be confirmed.
    pub chief: bool,
    /// The side of a proposed chief, where title or kind of unit tell it.
    pub side: Option<Side>,
    /// Member of the leading body.
    pub leading: bool,
    /// Place within the unit, from 1.
    pub order: i64,
    /// 正科, 副科 …, of the first who holds it.
    pub level: String,
    /// The first row that names it.
    pub source: Source,
}

/// A post held by a person to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Which post.
    pub post: Ref<PostId>,
    /// Its words, with the unit's name.
    pub label: String,
    /// First day in it.
    pub since: Day,
    /// 主持工作
    pub acting: bool,
}

/// One value that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What, in Chinese.
    pub title: &'static str,
    /// In the register; empty where there was nothing.
    pub before: String,
    /// In the roster.
    pub after: String,
}

/// What becomes of one person of the roster.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// Entered.
    New {
        /// Posts held, the main one first.
        seats: Vec<Seat>,
    },
    /// Changed.
    Changed {
        /// Who.
        person: PersonId,
        /// What is different; an ID number added is not among them.
        differences: Vec<Difference>,
    },
    /// Nothing to do.
    Unchanged {
        /// Who.
        person: PersonId,
    },
}

/// Fields as JSON text: those of a whole county fit into memory this way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed(Box<str>);

impl Packed {
    fn of(fields: Map<String, Value>) -> Self {
        if fields.is_empty() { Self::default() } else { Self(Value::Object(fields).to_string().into()) }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields.
    #[must_use]
    pub fn fields(&self) -> Map<String, Value> {
        serde_json::from_str(&self.0).unwrap_or_default()
    }
}

/// One person of the roster.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Name and unit as the roster has them, for the preview.
    pub name: String,
    /// The unit's name.
    pub unit: String,
    /// The rows that speak of this person, the main one first.
    pub sources: Vec<Source>,
    /// The card as entered or as it will be; empty where nothing changes.
    pub card: Packed,
    /// What is kept beside the card, as it will be; empty where nothing of it changes.
    pub file: Packed,
    /// The ID number, where the register has none or the person is new.
    pub id_number: Option<CheckedId>,
    /// What becomes of him.
    pub fate: Fate,
}

/// What an import would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Units to be entered, parents first.
    pub units: Vec<NewUnit>,
    /// Posts to be entered.
    pub posts: Vec<NewPost>,
    /// The people in the order of the roster.
    pub people: Vec<Entry>,
    /// Who cannot be told from whom: each is an error among the findings too.
    pub questions: Vec<Question>,
    /// Findings of the roster and of the plan, by sheet and row.
    pub findings: Vec<Finding>,
}

impl Plan {
    /// Whether it may be carried out: no error anywhere.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.findings.iter().all(|finding| finding.level != Level::Error)
    }

    /// People new, changed and unchanged.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        self.people.iter().fold((0, 0, 0), |(new, changed, same), entry| match entry.fate {
            Fate::New { .. } => (new + 1, changed, same),
            Fate::Changed { .. } => (new, changed + 1, same),
            Fate::Unchanged { .. } => (new, changed, same + 1),
        })
    }
}

/// Plans the import of a roster against what the county knows now.
pub fn plan_for(roster: &Roster, facts: &dyn Facts, policy: &Policy, today: Day, choices: &Choices) -> Plan {
    let register = Register::of(facts);
    let owner = |number: &CheckedId| facts.owner_of_id_number(number.plain());
    let said = |person: &PersonId| register::said(facts, person);
    let findings = Limits::default().findings;
    plan(roster, &register, &Rules { today, policy, owner: &owner, said: &said, choices, findings })
}

/// Plans the import of a roster. Pure: nothing is read or written; the register is what the caller saw a moment ago.
#[must_use]
pub fn plan(roster: &Roster, register: &Register, rules: &Rules<'_>) -> Plan {
    let mut findings = Findings::up_to(rules.findings);
    let mut units = UnitIndex::of(register, rules);
    let groups = identity::persons(&roster.rows, &mut findings);
    let known = identity::Known::of(register);
    let mut posts = seats::PostIndex::of(register, rules);
    // Every unit is known before the first post is read: a post may name a unit that comes further down.
    let mut home = |row: &Row| {
        let of_register = || posts.home(known.meant(row, rules)?);
        let home = units.home(row, &mut findings).or_else(of_register);
        if home.is_none() && row.is_file {
            findings.error(
                at(row),
                format!("看不出{}是哪个单位的", row.name),
                "先登记单位，或把文件放进以单位命名的文件夹",
            );
        }
        home
    };
    let homes: Vec<Option<Ref<UnitId>>> = roster.rows.iter().map(&mut home).collect();
    let mut planning =
        Planning { rules, known: &known, units: &units, posts: &mut posts, findings, questions: Vec::new() };
    let (mut people, mut places, mut matched) = (Vec::new(), BTreeMap::<Ref<UnitId>, i64>::new(), BTreeSet::new());
    for group in groups {
        let rows: Vec<(&Row, &Ref<UnitId>)> =
            group.iter().filter_map(|place| Some((roster.rows.get(*place)?, homes.get(*place)?.as_ref()?))).collect();
        let Some((_, home)) = rows.first().copied() else { continue };
        let order = places.entry(home.clone()).or_default();
        *order += 1;
        people.extend(planning.person(&rows, *order, &mut matched));
    }
    let Planning { findings, questions, .. } = planning;
    let mut all = roster.findings.clone();
    all.extend(findings.into_list());
    all.sort_by(|one, other| (&one.sheet, one.row).cmp(&(&other.sheet, other.row)));
    Plan { units: units.into_new(), posts: posts.into_new(), people, questions, findings: all }
}

/// What is at hand while people are planned.
struct Planning<'a, 'r> {
    rules: &'a Rules<'a>,
    known: &'a identity::Known<'r>,
    units: &'a UnitIndex<'r>,
    posts: &'a mut seats::PostIndex<'r>,
    findings: Findings,
    questions: Vec<Question>,
}

impl Planning<'_, '_> {
    /// One person, whose rows these are; nothing where an error stands in the way.
    fn person(&mut self, rows: &[(&Row, &Ref<UnitId>)], order: i64, matched: &mut BTreeSet<PersonId>) -> Option<Entry> {
        let (main, home) = rows.first().copied()?;
        let mut asking = identity::Asking {
            posts: self.posts,
            rules: self.rules,
            findings: &mut self.findings,
            questions: &mut self.questions,
        };
        let verdict = self.known.find(main, home, &mut asking)?;
        let mut entry = Entry {
            name: main.name.clone(),
            unit: self.units.name(home).to_owned(),
            sources: rows.iter().map(|(row, _)| row.source.clone()).collect(),
            card: Packed::default(),
            file: Packed::default(),
            id_number: main.id_number.clone(),
            fate: Fate::New { seats: Vec::new() },
        };
        match verdict {
            identity::Verdict::New => {
                let card = card::of(main, order, self.rules, &mut self.findings);
                let seats = self.posts.seats(rows, order, &card, self.units, &mut self.findings);
                entry.card = Packed::of(card);
                entry.file = main.file.as_ref().map(|kept| Packed::of(kept.fields())).unwrap_or_default();
                entry.fate = Fate::New { seats };
            }
            identity::Verdict::Known(person) => {
                if !matched.insert(person.id.clone()) {
                    let sentence = format!("{}与本次前面的一人都对应登记簿里的同一名干部", main.name);
                    self.findings.error(at(main), sentence, "补上身份证号以区分");
                    return None;
                }
                self.posts.compare(rows, person, self.units, &mut self.findings);
                self.known_person(&mut entry, main, person);
            }
        }
        Some(entry)
    }

    fn known_person(&self, entry: &mut Entry, main: &Row, person: &KnownPerson) {
        let said = (self.rules.said)(&person.id);
        let (card, mut differences) = card::updated(main, said.card);
        entry.id_number = main.id_number.clone().filter(|_| !person.has_id_number);
        // A whole county that did not change need not be held twice.
        if !differences.is_empty() {
            entry.card = Packed::of(card);
        }
        if let Some(kept) = &main.file {
            let (file, changed) = kept.over(&said.file);
            if !changed.is_empty() {
                entry.file = Packed::of(file);
            }
            differences.extend(changed.into_iter().map(|(title, before, after)| Difference { title, before, after }));
        }
        let person = person.id.clone();
        entry.fate = if differences.is_empty() && entry.id_number.is_none() {
            Fate::Unchanged { person }
        } else {
            Fate::Changed { person, differences }
        };
    }
}

fn at(row: &Row) -> Place<'_> {
    Place { sheet: &row.source.sheet, row: row.source.row, column: None }
}
