//! The API's tests, over two toy kinds that no crate of the house knows: the web crate cannot name a mechanism, and neither do these.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod acting;
mod cards;
mod code;
mod codes;
#[path = "../../src/tests/faults.rs"]
mod faults;
mod ground;
mod hostile;
mod ledgers;
mod looking;
mod menus;
mod pages;
mod papers;
mod paperwork;
mod routes;
mod second_factor;
mod serving;
mod signing_in;
mod toy;
mod veiled;
