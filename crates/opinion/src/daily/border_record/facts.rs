//! What is known of a record of the border, what can be done, what has happened.

use super::super::{CertificateKinds, abroad::Direction};
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A record as the exit authority hands it over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Who.
    #[schemars(title = "干部")]
    pub person: PersonId,
    /// Which way.
    #[schemars(title = "方向")]
    pub direction: Direction,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
    /// Where.
    #[schemars(title = "口岸", length(max = 60))]
    pub port: String,
    /// With which certificate; nothing where he used another one.
    #[serde(default)]
    #[schemars(title = "证件种类", description = "使用其他证件的不填，在说明中写明")]
    pub certificate: Option<Term<CertificateKinds>>,
    /// From which paper or list it is.
    #[schemars(title = "来源", description = "出入境管理部门提供的名单或函件", length(max = 100))]
    pub source: String,
}

/// 说明情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// What happened.
    #[schemars(title = "情况说明", length(max = 2000))]
    pub text: Prose,
    /// Papers.
    #[serde(default)]
    #[schemars(title = "附件")]
    pub files: Vec<FileId>,
}

/// How an explanation is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Finding {
    /// 记录有误
    #[schemars(title = "记录有误，与本人无关")]
    NotHis,
    /// 已经批准
    #[schemars(title = "经过批准，补记行程")]
    Allowed,
    /// 未经批准
    #[schemars(title = "未经批准出国（境）")]
    Unallowed,
    /// 说明不清，补充说明
    #[schemars(title = "说明不清，补充说明")]
    Unclear,
}

impl Finding {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotHis => "记录有误",
            Self::Allowed => "经过批准",
            Self::Unallowed => "未经批准",
            Self::Unclear => "补充说明",
        }
    }
}

/// 认定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// How it is taken.
    #[schemars(title = "认定")]
    pub finding: Finding,
    /// In words.
    #[schemars(title = "意见", description = "未经批准的写明移交何处处理", length(max = 400))]
    pub opinion: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 登记出入境记录
    #[schemars(title = "登记出入境记录")]
    Receive(Record),
    /// 说明情况
    #[schemars(title = "说明情况")]
    Explain(Explanation),
    /// 认定
    #[schemars(title = "认定")]
    Judge(Judgement),
}

/// A record received and compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Received {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The record.
    #[schemars(title = "出入境记录")]
    pub record: Record,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// His unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
    /// The word of the certificate.
    #[schemars(title = "证件种类")]
    pub certificate: String,
    /// The trip to which it belongs.
    #[schemars(title = "对应的出国（境）事项", extend("x-hidden" = true))]
    pub trip: Option<MatterId>,
    /// What was compared, in words.
    #[schemars(title = "核对")]
    pub words: String,
    /// The day of receiving.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// 已说明.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explained {
    /// What he said.
    #[schemars(title = "说明")]
    pub explanation: Explanation,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// 已认定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Judged {
    /// How it is taken.
    #[schemars(title = "认定")]
    pub judgement: Judgement,
    /// By whom.
    #[schemars(title = "认定人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 登记出入境记录
    #[schemars(title = "登记出入境记录")]
    Received(Box<Received>),
    /// 说明情况
    #[schemars(title = "说明情况")]
    Explained(Explained),
    /// 认定
    #[schemars(title = "认定")]
    Judged(Judged),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The record, with what was compared.
    #[schemars(title = "出入境记录")]
    pub received: Received,
    /// Since when the explanation is owed.
    #[schemars(title = "说明自", extend("x-hidden" = true))]
    pub since: Day,
    /// What he said.
    #[schemars(title = "说明")]
    pub explained: Option<Explained>,
    /// How it was taken.
    #[schemars(title = "认定")]
    pub judged: Option<Judged>,
}
