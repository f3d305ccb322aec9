//! What can be done about units.

use crate::ground::UnitKinds;
use engine::{
    days::Day,
    words::{FileId, MatterId, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is done to units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Change {
    /// Several become one.
    #[schemars(title = "合并")]
    Merge,
    /// One becomes several, or gives part of itself away.
    #[schemars(title = "分设")]
    Split,
    /// It bears another name.
    #[schemars(title = "更名")]
    Rename,
    /// It ends.
    #[schemars(title = "撤销")]
    Abolish,
    /// It is of another level.
    #[schemars(title = "调整规格")]
    Relevel,
}

impl Change {
    /// Whether the units go on with all that is theirs.
    #[must_use]
    pub const fn keeps_units(self) -> bool {
        matches!(self, Self::Rename | Self::Relevel)
    }
}

/// A unit that the decision touches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Which.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// It goes on and only gives something away (分设).
    #[serde(default)]
    #[schemars(title = "分设后保留")]
    pub stays: bool,
    /// Who takes over, among the units in being.
    #[schemars(title = "承接单位（已有）")]
    pub heir: Option<UnitId>,
    /// Who takes over, by the name of a unit that begins.
    #[schemars(title = "承接单位（新设，填名称）")]
    pub new_heir: Option<String>,
}

/// A unit that begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUnit {
    /// Full name.
    #[schemars(title = "单位名称")]
    pub name: String,
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
}

/// A post that goes elsewhere than posts of its unit do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostRow {
    /// Which.
    #[schemars(title = "职务")]
    pub post: PostId,
    /// It ends, and whoever holds it leaves it.
    #[serde(default)]
    #[schemars(title = "撤销职务")]
    pub ends: bool,
    /// The unit it goes to, among those in being.
    #[schemars(title = "划入单位（已有）")]
    pub heir: Option<UnitId>,
    /// The unit it goes to, by the name of one that begins.
    #[schemars(title = "划入单位（新设，填名称）")]
    pub new_heir: Option<String>,
    /// Its title there.
    #[schemars(title = "划转后职务名称")]
    pub title: Option<String>,
}

/// An open matter that goes elsewhere than matters of its unit do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatterRow {
    /// Which.
    #[schemars(title = "未办结事项")]
    pub matter: MatterId,
    /// The unit it goes to, among those in being.
    #[schemars(title = "划入单位（已有）")]
    pub heir: Option<UnitId>,
    /// The unit it goes to, by the name of one that begins.
    #[schemars(title = "划入单位（新设，填名称）")]
    pub new_heir: Option<String>,
}

/// A decision as entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What is done.
    #[schemars(title = "变动方式")]
    pub change: Change,
    /// Who decided: 县委、县政府, 县委编委 …
    #[schemars(title = "决定机关")]
    pub authority: String,
    /// Document number.
    #[schemars(title = "文号")]
    pub document: String,
    /// Day of the decision.
    #[schemars(title = "决定日期")]
    pub decided_on: Day,
    /// First day on which it is so.
    #[schemars(title = "生效日期")]
    pub effective_on: Day,
    /// Units merged, split, renamed or ended.
    #[schemars(title = "变动单位")]
    pub parts: Vec<Part>,
    /// Units that begin.
    #[serde(default)]
    #[schemars(title = "新设单位")]
    pub begins: Vec<NewUnit>,
    /// The new name (更名).
    #[schemars(title = "更名后名称")]
    pub new_name: Option<String>,
    /// The new level (调整规格).
    #[serde(default)]
    #[schemars(title = "调整后机构规格", description = "升格、降格的填写")]
    pub new_level: Option<String>,
    /// Posts that go elsewhere than the others.
    #[serde(default)]
    #[schemars(title = "另定去向的职务")]
    pub posts: Vec<PostRow>,
    /// Open matters that go elsewhere than the others.
    #[serde(default)]
    #[schemars(title = "另定去向的未办结事项")]
    pub matters: Vec<MatterRow>,
    /// Scan of the document.
    #[schemars(title = "机构变动文件")]
    pub paper: Option<FileId>,
    /// More.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

/// A reason in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// 确认.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vow {
    /// A remark.
    #[schemars(title = "意见")]
    pub note: Option<Prose>,
}

/// What needs nothing more to be said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plain {}

/// A unit that begins is in the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Noted {
    /// Its name in the decision.
    #[schemars(title = "新设单位")]
    pub name: String,
    /// Its id.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Enters a decision.
    #[schemars(title = "登记机构变动")]
    Register(Decision),
    /// Enters it anew, as long as it is not confirmed.
    #[schemars(title = "补正登记")]
    Revise(Decision),
    /// Compared with the paper; takes effect on its day.
    #[schemars(title = "确认机构变动")]
    Confirm(Vow),
    /// Back to the clerk.
    #[schemars(title = "退回补正")]
    SendBack(Reason),
    /// The entry is taken back before it takes effect.
    #[schemars(title = "撤回登记")]
    Cancel(Reason),
    /// Its day has come.
    #[schemars(title = "办理生效")]
    Begin(Plain),
    /// A unit that begins is in the register.
    #[schemars(title = "记入新设单位")]
    NoteUnit(Noted),
    /// Units and posts are where they belong.
    #[schemars(title = "完成生效")]
    Finish(Plain),
}
