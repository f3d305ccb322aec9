//! The ground of all others: units, posts, cadres, changes of posts, accounts, authorizations.
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
pub mod unit;

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
