//! What is known of a draw, what can be done, what has happened.

use engine::{
    days::Day,
    words::{MatterId, PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The clock opens the check of a year's reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Of which year.
    #[schemars(title = "报告年度")]
    pub year: i16,
}

/// 备名单: the list is fixed, and whence the seed will come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prepare {
    /// Something public that nobody here has power over.
    #[schemars(title = "种子来源", description = "写明是什么、哪一期，如某日某期福利彩票开奖号码", length(max = 200))]
    pub source: String,
    /// The day on which it becomes known.
    #[schemars(title = "种子公布日期")]
    pub known_on: Day,
}

/// 抽取.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawNow {
    /// What became known.
    #[schemars(title = "种子", description = "照公布的原样填写", length(max = 200))]
    pub seed: String,
    /// Who watched.
    #[schemars(title = "监督人", description = "其他单位的人")]
    pub witness: PersonId,
}

/// 不抽查.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// Why.
    #[schemars(title = "不抽查的理由", length(max = 400))]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启抽查
    #[schemars(title = "开启抽查")]
    Open(Open),
    /// 备名单
    #[schemars(title = "备名单")]
    Prepare(Prepare),
    /// 抽取
    #[schemars(title = "抽取")]
    Draw(DrawNow),
    /// 不抽查
    #[schemars(title = "不抽查")]
    Skip(Skip),
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// This matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Of which year.
    #[schemars(title = "报告年度")]
    pub year: i16,
    /// The day.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// A report on the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Its code: the report's own id, which nobody chose for the draw.
    #[schemars(title = "编号")]
    pub code: String,
    /// Whose.
    #[schemars(title = "姓名")]
    pub name: String,
    /// His unit.
    #[schemars(title = "单位")]
    pub unit: String,
}

/// The list is fixed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Prepared {
    /// The list.
    #[schemars(title = "名单")]
    pub list: Vec<Entry>,
    /// How many.
    #[schemars(title = "名单份数")]
    pub listed: usize,
    /// Its digest.
    #[schemars(title = "名单摘要")]
    pub digest: String,
    /// The share, in percent.
    #[schemars(title = "抽取比例")]
    pub share: i64,
    /// How many are drawn.
    #[schemars(title = "抽取份数")]
    pub count: usize,
    /// Whence the seed will come.
    #[schemars(title = "种子来源")]
    pub source: String,
    /// When it becomes known.
    #[schemars(title = "种子公布日期")]
    pub known_on: Day,
    /// By whose account.
    #[schemars(title = "备名单人", extend("x-hidden" = true))]
    pub account: String,
    /// The day.
    #[schemars(title = "备名单日期")]
    pub day: Day,
}

/// A report drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// Its code.
    #[schemars(title = "编号")]
    pub code: String,
    /// Whose.
    #[schemars(title = "姓名")]
    pub name: String,
    /// His unit.
    #[schemars(title = "单位")]
    pub unit: String,
    /// Its rank by the seed.
    #[schemars(title = "抽取序值")]
    pub rank: String,
}

/// Drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drawn {
    /// What became known.
    #[schemars(title = "种子")]
    pub seed: String,
    /// Who watched.
    #[schemars(title = "监督人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "监督人")]
    pub witness: String,
    /// Reports drawn, by rank.
    #[schemars(title = "抽中")]
    pub hits: Vec<Hit>,
    /// The day.
    #[schemars(title = "抽取日期")]
    pub day: Day,
}

/// Not held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Skipped {
    /// Why.
    #[schemars(title = "不抽查的理由")]
    pub reason: Prose,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启抽查
    #[schemars(title = "开启抽查")]
    Opened(Opened),
    /// 备名单
    #[schemars(title = "备名单")]
    Prepared(Box<Prepared>),
    /// 抽取
    #[schemars(title = "抽取")]
    Drawn(Box<Drawn>),
    /// 不抽查
    #[schemars(title = "不抽查")]
    Skipped(Skipped),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Of which year.
    #[schemars(title = "抽查")]
    pub opened: Opened,
    /// The list.
    #[schemars(title = "名单")]
    pub prepared: Option<Prepared>,
    /// What was drawn.
    #[schemars(title = "抽取")]
    pub drawn: Option<Drawn>,
    /// Not held.
    #[schemars(title = "不抽查")]
    pub skipped: Option<Skipped>,
}
