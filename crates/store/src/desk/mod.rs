//! The desk: the county's one writer. Actions queue; what has queued while the last commit ran is the next batch; each action has its
//! savepoint where needed, the batch one commit, and nobody is answered before it is durable.

mod batch;
pub(crate) mod decide;
pub(crate) mod house;
pub(crate) mod imports;
pub(crate) mod keep;
mod loading;
pub(crate) mod reload;
pub(crate) mod sealed;
mod step;

pub(crate) use batch::{Desk, Done, Job};
pub(crate) use house::House;
pub(crate) use imports::ImportWork;
pub(crate) use loading::PolicyJob;
pub use reload::{Move, Moved};
pub(crate) use reload::{recompute, recounted};
