//! What has happened to a visit.

use super::{
    deed::{Approve, Assess, ExtendReply, Measure, Notify, Propose, Recheck, Reject, Reply, Report, Withdraw},
    state::Record,
};
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 已登记.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Registered {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The sheet.
    #[schemars(title = "督查记录")]
    pub record: Record,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub on: Day,
}

/// 已修改: what was signed is to be signed anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Revised {
    /// The sheet as it is now.
    #[schemars(title = "督查记录")]
    pub record: Record,
    /// The day.
    #[schemars(title = "修改日期")]
    pub on: Day,
}

/// 已签字.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Signed {
    /// Who.
    #[schemars(title = "签字人")]
    pub person: PersonId,
    /// The signed sheet.
    #[schemars(title = "签字件")]
    pub paper: Option<FileId>,
    /// The day.
    #[schemars(title = "签字日期")]
    pub day: Day,
}

/// The same was found at this unit before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Repeat {
    /// Which finding.
    #[schemars(title = "问题序号")]
    pub finding: u32,
    /// In which earlier visit.
    #[schemars(title = "以前的督查", extend("x-hidden" = true))]
    pub visit: MatterId,
    /// Its number.
    #[schemars(title = "以前的督查")]
    pub number: String,
}

/// 已通知.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Notified {
    /// The notice.
    #[schemars(title = "通知")]
    pub notice: Notify,
    /// What had been found before.
    #[schemars(title = "再次发现")]
    pub repeats: Vec<Repeat>,
    /// The day of service.
    #[schemars(title = "送达日期")]
    pub day: Day,
}

/// 单位已答复.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Replied {
    /// What it said.
    #[schemars(title = "答复")]
    pub reply: Reply,
    /// The day.
    #[schemars(title = "答复日期")]
    pub day: Day,
}

/// 本人已陈述.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stated {
    /// Who.
    #[schemars(title = "陈述人")]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// What he said.
    #[schemars(title = "陈述")]
    pub statement: Reply,
    /// The day.
    #[schemars(title = "陈述日期")]
    pub day: Day,
}

/// 已准予延期.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Extended {
    /// Until when and why.
    #[schemars(title = "延期")]
    pub extension: ExtendReply,
    /// The day.
    #[schemars(title = "准予日期")]
    pub day: Day,
}

/// 逾期未答复.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lapsed {
    /// The last day.
    #[schemars(title = "答复期限")]
    pub due: Day,
    /// The day on which the clock saw it.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// 已认定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessed {
    /// Each finding.
    #[schemars(title = "认定")]
    pub assessment: Assess,
    /// By whom.
    #[schemars(title = "认定人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "认定日期")]
    pub day: Day,
}

/// 已提出措施.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measured {
    /// The measure.
    #[schemars(title = "整改措施")]
    pub measure: Measure,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// 已报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reported {
    /// The report.
    #[schemars(title = "整改情况")]
    pub report: Report,
    /// The day.
    #[schemars(title = "报告日期")]
    pub day: Day,
}

/// 已复查.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rechecked {
    /// The result.
    #[schemars(title = "复查")]
    pub recheck: Recheck,
    /// By whom.
    #[schemars(title = "复查人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "复查日期")]
    pub day: Day,
}

/// 已提请通报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposed {
    /// What and to whom.
    #[schemars(title = "通报")]
    pub proposal: Propose,
    /// The day.
    #[schemars(title = "提请日期")]
    pub day: Day,
}

/// 已批准通报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Approved {
    /// The document.
    #[schemars(title = "批准")]
    pub approval: Approve,
    /// By whom.
    #[schemars(title = "批准人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "批准日期")]
    pub day: Day,
}

/// 不予通报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rejected {
    /// Why.
    #[schemars(title = "理由")]
    pub rejection: Reject,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// 已撤回通报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawn {
    /// Why.
    #[schemars(title = "理由")]
    pub withdrawal: Withdraw,
    /// The day.
    #[schemars(title = "撤回日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 登记督查
    #[schemars(title = "登记督查")]
    Registered(Box<Registered>),
    /// 修改督查记录
    #[schemars(title = "修改督查记录")]
    Revised(Box<Revised>),
    /// 签字
    #[schemars(title = "督查人员签字")]
    Signed(Signed),
    /// 通知单位
    #[schemars(title = "通知被督查单位")]
    Notified(Notified),
    /// 答复
    #[schemars(title = "单位答复")]
    Replied(Replied),
    /// 陈述
    #[schemars(title = "本人陈述")]
    Stated(Stated),
    /// 准予延期
    #[schemars(title = "准予延期答复")]
    Extended(Extended),
    /// 逾期未答复
    #[schemars(title = "逾期未答复")]
    Lapsed(Lapsed),
    /// 认定
    #[schemars(title = "逐条认定")]
    Assessed(Assessed),
    /// 整改措施
    #[schemars(title = "提出整改措施")]
    Measured(Measured),
    /// 整改情况
    #[schemars(title = "报告整改情况")]
    Reported(Reported),
    /// 复查
    #[schemars(title = "复查销号")]
    Rechecked(Rechecked),
    /// 提请通报
    #[schemars(title = "提请通报")]
    Proposed(Proposed),
    /// 批准通报
    #[schemars(title = "批准通报")]
    Approved(Approved),
    /// 不予通报
    #[schemars(title = "不予通报")]
    Rejected(Rejected),
    /// 撤回通报
    #[schemars(title = "撤回通报")]
    Withdrawn(Withdrawn),
}
