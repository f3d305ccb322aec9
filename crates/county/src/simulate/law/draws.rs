//! Draws that anybody can do again, and reports that are being checked because of them.

use engine::{facts::Query, words::MatterId};
use opinion::focus::declaration_check::{self, draw};
use store::County;

/// All draws that were held.
///
/// # Errors
/// What is not as it must be, in words.
pub(super) fn held(county: &County) -> Result<(), String> {
    let query = Query { kind: "declaration_check", stage: Some(declaration_check::stage::DRAWN), ..Query::default() };
    for brief in county.reader().ask(|facts| facts.matters(&query)).map_err(|fault| fault.to_string())? {
        let state: declaration_check::State = serde_json::from_str(&brief.state).map_err(|error| error.to_string())?;
        again(&brief.id, &state)?;
    }
    Ok(())
}

/// From the list as it was fixed and the seed as it became known follow the digest and the reports drawn, as many as were announced.
pub(super) fn again(id: &MatterId, state: &declaration_check::State) -> Result<(), String> {
    let (Some(prepared), Some(drawn)) = (&state.prepared, &state.drawn) else {
        return Err(format!("draw {id} was held without a list"));
    };
    let codes = || prepared.list.iter().map(|entry| entry.code.as_str());
    let known: Vec<(&str, &str)> = drawn.hits.iter().map(|hit| (hit.rank.as_str(), hit.code.as_str())).collect();
    let anew = draw::draw(codes(), &drawn.seed, draw::count(prepared.listed, prepared.share));
    let same = anew.iter().map(|(rank, code)| (rank.as_str(), *code)).eq(known);
    if same && draw::digest(codes()) == prepared.digest && prepared.listed == prepared.list.len() {
        return Ok(());
    }
    Err(format!("draw {id} done again gives other reports"))
}
