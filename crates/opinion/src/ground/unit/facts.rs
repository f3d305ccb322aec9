//! What is known of a unit, what can be done to it, what has happened.

use crate::ground::UnitKinds;
use engine::{
    days::Day,
    words::{MatterId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A unit as entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitCard {
    /// Full name.
    #[schemars(title = "单位名称")]
    pub name: String,
    /// Short names and other names under which rosters know it.
    #[serde(default)]
    #[schemars(title = "简称和其他名称")]
    pub aliases: Vec<String>,
    /// Kind.
    #[schemars(title = "单位类别")]
    pub kind: Term<UnitKinds>,
    /// The unit it belongs to.
    #[schemars(title = "上级单位")]
    pub parent: Option<UnitId>,
    /// Place in the official order.
    #[schemars(title = "排序")]
    pub order: i64,
    /// Its level: 正科级.
    #[schemars(title = "机构规格")]
    pub level: Option<String>,
    /// Approved number of chief posts.
    #[schemars(title = "正职职数")]
    pub chief_seats: Option<i64>,
    /// Approved number of deputy posts.
    #[schemars(title = "副职职数")]
    pub deputy_seats: Option<i64>,
}

/// 更名.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The new full name.
    #[schemars(title = "新名称")]
    pub name: String,
    /// First day of the new name.
    #[schemars(title = "更名日期")]
    pub day: Day,
    /// The document, or why.
    #[schemars(title = "依据")]
    pub reason: Prose,
}

/// 调整规格.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relevel {
    /// The new level.
    #[schemars(title = "新机构规格")]
    pub level: Option<String>,
    /// First day of the new level.
    #[schemars(title = "调整日期")]
    pub day: Day,
    /// The document, or why.
    #[schemars(title = "依据")]
    pub reason: Prose,
}

/// 撤销单位.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// First day on which it no longer exists.
    #[schemars(title = "撤销日期")]
    pub day: Day,
    /// The document, or why.
    #[schemars(title = "依据")]
    pub reason: Prose,
}

/// 因机构变动撤销.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dissolve {
    /// First day on which it no longer exists.
    #[schemars(title = "撤销日期")]
    pub day: Day,
    /// Who takes over.
    #[schemars(title = "承接单位")]
    pub into: Option<UnitId>,
    /// The decision about units.
    #[schemars(title = "机构变动")]
    pub decision: MatterId,
    /// Its document.
    #[schemars(title = "依据")]
    pub reason: Prose,
}

/// 机构变动撤销后恢复.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// The decision that was taken back.
    #[schemars(title = "机构变动")]
    pub decision: MatterId,
    /// Its document.
    #[schemars(title = "依据")]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Enters a unit.
    #[schemars(title = "登记单位")]
    Open(UnitCard),
    /// Replaces everything but the name.
    #[schemars(title = "更新单位信息")]
    Change(UnitCard),
    /// A new name; the old one stays known.
    #[schemars(title = "更名")]
    Rename(Rename),
    /// A new level; the old one stays known.
    #[schemars(title = "调整规格")]
    Relevel(Relevel),
    /// The unit ceases to exist.
    #[schemars(title = "撤销单位")]
    Close(Close),
    /// It ceases to exist by a decision about units.
    #[schemars(title = "因机构变动撤销")]
    Dissolve(Dissolve),
    /// That decision was taken back.
    #[schemars(title = "恢复单位")]
    Reopen(Reopen),
}

/// A unit entered, with the id it has for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// Its id.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub id: UnitId,
    /// What was entered.
    #[schemars(title = "单位信息")]
    pub card: UnitCard,
}

/// What has happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was entered.
    #[schemars(title = "登记单位")]
    Opened(Opened),
    /// It was changed.
    #[schemars(title = "更新单位信息")]
    Changed(UnitCard),
    /// It got another name.
    #[schemars(title = "更名")]
    Renamed(Rename),
    /// It got another level.
    #[schemars(title = "调整规格")]
    Relevelled(Relevel),
    /// It ceased to exist.
    #[schemars(title = "撤销单位")]
    Closed(Close),
    /// It ceased to exist by a decision about units.
    #[schemars(title = "因机构变动撤销")]
    Dissolved(Dissolve),
    /// That decision was taken back.
    #[schemars(title = "恢复单位")]
    Reopened(Reopen),
}

/// A name it no longer bears.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Former {
    /// The name.
    #[schemars(title = "原名称")]
    pub name: String,
    /// First day without it.
    #[schemars(title = "停用日期")]
    pub until: Day,
}

/// A level it no longer has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormerLevel {
    /// The level.
    #[schemars(title = "原机构规格")]
    pub level: String,
    /// First day without it.
    #[schemars(title = "停用日期")]
    pub until: Day,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Its id.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub id: UnitId,
    /// Its card.
    #[schemars(title = "单位信息")]
    pub card: UnitCard,
    /// Names it bore before.
    #[schemars(title = "曾用名称")]
    pub former: Vec<Former>,
    /// Levels it had before.
    #[serde(default)]
    #[schemars(title = "曾用机构规格")]
    pub levels: Vec<FormerLevel>,
    /// First day on which it no longer exists.
    #[schemars(title = "撤销日期")]
    pub closed: Option<Day>,
    /// How it ended, where a decision about units ended it.
    #[schemars(title = "机构变动")]
    pub dissolved: Option<Dissolve>,
}
