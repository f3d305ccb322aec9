//! The one integration test binary of the house.

mod cli;
mod house;
mod leave_scenario;
mod server;
