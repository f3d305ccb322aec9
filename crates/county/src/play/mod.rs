//! The county's people at work, day by day.

pub mod moves;
pub mod season;
pub mod wish;
pub mod world;

#[cfg(test)]
mod tests;
