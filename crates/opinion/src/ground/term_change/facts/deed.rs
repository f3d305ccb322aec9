//! What can be done in a 换届.

use crate::ground::{DepartureReasons, TermOrgans, TermSteps};
use engine::{
    days::Day,
    words::{FileId, PersonId, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the papers ask of the body's make-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeatRow {
    /// What is asked: 女干部, 党外干部 …
    #[schemars(title = "结构要求")]
    pub what: String,
    /// How many.
    #[schemars(title = "人数")]
    pub number: Option<i64>,
    /// The paper that asks it.
    #[schemars(title = "依据文件")]
    pub document: String,
}

/// A step with a day of its own, from the county's paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepRow {
    /// Which.
    #[schemars(title = "步骤")]
    pub step: Term<TermSteps>,
    /// By which day.
    #[schemars(title = "完成日期")]
    pub by: Day,
}

/// The plan as entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Whose body.
    #[schemars(title = "换届单位")]
    pub body: UnitId,
    /// Which body.
    #[schemars(title = "换届机构")]
    pub organ: Term<TermOrgans>,
    /// Which term: 第十二届.
    #[schemars(title = "届次")]
    pub session: String,
    /// The day of the election.
    #[schemars(title = "选举日")]
    pub election_on: Day,
    /// What the papers ask of its make-up.
    #[serde(default)]
    #[schemars(title = "班子结构要求")]
    pub seats: Vec<SeatRow>,
    /// Steps with a day of their own.
    #[serde(default)]
    #[schemars(title = "另定日期的步骤")]
    pub steps: Vec<StepRow>,
    /// The scheme.
    #[schemars(title = "工作方案")]
    pub paper: Option<FileId>,
    /// More.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

/// 请示 and 批复.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Number of the request.
    #[schemars(title = "请示文号")]
    pub request: String,
    /// Day of the request.
    #[schemars(title = "请示日期")]
    pub requested_on: Day,
    /// Who replied.
    #[schemars(title = "批复机关")]
    pub authority: String,
    /// Number of the reply.
    #[schemars(title = "批复文号")]
    pub document: String,
    /// Day of the reply.
    #[schemars(title = "批复日期")]
    pub day: Day,
    /// Scan of the reply.
    #[schemars(title = "批复件")]
    pub paper: Option<FileId>,
}

/// A step carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// Which.
    #[schemars(title = "步骤")]
    pub step: Term<TermSteps>,
    /// When.
    #[schemars(title = "完成日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "办理情况")]
    pub note: Option<Prose>,
    /// Its paper.
    #[schemars(title = "材料")]
    pub paper: Option<FileId>,
}

/// A step that this body does not need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waive {
    /// Which.
    #[schemars(title = "步骤")]
    pub step: Term<TermSteps>,
    /// Why not.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// 提名人选.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nominate {
    /// Who.
    #[schemars(title = "人选")]
    pub person: PersonId,
    /// For which post.
    #[schemars(title = "拟任职务")]
    pub post: PostId,
    /// More.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

/// 不再作为人选.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drop {
    /// Who.
    #[schemars(title = "人选")]
    pub person: PersonId,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// 延期.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Postpone {
    /// The new day.
    #[schemars(title = "新的选举日")]
    pub election_on: Day,
    /// Number of the reply that allows it.
    #[schemars(title = "批复文号")]
    pub document: String,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// Somebody elected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ElectedRow {
    /// Who.
    #[schemars(title = "当选人")]
    pub person: PersonId,
    /// To which post.
    #[schemars(title = "当选职务")]
    pub post: PostId,
}

/// Somebody who leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeavingRow {
    /// Who.
    #[schemars(title = "离任人")]
    pub person: PersonId,
    /// Which post.
    #[schemars(title = "离任职务")]
    pub post: PostId,
    /// Why.
    #[schemars(title = "原因")]
    pub reason: Term<DepartureReasons>,
}

/// The result as entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The day of the election, from which posts count.
    #[schemars(title = "选举日期")]
    pub day: Day,
    /// Who decided on it.
    #[schemars(title = "决定机关")]
    pub authority: String,
    /// Document number.
    #[schemars(title = "选举结果文号")]
    pub document: String,
    /// Who was elected.
    #[schemars(title = "当选")]
    pub elected: Vec<ElectedRow>,
    /// Who leaves.
    #[serde(default)]
    #[schemars(title = "离任")]
    pub leaving: Vec<LeavingRow>,
    /// Scan of the document.
    #[schemars(title = "选举结果文件")]
    pub paper: Option<FileId>,
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

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Enters the plan.
    #[schemars(title = "登记换届方案")]
    Draft(Draft),
    /// Enters it anew, as long as there is no reply.
    #[schemars(title = "修改换届方案")]
    Revise(Draft),
    /// Enters request and reply.
    #[schemars(title = "登记请示和批复")]
    Approve(Reply),
    /// A step is carried out.
    #[schemars(title = "完成步骤")]
    DoneStep(Done),
    /// A step is not needed here.
    #[schemars(title = "免去步骤")]
    WaiveStep(Waive),
    /// Somebody is named for a post.
    #[schemars(title = "登记人选")]
    Nominate(Nominate),
    /// Somebody no longer is.
    #[schemars(title = "取消人选")]
    Drop(Drop),
    /// The election is put off.
    #[schemars(title = "延期换届")]
    Postpone(Postpone),
    /// Enters the result.
    #[schemars(title = "登记选举结果")]
    RecordResult(Outcome),
    /// The result goes back to the clerk.
    #[schemars(title = "退回选举结果")]
    ReturnResult(Reason),
    /// Compared with the paper: posts change.
    #[schemars(title = "确认选举结果")]
    ConfirmResult(Vow),
    /// No election is held.
    #[schemars(title = "取消换届")]
    Cancel(Reason),
}
