//! Pages and API of 准绳, from the descriptions of the kinds. It cannot name a mechanism: it knows the engine and the store.

mod api;
pub mod app;
mod assets;
pub mod deed;
pub mod door;
mod entrust;
pub mod fault;
mod ical;
pub mod intake;
mod metrics;
mod names;
mod openapi;
pub mod outgoing;
pub mod pack;
mod pages;
pub mod routes;
pub mod server;
mod statistics;
mod unseal;
mod upload;
mod view;

#[cfg(test)]
mod tests;
