//! 整改清单: a list of problems that others found, each put right by a unit and struck off by another hand (整改销号).
//!
//! The unit says what it will do, who answers for it and by when; it reports what was done, with its evidence; somebody who did
//! not report it looks, and strikes it off or sends it back. More time is asked for before the day has passed and keeps the old day in
//! sight. What cannot be put right any more is given up with a reason. The day that the list sets stays the last one: a measure
//! never moves it.

mod rules;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use rules::{check, checked, drop_item, dropped, extend, extended, measure, measured, report, reported};
pub(crate) use view::{Course, aid, duties, offers};

use engine::{
    days::Day,
    parts::{Rectification, RectificationStage},
    words::{FileId, PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 提出整改措施.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// For which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// What is to be done.
    #[schemars(title = "整改措施", length(max = 400))]
    pub measure: Prose,
    /// Who answers for it.
    #[serde(default)]
    #[schemars(title = "整改责任人", description = "不填的由单位主要负责人负责；换人的重新填写")]
    pub answers: Option<PersonId>,
    /// By when.
    #[schemars(title = "完成日期")]
    pub by: Day,
}

/// 报告整改情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Of which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// What was done.
    #[schemars(title = "整改情况", length(max = 1000))]
    pub done: Prose,
    /// What shows it, in words: documents, vouchers, minutes.
    #[schemars(title = "佐证材料", description = "写名称和文号、凭证号，如制度文件、退款凭证", length(max = 200))]
    pub evidence: String,
    /// What shows it.
    #[serde(default)]
    #[schemars(title = "佐证扫描件")]
    pub file: Option<FileId>,
}

/// 验收.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Of which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// Whether it is put right.
    #[serde(default)]
    #[schemars(title = "通过，予以销号")]
    pub passed: bool,
    /// What was seen.
    #[schemars(title = "验收意见", description = "不通过的写明还要做什么", length(max = 400))]
    pub opinion: Prose,
}

/// 准予延期.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extend {
    /// Of which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// Until when.
    #[schemars(title = "延至")]
    pub until: Day,
    /// Why.
    #[schemars(title = "延期理由", length(max = 400))]
    pub reason: Prose,
}

/// 不再整改.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drop {
    /// Which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// Why.
    #[schemars(title = "理由", description = "如所涉事项已终止、单位撤销无承接，写明依据", length(max = 400))]
    pub reason: Prose,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measured {
    /// What was entered.
    #[schemars(title = "措施")]
    pub measure: Measure,
    /// Name of whoever answers for it.
    #[schemars(title = "整改责任人")]
    pub answers: Option<String>,
    /// The day.
    #[schemars(title = "提出日期")]
    pub day: Day,
}

/// Reported as put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reported {
    /// What was entered.
    #[schemars(title = "整改报告")]
    pub report: Report,
    /// By whom.
    #[schemars(title = "报告人", extend("x-hidden" = true))]
    pub by: Option<PersonId>,
    /// The account under which it was entered.
    #[schemars(title = "录入账号", extend("x-hidden" = true))]
    pub account: String,
    /// The day.
    #[schemars(title = "报告日期")]
    pub day: Day,
}

/// Looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// What was entered.
    #[schemars(title = "验收")]
    pub check: Check,
    /// By whom.
    #[schemars(title = "验收人", extend("x-hidden" = true))]
    pub by: Option<PersonId>,
    /// His name.
    #[schemars(title = "验收人")]
    pub name: String,
    /// The day.
    #[schemars(title = "验收日期")]
    pub day: Day,
}

/// Given more time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Extended {
    /// What was entered.
    #[schemars(title = "延期")]
    pub extend: Extend,
    /// The day that held before.
    #[schemars(title = "原期限")]
    pub was: Option<Day>,
    /// Who granted it.
    #[schemars(title = "批准人")]
    pub name: String,
    /// The day.
    #[schemars(title = "批准日期")]
    pub day: Day,
}

/// Not put right any longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dropped {
    /// What was entered.
    #[schemars(title = "不再整改")]
    pub drop: Drop,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// One problem of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Its number.
    #[schemars(title = "序号")]
    pub number: u32,
    /// Of what kind.
    #[schemars(title = "类别")]
    pub kind: String,
    /// Who within the unit, or with it, puts it right, in the list's words.
    #[schemars(title = "整改责任部门")]
    pub mender: Option<String>,
    /// Problem, measure and where it stands.
    #[serde(flatten)]
    pub one: Rectification,
    /// Who answers for the measure.
    #[schemars(title = "整改责任人")]
    pub answers: Option<String>,
    /// The last day of the list; empty where the county has entered no limit.
    #[schemars(title = "最迟期限")]
    pub last: Option<Day>,
    /// Since when it waits where it is.
    #[schemars(title = "现状自", extend("x-hidden" = true))]
    pub since: Day,
    /// What shows that it was done.
    #[schemars(title = "佐证材料")]
    pub evidence: Option<String>,
    /// Who reported it done, and under which account: neither looks at it.
    #[schemars(title = "报告人", extend("x-hidden" = true))]
    pub reported: Option<(Option<PersonId>, String)>,
    /// What the last check said.
    #[schemars(title = "验收意见")]
    pub opinion: Option<Prose>,
    /// More time given, oldest first.
    #[schemars(title = "延期")]
    pub extended: Vec<Extended>,
    /// Why it is not put right any longer.
    #[schemars(title = "不再整改")]
    pub dropped: Option<Prose>,
}

impl Item {
    /// A problem found on this day.
    #[must_use]
    pub fn new(number: u32, kind: String, problem: Prose, last: Option<Day>, on: Day) -> Self {
        Self {
            number,
            kind,
            mender: None,
            one: Rectification::new(problem),
            answers: None,
            last,
            since: on,
            evidence: None,
            reported: None,
            opinion: None,
            extended: Vec::new(),
            dropped: None,
        }
    }

    /// Whether something is still to be done about it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.dropped.is_none() && self.one.stage != RectificationStage::Struck
    }

    /// Whether it is still to be done about, and stands there.
    #[must_use]
    pub fn is_at(&self, stage: RectificationStage) -> bool {
        self.is_open() && self.one.stage == stage
    }

    /// The day by which it has to be done: what the unit itself set, unless it was sent back after that, else the list's.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        self.one.by.filter(|by| *by >= self.since).or(self.last)
    }
}
