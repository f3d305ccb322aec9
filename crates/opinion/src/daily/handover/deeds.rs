//! What can be done in a handover, and what has happened.

use super::facts::{Completion, Content, Item, Left, Party, Relation, Settled};
use crate::ground::DepartureReasons;
use engine::{
    access::Hat,
    days::Day,
    words::{FileId, MatterId, PersonId, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 开办交接.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Who left.
    #[schemars(title = "移交人")]
    pub leaver: PersonId,
    /// Which post.
    #[schemars(title = "移交职务")]
    pub post: PostId,
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "离岗原因")]
    pub reason: Term<DepartureReasons>,
    /// Unit he goes to.
    #[schemars(title = "调入单位")]
    pub to_unit: Option<UnitId>,
    /// The decision; a handover after another departure has none.
    #[schemars(title = "任免事项")]
    pub decision: Option<MatterId>,
}

/// 填写交接内容: the whole of one table, as it should be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fill {
    /// Which table.
    #[schemars(title = "交接内容")]
    pub content: Content,
    /// Nothing of this kind.
    #[serde(default)]
    #[schemars(title = "无此类情况")]
    pub none: bool,
    /// Its rows.
    #[serde(default)]
    #[schemars(title = "事项")]
    pub rows: Vec<Item>,
}

/// 补充交接事项: rows more in one table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct More {
    /// Which table.
    #[schemars(title = "交接内容")]
    pub content: Content,
    /// The rows.
    #[schemars(title = "事项")]
    pub rows: Vec<Item>,
}

/// A row of the short form, with the content it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShortRow {
    /// Which of the five.
    #[schemars(title = "交接内容")]
    pub content: Content,
    /// What is handed over.
    #[schemars(title = "事项")]
    pub matter: String,
    /// How far it has come.
    #[schemars(title = "进展情况")]
    pub progress: Option<Prose>,
    /// By when.
    #[schemars(title = "完成期限")]
    pub due: Option<Day>,
    /// Not finished: goes over to the successor as a duty.
    #[serde(default)]
    #[schemars(title = "未办结，移交续办")]
    pub open: bool,
}

/// 填写交接短表: all five contents at once; what is not listed is declared as 无此类情况.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FillShort {
    /// The rows.
    #[serde(default)]
    #[schemars(title = "交接事项")]
    pub rows: Vec<ShortRow>,
    /// Nothing of the other contents.
    #[serde(default)]
    #[schemars(title = "没有列出的内容均无此类情况")]
    pub rest_none: bool,
}

/// 处理争议.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// What was decided.
    #[schemars(title = "处理意见")]
    pub outcome: Prose,
}

/// 说明和争议.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remarks {
    /// Remarks.
    #[schemars(title = "其他说明")]
    pub notes: Option<Prose>,
    /// What the parties do not agree on.
    #[schemars(title = "争议事项")]
    pub dispute: Option<Prose>,
}

/// 指定接收人, 指定监交人.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Who.
    #[schemars(title = "人选")]
    pub person: PersonId,
    /// Why he.
    #[schemars(title = "说明")]
    pub reason: Option<Prose>,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// 签字.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The scan, where it was signed on paper.
    #[schemars(title = "签字件")]
    pub paper: Option<FileId>,
    /// Why it is late, where the last signature comes late.
    #[schemars(title = "逾期原因")]
    pub late_reason: Option<Prose>,
}

/// 转接关系: one relation has moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tick {
    /// Which.
    #[schemars(title = "关系")]
    pub relation: Relation,
    /// The day on which it moved.
    #[schemars(title = "转接日期")]
    pub day: Day,
    /// Number of the letter or the transfer slip.
    #[schemars(title = "介绍信或转移单编号")]
    pub number: Option<String>,
    /// Its scan.
    #[schemars(title = "凭证")]
    pub evidence: Option<FileId>,
}

/// 报备.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// The day on which it was filed.
    #[schemars(title = "报备日期")]
    pub day: Day,
    /// Number of the paper.
    #[schemars(title = "报备文号")]
    pub document: Option<String>,
    /// More.
    #[schemars(title = "说明")]
    pub note: Option<Prose>,
}

/// 销号.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Strike {
    /// Key of the row: `work.1`.
    #[schemars(title = "续办事项")]
    pub item: String,
    /// The day on which it was done.
    #[schemars(title = "办结日期")]
    pub day: Day,
    /// How it ended.
    #[schemars(title = "办理结果")]
    pub result: Prose,
}

/// 开始计时, where the working days stood still from the beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunClock {
    /// The day after which they count.
    #[schemars(title = "计时起点")]
    pub from: Day,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// The program: a decision says that somebody takes this post, or holds the unit together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Successor {
    /// Who.
    #[schemars(title = "人选")]
    pub person: PersonId,
    /// Without being the chief.
    #[schemars(title = "主持工作")]
    pub acting: bool,
}

/// The program: the decision is taken back, or stands again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// The decision.
    #[schemars(title = "任免事项")]
    pub decision: MatterId,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Opens a handover.
    #[schemars(title = "开办交接")]
    Open(Opening),
    /// Writes one table.
    #[schemars(title = "填写交接内容")]
    Fill(Fill),
    /// Adds rows to one table.
    #[schemars(title = "补充交接事项")]
    AddItems(More),
    /// Writes the short form.
    #[schemars(title = "填写交接短表")]
    FillShort(FillShort),
    /// Changes to the short form.
    #[schemars(title = "改用交接短表")]
    UseShortForm(Reason),
    /// Remarks and dispute.
    #[schemars(title = "说明和争议")]
    Remark(Remarks),
    /// Settles a dispute.
    #[schemars(title = "处理争议")]
    SettleDispute(Settle),
    /// Names who receives.
    #[schemars(title = "指定接收人")]
    NameReceiver(Name),
    /// Names who supervises.
    #[schemars(title = "指定监交人")]
    NameSupervisor(Name),
    /// The unit hands over in the leaver's stead: ill, refusing, detained.
    #[schemars(title = "改由单位代办")]
    Represent(Reason),
    /// The leaver signs.
    #[schemars(title = "移交人签字")]
    SignLeaver(Sign),
    /// The receiver signs.
    #[schemars(title = "接收人签字")]
    SignReceiver(Sign),
    /// The supervisor signs.
    #[schemars(title = "监交人签字")]
    SignSupervisor(Sign),
    /// States why it is late.
    #[schemars(title = "说明逾期原因")]
    ExplainDelay(Reason),
    /// The working days stand still: ill, detained, dead.
    #[schemars(title = "停止计时")]
    StopClock(Reason),
    /// The working days begin to count.
    #[schemars(title = "开始计时")]
    RunClock(RunClock),
    /// One relation has moved.
    #[schemars(title = "登记关系转接")]
    Tick(Tick),
    /// The transfer is filed.
    #[schemars(title = "登记转接备案")]
    FileTransfer(Filing),
    /// An open row is done.
    #[schemars(title = "销号")]
    StrikeOff(Strike),
    /// The program: a successor.
    #[schemars(title = "记入接任")]
    Receive(Successor),
    /// The program: the decision is taken back.
    #[schemars(title = "任免撤回")]
    CauseUndone(Cause),
    /// The program: the decision stands again, corrected.
    #[schemars(title = "任免更正")]
    CauseRestored(Opening),
}

/// A handover opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The matter.
    #[schemars(title = "事项", extend("x-hidden" = true))]
    pub id: MatterId,
    /// The post left.
    #[schemars(title = "离任情况")]
    pub left: Left,
    /// Why the unit hands over in the leaver's stead.
    #[schemars(title = "单位代办理由")]
    pub by_unit: Option<Prose>,
    /// Who receives, where that was known.
    #[schemars(title = "接收人")]
    pub receiver: Option<Party>,
    /// Whose turn it is to supervise, by the county's table.
    #[schemars(title = "监交人", extend("x-hidden" = true))]
    pub supervisor: Vec<Hat>,
}

/// A table written, and whose signatures that took back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filled {
    /// Which table.
    #[schemars(title = "交接内容")]
    pub content: Content,
    /// Nothing of this kind.
    #[schemars(title = "无此类情况")]
    pub none: bool,
    /// All its rows.
    #[schemars(title = "事项")]
    pub rows: Vec<Item>,
    /// Who had signed and has to sign again, by word: 移交人.
    #[schemars(title = "签字作废")]
    pub unsigned: Vec<String>,
}

/// The short form written, and whose signatures that took back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilledShort {
    /// All its rows.
    #[schemars(title = "交接事项")]
    pub rows: Vec<ShortRow>,
    /// Who had signed and has to sign again, by word: 移交人.
    #[schemars(title = "签字作废")]
    pub unsigned: Vec<String>,
}

/// Somebody named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Who.
    #[schemars(title = "人选")]
    pub party: Party,
    /// Why he.
    #[schemars(title = "说明")]
    pub reason: Option<Prose>,
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// Key of the signature.
    #[schemars(title = "签字方", extend("x-hidden" = true))]
    pub key: String,
    /// Its word: 移交人.
    #[schemars(title = "身份")]
    pub word: String,
    /// Who signed.
    #[schemars(title = "签字人")]
    pub signer: Option<PersonId>,
    /// The day on which it counts.
    #[schemars(title = "签字日期")]
    pub day: Day,
    /// The scan.
    #[schemars(title = "签字件")]
    pub paper: Option<FileId>,
    /// With the last signature: how it was completed.
    #[schemars(title = "交接完成")]
    pub completion: Option<Completion>,
    /// Why it is late.
    #[schemars(title = "逾期原因")]
    pub late_reason: Option<Prose>,
}

/// A row struck off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StruckOff {
    /// Key of the row.
    #[schemars(title = "序号")]
    pub item: String,
    /// What it was about.
    #[schemars(title = "事项")]
    pub matter: String,
    /// The day on which it was done.
    #[schemars(title = "办结日期")]
    pub day: Day,
    /// How it ended.
    #[schemars(title = "办理结果")]
    pub result: Prose,
}

/// The decision was corrected: the post left, anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Restored {
    /// The post left.
    #[schemars(title = "离任情况")]
    pub left: Left,
}

/// What has happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Opened.
    #[schemars(title = "开办交接")]
    Opened(Opened),
    /// A table written.
    #[schemars(title = "填写交接内容")]
    Filled(Filled),
    /// Remarks and dispute.
    #[schemars(title = "说明和争议")]
    Remarked(Remarks),
    /// The five contents written on one sheet.
    #[schemars(title = "填写交接短表")]
    FilledShort(FilledShort),
    /// The short form is used.
    #[schemars(title = "改用交接短表")]
    ShortFormUsed(Reason),
    /// A dispute settled.
    #[schemars(title = "处理争议")]
    DisputeSettled(Settled),
    /// Receiver named.
    #[schemars(title = "指定接收人")]
    ReceiverNamed(Named),
    /// Supervisor named.
    #[schemars(title = "指定监交人")]
    SupervisorNamed(Named),
    /// The unit hands over.
    #[schemars(title = "改由单位代办")]
    Represented(Reason),
    /// Signed.
    #[schemars(title = "签字")]
    Signed(Signed),
    /// Why it is late.
    #[schemars(title = "说明逾期原因")]
    DelayExplained(Reason),
    /// The working days stand still.
    #[schemars(title = "停止计时")]
    ClockStopped(Reason),
    /// The working days count.
    #[schemars(title = "开始计时")]
    ClockStarted(RunClock),
    /// A relation has moved.
    #[schemars(title = "关系转接")]
    Ticked(Tick),
    /// Filed.
    #[schemars(title = "转接备案")]
    TransferFiled(Filing),
    /// A row struck off.
    #[schemars(title = "销号")]
    StruckOff(StruckOff),
    /// A successor carries the open rows on.
    #[schemars(title = "接任续办")]
    Succeeded(Party),
    /// The decision was taken back.
    #[schemars(title = "任免撤回")]
    Ended(Cause),
    /// It stands again.
    #[schemars(title = "任免更正")]
    Restored(Restored),
}
