//! What is kept: the desk through which every action goes, the journal, the rows that follow from it, seals, files and search, on
//! SQLite and PostgreSQL. It knows mechanisms only through the engine's catalogue and cannot name one.
//!
//! Start with [`County::open`], [`County::act`] and [`County::reader`].

pub mod accounts;
mod annual;
pub mod backup;
pub mod beside;
mod county;
mod desk;
mod facts;
pub mod files;
mod ids;
mod imports;
mod journal;
mod keys;
mod load;
pub mod notices;
mod obligations;
pub mod outgoing;
mod owed;
mod packs;
pub mod reader;
mod request;
mod rows;
mod seal;
mod search;
mod second_factor;
pub mod sql;
pub mod verify;

pub use annual::{Annual, AnnualState, Closing};
pub use county::{County, Move, Moved, Settings};
pub use facts::COUNTY_NAME;
pub use ids::IdSource;
pub use imports::{ImportRun, ImportStep, Rejected};
pub use load::{BATCHES, Gauges};
pub use obligations::Recount;
pub use owed::{Logged, Owed};
pub use packs::{LoadedPack, PolicyLoad};
pub use reader::{
    AbsenceRow, Absentees, Asking, Away, By, Count, Counting, Detail, DutyFilter, DutyRow, Filter, Granted, Heaped,
    Held, Linked, LogLine, MONTHS, MatterRow, Membership, Obligation, OfKind, Order, Page, Pending, PersonRow, PostRow,
    Proof, Reader, Recorded, Relative, Reviewed, RowDuty, SealCount, Share, Standing, Tally, Trend, UnitRow, WatchRow,
};
pub use request::{Answer, Correction, DutyLine, Failure, OfferLine, Request, StreamLine, Target, Tick, Unsealing};
pub use sql::{Database, Fault, OpenError, Upgrade};
pub use verify::{Finding, VerifyReport, verify};
