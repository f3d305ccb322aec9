//! What is known of a paper that is issued, what can be done, what has happened.

use engine::{
    access::{Hat, Role},
    days::Day,
    dictionary,
    words::{MatterId, PersonId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 发文机关代字.
    DocumentCodes, "document_codes"
);

/// 密级. State secrets do not belong into this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Mark {
    /// 内部
    #[schemars(title = "内部")]
    Inner,
    /// 工作秘密
    #[schemars(title = "工作秘密")]
    Work,
}

impl Mark {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inner => "内部",
            Self::Work => "工作秘密",
        }
    }
}

/// 拟稿.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The matter whose paper it is.
    #[schemars(title = "所据事项", description = "填事项编号")]
    pub matter: MatterId,
    /// The template.
    #[schemars(title = "文书", length(max = 60))]
    pub paper: String,
    /// Under which 代字.
    #[schemars(title = "发文代字")]
    pub code: Term<DocumentCodes>,
    /// Its title in the register.
    #[schemars(title = "标题", length(max = 100))]
    pub title: String,
    /// To which units.
    #[serde(default)]
    #[schemars(title = "主送单位")]
    pub main: Vec<UnitId>,
    /// To which persons.
    #[serde(default)]
    #[schemars(title = "主送个人", description = "发给干部本人的文书填写")]
    pub persons: Vec<PersonId>,
    /// Which units get it to know of it.
    #[serde(default)]
    #[schemars(title = "抄送单位")]
    pub copies_to: Vec<UnitId>,
    /// Others, who have no unit here and do not sign.
    #[serde(default)]
    #[schemars(title = "其他抄送", description = "本系统以外的单位，不在系统内签收", length(max = 200))]
    pub others: Option<String>,
    /// How many are printed.
    #[schemars(title = "印发份数", range(min = 1, max = 500))]
    pub copies: u32,
    /// 密级; none for what has none.
    #[serde(default)]
    #[schemars(title = "密级", description = "没有密级的不选；不得处理国家秘密")]
    pub mark: Option<Mark>,
}

/// 签发.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The opinion of whoever signs.
    #[serde(default)]
    #[schemars(title = "签发意见", length(max = 200))]
    pub opinion: Option<Prose>,
}

/// 退回修改.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// Why.
    #[schemars(title = "退回理由", length(max = 400))]
    pub reason: Prose,
}

/// 签收.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receive {
    /// For whom, by key; needed of whoever signs for several.
    #[serde(default)]
    #[schemars(title = "收文单位或个人", length(max = 80))]
    pub receiver: Option<String>,
    /// What is to be said about it.
    #[serde(default)]
    #[schemars(title = "签收说明", length(max = 200))]
    pub note: Option<Prose>,
}

/// 催办签收.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dun {
    /// How and what was answered.
    #[schemars(title = "催办方式和答复", length(max = 400))]
    pub note: Prose,
}

/// The clock says that the days for the receipt are over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// The last of them.
    #[schemars(title = "签收期限")]
    pub due: Day,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 拟稿
    #[schemars(title = "拟稿发文")]
    Draft(Box<Draft>),
    /// 修改文稿
    #[schemars(title = "修改文稿")]
    Revise(Box<Draft>),
    /// 签发
    #[schemars(title = "签发")]
    Issue(Issue),
    /// 退回修改
    #[schemars(title = "退回修改")]
    SendBack(Return),
    /// 签收
    #[schemars(title = "签收")]
    Receive(Receive),
    /// 催办签收
    #[schemars(title = "催办签收")]
    Dun(Dun),
    /// 逾期未签收
    #[schemars(title = "逾期未签收")]
    Lapse(Lapse),
}

/// Whoever gets it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Receiver {
    /// The unit.
    #[schemars(title = "收文单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
    /// The person.
    #[schemars(title = "收文人", extend("x-hidden" = true))]
    pub person: Option<PersonId>,
    /// The name, as it was.
    #[schemars(title = "名称")]
    pub name: String,
    /// 主送 or 抄送.
    #[schemars(title = "方式")]
    pub sort: String,
}

impl Receiver {
    /// Tells it apart from the others.
    #[must_use]
    pub fn key(&self) -> &str {
        let person = self.person.as_ref().map(PersonId::as_str);
        self.unit.as_ref().map(UnitId::as_str).or(person).unwrap_or_default()
    }

    /// Who signs for it: the unit's clerk or head, or the person himself.
    #[must_use]
    pub fn hats(&self) -> Vec<Hat> {
        let unit =
            self.unit.iter().flat_map(|unit| [Hat::RoleAt(Role::UnitClerk, unit.clone()), Hat::Head(unit.clone())]);
        unit.chain(self.person.iter().cloned().map(Hat::Person)).collect()
    }
}

/// 已拟稿.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drafted {
    /// What was entered.
    #[schemars(title = "文稿")]
    pub draft: Draft,
    /// Name of the paper.
    #[schemars(title = "文书名称")]
    pub paper: String,
    /// The word of the 代字.
    #[schemars(title = "代字")]
    pub code: String,
    /// Number of the matter whose paper it is.
    #[schemars(title = "所据事项")]
    pub about: String,
    /// Whoever gets it, with the names of the day.
    #[schemars(title = "收文")]
    pub receivers: Vec<Receiver>,
    /// The day.
    #[schemars(title = "拟稿日期")]
    pub day: Day,
}

/// 已签发, with its number and its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issued {
    /// The whole 发文字号.
    #[schemars(title = "发文字号")]
    pub document: String,
    /// Its 代字.
    #[schemars(title = "代字", extend("x-hidden" = true))]
    pub series: String,
    /// Its year.
    #[schemars(title = "年份", extend("x-hidden" = true))]
    pub year: i16,
    /// Its place in both.
    #[schemars(title = "序号", extend("x-hidden" = true))]
    pub number: i64,
    /// Who signed it.
    #[schemars(title = "签发人")]
    pub signer: String,
    /// The opinion of whoever signed.
    #[schemars(title = "签发意见")]
    pub opinion: Option<Prose>,
    /// 成文日期.
    #[schemars(title = "成文日期")]
    pub day: Day,
    /// The paper as it stood, as JSON text of its blocks.
    #[schemars(title = "文书内容", extend("x-hidden" = true))]
    pub content: String,
}

/// 已退回.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Returned {
    /// Why.
    #[schemars(title = "退回理由")]
    pub reason: Prose,
    /// The day.
    #[schemars(title = "退回日期")]
    pub day: Day,
}

/// 已签收.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Received {
    /// For whom.
    #[schemars(title = "收文", extend("x-hidden" = true))]
    pub key: String,
    /// Its name.
    #[schemars(title = "收文单位或个人")]
    pub name: String,
    /// Who signed.
    #[schemars(title = "签收人")]
    pub by: String,
    /// The day.
    #[schemars(title = "签收日期")]
    pub day: Day,
    /// What was said about it.
    #[schemars(title = "签收说明")]
    pub note: Option<Prose>,
}

/// 已催办.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dunned {
    /// Who had not signed.
    #[schemars(title = "未签收")]
    pub outstanding: String,
    /// How and what was answered.
    #[schemars(title = "催办方式和答复")]
    pub note: Prose,
    /// The day.
    #[schemars(title = "催办日期")]
    pub day: Day,
}

/// 逾期未签收.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lapsed {
    /// The last day.
    #[schemars(title = "签收期限")]
    pub due: Day,
    /// Who had not signed.
    #[schemars(title = "未签收")]
    pub outstanding: String,
    /// The day on which the clock saw it.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 拟稿
    #[schemars(title = "拟稿发文")]
    Drafted(Box<Drafted>),
    /// 修改
    #[schemars(title = "修改文稿")]
    Revised(Box<Drafted>),
    /// 签发
    #[schemars(title = "签发")]
    Issued(Box<Issued>),
    /// 退回
    #[schemars(title = "退回修改")]
    SentBack(Returned),
    /// 签收
    #[schemars(title = "签收")]
    Received(Received),
    /// 催办
    #[schemars(title = "催办签收")]
    Dunned(Dunned),
    /// 逾期
    #[schemars(title = "逾期未签收")]
    Lapsed(Lapsed),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The draft as it was last revised.
    #[schemars(title = "发文稿")]
    pub drafted: Drafted,
    /// Sent back, and not revised since.
    #[schemars(title = "退回")]
    pub returned: Option<Returned>,
    /// Number, signer, day.
    #[schemars(title = "印发")]
    pub issued: Option<Issued>,
    /// Who has signed for it.
    #[schemars(title = "签收")]
    pub received: Vec<Received>,
    /// Reminders.
    #[schemars(title = "催办")]
    pub duns: Vec<Dunned>,
    /// The days for the receipt are over.
    #[schemars(title = "逾期未签收")]
    pub lapsed: Option<Lapsed>,
}
