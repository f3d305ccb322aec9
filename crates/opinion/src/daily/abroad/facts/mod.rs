//! What is asked about a trip abroad, what is found out, what has happened, and what is kept.

mod application;
mod deed;
mod state;

pub use application::{
    Application, Business, BusinessTrips, Circumstances, Companion, Funding, Private, Purpose, Regions, Stop, Trips,
    Wanted,
};
pub use deed::{
    Action, Agreed, Agreement, Applied, Change, Crossed, Crossing, Denied, Direction, Ended, Event, Proposed, Reason,
    Report, Returned, Survey, TurnedBack,
};
pub use state::{End, Proposal, State};
