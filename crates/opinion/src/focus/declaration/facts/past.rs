//! What has happened: the payloads of events.

use super::deed::{Confirm, Find, Review, Tell, Verify};
use engine::{
    days::{Day, Period},
    words::{MatterId, PersonId, Prose, Sealed, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Opened, by the clock or with what has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Whose.
    #[schemars(title = "报告人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "报告人")]
    pub name: String,
    /// His unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
    /// Its name.
    #[schemars(title = "单位")]
    pub unit_name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// Of which year.
    #[schemars(title = "报告年度")]
    pub year: i16,
    /// When it happened, where it is not the yearly report.
    #[schemars(title = "发生日期")]
    pub happened: Option<Day>,
    /// What it is about.
    #[schemars(title = "起止")]
    pub period: Period,
    /// The day.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// One item, answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// Its code.
    #[schemars(title = "报告项目", extend("x-hidden" = true))]
    pub code: String,
    /// Which.
    #[schemars(title = "报告项目")]
    pub item: String,
    /// What there is to report of it.
    #[schemars(title = "具体情况")]
    pub content: Sealed<Prose>,
}

/// Reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Filed {
    /// Item by item.
    #[schemars(title = "报告内容")]
    pub answers: Vec<Answer>,
    /// Days by which it was late.
    #[schemars(title = "逾期天数")]
    pub days_late: i64,
    /// Why late.
    #[schemars(title = "逾期原因")]
    pub late_reason: Option<Prose>,
    /// The day.
    #[schemars(title = "报告日期")]
    pub day: Day,
}

/// Something that happened was reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reported {
    /// Whose.
    #[schemars(title = "报告")]
    pub opened: Opened,
    /// What.
    #[schemars(title = "报告情况")]
    pub filed: Filed,
}

/// Added to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Supplemented {
    /// Item by item.
    #[schemars(title = "补充内容")]
    pub answers: Vec<Answer>,
    /// Why now.
    #[schemars(title = "补充原因")]
    pub reason: Prose,
    /// The day.
    #[schemars(title = "补充日期")]
    pub day: Day,
}

/// Filed away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Accepted {
    /// The opinion.
    #[schemars(title = "审核意见")]
    pub opinion: Option<Prose>,
    /// The day.
    #[schemars(title = "审核日期")]
    pub day: Day,
}

/// Something to be mended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lacking {
    /// Of which item.
    #[schemars(title = "报告项目")]
    pub item: String,
    /// What is missing.
    #[schemars(title = "需要补正之处")]
    pub what: Prose,
}

/// Sent back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SentBack {
    /// The list.
    #[schemars(title = "补正清单")]
    pub items: Vec<Lacking>,
    /// The day.
    #[schemars(title = "退回日期")]
    pub day: Day,
}

/// To be checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Picked {
    /// How it came to be: 随机抽查, or the ground.
    #[schemars(title = "核实方式")]
    pub way: String,
    /// The draw, where it was drawn.
    #[schemars(title = "抽查", extend("x-hidden" = true))]
    pub draw: Option<MatterId>,
    /// The day.
    #[schemars(title = "列入核实日期")]
    pub day: Day,
}

/// The draw was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unpicked {
    /// The day.
    #[schemars(title = "撤回日期")]
    pub day: Day,
}

/// Verified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verified {
    /// What it showed.
    #[schemars(title = "核实")]
    pub verify: Verify,
    /// The last day on which his explanation is waited for, where something differs.
    #[schemars(title = "说明期限")]
    pub until: Option<Day>,
    /// The day.
    #[schemars(title = "核实日期")]
    pub day: Day,
}

/// Explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explained {
    /// What he says of it.
    #[schemars(title = "本人说明")]
    pub text: Sealed<Prose>,
    /// The day.
    #[schemars(title = "说明日期")]
    pub day: Day,
}

/// Found, by one hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// What it was.
    #[schemars(title = "认定")]
    pub find: Find,
    /// By whose account: another one confirms.
    #[schemars(title = "认定人", extend("x-hidden" = true))]
    pub account: String,
    /// The day.
    #[schemars(title = "认定日期")]
    pub day: Day,
}

/// Confirmed, or sent back to be found anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Confirmed {
    /// What was said.
    #[schemars(title = "审定")]
    pub confirm: Confirm,
    /// By whose account: another one reviews.
    #[schemars(title = "审定人", extend("x-hidden" = true))]
    pub account: String,
    /// The day.
    #[schemars(title = "审定日期")]
    pub day: Day,
}

/// Told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// When and how.
    #[schemars(title = "告知")]
    pub tell: Tell,
    /// The last day on which a review may be asked for.
    #[schemars(title = "申请复核期限")]
    pub review_until: Option<Day>,
}

/// A review asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewAsked {
    /// Why.
    #[schemars(title = "复核理由")]
    pub reason: Sealed<Prose>,
    /// The day.
    #[schemars(title = "申请日期")]
    pub day: Day,
}

/// Reviewed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reviewed {
    /// What was decided.
    #[schemars(title = "复核")]
    pub review: Review,
    /// The day.
    #[schemars(title = "复核日期")]
    pub day: Day,
}

/// Given up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dropped {
    /// Why.
    #[schemars(title = "原因")]
    pub reason: String,
    /// The day.
    #[schemars(title = "终止日期")]
    pub day: Day,
}

/// Passed to the record that stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passed {
    /// Which.
    #[schemars(title = "保留的档案", extend("x-hidden" = true))]
    pub into: PersonId,
    /// His name.
    #[schemars(title = "保留的档案")]
    pub name: String,
    /// The day.
    #[schemars(title = "并入日期")]
    pub day: Day,
}
