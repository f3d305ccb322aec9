//! What is owed in the whole county: the play's people look at it as a workbench of all.

use crate::sql::Statement;

pub(crate) const OWED: Statement = Statement::new(
    "duty.all_owed",
    "SELECT m.id, m.kind, m.n, d.key, d.verb, d.owner, d.due FROM duty d JOIN matter m ON m.county = d.county AND m.key = d.matter
     WHERE d.county = $1 ORDER BY d.matter, d.key",
);
pub(crate) const STATE: Statement =
    Statement::new("matter.state_of", "SELECT kind, n, state FROM matter WHERE county = $1 AND id = $2");

pub(crate) const ALL: &[&Statement] = &[&OWED, &STATE];
