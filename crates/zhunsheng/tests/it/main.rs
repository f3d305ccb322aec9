//! The one integration test binary of the house.

#[cfg(test)]
mod administrators;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod bench;
#[cfg(test)]
mod boards;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod cluster;
#[cfg(test)]
mod delegation;
#[cfg(test)]
mod deploy;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod dispatch;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod export;
#[cfg(test)]
mod first_start;
#[cfg(test)]
mod forms_walk;
#[cfg(test)]
mod handover_scenario;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod house;
#[cfg(test)]
mod import;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod leave_scenario;
#[cfg(test)]
mod ledger_years;
#[cfg(test)]
mod libreoffice;
#[cfg(test)]
mod official;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod opinion_board;
#[cfg(test)]
mod outages;
#[cfg(test)]
mod outgoing;
#[cfg(test)]
mod pages_scenario;
#[cfg(test)]
mod past;
#[cfg(test)]
mod person_files;
#[cfg(test)]
mod policy_pack;
#[cfg(test)]
mod races;
#[cfg(test)]
mod register_pages;
#[cfg(test)]
mod registers_by_page;
#[cfg(test)]
mod reserved;
#[cfg(test)]
mod roster_to_register;
#[cfg(test)]
mod rosters_by_page;
#[cfg(test)]
mod sealed_reading;
#[cfg(test)]
mod server;
#[cfg(test)]
mod standby;
#[cfg(test)]
mod statistics;
#[cfg(test)]
mod tamper;
#[cfg(test)]
mod third_kind;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod watches;
