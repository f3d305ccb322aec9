//! Days, half-days and the working-day calendar: the only arithmetic of time in the house.
//!
//! A [`Day`] has no clock and no zone. A leave is counted in half-days ([`HalfDay`], [`Period`]). Which days are
//! worked is data ([`Calendar`]): a year whose arrangement is not published yet has no answer, and nobody guesses one.

mod calendar;
mod day;
mod half;
mod say;

pub use calendar::{Broken, Calendar, DayKind, Span, Unpublished};
pub use day::Day;
pub use half::{Half, HalfDay, Period};

#[cfg(test)]
mod tests;
