//! What is known of a lesson for many, what can be done, what has happened.

use crate::focus::young_cadre::{EducationForms, Lesson};
use engine::{
    days::Day,
    dictionary,
    words::{FileId, MatterId, PersonId, Prose, Term},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// Why somebody was not there.
    AbsenceReasons, "education_absence_reasons"
);

/// 正面教育, 警示教育, or both in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Content {
    /// 正面教育
    #[schemars(title = "正面教育")]
    Positive,
    /// 警示教育
    #[schemars(title = "警示教育")]
    Warning,
    /// 正面教育和警示教育
    #[schemars(title = "正面教育和警示教育")]
    Both,
}

impl Content {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Positive => "正面教育",
            Self::Warning => "警示教育",
            Self::Both => "正面教育和警示教育",
        }
    }

    /// Whether such a lesson is part of it.
    #[must_use]
    pub fn has(self, lesson: Lesson) -> bool {
        matches!(
            (self, lesson),
            (Self::Both, _) | (Self::Positive, Lesson::Positive) | (Self::Warning, Lesson::Warning)
        )
    }
}

/// Somebody who is to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// Who.
    #[schemars(title = "年轻干部")]
    pub person: PersonId,
}

/// 安排廉政教育课.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Which.
    #[schemars(title = "教育类别")]
    pub content: Content,
    /// In what form.
    #[schemars(title = "教育形式")]
    pub form: Term<EducationForms>,
    /// When.
    #[schemars(title = "开课日期", description = "可以是以后的日期")]
    pub day: Day,
    /// Where.
    #[schemars(title = "地点", length(max = 100))]
    pub place: String,
    /// What about.
    #[schemars(title = "主题", length(max = 100))]
    pub subject: String,
    /// By whom.
    #[schemars(title = "组织单位", length(max = 80))]
    pub organisers: String,
    /// Who is to come.
    #[schemars(title = "应到人员")]
    pub invited: Vec<Invite>,
}

/// 改期或者改名单.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revise {
    /// The lesson as it is to be.
    #[schemars(title = "安排")]
    pub plan: Plan,
    /// Why.
    #[schemars(title = "改动原因", length(max = 200))]
    pub reason: Prose,
}

/// 取消.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// Why.
    #[schemars(title = "取消原因", length(max = 200))]
    pub reason: Prose,
}

/// The clock: whoever was to come has had the time to learn that it is off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The day on which it would have been.
    #[schemars(title = "原定日期")]
    pub day: Day,
}

/// Whether somebody came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendanceRow {
    /// Who.
    #[schemars(title = "年轻干部")]
    pub person: PersonId,
    /// Whether he was there.
    #[serde(default)]
    #[schemars(title = "到课")]
    pub present: bool,
    /// Why he was not.
    #[serde(default)]
    #[schemars(title = "缺课原因")]
    pub reason: Option<Term<AbsenceReasons>>,
}

/// 登记到课情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Everybody who was to come.
    #[schemars(title = "到课情况")]
    pub attendance: Vec<AttendanceRow>,
    /// The list that they signed.
    #[serde(default)]
    #[schemars(title = "签到表扫描件")]
    pub paper: Option<FileId>,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 安排廉政教育课
    #[schemars(title = "安排廉政教育课")]
    Plan(Plan),
    /// 改期或者改名单
    #[schemars(title = "改期或者改名单")]
    Revise(Box<Revise>),
    /// 取消
    #[schemars(title = "取消")]
    Cancel(Cancel),
    /// 取消后结束
    #[schemars(title = "取消后结束")]
    Close(Close),
    /// 登记到课情况
    #[schemars(title = "登记到课情况")]
    Record(Record),
}

/// The lesson.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    /// Which.
    #[schemars(title = "教育类别")]
    pub content: Content,
    /// In what form.
    #[schemars(title = "教育形式")]
    pub form: Term<EducationForms>,
    /// The same in words.
    #[schemars(title = "教育形式名称", extend("x-hidden" = true))]
    pub form_name: String,
    /// When.
    #[schemars(title = "开课日期")]
    pub day: Day,
    /// Where.
    #[schemars(title = "地点")]
    pub place: String,
    /// What about.
    #[schemars(title = "主题")]
    pub subject: String,
    /// By whom.
    #[schemars(title = "组织单位")]
    pub organisers: String,
}

/// Somebody who is to come, with the words of the day on which he was named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Guest {
    /// Who.
    #[schemars(title = "年轻干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// His unit.
    #[schemars(title = "单位")]
    pub unit: String,
    /// What he owed of it.
    #[schemars(title = "尚缺")]
    pub owed: String,
}

/// Planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Planned {
    /// The lesson's matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The lesson.
    #[schemars(title = "安排")]
    pub session: Session,
    /// Who is to come.
    #[schemars(title = "应到人员")]
    pub invited: Vec<Guest>,
}

/// On another day, or for others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Revised {
    /// The lesson.
    #[schemars(title = "安排")]
    pub session: Session,
    /// Who is to come.
    #[schemars(title = "应到人员")]
    pub invited: Vec<Guest>,
    /// Why.
    #[schemars(title = "改动原因")]
    pub reason: Prose,
}

/// Off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cancelled {
    /// Why.
    #[schemars(title = "取消原因")]
    pub reason: Prose,
    /// When that was decided.
    #[schemars(title = "取消日期")]
    pub day: Day,
}

/// Off, and over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// The day.
    #[schemars(title = "结束日期")]
    pub day: Day,
}

/// Whether somebody came, with his name and unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Came {
    /// Who.
    #[schemars(title = "年轻干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// His unit.
    #[schemars(title = "单位")]
    pub unit: String,
    /// Whether he was there.
    #[schemars(title = "到课")]
    pub present: bool,
    /// Why he was not.
    #[schemars(title = "缺课原因")]
    pub reason: Option<Term<AbsenceReasons>>,
    /// The same in words.
    #[schemars(title = "缺课原因名称", extend("x-hidden" = true))]
    pub reason_name: String,
}

/// Who came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recorded {
    /// Everybody who was to come.
    #[schemars(title = "到课情况")]
    pub attendance: Vec<Came>,
    /// Names of those who had left the list by the day.
    #[schemars(title = "开课前已出册")]
    pub gone: Vec<String>,
    /// The list that they signed.
    #[schemars(title = "签到表扫描件")]
    pub paper: Option<FileId>,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 安排廉政教育课
    #[schemars(title = "安排廉政教育课")]
    Planned(Box<Planned>),
    /// 改期或者改名单
    #[schemars(title = "改期或者改名单")]
    Revised(Box<Revised>),
    /// 取消
    #[schemars(title = "取消")]
    Cancelled(Cancelled),
    /// 取消后结束
    #[schemars(title = "取消后结束")]
    Closed(Closed),
    /// 登记到课情况
    #[schemars(title = "登记到课情况")]
    Recorded(Box<Recorded>),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The lesson's matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The lesson.
    #[schemars(title = "安排")]
    pub session: Session,
    /// Who is to come.
    #[schemars(title = "应到人员")]
    pub invited: Vec<Guest>,
    /// Who came.
    #[schemars(title = "登记")]
    pub recorded: Option<Recorded>,
    /// It is off.
    #[schemars(title = "取消")]
    pub cancelled: Option<Cancelled>,
    /// It is off, and over.
    #[schemars(title = "结束")]
    pub closed: Option<Closed>,
}
