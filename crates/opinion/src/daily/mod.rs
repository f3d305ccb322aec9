//! 严格日常监督: leave, trips abroad, certificates, handover, inspection.

pub mod handover;
pub mod leave;
pub mod registered_person;
