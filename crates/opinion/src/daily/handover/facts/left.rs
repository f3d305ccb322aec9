//! The post that is left, who takes part, and what follows from the county's tables.

use super::{annex::Annex, content::Relation};
use crate::ground::DepartureReasons;
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A party named: receiver or supervisor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Who.
    #[schemars(title = "姓名")]
    pub person: PersonId,
    /// His name at that time.
    #[schemars(title = "当时姓名", extend("x-hidden" = true))]
    pub name: String,
    /// Receives because he holds the unit together, no successor being there yet.
    #[serde(default)]
    #[schemars(title = "主持工作者代接")]
    pub acting: bool,
    /// Receives for the time being; whoever follows in the post takes over from him.
    #[serde(default)]
    #[schemars(title = "暂代接收")]
    pub provisional: bool,
}

impl Party {
    /// Receives until a successor is there.
    #[must_use]
    pub const fn is_interim(&self) -> bool {
        self.acting || self.provisional
    }
}

/// How it was completed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Completion {
    /// The day of the last signature.
    #[schemars(title = "签字齐备日期")]
    pub day: Day,
    /// The day by which it was due.
    #[schemars(title = "应办结日期")]
    pub due: Option<Day>,
    /// Calendar days late.
    #[schemars(title = "逾期天数")]
    pub days_late: i64,
}

/// How much is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Form {
    /// 交接书: five tables, each by itself.
    #[default]
    #[schemars(title = "交接书")]
    Full,
    /// 交接短表: the five contents on one sheet, in one go.
    #[schemars(title = "交接短表")]
    Short,
}

/// The post that is handed over, in the words of the day on which it was left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// Who left.
    #[schemars(title = "移交人", extend("x-hidden" = true))]
    pub leaver: PersonId,
    /// His name.
    #[schemars(title = "移交人")]
    pub name: String,
    /// The post.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Its unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Unit and title.
    #[schemars(title = "移交职务")]
    pub label: String,
    /// He headed the unit.
    #[schemars(title = "单位主要负责人")]
    pub head: bool,
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "离岗原因", extend("x-hidden" = true))]
    pub reason: Term<DepartureReasons>,
    /// The reason's word.
    #[schemars(title = "离岗原因")]
    pub reason_word: String,
    /// Unit he goes to.
    #[schemars(title = "调入单位")]
    pub to_unit: Option<UnitId>,
    /// The decision.
    #[schemars(title = "任免事项")]
    pub decision: Option<MatterId>,
    /// Relations that have to move; none where he stays or leaves for good.
    #[schemars(title = "应转关系", extend("x-hidden" = true))]
    pub relations: Vec<Relation>,
    /// How much is written down; by the county's table of forms.
    #[serde(default)]
    #[schemars(title = "交接形式")]
    pub form: Form,
    /// Other posts of the same unit that are handed over with it.
    #[serde(default)]
    #[schemars(title = "一并移交的职务")]
    pub also: Vec<Also>,
    /// Tables beneath the contents that the county wants filled for such a post.
    #[serde(default)]
    #[schemars(title = "应填附表")]
    pub annexes: Vec<Annex>,
    /// The county's table says that leaving such a post is to be audited.
    #[serde(default)]
    #[schemars(title = "需离任审计")]
    pub audit: bool,
    /// Day from which the working days count; empty while they stand still from the beginning (death, detention).
    #[schemars(title = "计时起点", extend("x-hidden" = true))]
    pub clock: Option<Day>,
}

/// A post of the same unit left with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// The post.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Unit and title.
    #[schemars(title = "职务")]
    pub label: String,
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// The decision, where it is another one.
    #[schemars(title = "任免事项", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
}

/// 接任补签: whoever follows takes over from the one who received for the time being.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Takeover {
    /// Who follows.
    #[schemars(title = "接任人")]
    pub party: Party,
    /// His first day in the post.
    #[schemars(title = "到任日期")]
    pub day: Day,
    /// What has changed since the three signed.
    #[schemars(title = "签字后的变动")]
    pub changed: Vec<String>,
    /// When he signed.
    #[schemars(title = "补签日期")]
    pub signed: Option<Day>,
    /// With what.
    #[schemars(title = "保留意见")]
    pub reservation: Option<Prose>,
}

/// 提请离任审计.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditRequest {
    /// Date of the letter.
    #[schemars(title = "提请日期")]
    pub day: Day,
    /// Its number.
    #[schemars(title = "提请函文号", length(max = 60))]
    pub number: String,
    /// To whom.
    #[schemars(title = "审计机关", length(max = 60))]
    pub organ: Option<String>,
    /// Its scan.
    #[schemars(title = "提请函")]
    pub paper: Option<FileId>,
}

/// 不提请审计.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditWaiver {
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
    /// The decision or the report it rests on.
    #[schemars(title = "依据", length(max = 120))]
    pub basis: String,
}
