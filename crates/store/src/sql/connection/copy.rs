//! Whole tables out of a PostgreSQL database and into another one, as text: for backups. SQLite copies its file instead.

use super::{Connection, Link};
use crate::sql::{Fault, Statement, postgres};
use std::io::{self, Read, Write};

/// Tables of ours: each leads with the county.
const TABLES: Statement = Statement::new(
    "backup.tables",
    "SELECT CAST(c.table_name AS TEXT) FROM information_schema.columns c
     JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = current_schema() AND c.column_name = 'county' AND t.table_type = 'BASE TABLE' ORDER BY 1",
);

/// Anything at all in the schema that a connection works in.
const ANYTHING: Statement = Statement::new(
    "backup.anything",
    "SELECT CAST(count(*) AS BIGINT) FROM information_schema.tables WHERE table_schema = current_schema()",
);

const NOT_HERE: &str = "a SQLite file is copied whole";

impl Connection {
    /// Names of the tables that hold a county, in order. PostgreSQL only.
    ///
    /// # Errors
    /// See [`Fault`].
    pub(crate) fn county_tables(&mut self) -> Result<Vec<String>, Fault> {
        self.rows(&TABLES, &[], |row| row.string(0))
    }

    /// Whether nothing has been made yet where this connection works. PostgreSQL only.
    ///
    /// # Errors
    /// See [`Fault`].
    pub(crate) fn is_vacant(&mut self) -> Result<bool, Fault> {
        Ok(self.first(&ANYTHING, &[], |row| row.int(0))? == Some(0))
    }

    /// Writes the rows of a county in a table.
    ///
    /// # Errors
    /// See [`Fault`]; also `Lost` or `Full` of the disk written to.
    pub(crate) fn copy_out(&mut self, table: &str, county: &str, to: &mut dyn Write) -> Result<(), Fault> {
        let text = format!("COPY (SELECT * FROM {} WHERE county = '{}') TO STDOUT", quoted(table), escaped(county));
        let Link::Postgres(link) = &mut self.link else { return Err(Fault::broken(NOT_HERE)) };
        let mut rows = link.client.copy_out(&text).map_err(|error| postgres::fault(&error))?;
        io::copy(&mut rows, to).map(drop).map_err(|error| Fault::of_disk(&error))
    }

    /// Reads the rows of a table, within the transaction under way.
    ///
    /// # Errors
    /// See [`Fault`]; also `Lost` of the disk read from.
    pub(crate) fn copy_in(&mut self, table: &str, from: &mut dyn Read) -> Result<(), Fault> {
        let text = format!("COPY {} FROM STDIN", quoted(table));
        let Link::Postgres(link) = &mut self.link else { return Err(Fault::broken(NOT_HERE)) };
        let mut rows = link.client.copy_in(&text).map_err(|error| postgres::fault(&error))?;
        io::copy(from, &mut rows).map_err(|error| Fault::of_disk(&error))?;
        rows.finish().map(drop).map_err(|error| postgres::fault(&error))
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn escaped(text: &str) -> String {
    text.replace('\'', "''")
}
