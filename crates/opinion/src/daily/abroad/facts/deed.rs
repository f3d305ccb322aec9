//! What can be done with a trip, and what has happened, with everything that was found out when it happened.

use super::application::{Application, Stop};
use engine::{
    days::{Day, Period},
    parts::{Opinion, Station},
    words::{FileId, MatterId, PersonId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 同意.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// What he says.
    #[serde(default)]
    #[schemars(title = "意见", length(max = 400))]
    pub opinion: Option<Prose>,
    /// Why he allows what the rules do not.
    #[serde(default)]
    #[schemars(title = "准予例外的理由", description = "党政正职同时外出等例外，须由批准人写明", length(max = 400))]
    pub exception: Option<Prose>,
}

/// Anything whose only content is its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why.
    #[schemars(title = "理由", length(max = 400))]
    pub reason: Prose,
}

/// 变更行程: other days or places, before or after leaving.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// From when to when instead.
    #[schemars(title = "改为")]
    pub period: Period,
    /// The route instead.
    #[schemars(title = "行程")]
    pub stops: Vec<Stop>,
    /// Why.
    #[schemars(title = "变更理由", length(max = 400))]
    pub reason: Prose,
    /// Why it must be although the other chief is away.
    #[serde(default)]
    #[schemars(title = "特殊情况理由", length(max = 400))]
    pub exception: Option<Prose>,
}

/// Which way over the border.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Direction {
    /// 出境
    #[schemars(title = "出境")]
    Exit,
    /// 入境
    #[schemars(title = "入境")]
    Entry,
}

impl Direction {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exit => "出境",
            Self::Entry => "入境",
        }
    }
}

/// A record of the border that belongs to this trip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Crossing {
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
    /// Which way.
    #[schemars(title = "方向")]
    pub direction: Direction,
    /// Where.
    #[schemars(title = "口岸", length(max = 60))]
    pub port: String,
    /// The record, where it was received as a matter of its own.
    #[serde(default)]
    #[schemars(title = "出入境记录", extend("x-hidden" = true))]
    pub record: Option<MatterId>,
}

/// 回国（境）报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The day of leaving the country.
    #[schemars(title = "实际出境日期")]
    pub exited: Day,
    /// The day of entering it again.
    #[schemars(title = "实际入境日期")]
    pub entered: Day,
    /// What there is to say of the stay.
    #[schemars(title = "在外情况", description = "行程有无变化、有无异常情况；没有的写无", length(max = 1000))]
    pub account: Prose,
    /// Papers: stamps, tickets.
    #[serde(default)]
    #[schemars(title = "附件")]
    pub files: Vec<FileId>,
}

/// What can be done with a trip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 提交申请
    #[schemars(title = "提交申请")]
    Apply(Box<Application>),
    /// 修改后再报
    #[schemars(title = "修改后再报")]
    Resubmit(Box<Application>),
    /// 同意
    #[schemars(title = "同意")]
    Agree(Agreement),
    /// 退回
    #[schemars(title = "退回")]
    Return(Reason),
    /// 不同意
    #[schemars(title = "不同意")]
    Refuse(Reason),
    /// 撤回
    #[schemars(title = "撤回")]
    Withdraw(Reason),
    /// 变更行程
    #[schemars(title = "变更行程")]
    Change(Box<Change>),
    /// 取消行程
    #[schemars(title = "取消行程")]
    Cancel(Reason),
    /// 记入出入境记录
    #[schemars(title = "记入出入境记录")]
    RecordCrossing(Crossing),
    /// 回国（境）报告
    #[schemars(title = "回国（境）报告")]
    ReportReturn(Report),
}

/// What was found out about an application, frozen when it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Survey {
    /// Who goes.
    #[schemars(title = "申请人", extend("x-hidden" = true))]
    pub applicant: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// The unit that answers for him.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// Units of which he is chief.
    #[schemars(title = "任正职的单位", extend("x-hidden" = true))]
    pub heads: Vec<UnitId>,
    /// 因公 or 因私.
    #[schemars(title = "因公因私")]
    pub sort: String,
    /// The word of the purpose.
    #[schemars(title = "事由类别")]
    pub purpose: String,
    /// The route in words.
    #[schemars(title = "前往国家和地区")]
    pub places: String,
    /// Certificates in words.
    #[schemars(title = "使用证件")]
    pub certificates: String,
    /// The word of the funding.
    #[schemars(title = "费用来源")]
    pub funding: String,
    /// Who stands in, by name.
    #[schemars(title = "代行职责")]
    pub stand_in: Option<String>,
    /// Calendar days.
    #[schemars(title = "天数")]
    pub days: i64,
    /// Takes the stricter route.
    #[schemars(title = "从严审批")]
    pub strict: bool,
    /// Who signs.
    #[schemars(title = "审批环节", extend("x-hidden" = true))]
    pub stations: Vec<Station>,
    /// What speaks against being away.
    #[schemars(title = "例外情形")]
    pub clashes: Vec<String>,
    /// What to look at before signing.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

/// 已申请.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Applied {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// What was asked.
    #[schemars(title = "申请")]
    pub application: Application,
    /// What was found out.
    #[schemars(title = "核定")]
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
    /// The last signature.
    #[schemars(title = "末位")]
    pub last: bool,
    /// Why an exception is allowed.
    #[schemars(title = "准予例外的理由")]
    pub exception: Option<Prose>,
    /// What the exception is about.
    #[schemars(title = "例外情形")]
    pub clashes: Vec<String>,
}

/// 已退回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TurnedBack {
    /// The opinion.
    #[schemars(title = "意见")]
    pub opinion: Opinion,
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
    pub reason: Prose,
    /// The day on which it counts.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// 变更行程 as asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposed {
    /// Why.
    #[schemars(title = "变更理由")]
    pub reason: Prose,
    /// The trip as it would be.
    #[schemars(title = "变更后")]
    pub applied: Applied,
}

/// A record of the border, entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Crossed {
    /// The record.
    #[schemars(title = "出入境记录")]
    pub crossing: Crossing,
    /// Outside the approved days.
    #[schemars(title = "与批准日期不符")]
    pub outside: bool,
}

/// 已报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Returned {
    /// What was reported.
    #[schemars(title = "报告")]
    pub report: Report,
    /// The day of reporting.
    #[schemars(title = "报告日期")]
    pub day: Day,
    /// What does not fit the approval or the records of the border.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

/// What has happened to a trip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 提交申请
    #[schemars(title = "提交申请")]
    Applied(Box<Applied>),
    /// 修改后再报
    #[schemars(title = "修改后再报")]
    Resubmitted(Box<Applied>),
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
    /// 变更行程
    #[schemars(title = "变更行程")]
    Proposed(Box<Proposed>),
    /// 取消行程
    #[schemars(title = "取消行程")]
    Cancelled(Ended),
    /// 出入境记录
    #[schemars(title = "出入境记录")]
    Crossed(Crossed),
    /// 回国（境）报告
    #[schemars(title = "回国（境）报告")]
    Returned(Returned),
}
