//! A reply that is owed by a day, with a new day on a reason stated in time.

use crate::{
    days::Day,
    policy::{Clock, Due},
    words::Prose,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The clock of one reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReplyClock {
    /// The limit it runs by.
    #[schemars(title = "时限")]
    pub limit: String,
    /// The day of service from which it runs.
    #[schemars(title = "送达日期")]
    pub served: Day,
    /// A later day granted by the approver; the old one stays computable.
    #[schemars(title = "准予延至")]
    pub extended: Option<Day>,
    /// The reason stated.
    #[schemars(title = "延期理由")]
    pub reason: Option<Prose>,
    /// The day on which the reply arrived.
    #[schemars(title = "答复日期")]
    pub answered: Option<Day>,
}

impl ReplyClock {
    /// A clock that starts with service.
    #[must_use]
    pub fn new(limit: &str, served: Day) -> Self {
        Self { limit: limit.into(), served, extended: None, reason: None, answered: None }
    }
    /// The day owed before any later one was granted.
    #[must_use]
    pub fn first_due(&self, clock: &Clock, event: &str) -> Due {
        clock.due(&self.limit, self.served, event)
    }
    /// Whether a later day may be granted for a reason stated on a day: only while the reply is owed and not late.
    #[must_use]
    pub fn may_extend(&self, stated: Day, until: Day, clock: &Clock, event: &str) -> bool {
        let due = self.due(clock, event).day;
        self.answered.is_none() && due.is_some_and(|due| stated <= due && due < until)
    }
    /// Grants a later day.
    pub fn extend(&mut self, until: Day, reason: Prose) {
        (self.extended, self.reason) = (Some(until), Some(reason));
    }
    /// The day owed, with its basis; a granted day replaces the computed one and says so.
    #[must_use]
    pub fn due(&self, clock: &Clock, event: &str) -> Due {
        let mut due = self.first_due(clock, event);
        if let Some(day) = self.extended {
            due.basis.words = format!("{}；准予延至{day}", due.basis.words);
            due.day = Some(day);
        }
        due
    }
    /// Days by which the reply came late, in calendar days; none while it is open or where no day was owed.
    #[must_use]
    pub fn days_late(&self, clock: &Clock, event: &str) -> Option<i64> {
        let (answered, due) = (self.answered?, self.due(clock, event).day?);
        Some(due.days_until(answered).max(0))
    }
}
