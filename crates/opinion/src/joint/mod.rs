//! Chapter 5 of the Opinion: 健全监督体系.

pub mod tour_findings;
