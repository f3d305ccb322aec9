//! What is known of an appraisal, what can be done, what has happened.

mod deed;
mod state;

pub use deed::*;
pub use state::*;

engine::dictionary!(
    /// Occasions: 综合考核, 换届考察, 任职考察, 巡察 …
    Occasions,
    "appraisal_occasions"
);
engine::dictionary!(
    /// Methods: 近距离考察, 谈心谈话, 民主测评.
    Methods,
    "appraisal_methods"
);
engine::dictionary!(
    /// Conclusions of the county's own rules; the group says which bars a person and which finds a body weak.
    Conclusions,
    "appraisal_conclusions"
);
