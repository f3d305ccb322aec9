//! What is known of a post, what can be done to it, what has happened.

use engine::{
    days::Day,
    procedure::Side,
    words::{MatterId, PostId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A post as entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostFields {
    /// Its unit.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Title without the unit's name.
    #[schemars(title = "职务名称")]
    pub title: String,
    /// Chief.
    #[schemars(title = "正职")]
    pub chief: bool,
    /// Whether `chief` was only guessed from the title, and waits for the section's word.
    #[serde(default)]
    #[schemars(title = "正职待确认")]
    pub chief_proposed: bool,
    /// Party or government side.
    #[schemars(title = "党政属性")]
    pub side: Option<Side>,
    /// Member of the leading body.
    #[schemars(title = "班子成员")]
    pub leading: bool,
    /// Place within the body.
    #[schemars(title = "排序")]
    pub order: i64,
    /// Its level: 正科.
    #[schemars(title = "职务层次")]
    pub level: Option<String>,
}

/// 确认正职.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// Chief.
    #[schemars(title = "正职")]
    pub chief: bool,
    /// Party or government side.
    #[schemars(title = "党政属性")]
    pub side: Option<Side>,
}

/// 撤销职务.
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

/// 随机构变动划转.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Its unit from then on.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Its title there.
    #[schemars(title = "职务名称")]
    pub title: String,
    /// First day there.
    #[schemars(title = "划转日期")]
    pub day: Day,
    /// The decision about units.
    #[schemars(title = "机构变动")]
    pub decision: MatterId,
}

/// 机构变动撤销后恢复.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// The decision that was taken back.
    #[schemars(title = "机构变动")]
    pub decision: MatterId,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Enters a post.
    #[schemars(title = "登记职务")]
    Open(PostFields),
    /// Replaces its particulars.
    #[schemars(title = "更新职务信息")]
    Change(PostFields),
    /// Says whether it is a chief's.
    #[schemars(title = "确认正职")]
    ConfirmChief(Confirm),
    /// The post ceases to exist.
    #[schemars(title = "撤销职务")]
    Close(Close),
    /// It belongs to another unit by a decision about units.
    #[schemars(title = "随机构变动划转")]
    Move(Move),
    /// The decision that ended it was taken back.
    #[schemars(title = "恢复职务")]
    Reopen(Reopen),
}

/// A post moved, in the words of that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// Its unit's name before.
    #[schemars(title = "原单位名称")]
    pub was: String,
    /// Its unit's name from then on.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// Where it went.
    #[schemars(title = "划转")]
    pub to: Move,
}

/// A post entered, with the id it has for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// Its id.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub id: PostId,
    /// The unit's name at that time.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// What was entered.
    #[schemars(title = "职务信息")]
    pub fields: PostFields,
}

/// What has happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was entered.
    #[schemars(title = "登记职务")]
    Opened(Opened),
    /// It was changed.
    #[schemars(title = "更新职务信息")]
    Changed(PostFields),
    /// The section said whether it is a chief's.
    #[schemars(title = "确认正职")]
    ChiefConfirmed(Confirm),
    /// It ceased to exist.
    #[schemars(title = "撤销职务")]
    Closed(Close),
    /// It went to another unit.
    #[schemars(title = "随机构变动划转")]
    Moved(Moved),
    /// It is there again.
    #[schemars(title = "恢复职务")]
    Reopened(Reopen),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Its id.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub id: PostId,
    /// The unit's name when it was entered.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// Its particulars.
    #[schemars(title = "职务信息")]
    pub fields: PostFields,
    /// First day on which it no longer exists.
    #[schemars(title = "撤销日期")]
    pub closed: Option<Day>,
}
