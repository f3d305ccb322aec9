//! What can be done with a leave.

use super::{
    application::Application,
    moved::{Diagnosis, NameStandIn, NewPost, StandInLeaves},
    trip::{CancelTrip, FollowTrip},
};
use engine::{
    days::{Day, HalfDay, Period},
    words::{FileId, MatterId, PersonId, Prose},
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

/// 退回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TurnBack {
    /// Station from 1; 0 or nothing is the applicant.
    #[serde(default)]
    #[schemars(title = "退回到", description = "不填为退回申请人")]
    pub to: Option<u32>,
    /// Why.
    #[schemars(title = "退回理由", length(max = 400))]
    pub reason: Prose,
}

/// Anything whose only content is its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why.
    #[schemars(title = "理由", length(max = 400))]
    pub reason: Prose,
}

/// 补齐手续.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// The papers.
    #[serde(default)]
    #[schemars(title = "依据材料")]
    pub files: Vec<FileId>,
    /// In words.
    #[schemars(title = "情况说明", length(max = 1000))]
    pub note: Prose,
}

/// 续假.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The new last half-day.
    #[schemars(title = "延至")]
    pub to: HalfDay,
    /// Why.
    #[schemars(title = "续假事由", length(max = 400))]
    pub reason: Prose,
    /// Who stands in from now on, if another.
    #[serde(default)]
    #[schemars(title = "改由谁代行职责")]
    pub stand_in: Option<PersonId>,
    /// The written delegation of a chief who is away for long.
    #[serde(default)]
    #[schemars(title = "书面委托主持工作", description = "正职长期外出的填文号和日期", length(max = 200))]
    pub delegation: Option<Prose>,
    /// Why it must be although the rules say no.
    #[serde(default)]
    #[schemars(title = "特殊情况理由", length(max = 400))]
    pub exception: Option<Prose>,
}

/// 改期.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// From when to when instead.
    #[schemars(title = "改为")]
    pub period: Period,
    /// Where to instead.
    #[serde(default)]
    #[schemars(title = "改往何地", length(max = 60))]
    pub destination: Option<String>,
    /// Who stands in instead.
    #[serde(default)]
    #[schemars(title = "改由谁代行职责")]
    pub stand_in: Option<PersonId>,
    /// Why.
    #[schemars(title = "改期理由", length(max = 400))]
    pub reason: Prose,
    /// The written delegation of a chief who is away for long.
    #[serde(default)]
    #[schemars(title = "书面委托主持工作", description = "正职长期外出的填文号和日期", length(max = 200))]
    pub delegation: Option<Prose>,
    /// Why it must be although the rules say no.
    #[serde(default)]
    #[schemars(title = "特殊情况理由", length(max = 400))]
    pub exception: Option<Prose>,
}

/// 召回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recall {
    /// By when he must be back.
    #[schemars(title = "须在何时前返回")]
    pub by: HalfDay,
    /// Why.
    #[schemars(title = "召回理由", length(max = 400))]
    pub reason: Prose,
}

/// 销假.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBack {
    /// The half-day in which he came back; it counts as used.
    #[schemars(title = "实际返回")]
    pub returned: HalfDay,
    /// What there is to say.
    #[serde(default)]
    #[schemars(title = "说明", length(max = 400))]
    pub note: Option<Prose>,
    /// Papers: tickets, notes.
    #[serde(default)]
    #[schemars(title = "附件")]
    pub files: Vec<FileId>,
}

/// 说明情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// What happened.
    #[schemars(title = "情况说明", length(max = 2000))]
    pub text: Prose,
    /// Papers.
    #[serde(default)]
    #[schemars(title = "附件")]
    pub files: Vec<FileId>,
}

/// How an explanation is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Finding {
    /// 理由成立
    #[schemars(title = "理由成立")]
    Justified,
    /// 无正当理由
    #[schemars(title = "无正当理由")]
    Unjustified,
    /// 说明不清，补充说明
    #[schemars(title = "说明不清，补充说明")]
    Unclear,
}

/// 认定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// How it is taken.
    #[schemars(title = "认定")]
    pub finding: Finding,
    /// In words.
    #[schemars(title = "意见", length(max = 400))]
    pub opinion: Prose,
}

/// 确认返岗, by either chief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// Who is at his post.
    #[schemars(title = "情况")]
    pub present: AtPost,
    /// In words.
    #[serde(default)]
    #[schemars(title = "说明", length(max = 400))]
    pub note: Option<Prose>,
}

/// Who is at his post while two absences touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum AtPost {
    /// 先外出的已经返岗
    #[schemars(title = "先外出的同志已经返岗")]
    First,
    /// 后外出的没有离开
    #[schemars(title = "后外出的同志没有离开")]
    Second,
    /// 确有两人同时在外
    #[schemars(title = "两人确实同时在外")]
    Nobody,
}

/// 备案签收.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// What there is to say.
    #[serde(default)]
    #[schemars(title = "说明", length(max = 400))]
    pub note: Option<Prose>,
}

/// The clock says that nobody reported back in time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overdue {
    /// The last day on which reporting back was in time.
    #[schemars(title = "销假期限")]
    pub due: Day,
}

/// The clock says that the other chief has left while this one is not known to be back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskPresence {
    /// The other chief.
    #[schemars(title = "另一正职")]
    pub other: PersonId,
    /// His leave.
    #[schemars(title = "其请假事项", extend("x-hidden" = true))]
    pub matter: MatterId,
    /// From when he is away.
    #[schemars(title = "自何时外出")]
    pub since: HalfDay,
}

/// The clock says that the leave is over and no office has signed for its filing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilingLapse {
    /// The last half-day of the leave.
    #[schemars(title = "外出止于")]
    pub ended: HalfDay,
}

/// What can be done with a leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 提交申请
    #[schemars(title = "提交申请")]
    Apply(Box<Application>),
    /// 同意
    #[schemars(title = "同意")]
    Agree(Agreement),
    /// 退回
    #[schemars(title = "退回")]
    Return(TurnBack),
    /// 不同意
    #[schemars(title = "不同意")]
    Refuse(Reason),
    /// 撤回
    #[schemars(title = "撤回")]
    Withdraw(Reason),
    /// 修改后再报
    #[schemars(title = "修改后再报")]
    Resubmit(Box<Application>),
    /// 补齐手续
    #[schemars(title = "补齐手续")]
    Complete(Papers),
    /// 续假
    #[schemars(title = "续假")]
    Extend(Extension),
    /// 改期
    #[schemars(title = "改期")]
    Change(Change),
    /// 取消外出
    #[schemars(title = "取消外出")]
    Cancel(Reason),
    /// 召回
    #[schemars(title = "召回")]
    Recall(Recall),
    /// 销假
    #[schemars(title = "销假")]
    ReportBack(ReportBack),
    /// 说明情况
    #[schemars(title = "说明情况")]
    Explain(Explanation),
    /// 认定说明
    #[schemars(title = "认定说明")]
    AcceptExplanation(Judgement),
    /// 确认返岗
    #[schemars(title = "确认返岗")]
    ConfirmPresent(Confirmation),
    /// 备案签收
    #[schemars(title = "备案签收")]
    File(Filing),
    /// 改定代行职责人
    #[schemars(title = "改定代行职责人")]
    NameStandIn(NameStandIn),
    /// 补交诊断
    #[schemars(title = "补交诊断")]
    KeepDiagnosis(Diagnosis),
    /// 任职变动
    #[schemars(title = "任职变动")]
    NewPost(NewPost),
    /// 代行职责人离岗
    #[schemars(title = "代行职责人离岗")]
    StandInLeaves(StandInLeaves),
    /// 逾期未归
    #[schemars(title = "逾期未归")]
    Overdue(Overdue),
    /// 询问返岗
    #[schemars(title = "询问返岗")]
    AskPresence(AskPresence),
    /// 备案逾期
    #[schemars(title = "备案逾期")]
    LapseFiling(FilingLapse),
    /// 随出国（境）登记外出
    #[schemars(title = "随出国（境）登记外出")]
    FollowTrip(Box<FollowTrip>),
    /// 出国（境）取消
    #[schemars(title = "出国（境）取消")]
    CancelTrip(CancelTrip),
}
