//! What can be done in a meeting.

use super::{Convening, Stance};
use engine::{
    days::{Day, HalfDay},
    words::{FileId, MatterId, PersonId, Prose, Sealed, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 到会情况.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Presence {
    /// 到会
    #[schemars(title = "到会")]
    Present,
    /// 请假
    #[schemars(title = "请假")]
    Excused,
    /// 缺席
    #[schemars(title = "缺席")]
    Absent,
}

/// One member's attendance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendanceRow {
    /// Who.
    #[schemars(title = "班子成员")]
    pub person: PersonId,
    /// Whether he is there.
    #[schemars(title = "到会情况")]
    pub presence: Presence,
    /// Why not.
    #[serde(default)]
    #[schemars(title = "原因", description = "没有到会的填写", length(max = 100))]
    pub reason: Option<String>,
}

/// 开会 and 续会: who is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    /// Who presides.
    #[schemars(title = "主持人")]
    pub chair: PersonId,
    /// Each member once.
    #[schemars(title = "到会人员")]
    pub attendance: Vec<AttendanceRow>,
}

/// Another time: 改期, and 休会 until then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Postpone {
    /// When.
    #[schemars(title = "改到何时")]
    pub at: HalfDay,
    /// Why.
    #[schemars(title = "原因", length(max = 200))]
    pub reason: Prose,
}

/// A reason in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why.
    #[schemars(title = "理由", length(max = 400))]
    pub reason: Prose,
}

/// 回避: a member leaves for an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recuse {
    /// For which item.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Who leaves.
    #[schemars(title = "回避人")]
    pub person: PersonId,
    /// Why.
    #[schemars(title = "回避事由", description = "如本人、亲属关系、利害关系", length(max = 100))]
    pub reason: String,
}

/// 书面意见 of a member who is not there; it is read out and not counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// On which item.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Whose.
    #[schemars(title = "未到会成员")]
    pub person: PersonId,
    /// What he wrote.
    #[schemars(title = "书面意见", length(max = 1000))]
    pub words: Prose,
}

/// One who agrees that an item is decided again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupporterRow {
    /// Who.
    #[schemars(title = "同意复议的成员")]
    pub person: PersonId,
}

/// 同意复议.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// Which item.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Who agrees.
    #[schemars(title = "同意复议的成员")]
    pub supporters: Vec<SupporterRow>,
}

/// One member's words and vote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpeechRow {
    /// Who.
    #[schemars(title = "发言人")]
    pub person: PersonId,
    /// How he votes; nothing where the ballot is secret.
    #[serde(default)]
    #[schemars(title = "表态", description = "无记名投票的不填")]
    pub stance: Option<Stance>,
    /// What he says.
    #[serde(default)]
    #[schemars(title = "发言要点", length(max = 1000))]
    pub words: Option<Prose>,
}

/// 发言表态, in the order in which they speak.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speak {
    /// On which item.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Who, in order.
    #[schemars(title = "发言表态", description = "按发言先后逐行填写，主要负责人最后")]
    pub speeches: Vec<SpeechRow>,
}

/// Votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Tally {
    /// 同意
    #[schemars(title = "同意票")]
    pub agree: u32,
    /// 不同意
    #[schemars(title = "不同意票")]
    pub against: u32,
    /// 缓议
    #[schemars(title = "缓议票")]
    pub defer: u32,
}

/// 表决结果.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Verdict {
    /// 通过
    #[schemars(title = "通过")]
    Passed,
    /// 不通过
    #[schemars(title = "不通过")]
    Rejected,
    /// 缓议
    #[schemars(title = "缓议")]
    Deferred,
}

/// Something to be done after a decision, by a unit or by a member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskRow {
    /// What.
    #[schemars(title = "办理事项", length(max = 200))]
    pub what: String,
    /// Which person.
    #[serde(default)]
    #[schemars(title = "责任人", description = "责任人和责任单位填一项")]
    pub person: Option<PersonId>,
    /// Which unit.
    #[serde(default)]
    #[schemars(title = "责任单位")]
    pub unit: Option<UnitId>,
    /// By when.
    #[schemars(title = "完成期限")]
    pub by: Day,
}

/// 宣布表决结果.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolve {
    /// Of which item.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// What the chair announced.
    #[schemars(title = "表决结果")]
    pub result: Verdict,
    /// The count of a secret ballot.
    #[serde(default)]
    #[schemars(title = "无记名投票计票", description = "其他表决方式按表态自动计票，不填")]
    pub tally: Option<Tally>,
    /// What was decided.
    #[schemars(title = "决定内容", length(max = 2000))]
    pub words: Prose,
    /// What follows.
    #[serde(default)]
    #[schemars(title = "落实事项")]
    pub tasks: Vec<TaskRow>,
    /// What is not for everybody who sees the minutes.
    #[serde(default)]
    #[schemars(title = "不宜写入纪要的记录", length(max = 2000))]
    pub confidential: Option<Sealed<Prose>>,
}

/// 暂缓表决 and 撤回议题: taken off this meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Which item.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Why.
    #[schemars(title = "暂缓或者撤回的理由", description = "如分歧较大、情况不清", length(max = 400))]
    pub reason: Prose,
}

/// 个人保留意见.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reserve {
    /// On which item.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Who.
    #[schemars(title = "保留意见的成员")]
    pub person: PersonId,
    /// What he holds.
    #[schemars(title = "保留意见", length(max = 1000))]
    pub words: Prose,
}

/// 散会.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// A remark.
    #[serde(default)]
    #[schemars(title = "备注", length(max = 400))]
    pub note: Option<Prose>,
}

/// 签发纪要.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// A remark.
    #[serde(default)]
    #[schemars(title = "签发意见", length(max = 400))]
    pub note: Option<Prose>,
    /// The original record.
    #[serde(default)]
    #[schemars(title = "会议原始记录")]
    pub paper: Option<FileId>,
}

/// 落实完成.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finish {
    /// Which task.
    #[schemars(title = "落实事项序号")]
    pub task: u32,
    /// When.
    #[schemars(title = "完成日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "落实情况", length(max = 1000))]
    pub words: Prose,
    /// Its paper.
    #[serde(default)]
    #[schemars(title = "佐证材料")]
    pub paper: Option<FileId>,
}

/// 调整落实期限.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Which task.
    #[schemars(title = "落实事项序号")]
    pub task: u32,
    /// The new day.
    #[schemars(title = "新的期限")]
    pub by: Day,
    /// Why.
    #[schemars(title = "理由", length(max = 400))]
    pub reason: Prose,
}

/// A later meeting has decided an item again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Supersede {
    /// Which item of this meeting.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// By which meeting.
    #[schemars(title = "复议会议")]
    pub meeting: MatterId,
    /// When.
    #[schemars(title = "复议日期")]
    pub day: Day,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A meeting is called.
    #[schemars(title = "通知会议")]
    Convene(Convening),
    /// Its agenda is changed before it begins.
    #[schemars(title = "调整会议安排")]
    Revise(Convening),
    /// It is held at another time.
    #[schemars(title = "改期")]
    Postpone(Postpone),
    /// It is not held.
    #[schemars(title = "取消会议")]
    Cancel(Reason),
    /// It begins.
    #[schemars(title = "开会")]
    Start(Sitting),
    /// A member leaves for an item.
    #[schemars(title = "登记回避")]
    Recuse(Recuse),
    /// An absent member's paper is read out.
    #[schemars(title = "登记书面意见")]
    Write(Written),
    /// Members agree that an item is decided again.
    #[schemars(title = "登记同意复议")]
    Support(Support),
    /// Members speak and vote.
    #[schemars(title = "记录发言表态")]
    Speak(Speak),
    /// The result is announced.
    #[schemars(title = "宣布表决结果")]
    Resolve(Resolve),
    /// An item is taken off.
    #[schemars(title = "暂缓表决或者撤回议题")]
    Withdraw(Withdraw),
    /// A member keeps his own opinion.
    #[schemars(title = "登记个人保留意见")]
    Reserve(Reserve),
    /// The meeting pauses.
    #[schemars(title = "休会")]
    Adjourn(Postpone),
    /// It goes on.
    #[schemars(title = "续会")]
    Resit(Sitting),
    /// It ends.
    #[schemars(title = "散会")]
    Close(Close),
    /// The minutes are signed.
    #[schemars(title = "签发纪要")]
    Sign(Sign),
    /// A task is done.
    #[schemars(title = "报告落实情况")]
    Finish(Finish),
    /// A task is given another day.
    #[schemars(title = "调整落实期限")]
    Move(Move),
    /// A later meeting has decided again.
    #[schemars(title = "复议改变")]
    Supersede(Supersede),
}
