//! What has happened.

use super::deed::{Appeal, Cause, Entrust, File, Lapse, Leave, Notice, Occasion, Report, Review, Statement, Withdraw};
use crate::mending;
use engine::{
    days::Day,
    words::{MatterId, PersonId, PostId, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Proposed, in the words of its day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposed {
    /// Whom.
    #[schemars(title = "审计对象", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// The post.
    #[schemars(title = "所审职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Unit and title.
    #[schemars(title = "所审职务")]
    pub label: String,
    /// Its unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位")]
    pub unit_name: String,
    /// In office or on leaving.
    #[schemars(title = "审计类型")]
    pub occasion: Occasion,
    /// The year of the plan.
    #[schemars(title = "计划年度")]
    pub year: i16,
    /// First day that is audited.
    #[schemars(title = "审计期间自")]
    pub from: Day,
    /// Last day that is audited.
    #[schemars(title = "审计期间至")]
    pub to: Day,
    /// Why.
    #[schemars(title = "列入依据")]
    pub ground: String,
    /// The decision by which he leaves.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
    /// His handover, where it is under way.
    #[schemars(title = "离任交接", extend("x-hidden" = true))]
    pub handover: Option<MatterId>,
    /// The day.
    #[schemars(title = "提议日期")]
    pub day: Day,
}

/// Entrusted to the auditors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entrusted {
    /// The letter.
    #[schemars(title = "委托书")]
    pub entrust: Entrust,
    /// His handover, where it is under way.
    #[schemars(title = "离任交接", extend("x-hidden" = true))]
    pub handover: Option<MatterId>,
}

/// A finding, with the words of its day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// Its kind.
    #[schemars(title = "类别")]
    pub kind: String,
    /// By when.
    #[schemars(title = "整改期限")]
    pub last: Option<Day>,
}

/// The report is in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportedIn {
    /// What was entered.
    #[schemars(title = "审计报告")]
    pub report: Report,
    /// Of each finding what the registers and the county's limits add.
    #[schemars(title = "问题", extend("x-hidden" = true))]
    pub words: Vec<Words>,
    /// The last day of an appeal; empty where the county has entered no limit.
    #[schemars(title = "申诉截止日期")]
    pub appeal_until: Option<Day>,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// The person's opinion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stated {
    /// What he says.
    #[schemars(title = "本人意见")]
    pub statement: Statement,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// Filed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Filed {
    /// Where.
    #[schemars(title = "归档")]
    pub file: File,
}

/// Withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawn {
    /// Why.
    #[schemars(title = "撤回")]
    pub withdraw: Withdraw,
    /// The day.
    #[schemars(title = "撤回日期")]
    pub day: Day,
}

/// A decision about posts was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Undone {
    /// Which.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub cause: Cause,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 提议审计
    #[schemars(title = "提议审计")]
    Proposed(Box<Proposed>),
    /// 委托审计
    #[schemars(title = "委托审计")]
    Entrusted(Entrusted),
    /// 审计通知
    #[schemars(title = "审计通知")]
    Notified(Notice),
    /// 审计报告
    #[schemars(title = "审计报告")]
    Reported(Box<ReportedIn>),
    /// 本人意见
    #[schemars(title = "本人意见")]
    Stated(Stated),
    /// 逾期未提意见
    #[schemars(title = "逾期未提意见")]
    Lapsed(Lapse),
    /// 申诉
    #[schemars(title = "申诉")]
    Appealed(Appeal),
    /// 复查决定
    #[schemars(title = "复查决定")]
    Reviewed(Review),
    /// 提出整改措施
    #[schemars(title = "提出整改措施")]
    Measured(mending::Measured),
    /// 报告整改情况
    #[schemars(title = "报告整改情况")]
    ItemReported(mending::Reported),
    /// 验收
    #[schemars(title = "验收")]
    Checked(mending::Checked),
    /// 延期
    #[schemars(title = "准予延期整改")]
    Extended(mending::Extended),
    /// 不再整改
    #[schemars(title = "不再整改")]
    Dropped(mending::Dropped),
    /// 归档
    #[schemars(title = "归入监督信息档案")]
    Filed(Filed),
    /// 撤回
    #[schemars(title = "撤回审计")]
    Withdrawn(Withdrawn),
    /// 离任
    #[schemars(title = "离任")]
    Left(Leave),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undone(Undone),
}
