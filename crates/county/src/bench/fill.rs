//! A ledger of any length without waiting for the desk: the rows of real, finished matters are written again under other keys, in large
//! transactions. Each copy of a leave lies a week further back, so it touches no leave still to come. Filled rows are for size only: their hashes
//! do not continue the chain and their running numbers repeat, which `verify` would rightly report.

use std::collections::BTreeMap;

use engine::days::Period;
use store::{
    County, Database, Fault,
    sql::{Connection, Recorded, Statement, Value},
};

use super::routes::{self, Route};

/// Rows that a finished matter leaves behind; what comes and goes on the way there is not written.
const KEPT: [&str; 8] = [
    "event.append",
    "matter.insert",
    "concern.insert",
    "absence.insert",
    "absence.update",
    "absence.delete",
    "link.insert",
    "notice.keep",
];
/// The last of these has all that the earlier had.
const LAST: [&str; 2] = ["matter.update", "search.put"];
const COUNTED: &str = "counter.count";

/// Matters in one transaction.
const GROUP: usize = 5_000;
/// Half-days of a week.
const WEEK: i64 = 14;

/// A finished matter to write again.
pub(super) struct Pattern {
    id: String,
    person: String,
    first: i64,
    /// Place of its last event.
    pub(super) last: i64,
    rows: Vec<Recorded>,
    counts: Vec<Recorded>,
    days: Vec<i64>,
}

/// Lets each route take one leave and keeps what the desk wrote.
pub(super) fn patterns(county: &County, routes: &[Route], week: i64) -> Result<Vec<Pattern>, String> {
    let take = |route: &Route| {
        let person = route.applicant().person.clone().unwrap_or_default().0;
        pattern(county, person, Some(routes::period(week)), || route.take(county, week).map(|answer| answer.id))
    };
    routes.iter().map(take).collect()
}

/// What the desk wrote while one matter of a person came to where it is; the days of its copies lie earlier, where it has any.
pub(super) fn pattern(
    county: &County,
    person: String,
    days: Option<Period>,
    make: impl FnOnce() -> Result<String, String>,
) -> Result<Pattern, String> {
    county.record(true);
    let id = make()?;
    let recorded = county.record(false);
    let seqs =
        recorded.iter().filter(|one| one.statement.name == "event.append").filter_map(|one| int(one.values.get(1)));
    let (first, last) = seqs.fold((i64::MAX, 0), |(first, last), seq| (first.min(seq), last.max(seq)));
    let (counts, rows): (Vec<_>, Vec<_>) = recorded.into_iter().partition(|one| one.statement.name == COUNTED);
    let days = days.map(|period| [period.from.index(), period.to.index()]).into_iter().flatten().collect();
    Ok(Pattern { id, person, first, last, rows: kept(rows), counts, days })
}

fn int(value: Option<&Value<'_>>) -> Option<i64> {
    if let Some(Value::Int(number)) = value { Some(*number) } else { None }
}

fn kept(rows: Vec<Recorded>) -> Vec<Recorded> {
    let is_last = |one: &Recorded| LAST.iter().find(|name| one.statement.name.starts_with(**name));
    let mut last: BTreeMap<&str, Recorded> = BTreeMap::new();
    let mut kept = Vec::new();
    for one in rows {
        if let Some(name) = is_last(&one) {
            last.insert(name, one);
        } else if KEPT.contains(&one.statement.name.as_ref()) {
            kept.push(one);
        }
    }
    kept.extend(last.into_values());
    kept
}

/// Writes so many matters after the patterns and after what was written before, in turn, each for the next of the people; returns the
/// place of the last event.
pub(super) fn fill(
    database: &Database,
    patterns: &[Pattern],
    people: &[String],
    count: usize,
    before: i64,
) -> Result<i64, String> {
    let broken = |fault: Fault| fault.to_string();
    let mut link = database.writer().map_err(broken)?;
    link.relax(true).map_err(broken)?;
    let mut next = patterns.iter().map(|pattern| pattern.last).max().unwrap_or(0).max(before) + 1;
    let mut counts: BTreeMap<(String, String), (Statement, i64)> = BTreeMap::new();
    link.begin().map_err(broken)?;
    for ((place, pattern), person) in (0..count).zip(patterns.iter().cycle()).zip(people.iter().cycle()) {
        let round = i64::try_from(place / patterns.len() + 1).unwrap_or(i64::MAX);
        pattern.write(&mut link, (next, round, person)).map_err(broken)?;
        next += pattern.last - pattern.first + 1;
        for one in &pattern.counts {
            if let [Value::Text(county), Value::Text(name), Value::Int(by)] = one.values.as_slice() {
                let key = (county.to_string(), name.to_string());
                counts.entry(key).or_insert_with(|| (one.statement.clone(), 0)).1 += by;
            }
        }
        if place % GROUP == GROUP - 1 {
            link.commit().map_err(broken)?;
            link.begin().map_err(broken)?;
        }
    }
    for ((county, name), (statement, by)) in counts {
        link.each(&statement, &[county.into(), name.into(), by.into()], |_| Ok(())).map_err(broken)?;
    }
    link.commit().map_err(broken)?;
    Ok(next - 1)
}

impl Pattern {
    fn write(&self, link: &mut Connection, (first, round, person): (i64, i64, &str)) -> Result<(), Fault> {
        let id = format!("00000000-0000-7000-8000-{first:012x}");
        // The rank of a finished matter counts down from its last event.
        let rank = |last: i64| format!("3{:012}", 999_999_999_999_i64.saturating_sub(last));
        let (old_rank, new_rank) = (rank(self.last), rank(first + self.last - self.first));
        for one in &self.rows {
            let values: Vec<Value<'_>> = one
                .values
                .iter()
                .map(|value| match value {
                    Value::Int(number) if (self.first..=self.last).contains(number) => {
                        Value::Int(number - self.first + first)
                    }
                    Value::Int(number) if self.days.contains(number) => Value::Int(number - round * WEEK - first_gap()),
                    Value::Text(text) if *text == old_rank => Value::from(&new_rank),
                    Value::Text(text) if text.contains(&self.id) || text.contains(&self.person) => {
                        Value::from(text.replace(&self.id, &id).replace(&self.person, person))
                    }
                    other => other.clone(),
                })
                .collect();
            link.execute(&one.statement, &values)?;
        }
        Ok(())
    }
}

/// Half-days between the oldest real leave and the newest filled one: ten years.
const fn first_gap() -> i64 {
    WEEK * 520
}
