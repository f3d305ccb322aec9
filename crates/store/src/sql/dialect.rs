//! What SQLite and PostgreSQL say differently, as words in braces within one text.
//!
//! | word | SQLite | PostgreSQL |
//! |---|---|---|
//! | `{text}` | `TEXT` | `TEXT COLLATE "C"`: the same order of characters on both |
//! | `{bytes}` | `BLOB` | `BYTEA` |
//! | `{rowkey}` | `INTEGER PRIMARY KEY` | `BIGINT NOT NULL` |
//! | `{keyed:name}` | nothing | `, PRIMARY KEY (county, name)` |
//! | `{narrow}` | `WITHOUT ROWID` | nothing |
//! | `{in:$1}`, `{not_in:$1}` | among the rows of a JSON array | among the same as an array, which an index can seek |
//! | `{letters}` | nothing | ` COLLATE "C"`, behind a text that has no order of its own |
//! | `{in_turn}` | ` NOT INDEXED`, behind a table that is to be read along its row keys, which SQLite would rather sort | nothing |
//! | `{cell:key}` | the text under a key of `cells` | the same |

/// Which database speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// The text as this database reads it.
    pub(crate) fn translate(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((word, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            self.word(word, &mut out);
            rest = tail;
        }
        out.push_str(rest);
        match self {
            // A JSON path begins with `$` too; it travels as `#` until the parameters are renamed.
            Self::Sqlite => out.replace('$', "?").replace("'#.", "'$."),
            Self::Postgres => out,
        }
    }

    fn word(self, word: &str, out: &mut String) {
        let (name, of) = word.split_once(':').unwrap_or((word, ""));
        let said = match (name, self) {
            ("text", Self::Sqlite) => "TEXT".to_owned(),
            ("text", Self::Postgres) => "TEXT COLLATE \"C\"".to_owned(),
            ("bytes", Self::Sqlite) => "BLOB".to_owned(),
            ("bytes", Self::Postgres) => "BYTEA".to_owned(),
            ("rowkey", Self::Sqlite) => "INTEGER PRIMARY KEY".to_owned(),
            ("rowkey", Self::Postgres) => "BIGINT NOT NULL".to_owned(),
            ("keyed", Self::Postgres) => format!(", PRIMARY KEY (county, {of})"),
            ("narrow", Self::Sqlite) => "WITHOUT ROWID".to_owned(),
            ("in", Self::Sqlite) => format!("IN (SELECT value FROM json_each({of}))"),
            ("in", Self::Postgres) => format!("= ANY (ARRAY(SELECT json_array_elements_text(CAST({of} AS json))))"),
            ("not_in", Self::Sqlite) => format!("NOT IN (SELECT value FROM json_each({of}))"),
            ("not_in", Self::Postgres) => {
                format!("<> ALL (ARRAY(SELECT json_array_elements_text(CAST({of} AS json))))")
            }
            ("in_turn", Self::Sqlite) => " NOT INDEXED".to_owned(),
            ("letters", Self::Postgres) => " COLLATE \"C\"".to_owned(),
            ("cell", Self::Sqlite) => format!("CAST(json_extract(cells, '#.{of}') AS TEXT)"),
            ("cell", Self::Postgres) => format!("(CAST(cells AS json) ->> '{of}')"),
            _ => String::new(),
        };
        out.push_str(&said);
    }
}

#[cfg(test)]
mod tests {
    use super::Dialect;

    #[test]
    fn one_text_reads_on_both() {
        let text = "SELECT id FROM matter WHERE county = $1 AND id {in:$2}";
        assert_eq!(
            Dialect::Sqlite.translate(text),
            "SELECT id FROM matter WHERE county = ?1 AND id IN (SELECT value FROM json_each(?2))"
        );
        assert_eq!(
            Dialect::Postgres.translate(text),
            "SELECT id FROM matter WHERE county = $1 AND id = ANY (ARRAY(SELECT json_array_elements_text(CAST($2 AS json))))"
        );
    }

    #[test]
    fn the_path_of_a_cell_is_no_parameter() {
        assert_eq!(Dialect::Sqlite.translate("{cell:days}"), "CAST(json_extract(cells, '$.days') AS TEXT)");
    }
}
