//! The one integration test binary of the house.

#[cfg(test)]
mod cli;
#[cfg(test)]
mod handover_scenario;
#[cfg(test)]
mod house;
mod import;
mod kill;
mod leave_scenario;
#[cfg(test)]
mod roster_to_register;
#[cfg(test)]
mod server;
mod tamper;
