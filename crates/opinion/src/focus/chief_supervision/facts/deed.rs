//! What people bring: the payloads of actions.

use engine::{
    days::Day,
    dictionary,
    words::{FileId, MatterId, PersonId, PostId, Prose, Sealed, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 上级同一把手谈话的形式.
    TalkForms, "chief_talks"
);

/// Opened by the clock, or by the section where one is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Who heads the unit.
    #[schemars(title = "一把手")]
    pub person: PersonId,
    /// Which unit.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Of which year.
    #[schemars(title = "年度")]
    pub year: i16,
}

/// A decision about posts puts him at the head of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// Who.
    #[schemars(title = "一把手")]
    pub person: PersonId,
    /// Into which post.
    #[schemars(title = "职务")]
    pub post: PostId,
    /// From when.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// Something that he is first responsible for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// What.
    #[schemars(title = "第一责任事项", length(max = 200))]
    pub what: String,
    /// What he does about it within the year.
    #[schemars(title = "年度措施", length(max = 400))]
    pub measure: Prose,
}

/// 列责任清单.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Row by row.
    #[schemars(title = "第一责任人责任清单")]
    pub items: Vec<Charge>,
}

/// 谈话 by the superior.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Talk {
    /// When.
    #[schemars(title = "谈话日期")]
    pub day: Day,
    /// In what form.
    #[schemars(title = "谈话形式")]
    pub form: Term<TalkForms>,
    /// What was said.
    #[schemars(title = "谈话要点")]
    pub gist: Sealed<Prose>,
}

/// 与班子成员谈话 by the secretary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TalkMember {
    /// With whom.
    #[schemars(title = "班子成员")]
    pub member: PersonId,
    /// When.
    #[schemars(title = "谈话日期")]
    pub day: Day,
    /// What was said.
    #[schemars(title = "谈话要点")]
    pub gist: Sealed<Prose>,
}

/// A decision about posts brings somebody into the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// Whom.
    #[schemars(title = "班子成员")]
    pub person: PersonId,
    /// From when.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A decision about posts ends a seat in the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Whose.
    #[schemars(title = "班子成员")]
    pub person: PersonId,
    /// First day out of it.
    #[schemars(title = "离任日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A member who was not there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsentRow {
    /// Who.
    #[schemars(title = "班子成员")]
    pub member: PersonId,
    /// Why.
    #[schemars(title = "缺席原因", length(max = 100))]
    pub reason: String,
}

/// 班子集体谈话 by the superior.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TalkBody {
    /// When.
    #[schemars(title = "谈话日期")]
    pub day: Day,
    /// Members who were not there.
    #[serde(default)]
    #[schemars(title = "缺席人员", description = "全体到场的不填")]
    pub absent: Vec<AbsentRow>,
    /// What was said.
    #[schemars(title = "谈话要点")]
    pub gist: Sealed<Prose>,
}

/// 不再谈话: a member has left the body, or is away for long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// With whom.
    #[schemars(title = "班子成员")]
    pub member: PersonId,
    /// Why.
    #[schemars(title = "不再谈话的原因", length(max = 200))]
    pub reason: Prose,
}

/// 相互提醒 within the body; the chief is reminded as well as he reminds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remind {
    /// Who reminded.
    #[schemars(title = "提醒人")]
    pub from: PersonId,
    /// Who was reminded.
    #[schemars(title = "被提醒人")]
    pub to: PersonId,
    /// When.
    #[schemars(title = "提醒日期")]
    pub day: Day,
    /// Of what.
    #[schemars(title = "提醒内容")]
    pub gist: Sealed<Prose>,
}

/// How he gives account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Way {
    /// 会议述责述廉
    #[schemars(title = "会议述责述廉")]
    Meeting,
    /// 书面述责述廉
    #[schemars(title = "书面述责述廉")]
    Written,
}

impl Way {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Meeting => "会议述责述廉",
            Self::Written => "书面述责述廉",
        }
    }
}

/// 述责述廉.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deliver {
    /// When.
    #[schemars(title = "述责述廉日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "述责述廉方式")]
    pub way: Way,
    /// Before whom.
    #[schemars(title = "向哪个上级会议或机关", length(max = 60))]
    pub before: String,
    /// Carrying out his responsibility.
    #[schemars(title = "履行第一责任人责任情况", length(max = 4000))]
    pub duty: Prose,
    /// Being clean himself.
    #[schemars(title = "个人廉洁自律情况", length(max = 4000))]
    pub clean: Prose,
    /// What is wrong, and what he does about it.
    #[schemars(title = "存在问题和整改打算", length(max = 4000))]
    pub problems: Prose,
    /// The paper.
    #[serde(default)]
    #[schemars(title = "述责述廉报告")]
    pub paper: Option<FileId>,
}

/// A question put to him, and what he answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What was asked.
    #[schemars(title = "询问", length(max = 400))]
    pub asked: Prose,
    /// What he answered.
    #[schemars(title = "回答", length(max = 1000))]
    pub answered: Prose,
}

/// Ballots as the tellers counted them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Ballot {
    /// Handed out.
    #[schemars(title = "发出票数")]
    pub issued: u32,
    /// Come back.
    #[schemars(title = "收回票数")]
    pub returned: u32,
    /// Valid among these.
    #[schemars(title = "有效票数")]
    pub valid: u32,
    /// 好
    #[schemars(title = "好")]
    pub good: u32,
    /// 较好
    #[schemars(title = "较好")]
    pub fair: u32,
    /// 一般
    #[schemars(title = "一般")]
    pub ordinary: u32,
    /// 差
    #[schemars(title = "差")]
    pub poor: u32,
}

/// 评议.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// When.
    #[schemars(title = "评议日期")]
    pub day: Day,
    /// Questions and answers.
    #[serde(default)]
    #[schemars(title = "询问和回答", description = "会议述责述廉的至少填一项")]
    pub questions: Vec<Question>,
    /// Ballots.
    #[serde(default)]
    #[schemars(title = "评议票", description = "会议述责述廉的填写")]
    pub ballot: Option<Ballot>,
    /// What the superior says of it.
    #[schemars(title = "上级点评意见", length(max = 2000))]
    pub comment: Prose,
}

/// 反馈.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tell {
    /// When.
    #[schemars(title = "反馈日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "反馈方式", description = "当面、书面", length(max = 60))]
    pub way: String,
}

/// 本人说明.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What he says of it.
    #[schemars(title = "本人说明", length(max = 2000))]
    pub text: Prose,
}

/// A decision about posts ends his time as chief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// First day out of the post.
    #[schemars(title = "离任日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A decision about posts gives him another seat at the head of the same unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reseat {
    /// From when.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A decision about posts is taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Which.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// The clock: the year is over and nothing of it is owed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
}
