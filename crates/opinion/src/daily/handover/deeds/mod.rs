//! What can be done in a handover, and what has happened.

mod action;
mod event;

pub use action::{
    Action, Answer, Cause, Countersign, Filing, Fill, FillCustody, FillEconomy, FillShort, FillStaffing, More, Name,
    NameReceiver, Note, Opening, Raise, Reason, Represent, RunClock, Settle, ShortRow, Sign, StopClock, Strike,
    Successor, Tick,
};
pub use event::{
    Answered, Countersigned, CustodyFilled, EconomyFilled, Event, Filled, FilledShort, Named, Opened, Raised, Remarks,
    Represented, Restored, Settled, Signed, StaffingFilled, StruckOff, TookOver,
};
