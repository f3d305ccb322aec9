//! What is known of a branch's quarter, what can be done, what has happened.

use crate::daily::inspection_plan::Quarter;
use engine::{
    days::Day,
    words::{MatterId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

engine::dictionary!(
    /// 支部党员大会, 支部委员会, 党小组会, 党课, 主题党日 …
    SessionKinds,
    "party_sessions"
);
engine::dictionary!(
    /// Why a member was not there.
    AbsenceReasons,
    "party_absence_reasons"
);

/// The clock opens the term of a branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Which branch.
    #[schemars(title = "支部")]
    pub branch: MatterId,
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// Which quarter.
    #[schemars(title = "季度")]
    pub quarter: Quarter,
}

/// A leading cadre at a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendanceRow {
    /// Who.
    #[schemars(title = "党员领导干部")]
    pub person: PersonId,
    /// Whether he was there.
    #[serde(default)]
    #[schemars(title = "到会")]
    pub present: bool,
    /// Why he was not.
    #[serde(default)]
    #[schemars(title = "缺席原因")]
    pub reason: Option<Term<AbsenceReasons>>,
}

/// 登记活动.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enter {
    /// Of which kind.
    #[schemars(title = "活动")]
    pub kind: Term<SessionKinds>,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
    /// Of which group.
    #[serde(default)]
    #[schemars(title = "党小组", description = "党小组会填写；其他活动全支部开展的不填")]
    pub group: Option<String>,
    /// About what.
    #[schemars(title = "主题", length(max = 200))]
    pub theme: String,
    /// The leading cadres who were to be there.
    #[serde(default)]
    #[schemars(title = "党员领导干部到会情况")]
    pub leaders: Vec<AttendanceRow>,
    /// How many of the others were there.
    #[schemars(title = "其他党员到会人数")]
    pub others: u32,
    /// For which month it is held late.
    #[serde(default)]
    #[schemars(title = "补开哪个月", description = "补开以前月份的填月份，当月的不填", range(min = 1, max = 12))]
    pub month: Option<u8>,
}

/// 撤销登记的活动.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Which.
    #[schemars(title = "活动序号")]
    pub session: u32,
    /// Why.
    #[schemars(title = "理由", length(max = 200))]
    pub reason: Prose,
}

/// 补课: a leading cadre makes up for what he missed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeUp {
    /// Which session.
    #[schemars(title = "活动序号")]
    pub session: u32,
    /// Who.
    #[schemars(title = "党员领导干部")]
    pub person: PersonId,
    /// When.
    #[schemars(title = "补课日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "补课方式和内容", length(max = 200))]
    pub how: Prose,
}

/// 说明未开.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Explain {
    /// What was not held.
    #[schemars(title = "安排序号")]
    pub item: u32,
    /// Why, and what becomes of it.
    #[schemars(title = "未开原因和处理", length(max = 400))]
    pub reason: Prose,
}

/// The clock: the time for entering is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseTerm {
    /// The last day of the quarter.
    #[schemars(title = "季度末日")]
    pub day: Day,
}

/// The clock: the branch is no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndBranch {
    /// The first day on which it is no more.
    #[schemars(title = "撤并日期")]
    pub day: Day,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启季度组织生活
    #[schemars(title = "开启季度组织生活")]
    Open(Open),
    /// 登记活动
    #[schemars(title = "登记活动")]
    Enter(Enter),
    /// 撤销登记的活动
    #[schemars(title = "撤销登记的活动")]
    Withdraw(Withdraw),
    /// 登记补课
    #[schemars(title = "登记补课")]
    MakeUp(MakeUp),
    /// 说明未开
    #[schemars(title = "说明未开")]
    Explain(Explain),
    /// 季度结束
    #[schemars(title = "季度结束")]
    CloseTerm(CloseTerm),
    /// 支部撤并
    #[schemars(title = "支部撤并")]
    EndBranch(EndBranch),
}

/// What the branch owes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Its number.
    #[schemars(title = "序号")]
    pub number: u32,
    /// Of which kind, by code.
    #[schemars(title = "活动代码", extend("x-hidden" = true))]
    pub kind: String,
    /// The same in words.
    #[schemars(title = "活动")]
    pub title: String,
    /// Of which group.
    #[schemars(title = "党小组")]
    pub group: Option<String>,
    /// Within which time, in words.
    #[schemars(title = "时段")]
    pub span: String,
    /// From which day on it counts.
    #[schemars(title = "自", extend("x-hidden" = true))]
    pub from: Day,
    /// The last day.
    #[schemars(title = "应开至")]
    pub to: Day,
    /// Asked for «in general»: its absence is shown and breaches nothing.
    #[schemars(title = "一般要求")]
    pub general: bool,
    /// How often.
    #[schemars(title = "应开次数")]
    pub needed: u32,
    /// The limit that says so.
    #[schemars(title = "限额", extend("x-hidden" = true))]
    pub limit: String,
    /// The sessions that were held for it.
    #[schemars(title = "已开场次")]
    pub held: Vec<u32>,
    /// Where it was held in an earlier quarter of the year.
    #[schemars(title = "此前已开")]
    pub before: Option<String>,
    /// Why it was not held.
    #[schemars(title = "未开原因和处理")]
    pub explained: Option<Prose>,
}

/// A leading cadre at a session, with the words of its day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attended {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Whether he was there.
    #[schemars(title = "到会")]
    pub present: bool,
    /// Why he was not.
    #[schemars(title = "缺席原因")]
    pub reason: String,
    /// When he made up for it.
    #[schemars(title = "补课日期")]
    pub made_up: Option<Day>,
}

/// A session that was held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    /// Its number.
    #[schemars(title = "活动序号")]
    pub number: u32,
    /// Of which kind, by code.
    #[schemars(title = "活动代码", extend("x-hidden" = true))]
    pub kind: String,
    /// The same in words.
    #[schemars(title = "活动")]
    pub title: String,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
    /// Of which group.
    #[schemars(title = "党小组")]
    pub group: Option<String>,
    /// About what.
    #[schemars(title = "主题")]
    pub theme: String,
    /// How many were to be there.
    #[schemars(title = "应到")]
    pub entitled: u32,
    /// How many were.
    #[schemars(title = "实到")]
    pub present: u32,
    /// The leading cadres.
    #[schemars(title = "党员领导干部")]
    pub attendance: Vec<Attended>,
    /// What it was held for.
    #[schemars(title = "对应安排序号")]
    pub item: Option<u32>,
    /// What to mind.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Which branch.
    #[schemars(title = "支部")]
    pub branch: MatterId,
    /// Its name.
    #[schemars(title = "支部名称")]
    pub branch_name: String,
    /// In which unit.
    #[schemars(title = "所在单位")]
    pub unit: UnitId,
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// Which quarter.
    #[schemars(title = "季度")]
    pub quarter: Quarter,
    /// The first day.
    #[schemars(title = "自")]
    pub from: Day,
    /// The last day.
    #[schemars(title = "至")]
    pub to: Day,
    /// The branch as it was then, in words.
    #[schemars(title = "支部情况")]
    pub structure: String,
    /// Its leading cadres then.
    #[schemars(title = "党员领导干部", extend("x-hidden" = true))]
    pub leaders: Vec<PersonId>,
    /// What it owes.
    #[schemars(title = "应开安排", extend("x-hidden" = true))]
    pub items: Vec<Item>,
}

/// A session, entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entered {
    /// The session.
    #[schemars(title = "活动")]
    pub session: Session,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// A session that was not one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawn {
    /// What was entered.
    #[schemars(title = "撤销")]
    pub withdraw: Withdraw,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// Made up for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MadeUp {
    /// What was entered.
    #[schemars(title = "补课")]
    pub make_up: MakeUp,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
}

/// Explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explained {
    /// What was entered.
    #[schemars(title = "说明")]
    pub explain: Explain,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// The quarter is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TermClosed {
    /// Its last day.
    #[schemars(title = "季度末日")]
    pub day: Day,
    /// What was not held, in words.
    #[schemars(title = "未开")]
    pub missing: Vec<String>,
    /// The same of what is asked for in general.
    #[schemars(title = "一般要求未开")]
    pub warned: Vec<String>,
}

/// The branch is no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BranchEnded {
    /// The first day on which it is no more.
    #[schemars(title = "撤并日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启季度组织生活
    #[schemars(title = "开启季度组织生活")]
    Opened(Box<Opened>),
    /// 登记活动
    #[schemars(title = "登记活动")]
    Entered(Box<Entered>),
    /// 撤销登记的活动
    #[schemars(title = "撤销登记的活动")]
    Withdrawn(Withdrawn),
    /// 登记补课
    #[schemars(title = "登记补课")]
    MadeUp(MadeUp),
    /// 说明未开
    #[schemars(title = "说明未开")]
    Explained(Explained),
    /// 季度结束
    #[schemars(title = "季度结束")]
    TermClosed(TermClosed),
    /// 支部撤并
    #[schemars(title = "支部撤并")]
    BranchEnded(BranchEnded),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Which branch and quarter.
    #[schemars(title = "季度组织生活")]
    pub opened: Opened,
    /// What it owes.
    #[schemars(title = "应开安排")]
    pub items: Vec<Item>,
    /// What was held.
    #[schemars(title = "已开活动")]
    pub sessions: Vec<Session>,
    /// The number of the last session.
    #[schemars(title = "末号", extend("x-hidden" = true))]
    pub last: u32,
    /// The day that ended it.
    #[schemars(title = "结束日期")]
    pub closed: Option<Day>,
}
