//! What rules may ask of the world: the only arrow that points back from a rule to what is kept.
//!
//! Every question takes a day, so that the answer is that day's. Answers are infallible in signature: a store that fails notes it,
//! and the desk throws the outcome away; otherwise every rule would drown in errors of the disk.

use crate::{
    access::Hat,
    annual::{Numbered, Totals},
    days::{Day, HalfDay, Period},
    form::{Found, Names, Pick},
    policy::Pause,
    procedure::{Bar, Hold, Procedure, Side},
    succession::Rehome,
    words::{MatterId, PersonId, PostId, UnitId},
};

/// One post held by one person on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct PostAt {
    /// Who holds it.
    pub person: PersonId,
    /// The post.
    pub post: PostId,
    /// The unit of the post.
    pub unit: UnitId,
    /// The post's title, without the unit's name.
    pub title: String,
    /// Chief (正职) by the post, not by the title.
    pub chief: bool,
    /// Holds the unit together without being its chief (主持工作).
    pub acting: bool,
    /// Party or government side, where the post has one.
    pub side: Option<Side>,
    /// Member of the leading body.
    pub leading: bool,
    /// Place within the body, 1 first.
    pub order: i64,
    /// First day in the post.
    pub since: Day,
}

/// A person's card.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonCard {
    /// Who.
    pub id: PersonId,
    /// Name as in the household register.
    pub name: String,
    /// Level: 正科, 副科, 股级 …
    pub level: String,
    /// Management authority: 县管, 单位管, 上级管.
    pub authority: String,
    /// Member of the Party.
    pub party: bool,
    /// First day of work, for 年休假; absent where the roster had none.
    pub works_since: Option<Day>,
    /// Alive and under management.
    pub active: bool,
}

/// A unit's card.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitCard {
    /// Which.
    pub id: UnitId,
    /// Full name.
    pub name: String,
    /// Kind of unit, a code of the dictionary `unit_kinds`: township, party_department, government_department …
    pub kind: String,
    /// The unit it belongs to.
    pub parent: Option<UnitId>,
    /// Place in the official order.
    pub order: i64,
    /// Still exists.
    pub active: bool,
}

/// A post's card.
#[derive(Clone, Debug, PartialEq)]
pub struct PostCard {
    /// Which.
    pub id: PostId,
    /// Its unit.
    pub unit: UnitId,
    /// Title without the unit's name.
    pub title: String,
    /// Chief (正职).
    pub chief: bool,
    /// Party or government side.
    pub side: Option<Side>,
    /// Member of the leading body.
    pub leading: bool,
}

/// An absence as others see it.
#[derive(Clone, Debug, PartialEq)]
pub struct AbsenceAt {
    /// The matter that owns it.
    pub matter: MatterId,
    /// Its number, once it has one: 请〔2026〕1号.
    pub number: Option<String>,
    /// Who is away.
    pub person: PersonId,
    /// From when to when, as approved or applied for.
    pub period: Period,
    /// Approved; otherwise applied for and pending.
    pub firm: bool,
    /// Lasts until it is reported ended.
    pub until_reported: bool,
    /// Who stands in.
    pub stand_in: Option<PersonId>,
}

/// A watch as others see it.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchAt {
    /// The matter that owns it.
    pub matter: MatterId,
    /// In which unit.
    pub unit: UnitId,
    /// Who is on it.
    pub person: PersonId,
    /// The half-days that it touches.
    pub period: Period,
    /// 带班: he leads it.
    pub leading: bool,
    /// 白班, 夜班 …
    pub label: String,
}

/// Which matters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The kind; empty for all kinds.
    pub kind: &'static str,
    /// Concerning this person, in any capacity.
    pub person: Option<PersonId>,
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// At this stage (the stored one).
    pub stage: Option<&'static str>,
    /// Whose period overlaps this one.
    pub overlaps: Option<Period>,
    /// Whose period ended before this half-day.
    pub ended_before: Option<HalfDay>,
    /// Open ones, ended ones, or both.
    pub open: Option<bool>,
    /// Opened after this one: the next page of a long answer.
    pub after: Option<MatterId>,
}

/// A matter in outline.
#[derive(Clone, Debug)]
pub struct Brief {
    /// Which.
    pub id: MatterId,
    /// Its kind.
    pub kind: String,
    /// Its number, once it has one.
    pub number: Option<String>,
    /// Its stored stage.
    pub stage: String,
    /// Whether it is ended.
    pub done: bool,
    /// Its period.
    pub period: Option<Period>,
    /// Its state as stored; read it with [`Facts::read`](trait.Facts.html#method.read).
    pub state: String,
}

/// Matters in one answer at most.
pub const PAGE: usize = 10_000;

/// What rules may ask of the world.
pub trait Facts {
    /// Chiefs of a unit on a day, those who 主持工作 included, in official order.
    fn chiefs(&self, unit: &UnitId, on: Day) -> Vec<PostAt>;
    /// Members of a unit's leading body on a day, in official order.
    fn members(&self, unit: &UnitId, on: Day) -> Vec<PostAt>;
    /// Who holds a post on a day, or is to hold it later.
    fn seated(&self, post: &PostId, from: Day) -> Vec<PersonId>;
    /// Posts of a person on a day, main post first.
    fn posts(&self, who: &PersonId, on: Day) -> Vec<PostAt>;
    /// Who wears a hat on a day.
    fn holders(&self, hat: &Hat, on: Day) -> Vec<PersonId>;
    /// Relatives under management.
    fn relatives(&self, who: &PersonId) -> Vec<PersonId>;
    /// Absences of these people that touch the period, live ones only, the matter `except` left out. While an absence that lasts
    /// until reported is unreported, its end is read as the later of its end and `now`.
    fn absences(&self, who: &[PersonId], period: Period, now: HalfDay, except: &MatterId) -> Vec<AbsenceAt>;
    /// Absences that touch the period in which this person stands in.
    fn stand_ins(&self, who: &PersonId, period: Period, except: &MatterId) -> Vec<AbsenceAt>;
    /// Watches of these people that touch the period, the matter `except` left out.
    fn watches(&self, _who: &[PersonId], _period: Period, _except: &MatterId) -> Vec<WatchAt> {
        Vec::new()
    }
    /// Holds in force on a day that bar this.
    fn holds(&self, who: &PersonId, bar: Bar, on: Day) -> Vec<Hold>;
    /// Matters that answer the query, oldest first, at most [`PAGE`]; with [`Query::after`] the next of them.
    fn matters(&self, query: &Query) -> Vec<Brief>;
    /// One matter in outline.
    fn brief(&self, id: &MatterId) -> Option<Brief>;
    /// The last number given under a 发文机关代字 in a year; 0 where there is none.
    fn last_document(&self, series: &str, year: i16) -> i64;
    /// The county's name as papers say it, where it is not the pack's.
    fn county_name(&self) -> Option<String>;
    /// The state of a matter, with its kind.
    fn state(&self, id: &MatterId) -> Option<(String, String)>;
    /// The suspensions of a matter: times that do not count for its limits. A new matter has none.
    fn pauses(&self, _matter: &MatterId) -> Vec<Pause> {
        Vec::new()
    }
    /// The passages of a matter from unit to unit. A new matter has none.
    fn moves(&self, _matter: &MatterId) -> Vec<Rehome> {
        Vec::new()
    }
    /// A person's card.
    fn person(&self, who: &PersonId) -> Option<PersonCard>;
    /// A unit's card.
    fn unit(&self, which: &UnitId) -> Option<UnitCard>;
    /// A post's card.
    fn post(&self, which: &PostId) -> Option<PostCard>;
    /// All active units in official order; subordinate ones of `parent` only, if given.
    fn units(&self, parent: Option<&UnitId>) -> Vec<UnitCard>;
    /// The account with this sign-in name.
    fn account(&self, login: &str) -> Option<MatterId>;
    /// The kinds with running numbers in which any was given, with their years.
    fn numbered(&self) -> Vec<Numbered> {
        Vec::new()
    }
    /// What the ledger of a kind and year comes to by now.
    fn totals(&self, _kind: &str, _year: i16) -> Totals {
        Totals::default()
    }
    /// Owner of an ID number, found through its keyed digest; the number is in clear only within the action that brings it.
    fn owner_of_id_number(&self, number: &str) -> Option<PersonId>;
}

impl dyn Facts + '_ {
    /// Another matter's typed state. Which mechanism reads which is golden text: keep it short.
    #[must_use]
    pub fn read<P: Procedure>(&self, id: &MatterId) -> Option<P::State> {
        let (kind, state) = self.state(id)?;
        if kind == P::KIND.id { serde_json::from_str(&state).ok() } else { None }
    }
    /// The typed states of what a query finds. Its kind is the mechanism's.
    #[must_use]
    pub fn all<P: Procedure>(&self, query: &Query) -> Vec<(MatterId, P::State)> {
        self.naming::<P>(query, "")
    }
    /// The typed states of what a query finds, of those alone that name this id somewhere: a state is long to read and quick to
    /// search. Empty for all.
    #[must_use]
    pub fn naming<P: Procedure>(&self, query: &Query, id: &str) -> Vec<(MatterId, P::State)> {
        let found = self.matters(&Query { kind: P::KIND.id, ..query.clone() });
        let named = found.into_iter().filter(|brief| brief.state.contains(id));
        named.filter_map(|brief| Some((brief.id, serde_json::from_str(&brief.state).ok()?))).collect()
    }
    /// A person's name; the id where he is unknown, so that a sentence is never empty.
    #[must_use]
    pub fn name(&self, who: &PersonId) -> String {
        self.person(who).map_or_else(|| who.0.clone(), |card| card.name)
    }
    /// A unit's name; the id where it is unknown.
    #[must_use]
    pub fn unit_name(&self, which: &UnitId) -> String {
        self.unit(which).map_or_else(|| which.0.clone(), |card| card.name)
    }
    /// The unit of a person's main post on a day.
    #[must_use]
    pub fn unit_of(&self, who: &PersonId, on: Day) -> Option<UnitId> {
        self.posts(who, on).into_iter().next().map(|at| at.unit)
    }
    /// 时任职务: the person's posts on a day as one text, each with its unit's name.
    #[must_use]
    pub fn post_text(&self, who: &PersonId, on: Day) -> String {
        let mut text = String::new();
        let mut unit: Option<UnitId> = None;
        for at in self.posts(who, on) {
            if unit.as_ref() == Some(&at.unit) {
                text.push('、');
            } else {
                if !text.is_empty() {
                    text.push('，');
                }
                text.push_str(&self.unit_name(&at.unit));
            }
            text.push_str(&at.title);
            unit = Some(at.unit);
        }
        text
    }
}

/// Names as rules know them: of people, units and posts, as they are now.
pub struct Called<'a>(pub &'a dyn Facts);

impl Names for Called<'_> {
    fn name(&self, pick: Pick, id: &str) -> Option<Found> {
        let found = |name: String| Found { id: id.to_owned(), name, note: String::new() };
        match pick {
            Pick::Person => self.0.person(&PersonId::from(id)).map(|card| found(card.name)),
            Pick::Unit => self.0.unit(&UnitId::from(id)).map(|card| found(card.name)),
            Pick::Post => {
                let card = self.0.post(&PostId::from(id))?;
                Some(found(format!("{}{}", self.0.unit_name(&card.unit), card.title)))
            }
            Pick::Matter => self.0.brief(&MatterId::from(id)).and_then(|brief| brief.number).map(found),
        }
    }
}
