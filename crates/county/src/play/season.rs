//! The year as leave knows it: quiet months, the flood season, and the days around holidays when everybody asks at once.

use engine::days::{Calendar, Day};

/// How many in a thousand of an ordinary day's requests this day brings; 0 on days nobody works.
#[must_use]
pub fn weight(calendar: &Calendar, day: Day) -> u64 {
    if !works(calendar, day) {
        return 0;
    }
    let month = match day.month() {
        1 => 950,
        2 => 1_000,
        7 | 8 => 1_080,
        6 => 800,
        12 => 850,
        _ => 920,
    };
    // The working days since the last long rest and until the next one: a weekend is not a long rest.
    let since = (1..=3).find(|back| rest_of_three(calendar, day.plus(-*back)));
    let until = (1..=2).find(|ahead| rest_of_three(calendar, day.plus(*ahead)));
    match (since, until) {
        (Some(1), _) => month * 5 / 2,
        (Some(_), _) => month * 17 / 10,
        (None, Some(_)) => month * 16 / 10,
        (None, None) => month,
    }
}

/// Whether people work on this day; in an unpublished year weekdays are taken as worked.
#[must_use]
pub fn works(calendar: &Calendar, day: Day) -> bool {
    calendar.is_working(day).unwrap_or(!day.is_weekend())
}

/// Whether the day is rest and part of at least three days of rest.
fn rest_of_three(calendar: &Calendar, day: Day) -> bool {
    if works(calendar, day) {
        return false;
    }
    let before = (1..=2).take_while(|back| !works(calendar, day.plus(-*back))).count();
    let after = (1..=2).take_while(|ahead| !works(calendar, day.plus(*ahead))).count();
    before + after >= 2
}
