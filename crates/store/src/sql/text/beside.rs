//! Statements of what stands beside the journal: files, drafts.

use crate::sql::Statement;

pub(crate) const KEEP_FILE: Statement = Statement::new(
    "file.keep",
    "INSERT INTO file (county, id, name, kind, size, account, saved) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (county, id, account) DO NOTHING",
);
pub(crate) const FILE: Statement = Statement::new(
    "file.read",
    "SELECT name, kind, size, account, saved FROM file WHERE county = $1 AND id = $2 AND account = $3",
);
// One's own first, else the oldest under which a visible matter carries it; what may be seen is added within the parenthesis.
pub(crate) const FILE_SEEN: &str =
    "SELECT f.name, f.kind, f.size, f.account, f.saved FROM file f WHERE f.county = $1 AND f.id = $2
     AND (f.account = $3 OR EXISTS (SELECT 1 FROM file_use x JOIN matter m ON m.county = x.county AND m.key = x.matter
     WHERE x.county = $1 AND x.id = $2";
/// Matters that carry a file; $3 is bound for the sake of the condition that follows.
pub(crate) const FILE_CARRYING: &str =
    "SELECT m.id FROM file_use x JOIN matter m ON m.county = x.county AND m.key = x.matter WHERE x.county = $1
     AND x.id = $2 AND CAST($3 AS TEXT) IS NOT NULL";
pub(crate) const FILE_ORDER: &str = ") ORDER BY CASE WHEN f.account = $3 THEN 0 ELSE 1 END, f.saved, f.account LIMIT 1";
pub(crate) const USE_FILE: Statement = Statement::new(
    "file.use",
    "INSERT INTO file_use (county, id, matter) SELECT DISTINCT f.county, f.id, CAST($3 AS BIGINT) FROM file f WHERE f.county = $1 AND f.id = $2
     ON CONFLICT (county, id, matter) DO NOTHING",
);
pub(crate) const KEEP_DRAFT: Statement = Statement::new(
    "draft.keep",
    "INSERT INTO draft (county, id, account, kind, verb, matter, pairs, saved) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (county, id) DO UPDATE SET pairs = excluded.pairs, saved = excluded.saved
     WHERE draft.account = excluded.account",
);
pub(crate) const DRAFT: Statement = Statement::new(
    "draft.read",
    "SELECT id, kind, verb, matter, pairs, saved FROM draft WHERE county = $1 AND account = $2 AND id = $3",
);
pub(crate) const DRAFTS: Statement = Statement::new(
    "draft.rows",
    "SELECT id, kind, verb, matter, pairs, saved FROM draft WHERE county = $1 AND account = $2 ORDER BY saved DESC, id LIMIT 200",
);
pub(crate) const DROP_DRAFT: Statement =
    Statement::new("draft.drop", "DELETE FROM draft WHERE county = $1 AND account = $2 AND id = $3");
/// All of this room.
pub(crate) const ALL: &[&Statement] = &[&KEEP_FILE, &FILE, &USE_FILE, &KEEP_DRAFT, &DRAFT, &DRAFTS, &DROP_DRAFT];
