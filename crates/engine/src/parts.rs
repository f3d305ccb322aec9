//! What many mechanisms have in common: plain structs embedded in their states, not a workflow engine.

mod chain;
mod clock;
mod rectification;
mod signatures;
#[cfg(test)]
mod tests;

pub use chain::{Chain, Opinion, Station, Verdict};
pub use clock::ReplyClock;
pub use rectification::{Passed, Rectification, RectificationStage};
pub use signatures::{Signature, Signatures};
