//! The day ruler: one cell per day from the event that started a count to the day it is due.

use super::{visit::Visit, words};
use crate::view::ruler::{Cell, Ruler};
use engine::{
    days::{Day, DayKind},
    policy::{Basis, Pause, Policy, Start, Unit},
};

/// Most cells; a longer count shows only its sentence.
const MOST: i64 = 31;

/// The ruler of a count; nothing where it is too long, is not counted in days, or did not come about as the policy counts.
pub fn of(visit: &Visit, basis: &Basis, due: Day, pauses: &[Pause]) -> Option<Ruler> {
    let policy = visit.app.county.policy();
    let from = begun(basis)?;
    let version = policy.limit(&basis.limit, from)?;
    // The sentence begins with the day of the event; whether that was understood shows when counting again.
    let agrees = policy.due(&basis.limit, from, "", pauses).day == Some(due);
    let in_days = matches!(version.unit, Unit::WorkingDay | Unit::CalendarDay) && version.start != Start::Before;
    if !agrees || !in_days || !(1..MOST).contains(&from.days_until(due)) {
        return None;
    }
    let mut count =
        Count { working: version.unit == Unit::WorkingDay, same_day: version.start == Start::SameDay, done: 0 };
    let last = if (0..MOST).contains(&from.days_until(visit.today())) { due.max(visit.today()) } else { due };
    let mut cells = Vec::new();
    let mut day = from;
    while day <= last {
        cells.push(cell(visit, &policy, day, (from, due), pauses, &mut count));
        day = day.plus(1);
    }
    Some(Ruler { cells })
}

struct Count {
    working: bool,
    same_day: bool,
    done: i64,
}

fn begun(basis: &Basis) -> Option<Day> {
    Day::of(basis.words.get(..10)?)
}

fn cell(
    visit: &Visit,
    policy: &Policy,
    day: Day,
    (from, due): (Day, Day),
    pauses: &[Pause],
    count: &mut Count,
) -> Cell {
    let kind = policy.calendar().day_kind(day);
    let works = matches!(kind, DayKind::Working | DayKind::MakeUp(_));
    let stopped = pauses.iter().any(|pause| pause.from <= day && pause.to.is_none_or(|to| day < to));
    let counts = !stopped && day <= due && (day > from || count.same_day) && (works || !count.working);
    if counts {
        count.done += 1;
    }
    let (class, word) = match (&kind, counts) {
        _ if day == from && !count.same_day => ("start", "起".to_owned()),
        (_, true) => ("counted", count.done.to_string()),
        _ if stopped => ("rest", "停".to_owned()),
        (DayKind::Holiday(_), _) => ("rest", "休".to_owned()),
        (DayKind::Weekend, _) => ("rest", "／".to_owned()),
        _ => ("rest", String::new()),
    };
    let today = visit.today();
    let first = day == from || day.day() == 1;
    Cell {
        class: if class == "counted" && day > today { "ahead" } else { class },
        word,
        day: day.day().to_string(),
        month: if first { format!("{}月", day.month()) } else { String::new() },
        over: match kind {
            _ if day == due => "到期",
            _ if day == today => "今日",
            DayKind::MakeUp(_) => "班",
            _ => "",
        },
        today: day == today,
        due: day == due,
        said: words::day(day, today),
    }
}
