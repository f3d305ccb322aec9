//! What follows the approval: filing, coming back, staying away too long, the question whether a chief is back.

use super::{
    action::{Confirmation, Explanation, Judgement, ReportBack},
    survey::Clash,
};
use engine::{
    access::Hat,
    days::{Day, HalfDay},
    words::{MatterId, PersonId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 备案.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Filed {
    /// Places that still have to sign.
    #[schemars(title = "待签收")]
    pub waiting: Vec<String>,
    /// Places that have it.
    #[schemars(title = "已备案")]
    pub places: Vec<String>,
    /// Who signs for the former.
    #[schemars(title = "备案签收人", extend("x-hidden" = true))]
    pub by: Vec<Hat>,
    /// The day of signing; nothing while waiting.
    #[schemars(title = "签收日期")]
    pub day: Option<Day>,
    /// Not signed before the leave was over.
    #[schemars(title = "备案逾期")]
    pub lapsed: bool,
}

impl Filed {
    /// Whether an office still has to sign.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.waiting.is_empty() && !self.lapsed
    }
}

/// 已销假.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Returned {
    /// What was reported.
    #[schemars(title = "销假")]
    pub report: ReportBack,
    /// The day of reporting.
    #[schemars(title = "销假日期")]
    pub day: Day,
    /// The last day on which reporting was in time.
    #[schemars(title = "销假期限")]
    pub due: Option<Day>,
    /// Working half-days that were used.
    #[schemars(title = "实际使用的工作半日数")]
    pub used_working: i64,
    /// What the longer absence touched.
    #[schemars(title = "超假期间的例外情形")]
    pub clashes: Vec<Clash>,
    /// Warnings of the law about staying away.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

/// 逾期.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Delay {
    /// The day from which it counts: the day after the limit, or the day of coming back late.
    #[schemars(title = "自何日起")]
    pub since: Day,
    /// The day on which the limit of the law for dismissal is passed.
    #[schemars(title = "连续逾期界限")]
    pub grave_on: Option<Day>,
    /// What he said.
    #[schemars(title = "说明")]
    pub explanation: Option<Explanation>,
    /// How it was taken.
    #[schemars(title = "认定")]
    pub judgement: Option<Judgement>,
    /// What else is to be known.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

impl Delay {
    /// A delay of which nothing is known but its first day.
    #[must_use]
    pub fn since(since: Day) -> Self {
        Self { since, grave_on: None, explanation: None, judgement: None, notes: Vec::new() }
    }

    /// Whether it still has to be explained or judged.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.judgement.is_none()
    }
}

/// A question whether a chief is back, and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Presence {
    /// The question.
    #[schemars(title = "询问")]
    pub asked: PresenceAsked,
    /// The answer.
    #[schemars(title = "答复")]
    pub answer: Option<PresenceConfirmed>,
}

/// 已询问返岗.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PresenceAsked {
    /// The other chief.
    #[schemars(title = "另一正职")]
    pub other: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub other_name: String,
    /// His leave.
    #[schemars(title = "其请假事项")]
    pub matter: MatterId,
    /// From when he is away.
    #[schemars(title = "自何时外出")]
    pub since: HalfDay,
    /// The facts in words.
    #[schemars(title = "事实")]
    pub words: String,
    /// The day of asking.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// 已确认返岗.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PresenceConfirmed {
    /// What was said.
    #[schemars(title = "答复")]
    pub confirmation: Confirmation,
    /// By whom.
    #[schemars(title = "答复人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}
