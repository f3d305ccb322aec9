//! 班子在岗: how many of each leading body are there on each day of a month, against the county's least. It tells and refuses nothing.

use super::{
    calendar::{self, Window},
    frame::frame,
    visit::{Visit, encoded, shown},
};
use crate::{
    fault::Problem,
    view::{
        calendar::{CoveragePage, CoverageRow, DayCount, Worded},
        frame::Crumb,
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    days::{Day, HalfDay},
    policy::LimitVersion,
    words::{PersonId, UnitId},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{AbsenceRow, Membership};

/// The limit: so many of a hundred members.
const LEAST: &str = "body.presence";

/// The month of a day, of all units or of one.
pub(super) fn address(day: Day, unit: Option<&UnitId>) -> String {
    let month = format!("/calendar/coverage?month={:04}-{:02}", day.year(), day.month());
    unit.map_or_else(|| month.clone(), |unit| format!("{month}&unit={}", encoded(unit.as_str())))
}

/// First and last day of the month asked for.
fn month(visit: &Visit) -> Result<(Day, Day), Problem> {
    let wrong = || Problem::malformed("月份应写作2026-10这样的年和月，请改正。");
    let today = visit.today();
    let first = match visit.asked("month") {
        None => Day::new(today.year(), today.month(), 1),
        Some(text) => Day::of(&format!("{text}-01")),
    };
    let first = first.filter(|day| (1949..=9998).contains(&day.year())).ok_or_else(wrong)?;
    let next = first_after(first);
    Ok((first, next.plus(-1)))
}

fn first_after(first: Day) -> Day {
    let beyond = first.plus(31);
    beyond.plus(1 - i64::from(beyond.day()))
}

/// The members of a unit's body in the month, and who of them is away when.
struct Body<'a> {
    unit: &'a UnitId,
    members: Vec<&'a Membership>,
}

/// A day of a body.
struct Standing {
    members: usize,
    /// Who is away at some time of the day, approved.
    away: BTreeSet<PersonId>,
    least: usize,
}

impl Standing {
    fn present(&self) -> usize {
        self.members - self.away.len().min(self.members)
    }
    fn is_below(&self) -> bool {
        self.members > 0 && self.present() < self.least
    }
}

/// The page.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let (first, last) = month(visit)?;
    let (reader, scope) = (visit.reader(), visit.scope());
    let unit = visit.asked("unit").map(UnitId::from);
    let window =
        Window { from: first, today: visit.today(), now: visit.half(), halves: 2 * (first.days_until(last) + 1) };
    let memberships = reader.bodies(first, last, &scope, unit.as_ref())?;
    let absences = reader.absences_in(first, last, &scope, unit.as_ref())?;
    let mut away: BTreeMap<&PersonId, Vec<&AbsenceRow>> = BTreeMap::new();
    for absence in absences.iter().filter(|absence| absence.firm) {
        away.entry(&absence.person).or_default().push(absence);
    }
    let mut bodies: Vec<Body<'_>> = Vec::new();
    for membership in &memberships {
        match bodies.last_mut().filter(|body| body.unit == &membership.unit) {
            Some(body) => body.members.push(membership),
            None => bodies.push(Body { unit: &membership.unit, members: vec![membership] }),
        }
    }
    let names = reader.unit_names(bodies.iter().map(|body| body.unit.as_str()))?;
    let people = reader.names(memberships.iter().map(|one| one.person.as_str()))?;
    let policy = visit.app.county.policy();
    let percent = policy.limit(LEAST, first).and_then(LimitVersion::number);
    let (mut rows, mut below) = (Vec::new(), Vec::new());
    for body in &bodies {
        let name = names.get(body.unit.as_str()).cloned().unwrap_or_default();
        let mut row = CoverageRow {
            unit: name.clone(),
            href: address(first, Some(body.unit)),
            members: standing(body, &away, &window, first, percent).members,
            counts: Vec::new(),
        };
        for at in 0..window.halves / 2 {
            let day = first.plus(at);
            let there = standing(body, &away, &window, day, percent);
            let href = format!("/calendar?unit={}&from={day}&day={day}", encoded(body.unit.as_str()));
            if there.is_below() {
                let who: Vec<&str> = there.away.iter().filter_map(|id| people.get(&id.0)).map(String::as_str).collect();
                below.push(Worded { words: below_words(&name, day, &there, &who), href: href.clone() });
            }
            row.counts.push(count(visit, &window, day, &there, href));
        }
        rows.push(row);
    }
    let page = CoveragePage {
        frame: frame(visit, "班子在岗", "/calendar", vec![Crumb::here("外出日历"), Crumb::here("班子在岗")])?,
        meta: format!("{}年{}月 · {}个单位 · 一日内有外出的不计在岗", first.year(), first.month(), rows.len()),
        before: address(first.plus(-1), unit.as_ref()),
        after: address(last.plus(1), unit.as_ref()),
        calendar: unit.as_ref().map_or_else(
            || format!("/calendar?from={first}"),
            |unit| format!("/calendar?unit={}&from={first}", encoded(unit.as_str())),
        ),
        least: least_words(visit, first),
        days: (0..window.halves / 2).map(|at| calendar::head(visit, &window, first.plus(at))).collect(),
        rows,
        below,
    };
    shown(StatusCode::OK, &page)
}

/// How a body stands on a day.
fn standing(
    body: &Body<'_>,
    away: &BTreeMap<&PersonId, Vec<&AbsenceRow>>,
    window: &Window,
    day: Day,
    percent: Option<i64>,
) -> Standing {
    let on = |one: &&&Membership| one.from <= day && one.until.is_none_or(|until| day < until);
    // Somebody in two posts of one body is one member.
    let members: BTreeSet<&PersonId> = body.members.iter().filter(on).map(|one| &one.person).collect();
    let slot = HalfDay::morning(day).index() - HalfDay::morning(window.from).index();
    let is_away = |person: &&&PersonId| {
        let mut parts = away.get(**person).into_iter().flatten().filter_map(|absence| window.part(absence));
        parts.any(|(from, to)| from < slot + 2 && slot < to)
    };
    let away = members.iter().filter(is_away).map(|person| (*person).clone()).collect();
    let of = i64::try_from(members.len()).unwrap_or(i64::MAX);
    let least = percent.map_or(0, |percent| (of * percent + 99) / 100);
    Standing { members: members.len(), away, least: usize::try_from(least).unwrap_or_default() }
}

fn below_words(unit: &str, day: Day, there: &Standing, who: &[&str]) -> String {
    format!(
        "{unit}{}班子成员{}人，在岗{}人，少于{}人：{}外出",
        day.sentence(),
        there.members,
        there.present(),
        there.least,
        who.join("、")
    )
}

fn count(visit: &Visit, window: &Window, day: Day, there: &Standing, href: String) -> DayCount {
    let mut class = calendar::look(visit, window, day).to_owned();
    if there.is_below() {
        class.push_str(" below");
    }
    let words = if there.members == 0 { String::new() } else { there.present().to_string() };
    // A day on which nobody is away leads nowhere.
    let href = if there.away.is_empty() { String::new() } else { href };
    DayCount { words, href, class }
}

/// 在岗不少于50%〔…〕未核实
fn least_words(visit: &Visit, on: Day) -> String {
    let policy = visit.app.county.policy();
    let Some((limit, version)) = policy.limit_of_id(LEAST).zip(policy.limit(LEAST, on)) else { return String::new() };
    format!(
        "{}：{}〔{}〕{}，少于下限的加框并列在下面",
        limit.title,
        version.words(),
        policy.clause_label(&version.clause),
        version.status.title()
    )
}
