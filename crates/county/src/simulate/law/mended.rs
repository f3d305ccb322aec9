//! What auditors and tours found: struck off by another hand than reported it, and nothing left open where it ended.

use std::collections::BTreeMap;

use engine::{
    facts::Query,
    words::{MatterId, PersonId},
};
use opinion::{
    focus::audit_result::{self, stage::FILED},
    joint::tour_findings::{self, stage::DONE},
    mending::Item,
};
use serde_json::Value;
use store::{County, Logged};

/// The kinds that carry a list of problems to 销号.
const LISTS: [&str; 2] = ["audit_result", "tour_findings"];

/// Who reported which problem of which matter.
#[derive(Debug, Default)]
pub(super) struct Hands(BTreeMap<(MatterId, i64), PersonId>);

impl Hands {
    /// Nobody strikes off what he reported himself.
    ///
    /// # Errors
    /// What is not as it must be, in words.
    pub(super) fn note(&mut self, event: &Logged, payload: &Value) -> Result<(), String> {
        if !LISTS.contains(&event.kind.as_str()) {
            return Ok(());
        }
        let item = |part: &str| payload.pointer(&format!("/{part}/item")).and_then(Value::as_i64).unwrap_or_default();
        let by = payload.get("by").and_then(Value::as_str).map(PersonId::from);
        match (event.verb.as_str(), by) {
            ("item_reported", Some(by)) => drop(self.0.insert((event.matter.clone(), item("report")), by)),
            ("checked", Some(by)) if self.0.get(&(event.matter.clone(), item("check"))) == Some(&by) => {
                return Err(format!("{by} struck off what he reported in {} {}", event.kind, event.matter));
            }
            _ => {}
        }
        Ok(())
    }
}

/// All audits that are filed, all lists that are done with.
///
/// # Errors
/// What is not as it must be, in words.
pub(super) fn lists(county: &County) -> Result<(), String> {
    let at = |kind, stage| {
        let query = Query { kind, stage: Some(stage), ..Query::default() };
        county.reader().ask(|facts| facts.matters(&query)).map_err(|fault| fault.to_string())
    };
    for brief in at("audit_result", FILED)? {
        let state: audit_result::State = serde_json::from_str(&brief.state).map_err(|error| error.to_string())?;
        closed(&brief.id, &state.items)?;
    }
    for brief in at("tour_findings", DONE)? {
        let state: tour_findings::State = serde_json::from_str(&brief.state).map_err(|error| error.to_string())?;
        closed(&brief.id, &state.items)?;
    }
    Ok(())
}

/// Nothing is open any more.
pub(super) fn closed(id: &MatterId, items: &[Item]) -> Result<(), String> {
    let open = items.iter().filter(|item| item.is_open()).count();
    if open == 0 { Ok(()) } else { Err(format!("{id} has ended with {open} problems open")) }
}
