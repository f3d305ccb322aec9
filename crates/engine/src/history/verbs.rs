//! What can be done to every matter, as forms and API send it.

use crate::{
    days::Day,
    succession::Rehome,
    words::{FileId, MatterId, PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What anyone with the right hat can do to any matter.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EngineAction {
    /// Replaces a recorded event by one with another content.
    #[schemars(title = "更正")]
    Amend(Amend),
    /// The matter should never have been: the record stays, its effects end.
    #[schemars(title = "作废")]
    Void(Because),
    /// The decision is taken back by its authority: every effect that followed is reversed.
    #[schemars(title = "撤销")]
    Revoke(Because),
    /// A duty passes to another person.
    #[schemars(title = "转办")]
    Reassign(Reassign),
    /// Clocks stop.
    #[schemars(title = "挂起")]
    Suspend(Suspend),
    /// Clocks run again.
    #[schemars(title = "恢复")]
    Resume(Resume),
    /// A remark.
    #[schemars(title = "附言")]
    Comment(Comment),
    /// Papers added.
    #[schemars(title = "添加附件")]
    Attach(Attach),
    /// Another matter belongs to it.
    #[schemars(title = "关联事项")]
    Link(Link),
    /// It does not after all.
    #[schemars(title = "解除关联")]
    Unlink(Link),
    /// It passes to another unit: the program's, on a decision about units.
    #[schemars(title = "划转")]
    Rehome(Rehome),
    /// An event of a register is taken out: the program's, when an import is undone.
    #[schemars(title = "取消记录")]
    Strike(Strike),
}

/// 更正.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Amend {
    /// Number of the event within the matter.
    #[schemars(title = "更正第几条")]
    pub n: i64,
    /// Its payload as it should have been.
    #[schemars(title = "更正后的内容")]
    pub payload: Value,
    /// Why.
    #[schemars(title = "更正理由")]
    pub reason: Prose,
}

/// 作废, 撤销.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// 转办.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reassign {
    /// Key of the duty within the matter.
    #[schemars(title = "应办事项")]
    pub duty: String,
    /// To whom.
    #[schemars(title = "转给")]
    pub to: PersonId,
    /// Why.
    #[schemars(title = "转办理由")]
    pub reason: Prose,
}

/// 挂起.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suspend {
    /// First day that does not count.
    #[schemars(title = "自何日起中止")]
    pub from: Day,
    /// Why.
    #[schemars(title = "中止理由")]
    pub reason: Prose,
}

/// 恢复.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resume {
    /// First day that counts again.
    #[schemars(title = "自何日起恢复")]
    pub on: Day,
    /// Why.
    #[schemars(title = "恢复理由")]
    pub reason: Prose,
}

/// 附言.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// The remark.
    #[schemars(title = "附言")]
    pub text: Prose,
}

/// 添加附件.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attach {
    /// The papers.
    #[schemars(title = "附件")]
    pub files: Vec<FileId>,
    /// What they are.
    #[schemars(title = "说明")]
    pub note: Option<Prose>,
}

/// 关联事项, 解除关联.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The other matter.
    #[schemars(title = "事项")]
    pub matter: MatterId,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// 取消记录.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Strike {
    /// Number of the event within the matter.
    #[schemars(title = "取消第几条")]
    pub n: i64,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}
