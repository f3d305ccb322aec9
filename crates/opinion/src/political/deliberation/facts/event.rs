//! What has happened in a meeting.

use super::{Agenda, Attended, Finish};
use super::{
    Convening, Move, Postpone, Reason, Reserve, Sign, Speech, Supersede, Tally, Task, Verdict, Withdraw, Written,
};
use engine::{
    days::Day,
    words::{MatterId, PersonId, Prose, Sealed},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Called, or called anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Convened {
    /// Its id, by which its decisions are known.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// What was entered.
    #[schemars(title = "会议安排")]
    pub convening: Convening,
    /// What follows from it, in the words of the day.
    #[schemars(title = "议程")]
    pub agenda: Agenda,
    /// The day of entry.
    #[schemars(title = "通知日期")]
    pub day: Day,
}

/// Begun, or gone on with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sat {
    /// Who presides.
    #[schemars(title = "主持人")]
    pub chair: PersonId,
    /// His name.
    #[schemars(title = "主持人姓名")]
    pub chair_name: String,
    /// Who is there.
    #[schemars(title = "到会人员")]
    pub attended: Vec<Attended>,
    /// The quorum, in words.
    #[schemars(title = "法定人数")]
    pub quorum: String,
    /// How many must be there for personnel.
    #[schemars(title = "人事议题须到会人数")]
    pub personnel_needs: u32,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// A member left for an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recused {
    /// Which.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Who.
    #[schemars(title = "回避人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "回避人")]
    pub name: String,
    /// Why.
    #[schemars(title = "回避事由")]
    pub reason: String,
}

/// A paper was read out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadOut {
    /// What was entered.
    #[schemars(title = "书面意见")]
    pub written: Written,
    /// Whose.
    #[schemars(title = "姓名")]
    pub name: String,
}

/// Enough members agreed to decide again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Supported {
    /// Which.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Who.
    #[schemars(title = "同意复议的成员")]
    pub names: Vec<String>,
}

/// Members spoke.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Spoken {
    /// On which item.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// Who and what, in order.
    #[schemars(title = "发言表态")]
    pub speeches: Vec<Speech>,
}

/// An item was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Resolved {
    /// Which.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// The result.
    #[schemars(title = "表决结果")]
    pub result: Verdict,
    /// The votes.
    #[schemars(title = "计票")]
    pub tally: Tally,
    /// How the result follows from them, in words.
    #[schemars(title = "计票依据")]
    pub basis: String,
    /// What was decided.
    #[schemars(title = "决定内容")]
    pub words: Prose,
    /// What follows.
    #[schemars(title = "落实事项")]
    pub tasks: Vec<Task>,
    /// What is not for the minutes.
    #[schemars(title = "不宜写入纪要的记录")]
    pub confidential: Option<Sealed<Prose>>,
    /// The day.
    #[schemars(title = "表决日期")]
    pub day: Day,
}

/// Closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// A remark.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
    /// The day.
    #[schemars(title = "散会日期")]
    pub day: Day,
}

/// The minutes were signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Signed {
    /// What was said.
    #[schemars(title = "签发")]
    pub sign: Sign,
    /// The day.
    #[schemars(title = "签发日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Called.
    #[schemars(title = "通知会议")]
    Convened(Convened),
    /// Called anew.
    #[schemars(title = "调整会议安排")]
    Revised(Convened),
    /// Another time.
    #[schemars(title = "改期")]
    Postponed(Postpone),
    /// Not held.
    #[schemars(title = "取消会议")]
    Cancelled(Reason),
    /// Begun.
    #[schemars(title = "开会")]
    Started(Sat),
    /// A member left.
    #[schemars(title = "回避")]
    Recused(Recused),
    /// A paper was read out.
    #[schemars(title = "书面意见")]
    ReadOut(ReadOut),
    /// To be decided again.
    #[schemars(title = "同意复议")]
    Supported(Supported),
    /// Members spoke.
    #[schemars(title = "发言表态")]
    Spoken(Spoken),
    /// Decided.
    #[schemars(title = "表决结果")]
    Resolved(Resolved),
    /// Taken off.
    #[schemars(title = "暂缓表决或者撤回")]
    Withdrawn(Withdraw),
    /// Somebody keeps his opinion.
    #[schemars(title = "个人保留意见")]
    Reserved(Reserve),
    /// Paused.
    #[schemars(title = "休会")]
    Adjourned(Postpone),
    /// Gone on with.
    #[schemars(title = "续会")]
    Resat(Sat),
    /// Ended.
    #[schemars(title = "散会")]
    Closed(Closed),
    /// Signed.
    #[schemars(title = "签发纪要")]
    Signed(Signed),
    /// A task is done.
    #[schemars(title = "落实完成")]
    Finished(Finish),
    /// A task has another day.
    #[schemars(title = "调整落实期限")]
    Moved(Move),
    /// Decided again elsewhere.
    #[schemars(title = "复议改变")]
    Superseded(Supersede),
}
