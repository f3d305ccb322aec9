//! What is known of a meeting, what can be done in it, what has happened.

mod agenda;
mod deed;
mod event;
mod state;

pub use agenda::*;
pub use deed::*;
pub use event::*;
pub use state::*;

engine::dictionary!(
    /// Bodies that decide in meetings: 党委会, 党组会, 部务会 …
    Bodies,
    "meeting_bodies"
);
engine::dictionary!(
    /// What a matter is by 三重一大; the group tells which quorum it needs.
    Topics,
    "three_majors"
);
engine::dictionary!(
    /// Ways in which decisions are made; those of the group `substitute` are none.
    Forms,
    "decision_forms"
);
