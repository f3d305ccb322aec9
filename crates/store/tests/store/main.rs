//! The store's tests: desk, journal, rows and reads, on SQLite and PostgreSQL, with toy mechanisms.

mod desk;
mod ground;
mod sql;
mod toy;
mod verify;
