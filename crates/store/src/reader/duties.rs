//! 应办事项: what somebody owes by a day.

use super::{
    Reader,
    list::{Where, with_subordinates},
};
use crate::{
    facts::{day, json, list},
    rows::hat_text,
    sql::{Fault, Row, Statement, Value, text::read as sql, value::params},
};
use engine::{
    access::{Actor, Hat, Scope},
    days::Day,
    policy::Basis,
    words::UnitId,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Which duties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DutyFilter {
    /// In matters of one kind.
    pub kind: Option<String>,
    /// In matters of a unit or one subordinate to it.
    pub unit: Option<UnitId>,
    /// Due by this day; those without a day are then left out.
    pub by: Option<Day>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// Rows at most; 0 means 50, and never more than 200.
    pub limit: i64,
}

/// A duty in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DutyRow {
    /// The matter.
    pub matter: String,
    /// Its kind.
    pub kind: String,
    /// Its number.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// Its stored stage.
    pub stage: String,
    /// Its unit.
    pub unit: Option<UnitId>,
    /// The unit's name.
    pub unit_name: Option<String>,
    /// Name of whom it is about.
    pub subject_name: Option<String>,
    /// Key of the duty within the matter.
    pub key: String,
    /// What is to be done.
    pub what: String,
    /// Who owes it: any of these.
    pub owner: Vec<Hat>,
    /// By which day.
    pub due: Option<Day>,
    /// How the day came about.
    pub basis: Basis,
    /// The verb that discharges it.
    pub verb: Option<String>,
    #[serde(skip)]
    at: i64,
}

impl DutyRow {
    /// Whether it is overdue on a day.
    #[must_use]
    pub fn is_overdue(&self, today: Day) -> bool {
        self.due.is_some_and(|due| due < today)
    }
}

fn duty_row(row: &Row<'_>) -> Result<DutyRow, Fault> {
    Ok(DutyRow {
        matter: row.string(0)?,
        kind: row.string(1)?,
        number: row.maybe_string(2)?,
        title: row.string(3)?,
        stage: row.string(4)?,
        unit: row.maybe_string(5)?.map(UnitId),
        unit_name: row.maybe_string(6)?,
        subject_name: row.maybe_string(7)?,
        key: row.string(8)?,
        what: row.string(9)?,
        owner: json(&row.text(10)?)?,
        due: row.maybe_string(11)?.as_deref().map(day).transpose()?,
        basis: json(&row.text(12)?)?,
        verb: row.maybe_string(13)?,
        at: row.int(14)?,
    })
}

/// How much somebody owes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// Duties, counted up to the limit.
    pub number: usize,
    /// There may be more.
    pub more: bool,
    /// Those of them that are overdue.
    pub late: usize,
}

impl Reader {
    /// The conditions under which a duty is owed by the wearer of these hats, each with its values from `$2` on. A role for the
    /// county answers for each of its units.
    pub(crate) fn owing(actor: &Actor) -> Vec<(&'static str, Vec<Value<'static>>)> {
        let ranges = actor.hats.iter().filter_map(|hat| match hat {
            Hat::Role(role) => Some((format!("role_at:{}:", role.code()), format!("role_at:{};", role.code()))),
            _ => None,
        });
        let ranges = ranges.map(|(from, to)| ("o.hat >= $2 AND o.hat < $3", vec![from.into(), to.into()]));
        std::iter::once(("o.hat {in:$2}", vec![list(actor.hats.iter().map(hat_text)).into()])).chain(ranges).collect()
    }

    /// How much the wearer of these hats owes, without reading what.
    ///
    /// # Errors
    /// What the database says.
    pub fn pending(&self, actor: &Actor, today: Day, limit: i64) -> Result<Pending, Fault> {
        let scope = Scope::of(actor);
        let today = today.to_string();
        self.read(|link| {
            let mut found = BTreeMap::new();
            for (condition, values) in Self::owing(actor) {
                let mut find = Where::new(self.county());
                find.values.extend(values);
                self.unbarred(&scope, &mut find);
                find.values.push(limit.into());
                let (at, barred) = (find.values.len(), &find.text);
                let join = if barred.is_empty() { "" } else { sql::OF_DUTY_OWNER };
                let text = format!(
                    "{}{join} WHERE o.county = $1 AND {condition}{barred} ORDER BY o.hat, o.due LIMIT ${at}",
                    sql::OWED
                );
                link.each(&Statement::composed("duty.pending", text), &find.values, |row| {
                    found.insert((row.int(0)?, row.string(1)?), row.text(2)?.as_ref() < today.as_str());
                    Ok(())
                })?;
            }
            let limit = usize::try_from(limit).unwrap_or_default();
            let (number, late) = (found.len(), found.values().filter(|late| **late).count());
            Ok(Pending { number: number.min(limit), more: number >= limit, late: late.min(limit) })
        })
    }

    /// What the wearer of these hats owes, the most urgent first, those without a day last.
    ///
    /// # Errors
    /// What the database says.
    pub fn duties_of(&self, actor: &Actor, limit: i64) -> Result<Vec<DutyRow>, Fault> {
        let scope = Scope::of(actor);
        self.read(|link| {
            let mut owed = |condition: &str, values: Vec<Value<'static>>| {
                let mut find = Where::new(self.county());
                find.values.extend(values);
                self.unbarred(&scope, &mut find);
                find.values.push(limit.into());
                let at = find.values.len();
                let (rows, barred) = (sql::DUTY_OF_OWNER, &find.text);
                let text = format!("{rows} AND {condition}{barred} ORDER BY o.due, o.matter, o.key LIMIT ${at}");
                link.rows(&Statement::composed("duty.of_owner", text), &find.values, duty_row)
            };
            let mut rows = Vec::new();
            for (condition, values) in Self::owing(actor) {
                rows.extend(owed(condition, values)?);
            }
            rows.sort_by(|a, b| (a.due.is_none(), a.due, a.at, &a.key).cmp(&(b.due.is_none(), b.due, b.at, &b.key)));
            rows.dedup_by(|later, earlier| later.at == earlier.at && later.key == earlier.key);
            rows.truncate(usize::try_from(limit).unwrap_or_default());
            Ok(rows)
        })
    }

    /// Duties in the matters that may be seen, the most urgent first; with the cursor of the next page.
    ///
    /// # Errors
    /// What the database says.
    pub fn duties(&self, filter: &DutyFilter, scope: &Scope) -> Result<(Vec<DutyRow>, Option<String>), Fault> {
        let limit = if filter.limit <= 0 { 50 } else { filter.limit.min(200) };
        self.read(|link| {
            let mut find = Where::new(self.county());
            if let Some(kind) = &filter.kind {
                find.add("m.kind = $$", kind);
            }
            if let Some(unit) = &filter.unit {
                let units = with_subordinates(link, self.county(), std::slice::from_ref(unit))?;
                find.add("m.key IN (SELECT c.matter FROM concern c WHERE c.county = $1 AND c.who {in:$$})", list(&units));
            }
            if let Some(by) = filter.by {
                find.add("d.due <= $$", by.to_string());
            }
            self.scoped(link, scope, filter.kind.as_deref(), &mut find)?;
            let mut cursor = filter.cursor.as_deref().unwrap_or_default().splitn(3, ' ');
            if let (Some(due), Some(at), Some(key)) = (cursor.next(), cursor.next(), cursor.next()) {
                find.values.extend(params![due.to_owned(), at.parse::<i64>().unwrap_or_default()]);
                let (due, at) = (find.values.len() - 1, find.values.len());
                find.add(
                    &format!(
                        "COALESCE(d.due, '9999-99-99') >= ${due} AND (COALESCE(d.due, '9999-99-99') > ${due} OR m.key > ${at}
                         OR (m.key = ${at} AND d.key > $$))"
                    ),
                    key.to_owned(),
                );
            }
            find.values.push((limit + 1).into());
            let at = find.values.len();
            let text = format!("{}{} ORDER BY COALESCE(d.due, '9999-99-99'), m.key, d.key LIMIT ${at}", sql::DUTY_ROW, find.text);
            let mut rows = link.rows(&Statement::composed("duty.list", text), &find.values, duty_row)?;
            let full = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
            rows.truncate(usize::try_from(limit).unwrap_or_default());
            let next = rows.last().filter(|_| full).map(|row| {
                let due = row.due.map_or_else(|| "9999-99-99".to_owned(), |day| day.to_string());
                format!("{due} {} {}", row.at, row.key)
            });
            Ok((rows, next))
        })
    }
}
