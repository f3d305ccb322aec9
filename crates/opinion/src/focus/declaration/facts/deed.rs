//! What people bring: the payloads of actions.

use engine::{
    days::Day,
    dictionary,
    words::{MatterId, PersonId, Prose, Sealed, Term},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 个人重大事项的项目; those of the group `event` are reported when they happen, too.
    Items, "declaration_items"
);
dictionary!(
    /// 重点核查的情形.
    CheckGrounds, "declaration_checks"
);

/// The clock opens a yearly report, or the section one that is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Whose.
    #[schemars(title = "报告人")]
    pub person: PersonId,
    /// Of which year.
    #[schemars(title = "报告年度")]
    pub year: i16,
}

/// One item, answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Which.
    #[schemars(title = "报告项目")]
    pub item: Term<Items>,
    /// What there is to report of it.
    #[schemars(title = "具体情况", description = "没有的写“无此类情况”；家庭成员不愿提供的如实写明")]
    pub content: Sealed<Prose>,
}

/// 报告变化: something has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// When it happened.
    #[schemars(title = "发生日期")]
    pub happened: Day,
    /// What.
    #[schemars(title = "报告内容")]
    pub rows: Vec<Row>,
    /// Why late.
    #[serde(default)]
    #[schemars(title = "逾期原因", description = "逾期报告的填写", length(max = 400))]
    pub late_reason: Option<Prose>,
}

/// 报告: all items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Item by item.
    #[schemars(title = "报告内容")]
    pub rows: Vec<Row>,
    /// Why late.
    #[serde(default)]
    #[schemars(title = "逾期原因", description = "逾期报告的填写", length(max = 400))]
    pub late_reason: Option<Prose>,
}

/// 补充报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// What is added or put right.
    #[schemars(title = "补充内容")]
    pub rows: Vec<Row>,
    /// Why now.
    #[schemars(title = "补充原因", length(max = 400))]
    pub reason: Prose,
}

/// 审核归档.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// The opinion.
    #[serde(default)]
    #[schemars(title = "审核意见", length(max = 400))]
    pub opinion: Option<Prose>,
}

/// Something to be mended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lack {
    /// Of which item.
    #[schemars(title = "报告项目")]
    pub item: Term<Items>,
    /// What kind of thing is missing; nothing of its content.
    #[schemars(title = "需要补正之处", description = "只写缺什么，不写内容", length(max = 200))]
    pub what: Prose,
}

/// 退回补正.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBack {
    /// The list.
    #[schemars(title = "补正清单")]
    pub items: Vec<Lack>,
}

/// 列入重点核查.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Select {
    /// Why he.
    #[schemars(title = "重点核查的情形")]
    pub ground: Term<CheckGrounds>,
}

/// A draw has drawn it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// Which.
    #[schemars(title = "抽查")]
    pub draw: MatterId,
}

/// 核实.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// What it was held against.
    #[schemars(title = "核实依据", description = "与哪些机关的哪些记录比对，有无授权", length(max = 400))]
    pub sources: Prose,
    /// Nothing differs.
    #[serde(default)]
    #[schemars(title = "与报告一致")]
    pub agrees: bool,
    /// What differs.
    #[serde(default)]
    #[schemars(title = "不一致的情况", description = "不一致的填写")]
    pub differences: Option<Sealed<Prose>>,
}

/// 说明.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Explain {
    /// What he says of it.
    #[schemars(title = "本人说明")]
    pub text: Sealed<Prose>,
}

/// What a report turned out to be, the heavier the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Verdict {
    /// 如实报告
    #[schemars(title = "如实报告")]
    Truthful,
    /// 漏报
    #[schemars(title = "漏报")]
    Omitted,
    /// 隐瞒不报
    #[schemars(title = "隐瞒不报")]
    Concealed,
}

impl Verdict {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Truthful => "如实报告",
            Self::Omitted => "漏报",
            Self::Concealed => "隐瞒不报",
        }
    }
}

/// 认定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// What it was.
    #[schemars(title = "认定结果")]
    pub verdict: Verdict,
    /// Why.
    #[schemars(title = "认定理由")]
    pub reason: Sealed<Prose>,
}

/// 审定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// It stands as found.
    #[serde(default)]
    #[schemars(title = "同意认定", description = "不勾选为退回重新认定")]
    pub agreed: bool,
    /// The opinion.
    #[schemars(title = "审定意见", length(max = 400))]
    pub opinion: Prose,
}

/// 告知.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tell {
    /// When.
    #[schemars(title = "告知日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "告知方式", description = "当面、书面", length(max = 60))]
    pub way: String,
}

/// 申请复核.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskReview {
    /// Why.
    #[schemars(title = "复核理由")]
    pub reason: Sealed<Prose>,
}

/// 复核决定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// What it was, by the review.
    #[schemars(title = "复核结果", description = "不得比原认定更重")]
    pub verdict: Verdict,
    /// Why.
    #[schemars(title = "复核理由")]
    pub reason: Sealed<Prose>,
}

/// He is out of management, or the report is another record's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drop {
    /// Why.
    #[schemars(title = "原因", length(max = 200))]
    pub reason: String,
}

/// Two records of one person became one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pass {
    /// The record that stays.
    #[schemars(title = "保留的档案")]
    pub into: PersonId,
}
