//! People, units, posts, and who is away.

use super::{
    Reader,
    list::{COUNTED, Count, Where, with_subordinates},
};
use crate::{
    facts::{day, json, list, side},
    sql::{Connection, Fault, Row, Statement, text::read as sql, value::params},
};
use engine::{
    access::Scope,
    days::{Day, HalfDay, Period},
    procedure::{As, Side},
    words::{MatterId, PersonId, PostId, UnitId},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A relative under management, as the register of either says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relative {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// What one is to the other: 妻子, 弟弟.
    pub relation: String,
    /// Entered on the relative's record: it says what the one asked about is to the relative.
    pub reversed: bool,
}

/// A cadre in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonRow {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// 男 or 女.
    pub sex: String,
    /// Birth month.
    pub birth: String,
    /// Level.
    pub level: String,
    /// Rank.
    pub rank: String,
    /// Management authority.
    pub authority: String,
    /// Member of the Party.
    pub party: bool,
    /// First day of work.
    pub works_since: Option<Day>,
    /// Alive and under management.
    pub active: bool,
    /// Posts held on the day asked about, the main one first.
    pub posts: Vec<Held>,
}

/// A post held.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Held {
    /// By whom.
    pub person: PersonId,
    /// The post.
    pub post: PostId,
    /// Its unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// Its title, without the unit's name.
    pub title: String,
    /// Chief.
    pub chief: bool,
    /// 主持工作.
    pub acting: bool,
    /// Party or government side.
    pub side: Option<Side>,
    /// Member of the leading body.
    pub leading: bool,
    /// Place within the body.
    pub order: i64,
    /// First day.
    pub from: Day,
    /// First day after it.
    pub until: Option<Day>,
    /// The matter it rests on.
    pub matter: MatterId,
}

/// A unit in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnitRow {
    /// The unit, with its other names.
    pub id: UnitId,
    /// Full name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Code of the dictionary `unit_kinds`.
    pub kind: String,
    /// The unit it belongs to.
    pub parent: Option<UnitId>,
    /// Official order.
    pub order: i64,
    /// Still exists.
    pub active: bool,
}

/// Entries of the registers that are there and not whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterGaps {
    /// Names of units that have posts, none of them in a leading body.
    pub units: Vec<String>,
    /// Names of cadres who hold no post.
    pub people: Vec<String>,
}

/// A post of a unit with who holds it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PostRow {
    /// The post.
    pub id: PostId,
    /// Its title, without the unit's name.
    pub title: String,
    /// Chief.
    pub chief: bool,
    /// Party or government side.
    pub side: Option<Side>,
    /// Member of the leading body.
    pub leading: bool,
    /// Place within the body.
    pub order: i64,
    /// Still exists.
    pub active: bool,
    /// Who holds it, if anyone.
    pub holder: Option<PersonId>,
    /// His name.
    pub holder_name: Option<String>,
    /// 主持工作.
    pub acting: bool,
    /// Since when.
    pub since: Option<Day>,
}

/// An absence in the calendar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AbsenceRow {
    /// The matter.
    pub matter: MatterId,
    /// Its number.
    pub number: Option<String>,
    /// Who.
    pub person: PersonId,
    /// His name.
    pub name: String,
    /// From when to when; while unreported, drawn on to now by whoever shows it.
    pub period: Period,
    /// Approved.
    pub firm: bool,
    /// Lasts until reported ended.
    pub until_reported: bool,
    /// Who stands in.
    pub stand_in: Option<PersonId>,
    /// His name.
    pub stand_in_name: Option<String>,
    /// Words on the bar.
    pub label: String,
    /// Unit of the matter.
    pub unit: Option<UnitId>,
    /// The next day on which something is due in the matter.
    pub next_due: Option<Day>,
}

fn person_row(row: &Row<'_>) -> Result<PersonRow, Fault> {
    Ok(PersonRow {
        id: PersonId(row.string(0)?),
        name: row.string(1)?,
        sex: row.string(2)?,
        birth: row.string(3)?,
        level: row.string(4)?,
        rank: row.string(5)?,
        authority: row.string(6)?,
        party: row.flag(7)?,
        works_since: row.maybe_string(8)?.as_deref().map(day).transpose()?,
        active: row.flag(9)?,
        posts: Vec::new(),
    })
}

fn held(row: &Row<'_>) -> Result<Held, Fault> {
    Ok(Held {
        person: PersonId(row.string(0)?),
        post: PostId(row.string(1)?),
        unit: UnitId(row.string(2)?),
        unit_name: row.maybe_string(3)?.unwrap_or_default(),
        title: row.string(4)?,
        chief: row.flag(5)?,
        acting: row.flag(6)?,
        side: side(row.maybe_string(7)?.as_deref()),
        leading: row.flag(8)?,
        order: row.int(9)?,
        from: day(&row.text(10)?)?,
        until: row.maybe_string(11)?.as_deref().map(day).transpose()?,
        matter: MatterId(row.string(12)?),
    })
}

fn unit_row(row: &Row<'_>) -> Result<UnitRow, Fault> {
    Ok(UnitRow {
        id: UnitId(row.string(0)?),
        name: row.string(1)?,
        aliases: json(&row.text(2)?)?,
        kind: row.string(3)?,
        parent: row.maybe_string(4)?.map(UnitId),
        order: row.int(5)?,
        active: row.flag(6)?,
    })
}

fn post_row(row: &Row<'_>) -> Result<PostRow, Fault> {
    Ok(PostRow {
        id: PostId(row.string(0)?),
        title: row.string(1)?,
        chief: row.flag(2)?,
        side: side(row.maybe_string(3)?.as_deref()),
        leading: row.flag(4)?,
        order: row.int(5)?,
        active: row.flag(6)?,
        holder: row.maybe_string(7)?.map(PersonId),
        holder_name: row.maybe_string(8)?,
        acting: row.maybe_int(9)?.is_some_and(|acting| acting != 0),
        since: row.maybe_string(10)?.as_deref().map(day).transpose()?,
    })
}

fn absence_row(row: &Row<'_>) -> Result<AbsenceRow, Fault> {
    Ok(AbsenceRow {
        matter: MatterId(row.string(0)?),
        number: row.maybe_string(1)?,
        person: PersonId(row.string(2)?),
        name: row.string(3)?,
        period: Period { from: HalfDay::from_index(row.int(4)?), to: HalfDay::from_index(row.int(5)?) },
        firm: row.flag(6)?,
        until_reported: row.flag(7)?,
        stand_in: row.maybe_string(8)?.map(PersonId),
        stand_in_name: row.maybe_string(9)?,
        label: row.string(10)?,
        unit: row.maybe_string(11)?.map(UnitId),
        next_due: row.maybe_string(12)?.as_deref().map(day).transpose()?,
    })
}

impl Held {
    /// Whether it is held on a day.
    #[must_use]
    pub fn is_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

fn posts_of(link: &mut Connection, county: &str, people: &[PersonRow]) -> Result<Vec<Held>, Fault> {
    let ids = list(people.iter().map(|person| person.id.as_str()));
    link.rows(&sql::POSTS_OF, &params![county, &ids], held)
}

/// Absences of one reading at most.
pub(super) const ABSENCES: i64 = 2_000;

/// A page of all people in official order, each where his first post is; those without a post come last. Read from unit to unit,
/// so that the first pages cost the same in a county of any size.
fn seated(
    link: &mut Connection,
    county: &str,
    today: &str,
    units: Option<&[String]>,
    (offset, limit): (i64, i64),
) -> Result<Vec<PersonRow>, Fault> {
    let wanted = usize::try_from(offset + limit).unwrap_or_default();
    // Some hold several posts.
    let mut most = offset + limit + limit / 2;
    let mut people = loop {
        let found = match units {
            None => link.rows(&sql::SEATED, &params![county, today, most], person_row)?,
            Some(units) => link.rows(&sql::SEATED_IN, &params![county, today, most, list(units)], person_row)?,
        };
        let all = i64::try_from(found.len()).is_ok_and(|found| found < most);
        let mut seen = BTreeSet::new();
        let once: Vec<PersonRow> = found.into_iter().filter(|person| seen.insert(person.id.clone())).collect();
        if all || once.len() >= wanted {
            break once;
        }
        most *= 2;
    };
    let missing = wanted.saturating_sub(people.len());
    if missing > 0 && units.is_none() {
        let missing = i64::try_from(missing).unwrap_or_default();
        people.extend(link.rows(&sql::UNSEATED, &params![county, today, missing], person_row)?);
    }
    people.truncate(wanted);
    Ok(people.split_off(usize::try_from(offset).unwrap_or_default().min(people.len())))
}

impl Reader {
    /// People under management whose name contains `name` (empty for all), in official order; those of a unit and its subordinate
    /// ones only, if given, and those of the scope's units only, if it does not see the county.
    ///
    /// # Errors
    /// What the database says.
    pub fn people(
        &self,
        name: &str,
        unit: Option<&UnitId>,
        scope: &Scope,
        on: Day,
        (offset, limit): (i64, i64),
    ) -> Result<Vec<PersonRow>, Fault> {
        let (like, today) = (format!("%{}%", name.replace(['%', '_'], "")), on.to_string());
        let limit = limit.clamp(1, 200);
        self.read(|link| {
            let units = match unit {
                Some(unit) => Some(with_subordinates(link, self.county(), std::slice::from_ref(unit))?),
                None if scope.county => None,
                None => Some(with_subordinates(link, self.county(), &scope.units)?),
            };
            let mut people = match units {
                units if name.is_empty() => seated(link, self.county(), &today, units.as_deref(), (offset, limit))?,
                None => link.rows(&sql::PEOPLE, &params![self.county(), &today, &like, limit, offset], person_row)?,
                Some(units) => {
                    let units = list(&units);
                    link.rows(
                        &sql::PEOPLE_OF_UNITS,
                        &params![self.county(), &today, &like, &units, limit, offset],
                        person_row,
                    )?
                }
            };
            let posts = posts_of(link, self.county(), &people)?;
            for person in &mut people {
                person.posts =
                    posts.iter().filter(|held| held.person == person.id && held.is_on(on)).cloned().collect();
            }
            Ok(people)
        })
    }

    /// How many people [`Reader::people`] finds, counted up to a thousand.
    ///
    /// # Errors
    /// What the database says.
    pub fn people_count(&self, name: &str, unit: Option<&UnitId>, scope: &Scope, on: Day) -> Result<Count, Fault> {
        let (like, today) = (format!("%{}%", name.replace(['%', '_'], "")), on.to_string());
        let most = COUNTED + 1;
        self.read(|link| {
            let units = match unit {
                Some(unit) => Some(with_subordinates(link, self.county(), std::slice::from_ref(unit))?),
                None if scope.county => None,
                None => Some(with_subordinates(link, self.county(), &scope.units)?),
            };
            let number = match units {
                None => link.first(&sql::COUNT_PEOPLE, &params![self.county(), &like, most], |row| row.int(0))?,
                Some(units) => {
                    let values = params![self.county(), &today, &like, list(&units), most];
                    link.first(&sql::COUNT_PEOPLE_OF_UNITS, &values, |row| row.int(0))?
                }
            };
            Ok(Count::capped(number.unwrap_or_default()))
        })
    }

    /// People under management who share their name with another, namesakes together; at most `limit`.
    ///
    /// # Errors
    /// What the database says.
    pub fn namesakes(&self, on: Day, limit: i64) -> Result<Vec<PersonRow>, Fault> {
        self.read(|link| {
            let values = params![self.county(), on.to_string(), limit.clamp(1, 1_000)];
            let mut people = link.rows(&sql::NAMESAKES, &values, person_row)?;
            let posts = posts_of(link, self.county(), &people)?;
            for person in &mut people {
                person.posts =
                    posts.iter().filter(|held| held.person == person.id && held.is_on(on)).cloned().collect();
            }
            Ok(people)
        })
    }

    /// What the registers lack though nothing refuses it, a thousand of each at most.
    ///
    /// # Errors
    /// What the database says.
    pub fn register_gaps(&self, on: Day) -> Result<RegisterGaps, Fault> {
        self.read(|link| {
            let units = link.rows(&sql::WITHOUT_BODY, &params![self.county()], |row| row.string(0))?;
            let people = link.rows(&sql::WITHOUT_POST, &params![self.county(), on.to_string()], |row| row.string(0))?;
            Ok(RegisterGaps { units, people })
        })
    }

    /// One cadre with all posts ever held, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn person(&self, id: &PersonId, on: Day) -> Result<Option<PersonRow>, Fault> {
        self.read(|link| {
            let found = link.first(&sql::PERSON, &params![self.county(), on.to_string(), &id.0], person_row)?;
            let Some(mut person) = found else { return Ok(None) };
            person.posts = posts_of(link, self.county(), std::slice::from_ref(&person))?;
            Ok(Some(person))
        })
    }

    /// Relatives under management, those on whose records he is entered included.
    ///
    /// # Errors
    /// What the database says.
    pub fn relatives(&self, id: &PersonId) -> Result<Vec<Relative>, Fault> {
        self.read(|link| {
            link.rows(&sql::RELATIVES, &params![self.county(), &id.0], |row| {
                let (person, name) = (PersonId(row.string(0)?), row.string(1)?);
                Ok(Relative { person, name, relation: row.string(2)?, reversed: row.flag(3)? })
            })
        })
    }

    /// As what somebody works on some matters: stands in, signs, receives, supervises. What he is concerned in is not told here.
    ///
    /// # Errors
    /// What the database says.
    pub fn tasks<'a>(
        &self,
        who: &PersonId,
        matters: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeMap<String, As>, Fault> {
        let values = params![self.county(), &who.0, list(matters)];
        let rows =
            self.read(|link| link.rows(&sql::CAPACITIES, &values, |row| Ok((row.string(0)?, row.string(1)?))))?;
        let known = |code: &str| As::ALL.into_iter().find(|role| role.code() == code && !role.is_concerned());
        Ok(rows.into_iter().filter_map(|(matter, code)| Some((matter, known(&code)?))).collect())
    }

    /// All units in official order, those that no longer exist included.
    ///
    /// # Errors
    /// What the database says.
    pub fn units(&self) -> Result<Vec<UnitRow>, Fault> {
        self.read(|link| link.rows(&sql::ALL_UNITS, &params![self.county()], unit_row))
    }

    /// Posts of a unit in official order, with who holds them on a day; a post with two holders comes twice.
    ///
    /// # Errors
    /// What the database says.
    pub fn posts(&self, unit: &UnitId, on: Day) -> Result<Vec<PostRow>, Fault> {
        self.read(|link| link.rows(&sql::POSTS_AT, &params![self.county(), &unit.0, on.to_string()], post_row))
    }

    /// Who is away at some time within the days, as far as the scope sees; those who should be back and have not reported included.
    /// At most 2,000.
    ///
    /// # Errors
    /// What the database says.
    pub fn absences(&self, from: Day, to: Day, scope: &Scope) -> Result<Vec<AbsenceRow>, Fault> {
        self.absences_in(from, to, scope, None)
    }

    /// The same in one unit and those subordinate to it.
    ///
    /// # Errors
    /// What the database says.
    pub fn absences_in(
        &self,
        from: Day,
        to: Day,
        scope: &Scope,
        unit: Option<&UnitId>,
    ) -> Result<Vec<AbsenceRow>, Fault> {
        let (first, last) = (HalfDay::morning(from).index(), HalfDay::afternoon(to).index());
        if !scope.kinds.is_empty() {
            return Ok(Vec::new());
        }
        self.read(|link| {
            let own = if scope.county { None } else { Some(with_subordinates(link, self.county(), &scope.units)?) };
            let asked =
                unit.map(|unit| with_subordinates(link, self.county(), std::slice::from_ref(unit))).transpose()?;
            let mut away = |condition: &str| {
                let mut find = Where::new(self.county());
                find.values.extend(params![first, last, ABSENCES]);
                self.unbarred(scope, &mut find);
                if let Some(units) = &own {
                    find.values.push(list(units).into());
                    let at = find.values.len();
                    let person = scope.person.as_ref().map(|person| person.0.clone()).unwrap_or_default();
                    find.add(&format!("(a.person = $$ OR m.unit {{in:${at}}})"), person);
                }
                if let Some(units) = &asked {
                    find.add("m.unit {in:$$}", list(units));
                }
                let (rows, barred) = (sql::ABSENT, &find.text);
                let text = format!("{rows} AND {condition}{barred} ORDER BY a.period_from, m.key LIMIT $4");
                link.rows(&Statement::composed("absence.list", text), &find.values, absence_row)
            };
            // The sign keeps SQLite from reading all that has ended instead of the few stragglers.
            let mut rows = away("a.until_reported = 1 AND +a.period_to < $2 AND a.period_from <= $3")?;
            rows.extend(away("a.period_to >= $2 AND a.period_from <= $3")?);
            Ok(rows)
        })
    }

    /// All posts ever held by these people, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn posts_held(&self, people: &[&PersonId]) -> Result<Vec<Held>, Fault> {
        let ids = list(people.iter().map(|person| person.as_str()));
        self.read(|link| link.rows(&sql::POSTS_OF, &params![self.county(), &ids], held))
    }
}
