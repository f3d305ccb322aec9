//! 应办记录: when each duty came up, by when it was owed, when it ended and whether that was late. A duty's own row is gone with the duty;
//! what the board of the Opinion counts is kept here, in the transaction that brings it about.
//!
//! Of veiled kinds nothing is kept: a count could tell.

use crate::{
    County,
    desk::{
        decide::{Loaded, fault_of},
        house::Halt,
    },
    sql::{Connection, Fault, text::obligations as sql, value::params},
};
use engine::{
    days::Day,
    erased::{Catalogue, Kept, Mechanism},
    history,
    obligation::{Change, changes, demand},
    policy::{Basis, Policy},
    procedure::{Duty, Effects, Kind, Outline},
    words::UnitId,
};

use std::collections::BTreeSet;

/// Columns of a row.
const COLUMNS: usize = 10;

/// Where and when an event stands.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) matter: i64,
    /// Place of the event in the journal.
    pub(crate) seq: i64,
    pub(crate) verb: &'a str,
    /// The day on which it was entered.
    pub(crate) entered: Day,
    /// The day on which it counts.
    pub(crate) day: Day,
}

/// What an action changes about what is owed.
pub(crate) fn keep(
    link: &mut Connection,
    county: &str,
    kind: &Kind,
    at: At<'_>,
    (before, after): (Option<&Loaded>, &Loaded),
) -> Result<(), Fault> {
    let had = before.map_or(Owed::NONE, |loaded| Owed::of(&loaded.outline, &loaded.effects));
    write(link, county, kind, at, (had, Owed::of(&after.outline, &after.effects)))
}

/// What is owed in a matter, in which unit, at which stage.
#[derive(Clone, Copy)]
struct Owed<'a> {
    duties: &'a [Duty],
    unit: Option<&'a UnitId>,
    stage: &'a str,
}

impl<'a> Owed<'a> {
    const NONE: Self = Self { duties: &[], unit: None, stage: "" };

    fn of(outline: &'a Outline, effects: &'a Effects) -> Self {
        Self { duties: &effects.duties, unit: outline.units.first(), stage: outline.stage }
    }
}

fn write(
    link: &mut Connection,
    county: &str,
    kind: &Kind,
    at: At<'_>,
    (had, has): (Owed<'_>, Owed<'_>),
) -> Result<(), Fault> {
    if kind.veiled {
        return Ok(());
    }
    let unit = has.unit.map(|unit| unit.0.clone());
    if had.unit != has.unit && !had.duties.is_empty() {
        link.execute(&sql::PASS, &params![county, at.matter, unit.clone()])?;
    }
    let given_up = kind.dropped.contains(&has.stage);
    for change in changes((at.verb, given_up), had.duties, has.duties, at.day) {
        match change {
            Change::Arises(duty) => {
                let Some(demand) = demand(kind, &duty.basis.clause) else { continue };
                let due = duty.due.map(|day| day.to_string());
                let since = at.entered.to_string();
                let row = params![county, at.matter, &duty.key, at.seq, demand, unit.clone(), since, due];
                link.push(&sql::ARISE, &row, true)?;
            }
            Change::Moves(duty) => {
                let due = duty.due.map(|day| day.to_string());
                link.push(&sql::MOVE, &params![county, at.matter, &duty.key, due], false)?;
            }
            Change::Ends { duty, end, late } => {
                let row = params![county, at.matter, &duty.key, at.entered.to_string(), end.code(), i64::from(late)];
                link.push(&sql::END, &row, false)?;
            }
        }
    }
    Ok(())
}

/// After another policy pack: what is open follows the duties as they are now.
pub(crate) fn align(link: &mut Connection, county: &str, catalogue: &Catalogue, today: Day) -> Result<(), Fault> {
    let day = today.to_string();
    let stale = link.rows(&sql::STALE, &params![county], |row| {
        Ok((row.int(0)?, row.string(1)?, row.maybe_string(2)?, row.int(3)? == 1))
    })?;
    for (matter, key, due, gone) in stale {
        if gone {
            let dropped = engine::obligation::End::Dropped.code();
            link.execute(&sql::END, &params![county, matter, &key, &day, dropped, 0_i64])?;
        } else {
            link.execute(&sql::MOVE, &params![county, matter, &key, due])?;
        }
    }
    let new = link.rows(&sql::NEW, &params![county], |row| {
        let basis: Basis = crate::facts::json(&row.text(3)?)?;
        let (kind, unit) = (row.string(4)?, row.maybe_string(5)?);
        Ok((row.int(0)?, row.string(1)?, row.maybe_string(2)?, basis.clause, kind, unit, row.int(6)?))
    })?;
    for (matter, key, due, clause, kind, unit, last) in new {
        let Some(kind) = catalogue.get(&kind).map(Mechanism::kind).filter(|kind| !kind.veiled) else { continue };
        let Some(demand) = demand(kind, &clause) else { continue };
        link.execute(&sql::ARISE, &params![county, matter, &key, last, demand, unit, &day, due])?;
    }
    Ok(())
}

/// The whole record made again from the journal, event by event, with the pack in force: for a county of an older program, and for whoever
/// recounts. `matters` are the keys and kinds of all.
pub(crate) fn rebuild(
    link: &mut Connection,
    county: &str,
    (catalogue, policy): (&Catalogue, &Policy),
    matters: &[(i64, String)],
) -> Result<(), Halt> {
    link.execute(&sql::CLEAR, &params![county])?;
    for (key, kind) in matters {
        let Some(mechanism) = catalogue.get(kind).filter(|mechanism| !mechanism.kind().veiled) else { continue };
        again(link, county, mechanism, policy, *key)?;
    }
    Ok(())
}

/// An event of a matter with where and when it stands.
struct Past {
    kept: Kept,
    seq: i64,
    moment: i64,
    day: Day,
}

fn again(
    link: &mut Connection,
    county: &str,
    mechanism: &dyn Mechanism,
    policy: &Policy,
    matter: i64,
) -> Result<(), Halt> {
    let events = link.rows(&sql::EVENTS, &params![county, matter], |row| {
        let version = u32::try_from(row.int(1)?).unwrap_or_default();
        Ok(Past {
            kept: Kept { n: row.int(0)?, version, verb: row.string(2)?, payload: row.string(3)? },
            seq: row.int(4)?,
            moment: row.int(5)?,
            day: crate::facts::day(&row.string(6)?)?,
        })
    })?;
    let history: Vec<Kept> = events.iter().map(|past| past.kept.clone()).collect();
    let mut had: Option<(Outline, Effects)> = None;
    for (length, past) in (1..).zip(&events) {
        let has = history::rebuild(mechanism, history.get(..length).unwrap_or(&history))?.present(mechanism, policy)?;
        let entered = Day::at(jiff::Timestamp::from_microsecond(past.moment).unwrap_or_default());
        let at = At { matter, seq: past.seq, verb: &past.kept.verb, entered, day: past.day };
        let before = had.as_ref().map_or(Owed::NONE, |(outline, effects)| Owed::of(outline, effects));
        write(link, county, mechanism.kind(), at, (before, Owed::of(&has.0, &has.1)))?;
        had = Some(has);
    }
    Ok(())
}

/// What a recount found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recount {
    /// Rows that follow from the journal.
    pub rows: usize,
    /// Rows that were kept otherwise, or not at all, or for nothing.
    pub differing: usize,
}

impl County {
    /// Makes the record of what was owed again from the journal, event by event, with the pack in force, and tells how far what the desk
    /// had kept differs from it. What was due under an earlier pack is then due as the present one says.
    ///
    /// # Errors
    /// What the database says.
    pub fn recount(&self) -> Result<Recount, Fault> {
        let (county, catalogue, policy) = (self.code().to_owned(), self.catalogue(), self.policy());
        self.write(move |link| {
            let had = all(link, &county)?;
            let matters = link.rows(&sql::MATTERS, &params![&county], |row| Ok((row.int(0)?, row.string(1)?)))?;
            rebuild(link, &county, (catalogue, &policy), &matters).map_err(fault_of)?;
            let has = all(link, &county)?;
            Ok(Recount { rows: has.len(), differing: had.symmetric_difference(&has).count() })
        })
    }
}

fn all(link: &mut Connection, county: &str) -> Result<BTreeSet<Vec<String>>, Fault> {
    let rows = link.rows(&sql::EVERY, &params![county], |row| {
        (0..COLUMNS).map(|at| row.value(at).map(|value| value.show())).collect::<Result<Vec<_>, _>>()
    })?;
    Ok(rows.into_iter().collect())
}
