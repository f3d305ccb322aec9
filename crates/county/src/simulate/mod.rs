//! Seeded months of small counties in which people also do what they must not: act as strangers, send twice, come late with an old
//! form, invent verbs, tick the clock twice, correct and void. After each month the journal, the rows and the law are looked at.

mod law;
mod mischief;
mod tricks;

#[cfg(test)]
mod tests;

use std::path::Path;

use engine::{days::Day, erased::Catalogue, policy::Policy};
use store::{County, Database, IdSource, Settings};

use crate::build::build;
use crate::chance::Chance;
use crate::made::{COUNTY_CODE, Made, Scale};
use crate::play::run::Play;

pub use law::{Checked, check};

use mischief::Mischief;

/// Months that one county lives before the next one, with the next seed, begins.
const LIFE: u64 = 10;

/// What to simulate.
pub struct Options<'a> {
    /// How many county-months.
    pub months: u64,
    /// The first county's seed; the next counties have the following ones.
    pub seed: u64,
    /// Mechanisms.
    pub catalogue: &'static Catalogue,
    /// Policy pack.
    pub policy: &'a Policy,
    /// A folder for keys, and for databases where they are files.
    pub folder: &'a Path,
    /// In memory, or in SQLite files within the folder.
    pub in_memory: bool,
}

/// What a simulation went through without finding anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Survived {
    /// County-months.
    pub months: u64,
    /// Actions kept.
    pub actions: u64,
    /// Requests that ought to be refused, and were.
    pub rebuffed: u64,
    /// Applications corrected afterwards.
    pub corrected: u64,
    /// Decisions about posts taken back.
    pub revoked: u64,
    /// Times the desk was lost with an uncommitted batch.
    pub crashes: u64,
    /// Events walked by `verify`, months counted each time.
    pub verified: i64,
    /// Duties that came up, as the board of the Opinion counts them.
    pub obligations: usize,
    /// SHA-256 over every event in its order, commitments of sealed values left out (they are salted): the same seed has the same.
    pub journal: String,
}

/// What a simulation found: enough to do it again.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// The county's seed.
    pub seed: u64,
    /// The day.
    pub day: String,
    /// What is wrong.
    pub what: String,
}

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { seed, day, what } = self;
        write!(f, "种子{seed}在{day}出现问题：{what}。再现：zhunsheng simulate --seed {seed} --months {LIFE}")
    }
}

/// Lives the months; `progress` is told after each.
///
/// # Errors
/// The first thing that is not as it must be.
pub fn simulate(options: &Options<'_>, progress: &mut dyn FnMut(&Survived)) -> Result<Survived, Found> {
    let mut survived = Survived::default();
    let mut seed = options.seed;
    while survived.months < options.months {
        let months = LIFE.min(options.months - survived.months);
        live(options, seed, months, &mut survived, progress)?;
        seed = seed.wrapping_add(1);
    }
    Ok(survived)
}

/// One county's life.
fn live(
    options: &Options<'_>,
    seed: u64,
    months: u64,
    survived: &mut Survived,
    progress: &mut dyn FnMut(&Survived),
) -> Result<(), Found> {
    let from = birthday(options.policy, seed);
    let found = |day: Day, what: String| Found { seed, day: day.to_string(), what };
    let county = open(options, seed).map_err(|what| found(from, what))?;
    let made = Made::new(seed, Scale::SMALL, from.0);
    let cast = build(&county, &made, from.begins(), &mut |_, _| {}).map_err(|what| found(from, what))?;
    let last = from.plus_months(i64::try_from(months).unwrap_or(1), true);
    let mut play = Play::new(&county, options.policy, &made, cast, seed, (from, last));
    let mut mischief = Mischief::new(seed);
    let mut checked = Checked::default();
    for month in 0..months {
        let begin = from.plus_months(i64::try_from(month).unwrap_or(0), true);
        let end = from.plus_months(i64::try_from(month).unwrap_or(0) + 1, true);
        for number in 0..begin.days_until(end) {
            let day = begin.plus(number);
            mischief.day(&mut play, day).map_err(|what| found(day, what))?;
        }
        survived.verified += check(&county, &mut checked).map_err(|what| found(end, what))?;
        survived.months += 1;
        survived.actions += play.tally.accepted();
        survived.rebuffed += std::mem::take(&mut mischief.rebuffed);
        survived.corrected += std::mem::take(&mut mischief.corrected);
        survived.revoked += std::mem::take(&mut mischief.revoked);
        survived.crashes += std::mem::take(&mut mischief.crashes);
        survived.journal = checked.digest(&survived.journal);
        play.tally = crate::play::run::Tally::default();
        progress(survived);
    }
    let figures = county.recount().map_err(|fault| found(last, fault.to_string()))?;
    county.close();
    survived.obligations += figures.rows;
    match figures.differing {
        0 => Ok(()),
        differing => Err(found(last, format!("应办记录{}条，与逐条事件重新清点不符{differing}条", figures.rows))),
    }
}

/// A first day within the calendar that follows from the seed.
fn birthday(policy: &Policy, seed: u64) -> Day {
    let mut chance = Chance::of(seed, "birthday");
    let year = policy.calendar().years().next().unwrap_or(2023);
    let first = Day::new(year, 1, 1).unwrap_or(Day(jiff::civil::Date::constant(2023, 1, 1)));
    first.plus(chance.between(30, 700))
}

fn open(options: &Options<'_>, seed: u64) -> Result<County, String> {
    let folder = options.folder.join(format!("county-{seed}"));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let database = if options.in_memory {
        // Several simulations may run in one process: the folder tells them apart.
        let name: String = folder.to_string_lossy().chars().filter(char::is_ascii_alphanumeric).collect();
        Database::memory(&name)
    } else {
        Database::open(&format!("sqlite:{}", folder.join("county.db").display()))
    };
    let settings = Settings {
        database: database.map_err(|error| error.to_string())?,
        keys: folder.join("keys"),
        data: folder.join("data"),
        county: COUNTY_CODE.to_owned(),
        catalogue: options.catalogue,
        policy: options.policy.clone(),
        ids: IdSource::seeded(seed),
        relaxed: true,
    };
    County::open(settings).map_err(|error| error.to_string())
}
