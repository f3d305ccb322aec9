//! What can be done with a certificate, and what has happened to it.

use crate::daily::CertificateKinds;
use engine::{
    days::{Day, Period},
    words::{MatterId, PersonId, PostId, Prose, Sealed, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a certificate is when it is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Held {
    /// 已在保管
    #[schemars(title = "已在集中保管")]
    Kept,
    /// 应上交
    #[schemars(title = "在本人手中，应上交")]
    Owed,
    /// 本人保管
    #[schemars(title = "在本人手中，不需上交")]
    Personal,
}

/// 登记证件.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enter {
    /// Whose.
    #[schemars(title = "持证人")]
    pub person: PersonId,
    /// Which kind.
    #[schemars(title = "证件种类")]
    pub kind: Term<CertificateKinds>,
    /// Its number.
    #[schemars(title = "证件号码", description = "加密封存，只显示后四位")]
    pub number: Sealed<String>,
    /// Day of issue.
    #[schemars(title = "签发日期")]
    pub issued: Day,
    /// Last day on which it is valid.
    #[schemars(title = "有效期至", extend("x-together" = true))]
    pub expires: Day,
    /// Where it is.
    #[schemars(title = "现在何处")]
    pub held: Held,
    /// The unit that keeps it, where it is not the department.
    #[serde(default)]
    #[schemars(title = "保管单位", description = "单位自行保管的选填，不填为组织部")]
    pub keeper: Option<UnitId>,
    /// Cabinet and place.
    #[serde(default)]
    #[schemars(title = "柜位", length(max = 40))]
    pub place: Option<String>,
}

/// 同意办证.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Whose.
    #[schemars(title = "持证人")]
    pub person: PersonId,
    /// Which kind.
    #[schemars(title = "证件种类")]
    pub kind: Term<CertificateKinds>,
    /// Why.
    #[schemars(title = "办证事由", length(max = 400))]
    pub reason: Prose,
    /// The unit that will keep it, where it is not the department.
    #[serde(default)]
    #[schemars(title = "保管单位", description = "单位自行保管的选填，不填为组织部")]
    pub keeper: Option<UnitId>,
}

/// 登记新办证件.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// Its number.
    #[schemars(title = "证件号码", description = "加密封存，只显示后四位")]
    pub number: Sealed<String>,
    /// Day of issue.
    #[schemars(title = "签发日期")]
    pub issued: Day,
    /// Last day on which it is valid.
    #[schemars(title = "有效期至", extend("x-together" = true))]
    pub expires: Day,
}

/// 收证.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandIn {
    /// When.
    #[schemars(title = "收证日期")]
    pub day: Day,
    /// Cabinet and place.
    #[schemars(title = "柜位", length(max = 40))]
    pub place: String,
    /// Number of the receipt given to the person.
    #[schemars(title = "收据编号", length(max = 40))]
    pub receipt: String,
}

/// 借出.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lend {
    /// The approved trip.
    #[schemars(title = "已批准的出国（境）")]
    pub trip: MatterId,
    /// When.
    #[schemars(title = "借出日期")]
    pub day: Day,
    /// Number of the slip that the person signed.
    #[schemars(title = "借用单编号", length(max = 40))]
    pub receipt: String,
}

/// 换证借出.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Renew {
    /// When.
    #[schemars(title = "借出日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "换证事由", length(max = 200))]
    pub reason: Prose,
    /// Number of the slip that the person signed.
    #[schemars(title = "借用单编号", length(max = 40))]
    pub receipt: String,
}

/// 交回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveBack {
    /// When.
    #[schemars(title = "交回日期")]
    pub day: Day,
    /// Cabinet and place.
    #[schemars(title = "柜位", length(max = 40))]
    pub place: String,
    /// Number of the receipt given to the person.
    #[schemars(title = "收据编号", length(max = 40))]
    pub receipt: String,
    /// Why it was late.
    #[serde(default)]
    #[schemars(title = "逾期原因", length(max = 400))]
    pub late: Option<Prose>,
}

/// 换发新证: the new certificate takes the old one's place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    /// The new number.
    #[schemars(title = "新证件号码", description = "加密封存，只显示后四位")]
    pub number: Sealed<String>,
    /// Day of issue.
    #[schemars(title = "签发日期")]
    pub issued: Day,
    /// Last day on which it is valid.
    #[schemars(title = "有效期至", extend("x-together" = true))]
    pub expires: Day,
    /// When it was handed in.
    #[schemars(title = "收证日期")]
    pub day: Day,
    /// Cabinet and place.
    #[schemars(title = "柜位", length(max = 40))]
    pub place: String,
    /// Number of the receipt given to the person.
    #[schemars(title = "收据编号", length(max = 40))]
    pub receipt: String,
}

/// 催交.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dun {
    /// How and what was answered.
    #[schemars(title = "催交方式和答复", length(max = 400))]
    pub note: Prose,
}

/// 报失.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loss {
    /// When it was noticed.
    #[schemars(title = "发现遗失日期")]
    pub day: Day,
    /// How.
    #[schemars(title = "遗失经过", length(max = 1000))]
    pub account: Prose,
    /// Number of the report to the police, where there is one.
    #[serde(default)]
    #[schemars(title = "报案或挂失回执", length(max = 60))]
    pub report: Option<String>,
}

/// 注销.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// When.
    #[schemars(title = "注销日期")]
    pub day: Day,
    /// The authority's receipt, or how it was made void.
    #[schemars(
        title = "注销回执或处理方式",
        description = "公安机关注销回执编号；到期的写剪角、退还等",
        length(max = 100)
    )]
    pub receipt: String,
}

/// 变更保管.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relocate {
    /// When.
    #[schemars(title = "移交日期")]
    pub day: Day,
    /// The unit that keeps it from now on, where it is not the department.
    #[serde(default)]
    #[schemars(title = "保管单位", description = "单位自行保管的选填，不填为组织部")]
    pub keeper: Option<UnitId>,
    /// Cabinet and place.
    #[schemars(title = "柜位", length(max = 40))]
    pub place: String,
    /// Why, and who handed over to whom.
    #[schemars(title = "事由和交接人", description = "保管人更换、柜位调整等", length(max = 200))]
    pub reason: Prose,
}

/// 退还本人.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// When.
    #[schemars(title = "退还日期")]
    pub day: Day,
    /// Number of the slip that the person signed.
    #[schemars(title = "领取单编号", length(max = 40))]
    pub receipt: String,
}

/// The clock says that it is no longer valid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expiry {
    /// The last day on which it was.
    #[schemars(title = "有效期至")]
    pub expires: Day,
}

/// The program tells of a post taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    /// The post.
    #[schemars(title = "任职职务")]
    pub post: PostId,
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub day: Day,
}

/// The program tells of a post left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftPost {
    /// The post.
    #[schemars(title = "离任职务")]
    pub post: PostId,
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why, a code of the dictionary `departure_reasons`.
    #[schemars(title = "原因")]
    pub reason: String,
}

/// The program tells that the trip is over, or does not take place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TripBack {
    /// The day from which the return of the certificate counts.
    #[schemars(title = "日期")]
    pub day: Day,
    /// It was cancelled.
    #[serde(default)]
    #[schemars(title = "行程取消")]
    pub cancelled: bool,
}

/// What can be done with a certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 登记证件
    #[schemars(title = "登记证件")]
    Enter(Box<Enter>),
    /// 同意办证
    #[schemars(title = "同意办证")]
    Plan(Plan),
    /// 登记新办证件
    #[schemars(title = "登记新办证件")]
    Issue(Issue),
    /// 收证
    #[schemars(title = "收证")]
    HandIn(HandIn),
    /// 借出
    #[schemars(title = "借出")]
    Lend(Lend),
    /// 换证借出
    #[schemars(title = "换证借出")]
    LendRenewal(Renew),
    /// 交回
    #[schemars(title = "交回")]
    GiveBack(GiveBack),
    /// 换发新证
    #[schemars(title = "换发新证")]
    Replace(Box<Replace>),
    /// 催交
    #[schemars(title = "催交")]
    Dun(Dun),
    /// 报失
    #[schemars(title = "报失")]
    ReportLoss(Loss),
    /// 注销
    #[schemars(title = "注销")]
    Cancel(Cancel),
    /// 变更保管
    #[schemars(title = "变更保管")]
    Relocate(Relocate),
    /// 退还本人
    #[schemars(title = "退还本人")]
    Release(Release),
    /// 证件到期
    #[schemars(title = "证件到期")]
    Expire(Expiry),
    /// 任职
    #[schemars(title = "任职")]
    PostBegun(NewPost),
    /// 离任
    #[schemars(title = "离任")]
    PostEnded(LeftPost),
    /// 行程结束
    #[schemars(title = "行程结束")]
    TripOver(TripBack),
}

/// A certificate entered, or allowed to be issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entered {
    /// Whose.
    #[schemars(title = "持证人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// His unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
    /// Which kind.
    #[schemars(title = "证件种类", extend("x-hidden" = true))]
    pub kind: Term<CertificateKinds>,
    /// Its word.
    #[schemars(title = "证件种类")]
    pub kind_word: String,
    /// The certificate itself; nothing where it is only allowed.
    #[schemars(title = "证件")]
    pub issued: Option<Issued>,
    /// Where it is; nothing where it is only allowed.
    #[schemars(title = "现在何处")]
    pub held: Option<Held>,
    /// The unit that keeps it, where it is not the department.
    #[schemars(title = "保管单位", extend("x-hidden" = true))]
    pub keeper: Option<UnitId>,
    /// Who keeps it, in words.
    #[schemars(title = "保管单位")]
    pub keeper_word: String,
    /// Cabinet and place.
    #[schemars(title = "柜位")]
    pub place: String,
    /// Why it is allowed.
    #[schemars(title = "办证事由")]
    pub reason: Option<Prose>,
    /// The day of the entry.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// Number and validity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issued {
    /// Its number.
    #[schemars(title = "证件号码")]
    pub number: Sealed<String>,
    /// The last four characters of it.
    #[schemars(title = "证件号码后四位")]
    pub tail: String,
    /// Day of issue.
    #[schemars(title = "签发日期")]
    pub from: Day,
    /// Last day on which it is valid.
    #[schemars(title = "有效期至")]
    pub expires: Day,
}

/// 已借出.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lent {
    /// What was entered.
    #[schemars(title = "借出")]
    pub lend: Lend,
    /// The days of the trip.
    #[schemars(title = "行程")]
    pub period: Period,
    /// The trip's number.
    #[schemars(title = "行程编号")]
    pub number: String,
}

/// Another keeper or place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Moved {
    /// What was entered.
    #[schemars(title = "变更保管")]
    pub relocate: Relocate,
    /// Who keeps it, in words.
    #[schemars(title = "保管单位")]
    pub keeper_word: String,
}

/// A post left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PostLeft {
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why, in words.
    #[schemars(title = "原因")]
    pub words: String,
    /// No other post is left to him.
    #[schemars(title = "不再任职")]
    pub out: bool,
    /// He has died: nobody of his family is asked for anything.
    #[schemars(title = "去世")]
    pub died: bool,
}

/// What has happened to a certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 登记证件
    #[schemars(title = "登记证件")]
    Entered(Box<Entered>),
    /// 新办证件
    #[schemars(title = "登记新办证件")]
    Issued(Issued),
    /// 已收证
    #[schemars(title = "收证")]
    HandedIn(HandIn),
    /// 已借出
    #[schemars(title = "借出")]
    Lent(Lent),
    /// 换证借出
    #[schemars(title = "换证借出")]
    RenewalLent(Renew),
    /// 已交回
    #[schemars(title = "交回")]
    GivenBack(GiveBack),
    /// 换发新证
    #[schemars(title = "换发新证")]
    Replaced(Box<Replaced>),
    /// 已催交
    #[schemars(title = "催交")]
    Dunned(Dunned),
    /// 报失
    #[schemars(title = "报失")]
    Lost(Loss),
    /// 已注销
    #[schemars(title = "注销")]
    Cancelled(Cancel),
    /// 变更保管
    #[schemars(title = "变更保管")]
    Moved(Moved),
    /// 已退还
    #[schemars(title = "退还本人")]
    Released(Release),
    /// 证件到期
    #[schemars(title = "证件到期")]
    Expired(Expiry),
    /// 任职
    #[schemars(title = "任职")]
    PostTaken(Taken),
    /// 离任
    #[schemars(title = "离任")]
    PostLeft(PostLeft),
    /// 行程结束
    #[schemars(title = "行程结束")]
    TripEnded(TripBack),
}

/// 换发新证.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Replaced {
    /// The new certificate.
    #[schemars(title = "新证件")]
    pub issued: Issued,
    /// When it was handed in.
    #[schemars(title = "收证日期")]
    pub day: Day,
    /// Cabinet and place.
    #[schemars(title = "柜位")]
    pub place: String,
    /// Number of the receipt.
    #[schemars(title = "收据编号")]
    pub receipt: String,
}

/// 已催交.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dunned {
    /// How and what was answered.
    #[schemars(title = "催交方式和答复")]
    pub note: Prose,
    /// When.
    #[schemars(title = "催交日期")]
    pub day: Day,
}

/// A post taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Taken {
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// His posts from then on.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// His unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
}
