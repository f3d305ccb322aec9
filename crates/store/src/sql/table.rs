//! The derived tables that a matter owns rows in: each described once, written, compared and verified by the same code.

use super::Statement;
use std::sync::LazyLock;

/// A derived table. Its rows belong to (county, matter); the columns named here follow.
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its columns, those first that tell the rows of one matter apart.
    pub(crate) columns: &'static [&'static str],
    /// How many of the columns tell rows apart.
    pub(crate) keys: usize,
}

/// Places of the tables in [`TABLES`].
pub(crate) mod at {
    pub(crate) const CONCERN: usize = 0;
    pub(crate) const DUTY: usize = 1;
    pub(crate) const DUTY_OWNER: usize = 2;
    pub(crate) const HOLD: usize = 3;
    pub(crate) const ABSENCE: usize = 4;
    pub(crate) const TENURE: usize = 5;
    pub(crate) const LINK: usize = 6;
    pub(crate) const PERSON: usize = 7;
    pub(crate) const UNIT: usize = 8;
    pub(crate) const POST: usize = 9;
    pub(crate) const RELATION: usize = 10;
    pub(crate) const ACCOUNT: usize = 11;
    pub(crate) const GRANT: usize = 12;
    pub(crate) const AUTHORIZATION: usize = 13;
    pub(crate) const CLOSED_LEDGER: usize = 14;
    pub(crate) const WATCH: usize = 15;
    pub(crate) const DOCUMENT: usize = 16;
    pub(crate) const REVIEWED: usize = 17;
}

/// All derived tables but `matter` itself.
pub(crate) const TABLES: [Table; 18] = [
    Table { name: "concern", columns: &["who", "capacity"], keys: 2 },
    Table { name: "duty", columns: &["key", "what", "owner", "due", "basis", "verb", "with_post"], keys: 1 },
    Table { name: "duty_owner", columns: &["hat", "due", "key"], keys: 3 },
    Table {
        name: "hold",
        columns: &["key", "person", "name", "bars", "from_day", "until_day", "basis", "sealed"],
        keys: 1,
    },
    Table {
        name: "absence",
        columns: &["key", "person", "period_from", "period_to", "firm", "until_reported", "stand_in", "label"],
        keys: 1,
    },
    Table { name: "tenure", columns: &["key", "person", "post", "from_day", "until_day", "acting"], keys: 1 },
    Table { name: "link", columns: &["relation", "other"], keys: 2 },
    Table {
        name: "person",
        columns: &[
            "id",
            "name",
            "sex",
            "birth",
            "level",
            "rank",
            "authority",
            "party",
            "works_since",
            "active",
            "place",
            "id_digest",
        ],
        keys: 1,
    },
    Table { name: "unit", columns: &["id", "name", "aliases", "kind", "parent", "place", "active", "former"], keys: 1 },
    Table { name: "post", columns: &["id", "unit", "title", "chief", "side", "member", "place", "active"], keys: 1 },
    Table { name: "relation", columns: &["person", "other", "relation"], keys: 2 },
    Table { name: "account", columns: &["id", "login", "name", "person", "active"], keys: 1 },
    Table { name: "role_grant", columns: &["account", "role", "unit"], keys: 3 },
    Table { name: "delegation", columns: &["id", "principal", "delegate", "kinds", "from_day", "until_day"], keys: 1 },
    Table { name: "closed_ledger", columns: &["kind", "year", "day", "rows_all", "rows_left", "digest"], keys: 2 },
    Table { name: "watch", columns: &["key", "unit", "person", "period_from", "period_to", "leads", "label"], keys: 1 },
    Table { name: "document", columns: &["series", "year", "number"], keys: 1 },
    Table { name: "reviewed", columns: &["who", "block", "day", "none_such", "missing"], keys: 2 },
];

/// Columns of `matter` after county and key.
pub(crate) const MATTER: [&str; 22] = [
    "id",
    "kind",
    "number",
    "title",
    "stage",
    "done",
    "subject",
    "post",
    "unit",
    "period_from",
    "period_to",
    "next_due",
    "rank",
    "opened_on",
    "closed_on",
    "secrecy",
    "cells",
    "n",
    "last",
    "version",
    "state",
    "frame",
];

/// The statements of one table.
pub(crate) struct Statements {
    /// All rows of a county, by matter.
    pub(crate) all: Statement,
    /// One row more.
    pub(crate) insert: Statement,
    /// The other columns of one row, by its keys; absent where keys are all there is.
    pub(crate) update: Option<Statement>,
    /// One row less.
    pub(crate) delete: Statement,
}

/// Statements of [`TABLES`], in its order.
pub(crate) static STATEMENTS: LazyLock<Vec<Statements>> = LazyLock::new(|| TABLES.iter().map(statements).collect());

/// Statements of `matter`.
pub(crate) static OF_MATTER: LazyLock<Statements> = LazyLock::new(|| {
    let set = MATTER.iter().zip(3..).map(|(column, at)| format!("{column} = ${at}")).collect::<Vec<_>>().join(", ");
    Statements {
        all: Statement::composed(
            "matter.all",
            format!(
                "SELECT key, {} FROM matter WHERE county = $1 AND key >= $2 ORDER BY key LIMIT $3",
                MATTER.join(", ")
            ),
        ),
        insert: Statement::composed(
            "matter.insert",
            format!(
                "INSERT INTO matter (county, key, {}) VALUES ({})",
                MATTER.join(", "),
                numbered(1, MATTER.len() + 2)
            ),
        ),
        update: Some(Statement::composed(
            "matter.update",
            format!("UPDATE matter SET {set} WHERE county = $1 AND key = $2"),
        )),
        delete: Statement::composed("matter.delete", "DELETE FROM matter WHERE county = $1 AND key = $2".to_owned()),
    }
});

fn numbered(from: usize, count: usize) -> String {
    (from..from + count).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

fn statements(table: &Table) -> Statements {
    let name = table.name;
    let columns = table.columns.join(", ");
    let (keys, rest) = table.columns.split_at(table.keys);
    let matched =
        |from: usize| keys.iter().zip(from..).map(|(key, at)| format!(" AND {key} = ${at}")).collect::<String>();
    let set = rest
        .iter()
        .zip(keys.len() + 3..)
        .map(|(column, at)| format!("{column} = ${at}"))
        .collect::<Vec<_>>()
        .join(", ");
    Statements {
        all: Statement::composed(
            format!("{name}.all"),
            format!(
                "SELECT matter, {columns} FROM {name} WHERE county = $1 AND matter >= $2 AND matter < $3 ORDER BY matter, {}",
                keys.join(", ")
            ),
        ),
        insert: Statement::composed(
            format!("{name}.insert"),
            format!("INSERT INTO {name} (county, matter, {columns}) VALUES ({})", numbered(1, table.columns.len() + 2)),
        ),
        update: (!rest.is_empty()).then(|| {
            Statement::composed(
                format!("{name}.update"),
                format!("UPDATE {name} SET {set} WHERE county = $1 AND matter = $2{}", matched(3)),
            )
        }),
        delete: Statement::composed(
            format!("{name}.delete"),
            format!("DELETE FROM {name} WHERE county = $1 AND matter = $2{}", matched(3)),
        ),
    }
}
