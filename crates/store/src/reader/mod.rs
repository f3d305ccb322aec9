//! Reading a county for pages and API. Nothing here writes; every list is filtered by what the reader may see.

mod actor;
mod away;
mod board;
mod demands;
mod detail;
mod dossier;
mod duties;
mod ledger;
mod list;
mod people;
mod presence;
mod reserve;
mod sight;
mod standing;
mod statistic;

pub use away::{Absentees, Away};
pub use board::Heaped;
pub use demands::{Asking, MONTHS, Obligation, Share, Tally, Trend};
pub use detail::{Detail, Linked, LogLine, Recorded, SealCount, Whole};
pub use dossier::{OfKind, Reviewed};
pub use duties::{DutyFilter, DutyRow, Pending};
pub use ledger::RowDuty;
pub(crate) use list::Where;
pub use list::{Count, Filter, MatterRow, Order, Page};
pub use people::{AbsenceRow, Held, PersonRow, PostRow, RegisterGaps, Relative, UnitRow};
pub use presence::{Membership, WatchRow};
pub(crate) use reserve::Cut;
pub use standing::{Granted, Link, Proof, Standing};
pub use statistic::{By, Counting};

use crate::{
    county::Shared,
    facts::Asked,
    sql::{
        Connection, Fault,
        text::{desk as desk_sql, journal as journal_sql, read as sql},
        value::params,
    },
};
use engine::{erased::Catalogue, facts::Facts, policy::Policy};
use std::{collections::BTreeMap, sync::Arc};

/// For reading a county: lists, details, duties, people. Cheap to clone, and usable from any thread; each call waits for one of a
/// few connections.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Shared>,
}

impl Reader {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    pub(crate) fn county(&self) -> &str {
        &self.shared.county
    }

    pub(crate) fn data(&self) -> &std::path::Path {
        &self.shared.data
    }

    /// All mechanisms.
    #[must_use]
    pub fn catalogue(&self) -> &'static Catalogue {
        self.shared.catalogue
    }

    /// The policy pack in use.
    #[must_use]
    pub fn policy(&self) -> Arc<Policy> {
        self.shared.policy()
    }

    /// Asks as rules ask: what a form's `aid`, an offer or a hat needs.
    ///
    /// # Errors
    /// What the database says.
    pub fn ask<T>(&self, ask: impl Fn(&dyn Facts) -> T) -> Result<T, Fault> {
        self.read(|link| self.asking(link, |asked| Ok(ask(asked))))
    }

    /// Whether the database answers: `/readyz`.
    ///
    /// # Errors
    /// What the database says.
    pub fn probe(&self) -> Result<(), Fault> {
        self.read(|link| link.first(&sql::PROBE, &params![self.county()], |row| row.string(0)).map(drop))
    }

    /// A word kept about this county beside the journal.
    ///
    /// # Errors
    /// What the database says.
    pub fn setting(&self, name: &str) -> Result<Option<String>, Fault> {
        self.read(|link| link.first(&desk_sql::SETTING, &params![self.county(), name], |row| row.string(0)))
    }

    /// The moment of the last batch in the journal; none while it is empty. A clock must not be set before it.
    ///
    /// # Errors
    /// What the database says.
    pub fn last_moment(&self) -> Result<Option<jiff::Timestamp>, Fault> {
        Ok(self.head()?.map(|(_, moment)| moment))
    }

    /// Number and moment of the last record of the journal; none while it is empty. What was read since of what is recorded holds for as
    /// long as the number is the same.
    ///
    /// # Errors
    /// What the database says.
    pub fn head(&self) -> Result<Option<(i64, jiff::Timestamp)>, Fault> {
        let head = |link: &mut Connection| {
            link.first(&journal_sql::HEAD, &params![self.county()], |row| Ok((row.int(0)?, row.int(2)?)))
        };
        let found = self.read(head)?;
        Ok(found.and_then(|(seq, micros)| Some((seq, jiff::Timestamp::from_microsecond(micros).ok()?))))
    }

    pub(crate) fn read<T>(&self, read: impl Fn(&mut Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        self.shared.pool.read(read)
    }

    pub(crate) fn asking<T>(
        &self,
        link: &mut Connection,
        ask: impl FnOnce(&Asked<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let digester = self.shared.digester;
        let digest = move |clear: &str| digester.digest(clear);
        let asked = Asked::new(link, self.county(), self.catalogue(), &digest);
        let answer = ask(&asked);
        asked.fault()?;
        answer
    }

    /// Names of people by id.
    ///
    /// # Errors
    /// What the database says.
    pub fn names<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<BTreeMap<String, String>, Fault> {
        let ids = crate::facts::list(ids);
        self.read(|link| names(link, self.county(), &ids))
    }

    /// Names of units by id.
    ///
    /// # Errors
    /// What the database says.
    pub fn unit_names<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<BTreeMap<String, String>, Fault> {
        let ids = crate::facts::list(ids);
        let values = params![self.county(), &ids];
        let rows =
            self.read(|link| link.rows(&sql::UNIT_NAMES, &values, |row| Ok((row.string(0)?, row.string(1)?))))?;
        Ok(rows.into_iter().collect())
    }
}

pub(crate) fn names(link: &mut Connection, county: &str, ids: &str) -> Result<BTreeMap<String, String>, Fault> {
    let rows = link.rows(&sql::NAMES, &params![county, ids], |row| Ok((row.string(0)?, row.string(1)?)))?;
    Ok(rows.into_iter().collect())
}
