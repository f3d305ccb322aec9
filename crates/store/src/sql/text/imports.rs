//! Statements of imports: their runs, what is staged of them, and what rests on them.

use crate::sql::Statement;

pub(crate) const KEEP: Statement = Statement::new(
    "import.keep",
    "INSERT INTO import_run (county, id, account, moment, source, first, last, report, digest, steps, staged, base)
     VALUES ($1, $2, $3, $4, $5, 0, 0, $6, $7, $8, 0, $9)",
);
pub(crate) const ONE: Statement = Statement::new(
    "import.one",
    "SELECT id, account, moment, source, first, last, report, digest, steps, staged, base, undone FROM import_run
     WHERE county = $1 AND id = $2",
);
pub(crate) const RUNS: Statement = Statement::new(
    "import.rows",
    "SELECT id, account, moment, source, first, last, report, digest, steps, staged, base, undone FROM import_run
     WHERE county = $1 AND last > 0 ORDER BY last DESC LIMIT 100",
);
pub(crate) const UNFINISHED: Statement = Statement::new(
    "import.unfinished",
    "SELECT id, account, moment, source, first, last, report, digest, steps, staged, base, undone FROM import_run
     WHERE county = $1 AND last = 0 ORDER BY id LIMIT 1",
);
pub(crate) const STAGE: Statement =
    Statement::new("import.stage", "INSERT INTO import_stage (county, run, place, content) VALUES ($1, $2, $3, $4)");
pub(crate) const STAGED: Statement = Statement::new(
    "import.staged",
    "UPDATE import_run SET staged = staged + $3 WHERE county = $1 AND id = $2 AND staged = $4",
);
pub(crate) const PIECE: Statement = Statement::new(
    "import.piece",
    "SELECT place, content FROM import_stage WHERE county = $1 AND run = $2 AND place >= $3 ORDER BY place LIMIT 1",
);
pub(crate) const CLEAR_STAGE: Statement =
    Statement::new("import.clear_stage", "DELETE FROM import_stage WHERE county = $1");
pub(crate) const CLEAR_UNFINISHED: Statement =
    Statement::new("import.clear_unfinished", "DELETE FROM import_run WHERE county = $1 AND last = 0");
pub(crate) const FINISH: Statement =
    Statement::new("import.finish", "UPDATE import_run SET first = $3, last = $4 WHERE county = $1 AND id = $2");
pub(crate) const UNDONE: Statement =
    Statement::new("import.undone", "UPDATE import_run SET undone = $3 WHERE county = $1 AND id = $2");
pub(crate) const RECORDED: Statement =
    Statement::new("import.recorded", "SELECT kind, verb, payload FROM event WHERE county = $1 AND seq = $2");
/// Kinds of what was recorded since.
pub(crate) const SINCE: Statement =
    Statement::new("import.since", "SELECT DISTINCT kind FROM event WHERE county = $1 AND seq > $2");
pub(crate) const OPENED: Statement = Statement::new(
    "import.opened",
    "SELECT key, id FROM matter WHERE county = $1 AND key >= $2 AND key < $3 ORDER BY key DESC LIMIT 500",
);
pub(crate) const CHANGED: Statement = Statement::new(
    "import.changed",
    "SELECT m.id, e.n FROM event e JOIN matter m ON m.county = e.county AND m.key = e.matter
     WHERE e.county = $1 AND e.seq >= $2 AND e.seq <= $3 AND e.matter < $2 ORDER BY e.seq DESC",
);
/// What was recorded later on matters of a run, outside the run; what was itself taken back counts no more.
pub(crate) const LATER: Statement = Statement::new(
    "import.later",
    "SELECT DISTINCT m.key, m.kind, m.number, m.title FROM event e JOIN matter m ON m.county = e.county AND m.key = e.matter
     WHERE e.county = $1 AND e.seq > $3 AND e.verb <> 'strike' AND NOT EXISTS (
         SELECT 1 FROM import_run u WHERE u.county = $1 AND u.undone IS NOT NULL AND e.seq >= u.first AND e.seq <= u.last)
     AND (e.matter >= $2 AND e.matter <= $3 OR e.matter IN (
         SELECT o.matter FROM event o WHERE o.county = $1 AND o.seq >= $2 AND o.seq <= $3 AND o.matter < $2))
     ORDER BY m.key LIMIT 6",
);

/// Matters outside a run that stand and name something the run has opened; read from their rows, which are few against the run's.
macro_rules! resting {
    ($name:literal, $table:literal, $of:literal) => {
        Statement::new(
            $name,
            concat!(
                "SELECT DISTINCT m.key, m.kind, m.number, m.title FROM ",
                $table,
                " r CROSS JOIN matter n CROSS JOIN matter m WHERE r.county = $1 AND (r.matter < $2 OR r.matter > $3)
                 AND n.county = r.county AND n.id = ",
                $of,
                " AND n.key >= $2 AND n.key <= $3 AND m.county = r.county AND m.key = r.matter
                 AND m.stage NOT IN ('已作废', '已撤销') ORDER BY m.key LIMIT 6"
            ),
        )
    };
}

/// Every way in which one matter names another's person, unit or post.
pub(crate) const RESTING: [Statement; 13] = [
    resting!("import.rests_concern", "concern", "r.who"),
    resting!("import.rests_link", "link", "r.other"),
    resting!("import.rests_tenure_post", "tenure", "r.post"),
    resting!("import.rests_tenure_person", "tenure", "r.person"),
    resting!("import.rests_post", "post", "r.unit"),
    resting!("import.rests_unit", "unit", "r.parent"),
    resting!("import.rests_relation_person", "relation", "r.person"),
    resting!("import.rests_relation_other", "relation", "r.other"),
    resting!("import.rests_account", "account", "r.person"),
    resting!("import.rests_grant", "role_grant", "r.unit"),
    resting!("import.rests_absence", "absence", "r.stand_in"),
    resting!("import.rests_duty_person", "duty_owner", "CASE WHEN r.hat LIKE 'person:%' THEN SUBSTR(r.hat, 8) END"),
    resting!("import.rests_duty_head", "duty_owner", "CASE WHEN r.hat LIKE 'head:%' THEN SUBSTR(r.hat, 6) END"),
];

/// All of this room.
pub(crate) const ALL: &[&Statement] = &[
    &KEEP,
    &ONE,
    &RUNS,
    &UNFINISHED,
    &STAGE,
    &STAGED,
    &PIECE,
    &CLEAR_STAGE,
    &CLEAR_UNFINISHED,
    &FINISH,
    &UNDONE,
    &RECORDED,
    &SINCE,
    &OPENED,
    &CHANGED,
    &LATER,
    &RESTING[0],
    &RESTING[1],
    &RESTING[2],
    &RESTING[3],
    &RESTING[4],
    &RESTING[5],
    &RESTING[6],
    &RESTING[7],
    &RESTING[8],
    &RESTING[9],
    &RESTING[10],
    &RESTING[11],
    &RESTING[12],
];
