//! The writing half of an action: events, then the rows that follow from them, by difference.

use super::{
    decide::{Decided, Doing, Loaded},
    house::{Halt, House},
};
use crate::{
    annual,
    journal::{self, Tail},
    obligations,
    rows::{self, Derived, Identity, hat_text},
    search,
    sql::{
        Connection, Fault, Value,
        table::{OF_MATTER, STATEMENTS, at},
        text::{beside, desk as sql},
        value::params,
    },
};
use engine::{
    access::{Behalf, Hat},
    days::Day,
    erased::Mechanism,
    procedure::{As, ClosedLedgerEntry, Effects, Entry, Kind, Outline, Shape},
    words::{PersonId, UnitId},
};
use serde::{Deserialize, Serialize};

/// Who acted, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ActorNote {
    pub(crate) account: String,
    pub(crate) person: Option<PersonId>,
    /// The hat under which it was allowed.
    pub(crate) hat: Option<Hat>,
    pub(crate) behalf: Option<Behalf>,
}

/// Verbs that say something about a matter without moving it: they do not change the day on which it was closed.
pub(crate) const REMARKS: [&str; 6] = ["amend", "comment", "attach", "link", "unlink", "reassign"];

/// What writing needs.
pub(crate) struct Pen<'a> {
    pub(crate) house: &'a House,
    pub(crate) link: &'a mut Connection,
    pub(crate) tail: &'a mut Tail,
}

/// Writes what was decided. Returns the matter as it now stands.
pub(crate) fn keep(
    Pen { house, link, tail }: &mut Pen<'_>,
    mechanism: &'static dyn Mechanism,
    before: Option<&Loaded>,
    doing: &Doing<'_>,
    decided: Decided,
) -> Result<Loaded, Halt> {
    let house: &House = house;
    let opening = tail.seq + 1;
    let key = before.map_or(opening, |loaded| loaded.identity.key);
    append((house, link, tail), mechanism, before.map_or(0, |loaded| loaded.identity.n), key, (doing, &decided))?;
    let identity = Identity {
        key,
        id: doing.id.0.clone(),
        kind: mechanism.kind().id.to_owned(),
        number: match before {
            Some(loaded) => loaded.identity.number.clone(),
            None => number(house, link, mechanism, doing)?,
        },
        n: before.map_or(0, |loaded| loaded.identity.n) + i64::try_from(decided.events.len()).unwrap_or_default(),
        last: tail.seq,
        version: mechanism.kind().version,
        opened_on: before.map_or_else(|| doing.day.to_string(), |loaded| loaded.identity.opened_on.clone()),
        closed_on: closed_on(house, link, before, key, doing, &decided)?,
    };
    let after = Loaded { identity, standing: decided.standing, outline: decided.outline, effects: decided.effects };
    write_rows(house, link, before, &after)?;
    let entered = Day::at(doing.moment);
    let at = obligations::At { matter: key, seq: opening, verb: &doing.verb, entered, day: doing.day };
    obligations::keep(link, &house.county, mechanism.kind(), at, (before, &after))?;
    if mechanism.kind().chapter == 0 {
        house.load.register_written();
    }
    close_ledgers(house, link, before, &after)?;
    decided.sealing.write(link, &house.county, key)?;
    notify(house, link, (before, &after), doing, mechanism.kind())?;
    // What was told of it to whoever owed something names whom it was about.
    if mechanism.is_forgotten(&after.standing.state)? {
        link.execute(&sql::FORGET_NOTICES, &params![&house.county, key])?;
    }
    Ok(after)
}

/// The rows of ledgers that are closed by this action are kept as they are at this moment.
fn close_ledgers(house: &House, link: &mut Connection, before: Option<&Loaded>, after: &Loaded) -> Result<(), Fault> {
    let closed = |loaded: &Loaded, entry: &ClosedLedgerEntry| {
        loaded.effects.registry.iter().any(|had| matches!(had, Entry::ClosedLedger(had) if had == entry))
    };
    for entry in &after.effects.registry {
        let Entry::ClosedLedger(entry) = entry else { continue };
        if !before.is_some_and(|loaded| closed(loaded, entry)) {
            annual::keep(link, &house.county, house.catalogue, after.identity.key, entry)?;
        }
    }
    Ok(())
}

fn append(
    (house, link, tail): (&House, &mut Connection, &mut Tail),
    mechanism: &dyn Mechanism,
    mut n: i64,
    key: i64,
    (doing, decided): (&Doing<'_>, &Decided),
) -> Result<(), Halt> {
    let note = ActorNote {
        account: doing.actor.account.clone(),
        person: doing.actor.person.clone(),
        hat: decided.hat.clone(),
        behalf: doing.actor.behalf.clone(),
    };
    let actor = serde_json::to_string(&note).map_err(|error| Fault::broken(error.to_string()))?;
    for (place, told) in decided.events.iter().enumerate() {
        n += 1;
        let entry = journal::Entry {
            seq: tail.seq + 1,
            matter: key,
            n,
            id: (n == 1).then(|| doing.id.0.clone()),
            kind: mechanism.kind().id.to_owned(),
            verb: told.verb.clone(),
            version: told.version,
            moment: doing.moment.as_microsecond(),
            day: doing.day.to_string(),
            actor: actor.clone(),
            payload: told.payload.clone(),
            cause: if place == 0 { doing.cause.clone() } else { None },
        };
        entry.append(link, &house.county, tail)?;
        for digest in digests(&entry.payload).chain(digests(&entry.actor)) {
            link.push(&beside::USE_FILE, &params![&house.county, digest, key], false)?;
        }
    }
    Ok(())
}

/// What in a JSON text can be a file's id.
pub(crate) fn digests(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').filter(|word| engine::words::is_digest(word))
}

/// Name of the counter of running numbers: prefix and the year of recording, in the office.
pub(crate) fn number_counter(prefix: &str, moment: jiff::Timestamp) -> (String, i16) {
    let year = Day::at(moment).year();
    (format!("number:{prefix}:{year}"), year)
}

/// 请〔2026〕1号: one more than the last of its prefix and year. Whatever undoes the action undoes the count.
fn number(
    house: &House,
    link: &mut Connection,
    mechanism: &dyn Mechanism,
    doing: &Doing<'_>,
) -> Result<Option<String>, Fault> {
    let Some(prefix) = mechanism.kind().prefix else { return Ok(None) };
    let (counter, year) = number_counter(prefix, doing.moment);
    let last = count(link, &house.county, &counter, 1)?;
    Ok(Some(format!("{prefix}〔{year}〕{last}号")))
}

/// Adds to a counter and returns its value.
pub(crate) fn count(link: &mut Connection, county: &str, name: &str, by: i64) -> Result<i64, Fault> {
    let value = link.first(&sql::COUNT, &params![county, name, by], |row| row.int(0))?;
    value.ok_or_else(|| Fault::broken("counter without value"))
}

fn closed_on(
    house: &House,
    link: &mut Connection,
    before: Option<&Loaded>,
    key: i64,
    doing: &Doing<'_>,
    decided: &Decided,
) -> Result<Option<String>, Fault> {
    if !decided.outline.done {
        return Ok(None);
    }
    if !REMARKS.contains(&doing.verb.as_str()) {
        return Ok(Some(doing.day.to_string()));
    }
    match before.and_then(|loaded| loaded.identity.closed_on.clone()) {
        Some(day) => Ok(Some(day)),
        None => link.first(&sql::LAST_OWN_DAY, &params![&house.county, key], |row| row.string(0)),
    }
}

/// The official order of a matter's unit; behind all others while unknown.
pub(crate) fn place(link: &mut Connection, county: &str, outline: &Outline) -> Result<i64, Fault> {
    let Some(UnitId(unit)) = outline.units.first() else { return Ok(LAST_PLACE) };
    Ok(link.first(&sql::PLACE, &params![county, unit], |row| row.int(0))?.unwrap_or(LAST_PLACE))
}

pub(crate) const LAST_PLACE: i64 = 999_999;

/// Writes matter, derived rows, counters and words as they differ from before.
pub(crate) fn write_rows(
    house: &House,
    link: &mut Connection,
    before: Option<&Loaded>,
    after: &Loaded,
) -> Result<(), Halt> {
    let county = house.county.as_str();
    let had = before.map(|loaded| rows::derived(&loaded.outline, &loaded.effects)).transpose()?.unwrap_or_default();
    let has = rows::derived(&after.outline, &after.effects)?;
    // All questions before all writes: on PostgreSQL the writes then go out together.
    let place = own_place(&after.outline, &has).map_or_else(|| place(link, county, &after.outline), Ok)?;
    let shown = |loaded: &Loaded| {
        let outline = &loaded.outline;
        let (persons, units) = (outline.persons.clone(), outline.units.clone());
        (outline.title.clone(), outline.post.clone(), outline.text.clone(), persons, units)
    };
    let text = if before.map(shown) == Some(shown(after)) { None } else { Some(search_text(link, county, after)?) };
    reconcile(link, county, after.identity.key, &had, &has)?;
    let row = rows::matter(
        &after.identity,
        &after.outline,
        &after.effects,
        &after.standing.state,
        &after.standing.frame,
        place,
    )?;
    let mut values: Vec<Value<'_>> = params![county, after.identity.key].to_vec();
    values.extend(row);
    match (before, &OF_MATTER.update) {
        (Some(_), Some(update)) => link.push(update, &values, true)?,
        _ => link.push(&OF_MATTER.insert, &values, true)?,
    }
    tally(link, county, before, after)?;
    rerank(link, county, &had, &has)?;
    reindex(house, link, after.identity.key, &had, &has)?;
    if let Some(text) = text {
        search::put(link, county, after.identity.key, &text, before.is_none())?;
    }
    Ok(())
}

/// The official order where the matter writes its unit's row itself.
fn own_place(outline: &Outline, has: &[Derived]) -> Option<i64> {
    let unit = Value::from(outline.units.first()?.as_str());
    let row = has.iter().find(|row| row.0 == at::UNIT && row.1.first() == Some(&unit))?;
    match row.1.get(5) {
        Some(Value::Int(place)) => Some(*place),
        _ => None,
    }
}

/// Where a person or a unit gets a name or another one, the matters that concern it are found under the new one.
fn reindex(house: &House, link: &mut Connection, key: i64, had: &[Derived], has: &[Derived]) -> Result<(), Halt> {
    let county = house.county.as_str();
    let named = |row: &&Derived| matches!(row.0, at::PERSON | at::UNIT);
    let same = |row: &Derived, rows: &[Derived]| {
        rows.iter().any(|other| other.0 == row.0 && other.1.get(..2) == row.1.get(..2))
    };
    let fresh = has.iter().filter(named).filter(|row| !same(row, had));
    let gone = had.iter().filter(named).filter(|row| !same(row, has));
    for row in fresh.chain(gone) {
        let Some(who) = row.1.first() else { continue };
        let values = [county.into(), who.clone(), key.into()];
        for id in link.rows(&sql::CONCERNED, &values, |row| row.string(1))? {
            let Some(loaded) = super::decide::load(house, link, &id)? else { continue };
            let text = search_text(link, county, &loaded)?;
            search::put(link, county, loaded.identity.key, &text, false)?;
        }
    }
    Ok(())
}

/// Everything under which a matter is found.
pub(crate) fn search_text(link: &mut Connection, county: &str, loaded: &Loaded) -> Result<String, Fault> {
    let outline = &loaded.outline;
    let who = outline.persons.iter().map(|(_, person)| person.as_str()).chain(outline.units.iter().map(UnitId::as_str));
    let who = crate::facts::list(who);
    let names = link.rows(&sql::NAMES, &params![county, &who], |row| row.string(0))?;
    Ok(found_under(loaded.identity.number.as_deref(), outline, &names))
}

/// The same with the names of the persons and units it concerns.
pub(crate) fn found_under<N: AsRef<str>>(number: Option<&str>, outline: &Outline, names: &[N]) -> String {
    let mut text = [number.unwrap_or_default(), &outline.title, &outline.post, &outline.text].join(" ");
    for name in names {
        text.push(' ');
        text.push_str(name.as_ref());
    }
    text
}

/// Deletes, updates and inserts what differs; both lists are sorted by table and keys.
pub(crate) fn reconcile(
    link: &mut Connection,
    county: &str,
    matter: i64,
    had: &[Derived],
    has: &[Derived],
) -> Result<(), Fault> {
    let same = |a: &Derived, b: &Derived| a.0 == b.0 && rows::keys(a) == rows::keys(b);
    let keyed = |row: &Derived| {
        let keys = rows::keys(row).len();
        let mut values: Vec<Value<'_>> = params![county, matter].to_vec();
        values.extend(row.1.iter().take(keys).cloned());
        values
    };
    for row in had.iter().filter(|row| !has.iter().any(|other| same(row, other))) {
        let Some(statements) = STATEMENTS.get(row.0) else { continue };
        link.push(&statements.delete, &keyed(row), true)?;
    }
    for row in has {
        let Some(statements) = STATEMENTS.get(row.0) else { continue };
        match (had.iter().find(|other| same(row, other)), &statements.update) {
            (Some(old), _) if old.1 == row.1 => {}
            (Some(_), Some(update)) => {
                let mut values: Vec<Value<'_>> = params![county, matter].to_vec();
                values.extend(row.1.iter().cloned());
                link.push(update, &values, true)?;
            }
            _ => {
                let mut values: Vec<Value<'_>> = params![county, matter].to_vec();
                values.extend(row.1.iter().cloned());
                link.push(&statements.insert, &values, true)?;
            }
        }
    }
    Ok(())
}

/// Name of the counter of matters at a stage.
pub(crate) fn stage_counter(kind: &str, stage: &str) -> String {
    format!("stage:{kind}:{stage}")
}

fn tally(link: &mut Connection, county: &str, before: Option<&Loaded>, after: &Loaded) -> Result<(), Fault> {
    let stage = after.outline.stage;
    if let Some(loaded) = before {
        if loaded.outline.stage == stage {
            return Ok(());
        }
        let was = stage_counter(&loaded.identity.kind, loaded.outline.stage);
        link.push(&sql::ADD, &params![county, &was, -1_i64], false)?;
    }
    link.push(&sql::ADD, &params![county, &stage_counter(&after.identity.kind, stage), 1_i64], false)
}

/// Where a unit's official order moves, the places of its matters in their ledgers move too.
fn rerank(link: &mut Connection, county: &str, had: &[Derived], has: &[Derived]) -> Result<(), Fault> {
    let units = |rows: &[Derived]| -> Vec<(Value<'static>, Value<'static>)> {
        let pair = |row: &Derived| Some((row.1.first()?.clone(), row.1.get(5)?.clone()));
        rows.iter().filter(|row| row.0 == at::UNIT).filter_map(pair).collect()
    };
    let old = units(had);
    for (unit, place) in units(has).into_iter().filter(|unit| !old.contains(unit)) {
        let Value::Int(place) = place else { continue };
        let ranked =
            link.rows(&sql::RANKED_BY_UNIT, &[county.into(), unit], |row| Ok((row.int(0)?, row.string(1)?)))?;
        for (key, rank) in ranked {
            let Some((due, rest)) = rank.split_at_checked(11) else { continue };
            let Some((_, opened)) = rest.split_at_checked(6) else { continue };
            let moved = format!("{due}{:06}{opened}", place.clamp(0, LAST_PLACE));
            link.push(&sql::SET_RANK, &params![county, key, &moved], true)?;
        }
    }
    Ok(())
}

/// Tells everyone who owes something he did not owe before, and whom the matter is about, where others moved it: of the stage it has now.
fn notify(
    house: &House,
    link: &mut Connection,
    (before, after): (Option<&Loaded>, &Loaded),
    doing: &Doing<'_>,
    kind: &Kind,
) -> Result<(), Fault> {
    let none = Effects::default();
    let owed = &before.map_or(&none, |loaded| &loaded.effects).duties;
    let new = after
        .effects
        .duties
        .iter()
        .filter(|duty| !owed.iter().any(|old| old.key == duty.key && old.owner == duty.owner));
    let mut told: Vec<(String, &str)> =
        new.flat_map(|duty| duty.owner.iter().map(|hat| (hat_text(hat), duty.what.as_str()))).collect();
    let moved = before.is_none_or(|loaded| loaded.outline.stage != after.outline.stage);
    if moved && !kind.veiled && kind.shape != Shape::Register {
        let subjects = after.outline.persons.iter().filter(|(role, _)| *role == As::Subject).map(|(_, person)| person);
        for person in subjects.filter(|person| doing.actor.person.as_ref() != Some(*person)) {
            let hat = hat_text(&Hat::Person(person.clone()));
            if !told.iter().any(|(known, _)| *known == hat) {
                told.push((hat, after.outline.stage));
            }
        }
    }
    for (place, (hat, line)) in (0_i64..).zip(&told) {
        let (seq, moment) = (after.identity.last, doing.moment.as_microsecond());
        let values = params![&house.county, seq, place, hat, after.identity.key, *line, moment];
        link.push(&sql::NOTICE, &values, true)?;
    }
    Ok(())
}
