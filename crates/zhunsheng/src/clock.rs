//! The only file that reads the wall clock.

use engine::days::Day;
use jiff::{SignedDuration, Timestamp, tz::Offset};
use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Instant,
};

/// The clock of a running county: the machine's, or one that was set to a moment and runs on from there. It never goes back.
pub struct Clock {
    set: Option<(Timestamp, Instant)>,
    latest: AtomicI64,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub const fn of_the_machine() -> Self {
        Self { set: None, latest: AtomicI64::new(i64::MIN) }
    }

    /// A clock that shows `moment` now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the file that reads the clock")]
    pub fn set_to(moment: Timestamp) -> Self {
        Self { set: Some((moment, Instant::now())), latest: AtomicI64::new(i64::MIN) }
    }

    /// The moment, never before one that was given out earlier.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the file that reads the clock")]
    pub fn now(&self) -> Timestamp {
        let shown = match self.set {
            Some((moment, since)) => {
                let passed = SignedDuration::try_from(since.elapsed()).unwrap_or(SignedDuration::ZERO);
                moment.checked_add(passed).unwrap_or(moment)
            }
            None => Timestamp::try_from(std::time::SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH),
        };
        let micros = shown.as_microsecond();
        let latest = self.latest.fetch_max(micros, Ordering::SeqCst).max(micros);
        Timestamp::from_microsecond(latest).unwrap_or(shown)
    }
}

/// Reads `--today`: a day, or a day and a time in office time (+08:00). A day alone means nine in the morning.
///
/// # Errors
/// A sentence that quotes what was given.
pub fn parse(text: &str) -> Result<Timestamp, String> {
    let civil = text
        .parse::<jiff::civil::DateTime>()
        .or_else(|_| text.parse::<jiff::civil::Date>().map(|day| day.at(9, 0, 0, 0)))
        .map_err(|_| format!("--today {text} 不是有效时间，请写成 2026-05-05 或 2026-05-05T09:00。"))?;
    Offset::constant(8).to_timestamp(civil).map_err(|_| format!("--today {text} 超出可用的年份。"))
}

/// The civil day of a moment in office time.
#[must_use]
pub fn day_of(moment: Timestamp) -> Day {
    Day::at(moment)
}

/// The hour of a moment in office time.
#[must_use]
pub fn hour_of(moment: Timestamp) -> i8 {
    Offset::constant(8).to_datetime(moment).hour()
}
