//! What is known of a review, what can be done, what has happened.

use engine::{
    days::Day,
    words::{PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

engine::dictionary!(
    /// The blocks of a dossier.
    Blocks,
    "dossier_blocks"
);

/// The clock opens the review of a body and year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Whose body.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
}

/// Somebody joined the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// Who.
    #[schemars(title = "新到任的班子成员")]
    pub person: PersonId,
}

/// What a block came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockRow {
    /// Which.
    #[schemars(title = "档案分块")]
    pub block: Term<Blocks>,
    /// There is nothing, and that is so.
    #[serde(default)]
    #[schemars(title = "无此类情况")]
    pub none: bool,
    /// What is missing; empty where it is complete.
    #[serde(default)]
    #[schemars(title = "待补内容", description = "材料齐全或者无此类情况的不填", length(max = 200))]
    pub missing: Option<String>,
}

/// 核对 one dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Whose; nobody's for the body's own.
    #[serde(default)]
    #[schemars(title = "干部", description = "核对领导班子档案的不填")]
    pub person: Option<PersonId>,
    /// Its blocks.
    #[schemars(title = "分块核对情况")]
    pub blocks: Vec<BlockRow>,
    /// A remark.
    #[serde(default)]
    #[schemars(title = "备注", length(max = 400))]
    pub note: Option<Prose>,
}

/// Somebody left before his dossier was gone through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveOut {
    /// Who.
    #[schemars(title = "干部")]
    pub person: PersonId,
    /// Why.
    #[schemars(title = "不再核对的理由", description = "如已调离，由新单位核对", length(max = 200))]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The clock opens it.
    #[schemars(title = "开启年度核对")]
    Open(Open),
    /// The clock adds somebody.
    #[schemars(title = "增加班子成员")]
    Join(Join),
    /// A dossier is gone through, or again after something was brought in.
    #[schemars(title = "核对档案")]
    Check(Check),
    /// A dossier is not gone through here.
    #[schemars(title = "不再核对")]
    LeaveOut(LeaveOut),
}

/// A dossier of the review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dossier {
    /// Whose; nobody's for the body's own.
    #[schemars(title = "干部编号", extend("x-hidden" = true))]
    pub person: Option<PersonId>,
    /// His name, or the body's.
    #[schemars(title = "档案")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "职务")]
    pub post: String,
    /// When it was gone through last.
    #[schemars(title = "核对日期")]
    pub checked: Option<Day>,
    /// What it came to.
    #[schemars(title = "分块核对情况")]
    pub blocks: Vec<Block>,
    /// A remark.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

/// A block as it was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// Its code.
    #[schemars(title = "分块代码", extend("x-hidden" = true))]
    pub code: String,
    /// Its name.
    #[schemars(title = "分块")]
    pub title: String,
    /// There is nothing.
    #[schemars(title = "无此类情况")]
    pub none: bool,
    /// What is missing.
    #[schemars(title = "待补内容")]
    pub missing: String,
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Whose body.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// The unit's name.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// The body's own dossier and those of its members.
    #[schemars(title = "档案")]
    pub dossiers: Vec<Dossier>,
    /// The day.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// Gone through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// Whose.
    #[schemars(title = "干部编号", extend("x-hidden" = true))]
    pub person: Option<PersonId>,
    /// In words.
    #[schemars(title = "档案")]
    pub name: String,
    /// What it came to.
    #[schemars(title = "分块核对情况")]
    pub blocks: Vec<Block>,
    /// A remark.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
    /// The day.
    #[schemars(title = "核对日期")]
    pub day: Day,
}

/// Left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// Who.
    #[schemars(title = "干部编号", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "干部")]
    pub name: String,
    /// Why.
    #[schemars(title = "不再核对的理由")]
    pub reason: Prose,
    /// The day.
    #[serde(default)]
    #[schemars(title = "日期")]
    pub day: Option<Day>,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Opened.
    #[schemars(title = "开启年度核对")]
    Opened(Opened),
    /// Somebody joined.
    #[schemars(title = "增加班子成员")]
    Joined(Dossier),
    /// Gone through.
    #[schemars(title = "核对档案")]
    Checked(Checked),
    /// Left out.
    #[schemars(title = "不再核对")]
    LeftOut(LeftOut),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Whose body.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// The unit's name.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// The dossiers.
    #[schemars(title = "档案")]
    pub dossiers: Vec<Dossier>,
    /// When it was opened.
    #[schemars(title = "开启日期")]
    pub opened: Day,
    /// The day on which all had been gone through: what is missing is counted from there.
    #[schemars(title = "全部核对")]
    pub through: Option<Day>,
}
