//! Working rows out anew: after another policy pack, and after a program that writes them otherwise.

use super::{
    decide::{self, Loaded, fault_of},
    house::House,
    keep,
};
use crate::{
    obligations,
    rows::{self, Derived},
    search,
    sql::{
        Connection, Fault, Value,
        table::{OF_MATTER, STATEMENTS, TABLES, at},
        text::{desk as sql, journal as journal_sql, obligations as obligation_sql},
        value::params,
    },
};
use engine::{days::Day, erased::Catalogue, policy::Policy};
use serde::Serialize;
use std::collections::BTreeMap;

/// Matters worked through at a time.
pub(crate) const CHUNK: i64 = 500;

/// What another policy pack moves.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Moved {
    /// Matters looked at.
    pub matters: usize,
    /// Each duty or other consequence that moves.
    pub moves: Vec<Move>,
}

/// One consequence that moves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Move {
    /// The matter.
    pub id: String,
    /// Its number, if it has one, else its title.
    pub matter: String,
    /// The duty, or what else it is.
    pub what: String,
    /// Due before.
    pub was: Option<Day>,
    /// Due now.
    pub now: Option<Day>,
    /// The new arithmetic in words.
    pub basis: String,
}

/// Kind of the journal's entries about policy packs; they are no matters.
pub(crate) const POLICY: &str = "policy";

/// What rows are worked out with.
pub(crate) struct Working<'a> {
    pub(crate) catalogue: &'static Catalogue,
    pub(crate) policy: &'a Policy,
    pub(crate) county: &'a str,
    /// Writes what moves; otherwise it is only looked at.
    pub(crate) keep: bool,
}

/// Compares what is stored with what follows from the new pack: the old pack need not be known any more.
pub(crate) fn moves(with: &Working<'_>, link: &mut Connection) -> Result<Moved, Fault> {
    let mut moved = Moved::default();
    let all = every_matter(with.county, link)?;
    for chunk in all.chunks(usize::try_from(CHUNK).unwrap_or(1)) {
        let (Some((first, _)), Some((last, _))) = (chunk.first(), chunk.last()) else { continue };
        let mut stored = stored(link, with.county, *first, last + 1)?;
        for (key, id) in chunk {
            let had = stored.remove(key).unwrap_or_default();
            let found = decide::load_with(with.catalogue, with.policy, with.county, link, id).map_err(fault_of)?;
            let Some(after) = found else { continue };
            moved.matters += 1;
            let has = rows::derived(&after.outline, &after.effects)?;
            if had == has {
                continue;
            }
            difference(&after, &had, &has, &mut moved.moves)?;
            if with.keep {
                keep::reconcile(link, with.county, *key, &had, &has)?;
                write_matter(with.county, link, &after)?;
            }
        }
    }
    Ok(moved)
}

/// The row of the matter itself, worked out anew.
fn write_matter(county: &str, link: &mut Connection, loaded: &Loaded) -> Result<(), Fault> {
    let place = keep::place(link, county, &loaded.outline)?;
    let standing = &loaded.standing;
    let row =
        rows::matter(&loaded.identity, &loaded.outline, &loaded.effects, &standing.state, &standing.frame, place)?;
    let mut values: Vec<Value<'_>> = params![county, loaded.identity.key].to_vec();
    values.extend(row);
    OF_MATTER.update.as_ref().map_or(Ok(0), |update| link.execute(update, &values)).map(drop)
}

/// What moves, duty by duty; any other consequence in one line.
fn difference(after: &Loaded, had: &[Derived], has: &[Derived], moves: &mut Vec<Move>) -> Result<(), Fault> {
    let matter = after.identity.number.clone().unwrap_or_else(|| after.outline.title.clone());
    let mut moved = |what: String, was: Option<Day>, now: Option<Day>, basis: &str| {
        let (id, matter) = (after.identity.id.clone(), matter.clone());
        moves.push(Move { id, matter, what, was, now, basis: basis.to_owned() });
    };
    let due = |row: &Derived| match row.1.get(3) {
        Some(Value::Text(text)) => crate::facts::day(text).map(Some),
        _ => Ok(None),
    };
    let owed = |rows: &[Derived]| rows.iter().filter(|row| row.0 == at::DUTY).cloned().collect::<Vec<_>>();
    let (owed_before, owed_now) = (owed(had), owed(has));
    let same = |a: &Derived, b: &Derived| a.1.first() == b.1.first();
    let what = |row: &Derived| row.1.get(1).map(Value::show).unwrap_or_default();
    for (row, duty) in owed_now.iter().filter_map(|row| {
        let key = row.1.first().map(Value::show)?;
        Some((row, after.effects.duties.iter().find(|duty| duty.key == key)?))
    }) {
        let was = owed_before.iter().find(|old| same(old, row));
        if was != Some(row) {
            moved(what(row), was.map(due).transpose()?.flatten(), duty.due, &duty.basis.words);
        }
    }
    for old in owed_before.iter().filter(|old| !owed_now.iter().any(|row| same(old, row))) {
        moved(what(old), due(old)?, None, "不再应办");
    }
    if owed_before == owed_now {
        moved("影响期或其他随附事项".to_owned(), None, None, "随政策包变动");
    }
    Ok(())
}

fn every_matter(county: &str, link: &mut Connection) -> Result<Vec<(i64, String)>, Fault> {
    let (mut ids, mut from) = (Vec::new(), 0);
    loop {
        let rows = link.rows(&OF_MATTER.all, &params![county, from, CHUNK], |row| Ok((row.int(0)?, row.string(1)?)))?;
        let Some((last, _)) = rows.last() else { return Ok(ids) };
        from = last + 1;
        ids.extend(rows);
    }
}

/// The derived rows stored for the matters in `from..to`, sorted as [`rows::derived`] sorts them.
pub(crate) fn stored(
    link: &mut Connection,
    county: &str,
    from: i64,
    to: i64,
) -> Result<BTreeMap<i64, Vec<Derived>>, Fault> {
    let mut stored: BTreeMap<i64, Vec<Derived>> = BTreeMap::new();
    for (place, (statements, table)) in STATEMENTS.iter().zip(&TABLES).enumerate() {
        link.each(&statements.all, &params![county, from, to], |row| {
            let columns =
                (1..=table.columns.len()).map(|at| row.value(at).map(Value::owned)).collect::<Result<_, _>>()?;
            stored.entry(row.int(0)?).or_default().push((place, columns));
            Ok(())
        })?;
    }
    Ok(stored)
}

/// Writes all rows anew from state or history: for a program that makes other rows of the same events. Returns how many matters it
/// went through.
pub(crate) fn recompute(house: &House, link: &mut Connection) -> Result<usize, Fault> {
    link.begin()?;
    let done = recompute_rows(house, link);
    match done {
        Ok(count) => link.commit().map(|()| count),
        Err(fault) => {
            link.rollback();
            Err(fault)
        }
    }
}

fn recompute_rows(house: &House, link: &mut Connection) -> Result<usize, Fault> {
    let ids = every_matter(&house.county, link)?;
    link.execute(&sql::CLEAR_STAGES, &params![&house.county])?;
    for (_, id) in &ids {
        let Some(mut loaded) = decide::load(house, link, id).map_err(fault_of)? else { continue };
        let key = loaded.identity.key;
        let had = stored(link, &house.county, key, key + 1)?.remove(&key).unwrap_or_default();
        let has = rows::derived(&loaded.outline, &loaded.effects)?;
        keep::reconcile(link, &house.county, key, &had, &has)?;
        loaded.identity.version = house.mechanism(&loaded.identity.kind).map_err(fault_of)?.kind().version;
        write_matter(&house.county, link, &loaded)?;
        keep::count(link, &house.county, &keep::stage_counter(&loaded.identity.kind, loaded.outline.stage), 1)?;
        let text = keep::search_text(link, &house.county, &loaded)?;
        search::put(link, &house.county, key, &text, false)?;
    }
    let head = link.first(&journal_sql::HEAD, &params![&house.county], |row| row.int(2))?;
    if let Some(moment) = head.and_then(|moment| jiff::Timestamp::from_microsecond(moment).ok()) {
        obligations::align(link, &house.county, house.catalogue, Day::at(moment))?;
    }
    Ok(ids.len())
}

/// The record of what was owed, made from the journal once in a county of a program that kept none.
pub(crate) fn recounted(house: &House, link: &mut Connection) -> Result<(), Fault> {
    if link.first(&sql::SETTING, &params![&house.county, COUNTED], |row| row.string(0))?.is_some() {
        return Ok(());
    }
    link.begin()?;
    match recount(house, link) {
        Ok(()) => link.commit(),
        Err(fault) => {
            link.rollback();
            Err(fault)
        }
    }
}

/// That the record of what was owed is kept.
pub(crate) const COUNTED: &str = "obligations";

fn recount(house: &House, link: &mut Connection) -> Result<(), Fault> {
    let matters =
        link.rows(&obligation_sql::MATTERS, &params![&house.county], |row| Ok((row.int(0)?, row.string(1)?)))?;
    obligations::rebuild(link, &house.county, (house.catalogue, &house.policy), &matters).map_err(fault_of)?;
    link.execute(&sql::SET_SETTING, &params![&house.county, COUNTED, "1"]).map(drop)
}
