//! Statements of `verify`, for what is not read table by table.

use crate::sql::Statement;

pub(crate) const FILES: Statement = Statement::new("verify.files", "SELECT DISTINCT id FROM file WHERE county = $1");
pub(crate) const FILE_USES: Statement =
    Statement::new("verify.file_uses", "SELECT matter, id FROM file_use WHERE county = $1");
pub(crate) const SEALS: Statement =
    Statement::new("verify.seals", "SELECT id, matter, digest FROM seal WHERE county = $1 ORDER BY id");
pub(crate) const STRAY_NOTICES: Statement = Statement::new(
    "verify.stray_notices",
    "SELECT n.seq, n.place FROM notice n WHERE n.county = $1 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.county = $1
     AND e.seq = n.seq AND e.matter = n.matter AND e.moment = n.moment) ORDER BY n.seq, n.place",
);
pub(crate) const ANSWERS: Statement = Statement::new(
    "verify.answers",
    "SELECT account, key, answer, moment FROM answer WHERE county = $1 ORDER BY account, key",
);
// Several events may follow from one action: the answer bears the number of the last.
pub(crate) const ANSWERED: Statement = Statement::new(
    "verify.answered",
    "SELECT m.number, m.stage, e.moment, e.actor, m.n FROM matter m JOIN event e ON e.county = m.county AND e.matter = m.key
     WHERE m.county = $1 AND m.id = $2 AND e.n <= $3 AND m.n >= $3 ORDER BY e.n",
);

/// All of this room.
pub(crate) const ALL: &[&Statement] = &[&FILES, &FILE_USES, &SEALS, &STRAY_NOTICES, &ANSWERS, &ANSWERED];
