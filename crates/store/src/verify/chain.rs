//! The chain: every link, no gap, the signed head at its end, and no older copy.

use super::report::{Finding, VerifyReport};
use crate::{
    desk::{reload::POLICY, sealed::SEAL},
    journal::{Entry, Tail},
    keys::{Head, Keys},
    packs::LOADED,
    sql::{
        Connection, Fault,
        text::{desk as desk_sql, journal as sql},
        value::params,
    },
};
use std::collections::BTreeSet;

/// Walks the chain. Returns the sealed values whose erasure is on record.
pub(super) fn walk(
    link: &mut Connection,
    county: &str,
    keys: &Keys,
    highest: Option<&Head>,
    report: &mut VerifyReport,
) -> Result<BTreeSet<String>, Fault> {
    let head = link.first(&sql::HEAD, &params![county], |row| {
        let hash = row.bytes(1)?.try_into().unwrap_or([0; 32]);
        Ok(Head { seq: row.int(0)?, hash, moment: row.int(2)?, signature: row.bytes(3)? })
    })?;
    report.head = head.as_ref().map(|head| head.seq);
    let mut tail = Tail::empty();
    let (mut erased, mut loaded) = (BTreeSet::new(), None);
    let mut known: Vec<&Head> = Vec::new();
    known.extend(head.as_ref());
    known.extend(highest);
    link.each(&sql::WALK, &params![county], |row| {
        let (entry, stored) = Entry::read(row)?;
        if entry.kind == SEAL && entry.verb == "erase" {
            let said: serde_json::Value = crate::facts::json(&entry.payload)?;
            erased.extend(said.get("seal_id").and_then(|seal| seal.as_str()).map(str::to_owned));
        }
        // A pack that came with its files; one that only came with another program has none.
        if entry.kind == POLICY && entry.payload.contains("\"files\"") {
            loaded = Some(entry.seq.to_string());
        }
        step(&entry, stored, county, &mut tail, report);
        // Both heads name a place and what the chain must be there.
        for head in known.iter().filter(|head| head.seq == entry.seq && head.hash != tail.hash) {
            let code = if keys.is_signed(head) { "event_changed" } else { "head_wrong" };
            report.add(Finding::event(code, head.seq));
        }
        Ok(())
    })?;
    ends(&tail, head.as_ref(), keys, highest, report);
    let noted = link.first(&desk_sql::SETTING, &params![county, LOADED], |row| row.string(0))?;
    if noted != loaded {
        let changed = Finding { code: "row_changed", table: "setting", key: LOADED.to_owned(), ..Finding::default() };
        report.add(changed.differs("value", loaded.unwrap_or_default(), noted.unwrap_or_default()));
    }
    Ok(erased)
}

fn step(entry: &Entry, stored: Vec<u8>, county: &str, tail: &mut Tail, report: &mut VerifyReport) {
    report.events += 1;
    let missing = entry.seq.saturating_sub(tail.seq + 1);
    // A wide gap is one finding: who cut a thousand events out need not read a thousand lines.
    if missing > 20 {
        let mut gap = Finding::event("event_missing", tail.seq + 1);
        gap.key = format!("{}—{}", tail.seq + 1, entry.seq - 1);
        report.add(gap);
    } else {
        (tail.seq + 1..entry.seq).for_each(|seq| report.add(Finding::event("event_missing", seq)));
    }
    let hash = entry.hash(county, &tail.hash);
    if hash.as_slice() != stored.as_slice() && missing == 0 {
        report.add(Finding::event("event_changed", entry.seq));
    }
    // Goes on from what is stored, so that one changed event is one finding and not all that follow.
    *tail = Tail { seq: entry.seq, hash: stored.try_into().unwrap_or(hash) };
}

fn ends(tail: &Tail, head: Option<&Head>, keys: &Keys, highest: Option<&Head>, report: &mut VerifyReport) {
    let signed = head.map_or(0, |head| head.seq);
    match head {
        Some(head) if !keys.is_signed(head) => {
            report.add(Finding { table: "head", ..Finding::event("head_wrong", head.seq) });
        }
        None if tail.seq > 0 => report.add(Finding { table: "head", ..Finding::event("head_wrong", 0) }),
        _ => {}
    }
    (signed + 1..=tail.seq).take(20).for_each(|seq| report.add(Finding::event("event_unsigned", seq)));
    (tail.seq + 1..=signed).take(20).for_each(|seq| report.add(Finding::event("event_missing", seq)));
    if let Some(highest) = highest.filter(|highest| highest.seq > tail.seq) {
        let older = Finding { table: "head", key: String::new(), ..Finding::event("older_copy", highest.seq) };
        report.add(older.differs("seq", highest.seq.to_string(), tail.seq.to_string()));
    }
}
