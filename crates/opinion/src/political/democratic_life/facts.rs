//! What is known of a body's session, what can be done, what has happened.

use crate::political::party_life::AbsenceReasons;
use engine::{
    days::Day,
    parts::Rectification,
    words::{FileId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

engine::dictionary!(
    /// Why a special session is held.
    Occasions,
    "democratic_life_occasions"
);

/// The clock opens the session of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Whose.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
}

/// 召开专题民主生活会.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Whose.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// On which occasion.
    #[schemars(title = "召开缘由")]
    pub occasion: Term<Occasions>,
    /// What happened.
    #[schemars(title = "情况说明", length(max = 400))]
    pub reason: Prose,
}

/// 报送方案.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// When it is to be held.
    #[schemars(title = "拟召开日期")]
    pub planned_on: Day,
    /// About what.
    #[schemars(title = "主题", length(max = 200))]
    pub theme: String,
    /// To whom the scheme was sent.
    #[schemars(title = "报送的上级党组织", length(max = 60))]
    pub superior: String,
    /// When.
    #[schemars(title = "方案报送日期")]
    pub filed_on: Day,
    /// The consent, where it is held early or late.
    #[serde(default)]
    #[schemars(title = "提前或延期召开的同意依据", description = "不在通常时间召开的填写", length(max = 100))]
    pub consent: Option<String>,
}

/// A member at the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendanceRow {
    /// Who.
    #[schemars(title = "班子成员")]
    pub person: PersonId,
    /// Whether he was there.
    #[serde(default)]
    #[schemars(title = "到会")]
    pub present: bool,
    /// Why he was not.
    #[serde(default)]
    #[schemars(title = "缺席原因")]
    pub reason: Option<Term<AbsenceReasons>>,
}

/// Where a problem was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum How {
    /// 自我批评
    #[schemars(title = "自我批评")]
    Own,
    /// 相互批评
    #[schemars(title = "相互批评")]
    Mutual,
    /// 征求意见
    #[schemars(title = "征求意见")]
    Asked,
}

impl How {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "自我批评",
            Self::Mutual => "相互批评",
            Self::Asked => "征求意见",
        }
    }
}

/// A problem as it was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CriticismRow {
    /// Of whom; of the body, where nobody is named.
    #[serde(default)]
    #[schemars(title = "对象", description = "班子的问题不填")]
    pub about: Option<PersonId>,
    /// How it came up.
    #[schemars(title = "来源")]
    pub how: How,
    /// What.
    #[schemars(title = "问题", length(max = 400))]
    pub problem: Prose,
}

/// 登记召开情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// When.
    #[schemars(title = "召开日期")]
    pub day: Day,
    /// The members.
    #[schemars(title = "班子成员到会情况")]
    pub rows: Vec<AttendanceRow>,
    /// Who else was there.
    #[serde(default)]
    #[schemars(title = "列席和督导人员", length(max = 200))]
    pub observers: Option<String>,
    /// What was said.
    #[schemars(title = "问题清单")]
    pub criticism: Vec<CriticismRow>,
}

/// 报送报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// When the report and the record were sent.
    #[schemars(title = "报告报送日期")]
    pub day: Day,
    /// The report.
    #[serde(default)]
    #[schemars(title = "报告和会议记录")]
    pub file: Option<FileId>,
}

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
    /// By when.
    #[schemars(title = "完成期限")]
    pub by: Day,
}

/// 报告整改情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// Of which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// What was done.
    #[schemars(title = "整改情况", length(max = 400))]
    pub done: Prose,
}

/// 复查销号.
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
    #[schemars(title = "复查意见", length(max = 400))]
    pub opinion: Prose,
}

/// 不再整改: whom it was about has left or died.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drop {
    /// Which problem.
    #[schemars(title = "问题序号")]
    pub item: u32,
    /// Why.
    #[schemars(title = "理由", length(max = 200))]
    pub reason: Prose,
}

/// 不再召开.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waive {
    /// Why.
    #[schemars(title = "理由", description = "如单位撤并、班子缺员经上级同意不召开", length(max = 200))]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启年度民主生活会
    #[schemars(title = "开启年度民主生活会")]
    Open(Open),
    /// 召开专题民主生活会
    #[schemars(title = "召开专题民主生活会")]
    Call(Call),
    /// 登记方案报送
    #[schemars(title = "登记方案报送")]
    Plan(Plan),
    /// 登记召开情况
    #[schemars(title = "登记召开情况")]
    Hold(Hold),
    /// 登记报告报送
    #[schemars(title = "登记报告报送")]
    Report(Report),
    /// 提出整改措施
    #[schemars(title = "提出整改措施")]
    Measure(Measure),
    /// 报告整改情况
    #[schemars(title = "报告整改情况")]
    ReportItem(Done),
    /// 复查销号
    #[schemars(title = "复查销号")]
    Check(Check),
    /// 不再整改
    #[schemars(title = "不再整改")]
    Drop(Drop),
    /// 不再召开
    #[schemars(title = "不再召开")]
    Waive(Waive),
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Whose.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位名称", extend("x-hidden" = true))]
    pub unit_name: String,
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// On which occasion; nothing for the year's own.
    #[schemars(title = "召开缘由")]
    pub occasion: Option<String>,
    /// What happened.
    #[schemars(title = "情况说明")]
    pub reason: Option<Prose>,
    /// From when on it is usually held.
    #[schemars(title = "通常召开时间自")]
    pub from: Option<Day>,
    /// Until when.
    #[schemars(title = "通常召开时间至")]
    pub to: Option<Day>,
    /// The day.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// The scheme, sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Planned {
    /// What was entered.
    #[schemars(title = "方案")]
    pub plan: Plan,
    /// What to mind.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

/// A member at the session, with the words of its day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attendance {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Whether he was there.
    #[schemars(title = "到会")]
    pub present: bool,
    /// Why he was not.
    #[schemars(title = "缺席原因")]
    pub reason: String,
}

/// A problem as it was listed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    /// Of whom.
    #[schemars(title = "对象", extend("x-hidden" = true))]
    pub about: Option<PersonId>,
    /// His name, or the body.
    #[schemars(title = "对象")]
    pub about_name: String,
    /// How it came up.
    #[schemars(title = "来源")]
    pub how: How,
    /// What.
    #[schemars(title = "问题")]
    pub problem: Prose,
}

/// Held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// When.
    #[schemars(title = "召开日期")]
    pub day: Day,
    /// The members.
    #[schemars(title = "到会情况")]
    pub attendance: Vec<Attendance>,
    /// Who else was there.
    #[schemars(title = "列席和督导人员")]
    pub observers: Option<String>,
    /// What was said.
    #[schemars(title = "问题清单", extend("x-hidden" = true))]
    pub problems: Vec<Listed>,
}

/// Reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reported {
    /// What was entered.
    #[schemars(title = "报告")]
    pub report: Report,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measured {
    /// What was entered.
    #[schemars(title = "措施")]
    pub measure: Measure,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// Reported as put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemReported {
    /// What was entered.
    #[schemars(title = "整改情况")]
    pub done: Done,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// Re-checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// What was entered.
    #[schemars(title = "复查")]
    pub check: Check,
    /// By whom.
    #[schemars(title = "复查人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "日期")]
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

/// Not held any longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Waived {
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启民主生活会
    #[schemars(title = "开启民主生活会")]
    Opened(Opened),
    /// 报送方案
    #[schemars(title = "报送方案")]
    Planned(Planned),
    /// 召开
    #[schemars(title = "召开")]
    Held(Box<Held>),
    /// 报送报告
    #[schemars(title = "报送报告")]
    Reported(Reported),
    /// 提出整改措施
    #[schemars(title = "提出整改措施")]
    Measured(Measured),
    /// 报告整改情况
    #[schemars(title = "报告整改情况")]
    ItemReported(ItemReported),
    /// 复查销号
    #[schemars(title = "复查销号")]
    Checked(Checked),
    /// 不再整改
    #[schemars(title = "不再整改")]
    Dropped(Dropped),
    /// 不再召开
    #[schemars(title = "不再召开")]
    Waived(Waived),
}

/// A problem and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Its number.
    #[schemars(title = "问题序号")]
    pub number: u32,
    /// Of whom.
    #[schemars(title = "对象")]
    pub about: String,
    /// How it came up.
    #[schemars(title = "来源")]
    pub how: How,
    /// Where it stands.
    #[schemars(title = "整改")]
    pub rectification: Rectification,
    /// Since when it waits where it is.
    #[schemars(title = "现状自", extend("x-hidden" = true))]
    pub since: Day,
    /// What the last re-check said.
    #[schemars(title = "复查意见")]
    pub opinion: Option<Prose>,
    /// Why it is not put right any longer.
    #[schemars(title = "不再整改的理由")]
    pub dropped: Option<Prose>,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Whose, and why.
    #[schemars(title = "民主生活会")]
    pub opened: Opened,
    /// The scheme.
    #[schemars(title = "方案报送")]
    pub planned: Option<Planned>,
    /// How it was held.
    #[schemars(title = "召开情况")]
    pub held: Option<Held>,
    /// What is put right.
    #[schemars(title = "整改清单")]
    pub problems: Vec<Problem>,
    /// The report.
    #[schemars(title = "报告报送")]
    pub reported: Option<Reported>,
    /// Not held any longer.
    #[schemars(title = "不再召开")]
    pub waived: Option<Waived>,
}
