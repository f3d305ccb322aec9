//! What is known of one record, what can be done, what has happened. Who spoke, and what was asked for, is sealed.

use engine::{
    days::Day,
    dictionary,
    words::{PersonId, Prose, Sealed, Term},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 重大事项类别.
    Fields, "intervention_fields"
);

/// 记录.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Who intervened.
    #[schemars(title = "插手干预的领导干部")]
    pub person: PersonId,
    /// In what.
    #[schemars(title = "重大事项类别")]
    pub field: Term<Fields>,
    /// When.
    #[schemars(title = "发生日期")]
    pub day: Day,
    /// What he asked for, and how.
    #[schemars(title = "插手干预情况", description = "写时间、地点、方式和要求的内容，有无在场的人")]
    pub facts: Sealed<Prose>,
    /// Who was spoken to, where the section enters his slip.
    #[serde(default)]
    #[schemars(title = "记录人", description = "组织部代为登记的填写，本人登记的不填")]
    pub recorder: Option<Sealed<String>>,
    /// Why it is recorded late.
    #[serde(default)]
    #[schemars(title = "逾期记录的原因", length(max = 200))]
    pub late_reason: Option<Prose>,
}

/// What looking into it showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Finding {
    /// 属于插手干预
    #[schemars(title = "属于插手干预")]
    Proved,
    /// 属于正常履职
    #[schemars(title = "属于正常履职")]
    InOffice,
    /// 无法查实
    #[schemars(title = "无法查实")]
    Unproved,
}

impl Finding {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proved => "属于插手干预",
            Self::InOffice => "属于正常履职",
            Self::Unproved => "无法查实",
        }
    }
}

/// 核实.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// What it showed.
    #[schemars(title = "核实结果")]
    pub finding: Finding,
    /// How it was looked into.
    #[schemars(title = "核实经过和依据")]
    pub words: Sealed<Prose>,
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
    /// What he is told: nothing by which he could find out who recorded it.
    #[schemars(title = "告知要点", description = "只写事情，不写由谁记录", length(max = 1000))]
    pub gist: Prose,
}

/// 本人说明.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What he says.
    #[schemars(title = "本人说明", length(max = 2000))]
    pub text: Prose,
}

/// What follows.
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
    /// 转入提醒、函询、诫勉程序
    #[schemars(title = "转入提醒、函询、诫勉程序")]
    Admonition,
    /// 不属于插手干预，了结
    #[schemars(title = "采信本人说明，了结")]
    Accepted,
}

impl Measure {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reminder => "提醒谈话",
            Self::Criticism => "批评教育",
            Self::Admonition => "转入提醒、函询、诫勉程序",
            Self::Accepted => "采信本人说明，了结",
        }
    }
}

/// 处理.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// What follows.
    #[schemars(title = "处理方式")]
    pub measure: Measure,
    /// Why, as he is told.
    #[schemars(title = "处理理由", length(max = 1000))]
    pub reason: Prose,
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
    #[schemars(title = "复核理由", length(max = 2000))]
    pub reason: Prose,
}

/// 复核决定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// It stays as it was decided.
    #[serde(default)]
    #[schemars(title = "维持原处理", description = "不勾选为撤销原处理，了结")]
    pub upheld: bool,
    /// Why.
    #[schemars(title = "复核理由", length(max = 1000))]
    pub reason: Prose,
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
    /// 记录插手干预
    #[schemars(title = "记录插手干预")]
    Record(Record),
    /// 核实
    #[schemars(title = "核实")]
    Verify(Verify),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Tell(Tell),
    /// 本人说明
    #[schemars(title = "本人说明")]
    Answer(Answer),
    /// 处理
    #[schemars(title = "处理")]
    Decide(Decide),
    /// 移送
    #[schemars(title = "移送")]
    Refer(Refer),
    /// 申请复核
    #[schemars(title = "申请复核")]
    AskReview(AskReview),
    /// 复核决定
    #[schemars(title = "复核决定")]
    Review(Review),
    /// 清除
    #[schemars(title = "清除")]
    Forget(Forget),
}

/// Recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recorded {
    /// Who intervened.
    #[schemars(title = "插手干预的领导干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// In what, in words.
    #[schemars(title = "重大事项类别")]
    pub field: String,
    /// When it happened.
    #[schemars(title = "发生日期")]
    pub happened: Day,
    /// What he asked for.
    #[schemars(title = "插手干预情况")]
    pub facts: Sealed<Prose>,
    /// Who was spoken to, where the section entered his slip.
    #[schemars(title = "记录人")]
    pub recorder: Option<Sealed<String>>,
    /// Who was spoken to, where he recorded it himself.
    #[schemars(title = "记录人", extend("x-hidden" = true))]
    pub own: Option<PersonId>,
    /// Why it was recorded late.
    #[schemars(title = "逾期记录的原因")]
    pub late_reason: Option<Prose>,
    /// The day.
    #[schemars(title = "记录日期")]
    pub day: Day,
}

/// Looked into.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verified {
    /// What it showed.
    #[schemars(title = "核实")]
    pub verify: Verify,
    /// By whose account: another one decides.
    #[schemars(title = "核实人", extend("x-hidden" = true))]
    pub account: String,
    /// The first day on which nothing is kept, where it was none.
    #[schemars(title = "清除日期")]
    pub forget_from: Option<Day>,
    /// The day.
    #[schemars(title = "核实日期")]
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
    pub text: Prose,
    /// The day.
    #[schemars(title = "说明日期")]
    pub day: Day,
}

/// Decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decided {
    /// What follows.
    #[schemars(title = "处理")]
    pub decide: Decide,
    /// The last day on which a review may be asked for.
    #[schemars(title = "申请复核期限")]
    pub review_until: Option<Day>,
    /// The first day on which nothing is kept, where his answer was accepted.
    #[schemars(title = "清除日期")]
    pub forget_from: Option<Day>,
    /// The day.
    #[schemars(title = "处理日期")]
    pub day: Day,
}

/// Passed on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Referred {
    /// To whom and when.
    #[schemars(title = "移送")]
    pub refer: Refer,
    /// The first day on which nothing is kept.
    #[schemars(title = "清除日期")]
    pub forget_from: Option<Day>,
}

/// A review asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewAsked {
    /// Why.
    #[schemars(title = "复核理由")]
    pub reason: Prose,
    /// The day.
    #[schemars(title = "申请日期")]
    pub day: Day,
}

/// Reviewed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reviewed {
    /// What was decided.
    #[schemars(title = "复核")]
    pub review: Review,
    /// The first day on which nothing is kept, where it was taken back.
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
    /// 记录插手干预
    #[schemars(title = "记录插手干预")]
    Recorded(Box<Recorded>),
    /// 核实
    #[schemars(title = "核实")]
    Verified(Verified),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Told(Told),
    /// 本人说明
    #[schemars(title = "本人说明")]
    Answered(Answered),
    /// 处理
    #[schemars(title = "处理")]
    Decided(Decided),
    /// 移送
    #[schemars(title = "移送")]
    Referred(Referred),
    /// 申请复核
    #[schemars(title = "申请复核")]
    ReviewAsked(ReviewAsked),
    /// 复核决定
    #[schemars(title = "复核决定")]
    Reviewed(Reviewed),
    /// 清除
    #[schemars(title = "清除")]
    Forgotten(Forgotten),
}

/// What is known. Once deleted, only when it came and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The record; nothing once it is deleted.
    #[schemars(title = "记录")]
    pub recorded: Option<Recorded>,
    /// The day on which it was recorded.
    #[schemars(title = "记录日期")]
    pub since: Day,
    /// How it was looked into.
    #[schemars(title = "核实")]
    pub verified: Option<Verified>,
    /// The person was told.
    #[schemars(title = "告知")]
    pub told: Option<Told>,
    /// What he said.
    #[schemars(title = "本人说明")]
    pub answers: Vec<Answered>,
    /// What was decided.
    #[schemars(title = "处理")]
    pub decided: Option<Decided>,
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
