//! What has happened in a 换届.

use super::{
    deed::{Postpone, Reason, Reply},
    state::{Nominee, Scheme, Settled, Tally},
};
use engine::{
    days::Day,
    words::{MatterId, PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The plan entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drafted {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The plan.
    #[schemars(title = "换届方案")]
    pub scheme: Scheme,
}

/// Request and reply entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approved {
    /// Both.
    #[schemars(title = "请示和批复")]
    pub reply: Reply,
    /// Times before the election in which no leave is given, as the county has announced them.
    #[schemars(title = "选举前停止请假的时段")]
    pub blackouts: Vec<String>,
}

/// Somebody no longer named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dropped {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// The result confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// The day on which it was confirmed.
    #[schemars(title = "确认日期")]
    pub day: Day,
    /// A remark.
    #[schemars(title = "意见")]
    pub note: Option<Prose>,
    /// The day on which the term ends, where the county has entered how long it is.
    #[schemars(title = "届满日期")]
    pub ends_on: Option<Day>,
    /// How that came about.
    #[schemars(title = "届满依据")]
    pub basis: String,
}

/// What has happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The plan was entered.
    #[schemars(title = "登记换届方案")]
    Drafted(Drafted),
    /// It was entered anew.
    #[schemars(title = "修改换届方案")]
    Revised(Drafted),
    /// Request and reply were entered.
    #[schemars(title = "登记请示和批复")]
    Approved(Approved),
    /// A step was carried out.
    #[schemars(title = "完成步骤")]
    StepDone(Settled),
    /// A step was not needed here.
    #[schemars(title = "免去步骤")]
    StepWaived(Settled),
    /// Somebody was named for a post.
    #[schemars(title = "登记人选")]
    Nominated(Nominee),
    /// Somebody no longer was.
    #[schemars(title = "取消人选")]
    Dropped(Dropped),
    /// The election was put off.
    #[schemars(title = "延期换届")]
    Postponed(Postpone),
    /// The result was entered.
    #[schemars(title = "登记选举结果")]
    ResultRecorded(Tally),
    /// It went back to the clerk.
    #[schemars(title = "退回选举结果")]
    ResultReturned(Reason),
    /// Posts change.
    #[schemars(title = "确认选举结果")]
    ResultConfirmed(Confirmed),
    /// No election was held.
    #[schemars(title = "取消换届")]
    Cancelled(Reason),
}
