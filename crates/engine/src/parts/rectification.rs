//! 整改: measures by a day, re-check, 销号.

use crate::{
    days::Day,
    words::{PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where one problem stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RectificationStage {
    /// 整改中
    #[schemars(title = "整改中")]
    Open,
    /// 待复查
    #[schemars(title = "待复查")]
    Reported,
    /// 已销号
    #[schemars(title = "已销号")]
    Struck,
}

/// One problem to be put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rectification {
    /// What is wrong.
    #[schemars(title = "问题")]
    pub problem: Prose,
    /// What is to be done.
    #[schemars(title = "措施")]
    pub measure: Option<Prose>,
    /// By when.
    #[schemars(title = "期限")]
    pub by: Option<Day>,
    /// What was done, as reported.
    #[schemars(title = "整改情况")]
    pub done: Option<Prose>,
    /// Who re-checked.
    #[schemars(title = "复查人")]
    pub checker: Option<PersonId>,
    /// Where it stands.
    #[schemars(title = "状态")]
    pub stage: RectificationStage,
}

impl Rectification {
    /// A problem found.
    #[must_use]
    pub fn new(problem: Prose) -> Self {
        Self { problem, measure: None, by: None, done: None, checker: None, stage: RectificationStage::Open }
    }
    /// The unit reports it done; only an open problem can be.
    #[must_use]
    pub fn report(&mut self, done: Prose) -> bool {
        let fits = self.stage == RectificationStage::Open;
        if fits {
            (self.done, self.stage) = (Some(done), RectificationStage::Reported);
        }
        fits
    }
    /// The re-check: struck off, or open again.
    #[must_use]
    pub fn check(&mut self, checker: Option<PersonId>, passed: Passed) -> bool {
        let fits = self.stage == RectificationStage::Reported;
        if fits {
            self.checker = checker;
            self.stage = match passed {
                Passed::Yes => RectificationStage::Struck,
                Passed::No => RectificationStage::Open,
            };
        }
        fits
    }
}

/// The result of a re-check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// Put right.
    Yes,
    /// Not put right.
    No,
}
