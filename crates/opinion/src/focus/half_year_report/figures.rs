//! What the program itself knows of a period: the unit's own matters, counted once, and the reports made before.

use super::{
    HalfYearReport,
    facts::{Figure, HalfYear, Opened, Part, State, Tally},
};
use crate::{
    daily::{certificate::Certificate, handover::Handover, inspection::Inspection, leave::Leave},
    focus::{off_duty::OffDuty, secretaries, young_cadre::YoungCadre},
    ground::unit::{self, Unit},
};
use engine::{
    days::{Day, Period},
    facts::{Brief, Query},
    policy::Clock,
    procedure::{Context, Procedure},
    words::{MatterId, UnitId},
};
use std::collections::BTreeSet;

/// What is counted: key and words.
const ROWS: [(&str, &str); 9] = [
    ("leaves", "请假外出（人次）"),
    ("overstays", "逾期未归、逾期销假（人次）"),
    ("handovers", "离任交接（件）"),
    ("handovers_open", "未办结的交接（件）"),
    ("findings", "督查认定问题（个）"),
    ("certificates", "证件逾期未交（本）"),
    ("young", "年轻干部（人）"),
    ("young_talks", "年轻干部谈话（人次）"),
    ("off_duty", "八小时以外属实情况（件）"),
];

/// Counts in the order of [`ROWS`].
type Counts = [u32; ROWS.len()];

/// Counts units over periods. A matter that was counted before is not counted again, whichever unit has it now.
struct Counter<'a> {
    cx: &'a Context<'a>,
    seen: BTreeSet<MatterId>,
}

impl Counter<'_> {
    fn of(&mut self, unit: &UnitId, period: Period) -> Counts {
        let [leaves, overstays] = self.leaves(unit, period);
        let [handovers, handovers_open] = self.handovers(unit, period);
        let [young, talks] = self.young(unit, period);
        let (findings, certificates) = (self.findings(unit, period), self.certificates(unit));
        let off_duty = self.off_duty(unit, period);
        [leaves, overstays, handovers, handovers_open, findings, certificates, young, talks, off_duty]
    }

    /// Matters of a kind in a unit that were not counted before. One that was voided or revoked has left its stages.
    fn fresh<P: Procedure>(&self, unit: &UnitId, query: Query) -> Vec<(MatterId, P::State)> {
        let query = Query { kind: P::KIND.id, unit: Some(unit.clone()), ..query };
        let counts = |brief: &Brief| P::KIND.stages.contains(&brief.stage.as_str()) && !self.seen.contains(&brief.id);
        let read = |brief: Brief| Some((brief.id, serde_json::from_str::<P::State>(&brief.state).ok()?));
        self.cx.facts.matters(&query).into_iter().filter(counts).filter_map(read).collect()
    }

    /// Leaves that began in the period, and those of any that were overstayed in it: one still open may have run out before.
    fn leaves(&mut self, unit: &UnitId, period: Period) -> [u32; 2] {
        let mut found = self.fresh::<Leave>(unit, within(period));
        let open = self.fresh::<Leave>(unit, Query { open: Some(true), ..Query::default() });
        found
            .extend(open.into_iter().filter(|(id, _)| !found.iter().any(|(known, _)| known == id)).collect::<Vec<_>>());
        let [mut leaves, mut overstays] = [0, 0];
        for (id, state) in found.into_iter().filter(|(_, state)| state.ended.is_none() && state.is_decided()) {
            let began = period.touches(state.taken().from.day);
            let late = state.delay.as_ref().is_some_and(|delay| period.touches(delay.since));
            leaves += u32::from(began);
            overstays += u32::from(late);
            if began {
                self.seen.insert(id);
            }
        }
        [leaves, overstays]
    }

    /// Handovers of those whose last day in a post of the unit lies within: whoever leaves with his unit leaves on its last day. What was
    /// opened by a decision that was taken back is none.
    fn handovers(&mut self, unit: &UnitId, period: Period) -> [u32; 2] {
        let [mut all, mut open] = [0, 0];
        for (id, state) in self.fresh::<Handover>(unit, Query::default()) {
            let only_gains = state.left.unit != *unit && state.left.to_unit.as_ref() == Some(unit);
            if !only_gains && !state.undone && period.touches(state.left.day.plus(-1)) {
                all += 1;
                open += u32::from(state.completion.is_none());
                self.seen.insert(id);
            }
        }
        [all, open]
    }

    fn findings(&mut self, unit: &UnitId, period: Period) -> u32 {
        let mut standing = 0;
        for (id, state) in self.fresh::<Inspection>(unit, within(period)) {
            standing += small(state.standing().count());
            self.seen.insert(id);
        }
        standing
    }

    /// Young cadres on the list within the period, each once, and the talks that they had in it. Whose age is not known is on the list
    /// until he leaves it.
    fn young(&mut self, unit: &UnitId, period: Period) -> [u32; 2] {
        let (mut young, mut talks) = (BTreeSet::new(), 0);
        for (id, state) in self.fresh::<YoungCadre>(unit, Query::default()) {
            if state.listed() <= period.to.day && state.until().is_none_or(|until| period.from.day <= until) {
                young.insert(state.person.clone());
                talks += small(state.talks.iter().filter(|talk| period.touches(talk.talk.day)).count());
                self.seen.insert(id);
            }
        }
        [small(young.len()), talks]
    }

    /// What was found proved of off-duty life in the period; what is not proved counts nowhere.
    fn off_duty(&mut self, unit: &UnitId, period: Period) -> u32 {
        let mut proved = 0;
        for (id, state) in self.fresh::<OffDuty>(unit, within(period)) {
            if state.stands() && state.concluded.as_ref().is_some_and(|one| period.touches(one.day)) {
                proved += 1;
                self.seen.insert(id);
            }
        }
        proved
    }

    /// Certificates that the unit's people have not brought by now though their day is past: neither those of others that the unit
    /// keeps, nor what the keepers owe.
    fn certificates(&mut self, unit: &UnitId) -> u32 {
        let mut late = 0;
        for (id, state) in self.fresh::<Certificate>(unit, Query { open: Some(true), ..Query::default() }) {
            let only_keeps = state.entry.unit.as_ref() != Some(unit) && state.entry.keeper.as_ref() == Some(unit);
            let pauses = self.cx.facts.pauses(&id);
            let clock = Clock { policy: self.cx.policy, pauses: &pauses };
            let holds = Certificate::effects(&state, &clock).holds;
            if !only_keeps && holds.iter().any(|hold| hold.from <= self.cx.day) {
                late += 1;
                self.seen.insert(id);
            }
        }
        late
    }
}

fn within(period: Period) -> Query {
    Query { overlaps: Some(period), ..Query::default() }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Units below a unit, however deep.
fn below(unit: &UnitId, cx: &Context) -> Vec<UnitId> {
    let mut found: Vec<UnitId> = cx.facts.units(Some(unit)).into_iter().map(|card| card.id).collect();
    let mut at = 0;
    while let Some(next) = found.get(at) {
        let deeper: Vec<UnitId> = cx.facts.units(Some(next)).into_iter().map(|card| card.id).collect();
        found.extend(deeper.into_iter().filter(|one| one != unit && !found.contains(one)).collect::<Vec<_>>());
        at += 1;
    }
    found
}

fn figures(own: Counts, below: Counts) -> Vec<Figure> {
    let row = |(((key, word), own), below): (((&str, &str), u32), u32)| Figure {
        key: key.to_owned(),
        word: word.to_owned(),
        own,
        below,
        last: None,
        year_ago: None,
    };
    ROWS.into_iter().zip(own).zip(below).map(row).collect()
}

/// The figures of each section, in order.
pub(super) fn tallies(parts: &[Part], cx: &Context) -> Vec<Tally> {
    let mut counter = Counter { cx, seen: BTreeSet::new() };
    let tally = |part: &Part| {
        let own = counter.of(&part.unit, part.period);
        let mut under = [0; ROWS.len()];
        for unit in below(&part.unit, cx) {
            let counts = counter.of(&unit, part.period);
            under.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        Tally { name: part.name.clone(), period: part.period, rows: figures(own, under) }
    };
    parts.iter().map(tally).collect()
}

/// All sections together, beside what the unit, or the units that became it, had reported before.
pub(super) fn compared(
    opened: &Opened,
    unit: &UnitId,
    tallies: &[Tally],
    cx: &Context,
) -> (Vec<Figure>, Option<String>) {
    let sum = |key: &str, of: fn(&Figure) -> u32| -> u32 {
        tallies.iter().flat_map(|tally| &tally.rows).filter(|row| row.key == key).map(of).sum()
    };
    let units: Vec<UnitId> =
        std::iter::once(unit.clone()).chain(ended_into(unit, cx).into_iter().map(|ended| ended.id)).collect();
    let (year, half) = opened.half.before(opened.year);
    let last = reports(&units, year, half, cx);
    let year_ago = reports(&units, opened.year - 1, opened.half, cx);
    let row = |(key, word): (&str, &str)| Figure {
        key: key.to_owned(),
        word: word.to_owned(),
        own: sum(key, |row| row.own),
        below: sum(key, |row| row.below),
        last: total(&last, key),
        year_ago: total(&year_ago, key),
    };
    let words = [("上期", &last), ("上年同期", &year_ago)].into_iter().filter_map(|(word, found)| say(word, found));
    let words = words.collect::<Vec<_>>().join("；");
    (ROWS.into_iter().map(row).collect(), (!words.is_empty()).then_some(words))
}

/// Whose reports stand behind a comparison.
fn say(word: &str, reports: &[State]) -> Option<String> {
    let first = reports.first()?;
    let names: Vec<&str> = reports.iter().map(|report| report.opened.name.as_str()).collect();
    let together = if reports.len() > 1 { "合计" } else { "" };
    Some(format!("{word}：{}{}年{}报告{together}", names.join("、"), first.opened.year, first.opened.half.word()))
}

fn total(reports: &[State], key: &str) -> Option<u32> {
    let rows = || reports.iter().filter_map(|report| report.submitted.as_ref()).flat_map(|made| &made.figures);
    let mut counts = rows().filter(|row| row.key == key).map(|row| row.own + row.below).peekable();
    counts.peek().is_some().then(|| counts.sum())
}

/// Reports that these units made about a half-year, each once.
fn reports(units: &[UnitId], year: i16, half: HalfYear, cx: &Context) -> Vec<State> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (brief, state) in units.iter().flat_map(|unit| of_half(Some(unit), year, half, cx)) {
        if state.submitted.is_some() && seen.insert(brief) {
            found.push(state);
        }
    }
    found
}

/// Reports about a half-year that stand; of one unit where it is given.
pub(super) fn of_half(unit: Option<&UnitId>, year: i16, half: HalfYear, cx: &Context) -> Vec<(MatterId, State)> {
    let Some(period) = half.period(year) else { return Vec::new() };
    let last = period.to.day;
    let kind = HalfYearReport::KIND;
    let overlaps = Some(Period::days(last, last));
    let query = Query { kind: kind.id, unit: unit.cloned(), overlaps, ..Query::default() };
    let standing = |brief: &Brief| kind.stages.contains(&brief.stage.as_str());
    let read = |brief: Brief| Some((brief.id, serde_json::from_str::<State>(&brief.state).ok()?));
    cx.facts.matters(&query).into_iter().filter(standing).filter_map(read).collect()
}

/// Units that ended in another one.
fn ended_into(unit: &UnitId, cx: &Context) -> Vec<unit::State> {
    let query = Query { kind: Unit::KIND.id, open: Some(false), ..Query::default() };
    let read = |brief: Brief| serde_json::from_str::<unit::State>(&brief.state).ok();
    let into = |state: &unit::State| state.dissolved.as_ref().and_then(|one| one.into.as_ref()) == Some(unit);
    cx.facts.matters(&query).into_iter().filter_map(read).filter(into).collect()
}

/// The sections of a report: the units that ended in this one within the half-year, each to the day before, then the unit itself; from the
/// day of the merger, where nobody held a post in it before.
pub(super) fn parts(unit: &UnitId, period: Period, cx: &Context) -> Vec<Part> {
    let mut parts: Vec<Part> =
        ended_into(unit, cx).into_iter().filter_map(|ended| ended_part(ended, period, cx)).collect();
    let merged = parts.iter().map(|part| part.period.to.day.plus(1)).min();
    let is_new = |since: &Day| cx.facts.members(unit, since.plus(-1)).is_empty();
    let from = merged.filter(is_new).unwrap_or(period.from.day);
    let name = cx.facts.unit_name(unit);
    let own = Period::days(from, period.to.day);
    parts.push(Part { unit: unit.clone(), name, period: own, head: None, head_name: None });
    parts
}

fn ended_part(ended: unit::State, period: Period, cx: &Context) -> Option<Part> {
    let closed = ended.closed?;
    let last = closed.plus(-1);
    if !period.touches(last) {
        return None;
    }
    let head = secretaries(&ended.id, last, cx).into_iter().next();
    Some(Part {
        name: ended.card.name,
        period: Period::days(period.from.day, last),
        head_name: head.as_ref().map(|head| cx.facts.name(&head.person)),
        head: head.map(|head| head.person),
        unit: ended.id,
    })
}
