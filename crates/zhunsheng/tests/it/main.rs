//! The one integration test binary of the house.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "helpers of tests fail loudly"
)]

mod cli;
mod handover_scenario;
mod house;
mod leave_scenario;
mod server;
