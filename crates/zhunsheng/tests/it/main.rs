//! The one integration test binary of the house.

mod cli;
mod handover_scenario;
mod house;
mod leave_scenario;
mod server;
