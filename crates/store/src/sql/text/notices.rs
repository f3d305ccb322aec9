//! Statements of 待阅.

use crate::sql::Statement;

/// The newest notices for some hats, bounded before anything is asked about their matters; the conditions on the hats are those of duties.
pub(crate) const FOR_HATS: &str = "SELECT o.seq, o.place, o.line, o.moment, m.id, m.kind, m.number, m.title, m.stage
     FROM (SELECT o.county, o.seq, o.place, o.line, o.moment, o.matter FROM notice o WHERE o.county = $1";
/// Behind them: their matters.
pub(crate) const OF_MATTERS: &str = ") o JOIN matter m ON m.county = o.county AND m.key = o.matter WHERE m.county = $1";

/// Notices in the order of the journal, whoever they are for.
pub(crate) const ALL_OF: Statement = Statement::new(
    "notice.rows",
    "SELECT n.seq, n.place, n.hat, m.id, n.line, n.moment FROM notice n JOIN matter m ON m.county = n.county AND m.key = n.matter
     WHERE n.county = $1 AND n.seq > $2 ORDER BY n.seq, n.place LIMIT $3",
);
pub(crate) const READ_UPTO: Statement =
    Statement::new("notice.read_upto", "SELECT upto FROM notice_read WHERE county = $1 AND login = $2");
pub(crate) const SET_READ: Statement = Statement::new(
    "notice.set_read",
    "INSERT INTO notice_read (county, login, upto) VALUES ($1, $2, $3)
     ON CONFLICT (county, login) DO UPDATE SET upto = excluded.upto WHERE notice_read.upto < excluded.upto",
);
/// Walks the old end only: notices lie in the order of their moments.
pub(crate) const FIRST_SINCE: Statement = Statement::new(
    "notice.first_since",
    "SELECT seq FROM notice WHERE county = $1 AND moment >= $2 ORDER BY seq LIMIT 1",
);
pub(crate) const FORGET: Statement =
    Statement::new("notice.forget", "DELETE FROM notice WHERE county = $1 AND seq < $2");

/// All of this room that is not composed.
pub(crate) const ALL: &[&Statement] = &[&ALL_OF, &READ_UPTO, &SET_READ, &FIRST_SINCE, &FORGET];
