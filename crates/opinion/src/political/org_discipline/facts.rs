//! What is known of a fact and its handling, what can be done, what has happened.

use engine::{
    days::Day,
    words::{FileId, PersonId, Prose, Sealed, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

engine::dictionary!(
    /// What kind a fact would be: 民主集中制不严, 不服从组织安排 …
    Breaches,
    "org_breaches"
);
engine::dictionary!(
    /// Where it comes from: 巡视巡察, 考察考核 …
    Sources,
    "org_sources"
);
engine::dictionary!(
    /// What may be decided.
    Measures,
    "org_measures"
);

/// 登记事实.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Whom it concerns.
    #[schemars(title = "涉及干部")]
    pub person: PersonId,
    /// What kind it would be.
    #[schemars(title = "涉及事项")]
    pub breach: Term<Breaches>,
    /// The fact.
    #[schemars(
        title = "具体事实",
        description = "写时间、地点、经过，不写评价",
        length(max = 1000),
        extend("x-reserved" = true)
    )]
    pub facts: Prose,
    /// When it was.
    #[schemars(title = "发生日期")]
    pub occurred: Day,
    /// Where it comes from.
    #[schemars(title = "来源", extend("x-reserved" = true))]
    pub source: Term<Sources>,
    /// Who brought it, where a cadre did. Sealed and reserved: whom it concerns is not even to see whether somebody did.
    #[serde(default)]
    #[schemars(title = "提供情况的干部", extend("x-reserved" = true))]
    pub brought_by: Option<Sealed<PersonId>>,
    /// Who verifies it.
    #[schemars(title = "核实人")]
    pub verifier: PersonId,
}

/// 核实.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// Whether it was found.
    #[serde(default)]
    #[schemars(title = "属实")]
    pub found: bool,
    /// What was found, and how.
    #[schemars(title = "核实情况", length(max = 1000), extend("x-reserved" = true))]
    pub finding: Prose,
    /// Papers.
    #[serde(default)]
    #[schemars(title = "核实材料", extend("x-reserved" = true))]
    pub file: Option<FileId>,
}

/// 告知本人.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tell {
    /// The facts that were found and the gist of the evidence.
    #[schemars(title = "告知的事实和证据要点", description = "不透露提供情况和谈话的人", length(max = 1000))]
    pub gist: Prose,
    /// On what ground.
    #[schemars(title = "依据", length(max = 400))]
    pub ground: Prose,
}

/// 陈述, by the person himself, or recorded by the section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hear {
    /// What he says.
    #[schemars(
        title = "陈述和申辩",
        description = "陈述和申辩不作为加重处理的理由；本人表示不陈述的，照写",
        length(max = 2000)
    )]
    pub statement: Prose,
    /// Who was there, where it was said by word of mouth.
    #[serde(default)]
    #[schemars(title = "记录人和在场人", length(max = 60))]
    pub witness: Option<String>,
}

/// 决定.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// What.
    #[schemars(title = "处理决定")]
    pub measure: Term<Measures>,
    /// Who decided.
    #[schemars(title = "决定机关", description = "如部务会、县委常委会", length(max = 60))]
    pub authority: String,
    /// When.
    #[schemars(title = "决定日期")]
    pub decided_on: Day,
    /// Why; what he said is dealt with here.
    #[schemars(title = "理由", description = "写明对本人陈述是否采纳及理由", length(max = 1000))]
    pub reason: Prose,
    /// The document.
    #[serde(default)]
    #[schemars(title = "文号", length(max = 60))]
    pub document: Option<String>,
}

/// 送达.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Serve {
    /// When.
    #[schemars(title = "送达日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "送达方式", description = "直接送达、留置送达（两名见证人）或机要", length(max = 100))]
    pub way: String,
}

/// 落实.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarryOut {
    /// When.
    #[schemars(title = "落实日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "落实情况", length(max = 400))]
    pub how: Prose,
}

/// 申请复核.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskReview {
    /// Why.
    #[schemars(title = "申请理由", length(max = 2000))]
    pub text: Prose,
}

/// What a review comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Outcome {
    /// 维持
    #[schemars(title = "维持原决定")]
    Upheld,
    /// 变更
    #[schemars(title = "变更（不得加重）")]
    Changed,
    /// 撤销
    #[schemars(title = "撤销原决定")]
    Revoked,
}

/// 复核.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// What it comes to.
    #[schemars(title = "复核结果")]
    pub outcome: Outcome,
    /// The measure instead.
    #[serde(default)]
    #[schemars(title = "变更后的决定")]
    pub measure: Option<Term<Measures>>,
    /// Who decided.
    #[schemars(title = "复核机关", length(max = 60))]
    pub authority: String,
    /// Why.
    #[schemars(title = "理由", length(max = 1000))]
    pub reason: Prose,
}

/// 撤回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why.
    #[schemars(title = "撤回理由", length(max = 400))]
    pub reason: Prose,
}

/// The clock: the last day of the remedy has passed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The last day.
    #[schemars(title = "复核申请截止")]
    pub day: Day,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 登记事实
    #[schemars(title = "登记事实")]
    Register(Report),
    /// 核实
    #[schemars(title = "登记核实结果")]
    Verify(Verify),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Tell(Tell),
    /// 陈述
    #[schemars(title = "陈述和申辩")]
    Hear(Hear),
    /// 决定
    #[schemars(title = "作出决定")]
    Decide(Decide),
    /// 送达
    #[schemars(title = "登记送达")]
    Serve(Serve),
    /// 落实
    #[schemars(title = "登记落实情况")]
    CarryOut(CarryOut),
    /// 申请复核
    #[schemars(title = "申请复核")]
    AskReview(AskReview),
    /// 复核
    #[schemars(title = "复核决定")]
    Review(Review),
    /// 撤回
    #[schemars(title = "撤回")]
    Withdraw(Withdraw),
    /// 复核期满
    #[schemars(title = "复核期满")]
    Close(Close),
}

/// Registered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Registered {
    /// What was entered.
    #[schemars(title = "事实")]
    pub report: Report,
    /// The person's name.
    #[schemars(title = "姓名", extend("x-hidden" = true))]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// His unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
    /// The kind, in words.
    #[schemars(title = "涉及事项名称", extend("x-hidden" = true))]
    pub breach: String,
    /// The source, in words.
    #[schemars(title = "来源名称", extend("x-hidden" = true, "x-reserved" = true))]
    pub source: String,
    /// The verifier's name.
    #[schemars(title = "核实人姓名", extend("x-hidden" = true))]
    pub verifier: String,
    /// The day.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// Verified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verified {
    /// What was entered.
    #[schemars(title = "核实")]
    pub verify: Verify,
    /// The day.
    #[schemars(title = "核实日期")]
    pub day: Day,
}

/// Told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// What was entered.
    #[schemars(title = "告知")]
    pub tell: Tell,
    /// The day.
    #[schemars(title = "告知日期")]
    pub day: Day,
}

/// Heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Heard {
    /// What was said.
    #[schemars(title = "陈述")]
    pub hear: Hear,
    /// By himself; otherwise recorded by the section.
    #[schemars(title = "本人提交")]
    pub own: bool,
    /// The day.
    #[schemars(title = "陈述日期")]
    pub day: Day,
}

/// Decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decided {
    /// What was entered.
    #[schemars(title = "决定")]
    pub decide: Decide,
    /// The measure, in words.
    #[schemars(title = "处理决定名称")]
    pub measure: String,
    /// Who signed.
    #[schemars(title = "签署人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// Served.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Served {
    /// What was entered.
    #[schemars(title = "送达")]
    pub serve: Serve,
    /// The last day of the remedy.
    #[schemars(title = "复核申请截止")]
    pub remedy: Option<Day>,
    /// How it came about.
    #[schemars(title = "截止日计算")]
    pub words: String,
}

/// Carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Carried {
    /// What was entered.
    #[schemars(title = "落实")]
    pub carry_out: CarryOut,
}

/// A review was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewAsked {
    /// What was entered.
    #[schemars(title = "申请")]
    pub ask: AskReview,
    /// The day.
    #[schemars(title = "申请日期")]
    pub day: Day,
}

/// Reviewed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reviewed {
    /// What was entered.
    #[schemars(title = "复核")]
    pub review: Review,
    /// The measure instead, in words.
    #[schemars(title = "变更后的决定名称")]
    pub measure: Option<String>,
    /// Who signed.
    #[schemars(title = "签署人")]
    pub by: Option<PersonId>,
    /// The day.
    #[schemars(title = "复核日期")]
    pub day: Day,
}

/// Withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawn {
    /// Why.
    #[schemars(title = "撤回理由")]
    pub reason: Prose,
    /// The day.
    #[schemars(title = "撤回日期")]
    pub day: Day,
}

/// The last day of the remedy has passed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// The last day.
    #[schemars(title = "复核申请截止")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 登记事实
    #[schemars(title = "登记事实")]
    Registered(Box<Registered>),
    /// 核实
    #[schemars(title = "核实")]
    Verified(Verified),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Told(Told),
    /// 陈述
    #[schemars(title = "陈述")]
    Heard(Heard),
    /// 决定
    #[schemars(title = "决定")]
    Decided(Decided),
    /// 送达
    #[schemars(title = "送达")]
    Served(Served),
    /// 落实
    #[schemars(title = "落实")]
    Carried(Carried),
    /// 申请复核
    #[schemars(title = "申请复核")]
    ReviewAsked(ReviewAsked),
    /// 复核
    #[schemars(title = "复核")]
    Reviewed(Reviewed),
    /// 撤回
    #[schemars(title = "撤回")]
    Withdrawn(Withdrawn),
    /// 复核期满
    #[schemars(title = "复核期满")]
    Closed(Closed),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The fact.
    #[schemars(title = "登记")]
    pub registered: Registered,
    /// What verifying found.
    #[schemars(title = "核实结果")]
    pub verified: Option<Verified>,
    /// What he was told.
    #[schemars(title = "告知情况")]
    pub told: Option<Told>,
    /// What he said.
    #[schemars(title = "本人陈述")]
    pub heard: Option<Heard>,
    /// What was decided.
    #[schemars(title = "处理")]
    pub decided: Option<Decided>,
    /// How it was served.
    #[schemars(title = "送达情况")]
    pub served: Option<Served>,
    /// How it was carried out.
    #[schemars(title = "落实情况")]
    pub carried: Option<Carried>,
    /// The review he asked for.
    #[schemars(title = "复核申请")]
    pub asked: Option<ReviewAsked>,
    /// What it came to.
    #[schemars(title = "复核结果")]
    pub reviewed: Option<Reviewed>,
    /// Withdrawn.
    #[schemars(title = "撤回")]
    pub withdrawn: Option<Withdrawn>,
    /// The last day of the remedy has passed.
    #[schemars(title = "复核期满")]
    pub closed: Option<Day>,
}
