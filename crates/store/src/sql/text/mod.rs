//! All statements of the house, by room.

pub(crate) mod accounts;
pub(crate) mod annual;
pub(crate) mod beside;
pub(crate) mod desk;
pub(crate) mod facts;
pub(crate) mod imports;
pub(crate) mod journal;
pub(crate) mod notices;
pub(crate) mod obligations;
pub(crate) mod outgoing;
pub(crate) mod owed;
pub(crate) mod read;
pub(crate) mod verify;
