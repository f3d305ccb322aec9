//! What can be done in an appraisal, and what has happened.

use super::{Concluded, Conclusions, Evidence, Measure, Methods, Occasions, Subject};
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId, Prose, Sealed, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Somebody of the team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamRow {
    /// Who.
    #[schemars(title = "考察组成员")]
    pub person: PersonId,
}

/// 考察谁.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum About {
    /// 干部
    #[schemars(title = "干部")]
    Person(AboutPerson),
    /// 领导班子
    #[schemars(title = "领导班子")]
    Body(AboutBody),
}

/// A cadre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutPerson {
    /// Who.
    #[schemars(title = "考察的干部")]
    pub person: PersonId,
}

/// A leading body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutBody {
    /// Whose.
    #[schemars(title = "考察的领导班子")]
    pub unit: UnitId,
}

/// 启动考察.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// Of whom.
    #[schemars(title = "考察对象")]
    pub about: About,
    /// On which occasion.
    #[schemars(title = "考察时机")]
    pub occasion: Term<Occasions>,
    /// By whom; nobody gathers alone.
    #[schemars(title = "考察组", length(min = 1))]
    pub team: Vec<TeamRow>,
    /// The scheme.
    #[serde(default)]
    #[schemars(title = "考察方案")]
    pub paper: Option<FileId>,
}

/// 依据来源.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Source {
    /// The recorder was there.
    #[schemars(title = "考察组现场了解")]
    Seen,
    /// Somebody said it of what he knows himself.
    #[schemars(title = "谈话对象亲知")]
    FirstHand,
    /// It is in a paper.
    #[schemars(title = "书面材料")]
    Paper,
    /// Somebody has it from others.
    #[schemars(title = "听他人转述")]
    Hearsay,
}

/// A ballot's count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Handed out.
    #[schemars(title = "发出票")]
    pub issued: u32,
    /// Handed in.
    #[schemars(title = "收回票")]
    pub returned: u32,
    /// Valid.
    #[schemars(title = "有效票")]
    pub valid: u32,
    /// Valid ones that say good.
    #[schemars(title = "好")]
    pub good: u32,
    /// Valid ones that say ordinary.
    #[schemars(title = "一般")]
    pub fair: u32,
    /// Valid ones that say poor.
    #[schemars(title = "差")]
    pub poor: u32,
}

/// 记录考察情况; whoever enters it signs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// How.
    #[schemars(title = "考察方式")]
    pub method: Term<Methods>,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
    /// From where it is known.
    #[schemars(title = "依据来源")]
    pub source: Source,
    /// What; sealed, so that nobody who spoke is known to whom it is about.
    #[schemars(title = "考察情况", description = "写事实，不写评价", length(max = 2000))]
    pub words: Sealed<Prose>,
    /// The count, where it is a ballot.
    #[serde(default)]
    #[schemars(title = "民主测评计票")]
    pub ballot: Option<Ballot>,
    /// Who else spoke, where it is a talk.
    #[serde(default)]
    #[schemars(title = "共同谈话人", description = "谈话的填写，除记录人以外的谈话人")]
    pub with: Vec<TeamRow>,
    /// Its paper.
    #[serde(default)]
    #[schemars(title = "佐证材料")]
    pub paper: Option<FileId>,
}

/// 汇总提交.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Submit {
    /// What it came to; sealed likewise.
    #[schemars(title = "考察情况综述", length(max = 4000))]
    pub summary: Sealed<Prose>,
    /// What is proposed to the meeting.
    #[schemars(title = "建议结论")]
    pub proposed: Term<Conclusions>,
    /// What the person is told of it beforehand, where the proposed conclusion bars him.
    #[serde(default)]
    #[schemars(
        title = "告知要点",
        description = "建议结论为不过关的必填：事实和依据要点，不透露谈话人",
        length(max = 2000)
    )]
    pub gist: Option<Prose>,
}

/// 陈述 of the person or the head of the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// His words.
    #[schemars(title = "陈述和申辩", length(max = 4000))]
    pub words: Prose,
    /// His paper.
    #[serde(default)]
    #[schemars(title = "书面材料")]
    pub paper: Option<FileId>,
}

/// The clock: the time for a statement is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// Its last day.
    #[schemars(title = "期满日期")]
    pub day: Day,
}

/// 登记结论, as a meeting decided it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conclude {
    /// Which meeting.
    #[schemars(title = "会议")]
    pub meeting: MatterId,
    /// Which of its items.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// The conclusion.
    #[schemars(title = "结论")]
    pub conclusion: Term<Conclusions>,
    /// On which facts.
    #[schemars(title = "认定的事实和理由", length(max = 4000))]
    pub words: Prose,
}

/// 告知结论.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tell {
    /// When.
    #[schemars(title = "告知日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "告知方式", description = "当面、书面，谁告知", length(max = 100))]
    pub how: String,
    /// The receipt.
    #[serde(default)]
    #[schemars(title = "签收件")]
    pub paper: Option<FileId>,
}

/// 申请复核.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    /// Why.
    #[schemars(title = "复核理由", length(max = 4000))]
    pub grounds: Prose,
    /// His paper.
    #[serde(default)]
    #[schemars(title = "材料")]
    pub paper: Option<FileId>,
}

/// 解除否决, by the body that made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lift {
    /// Which meeting.
    #[schemars(title = "会议")]
    pub meeting: MatterId,
    /// Which of its items.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Why.
    #[schemars(title = "解除理由", length(max = 2000))]
    pub reason: Prose,
}

/// The clock: a veto's time is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expire {
    /// First day without it.
    #[schemars(title = "期满日期")]
    pub day: Day,
}

/// 整顿方案.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What is wrong and what is done about it.
    #[schemars(title = "整顿措施")]
    pub measures: Vec<MeasureRow>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureRow {
    /// What is wrong.
    #[schemars(title = "问题", length(max = 400))]
    pub problem: Prose,
    /// What is done.
    #[schemars(title = "措施", length(max = 400))]
    pub measure: Prose,
    /// By when.
    #[schemars(title = "完成期限")]
    pub by: Day,
}

/// 报告整顿情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mended {
    /// Which measure.
    #[schemars(title = "措施序号")]
    pub measure: u32,
    /// What was done.
    #[schemars(title = "整顿情况", length(max = 2000))]
    pub words: Prose,
    /// Its paper.
    #[serde(default)]
    #[schemars(title = "佐证材料")]
    pub paper: Option<FileId>,
}

/// 验收.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// Which measure.
    #[schemars(title = "措施序号")]
    pub measure: u32,
    /// Struck off, or to be done again.
    #[schemars(title = "验收通过，销号")]
    pub passed: bool,
    /// What was seen.
    #[schemars(title = "验收情况", length(max = 1000))]
    pub words: Prose,
}

/// A meeting whose decision this rests on was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBack {
    /// Which meeting.
    #[schemars(title = "会议")]
    pub meeting: MatterId,
    /// Which of its items.
    #[serde(default)]
    #[schemars(title = "议题序号")]
    pub item: Option<u32>,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// An appraisal is begun.
    #[schemars(title = "启动考察")]
    Start(Start),
    /// Evidence.
    #[schemars(title = "记录考察情况")]
    Record(Record),
    /// To the meeting, or first to the person.
    #[schemars(title = "汇总提交")]
    Submit(Submit),
    /// The person answers.
    #[schemars(title = "陈述和申辩")]
    State(Statement),
    /// He did not.
    #[schemars(title = "期满未陈述")]
    Lapse(Lapse),
    /// A meeting concluded.
    #[schemars(title = "登记结论")]
    Conclude(Conclude),
    /// The person is told.
    #[schemars(title = "告知结论")]
    Tell(Tell),
    /// He asks for a review.
    #[schemars(title = "申请复核")]
    Appeal(Appeal),
    /// Another meeting reviewed.
    #[schemars(title = "登记复核结论")]
    Review(Conclude),
    /// The veto is lifted.
    #[schemars(title = "解除否决")]
    Lift(Lift),
    /// The veto is over.
    #[schemars(title = "否决期满")]
    Expire(Expire),
    /// The time for a review is over.
    #[schemars(title = "复核期满")]
    Settle(Lapse),
    /// How a weak body is put in order.
    #[schemars(title = "制定整顿方案")]
    Plan(Plan),
    /// A measure was carried out.
    #[schemars(title = "报告整顿情况")]
    Mend(Mended),
    /// It is accepted or not.
    #[schemars(title = "验收")]
    Accept(Accept),
    /// What it rested on is gone.
    #[schemars(title = "会议决定撤回")]
    TakeBack(TakeBack),
}

/// Begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Started {
    /// Its id.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Of whom.
    #[schemars(title = "考察对象")]
    pub subject: Subject,
    /// On which occasion.
    #[schemars(title = "考察时机")]
    pub occasion: String,
    /// By whom.
    #[schemars(title = "考察组", extend("x-hidden" = true))]
    pub team: Vec<PersonId>,
    /// Their names.
    #[schemars(title = "考察组")]
    pub names: Vec<String>,
    /// The scheme.
    #[schemars(title = "考察方案", extend("x-reserved" = true))]
    pub paper: Option<FileId>,
    /// When.
    #[schemars(title = "启动日期")]
    pub day: Day,
}

/// Submitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Submitted {
    /// What it came to.
    #[schemars(title = "考察情况综述", extend("x-reserved" = true))]
    pub summary: Sealed<Prose>,
    /// What is proposed, in words.
    #[schemars(title = "建议结论")]
    pub proposed: String,
    /// What the person is told.
    #[schemars(title = "告知要点")]
    pub gist: Option<Prose>,
    /// When.
    #[schemars(title = "提交日期")]
    pub day: Day,
}

/// The person answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stated {
    /// His words.
    #[schemars(title = "陈述和申辩")]
    pub statement: Statement,
    /// When.
    #[schemars(title = "陈述日期")]
    pub day: Day,
}

/// He asked for a review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Appealed {
    /// Why.
    #[schemars(title = "申请")]
    pub appeal: Appeal,
    /// When.
    #[schemars(title = "申请日期")]
    pub day: Day,
}

/// The veto was lifted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lifted {
    /// Which meeting.
    #[serde(default)]
    #[schemars(title = "会议", extend("x-hidden" = true))]
    pub meeting: Option<MatterId>,
    /// Which of its items.
    #[serde(default)]
    #[schemars(title = "议题序号")]
    pub item: Option<u32>,
    /// By whom.
    #[schemars(title = "解除机关")]
    pub body: String,
    /// Why.
    #[schemars(title = "解除理由")]
    pub reason: Prose,
    /// First day without it.
    #[schemars(title = "解除日期")]
    pub day: Day,
}

/// How a weak body is put in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Planned {
    /// The measures.
    #[schemars(title = "整顿措施")]
    pub measures: Vec<Measure>,
    /// When.
    #[schemars(title = "制定日期")]
    pub day: Day,
}

/// A measure was accepted or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Accepted {
    /// What was said.
    #[schemars(title = "验收")]
    pub accept: Accept,
    /// By whom.
    #[schemars(title = "验收人", extend("x-hidden" = true))]
    pub checker: Option<PersonId>,
    /// When.
    #[schemars(title = "验收日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Begun.
    #[schemars(title = "启动考察")]
    Started(Started),
    /// Evidence.
    #[schemars(title = "记录考察情况")]
    Recorded(Evidence),
    /// Submitted.
    #[schemars(title = "汇总提交")]
    Submitted(Submitted),
    /// Answered.
    #[schemars(title = "陈述和申辩")]
    Stated(Stated),
    /// Not answered.
    #[schemars(title = "期满未陈述")]
    Lapsed(Lapse),
    /// Concluded.
    #[schemars(title = "结论")]
    Concluded(Concluded),
    /// Told.
    #[schemars(title = "告知结论")]
    Told(Tell),
    /// A review is asked for.
    #[schemars(title = "申请复核")]
    Appealed(Appealed),
    /// Reviewed.
    #[schemars(title = "复核结论")]
    Reviewed(Concluded),
    /// Lifted.
    #[schemars(title = "解除否决")]
    Lifted(Lifted),
    /// Over.
    #[schemars(title = "否决期满")]
    Expired(Expire),
    /// No review was asked for.
    #[schemars(title = "复核期满")]
    Settled(Lapse),
    /// Planned.
    #[schemars(title = "制定整顿方案")]
    Planned(Planned),
    /// Carried out.
    #[schemars(title = "报告整顿情况")]
    Mended(Mended),
    /// Accepted or not.
    #[schemars(title = "验收")]
    Accepted(Accepted),
    /// Taken back.
    #[schemars(title = "会议决定撤回")]
    TakenBack(TakeBack),
}
