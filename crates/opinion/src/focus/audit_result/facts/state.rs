//! What is known.

use super::{
    deed::{Appeal, Lapse, Leave, Notice, Responsibility, Review},
    event::{Entrusted, Filed, Proposed, ReportedIn, Stated, Withdrawn},
};
use crate::mending::Item;
use engine::{
    days::Day,
    words::{MatterId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A finding as it stands now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Its number.
    #[schemars(title = "序号")]
    pub number: u32,
    /// What is wrong, in the report's words.
    #[schemars(title = "问题")]
    pub problem: Prose,
    /// Of what kind.
    #[schemars(title = "类别")]
    pub kind: String,
    /// What the person answers for, as the report or the review says.
    #[schemars(title = "责任")]
    pub responsibility: Responsibility,
    /// How much, in 分.
    #[schemars(title = "金额", extend("format" = "money"))]
    pub amount: Option<i64>,
    /// Whether it stands after a review.
    #[schemars(title = "成立")]
    pub stands: bool,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Whom, in which post, of which time.
    #[schemars(title = "审计对象")]
    pub proposed: Proposed,
    /// The letter to the auditors.
    #[schemars(title = "委托")]
    pub entrusted: Option<Entrusted>,
    /// The auditors' notice.
    #[schemars(title = "审计通知")]
    pub notified: Option<Notice>,
    /// The report.
    #[schemars(title = "审计结果")]
    pub reported: Option<ReportedIn>,
    /// What it found.
    #[schemars(title = "审计发现问题")]
    pub findings: Vec<Finding>,
    /// What is done about it.
    #[schemars(title = "整改清单")]
    pub items: Vec<Item>,
    /// What the person says.
    #[schemars(title = "本人意见")]
    pub stated: Option<Stated>,
    /// He said nothing in time.
    #[schemars(title = "逾期未提意见", extend("x-hidden" = true))]
    pub lapsed: Option<Lapse>,
    /// His appeal.
    #[schemars(title = "申诉")]
    pub appealed: Option<Appeal>,
    /// What became of it.
    #[schemars(title = "复查决定")]
    pub reviewed: Option<Review>,
    /// He has left the post since.
    #[schemars(title = "离任", extend("x-hidden" = true))]
    pub left: Option<Leave>,
    /// The last day on which something was struck off or decided.
    #[schemars(title = "销号日期")]
    pub closed_on: Option<Day>,
    /// The result, filed.
    #[schemars(title = "归档")]
    pub filed: Option<Filed>,
    /// Withdrawn.
    #[schemars(title = "撤回")]
    pub withdrawn: Option<Withdrawn>,
    /// The decision that was taken back before the audit was entrusted.
    #[schemars(title = "任免决定撤回", extend("x-hidden" = true))]
    pub undone: Option<MatterId>,
}
