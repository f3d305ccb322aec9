//! What is owed in the whole county: the play's people look at it as a workbench of all.

use crate::sql::Statement;

pub(crate) const OWED: Statement = Statement::new(
    "duty.all_owed",
    "SELECT m.id, m.kind, m.n, d.key, d.verb, d.owner, d.due FROM duty d JOIN matter m ON m.county = d.county AND m.key = d.matter
     WHERE d.county = $1 ORDER BY d.matter, d.key",
);
pub(crate) const STATE: Statement =
    Statement::new("matter.state_of", "SELECT kind, n, state FROM matter WHERE county = $1 AND id = $2");

pub(crate) const OWES_NOTHING: Statement = Statement::new(
    "matter.owes_nothing",
    "SELECT m.id, m.kind, m.stage FROM matter m WHERE m.county = $1 AND m.kind {in:$2} AND m.done = 0
     AND NOT EXISTS (SELECT 1 FROM duty d WHERE d.county = m.county AND d.matter = m.key) ORDER BY m.key",
);
pub(crate) const FIRM: Statement = Statement::new(
    "absence.firm",
    "SELECT m.id, a.person, a.period_from, a.period_to FROM absence a JOIN matter m ON m.county = a.county AND m.key = a.matter
     WHERE a.county = $1 AND a.firm = 1 AND a.period_to >= $2 ORDER BY a.matter, a.key",
);
pub(crate) const LOGGED: Statement = Statement::new(
    "event.logged",
    "SELECT e.seq, m.id, e.kind, e.verb, e.day, e.actor, e.payload FROM event e
     LEFT JOIN matter m ON m.county = e.county AND m.key = e.matter WHERE e.county = $1 AND e.seq > $2 ORDER BY e.seq",
);

pub(crate) const FIRST: Statement = Statement::new(
    "event.first_of",
    "SELECT e.payload FROM event e JOIN matter m ON m.county = e.county AND m.key = e.matter
     WHERE m.county = $1 AND m.id = $2 AND e.n = 1",
);

pub(crate) const ALL: &[&Statement] = &[&OWED, &STATE, &OWES_NOTHING, &FIRM, &LOGGED, &FIRST];
