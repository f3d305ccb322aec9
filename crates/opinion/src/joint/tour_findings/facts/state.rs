//! What is known.

use super::{
    deed::{Deliver, Lapse},
    event::{Planned, Progressed, Registered, Stated, Withdrawn},
};
use crate::mending::Item;
use engine::words::{PersonId, Prose};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A person whom a problem concerns, by name and post as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// Which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// Why it does not concern him after all.
    #[serde(default)]
    #[schemars(title = "认定不涉及")]
    pub cleared: Option<Prose>,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The list, as it was last revised.
    #[schemars(title = "反馈清单")]
    pub registered: Registered,
    /// Whom the problems concern.
    #[schemars(title = "涉及干部")]
    pub persons: Vec<Person>,
    /// Delivered to the unit.
    #[schemars(title = "送达")]
    pub delivered: Option<Deliver>,
    /// The problems, once delivered.
    #[schemars(title = "整改清单")]
    pub items: Vec<Item>,
    /// The unit's plan.
    #[schemars(title = "整改方案")]
    pub planned: Option<Planned>,
    /// Reports of progress, oldest first.
    #[schemars(title = "集中整改进展")]
    pub progress: Vec<Progressed>,
    /// What persons concerned said.
    #[schemars(title = "本人说明")]
    pub statements: Vec<Stated>,
    /// Their time has passed.
    #[schemars(title = "逾期未说明", extend("x-hidden" = true))]
    pub lapsed: Option<Lapse>,
    /// Withdrawn before it was delivered.
    #[schemars(title = "撤回")]
    pub withdrawn: Option<Withdrawn>,
}
