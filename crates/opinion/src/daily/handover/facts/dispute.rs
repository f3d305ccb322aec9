//! What the parties do not agree on, and what a signature was given with.

use engine::{days::Day, words::Prose};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A dispute, which stays in the record whatever becomes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dispute {
    /// Its number within the handover, from 1.
    #[schemars(title = "序号")]
    pub no: u32,
    /// What it is about, in the words of that day.
    #[schemars(title = "争议事项")]
    pub about: String,
    /// What is disputed.
    #[schemars(title = "争议内容")]
    pub text: Prose,
    /// Who said so: 接收人某某.
    #[schemars(title = "提出人")]
    pub by: String,
    /// When; unknown of what was noted before disputes had numbers.
    #[schemars(title = "提出日期")]
    pub raised: Option<Day>,
    /// What the leaver, or whoever stands for him, says.
    #[schemars(title = "移交人答复")]
    pub answer: Option<Prose>,
    /// When.
    #[schemars(title = "答复日期", extend("x-hidden" = true))]
    pub answered: Option<Day>,
    /// What was decided.
    #[schemars(title = "处理意见")]
    pub outcome: Option<Prose>,
    /// When.
    #[schemars(title = "处理日期")]
    pub settled: Option<Day>,
    /// It goes over to the successor.
    #[schemars(title = "列入续办")]
    pub carried: bool,
    /// By when, where it goes over.
    #[schemars(title = "续办期限", extend("x-hidden" = true))]
    pub due: Option<Day>,
}

impl Dispute {
    /// Nobody has decided on it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    /// Its key among the open items.
    #[must_use]
    pub fn key(&self) -> String {
        format!("dispute.{}", self.no)
    }
}

/// 保留意见: what somebody signed with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reservation {
    /// Key of the signature.
    #[schemars(title = "签字方", extend("x-hidden" = true))]
    pub key: String,
    /// Its word: 接收人.
    #[schemars(title = "身份")]
    pub word: String,
    /// What he reserves.
    #[schemars(title = "保留意见")]
    pub text: Prose,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
}
