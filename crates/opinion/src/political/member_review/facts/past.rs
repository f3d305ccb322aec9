//! What has happened: the payloads of events.

use super::{Account, Answer, Ballot, Conclude, Dispose, End, NoAccount, Object, Order, Recheck, Reopen, Review, Tell};
use engine::{
    days::{Day, Period},
    words::{MatterId, PersonId, Prose, Sealed, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The session it rests on, as it was entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// The branch's quarter.
    #[schemars(title = "季度组织生活", extend("x-hidden" = true))]
    pub term: MatterId,
    /// First day of that quarter.
    #[schemars(title = "季度自", extend("x-hidden" = true))]
    pub from: Day,
    /// Which of its sessions.
    #[schemars(title = "活动序号")]
    pub number: u32,
    /// When it was held.
    #[schemars(title = "评议日期")]
    pub day: Day,
    /// How many were to be there.
    #[schemars(title = "应到人数")]
    pub entitled: u32,
    /// How many were.
    #[schemars(title = "到会人数")]
    pub present: u32,
    /// Whether he was.
    #[schemars(title = "本人到会")]
    pub attended: bool,
    /// Why he was not.
    #[schemars(title = "本人缺席原因")]
    pub reason: String,
}

/// The branch that reviews him, as it was when its session was entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Branch {
    /// Which.
    #[schemars(title = "支部编号", extend("x-hidden" = true))]
    pub id: MatterId,
    /// Its name.
    #[schemars(title = "支部名称")]
    pub name: String,
    /// Whether it has a committee.
    #[schemars(title = "设支委会")]
    pub committee: bool,
    /// How many members it has.
    #[schemars(title = "支部党员人数")]
    pub members: u32,
    /// The branch's unit.
    #[schemars(title = "支部所在单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "支部所在单位")]
    pub unit_name: String,
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Whose.
    #[schemars(title = "党员领导干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// The branch that reviews him.
    #[schemars(title = "支部")]
    pub branch: Branch,
    /// Of which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// The year.
    #[schemars(title = "年度起止", extend("x-hidden" = true))]
    pub period: Period,
    /// The session, as it was then.
    #[schemars(title = "评议活动", extend("x-hidden" = true))]
    pub session: Held,
    /// The day.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// He gave account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Accounted {
    /// What was entered.
    #[schemars(title = "自评")]
    pub account: Account,
    /// He entered it himself.
    #[schemars(title = "本人录入")]
    pub himself: bool,
}

/// He gave none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NotAccounted {
    /// Why.
    #[schemars(title = "未自评")]
    pub no_account: NoAccount,
    /// The day.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// What the others said. It is for those who work on the matter; he is told the reasons of the opinion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-reserved" = true))]
pub struct Commented {
    /// How many spoke.
    #[schemars(title = "发言党员人数")]
    pub speakers: u32,
    /// What they said.
    #[schemars(title = "互评意见要点")]
    pub gist: Sealed<Prose>,
    /// The day.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// Ballots counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// The counts, where enough of them were valid.
    #[schemars(title = "测评票")]
    pub ballot: Option<Ballot>,
    /// Why there are none.
    #[schemars(title = "测评票说明")]
    pub suppressed: Option<String>,
    /// The day.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// The branch decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Concluded {
    /// What was entered.
    #[schemars(title = "评定意见")]
    pub conclude: Conclude,
    /// The grade in words.
    #[schemars(title = "评定等次名称")]
    pub grade: String,
    /// Something is put right after it.
    #[schemars(title = "须改正")]
    pub mends: bool,
    /// What to mind.
    #[schemars(title = "提示")]
    pub notes: Vec<String>,
}

/// Told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// What was entered.
    #[schemars(title = "告知本人")]
    pub tell: Tell,
    /// The last day on which he may object.
    #[schemars(title = "异议截止")]
    pub until: Option<Day>,
}

/// He said something to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answered {
    /// What.
    #[schemars(title = "意见")]
    pub answer: Answer,
    /// When.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// He objected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Objected {
    /// Why.
    #[schemars(title = "异议")]
    pub object: Object,
    /// When.
    #[schemars(title = "提出日期")]
    pub day: Day,
}

/// It was looked at again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reviewed {
    /// What was entered.
    #[schemars(title = "复议结果")]
    pub review: Review,
    /// The grade in words.
    #[schemars(title = "复议后的等次名称")]
    pub grade: String,
    /// Something is put right after it.
    #[schemars(title = "须改正")]
    pub mends: bool,
}

/// He is to put something right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ordered {
    /// What and by when.
    #[schemars(title = "要求")]
    pub order: Order,
    /// When it was said.
    #[schemars(title = "提出日期")]
    pub day: Day,
}

/// The branch looked whether he did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rechecked {
    /// What was entered.
    #[schemars(title = "复评结果")]
    pub recheck: Recheck,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// He did not, and something was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Disposed {
    /// What was entered.
    #[schemars(title = "处置结果")]
    pub dispose: Dispose,
    /// The day of entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// The session is gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawn {
    /// Which.
    #[schemars(title = "活动序号")]
    pub session: u32,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// It rests on another session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rested {
    /// Which.
    #[schemars(title = "评议活动")]
    pub session: Held,
    /// The branch that reviews him.
    #[schemars(title = "支部")]
    pub branch: Branch,
    /// Ballots and what came after them stand: it is the same session, entered anew.
    #[schemars(title = "测评和评定保留")]
    pub kept: bool,
}

/// It ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dropped {
    /// Why.
    #[schemars(title = "终止原因")]
    pub end: End,
    /// The decision about posts that said so.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
    /// When.
    #[schemars(title = "终止日期")]
    pub day: Day,
}

/// It goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reopened {
    /// Why.
    #[schemars(title = "恢复办理")]
    pub reopen: Reopen,
    /// When.
    #[schemars(title = "恢复日期")]
    pub day: Day,
}

/// A decision about posts was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Undone {
    /// Which.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: MatterId,
    /// When.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// His record became another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passed {
    /// The record that stays.
    #[schemars(title = "并入的人员", extend("x-hidden" = true))]
    pub into: PersonId,
    /// The name in it.
    #[schemars(title = "姓名")]
    pub name: String,
    /// When.
    #[schemars(title = "并入日期")]
    pub day: Day,
}
