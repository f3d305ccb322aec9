//! 统计: how many matters of a kind were opened, ended and late in a period, unit by unit, month by month and by a choice column, beside the
//! period before and the same of the year before. A kind's description says all that is needed; a veiled kind has none.
//!
//! What is counted are the rows of the kind's ledger, so that each number opens exactly the rows it counts ([`Counted`]).

mod few;
mod finding;
mod period;
mod sheet;
mod sums;
#[cfg(test)]
mod tests;

pub use few::{Folded, LEAST, folded};
pub use finding::{peak, share, whole};
pub use period::{Bucket, MOST_YEARS, Period, Span, buckets, choices};
pub use sheet::{Counts, Line, Sheet, Total, ValueLine};
pub use sums::{Summed, Sums, addends, together, worth};

use crate::{
    days::Day,
    kind::{Kind, Shape},
    obligation::is_demand,
};

/// What is counted of a kind's matters in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Opened in it.
    Opened,
    /// Ended in it, with what they were about done.
    Ended,
    /// Ended in it with nothing done: withdrawn, cancelled, voided, revoked.
    Dropped,
    /// Standing open at its end.
    Standing,
    /// Of which something came to be late in it: not done by a day that lies in it.
    Late,
    /// Opened in it, those of which nothing came left out: of these sums are made.
    Valid,
}

/// Stages of what was undone by the engine's own verbs.
const UNDONE: [&str; 2] = ["已作废", "已撤销"];

impl Figure {
    /// Those that are counted, in the order in which tables have them.
    pub const ALL: [Self; 5] = [Self::Opened, Self::Ended, Self::Dropped, Self::Standing, Self::Late];

    /// As addresses and the API name it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Ended => "ended",
            Self::Dropped => "dropped",
            Self::Standing => "standing",
            Self::Late => "late",
            Self::Valid => "valid",
        }
    }

    /// The figure of this code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Valid]).find(|figure| figure.code() == code)
    }

    /// What it is called of matters of this shape.
    #[must_use]
    pub const fn title(self, shape: Shape) -> &'static str {
        match (self, shape) {
            (Self::Opened, Shape::Case) => "新办",
            (Self::Opened, Shape::Term) => "新开",
            (Self::Opened, Shape::Register) => "新登记",
            (Self::Ended, Shape::Register) => "退出",
            (Self::Ended, _) => "办结",
            (Self::Dropped, Shape::Register) => "作废",
            (Self::Dropped, _) => "撤回作废",
            (Self::Standing, Shape::Register) => "期末在册",
            (Self::Standing, _) => "期末在办",
            (Self::Late, _) => "逾期",
            (Self::Valid, Shape::Register) => "新登记有效",
            (Self::Valid, _) => "新办有效",
        }
    }
}

/// Whether a kind has statistics: a veiled one could tell by a number alone, and the ground's registers are rosters.
#[must_use]
pub fn has(kind: &Kind) -> bool {
    !kind.veiled && (kind.chapter > 0 || kind.shape != Shape::Register)
}

/// The figures of a kind. Where few may tell about people, only what was opened: from several figures that hang together one that is
/// not shown could be worked out.
#[must_use]
pub fn figures(kind: &Kind) -> Vec<Figure> {
    if kind.few {
        return vec![Figure::Opened];
    }
    let owes = kind.clauses.iter().any(|clause| is_demand(clause));
    Figure::ALL.into_iter().filter(|figure| *figure != Figure::Late || owes).collect()
}

/// The figure by which a kind's matters are told apart by a column of theirs.
#[must_use]
pub const fn main(kind: &Kind) -> Figure {
    match kind.shape {
        Shape::Register if !kind.few => Figure::Standing,
        Shape::Register | Shape::Case | Shape::Term => Figure::Opened,
    }
}

/// The figure in which units are compared: what was late, where anything can be.
#[must_use]
pub fn leading(kind: &Kind) -> Figure {
    if figures(kind).contains(&Figure::Late) { Figure::Late } else { main(kind) }
}

/// The figure whose matters are added up.
#[must_use]
pub const fn summed(kind: &Kind) -> Figure {
    match kind.shape {
        Shape::Register => Figure::Standing,
        Shape::Case | Shape::Term => Figure::Valid,
    }
}

/// Stages at which a matter has ended with nothing done.
#[must_use]
pub fn dropped(kind: &Kind) -> Vec<&'static str> {
    kind.dropped.iter().copied().chain(UNDONE).collect()
}

/// The matters behind a number: what was counted, in which time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What.
    pub figure: Figure,
    /// When.
    pub span: Span,
}

impl Counted {
    /// As an address says it: `late,2026-07-01,2026-09-30`.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{},{},{}", self.figure.code(), self.span.from, self.span.until)
    }

    /// What an address says.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let [figure, from, until] = code.split(',').collect::<Vec<_>>().try_into().ok()?;
        let span = Span { from: Day::of(from)?, until: Day::of(until)? };
        Some(Self { figure: Figure::of(figure)?, span })
    }

    /// In words: 2026年7月1日至9月30日逾期的.
    #[must_use]
    pub fn words(&self, shape: Shape) -> String {
        match (self.figure, shape) {
            (Figure::Standing, Shape::Register) => format!("{}在册的", self.span.until.sentence_with_year()),
            (Figure::Standing, _) => format!("{}在办的", self.span.until.sentence_with_year()),
            (figure, shape) => format!("{}{}的", self.span.words(), figure.title(shape)),
        }
    }
}
