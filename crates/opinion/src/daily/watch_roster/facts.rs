//! What is known of a roster, what can be done, what has happened.

use engine::{
    days::{Day, HalfDay, Period},
    words::{MatterId, PersonId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 班次.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Part {
    /// 白班
    #[schemars(title = "白班")]
    Day,
    /// 夜班
    #[schemars(title = "夜班")]
    Night,
    /// 全天
    #[schemars(title = "全天")]
    Whole,
    /// 上午
    #[schemars(title = "上午")]
    Morning,
    /// 下午
    #[schemars(title = "下午")]
    Afternoon,
}

impl Part {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "白班",
            Self::Night => "夜班",
            Self::Whole => "全天",
            Self::Morning => "上午",
            Self::Afternoon => "下午",
        }
    }

    /// The half-days for which whoever is on watch must be there. A night begins in the afternoon and ends on the next morning.
    #[must_use]
    pub fn period(self, day: Day) -> Period {
        let (morning, afternoon) = (HalfDay::morning(day), HalfDay::afternoon(day));
        let next = HalfDay::morning(day.plus(1));
        let (from, to) = match self {
            Self::Day => (morning, afternoon),
            Self::Night => (afternoon, next),
            Self::Whole => (morning, next),
            Self::Morning => (morning, morning),
            Self::Afternoon => (afternoon, afternoon),
        };
        Period { from, to }
    }
}

/// 带班 or 值班.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Seat {
    /// 带班领导
    #[schemars(title = "带班领导")]
    Leader,
    /// 值班人员
    #[schemars(title = "值班人员")]
    Keeper,
}

impl Seat {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Leader => "带班",
            Self::Keeper => "值班",
        }
    }
}

/// A line of the roster as it is entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShiftRow {
    /// Which day.
    #[schemars(title = "日期")]
    pub day: Day,
    /// Which part of it.
    #[schemars(title = "班次")]
    pub part: Part,
    /// Who leads.
    #[schemars(title = "带班领导")]
    pub leader: PersonId,
    /// Who is there.
    #[schemars(title = "值班人员")]
    pub keeper: PersonId,
}

/// 登记值班表.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enter {
    /// Whose roster.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Its lines.
    #[schemars(title = "值班安排", length(min = 1))]
    pub rows: Vec<ShiftRow>,
}

/// 调班.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Swap {
    /// Which day.
    #[schemars(title = "日期")]
    pub day: Day,
    /// Which part of it.
    #[schemars(title = "班次")]
    pub part: Part,
    /// Who is replaced.
    #[schemars(title = "换哪一个")]
    pub seat: Seat,
    /// By whom.
    #[schemars(title = "换由谁值班")]
    pub to: PersonId,
    /// Why.
    #[schemars(title = "调班原因", length(max = 200))]
    pub reason: Prose,
}

/// The clock saw that somebody on watch is to be away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// Which day.
    #[schemars(title = "日期")]
    pub day: Day,
    /// Which part of it.
    #[schemars(title = "班次")]
    pub part: Part,
    /// Who.
    #[schemars(title = "带班、值班")]
    pub seat: Seat,
    /// The absence.
    #[schemars(title = "外出事项")]
    pub matter: MatterId,
}

/// The clock: he is not to be away after all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clear {
    /// The absence.
    #[schemars(title = "外出事项")]
    pub matter: MatterId,
}

/// The clock: the last watch is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The last day.
    #[schemars(title = "最后一班")]
    pub day: Day,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 登记值班表
    #[schemars(title = "登记值班表")]
    Enter(Enter),
    /// 调班
    #[schemars(title = "调班")]
    Swap(Swap),
    /// 值班与外出重叠
    #[schemars(title = "值班与外出重叠")]
    Find(Find),
    /// 重叠消除
    #[schemars(title = "重叠消除")]
    Clear(Clear),
    /// 值班结束
    #[schemars(title = "值班结束")]
    End(End),
}

/// A line of the roster, as it was entered or swapped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shift {
    /// Which day.
    #[schemars(title = "日期")]
    pub day: Day,
    /// Which part of it.
    #[schemars(title = "班次")]
    pub part: Part,
    /// Who leads.
    #[schemars(title = "带班领导")]
    pub leader: PersonId,
    /// Who is there.
    #[schemars(title = "值班人员")]
    pub keeper: PersonId,
    /// The leader's name.
    #[schemars(title = "带班领导姓名", extend("x-hidden" = true))]
    pub leader_name: String,
    /// The name of who is there.
    #[schemars(title = "值班人员姓名", extend("x-hidden" = true))]
    pub keeper_name: String,
}

/// Entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entered {
    /// Whose roster.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位名称", extend("x-hidden" = true))]
    pub unit_name: String,
    /// Its lines, by day.
    #[schemars(title = "原定安排", extend("x-hidden" = true))]
    pub shifts: Vec<Shift>,
    /// What to mind: who has asked for leave meanwhile.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
    /// The day.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// Swapped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Swapped {
    /// What was asked.
    #[schemars(title = "调班")]
    pub swap: Swap,
    /// Who was replaced.
    #[schemars(title = "原值班人")]
    pub was: String,
    /// By whom.
    #[schemars(title = "现值班人")]
    pub now: String,
    /// The day.
    #[schemars(title = "日期")]
    pub on: Day,
}

/// Somebody on watch is to be away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClashFound {
    /// Where.
    #[schemars(title = "班次", extend("x-hidden" = true))]
    pub find: Find,
    /// Who.
    #[schemars(title = "值班人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// In words, with name, watch and absence.
    #[schemars(title = "事实")]
    pub words: String,
    /// The day on which it was seen.
    #[schemars(title = "发现日期")]
    pub on: Day,
}

/// He is not to be away after all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClashGone {
    /// The absence.
    #[schemars(title = "外出事项", extend("x-hidden" = true))]
    pub matter: MatterId,
    /// The day.
    #[schemars(title = "日期")]
    pub on: Day,
}

/// Over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ended {
    /// The last day.
    #[schemars(title = "最后一班")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 登记值班表
    #[schemars(title = "登记值班表")]
    Entered(Entered),
    /// 调班
    #[schemars(title = "调班")]
    Swapped(Swapped),
    /// 值班与外出重叠
    #[schemars(title = "值班与外出重叠")]
    ClashFound(ClashFound),
    /// 重叠消除
    #[schemars(title = "重叠消除")]
    ClashGone(ClashGone),
    /// 值班结束
    #[schemars(title = "值班结束")]
    Ended(Ended),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// As it was entered.
    #[schemars(title = "值班表")]
    pub entered: Entered,
    /// As it stands.
    #[schemars(title = "值班安排")]
    pub shifts: Vec<Shift>,
    /// How often somebody was replaced.
    #[schemars(title = "调班次数")]
    pub swapped: u32,
    /// Who is to be away on his watch.
    #[schemars(title = "待调班")]
    pub clashes: Vec<ClashFound>,
    /// Over since.
    #[schemars(title = "结束")]
    pub ended: Option<Day>,
}
