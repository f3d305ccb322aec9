//! What is known of a year's ledgers, what can be done, what has happened.

use engine::{days::Day, words::Prose};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The year is over: its ledgers are to be closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Which year.
    #[schemars(title = "年度", description = "已结束的年度，如2026", range(min = 1949, max = 9998))]
    pub year: i16,
}

/// 封账.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// Which ledger, by its kind; all that are open where none is named.
    #[serde(default)]
    #[schemars(title = "台账", description = "不选的，把本年度未封的台账一并封账", length(max = 40))]
    pub ledger: Option<String>,
    /// How the ledger was checked.
    #[schemars(title = "核对情况", description = "写明与纸质台账、办理经过核对的结果", length(max = 400))]
    pub checked: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启年度封账
    #[schemars(title = "开启年度封账")]
    Open(Open),
    /// 封账
    #[schemars(title = "封账")]
    Close(Close),
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
    /// Titles of the ledgers to be closed.
    #[schemars(title = "应封台账")]
    pub ledgers: Vec<String>,
}

/// A ledger as it was closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClosedOne {
    /// The kind.
    #[schemars(title = "种类", extend("x-hidden" = true))]
    pub kind: String,
    /// Its title.
    #[schemars(title = "台账")]
    pub title: String,
    /// Numbers given in the year.
    #[schemars(title = "本年条数")]
    pub own: u32,
    /// 上年结转.
    #[schemars(title = "上年结转")]
    pub carried: u32,
    /// 补正.
    #[schemars(title = "补正")]
    pub corrections: u32,
    /// 结转下年.
    #[schemars(title = "结转下年")]
    pub left: u32,
    /// Digest of the rows.
    #[schemars(title = "校验值")]
    pub digest: String,
}

/// Closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// The ledgers.
    #[schemars(title = "封账的台账")]
    pub ledgers: Vec<ClosedOne>,
    /// Titles of those that are still open.
    #[schemars(title = "未封的台账")]
    pub open: Vec<String>,
    /// How they were checked.
    #[schemars(title = "核对情况")]
    pub checked: Prose,
    /// The day.
    #[schemars(title = "封账日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启年度封账
    #[schemars(title = "开启年度封账")]
    Opened(Opened),
    /// 封账
    #[schemars(title = "封账")]
    Closed(Closed),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Which year.
    #[schemars(title = "年度封账")]
    pub opened: Opened,
    /// What was closed, step by step.
    #[schemars(title = "封账经过")]
    pub closings: Vec<Closed>,
}
