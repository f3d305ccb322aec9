//! What a matter looks like from outside, and the rows that follow from its state.

use crate::{
    access::Hat,
    days::{Day, Period},
    policy::Basis,
    registry::Entry,
    words::{MatterId, PersonId, PostId, UnitId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Relation from a person's closed record to the record that stays.
pub const MERGED_INTO: &str = "并入";

/// In what capacity a matter concerns a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum As {
    /// The matter is about him and he takes part.
    Subject,
    /// The matter is about him (a report).
    Object,
    /// The matter is about him and he has not been told: until then neither he nor a relative sees it, whatever else is open to them.
    Untold,
    /// The matter was about him and nothing of it stands: he sees how it ended, and nobody finds it under his name.
    Cleared,
    /// He reported.
    Reporter,
    /// He stands in.
    StandIn,
    /// He signs or signed.
    Signer,
    /// He receives, in a handover.
    Receiver,
    /// He supervises a handover.
    Supervisor,
    /// A relative named in it.
    Relative,
    /// He is on watch.
    Watch,
    /// He sits in a meeting, or carries out what it decided.
    Participant,
}

impl As {
    /// Whether the matter is about him or comes from him; the others work on it.
    #[must_use]
    pub const fn is_concerned(self) -> bool {
        matches!(self, Self::Subject | Self::Object | Self::Untold | Self::Cleared | Self::Reporter | Self::Relative)
    }
    /// Whether a matter stands under his name, for others to find there.
    #[must_use]
    pub const fn is_listed(self) -> bool {
        !matches!(self, Self::Untold | Self::Cleared)
    }
    /// All capacities.
    pub const ALL: [Self; 12] = [
        Self::Subject,
        Self::Object,
        Self::Untold,
        Self::Cleared,
        Self::Reporter,
        Self::StandIn,
        Self::Signer,
        Self::Receiver,
        Self::Supervisor,
        Self::Relative,
        Self::Watch,
        Self::Participant,
    ];
    /// The code stored with a concern.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::Untold => "untold",
            Self::Cleared => "cleared",
            Self::Reporter => "reporter",
            Self::StandIn => "stand_in",
            Self::Signer => "signer",
            Self::Receiver => "receiver",
            Self::Supervisor => "supervisor",
            Self::Relative => "relative",
            Self::Watch => "watch",
            Self::Participant => "participant",
        }
    }
}

/// How far a matter may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// 公开
    Open,
    /// 内部
    Inner,
    /// 工作秘密
    Work,
    /// 封存
    Sealed,
}

/// What a matter looks like from outside.
#[derive(Clone, Debug, Serialize)]
pub struct Outline {
    /// One line: 请假：翟明远，因公赴芜湖市.
    pub title: String,
    /// The stored stage, one of `Kind::stages`.
    pub stage: &'static str,
    /// Whether it is ended.
    pub done: bool,
    /// Whom it concerns, in what capacity; the first subject is the one lists show.
    pub persons: Vec<(As, PersonId)>,
    /// Units concerned; the first is the one lists show and access follows.
    pub units: Vec<UnitId>,
    /// 时任职务 of the subject, as text, frozen at the event.
    pub post: String,
    /// The period it is about.
    pub period: Option<Period>,
    /// How far it may be known.
    pub secrecy: Secrecy,
    /// Cells of the kind's own columns: a flat object, at most twelve keys.
    pub cells: Value,
    /// Links to other matters, with the relation in words.
    pub links: Vec<(&'static str, MatterId)>,
    /// Text that search finds beside title, number and names; nothing sealed.
    pub text: String,
}

/// Rows owned by a matter and reconciled by the desk after each action.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Effects {
    /// Something owed by someone by a day.
    pub duties: Vec<Duty>,
    /// What a person may not get, from when to when.
    pub holds: Vec<Hold>,
    /// Who is away.
    pub absences: Vec<Absence>,
    /// Who holds which post.
    pub tenures: Vec<Tenure>,
    /// Who is on watch.
    pub watches: Vec<Watch>,
    /// Rows for reading about people, units, posts, relatives, accounts and grants.
    pub registry: Vec<Entry>,
}

/// 应办事项.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// Unique within the matter.
    pub key: String,
    /// What is to be done, verb first: 销假.
    pub what: String,
    /// Who owes it: any of these hats.
    pub owner: Vec<Hat>,
    /// By which day; empty where it waits without a limit or the calendar is not published.
    pub due: Option<Day>,
    /// How the day came about.
    pub basis: Basis,
    /// The verb that discharges it; the button on the workbench.
    pub verb: Option<String>,
    /// The duty stands for the office, not for the person: it passes to whoever follows.
    pub with_post: bool,
}

/// What a hold bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// Asking for leave.
    Leave,
    /// Going abroad.
    Trip,
    /// 提拔、重用、职级晋升
    Promotion,
    /// 评优评先、优秀等次
    Award,
    /// 辞职
    Resignation,
    /// 交流、调动
    Transfer,
}

/// 影响期、处分期、立案限制、核查暂缓、一票否决: five things on paper, one word here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hold {
    /// Whom.
    pub person: PersonId,
    /// What it is called on paper.
    pub name: String,
    /// What it bars.
    pub bars: Vec<Bar>,
    /// First day.
    pub from: Day,
    /// First day after it; empty while it lasts until lifted.
    pub until: Option<Day>,
    /// How the days came about.
    pub basis: Basis,
    /// Answers everyone but its named readers with the neutral sentence.
    pub sealed: bool,
}

/// 外出.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Absence {
    /// Who.
    pub person: PersonId,
    /// From when to when.
    pub period: Period,
    /// Approved; otherwise applied for and pending.
    pub firm: bool,
    /// Lasts until it is reported ended.
    pub until_reported: bool,
    /// Who stands in.
    pub stand_in: Option<PersonId>,
    /// What the calendar writes on the bar: 因公 合肥.
    pub label: String,
}

impl Absence {
    /// What the words on the bar of an absence on duty begin with; every other is for oneself.
    pub const ON_DUTY: &'static str = "因公";
}

/// 值班: somebody has to be there, from when to when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// In which unit.
    pub unit: UnitId,
    /// Who.
    pub person: PersonId,
    /// The half-days that it touches.
    pub period: Period,
    /// 带班: he leads it.
    pub leading: bool,
    /// What the calendar writes: 夜班.
    pub label: String,
}

/// One person in one post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tenure {
    /// Who.
    pub person: PersonId,
    /// Which post.
    pub post: PostId,
    /// First day.
    pub from: Day,
    /// First day after it; empty while it lasts.
    pub until: Option<Day>,
    /// Holds the unit together without being its chief (主持工作).
    pub acting: bool,
}

/// One line of the opinion stream.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What was done: 提交申请.
    pub act: String,
    /// What was said or entered.
    pub text: String,
    /// Drawn as grave.
    pub grave: bool,
}

impl Line {
    /// An ordinary line.
    #[must_use]
    pub fn new(act: impl Into<String>, text: impl Into<String>) -> Self {
        Self { act: act.into(), text: text.into(), grave: false }
    }
    /// The line drawn as grave.
    #[must_use]
    pub fn grave(self) -> Self {
        self.grave_if(true)
    }
    /// The line drawn as grave where it is.
    #[must_use]
    pub fn grave_if(mut self, grave: bool) -> Self {
        self.grave |= grave;
        self
    }
}

/// A step of the step bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Its word: 审批.
    pub word: String,
    /// Where it stands.
    pub pace: Pace,
    /// The day it was done or is due.
    pub day: Option<Day>,
    /// Who did it or is to do it.
    pub who: Option<String>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Behind.
    Done,
    /// Now.
    Current,
    /// Ahead.
    Later,
}

impl Step {
    /// Whether it was done on some day or may still be: of what a matter passed without, there is none.
    #[must_use]
    pub const fn took_place(&self) -> bool {
        !matches!(self.pace, Pace::Done) || self.day.is_some()
    }
}

impl Pace {
    /// Where the step at a place stands when the matter is at another.
    #[must_use]
    pub const fn at(place: usize, here: usize) -> Self {
        if place < here {
            Self::Done
        } else if place == here {
            Self::Current
        } else {
            Self::Later
        }
    }
}
