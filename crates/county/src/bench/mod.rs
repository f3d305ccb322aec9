//! How fast the desk is: leaves applied for, agreed to and reported back through the ordinary pipeline, against a bare loop of the very
//! same statements. Every figure comes from this machine, now; nothing is compared with a number written down elsewhere.
//!
//! One measurement takes three equal copies of the database. On the first, clients act for some seconds, each waiting for its answer.
//! On the second, the same clients act again while the writer's statements are recorded; on the third, these statements are run one
//! after another without the program around them, committed where the desk had committed.

mod bare;
mod chapter;
mod clients;
mod door;
mod fill;
mod ground;
mod routes;
#[cfg(test)]
mod tests;
mod verified;
mod visitors;

use crate::made::{COUNTY_CODE, Scale};
use engine::policy::Policy;
use serde::Serialize;
use std::{path::Path, time::Duration};
use store::{County, Database, IdSource, Settings};

use clients::{Run, Until};
pub use door::{Refused, refusals};
use ground::Ground;
pub use verified::{Verified, verified};
pub use visitors::{Visitor, Visitors, visitors};

/// What is to be measured.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Size of the made county.
    pub scale: Scale,
    /// Leaves in the ledger before the measuring begins, at least.
    pub matters: usize,
    /// How many of them go through the desk at most; the rest is written as rows.
    pub real: usize,
    /// How long clients act.
    pub time: Duration,
    /// How many clients at once, one measurement for each.
    pub clients: Vec<usize>,
}

/// One measurement: a line of the output.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measurement {
    /// `leave` through the desk, `bare` for the loop of the same statements.
    pub name: &'static str,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// Leaves in the ledger at the beginning; the register of units, posts and people comes on top.
    pub matters: usize,
    /// How many of them were written as rows instead of going through the desk.
    pub filled: usize,
    /// Clients at once, each waiting for its answer before it acts again.
    pub clients: usize,
    /// Actions done, all kept.
    pub actions: usize,
    /// Seconds taken.
    pub seconds: f64,
    /// Durable actions in a second.
    pub actions_per_second: f64,
    /// Half of all waits were shorter: for `leave` the wait for an answer, for `bare` that for a commit of one batch.
    pub p50_ms: f64,
    /// All but one of a hundred were shorter.
    pub p99_ms: f64,
    /// Actions in one commit, on average.
    pub batch: Option<f64>,
    /// Statements of one action, on average.
    pub statements_per_action: Option<f64>,
    /// The desk's rate as a share of the bare loop's.
    pub share_of_bare: Option<f64>,
}

/// Names of the copies that the bench makes beside the database it is given.
const BASE: &str = "bench";
const COPY: &str = "run";

/// Fewer cadres than this are laid out as a small county.
const FEW: usize = 100;

/// Actions recorded at most: what is recorded lies in memory.
const RECORDED: usize = 40_000;

/// Measures. `given` must hold no county; the bench works on copies beside it and removes them. `folder` takes keys and files.
///
/// # Errors
/// A sentence for people.
pub fn bench(
    given: &Database,
    folder: &Path,
    policy: &Policy,
    plan: &Plan,
    say: &mut dyn FnMut(&Measurement),
) -> Result<(), String> {
    empty(given)?;
    given.copy(BASE).map_err(|error| error.to_string())?;
    let site = Site { given, folder, policy };
    let measured = site.measure(plan, say);
    let cleared = given
        .copied(BASE)
        .and_then(|base| base.remove_copy(COPY))
        .and_then(|()| given.remove_copy(BASE))
        .map_err(|error| error.to_string());
    measured.and(cleared)
}

/// Nobody's county is measured on.
fn empty(given: &Database) -> Result<(), String> {
    if given.counties().map_err(|fault| fault.sentence())?.is_empty() {
        return Ok(());
    }
    Err("这个数据库中已有县的数据，请换一个空的数据库来量速度。".to_owned())
}

/// The size of a county of so many county-managed cadres. Few of them fill no whole county: they sit in one township and a few bureaus.
fn size(cadres: usize) -> Scale {
    let body = if cadres < FEW { Scale::SMALL } else { Scale::COUNTY };
    Scale { managed: cadres, ..body }
}

/// Opens a county with nothing in it yet, as a first start leaves it.
///
/// # Errors
/// A sentence for people: the database holds a county already, or cannot be opened.
pub fn fresh(database: Database, folder: &Path, policy: &Policy) -> Result<County, String> {
    empty(&database)?;
    open(database, folder, policy, false)
}

/// Opens the county that is measured, durable unless relaxed.
fn open(database: Database, folder: &Path, policy: &Policy, relaxed: bool) -> Result<County, String> {
    let settings = Settings {
        database,
        keys: folder.join("keys"),
        data: folder.join("data"),
        county: COUNTY_CODE.to_owned(),
        catalogue: &opinion::CATALOGUE,
        policy: policy.clone(),
        ids: IdSource::Random,
        relaxed,
    };
    County::open(settings).map_err(|error| error.to_string())
}

/// Where the bench works.
struct Site<'a> {
    given: &'a Database,
    folder: &'a Path,
    policy: &'a Policy,
}

impl Site<'_> {
    fn base(&self) -> Result<Database, String> {
        self.given.copied(BASE).map_err(|error| error.to_string())
    }

    fn measure(&self, plan: &Plan, say: &mut dyn FnMut(&Measurement)) -> Result<(), String> {
        let ground = ground::lay(open(self.base()?, self.folder, self.policy, true)?, &self.base()?, plan)?;
        for clients in &plan.clients {
            let [desk, bare] = self.compare(&ground, *clients, plan.time)?;
            say(&desk);
            say(&bare);
        }
        Ok(())
    }

    fn compare(&self, ground: &Ground, clients: usize, time: Duration) -> Result<[Measurement; 2], String> {
        let measured = self.with_copy(|copy| {
            let county = open(copy, self.folder, self.policy, false)?;
            clients::run(&county, ground, clients, Until::Over(time))
        })?;
        let recorded = self.with_copy(|copy| {
            let county = open(copy, self.folder, self.policy, false)?;
            county.record(true);
            clients::run(&county, ground, clients, Until::Done(measured.actions.clamp(1, RECORDED)))?;
            Ok(county.record(false))
        })?;
        let looped = self.with_copy(|copy| bare::replay(&copy, &recorded))?;
        let sqlite = self.base()?.file().is_some();
        let line = |name, run: &Run| Measurement {
            name,
            database: if sqlite { "sqlite" } else { "postgres" },
            matters: ground.matters,
            filled: ground.filled,
            clients,
            actions: run.actions,
            seconds: rounded(run.elapsed.as_secs_f64()),
            actions_per_second: rounded(run.rate()),
            p50_ms: rounded(run.percentile(50)),
            p99_ms: rounded(run.percentile(99)),
            batch: None,
            statements_per_action: None,
            share_of_bare: None,
        };
        let desk =
            Measurement { share_of_bare: Some(rounded(measured.rate() / looped.rate())), ..line("leave", &measured) };
        let bare = Measurement {
            batch: Some(rounded(clients::ratio(looped.actions, looped.waits.len()))),
            statements_per_action: Some(rounded(clients::ratio(recorded.len(), looped.actions))),
            ..line("bare", &looped)
        };
        Ok([desk, bare])
    }

    /// Does something on a fresh copy of the base, which is removed afterwards.
    fn with_copy<T>(&self, work: impl FnOnce(Database) -> Result<T, String>) -> Result<T, String> {
        let base = self.base()?;
        base.remove_copy(COPY).map_err(|error| error.to_string())?;
        let copy = base.copy(COPY).map_err(|error| error.to_string())?;
        let done = work(copy);
        base.remove_copy(COPY).map_err(|error| error.to_string())?;
        done
    }
}

/// Three decimals: no clock here is better.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}
