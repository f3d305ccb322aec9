//! What can be done.

use crate::mending;
use engine::{
    days::Day,
    dictionary,
    words::{FileId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 巡视、巡察、选人用人专项检查 …
    TourKinds, "tour_kinds"
);
dictionary!(
    /// 反馈问题的类别.
    TourProblems, "tour_problems"
);

/// A problem as the tour gave it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProblemRow {
    /// What.
    #[schemars(title = "反馈问题", description = "照反馈意见写", length(max = 600))]
    pub problem: Prose,
    /// Of what kind.
    #[schemars(title = "类别")]
    pub kind: Term<TourProblems>,
    /// Whom it concerns.
    #[serde(default)]
    #[schemars(title = "涉及干部", description = "只涉及班子或单位的不填")]
    pub persons: Vec<PersonId>,
    /// By when, where the tour says so.
    #[serde(default)]
    #[schemars(title = "整改期限", description = "反馈意见没有写的按县里时限计算")]
    pub by: Option<Day>,
}

/// 登记反馈.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Which tour.
    #[schemars(title = "巡视巡察或检查名称", length(max = 100))]
    pub tour: String,
    /// Which round.
    #[serde(default)]
    #[schemars(title = "轮次", description = "如十四届县委第三轮", length(max = 40))]
    pub round: Option<String>,
    /// Of what kind.
    #[schemars(title = "种类")]
    pub kind: Term<TourKinds>,
    /// About which unit.
    #[schemars(title = "被反馈单位")]
    pub unit: UnitId,
    /// When it was given back.
    #[schemars(title = "反馈日期")]
    pub day: Day,
    /// The document.
    #[serde(default)]
    #[schemars(title = "反馈意见文号", length(max = 60))]
    pub document: Option<String>,
    /// Its scan.
    #[serde(default)]
    #[schemars(title = "反馈意见")]
    pub paper: Option<FileId>,
    /// What.
    #[schemars(title = "问题清单")]
    pub rows: Vec<ProblemRow>,
}

/// 送达.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deliver {
    /// When.
    #[schemars(title = "送达日期")]
    pub day: Day,
    /// Who took it.
    #[schemars(title = "签收人", length(max = 30))]
    pub received_by: String,
}

/// 报整改方案.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// When the body agreed to it.
    #[schemars(title = "方案审议日期")]
    pub agreed_on: Day,
    /// Its gist.
    #[schemars(title = "整改方案要点", description = "写明组织领导和分工；逐条措施另填", length(max = 1000))]
    pub text: Prose,
    /// The plan.
    #[serde(default)]
    #[schemars(title = "整改方案")]
    pub paper: Option<FileId>,
}

/// 报集中整改进展.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// The last day that it covers.
    #[schemars(title = "情况截止日期")]
    pub day: Day,
    /// What was done, what was not.
    #[schemars(title = "进展情况", description = "没有完成的写明原因和下一步", length(max = 2000))]
    pub text: Prose,
    /// The report.
    #[serde(default)]
    #[schemars(title = "进展报告")]
    pub paper: Option<FileId>,
}

/// 本人说明.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// About which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// What he says.
    #[schemars(title = "本人说明", length(max = 2000))]
    pub text: Prose,
}

/// His time has passed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// The day.
    #[schemars(title = "说明期限")]
    pub due: Day,
}

/// 认定不涉及.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clear {
    /// Of which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// Whom it does not concern after all.
    #[schemars(title = "干部")]
    pub person: PersonId,
    /// Why.
    #[schemars(title = "理由", description = "写明采信本人说明或巡察机构意见的依据", length(max = 400))]
    pub reason: Prose,
}

/// 撤回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why.
    #[schemars(title = "撤回理由", length(max = 200))]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 登记反馈
    #[schemars(title = "登记反馈清单")]
    Register(Feedback),
    /// 修改清单
    #[schemars(title = "修改反馈清单")]
    Revise(Feedback),
    /// 送达
    #[schemars(title = "登记送达")]
    Deliver(Deliver),
    /// 报整改方案
    #[schemars(title = "报整改方案")]
    Plan(Plan),
    /// 报集中整改进展
    #[schemars(title = "报集中整改进展")]
    Progress(Progress),
    /// 本人说明
    #[schemars(title = "本人说明")]
    State(Statement),
    /// 逾期未说明
    #[schemars(title = "逾期未说明")]
    Lapse(Lapse),
    /// 认定不涉及
    #[schemars(title = "认定不涉及本人")]
    Clear(Clear),
    /// 提出整改措施
    #[schemars(title = "提出整改措施")]
    Measure(mending::Measure),
    /// 报告整改情况
    #[schemars(title = "报告整改情况")]
    ReportItem(mending::Report),
    /// 验收销号
    #[schemars(title = "验收销号")]
    Check(mending::Check),
    /// 准予延期整改
    #[schemars(title = "准予延期整改")]
    Extend(mending::Extend),
    /// 不再整改
    #[schemars(title = "不再整改")]
    Drop(mending::Drop),
    /// 撤回
    #[schemars(title = "撤回清单")]
    Withdraw(Withdraw),
}
