//! The ground of all others: units, posts, cadres, decisions about them one by one or in a batch, accounts, authorizations.
//!
//! They are matters like the rest, so that each entry has its author, its day and its place in the journal; what the house reads of
//! them are the rows they own (`Effects::registry`, `Effects::tenures`).

pub mod account;
pub mod cadre;
pub mod delegation;
pub mod dispatch;
pub mod ledger_year;
pub mod post;
pub mod post_change;
pub mod term_change;
pub mod unit;
pub mod unit_change;

use engine::{days::Day, procedure::Context, words::Term};

engine::dictionary!(
    /// Kinds of units: township, party_department …
    UnitKinds,
    "unit_kinds"
);
engine::dictionary!(
    /// Why a post is left: 调动, 免职, 辞职, 退休 …
    DepartureReasons,
    "departure_reasons"
);
engine::dictionary!(
    /// Bodies whose term changes: 乡镇党委 …
    TermOrgans,
    "term_organs"
);
engine::dictionary!(
    /// Steps of a change of term.
    TermSteps,
    "term_steps"
);

/// The county's table of reasons for leaving that are not told to everybody who sees that somebody left.
pub const TOLD: &str = "departures.told";

/// The reason for leaving as those read it who see that somebody left: some are nobody's business but the section's (留置).
#[must_use]
pub fn told_reason(reason: &Term<DepartureReasons>, on: Day, cx: &Context) -> Term<DepartureReasons> {
    let told = cx.policy.table(TOLD, on).and_then(|table| table.value(&[&reason.0], "told"));
    told.map_or_else(|| reason.clone(), Term::new)
}
