//! Chapter 4 of the Opinion: 突出监督重点.

pub mod dossier_review;
