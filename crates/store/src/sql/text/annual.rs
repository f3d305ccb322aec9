//! Statements behind the ledgers of a year.

use crate::sql::Statement;

/// Columns of a row, in the order in which `annual::seen` reads them.
macro_rules! seen {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.last, m.number, COALESCE(p.name, m.title), m.post, COALESCE(u.name, ''), m.stage, m.opened_on,
             COALESCE(m.closed_on, ''), m.cells
             FROM matter m LEFT JOIN person p ON p.county = m.county AND p.id = m.subject
             LEFT JOIN unit u ON u.county = m.county AND u.id = m.unit
             WHERE m.county = $1 AND m.kind = $2 AND m.number IS NOT NULL AND ",
            $rest,
            " ORDER BY m.key"
        )
    };
}

/// Numbers given in a year: between its first and whatever follows its last.
pub(crate) const OWN: Statement = Statement::new("annual.own", seen!("m.number >= $3 AND m.number < $4"));
/// Numbers of earlier years that were open when this one began, where the year before is not closed.
pub(crate) const STILL_OPEN: Statement = Statement::new(
    "annual.still_open",
    seen!("m.number >= $3 AND m.number < $4 AND (m.closed_on IS NULL OR m.closed_on >= $5)"),
);
/// The same where it is closed: what was left then.
pub(crate) const LEFT: Statement = Statement::new(
    "annual.left",
    seen!(
        "m.id IN (SELECT r.id FROM closed_ledger c JOIN closed_row r ON r.county = c.county AND r.matter = c.matter AND r.kind = c.kind
          WHERE c.county = $1 AND c.kind = $2 AND c.year = $3 AND r.stays = 1)"
    ),
);
/// Counters of running numbers.
pub(crate) const NUMBERS: Statement = Statement::new(
    "annual.numbers",
    "SELECT name, value FROM counter WHERE county = $1 AND name >= 'number:' AND name < 'number;' ORDER BY name",
);
pub(crate) const CLOSED: Statement = Statement::new(
    "annual.closed",
    "SELECT c.kind, c.year, c.day, c.rows_all, c.rows_left, c.digest, m.id, c.matter
     FROM closed_ledger c JOIN matter m ON m.county = c.county AND m.key = c.matter WHERE c.county = $1 ORDER BY c.kind, c.year",
);
pub(crate) const ROWS: Statement = Statement::new(
    "annual.rows",
    "SELECT place, part, id, last, number, stays, texts FROM closed_row WHERE county = $1 AND matter = $2 AND kind = $3 ORDER BY place",
);
pub(crate) const KEEP_ROW: Statement = Statement::new(
    "annual.keep_row",
    "INSERT INTO closed_row (county, matter, kind, place, part, id, last, number, stays, texts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);
/// What was put right, voided or revoked in matters of a kind after their ledgers were closed.
pub(crate) const CORRECTIONS: Statement = Statement::new(
    "annual.corrections",
    "SELECT DISTINCT e.seq, e.matter, e.n, e.verb, e.moment, e.payload, r.id, r.number, c.year
     FROM closed_ledger c JOIN closed_row r ON r.county = c.county AND r.matter = c.matter AND r.kind = c.kind
     JOIN matter m ON m.county = r.county AND m.id = r.id AND m.last > r.last
     JOIN event e ON e.county = m.county AND e.matter = m.key AND e.seq > r.last
     WHERE c.county = $1 AND c.kind = $2 AND r.part <> 'correction' AND e.verb {in:$3} ORDER BY e.seq, c.year",
);
/// Rows kept of a ledger that is not closed.
pub(crate) const STRAY: Statement = Statement::new(
    "annual.stray",
    "SELECT DISTINCT r.matter, r.kind FROM closed_row r WHERE r.county = $1 AND NOT EXISTS
     (SELECT 1 FROM closed_ledger c WHERE c.county = r.county AND c.matter = r.matter AND c.kind = r.kind)",
);

/// All of this room.
pub(crate) const ALL: &[&Statement] =
    &[&OWN, &STILL_OPEN, &LEFT, &NUMBERS, &CLOSED, &ROWS, &KEEP_ROW, &CORRECTIONS, &STRAY];
