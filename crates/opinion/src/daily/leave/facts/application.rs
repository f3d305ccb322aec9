//! What is asked: where to, from when to when, why, and who stands in.

use engine::{
    days::{HalfDay, Period},
    dictionary,
    words::{FileId, PersonId, Phone, Prose, Term},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 因公外出类别.
    BusinessKinds, "leave_business"
);
dictionary!(
    /// 因私请假类别.
    PrivateKinds, "leave_private"
);
dictionary!(
    /// 外出范围.
    Reaches, "leave_destinations"
);
dictionary!(
    /// 交通方式.
    Transports, "transport"
);

/// 因公 or 因私.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Purpose {
    /// 因公
    #[schemars(title = "因公")]
    Business(Business),
    /// 因私
    #[schemars(title = "因私")]
    Private(Private),
}

impl Purpose {
    /// The code of the kind, unique over both dictionaries.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Business(business) => &business.kind.0,
            Self::Private(private) => &private.kind.0,
        }
    }
}

/// Leaving on duty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Business {
    /// Which.
    #[schemars(title = "公务")]
    pub kind: Term<BusinessKinds>,
}

/// Leaving for oneself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Private {
    /// Which.
    #[schemars(title = "假别", description = "年休假不计休息日和法定节假日")]
    pub kind: Term<PrivateKinds>,
}

/// When the papers come: before, after leaving, or after coming back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Manner {
    /// 事先请假
    #[default]
    #[schemars(title = "事先请假")]
    Ahead,
    /// 紧急先走
    #[schemars(title = "紧急外出，已口头报告，后补手续")]
    Emergency(Emergency),
    /// 事后补假
    #[schemars(title = "事后补假")]
    MadeUp(MadeUp),
}

/// 紧急外出: approved by word of mouth, the papers follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Emergency {
    /// Who agreed by word of mouth.
    #[schemars(title = "向谁口头报告")]
    pub reported_to: PersonId,
    /// When.
    #[schemars(title = "何时报告")]
    pub reported_on: HalfDay,
    /// What he said.
    #[schemars(title = "答复")]
    pub answer: Prose,
}

/// 补假: the leave is over when it is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct MadeUp {
    /// Why it was not asked for before.
    #[schemars(title = "事先未请假的原因")]
    pub reason: Prose,
}

/// 请假申请.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Which leave.
    #[schemars(title = "外出类别")]
    pub purpose: Purpose,
    /// From leaving the county to being back.
    #[schemars(title = "离开与返回本县", description = "双休日、节假日离开本县也须请假")]
    pub period: Period,
    /// Where to.
    #[schemars(title = "去往何地", description = "写到市、县", length(max = 60))]
    pub destination: String,
    /// How far.
    #[schemars(title = "外出范围", extend("x-together" = true))]
    pub reach: Term<Reaches>,
    /// Why.
    #[schemars(title = "事由", length(max = 400))]
    pub reason: Prose,
    /// By what means.
    #[serde(default)]
    #[schemars(title = "交通方式")]
    pub transport: Option<Term<Transports>>,
    /// His own telephone.
    #[schemars(title = "本人联系电话", extend("x-together" = true))]
    pub phone: Phone,
    /// Who stands in.
    #[serde(default)]
    #[schemars(title = "代行职责人", description = "外出期间主持工作，须为本单位全程在岗的班子成员")]
    pub stand_in: Option<PersonId>,
    /// His telephone.
    #[serde(default)]
    #[schemars(title = "代行职责人电话", extend("x-together" = true))]
    pub stand_in_phone: Option<Phone>,
    /// Who is in charge while the stand-in is away too.
    #[serde(default)]
    #[schemars(title = "代行职责人也外出时由谁负责")]
    pub second_stand_in: Option<PersonId>,
    /// The written delegation of a chief who is away for long.
    #[serde(default)]
    #[schemars(title = "书面委托主持工作", description = "正职长期外出的填文号和日期", length(max = 200))]
    pub delegation: Option<Prose>,
    /// The decision that allows leaving the country.
    #[serde(default)]
    #[schemars(title = "出国（境）批件", description = "去往境外的填文号", length(max = 100))]
    pub abroad_paper: Option<String>,
    /// Papers: notice of a meeting, hospital's note.
    #[serde(default)]
    #[schemars(title = "依据材料")]
    pub files: Vec<FileId>,
    /// Why it must be although the rules say no.
    #[serde(default)]
    #[schemars(
        title = "特殊情况理由",
        description = "党政正职同时外出、正在代行他人职责、特殊时段确需外出的填写，报最高一级审批",
        length(max = 400)
    )]
    pub exception: Option<Prose>,
    /// When the papers come.
    #[serde(default)]
    #[schemars(title = "请假方式")]
    pub manner: Manner,
}
