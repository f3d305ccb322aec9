//! What can be done in a handover.

use super::super::facts::{AuditRequest, AuditWaiver, Content, Custody, Economy, Item, Relation, StaffRow};
use crate::ground::DepartureReasons;
use engine::{
    days::Day,
    words::{FileId, MatterId, PersonId, PostId, Prose, Sealed, Term, UnitId},
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

/// 填写机构编制人员表.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FillStaffing {
    /// People by sort.
    #[serde(default)]
    #[schemars(title = "机构编制人员")]
    pub staffing: Vec<StaffRow>,
    /// Nothing of this kind.
    #[serde(default)]
    #[schemars(title = "无此类情况")]
    pub rest_none: bool,
}

/// 填写经济事项附表: four tables at once, as they should be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FillEconomy {
    /// The tables.
    #[schemars(title = "经济事项附表")]
    pub economy: Economy,
    /// Nothing of those left empty.
    #[serde(default)]
    #[schemars(title = "没有填写的附表均无此类情况")]
    pub rest_none: bool,
}

/// 填写印章物品附表: three tables at once, as they should be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FillCustody {
    /// The tables.
    #[schemars(title = "印章物品附表")]
    pub custody: Custody,
    /// Nothing of those left empty.
    #[serde(default)]
    #[schemars(title = "没有填写的附表均无此类情况")]
    pub rest_none: bool,
}

/// 提出争议.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Raise {
    /// Key of the row or of the table beneath: `work.1`, `accounts`; the whole where there is none.
    #[schemars(title = "争议事项", description = "不选为整个交接")]
    pub item: Option<String>,
    /// What is disputed.
    #[schemars(title = "争议内容")]
    pub text: Prose,
}

/// 答复争议.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its number; may be left out where there is only one.
    #[schemars(title = "争议")]
    pub dispute: Option<u32>,
    /// What the leaver says.
    #[schemars(title = "移交人答复")]
    pub answer: Prose,
}

/// 处理争议.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// Its number; may be left out where there is only one.
    #[schemars(title = "争议")]
    pub dispute: Option<u32>,
    /// What was decided.
    #[schemars(title = "处理意见")]
    pub outcome: Prose,
    /// It goes over to the successor.
    #[serde(default)]
    #[schemars(title = "列入续办")]
    pub carried: bool,
    /// By when he is to do it.
    #[schemars(title = "续办期限")]
    pub due: Option<Day>,
}

/// 其他说明.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Remarks.
    #[schemars(title = "其他说明")]
    pub notes: Option<Prose>,
}

/// 指定接收人.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameReceiver {
    /// Who.
    #[schemars(title = "人选")]
    pub person: PersonId,
    /// Only until somebody follows in the post.
    #[serde(default)]
    #[schemars(title = "暂代接收", description = "继任者到任后由继任者补签")]
    pub provisional: bool,
    /// Why he.
    #[schemars(title = "说明")]
    pub reason: Option<Prose>,
}

/// 指定监交人.
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

/// 改由单位代办: ill, refusing, not there, dead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Represent {
    /// Why, as everybody who sees the handover may read it.
    #[schemars(title = "理由")]
    pub reason: Prose,
    /// Who hands over for him; the unit's clerk or its head where nobody is named.
    #[schemars(title = "代办人")]
    pub representative: Option<PersonId>,
    /// Paper or decision.
    #[schemars(title = "依据", length(max = 120))]
    pub basis: Option<String>,
    /// What others may not know; opened only with a reason, on record.
    #[schemars(title = "不公开的原因", description = "加密封存，查阅留痕")]
    pub ground: Option<Sealed<Prose>>,
}

/// 停止计时.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StopClock {
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
    /// Paper or decision.
    #[schemars(title = "依据", length(max = 120))]
    pub basis: Option<String>,
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
    /// What he does not agree with and signs all the same.
    #[schemars(title = "保留意见", description = "有争议没有处理的，写明后可以签字")]
    pub reservation: Option<Prose>,
}

/// 接任人补签.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Countersign {
    /// What he does not agree with and signs all the same.
    #[schemars(title = "保留意见")]
    pub reservation: Option<Prose>,
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
    /// Paper or decision.
    #[serde(default)]
    #[schemars(title = "依据", length(max = 120))]
    pub basis: Option<String>,
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
    /// His first day.
    #[schemars(title = "到任日期")]
    pub day: Day,
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
    /// Writes the table of people.
    #[schemars(title = "填写机构编制人员表")]
    FillStaffing(FillStaffing),
    /// Writes the tables beneath 经济事项.
    #[schemars(title = "填写经济事项附表")]
    FillEconomy(FillEconomy),
    /// Writes the tables beneath 其他需要交接的事项.
    #[schemars(title = "填写印章物品附表")]
    FillCustody(FillCustody),
    /// Remarks.
    #[schemars(title = "补充说明")]
    Remark(Note),
    /// Receiver or supervisor does not agree.
    #[schemars(title = "提出争议")]
    RaiseDispute(Raise),
    /// The leaver answers.
    #[schemars(title = "答复争议")]
    AnswerDispute(Answer),
    /// Settles a dispute.
    #[schemars(title = "处理争议")]
    SettleDispute(Settle),
    /// Names who receives.
    #[schemars(title = "指定接收人")]
    NameReceiver(NameReceiver),
    /// Names who supervises.
    #[schemars(title = "指定监交人")]
    NameSupervisor(Name),
    /// The unit hands over in the leaver's stead: ill, refusing, detained.
    #[schemars(title = "改由单位代办")]
    Represent(Represent),
    /// The leaver signs.
    #[schemars(title = "移交人签字")]
    SignLeaver(Sign),
    /// The receiver signs.
    #[schemars(title = "接收人签字")]
    SignReceiver(Sign),
    /// The supervisor signs.
    #[schemars(title = "监交人签字")]
    SignSupervisor(Sign),
    /// Whoever follows signs for what was received before him.
    #[schemars(title = "接任人补签")]
    SignSuccessor(Countersign),
    /// States why it is late.
    #[schemars(title = "说明逾期原因")]
    ExplainDelay(Reason),
    /// The working days stand still: ill, detained, dead.
    #[schemars(title = "停止计时")]
    StopClock(StopClock),
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
    /// The auditors are asked.
    #[schemars(title = "登记提请离任审计")]
    RequestAudit(AuditRequest),
    /// The auditors are not asked.
    #[schemars(title = "不提请审计")]
    WaiveAudit(AuditWaiver),
    /// The program: a successor.
    #[schemars(title = "记入接任")]
    Receive(Successor),
    /// The program: another post of the same unit is left before this handover is done.
    #[schemars(title = "并入另一职务")]
    AlsoLeft(Opening),
    /// The program: the decision is taken back.
    #[schemars(title = "任免撤回")]
    CauseUndone(Cause),
    /// The program: the decision stands again, corrected.
    #[schemars(title = "任免更正")]
    CauseRestored(Opening),
}
