//! What is known of a meeting.

use super::{EmergencyRow, GuestRow, Method, Postpone, Presence, RevisitRow, Signed, Supersede, Tally, Verdict};
use engine::{
    days::{Day, HalfDay},
    words::{FileId, MatterId, PersonId, Prose, Sealed, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 表态.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Stance {
    /// 同意
    #[schemars(title = "同意")]
    Agree,
    /// 不同意
    #[schemars(title = "不同意")]
    Against,
    /// 缓议
    #[schemars(title = "缓议")]
    Defer,
}

/// A member and whether he is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attended {
    /// Who.
    #[schemars(title = "班子成员", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Whether he is there.
    #[schemars(title = "到会情况")]
    pub presence: Presence,
    /// Why not.
    #[schemars(title = "原因")]
    pub reason: Option<String>,
}

/// A member as he was when the meeting was called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// Who.
    #[schemars(title = "班子成员", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "职务")]
    pub post: String,
    /// Whether he is there.
    #[schemars(title = "到会情况")]
    pub presence: Option<Presence>,
    /// Why not.
    #[schemars(title = "未到会原因")]
    pub reason: Option<String>,
}

/// What one member said, and how he voted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Speech {
    /// Who.
    #[schemars(title = "发言人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "发言人")]
    pub name: String,
    /// His vote.
    #[schemars(title = "表态")]
    pub stance: Option<Stance>,
    /// His words.
    #[schemars(title = "发言要点")]
    pub words: Option<Prose>,
}

/// Something to be done after a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// Its number within the meeting.
    #[schemars(title = "序号")]
    pub number: u32,
    /// What.
    #[schemars(title = "办理事项")]
    pub what: String,
    /// Which person.
    #[schemars(title = "责任人", extend("x-hidden" = true))]
    pub person: Option<PersonId>,
    /// Which unit.
    #[schemars(title = "责任单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
    /// Who, in words.
    #[schemars(title = "责任人或者责任单位")]
    pub owner: String,
    /// By when.
    #[schemars(title = "完成期限")]
    pub by: Day,
    /// When it was done.
    #[schemars(title = "完成日期")]
    pub done: Option<Day>,
    /// How.
    #[schemars(title = "落实情况")]
    pub words: Option<Prose>,
    /// Its paper.
    #[schemars(title = "佐证材料")]
    pub paper: Option<FileId>,
}

/// Where an item comes from when it is not an ordinary one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Origin {
    /// 临机处置后报告
    #[schemars(title = "临机处置后报告")]
    Emergency(EmergencyRow),
    /// 复议
    #[schemars(title = "复议")]
    Revisit(RevisitRow),
}

/// An item and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Its number.
    #[schemars(title = "序号")]
    pub number: u32,
    /// What it is about.
    #[schemars(title = "议题")]
    pub title: String,
    /// What it is by 三重一大, in words.
    #[schemars(title = "类别")]
    pub topic: String,
    /// Whether the quorum of personnel counts.
    #[schemars(title = "须三分之二以上到会", extend("x-hidden" = true))]
    pub personnel: bool,
    /// The cadre it is about.
    #[schemars(title = "涉及干部编号", extend("x-hidden" = true))]
    pub subject: Option<PersonId>,
    /// His name.
    #[schemars(title = "涉及干部")]
    pub subject_name: Option<String>,
    /// How it is voted on.
    #[schemars(title = "表决方式")]
    pub method: Method,
    /// Who brings it.
    #[schemars(title = "汇报人")]
    pub presenter: Option<String>,
    /// The matter it decides.
    #[schemars(title = "对应事项", extend("x-hidden" = true))]
    pub about: Option<MatterId>,
    /// Where it comes from.
    #[schemars(title = "来由")]
    pub origin: Option<Origin>,
    /// Members who have to leave for it, and why.
    #[schemars(title = "须回避的成员", extend("x-hidden" = true))]
    pub to_recuse: Vec<PersonId>,
    /// Members who left.
    #[schemars(title = "回避")]
    pub recused: Vec<super::Recused>,
    /// Papers read out, which do not count.
    #[schemars(title = "书面意见（不计票）")]
    pub read_out: Vec<super::ReadOut>,
    /// Who agreed to decide it again.
    #[schemars(title = "同意复议的成员")]
    pub supporters: Vec<String>,
    /// Who spoke, in order.
    #[schemars(title = "发言表态")]
    pub speeches: Vec<Speech>,
    /// What was decided.
    #[schemars(title = "表决")]
    pub resolved: Option<Decision>,
    /// Why it was taken off.
    #[schemars(title = "暂缓或者撤回的理由")]
    pub withdrawn: Option<Prose>,
    /// Opinions kept.
    #[schemars(title = "个人保留意见")]
    pub reserved: Vec<super::Reserve>,
    /// The meeting that decided it again.
    #[schemars(title = "复议改变")]
    pub superseded: Option<Supersede>,
}

/// What a meeting decided on an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// The result.
    #[schemars(title = "表决结果")]
    pub result: Verdict,
    /// The votes.
    #[schemars(title = "计票")]
    pub tally: Tally,
    /// How it follows from them.
    #[schemars(title = "计票依据")]
    pub basis: String,
    /// In words.
    #[schemars(title = "决定内容")]
    pub words: Prose,
    /// What is not for the minutes.
    #[schemars(title = "不宜写入纪要的记录")]
    pub confidential: Option<Sealed<Prose>>,
    /// The day.
    #[schemars(title = "表决日期")]
    pub day: Day,
}

/// What follows from what was entered when the meeting was called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Agenda {
    /// The unit's name.
    #[schemars(title = "单位")]
    pub unit_name: String,
    /// Which body, in words.
    #[schemars(title = "会议名称")]
    pub body: String,
    /// In which form, in words.
    #[schemars(title = "会议形式")]
    pub form: String,
    /// Name of the chief.
    #[schemars(title = "主要负责人")]
    pub chief_name: String,
    /// Name of the recorder.
    #[schemars(title = "记录人")]
    pub recorder_name: String,
    /// The members.
    #[schemars(title = "应到人员")]
    pub members: Vec<Member>,
    /// The items.
    #[schemars(title = "议题")]
    pub items: Vec<Item>,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Its id.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Whose body.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// The unit's name.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// Which body.
    #[schemars(title = "会议名称")]
    pub body: String,
    /// In which form.
    #[schemars(title = "会议形式")]
    pub form: String,
    /// When.
    #[schemars(title = "会议时间")]
    pub at: HalfDay,
    /// Where.
    #[schemars(title = "地点")]
    pub place: String,
    /// Who speaks last.
    #[schemars(title = "主要负责人编号", extend("x-hidden" = true))]
    pub chief: PersonId,
    /// His name.
    #[schemars(title = "主要负责人")]
    pub chief_name: String,
    /// Who presides.
    #[schemars(title = "主持人编号", extend("x-hidden" = true))]
    pub chair: Option<PersonId>,
    /// His name.
    #[schemars(title = "主持人")]
    pub chair_name: Option<String>,
    /// Who writes it down.
    #[schemars(title = "记录人编号", extend("x-hidden" = true))]
    pub recorder: PersonId,
    /// His name.
    #[schemars(title = "记录人")]
    pub recorder_name: String,
    /// 应到.
    #[schemars(title = "应到人员")]
    pub members: Vec<Member>,
    /// The quorum, in words.
    #[schemars(title = "法定人数")]
    pub quorum: Option<String>,
    /// How many must be there for personnel.
    #[schemars(title = "人事议题须到会人数", extend("x-hidden" = true))]
    pub personnel_needs: u32,
    /// 列席.
    #[schemars(title = "列席人员")]
    pub guests: Vec<GuestRow>,
    /// The items.
    #[schemars(title = "议题")]
    pub items: Vec<Item>,
    /// What follows from the decisions.
    #[schemars(title = "落实事项")]
    pub tasks: Vec<Task>,
    /// The notice.
    #[schemars(title = "会议通知和材料")]
    pub paper: Option<FileId>,
    /// Days on which it sat.
    #[schemars(title = "开会日期")]
    pub sat_on: Vec<Day>,
    /// Until when it pauses.
    #[schemars(title = "休会")]
    pub adjourned: Option<Postpone>,
    /// When it ended.
    #[schemars(title = "散会日期")]
    pub closed: Option<Day>,
    /// Who signed the minutes, when.
    #[schemars(title = "签发")]
    pub signed: Option<Signed>,
    /// Why it was not held.
    #[schemars(title = "取消的理由")]
    pub cancelled: Option<Prose>,
}
