//! What is wrong with a pack, and where.

use serde::Serialize;
use std::fmt;

/// One thing wrong in a policy pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// File name within the pack.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Path of the key, such as `limit[leave.tier].unit`.
    pub key: String,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}第{}行 {}：{}", self.file, self.line, self.key, self.sentence)
    }
}
