//! The words in which a pack says units, starts and the like.

use super::kinds::{MonthEnd, Roll, Start, Status, Unit};
use crate::paper::{Form, Gate};

/// A word of the pack's vocabulary, such as a unit.
pub(super) trait Word: Sized + 'static {
    /// All words with their meanings.
    const WORDS: &'static [(&'static str, Self)];
}

impl Word for Status {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("verified", Self::Verified),
        ("practice", Self::Practice),
        ("unverified", Self::Unverified),
        ("to_be_entered", Self::ToBeEntered),
    ];
}

impl Word for Form {
    const WORDS: &'static [(&'static str, Self)] =
        &[("sheet", Self::Sheet), ("letter", Self::Letter), ("document", Self::Document)];
}

impl Word for Gate {
    const WORDS: &'static [(&'static str, Self)] =
        &[("open", Self::Open), ("warn", Self::Warn), ("refuse", Self::Refuse)];
}

impl Word for Unit {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("working_day", Self::WorkingDay),
        ("calendar_day", Self::CalendarDay),
        ("month", Self::Month),
        ("year", Self::Year),
        ("half_day", Self::HalfDay),
        ("hour", Self::Hour),
        ("minute", Self::Minute),
        ("count", Self::Count),
        ("percent", Self::Percent),
        ("fraction", Self::Fraction),
        ("megabyte", Self::Megabyte),
    ];
}

impl Word for Start {
    const WORDS: &'static [(&'static str, Self)] =
        &[("same_day", Self::SameDay), ("next_day", Self::NextDay), ("before", Self::Before)];
}

impl Word for Roll {
    const WORDS: &'static [(&'static str, Self)] = &[("none", Self::None), ("next_working_day", Self::NextWorkingDay)];
}

impl Word for MonthEnd {
    const WORDS: &'static [(&'static str, Self)] = &[("clamp", Self::Clamp), ("next_month", Self::NextMonth)];
}
