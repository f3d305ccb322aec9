//! What is known of a 换届, what can be done, what has happened.

mod deed;
mod event;
mod state;

pub use deed::{
    Action, Done, Draft, Drop, ElectedRow, LeavingRow, Nominate, Outcome, Postpone, Reason, Reply, SeatRow, StepRow,
    Vow, Waive,
};
pub use event::{Approved, Confirmed, Drafted, Dropped, Event};
pub use state::{Check, Nominee, Owner, Scheme, Seat, Settled, State, Step, Tally};
