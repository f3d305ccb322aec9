//! What is asked about a leave, what is found out, what has happened, and what is kept.

mod action;
mod aftermath;
mod application;
mod event;
mod moved;
mod state;
mod survey;
mod trip;

pub use action::{
    Action, Agreement, AskPresence, AtPost, Change, Confirmation, Explanation, Extension, Filing, FilingLapse, Finding,
    Judgement, Overdue, Papers, Reason, Recall, ReportBack, TurnBack,
};
pub use aftermath::{Delay, Filed, Presence, PresenceAsked, PresenceConfirmed, Returned};
pub use application::{
    Application, Business, BusinessKinds, Emergency, MadeUp, Manner, Private, PrivateKinds, Purpose, Reaches,
    Transports,
};
pub use event::{
    Agreed, Completed, Denied, Ended, Event, Explained, FiledAt, FoundOverdue, Judged, Recalled, TurnedBack,
};
pub use moved::{
    Diagnosis, DiagnosisKept, NameStandIn, NewPost, PostNoted, Rerouted, StandInLeaves, StandInLost, StandInNamed,
};
pub use state::{End, State, Summary};
pub use survey::{Applied, Clash, ClashKind, Proposal, ProposalKind, Proposed, Survey};
pub use trip::{CancelTrip, FollowTrip, FollowedTrip};
