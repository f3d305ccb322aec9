//! What adds up for a person within a year, as a mechanism says it: days away by kind, and what is left of a right.

use serde::Serialize;

/// One line of a person's year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Total {
    /// What is added up: 因公, 年休假.
    pub title: String,
    /// The sum in words: 12.5天.
    pub sum: String,
    /// What is to be known beside it: 应休10天，还可休5天. Empty where there is nothing.
    pub note: String,
}
