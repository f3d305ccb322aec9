//! What is known of a certificate, what can be done, what has happened.

mod deed;
mod state;

pub use deed::{
    Action, Cancel, Dun, Dunned, Enter, Entered, Event, Expiry, GiveBack, HandIn, Held, Issue, Issued, LeftPost, Lend,
    Lent, Loss, Moved, NewPost, Plan, PostLeft, Release, Relocate, Renew, Replace, Replaced, Taken, TripBack,
};
pub use state::{Leaving, Loan, Movement, Receipt, Slip, State, Where, keepers};
