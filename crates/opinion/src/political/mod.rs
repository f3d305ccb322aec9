//! Chapter 1 of the Opinion: 加强政治监督: appraisals, meetings, the division of work, the Party's inner life, the discipline of organization and
//! personnel.

pub mod appraisal;
pub mod deliberation;
pub mod democratic_life;
pub mod member_review;
pub mod org_discipline;
pub mod party_branch;
pub mod party_life;
pub mod portfolio;
#[cfg(test)]
mod shown;

use engine::{
    procedure::Context,
    words::{MatterId, UnitId},
};

/// The unit to which a matter belongs now: the one it was entered for, or the last to which it passed.
fn home(unit: &UnitId, matter: &MatterId, cx: &Context) -> UnitId {
    cx.facts.moves(matter).pop().map_or_else(|| unit.clone(), |passed| passed.to)
}
