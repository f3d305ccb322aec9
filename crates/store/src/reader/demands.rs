//! What the board of the Opinion asks: for each of its demands what was done in a time, what is open at its end, how much of it late; unit by
//! unit behind each demand, and matter by matter behind each unit.

use super::{Reader, list::with_subordinates};
use crate::{
    facts::{day, list},
    sql::{Connection, Fault, Row, Statement, Value, value::params},
};
use engine::{
    access::Scope,
    days::Day,
    procedure::As,
    words::{MatterId, PersonId, UnitId},
};
use std::collections::BTreeMap;

/// Of which time, and whose.
#[derive(Clone, Debug)]
pub struct Asking {
    /// First day of the time.
    pub from: Day,
    /// Its last day, as of whose end everything is said.
    pub until: Day,
    /// One unit with those below it; all that may be seen otherwise.
    pub unit: Option<UnitId>,
    /// One demand.
    pub demand: Option<String>,
}

/// What came of a demand, or of a demand in a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Done within the time.
    pub done: i64,
    /// Those of them that were done late.
    pub done_late: i64,
    /// Owed at its end and not late.
    pub open: i64,
    /// Owed at its end and late.
    pub late: i64,
}

impl Tally {
    /// 应办: whatever was owed in the time.
    #[must_use]
    pub const fn due(&self) -> i64 {
        self.done + self.open + self.late
    }
    fn add(&mut self, other: &Self) {
        self.done += other.done;
        self.done_late += other.done_late;
        self.open += other.open;
        self.late += other.late;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        let mut sum = Self::default();
        all.for_each(|one| sum.add(&one));
        sum
    }
}

/// How many of a demand came to be late in each of the last months, the latest last.
pub type Trend = BTreeMap<String, [i64; MONTHS]>;

/// Months of a trend.
pub const MONTHS: usize = 12;

/// Something owed, with its matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// The matter.
    pub id: MatterId,
    /// Its kind.
    pub kind: String,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// Its stored stage.
    pub stage: String,
    /// What is owed, while it is; else empty.
    pub what: String,
    /// Since when.
    pub since: Day,
    /// By when.
    pub due: Option<Day>,
    /// When it was done.
    pub ended: Option<Day>,
    /// Not done by its day.
    pub late: bool,
}

/// Which of the obligations behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// All.
    Due,
    /// Those done.
    Done,
    /// Those open in time.
    Open,
    /// Those open and late.
    Late,
}

/// Rows behind a number that are shown at once.
const SHOWN: i64 = 200;

/// What came to be late: it was done, and too late; or it is owed still, and its day is over.
pub(super) const CAME_LATE: [&str; 2] = ["o.late = 1 AND o.how = 0", "o.ended IS NULL"];

/// Matters that concern somebody.
const CONCERNED: &str = "SELECT c.matter FROM concern c WHERE c.county = $1";

/// Conditions that narrow obligations to whose and which.
struct Narrow<'a> {
    text: String,
    values: Vec<Value<'a>>,
}

impl<'a> Narrow<'a> {
    fn new(county: &'a str, asking: &'a Asking) -> Self {
        let values = params![county, asking.from.to_string(), asking.until.to_string()].to_vec();
        Self { text: String::new(), values }
    }
    fn add(&mut self, condition: &str, value: impl Into<Value<'a>>) {
        self.values.push(value.into());
        self.text.push_str(&condition.replace("$$", &format!("${}", self.values.len())));
    }
    /// Only what concerns the units today: the unit beside an obligation is that of its first day.
    fn within(&mut self, units: &[String]) {
        let listed = list(units);
        self.add(" AND o.unit {in:$$}", listed.clone());
        self.add(&format!(" AND o.matter IN ({CONCERNED} AND c.who {{in:$$}})"), listed);
    }
    /// Nothing of which he or a relative is not told yet.
    fn unbarred(&mut self, scope: &Scope) {
        let own = list(scope.untouchables.iter().chain(&scope.person).map(PersonId::as_str));
        let untold = As::Untold.code();
        self.add(&format!(" AND o.matter NOT IN ({CONCERNED} AND c.capacity = '{untold}' AND c.who {{in:$$}})"), own);
    }
}

impl Reader {
    /// Whose obligations: nothing where nothing may be counted.
    fn narrowed<'a>(
        &'a self,
        link: &mut Connection,
        asking: &'a Asking,
        scope: &Scope,
    ) -> Result<Option<Narrow<'a>>, Fault> {
        let mut narrow = Narrow::new(self.county(), asking);
        if !scope.kinds.is_empty() || (!scope.county && scope.units.is_empty()) {
            return Ok(None);
        }
        if !scope.county {
            narrow.within(&with_subordinates(link, self.county(), &scope.units)?);
        }
        narrow.unbarred(scope);
        if let Some(unit) = &asking.unit {
            let units = with_subordinates(link, self.county(), std::slice::from_ref(unit))?;
            narrow.add(" AND o.unit {in:$$}", list(&units));
        }
        if let Some(demand) = &asking.demand {
            narrow.add(" AND o.demand = $$", demand);
        }
        Ok(Some(narrow))
    }

    /// What came of each demand.
    ///
    /// # Errors
    /// What the database says.
    pub fn demands(&self, asking: &Asking, scope: &Scope) -> Result<BTreeMap<String, Tally>, Fault> {
        self.tallied(asking, scope, "o.demand")
    }

    /// What came of it unit by unit; without a unit, under the empty name.
    ///
    /// # Errors
    /// What the database says.
    pub fn demands_by_unit(&self, asking: &Asking, scope: &Scope) -> Result<BTreeMap<String, Tally>, Fault> {
        self.tallied(asking, scope, "COALESCE(o.unit, '')")
    }

    fn tallied(&self, asking: &Asking, scope: &Scope, by: &str) -> Result<BTreeMap<String, Tally>, Fault> {
        self.read(|link| {
            let Some(narrow) = self.narrowed(link, asking, scope)? else { return Ok(BTreeMap::new()) };
            let mut found: BTreeMap<String, Tally> = BTreeMap::new();
            let only = &narrow.text;
            let done = format!(
                "SELECT {by}, COUNT(*), CAST(SUM(o.late) AS BIGINT) FROM obligation o
                 WHERE o.county = $1 AND o.ended >= $2 AND o.ended <= $3 AND o.how = 0{only} GROUP BY {by}"
            );
            for (key, count, late) in counted(link, "obligation.done", done, &narrow.values)? {
                let tally = found.entry(key).or_default();
                (tally.done, tally.done_late) = (count, late);
            }
            let late = "CAST(SUM(CASE WHEN o.due < $3 THEN 1 ELSE 0 END) AS BIGINT)";
            let still = format!(
                "SELECT {by}, COUNT(*), {late} FROM obligation o
                 WHERE o.county = $1 AND $2 <= $3 AND o.ended IS NULL AND o.since <= $3{only} GROUP BY {by}"
            );
            let then = format!(
                "SELECT {by}, COUNT(*), {late} FROM obligation o
                 WHERE o.county = $1 AND $2 <= $3 AND o.ended > $3 AND o.since <= $3{only} GROUP BY {by}"
            );
            for (name, text) in [("obligation.still_open", still), ("obligation.open_then", then)] {
                for (key, count, late) in counted(link, name, text, &narrow.values)? {
                    let tally = found.entry(key).or_default();
                    tally.open += count - late;
                    tally.late += late;
                }
            }
            Ok(found)
        })
    }

    /// How many came to be late in each month, by demand: not done by their day, which lies in that month.
    ///
    /// # Errors
    /// What the database says.
    pub fn trend(&self, asking: &Asking, scope: &Scope) -> Result<Trend, Fault> {
        let months: Vec<String> = months(asking.until);
        let first = months.first().cloned().unwrap_or_default();
        self.read(|link| {
            let Some(mut narrow) = self.narrowed(link, asking, scope)? else { return Ok(Trend::new()) };
            narrow.values.push(format!("{first}-01").into());
            let (since, only) = (narrow.values.len(), &narrow.text);
            let when = format!("o.county = $1 AND $2 <= $3 AND o.due >= ${since} AND o.due < $3{only}");
            let mut trend = Trend::new();
            for (name, came) in ["obligation.late_closed", "obligation.late_open"].into_iter().zip(CAME_LATE) {
                let text = format!(
                    "SELECT o.demand || SUBSTR(o.due, 1, 7), COUNT(*), CAST(0 AS BIGINT) FROM obligation o
                     WHERE {when} AND {came} GROUP BY o.demand || SUBSTR(o.due, 1, 7)"
                );
                for (key, count, _) in counted(link, name, text, &narrow.values)? {
                    let Some((demand, month)) = key.split_at_checked(key.len().saturating_sub(7)) else { continue };
                    let Some(at) = months.iter().position(|known| known == month) else { continue };
                    if let Some(slot) = trend.entry(demand.to_owned()).or_default().get_mut(at) {
                        *slot += count;
                    }
                }
            }
            Ok(trend)
        })
    }

    /// The obligations behind a number, the most pressing first.
    ///
    /// # Errors
    /// What the database says.
    pub fn owed_under(&self, asking: &Asking, share: Share, scope: &Scope) -> Result<Vec<Obligation>, Fault> {
        self.read(|link| {
            let Some(mut narrow) = self.narrowed(link, asking, scope)? else { return Ok(Vec::new()) };
            let done = "(o.ended >= $2 AND o.ended <= $3 AND o.how = 0)";
            let open = "(o.since <= $3 AND (o.ended IS NULL OR o.ended > $3)";
            let share = match share {
                Share::Due => format!("({done} OR {open}))"),
                Share::Done => done.to_owned(),
                Share::Open => format!("{open} AND (o.due IS NULL OR o.due >= $3))"),
                Share::Late => format!("{open} AND o.due < $3)"),
            };
            narrow.values.push(SHOWN.into());
            let text = format!(
                "SELECT m.id, m.kind, m.number, m.title, m.stage, COALESCE(d.what, ''), o.since, o.due,
                 CASE WHEN o.ended <= $3 THEN o.ended END,
                 CASE WHEN o.ended <= $3 THEN o.late WHEN o.due < $3 THEN 1 ELSE 0 END
                 FROM obligation o JOIN matter m ON m.county = o.county AND m.key = o.matter
                 LEFT JOIN duty d ON d.county = o.county AND d.matter = o.matter AND d.key = o.key AND o.ended IS NULL
                 WHERE o.county = $1 AND $2 <= $3 AND {share}{} ORDER BY COALESCE(o.ended, ''), COALESCE(o.due, '9'), o.matter, o.key LIMIT ${}",
                narrow.text,
                narrow.values.len()
            );
            link.rows(&Statement::composed("obligation.behind", text), &narrow.values, owed)
        })
    }
}

fn owed(row: &Row<'_>) -> Result<Obligation, Fault> {
    Ok(Obligation {
        id: MatterId(row.string(0)?),
        kind: row.string(1)?,
        number: row.maybe_string(2)?,
        title: row.string(3)?,
        stage: row.string(4)?,
        what: row.string(5)?,
        since: day(&row.string(6)?)?,
        due: row.maybe_string(7)?.as_deref().map(day).transpose()?,
        ended: row.maybe_string(8)?.as_deref().map(day).transpose()?,
        late: row.int(9)? == 1,
    })
}

fn counted(
    link: &mut Connection,
    name: &'static str,
    text: String,
    values: &[Value<'_>],
) -> Result<Vec<(String, i64, i64)>, Fault> {
    link.rows(&Statement::composed(name, text), values, |row| Ok((row.string(0)?, row.int(1)?, row.int(2)?)))
}

/// The last months up to a day: 2025-11 … 2026-10.
fn months(until: Day) -> Vec<String> {
    let last = i32::from(until.year()) * 12 + i32::from(until.month()) - 1;
    let count = i32::try_from(MONTHS).unwrap_or_default();
    (last - count + 1..=last).map(|at| format!("{:04}-{:02}", at / 12, at % 12 + 1)).collect()
}
