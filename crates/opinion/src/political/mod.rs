//! Chapter 1 of the Opinion: 加强政治监督.

pub mod appraisal;
pub mod deliberation;
