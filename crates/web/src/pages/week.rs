//! 本周外出: the week of the workbench, those first who are away now, who should be back before all.

use super::{
    calendar::{Away, Window, cells, head, lanes},
    visit::Visit,
};
use crate::{
    fault::Problem,
    view::calendar::{CalendarRow, Week},
};
use std::collections::{BTreeMap, BTreeSet};
use store::AbsenceRow;

/// Half-days of a week.
const HALVES: i64 = 14;
/// People shown.
const SHOWN: usize = 8;

/// The week, and how many are away at this half-day.
pub fn of(visit: &Visit) -> Result<(Week, usize), Problem> {
    let (today, now) = (visit.today(), visit.half());
    let from = today.plus(-i64::from(today.weekday().to_monday_zero_offset()));
    let window = Window { from, today, now, halves: HALVES };
    let absences = visit.reader().absences(from, window.last_day(), &visit.scope())?;
    let is_out = |absence: &AbsenceRow| absence.firm && (absence.until_reported || absence.period.contains(now));
    let out = |absence: &AbsenceRow| is_out(absence) && absence.period.from <= now;
    let away_now =
        absences.iter().filter(|absence| out(absence)).map(|absence| &absence.person).collect::<BTreeSet<_>>().len();
    let mut people: BTreeMap<String, Vec<AbsenceRow>> = BTreeMap::new();
    for absence in absences.into_iter().filter(|absence| window.part(absence).is_some()) {
        people.entry(absence.person.0.clone()).or_default().push(absence);
    }
    let mut people: Vec<Vec<AbsenceRow>> = people.into_values().collect();
    let pressing = |absences: &[AbsenceRow]| {
        let late = absences.iter().any(|absence| window.is_unconfirmed(absence));
        let first = absences.iter().map(|absence| absence.period.from).min();
        (!late, !absences.iter().any(out), first)
    };
    people.sort_by_key(|absences| pressing(absences));
    let more = people.len().saturating_sub(SHOWN);
    people.truncate(SHOWN);
    let units = people.iter().flatten().filter_map(|absence| absence.unit.as_ref().map(|unit| unit.as_str()));
    let units = visit.reader().unit_names(units)?;
    let mut rows = Vec::new();
    for absences in people {
        let Some(first) = absences.first() else { continue };
        let unit = first.unit.as_ref().and_then(|unit| units.get(unit.as_str())).cloned().unwrap_or_default();
        let (name, person) = (first.name.clone(), first.person.clone());
        let away = Away { name: name.clone(), person, post: String::new(), chief: false, order: 0, absences };
        for (at, lane) in lanes(&window, &away).into_iter().enumerate() {
            rows.push(CalendarRow {
                name: if at == 0 { name.clone() } else { String::new() },
                post: if at == 0 { unit.clone() } else { String::new() },
                href: format!("/people/{}", away.person),
                cells: cells(visit, &window, &BTreeSet::new(), &away, &lane),
                ..CalendarRow::default()
            });
        }
    }
    let days = (0..HALVES / 2).map(|at| head(visit, &window, from.plus(at))).collect();
    Ok((Week { meta: format!("今日在外{away_now}人"), days, rows, more }, away_now))
}
