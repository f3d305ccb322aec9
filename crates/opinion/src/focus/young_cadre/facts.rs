//! What is known of a young cadre's time on the list, what can be done, what has happened.

use super::lesson::{Attend, Attended, Educate, Educated, Given, Miss, Missed};
use engine::{
    days::Day,
    dictionary,
    words::{MatterId, PersonId, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 列入年轻干部名册的原因: 新入职, 新提拔, 新入党.
    Grounds, "young_grounds"
);
dictionary!(
    /// 四小四大关注清单.
    FourSmalls, "four_smalls"
);

/// 列入名册.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListCadre {
    /// Who.
    #[schemars(title = "干部")]
    pub person: PersonId,
    /// Why.
    #[schemars(title = "列入原因")]
    pub ground: Term<Grounds>,
    /// When he entered, was promoted or joined.
    #[schemars(title = "入职、提拔或入党日期")]
    pub day: Day,
}

/// A decision about posts promotes a young cadre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Promote {
    /// Who.
    #[schemars(title = "干部")]
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

/// 增加列入原因.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relist {
    /// Why.
    #[schemars(title = "列入原因")]
    pub ground: Term<Grounds>,
    /// When he entered, was promoted or joined.
    #[schemars(title = "入职、提拔或入党日期")]
    pub day: Day,
    /// The decision, where it is about posts.
    #[serde(default)]
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
}

/// Something to look at, with its facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Which of the four.
    #[schemars(title = "关注事项")]
    pub item: Term<FourSmalls>,
    /// What happened.
    #[schemars(title = "具体事实", description = "写时间、地点、事情，不写评价", length(max = 400))]
    pub facts: Prose,
}

/// 谈心谈话.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Talk {
    /// When.
    #[schemars(title = "谈话日期")]
    pub day: Day,
    /// His thoughts.
    #[schemars(title = "思想动态", length(max = 1000))]
    pub thought: Prose,
    /// His work.
    #[schemars(title = "工作情况", length(max = 1000))]
    pub work: Prose,
    /// His life.
    #[schemars(title = "生活情况", description = "只写本人情况，不写家庭成员信息", length(max = 1000))]
    pub life: Prose,
    /// What to look at.
    #[serde(default)]
    #[schemars(title = "四小四大关注事项")]
    pub notes: Vec<Note>,
}

/// How something noted is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Remedy {
    /// 提醒谈话
    #[schemars(title = "提醒谈话")]
    Reminder,
    /// 批评教育
    #[schemars(title = "批评教育")]
    Criticism,
    /// 经了解不需提醒
    #[schemars(title = "经了解不需提醒")]
    None,
}

impl Remedy {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reminder => "提醒谈话",
            Self::Criticism => "批评教育",
            Self::None => "经了解不需提醒",
        }
    }
}

/// 提醒.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remind {
    /// Which.
    #[schemars(title = "关注事项序号")]
    pub number: u32,
    /// How.
    #[schemars(title = "处理方式")]
    pub remedy: Remedy,
    /// When.
    #[schemars(title = "办理日期")]
    pub day: Day,
    /// What was said, or why nothing had to be.
    #[schemars(title = "情况", description = "谈话要点；不需提醒的写明理由", length(max = 1000))]
    pub text: Prose,
}

/// 本人说明.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// About which.
    #[schemars(title = "关注事项序号")]
    pub number: u32,
    /// What he says.
    #[schemars(title = "本人说明", length(max = 1000))]
    pub text: Prose,
}

/// He is in another unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// In which post.
    #[schemars(title = "职务")]
    pub post: PostId,
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

/// 出册.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// From when.
    #[schemars(title = "出册日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "出册原因", description = "离职、退休、列入有误等", length(max = 200))]
    pub reason: Prose,
    /// The decision about posts from which it follows.
    #[serde(default)]
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
}

/// The clock: he is no longer young.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgedOut {
    /// The last day on which he was.
    #[schemars(title = "超龄前一日")]
    pub last: Day,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 列入名册
    #[schemars(title = "列入名册")]
    List(ListCadre),
    /// 新提拔列入
    #[schemars(title = "新提拔列入")]
    Promote(Promote),
    /// 增加列入原因
    #[schemars(title = "增加列入原因")]
    Relist(Relist),
    /// 记入廉政教育
    #[schemars(title = "记入廉政教育")]
    Educate(Educate),
    /// 参加廉政教育课
    #[schemars(title = "参加廉政教育课")]
    Attend(Attend),
    /// 廉政教育课更正
    #[schemars(title = "廉政教育课更正")]
    Miss(Miss),
    /// 谈心谈话
    #[schemars(title = "谈心谈话")]
    Talk(Talk),
    /// 记入关注事项
    #[schemars(title = "记入关注事项")]
    Notice(Note),
    /// 提醒处理
    #[schemars(title = "提醒处理")]
    Remind(Remind),
    /// 本人说明
    #[schemars(title = "本人说明")]
    State(Statement),
    /// 调动
    #[schemars(title = "任职变动")]
    Move(Move),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undo(Cause),
    /// 出册
    #[schemars(title = "出册")]
    Release(Release),
    /// 超龄出册
    #[schemars(title = "超龄出册")]
    AgeOut(AgedOut),
}

/// Why he is on the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ground {
    /// Its code.
    #[schemars(title = "列入原因", extend("x-hidden" = true))]
    pub code: String,
    /// Its word.
    #[schemars(title = "列入原因")]
    pub word: String,
    /// When he entered, was promoted or joined.
    #[schemars(title = "发生日期")]
    pub day: Day,
    /// From when education is owed: the day on which it was known here.
    #[schemars(title = "列入日期")]
    pub since: Day,
    /// The decision.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
}

/// Where he is, and who talks with him.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Moved {
    /// Which unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位")]
    pub unit_name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// He heads it himself: the leader in charge of the unit talks with him.
    #[schemars(title = "本人为主要负责人")]
    pub heads: bool,
    /// From when.
    #[schemars(title = "自")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
}

/// Listed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Where he is.
    #[schemars(title = "单位和职务")]
    pub place: Moved,
    /// Why.
    #[schemars(title = "列入原因")]
    pub ground: Ground,
    /// The last day on which he is young.
    #[schemars(title = "超龄前一日")]
    pub last: Option<Day>,
}

/// Listed for one more reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relisted {
    /// Why.
    #[schemars(title = "列入原因")]
    pub ground: Ground,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attention {
    /// Its number.
    #[schemars(title = "序号")]
    pub number: u32,
    /// Which of the four.
    #[schemars(title = "关注事项")]
    pub word: String,
    /// What happened.
    #[schemars(title = "具体事实")]
    pub facts: Prose,
    /// When it was noted.
    #[schemars(title = "记入日期")]
    pub day: Day,
    /// What the person said.
    #[schemars(title = "本人说明")]
    pub stated: Vec<Prose>,
    /// What was done.
    #[schemars(title = "处理")]
    pub remedy: Option<Remind>,
}

/// Talked with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Talked {
    /// What was said.
    #[schemars(title = "谈话")]
    pub talk: Talk,
    /// By whom.
    #[schemars(title = "谈话人")]
    pub by: String,
    /// In which unit.
    #[schemars(title = "谈话单位")]
    pub unit: String,
    /// What was noted in it.
    #[schemars(title = "关注事项")]
    pub noted: Vec<Attention>,
}

/// Noted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Noted {
    /// What.
    #[schemars(title = "关注事项")]
    pub attention: Attention,
}

/// Reminded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reminded {
    /// What was done.
    #[schemars(title = "处理")]
    pub remind: Remind,
    /// By whom.
    #[schemars(title = "办理人")]
    pub by: String,
}

/// The person said something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stated {
    /// What.
    #[schemars(title = "本人说明")]
    pub statement: Statement,
    /// When.
    #[schemars(title = "说明日期")]
    pub day: Day,
}

/// A decision about posts was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Undone {
    /// Which.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: MatterId,
    /// Where he is without it.
    #[schemars(title = "单位和职务")]
    pub place: Option<Moved>,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// Off the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Released {
    /// From when, and why.
    #[schemars(title = "出册")]
    pub release: Release,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 列入名册
    #[schemars(title = "列入名册")]
    Listed(Box<Listed>),
    /// 增加列入原因
    #[schemars(title = "增加列入原因")]
    Relisted(Relisted),
    /// 廉政教育
    #[schemars(title = "廉政教育")]
    Educated(Educated),
    /// 参加廉政教育课
    #[schemars(title = "参加廉政教育课")]
    Attended(Box<Attended>),
    /// 廉政教育课更正
    #[schemars(title = "廉政教育课更正")]
    Missed(Missed),
    /// 谈心谈话
    #[schemars(title = "谈心谈话")]
    Talked(Talked),
    /// 记入关注事项
    #[schemars(title = "记入关注事项")]
    Noted(Noted),
    /// 提醒处理
    #[schemars(title = "提醒处理")]
    Reminded(Reminded),
    /// 本人说明
    #[schemars(title = "本人说明")]
    Stated(Stated),
    /// 任职变动
    #[schemars(title = "任职变动")]
    Moved(Moved),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undone(Undone),
    /// 出册
    #[schemars(title = "出册")]
    Released(Released),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Where he is.
    #[schemars(title = "单位和职务")]
    pub place: Moved,
    /// Why he is on the list.
    #[schemars(title = "列入原因")]
    pub grounds: Vec<Ground>,
    /// The last day on which he is young.
    #[schemars(title = "超龄前一日")]
    pub last: Option<Day>,
    /// Lessons, oldest first.
    #[schemars(title = "廉政教育")]
    pub lessons: Vec<Given>,
    /// Talks, oldest first.
    #[schemars(title = "谈心谈话")]
    pub talks: Vec<Talked>,
    /// What was noted.
    #[schemars(title = "关注事项")]
    pub attention: Vec<Attention>,
    /// Off the list.
    #[schemars(title = "出册")]
    pub released: Option<Release>,
}
