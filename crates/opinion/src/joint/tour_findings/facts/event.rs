//! What has happened.

use super::{
    deed::{Clear, Deliver, Feedback, Lapse, Plan, Progress, Statement, Withdraw},
    state::Person,
};
use crate::mending;
use engine::{days::Day, words::PersonId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A problem, with the words of its day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// Its kind.
    #[schemars(title = "类别")]
    pub kind: String,
    /// By when.
    #[schemars(title = "整改期限")]
    pub last: Option<Day>,
}

/// Registered, or revised before it was delivered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Registered {
    /// What was entered.
    #[schemars(title = "反馈")]
    pub feedback: Feedback,
    /// The unit's name.
    #[schemars(title = "单位名称")]
    pub unit: String,
    /// The tour's kind, in words.
    #[schemars(title = "种类")]
    pub kind: String,
    /// Of each problem what dictionary and limits add.
    #[schemars(title = "问题", extend("x-hidden" = true))]
    pub words: Vec<Words>,
    /// Whom the problems concern.
    #[schemars(title = "涉及干部")]
    pub persons: Vec<Person>,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// The plan, handed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Planned {
    /// What was entered.
    #[schemars(title = "整改方案")]
    pub plan: Plan,
    /// The day.
    #[schemars(title = "报送日期")]
    pub day: Day,
}

/// Progress, reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Progressed {
    /// What was entered.
    #[schemars(title = "集中整改进展")]
    pub progress: Progress,
    /// How many were struck off by then.
    #[schemars(title = "已销号")]
    pub struck: u32,
    /// The day.
    #[schemars(title = "报送日期")]
    pub day: Day,
}

/// What a person concerned said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stated {
    /// Who.
    #[schemars(title = "说明人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "说明人")]
    pub name: String,
    /// What.
    #[schemars(title = "说明")]
    pub statement: Statement,
    /// The day.
    #[schemars(title = "说明日期")]
    pub day: Day,
}

/// It does not concern him after all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cleared {
    /// Whom, and why.
    #[schemars(title = "认定")]
    pub clear: Clear,
    /// The day.
    #[schemars(title = "认定日期")]
    pub day: Day,
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

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 登记反馈
    #[schemars(title = "登记反馈清单")]
    Registered(Box<Registered>),
    /// 修改清单
    #[schemars(title = "修改反馈清单")]
    Revised(Box<Registered>),
    /// 送达
    #[schemars(title = "送达")]
    Delivered(Deliver),
    /// 报整改方案
    #[schemars(title = "报整改方案")]
    Planned(Planned),
    /// 报集中整改进展
    #[schemars(title = "报集中整改进展")]
    Progressed(Progressed),
    /// 本人说明
    #[schemars(title = "本人说明")]
    Stated(Stated),
    /// 逾期未说明
    #[schemars(title = "逾期未说明")]
    Lapsed(Lapse),
    /// 认定不涉及
    #[schemars(title = "认定不涉及本人")]
    Cleared(Cleared),
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
    /// 撤回
    #[schemars(title = "撤回清单")]
    Withdrawn(Withdrawn),
}
