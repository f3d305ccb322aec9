//! Every matter made again from its events, every row it should own compared with what is stored.

use super::report::{Finding, VerifyReport};
use crate::{
    desk::{
        imports::IMPORT,
        keep::{LAST_PLACE, number_counter, stage_counter},
        reload::{CHUNK, POLICY, stored},
        sealed::SEAL,
    },
    keys::Keys,
    rows::{self, Derived, Identity},
    seal,
    sql::{
        Connection, Fault, Value,
        table::{MATTER, OF_MATTER, TABLES},
        text::{desk as desk_sql, journal as sql},
        value::params,
    },
};
use engine::{
    erased::{Catalogue, Kept, Mechanism},
    history::{self, Standing},
    policy::Policy,
    procedure::{Effects, Outline},
};
use std::collections::{BTreeMap, BTreeSet};

type House<'a> = (&'a str, &'static Catalogue, &'a Policy, &'a Keys);

/// A matter's events, with what they say beside their payloads.
#[derive(Default)]
struct History {
    id: String,
    kind: String,
    opened_at: i64,
    opened_on: String,
    last_own_day: String,
    last: i64,
    events: Vec<Kept>,
}

struct Replay<'a> {
    house: House<'a>,
    erased: &'a BTreeSet<String>,
    places: BTreeMap<String, i64>,
    counters: BTreeMap<String, i64>,
}

pub(super) fn replay(
    link: &mut Connection,
    house: House<'_>,
    erased: &BTreeSet<String>,
    report: &mut VerifyReport,
) -> Result<(), Fault> {
    let county = house.0;
    let places = link.rows(&desk_sql::PLACES, &params![county], |row| Ok((row.string(0)?, row.int(1)?)))?;
    let mut replay = Replay { house, erased, places: places.into_iter().collect(), counters: BTreeMap::new() };
    let mut from = 0;
    loop {
        let mut matters = BTreeMap::new();
        link.each(&OF_MATTER.all, &params![county, from, CHUNK], |row| {
            let columns =
                (1..=MATTER.len()).map(|at| row.value(at).map(Value::owned)).collect::<Result<Vec<_>, _>>()?;
            matters.insert(row.int(0)?, columns);
            Ok(())
        })?;
        let full = i64::try_from(matters.len()).is_ok_and(|count| count == CHUNK);
        let to = matters.keys().next_back().filter(|_| full).map_or(i64::MAX, |last| last + 1);
        let histories = read_histories(link, county, from, to)?;
        let derived = stored(link, county, from, to)?;
        replay.chunk(link, histories, matters, derived, report)?;
        if !full {
            break;
        }
        from = to;
    }
    replay.counters(link, report)
}

fn read_histories(link: &mut Connection, county: &str, from: i64, to: i64) -> Result<BTreeMap<i64, History>, Fault> {
    let mut histories: BTreeMap<i64, History> = BTreeMap::new();
    link.each(&sql::OF_RANGE, &params![county, from, to], |row| {
        let history = histories.entry(row.int(0)?).or_default();
        let verb = row.string(4)?;
        let day = row.string(7)?;
        if history.events.is_empty() {
            history.id = row.maybe_string(2)?.unwrap_or_default();
            history.kind = row.string(3)?;
            history.opened_at = row.int(6)?;
            history.opened_on.clone_from(&day);
        }
        if !crate::desk::keep::REMARKS.contains(&verb.as_str()) {
            history.last_own_day = day;
        }
        history.last = row.int(9)?;
        let version = u32::try_from(row.int(5)?).unwrap_or_default();
        history.events.push(Kept { n: row.int(1)?, version, verb, payload: row.string(8)? });
        Ok(())
    })?;
    Ok(histories)
}

impl Replay<'_> {
    fn chunk(
        &mut self,
        link: &mut Connection,
        histories: BTreeMap<i64, History>,
        mut matters: BTreeMap<i64, Vec<Value<'static>>>,
        mut derived: BTreeMap<i64, Vec<Derived>>,
        report: &mut VerifyReport,
    ) -> Result<(), Fault> {
        for (key, history) in histories {
            let (row, rows) = (matters.remove(&key), derived.remove(&key).unwrap_or_default());
            if ![POLICY, SEAL, IMPORT].contains(&history.kind.as_str()) {
                report.matters += 1;
                self.matter(key, &history, row, &rows, report);
                self.seals(link, &history, report)?;
            }
        }
        for (key, row) in matters {
            let id = row.first().map(Value::show).unwrap_or_default();
            report.add(Finding::row("row_extra", &id, "matter", key.to_string()));
        }
        for (key, rows) in derived {
            rows.iter().for_each(|row| report.add(Finding::row("row_extra", &key.to_string(), name(row), words(row))));
        }
        Ok(())
    }

    fn matter(
        &mut self,
        key: i64,
        history: &History,
        row: Option<Vec<Value<'static>>>,
        rows: &[Derived],
        report: &mut VerifyReport,
    ) {
        for (n, kept) in (1..).zip(&history.events) {
            if kept.n != n {
                report.add(Finding::row("event_missing", &history.id, "event", format!("{}/{n}", history.id)));
                return;
            }
        }
        let made = self.make(history);
        let Ok((mechanism, standing, outline, effects)) = made else {
            let why = made.err().unwrap_or_default();
            report.add(Finding::row("misfit", &history.id, "event", history.id.clone()).differs(
                "payload",
                String::new(),
                why,
            ));
            return;
        };
        let identity = self.identity(key, history, mechanism, &outline);
        let place =
            outline.units.first().and_then(|unit| self.places.get(unit.as_str()).copied()).unwrap_or(LAST_PLACE);
        let expected = rows::matter(&identity, &outline, &effects, &standing.state, &standing.frame, place);
        let derived = rows::derived(&outline, &effects);
        let (Ok(expected), Ok(derived)) = (expected, derived) else { return };
        *self.counters.entry(stage_counter(&history.kind, outline.stage)).or_default() += 1;
        match row {
            None => report.add(Finding::row("row_missing", &history.id, "matter", history.id.clone())),
            Some(row) => compare(&history.id, "matter", &history.id, &MATTER, (&expected, &row), report),
        }
        compare_rows(&history.id, &derived, rows, report);
    }

    fn make(&self, history: &History) -> Result<(&'static dyn Mechanism, Standing, Outline, Effects), String> {
        let mechanism = self.house.1.get(&history.kind).ok_or_else(|| format!("没有事项种类{}", history.kind))?;
        let standing = history::rebuild(mechanism, &history.events).map_err(|stop| format!("{stop:?}"))?;
        let (outline, effects) = standing.present(mechanism, self.house.2).map_err(|stop| format!("{stop:?}"))?;
        Ok((mechanism, standing, outline, effects))
    }

    fn identity(&mut self, key: i64, history: &History, mechanism: &dyn Mechanism, outline: &Outline) -> Identity {
        let moment = jiff::Timestamp::from_microsecond(history.opened_at).unwrap_or_default();
        let number = mechanism.kind().prefix.map(|prefix| {
            let (counter, year) = number_counter(prefix, moment);
            let last = self.counters.entry(counter).or_default();
            *last += 1;
            format!("{prefix}〔{year}〕{last}号")
        });
        Identity {
            key,
            id: history.id.clone(),
            kind: history.kind.clone(),
            number,
            n: i64::try_from(history.events.len()).unwrap_or_default(),
            last: history.last,
            version: mechanism.kind().version,
            opened_on: history.opened_on.clone(),
            closed_on: outline.done.then(|| history.last_own_day.clone()),
        }
    }

    /// Sealed values: each handle in the journal still opens to what was committed to, unless its erasure is on record.
    fn seals(&self, link: &mut Connection, history: &History, report: &mut VerifyReport) -> Result<(), Fault> {
        for kept in history.events.iter().filter(|kept| kept.payload.contains("\"commitment\"")) {
            let Ok(payload) = serde_json::from_str(&kept.payload) else { continue };
            for (id, commitment) in handles(&payload) {
                let sound = match seal::open(link, self.house.0, self.house.3, &id) {
                    Ok(Some((_, committed))) => committed == commitment,
                    Ok(None) => self.erased.contains(&id),
                    Err(Fault::Broken(_)) => false,
                    Err(fault) => return Err(fault),
                };
                if !sound {
                    report.add(Finding::row("seal_changed", &history.id, "seal", id));
                }
            }
        }
        Ok(())
    }

    /// Running numbers without gaps, and how many matters stand at each stage.
    fn counters(&mut self, link: &mut Connection, report: &mut VerifyReport) -> Result<(), Fault> {
        let all =
            link.rows(&desk_sql::COUNTERS, &params![self.house.0, "", "~"], |row| Ok((row.string(0)?, row.int(1)?)))?;
        let mut found: BTreeMap<String, i64> = all.into_iter().collect();
        for (name, expected) in &self.counters {
            let value = found.remove(name).unwrap_or_default();
            if value != *expected {
                report.add(counter(name, *expected, value));
            }
        }
        found
            .into_iter()
            .filter(|(_, value)| *value != 0)
            .for_each(|(name, value)| report.add(counter(&name, 0, value)));
        Ok(())
    }
}

fn counter(name: &str, expected: i64, found: i64) -> Finding {
    Finding { code: "counter_changed", table: "counter", key: name.to_owned(), ..Finding::default() }.differs(
        "value",
        expected.to_string(),
        found.to_string(),
    )
}

fn name(row: &Derived) -> &'static str {
    TABLES.get(row.0).map_or("", |table| table.name)
}

/// What tells a derived row apart, in words.
fn words(row: &Derived) -> String {
    rows::keys(row).join(" ")
}

fn compare(
    matter: &str,
    table: &'static str,
    key: &str,
    columns: &[&'static str],
    (expected, found): (&[Value<'static>], &[Value<'static>]),
    report: &mut VerifyReport,
) {
    report.rows += 1;
    for ((column, expected), found) in columns.iter().zip(expected).zip(found) {
        if expected != found {
            let finding = Finding::row("row_changed", matter, table, key.to_owned());
            report.add(finding.differs(column, expected.show(), found.show()));
        }
    }
}

/// Both lists are sorted by table and keys.
fn compare_rows(matter: &str, expected: &[Derived], found: &[Derived], report: &mut VerifyReport) {
    let order = |a: &Derived, b: &Derived| (a.0, rows::keys(a)).cmp(&(b.0, rows::keys(b)));
    let (mut expected, mut found) = (expected.iter().peekable(), found.iter().peekable());
    loop {
        let which = match (expected.peek(), found.peek()) {
            (None, None) => return,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => order(a, b),
        };
        let wanted = if which.is_le() { expected.next() } else { None };
        let there = if which.is_ge() { found.next() } else { None };
        match (wanted, there) {
            (Some(wanted), Some(there)) => {
                let columns = TABLES.get(wanted.0).map_or(&[][..], |table| table.columns);
                compare(matter, name(wanted), &words(wanted), columns, (&wanted.1, &there.1), report);
            }
            (Some(wanted), None) => report.add(Finding::row("row_missing", matter, name(wanted), words(wanted))),
            (None, Some(there)) => report.add(Finding::row("row_extra", matter, name(there), words(there))),
            (None, None) => return,
        }
    }
}

fn handles(payload: &serde_json::Value) -> Vec<(String, String)> {
    use serde_json::Value as Json;
    match payload {
        Json::Object(fields) => match (fields.get("seal"), fields.get("commitment")) {
            (Some(Json::String(seal)), Some(Json::String(commitment))) => vec![(seal.clone(), commitment.clone())],
            _ => fields.values().flat_map(handles).collect(),
        },
        Json::Array(items) => items.iter().flat_map(handles).collect(),
        _ => Vec::new(),
    }
}
