//! Every matter made again from its events, every row it should own compared with what is stored.

use super::{
    beside::{self, Handles, Said},
    report::{Finding, VerifyReport},
};
use crate::{
    desk::{
        imports::IMPORT,
        keep::{LAST_PLACE, digests, found_under, number_counter, stage_counter},
        reload::{CHUNK, POLICY, stored},
        sealed::SEAL,
    },
    keys::Keys,
    rows::{self, Derived, Identity},
    seal, search,
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
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex, PoisonError,
        mpsc::{SyncSender, sync_channel},
    },
};

type House<'a> = (&'a str, &'static Catalogue, &'a Policy, &'a Keys);

/// A matter's events, with what they say beside their payloads.
#[derive(Default)]
struct History {
    id: String,
    kind: String,
    number: Option<String>,
    opened_at: i64,
    opened_on: String,
    last_own_day: String,
    last: i64,
    events: Vec<Kept>,
    files: BTreeSet<String>,
}

/// What every matter's rows rest on beside its own events; their tables are verified themselves.
struct Known {
    /// Official order of the units.
    places: BTreeMap<String, i64>,
    /// Names of people and units.
    names: BTreeMap<String, String>,
}

/// A matter as read: its place, its events, its row and the rows it owns.
type Read = (i64, History, Option<Vec<Value<'static>>>, Vec<Derived>);

/// What a piece of the county came to.
#[derive(Default)]
struct Replayed {
    report: VerifyReport,
    stages: BTreeMap<String, i64>,
    said: Vec<(i64, Said)>,
}

/// Makes every matter again, on as many threads as there are processors: matters do not know of each other. Reading, running
/// numbers and seals go in the journal's order, on this thread.
pub(super) fn replay(
    link: &mut Connection,
    house: House<'_>,
    erased: &BTreeSet<String>,
    report: &mut VerifyReport,
) -> Result<(), Fault> {
    let places = link.rows(&desk_sql::PLACES, &params![house.0], |row| Ok((row.string(0)?, row.int(1)?)))?;
    let names = link.rows(&desk_sql::EVERY_NAME, &params![house.0], |row| Ok((row.string(0)?, row.string(1)?)))?;
    let known = Known { places: places.into_iter().collect(), names: names.into_iter().collect() };
    let mut reading = Reading { house, erased, counters: BTreeMap::new(), handles: Handles::new() };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8);
    let (give, take) = sync_channel::<(usize, Vec<Read>)>(threads);
    let take = Mutex::new(take);
    let mut pieces: Vec<(usize, Replayed)> = Vec::new();
    let read = std::thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            // The lock is held while waiting: whoever waits next waits for it.
            while let Ok((at, piece)) = { take.lock().unwrap_or_else(PoisonError::into_inner).recv() } {
                done.push((at, replay_piece(house, &known, piece)));
            }
            done
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let read = reading.chunks(link, give, report);
        for worker in workers {
            let done = worker.join().map_err(|_| Fault::broken("the replay of a matter broke off"));
            pieces.extend(done?);
        }
        read
    });
    read?;
    pieces.sort_by_key(|piece| piece.0);
    let mut said = BTreeMap::new();
    for (_, piece) in pieces {
        report.matters += piece.report.matters;
        report.rows += piece.report.rows;
        report.more |= piece.report.more;
        piece.report.findings.into_iter().for_each(|finding| report.add(finding));
        said.extend(piece.said);
        for (stage, count) in piece.stages {
            *reading.counters.entry(stage).or_default() += count;
        }
    }
    reading.counters(link, report)?;
    beside::check(link, (house.0, house.1), &said, &reading.handles, report)
}

/// What is read in the journal's order.
struct Reading<'a> {
    house: House<'a>,
    erased: &'a BTreeSet<String>,
    counters: BTreeMap<String, i64>,
    handles: Handles,
}

impl Reading<'_> {
    /// Reads the county piece by piece and hands each on.
    fn chunks(
        &mut self,
        link: &mut Connection,
        give: SyncSender<(usize, Vec<Read>)>,
        report: &mut VerifyReport,
    ) -> Result<(), Fault> {
        let county = self.house.0;
        let mut from = 0;
        for at in 0.. {
            let mut matters = BTreeMap::new();
            link.each(&OF_MATTER.all, &params![county, from, CHUNK], |row| {
                let columns =
                    (1..=MATTER.len()).map(|at| row.value(at).map(Value::owned)).collect::<Result<Vec<_>, _>>()?;
                matters.insert(row.int(0)?, columns);
                Ok(())
            })?;
            let full = i64::try_from(matters.len()).is_ok_and(|count| count == CHUNK);
            let to = matters.keys().next_back().filter(|_| full).map_or(i64::MAX, |last| last + 1);
            let mut derived = stored(link, county, from, to)?;
            let mut piece = Vec::new();
            for (key, mut history) in read_histories(link, county, from, to)? {
                // What is about packs, seals and imports is no matter and owns nothing.
                if [POLICY, SEAL, IMPORT].contains(&history.kind.as_str()) {
                    continue;
                }
                history.number = self.number(&history);
                self.seals(link, key, &history, report)?;
                piece.push((key, history, matters.remove(&key), derived.remove(&key).unwrap_or_default()));
            }
            for (key, row) in matters {
                let id = row.first().map(Value::show).unwrap_or_default();
                report.add(Finding::row("row_extra", &id, "matter", key.to_string()));
            }
            for (key, rows) in derived {
                let extra = |row: &Derived| Finding::row("row_extra", &key.to_string(), name(row), words(row));
                rows.iter().for_each(|row| report.add(extra(row)));
            }
            if give.send((at, piece)).is_err() || !full {
                break;
            }
            from = to;
        }
        Ok(())
    }

    /// The running number the matter must have: one more than the last of its prefix and year.
    fn number(&mut self, history: &History) -> Option<String> {
        let prefix = self.house.1.get(&history.kind)?.kind().prefix?;
        let moment = jiff::Timestamp::from_microsecond(history.opened_at).unwrap_or_default();
        let (counter, year) = number_counter(prefix, moment);
        let last = self.counters.entry(counter).or_default();
        *last += 1;
        Some(format!("{prefix}〔{year}〕{last}号"))
    }

    /// Sealed values: each handle in the journal still opens to what was committed to, unless its erasure is on record.
    fn seals(
        &mut self,
        link: &mut Connection,
        key: i64,
        history: &History,
        report: &mut VerifyReport,
    ) -> Result<(), Fault> {
        for kept in history.events.iter().filter(|kept| kept.payload.contains("\"commitment\"")) {
            let Ok(payload) = serde_json::from_str(&kept.payload) else { continue };
            for (id, commitment) in handles(&payload) {
                let mut digest = None;
                let sound = match seal::open(link, self.house.0, self.house.3, &id) {
                    Ok(Some((clear, committed))) => {
                        digest = seal::matched_by(self.house.3, &clear);
                        committed == commitment
                    }
                    Ok(None) => self.erased.contains(&id),
                    Err(Fault::Broken(_)) => false,
                    Err(fault) => return Err(fault),
                };
                self.handles.insert(id.clone(), (key, digest));
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
        let payload = row.string(8)?;
        history.files.extend(digests(&payload).chain(digests(&row.text(10)?)).map(str::to_owned));
        history.events.push(Kept { n: row.int(1)?, version, verb, payload });
        Ok(())
    })?;
    Ok(histories)
}

/// Makes the matters of a piece again and compares.
fn replay_piece(house: House<'_>, known: &Known, piece: Vec<Read>) -> Replayed {
    let mut replayed = Replayed::default();
    for (key, mut history, row, rows) in piece {
        replayed.report.matters += 1;
        if let Some(words) = matter(house, known, key, &history, row, &rows, &mut replayed) {
            let files = std::mem::take(&mut history.files);
            replayed.said.push((key, Said { words, files }));
        }
    }
    replayed
}

/// Compares one matter with its events; returns the sum of its search words, if it could be made.
fn matter(
    house: House<'_>,
    known: &Known,
    key: i64,
    history: &History,
    row: Option<Vec<Value<'static>>>,
    rows: &[Derived],
    replayed: &mut Replayed,
) -> Option<u64> {
    let report = &mut replayed.report;
    for (n, kept) in (1..).zip(&history.events) {
        if kept.n != n {
            report.add(Finding::row("event_missing", &history.id, "event", format!("{}/{n}", history.id)));
            return None;
        }
    }
    let (mechanism, standing, outline, effects) = match make(house, history) {
        Ok(made) => made,
        Err(why) => {
            let misfit = Finding::row("misfit", &history.id, "event", history.id.clone());
            report.add(misfit.differs("payload", String::new(), why));
            return None;
        }
    };
    let identity = identity(key, history, mechanism, &outline);
    let place = outline.units.first().and_then(|unit| known.places.get(unit.as_str()).copied()).unwrap_or(LAST_PLACE);
    let expected = rows::matter(&identity, &outline, &effects, &standing.state, &standing.frame, place).ok()?;
    let derived = rows::derived(&outline, &effects).ok()?;
    *replayed.stages.entry(stage_counter(&history.kind, outline.stage)).or_default() += 1;
    match row {
        None => report.add(Finding::row("row_missing", &history.id, "matter", history.id.clone())),
        Some(row) => compare(&history.id, "matter", &history.id, &MATTER, (&expected, &row), report),
    }
    compare_rows(&history.id, &derived, rows, report);
    let who = outline.persons.iter().map(|(_, person)| person.as_str());
    let who = who.chain(outline.units.iter().map(|unit| unit.as_str()));
    let names: Vec<&String> = who.filter_map(|who| known.names.get(who)).collect();
    let words = search::words(&found_under(identity.number.as_deref(), &outline, &names));
    Some(beside::sum(words.iter().map(String::as_str)))
}

fn make(house: House<'_>, history: &History) -> Result<(&'static dyn Mechanism, Standing, Outline, Effects), String> {
    let mechanism = house.1.get(&history.kind).ok_or_else(|| format!("没有事项种类{}", history.kind))?;
    let standing = history::rebuild(mechanism, &history.events).map_err(|stop| format!("{stop:?}"))?;
    let (outline, effects) = standing.present(mechanism, house.2).map_err(|stop| format!("{stop:?}"))?;
    Ok((mechanism, standing, outline, effects))
}

fn identity(key: i64, history: &History, mechanism: &dyn Mechanism, outline: &Outline) -> Identity {
    Identity {
        key,
        id: history.id.clone(),
        kind: history.kind.clone(),
        number: history.number.clone(),
        n: i64::try_from(history.events.len()).unwrap_or_default(),
        last: history.last,
        version: mechanism.kind().version,
        opened_on: history.opened_on.clone(),
        closed_on: outline.done.then(|| history.last_own_day.clone()),
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
