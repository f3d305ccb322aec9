//! What a dossier (监督信息档案) is put together from: how much of each kind concerns somebody, and which blocks were gone through when.

use super::{Filter, Reader};
use crate::{
    facts::day,
    sql::{Fault, Statement, text::read as sql, value::params},
};
use engine::{
    access::Scope,
    days::{Day, HalfDay},
};

/// Matters of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfKind {
    /// The kind.
    pub kind: String,
    /// How many.
    pub number: i64,
    /// The last day on which one was opened or closed.
    pub last: Day,
}

/// A block that was gone through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Code of the block.
    pub block: String,
    /// When.
    pub day: Day,
    /// 无此类情况.
    pub none: bool,
    /// What was missing.
    pub missing: String,
}

impl Reader {
    /// How many matters that answer the filter and may be seen there are of each kind. None of veiled kinds.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_kind(&self, filter: &Filter, scope: &Scope, now: HalfDay) -> Result<Vec<OfKind>, Fault> {
        let veiled = |kind: &str| self.catalogue().get(kind).is_none_or(|mechanism| mechanism.kind().veiled);
        self.read(|link| {
            let find = self.filtered(link, filter, scope, now)?;
            let text = format!(
                "SELECT m.kind, COUNT(*), MAX(COALESCE(m.closed_on, m.opened_on)) FROM matter m WHERE m.county = $1{}
                 GROUP BY m.kind ORDER BY m.kind",
                find.text
            );
            let rows = link.rows(&Statement::composed("matter.by_kind", text), &find.values, |row| {
                Ok(OfKind { kind: row.string(0)?, number: row.int(1)?, last: day(&row.string(2)?)? })
            })?;
            Ok(rows.into_iter().filter(|row| !veiled(&row.kind)).collect())
        })
    }

    /// The last time each block of somebody's dossier was gone through up to a day.
    ///
    /// # Errors
    /// What the database says.
    pub fn reviewed(&self, of: &str, on: Day) -> Result<Vec<Reviewed>, Fault> {
        let values = params![self.county(), of, on.to_string()];
        let rows = self.read(|link| {
            link.rows(&sql::REVIEWED, &values, |row| {
                let (block, day) = (row.string(0)?, day(&row.string(1)?)?);
                Ok(Reviewed { block, day, none: row.int(2)? == 1, missing: row.string(3)? })
            })
        })?;
        let mut last: Vec<Reviewed> = Vec::new();
        for row in rows {
            if !last.iter().any(|known| known.block == row.block) {
                last.push(row);
            }
        }
        Ok(last)
    }
}
