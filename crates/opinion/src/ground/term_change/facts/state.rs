//! What is known of a 换届.

use super::{
    deed::{Postpone, SeatRow},
    event::{Approved, Confirmed},
};
use crate::ground::{DepartureReasons, TermOrgans};
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who owes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Owner {
    /// The cadre-supervision section.
    #[schemars(title = "干部监督股")]
    Section,
    /// The department's leaders.
    #[schemars(title = "部领导")]
    Leaders,
}

/// A step of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Code of the county's dictionary.
    #[schemars(title = "步骤代码", extend("x-hidden" = true))]
    pub code: String,
    /// Its words.
    #[schemars(title = "步骤")]
    pub title: String,
    /// Who owes it.
    #[schemars(title = "责任人")]
    pub owner: Owner,
    /// The limit by which its day follows from the election.
    #[schemars(title = "时限", extend("x-hidden" = true))]
    pub limit: String,
    /// The day that the county's paper gives it.
    #[schemars(title = "方案日期")]
    pub by: Option<Day>,
}

/// The plan as kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Whose body.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub body: UnitId,
    /// Its name.
    #[schemars(title = "换届单位")]
    pub body_name: String,
    /// Which body.
    #[schemars(title = "机构代码", extend("x-hidden" = true))]
    pub organ: Term<TermOrgans>,
    /// In words.
    #[schemars(title = "换届机构")]
    pub organ_word: String,
    /// Which term.
    #[schemars(title = "届次")]
    pub session: String,
    /// The day of the election.
    #[schemars(title = "选举日")]
    pub election_on: Day,
    /// What the papers ask of its make-up.
    #[schemars(title = "班子结构要求")]
    pub seats: Vec<SeatRow>,
    /// The steps, in the order of the county's table.
    #[schemars(title = "步骤")]
    pub steps: Vec<Step>,
    /// The scheme.
    #[schemars(title = "工作方案")]
    pub paper: Option<FileId>,
    /// More.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

/// A step carried out or not needed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// Code of the step.
    #[schemars(title = "步骤代码", extend("x-hidden" = true))]
    pub code: String,
    /// Its words.
    #[schemars(title = "步骤")]
    pub title: String,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
    /// How, or why not.
    #[schemars(title = "办理情况")]
    pub note: Option<Prose>,
    /// Its paper.
    #[schemars(title = "材料")]
    pub paper: Option<FileId>,
}

/// One question asked of somebody named, with what the registers say. It decides nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What was asked: 任职回避.
    #[schemars(title = "核对事项")]
    pub what: String,
    /// What the registers say.
    #[schemars(title = "核对情况")]
    pub finding: String,
    /// Clause it rests on.
    #[schemars(title = "依据", extend("x-hidden" = true))]
    pub clause: String,
}

/// Somebody named for a post, in the words of that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nominee {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "现任职务")]
    pub now: String,
    /// For which post.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// In words.
    #[schemars(title = "拟任职务")]
    pub label: String,
    /// What was asked.
    #[schemars(title = "核对")]
    pub checks: Vec<Check>,
    /// More.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

/// Somebody elected or leaving, in the words of that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Which post.
    #[schemars(title = "职务代码", extend("x-hidden" = true))]
    pub post: PostId,
    /// In words.
    #[schemars(title = "职务")]
    pub label: String,
    /// Elected again to the post he holds: nothing changes.
    #[schemars(title = "连任")]
    pub again: bool,
    /// Why he leaves, a code of the county's dictionary.
    #[schemars(title = "原因代码", extend("x-hidden" = true))]
    pub reason: Option<Term<DepartureReasons>>,
    /// In words.
    #[schemars(title = "离任原因")]
    pub reason_word: Option<String>,
}

/// The result as kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Account that entered it; another one confirms.
    #[schemars(title = "登记账号", extend("x-hidden" = true))]
    pub entered_by: String,
    /// The day of the election.
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
    pub elected: Vec<Seat>,
    /// Who leaves.
    #[schemars(title = "离任")]
    pub leaving: Vec<Seat>,
    /// Scan of the document.
    #[schemars(title = "选举结果文件")]
    pub paper: Option<FileId>,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The plan.
    #[schemars(title = "换届方案")]
    pub scheme: Scheme,
    /// Request and reply.
    #[schemars(title = "批复")]
    pub approved: Option<Approved>,
    /// Days to which the election was put off.
    #[schemars(title = "延期")]
    pub postponed: Vec<Postpone>,
    /// Steps that are over.
    #[schemars(title = "已完成步骤")]
    pub settled: Vec<Settled>,
    /// Who is named.
    #[schemars(title = "人选")]
    pub nominees: Vec<Nominee>,
    /// The result.
    #[schemars(title = "选举结果")]
    pub tally: Option<Tally>,
    /// Why it went back to the clerk.
    #[schemars(title = "退回理由")]
    pub returned: Option<Prose>,
    /// The result confirmed.
    #[schemars(title = "结果确认")]
    pub confirmed: Option<Confirmed>,
    /// Why no election was held.
    #[schemars(title = "取消理由")]
    pub cancelled: Option<Prose>,
}
