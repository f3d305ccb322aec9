//! One connection to either database.

mod copy;

use super::{
    Fault, Statement, Value,
    dialect::Dialect,
    postgres::{self, Postgres},
    row::{Of, Row},
    sqlite::{self, Sqlite, Use},
};
use ::postgres::fallible_iterator::FallibleIterator;
use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

thread_local! {
    static HERE: Cell<u64> = const { Cell::new(0) };
}

/// Statements run by this thread since it began: the difference around a piece of work is what the work cost.
#[must_use]
pub fn statements_here() -> u64 {
    HERE.get()
}

/// A statement as it was run, kept for the bench: the same work without the program around it.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// What was run.
    pub statement: Statement,
    /// With what.
    pub values: Vec<Value<'static>>,
}

impl Recorded {
    /// Whether a batch ends with it: the head of the journal is written once in each.
    #[must_use]
    pub fn ends_batch(&self) -> bool {
        self.statement.name == super::text::journal::SET_HEAD.name
    }

    /// Whether an action that came with an idempotency key ends with it: its answer is kept last.
    #[must_use]
    pub fn ends_action(&self) -> bool {
        self.statement.name == super::text::desk::KEEP_ANSWER.name
    }
}

/// A connection. Every method names its errors in [`Fault`].
pub struct Connection {
    link: Link,
    recorder: Option<Vec<Recorded>>,
    count: Arc<AtomicU64>,
    written: u64,
}

enum Link {
    Sqlite(Box<Sqlite>),
    Postgres(Box<Postgres>),
}

impl Connection {
    pub(super) fn sqlite(path: &str, purpose: Use, count: Arc<AtomicU64>) -> Result<Self, Fault> {
        Ok(Self { link: Link::Sqlite(Box::new(Sqlite::open(path, purpose)?)), recorder: None, count, written: 0 })
    }

    pub(super) fn postgres(url: &str, count: Arc<AtomicU64>) -> Result<Self, Fault> {
        Ok(Self { link: Link::Postgres(Box::new(Postgres::open(url)?)), recorder: None, count, written: 0 })
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self.link {
            Link::Sqlite(_) => Dialect::Sqlite,
            Link::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Whether SQLite answers here.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.dialect() == Dialect::Sqlite
    }

    /// How many statements that write were run so far.
    #[must_use]
    pub const fn written(&self) -> u64 {
        self.written
    }

    /// Runs a statement that answers no rows; returns how many rows it touched.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn execute(&mut self, statement: &Statement, values: &[Value<'_>]) -> Result<u64, Fault> {
        self.note(statement, values);
        match &mut self.link {
            Link::Sqlite(link) => {
                let mut prepared = link.prepare(&statement.text)?;
                let touched = prepared
                    .execute(rusqlite::params_from_iter(values))
                    .map_err(|error| named(statement, sqlite::fault(&error)))?;
                Ok(u64::try_from(touched).unwrap_or_default())
            }
            Link::Postgres(link) => {
                link.flush()?;
                let prepared = link.prepare(&statement.text)?;
                let rows = link
                    .client
                    .query_raw(&prepared, values)
                    .map_err(|error| named(statement, postgres::fault(&error)))?;
                finish(rows).map_err(|error| named(statement, postgres::fault(&error)))
            }
        }
    }

    /// Writes without waiting: on PostgreSQL it goes out together with the writes around it, at the latest before the next question or
    /// commit, and its error comes then. With `one`, exactly one row must be touched.
    ///
    /// # Errors
    /// See [`Fault`]; also `Broken` for a row that should have been there.
    pub fn push(&mut self, statement: &Statement, values: &[Value<'_>], one: bool) -> Result<(), Fault> {
        if !self.is_sqlite() {
            self.note(statement, values);
        }
        if let Link::Postgres(link) = &mut self.link {
            return link.queue(&statement.text, values, one).map_err(|fault| named(statement, fault));
        }
        let touched = self.execute(statement, values)?;
        if one && touched != 1 {
            return Err(named(statement, Fault::broken("a row that should be there is missing or changed")));
        }
        Ok(())
    }

    /// Sends what was pushed.
    ///
    /// # Errors
    /// See [`Fault`]: the errors of what was pushed.
    pub fn flush(&mut self) -> Result<(), Fault> {
        match &mut self.link {
            Link::Sqlite(_) => Ok(()),
            Link::Postgres(link) => link.flush(),
        }
    }

    /// Begins a part of the transaction that can be undone by itself. What was pushed before must have been flushed.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn savepoint(&mut self) -> Result<(), Fault> {
        self.later("SAVEPOINT action")
    }

    /// Ends that part, keeping it.
    ///
    /// # Errors
    /// See [`Fault`]: also the errors of what was pushed within it.
    pub fn release(&mut self) -> Result<(), Fault> {
        self.flush()?;
        self.later("RELEASE SAVEPOINT action")
    }

    /// Undoes that part.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn undo(&mut self) -> Result<(), Fault> {
        if let Link::Postgres(link) = &mut self.link {
            // What was queued within it may include the savepoint itself.
            let sent = link.flush();
            if matches!(sent, Err(Fault::Lost(_))) {
                return sent;
            }
        }
        self.script("ROLLBACK TO SAVEPOINT action; RELEASE SAVEPOINT action")
    }

    fn later(&mut self, text: &str) -> Result<(), Fault> {
        if let Link::Postgres(link) = &mut self.link {
            link.queue_script(text);
            return Ok(());
        }
        self.script(text)
    }

    /// Hands each row of the answer to `each`, streaming.
    ///
    /// # Errors
    /// See [`Fault`]; an error of `each` ends the reading.
    pub fn each(
        &mut self,
        statement: &Statement,
        values: &[Value<'_>],
        mut each: impl FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.note(statement, values);
        match &mut self.link {
            Link::Sqlite(link) => {
                let mut prepared = link.prepare(&statement.text)?;
                let mut rows = prepared
                    .query(rusqlite::params_from_iter(values))
                    .map_err(|error| named(statement, sqlite::fault(&error)))?;
                while let Some(row) = rows.next().map_err(|error| named(statement, sqlite::fault(&error)))? {
                    each(&Row(Of::Sqlite(row))).map_err(|fault| named(statement, fault))?;
                }
                Ok(())
            }
            Link::Postgres(link) => {
                link.flush()?;
                let prepared = link.prepare(&statement.text)?;
                let mut rows = link
                    .client
                    .query_raw(&prepared, values)
                    .map_err(|error| named(statement, postgres::fault(&error)))?;
                while let Some(row) = rows.next().map_err(|error| named(statement, postgres::fault(&error)))? {
                    each(&Row(Of::Postgres(&row))).map_err(|fault| named(statement, fault))?;
                }
                Ok(())
            }
        }
    }

    /// All rows of the answer, each turned by `read`.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn rows<T>(
        &mut self,
        statement: &Statement,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut all = Vec::new();
        self.each(statement, values, |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The first row of the answer, if there is one.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn first<T>(
        &mut self,
        statement: &Statement,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let mut found = None;
        self.each(statement, values, |row| {
            if found.is_none() {
                found = Some(read(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Prepares a statement without running it: what the tests do with all of them.
    ///
    /// # Errors
    /// The database does not understand it.
    pub fn prepare(&mut self, statement: &Statement) -> Result<(), Fault> {
        match &mut self.link {
            Link::Sqlite(link) => link.prepare(&statement.text).map(drop),
            Link::Postgres(link) => link.prepare(&statement.text).map(drop),
        }
        .map_err(|fault| named(statement, fault))
    }

    /// Runs fixed text without parameters: transactions, savepoints, migrations.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn script(&mut self, text: &str) -> Result<(), Fault> {
        match &mut self.link {
            Link::Sqlite(link) => link.link.execute_batch(text).map_err(|error| sqlite::fault(&error)),
            Link::Postgres(link) => {
                link.flush()?;
                link.client.batch_execute(text).map_err(|error| postgres::fault(&error))
            }
        }
    }

    /// Begins a transaction that will write.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn begin(&mut self) -> Result<(), Fault> {
        self.script(match self.link {
            Link::Sqlite(_) => "BEGIN IMMEDIATE",
            Link::Postgres(_) => "BEGIN",
        })
    }

    /// Begins a transaction that reads one unmoving picture of everything.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn begin_reading(&mut self) -> Result<(), Fault> {
        self.script(match self.link {
            Link::Sqlite(_) => "BEGIN",
            Link::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        })
    }

    /// Makes the transaction durable.
    ///
    /// # Errors
    /// See [`Fault`]; after `Lost` it is unknown whether it happened.
    pub fn commit(&mut self) -> Result<(), Fault> {
        self.script("COMMIT")
    }

    /// Throws the transaction away. A rollback that fails leaves nothing to undo: the connection is gone.
    pub fn rollback(&mut self) {
        let open = match &self.link {
            Link::Sqlite(link) => !link.link.is_autocommit(),
            Link::Postgres(link) => !link.client.is_closed(),
        };
        if let Link::Postgres(link) = &mut self.link {
            link.forget();
        }
        if open && self.script("ROLLBACK").is_err() {
            self.recorder = None;
        }
    }

    /// Relaxes or restores durability at power loss (a demo at play). SQLite only; elsewhere it does nothing.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn relax(&mut self, relaxed: bool) -> Result<(), Fault> {
        match self.link {
            Link::Sqlite(_) => {
                self.script(if relaxed { "PRAGMA synchronous = OFF" } else { "PRAGMA synchronous = FULL" })
            }
            Link::Postgres(_) => {
                self.script(if relaxed { "SET synchronous_commit = off" } else { "SET synchronous_commit = on" })
            }
        }
    }

    /// Has PostgreSQL count its tables; SQLite was told their sizes once for all.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn count_tables(&mut self) -> Result<(), Fault> {
        if self.is_sqlite() { Ok(()) } else { self.script("ANALYZE") }
    }

    /// Starts or stops recording statements; stopping returns what was recorded.
    pub fn record(&mut self, on: bool) -> Vec<Recorded> {
        let recorded = self.recorder.take().unwrap_or_default();
        self.recorder = on.then(Vec::new);
        recorded
    }

    /// Starts a consistent copy of a SQLite database into a file.
    ///
    /// # Errors
    /// PostgreSQL has its own tools; the file cannot be written.
    pub fn copy_to(&mut self, path: &str) -> Result<(), Fault> {
        match &self.link {
            Link::Sqlite(link) => {
                link.link.execute("VACUUM INTO ?1", [path]).map(drop).map_err(|error| sqlite::fault(&error))
            }
            Link::Postgres(_) => Err(Fault::broken("PostgreSQL is backed up with pg_dump")),
        }
    }

    fn note(&mut self, statement: &Statement, values: &[Value<'_>]) {
        self.count.fetch_add(1, Ordering::Relaxed);
        HERE.set(HERE.get() + 1);
        self.written += u64::from(statement.writes());
        if let Some(recorder) = &mut self.recorder {
            let values = values.iter().cloned().map(Value::owned).collect();
            recorder.push(Recorded { statement: statement.clone(), values });
        }
    }
}

/// Reads an answer to its end for the number of rows touched.
fn finish(mut rows: ::postgres::RowIter<'_>) -> Result<u64, ::postgres::Error> {
    while rows.next()?.is_some() {}
    Ok(rows.rows_affected().unwrap_or_default())
}

/// Adds the statement's name to what the database said.
fn named(statement: &Statement, fault: Fault) -> Fault {
    let name = |words: String| {
        if words.contains(statement.name.as_ref()) { words } else { format!("{}: {words}", statement.name) }
    };
    match fault {
        Fault::Keys(_) => fault,
        Fault::Lost(words) => Fault::Lost(name(words)),
        Fault::Full(words) => Fault::Full(name(words)),
        Fault::Disk(words) => Fault::Disk(name(words)),
        Fault::Conflict(words) => Fault::Conflict(name(words)),
        Fault::Broken(words) => Fault::Broken(name(words)),
    }
}
