//! Everything owed in the county at once, with its owners: what the made county's people and the simulation work from. No page and no
//! API shows it, since it looks past everybody's rights.

use crate::{
    County, Request,
    sql::{Fault, text::owed as sql, value::params},
};
use engine::{
    access::Hat,
    days::{Day, HalfDay, Period},
    words::{MatterId, PersonId},
};

/// Something owed in a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    /// The matter.
    pub matter: MatterId,
    /// Its kind.
    pub kind: String,
    /// Number of its last event: the `after` of the next action.
    pub n: i64,
    /// The duty's key.
    pub key: String,
    /// The verb that discharges it.
    pub verb: Option<String>,
    /// Any of these owes it.
    pub by: Vec<Hat>,
    /// By which day.
    pub due: Option<Day>,
}

/// An event as the journal has it, for whoever checks the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// Its place in the journal.
    pub seq: i64,
    /// Its matter.
    pub matter: MatterId,
    /// The matter's kind.
    pub kind: String,
    /// Its verb.
    pub verb: String,
    /// The day on which it counts.
    pub day: Day,
    /// Who acted, as JSON.
    pub actor: String,
    /// Its payload, as JSON.
    pub payload: String,
}

impl County {
    /// Carries actions out and loses them before their commit, as a crash would; the desk goes on from what was committed.
    ///
    /// # Errors
    /// What the database says, or that the desk is closed.
    pub fn crash_before_commit(&self, requests: Vec<Request>) -> Result<(), Fault> {
        self.hand_crash(requests).map_err(|failure| Fault::Lost(format!("{failure:?}")))?
    }

    /// Place and hash of the journal's end.
    ///
    /// # Errors
    /// What the database says.
    pub fn journal_end(&self) -> Result<(i64, Vec<u8>), Fault> {
        let county = &self.shared().county;
        self.shared().pool.read(|link| {
            let tail = crate::journal::tail(link, county)?;
            Ok((tail.seq, tail.hash.to_vec()))
        })
    }

    /// Open matters of these kinds in which nobody owes anything: there should be none.
    ///
    /// # Errors
    /// What the database says.
    pub fn owing_nothing(&self, kinds: &[&str]) -> Result<Vec<(MatterId, String, String)>, Fault> {
        let (county, kinds) = (&self.shared().county, crate::facts::list(kinds));
        self.shared().pool.read(|link| {
            link.rows(&sql::OWES_NOTHING, &params![county, &kinds], |row| {
                Ok((MatterId(row.string(0)?), row.string(1)?, row.string(2)?))
            })
        })
    }

    /// Approved absences that end in this half-day or later.
    ///
    /// # Errors
    /// What the database says.
    pub fn firm_absences(&self, since: HalfDay) -> Result<Vec<(MatterId, PersonId, Period)>, Fault> {
        let county = &self.shared().county;
        self.shared().pool.read(|link| {
            link.rows(&sql::FIRM, &params![county, since.index()], |row| {
                let (from, to) = (HalfDay::from_index(row.int(2)?), HalfDay::from_index(row.int(3)?));
                Ok((MatterId(row.string(0)?), PersonId(row.string(1)?), Period { from, to }))
            })
        })
    }

    /// Events behind a place of the journal.
    ///
    /// # Errors
    /// What the database says.
    pub fn logged_since(&self, seq: i64) -> Result<Vec<Logged>, Fault> {
        let county = &self.shared().county;
        self.shared().pool.read(|link| {
            link.rows(&sql::LOGGED, &params![county, seq], |row| {
                Ok(Logged {
                    seq: row.int(0)?,
                    matter: MatterId(row.maybe_string(1)?.unwrap_or_default()),
                    kind: row.string(2)?,
                    verb: row.string(3)?,
                    day: crate::facts::day(&row.text(4)?)?,
                    actor: row.string(5)?,
                    payload: row.string(6)?,
                })
            })
        })
    }

    /// Payload of a matter's first event.
    ///
    /// # Errors
    /// What the database says.
    pub fn first_of(&self, id: &MatterId) -> Result<Option<String>, Fault> {
        let county = &self.shared().county;
        self.shared().pool.read(|link| link.first(&sql::FIRST, &params![county, id.as_str()], |row| row.string(0)))
    }

    /// Everything owed in open matters, in the order of the journal.
    ///
    /// # Errors
    /// What the database says.
    pub fn all_owed(&self) -> Result<Vec<Owed>, Fault> {
        let county = &self.shared().county;
        self.shared().pool.read(|link| {
            link.rows(&sql::OWED, &params![county], |row| {
                Ok(Owed {
                    matter: MatterId(row.string(0)?),
                    kind: row.string(1)?,
                    n: row.int(2)?,
                    key: row.string(3)?,
                    verb: row.maybe_string(4)?,
                    by: crate::facts::json(&row.text(5)?)?,
                    due: row.maybe_string(6)?.map(|day| crate::facts::day(&day)).transpose()?,
                })
            })
        })
    }

    /// Kind, number of the last event and state of a matter, past everybody's rights.
    ///
    /// # Errors
    /// What the database says.
    pub fn state_of(&self, id: &MatterId) -> Result<Option<(String, i64, String)>, Fault> {
        let county = &self.shared().county;
        self.shared().pool.read(|link| {
            link.first(&sql::STATE, &params![county, id.as_str()], |row| {
                Ok((row.string(0)?, row.int(1)?, row.string(2)?))
            })
        })
    }
}
