//! 外出日历: who is away on which half-day of two weeks, unit by unit in official order; chiefs of one unit away together stand out.

use super::{
    frame::frame,
    visit::{Visit, encoded, shown},
};
use crate::{
    fault::Problem,
    view::{
        calendar::{
            CalendarPage, CalendarRow, Clash, DayCount, DayHead, HalfCell, PersonLine, Totals, WatchLine, Worded,
        },
        frame::Crumb,
        parts::Tab,
    },
};
use axum::{http::StatusCode, response::Response};
use engine::{
    days::{Day, HalfDay, Period},
    procedure::Absence,
    words::{PersonId, UnitId},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{AbsenceRow, Held, UnitRow, WatchRow};

/// Half-days of two weeks.
const HALVES: i64 = 28;
/// Half-days up to which a bar has room for a place, and for what an absence is without who stands in.
const SHORT: i64 = 2;
const MIDDLING: i64 = 4;
/// As many absences as are read at once.
const MOST: usize = 2_000;
/// The tab of units whose chiefs are away together.
const CLASH: &str = "clash";

/// One person's absences in the window.
pub(super) struct Away {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) post: String,
    pub(super) chief: bool,
    pub(super) order: i64,
    pub(super) absences: Vec<AbsenceRow>,
}

/// A unit's people away.
struct Body<'a> {
    unit: &'a UnitRow,
    people: Vec<Away>,
    /// Half-days of the window on which two chiefs or more are away.
    clash: BTreeSet<i64>,
}

/// What is looked at.
pub(super) struct Window {
    pub(super) from: Day,
    pub(super) today: Day,
    pub(super) now: HalfDay,
    /// How many half-days.
    pub(super) halves: i64,
}

impl Window {
    fn first(&self) -> i64 {
        HalfDay::morning(self.from).index()
    }
    pub(super) fn last_day(&self) -> Day {
        self.from.plus(self.halves / 2 - 1)
    }
    /// The part of an absence in the window, as half-days from its beginning; who is not back yet is away until now.
    pub(super) fn part(&self, absence: &AbsenceRow) -> Option<(i64, i64)> {
        let to = if absence.until_reported { absence.period.to.max(self.now) } else { absence.period.to };
        let (from, to) = (absence.period.from.index() - self.first(), to.index() - self.first() + 1);
        let (from, to) = (from.max(0), to.min(self.halves));
        (from < to).then_some((from, to))
    }
    pub(super) fn is_unconfirmed(&self, absence: &AbsenceRow) -> bool {
        absence.until_reported && absence.period.to < self.now
    }
    /// Should have reported back before today.
    fn is_late(&self, absence: &AbsenceRow) -> bool {
        self.is_unconfirmed(absence) && absence.next_due.is_some_and(|due| due < self.today)
    }
    fn class(&self, absence: &AbsenceRow) -> &'static str {
        match absence {
            one if self.is_late(one) => "late",
            one if self.is_unconfirmed(one) => "soon",
            absence if !absence.firm => "asked",
            absence if absence.period.to < self.now => "back",
            absence if !absence.label.starts_with(Absence::ON_DUTY) => "private",
            absence if absence.period.contains(self.now) => "out",
            _ => "firm",
        }
    }
}

/// The calendar of the county, of one sort of units, or of one unit.
pub fn show(visit: &Visit) -> Result<Response, Problem> {
    let (reader, scope, today) = (visit.reader(), visit.scope(), visit.today());
    let asked = visit.asked("from").map(|text| Day::parse(text, today)).transpose().map_err(Problem::malformed)?;
    let day = visit.asked("day").map(|text| Day::parse(text, today)).transpose().map_err(Problem::malformed)?;
    let monday = |day: Day| day.plus(-i64::from(day.weekday().to_monday_zero_offset()));
    let window = Window { from: monday(asked.unwrap_or(today)), today, now: visit.half(), halves: HALVES };
    let unit = visit.asked("unit").map(UnitId::from);
    let absences = reader.absences_in(window.from, window.last_day(), &scope, unit.as_ref())?;
    let more = absences.len() >= MOST;
    let units = reader.units()?;
    let mut bodies = bodies(visit, &window, &units, absences)?;
    let tabs = tabs(visit, &window, &bodies);
    match visit.asked("tab") {
        Some(CLASH) => bodies.retain(|body| !body.clash.is_empty()),
        Some(kind) => bodies.retain(|body| body.unit.kind == kind),
        None => {}
    }
    if let Some(day) = day {
        let slots = [HalfDay::morning(day).index() - window.first(), HalfDay::afternoon(day).index() - window.first()];
        let there = |away: &Away| slots.iter().any(|slot| is_away(&window, away, *slot, true));
        bodies.iter_mut().for_each(|body| body.people.retain(there));
        bodies.retain(|body| !body.people.is_empty());
    }
    let people: usize = bodies.iter().map(|body| body.people.len()).sum();
    let (from, to) = (window.from, window.last_day());
    let place = |day: Day| address(visit, day);
    let watched =
        day.unwrap_or_else(|| if (window.from..=window.last_day()).contains(&today) { today } else { window.from });
    let watches = watches(
        visit,
        unit.as_ref(),
        if unit.is_some() && day.is_none() { (window.from, window.last_day()) } else { (watched, watched) },
    )?;
    let page = CalendarPage {
        frame: frame(visit, "外出日历", "/calendar", vec![Crumb::here("外出日历")])?,
        meta: format!("{}—{} · {}个单位，共{people}人", from.sentence_with_year(), to.sentence(), bodies.len()),
        before: place(from.plus(-14)),
        after: place(from.plus(14)),
        tabs,
        days: (0..window.halves / 2).map(|at| head(visit, &window, from.plus(at))).collect(),
        totals: vec![
            totals(visit, &window, &bodies, "在外人数", |_| true),
            totals(visit, &window, &bodies, "其中正职", |away| away.chief),
        ],
        lines: bodies.iter().flat_map(|body| body.people.iter().map(|away| line(&window, body, away))).collect(),
        clashes: bodies.iter().flat_map(|body| clashes(&window, body)).collect(),
        rows: bodies.iter().flat_map(|body| rows(visit, &window, body)).collect(),
        more,
        watch_day: if unit.is_some() && day.is_none() { meta_days(&window) } else { watched.sentence() },
        watches,
        coverage: super::coverage::address(window.from, unit.as_ref()),
    };
    shown(StatusCode::OK, &page)
}

fn meta_days(window: &Window) -> String {
    format!("{}—{}", window.from.sentence(), window.last_day().sentence())
}

/// Who is on watch on these days, one line for each watch of a unit.
fn watches(visit: &Visit, unit: Option<&UnitId>, (from, to): (Day, Day)) -> Result<Vec<WatchLine>, Problem> {
    let mut lines: Vec<(WatchRow, WatchLine)> = Vec::new();
    for row in visit.reader().watches_in(from, to, &visit.scope(), unit)? {
        let seat = format!("{}{}", if row.leading { "带班" } else { "值班" }, row.name);
        match lines
            .last_mut()
            .filter(|(last, _)| (&last.unit, last.period, &last.matter) == (&row.unit, row.period, &row.matter))
        {
            Some((_, line)) => line.words.push_str(&format!("、{seat}")),
            None => {
                let day = if from == to && row.period.from.day == from {
                    String::new()
                } else {
                    row.period.from.day.sentence()
                };
                let line = WatchLine {
                    unit: row.unit_name.clone(),
                    href: format!("/matters/{}", row.matter),
                    words: format!("{day}{}：{seat}", row.label),
                };
                lines.push((row, line));
            }
        }
    }
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// The same view on other days.
fn address(visit: &Visit, from: Day) -> String {
    let kept = ["tab", "unit"].into_iter().filter_map(|name| Some((name, visit.asked(name)?)));
    kept.fold(format!("/calendar?from={from}"), |address, (name, value)| format!("{address}&{name}={}", encoded(value)))
}

fn bodies<'a>(
    visit: &Visit,
    window: &Window,
    units: &'a [UnitRow],
    absences: Vec<AbsenceRow>,
) -> Result<Vec<Body<'a>>, Problem> {
    let ids: BTreeSet<&PersonId> = absences.iter().map(|absence| &absence.person).collect();
    let held = visit.reader().posts_held(&ids.into_iter().collect::<Vec<_>>())?;
    let mut people: BTreeMap<(String, PersonId), Away> = BTreeMap::new();
    for absence in absences {
        if window.part(&absence).is_none() {
            continue;
        }
        let unit = absence.unit.clone().unwrap_or_default();
        let day = absence.period.from.day;
        let key = (unit.0.clone(), absence.person.clone());
        let away = people.entry(key).or_insert_with(|| {
            let at = held.iter().filter(|held| held.person == absence.person && held.unit == unit && held.is_on(day));
            away_of(&absence, at)
        });
        away.absences.push(absence);
    }
    let mut bodies: Vec<Body<'a>> =
        units.iter().map(|unit| Body { unit, people: Vec::new(), clash: BTreeSet::new() }).collect();
    let places: BTreeMap<&str, usize> = units.iter().enumerate().map(|(at, unit)| (unit.id.as_str(), at)).collect();
    for ((unit, _), away) in people {
        if let Some(body) = places.get(unit.as_str()).and_then(|at| bodies.get_mut(*at)) {
            body.people.push(away);
        }
    }
    bodies.retain(|body| !body.people.is_empty());
    for body in &mut bodies {
        body.people.sort_by_key(|away| (!away.chief, away.order));
        let chiefs =
            |slot: i64| body.people.iter().filter(|away| away.chief && is_away(window, away, slot, false)).count();
        body.clash = (0..window.halves).filter(|slot| chiefs(*slot) > 1).collect();
    }
    bodies.sort_by_key(|body| body.unit.order);
    Ok(bodies)
}

fn away_of<'a>(absence: &AbsenceRow, held: impl Iterator<Item = &'a Held>) -> Away {
    let held: Vec<&Held> = held.collect();
    Away {
        person: absence.person.clone(),
        name: absence.name.clone(),
        post: held.first().map(|held| held.title.clone()).unwrap_or_default(),
        chief: held.iter().any(|held| held.chief || held.acting),
        order: held.iter().map(|held| held.order).min().unwrap_or(i64::MAX),
        absences: Vec::new(),
    }
}

/// Whether somebody is away on a half-day of the window, approved or, unless `firm`, asked for.
fn is_away(window: &Window, away: &Away, slot: i64, firm: bool) -> bool {
    let counted = away.absences.iter().filter(|absence| absence.firm || !firm);
    counted.filter_map(|absence| window.part(absence)).any(|(from, to)| (from..to).contains(&slot))
}

fn tabs(visit: &Visit, window: &Window, bodies: &[Body<'_>]) -> Vec<Tab> {
    let here = visit.asked("tab").unwrap_or("");
    let tab = |title: &str, key: &str, count: usize, late: bool| Tab {
        title: title.to_owned(),
        href: if key.is_empty() {
            format!("/calendar?from={}", window.from)
        } else {
            format!("/calendar?from={}&tab={}", window.from, encoded(key))
        },
        here: here == key,
        count: count.to_string(),
        late,
    };
    let mut tabs = vec![tab("有外出的", "", bodies.len(), false)];
    let policy = visit.app.county.policy();
    for term in policy.dictionary("unit_kinds").map(|dictionary| dictionary.terms.as_slice()).unwrap_or_default() {
        let count = bodies.iter().filter(|body| body.unit.kind == term.code).count();
        if count > 0 || here == term.code {
            tabs.push(tab(&term.title, &term.code, count, false));
        }
    }
    let clash = bodies.iter().filter(|body| !body.clash.is_empty()).count();
    if clash > 0 || here == CLASH {
        tabs.push(tab("冲突", CLASH, clash, clash > 0));
    }
    tabs
}

/// `off` on days without work, `now` today.
pub(super) fn look(visit: &Visit, window: &Window, day: Day) -> &'static str {
    let off = visit.app.county.policy().calendar().is_working(day).map_or(day.is_weekend(), |working| !working);
    match (off, day == window.today) {
        (true, true) => "off now",
        (true, false) => "off",
        (false, true) => "now",
        (false, false) => "",
    }
}

pub(super) fn head(visit: &Visit, window: &Window, day: Day) -> DayHead {
    let word = if day == window.today { "今日" } else { day.weekday_word() };
    let word = word.trim_start_matches("星期").to_owned();
    let number = if day == window.from || day.day() == 1 {
        format!("{}/{}", day.month(), day.day())
    } else {
        day.day().to_string()
    };
    DayHead { word, number, class: look(visit, window, day).to_owned() }
}

fn totals(
    visit: &Visit,
    window: &Window,
    bodies: &[Body<'_>],
    title: &'static str,
    counted: fn(&Away) -> bool,
) -> Totals {
    let count = |at: i64| {
        let day = window.from.plus(at);
        let there = |away: &&Away| counted(away) && (at * 2..at * 2 + 2).any(|slot| is_away(window, away, slot, true));
        let number = bodies.iter().flat_map(|body| &body.people).filter(there).count();
        DayCount {
            words: if number == 0 { String::new() } else { number.to_string() },
            href: format!("{}&day={day}", address(visit, window.from)),
            class: look(visit, window, day).to_owned(),
        }
    };
    Totals { title, counts: (0..window.halves / 2).map(count).collect() }
}

/// The lines of a unit: one for each person, more where his absences overlap.
fn rows(visit: &Visit, window: &Window, body: &Body<'_>) -> Vec<CalendarRow> {
    let mut rows = Vec::new();
    for away in &body.people {
        let mut name = (away.name.clone(), away.post.clone());
        for lane in lanes(window, away) {
            rows.push(CalendarRow {
                name: std::mem::take(&mut name.0),
                post: std::mem::take(&mut name.1),
                href: format!("/people/{}", away.person),
                cells: cells(visit, window, &body.clash, away, &lane),
                ..CalendarRow::default()
            });
        }
    }
    let count = rows.len();
    if let Some(first) = rows.first_mut() {
        first.unit.clone_from(&body.unit.name);
        first.unit_href = format!("/calendar?unit={}&from={}", encoded(body.unit.id.as_str()), window.from);
        first.unit_rows = count;
        first.clash = !body.clash.is_empty();
    }
    rows
}

/// Absences that do not overlap, line by line.
pub(super) fn lanes<'a>(window: &Window, away: &'a Away) -> Vec<Vec<(i64, i64, &'a AbsenceRow)>> {
    let parts = away.absences.iter().filter_map(|absence| window.part(absence).map(|(from, to)| (from, to, absence)));
    let mut parts: Vec<_> = parts.collect();
    parts.sort_by_key(|(from, to, _)| (*from, *to));
    let mut lanes: Vec<Vec<(i64, i64, &AbsenceRow)>> = Vec::new();
    for part in parts {
        let free = lanes.iter_mut().find(|lane| lane.last().is_none_or(|(_, to, _)| *to <= part.0));
        match free {
            Some(lane) => lane.push(part),
            None => lanes.push(vec![part]),
        }
    }
    lanes
}

pub(super) fn cells(
    visit: &Visit,
    window: &Window,
    clashes: &BTreeSet<i64>,
    away: &Away,
    lane: &[(i64, i64, &AbsenceRow)],
) -> Vec<HalfCell> {
    let mut cells = Vec::new();
    let mut at = 0;
    let gap = |cells: &mut Vec<HalfCell>, from: i64, to: i64| {
        let mut slot = from;
        while slot < to {
            let end = (slot / 2 * 2 + 2).min(to);
            let look = look(visit, window, window.from.plus(slot / 2));
            // A line begins each day; its afternoon alone has none.
            let edge = if slot % 2 == 0 { "gap" } else { "gap half" };
            let look = if slot % 2 == 0 { look } else { look.trim_end_matches("now").trim_end() };
            cells.push(HalfCell { class: format!("{edge} {look}"), span: span(end - slot), ..HalfCell::default() });
            slot = end;
        }
    };
    for (from, to, absence) in lane {
        gap(&mut cells, at, *from);
        let clash = away.chief && (*from..*to).any(|slot| clashes.contains(&slot));
        cells.push(HalfCell {
            class: format!("bar-cell {}{}", window.class(absence), if clash { " clash" } else { "" }),
            span: span(to - from),
            text: brief(window, absence, to - from),
            href: format!("/matters/{}", absence.matter),
            words: words(window, absence),
        });
        at = *to;
    }
    gap(&mut cells, at, window.halves);
    cells
}

fn span(halves: i64) -> usize {
    usize::try_from(halves).unwrap_or(1)
}

/// What fits into a bar: of a short one the place alone, of a longer one no stand-in. Its row says who, the list beneath says all.
fn brief(window: &Window, absence: &AbsenceRow, halves: i64) -> String {
    match absence.label.rsplit_once(' ') {
        Some((_, place)) if halves <= SHORT => place.to_owned(),
        _ if halves <= MIDDLING && absence.firm => absence.label.clone(),
        _ => text(window, absence),
    }
}

fn text(window: &Window, absence: &AbsenceRow) -> String {
    let stand_in = absence.stand_in_name.as_ref().map(|name| format!(" · 代 {name}")).unwrap_or_default();
    match absence {
        one if window.is_late(one) => format!("逾期未销假 {}", one.label),
        one if window.is_unconfirmed(one) => format!("尚未确认返岗 {}", one.label),
        absence if !absence.firm => format!("待审批 {}{stand_in}", absence.label),
        absence => format!("{}{stand_in}", absence.label),
    }
}

fn words(window: &Window, absence: &AbsenceRow) -> String {
    let Period { from, to } = absence.period;
    format!("{}至{}，{}", from.sentence(), to.sentence(), text(window, absence))
}

fn line(window: &Window, body: &Body<'_>, away: &Away) -> PersonLine {
    let worded =
        |absence: &AbsenceRow| Worded { words: words(window, absence), href: format!("/matters/{}", absence.matter) };
    PersonLine {
        name: away.name.clone(),
        meta: format!("{} {}", body.unit.name, away.post),
        rows: away.absences.iter().map(worded).collect(),
    }
}

/// Each run of half-days on which chiefs of a unit are away together, in a sentence.
fn clashes(window: &Window, body: &Body<'_>) -> Vec<Clash> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for slot in &body.clash {
        match runs.last_mut() {
            Some((_, to)) if *to == *slot => *to = slot + 1,
            _ => runs.push((*slot, slot + 1)),
        }
    }
    let half = |slot: i64| HalfDay::from_index(window.first() + slot);
    let clash = |(from, to): (i64, i64)| {
        let there = |absence: &&AbsenceRow| window.part(absence).is_some_and(|(first, last)| first < to && last > from);
        let parts = body.people.iter().filter(|away| away.chief).flat_map(|away| {
            away.absences.iter().filter(there).map(|absence| Worded {
                words: format!("{}{}：{}", away.post, away.name, text(window, absence)),
                href: format!("/matters/{}", absence.matter),
            })
        });
        Clash {
            head: format!("{} {}至{}正职同时外出：", body.unit.name, half(from).sentence(), half(to - 1).sentence()),
            parts: parts.collect(),
        }
    };
    runs.into_iter().map(clash).collect()
}
