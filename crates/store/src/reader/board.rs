//! What a board asks: how many matters of a kind stand where, unit by unit, at the stages as people say them now.

use super::{
    Filter, MatterRow, Reader, Where,
    list::{is_word, matter_row, said},
};
use crate::{
    facts::{day, list},
    sql::{Fault, Row, Statement, text::read as sql},
};
use engine::{
    access::Scope,
    board::{self, POSITIONS},
    days::{Day, HalfDay},
    procedure::Kind,
    words::UnitId,
};

/// Matters of one unit at one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heaped {
    /// The unit that lists show first; empty for those of none.
    pub unit: UnitId,
    /// The stage as people say it now.
    pub stage: &'static str,
    /// Past their day.
    pub late: bool,
    /// Something stands in the column of [`Filter::mark`].
    pub marked: bool,
    /// How many.
    pub number: i64,
    /// The first day on which something of them is due.
    pub next_due: Option<Day>,
}

/// Where the moment stands to a matter's period and next day: see [`POSITIONS`]. Nothing is said of what has ended or has no period.
fn position(find: &mut Where<'_>, now: HalfDay) -> String {
    find.values.push(now.index().into());
    find.values.push(now.day.to_string().into());
    let today = find.values.len();
    let at = today - 1;
    format!(
        "CAST(CASE WHEN m.done = 1 OR m.period_from IS NULL OR m.period_to IS NULL THEN 0 WHEN m.period_from > ${at} THEN 1
         WHEN m.period_to >= ${at} THEN 2 WHEN m.next_due < ${today} THEN 4 ELSE 3 END AS BIGINT)"
    )
}

/// A counted row; nothing of a stage that the kind does not know.
fn heaped(kind: &'static Kind, row: &Row<'_>) -> Result<Option<Heaped>, Fault> {
    let Some(stage) = board::said(kind, &row.string(1)?, row.int(2)?) else { return Ok(None) };
    Ok(Some(Heaped {
        unit: UnitId(row.string(0)?),
        stage,
        late: row.int(3)? == 1,
        marked: row.int(4)? == 1,
        number: row.int(5)?,
        next_due: row.maybe_string(6)?.as_deref().map(day).transpose()?,
    }))
}

impl Reader {
    /// What only boards ask for: stages as people say them, and the unit that lists show first.
    pub(super) fn on_board<'a>(&'a self, filter: &'a Filter, now: HalfDay, find: &mut Where<'a>) {
        if !filter.said.is_empty() {
            self.said_at(filter, now, find);
        }
        if let Some(late) = filter.late {
            let today = now.day.to_string();
            find.add(if late { "m.next_due < $$" } else { "COALESCE(m.next_due >= $$, 1 = 1)" }, today);
        }
        if let Some(unit) = &filter.first_unit {
            find.add("COALESCE(m.unit, '') = $$", &unit.0);
        }
    }

    /// At one of the stages that people say. A stored stage leaves out what the clock calls otherwise.
    fn said_at<'a>(&'a self, filter: &'a Filter, now: HalfDay, find: &mut Where<'a>) {
        let kind = filter.kind.as_deref().and_then(|kind| self.catalogue().get(kind)).map(|found| found.kind());
        let position = position(find, now);
        let mut places: Vec<String> = Vec::new();
        for said in &filter.said {
            for stored in kind.map(|kind| kind.stages).unwrap_or_default() {
                let named = |at: &i64| kind.and_then(|kind| board::said(kind, stored, *at)) == Some(said.as_str());
                let at = std::iter::once(0).chain(POSITIONS.iter().map(|(at, _)| *at)).filter(named);
                places.extend(at.map(|at| format!("{stored}/{at}")));
            }
        }
        find.add(&format!("m.stage || '/' || {position} {{in:$$}}"), list(&places));
    }

    /// How many matters that answer the filter and may be seen stand where. None of a veiled kind.
    ///
    /// # Errors
    /// What the database says.
    pub fn heaped(&self, filter: &Filter, scope: &Scope, now: HalfDay) -> Result<Vec<Heaped>, Fault> {
        let kind = filter.kind.as_deref().unwrap_or_default();
        let kind = self.mechanism(kind)?.kind();
        if kind.veiled {
            return Ok(Vec::new());
        }
        self.read(|link| {
            let mut find = self.filtered(link, filter, scope, now)?;
            let position = position(&mut find, now);
            let today = find.values.len();
            let mark = filter.mark.as_deref().filter(|key| is_word(key));
            let marked = mark.map_or_else(
                || "0".to_owned(),
                |key| format!("CASE WHEN COALESCE({{cell:{key}}}, '') NOT IN ('', '0', 'false') THEN 1 ELSE 0 END"),
            );
            let text = format!(
                "SELECT x.unit, x.stage, x.place, x.late, x.marked, COUNT(*), MIN(x.due) FROM (SELECT COALESCE(m.unit, '') AS unit, m.stage AS stage,
                 {position} AS place, CAST(CASE WHEN m.next_due < ${today} THEN 1 ELSE 0 END AS BIGINT) AS late,
                 CAST({marked} AS BIGINT) AS marked, m.next_due AS due FROM matter m WHERE m.county = $1{}) x
                 GROUP BY x.unit, x.stage, x.place, x.late, x.marked ORDER BY x.unit, x.stage, x.place, x.late, x.marked",
                find.text
            );
            let rows = link.rows(&Statement::composed("matter.heaped", text), &find.values, |row| heaped(kind, row))?;
            Ok(rows.into_iter().flatten().collect())
        })
    }

    /// The first of the matters that answer the filter by the day in one of their columns, the earliest first, out of all there are.
    ///
    /// # Errors
    /// What the database says.
    pub fn earliest(&self, filter: &Filter, key: &str, scope: &Scope, now: HalfDay) -> Result<Vec<MatterRow>, Fault> {
        if !is_word(key) {
            return Ok(Vec::new());
        }
        self.read(|link| {
            let mut find = self.filtered(link, filter, scope, now)?;
            find.values.push(filter.limit.into());
            let text = format!(
                "{}{} AND COALESCE({{cell:{key}}}, '') <> '' ORDER BY {{cell:{key}}}{{letters}}, m.rank LIMIT ${}",
                sql::MATTER_ROW,
                find.text,
                find.values.len()
            );
            let rows = link.rows(&Statement::composed("matter.earliest", text), &find.values, matter_row)?;
            Ok(rows.into_iter().map(|row| said(self.catalogue(), row, now)).collect())
        })
    }
}
