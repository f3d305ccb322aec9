//! Who means to be away when, and who stands in: what colleagues know of each other before they ask.

use std::collections::BTreeMap;

use engine::days::{Day, HalfDay, Period};

/// Absences wished or taken, by person, with a mark by which they are struck off.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    away: BTreeMap<usize, Vec<(Period, u64)>>,
    stands: BTreeMap<usize, Vec<(Period, u64)>>,
    watches: BTreeMap<usize, Vec<Period>>,
}

impl Diary {
    /// The person means to be away; the stand-in means to stay.
    pub fn enter(&mut self, mark: u64, person: usize, stand_in: Option<usize>, period: Period) {
        self.away.entry(person).or_default().push((period, mark));
        if let Some(other) = stand_in {
            self.stands.entry(other).or_default().push((period, mark));
        }
    }

    /// Strikes an entry off.
    pub fn strike(&mut self, mark: u64) {
        for entries in self.away.values_mut().chain(self.stands.values_mut()) {
            entries.retain(|(_, of)| *of != mark);
        }
    }

    /// Puts another period in the place of an entry's.
    pub fn change(&mut self, mark: u64, period: Period) {
        let all = self.away.values_mut().chain(self.stands.values_mut()).flatten();
        all.filter(|(_, of)| *of == mark).for_each(|entry| entry.0 = period);
    }

    /// Whether the person is away in the period.
    #[must_use]
    pub fn is_away(&self, person: usize, period: Period) -> bool {
        touches(self.away.get(&person), period)
    }

    /// Whether the person stands in for somebody in the period.
    #[must_use]
    pub fn stands_in(&self, person: usize, period: Period) -> bool {
        touches(self.stands.get(&person), period)
    }

    /// The person is to be on watch.
    pub fn watch(&mut self, person: usize, period: Period) {
        self.watches.entry(person).or_default().push(period);
    }

    /// Somebody else has taken the watch that begins on this day.
    pub fn unwatch(&mut self, person: usize, day: Day) {
        if let Some(watches) = self.watches.get_mut(&person) {
            watches.retain(|period| period.from.day != day);
        }
    }

    /// Whether the person is on watch in the period.
    #[must_use]
    pub fn is_on_watch(&self, person: usize, period: Period) -> bool {
        self.watches.get(&person).is_some_and(|watches| watches.iter().any(|watch| watch.overlaps(&period)))
    }

    /// Forgets what ended before this half-day.
    pub fn forget(&mut self, before: HalfDay) {
        for entries in self.away.values_mut().chain(self.stands.values_mut()) {
            entries.retain(|(period, _)| period.to >= before);
        }
        for watches in self.watches.values_mut() {
            watches.retain(|period| period.to >= before);
        }
    }
}

fn touches(entries: Option<&Vec<(Period, u64)>>, period: Period) -> bool {
    entries.is_some_and(|entries| entries.iter().any(|(of, _)| of.overlaps(&period)))
}
