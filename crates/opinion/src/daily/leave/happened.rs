//! What has happened to a leave: the events, with everything that was found out when they happened.

use super::facts::{
    Application, Confirmation, Explanation, FilingLapse, Judgement, Papers, Reason, Recall, ReportBack,
};
use engine::{
    access::Hat,
    days::{Day, HalfDay, Period},
    parts::{Chain, Opinion, Station},
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

/// 已同意.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Agreed {
    /// The opinion.
    #[schemars(title = "意见")]
    pub opinion: Opinion,
    /// The last signature: the leave is approved.
    #[schemars(title = "末位")]
    pub last: bool,
    /// Why an exception is allowed.
    #[schemars(title = "准予例外的理由")]
    pub exception: Option<Prose>,
    /// What the exception is about, as known at the signature.
    #[schemars(title = "例外情形")]
    pub clashes: Vec<Clash>,
    /// Places of filing that still have to sign; empty when none.
    #[schemars(title = "待备案")]
    pub to_file: Vec<String>,
    /// Places that have it by having signed.
    #[schemars(title = "已备案")]
    pub on_file: Vec<String>,
    /// Who signs for the former.
    #[schemars(title = "备案签收人", extend("x-hidden" = true))]
    pub filers: Vec<Hat>,
}

/// 已退回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TurnedBack {
    /// The opinion.
    #[schemars(title = "意见")]
    pub opinion: Opinion,
    /// Index of the station to sign again; nothing is the applicant.
    #[schemars(title = "退回环节", extend("x-hidden" = true))]
    pub to: Option<usize>,
    /// Its word.
    #[schemars(title = "退回到")]
    pub to_word: String,
}

/// 不同意.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Denied {
    /// The opinion.
    #[schemars(title = "意见")]
    pub opinion: Opinion,
}

/// Something done by the applicant with a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ended {
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Reason,
    /// The day on which it counts.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// 已补齐手续.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Completed {
    /// The papers.
    #[schemars(title = "手续")]
    pub papers: Papers,
    /// The day.
    #[schemars(title = "日期")]
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

/// 已备案.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FiledAt {
    /// Where.
    #[schemars(title = "备案去向")]
    pub places: Vec<String>,
    /// What was said.
    #[schemars(title = "说明")]
    pub note: Option<Prose>,
    /// The day.
    #[schemars(title = "签收日期")]
    pub day: Day,
}

/// 已召回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recalled {
    /// The order.
    #[schemars(title = "召回")]
    pub order: Recall,
    /// Who ordered it.
    #[schemars(title = "召回人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
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

/// 已逾期.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FoundOverdue {
    /// The last day on which reporting back was in time.
    #[schemars(title = "销假期限")]
    pub due: Day,
    /// The first day late.
    #[schemars(title = "自何日起")]
    pub since: Day,
    /// The day on which the limit of the law for dismissal is passed.
    #[schemars(title = "连续逾期界限")]
    pub grave_on: Option<Day>,
    /// What else is to be known.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

/// 已说明.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explained {
    /// What he said.
    #[schemars(title = "说明")]
    pub explanation: Explanation,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// 已认定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Judged {
    /// How it is taken.
    #[schemars(title = "认定")]
    pub judgement: Judgement,
    /// By whom.
    #[schemars(title = "认定人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
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

/// What has happened to a leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 提交申请
    #[schemars(title = "提交申请")]
    Applied(Box<Applied>),
    /// 同意
    #[schemars(title = "同意")]
    Agreed(Agreed),
    /// 退回
    #[schemars(title = "退回")]
    TurnedBack(TurnedBack),
    /// 不同意
    #[schemars(title = "不同意")]
    Denied(Denied),
    /// 撤回
    #[schemars(title = "撤回")]
    Withdrawn(Ended),
    /// 修改后再报
    #[schemars(title = "修改后再报")]
    Resubmitted(Box<Applied>),
    /// 补齐手续
    #[schemars(title = "补齐手续")]
    Completed(Completed),
    /// 续假、改期
    #[schemars(title = "续假、改期")]
    Proposed(Box<Proposed>),
    /// 取消外出
    #[schemars(title = "取消外出")]
    Cancelled(Ended),
    /// 召回
    #[schemars(title = "召回")]
    Recalled(Recalled),
    /// 销假
    #[schemars(title = "销假")]
    ReportedBack(Returned),
    /// 逾期未归
    #[schemars(title = "逾期未归")]
    FoundOverdue(FoundOverdue),
    /// 说明情况
    #[schemars(title = "说明情况")]
    Explained(Explained),
    /// 认定说明
    #[schemars(title = "认定说明")]
    Judged(Judged),
    /// 询问返岗
    #[schemars(title = "询问返岗")]
    PresenceAsked(PresenceAsked),
    /// 确认返岗
    #[schemars(title = "确认返岗")]
    PresenceConfirmed(PresenceConfirmed),
    /// 备案签收
    #[schemars(title = "备案签收")]
    Filed(FiledAt),
    /// 备案逾期
    #[schemars(title = "备案逾期")]
    FilingLapsed(FilingLapse),
}
