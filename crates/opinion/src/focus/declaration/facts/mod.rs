//! What is known of a report, what can be done, what has happened.

mod deed;
mod past;

pub use deed::*;
pub use past::*;

use engine::days::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启年度报告
    #[schemars(title = "开启年度报告")]
    Open(Open),
    /// 报告变化
    #[schemars(title = "报告变化")]
    Report(Report),
    /// 报告
    #[schemars(title = "报告")]
    File(File),
    /// 补充报告
    #[schemars(title = "补充报告")]
    Supplement(Supplement),
    /// 审核归档
    #[schemars(title = "审核归档")]
    Accept(Accept),
    /// 退回补正
    #[schemars(title = "退回补正")]
    SendBack(SendBack),
    /// 列入重点核查
    #[schemars(title = "列入重点核查")]
    Select(Select),
    /// 抽中
    #[schemars(title = "抽中")]
    Draw(Draw),
    /// 抽查撤回
    #[schemars(title = "抽查撤回")]
    Undraw(Draw),
    /// 核实
    #[schemars(title = "核实")]
    Verify(Verify),
    /// 说明
    #[schemars(title = "说明")]
    Explain(Explain),
    /// 认定
    #[schemars(title = "认定")]
    Find(Find),
    /// 审定
    #[schemars(title = "审定")]
    Confirm(Confirm),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Tell(Tell),
    /// 申请复核
    #[schemars(title = "申请复核")]
    AskReview(AskReview),
    /// 复核决定
    #[schemars(title = "复核决定")]
    Review(Review),
    /// 不再报告
    #[schemars(title = "不再报告")]
    Drop(Drop),
    /// 并入
    #[schemars(title = "并入")]
    Pass(Pass),
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启年度报告
    #[schemars(title = "开启年度报告")]
    Opened(Opened),
    /// 报告变化
    #[schemars(title = "报告变化")]
    Reported(Box<Reported>),
    /// 报告
    #[schemars(title = "报告")]
    Filed(Filed),
    /// 补充报告
    #[schemars(title = "补充报告")]
    Supplemented(Supplemented),
    /// 审核归档
    #[schemars(title = "审核归档")]
    Accepted(Accepted),
    /// 退回补正
    #[schemars(title = "退回补正")]
    SentBack(SentBack),
    /// 列入核实
    #[schemars(title = "列入核实")]
    Picked(Picked),
    /// 抽查撤回
    #[schemars(title = "抽查撤回")]
    Unpicked(Unpicked),
    /// 核实
    #[schemars(title = "核实")]
    Verified(Verified),
    /// 本人说明
    #[schemars(title = "本人说明")]
    Explained(Explained),
    /// 认定
    #[schemars(title = "认定")]
    Found(Found),
    /// 审定
    #[schemars(title = "审定")]
    Confirmed(Confirmed),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Told(Told),
    /// 申请复核
    #[schemars(title = "申请复核")]
    ReviewAsked(ReviewAsked),
    /// 复核决定
    #[schemars(title = "复核决定")]
    Reviewed(Reviewed),
    /// 不再报告
    #[schemars(title = "不再报告")]
    Dropped(Dropped),
    /// 并入
    #[schemars(title = "并入")]
    Passed(Passed),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Whose report.
    #[schemars(title = "个人重大事项")]
    pub opened: Opened,
    /// What he reported, as it stands.
    #[schemars(title = "报告")]
    pub filed: Option<Filed>,
    /// The day on which he first reported.
    #[schemars(title = "首次报告日期", extend("x-hidden" = true))]
    pub first: Option<Day>,
    /// What he added.
    #[schemars(title = "补充报告")]
    pub supplements: Vec<Supplemented>,
    /// What is to be mended.
    #[schemars(title = "补正")]
    pub sent_back: Option<SentBack>,
    /// Filed away.
    #[schemars(title = "审核归档")]
    pub accepted: Option<Accepted>,
    /// How it came to be checked.
    #[schemars(title = "列入核实")]
    pub picked: Option<Picked>,
    /// What checking showed.
    #[schemars(title = "核实")]
    pub verified: Option<Verified>,
    /// What he said of it.
    #[schemars(title = "本人说明")]
    pub explained: Vec<Explained>,
    /// What one hand found.
    #[schemars(title = "认定")]
    pub found: Option<Found>,
    /// What another said of it.
    #[schemars(title = "审定")]
    pub confirmed: Option<Confirmed>,
    /// He was told.
    #[schemars(title = "告知")]
    pub told: Option<Told>,
    /// He asked for a review.
    #[schemars(title = "申请复核")]
    pub review_asked: Option<ReviewAsked>,
    /// What the review decided.
    #[schemars(title = "复核决定")]
    pub reviewed: Option<Reviewed>,
    /// Given up.
    #[schemars(title = "不再报告")]
    pub dropped: Option<Dropped>,
}
