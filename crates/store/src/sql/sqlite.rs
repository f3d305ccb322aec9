//! SQLite behind the layer: settings of a connection, binding, and what its error codes mean.

use super::{Fault, Value, dialect::Dialect};
use rusqlite::{
    ErrorCode, OpenFlags, ToSql,
    config::DbConfig,
    types::{ToSqlOutput, ValueRef},
};
use std::collections::HashMap;

/// What a connection is for; decides its share of the cache (32 MB in all).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Writing,
    Reading,
}

pub(super) struct Sqlite {
    pub(super) link: rusqlite::Connection,
    texts: HashMap<String, String>,
}

impl Sqlite {
    pub(super) fn open(path: &str, purpose: Use) -> Result<Self, Fault> {
        let memory = path.contains("vfs=memdb");
        let link = rusqlite::Connection::open_with_flags(path, OpenFlags::default()).map_err(|error| fault(&error))?;
        link.set_prepared_statement_cache_capacity(256);
        // One plan for a statement, whatever its values are: else SQLite plans again each time a value changes.
        link.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(|error| fault(&error))?;
        let pragmas = format!(
            "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = {}; PRAGMA synchronous = {}; PRAGMA cache_size = -{}; PRAGMA temp_store = MEMORY;
             PRAGMA wal_autocheckpoint = 4000;",
            if memory { "MEMORY" } else { "WAL" },
            if memory { "OFF" } else { "FULL" },
            if purpose == Use::Writing { 16_000 } else { 4_000 },
        );
        link.execute_batch(&pragmas).map_err(|error| fault(&error))?;
        if purpose == Use::Reading {
            link.execute_batch("PRAGMA query_only = 1;").map_err(|error| fault(&error))?;
        }
        Ok(Self { link, texts: HashMap::new() })
    }

    /// The prepared statement for a text, from the connection's cache.
    pub(super) fn prepare(&mut self, text: &str) -> Result<rusqlite::CachedStatement<'_>, Fault> {
        if !self.texts.contains_key(text) {
            self.texts.insert(text.to_owned(), Dialect::Sqlite.translate(text));
        }
        let said = self.texts.get(text).map_or("", String::as_str);
        self.link.prepare_cached(said).map_err(|error| fault(&error))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Sorts an error of SQLite.
pub(super) fn fault(error: &rusqlite::Error) -> Fault {
    let words = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Fault::Full(words),
        Some(ErrorCode::ConstraintViolation) => Fault::Conflict(words),
        Some(
            ErrorCode::CannotOpen
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::SystemIoFailure
            | ErrorCode::ReadOnly
            | ErrorCode::PermissionDenied,
        ) => Fault::Lost(words),
        _ => Fault::Broken(words),
    }
}
