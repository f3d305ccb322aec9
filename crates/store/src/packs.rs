//! The policy pack in force, as the journal has it: the texts of a pack that was loaded lie in the event that loaded it, so that pack and
//! record are one thing, kept by one commit.

use crate::{
    desk::{keep::ActorNote, reload::POLICY},
    reader::Reader,
    sql::{
        Connection, Database, Fault,
        text::{desk as sql, journal as journal_sql},
        value::params,
    },
};
use engine::{access::Actor, policy::Policy};
use serde::Deserialize;

/// Setting: place in the journal of the event that loaded the pack in force; none while it is the program's own. `verify` proves it.
pub(crate) const LOADED: &str = "policy_load";

/// A policy pack to be loaded.
pub struct PolicyLoad {
    /// The pack, parsed from its files.
    pub policy: Policy,
    /// The pack on which it was previewed, by [`crate::County::policy_digest`]; if another is in force by now, nothing is loaded. `None`
    /// loads in any case.
    pub base: Option<String>,
    /// Who loads it.
    pub actor: Actor,
    /// Why.
    pub reason: String,
    /// When.
    pub moment: jiff::Timestamp,
}

/// A pack that was loaded, as the journal tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedPack {
    /// Place in the journal.
    pub seq: i64,
    /// When, in microseconds.
    pub moment: i64,
    /// Sign-in name of whoever loaded it.
    pub account: String,
    /// The person behind it.
    pub person: Option<String>,
    /// Its version, as the pack says.
    pub version: String,
    /// Why it was loaded.
    pub reason: String,
    /// Files that differed from the pack before.
    pub changed: Vec<String>,
}

/// What an event that loads a pack says.
#[derive(Deserialize)]
struct Said {
    version: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    changed: Vec<String>,
    /// Place of the load before it.
    #[serde(default)]
    before: Option<i64>,
    #[serde(default)]
    files: Vec<(String, String)>,
}

/// Where the pack in force was loaded.
pub(crate) fn place(link: &mut Connection, county: &str) -> Result<Option<i64>, Fault> {
    let found = link.first(&sql::SETTING, &params![county, LOADED], |row| row.string(0))?;
    found.map(|place| place.parse().map_err(|_| Fault::broken("place of the loaded policy pack"))).transpose()
}

/// The event at a place, if it loaded a pack.
fn said(link: &mut Connection, county: &str, seq: i64) -> Result<(Said, i64, ActorNote), Fault> {
    let found = link.first(&journal_sql::AT, &params![county, seq], |row| {
        Ok((row.string(0)?, row.string(1)?, row.string(2)?, row.int(3)?, row.string(4)?))
    })?;
    match found {
        Some((kind, _, payload, moment, actor)) if kind == POLICY => {
            Ok((crate::facts::json(&payload)?, moment, crate::facts::json(&actor)?))
        }
        _ => Err(Fault::broken(format!("journal {seq} loads no policy pack"))),
    }
}

/// The files of the pack in force; none where it is the program's own.
pub(crate) fn in_force(link: &mut Connection, county: &str) -> Result<Option<Vec<(String, String)>>, Fault> {
    let Some(seq) = place(link, county)? else { return Ok(None) };
    let files = said(link, county, seq)?.0.files;
    Ok((!files.is_empty()).then_some(files))
}

impl Database {
    /// The files of the policy pack that was loaded into a county; none where it goes by the program's own.
    ///
    /// # Errors
    /// What the database says; a journal without the event that loaded the pack.
    pub fn policy_pack(&self, county: &str) -> Result<Option<Vec<(String, String)>>, Fault> {
        in_force(&mut self.reader()?, county)
    }
}

impl Reader {
    /// Packs that were loaded, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn policy_loads(&self, most: usize) -> Result<Vec<LoadedPack>, Fault> {
        self.read(|link| {
            let (mut loads, mut next) = (Vec::new(), place(link, self.county())?);
            while let Some(seq) = next.filter(|_| loads.len() < most) {
                let (said, moment, by) = said(link, self.county(), seq)?;
                // Each names an earlier one, so that this ends.
                next = said.before.filter(|before| *before < seq);
                let (account, person) = (by.account, by.person.map(|person| person.0));
                let Said { version, reason, changed, .. } = said;
                loads.push(LoadedPack { seq, moment, account, person, version, reason, changed });
            }
            Ok(loads)
        })
    }

    /// Those of these matters that the actor may see.
    ///
    /// # Errors
    /// What the database says.
    pub fn seen_of(&self, ids: &[&str], actor: &Actor) -> Result<Vec<String>, Fault> {
        self.read(|link| self.visible(link, ids, actor))
    }
}
