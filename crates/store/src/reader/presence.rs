//! Who has to be there, and who belongs to which body: what the calendar asks beside who is away.

use super::{Reader, Where, list::with_subordinates, people::ABSENCES};
use crate::{
    facts::{day, list},
    sql::{Fault, Row, Statement, text::read as sql},
};
use engine::{
    access::Scope,
    days::{Day, HalfDay, Period},
    words::{MatterId, PersonId, UnitId},
};

/// Somebody belongs to a leading body, from a day until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The unit.
    pub unit: UnitId,
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Day,
    /// First day after it.
    pub until: Option<Day>,
}

/// A watch in the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchRow {
    /// The matter.
    pub matter: MatterId,
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Who.
    pub person: PersonId,
    /// His name.
    pub name: String,
    /// The half-days that it touches.
    pub period: Period,
    /// 带班
    pub leading: bool,
    /// 白班, 夜班 …
    pub label: String,
}

fn watch_row(row: &Row<'_>) -> Result<WatchRow, Fault> {
    let (unit, person) = (row.string(1)?, row.string(3)?);
    Ok(WatchRow {
        matter: MatterId(row.string(0)?),
        unit_name: row.maybe_string(2)?.unwrap_or_else(|| unit.clone()),
        unit: UnitId(unit),
        name: row.maybe_string(4)?.unwrap_or_else(|| person.clone()),
        person: PersonId(person),
        period: Period { from: HalfDay::from_index(row.int(5)?), to: HalfDay::from_index(row.int(6)?) },
        leading: row.flag(7)?,
        label: row.string(8)?,
    })
}

impl Reader {
    /// Who is on watch within the days, as far as the scope sees, unit by unit in official order and then by time. At most 2,000.
    ///
    /// # Errors
    /// What the database says.
    pub fn watches_in(&self, from: Day, to: Day, scope: &Scope, unit: Option<&UnitId>) -> Result<Vec<WatchRow>, Fault> {
        if !scope.kinds.is_empty() {
            return Ok(Vec::new());
        }
        self.read(|link| {
            let mut find = Where::new(self.county());
            find.add("w.period_to >= $$", HalfDay::morning(from).index());
            find.add("w.period_from <= $$", HalfDay::afternoon(to).index());
            if !scope.county {
                let units = with_subordinates(link, self.county(), &scope.units)?;
                find.values.push(list(units).into());
                let at = find.values.len();
                let person = scope.person.as_ref().map(|person| person.0.clone()).unwrap_or_default();
                find.add(&format!("(w.person = $$ OR w.unit {{in:${at}}})"), person);
            }
            if let Some(unit) = unit {
                let units = with_subordinates(link, self.county(), std::slice::from_ref(unit))?;
                find.add("w.unit {in:$$}", list(units));
            }
            let text = format!(
                "{}{} ORDER BY u.place, w.unit, w.period_from, w.leads DESC, w.key LIMIT {ABSENCES}",
                sql::ON_WATCH,
                find.text
            );
            link.rows(&Statement::composed("watch.list", text), &find.values, watch_row)
        })
    }

    /// Who is a member of which leading body at some time within the days, unit by unit in official order.
    ///
    /// # Errors
    /// What the database says.
    pub fn bodies(&self, from: Day, to: Day, scope: &Scope, unit: Option<&UnitId>) -> Result<Vec<Membership>, Fault> {
        if !scope.kinds.is_empty() {
            return Ok(Vec::new());
        }
        self.read(|link| {
            let mut find = Where::new(self.county());
            find.add("t.from_day <= $$", to.to_string());
            find.add("(t.until_day IS NULL OR t.until_day > $$)", from.to_string());
            if !scope.county {
                let units = with_subordinates(link, self.county(), &scope.units)?;
                find.add("po.unit {in:$$}", list(units));
            }
            if let Some(unit) = unit {
                find.add("po.unit = $$", &unit.0);
            }
            let text = format!("{}{} ORDER BY u.place, po.unit, po.place, t.person", sql::BODIES, find.text);
            link.rows(&Statement::composed("tenure.bodies", text), &find.values, |row| {
                Ok(Membership {
                    unit: UnitId(row.string(0)?),
                    person: PersonId(row.string(1)?),
                    from: day(&row.text(2)?)?,
                    until: row.maybe_string(3)?.as_deref().map(day).transpose()?,
                })
            })
        })
    }
}
