//! What is known of a handover.

use super::deeds::{Filing, Tick};
use crate::ground::DepartureReasons;
use engine::{
    access::Hat,
    days::Day,
    parts::Signatures,
    words::{MatterId, PersonId, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One of the five contents that the Opinion lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Content {
    /// 重要工作事项
    #[schemars(title = "重要工作事项")]
    Work,
    /// 经济事项
    #[schemars(title = "经济事项")]
    Economic,
    /// 干部人事事项
    #[schemars(title = "干部人事事项")]
    Personnel,
    /// 重大信访和社会稳定事项
    #[schemars(title = "重大信访和社会稳定事项")]
    Petitions,
    /// 其他需要交接的事项
    #[schemars(title = "其他需要交接的事项")]
    Other,
}

impl Content {
    /// All five, in the order of the Opinion.
    pub const ALL: [Self; 5] = [Self::Work, Self::Economic, Self::Personnel, Self::Petitions, Self::Other];

    /// As it is headed on paper.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Work => "重要工作事项",
            Self::Economic => "经济事项",
            Self::Personnel => "干部人事事项",
            Self::Petitions => "重大信访和社会稳定事项",
            Self::Other => "其他需要交接的事项",
        }
    }

    /// As it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Economic => "economic",
            Self::Personnel => "personnel",
            Self::Petitions => "petitions",
            Self::Other => "other",
        }
    }
}

/// One of the three relations that move with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Relation {
    /// 行政关系
    #[schemars(title = "行政关系")]
    Administrative,
    /// 工资关系
    #[schemars(title = "工资关系")]
    Salary,
    /// 组织关系
    #[schemars(title = "组织关系")]
    Party,
}

impl Relation {
    /// Its name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Administrative => "行政关系",
            Self::Salary => "工资关系",
            Self::Party => "组织关系",
        }
    }

    /// As it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Administrative => "administrative",
            Self::Salary => "salary",
            Self::Party => "party",
        }
    }
}

/// A row of a table of contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What is handed over.
    #[schemars(title = "事项")]
    pub matter: String,
    /// How far it has come.
    #[schemars(title = "进展情况")]
    pub progress: Option<Prose>,
    /// What is in the way, and what comes next.
    #[schemars(title = "存在问题和下一步")]
    pub next: Option<Prose>,
    /// Who does it.
    #[schemars(title = "责任人")]
    pub responsible: Option<String>,
    /// By when.
    #[schemars(title = "完成期限")]
    pub due: Option<Day>,
    /// Ten thousand yuan, decimals allowed.
    #[schemars(title = "金额（万元）")]
    pub amount: Option<String>,
    /// Not finished: goes over to the successor as a duty.
    #[serde(default)]
    #[schemars(title = "未办结，移交续办")]
    pub open: bool,
}

/// A table of contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// Which.
    #[schemars(title = "交接内容")]
    pub content: Content,
    /// Nothing of this kind, said explicitly.
    #[schemars(title = "无此类情况")]
    pub none: bool,
    /// Its rows.
    #[schemars(title = "事项")]
    pub rows: Vec<Item>,
}

impl Table {
    /// Filled in, be it with «无此类情况».
    #[must_use]
    pub fn is_filled(&self) -> bool {
        self.none || !self.rows.is_empty()
    }
}

/// An open row struck off by the successor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Struck {
    /// Its key: `work.1`.
    #[schemars(title = "序号")]
    pub item: String,
    /// The day on which it was done.
    #[schemars(title = "办结日期")]
    pub day: Day,
    /// How it ended.
    #[schemars(title = "办理结果")]
    pub result: Prose,
}

/// A party named: receiver or supervisor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Who.
    #[schemars(title = "姓名")]
    pub person: PersonId,
    /// His name at that time.
    #[schemars(title = "当时姓名", extend("x-hidden" = true))]
    pub name: String,
    /// Receives because he holds the unit together, no successor being there yet.
    #[serde(default)]
    #[schemars(title = "主持工作者代接")]
    pub acting: bool,
}

/// How it was completed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Completion {
    /// The day of the last signature.
    #[schemars(title = "签字齐备日期")]
    pub day: Day,
    /// The day by which it was due.
    #[schemars(title = "应办结日期")]
    pub due: Option<Day>,
    /// Calendar days late.
    #[schemars(title = "逾期天数")]
    pub days_late: i64,
}

/// How much is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Form {
    /// 交接书: five tables, each by itself.
    #[default]
    #[schemars(title = "交接书")]
    Full,
    /// 交接短表: the five contents on one sheet, in one go.
    #[schemars(title = "交接短表")]
    Short,
}

/// A dispute between the two, and how it was settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// What they did not agree on.
    #[schemars(title = "争议事项")]
    pub dispute: Prose,
    /// What was decided.
    #[schemars(title = "处理意见")]
    pub outcome: Prose,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// The post that is handed over, in the words of the day on which it was left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// Who left.
    #[schemars(title = "移交人", extend("x-hidden" = true))]
    pub leaver: PersonId,
    /// His name.
    #[schemars(title = "移交人")]
    pub name: String,
    /// The post.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Its unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Unit and title.
    #[schemars(title = "移交职务")]
    pub label: String,
    /// He headed the unit.
    #[schemars(title = "单位主要负责人")]
    pub head: bool,
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "离岗原因", extend("x-hidden" = true))]
    pub reason: Term<DepartureReasons>,
    /// The reason's word.
    #[schemars(title = "离岗原因")]
    pub reason_word: String,
    /// Unit he goes to.
    #[schemars(title = "调入单位")]
    pub to_unit: Option<UnitId>,
    /// The decision.
    #[schemars(title = "任免事项")]
    pub decision: Option<MatterId>,
    /// Relations that have to move; none where he stays or leaves for good.
    #[schemars(title = "应转关系", extend("x-hidden" = true))]
    pub relations: Vec<Relation>,
    /// How much is written down; by the county's table of forms.
    #[serde(default)]
    #[schemars(title = "交接形式")]
    pub form: Form,
    /// Day from which the working days count; empty while they stand still from the beginning (death, detention).
    #[schemars(title = "计时起点", extend("x-hidden" = true))]
    pub clock: Option<Day>,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The post handed over.
    #[schemars(title = "离任情况")]
    pub left: Left,
    /// Why the unit hands over in the leaver's stead.
    #[schemars(title = "单位代办理由")]
    pub by_unit: Option<Prose>,
    /// Who receives.
    #[schemars(title = "接收人")]
    pub receiver: Option<Party>,
    /// Who supervises, where somebody was named.
    #[schemars(title = "指定监交人")]
    pub supervisor: Option<Party>,
    /// The five tables.
    #[schemars(title = "交接内容")]
    pub tables: Vec<Table>,
    /// Remarks.
    #[schemars(title = "其他说明")]
    pub notes: Option<Prose>,
    /// What the parties do not agree on.
    #[schemars(title = "争议事项")]
    pub dispute: Option<Prose>,
    /// Disputes settled.
    #[schemars(title = "已处理的争议")]
    pub settled: Vec<Settled>,
    /// Why the working days stand still, where they were stopped midway.
    #[schemars(title = "停止计时的理由")]
    pub stopped: Option<Prose>,
    /// The three signatures.
    #[schemars(title = "签字")]
    pub signatures: Signatures,
    /// Why it is late.
    #[schemars(title = "逾期原因")]
    pub late_reason: Option<Prose>,
    /// How it was completed.
    #[schemars(title = "交接完成")]
    pub completion: Option<Completion>,
    /// Open rows struck off.
    #[schemars(title = "已销号事项")]
    pub struck: Vec<Struck>,
    /// Who carries the open rows on: the receiver, or whoever followed him in the post.
    #[schemars(title = "续办人")]
    pub carrier: Option<Party>,
    /// Relations moved.
    #[schemars(title = "关系转接")]
    pub ticks: Vec<Tick>,
    /// The filing of the transfer.
    #[schemars(title = "转接备案")]
    pub filed: Option<Filing>,
    /// The decision it rests on was taken back.
    #[schemars(title = "任免已撤回", extend("x-hidden" = true))]
    pub undone: bool,
}

/// Where a handover stands; it follows from the facts and is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 待交接: nothing filled in.
    Opened,
    /// 填写中
    Filling,
    /// 待签字
    Signing,
    /// 转接中: signed, relations or their filing missing.
    Moving,
    /// 续办中: signed, open rows with the successor.
    Carrying,
    /// 已办结
    Done,
    /// 已终止: the decision was taken back.
    Ended,
}

impl Stage {
    /// The word people use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Opened => "待交接",
            Self::Filling => "填写中",
            Self::Signing => "待签字",
            Self::Moving => "转接中",
            Self::Carrying => "续办中",
            Self::Done => "已办结",
            Self::Ended => "已终止",
        }
    }
}

/// Keys of the signatures.
pub const LEAVER: &str = "leaver";
/// Key of the receiver's signature.
pub const RECEIVER: &str = "receiver";
/// Key of the supervisor's signature.
pub const SUPERVISOR: &str = "supervisor";

impl State {
    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> Stage {
        if self.undone {
            return Stage::Ended;
        }
        if self.completion.is_none() {
            let filled = self.tables.iter().filter(|table| table.is_filled()).count();
            return match filled {
                0 => Stage::Opened,
                5 if self.receiver.is_some() => Stage::Signing,
                _ => Stage::Filling,
            };
        }
        if self.missing_relations().next().is_some() || (!self.left.relations.is_empty() && self.filed.is_none()) {
            return Stage::Moving;
        }
        if self.open_items().next().is_some() { Stage::Carrying } else { Stage::Done }
    }

    /// The hats of the side that hands over.
    #[must_use]
    pub fn leaver_hats(&self) -> Vec<Hat> {
        self.signatures.get(LEAVER).map(|signature| signature.by.clone()).unwrap_or_default()
    }

    /// Tables not filled in yet.
    pub fn unfilled(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter().filter(|table| !table.is_filled())
    }

    /// All rows with their keys: `work.1`.
    pub fn items(&self) -> impl Iterator<Item = (String, Content, &Item)> {
        self.tables.iter().flat_map(|table| {
            let numbered = table.rows.iter().enumerate();
            numbered.map(|(row, item)| (format!("{}.{}", table.content.code(), row + 1), table.content, item))
        })
    }

    /// Open rows that nobody has struck off.
    pub fn open_items(&self) -> impl Iterator<Item = (String, Content, &Item)> {
        self.items().filter(|(key, _, item)| item.open && !self.struck.iter().any(|struck| struck.item == *key))
    }

    /// Relations that have to move and have not.
    pub fn missing_relations(&self) -> impl Iterator<Item = Relation> {
        self.left.relations.iter().copied().filter(|relation| !self.ticks.iter().any(|tick| tick.relation == *relation))
    }

    /// Whether the decision it rests on is this one.
    #[must_use]
    pub fn rests_on(&self, decision: &MatterId) -> bool {
        self.left.decision.as_ref() == Some(decision)
    }
}
