//! What has happened to a leave: the events, with everything that was found out when they happened.

use super::{
    action::{Explanation, FilingLapse, Judgement, Papers, Reason, Recall},
    aftermath::{PresenceAsked, PresenceConfirmed, Returned},
    moved::{DiagnosisKept, PostNoted, Rerouted, StandInLost, StandInNamed},
    survey::{Applied, Clash, Proposed},
    trip::FollowedTrip,
};
use engine::{
    access::Hat,
    days::Day,
    parts::Opinion,
    words::{PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// 改变审批环节
    #[schemars(title = "改变审批环节")]
    Rerouted(Rerouted),
    /// 任职变动
    #[schemars(title = "任职变动")]
    PostNoted(PostNoted),
    /// 代行职责人离岗
    #[schemars(title = "代行职责人离岗")]
    StandInLost(StandInLost),
    /// 改定代行职责人
    #[schemars(title = "改定代行职责人")]
    StandInNamed(StandInNamed),
    /// 补交诊断
    #[schemars(title = "补交诊断")]
    DiagnosisKept(DiagnosisKept),
    /// 备案签收
    #[schemars(title = "备案签收")]
    Filed(FiledAt),
    /// 备案逾期
    #[schemars(title = "备案逾期")]
    FilingLapsed(FilingLapse),
    /// 随出国（境）登记外出
    #[schemars(title = "随出国（境）登记外出")]
    FollowedTrip(Box<FollowedTrip>),
}
