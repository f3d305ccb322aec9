//! Papers: reads and writes what offices exchange. Rosters and persons' files in; ledgers, forms, reports and official papers out.
//!
//! Everything here is a function from bytes to facts or from facts to bytes; files are opened by the caller.
//! Whatever a workbook does, the answer is typed rows with findings or one Chinese sentence, never a panic.

pub mod annual;
pub mod appointment_form;
pub mod archive;
pub mod finding;
pub mod import;
pub mod ledger;
pub mod official;
pub mod person_file;
pub mod picture;
pub mod report;
pub mod roster;
pub mod sample;
mod workbook;

pub use finding::{Finding, Level, Unreadable};
pub use workbook::{Limits, rows_as_text};
