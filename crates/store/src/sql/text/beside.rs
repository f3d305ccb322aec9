//! Statements of what stands beside the journal: files, drafts, notices.

use crate::sql::Statement;

pub(crate) const KEEP_FILE: Statement = Statement::new(
    "file.keep",
    "INSERT INTO file (county, id, name, kind, size, account, saved) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (county, id) DO NOTHING",
);
pub(crate) const FILE: Statement =
    Statement::new("file.read", "SELECT name, kind, size, account, saved FROM file WHERE county = $1 AND id = $2");
pub(crate) const USE_FILE: Statement = Statement::new(
    "file.use",
    "INSERT INTO file_use (county, id, matter) SELECT $1, f.id, $3 FROM file f WHERE f.county = $1 AND f.id = $2
     ON CONFLICT (county, id, matter) DO NOTHING",
);
// A file is seen by whoever sees a matter that carries it.
pub(crate) const FILE_MATTERS: Statement = Statement::new(
    "file.matters",
    "SELECT m.id FROM file_use f JOIN matter m ON m.county = f.county AND m.key = f.matter WHERE f.county = $1 AND f.id = $2
     ORDER BY m.key DESC LIMIT 50",
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
pub(crate) const NOTICES: Statement = Statement::new(
    "notice.waiting",
    "SELECT n.seq, n.place, n.hat, m.id, n.line, n.moment FROM notice n JOIN matter m ON m.county = n.county AND m.key = n.matter
     WHERE n.county = $1 AND n.sent IS NULL AND n.seq > $2 ORDER BY n.seq, n.place LIMIT $3",
);
pub(crate) const NOTICE_SENT: Statement =
    Statement::new("notice.sent", "UPDATE notice SET sent = $3 WHERE county = $1 AND seq <= $2 AND sent IS NULL");
/// All of this room.
pub(crate) const ALL: &[&Statement] =
    &[&KEEP_FILE, &FILE, &USE_FILE, &FILE_MATTERS, &KEEP_DRAFT, &DRAFT, &DRAFTS, &DROP_DRAFT, &NOTICES, &NOTICE_SENT];
