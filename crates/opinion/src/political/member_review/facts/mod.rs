//! What is known of a review, what can be done, what has happened.

mod deed;
mod past;

pub use deed::*;
pub use past::*;

use engine::days::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

engine::dictionary!(
    /// 优秀, 合格, 基本合格, 不合格, from good to bad; the group `share` says of which there may not be too many, `mend` after which
    /// something is put right.
    Grades,
    "member_grades"
);

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启评议
    #[schemars(title = "开启评议")]
    Open(Open),
    /// 个人自评
    #[schemars(title = "个人自评")]
    Account(Account),
    /// 登记未自评
    #[schemars(title = "登记未自评")]
    NoAccount(NoAccount),
    /// 登记互评意见
    #[schemars(title = "登记互评意见")]
    Hear(Comment),
    /// 登记民主测评
    #[schemars(title = "登记民主测评")]
    Count(Count),
    /// 登记评定意见
    #[schemars(title = "登记评定意见")]
    Conclude(Conclude),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Tell(Tell),
    /// 本人意见
    #[schemars(title = "本人意见")]
    Answer(Answer),
    /// 提出异议
    #[schemars(title = "提出异议")]
    Object(Object),
    /// 登记复议结果
    #[schemars(title = "登记复议结果")]
    Review(Review),
    /// 异议期满
    #[schemars(title = "异议期满")]
    Settle(Settle),
    /// 提出改正要求
    #[schemars(title = "提出改正要求")]
    Order(Order),
    /// 登记复评
    #[schemars(title = "登记复评")]
    Recheck(Recheck),
    /// 登记处置
    #[schemars(title = "登记处置")]
    Dispose(Dispose),
    /// 活动撤销
    #[schemars(title = "活动撤销")]
    Withdraw(Withdraw),
    /// 重新登记活动
    #[schemars(title = "重新登记活动")]
    Rest(Rest),
    /// 终止
    #[schemars(title = "终止")]
    Drop(Drop),
    /// 恢复办理
    #[schemars(title = "恢复办理")]
    Reopen(Reopen),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undo(Cause),
    /// 并入
    #[schemars(title = "并入")]
    Pass(Pass),
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启评议
    #[schemars(title = "开启评议")]
    Opened(Box<Opened>),
    /// 个人自评
    #[schemars(title = "个人自评")]
    Accounted(Accounted),
    /// 未自评
    #[schemars(title = "未自评")]
    NotAccounted(NotAccounted),
    /// 互评意见
    #[schemars(title = "互评意见")]
    Heard(Commented),
    /// 民主测评
    #[schemars(title = "民主测评")]
    Counted(Counted),
    /// 评定意见
    #[schemars(title = "评定意见")]
    Concluded(Concluded),
    /// 告知本人
    #[schemars(title = "告知本人")]
    Told(Told),
    /// 本人意见
    #[schemars(title = "本人意见")]
    Answered(Answered),
    /// 提出异议
    #[schemars(title = "提出异议")]
    Objected(Objected),
    /// 复议结果
    #[schemars(title = "复议结果")]
    Reviewed(Reviewed),
    /// 异议期满
    #[schemars(title = "异议期满")]
    Settled(Settle),
    /// 改正要求
    #[schemars(title = "改正要求")]
    Ordered(Ordered),
    /// 复评
    #[schemars(title = "复评")]
    Rechecked(Rechecked),
    /// 处置
    #[schemars(title = "处置")]
    Disposed(Disposed),
    /// 活动撤销
    #[schemars(title = "活动撤销")]
    Withdrawn(Withdrawn),
    /// 重新登记活动
    #[schemars(title = "重新登记活动")]
    Rested(Rested),
    /// 终止
    #[schemars(title = "终止")]
    Dropped(Dropped),
    /// 恢复办理
    #[schemars(title = "恢复办理")]
    Reopened(Reopened),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undone(Undone),
    /// 并入
    #[schemars(title = "并入")]
    Passed(Passed),
}

/// What he is to put right, and what the branch found afterwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mending {
    /// What was asked of him.
    #[schemars(title = "改正要求")]
    pub ordered: Ordered,
    /// What was found.
    #[schemars(title = "复评")]
    pub rechecked: Option<Rechecked>,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Whose, of which year, in which branch.
    #[schemars(title = "评议")]
    pub opened: Opened,
    /// The session it rests on.
    #[schemars(title = "评议活动")]
    pub session: Held,
    /// The session is withdrawn.
    #[schemars(title = "活动撤销日期")]
    pub withdrawn: Option<Day>,
    /// His account of himself.
    #[schemars(title = "个人自评")]
    pub account: Option<Accounted>,
    /// That he gave none.
    #[schemars(title = "未自评")]
    pub no_account: Option<NotAccounted>,
    /// What the others said.
    #[schemars(title = "互评意见", extend("x-reserved" = true))]
    pub comments: Option<Commented>,
    /// The ballots.
    #[schemars(title = "民主测评")]
    pub counted: Option<Counted>,
    /// The branch's opinion.
    #[schemars(title = "评定")]
    pub concluded: Option<Concluded>,
    /// That he was told.
    #[schemars(title = "告知")]
    pub told: Option<Told>,
    /// His words to it.
    #[schemars(title = "本人意见")]
    pub answered: Option<Answered>,
    /// His objection.
    #[schemars(title = "异议")]
    pub objected: Option<Objected>,
    /// What came of it.
    #[schemars(title = "复议")]
    pub reviewed: Option<Reviewed>,
    /// The day from which the opinion stands.
    #[schemars(title = "意见确定日期")]
    pub settled: Option<Day>,
    /// What he is to put right, each time it was said.
    #[schemars(title = "改正")]
    pub mendings: Vec<Mending>,
    /// What was done where he put it right not.
    #[schemars(title = "处置")]
    pub disposed: Option<Disposed>,
    /// Why it ended.
    #[schemars(title = "终止")]
    pub dropped: Option<Dropped>,
}
