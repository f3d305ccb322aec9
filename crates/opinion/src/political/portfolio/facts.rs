//! What is known of a division of work, what can be done, what has happened.

use engine::{
    days::Day,
    words::{MatterId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

engine::dictionary!(
    /// 五个不直接分管: 财务, 人事, 工程建设, 物资采购, 行政审批.
    FiveDuties,
    "five_duties"
);

/// A line of the table as it is entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Who.
    #[schemars(title = "班子成员")]
    pub member: PersonId,
    /// In charge of what.
    #[schemars(title = "分管工作", length(max = 400))]
    pub charge: Prose,
    /// Which of the five are in his direct charge.
    #[serde(default)]
    #[schemars(title = "直接分管的五项工作")]
    pub five: Vec<Term<FiveDuties>>,
    /// Who stands in for him.
    #[serde(default)]
    #[schemars(title = "B角")]
    pub partner: Option<PersonId>,
    /// Why he is in charge only for a time: a seat is vacant.
    #[serde(default)]
    #[schemars(title = "临时分管理由", description = "班子缺员，由正职暂管五项工作的填写", length(max = 200))]
    pub temporary: Option<Prose>,
    /// The last day of it.
    #[serde(default)]
    #[schemars(title = "临时分管至")]
    pub until: Option<Day>,
}

/// 登记分工: the first table of a unit that has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enter {
    /// Whose.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// The table.
    #[schemars(title = "分工")]
    pub table: Divide,
}

/// 分工: a whole table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Divide {
    /// The first day on which it holds.
    #[schemars(title = "起始日期")]
    pub from: Day,
    /// The meeting that decided on it.
    #[schemars(title = "研究日期")]
    pub decided_on: Day,
    /// The meeting or the document.
    #[schemars(title = "依据", description = "会议名称或分工文件文号", length(max = 100))]
    pub document: String,
    /// Its lines.
    #[schemars(title = "分工", length(min = 1))]
    pub rows: Vec<Row>,
}

/// 报送备案.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// When the discipline organ got its copy.
    #[schemars(title = "报纪委监委日期")]
    pub discipline: Day,
    /// When the department got its copy.
    #[schemars(title = "报组织部日期")]
    pub organization: Day,
    /// Who signed for them.
    #[serde(default)]
    #[schemars(title = "签收人", length(max = 60))]
    pub receiver: Option<String>,
}

/// The clock opens the register of a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Whose.
    #[schemars(title = "单位")]
    pub unit: UnitId,
}

/// What makes a table outlived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum GapKind {
    /// A member left.
    #[schemars(title = "成员离任")]
    Left,
    /// A member joined, or became chief.
    #[schemars(title = "成员到任")]
    Joined,
    /// A temporary charge has run out.
    #[schemars(title = "临时分管期满")]
    Lapsed,
}

/// Why the work is to be divided again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// What happened.
    #[schemars(title = "事由")]
    pub kind: GapKind,
    /// To whom.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// In words.
    #[schemars(title = "说明")]
    pub words: String,
    /// From which day on.
    #[schemars(title = "日期")]
    pub day: Day,
    /// The decision about posts, where there is one.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
}

/// A decision about posts that was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// The unit ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The first day on which it is no more.
    #[schemars(title = "日期")]
    pub day: Day,
    /// By which document.
    #[schemars(title = "依据")]
    pub document: String,
}

/// The unit is there again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// By which document.
    #[schemars(title = "依据")]
    pub document: String,
}

/// The unit bears another name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The name.
    #[schemars(title = "新名称")]
    pub name: String,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 登记分工
    #[schemars(title = "登记分工")]
    Enter(Enter),
    /// 重新分工
    #[schemars(title = "分工")]
    Divide(Divide),
    /// 报送备案
    #[schemars(title = "报送备案")]
    File(File),
    /// 开启分工台账
    #[schemars(title = "开启分工台账")]
    Open(Open),
    /// 须重新分工
    #[schemars(title = "须重新分工")]
    FindGap(Gap),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undo(Cause),
    /// 单位撤并
    #[schemars(title = "单位撤并")]
    Close(Close),
    /// 单位恢复
    #[schemars(title = "单位恢复")]
    Reopen(Reopen),
    /// 单位更名
    #[schemars(title = "单位更名")]
    Rename(Rename),
}

/// A line of a table, with the words of its day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Who.
    #[schemars(title = "班子成员", extend("x-hidden" = true))]
    pub member: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "职务")]
    pub post: String,
    /// In charge of what.
    #[schemars(title = "分管工作")]
    pub charge: String,
    /// Which of the five.
    #[schemars(title = "五项工作代码", extend("x-hidden" = true))]
    pub five: Vec<Term<FiveDuties>>,
    /// The same in words.
    #[schemars(title = "直接分管的五项工作")]
    pub five_words: String,
    /// Who stands in for him.
    #[schemars(title = "B角", extend("x-hidden" = true))]
    pub partner: Option<PersonId>,
    /// His name.
    #[schemars(title = "B角姓名")]
    pub partner_name: String,
    /// Why only for a time.
    #[schemars(title = "临时分管理由")]
    pub temporary: Option<Prose>,
    /// The last day of it.
    #[schemars(title = "临时分管至")]
    pub until: Option<Day>,
    /// The first day on which he is out of the body.
    #[schemars(title = "离任日期")]
    pub left: Option<Day>,
}

/// A table: who was in charge of what, from one day until another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Edition {
    /// The first day on which it holds.
    #[schemars(title = "起始日期")]
    pub from: Day,
    /// The last day; nothing while it holds.
    #[schemars(title = "截止日期")]
    pub to: Option<Day>,
    /// When it was decided on.
    #[schemars(title = "研究日期")]
    pub decided_on: Day,
    /// The meeting or the document.
    #[schemars(title = "依据")]
    pub document: String,
    /// Its lines, in official order.
    #[schemars(title = "分工")]
    pub entries: Vec<Entry>,
    /// What to mind.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
    /// When it was sent where it is filed.
    #[schemars(title = "备案")]
    pub filed: Option<Filed>,
}

/// Sent where it is filed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Filed {
    /// What was entered.
    #[schemars(title = "报送情况")]
    pub file: File,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Whose.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位名称", extend("x-hidden" = true))]
    pub unit_name: String,
    /// The day.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// A table, decided on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decided {
    /// The table.
    #[schemars(title = "分工表")]
    pub edition: Edition,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// Closed with its unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// The first day on which the unit is no more.
    #[schemars(title = "停用日期")]
    pub day: Day,
    /// By which document.
    #[schemars(title = "依据")]
    pub document: String,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启分工台账
    #[schemars(title = "开启分工台账")]
    Opened(Opened),
    /// 分工
    #[schemars(title = "分工")]
    Divided(Decided),
    /// 报送备案
    #[schemars(title = "报送备案")]
    Filed(Filed),
    /// 须重新分工
    #[schemars(title = "须重新分工")]
    GapFound(Gap),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undone(Cause),
    /// 单位撤并
    #[schemars(title = "单位撤并")]
    Closed(Closed),
    /// 单位恢复
    #[schemars(title = "单位恢复")]
    Reopened(Reopen),
    /// 单位更名
    #[schemars(title = "单位更名")]
    Renamed(Rename),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Whose, and since when.
    #[schemars(title = "台账")]
    pub opened: Opened,
    /// The unit's name as it is.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// The last table.
    #[schemars(title = "现行分工")]
    pub current: Option<Edition>,
    /// Those before it, oldest first.
    #[schemars(title = "以往分工")]
    pub earlier: Vec<Edition>,
    /// Why the work is to be divided again.
    #[schemars(title = "待重新分工")]
    pub gaps: Vec<Gap>,
    /// Closed with its unit.
    #[schemars(title = "停用")]
    pub closed: Option<Closed>,
}
