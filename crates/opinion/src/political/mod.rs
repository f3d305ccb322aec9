//! 加强政治监督: the division of work, the Party's inner life, the discipline of organization and personnel.

pub mod portfolio;
