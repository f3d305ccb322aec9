//! What can be done.

use crate::mending;
use engine::{
    days::Day,
    dictionary,
    words::{FileId, MatterId, PersonId, PostId, Prose, Term},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 审计发现问题的类别.
    AuditFindings, "audit_findings"
);

/// When somebody is audited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Occasion {
    /// 任中
    #[schemars(title = "任中审计")]
    InOffice,
    /// 离任
    #[schemars(title = "离任审计")]
    Leaving,
}

impl Occasion {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InOffice => "任中审计",
            Self::Leaving => "离任审计",
        }
    }
}

/// What the audit report says somebody answers for. The program works out none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Responsibility {
    /// 直接责任
    #[schemars(title = "直接责任")]
    Direct,
    /// 领导责任
    #[schemars(title = "领导责任")]
    Leading,
    /// The report names none.
    #[schemars(title = "报告未界定")]
    Unstated,
}

impl Responsibility {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Direct => "直接责任",
            Self::Leading => "领导责任",
            Self::Unstated => "报告未界定责任",
        }
    }
}

/// 列入审计计划.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// Whom.
    #[schemars(title = "审计对象")]
    pub person: PersonId,
    /// In which post.
    #[schemars(title = "所审职务")]
    pub post: PostId,
    /// In office or on leaving.
    #[schemars(title = "审计类型")]
    pub occasion: Occasion,
    /// The year of the plan.
    #[schemars(title = "计划年度", range(min = 2000, max = 2100))]
    pub year: i16,
    /// First day that is audited.
    #[schemars(title = "审计期间自")]
    pub from: Day,
    /// Last day that is audited.
    #[schemars(title = "审计期间至")]
    pub to: Day,
    /// Who agreed to it, and why.
    #[schemars(
        title = "列入依据",
        description = "经济责任审计工作联席会议议定或上级要求，写日期和文号",
        length(max = 200)
    )]
    pub ground: String,
}

/// Somebody leaves a post whose leaving the county has audited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    /// Whom.
    #[schemars(title = "审计对象")]
    pub person: PersonId,
    /// The post.
    #[schemars(title = "所离职务")]
    pub post: PostId,
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// 委托审计.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entrust {
    /// Date of the letter.
    #[schemars(title = "委托日期")]
    pub day: Day,
    /// Its number.
    #[schemars(title = "委托书文号", length(max = 60))]
    pub number: String,
    /// To whom.
    #[schemars(title = "审计机关", length(max = 60))]
    pub organ: String,
    /// Its scan.
    #[serde(default)]
    #[schemars(title = "委托书")]
    pub paper: Option<FileId>,
}

/// 登记审计通知.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// When the notice was served.
    #[schemars(title = "送达日期")]
    pub day: Day,
    /// Its number.
    #[schemars(title = "审计通知书文号", length(max = 60))]
    pub number: String,
    /// Who audits.
    #[schemars(title = "审计组组长", length(max = 60))]
    pub leader: String,
}

/// A finding, in the report's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingRow {
    /// What is wrong.
    #[schemars(title = "问题", description = "照审计报告写", length(max = 600))]
    pub problem: Prose,
    /// Of what kind.
    #[schemars(title = "类别")]
    pub kind: Term<AuditFindings>,
    /// What the person answers for.
    #[schemars(title = "责任", description = "照审计报告的界定填写")]
    pub responsibility: Responsibility,
    /// How much, in 分.
    #[serde(default)]
    #[schemars(title = "金额", range(min = 0), extend("format" = "money"))]
    pub amount: Option<i64>,
    /// Who puts it right, as the report says: the unit owes it.
    #[serde(default)]
    #[schemars(
        title = "整改责任部门",
        description = "报告写明的照写；涉及外单位的由所审单位协调，不扩大知悉范围",
        length(max = 60)
    )]
    pub mender: Option<String>,
    /// By when, where the report says so.
    #[serde(default)]
    #[schemars(title = "整改期限", description = "报告没有写的按县里时限计算")]
    pub by: Option<Day>,
}

/// 登记审计报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// When the person got it.
    #[schemars(title = "报告送达日期")]
    pub day: Day,
    /// Its number.
    #[schemars(title = "审计报告文号", length(max = 60))]
    pub number: String,
    /// The report.
    #[serde(default)]
    #[schemars(title = "审计报告")]
    pub paper: Option<FileId>,
    /// What it found.
    #[serde(default)]
    #[schemars(title = "发现的问题", description = "没有发现问题的不填")]
    pub findings: Vec<FindingRow>,
}

/// 本人意见.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// He agrees with it.
    #[serde(default)]
    #[schemars(title = "无异议")]
    pub agrees: bool,
    /// What he says.
    #[serde(default)]
    #[schemars(title = "本人意见", description = "有异议的逐条写明", length(max = 2000))]
    pub text: Option<Prose>,
}

/// His time for an opinion has passed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// The day.
    #[schemars(title = "意见期限")]
    pub due: Day,
}

/// 登记申诉.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    /// When it was handed in.
    #[schemars(title = "申诉日期")]
    pub day: Day,
    /// To whom.
    #[schemars(title = "受理机关", length(max = 60))]
    pub organ: String,
    /// What about.
    #[schemars(title = "申诉事项", length(max = 2000))]
    pub text: Prose,
}

/// A finding as the review leaves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewRow {
    /// Which.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// It stands.
    #[serde(default)]
    #[schemars(title = "仍然成立", description = "不成立的不勾")]
    pub stands: bool,
    /// What the person answers for now.
    #[serde(default)]
    #[schemars(title = "改定的责任", description = "没有改变的不填")]
    pub responsibility: Option<Responsibility>,
}

/// 登记复查决定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// When it was served.
    #[schemars(title = "复查决定送达日期")]
    pub day: Day,
    /// Its number.
    #[schemars(title = "复查决定文号", length(max = 60))]
    pub number: String,
    /// What it changes.
    #[serde(default)]
    #[schemars(title = "改变的问题", description = "全部维持的不填")]
    pub rows: Vec<ReviewRow>,
}

/// 归档.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// When.
    #[schemars(title = "归档日期")]
    pub day: Day,
    /// Where: box and pages.
    #[schemars(title = "档案盒号和页数", length(max = 60))]
    pub place: String,
    /// Who got a copy.
    #[serde(default)]
    #[schemars(title = "抄送", description = "如县纪委监委廉政档案", length(max = 100))]
    pub copies: Option<String>,
}

/// 撤回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why.
    #[schemars(title = "撤回理由", length(max = 400))]
    pub reason: Prose,
    /// What it rests on.
    #[schemars(title = "依据", description = "联席会议意见、领导批示或已有的审计报告", length(max = 120))]
    pub basis: String,
}

/// Whoever is audited leaves the post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// He has died.
    #[serde(default)]
    #[schemars(title = "本人去世")]
    pub died: bool,
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

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 列入审计计划
    #[schemars(title = "列入审计计划")]
    Propose(Propose),
    /// 提议离任审计
    #[schemars(title = "提议离任审计")]
    ProposeLeaving(Leaving),
    /// 委托审计
    #[schemars(title = "委托审计")]
    Entrust(Entrust),
    /// 登记审计通知
    #[schemars(title = "登记审计通知")]
    Notify(Notice),
    /// 登记审计报告
    #[schemars(title = "登记审计报告")]
    Report(Report),
    /// 本人意见
    #[schemars(title = "本人意见")]
    State(Statement),
    /// 逾期未提意见
    #[schemars(title = "逾期未提意见")]
    Lapse(Lapse),
    /// 登记申诉
    #[schemars(title = "登记申诉")]
    Appeal(Appeal),
    /// 登记复查决定
    #[schemars(title = "登记复查决定")]
    Review(Review),
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
    /// 归档
    #[schemars(title = "归入监督信息档案")]
    File(File),
    /// 撤回
    #[schemars(title = "撤回审计")]
    Withdraw(Withdraw),
    /// 记入离任
    #[schemars(title = "记入离任")]
    Leave(Leave),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undo(Cause),
}
