//! The made county: 青弋县, code 341899, which does not exist. Its people are invented from a seed and act day by day through the
//! real pipeline; the demo, the simulation and the benchmarks all live on it.

pub mod bench;
pub mod build;
pub mod chance;
pub mod made;
pub mod play;
pub mod simulate;
