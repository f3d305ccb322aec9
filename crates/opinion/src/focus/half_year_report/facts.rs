//! What is known of a report, what can be done, what has happened.

use engine::{
    days::{Day, Period},
    words::{PersonId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 上半年 or 下半年.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum HalfYear {
    /// January to June
    #[schemars(title = "上半年")]
    First,
    /// July to December
    #[schemars(title = "下半年")]
    Second,
}

impl HalfYear {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "上半年",
            Self::Second => "下半年",
        }
    }
    /// Its code, as in the county's table.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }
    /// Its first and last day in a year.
    #[must_use]
    pub fn period(self, year: i16) -> Option<Period> {
        let ((from, _), (to, last)) = match self {
            Self::First => ((1, 1), (6, 30)),
            Self::Second => ((7, 1), (12, 31)),
        };
        Some(Period::days(Day::new(year, from, 1)?, Day::new(year, to, last)?))
    }
    /// The half-year before it.
    #[must_use]
    pub const fn before(self, year: i16) -> (i16, Self) {
        match self {
            Self::First => (year - 1, Self::Second),
            Self::Second => (year, Self::First),
        }
    }
}

/// The clock opens a report, or the section one that is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Whose.
    #[schemars(title = "报告单位")]
    pub unit: UnitId,
    /// Of which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// Of which half.
    #[schemars(title = "报告期")]
    pub half: HalfYear,
}

/// What only people know. All of it is asked for when the report is made; a draft may leave any of it out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Content {
    /// Daily management.
    #[serde(default)]
    #[schemars(title = "日常管理情况", length(max = 4000))]
    pub daily: Prose,
    /// Talks.
    #[serde(default)]
    #[schemars(title = "谈心谈话情况", length(max = 4000))]
    pub talks: Prose,
    /// Life outside office hours.
    #[serde(default)]
    #[schemars(title = "八小时以外监督情况", description = "只写已核实的情况，不写家庭成员信息", length(max = 4000))]
    pub off_duty: Prose,
    /// Problems.
    #[serde(default)]
    #[schemars(title = "存在问题", length(max = 4000))]
    pub problems: Prose,
    /// What is to be done next.
    #[serde(default)]
    #[schemars(title = "下步打算", length(max = 4000))]
    pub plans: Prose,
}

impl Content {
    /// Fields with their keys and titles.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &'static str, &Prose); 5] {
        [
            ("/content/daily", "日常管理情况", &self.daily),
            ("/content/talks", "谈心谈话情况", &self.talks),
            ("/content/off_duty", "八小时以外监督情况", &self.off_duty),
            ("/content/problems", "存在问题", &self.problems),
            ("/content/plans", "下步打算", &self.plans),
        ]
    }
}

/// 保存底稿.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// As far as it is written.
    #[schemars(title = "报告内容")]
    pub content: Content,
}

/// 代报.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InStead {
    /// Who reports.
    #[schemars(title = "代报人", description = "本单位班子成员")]
    pub person: PersonId,
    /// Why not the secretary.
    #[schemars(title = "代报原因", description = "书记空缺或外出的情况", length(max = 200))]
    pub reason: Prose,
}

/// An item of the list, answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mended {
    /// Which.
    #[schemars(title = "补正项序号")]
    pub item: u32,
    /// What was done.
    #[schemars(title = "补正情况", length(max = 400))]
    pub how: Prose,
}

/// 报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Submit {
    /// What is reported.
    #[schemars(title = "报告内容")]
    pub content: Content,
    /// Who reports in the secretary's stead.
    #[serde(default)]
    #[schemars(title = "代报", description = "党组织书记空缺或外出时填写")]
    pub in_stead: Option<InStead>,
    /// Why late.
    #[serde(default)]
    #[schemars(title = "逾期原因", description = "逾期报告的填写", length(max = 400))]
    pub late_reason: Option<Prose>,
    /// Why a section lacks the signature of who headed the unit.
    #[serde(default)]
    #[schemars(title = "原负责人未签字的原因", description = "合并前单位的部分没有签字的填写", length(max = 400))]
    pub unsigned: Option<Prose>,
    /// The list, item by item.
    #[serde(default)]
    #[schemars(title = "补正情况")]
    pub mended: Vec<Mended>,
}

/// 签认原单位部分.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignPart {
    /// What he has to say.
    #[serde(default)]
    #[schemars(title = "说明", length(max = 400))]
    pub remark: Option<Prose>,
}

/// 阅.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// What the leader wrote on it.
    #[serde(default)]
    #[schemars(title = "批示", length(max = 400))]
    pub remark: Option<Prose>,
}

/// 审阅通过.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// The opinion.
    #[serde(default)]
    #[schemars(title = "审阅意见", length(max = 400))]
    pub opinion: Option<Prose>,
}

/// Something to be mended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProblemRow {
    /// What.
    #[schemars(title = "需要补正的内容", length(max = 400))]
    pub problem: Prose,
}

/// 退回补正.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBack {
    /// The list.
    #[schemars(title = "补正清单")]
    pub items: Vec<ProblemRow>,
}

/// 不再报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drop {
    /// Why.
    #[schemars(title = "理由", length(max = 400))]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启半年报告
    #[schemars(title = "开启半年报告")]
    Open(Open),
    /// 保存底稿
    #[schemars(title = "保存底稿")]
    Draft(Draft),
    /// 签认原单位部分
    #[schemars(title = "签认原单位部分")]
    SignPart(SignPart),
    /// 报告
    #[schemars(title = "报告")]
    Submit(Box<Submit>),
    /// 阅
    #[schemars(title = "阅")]
    Read(Read),
    /// 审阅通过
    #[schemars(title = "审阅通过")]
    Accept(Accept),
    /// 退回补正
    #[schemars(title = "退回补正")]
    SendBack(SendBack),
    /// 不再报告
    #[schemars(title = "不再报告")]
    Drop(Drop),
}

/// A section of the report: a unit and the days for which it stands, with its name and its head as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// Which.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位名称")]
    pub name: String,
    /// From when to when.
    #[schemars(title = "起止")]
    pub period: Period,
    /// Who headed it on its last day, where it has ended.
    #[schemars(title = "原负责人", extend("x-hidden" = true))]
    pub head: Option<PersonId>,
    /// His name.
    #[schemars(title = "原负责人")]
    pub head_name: Option<String>,
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Whose report.
    #[schemars(title = "报告单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "报告单位")]
    pub name: String,
    /// Of which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// Of which half.
    #[schemars(title = "报告期")]
    pub half: HalfYear,
    /// First and last day.
    #[schemars(title = "起止")]
    pub period: Period,
    /// Units that ended within it first, the reporting unit last.
    #[schemars(title = "报告各部分")]
    pub parts: Vec<Part>,
    /// The day.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// A draft kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drafted {
    /// As far as it is written.
    #[schemars(title = "报告内容")]
    pub content: Content,
    /// The day.
    #[schemars(title = "保存日期")]
    pub day: Day,
}

/// A section signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartSigned {
    /// By whom.
    #[schemars(title = "签字人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "签字人")]
    pub name: String,
    /// What he has to say.
    #[schemars(title = "说明")]
    pub remark: Option<Prose>,
    /// The day.
    #[schemars(title = "签字日期")]
    pub day: Day,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Its key.
    #[schemars(title = "指标", extend("x-hidden" = true))]
    pub key: String,
    /// What is counted.
    #[schemars(title = "指标")]
    pub word: String,
    /// Of the unit itself.
    #[schemars(title = "本单位")]
    pub own: u32,
    /// Of its subordinate units.
    #[schemars(title = "所属单位")]
    pub below: u32,
    /// Of both, in the last report.
    #[schemars(title = "上期")]
    pub last: Option<u32>,
    /// Of both, in the report of a year ago.
    #[schemars(title = "上年同期")]
    pub year_ago: Option<u32>,
}

/// The figures of one section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// The unit's name.
    #[schemars(title = "单位名称")]
    pub name: String,
    /// From when to when.
    #[schemars(title = "起止")]
    pub period: Period,
    /// The figures, without comparison.
    #[schemars(title = "数字")]
    pub rows: Vec<Figure>,
}

/// Reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Submitted {
    /// What was reported.
    #[schemars(title = "报告")]
    pub submit: Submit,
    /// Who reports.
    #[schemars(title = "报告人", extend("x-hidden" = true))]
    pub reporter: PersonId,
    /// His name.
    #[schemars(title = "报告人")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// The figures of all sections together, beside those of earlier reports.
    #[schemars(title = "报告数字")]
    pub figures: Vec<Figure>,
    /// The figures of each section, where there are several.
    #[schemars(title = "分单位数字")]
    pub tallies: Vec<Tally>,
    /// With which reports they are compared, in words.
    #[schemars(title = "对比口径")]
    pub compared: Option<String>,
    /// Working days by which it is late; 0 in time.
    #[schemars(title = "逾期工作日")]
    pub days_late: i64,
    /// The day.
    #[schemars(title = "报告日期")]
    pub day: Day,
}

/// Read by a leader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadNote {
    /// His name.
    #[schemars(title = "阅签人")]
    pub name: String,
    /// What he wrote on it.
    #[schemars(title = "批示")]
    pub remark: Option<Prose>,
    /// The day.
    #[schemars(title = "阅签日期")]
    pub day: Day,
}

/// Accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Accepted {
    /// The opinion.
    #[schemars(title = "审阅意见")]
    pub opinion: Option<Prose>,
    /// The day.
    #[schemars(title = "审阅日期")]
    pub day: Day,
}

/// An item of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Its number.
    #[schemars(title = "序号")]
    pub item: u32,
    /// What is to be mended.
    #[schemars(title = "需要补正的内容")]
    pub problem: Prose,
    /// What was done.
    #[schemars(title = "补正情况")]
    pub how: Option<Prose>,
}

/// Returned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SentBack {
    /// The list.
    #[schemars(title = "补正清单")]
    pub items: Vec<Problem>,
    /// The day.
    #[schemars(title = "退回日期")]
    pub day: Day,
}

/// Not owed any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dropped {
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
    /// 开启半年报告
    #[schemars(title = "开启半年报告")]
    Opened(Opened),
    /// 保存底稿
    #[schemars(title = "保存底稿")]
    Drafted(Drafted),
    /// 签认原单位部分
    #[schemars(title = "签认原单位部分")]
    PartSigned(PartSigned),
    /// 报告
    #[schemars(title = "报告")]
    Submitted(Box<Submitted>),
    /// 阅
    #[schemars(title = "阅")]
    Read(ReadNote),
    /// 审阅通过
    #[schemars(title = "审阅通过")]
    Accepted(Accepted),
    /// 退回补正
    #[schemars(title = "退回补正")]
    SentBack(SentBack),
    /// 不再报告
    #[schemars(title = "不再报告")]
    Dropped(Dropped),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Whose report of which half-year.
    #[schemars(title = "半年报告")]
    pub opened: Opened,
    /// The draft.
    #[schemars(title = "底稿")]
    pub draft: Option<Content>,
    /// Sections signed.
    #[schemars(title = "原单位部分签认")]
    pub signed: Vec<PartSigned>,
    /// The report, as it was last made.
    #[schemars(title = "报告")]
    pub submitted: Option<Submitted>,
    /// When it was first made.
    #[schemars(title = "首次报告日期")]
    pub first: Option<Day>,
    /// Who read it.
    #[schemars(title = "阅签")]
    pub read: Vec<ReadNote>,
    /// What is to be mended, with what was done.
    #[schemars(title = "补正")]
    pub sent_back: Option<SentBack>,
    /// The opinion.
    #[schemars(title = "审阅")]
    pub accepted: Option<Accepted>,
    /// Not owed any more.
    #[schemars(title = "不再报告")]
    pub dropped: Option<Dropped>,
}
