//! What is known of an audit, what can be done, what has happened.

mod deed;
mod event;
mod state;

pub use deed::*;
pub use event::*;
pub use state::*;
