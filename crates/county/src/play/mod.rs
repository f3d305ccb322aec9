//! The county's people at work, day by day.

mod answering;
pub mod answers;
pub mod cast;
mod decisions;
pub mod diary;
pub mod handovers;
pub mod moves;
pub mod office;
pub mod reforms;
pub mod run;
pub mod season;
pub mod trips;
pub mod wish;
pub mod wishing;
pub mod world;

#[cfg(test)]
mod tests;
