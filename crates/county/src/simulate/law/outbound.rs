//! Trips abroad and the certificates lent on them.

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    days::{HalfDay, Period},
    facts::{Facts, Query},
    words::{MatterId, PersonId},
};
use serde_json::Value;
use store::{County, Logged};

/// Which trips are approved and not over, and which certificate is out on which.
#[derive(Debug, Default)]
pub(super) struct Loans {
    approved: BTreeSet<MatterId>,
    lent: BTreeMap<MatterId, MatterId>,
}

impl Loans {
    /// A certificate is lent on an approved trip alone, and never while it is out already.
    ///
    /// # Errors
    /// What is not as it must be, in words.
    pub(super) fn note(&mut self, event: &Logged, payload: &Value) -> Result<(), String> {
        match (event.kind.as_str(), event.verb.as_str()) {
            ("abroad", "agreed") if payload.get("last") == Some(&Value::Bool(true)) => {
                self.approved.insert(event.matter.clone());
            }
            ("abroad", "cancelled" | "returned" | "void" | "revoke") => {
                self.approved.remove(&event.matter);
            }
            ("certificate", "lent") => {
                let trip =
                    payload.pointer("/lend/trip").and_then(Value::as_str).map(MatterId::from).unwrap_or_default();
                if !self.approved.contains(&trip) {
                    return Err(format!("certificate {} lent on trip {trip}, which is not approved", event.matter));
                }
                if let Some(other) = self.lent.insert(event.matter.clone(), trip.clone()) {
                    return Err(format!("certificate {} lent on {trip} while it is out on {other}", event.matter));
                }
            }
            ("certificate", "given_back" | "replaced" | "lost" | "cancelled" | "void") => {
                self.lent.remove(&event.matter);
            }
            _ => {}
        }
        Ok(())
    }
}

/// A trip that is neither refused, taken back nor over.
pub(super) struct Trip {
    pub(super) id: MatterId,
    pub(super) person: PersonId,
    pub(super) period: Period,
    /// Nobody has decided on it.
    pub(super) pending: bool,
    /// Rows of absence that the trip itself owns, and that its leave owns.
    pub(super) own: usize,
    pub(super) following: usize,
}

/// All trips that live.
///
/// # Errors
/// What is not as it must be, in words.
pub(super) fn trips(county: &County) -> Result<(), String> {
    let live = county.reader().ask(live).map_err(|fault| fault.to_string())?;
    live.iter().try_for_each(absent)?;
    overlapping(&live)
}

fn live(facts: &dyn Facts) -> Vec<Trip> {
    let query = Query { kind: "abroad", open: Some(true), ..Query::default() };
    let mut found = Vec::new();
    for brief in facts.matters(&query) {
        let state: Value = serde_json::from_str(&brief.state).unwrap_or_default();
        let person = state.pointer("/applied/survey/applicant").and_then(Value::as_str).map(PersonId::from);
        let period = state.pointer("/applied/application/period").cloned();
        let period = period.and_then(|period| serde_json::from_value::<Period>(period).ok());
        let (Some(person), Some(period)) = (person, period) else { continue };
        let none = MatterId(String::new());
        let away = facts.absences(std::slice::from_ref(&person), period, HalfDay::from_index(0), &none);
        let follows = |matter: &MatterId| {
            let state = facts.state(matter).and_then(|(_, state)| serde_json::from_str::<Value>(&state).ok());
            state.is_some_and(|state| state.get("trip").and_then(Value::as_str) == Some(brief.id.as_str()))
        };
        let own = away.iter().filter(|absence| absence.matter == brief.id).count();
        let following = away.iter().filter(|absence| follows(&absence.matter)).count();
        let pending = state.get("approved").is_none_or(Value::is_null);
        found.push(Trip { id: brief.id, person, period, pending, own, following });
    }
    found
}

/// The absence of a trip is the trip's own until it is approved, then that of the leave that follows; it is never both, nor twice.
pub(super) fn absent(trip: &Trip) -> Result<(), String> {
    let Trip { id, own, following, pending, .. } = trip;
    let expected = if *pending { *own == 1 && *following == 0 } else { *own == 0 && *following <= 1 };
    if expected {
        return Ok(());
    }
    Err(format!("trip {id} is absent {own} times by itself and {following} times by its leave"))
}

/// Nobody has two trips at once.
pub(super) fn overlapping(trips: &[Trip]) -> Result<(), String> {
    for (at, one) in trips.iter().enumerate() {
        let meets = |other: &&Trip| other.person == one.person && other.period.overlaps(&one.period);
        if let Some(other) = trips.iter().skip(at + 1).find(meets) {
            return Err(format!("{} has two trips at once: {} and {}", one.person, one.id, other.id));
        }
    }
    Ok(())
}
