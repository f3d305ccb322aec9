//! What pages are made of: plain values with words in them, each drawn by a template of its own name.
//!
//! A page decides nothing: whatever stands in it was said by the desk, the policy pack or the description of a kind.

pub mod board;
pub mod calendar;
pub mod card;
pub mod field;
pub mod frame;
pub mod ledger;
pub mod office;
pub mod official;
pub mod opinion;
pub mod pages;
pub mod parts;
pub mod ruler;
pub mod statistics;
