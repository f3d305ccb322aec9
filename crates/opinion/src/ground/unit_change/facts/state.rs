//! What is known of a decision about units, and what it moves.

use super::deed::{Change, NewUnit, Noted};
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId, PostId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who takes over: a unit in being, or, without an id, one that begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heir {
    /// Which, once it is there.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
    /// Its name.
    #[schemars(title = "承接单位")]
    pub name: String,
}

/// A unit that the decision touches, in the words of that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// Which.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位名称")]
    pub name: String,
    /// It goes on.
    #[schemars(title = "分设后保留")]
    pub stays: bool,
    /// Who takes over.
    #[schemars(title = "承接")]
    pub heir: Option<Heir>,
    /// Its level before, where that is what changes.
    #[serde(default)]
    #[schemars(title = "原机构规格")]
    pub level: Option<String>,
}

/// A post with its own way, in the words of that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostWay {
    /// Which.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Unit and title.
    #[schemars(title = "单位及职务")]
    pub label: String,
    /// Where it goes; it ends where it goes nowhere.
    #[schemars(title = "划入")]
    pub heir: Option<Heir>,
    /// Its title there.
    #[schemars(title = "划转后职务名称")]
    pub title: Option<String>,
}

/// An open matter with its own way, in the words of that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatterWay {
    /// Which.
    #[schemars(title = "事项")]
    pub matter: MatterId,
    /// Its number.
    #[schemars(title = "编号")]
    pub number: String,
    /// Where it goes.
    #[schemars(title = "划入")]
    pub heir: Heir,
}

/// A decision as kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// What is done.
    #[schemars(title = "变动方式")]
    pub change: Change,
    /// Who decided.
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
    pub parts: Vec<Ending>,
    /// Units that begin.
    #[schemars(title = "新设单位")]
    pub begins: Vec<NewUnit>,
    /// The new name.
    #[schemars(title = "更名后名称")]
    pub new_name: Option<String>,
    /// The new level.
    #[serde(default)]
    #[schemars(title = "调整后机构规格")]
    pub new_level: Option<String>,
    /// Posts that go elsewhere than the others.
    #[schemars(title = "另定去向的职务")]
    pub posts: Vec<PostWay>,
    /// Open matters that go elsewhere than the others.
    #[schemars(title = "另定去向的未办结事项")]
    pub matters: Vec<MatterWay>,
    /// Scan of the document.
    #[schemars(title = "机构变动文件")]
    pub paper: Option<FileId>,
    /// More.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

/// Who holds a post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Holds the unit together without being its chief.
    #[schemars(title = "主持工作")]
    pub acting: bool,
}

/// A post that goes to another unit with whoever holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostMove {
    /// Which.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Its unit before.
    #[schemars(title = "原单位", extend("x-hidden" = true))]
    pub from: UnitId,
    /// Its title before.
    #[schemars(title = "原职务名称")]
    pub was: String,
    /// Where it goes.
    #[schemars(title = "划入")]
    pub heir: Heir,
    /// Its title there.
    #[schemars(title = "划转后职务名称")]
    pub title: String,
    /// Who holds it.
    #[schemars(title = "任职人员")]
    pub holders: Vec<Holder>,
}

/// A post that ends; whoever holds it leaves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostEnd {
    /// Which.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Unit and title.
    #[schemars(title = "单位及职务")]
    pub label: String,
    /// Who holds it.
    #[schemars(title = "任职人员")]
    pub holders: Vec<Holder>,
}

/// A subordinate unit that belongs to the successor from then on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rehung {
    /// Which.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "下级单位")]
    pub name: String,
    /// The unit it belonged to.
    #[schemars(title = "原上级单位", extend("x-hidden" = true))]
    pub from: UnitId,
    /// The unit it belongs to.
    #[schemars(title = "改隶")]
    pub heir: Heir,
}

/// What a decision moves, as the registers stood on a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Posts that go to another unit.
    #[schemars(title = "划转的职务")]
    pub moving: Vec<PostMove>,
    /// Posts that end.
    #[schemars(title = "撤销的职务")]
    pub ending: Vec<PostEnd>,
    /// Subordinate units.
    #[schemars(title = "改隶的下级单位")]
    pub rehung: Vec<Rehung>,
    /// Open matters.
    #[schemars(title = "划转的未办结事项")]
    pub matters: Vec<MatterWay>,
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Stage {
    /// Waits for the section head.
    #[schemars(title = "待确认")]
    Registered,
    /// Back at the clerk.
    #[schemars(title = "待补正")]
    SentBack,
    /// Waits for its day.
    #[schemars(title = "待生效")]
    Confirmed,
    /// Being carried out.
    #[schemars(title = "生效中")]
    Begun,
    /// In effect.
    #[schemars(title = "已生效")]
    Effected,
    /// Taken back before it took effect.
    #[schemars(title = "已撤回")]
    Cancelled,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Account that entered it last.
    #[schemars(title = "登记账号", extend("x-hidden" = true))]
    pub entered_by: String,
    /// The decision.
    #[schemars(title = "机构变动")]
    pub sheet: Sheet,
    /// Where it stands.
    #[schemars(title = "环节", extend("x-hidden" = true))]
    pub stage: Stage,
    /// The day on which it was confirmed.
    #[schemars(title = "确认日期")]
    pub confirmed_on: Option<Day>,
    /// Why it was sent back.
    #[schemars(title = "退回理由")]
    pub sent_back: Option<Prose>,
    /// What it moves: as last worked out.
    #[schemars(title = "变动清单")]
    pub plan: Option<Plan>,
    /// The units that began.
    #[schemars(title = "已登记的新设单位")]
    pub begun: Vec<Noted>,
    /// The day on which it took effect here.
    #[schemars(title = "完成日期")]
    pub effected_on: Option<Day>,
}
