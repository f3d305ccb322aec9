//! What is known of a registered person, what can be done, what has happened.

use engine::{
    days::Day,
    dictionary,
    words::{FileId, MatterId, PersonId, Phone, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 登记备案人员类别.
    Categories, "registered_categories"
);
dictionary!(
    /// 涉密等级.
    SecretLevels, "secret_levels"
);

/// A person entered by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enter {
    /// Who.
    #[schemars(title = "干部")]
    pub person: PersonId,
    /// Of which category.
    #[schemars(title = "人员类别")]
    pub category: Term<Categories>,
    /// Since when he is to be registered.
    #[schemars(title = "应登记自", description = "任职或转入之日")]
    pub since: Day,
    /// Who answers for the entry in his unit.
    #[serde(default)]
    #[schemars(title = "单位联系人")]
    pub contact: Option<String>,
    /// That person's telephone.
    #[serde(default)]
    #[schemars(title = "联系电话", extend("x-together" = true))]
    pub phone: Option<Phone>,
    /// More.
    #[serde(default)]
    #[schemars(title = "备注", length(max = 400))]
    pub note: Option<Prose>,
}

/// The program proposes somebody who has taken a registered post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Who.
    #[schemars(title = "干部")]
    pub person: PersonId,
    /// The post taken.
    #[schemars(title = "任职职务")]
    pub post: PostId,
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// The category that the county's table gives the post.
    #[schemars(title = "人员类别")]
    pub category: Term<Categories>,
    /// The decision; none of whoever came into the register with his post.
    #[serde(default)]
    #[schemars(title = "任免决定")]
    pub decision: Option<MatterId>,
}

/// What the authority gave back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The day on which it took the report.
    #[schemars(title = "受理日期")]
    pub day: Day,
    /// The number of its receipt.
    #[schemars(title = "回执编号", length(max = 60))]
    pub number: String,
    /// The scan.
    #[serde(default)]
    #[schemars(title = "回执扫描件")]
    pub paper: Option<FileId>,
}

/// A reason in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why.
    #[schemars(title = "理由", length(max = 400))]
    pub reason: Prose,
}

/// The program tells of another post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    /// The post taken.
    #[schemars(title = "任职职务")]
    pub post: PostId,
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// The program tells of a post left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftPost {
    /// The post left.
    #[schemars(title = "离任职务")]
    pub post: PostId,
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why, a code of the dictionary `departure_reasons`.
    #[schemars(title = "原因")]
    pub reason: String,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// The decision on which something rests was taken back or corrected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A change other than of posts: name, household, identity card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Since when.
    #[schemars(title = "变更日期")]
    pub day: Day,
    /// What.
    #[schemars(title = "变更内容", description = "姓名、户口所在地、身份证件等", length(max = 400))]
    pub content: Prose,
}

/// 退出登记范围, by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// First day out of the registered post.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "原因", length(max = 400))]
    pub reason: Prose,
}

/// The level of secrecy of his post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Secrecy {
    /// Which.
    #[schemars(title = "涉密等级")]
    pub level: Term<SecretLevels>,
    /// Since when.
    #[schemars(title = "认定日期")]
    pub day: Day,
}

/// 脱离涉密岗位.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declassify {
    /// The day on which leaving the secret post was approved: from it the time counts.
    #[schemars(title = "批准离岗日期")]
    pub day: Day,
    /// The first day after the 脱密期, where it was fixed otherwise than the least of the level.
    #[serde(default)]
    #[schemars(title = "脱密期满日期", description = "不填的按该等级最短年限计算；个案核定更长的填写")]
    pub until: Option<Day>,
    /// The decision on paper.
    #[serde(default)]
    #[schemars(title = "脱密期管理文件")]
    pub paper: Option<FileId>,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Entered by hand.
    #[schemars(title = "登记应备案人员")]
    Enter(Enter),
    /// Proposed by the program.
    #[schemars(title = "提出登记备案")]
    Propose(Proposal),
    /// Filed with the authority.
    #[schemars(title = "记入登记回执")]
    File(Receipt),
    /// Not of a registered category.
    #[schemars(title = "不需登记")]
    Decline(Reason),
    /// Another post.
    #[schemars(title = "任职变动")]
    Move(NewPost),
    /// A post left.
    #[schemars(title = "离任")]
    Release(LeftPost),
    /// The decision was taken back.
    #[schemars(title = "任免决定撤回")]
    Undo(Cause),
    /// Another change.
    #[schemars(title = "登记变更情况")]
    NoteChange(Change),
    /// The change was reported.
    #[schemars(title = "记入变更回执")]
    ReportChange(Receipt),
    /// Out of the registered categories, by hand.
    #[schemars(title = "退出登记范围")]
    Depart(Departure),
    /// The level of secrecy.
    #[schemars(title = "登记涉密等级")]
    SetSecrecy(Secrecy),
    /// Out of the secret post.
    #[schemars(title = "脱离涉密岗位")]
    LeaveSecretPost(Declassify),
    /// Off the list.
    #[schemars(title = "撤控")]
    Remove(Receipt),
}

/// Somebody is to be registered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entered {
    /// Who.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// The unit that answers for him.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
    /// The category.
    #[schemars(title = "人员类别", extend("x-hidden" = true))]
    pub category: Term<Categories>,
    /// Its word.
    #[schemars(title = "人员类别")]
    pub category_word: String,
    /// Since when.
    #[schemars(title = "应登记自")]
    pub since: Day,
    /// What brought it about.
    #[schemars(title = "缘由")]
    pub cause: String,
    /// The decision, where one did.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
    /// Who answers for the entry in his unit.
    #[schemars(title = "单位联系人")]
    pub contact: Option<String>,
    /// That person's telephone.
    #[schemars(title = "联系电话")]
    pub phone: Option<Phone>,
    /// More.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

/// He has another post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// His posts from then on.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// The unit that answers for him now.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: Option<UnitId>,
    /// In words.
    #[schemars(title = "变动")]
    pub words: String,
    /// The decision.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: MatterId,
}

/// He has left a post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Released {
    /// First day out of it.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// In words.
    #[schemars(title = "变动")]
    pub words: String,
    /// No other post is left to him.
    #[schemars(title = "不再任职")]
    pub out: bool,
    /// The decision.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: MatterId,
}

/// He is out of the registered categories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Departed {
    /// First day out.
    #[schemars(title = "离岗日期")]
    pub day: Day,
    /// In words.
    #[schemars(title = "原因")]
    pub words: String,
}

/// 脱密期.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cooling {
    /// The day from which it counts.
    #[schemars(title = "批准离岗日期")]
    pub from: Day,
    /// The first day after it.
    #[schemars(title = "期满日期")]
    pub until: Day,
    /// The limit of the level.
    #[schemars(title = "时限", extend("x-hidden" = true))]
    pub limit: String,
    /// The arithmetic in words.
    #[schemars(title = "依据")]
    pub words: String,
    /// The decision on paper.
    #[schemars(title = "脱密期管理文件")]
    pub paper: Option<FileId>,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// To be registered.
    #[schemars(title = "列入登记备案")]
    Entered(Entered),
    /// Filed.
    #[schemars(title = "已登记备案")]
    Filed(Receipt),
    /// Not to be registered.
    #[schemars(title = "不需登记")]
    Declined(Reason),
    /// Another post.
    #[schemars(title = "任职变动")]
    Moved(Moved),
    /// A post left.
    #[schemars(title = "离任")]
    Released(Released),
    /// The decision was taken back.
    #[schemars(title = "任免决定撤回")]
    Undone(Cause),
    /// Another change.
    #[schemars(title = "登记变更情况")]
    ChangeNoted(Change),
    /// The change was reported.
    #[schemars(title = "已报变更")]
    ChangeReported(Receipt),
    /// Out of the registered categories.
    #[schemars(title = "退出登记范围")]
    Departed(Departed),
    /// The level of secrecy.
    #[schemars(title = "登记涉密等级")]
    SecrecySet(Secrecy),
    /// Out of the secret post.
    #[schemars(title = "脱离涉密岗位")]
    SecretPostLeft(Cooling),
    /// Off the list.
    #[schemars(title = "已撤控")]
    Removed(Receipt),
}

/// Something that is owed to the authority.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pending {
    /// From when the limit counts.
    #[schemars(title = "日期")]
    pub day: Day,
    /// What.
    #[schemars(title = "内容")]
    pub words: String,
    /// The decision on which it rests.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
}

/// A report that the authority took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// What was reported.
    #[schemars(title = "内容")]
    pub what: String,
    /// The receipt.
    #[schemars(title = "回执")]
    pub receipt: Receipt,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The entry.
    #[schemars(title = "登记备案")]
    pub entry: Entered,
    /// On the authority's list since.
    #[schemars(title = "登记回执")]
    pub filed: Option<Receipt>,
    /// A change that is owed to the authority.
    #[schemars(title = "待报变更")]
    pub change: Option<Pending>,
    /// Out of the registered categories.
    #[schemars(title = "退出登记范围")]
    pub leaving: Option<Pending>,
    /// The level of secrecy of his post.
    #[schemars(title = "涉密", extend("x-hidden" = true))]
    pub secrecy: Option<Secrecy>,
    /// The time after a secret post.
    #[schemars(title = "脱密期", extend("x-hidden" = true))]
    pub cooling: Option<Cooling>,
    /// Off the list since.
    #[schemars(title = "撤控回执")]
    pub removed: Option<Receipt>,
    /// Why he is not registered.
    #[schemars(title = "不需登记的理由")]
    pub declined: Option<Prose>,
    /// All reports, oldest first.
    #[schemars(title = "报送记录")]
    pub reports: Vec<Report>,
}
