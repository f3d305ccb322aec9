//! Everything owed in the county at once, with its owners: what the made county's people and the simulation work from. No page and no
//! API shows it, since it looks past everybody's rights.

use crate::{
    County,
    sql::{Fault, text::owed as sql, value::params},
};
use engine::{access::Hat, days::Day, words::MatterId};

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

impl County {
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
