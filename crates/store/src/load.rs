//! What a county has been doing since it was opened, in numbers that an operator graphs. Nothing about people.

use crate::{
    County,
    desk::Done,
    request::Failure,
    sql::{Fault, text::accounts as sql, value::params},
};
use engine::days::Day;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed, Ordering::SeqCst};

/// Upper bounds of the sizes of batches that are counted apart.
pub const BATCHES: [u64; 7] = [1, 2, 4, 8, 16, 32, 64];

/// Counted by the desk and by those who hand it work.
#[derive(Debug, Default)]
pub(crate) struct Load {
    waiting: AtomicI64,
    sizes: [AtomicU64; BATCHES.len()],
    batches: AtomicU64,
    jobs: AtomicU64,
    acted: AtomicU64,
    refused: AtomicU64,
    failed: AtomicU64,
    hashed: AtomicU64,
    height: AtomicI64,
    registers: AtomicU64,
    unsettled: AtomicBool,
}

/// The numbers at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gauges {
    /// Pieces of work handed to the desk and not yet taken up.
    pub waiting: i64,
    /// Commits of the desk.
    pub batches: u64,
    /// Pieces of work in them, by the bounds of [`BATCHES`]: how many batches were at most that large.
    pub sizes: [u64; BATCHES.len()],
    /// Pieces of work in all of them.
    pub jobs: u64,
    /// Actions done.
    pub acted: u64,
    /// Actions refused: by rule, by right, or because the matter had gone on.
    pub refused: u64,
    /// Work that the database failed.
    pub failed: u64,
    /// Failures of the database, reading and writing, those included that a second attempt mended.
    pub faults: u64,
    /// Passwords hashed, to be kept or to be compared.
    pub hashed: u64,
    /// Number of the journal's last record.
    pub height: i64,
    /// Statements run.
    pub statements: u64,
    /// Connections that are reading.
    pub reading: usize,
}

impl Load {
    pub(crate) fn handed(&self) {
        self.waiting.fetch_add(1, Relaxed);
    }

    pub(crate) fn taken(&self) {
        self.waiting.fetch_sub(1, Relaxed);
    }

    pub(crate) fn rose_to(&self, height: i64) {
        self.height.store(height, Relaxed);
    }

    /// A batch was committed.
    pub(crate) fn committed(&self, done: &[Done], height: i64) {
        let size = u64::try_from(done.len()).unwrap_or(u64::MAX);
        self.batches.fetch_add(1, Relaxed);
        self.jobs.fetch_add(size, Relaxed);
        for (count, _) in self.sizes.iter().zip(BATCHES).filter(|(_, bound)| size <= *bound) {
            count.fetch_add(1, Relaxed);
        }
        for one in done {
            match one.outcome() {
                Some(Ok(acts)) => self.acted.fetch_add(acts, Relaxed),
                Some(Err(Failure::Unavailable(_))) => self.failed.fetch_add(1, Relaxed),
                Some(Err(_)) => self.refused.fetch_add(1, Relaxed),
                None => 0,
            };
        }
        self.settled();
        self.rose_to(height);
    }

    /// Something of the registers was written, and is not committed yet.
    pub(crate) fn register_written(&self) {
        self.unsettled.store(true, SeqCst);
        self.registers.fetch_add(1, SeqCst);
    }

    /// What was written is committed: who read between the two read what was before.
    pub(crate) fn settled(&self) {
        if self.unsettled.swap(false, SeqCst) {
            self.registers.fetch_add(1, SeqCst);
        }
    }

    /// A piece of work could not be done.
    pub(crate) fn failed(&self) {
        self.failed.fetch_add(1, Relaxed);
    }

    /// A password was hashed.
    pub(crate) fn hashed(&self) {
        self.hashed.fetch_add(1, Relaxed);
    }
}

impl County {
    /// What the county has been doing since it was opened.
    #[must_use]
    pub fn gauges(&self) -> Gauges {
        let shared = self.shared();
        let load = &shared.load;
        Gauges {
            waiting: load.waiting.load(Relaxed).max(0),
            batches: load.batches.load(Relaxed),
            sizes: std::array::from_fn(|at| load.sizes.get(at).map_or(0, |count| count.load(Relaxed))),
            jobs: load.jobs.load(Relaxed),
            acted: load.acted.load(Relaxed),
            refused: load.refused.load(Relaxed),
            failed: load.failed.load(Relaxed),
            hashed: load.hashed.load(Relaxed),
            faults: shared.database.faults(),
            height: load.height.load(Relaxed),
            statements: shared.database.statements(),
            reading: shared.pool.reading(),
        }
    }

    /// A number that changes whenever the registers (units, posts, cadres, accounts, appointments) may have changed: what was worked
    /// out of them stands as long as it does not.
    #[must_use]
    pub fn registers_version(&self) -> u64 {
        self.shared().load.registers.load(SeqCst)
    }

    /// Sessions in force.
    ///
    /// # Errors
    /// What the database says.
    pub fn sessions(&self, moment: jiff::Timestamp) -> Result<i64, Fault> {
        const MINUTE: i64 = 60 * 1_000_000;
        let number = |limit, otherwise| self.policy().number(limit, Day::at(moment)).unwrap_or(otherwise);
        let now = moment.as_microsecond();
        let (seen, opened) =
            (now - number("sign_in.idle", 30) * MINUTE, now - number("sign_in.session", 12) * 60 * MINUTE);
        let found = self
            .shared()
            .pool
            .read(|link| link.first(&sql::COUNT_SESSIONS, &params![self.code(), seen, opened], |row| row.int(0)))?;
        Ok(found.unwrap_or_default())
    }
}
