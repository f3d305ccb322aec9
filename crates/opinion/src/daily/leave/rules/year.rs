//! The year's days: 年休假 and what takes it away.

use super::super::{
    Leave,
    facts::{Application, Purpose, State},
};
use engine::{
    days::{Day, Period},
    facts::Query,
    policy::Table,
    procedure::{Context, Procedure, Refusal},
    words::PersonId,
};

/// Clause of the days of 年休假.
const DAYS: &str = "law.annual_leave.3";
/// Clause of what takes them away.
const NONE: &str = "law.annual_leave.4";

/// Days of a month of sick leave.
const SICK_MONTH: i64 = 30;

/// What was used of one sort in one year.
#[derive(Clone, Copy, Default)]
struct Used {
    /// Working half-days.
    working: i64,
    /// Calendar half-days.
    calendar: i64,
}

/// Judges the year's days of private leave; what is only to be known comes back as notes.
///
/// # Errors
/// `annual_leave`.
pub(super) fn check(application: &Application, who: &PersonId, cx: &Context) -> Result<Vec<String>, Refusal> {
    let Purpose::Private(private) = &application.purpose else { return Ok(Vec::new()) };
    if !matches!(private.kind.0.as_str(), "annual" | "personal" | "sick") {
        return Ok(Vec::new());
    }
    let year = application.period.from.day.year();
    let Some(past) = past(who, year, cx) else { return Ok(Vec::new()) };
    match private.kind.0.as_str() {
        "annual" => annual(application, who, &past, cx),
        "personal" => Ok(personal(application, &past, cx)),
        _ => Ok(sick(application, &past, cx)),
    }
}

/// The leaves of this year and the one before.
fn past(who: &PersonId, year: i16, cx: &Context) -> Option<Vec<State>> {
    let window = Period::days(Day::new(year - 1, 1, 1)?, Day::new(year, 12, 31)?);
    let query = Query { kind: Leave::KIND.id, person: Some(who.clone()), overlaps: Some(window), ..Query::default() };
    let matters = cx.facts.matters(&query).into_iter().filter(|brief| &brief.id != cx.matter);
    let states = matters.filter_map(|brief| serde_json::from_str::<State>(&brief.state).ok());
    Some(states.filter(|state| state.applicant() == who && state.ended.is_none()).collect())
}

fn used(states: &[State], code: &str, year: i16, cx: &Context) -> Used {
    let of_sort = states.iter().filter(|state| state.applied.application.purpose.code() == code);
    of_sort.filter_map(|state| within(state.taken(), year, cx)).fold(Used::default(), |sum, used| Used {
        working: sum.working + used.working,
        calendar: sum.calendar + used.calendar,
    })
}

fn within(period: Period, year: i16, cx: &Context) -> Option<Used> {
    let year = Period::days(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?);
    let part = Period::new(period.from.max(year.from), period.to.min(year.to))?;
    Some(Used { working: cx.policy.working_span(part).half_days, calendar: part.half_days() })
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

fn annual(application: &Application, who: &PersonId, past: &[State], cx: &Context) -> Result<Vec<String>, Refusal> {
    let on = application.period.from.day;
    let Some(table) = cx.policy.table("leave.annual_bands", on) else { return Ok(Vec::new()) };
    let Some(since) = cx.facts.person(who).and_then(|card| card.works_since) else {
        return Ok(vec!["参加工作时间未录入，年休假天数无法核算".to_owned()]);
    };
    let band = band(table, worked(since, on)).unwrap_or(Band { days: 0, sick_months: i64::MAX });
    let year = on.year();
    let asked = within(application.period, year, cx).unwrap_or_default().working;
    let taken = used(past, "annual", year, cx).working;
    let sick = used(past, "sick", year, cx).calendar;
    if band.sick_months != i64::MAX && sick >= band.sick_months * SICK_MONTH * 2 {
        let sentence =
            format!("{year}年病假累计{}天，满{}个月，不享受当年年休假，请改请事假。", days(sick), band.sick_months);
        return Err(Refusal::new("annual_leave", NONE, sentence).at("/purpose"));
    }
    let carried = carried(table, since, past, year, cx);
    let total = taken + asked;
    let arithmetic = format!(
        "累计工作{}年，{year}年年休假{}天，已请{}天，本次{}天",
        worked(since, on),
        band.days,
        days(taken),
        days(asked)
    );
    let mut notes = vec![arithmetic.clone()];
    if total > band.days * 2 + carried && cx.policy.working_span(application.period).published {
        let left = (band.days * 2 + carried - taken).max(0);
        let sentence = format!("{arithmetic}，超出可休天数，还可休{}天（含上年结转）。请缩短或改请事假。", days(left));
        return Err(Refusal::new("annual_leave", DAYS, sentence).at("/period"));
    }
    if total > band.days * 2 {
        notes.push(format!("其中{}天为上年结转", days(total - band.days * 2)));
    }
    let private = used(past, "personal", year, cx).working;
    if cx.policy.number("leave.private_bar", on).is_some_and(|bar| private >= bar) {
        notes.push(format!("{year}年事假累计{}天，未扣工资的不享受当年年休假", days(private)));
    }
    Ok(notes)
}

/// What was left of the year before, in half-days; the pack says whether it may be taken over.
fn carried(table: &Table, since: Day, past: &[State], year: i16, cx: &Context) -> i64 {
    let Some(last) = Day::new(year - 1, 12, 31) else { return 0 };
    let allowed = cx.policy.number("leave.annual_carry_over", last).is_some_and(|years| years >= 1);
    let Some(band) = band(table, worked(since, last)).filter(|_| allowed) else { return 0 };
    (band.days * 2 - used(past, "annual", year - 1, cx).working).max(0)
}

fn personal(application: &Application, past: &[State], cx: &Context) -> Vec<String> {
    let on = application.period.from.day;
    let asked = within(application.period, on.year(), cx).unwrap_or_default().working;
    let total = used(past, "personal", on.year(), cx).working + asked;
    let mut notes = vec![format!("{}年事假连本次累计{}天", on.year(), days(total))];
    let bar = cx.policy.limit("leave.private_bar", on);
    if let Some(bar) = bar.filter(|bar| bar.number().is_some_and(|number| total >= number)) {
        notes.push(format!("事假累计{}且不扣工资的，不享受当年年休假", bar.words()));
    }
    notes
}

fn sick(application: &Application, past: &[State], cx: &Context) -> Vec<String> {
    let year = application.period.from.day.year();
    let asked = within(application.period, year, cx).unwrap_or_default().calendar;
    vec![format!("{year}年病假连本次累计{}天", days(used(past, "sick", year, cx).calendar + asked))]
}

/// What is left of this year's 年休假, for whoever is about to ask.
pub(in super::super) fn standing(who: &PersonId, cx: &Context) -> Option<String> {
    let year = cx.day.year();
    let since = cx.facts.person(who)?.works_since?;
    let band = band(cx.policy.table("leave.annual_bands", cx.day)?, worked(since, cx.day))?;
    let taken = used(&past(who, year, cx)?, "annual", year, cx).working;
    Some(format!("{year}年年休假{}天，已请{}天", band.days, days(taken)))
}

/// Calendar days by which a person came back late in this year, the matter at hand left out.
pub(super) fn overstayed(who: &PersonId, year: i16, cx: &Context) -> i64 {
    let late = |state: &State| {
        let returned = state.returned.as_ref()?;
        (returned.report.returned.day.year() == year)
            .then(|| state.allowed().to.day.days_until(returned.report.returned.day))
    };
    past(who, year, cx).unwrap_or_default().iter().filter_map(late).map(|days| days.max(0)).sum()
}
