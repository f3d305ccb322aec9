//! What is asked, what is found out, and what is kept about one leave.

use super::{
    happened::{Applied, Delay, Filed, Presence, Proposal, ProposalKind, Proposed, Returned},
    stage,
};
use engine::{
    days::{Day, HalfDay, Period},
    dictionary,
    parts::{Chain, Verdict},
    words::{FileId, PersonId, Phone, Prose, Term},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 因公外出类别.
    BusinessKinds, "leave_business"
);
dictionary!(
    /// 因私请假类别.
    PrivateKinds, "leave_private"
);
dictionary!(
    /// 外出范围.
    Reaches, "leave_destinations"
);
dictionary!(
    /// 交通方式.
    Transports, "transport"
);

/// 因公 or 因私.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Purpose {
    /// 因公
    #[schemars(title = "因公")]
    Business(Business),
    /// 因私
    #[schemars(title = "因私")]
    Private(Private),
}

impl Purpose {
    /// The code of the kind, unique over both dictionaries.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Business(business) => &business.kind.0,
            Self::Private(private) => &private.kind.0,
        }
    }
}

/// Leaving on duty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Business {
    /// Which.
    #[schemars(title = "公务")]
    pub kind: Term<BusinessKinds>,
}

/// Leaving for oneself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Private {
    /// Which.
    #[schemars(title = "假别", description = "年休假不计休息日和法定节假日")]
    pub kind: Term<PrivateKinds>,
}

/// When the papers come: before, after leaving, or after coming back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Manner {
    /// 事先请假
    #[default]
    #[schemars(title = "事先请假")]
    Ahead,
    /// 紧急先走
    #[schemars(title = "紧急外出，已口头报告，后补手续")]
    Emergency(Emergency),
    /// 事后补假
    #[schemars(title = "事后补假")]
    MadeUp(MadeUp),
}

/// 紧急外出: approved by word of mouth, the papers follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Emergency {
    /// Who agreed by word of mouth.
    #[schemars(title = "向谁口头报告")]
    pub reported_to: PersonId,
    /// When.
    #[schemars(title = "何时报告")]
    pub reported_on: HalfDay,
    /// What he said.
    #[schemars(title = "答复")]
    pub answer: Prose,
}

/// 补假: the leave is over when it is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct MadeUp {
    /// Why it was not asked for before.
    #[schemars(title = "事先未请假的原因")]
    pub reason: Prose,
}

/// 请假申请.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Which leave.
    #[schemars(title = "外出类别")]
    pub purpose: Purpose,
    /// From leaving the county to being back.
    #[schemars(title = "离开与返回本县", description = "双休日、节假日离开本县也须请假")]
    pub period: Period,
    /// Where to.
    #[schemars(title = "去往何地", description = "写到市、县", length(max = 60))]
    pub destination: String,
    /// How far.
    #[schemars(title = "外出范围", extend("x-together" = true))]
    pub reach: Term<Reaches>,
    /// Why.
    #[schemars(title = "事由", length(max = 400))]
    pub reason: Prose,
    /// By what means.
    #[serde(default)]
    #[schemars(title = "交通方式")]
    pub transport: Option<Term<Transports>>,
    /// His own telephone.
    #[schemars(title = "本人联系电话", extend("x-together" = true))]
    pub phone: Phone,
    /// Who stands in.
    #[serde(default)]
    #[schemars(title = "代行职责人", description = "外出期间主持工作，须为本单位全程在岗的班子成员")]
    pub stand_in: Option<PersonId>,
    /// His telephone.
    #[serde(default)]
    #[schemars(title = "代行职责人电话", extend("x-together" = true))]
    pub stand_in_phone: Option<Phone>,
    /// Who is in charge while the stand-in is away too.
    #[serde(default)]
    #[schemars(title = "代行职责人也外出时由谁负责")]
    pub second_stand_in: Option<PersonId>,
    /// The written delegation of a chief who is away for long.
    #[serde(default)]
    #[schemars(title = "书面委托主持工作", description = "正职长期外出的填文号和日期", length(max = 200))]
    pub delegation: Option<Prose>,
    /// The decision that allows leaving the country.
    #[serde(default)]
    #[schemars(title = "出国（境）批件", description = "去往境外的填文号", length(max = 100))]
    pub abroad_paper: Option<String>,
    /// Papers: notice of a meeting, hospital's note.
    #[serde(default)]
    #[schemars(title = "依据材料")]
    pub files: Vec<FileId>,
    /// Why it must be although the rules say no.
    #[serde(default)]
    #[schemars(
        title = "特殊情况理由",
        description = "党政正职同时外出、正在代行他人职责、特殊时段确需外出的填写，报最高一级审批",
        length(max = 400)
    )]
    pub exception: Option<Prose>,
    /// When the papers come.
    #[serde(default)]
    #[schemars(title = "请假方式")]
    pub manner: Manner,
}

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
    pub matter: engine::words::MatterId,
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
    /// 逾期未归
    #[schemars(title = "逾期未归")]
    Overdue(Overdue),
    /// 询问返岗
    #[schemars(title = "询问返岗")]
    AskPresence(AskPresence),
    /// 备案逾期
    #[schemars(title = "备案逾期")]
    LapseFiling(FilingLapse),
}

/// How a leave ended without being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum End {
    /// 不同意
    #[schemars(title = "不同意")]
    Refused,
    /// 已撤回
    #[schemars(title = "已撤回")]
    Withdrawn,
    /// 已取消
    #[schemars(title = "已取消")]
    Cancelled,
}

/// A leave as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The application in force, with what was found out about it.
    #[schemars(title = "申请")]
    pub applied: Applied,
    /// Who signs and who has signed.
    #[schemars(title = "审批", extend("x-hidden" = true))]
    pub chain: Chain,
    /// The day from which the current signature is awaited.
    #[schemars(title = "当前环节自", extend("x-hidden" = true))]
    pub since: Day,
    /// Sent back to the applicant, and why.
    #[schemars(title = "退回理由")]
    pub sent_back: Option<Prose>,
    /// The day of approval.
    #[schemars(title = "批准日期")]
    pub approved: Option<Day>,
    /// Why the approver allowed an exception.
    #[schemars(title = "准予例外的理由")]
    pub exception: Option<Prose>,
    /// Offices that keep it on file.
    #[schemars(title = "备案")]
    pub filed: Option<Filed>,
    /// The papers of an emergency are in.
    #[schemars(title = "手续补齐日期")]
    pub completed: Option<Day>,
    /// An extension or a change that waits for its own signatures.
    #[schemars(title = "续假、改期", extend("x-hidden" = true))]
    pub proposal: Option<Proposal>,
    /// The day on which the explanation was given.
    #[schemars(title = "说明日期")]
    pub explained: Option<Day>,
    /// How often it was extended.
    #[schemars(title = "续假次数")]
    pub extensions: u32,
    /// Called back, with the half-day by which he must be back.
    #[schemars(title = "召回")]
    pub recalled: Option<Recall>,
    /// Back.
    #[schemars(title = "销假")]
    pub returned: Option<Returned>,
    /// Stayed away too long, and what became of it.
    #[schemars(title = "逾期")]
    pub delay: Option<Delay>,
    /// Questions whether a chief is back.
    #[schemars(title = "确认返岗")]
    pub presence: Vec<Presence>,
    /// Ended without being taken.
    #[schemars(title = "终结")]
    pub ended: Option<End>,
}

impl State {
    /// 待审批 … 已办结: the stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match self.ended {
            Some(End::Refused) => return stage::REFUSED,
            Some(End::Withdrawn) => return stage::WITHDRAWN,
            Some(End::Cancelled) => return stage::CANCELLED,
            None => {}
        }
        if !self.is_decided() {
            return if self.sent_back.is_some() {
                stage::SENT_BACK
            } else if self.awaits_papers() {
                stage::PAPERS
            } else {
                stage::PENDING
            };
        }
        match (&self.proposal, &self.delay) {
            (Some(Proposal { proposed: Proposed { kind: ProposalKind::Extension, .. }, .. }), _) => stage::EXTENDING,
            (Some(_), _) => stage::CHANGING,
            (None, Some(delay)) if delay.is_open() => {
                if self.is_back() && delay.explanation.is_some() {
                    stage::JUDGING
                } else {
                    stage::EXPLAINING
                }
            }
            _ if self.is_back() => stage::DONE,
            _ => stage::APPROVED,
        }
    }

    /// Whether all have signed, or the last has said no to something already done.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.chain.is_complete() || self.is_denied()
    }

    /// Whether an approver said no to a leave that had been taken already.
    #[must_use]
    pub fn is_denied(&self) -> bool {
        self.ended.is_none() && self.chain.opinions.last().is_some_and(|opinion| opinion.verdict == Verdict::Refused)
    }

    /// Whether he left on a word and the papers are owed.
    #[must_use]
    pub fn awaits_papers(&self) -> bool {
        self.is_emergency() && self.completed.is_none()
    }

    /// Whether he left on a word.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        matches!(self.applied.application.manner, Manner::Emergency(_))
    }

    /// Whether it was asked for after the fact.
    #[must_use]
    pub fn is_made_up(&self) -> bool {
        matches!(self.applied.application.manner, Manner::MadeUp(_))
    }

    /// Whether he is known to be back.
    #[must_use]
    pub fn is_back(&self) -> bool {
        self.returned.is_some() || self.is_made_up()
    }

    /// The person who goes.
    #[must_use]
    pub fn applicant(&self) -> &PersonId {
        &self.applied.survey.applicant
    }

    /// From when to when he may be away: as approved, less what a recall took.
    #[must_use]
    pub fn allowed(&self) -> Period {
        let asked = self.applied.application.period;
        let to = self.recalled.as_ref().map_or(asked.to, |recall| recall.by.min(asked.to)).max(asked.from);
        Period { from: asked.from, to }
    }

    /// From when to when he was away, once that is known; until then what he may.
    #[must_use]
    pub fn taken(&self) -> Period {
        let allowed = self.allowed();
        match &self.returned {
            Some(returned) => Period { from: allowed.from, to: returned.report.returned.max(allowed.from) },
            None => allowed,
        }
    }
}
