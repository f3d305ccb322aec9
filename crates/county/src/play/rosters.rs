//! 值班表: before a public holiday a few townships set their watches by day; who is on watch stays, or swaps before he asks to be away.

use engine::{
    days::{Calendar, Day, DayKind, HalfDay, Period},
    words::{MatterId, PersonId, UnitId},
};
use opinion::daily::watch_roster::{Part, Seat, State};
use serde_json::{Value, json};
use store::{Owed, Target};

use super::run::{Play, Sent};
use super::trips::{Errand, Trip, Wave};
use super::wish::{Course, Reach, Sort, Wish};
use crate::chance::Chance;
use crate::made::{SHOWN_TOWNSHIP, Sort as UnitSort};

/// How many townships set their watches in the program, and how many days ahead.
const TOWNS: usize = 3;
const AHEAD: i64 = 7;
/// One roster of so many sees somebody swap because he wants to be away.
const SWAPPED: usize = 3;

/// What the townships' clerks remember.
pub(crate) struct Rosters {
    chance: Chance,
    entered: usize,
    /// Swaps agreed between two people, each on its day: the roster, the watch, who is to be away, who comes for him.
    swaps: Vec<(Day, MatterId, Day, usize, usize)>,
}

impl Rosters {
    pub(crate) fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "rosters"), entered: 0, swaps: Vec::new() }
    }
}

/// The days of the public holiday that begins so many days after this one; a holiday of three days and more.
fn holiday(calendar: &Calendar, day: Day) -> Vec<Day> {
    let off = |day: Day| match calendar.day_kind(day) {
        DayKind::Holiday(_) => true,
        DayKind::Weekend => calendar.is_working(day).is_ok_and(|works| !works),
        _ => false,
    };
    let first = day.plus(AHEAD);
    if !off(first) || off(first.plus(-1)) {
        return Vec::new();
    }
    let days: Vec<Day> = (0..12).map(|more| first.plus(more)).take_while(|day| off(*day)).collect();
    let named = days.iter().any(|day| matches!(calendar.day_kind(*day), DayKind::Holiday(_)));
    if named && days.len() >= 3 { days } else { Vec::new() }
}

impl Play<'_> {
    /// Rosters entered and swaps made on this day. A holiday of which the seventh day before is no day of work is set on that day all
    /// the same: somebody is on watch.
    pub(crate) fn set_watches(&mut self, day: Day) -> Vec<Sent> {
        let mut sent = self.swaps(day);
        let calendar = self.policy.calendar();
        // What would have been set on the days of rest before is set now.
        let rest = (1..8).take_while(|back| !super::season::works(calendar, day.plus(-*back)));
        let days: Vec<Vec<Day>> =
            std::iter::once(0).chain(rest).map(|back| holiday(calendar, day.plus(-back))).collect();
        for days in days.into_iter().filter(|days| !days.is_empty()) {
            let towns: Vec<usize> = self.towns();
            for town in towns {
                sent.extend(self.roster(town, &days, day));
            }
        }
        sent
    }

    /// 云亭镇 and the next of the list.
    pub(crate) fn towns(&self) -> Vec<usize> {
        let units = self.world.made.units.iter().enumerate();
        let mut towns: Vec<(bool, usize)> = units
            .filter(|(_, unit)| unit.sort == UnitSort::Township)
            .map(|(key, unit)| (unit.name != SHOWN_TOWNSHIP, key))
            .collect();
        towns.sort_unstable();
        towns.into_iter().map(|(_, key)| key).take(TOWNS).collect()
    }

    /// One township's watches: a leader and somebody of its people for every day.
    fn roster(&mut self, town: usize, days: &[Day], day: Day) -> Option<Sent> {
        let (first, last) = (*days.first()?, *days.last()?);
        let clerk = self.unit_clerk(town)?;
        let body = self.world.body(town);
        let staff: Vec<usize> = self.world.staff(town).into_iter().filter(|who| !body.contains(who)).collect();
        let whole = Period { from: HalfDay::morning(first), to: HalfDay::morning(last.plus(1)) };
        let leaders = self.there(&body, whole);
        let keepers = self.there(&staff, whole);
        if leaders.is_empty() || keepers.is_empty() {
            return None;
        }
        let turn = self.affairs.rosters.chance.index(leaders.len());
        let shift = |(place, day): (usize, &Day)| {
            let leader = *leaders.get((turn + place) % leaders.len())?;
            let keeper = *keepers.get((turn + place) % keepers.len())?;
            Some((*day, leader, keeper))
        };
        let shifts: Vec<(Day, usize, usize)> = days.iter().enumerate().filter_map(shift).collect();
        let rows: Vec<Value> = shifts
            .iter()
            .map(|(day, leader, keeper)| {
                json!({"day": day, "part": Part::Whole, "leader": self.cast.person(*leader), "keeper": self.cast.person(*keeper)})
            })
            .collect();
        let action = json!({"verb": "enter", "unit": self.cast.unit(town), "rows": rows});
        let (id, sent) = self.opens("watch_roster", clerk, Wave::of(day, 2), action);
        self.affairs.rosters.entered += 1;
        for (day, leader, keeper) in &shifts {
            for person in [*leader, *keeper] {
                self.diary.watch(person, Period { from: HalfDay::morning(*day), to: HalfDay::morning(day.plus(1)) });
            }
        }
        if self.affairs.rosters.entered % SWAPPED == 1 {
            let (on, leader, _) = *shifts.last()?;
            let others = leaders.iter().find(|who| **who != leader && !self.world.heads(**who));
            let swap =
                others.filter(|_| !self.world.heads(leader)).map(|other| (first.plus(-4), id, on, leader, *other));
            self.affairs.rosters.swaps.extend(swap);
        }
        Some(sent)
    }

    /// Those who are not away, as far as the desk knows.
    pub(crate) fn there(&self, people: &[usize], period: Period) -> Vec<usize> {
        let ids: Vec<PersonId> = people.iter().map(|key| self.cast.person(*key)).collect();
        let none = MatterId(String::new());
        let away =
            self.county.reader().ask(|facts| facts.absences(&ids, period, period.from, &none)).unwrap_or_default();
        let free = |key: &&usize| {
            let id = self.cast.person(**key);
            !away.iter().any(|absence| absence.person == id) && !self.diary.is_away(**key, period)
        };
        people.iter().filter(free).copied().collect()
    }

    /// Who wants to be away on his watch swaps first, and asks for leave afterwards.
    fn swaps(&mut self, day: Day) -> Vec<Sent> {
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.affairs.rosters.swaps).into_iter().partition(|swap| swap.0 <= day);
        self.affairs.rosters.swaps = later;
        let mut sent = Vec::new();
        for (_, roster, on, leader, other) in due {
            let Some((last, state)) = self.known::<State>(&roster) else { continue };
            let unit = self.cast.ids.units.iter().position(|id| *id == state.entered.unit);
            let Some(clerk) = unit.and_then(|unit| self.unit_clerk(unit)) else { continue };
            let action = json!({"verb": "swap", "day": on, "part": Part::Whole, "seat": Seat::Leader,
                "to": self.cast.person(other), "reason": "家中有事需请假，与其他班子成员调班"});
            sent.push(self.acts("watch_roster", clerk, Wave::of(day, 0), Target::existing(roster, last), action));
            self.diary.unwatch(leader, on);
            let period = Period { from: HalfDay::morning(on), to: HalfDay::afternoon(on) };
            self.diary.watch(other, Period { from: period.from, to: HalfDay::morning(on.plus(1)) });
            self.asks_for_leave(leader, period, Wave::of(day, 2));
        }
        sent
    }

    /// The leave for which somebody has swapped.
    fn asks_for_leave(&mut self, person: usize, period: Period, wave: Wave) {
        let wide = Period { from: period.from.plus(-1), to: period.to.plus(4) };
        if self.diary.is_away(person, wide) || self.diary.stands_in(person, wide) {
            return;
        }
        self.marks += 1;
        let wish = Wish {
            sort: Sort::Private,
            place: "合肥市",
            reach: Reach::Province,
            reason: "参加亲属婚礼",
            period,
            course: Course::Plain,
            emergency: false,
        };
        let trip = Trip {
            mark: self.marks,
            person,
            wish,
            stand_in: None,
            exception: false,
            matter: None,
            period,
            sent_back: false,
        };
        self.diary.enter(trip.mark, person, None, period);
        self.agenda.entry(wave).or_default().push((trip.mark, Errand::Apply));
        self.trips.insert(trip.mark, trip);
    }

    /// A watch whose owner is to be away: somebody else of the body or of the unit is named.
    pub(crate) fn answer_roster(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        if !self.gets_to_it(35) {
            return None;
        }
        let (_, state) = self.known::<State>(&owed.matter)?;
        let clash = state.clashes.iter().find(|clash| {
            let find = &clash.find;
            owed.key == format!("swap:{}:{}:{}", find.day, find.part.word(), find.seat.word())
        })?;
        let (find, unit) = (&clash.find, self.unit_key(&state.entered.unit)?);
        let body = self.world.body(unit);
        let able = match find.seat {
            Seat::Leader => body,
            Seat::Keeper => self.world.staff(unit).into_iter().filter(|who| !body.contains(who)).collect(),
        };
        let shift = state.shifts.iter().find(|shift| shift.day == find.day && shift.part == find.part)?;
        let mut able = self.there(&able, find.part.period(find.day));
        let seated = [shift.leader.clone(), shift.keeper.clone()];
        able.retain(|who| !seated.contains(&self.cast.person(*who)));
        let other = self.affairs.rosters.chance.pick(&able).copied()?;
        let action = json!({"verb": "swap", "day": find.day, "part": find.part, "seat": find.seat,
            "to": self.cast.person(other), "reason": "原值班人员外出"});
        self.by_owner(owed, wave, action)
    }

    /// Key of a unit.
    pub(crate) fn unit_key(&self, id: &UnitId) -> Option<usize> {
        self.cast.ids.units.iter().position(|known| known == id)
    }
}
