//! What is known of a decision about units, what can be done, what has happened.

mod deed;
mod event;
mod state;

pub use deed::{Action, Change, Decision, MatterRow, NewUnit, Noted, Part, Plain, PostRow, Reason, Vow};
pub use event::{Begun, Confirmed, Effected, Event, Registered};
pub use state::{Ending, Heir, Holder, MatterWay, Plan, PostEnd, PostMove, PostWay, Rehung, Sheet, Stage, State};
