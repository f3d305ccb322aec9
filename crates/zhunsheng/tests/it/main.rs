//! The one integration test binary of the house.

mod house;
mod leave_scenario;
mod server;
