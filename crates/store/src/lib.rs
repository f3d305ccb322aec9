//! What is kept: the desk through which every action goes, the journal, the rows that follow from it, seals, files and search, on
//! SQLite and PostgreSQL. It knows mechanisms only through the engine's catalogue and cannot name one.

pub mod sql;
