//! The mechanisms of 准绳: pure descriptions, one folder each, in the chapters of the Opinion, and the ground on which they stand.
//!
//! A mechanism is a folder with `mod.rs` (its story and its kind), `facts.rs` (state, actions, events), `rules.rs` (who may do what,
//! what follows), `view.rs` (how it looks from outside) and `tests.rs`; one line in [`CATALOGUE`] puts it into the house.

mod catalogue;
pub mod checks;
pub mod daily;
pub mod focus;
pub mod ground;
pub mod joint;
pub mod mending;
pub mod owed;
pub mod political;

#[cfg(test)]
mod testing;

pub use catalogue::CATALOGUE;

#[cfg(test)]
mod forms_tests;
#[cfg(test)]
mod tests;
