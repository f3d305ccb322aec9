//! The year's days: 年休假 and what takes it away.

use super::super::{
    Leave,
    facts::{Application, Purpose, State},
    view::sort_word,
};
use engine::{
    days::{Day, HalfDay, Period},
    facts::Query,
    policy::Table,
    procedure::{Context, Procedure, Refusal},
    words::PersonId,
    yearly::Total,
};

/// Clause of the days of 年休假.
const DAYS: &str = "law.annual_leave.3";
/// Clause of what takes them away.
const NONE: &str = "law.annual_leave.4";

/// Days of a month of sick leave.
const SICK_MONTH: i64 = 30;

/// Years before the one asked for whose leaves decide what is left over from them.
const LOOK_BACK: i16 = 2;

/// What was used of one sort in one year.
#[derive(Clone, Copy, Default)]
struct Used {
    /// Working half-days.
    working: i64,
    /// Calendar half-days.
    calendar: i64,
}

/// Judges the year's days of private leave; what is only to be known comes back as notes. A leave over the new year is charged to
/// both years, each with its own days.
///
/// # Errors
/// `annual_leave`.
pub(super) fn check(application: &Application, who: &PersonId, cx: &Context) -> Result<Vec<String>, Refusal> {
    let Purpose::Private(private) = &application.purpose else { return Ok(Vec::new()) };
    if !matches!(private.kind.0.as_str(), "annual" | "personal" | "sick") {
        return Ok(Vec::new());
    }
    let asked = application.period;
    let (first, last) = (asked.from.day.year(), asked.to.day.year());
    let Some(past) = past(who, first - LOOK_BACK, last, cx) else { return Ok(Vec::new()) };
    let mut notes = Vec::new();
    for year in first..=last {
        notes.extend(match private.kind.0.as_str() {
            "annual" => annual(asked, who, &past, year, cx)?,
            "personal" => personal(asked, &past, year, cx),
            _ => sick(asked, &past, year, cx),
        });
    }
    Ok(notes)
}

/// The person's leaves of these years, the matter at hand left out.
fn past(who: &PersonId, first: i16, last: i16, cx: &Context) -> Option<Vec<State>> {
    let window = Period::days(Day::new(first, 1, 1)?, Day::new(last, 12, 31)?);
    let query = Query { kind: Leave::KIND.id, person: Some(who.clone()), overlaps: Some(window), ..Query::default() };
    let matters = cx.facts.matters(&query).into_iter().filter(|brief| &brief.id != cx.matter);
    let states = matters.filter_map(|brief| serde_json::from_str::<State>(&brief.state).ok());
    Some(states.filter(|state| state.applicant() == who && state.ended.is_none()).collect())
}

fn used(states: &[State], code: &str, year: i16, cx: &Context) -> Used {
    let of_sort = states.iter().filter(|state| state.applied.application.purpose.code() == code);
    of_sort.map(|state| within(state.taken(), year, cx)).fold(Used::default(), |sum, used| Used {
        working: sum.working + used.working,
        calendar: sum.calendar + used.calendar,
    })
}

/// The half-days of a period that lie in a year.
fn part(period: Period, year: i16) -> Option<Period> {
    let year = Period::days(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?);
    Period::new(period.from.max(year.from), period.to.min(year.to))
}

fn within(period: Period, year: i16, cx: &Context) -> Used {
    let used = |part: Period| Used { working: cx.policy.working_span(part).half_days, calendar: part.half_days() };
    part(period, year).map(used).unwrap_or_default()
}

/// 5.5
pub(in super::super) fn days(half_days: i64) -> String {
    if half_days % 2 == 0 { (half_days / 2).to_string() } else { format!("{}.5", half_days / 2) }
}

struct Band {
    /// Days of leave.
    days: i64,
    /// Months of sick leave that take them away.
    sick_months: i64,
}

/// The band of somebody who has worked for so long. Below the first one there is none.
fn band(table: &Table, worked: i64) -> Option<Band> {
    let number = |key: &str, column: &str| table.value(&[key], column).and_then(|text| text.parse::<i64>().ok());
    table.rows.iter().filter_map(|row| row.key.first()).find_map(|key| {
        let (from, to) = (number(key, "years_from")?, number(key, "years_to")?);
        let band = Band { days: number(key, "days")?, sick_months: number(key, "sick_months")? };
        (from <= worked && worked < to).then_some(band)
    })
}

/// Whole years of work on a day.
fn worked(since: Day, on: Day) -> i64 {
    let years = i64::from(on.year()) - i64::from(since.year());
    let before = (on.month(), on.day()) < (since.month(), since.day());
    years - i64::from(before)
}

/// What somebody's 年休假 amounts to, year by year.
struct Account<'a> {
    table: &'a Table,
    since: Day,
    past: &'a [State],
    /// What is being asked for; none where only the record is looked at.
    asked: Option<Period>,
    /// The day on which the years of work are looked at.
    on: Day,
    cx: &'a Context<'a>,
}

impl Account<'_> {
    /// The day on which the years of work are looked at, within the year.
    fn day(&self, year: i16) -> Option<Day> {
        Some(self.on.max(Day::new(year, 1, 1)?).min(Day::new(year, 12, 31)?))
    }

    fn worked(&self, year: i16) -> i64 {
        self.day(year).map_or(0, |day| worked(self.since, day))
    }

    fn band(&self, year: i16) -> Option<Band> {
        band(self.table, self.worked(year))
    }

    fn taken(&self, year: i16) -> i64 {
        used(self.past, "annual", year, self.cx).working
    }

    fn asked(&self, year: i16) -> i64 {
        self.asked.map_or(0, |asked| within(asked, year, self.cx).working)
    }

    /// Days of sick leave in the year, and the months that they fill, where they take the year's 年休假 away.
    fn illness(&self, year: i16) -> Option<(i64, i64)> {
        let months = self.band(year)?.sick_months;
        let sick = used(self.past, "sick", year, self.cx).calendar;
        (sick >= months * SICK_MONTH * 2).then_some((sick, months))
    }

    /// Half-days of the year itself.
    fn own(&self, year: i16) -> i64 {
        if self.illness(year).is_some() { 0 } else { self.band(year).map_or(0, |band| band.days * 2) }
    }

    /// Half-days left over from the year before, which lapse first and are therefore used first; the pack says whether they may be
    /// taken over. What is not on record was not taken; further back than `back` years nothing is looked for.
    fn carried(&self, year: i16, back: i16) -> i64 {
        let before = year - 1;
        let Some(last) = Day::new(before, 12, 31) else { return 0 };
        let allowed = self.cx.policy.number("leave.annual_carry_over", last).is_some_and(|years| years >= 1);
        if !allowed || back < 1 {
            return 0;
        }
        let used = self.taken(before) + self.asked(before);
        let of_its_own = (used - self.carried(before, back - 1)).max(0);
        (self.own(before) - of_its_own).max(0)
    }
}

fn annual(asked: Period, who: &PersonId, past: &[State], year: i16, cx: &Context) -> Result<Vec<String>, Refusal> {
    let on = asked.from.day;
    let Some(table) = cx.policy.table("leave.annual_bands", on) else { return Ok(Vec::new()) };
    let Some(since) = cx.facts.person(who).and_then(|card| card.works_since) else {
        return Ok(vec!["参加工作时间未录入，年休假天数无法核算".to_owned()]);
    };
    let account = Account { table, since, past, asked: Some(asked), on, cx };
    if let Some((sick, months)) = account.illness(year) {
        let sentence = format!("{year}年病假累计{}天，满{months}个月，不享受当年年休假，请改请事假。", days(sick));
        return Err(Refusal::new("annual_leave", NONE, sentence).at("/purpose"));
    }
    let (taken, asked_here, own) = (account.taken(year), account.asked(year), account.own(year));
    let carried = account.carried(year, LOOK_BACK);
    let arithmetic = format!(
        "累计工作{}年，{year}年年休假{}天，已请{}天，本次{}天",
        account.worked(year),
        days(own),
        days(taken),
        days(asked_here)
    );
    let published = part(asked, year).is_none_or(|part| cx.policy.working_span(part).published);
    if taken + asked_here > own + carried && published {
        let left = (own + carried - taken).max(0);
        let sentence = format!("{arithmetic}，超出可休天数，还可休{}天（含上年结转）。请缩短或改请事假。", days(left));
        return Err(Refusal::new("annual_leave", DAYS, sentence).at("/period"));
    }
    let mut notes = vec![arithmetic];
    let from_before = (carried - taken).clamp(0, asked_here);
    if from_before > 0 {
        notes.push(format!("其中{}天为上年结转", days(from_before)));
    }
    let private = used(past, "personal", year, cx).working;
    if cx.policy.number("leave.private_bar", on).is_some_and(|bar| private >= bar) {
        notes.push(format!("{year}年事假累计{}天，未扣工资的不享受当年年休假", days(private)));
    }
    Ok(notes)
}

fn personal(asked: Period, past: &[State], year: i16, cx: &Context) -> Vec<String> {
    let total = used(past, "personal", year, cx).working + within(asked, year, cx).working;
    let mut notes = vec![format!("{year}年事假连本次累计{}天", days(total))];
    let bar = cx.policy.limit("leave.private_bar", asked.from.day);
    if let Some(bar) = bar.filter(|bar| bar.number().is_some_and(|number| total >= number)) {
        notes.push(format!("事假累计{}且不扣工资的，不享受当年年休假", bar.words()));
    }
    notes
}

fn sick(asked: Period, past: &[State], year: i16, cx: &Context) -> Vec<String> {
    let total = used(past, "sick", year, cx).calendar + within(asked, year, cx).calendar;
    vec![format!("{year}年病假连本次累计{}天", days(total))]
}

/// What is left of this year's 年休假, for whoever is about to ask.
pub(in super::super) fn standing(who: &PersonId, cx: &Context) -> Option<String> {
    let year = cx.day.year();
    let since = cx.facts.person(who)?.works_since?;
    let band = band(cx.policy.table("leave.annual_bands", cx.day)?, worked(since, cx.day))?;
    let taken = used(&past(who, year, year, cx)?, "annual", year, cx).working;
    Some(format!("{year}年年休假{}天，已请{}天", band.days, days(taken)))
}

/// Calendar days touched by staying away longer than allowed.
pub(super) fn days_late(allowed: HalfDay, returned: HalfDay) -> i64 {
    let from = allowed.plus(1);
    if returned < from { 0 } else { from.day.days_until(returned.day) + 1 }
}

/// What somebody was away in a year, by group and 年休假 by its name, and what is left of his 年休假. Only what was approved.
pub(in super::super) fn totals(who: &PersonId, year: i16, cx: &Context) -> Vec<Total> {
    let past = past(who, year - LOOK_BACK, year, cx).unwrap_or_default();
    let mut sums: Vec<(&str, Used)> = Vec::new();
    for state in past.iter().filter(|state| state.is_back() || state.may_be_away()) {
        let part = within(state.taken(), year, cx);
        if part.calendar == 0 {
            continue;
        }
        let word = sort_word(state);
        match sums.iter_mut().find(|(known, _)| *known == word) {
            Some((_, sum)) => {
                sum.working += part.working;
                sum.calendar += part.calendar;
            }
            None => sums.push((word, part)),
        }
    }
    let total = |(word, sum): (&str, Used)| Total {
        title: word.to_owned(),
        sum: format!("{}天", days(sum.calendar)),
        note: format!("其中工作日{}天", days(sum.working)),
    };
    let mut totals: Vec<Total> = sums.into_iter().map(total).collect();
    totals.extend(annual_left(who, &past, year, cx));
    totals
}

/// 年休假 due, used and left at the end of a year, or today in this one.
fn annual_left(who: &PersonId, past: &[State], year: i16, cx: &Context) -> Option<Total> {
    let title = "年休假余额".to_owned();
    let on = Day::new(year, 12, 31)?.min(cx.day);
    let table = cx.policy.table("leave.annual_bands", on)?;
    let Some(since) = cx.facts.person(who)?.works_since else {
        let note = "参加工作时间未录入，无法核算".to_owned();
        return Some(Total { title, sum: "—".to_owned(), note });
    };
    let account = Account { table, since, past, asked: None, on, cx };
    let (due, taken, carried) = (account.own(year), account.taken(year), account.carried(year, LOOK_BACK));
    let over = if carried > 0 { format!("，上年结转{}天", days(carried)) } else { String::new() };
    Some(Total {
        title,
        sum: format!("{}天", days((due + carried - taken).max(0))),
        note: format!("应休{}天{over}，已请{}天", days(due), days(taken)),
    })
}

/// Calendar days by which a person came back late in this year, the matter at hand left out.
pub(super) fn overstayed(who: &PersonId, year: i16, cx: &Context) -> i64 {
    let late = |state: &State| {
        let returned = state.returned.as_ref()?.report.returned;
        (returned.day.year() == year).then(|| days_late(state.allowed().to, returned))
    };
    past(who, year, year, cx).unwrap_or_default().iter().filter_map(late).sum()
}
