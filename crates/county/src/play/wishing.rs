//! A morning's wishes: who thinks of leaving the county today, whom he asks to stand in, and whether he minds the other chief.

use engine::days::{Calendar, Day, Period};

use crate::chance::Chance;
use crate::made::Level;

use super::diary::Diary;
use super::season;
use super::trips::{Errand, Trip, Wave};
use super::wish::{self, Course};
use super::world::World;

/// Leaves a year: heads go on duty most, those without a seat least.
const HEAD: u64 = 126;
const MEMBER: u64 = 84;
const RANKED: u64 = 62;

/// Working days of a year, by which the yearly numbers (in tenths) are shared out.
const WORKING_DAYS: u64 = 250;

/// The leaves thought of on a day, each with the wave in which it is submitted.
pub fn morning(
    chance: &mut Chance,
    world: &World<'_>,
    calendar: &Calendar,
    diary: &mut Diary,
    today: Day,
    marks: &mut u64,
) -> Vec<(Wave, Trip)> {
    let weight = season::weight(calendar, today);
    let mut trips = Vec::new();
    if weight == 0 {
        return trips;
    }
    let people: Vec<usize> = world.managed().map(|(key, _)| key).collect();
    for person in people {
        let yearly = yearly(world, person);
        if !chance.share(yearly * weight, WORKING_DAYS * 1_000 * 10) {
            continue;
        }
        if let Some(trip) = trip(chance, world, calendar, diary, (today, person), marks) {
            let wave = Wave::of(today, chance.between(0, 3));
            // Who must leave at once asks at once.
            let wave = if trip.wish.emergency { Wave::within(trip.wish.period.from) } else { wave };
            diary.enter(trip.mark, person, trip.stand_in, trip.period);
            trips.push((wave, trip));
        }
    }
    trips
}

fn yearly(world: &World<'_>, person: usize) -> u64 {
    if world.heads(person) {
        return HEAD;
    }
    let leading = world.main(person).is_some_and(|post| post.leading && post.level != Level::Section);
    if leading { MEMBER } else { RANKED }
}

fn trip(
    chance: &mut Chance,
    world: &World<'_>,
    calendar: &Calendar,
    diary: &Diary,
    (today, person): (Day, usize),
    marks: &mut u64,
) -> Option<Trip> {
    let sex = world.made.cadre(person)?.sex;
    let wish = wish::draw(chance, calendar, today, sex, world.age(person, today))?;
    let wide = Period { from: wish.period.from.plus(-1), to: wish.period.to.plus(4) };
    // Who is on watch stays; who must leave at once leaves his watch to another.
    let watches = !wish.emergency && diary.is_on_watch(person, wish.period);
    if diary.is_away(person, wide) || diary.stands_in(person, wide) || watches {
        return None;
    }
    let exception = match other_chief_away(world, diary, person, wide) {
        false => false,
        // People know of each other: most wait. Some ask and are refused, a few have a reason.
        true => match chance.below(100) {
            0..70 => return None,
            70..88 => false,
            _ => true,
        },
    };
    let stand_in = stand_in(chance, world, diary, person, wide);
    let heads = world.heads(person);
    if heads && stand_in.is_none() {
        return None;
    }
    let mut wish = wish;
    if exception {
        wish.course = Course::Plain;
    }
    *marks += 1;
    let period = wish.period;
    Some(Trip { mark: *marks, person, wish, stand_in, exception, matter: None, period, sent_back: false })
}

/// Whether another head of a unit he heads means to be away then.
pub(super) fn other_chief_away(world: &World<'_>, diary: &Diary, person: usize, period: Period) -> bool {
    let heads = world.headed(person).into_iter().flat_map(|unit| world.heads_of(unit));
    heads.filter(|other| *other != person).any(|other| diary.is_away(other, period))
}

/// A member of the body who is there all the time.
pub(super) fn stand_in(
    chance: &mut Chance,
    world: &World<'_>,
    diary: &Diary,
    person: usize,
    period: Period,
) -> Option<usize> {
    let mut able = world.colleagues(person);
    let ranked = |post: &crate::made::Post| post.title.ends_with("主任科员");
    able.retain(|other| !diary.is_away(*other, period) && world.main(*other).is_some_and(|post| !ranked(post)));
    chance.pick(&able).copied()
}

/// Errands of a leave that was submitted, the ones already past left out.
#[must_use]
pub fn errands(trip: &Trip, submitted: Wave) -> Vec<(Wave, Errand)> {
    trip.plan(submitted).into_iter().map(|(wave, errand)| (Wave(wave.0.max(submitted.0 + 1)), errand)).collect()
}
