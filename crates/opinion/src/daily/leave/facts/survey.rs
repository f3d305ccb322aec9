//! What was found out about an application, frozen when it was made.

use super::application::Application;
use engine::{
    days::{Day, Period},
    parts::{Chain, Station},
    words::{MatterId, PersonId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a leave needs the highest approver and his reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum ClashKind {
    /// 党政正职同时外出
    #[schemars(title = "党政正职同时外出")]
    Chiefs,
    /// 正在代行他人职责
    #[schemars(title = "正在代行他人职责")]
    StandIn,
    /// 停止请假的时段
    #[schemars(title = "停止请假的时段")]
    Blackout,
}

/// One thing that speaks against a leave, as it was known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Clash {
    /// What sort of thing.
    #[schemars(title = "情形")]
    pub kind: ClashKind,
    /// The other person, if it is one.
    #[schemars(title = "涉及人员")]
    pub person: Option<PersonId>,
    /// The other matter.
    #[schemars(title = "涉及事项")]
    pub matter: Option<MatterId>,
    /// The half-days concerned.
    #[schemars(title = "重叠时段")]
    pub period: Period,
    /// In words, with names, days and half-days.
    #[schemars(title = "事实")]
    pub words: String,
}

/// What was found out about an application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Survey {
    /// Who goes.
    #[schemars(title = "请假人")]
    pub applicant: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// His posts at the time.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// The unit that answers for him.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// Units of which he is chief.
    #[schemars(title = "任正职的单位")]
    pub heads: Vec<UnitId>,
    /// 因公 or 因私.
    #[schemars(title = "因公因私")]
    pub group: String,
    /// The kind's title.
    #[schemars(title = "类别")]
    pub sort: String,
    /// Days of this kind of leave count all days, not only working ones.
    #[schemars(title = "连续计日", extend("x-hidden" = true))]
    pub consecutive: bool,
    /// The stand-in's name.
    #[schemars(title = "代行职责")]
    pub stand_in: Option<String>,
    /// The second stand-in's name.
    #[schemars(title = "代行职责人外出时负责")]
    pub second_stand_in: Option<String>,
    /// Working half-days of the continuous absence.
    #[schemars(title = "连续外出的工作半日数")]
    pub tier_half_days: i64,
    /// How they were counted and what follows.
    #[schemars(title = "档次计算")]
    pub tier_words: String,
    /// The higher tier.
    #[schemars(title = "高档")]
    pub upper: bool,
    /// Who signs.
    #[schemars(title = "审批环节", extend("x-hidden" = true))]
    pub stations: Vec<Station>,
    /// Where it is filed, codes of the dictionary `filing_places`.
    #[schemars(title = "备案去向", extend("x-hidden" = true))]
    pub filing: Vec<String>,
    /// What speaks against it.
    #[schemars(title = "例外情形")]
    pub clashes: Vec<Clash>,
    /// What to look at before signing.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

/// 已申请.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Applied {
    /// What was asked.
    #[schemars(title = "申请")]
    pub application: Application,
    /// Working half-days within the period.
    #[schemars(title = "其中工作半日数")]
    pub working: i64,
    /// What was found out.
    #[schemars(title = "核定", extend("x-hidden" = true))]
    pub survey: Survey,
    /// The day on which it counts as asked.
    #[schemars(title = "申请日期")]
    pub day: Day,
}

/// What a proposal would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum ProposalKind {
    /// 续假
    #[schemars(title = "续假")]
    Extension,
    /// 改期
    #[schemars(title = "改期")]
    Change,
}

impl ProposalKind {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Extension => "续假",
            Self::Change => "改期",
        }
    }
}

/// 续假、改期 as asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposed {
    /// Which of the two.
    #[schemars(title = "事项")]
    pub kind: ProposalKind,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
    /// The leave as it would be.
    #[schemars(title = "续假、改期后")]
    pub applied: Applied,
    /// Takes effect without signatures: the absence only becomes shorter.
    #[schemars(title = "即时生效")]
    pub at_once: bool,
}

/// An extension or change under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// What was asked.
    #[schemars(title = "内容")]
    pub proposed: Proposed,
    /// Its own signatures.
    #[schemars(title = "审批", extend("x-hidden" = true))]
    pub chain: Chain,
    /// The day from which the current signature is awaited.
    #[schemars(title = "当前环节自")]
    pub since: Day,
    /// Sent back to the applicant, and why.
    #[schemars(title = "退回理由")]
    pub sent_back: Option<Prose>,
}
