//! What is known of a decision about posts, what can be done, what has happened.

use crate::ground::DepartureReasons;
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A post left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// The post.
    #[schemars(title = "离任职务")]
    pub post: PostId,
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "原因")]
    pub reason: Term<DepartureReasons>,
}

/// A post taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// The post; with a post already held, only 主持工作 changes.
    #[schemars(title = "任职职务")]
    pub post: PostId,
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// Holds the unit together without being its chief.
    #[serde(default)]
    #[schemars(title = "主持工作")]
    pub acting: bool,
    /// 挂职.
    #[serde(default)]
    #[schemars(title = "挂职")]
    pub seconded: bool,
}

/// A decision as entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// About whom.
    #[schemars(title = "干部")]
    pub person: PersonId,
    /// Who decided: 县委, 县人大常委会, 县政府 …
    #[schemars(title = "决定机关")]
    pub authority: String,
    /// Document number.
    #[schemars(title = "文号")]
    pub document: String,
    /// Day of the decision.
    #[schemars(title = "决定日期")]
    pub decided_on: Day,
    /// Posts left.
    #[serde(default)]
    #[schemars(title = "离任")]
    pub leaves: Vec<Departure>,
    /// Posts taken.
    #[serde(default)]
    #[schemars(title = "任职")]
    pub takes: Vec<Appointment>,
    /// Unit he goes to, where it does not follow from the post taken.
    #[schemars(title = "调入单位")]
    pub to_unit: Option<UnitId>,
    /// Scan of the document.
    #[schemars(title = "任免文件")]
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

/// 随批登记: a decision about many (机构变动, 换届) that two hands have confirmed there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Follow {
    /// What it says about one person.
    #[schemars(title = "任免决定")]
    pub decision: Decision,
    /// The decision about many.
    #[schemars(title = "所随事项")]
    pub by: MatterId,
}

/// 所随事项撤销.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// The decision about many.
    #[schemars(title = "所随事项")]
    pub by: MatterId,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Enters a decision.
    #[schemars(title = "登记任免决定")]
    Register(Decision),
    /// Enters it anew, as long as it is not confirmed.
    #[schemars(title = "补正登记")]
    Revise(Decision),
    /// Compared with the paper: it takes effect.
    #[schemars(title = "确认生效")]
    Confirm(Vow),
    /// Back to the clerk.
    #[schemars(title = "退回补正")]
    SendBack(Reason),
    /// The entry is taken back before it takes effect.
    #[schemars(title = "撤回登记")]
    Cancel(Reason),
    /// It follows from a decision about many.
    #[schemars(title = "随批登记任免")]
    Follow(Follow),
    /// The decision about many was taken back.
    #[schemars(title = "随批撤回任免")]
    Withdraw(Withdraw),
}

/// A post left, in the words of that time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// The post.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Its unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Unit and title.
    #[schemars(title = "单位及职务")]
    pub label: String,
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "原因", extend("x-hidden" = true))]
    pub reason: Term<DepartureReasons>,
    /// The reason's word.
    #[schemars(title = "原因")]
    pub reason_word: String,
    /// The reason is the section's business: the decision is not shown to units.
    #[serde(default)]
    #[schemars(title = "原因不对单位公开")]
    pub discreet: bool,
}

/// A post taken, in the words of that time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// The post.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Its unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Unit and title.
    #[schemars(title = "单位及职务")]
    pub label: String,
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// Holds the unit together without being its chief.
    #[schemars(title = "主持工作")]
    pub acting: bool,
    /// 挂职.
    #[schemars(title = "挂职")]
    pub seconded: bool,
}

/// A decision as kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// About whom.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// Who decided.
    #[schemars(title = "决定机关")]
    pub authority: String,
    /// Document number.
    #[schemars(title = "文号")]
    pub document: String,
    /// Day of the decision.
    #[schemars(title = "决定日期")]
    pub decided_on: Day,
    /// Posts left.
    #[schemars(title = "离任")]
    pub leaves: Vec<Left>,
    /// Posts taken.
    #[schemars(title = "任职")]
    pub takes: Vec<Taken>,
    /// Unit he goes to.
    #[schemars(title = "调入单位")]
    pub to_unit: Option<UnitId>,
    /// Scan of the document.
    #[schemars(title = "任免文件")]
    pub paper: Option<FileId>,
    /// More.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

/// A decision entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Account that entered it; another one confirms.
    #[schemars(title = "登记账号", extend("x-hidden" = true))]
    pub entered_by: String,
    /// What was entered.
    #[schemars(title = "任免决定")]
    pub sheet: Sheet,
}

/// A decision confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// The day on which it was confirmed.
    #[schemars(title = "确认日期")]
    pub day: Day,
    /// A remark.
    #[schemars(title = "意见")]
    pub note: Option<Prose>,
}

/// A decision that follows from one about many, in effect at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Followed {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The decision about many.
    #[schemars(title = "所随事项")]
    pub by: MatterId,
    /// The day on which it took effect here.
    #[schemars(title = "生效登记日期")]
    pub day: Day,
    /// What it says about one person.
    #[schemars(title = "任免决定")]
    pub sheet: Sheet,
}

/// What has happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Entered.
    #[schemars(title = "登记任免决定")]
    Registered(Registered),
    /// Entered anew.
    #[schemars(title = "补正登记")]
    Revised(Registered),
    /// It takes effect.
    #[schemars(title = "确认生效")]
    Confirmed(Confirmed),
    /// Back to the clerk.
    #[schemars(title = "退回补正")]
    SentBack(Reason),
    /// Taken back.
    #[schemars(title = "撤回登记")]
    Cancelled(Reason),
    /// It follows from a decision about many.
    #[schemars(title = "随批登记任免")]
    Followed(Followed),
    /// The decision about many was taken back.
    #[schemars(title = "随批撤回任免")]
    Withdrawn(Withdraw),
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
    /// In effect.
    #[schemars(title = "已生效")]
    Confirmed,
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
    #[schemars(title = "任免决定")]
    pub sheet: Sheet,
    /// Where it stands.
    #[schemars(title = "环节", extend("x-hidden" = true))]
    pub stage: Stage,
    /// The day on which it took effect here.
    #[schemars(title = "确认日期")]
    pub confirmed_on: Option<Day>,
    /// Why it was sent back.
    #[schemars(title = "退回理由")]
    pub sent_back: Option<Prose>,
    /// The decision about many from which it follows.
    #[schemars(title = "所随事项")]
    pub by: Option<MatterId>,
}
