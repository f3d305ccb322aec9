//! How fast a county is verified: a made county with leaves that all went through the desk, checked again and again as `verify` does.

use std::{path::Path, time::Duration};

use engine::policy::Policy;
use serde::Serialize;
use store::{Database, VerifyReport};

use super::{Plan, clients, empty, ground, open, rounded, size};
use crate::made::COUNTY_CODE;

/// The verification of a made county: a line of the output.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verified {
    /// Always `verify`.
    pub name: &'static str,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// County-managed cadres of the county.
    pub cadres: usize,
    /// Events walked.
    pub events: i64,
    /// Matters made again, the register's among them.
    pub matters: i64,
    /// Rows compared.
    pub rows: i64,
    /// How often it was verified.
    pub runs: usize,
    /// Seconds of one verification: half of all took less.
    pub seconds: f64,
    /// Events in a second, from these seconds.
    pub events_per_second: f64,
}

/// Makes a county of so many county-managed cadres and leaves in an empty database and verifies it for some time, at least once.
///
/// # Errors
/// A sentence for people; also when the verification finds anything.
pub fn verified(
    database: &dyn Fn() -> Result<Database, String>,
    folder: &Path,
    policy: &Policy,
    (cadres, matters): (usize, usize),
    time: Duration,
) -> Result<Verified, String> {
    let given = database()?;
    empty(&given)?;
    // Every leave goes through the desk: rows that are only filled in do not continue the chain.
    let plan = Plan { scale: size(cadres), matters, real: usize::MAX, time, clients: Vec::new() };
    ground::lay(open(given, folder, policy, true)?, &database()?, &plan)?;
    let checked = database()?;
    let (began, mut took, mut last) = (clients::now(), Vec::new(), VerifyReport::default());
    while took.is_empty() || began.elapsed() < time {
        let asked = clients::now();
        last = store::verify(&checked, &folder.join("keys"), &opinion::CATALOGUE, policy, COUNTY_CODE)
            .map_err(|fault| fault.sentence())?;
        took.push(asked.elapsed());
        if let Some(finding) = last.findings.first() {
            return Err(finding.sentence());
        }
    }
    took.sort_unstable();
    let seconds = took.get(took.len() / 2).map_or(0.0, Duration::as_secs_f64);
    let events = i32::try_from(last.events).map_or(f64::from(i32::MAX), f64::from);
    Ok(Verified {
        name: "verify",
        database: if checked.file().is_some() { "sqlite" } else { "postgres" },
        cadres,
        events: last.events,
        matters: last.matters,
        rows: last.rows,
        runs: took.len(),
        seconds: rounded(seconds),
        events_per_second: rounded(events / seconds.max(f64::MIN_POSITIVE)),
    })
}
