//! What is known of a yearly plan, what can be done, what has happened.

use crate::daily::inspection::{Nodes, Owners};
use engine::{
    days::Day,
    words::{MatterId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 季度.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Quarter {
    /// 一季度
    #[schemars(title = "一季度")]
    First,
    /// 二季度
    #[schemars(title = "二季度")]
    Second,
    /// 三季度
    #[schemars(title = "三季度")]
    Third,
    /// 四季度
    #[schemars(title = "四季度")]
    Fourth,
}

impl Quarter {
    /// All four.
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "一季度",
            Self::Second => "二季度",
            Self::Third => "三季度",
            Self::Fourth => "四季度",
        }
    }

    /// The quarter of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        match day.month() {
            1..=3 => Self::First,
            4..=6 => Self::Second,
            7..=9 => Self::Third,
            _ => Self::Fourth,
        }
    }
}

/// The clock opens the plan of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
}

/// Visits planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemRow {
    /// Who leads.
    #[schemars(title = "牵头单位")]
    pub owner: Term<Owners>,
    /// When.
    #[schemars(title = "季度")]
    pub quarter: Quarter,
    /// How many.
    #[schemars(title = "督查次数", range(min = 1))]
    pub visits: u32,
    /// Where; nothing where it is chosen later.
    #[serde(default)]
    #[schemars(title = "被督查单位", description = "随机确定的不填")]
    pub unit: Option<UnitId>,
    /// On which important days.
    #[serde(default)]
    #[schemars(title = "重要节点")]
    pub node: Option<Term<Nodes>>,
}

/// 编制 or 调整.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The plan; it replaces what was drafted before.
    #[schemars(title = "督查安排")]
    pub rows: Vec<ItemRow>,
}

/// 印发: agreed between the three owners.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// How the owners agreed.
    #[schemars(
        title = "会商情况",
        description = "写明纪检监察机关、组织部、直属机关工委会商的日期和结果",
        length(max = 400)
    )]
    pub agreed: Prose,
    /// The document.
    #[serde(default)]
    #[schemars(title = "文号", length(max = 60))]
    pub document: Option<String>,
}

/// 增加安排.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Add {
    /// What is added.
    #[schemars(title = "增加的督查安排")]
    pub row: ItemRow,
    /// Why.
    #[schemars(title = "增加理由", length(max = 400))]
    pub reason: Prose,
}

/// The clock saw a visit that names the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteVisit {
    /// The visit.
    #[schemars(title = "督查")]
    pub visit: MatterId,
    /// Which item it carries out.
    #[schemars(title = "计划项目序号")]
    pub item: u32,
    /// When it was.
    #[schemars(title = "督查日期")]
    pub day: Day,
}

/// The clock: the year is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseYear {
    /// Its last day.
    #[schemars(title = "年度末日")]
    pub day: Day,
}

/// 说明未完成.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Explain {
    /// Which item.
    #[schemars(title = "计划项目序号")]
    pub item: u32,
    /// Why, and what becomes of it.
    #[schemars(title = "未完成原因和处理", description = "补做的写明转入何时", length(max = 400))]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启年度计划
    #[schemars(title = "开启年度计划")]
    Open(Open),
    /// 编制计划
    #[schemars(title = "编制计划")]
    Draft(Draft),
    /// 印发计划
    #[schemars(title = "印发计划")]
    Confirm(Confirm),
    /// 增加安排
    #[schemars(title = "增加安排")]
    Add(Add),
    /// 记入督查
    #[schemars(title = "记入督查")]
    NoteVisit(NoteVisit),
    /// 年度结束
    #[schemars(title = "年度结束")]
    CloseYear(CloseYear),
    /// 说明未完成
    #[schemars(title = "说明未完成")]
    Explain(Explain),
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// The day.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// A visit that carries out an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Carried {
    /// Which.
    #[schemars(title = "督查", extend("x-hidden" = true))]
    pub visit: MatterId,
    /// When.
    #[schemars(title = "督查日期")]
    pub day: Day,
}

/// An item of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Its number.
    #[schemars(title = "序号")]
    pub number: u32,
    /// What is planned.
    #[schemars(title = "安排")]
    pub row: ItemRow,
    /// Who leads, in words.
    #[schemars(title = "牵头单位")]
    pub owner: String,
    /// Where, in words.
    #[schemars(title = "被督查单位")]
    pub unit: Option<String>,
    /// What carried it out.
    #[schemars(title = "已开展的督查")]
    pub carried: Vec<Carried>,
    /// Why it was not carried out.
    #[schemars(title = "未完成原因和处理")]
    pub explained: Option<Prose>,
}

/// Drafted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drafted {
    /// The items.
    #[schemars(title = "督查安排")]
    pub items: Vec<Item>,
    /// The day.
    #[schemars(title = "编制日期")]
    pub day: Day,
}

/// Confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Confirmed {
    /// What was said.
    #[schemars(title = "印发")]
    pub confirm: Confirm,
    /// How the county's frequency was looked at, in words.
    #[schemars(title = "频次核对")]
    pub frequency: String,
    /// The day.
    #[schemars(title = "印发日期")]
    pub day: Day,
}

/// Added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Added {
    /// The item.
    #[schemars(title = "安排")]
    pub item: Item,
    /// Why.
    #[schemars(title = "增加理由")]
    pub reason: Prose,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// A visit counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VisitNoted {
    /// Which item.
    #[schemars(title = "计划项目序号")]
    pub item: u32,
    /// By what.
    #[schemars(title = "督查")]
    pub carried: Carried,
}

/// The year is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct YearClosed {
    /// Numbers of the items that are not carried out.
    #[schemars(title = "未完成的项目")]
    pub missing: Vec<u32>,
    /// Visits that no longer count, since they were voided.
    #[schemars(title = "作废的督查", extend("x-hidden" = true))]
    pub dropped: Vec<MatterId>,
    /// The last day of the year.
    #[schemars(title = "年度末日")]
    pub day: Day,
}

/// Explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explained {
    /// What was said.
    #[schemars(title = "说明")]
    pub explain: Explain,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启年度计划
    #[schemars(title = "开启年度计划")]
    Opened(Opened),
    /// 编制计划
    #[schemars(title = "编制计划")]
    Drafted(Drafted),
    /// 印发计划
    #[schemars(title = "印发计划")]
    Confirmed(Confirmed),
    /// 增加安排
    #[schemars(title = "增加安排")]
    Added(Added),
    /// 记入督查
    #[schemars(title = "记入督查")]
    VisitNoted(VisitNoted),
    /// 年度结束
    #[schemars(title = "年度结束")]
    YearClosed(YearClosed),
    /// 说明未完成
    #[schemars(title = "说明未完成")]
    Explained(Explained),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Which year.
    #[schemars(title = "年度计划")]
    pub opened: Opened,
    /// The items.
    #[schemars(title = "督查安排")]
    pub items: Vec<Item>,
    /// How it was agreed.
    #[schemars(title = "印发")]
    pub confirmed: Option<Confirmed>,
    /// The last day of the year, once it is over.
    #[schemars(title = "年度结束")]
    pub closed: Option<Day>,
}
