//! The engine of 准绳: the pure vocabulary in which mechanisms are written, and what is done once for all of them.
//!
//! It knows no mechanism, reads no clock, no file and no random number. Start with [`procedure::Procedure`].

pub mod access;
pub mod annual;
pub mod board;
pub mod days;
pub mod diff;
pub mod effects;
pub mod erased;
pub mod facts;
pub mod form;
pub mod history;
pub mod kind;
pub mod obligation;
pub mod paper;
pub mod parts;
pub mod people;
pub mod policy;
pub mod procedure;
pub mod registry;
pub mod reserved;
pub mod seal;
pub mod sheet;
pub mod statistic;
pub mod succession;
pub mod tagged;
pub mod trigger;
pub mod words;
pub mod yearly;

pub use words::Dictionary;

#[cfg(test)]
mod tests;
