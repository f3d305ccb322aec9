//! What is known of a visit.

use super::{
    deed::{Propose, Reply, Verdict, Visit},
    event::{Notified, Registered, Repeat, Replied},
};
use engine::{
    days::Day,
    parts::{Rectification, ReplyClock, Signatures},
    words::{PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A member of the team, by name as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// Who.
    #[schemars(title = "督查人员", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// From which owner.
    #[schemars(title = "派出单位")]
    pub owner: String,
}

/// A person concerned, by name and post as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// Which finding.
    #[schemars(title = "问题序号")]
    pub finding: u32,
}

/// The sheet of a visit, with the words of its day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// What was entered.
    #[schemars(title = "督查情况")]
    pub visit: Visit,
    /// The unit's name.
    #[schemars(title = "单位名称")]
    pub unit: String,
    /// The important days, in words.
    #[schemars(title = "重要节点")]
    pub node: String,
    /// The team.
    #[schemars(title = "督查组")]
    pub team: Vec<Member>,
    /// The categories of the findings, in words, in their order.
    #[schemars(title = "问题类别")]
    pub categories: Vec<String>,
    /// Whom they concern.
    #[schemars(title = "涉及干部")]
    pub concerned: Vec<Person>,
}

/// What a person concerned said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Who.
    #[schemars(title = "陈述人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// What he said.
    #[schemars(title = "陈述")]
    pub statement: Reply,
    /// The day.
    #[schemars(title = "陈述日期")]
    pub day: Day,
}

/// A finding after its assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Its number.
    #[schemars(title = "问题序号")]
    pub number: u32,
    /// How the reply was taken.
    #[schemars(title = "认定")]
    pub verdict: Verdict,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: String,
    /// Where it stands: what is done about it.
    #[schemars(title = "整改")]
    pub rectification: Option<Rectification>,
    /// Since when it waits where it is.
    #[schemars(title = "现状自", extend("x-hidden" = true))]
    pub since: Day,
    /// What the last re-check said.
    #[schemars(title = "复查意见")]
    pub opinion: Option<Prose>,
}

/// A publication, proposed or decided on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Publication {
    /// What and to whom.
    #[schemars(title = "通报")]
    pub proposal: Propose,
    /// When it was proposed.
    #[schemars(title = "提请日期")]
    pub proposed: Day,
    /// The document.
    #[schemars(title = "通报文号")]
    pub document: Option<String>,
    /// When it was approved.
    #[schemars(title = "批准日期")]
    pub approved: Option<Day>,
    /// When it was refused.
    #[schemars(title = "不予通报日期")]
    pub rejected: Option<Day>,
    /// When it was taken back.
    #[schemars(title = "撤回日期")]
    pub withdrawn: Option<Day>,
    /// Why it was refused or taken back.
    #[schemars(title = "理由")]
    pub reason: Option<Prose>,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The visit, as it was last revised.
    #[schemars(title = "督查")]
    pub registered: Registered,
    /// The team's signatures.
    #[schemars(title = "签字")]
    pub signatures: Signatures,
    /// When the last of the team signed.
    #[schemars(title = "签齐日期")]
    pub signed: Option<Day>,
    /// The notice to the unit.
    #[schemars(title = "通知")]
    pub notified: Option<Notified>,
    /// What had been found before.
    #[schemars(title = "再次发现")]
    pub repeats: Vec<Repeat>,
    /// The clock of the reply.
    #[schemars(title = "答复时限")]
    pub clock: Option<ReplyClock>,
    /// What the unit said.
    #[schemars(title = "单位答复")]
    pub replied: Option<Replied>,
    /// What persons concerned said.
    #[schemars(title = "本人陈述")]
    pub statements: Vec<Statement>,
    /// The day on which the time for a reply had passed.
    #[schemars(title = "逾期未答复")]
    pub lapsed: Option<Day>,
    /// The findings, once assessed.
    #[schemars(title = "认定和整改")]
    pub findings: Vec<Finding>,
    /// When they were assessed.
    #[schemars(title = "认定日期")]
    pub assessed: Option<Day>,
    /// Publications, oldest first.
    #[schemars(title = "通报")]
    pub publications: Vec<Publication>,
    /// The last one that was approved and not taken back: what a paper prints.
    #[serde(default)]
    #[schemars(title = "现行通报")]
    pub standing: Option<Publication>,
}
