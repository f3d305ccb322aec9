//! What has happened in a handover.

use super::{
    super::facts::{
        Also, Annex, AuditRequest, AuditWaiver, Completion, Content, Custody, Economy, Item, Left, Party, StaffRow,
    },
    action::{Cause, Filing, Reason, RunClock, ShortRow, StopClock, Tick},
};
use engine::{
    access::Hat,
    days::Day,
    words::{FileId, MatterId, PersonId, Prose, Sealed},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// The table of people written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffingFilled {
    /// People by sort.
    #[schemars(title = "机构编制人员")]
    pub staffing: Vec<StaffRow>,
    /// Tables said to have nothing in them.
    #[schemars(title = "无此类情况的附表")]
    pub none: Vec<Annex>,
    /// Who had signed and has to sign again, by word: 移交人.
    #[schemars(title = "签字作废")]
    pub unsigned: Vec<String>,
}

/// The tables beneath 经济事项 written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EconomyFilled {
    /// The tables.
    #[schemars(title = "经济事项附表")]
    pub economy: Economy,
    /// Tables said to have nothing in them.
    #[schemars(title = "无此类情况的附表")]
    pub none: Vec<Annex>,
    /// Who had signed and has to sign again, by word: 移交人.
    #[schemars(title = "签字作废")]
    pub unsigned: Vec<String>,
}

/// The tables beneath 其他需要交接的事项 written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustodyFilled {
    /// The tables.
    #[schemars(title = "印章物品附表")]
    pub custody: Custody,
    /// Tables said to have nothing in them.
    #[schemars(title = "无此类情况的附表")]
    pub none: Vec<Annex>,
    /// Who had signed and has to sign again, by word: 移交人.
    #[schemars(title = "签字作废")]
    pub unsigned: Vec<String>,
}

/// Remarks; before disputes had numbers, a dispute was noted here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remarks {
    /// Remarks.
    #[schemars(title = "其他说明")]
    pub notes: Option<Prose>,
    /// What the parties did not agree on; only in records of versions 1 and 2.
    #[schemars(title = "争议事项", extend("x-hidden" = true))]
    pub dispute: Option<Prose>,
}

/// A dispute raised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Raised {
    /// Its number.
    #[schemars(title = "序号")]
    pub no: u32,
    /// What it is about, in words.
    #[schemars(title = "争议事项")]
    pub about: String,
    /// What is disputed.
    #[schemars(title = "争议内容")]
    pub text: Prose,
    /// Who said so: 接收人某某.
    #[schemars(title = "提出人")]
    pub by: String,
    /// When.
    #[schemars(title = "提出日期")]
    pub day: Day,
}

/// A dispute answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// Its number.
    #[schemars(title = "序号")]
    pub no: u32,
    /// What the leaver says.
    #[schemars(title = "移交人答复")]
    pub answer: Prose,
    /// When.
    #[schemars(title = "答复日期")]
    pub day: Day,
}

/// A dispute settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// Its number; none before disputes had numbers.
    #[serde(default)]
    #[schemars(title = "序号")]
    pub no: Option<u32>,
    /// What they did not agree on.
    #[schemars(title = "争议事项")]
    pub dispute: Prose,
    /// What was decided.
    #[schemars(title = "处理意见")]
    pub outcome: Prose,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
    /// It goes over to the successor.
    #[serde(default)]
    #[schemars(title = "列入续办")]
    pub carried: bool,
    /// By when.
    #[schemars(title = "续办期限")]
    pub due: Option<Day>,
}

/// The unit hands over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Represented {
    /// Why, as everybody who sees the handover may read it.
    #[schemars(title = "理由")]
    pub reason: Prose,
    /// Who hands over.
    #[schemars(title = "代办人")]
    pub representative: Option<Party>,
    /// Paper or decision.
    #[schemars(title = "依据")]
    pub basis: Option<String>,
    /// What others may not know.
    #[schemars(title = "不公开的原因")]
    pub ground: Option<Sealed<Prose>>,
}

/// Somebody follows in the post, for whom another received.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TookOver {
    /// Who.
    #[schemars(title = "接任人")]
    pub party: Party,
    /// His first day.
    #[schemars(title = "到任日期")]
    pub day: Day,
    /// What has changed since the three signed.
    #[schemars(title = "签字后的变动")]
    pub changed: Vec<String>,
}

/// He has signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Countersigned {
    /// When.
    #[schemars(title = "补签日期")]
    pub day: Day,
    /// With what.
    #[schemars(title = "保留意见")]
    pub reservation: Option<Prose>,
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
    /// What he signed with.
    #[schemars(title = "保留意见")]
    pub reservation: Option<Prose>,
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
    /// Remarks.
    #[schemars(title = "补充说明")]
    Remarked(Remarks),
    /// The table of people written.
    #[schemars(title = "填写机构编制人员表")]
    StaffingFilled(StaffingFilled),
    /// The tables beneath 经济事项 written.
    #[schemars(title = "填写经济事项附表")]
    EconomyFilled(EconomyFilled),
    /// The tables beneath 其他需要交接的事项 written.
    #[schemars(title = "填写印章物品附表")]
    CustodyFilled(CustodyFilled),
    /// A dispute raised.
    #[schemars(title = "提出争议")]
    DisputeRaised(Raised),
    /// A dispute answered.
    #[schemars(title = "答复争议")]
    DisputeAnswered(Answered),
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
    Represented(Represented),
    /// Signed.
    #[schemars(title = "签字")]
    Signed(Signed),
    /// Why it is late.
    #[schemars(title = "说明逾期原因")]
    DelayExplained(Reason),
    /// The working days stand still.
    #[schemars(title = "停止计时")]
    ClockStopped(StopClock),
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
    /// Somebody follows for whom another received.
    #[schemars(title = "接任")]
    TookOver(TookOver),
    /// He has signed.
    #[schemars(title = "接任人补签")]
    Countersigned(Countersigned),
    /// The auditors are asked.
    #[schemars(title = "提请离任审计")]
    AuditRequested(AuditRequest),
    /// The auditors are not asked.
    #[schemars(title = "不提请审计")]
    AuditWaived(AuditWaiver),
    /// Another post of the same unit handed over with it.
    #[schemars(title = "并入另一职务")]
    AlsoLeft(Also),
    /// The decision was taken back.
    #[schemars(title = "任免撤回")]
    Ended(Cause),
    /// It stands again.
    #[schemars(title = "任免更正")]
    Restored(Restored),
}
