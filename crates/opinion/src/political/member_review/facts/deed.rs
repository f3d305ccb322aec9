//! What people bring: the payloads of actions.

use super::Grades;
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId, Prose, Sealed, Term},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A session was entered; or the section opens what is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Whose.
    #[schemars(title = "党员领导干部")]
    pub person: PersonId,
    /// The branch's quarter in which the session was entered.
    #[schemars(title = "季度组织生活")]
    pub term: MatterId,
    /// Which of its sessions.
    #[schemars(title = "活动序号", description = "民主评议党员活动的序号")]
    pub session: u32,
}

/// 个人自评, by himself or entered from his paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// When.
    #[schemars(title = "自评日期")]
    pub day: Day,
    /// His words.
    #[schemars(title = "个人自评", length(max = 4000))]
    pub words: Prose,
    /// His paper.
    #[serde(default)]
    #[schemars(title = "自评材料")]
    pub paper: Option<FileId>,
}

/// 未自评.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoAccount {
    /// Why.
    #[schemars(title = "未自评的原因", description = "长期病休、失联等，如实填写", length(max = 200))]
    pub reason: Prose,
}

/// 党员互评: what was said, by nobody's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// How many spoke.
    #[schemars(title = "发言党员人数", range(min = 1))]
    pub speakers: u32,
    /// What they said.
    #[schemars(title = "互评意见要点", description = "不写发言人姓名；封存，不对本人开启", length(max = 4000))]
    pub gist: Sealed<Prose>,
}

/// 民主测评, as the tellers counted it at the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The counts.
    #[schemars(title = "测评票", description = "票数不超过到会人数")]
    pub ballot: Ballot,
}

/// Ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Ballot {
    /// Handed out.
    #[schemars(title = "发出票数")]
    pub issued: u32,
    /// Come back.
    #[schemars(title = "收回票数")]
    pub returned: u32,
    /// Valid among these.
    #[schemars(title = "有效票数")]
    pub valid: u32,
    /// Those that say the first grade.
    #[schemars(title = "优秀")]
    pub excellent: u32,
    /// The second.
    #[schemars(title = "合格")]
    pub qualified: u32,
    /// The third.
    #[schemars(title = "基本合格")]
    pub basic: u32,
    /// The last.
    #[schemars(title = "不合格")]
    pub unqualified: u32,
}

/// Who in the branch decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Organ {
    /// 支部委员会
    #[schemars(title = "支部委员会")]
    Committee,
    /// 支部党员大会
    #[schemars(title = "支部党员大会")]
    Assembly,
}

/// 评定意见, as the branch decided it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conclude {
    /// When.
    #[schemars(title = "评定日期")]
    pub day: Day,
    /// Who decided.
    #[schemars(title = "由谁评定")]
    pub organ: Organ,
    /// The grade.
    #[schemars(title = "评定等次")]
    pub grade: Term<Grades>,
    /// On which facts; he reads it.
    #[schemars(title = "评定理由", description = "告知本人的事实和理由，不写谁说的", length(max = 2000))]
    pub words: Prose,
}

/// 告知.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tell {
    /// When.
    #[schemars(title = "告知日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "告知方式", description = "当面、书面，谁告知", length(max = 100))]
    pub how: String,
    /// The form that he signed.
    #[serde(default)]
    #[schemars(title = "签收件")]
    pub paper: Option<FileId>,
}

/// 本人意见.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What he says to it.
    #[schemars(title = "本人意见", description = "没有意见的写“无意见”；拒绝签署的如实写明", length(max = 2000))]
    pub words: Prose,
}

/// 异议.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// Why.
    #[schemars(title = "异议理由", length(max = 4000))]
    pub grounds: Prose,
    /// His paper.
    #[serde(default)]
    #[schemars(title = "材料")]
    pub paper: Option<FileId>,
}

/// Who looks at it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Reviewer {
    /// 本支部
    #[schemars(title = "本支部复议")]
    Branch,
    /// 上级党组织
    #[schemars(title = "上级党组织复核")]
    Superior,
}

/// 复议结果.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Who.
    #[schemars(title = "由谁复议")]
    pub by: Reviewer,
    /// In words.
    #[schemars(title = "复议的会议或者组织", length(max = 60))]
    pub body: String,
    /// When.
    #[schemars(title = "复议日期")]
    pub day: Day,
    /// The grade; the same where it is upheld.
    #[schemars(title = "复议后的等次", description = "维持的选原等次；不得更重")]
    pub grade: Term<Grades>,
    /// Why.
    #[schemars(title = "复议理由", length(max = 2000))]
    pub words: Prose,
    /// When he was told.
    #[schemars(title = "告知本人日期")]
    pub told: Day,
}

/// The clock: the time for an objection is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// Its last day.
    #[schemars(title = "期满日期")]
    pub day: Day,
}

/// 改正要求.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// What he is to put right.
    #[schemars(title = "改正要求", length(max = 1000))]
    pub what: Prose,
    /// By when.
    #[schemars(title = "改正期限")]
    pub by: Day,
}

/// 复评.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recheck {
    /// When.
    #[schemars(title = "复评日期")]
    pub day: Day,
    /// Whether he put it right.
    #[serde(default)]
    #[schemars(title = "已经改正")]
    pub passed: bool,
    /// What was found.
    #[schemars(title = "复评情况", length(max = 2000))]
    pub words: Prose,
}

/// 处置, where he did not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dispose {
    /// When.
    #[schemars(title = "处置日期")]
    pub day: Day,
    /// Who decided.
    #[schemars(title = "处置决定的党组织", length(max = 60))]
    pub organ: String,
    /// What.
    #[schemars(title = "处置情况", description = "按党员教育管理规定作出的处置，文号写在这里", length(max = 1000))]
    pub words: Prose,
}

/// The session was withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Which.
    #[schemars(title = "活动序号")]
    pub session: u32,
}

/// It rests on another session, or on the same one entered again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rest {
    /// The branch's quarter.
    #[schemars(title = "季度组织生活")]
    pub term: MatterId,
    /// Which of its sessions.
    #[schemars(title = "活动序号")]
    pub session: u32,
}

/// Why nobody is to answer it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum End {
    /// 去世
    #[schemars(title = "去世")]
    Died,
    /// 不再列入管理
    #[schemars(title = "不再列入管理")]
    Unmanaged,
    /// 不是中共党员
    #[schemars(title = "不是中共党员")]
    NoMember,
    /// 人员档案合并
    #[schemars(title = "人员档案合并，另一件继续办理")]
    Merged,
}

/// It ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drop {
    /// Why.
    #[schemars(title = "终止原因")]
    pub end: End,
    /// The decision about posts that said so.
    #[serde(default)]
    #[schemars(title = "任免决定")]
    pub decision: Option<MatterId>,
}

/// The registers said it wrongly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// Why.
    #[schemars(title = "恢复理由", length(max = 200))]
    pub reason: Prose,
}

/// A decision about posts is taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Which.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// His record became another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pass {
    /// The record that stays.
    #[schemars(title = "并入的人员")]
    pub into: PersonId,
}
