//! The engine's questions, answered from the rows, on the connection it is given: within an action, the transaction's own.
//!
//! Answers are infallible in signature. What the database says wrong is noted, and whoever asked through here must look with
//! [`Asked::fault`] before he keeps anything.

use crate::{
    annual,
    sql::{
        Connection, Fault, Row, Statement, Value,
        text::{desk as desk_sql, facts as sql},
        value::params,
    },
};
use engine::{
    access::Hat,
    annual::{Numbered, Totals},
    days::{Day, HalfDay, Period},
    erased::Catalogue,
    facts::{AbsenceAt, Brief, Facts, PAGE, PersonCard, PostAt, PostCard, Query, UnitCard, WatchAt},
    history::Frame,
    policy::Pause,
    procedure::{Bar, Hold, Side},
    succession::Rehome,
    words::{MatterId, PersonId, PostId, UnitId},
};
use std::cell::RefCell;

/// Setting that names a county otherwise than its policy pack does.
pub const COUNTY_NAME: &str = "county_name";

/// Turns an ID number into the keyed digest under which its owner is found.
pub(crate) type Digest<'a> = dyn Fn(&str) -> Vec<u8> + 'a;

/// Facts read on a connection.
pub(crate) struct Asked<'a> {
    link: RefCell<&'a mut Connection>,
    county: &'a str,
    catalogue: &'static Catalogue,
    digest: &'a Digest<'a>,
    fault: RefCell<Option<Fault>>,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(
        link: &'a mut Connection,
        county: &'a str,
        catalogue: &'static Catalogue,
        digest: &'a Digest<'a>,
    ) -> Self {
        Self { link: RefCell::new(link), county, catalogue, digest, fault: RefCell::new(None) }
    }

    /// What went wrong, if anything: then every answer since is worthless.
    pub(crate) fn fault(&self) -> Result<(), Fault> {
        self.fault.borrow_mut().take().map_or(Ok(()), Err)
    }

    /// Uses the connection between two questions.
    pub(crate) fn with<T>(&self, run: impl FnOnce(&mut Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut link = self.link.try_borrow_mut().map_err(|_| Fault::broken("connection asked twice at once"))?;
        run(&mut link)
    }

    /// An answer that takes several statements; its default where something went wrong before or now.
    fn several<T: Default>(&self, run: impl FnOnce(&mut Connection) -> Result<T, Fault>) -> T {
        if self.fault.borrow().is_some() {
            return T::default();
        }
        self.with(run).unwrap_or_else(|fault| {
            *self.fault.borrow_mut() = Some(fault);
            T::default()
        })
    }

    fn rows<T>(
        &self,
        statement: &Statement,
        values: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Vec<T> {
        if self.fault.borrow().is_some() {
            return Vec::new();
        }
        match self.with(|link| link.rows(statement, values, read)) {
            Ok(rows) => rows,
            Err(fault) => {
                *self.fault.borrow_mut() = Some(fault);
                Vec::new()
            }
        }
    }

    /// What the engine's verbs have made of a matter; nothing of one that is not there yet.
    fn frame(&self, matter: &MatterId) -> Frame {
        let read = |row: &Row<'_>| json::<Frame>(&row.string(0)?);
        self.first(&sql::FRAME, &params![self.county, &matter.0], read).unwrap_or_default()
    }

    fn first<T>(
        &self,
        statement: &Statement,
        values: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Option<T> {
        self.rows(statement, values, read).into_iter().next()
    }

    fn away(
        &self,
        statement: &Statement,
        who: &str,
        except: &MatterId,
        period: Period,
        now: Option<HalfDay>,
    ) -> Vec<AbsenceAt> {
        let (from, to) = (period.from.index(), period.to.index());
        let found = self.rows(statement, &params![self.county, who, &except.0, to, from], absence_at);
        let ends = |absence: &AbsenceAt| match now {
            Some(now) if absence.until_reported => absence.period.to.max(now),
            _ => absence.period.to,
        };
        found.into_iter().filter(|absence| ends(absence) >= period.from).collect()
    }
}

/// A day as the databases write it.
pub(crate) fn day(text: &str) -> Result<Day, Fault> {
    Day::of(text).ok_or_else(|| Fault::broken(format!("{text} is no day")))
}

/// JSON text of the program's own making.
pub(crate) fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::broken(error.to_string()))
}

/// A list as the parameter of `{in:…}`.
pub(crate) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items = items.into_iter().map(|item| serde_json::Value::from(item.as_ref())).collect();
    serde_json::Value::Array(items).to_string()
}

pub(crate) fn period(from: Option<i64>, to: Option<i64>) -> Option<Period> {
    Some(Period { from: HalfDay::from_index(from?), to: HalfDay::from_index(to?) })
}

pub(crate) fn side(code: Option<&str>) -> Option<Side> {
    match code {
        Some("party") => Some(Side::Party),
        Some("government") => Some(Side::Government),
        _ => None,
    }
}

pub(crate) fn post_at(row: &Row<'_>) -> Result<PostAt, Fault> {
    Ok(PostAt {
        person: PersonId(row.string(0)?),
        post: PostId(row.string(1)?),
        unit: UnitId(row.string(2)?),
        title: row.string(3)?,
        chief: row.flag(4)?,
        acting: row.flag(5)?,
        side: side(row.maybe_string(6)?.as_deref()),
        leading: row.flag(7)?,
        order: row.int(8)?,
        since: day(&row.text(9)?)?,
    })
}

fn absence_at(row: &Row<'_>) -> Result<AbsenceAt, Fault> {
    Ok(AbsenceAt {
        matter: MatterId(row.string(0)?),
        number: row.maybe_string(1)?,
        person: PersonId(row.string(2)?),
        period: Period { from: HalfDay::from_index(row.int(3)?), to: HalfDay::from_index(row.int(4)?) },
        firm: row.flag(5)?,
        until_reported: row.flag(6)?,
        stand_in: row.maybe_string(7)?.map(PersonId),
    })
}

fn watch_at(row: &Row<'_>) -> Result<WatchAt, Fault> {
    Ok(WatchAt {
        matter: MatterId(row.string(0)?),
        unit: UnitId(row.string(1)?),
        person: PersonId(row.string(2)?),
        period: Period { from: HalfDay::from_index(row.int(3)?), to: HalfDay::from_index(row.int(4)?) },
        leading: row.flag(5)?,
        label: row.string(6)?,
    })
}

fn hold(row: &Row<'_>) -> Result<Hold, Fault> {
    Ok(Hold {
        person: PersonId(row.string(0)?),
        name: row.string(1)?,
        bars: json(&row.text(2)?)?,
        from: day(&row.text(3)?)?,
        until: row.maybe_string(4)?.as_deref().map(day).transpose()?,
        basis: json(&row.text(5)?)?,
        sealed: row.flag(6)?,
    })
}

fn brief(row: &Row<'_>) -> Result<Brief, Fault> {
    Ok(Brief {
        id: MatterId(row.string(0)?),
        kind: row.string(1)?,
        number: row.maybe_string(2)?,
        stage: row.string(3)?,
        done: row.flag(4)?,
        period: period(row.maybe_int(5)?, row.maybe_int(6)?),
        state: row.string(7)?,
    })
}

pub(crate) fn unit_card(row: &Row<'_>) -> Result<UnitCard, Fault> {
    Ok(UnitCard {
        id: UnitId(row.string(0)?),
        name: row.string(1)?,
        kind: row.string(2)?,
        parent: row.maybe_string(3)?.map(UnitId),
        order: row.int(4)?,
        active: row.flag(5)?,
    })
}

fn person_card(row: &Row<'_>) -> Result<PersonCard, Fault> {
    Ok(PersonCard {
        id: PersonId(row.string(0)?),
        name: row.string(1)?,
        level: row.string(2)?,
        authority: row.string(3)?,
        party: row.flag(4)?,
        works_since: row.maybe_string(5)?.as_deref().map(day).transpose()?,
        active: row.flag(6)?,
    })
}

fn post_card(row: &Row<'_>) -> Result<PostCard, Fault> {
    Ok(PostCard {
        id: PostId(row.string(0)?),
        unit: UnitId(row.string(1)?),
        title: row.string(2)?,
        chief: row.flag(3)?,
        side: side(row.maybe_string(4)?.as_deref()),
        leading: row.flag(5)?,
    })
}

impl Facts for Asked<'_> {
    fn chiefs(&self, unit: &UnitId, on: Day) -> Vec<PostAt> {
        self.rows(&sql::CHIEFS, &params![self.county, &unit.0, on.to_string()], post_at)
    }
    fn members(&self, unit: &UnitId, on: Day) -> Vec<PostAt> {
        self.rows(&sql::MEMBERS, &params![self.county, &unit.0, on.to_string()], post_at)
    }
    fn seated(&self, post: &PostId, from: Day) -> Vec<PersonId> {
        self.rows(&sql::SEATED, &params![self.county, &post.0, from.to_string()], |row| row.string(0).map(PersonId))
    }
    fn posts(&self, who: &PersonId, on: Day) -> Vec<PostAt> {
        self.rows(&sql::POSTS, &params![self.county, &who.0, on.to_string()], post_at)
    }
    fn holders(&self, hat: &Hat, on: Day) -> Vec<PersonId> {
        let (role, unit) = match hat {
            Hat::Person(person) => return vec![person.clone()],
            Hat::Head(unit) => return self.chiefs(unit, on).into_iter().map(|at| at.person).collect(),
            Hat::Role(role) => (*role, ""),
            Hat::RoleAt(role, unit) => (*role, unit.as_str()),
            Hat::System => return Vec::new(),
        };
        self.rows(&sql::HOLDERS, &params![self.county, role.code(), unit], |row| row.string(0).map(PersonId))
    }
    fn relatives(&self, who: &PersonId) -> Vec<PersonId> {
        self.rows(&sql::RELATIVES, &params![self.county, &who.0], |row| row.string(0).map(PersonId))
    }
    fn absences(&self, who: &[PersonId], period: Period, now: HalfDay, except: &MatterId) -> Vec<AbsenceAt> {
        let who = list(who.iter().map(PersonId::as_str));
        self.away(&sql::ABSENCES, &who, except, period, Some(now))
    }
    fn stand_ins(&self, who: &PersonId, period: Period, except: &MatterId) -> Vec<AbsenceAt> {
        self.away(&sql::STAND_INS, &who.0, except, period, None)
    }
    fn watches(&self, who: &[PersonId], period: Period, except: &MatterId) -> Vec<WatchAt> {
        let who = list(who.iter().map(PersonId::as_str));
        let values = params![self.county, &who, &except.0, period.to.index(), period.from.index()];
        self.rows(&sql::WATCHES, &values, watch_at)
    }
    fn holds(&self, who: &PersonId, bar: Bar, on: Day) -> Vec<Hold> {
        let found = self.rows(&sql::HOLDS, &params![self.county, &who.0, on.to_string()], hold);
        found.into_iter().filter(|hold| hold.bars.contains(&bar)).collect()
    }
    fn matters(&self, query: &Query) -> Vec<Brief> {
        let mut text = sql::MATTERS.to_owned();
        let mut values: Vec<Value<'_>> = params![self.county].to_vec();
        let mut add = |condition: &str, value: Value<'static>| {
            text.push_str(&condition.replace("$$", &format!("${}", values.len() + 1)));
            values.push(value);
        };
        if !query.kind.is_empty() {
            add(" AND m.kind = $$", query.kind.into());
        }
        if let Some(stage) = query.stage {
            add(" AND m.stage = $$", stage.into());
        }
        if let Some(open) = query.open {
            // The order of the ledger begins with 3 where a matter is done: so the open ones are found without the others.
            add(if open { " AND m.rank < '3' AND m.done = $$" } else { " AND m.done = $$" }, (!open).into());
        }
        if let Some(overlaps) = query.overlaps {
            add(" AND m.period_to >= $$", overlaps.from.index().into());
            add(" AND m.period_from <= $$", overlaps.to.index().into());
        }
        if let Some(ended) = query.ended_before {
            add(" AND m.period_to < $$", ended.index().into());
        }
        for who in query.person.iter().map(PersonId::as_str).chain(query.unit.iter().map(UnitId::as_str)) {
            add(
                " AND m.key IN (SELECT c.matter FROM concern c WHERE c.county = $1 AND c.who = $$)",
                who.to_owned().into(),
            );
        }
        if let Some(after) = &query.after {
            add(" AND m.key > (SELECT a.key FROM matter a WHERE a.county = $1 AND a.id = $$)", after.0.clone().into());
        }
        // The plus keeps SQLite from walking all matters in their order only to spare the sorting of a few.
        text.push_str(&format!(" ORDER BY +m.key LIMIT {PAGE}"));
        self.rows(&Statement::composed("facts.matters", text), &values, brief)
    }
    fn brief(&self, id: &MatterId) -> Option<Brief> {
        self.first(&sql::BRIEF, &params![self.county, &id.0], brief)
    }
    fn last_document(&self, series: &str, year: i16) -> i64 {
        let last =
            self.first(&sql::LAST_DOCUMENT, &params![self.county, series, i64::from(year)], |row| row.maybe_int(0));
        last.flatten().unwrap_or_default()
    }
    fn county_name(&self) -> Option<String> {
        self.first(&desk_sql::SETTING, &params![self.county, COUNTY_NAME], |row| row.string(0))
    }
    fn state(&self, id: &MatterId) -> Option<(String, String)> {
        self.first(&sql::STATE, &params![self.county, &id.0], |row| Ok((row.string(0)?, row.string(1)?)))
    }
    fn pauses(&self, matter: &MatterId) -> Vec<Pause> {
        self.frame(matter).pauses
    }
    fn moves(&self, matter: &MatterId) -> Vec<Rehome> {
        self.frame(matter).moves
    }
    fn person(&self, who: &PersonId) -> Option<PersonCard> {
        self.first(&sql::PERSON, &params![self.county, &who.0], person_card)
    }
    fn unit(&self, which: &UnitId) -> Option<UnitCard> {
        self.first(&sql::UNIT, &params![self.county, &which.0], unit_card)
    }
    fn post(&self, which: &PostId) -> Option<PostCard> {
        self.first(&sql::POST, &params![self.county, &which.0], post_card)
    }
    fn units(&self, parent: Option<&UnitId>) -> Vec<UnitCard> {
        match parent {
            None => self.rows(&sql::UNITS, &params![self.county], unit_card),
            Some(parent) => self.rows(&sql::SUBORDINATES, &params![self.county, &parent.0], unit_card),
        }
    }
    fn account(&self, login: &str) -> Option<MatterId> {
        self.first(&sql::ACCOUNT, &params![self.county, login], |row| row.string(0).map(MatterId))
    }
    fn numbered(&self) -> Vec<Numbered> {
        self.several(|link| annual::numbered(link, self.county, self.catalogue))
    }
    fn totals(&self, kind: &str, year: i16) -> Totals {
        let kind = self.catalogue.get(kind).map(|mechanism| mechanism.kind());
        kind.map(|kind| self.several(|link| annual::totals(link, self.county, self.catalogue, kind, year)))
            .unwrap_or_default()
    }
    fn owner_of_id_number(&self, number: &str) -> Option<PersonId> {
        let digest = (self.digest)(number);
        self.first(&sql::OWNER, &params![self.county, digest.as_slice()], |row| row.string(0).map(PersonId))
    }
}
