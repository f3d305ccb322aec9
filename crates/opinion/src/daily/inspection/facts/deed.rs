//! What people can do with a visit.

use super::{EightRejections, Nodes, Owners, SixNots};
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How it was visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Form {
    /// 明察
    #[schemars(title = "明察")]
    Open,
    /// 暗访
    #[schemars(title = "暗访")]
    Covert,
    /// 督查
    #[schemars(title = "督查")]
    Supervision,
}

impl Form {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "明察",
            Self::Covert => "暗访",
            Self::Supervision => "督查",
        }
    }
}

/// A member of the joint team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamRow {
    /// From which owner.
    #[schemars(title = "派出单位")]
    pub owner: Term<Owners>,
    /// Who.
    #[schemars(title = "督查人员")]
    pub person: PersonId,
}

/// A finding. The county's two lists may still be empty: then it is said in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingRow {
    /// Which of the six.
    #[serde(default)]
    #[schemars(title = "六不作风")]
    pub six_not: Option<Term<SixNots>>,
    /// Which of the eight.
    #[serde(default)]
    #[schemars(title = "八个摒弃")]
    pub rejection: Option<Term<EightRejections>>,
    /// In words.
    #[serde(default)]
    #[schemars(title = "问题类别", description = "字典没有录入或没有对应项的，用文字写明", length(max = 60))]
    pub category: Option<String>,
    /// What was seen.
    #[schemars(title = "问题事实", description = "写明时间、地点和情形", length(max = 1000))]
    pub facts: Prose,
}

/// A person whom a finding concerns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConcernedRow {
    /// Which finding, by its place.
    #[schemars(title = "问题序号", range(min = 1))]
    pub finding: u32,
    /// Who.
    #[schemars(title = "涉及干部")]
    pub person: PersonId,
}

/// 登记: what the team saw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// How.
    #[schemars(title = "督查形式")]
    pub form: Form,
    /// Where.
    #[schemars(title = "被督查单位")]
    pub unit: UnitId,
    /// When.
    #[schemars(title = "督查日期")]
    pub day: Day,
    /// The unit was not told before.
    #[serde(default)]
    #[schemars(title = "事先不通知")]
    pub unannounced: bool,
    /// On which important days.
    #[serde(default)]
    #[schemars(title = "重要节点")]
    pub node: Option<Term<Nodes>>,
    /// The yearly plan that it carries out.
    #[serde(default)]
    #[schemars(title = "年度督查计划", description = "计划外的不填")]
    pub plan: Option<MatterId>,
    /// Which item of it.
    #[serde(default)]
    #[schemars(title = "计划项目序号")]
    pub item: Option<u32>,
    /// The joint team.
    #[schemars(title = "督查组成员")]
    pub team: Vec<TeamRow>,
    /// What was looked at.
    #[schemars(title = "督查经过", length(max = 2000))]
    pub course: Prose,
    /// What was found; none where nothing was.
    #[serde(default)]
    #[schemars(title = "发现的问题")]
    pub findings: Vec<FindingRow>,
    /// Whom it concerns.
    #[serde(default)]
    #[schemars(title = "涉及干部")]
    pub concerned: Vec<ConcernedRow>,
    /// Photographs and papers.
    #[serde(default)]
    #[schemars(title = "现场照片和材料", description = "照片中无关人员的面部应先遮挡")]
    pub files: Vec<FileId>,
}

/// 签字 by a member of the team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The signed sheet.
    #[serde(default)]
    #[schemars(title = "签字件")]
    pub paper: Option<FileId>,
}

/// 通知单位.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notify {
    /// The document.
    #[serde(default)]
    #[schemars(title = "通知文号", length(max = 60))]
    pub document: Option<String>,
    /// What is asked.
    #[schemars(title = "通知要求", length(max = 1000))]
    pub text: Prose,
}

/// 答复 of the unit, or 陈述 of a person concerned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// What is said to the findings.
    #[schemars(title = "答复内容", length(max = 2000))]
    pub text: Prose,
    /// Papers.
    #[serde(default)]
    #[schemars(title = "附件")]
    pub files: Vec<FileId>,
}

/// 准予延期答复.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendReply {
    /// Until when.
    #[schemars(title = "延至")]
    pub until: Day,
    /// Why.
    #[schemars(title = "延期理由", length(max = 400))]
    pub reason: Prose,
}

/// The clock: nothing was said in time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// The last day on which it would have been in time.
    #[schemars(title = "答复期限")]
    pub due: Day,
}

/// How the reply to one finding is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Verdict {
    /// 采信
    #[schemars(title = "采信，问题不成立")]
    Accepted,
    /// 不采信
    #[schemars(title = "不采信，问题成立")]
    NotAccepted,
    /// Nothing was said against it.
    #[schemars(title = "无异议，问题成立")]
    Uncontested,
}

impl Verdict {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "采信",
            Self::NotAccepted => "不采信",
            Self::Uncontested => "无异议",
        }
    }
    /// Whether the finding stands.
    #[must_use]
    pub const fn stands(self) -> bool {
        !matches!(self, Self::Accepted)
    }
}

/// One finding, assessed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessRow {
    /// Which.
    #[schemars(title = "问题序号")]
    pub finding: u32,
    /// How.
    #[schemars(title = "认定")]
    pub verdict: Verdict,
    /// Why.
    #[schemars(title = "理由", length(max = 400))]
    pub reason: String,
}

/// 认定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assess {
    /// Every finding once.
    #[schemars(title = "逐条认定")]
    pub rows: Vec<AssessRow>,
}

/// 提出整改措施.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Which finding.
    #[schemars(title = "问题序号")]
    pub finding: u32,
    /// What is to be done.
    #[schemars(title = "整改措施", length(max = 1000))]
    pub measure: Prose,
    /// By when.
    #[schemars(title = "完成日期")]
    pub by: Day,
}

/// 报告整改情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Which finding.
    #[schemars(title = "问题序号")]
    pub finding: u32,
    /// What was done.
    #[schemars(title = "整改情况", length(max = 1000))]
    pub done: Prose,
    /// Proof.
    #[serde(default)]
    #[schemars(title = "附件")]
    pub files: Vec<FileId>,
}

/// 复查.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recheck {
    /// Which finding.
    #[schemars(title = "问题序号")]
    pub finding: u32,
    /// Put right.
    #[serde(default)]
    #[schemars(title = "整改到位，予以销号")]
    pub passed: bool,
    /// What was seen.
    #[schemars(title = "复查意见", length(max = 400))]
    pub opinion: Prose,
}

/// To whom a publication goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Scope {
    /// 被督查单位
    #[schemars(title = "被督查单位")]
    Unit,
    /// 本系统
    #[schemars(title = "本系统")]
    System,
    /// 全县各单位
    #[schemars(title = "全县各单位")]
    County,
    /// 向社会公开
    #[schemars(title = "向社会公开")]
    Public,
}

impl Scope {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unit => "被督查单位",
            Self::System => "本系统",
            Self::County => "全县各单位",
            Self::Public => "向社会公开",
        }
    }
}

/// 提请通报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// To whom.
    #[schemars(title = "通报范围")]
    pub scope: Scope,
    /// What is to be published.
    #[schemars(title = "通报内容", description = "只写认定成立的问题", length(max = 2000))]
    pub text: Prose,
}

/// 批准通报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approve {
    /// The document.
    #[serde(default)]
    #[schemars(title = "通报文号", length(max = 60))]
    pub document: Option<String>,
}

/// 不予通报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// Why.
    #[schemars(title = "理由", length(max = 400))]
    pub reason: Prose,
}

/// 撤回通报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why.
    #[schemars(title = "撤回理由", description = "写明在原范围内如何更正", length(max = 400))]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 登记督查
    #[schemars(title = "登记督查")]
    Register(Visit),
    /// 修改督查记录
    #[schemars(title = "修改督查记录")]
    Revise(Visit),
    /// 签字
    #[schemars(title = "督查人员签字")]
    Sign(Sign),
    /// 通知单位
    #[schemars(title = "通知被督查单位")]
    Notify(Notify),
    /// 答复
    #[schemars(title = "单位答复")]
    Reply(Reply),
    /// 陈述
    #[schemars(title = "本人陈述")]
    State(Reply),
    /// 准予延期
    #[schemars(title = "准予延期答复")]
    ExtendReply(ExtendReply),
    /// 逾期未答复
    #[schemars(title = "逾期未答复")]
    Lapse(Lapse),
    /// 认定
    #[schemars(title = "逐条认定")]
    Assess(Assess),
    /// 提出整改措施
    #[schemars(title = "提出整改措施")]
    Measure(Measure),
    /// 报告整改情况
    #[schemars(title = "报告整改情况")]
    Report(Report),
    /// 复查
    #[schemars(title = "复查销号")]
    Recheck(Recheck),
    /// 提请通报
    #[schemars(title = "提请通报")]
    Propose(Propose),
    /// 批准通报
    #[schemars(title = "批准通报")]
    Approve(Approve),
    /// 不予通报
    #[schemars(title = "不予通报")]
    Reject(Reject),
    /// 撤回通报
    #[schemars(title = "撤回通报")]
    Withdraw(Withdraw),
}
