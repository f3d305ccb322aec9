//! What is known of a key department, what can be done, what has happened.

use crate::focus::key_post::KeyPosts;
use engine::{
    days::Day,
    words::{MatterId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 列入重点部门.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enter {
    /// Of which unit.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// What it is.
    #[schemars(title = "部门情况")]
    pub card: Card,
    /// Who of the unit's body has it in charge.
    #[serde(default)]
    #[schemars(title = "分管领导", description = "本单位班子成员；没有明确的不填，由单位补报")]
    pub leader: Option<PersonId>,
}

/// What a department is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Its name within the unit.
    #[schemars(title = "部门名称", description = "股室、所、中心等", length(max = 60))]
    pub name: String,
    /// What lies in its hands.
    #[schemars(title = "类别")]
    pub category: Term<KeyPosts>,
    /// Why it is one.
    #[schemars(title = "列入理由", description = "管哪些人、财、物，有哪些审批、执法等权力", length(max = 400))]
    pub reason: Prose,
}

/// 变更部门情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// As it is now.
    #[schemars(title = "部门情况")]
    pub card: Card,
}

/// 明确分管领导.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// Who.
    #[schemars(title = "分管领导")]
    pub leader: PersonId,
    /// From when.
    #[schemars(title = "分管起始日期")]
    pub day: Day,
}

/// The leader in charge leaves a post in the unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// The first day on which he does not hold it.
    #[schemars(title = "离任日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A decision about posts is taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Which.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// 调出.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remove {
    /// Why.
    #[schemars(title = "调出理由", length(max = 200))]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 列入重点部门
    #[schemars(title = "列入重点部门")]
    Enter(Enter),
    /// 变更部门情况
    #[schemars(title = "变更部门情况")]
    Change(Change),
    /// 明确分管领导
    #[schemars(title = "明确分管领导")]
    Lead(Lead),
    /// 分管领导离任
    #[schemars(title = "分管领导离任")]
    Leave(Leave),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undo(Cause),
    /// 调出
    #[schemars(title = "调出")]
    Remove(Remove),
}

/// Who has it in charge, with the words of that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Leader {
    /// Who.
    #[schemars(title = "分管领导", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "分管领导")]
    pub name: String,
    /// His posts.
    #[schemars(title = "职务")]
    pub post: String,
    /// From when.
    #[schemars(title = "分管起始日期")]
    pub day: Day,
}

/// Entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entered {
    /// Of which unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位")]
    pub unit_name: String,
    /// What it is.
    #[schemars(title = "部门情况")]
    pub card: Card,
    /// The category in words.
    #[schemars(title = "类别名称", extend("x-hidden" = true))]
    pub category: String,
    /// Who has it in charge.
    #[schemars(title = "分管领导")]
    pub leader: Option<Leader>,
    /// The day.
    #[schemars(title = "列入日期")]
    pub day: Day,
}

/// Changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Changed {
    /// As it is now.
    #[schemars(title = "部门情况")]
    pub card: Card,
    /// The category in words.
    #[schemars(title = "类别名称", extend("x-hidden" = true))]
    pub category: String,
}

/// The leader in charge left a post in the unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Left {
    /// When, and by which decision.
    #[schemars(title = "离任", extend("x-hidden" = true))]
    pub leave: Leave,
    /// His name.
    #[schemars(title = "分管领导")]
    pub name: String,
    /// The first day on which he does not hold it.
    #[schemars(title = "离任日期")]
    pub day: Day,
    /// He is in the unit's body by another post, and goes on.
    #[schemars(title = "仍在班子")]
    pub stays: Option<Leader>,
}

/// A decision was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Undone {
    /// Which.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: MatterId,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// No key department any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Removed {
    /// Why.
    #[schemars(title = "调出理由")]
    pub reason: Prose,
    /// The day.
    #[schemars(title = "调出日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 列入重点部门
    #[schemars(title = "列入重点部门")]
    Entered(Box<Entered>),
    /// 变更部门情况
    #[schemars(title = "变更部门情况")]
    Changed(Changed),
    /// 明确分管领导
    #[schemars(title = "明确分管领导")]
    Led(Leader),
    /// 分管领导离任
    #[schemars(title = "分管领导离任")]
    Left(Left),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undone(Undone),
    /// 调出
    #[schemars(title = "调出")]
    Removed(Removed),
}

/// Who had it in charge until he left the unit's body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Former {
    /// Who.
    #[schemars(title = "原分管领导")]
    pub leader: Leader,
    /// When he left, and by which decision.
    #[schemars(title = "离任", extend("x-hidden" = true))]
    pub leave: Leave,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The department as it is now.
    #[schemars(title = "重点部门")]
    pub entered: Entered,
    /// Who had it in charge last, where nobody has.
    #[schemars(title = "原分管")]
    pub former: Option<Former>,
    /// No key department any more.
    #[schemars(title = "调出")]
    pub removed: Option<Removed>,
}
