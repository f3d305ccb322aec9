//! What is known of a yearly check, what can be done, what has happened.

use crate::daily::CertificateKinds;
use engine::{
    days::Day,
    dictionary,
    words::{FileId, MatterId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 保管情况检查项目: 专柜, 钥匙, 台账 …
    Items, "custody_items"
);

/// The clock opens the check of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// The unit that keeps its own; nothing for the department.
    #[serde(default)]
    #[schemars(title = "保管单位")]
    pub keeper: Option<UnitId>,
}

/// 开始检查.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// Who checks, at least two.
    #[schemars(title = "检查人员", description = "两人以上", length(max = 100))]
    pub by: String,
}

/// What was found of one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Found {
    /// 在柜
    #[schemars(title = "在柜")]
    Present,
    /// 借出
    #[schemars(title = "借出，有借用单")]
    Lent,
    /// 缺失
    #[schemars(title = "缺失")]
    Missing,
}

impl Found {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Present => "在柜",
            Self::Lent => "借出",
            Self::Missing => "缺失",
        }
    }
}

/// One certificate, ticked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TickRow {
    /// Its place in the list.
    #[schemars(title = "序号")]
    pub number: u32,
    /// What was found.
    #[schemars(title = "核对")]
    pub found: Found,
    /// What there is to say.
    #[serde(default)]
    #[schemars(title = "说明")]
    pub remark: Option<String>,
}

/// One item of the keeping, ticked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustodyTick {
    /// Which.
    #[schemars(title = "检查项目")]
    pub item: Term<Items>,
    /// As it should be.
    #[serde(default)]
    #[schemars(title = "符合要求")]
    pub good: bool,
    /// What there is to say.
    #[serde(default)]
    #[schemars(title = "说明")]
    pub remark: Option<String>,
}

/// 核对: one sitting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tick {
    /// Certificates; a later tick replaces an earlier one.
    #[serde(default)]
    #[schemars(title = "证件")]
    pub rows: Vec<TickRow>,
    /// The keeping itself.
    #[serde(default)]
    #[schemars(title = "保管情况")]
    pub custody: Vec<CustodyTick>,
}

/// A line of the exit authority's list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListRow {
    /// The holder's name.
    #[schemars(title = "姓名", length(max = 40))]
    pub name: String,
    /// Which kind.
    #[schemars(title = "证件种类")]
    pub kind: Term<CertificateKinds>,
    /// The last four characters of its number.
    #[schemars(title = "证件号码后四位", length(max = 4))]
    pub tail: String,
}

/// 录入出入境部门名单.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// From which paper.
    #[schemars(title = "名单来源", length(max = 100))]
    pub source: String,
    /// Its lines; they replace those entered before.
    #[schemars(title = "持证名单")]
    pub rows: Vec<ListRow>,
}

/// 完成检查.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finish {
    /// The conclusion.
    #[schemars(title = "检查结论", length(max = 1000))]
    pub conclusion: Prose,
    /// The signed report.
    #[serde(default)]
    #[schemars(title = "检查报告")]
    pub paper: Option<FileId>,
}

/// 整改销号.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// Which difference.
    #[schemars(title = "差异序号")]
    pub number: u32,
    /// What became of it.
    #[schemars(title = "处理结果", length(max = 400))]
    pub result: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启年度检查
    #[schemars(title = "开启年度检查")]
    Open(Open),
    /// 开始检查
    #[schemars(title = "开始检查")]
    Begin(Begin),
    /// 核对
    #[schemars(title = "核对")]
    Tick(Tick),
    /// 录入出入境部门名单
    #[schemars(title = "录入出入境部门名单")]
    List(Authority),
    /// 完成检查
    #[schemars(title = "完成检查")]
    Finish(Finish),
    /// 整改销号
    #[schemars(title = "整改销号")]
    Settle(Settle),
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// The unit that keeps its own.
    #[schemars(title = "保管单位", extend("x-hidden" = true))]
    pub keeper: Option<UnitId>,
    /// Who keeps, in words.
    #[schemars(title = "保管单位")]
    pub keeper_word: String,
    /// The day.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// A certificate that ought to be there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Its place in the list.
    #[schemars(title = "序号")]
    pub number: u32,
    /// The certificate.
    #[schemars(title = "证件", extend("x-hidden" = true))]
    pub certificate: MatterId,
    /// Whose.
    #[schemars(title = "持证人")]
    pub name: String,
    /// Which kind.
    #[schemars(title = "证件种类")]
    pub kind: String,
    /// The kind's code.
    #[schemars(title = "证件种类", extend("x-hidden" = true))]
    pub code: String,
    /// The last four characters of its number.
    #[schemars(title = "后四位")]
    pub tail: String,
    /// Cabinet and place.
    #[schemars(title = "柜位")]
    pub place: String,
    /// Lent, by the register.
    #[schemars(title = "台账为借出")]
    pub lent: bool,
    /// What was found.
    #[schemars(title = "核对")]
    pub found: Option<Found>,
    /// What there is to say.
    #[schemars(title = "说明")]
    pub remark: Option<String>,
}

/// An item of the keeping.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CustodyRow {
    /// Its code.
    #[schemars(title = "检查项目", extend("x-hidden" = true))]
    pub code: String,
    /// Its word.
    #[schemars(title = "检查项目")]
    pub word: String,
    /// As it should be.
    #[schemars(title = "符合要求")]
    pub good: Option<bool>,
    /// What there is to say.
    #[schemars(title = "说明")]
    pub remark: Option<String>,
}

/// Begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Begun {
    /// Who checks.
    #[schemars(title = "检查人员")]
    pub by: String,
    /// As of this day.
    #[schemars(title = "基准日期")]
    pub as_of: Day,
    /// What ought to be there.
    #[schemars(title = "应有证件")]
    pub rows: Vec<Row>,
    /// What is asked of the keeping.
    #[schemars(title = "保管情况")]
    pub custody: Vec<CustodyRow>,
}

/// One sitting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ticked {
    /// What was ticked.
    #[schemars(title = "核对")]
    pub tick: Tick,
    /// The day.
    #[schemars(title = "核对日期")]
    pub day: Day,
}

/// The exit authority's list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    /// What was entered.
    #[schemars(title = "名单")]
    pub list: Authority,
    /// The day.
    #[schemars(title = "录入日期")]
    pub day: Day,
}

/// Something that does not agree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// Its number.
    #[schemars(title = "序号")]
    pub number: u32,
    /// What.
    #[schemars(title = "差异")]
    pub words: String,
    /// The certificate, where it is about one.
    #[schemars(title = "证件", extend("x-hidden" = true))]
    pub certificate: Option<MatterId>,
    /// What became of it.
    #[schemars(title = "处理结果")]
    pub settled: Option<Prose>,
}

/// Counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figures {
    /// Ought to be there.
    #[schemars(title = "应有本数")]
    pub should: usize,
    /// Is there.
    #[schemars(title = "在柜")]
    pub present: usize,
    /// Is lent.
    #[schemars(title = "借出")]
    pub lent: usize,
    /// Is missing.
    #[schemars(title = "缺失")]
    pub missing: usize,
}

/// Finished.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finished {
    /// What was said.
    #[schemars(title = "检查结论")]
    pub finish: Finish,
    /// The figures of the report.
    #[schemars(title = "检查数字")]
    pub figures: Figures,
    /// What does not agree.
    #[schemars(title = "差异")]
    pub differences: Vec<Difference>,
    /// The day.
    #[schemars(title = "完成日期")]
    pub day: Day,
}

/// Settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Settled {
    /// What was said.
    #[schemars(title = "销号")]
    pub settle: Settle,
    /// The day.
    #[schemars(title = "销号日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启年度检查
    #[schemars(title = "开启年度检查")]
    Opened(Opened),
    /// 开始检查
    #[schemars(title = "开始检查")]
    Begun(Box<Begun>),
    /// 核对
    #[schemars(title = "核对")]
    Ticked(Ticked),
    /// 出入境部门名单
    #[schemars(title = "录入出入境部门名单")]
    Listed(Listed),
    /// 完成检查
    #[schemars(title = "完成检查")]
    Finished(Box<Finished>),
    /// 整改销号
    #[schemars(title = "整改销号")]
    Settled(Settled),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Year and keeper.
    #[schemars(title = "年度检查")]
    pub opened: Opened,
    /// The list, as far as it is ticked.
    #[schemars(title = "检查")]
    pub begun: Option<Begun>,
    /// The exit authority's list.
    #[schemars(title = "出入境部门名单")]
    pub listed: Option<Listed>,
    /// Figures and differences.
    #[schemars(title = "检查结果")]
    pub finished: Option<Finished>,
}
