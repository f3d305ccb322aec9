//! What a meeting is called for: body, people, items.

use super::{Bodies, Forms, Topics};
use engine::{
    days::{Day, HalfDay},
    words::{FileId, MatterId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 表决方式.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Method {
    /// Each says aloud, and it is written down by name.
    #[default]
    #[schemars(title = "口头表决")]
    Aloud,
    /// By show of hands, written down by name.
    #[schemars(title = "举手表决")]
    Hands,
    /// On named ballots.
    #[schemars(title = "记名投票")]
    Named,
    /// On ballots without a name: only the count is known.
    #[schemars(title = "无记名投票")]
    Secret,
}

impl Method {
    /// Whether it is written down who voted how.
    #[must_use]
    pub const fn is_named(self) -> bool {
        !matches!(self, Self::Secret)
    }
}

/// A member of the body, entitled to vote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberRow {
    /// Who.
    #[schemars(title = "班子成员")]
    pub person: PersonId,
}

/// Somebody who sits in without a vote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestRow {
    /// His name; he need not be under management.
    #[schemars(title = "姓名", length(max = 40))]
    pub name: String,
    /// What he is.
    #[schemars(title = "单位和职务", length(max = 100))]
    pub capacity: String,
}

/// An item of the agenda.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemRow {
    /// What it is about.
    #[schemars(title = "议题", length(max = 120))]
    pub title: String,
    /// What it is by 三重一大.
    #[schemars(title = "类别")]
    pub topic: Term<Topics>,
    /// The cadre it is about; each is an item of his own.
    #[serde(default)]
    #[schemars(title = "涉及干部", description = "人事任免等议题填写，一人一项，逐项表决")]
    pub subject: Option<PersonId>,
    /// How it is voted on.
    #[serde(default)]
    #[schemars(title = "表决方式")]
    pub method: Method,
    /// Who brings it.
    #[serde(default)]
    #[schemars(title = "汇报人", length(max = 40))]
    pub presenter: Option<String>,
    /// The matter it decides.
    #[serde(default)]
    #[schemars(title = "对应事项")]
    pub about: Option<MatterId>,
}

/// What was decided in an emergency without a meeting, and is reported to the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmergencyRow {
    /// What was decided.
    #[schemars(title = "处置事项", length(max = 120))]
    pub title: String,
    /// What it is by 三重一大.
    #[schemars(title = "类别")]
    pub topic: Term<Topics>,
    /// Who decided.
    #[schemars(title = "临机处置人")]
    pub decided_by: PersonId,
    /// When.
    #[schemars(title = "处置日期")]
    pub decided_on: Day,
    /// Why no meeting could be held.
    #[schemars(title = "不能及时开会的原因", length(max = 400))]
    pub reason: Prose,
}

/// An item decided before that is to be decided again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevisitRow {
    /// The meeting that decided.
    #[schemars(title = "原会议")]
    pub meeting: MatterId,
    /// Its item.
    #[schemars(title = "原议题序号")]
    pub item: u32,
    /// Why.
    #[schemars(title = "复议理由", length(max = 400))]
    pub reason: Prose,
}

/// 通知会议: a meeting and its agenda.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Convening {
    /// Whose body.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Which body.
    #[schemars(title = "会议名称")]
    pub body: Term<Bodies>,
    /// In which form it decides.
    #[schemars(title = "会议形式")]
    pub form: Term<Forms>,
    /// When.
    #[schemars(title = "会议时间")]
    pub at: HalfDay,
    /// Where.
    #[schemars(title = "地点", length(max = 80))]
    pub place: String,
    /// 一把手 of the body: he speaks last.
    #[schemars(title = "主要负责人", description = "末位表态；空缺时填主持工作的同志")]
    pub chief: PersonId,
    /// Who writes it down.
    #[schemars(title = "记录人")]
    pub recorder: PersonId,
    /// 应到: all members of the body. Vacant seats do not count, the sick do.
    #[schemars(title = "应到人员", description = "空缺职务不计，因病因事请假的照计", length(min = 1))]
    pub members: Vec<MemberRow>,
    /// 列席.
    #[serde(default)]
    #[schemars(title = "列席人员")]
    pub guests: Vec<GuestRow>,
    /// The items, in the order in which they are taken.
    #[schemars(title = "议题")]
    pub items: Vec<ItemRow>,
    /// Decided in an emergency, to be reported.
    #[serde(default)]
    #[schemars(title = "临机处置后报告的事项")]
    pub emergencies: Vec<EmergencyRow>,
    /// To be decided again.
    #[serde(default)]
    #[schemars(title = "复议的事项")]
    pub revisits: Vec<RevisitRow>,
    /// The notice with its papers.
    #[serde(default)]
    #[schemars(title = "会议通知和材料")]
    pub paper: Option<FileId>,
}
