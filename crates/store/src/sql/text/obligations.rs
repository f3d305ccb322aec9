//! What was owed, by demand of the Opinion: written by the desk. What is counted of it is composed in `reader::demands`.

use crate::sql::Statement;

pub(crate) const ARISE: Statement = Statement::new(
    "obligation.arise",
    "INSERT INTO obligation (county, matter, key, seq, demand, unit, since, due, late) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
);
pub(crate) const MOVE: Statement = Statement::new(
    "obligation.move",
    "UPDATE obligation SET due = $4 WHERE county = $1 AND matter = $2 AND key = $3 AND ended IS NULL",
);
pub(crate) const END: Statement = Statement::new(
    "obligation.end",
    "UPDATE obligation SET ended = $4, how = $5, late = $6 WHERE county = $1 AND matter = $2 AND key = $3 AND ended IS NULL",
);
/// What is open passes to another unit with its matter.
pub(crate) const PASS: Statement = Statement::new(
    "obligation.pass",
    "UPDATE obligation SET unit = $3 WHERE county = $1 AND matter = $2 AND ended IS NULL",
);
pub(crate) const CLEAR: Statement = Statement::new("obligation.clear", "DELETE FROM obligation WHERE county = $1");
/// Events of a matter with their places and the moments and days at which they were entered and count.
pub(crate) const EVENTS: Statement = Statement::new(
    "obligation.events",
    "SELECT n, version, verb, payload, seq, moment, day FROM event
     WHERE county = $1 AND matter = $2 ORDER BY n",
);
pub(crate) const MATTERS: Statement =
    Statement::new("obligation.matters", "SELECT key, kind FROM matter WHERE county = $1 ORDER BY key");
pub(crate) const EVERY: Statement = Statement::new(
    "obligation.every",
    "SELECT matter, key, seq, demand, unit, since, due, ended, how, late FROM obligation WHERE county = $1",
);
/// Open obligations whose duty is gone or has another day: a new policy pack did that.
pub(crate) const STALE: Statement = Statement::new(
    "obligation.stale",
    "SELECT o.matter, o.key, d.due, CASE WHEN d.key IS NULL THEN 1 ELSE 0 END FROM obligation o
     LEFT JOIN duty d ON d.county = o.county AND d.matter = o.matter AND d.key = o.key
     WHERE o.county = $1 AND o.ended IS NULL AND (d.key IS NULL OR COALESCE(d.due, '') <> COALESCE(o.due, ''))",
);
/// Duties that came with it.
pub(crate) const NEW: Statement = Statement::new(
    "obligation.new",
    "SELECT d.matter, d.key, d.due, d.basis, m.kind, m.unit, m.last FROM duty d
     JOIN matter m ON m.county = d.county AND m.key = d.matter
     WHERE d.county = $1 AND NOT EXISTS
      (SELECT 1 FROM obligation o WHERE o.county = d.county AND o.matter = d.matter AND o.key = d.key AND o.ended IS NULL)
     ORDER BY d.matter, d.key",
);

/// Rows that no event of their matter brought about.
pub(crate) const STRAY: Statement = Statement::new(
    "obligation.stray",
    "SELECT o.matter, o.key FROM obligation o WHERE o.county = $1 AND NOT EXISTS
      (SELECT 1 FROM event e WHERE e.county = o.county AND e.seq = o.seq AND e.matter = o.matter)",
);

pub(crate) const ALL: &[&Statement] =
    &[&ARISE, &MOVE, &END, &PASS, &CLEAR, &EVENTS, &MATTERS, &EVERY, &STALE, &NEW, &STRAY];
