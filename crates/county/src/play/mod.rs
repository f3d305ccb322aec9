//! The county's people at work, day by day.

mod affairs;
mod answering;
pub mod answers;
mod bodies;
mod borders;
mod branches;
mod cabinet;
pub mod cast;
mod chiefs;
mod decisions;
mod declarations;
pub mod diary;
pub mod handovers;
pub mod journey;
mod journeys;
mod lessons;
mod letters;
mod meetings;
pub mod moves;
pub mod office;
mod oversight;
mod politics;
pub mod reforms;
mod registered;
mod rosters;
pub mod run;
pub mod season;
mod stocktaking;
mod terms;
pub mod trips;
mod visits;
pub mod wish;
pub mod wishing;
pub mod world;

#[cfg(test)]
mod tests;
