//! What is known of an appraisal.

use super::{Appealed, Ballot, Lifted, Source, Started, Stated, Submitted, Tell};
use engine::{
    days::Day,
    parts::Rectification,
    words::{FileId, MatterId, PersonId, Prose, Sealed, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whom it is about, as he or it was when it began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Subject {
    /// A cadre; otherwise the body of the unit.
    #[schemars(title = "干部编号", extend("x-hidden" = true))]
    pub person: Option<PersonId>,
    /// His unit, or the body's.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// His name, or the body's.
    #[schemars(title = "姓名或者班子")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
}

/// A piece of evidence. Who said what and when is for those who work on the matter; the person is told the gist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-reserved" = true))]
pub struct Evidence {
    /// How, in words.
    #[schemars(title = "考察方式")]
    pub method: String,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
    /// From where.
    #[schemars(title = "依据来源")]
    pub source: Source,
    /// What.
    #[schemars(title = "考察情况")]
    pub words: Sealed<Prose>,
    /// The count of a ballot, in words.
    #[schemars(title = "民主测评计票")]
    pub ballot: Option<Ballot>,
    /// Who else spoke, where it is a talk.
    #[serde(default)]
    #[schemars(title = "共同谈话人编号", extend("x-hidden" = true))]
    pub with: Vec<PersonId>,
    /// Their names.
    #[serde(default)]
    #[schemars(title = "共同谈话人")]
    pub with_names: Vec<String>,
    /// Its paper.
    #[schemars(title = "佐证材料")]
    pub paper: Option<FileId>,
    /// Who entered and signed it.
    #[schemars(title = "记录人编号", extend("x-hidden" = true))]
    pub recorder: Option<PersonId>,
    /// His name.
    #[schemars(title = "记录人")]
    pub recorder_name: String,
    /// When he signed.
    #[schemars(title = "签字日期")]
    pub signed: Day,
}

/// What follows from a conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Effect {
    /// Nothing.
    #[schemars(title = "无")]
    None,
    /// 一票否决.
    #[schemars(title = "一票否决")]
    Veto,
    /// 整顿.
    #[schemars(title = "整顿")]
    Mend,
}

/// A conclusion, as a meeting decided it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Concluded {
    /// The meeting.
    #[schemars(title = "会议", extend("x-hidden" = true))]
    pub meeting: MatterId,
    /// Its item.
    #[schemars(title = "议题序号")]
    pub item: u32,
    /// The body, in words.
    #[schemars(title = "作出结论的会议")]
    pub body: String,
    /// The votes.
    #[schemars(title = "表决")]
    pub basis: String,
    /// The conclusion, in words.
    #[schemars(title = "结论")]
    pub conclusion: String,
    /// What follows from it.
    #[schemars(title = "效力")]
    pub effect: Effect,
    /// On which facts.
    #[schemars(title = "认定的事实和理由")]
    pub words: Prose,
    /// When it was decided.
    #[schemars(title = "结论日期")]
    pub day: Day,
    /// First day without a veto that ends by itself.
    #[schemars(title = "否决至")]
    pub until: Option<Day>,
}

/// A measure by which a body is put in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// Its number.
    #[schemars(title = "序号")]
    pub number: u32,
    /// How it stands.
    #[schemars(title = "整顿")]
    pub one: Rectification,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// How it began.
    #[schemars(title = "考察")]
    pub started: Started,
    /// The evidence.
    #[schemars(title = "考察记录")]
    pub evidence: Vec<Evidence>,
    /// What it came to.
    #[schemars(title = "汇总")]
    pub submitted: Option<Submitted>,
    /// His statement.
    #[schemars(title = "陈述")]
    pub stated: Option<Stated>,
    /// That he made none in time.
    #[schemars(title = "期满未陈述")]
    pub lapsed: Option<Day>,
    /// The conclusion that stands.
    #[schemars(title = "结论")]
    pub concluded: Option<Concluded>,
    /// When and how it was told.
    #[schemars(title = "告知")]
    pub told: Option<Tell>,
    /// A review is asked for.
    #[schemars(title = "复核申请")]
    pub appealed: Option<Appealed>,
    /// What the review came to.
    #[schemars(title = "复核结论")]
    pub reviewed: Option<Concluded>,
    /// The time for a review is over, or it was made.
    #[schemars(title = "结论确定日期")]
    pub settled: Option<Day>,
    /// How the veto was lifted.
    #[schemars(title = "解除否决")]
    pub lifted: Option<Lifted>,
    /// First day without the veto.
    #[schemars(title = "否决解除日期")]
    pub free: Option<Day>,
    /// How a weak body is put in order.
    #[schemars(title = "整顿")]
    pub measures: Vec<Measure>,
}
