//! Papers under their numbers, visits and their findings, watches and whoever is away.

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    days::{Day, HalfDay},
    facts::{AbsenceAt, Query},
    parts::RectificationStage,
    words::{MatterId, PersonId},
};
use opinion::daily::{inspection, watch_roster};
use serde_json::Value;
use store::{County, Logged};

/// The last number given in each 代字 and year.
#[derive(Debug, Default)]
pub(super) struct Documents(BTreeMap<(String, i64), i64>);

impl Documents {
    /// The next number is one more than the last.
    ///
    /// # Errors
    /// What is not as it must be, in words.
    pub(super) fn note(&mut self, event: &Logged, payload: &Value) -> Result<(), String> {
        if (event.kind.as_str(), event.verb.as_str()) != ("dispatch", "issued") {
            return Ok(());
        }
        let series = payload.get("series").and_then(Value::as_str).unwrap_or_default();
        let number = |key: &str| payload.get(key).and_then(Value::as_i64).unwrap_or_default();
        let last = self.0.entry((series.to_owned(), number("year"))).or_default();
        *last += 1;
        if number("number") == *last {
            return Ok(());
        }
        Err(format!("{series} of {} continues with {} instead of {last}", number("year"), number("number")))
    }
}

/// Who has signed the sheet of which visit.
#[derive(Debug, Default)]
pub(super) struct Signers(BTreeSet<(MatterId, PersonId)>);

impl Signers {
    /// Nobody signs a sheet twice, unless it was revised in between.
    ///
    /// # Errors
    /// What is not as it must be, in words.
    pub(super) fn note(&mut self, event: &Logged, payload: &Value) -> Result<(), String> {
        match (event.kind.as_str(), event.verb.as_str()) {
            ("inspection", "revised") => self.0.retain(|(visit, _)| *visit != event.matter),
            ("inspection", "signed") => {
                let person = payload.get("person").and_then(Value::as_str).map(PersonId::from).unwrap_or_default();
                if !self.0.insert((event.matter.clone(), person.clone())) {
                    return Err(format!("{person} signed visit {} twice", event.matter));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// All visits that are done with.
///
/// # Errors
/// What is not as it must be, in words.
pub(super) fn visits(county: &County) -> Result<(), String> {
    let query = Query { kind: "inspection", stage: Some(inspection::stage::DONE), ..Query::default() };
    for brief in county.reader().ask(|facts| facts.matters(&query)).map_err(|fault| fault.to_string())? {
        let state: inspection::State = serde_json::from_str(&brief.state).map_err(|error| error.to_string())?;
        finished(&brief.id, &state)?;
    }
    Ok(())
}

/// A visit ends when every member of the team has signed, every finding is assessed, and what stands is struck off.
pub(super) fn finished(id: &MatterId, state: &inspection::State) -> Result<(), String> {
    let unsigned = state.signatures.0.iter().filter(|signature| signature.day.is_none()).count();
    let found = state.registered.record.visit.findings.len();
    let struck = |finding: &&inspection::Finding| {
        let one = finding.rectification.as_ref();
        !finding.verdict.stands() || one.is_some_and(|one| one.stage == RectificationStage::Struck)
    };
    let settled = state.findings.iter().filter(struck).count();
    if unsigned == 0 && settled == found {
        return Ok(());
    }
    Err(format!("visit {id} is done with {unsigned} signatures missing and {settled} of {found} findings settled"))
}

/// All rosters that are not over; `touched` says on which day anything last happened to a leave.
///
/// # Errors
/// What is not as it must be, in words.
pub(super) fn watches(county: &County, touched: &BTreeMap<MatterId, Day>) -> Result<(), String> {
    let broken = |fault: store::Fault| fault.to_string();
    let reader = county.reader();
    let Some(last) = reader.last_moment().map_err(broken)? else { return Ok(()) };
    let (now, today) = (HalfDay::afternoon(Day::at(last)), Day::at(last));
    let query = Query { kind: "watch_roster", open: Some(true), ..Query::default() };
    for brief in reader.ask(|facts| facts.matters(&query)).map_err(broken)? {
        let state: watch_roster::State = serde_json::from_str(&brief.state).map_err(|error| error.to_string())?;
        let Some(period) = brief.period else { continue };
        let people: Vec<PersonId> =
            state.shifts.iter().flat_map(|shift| [shift.leader.clone(), shift.keeper.clone()]).collect();
        let away = reader.ask(|facts| facts.absences(&people, period, now, &brief.id)).map_err(broken)?;
        // What was decided today is found by the clock tomorrow.
        let known = |absence: &&AbsenceAt| absence.firm && touched.get(&absence.matter).is_none_or(|day| *day < today);
        let away: Vec<AbsenceAt> = away.iter().filter(known).cloned().collect();
        manned(&brief.id, &state, &away, now)?;
    }
    Ok(())
}

/// Nobody on a watch still ahead is to be away with approval, unless the roster says so.
pub(super) fn manned(
    id: &MatterId,
    state: &watch_roster::State,
    away: &[AbsenceAt],
    now: HalfDay,
) -> Result<(), String> {
    for shift in &state.shifts {
        let period = shift.part.period(shift.day);
        for person in [&shift.leader, &shift.keeper] {
            let meets = |absence: &&AbsenceAt| absence.person == *person && absence.period.overlaps(&period);
            let said = |absence: &&AbsenceAt| {
                state.clashes.iter().any(|clash| clash.find.day == shift.day && clash.find.matter == absence.matter)
            };
            if let Some(absence) = away.iter().filter(meets).find(|absence| period.from > now && !said(absence)) {
                let (day, matter) = (shift.day, &absence.matter);
                return Err(format!("{person} is on watch {id} on {day} and away by {matter}, and nobody knows"));
            }
        }
    }
    Ok(())
}
