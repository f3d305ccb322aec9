//! The five contents of the Opinion, their rows, and the three relations that move.

use engine::{days::Day, words::Prose};
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

/// Least parts of a yuan (分) in 万元, the unit in which a row says its amount.
const CENTS: i64 = 1_000_000;
/// Digits behind the point that are still whole 分.
const PLACES: usize = 6;

impl Item {
    /// Its amount in 分; nothing where there is none or it is no amount.
    #[must_use]
    pub fn cents(&self) -> Option<i64> {
        self.amount.as_deref().and_then(cents)
    }
}

/// 万元 as written, in 分: `126.5` is 126,500,000. Nothing where it is no amount of whole 分.
#[must_use]
pub fn cents(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole, 9) || !digits(part, PLACES) {
        return None;
    }
    let part: i64 = format!("{part:0<PLACES$}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * CENTS + part)
}

/// 分 as 万元, without zeros behind: `126.5`.
#[must_use]
pub fn in_ten_thousands(cents: i64) -> String {
    let text = format!("{}.{:06}", cents / CENTS, cents % CENTS);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
