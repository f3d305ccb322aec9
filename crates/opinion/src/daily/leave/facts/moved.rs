//! What a change of posts does to a leave: other signers, another stand-in, a question to both chiefs; and what is kept sealed.

use engine::{
    days::Day,
    parts::Station,
    words::{MatterId, PersonId, Phone, Prose, Sealed, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The program: the person takes another post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免事项", extend("x-hidden" = true))]
    pub decision: MatterId,
}

/// The program: whoever stands in leaves the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandInLeaves {
    /// Who.
    #[schemars(title = "代行职责人")]
    pub person: PersonId,
    /// First day out of his post.
    #[schemars(title = "离岗日期")]
    pub day: Day,
}

/// 改定代行职责人.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameStandIn {
    /// Who stands in from now on.
    #[schemars(title = "改由谁代行职责", description = "须为本单位全程在岗的班子成员")]
    pub stand_in: PersonId,
    /// His telephone.
    #[serde(default)]
    #[schemars(title = "代行职责人电话")]
    pub phone: Option<Phone>,
}

/// 补交诊断: what the hospital says. Only its handle is kept here; who keeps leaves opens it, with a reason, on record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diagnosis {
    /// The text.
    #[schemars(title = "诊断和医嘱", description = "封存，只有干部监督股写明理由才能查看")]
    pub diagnosis: Sealed<Prose>,
}

/// Other signers after a change of posts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rerouted {
    /// The day on which it was found.
    #[schemars(title = "日期")]
    pub day: Day,
    /// His posts now.
    #[schemars(title = "现任职务")]
    pub post: String,
    /// The unit that answers for him now.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位名称")]
    pub unit_name: String,
    /// Units of which he is chief now.
    #[schemars(title = "任正职的单位", extend("x-hidden" = true))]
    pub heads: Vec<UnitId>,
    /// Who signs now.
    #[schemars(title = "审批环节", extend("x-hidden" = true))]
    pub stations: Vec<Station>,
    /// In words: what changed.
    #[schemars(title = "说明")]
    pub words: String,
}

/// Another post that changes nothing about the leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PostNoted {
    /// The day on which it was heard.
    #[schemars(title = "日期")]
    pub day: Day,
    /// His posts then.
    #[schemars(title = "现任职务")]
    pub post: String,
}

/// The stand-in is no longer of the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StandInLost {
    /// Who.
    #[schemars(title = "代行职责人")]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// First day out of his post.
    #[schemars(title = "离岗日期")]
    pub day: Day,
}

/// Another stand-in named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StandInNamed {
    /// Who.
    #[schemars(title = "代行职责人")]
    pub stand_in: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// His telephone.
    #[schemars(title = "电话")]
    pub phone: Option<Phone>,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// A diagnosis kept sealed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnosisKept {
    /// Its handle.
    #[schemars(title = "诊断和医嘱")]
    pub diagnosis: Sealed<Prose>,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}
