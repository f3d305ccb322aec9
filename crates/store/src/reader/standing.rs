//! Who stands behind what is shown of a matter: the posts and roles of those who acted, those who can see it, and its place in the
//! journal.

use super::{
    MatterRow, Reader,
    list::{Where, matter_row, said},
};
use crate::{
    facts::list,
    sql::{
        Fault, Statement,
        text::{journal as journal_sql, read as sql},
        value::params,
    },
};
use engine::{
    access::{Actor, Role},
    days::HalfDay,
    words::{MatterId, PersonId, UnitId},
};
use std::collections::BTreeMap;

/// An account as those see it who read what it did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// The cadre behind it.
    pub person: Option<PersonId>,
    /// Its roles, each with the unit for which it is granted.
    pub roles: Vec<(Role, Option<UnitId>)>,
}

/// A role and who holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Granted {
    /// The role.
    pub role: Role,
    /// The unit for which it is granted; none for the county.
    pub unit: Option<UnitId>,
    /// Name of the account's holder.
    pub name: String,
}

/// An event's place in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Number within the matter.
    pub n: i64,
    /// Place in the county's journal.
    pub seq: i64,
    /// When it was recorded.
    pub moment: jiff::Timestamp,
    /// Its link of the chain, as hexadecimal digits.
    pub hash: String,
}

/// Where a matter lies in the journal, and how far that is signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Its events.
    pub links: Vec<Link>,
    /// The last place that is signed.
    pub sealed: i64,
    /// When that was recorded.
    pub moment: Option<jiff::Timestamp>,
    /// Its link of the chain.
    pub hash: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn moment(micros: i64) -> Result<jiff::Timestamp, Fault> {
    jiff::Timestamp::from_microsecond(micros).map_err(|error| Fault::broken(error.to_string()))
}

fn unit_of(text: String) -> Option<UnitId> {
    (!text.is_empty()).then_some(UnitId(text))
}

impl Reader {
    /// Who these accounts are today, by sign-in name.
    ///
    /// # Errors
    /// What the database says.
    pub fn standing<'a>(&self, logins: impl IntoIterator<Item = &'a str>) -> Result<BTreeMap<String, Standing>, Fault> {
        let logins = list(logins);
        let mut found: BTreeMap<String, Standing> = BTreeMap::new();
        let rows = self.read(|link| {
            link.rows(&sql::STANDING, &params![self.county(), &logins], |row| {
                Ok((row.string(0)?, row.maybe_string(1)?, row.maybe_string(2)?, row.maybe_string(3)?))
            })
        })?;
        for (login, person, role, unit) in rows {
            let standing = found.entry(login).or_default();
            standing.person = person.map(PersonId);
            let role = role.as_deref().and_then(Role::from_code);
            standing.roles.extend(role.map(|role| (role, unit.and_then(unit_of))));
        }
        Ok(found)
    }

    /// Who holds a role for the county or for one of these units.
    ///
    /// # Errors
    /// What the database says.
    pub fn granted_at<'a>(&self, units: impl IntoIterator<Item = &'a str>) -> Result<Vec<Granted>, Fault> {
        // A role for the county is granted for the unit without a name.
        let units = list(units.into_iter().chain([""]));
        let rows = self.read(|link| {
            link.rows(&sql::GRANTED_AT, &params![self.county(), &units], |row| {
                Ok((row.string(0)?, row.string(1)?, row.string(2)?))
            })
        })?;
        let granted = |(role, unit, name): (String, String, String)| {
            Some(Granted { role: Role::from_code(&role)?, unit: unit_of(unit), name })
        };
        Ok(rows.into_iter().filter_map(granted).collect())
    }

    /// Those of these matters that the actor may still see, in this order.
    ///
    /// # Errors
    /// What the database says.
    pub fn opened(&self, ids: &[&str], actor: &Actor, now: HalfDay) -> Result<Vec<MatterRow>, Fault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = self.read(|link| {
            let mut find = Where::new(self.county());
            find.add("m.id {in:$$}", list(ids.iter().copied()));
            self.seen(link, actor, &mut find)?;
            let text = format!("{}{}", sql::MATTER_ROW, find.text);
            link.rows(&Statement::composed("matter.opened", text), &find.values, matter_row)
        })?;
        rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
        Ok(rows.into_iter().map(|row| said(self.catalogue(), row, now)).collect())
    }

    /// Where a matter lies in the journal; none where it may not be seen.
    ///
    /// # Errors
    /// What the database says.
    pub fn proof(&self, id: &MatterId, actor: &Actor) -> Result<Option<Proof>, Fault> {
        self.read(|link| {
            let mut find = Where::new(self.county());
            find.add("m.id = $$", &id.0);
            self.seen(link, actor, &mut find)?;
            let text = format!("{}{}", sql::MATTER_KEY, find.text);
            let found = link.first(&Statement::composed("matter.key", text), &find.values, |row| row.int(0))?;
            let Some(key) = found else { return Ok(None) };
            let links = link.rows(&journal_sql::LINKS, &params![self.county(), key], |row| {
                Ok(Link { n: row.int(0)?, seq: row.int(1)?, moment: moment(row.int(2)?)?, hash: hex(&row.bytes(3)?) })
            })?;
            let head = link.first(&journal_sql::HEAD, &params![self.county()], |row| {
                Ok((row.int(0)?, hex(&row.bytes(1)?), moment(row.int(2)?)?))
            })?;
            let (sealed, hash, at) = head.map_or((0, String::new(), None), |(seq, hash, at)| (seq, hash, Some(at)));
            Ok(Some(Proof { links, sealed, moment: at, hash }))
        })
    }
}
