//! What is known of one item, what can be done, what has happened. Everything that tells what somebody did is sealed.

use engine::{
    days::Day,
    dictionary,
    words::{PersonId, Prose, Sealed, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 八小时以外情况的来源; those of the group `barred` are none.
    Sources, "off_duty_sources"
);
dictionary!(
    /// 八小时以外情况的类别, named only of what is proved.
    Kinds, "off_duty_kinds"
);

/// 登记.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// About whom.
    #[schemars(title = "干部")]
    pub person: PersonId,
    /// Where it comes from.
    #[schemars(title = "来源", description = "传闻、匿名反映、网上搜集和跟踪监听得来的，不予登记")]
    pub source: Term<Sources>,
    /// The paper behind it.
    #[schemars(title = "来源文号或材料", description = "通报文号、核实报告的单位和日期")]
    pub reference: Sealed<Prose>,
    /// What happened.
    #[schemars(title = "事实", description = "只写本人的行为，不写家庭成员信息，不写他人姓名")]
    pub facts: Sealed<Prose>,
}

/// 告知本人.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tell {
    /// When.
    #[schemars(title = "告知日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "告知方式", description = "当面、书面", length(max = 60))]
    pub way: String,
}

/// 本人说明.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What he says.
    #[schemars(title = "本人说明")]
    pub text: Sealed<Prose>,
}

/// How far it is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Verdict {
    /// 属实
    #[schemars(title = "属实")]
    Proved,
    /// 不属实
    #[schemars(title = "不属实")]
    Untrue,
    /// 无法查实
    #[schemars(title = "无法查实")]
    Unproved,
}

impl Verdict {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proved => "属实",
            Self::Untrue => "不属实",
            Self::Unproved => "无法查实",
        }
    }
}

/// What follows from what is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Measure {
    /// 提醒谈话
    #[schemars(title = "提醒谈话")]
    Reminder,
    /// 批评教育
    #[schemars(title = "批评教育")]
    Criticism,
    /// 报组织部门
    #[schemars(title = "报组织部门处理")]
    Reported,
    /// 不需处理
    #[schemars(title = "不需处理")]
    None,
}

impl Measure {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reminder => "提醒谈话",
            Self::Criticism => "批评教育",
            Self::Reported => "报组织部门处理",
            Self::None => "不需处理",
        }
    }
}

/// 核实处理.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conclude {
    /// How far it is proved.
    #[schemars(title = "核实结果")]
    pub verdict: Verdict,
    /// How it was verified.
    #[schemars(title = "核实经过和依据")]
    pub findings: Sealed<Prose>,
    /// What it was, where it is proved.
    #[serde(default)]
    #[schemars(title = "类别", description = "属实的填写")]
    pub kind: Option<Term<Kinds>>,
    /// What follows, where it is proved.
    #[serde(default)]
    #[schemars(title = "处理方式", description = "属实的填写")]
    pub measure: Option<Measure>,
}

/// 移送.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Refer {
    /// To whom.
    #[schemars(title = "移送机关", length(max = 60))]
    pub organ: String,
    /// When.
    #[schemars(title = "移送日期")]
    pub day: Day,
    /// Who signed for it.
    #[schemars(title = "签收人", length(max = 40))]
    pub receiver: String,
}

/// 申请复核.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskReview {
    /// Why.
    #[schemars(title = "复核理由")]
    pub reason: Sealed<Prose>,
}

/// 复核决定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// It stays as it was concluded.
    #[serde(default)]
    #[schemars(title = "维持原结果", description = "不勾选为撤销原结果，按无法查实了结")]
    pub upheld: bool,
    /// Why.
    #[schemars(title = "复核理由")]
    pub reason: Sealed<Prose>,
}

/// Who heads the unit changes: whoever deals with it is found anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hand {
    /// From when.
    #[schemars(title = "自")]
    pub day: Day,
}

/// The clock: the time for keeping it is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forget {
    /// The first day on which nothing is kept.
    #[schemars(title = "清除日期")]
    pub from: Day,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 登记情况
    #[schemars(title = "登记情况")]
    Record(Record),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Tell(Tell),
    /// 本人说明
    #[schemars(title = "本人说明")]
    Answer(Answer),
    /// 核实处理
    #[schemars(title = "核实处理")]
    Conclude(Conclude),
    /// 移送
    #[schemars(title = "移送")]
    Refer(Refer),
    /// 申请复核
    #[schemars(title = "申请复核")]
    AskReview(AskReview),
    /// 复核决定
    #[schemars(title = "复核决定")]
    Review(Review),
    /// 确定办理人
    #[schemars(title = "确定办理人")]
    Hand(Hand),
    /// 清除
    #[schemars(title = "清除")]
    Forget(Forget),
}

/// Recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recorded {
    /// About whom.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// His unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// He heads it: the section deals with it, and the unit sees nothing of it.
    #[schemars(title = "本人为主要负责人")]
    pub heads: bool,
    /// Where it comes from, in words.
    #[schemars(title = "来源")]
    pub source: String,
    /// The paper behind it.
    #[schemars(title = "来源文号或材料")]
    pub reference: Sealed<Prose>,
    /// What happened.
    #[schemars(title = "事实")]
    pub facts: Sealed<Prose>,
    /// The day.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// Who deals with it from now on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Handed {
    /// The unit's secretary; nobody where the section does.
    #[schemars(title = "办理人", extend("x-hidden" = true))]
    pub to: Option<PersonId>,
    /// In words.
    #[schemars(title = "办理人")]
    pub name: String,
    /// The person it is about heads the unit.
    #[schemars(title = "本人为主要负责人")]
    pub heads: bool,
    /// From when.
    #[schemars(title = "自")]
    pub day: Day,
}

/// Told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// When and how.
    #[schemars(title = "告知")]
    pub tell: Tell,
    /// The last day on which his answer is waited for.
    #[schemars(title = "说明期限")]
    pub until: Option<Day>,
}

/// Answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answered {
    /// What he says.
    #[schemars(title = "本人说明")]
    pub text: Sealed<Prose>,
    /// The day.
    #[schemars(title = "说明日期")]
    pub day: Day,
}

/// Concluded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Concluded {
    /// How far it is proved, and what follows.
    #[schemars(title = "核实处理")]
    pub conclude: Conclude,
    /// What it was, in words.
    #[schemars(title = "类别")]
    pub kind: Option<String>,
    /// The last day on which a review may be asked for.
    #[schemars(title = "申请复核期限")]
    pub review_until: Option<Day>,
    /// The first day on which nothing is kept of what is not proved.
    #[schemars(title = "清除日期")]
    pub forget_from: Option<Day>,
    /// The day.
    #[schemars(title = "处理日期")]
    pub day: Day,
}

/// Passed on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Referred {
    /// To whom.
    #[schemars(title = "移送")]
    pub refer: Refer,
    /// The first day on which nothing is kept here.
    #[schemars(title = "清除日期")]
    pub forget_from: Option<Day>,
}

/// A review was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewAsked {
    /// Why.
    #[schemars(title = "复核理由")]
    pub reason: Sealed<Prose>,
    /// The day.
    #[schemars(title = "申请日期")]
    pub day: Day,
}

/// Reviewed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reviewed {
    /// What was decided.
    #[schemars(title = "复核决定")]
    pub review: Review,
    /// The first day on which nothing is kept, where the result fell.
    #[schemars(title = "清除日期")]
    pub forget_from: Option<Day>,
    /// The day.
    #[schemars(title = "复核日期")]
    pub day: Day,
}

/// Deleted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Forgotten {
    /// The day.
    #[schemars(title = "清除日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 登记情况
    #[schemars(title = "登记情况")]
    Recorded(Box<Recorded>),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Told(Told),
    /// 本人说明
    #[schemars(title = "本人说明")]
    Answered(Answered),
    /// 核实处理
    #[schemars(title = "核实处理")]
    Concluded(Box<Concluded>),
    /// 移送
    #[schemars(title = "移送")]
    Referred(Referred),
    /// 申请复核
    #[schemars(title = "申请复核")]
    ReviewAsked(ReviewAsked),
    /// 复核决定
    #[schemars(title = "复核决定")]
    Reviewed(Reviewed),
    /// 确定办理人
    #[schemars(title = "确定办理人")]
    Handed(Handed),
    /// 清除
    #[schemars(title = "清除")]
    Forgotten(Forgotten),
}

/// What is known. Once deleted, only when it came and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// About whom, and from where; nothing once it is deleted.
    #[schemars(title = "登记")]
    pub recorded: Option<Recorded>,
    /// The day on which it was recorded.
    #[schemars(title = "登记日期")]
    pub since: Day,
    /// Who deals with it.
    #[schemars(title = "办理")]
    pub handed: Option<Handed>,
    /// The person was told.
    #[schemars(title = "告知")]
    pub told: Option<Told>,
    /// What he said.
    #[schemars(title = "本人说明")]
    pub answers: Vec<Answered>,
    /// What was concluded.
    #[schemars(title = "核实处理")]
    pub concluded: Option<Concluded>,
    /// To whom it was passed on.
    #[schemars(title = "移送")]
    pub referred: Option<Referred>,
    /// He asked for a review.
    #[schemars(title = "申请复核")]
    pub review_asked: Option<ReviewAsked>,
    /// What the review decided.
    #[schemars(title = "复核决定")]
    pub reviewed: Option<Reviewed>,
    /// The first day on which nothing is kept any more.
    #[schemars(title = "清除日期")]
    pub forget_from: Option<Day>,
    /// What remains of it once it is deleted.
    #[schemars(title = "处理结果")]
    pub remains: Option<String>,
}
