//! What must hold after every month, whatever people tried.

use std::collections::BTreeMap;

use engine::{
    days::{Day, HalfDay, Period},
    facts::PostAt,
    words::{MatterId, PersonId},
};
use serde_json::Value;
use store::County;

/// What was looked at before, so that each month looks at its own.
#[derive(Debug, Default)]
pub struct Checked {
    seq: i64,
    overdue: BTreeMap<(MatterId, String), Day>,
}

/// Checks everything; returns how many events were verified.
///
/// # Errors
/// What is not as it must be, in words.
pub fn check(county: &County, checked: &mut Checked) -> Result<i64, String> {
    let report = county.verify().map_err(|fault| fault.to_string())?;
    if let Some(finding) = report.findings.first() {
        return Err(format!("verify: {finding:?}"));
    }
    let since = checked.seq;
    events(county, checked)?;
    duties(county)?;
    if checked.seq > since {
        chiefs(county)?;
    }
    Ok(report.events)
}

/// No event without permission; each breach found once and on its true day, the day after the last day in time.
fn events(county: &County, checked: &mut Checked) -> Result<(), String> {
    for event in county.logged_since(checked.seq).map_err(|fault| fault.to_string())? {
        checked.seq = event.seq;
        let actor: Value = serde_json::from_str(&event.actor).map_err(|error| error.to_string())?;
        if actor.get("hat").is_none_or(Value::is_null) && actor.get("account").and_then(Value::as_str) != Some("准绳")
        {
            return Err(format!(
                "event {} ({} {}) without permission: {}",
                event.seq, event.kind, event.verb, event.actor
            ));
        }
        if (event.kind.as_str(), event.verb.as_str()) != ("leave", "found_overdue") {
            continue;
        }
        let payload: Value = serde_json::from_str(&event.payload).map_err(|error| error.to_string())?;
        let due = payload.get("due").and_then(Value::as_str).and_then(Day::of).ok_or("overdue without a day")?;
        if event.day != due.plus(1) {
            return Err(format!("overstay due {due} found on {}", event.day));
        }
        if checked.overdue.insert((event.matter.clone(), due.to_string()), event.day).is_some() {
            return Err(format!("overstay of {} due {due} found twice", event.matter));
        }
    }
    Ok(())
}

/// Every unfinished matter is owed by somebody.
fn duties(county: &County) -> Result<(), String> {
    let idle = county.owing_nothing(&["leave", "handover", "post_change"]).map_err(|fault| fault.to_string())?;
    idle.first().map_or(Ok(()), |(id, kind, stage)| Err(format!("{kind} {id} at {stage} and nobody owes anything")))
}

/// Both chiefs of a unit are never away together unless the approver wrote down why, or one of them stayed away longer than approved:
/// that nobody can refuse, and it has its own procedure.
fn chiefs(county: &County) -> Result<(), String> {
    let absences = county.firm_absences(HalfDay::from_index(0)).map_err(|fault| fault.to_string())?;
    for (at, (one, person, period)) in absences.iter().enumerate() {
        for (two, other, second) in absences.iter().skip(at + 1) {
            if person == other || !period.overlaps(second) {
                continue;
            }
            let Some(unit) = both_chiefs(county, (person, period), (other, second))? else { continue };
            if !excused(county, one)? && !excused(county, two)? {
                return Err(format!("both chiefs of {unit} away together: {one} {period:?} and {two} {second:?}"));
            }
        }
    }
    Ok(())
}

/// The unit whose two sides they head, each since before the two absences met.
fn both_chiefs(
    county: &County,
    one: (&PersonId, &Period),
    two: (&PersonId, &Period),
) -> Result<Option<String>, String> {
    let met = one.1.from.max(two.1.from).day;
    // Who became chief within the last month before may have had his leave approved in another post.
    let settled = met.plus(-30);
    let posts = county
        .reader()
        .ask(|facts| (facts.posts(one.0, met), facts.posts(two.0, met)))
        .map_err(|fault| fault.to_string())?;
    let heads = |at: &&PostAt| (at.chief || at.acting) && at.since <= settled;
    let unit = posts.0.iter().filter(heads).find_map(|at| {
        let same = |other: &&PostAt| other.unit == at.unit && other.person != at.person;
        posts.1.iter().filter(heads).find(same).map(|_| at.unit.0.clone())
    });
    // A unit without its own sides (ordinary deputies who lead it together) is not meant.
    Ok(unit)
}

fn excused(county: &County, leave: &MatterId) -> Result<bool, String> {
    let found = county.state_of(leave).map_err(|fault| fault.to_string())?;
    let state: Value = found.and_then(|(_, _, state)| serde_json::from_str(&state).ok()).unwrap_or_default();
    let said = |key: &str| state.get(key).is_some_and(|value| !value.is_null());
    Ok(said("exception") || said("delay"))
}
