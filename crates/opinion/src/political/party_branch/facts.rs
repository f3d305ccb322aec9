//! What is known of a branch, what can be done, what has happened.

use engine::{
    days::Day,
    words::{MatterId, PersonId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 党小组.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupRow {
    /// Its name.
    #[schemars(title = "党小组名称", length(max = 40))]
    pub name: String,
    /// Its members.
    #[schemars(title = "党员人数", range(min = 1))]
    pub members: u32,
}

/// A leading cadre as an ordinary member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaderRow {
    /// Who.
    #[schemars(title = "党员领导干部")]
    pub person: PersonId,
    /// In which group.
    #[serde(default)]
    #[schemars(title = "所在党小组", description = "支部不设党小组的不填")]
    pub group: Option<String>,
    /// Whether he is of the committee.
    #[serde(default)]
    #[schemars(title = "是支部委员")]
    pub committee: bool,
}

/// 登记支部.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// In which unit.
    #[schemars(title = "所在单位")]
    pub unit: UnitId,
    /// The branch as it is.
    #[schemars(title = "支部情况")]
    pub branch: Change,
    /// Since when.
    #[schemars(title = "成立日期")]
    pub since: Day,
    /// Its leading cadres.
    #[serde(default)]
    #[schemars(title = "党员领导干部", description = "非党员干部不列入")]
    pub leaders: Vec<LeaderRow>,
}

/// 变更支部情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Its name.
    #[schemars(title = "支部名称", length(max = 60))]
    pub name: String,
    /// Its secretary.
    #[schemars(title = "支部书记", length(max = 30))]
    pub secretary: String,
    /// Formal members.
    #[schemars(title = "正式党员人数")]
    pub formal: u32,
    /// Those on probation.
    #[serde(default)]
    #[schemars(title = "预备党员人数")]
    pub probationary: Option<u32>,
    /// Members of the committee, where there is one.
    #[serde(default)]
    #[schemars(title = "支部委员人数", description = "不设支委会的不填")]
    pub committee: Option<u32>,
    /// Its groups, where there are any.
    #[serde(default)]
    #[schemars(title = "党小组", description = "不设党小组的不填")]
    pub groups: Vec<GroupRow>,
}

/// 转入, or another group in the branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Admit {
    /// Who and where in the branch.
    #[schemars(title = "党员领导干部")]
    pub leader: LeaderRow,
    /// From which day on.
    #[schemars(title = "转入或调整日期")]
    pub day: Day,
}

/// 转出.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dismiss {
    /// Who.
    #[schemars(title = "党员领导干部")]
    pub person: PersonId,
    /// The first day on which he is out.
    #[schemars(title = "转出日期")]
    pub day: Day,
    /// Where to.
    #[schemars(title = "转往支部", length(max = 100))]
    pub to: String,
}

/// 不需转接.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// Who.
    #[schemars(title = "党员领导干部")]
    pub person: PersonId,
    /// Why.
    #[schemars(title = "理由", length(max = 200))]
    pub reason: Prose,
}

/// 撤并.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The first day on which it is no more.
    #[schemars(title = "撤并日期")]
    pub day: Day,
    /// Which branch takes over.
    #[serde(default)]
    #[schemars(title = "并入支部")]
    pub into: Option<MatterId>,
    /// Why.
    #[schemars(title = "撤并依据", length(max = 200))]
    pub reason: Prose,
}

/// A transfer to be done, overheard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Who.
    #[schemars(title = "党员领导干部")]
    pub person: PersonId,
    /// Out of the branch; otherwise into it.
    #[schemars(title = "转出")]
    pub out: bool,
    /// In words.
    #[schemars(title = "事由")]
    pub words: String,
    /// The day of the change of posts.
    #[schemars(title = "日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A member died.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drop {
    /// Who.
    #[schemars(title = "党员领导干部")]
    pub person: PersonId,
    /// The first day on which he is out.
    #[schemars(title = "日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A decision that was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 登记支部
    #[schemars(title = "登记支部")]
    Open(Open),
    /// 变更支部情况
    #[schemars(title = "变更支部情况")]
    Change(Change),
    /// 转入党员领导干部
    #[schemars(title = "转入或调整党员领导干部")]
    Admit(Admit),
    /// 转出党员领导干部
    #[schemars(title = "转出党员领导干部")]
    Dismiss(Dismiss),
    /// 不需转接
    #[schemars(title = "不需转接")]
    Keep(Keep),
    /// 撤并支部
    #[schemars(title = "撤并支部")]
    Close(Close),
    /// 须转接组织关系
    #[schemars(title = "须转接组织关系")]
    Expect(Expect),
    /// 党员去世
    #[schemars(title = "党员去世")]
    Drop(Drop),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undo(Cause),
}

/// The branch as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Card {
    /// What was entered.
    #[schemars(title = "支部")]
    pub branch: Change,
    /// What to mind.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// A leading cadre in the branch, from one day until another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Leader {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// His group.
    #[schemars(title = "党小组")]
    pub group: Option<String>,
    /// Whether he is of the committee.
    #[schemars(title = "支部委员")]
    pub committee: bool,
    /// The first day.
    #[schemars(title = "自")]
    pub from: Day,
    /// The first day after it; nothing while it lasts.
    #[schemars(title = "转出日期")]
    pub until: Option<Day>,
    /// Where he went.
    #[schemars(title = "转往")]
    pub to: Option<String>,
    /// The decision by which he is out.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
}

/// A transfer to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Move {
    /// What was overheard.
    #[schemars(title = "转接")]
    pub expect: Expect,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// In which unit.
    #[schemars(title = "所在单位")]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位名称", extend("x-hidden" = true))]
    pub unit_name: String,
    /// Since when.
    #[schemars(title = "成立日期")]
    pub since: Day,
    /// The branch.
    #[schemars(title = "支部情况")]
    pub card: Card,
    /// Its leading cadres.
    #[schemars(title = "党员领导干部")]
    pub leaders: Vec<Leader>,
}

/// Admitted, or in another group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Admitted {
    /// Who.
    #[schemars(title = "党员领导干部")]
    pub leader: Leader,
}

/// Dismissed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dismissed {
    /// What was entered.
    #[schemars(title = "转出")]
    pub dismiss: Dismiss,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
}

/// Closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// What was entered.
    #[schemars(title = "撤并")]
    pub close: Close,
    /// The name of the branch that takes over.
    #[schemars(title = "并入支部名称")]
    pub into_name: String,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 登记支部
    #[schemars(title = "登记支部")]
    Opened(Opened),
    /// 变更支部情况
    #[schemars(title = "变更支部情况")]
    Changed(Card),
    /// 转入或调整
    #[schemars(title = "转入或调整")]
    Admitted(Admitted),
    /// 转出
    #[schemars(title = "转出")]
    Dismissed(Dismissed),
    /// 不需转接
    #[schemars(title = "不需转接")]
    Kept(Keep),
    /// 撤并支部
    #[schemars(title = "撤并支部")]
    Closed(Closed),
    /// 须转接组织关系
    #[schemars(title = "须转接组织关系")]
    Expected(Move),
    /// 党员去世
    #[schemars(title = "党员去世")]
    Dropped(Drop),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undone(Cause),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The unit in which it was entered.
    #[schemars(title = "所在单位")]
    pub unit: UnitId,
    /// Its name at the time.
    #[schemars(title = "单位名称", extend("x-hidden" = true))]
    pub unit_name: String,
    /// Since when.
    #[schemars(title = "成立日期")]
    pub since: Day,
    /// The branch as it is.
    #[schemars(title = "支部情况")]
    pub card: Card,
    /// Its leading cadres, those who left too.
    #[schemars(title = "党员领导干部")]
    pub leaders: Vec<Leader>,
    /// Transfers to be done.
    #[schemars(title = "待转接")]
    pub moves: Vec<Move>,
    /// Merged or ended.
    #[schemars(title = "撤并")]
    pub closed: Option<Closed>,
}
