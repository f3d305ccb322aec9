//! What must hold after every month, whatever people tried.

mod draws;
mod mended;
mod offices;
mod outbound;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    days::{Day, HalfDay, Period},
    facts::PostAt,
    words::{MatterId, PersonId},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::{County, Logged};

use mended::Hands;
use offices::{Documents, Signers};
use outbound::Loans;

/// The limit within which a handover is signed.
const COMPLETE: &str = "handover.complete";

/// How long a chief may be away before he hands over in writing.
const DELEGATED: &str = "leave.delegation";

/// Kinds in which every unfinished matter is owed by somebody.
const OWED: [&str; 12] = [
    "leave",
    "handover",
    "post_change",
    "abroad",
    "border_record",
    "certificate_check",
    "inspection",
    "dispatch",
    "term_change",
    "audit_result",
    "tour_findings",
    "intervention",
];

/// Verbs of events after which another day may be the one by which somebody reports back.
const MOVES: [&str; 6] = ["amend", "agreed", "denied", "withdrawn", "recalled", "resume"];

/// What was looked at before, so that each month looks at its own.
#[derive(Debug, Default)]
pub struct Checked {
    seq: i64,
    overdue: BTreeMap<(MatterId, String), Day>,
    /// The last day on which a matter's period or approval moved: what becomes late by that is found by the next tick of the clock.
    moved: BTreeMap<MatterId, Day>,
    /// Matters whose clock has ever stood still: their days are counted otherwise.
    stopped: BTreeSet<MatterId>,
    /// The last day on which anything happened to a leave: what it means for a watch is found by the next tick of the clock.
    touched: BTreeMap<MatterId, Day>,
    loans: Loans,
    documents: Documents,
    signers: Signers,
    hands: Hands,
    /// The events looked at since the last digest.
    hasher: Sha256,
}

impl Checked {
    /// The digest of the journal so far: the one before, and the events since.
    pub fn digest(&mut self, before: &str) -> String {
        let mut hasher = std::mem::take(&mut self.hasher);
        hasher.update(before);
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
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
    handovers(county, checked)?;
    if checked.seq > since {
        chiefs(county)?;
    }
    outbound::trips(county)?;
    draws::held(county)?;
    offices::visits(county)?;
    mended::lists(county)?;
    offices::watches(county, &checked.touched)?;
    Ok(report.events)
}

/// No event without permission; each breach found once and on its true day, the day after the last day in time.
fn events(county: &County, checked: &mut Checked) -> Result<(), String> {
    for event in county.logged_since(checked.seq).map_err(|fault| fault.to_string())? {
        checked.seq = event.seq;
        let Logged { seq, matter, kind, verb, day, actor, payload } = &event;
        checked.hasher.update(format!("{seq}\0{matter}\0{kind}\0{verb}\0{day}\0{actor}\0{}\n", unsalted(payload)));
        let actor: Value = serde_json::from_str(&event.actor).map_err(|error| error.to_string())?;
        if actor.get("hat").is_none_or(Value::is_null) && actor.get("account").and_then(Value::as_str) != Some("准绳")
        {
            return Err(format!(
                "event {} ({} {}) without permission: {}",
                event.seq, event.kind, event.verb, event.actor
            ));
        }
        if MOVES.contains(&event.verb.as_str()) {
            checked.moved.insert(event.matter.clone(), event.day);
        }
        if event.kind == "leave" {
            checked.touched.insert(event.matter.clone(), event.day);
        }
        let payload: Value = serde_json::from_str(&event.payload).map_err(|error| error.to_string())?;
        checked.loans.note(&event, &payload)?;
        checked.documents.note(&event, &payload)?;
        checked.signers.note(&event, &payload)?;
        checked.hands.note(&event, &payload)?;
        if event.verb == "suspend" {
            checked.stopped.insert(event.matter.clone());
        }
        if (event.kind.as_str(), event.verb.as_str()) == ("handover", "signed") {
            completed(county, checked, &event)?;
        }
        if (event.kind.as_str(), event.verb.as_str()) != ("leave", "found_overdue") {
            continue;
        }
        let due = payload.get("due").and_then(Value::as_str).and_then(Day::of).ok_or("overdue without a day")?;
        let known = checked.moved.get(&event.matter).map_or(due, |day| due.max(*day));
        if event.day != known.plus(1) {
            return Err(format!("overstay due {due} found on {}", event.day));
        }
        if checked.overdue.insert((event.matter.clone(), due.to_string()), event.day).is_some() {
            return Err(format!("overstay of {} due {due} found twice", event.matter));
        }
    }
    Ok(())
}

/// A payload without the commitments of its sealed values: these are salted and differ from run to run.
fn unsalted(payload: &str) -> String {
    const MARK: &str = "\"commitment\":\"";
    let mut parts = payload.split(MARK);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + MARK + part.split_once('"').map_or(part, |(_, rest)| rest))
}

/// Every unfinished matter is owed by somebody.
fn duties(county: &County) -> Result<(), String> {
    let idle = county.owing_nothing(&OWED).map_err(|fault| fault.to_string())?;
    idle.first().map_or(Ok(()), |(id, kind, stage)| Err(format!("{kind} {id} at {stage} and nobody owes anything")))
}

/// What is still to be done about a handover is due on its true day: before that nobody is late, after it everybody is.
fn handovers(county: &County, checked: &Checked) -> Result<(), String> {
    for owed in county.all_owed().map_err(|fault| fault.to_string())? {
        let before = ["fill", "name_receiver"].contains(&owed.key.as_str()) || owed.key.starts_with("sign_");
        if owed.kind != "handover" || !before || checked.stopped.contains(&owed.matter) {
            continue;
        }
        let due = complete_by(county, &owed.matter)?;
        if owed.due != due {
            return Err(format!("{} of handover {} is due {:?} instead of {due:?}", owed.key, owed.matter, owed.due));
        }
    }
    Ok(())
}

/// The last signature says truly by which day it was due and how late it comes.
fn completed(county: &County, checked: &Checked, event: &Logged) -> Result<(), String> {
    let payload: Value = serde_json::from_str(&event.payload).map_err(|error| error.to_string())?;
    let Some(completion) = payload.get("completion").filter(|completion| !completion.is_null()) else { return Ok(()) };
    if checked.stopped.contains(&event.matter) {
        return Ok(());
    }
    let day = |key: &str| completion.get(key).and_then(Value::as_str).and_then(Day::of);
    let signed = day("day").ok_or("a completion without a day")?;
    let due = complete_by(county, &event.matter)?;
    let late = due.map_or(0, |due| due.days_until(signed).max(0));
    if day("due") != due || completion.get("days_late").and_then(Value::as_i64) != Some(late) {
        return Err(format!("handover {} due {due:?} is {late} days late and says {completion}", event.matter));
    }
    Ok(())
}

/// The last of its working days, counted one by one from the day after leaving; none while the year is not published, or where the
/// clock never ran.
fn complete_by(county: &County, handover: &MatterId) -> Result<Option<Day>, String> {
    let found = county.state_of(handover).map_err(|fault| fault.to_string())?;
    let state: Value = found.and_then(|(_, _, state)| serde_json::from_str(&state).ok()).unwrap_or_default();
    let Some(from) = state.pointer("/left/clock").and_then(Value::as_str).and_then(Day::of) else { return Ok(None) };
    let policy = county.policy();
    let (mut left, mut day) = (policy.number(COMPLETE, from).unwrap_or(0), from);
    while left > 0 {
        day = day.plus(1);
        let Ok(works) = policy.calendar().is_working(day) else { return Ok(None) };
        left -= i64::from(works);
    }
    Ok(Some(day))
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
            let Some(unit) = both_chiefs(county, (one, person, period), (two, other, second))? else { continue };
            if !excused(county, (one, period))? && !excused(county, (two, second))? {
                return Err(format!("both chiefs of {unit} away together: {one} {period:?} and {two} {second:?}"));
            }
        }
    }
    Ok(())
}

/// The unit whose two sides they headed when the later of the two leaves was approved, and head when the absences meet. Who became
/// chief only after that had his leave approved in another post: nobody could refuse it.
fn both_chiefs(
    county: &County,
    one: (&MatterId, &PersonId, &Period),
    two: (&MatterId, &PersonId, &Period),
) -> Result<Option<String>, String> {
    let met = one.2.from.max(two.2.from).day;
    let known = approved(county, one.0)?.max(approved(county, two.0)?).unwrap_or(met);
    let asked = county.reader().ask(|facts| {
        let posts = |day| (facts.posts(one.1, day), facts.posts(two.1, day));
        (posts(met), posts(known))
    });
    let (then, before) = asked.map_err(|fault| fault.to_string())?;
    let heads = |at: &&PostAt| at.chief || at.acting;
    // A unit without its own sides (ordinary deputies who lead it together) is not meant.
    let shared = |(first, second): &(Vec<PostAt>, Vec<PostAt>)| -> Vec<String> {
        let same = |at: &&PostAt| second.iter().filter(heads).any(|other| other.unit == at.unit);
        first.iter().filter(heads).filter(same).map(|at| at.unit.0.clone()).collect()
    };
    let earlier = shared(&before);
    Ok(shared(&then).into_iter().find(|unit| earlier.contains(unit)))
}

fn approved(county: &County, leave: &MatterId) -> Result<Option<Day>, String> {
    let found = county.state_of(leave).map_err(|fault| fault.to_string())?;
    let state: Value = found.and_then(|(_, _, state)| serde_json::from_str(&state).ok()).unwrap_or_default();
    Ok(state.get("approved").and_then(Value::as_str).and_then(Day::of))
}

/// Whether its approver wrote down why, or that of the trip abroad from which it follows; whether he stayed away longer; or whether
/// he is away for so long that he has handed over in writing.
fn excused(county: &County, (leave, period): (&MatterId, &Period)) -> Result<bool, String> {
    let state = |id: &MatterId| -> Result<Value, String> {
        let found = county.state_of(id).map_err(|fault| fault.to_string())?;
        Ok(found.and_then(|(_, _, state)| serde_json::from_str(&state).ok()).unwrap_or_default())
    };
    let own = state(leave)?;
    let said = |state: &Value, at: &str| state.pointer(at).is_some_and(|value| !value.is_null());
    let trip = match own.get("trip").and_then(Value::as_str) {
        Some(trip) => state(&MatterId::from(trip))?,
        None => Value::Null,
    };
    let long = county.policy().number(DELEGATED, period.from.day).is_some_and(|long| period.half_days() > long);
    let handed_over = long && said(&own, "/applied/application/delegation");
    Ok(handed_over || said(&own, "/exception") || said(&own, "/delay") || said(&trip, "/exception"))
}
