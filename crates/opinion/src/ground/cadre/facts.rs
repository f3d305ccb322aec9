//! What is known of a cadre, what can be done, what has happened.

use super::file::{FileKept, PersonFile};
use crate::ground::DepartureReasons;
use engine::{
    days::Day,
    words::{IdNumber, MatterId, PersonId, Phone, PostId, Prose, Sealed, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use engine::people::Sex;

/// Whose cadre a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub enum Authority {
    /// Managed by the county.
    #[serde(rename = "县管")]
    County,
    /// Managed by the unit.
    #[serde(rename = "单位管")]
    Unit,
    /// Managed above the county: shown, not managed.
    #[serde(rename = "上级管")]
    Above,
}

impl Authority {
    /// The word used on papers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::County => "县管",
            Self::Unit => "单位管",
            Self::Above => "上级管",
        }
    }
}

/// One education.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Education {
    /// 学历.
    #[schemars(title = "学历")]
    pub level: String,
    /// 学位.
    #[schemars(title = "学位")]
    pub degree: Option<String>,
    /// School and subject.
    #[schemars(title = "毕业院校系及专业")]
    pub school: Option<String>,
}

/// What a roster says of a person; months as `1979-06`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Sex.
    #[schemars(title = "性别")]
    pub sex: Sex,
    /// Month of birth by the personnel file; the ID number may lawfully say otherwise.
    #[schemars(title = "出生年月")]
    pub birth: String,
    /// Nationality.
    #[schemars(title = "民族")]
    pub nation: Option<String>,
    /// Native place.
    #[schemars(title = "籍贯")]
    pub native: Option<String>,
    /// Place of birth.
    #[schemars(title = "出生地")]
    pub birthplace: Option<String>,
    /// 中共党员, 群众 …
    #[schemars(title = "政治面貌")]
    pub politics: Option<String>,
    /// Month of joining the Party.
    #[schemars(title = "入党时间")]
    pub joined: Option<String>,
    /// First day of work; the first of the month where only the month is known.
    #[schemars(title = "参加工作时间")]
    pub works_since: Option<Day>,
    /// Full-time education.
    #[schemars(title = "全日制教育")]
    pub full_time: Option<Education>,
    /// In-service education.
    #[schemars(title = "在职教育")]
    pub in_service: Option<Education>,
    /// Professional title.
    #[schemars(title = "专业技术职务")]
    pub profession: Option<String>,
    /// Level: 正科, 副科, 股级 …
    #[schemars(title = "级别")]
    pub level: String,
    /// Month since which he has the level.
    #[schemars(title = "任现职级时间")]
    pub level_since: Option<String>,
    /// Rank: 一级主任科员 …
    #[schemars(title = "职级")]
    pub rank: Option<String>,
    /// Whose cadre.
    #[schemars(title = "管理权限")]
    pub authority: Authority,
    /// Place in the roster of the unit.
    #[serde(default)]
    #[schemars(title = "排序")]
    pub order: i64,
    /// Telephone.
    #[schemars(title = "联系电话")]
    pub phone: Option<Phone>,
    /// Whatever else the roster notes.
    #[schemars(title = "备注")]
    pub note: Option<Prose>,
}

impl Card {
    /// Member or probationary member of the Party.
    #[must_use]
    pub fn is_party_member(&self) -> bool {
        let word = self.politics.as_deref().unwrap_or_default();
        matches!(word, "中共党员" | "中共预备党员" | "预备党员" | "党员") || word.is_empty() && self.joined.is_some()
    }
}

/// A post held when the person was entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// The post.
    #[schemars(title = "职务")]
    pub post: PostId,
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub since: Day,
    /// Holds the unit together without being its chief.
    #[serde(default)]
    #[schemars(title = "主持工作")]
    pub acting: bool,
}

/// 登记干部.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enter {
    /// The card.
    #[schemars(title = "基本情况")]
    pub card: Card,
    /// ID number, sealed.
    #[schemars(title = "身份证号")]
    pub id_number: Option<Sealed<IdNumber>>,
    /// Posts held, the main one first.
    #[serde(default)]
    #[schemars(title = "现任职务")]
    pub posts: Vec<Seat>,
}

/// 补录身份证号.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIdNumber {
    /// ID number, sealed.
    #[schemars(title = "身份证号")]
    pub id_number: Sealed<IdNumber>,
    /// Why it is entered now.
    #[schemars(title = "说明")]
    pub reason: Option<Prose>,
}

/// 登记亲属关系.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// The relative, a cadre too.
    #[schemars(title = "亲属")]
    pub other: PersonId,
    /// What the other is to this person: 妻子, 弟弟.
    #[schemars(title = "称谓")]
    pub relation: String,
}

/// 解除亲属关系.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndRelation {
    /// The relative.
    #[schemars(title = "亲属")]
    pub other: PersonId,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// 并入.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// The record that stays.
    #[schemars(title = "并入的档案")]
    pub into: PersonId,
    /// How it was established that both are one person.
    #[schemars(title = "核实情况")]
    pub reason: Prose,
}

/// What the other record's merging brings here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Absorb {
    /// The record that was closed.
    #[schemars(title = "被并入的档案")]
    pub from: PersonId,
}

/// 退出管理.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Depart {
    /// First day outside management.
    #[schemars(title = "退出日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "原因")]
    pub reason: Term<DepartureReasons>,
    /// More, such as where to.
    #[schemars(title = "说明")]
    pub note: Option<Prose>,
}

/// 恢复管理.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Restore {
    /// First day.
    #[schemars(title = "恢复日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "理由")]
    pub reason: Prose,
}

/// A decision heard: a post is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Taking {
    /// The post.
    #[schemars(title = "职务")]
    pub post: PostId,
    /// First day in it.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// Holds the unit together without being its chief.
    #[schemars(title = "主持工作")]
    pub acting: bool,
    /// The decision.
    #[schemars(title = "任免事项")]
    pub decision: MatterId,
}

/// A decision heard: a post is left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    /// The post.
    #[schemars(title = "职务")]
    pub post: PostId,
    /// First day out of it.
    #[schemars(title = "离任日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "原因")]
    pub reason: Term<DepartureReasons>,
    /// The decision.
    #[schemars(title = "任免事项")]
    pub decision: MatterId,
}

/// A decision heard: what it brought about is undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// The decision.
    #[schemars(title = "任免事项")]
    pub decision: MatterId,
}

/// What can be done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Enters a person.
    #[schemars(title = "登记干部")]
    Enter(Enter),
    /// Replaces the card.
    #[schemars(title = "更新基本情况")]
    Change(Card),
    /// Enters or replaces the ID number.
    #[schemars(title = "补录身份证号")]
    SetIdNumber(NewIdNumber),
    /// Replaces what the 任免审批表 says beside the card.
    #[schemars(title = "更新任免审批表内容")]
    KeepFile(PersonFile),
    /// Two people under management are related.
    #[schemars(title = "登记亲属关系")]
    AddRelation(Relation),
    /// They are no longer, or never were.
    #[schemars(title = "解除亲属关系")]
    EndRelation(EndRelation),
    /// Retired, died, left the county.
    #[schemars(title = "退出管理")]
    Depart(Depart),
    /// Back under management.
    #[schemars(title = "恢复管理")]
    Restore(Restore),
    /// This record is a second one of another person.
    #[schemars(title = "并入另一档案")]
    MergeInto(Merge),
    /// The program: what a merged record leaves.
    #[schemars(title = "接收并入的档案")]
    Absorb(Absorb),
    /// The program: a decision says that a post is taken.
    #[schemars(title = "记入任职")]
    TakePost(Taking),
    /// The program: a decision says that a post is left.
    #[schemars(title = "记入离任")]
    LeavePost(Leaving),
    /// The program: a decision is taken back.
    #[schemars(title = "撤回任免记录")]
    UndoPosts(Undo),
}

/// A tenure, with the post's words frozen at its beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// The post.
    #[schemars(title = "职务编号", extend("x-hidden" = true))]
    pub post: PostId,
    /// Its unit.
    #[schemars(title = "单位")]
    pub unit: UnitId,
    /// Unit and title as they were called then.
    #[schemars(title = "单位及职务")]
    pub label: String,
    /// First day.
    #[schemars(title = "任职日期")]
    pub from: Day,
    /// First day after it.
    #[schemars(title = "离任日期")]
    pub until: Option<Day>,
    /// Holds the unit together without being its chief.
    #[schemars(title = "主持工作")]
    pub acting: bool,
    /// Why it ended.
    #[schemars(title = "离任原因")]
    pub reason: Option<Term<DepartureReasons>>,
    /// The decision by which it began.
    #[schemars(title = "任职依据")]
    pub begun_by: Option<MatterId>,
    /// The decision by which it ended.
    #[schemars(title = "离任依据")]
    pub ended_by: Option<MatterId>,
}

/// A person entered, with the id he has for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entered {
    /// His id.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub id: PersonId,
    /// The card.
    #[schemars(title = "基本情况")]
    pub card: Card,
    /// ID number, sealed.
    #[schemars(title = "身份证号")]
    pub id_number: Option<Sealed<IdNumber>>,
    /// Posts held.
    #[schemars(title = "现任职务")]
    pub tenures: Vec<Held>,
}

/// The card as it is now, and what is different.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    /// The card.
    #[schemars(title = "基本情况")]
    pub card: Card,
    /// 级别：副科→正科.
    #[schemars(title = "变动内容")]
    pub differences: Vec<String>,
}

/// A relation, with the relative's name at that time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// The relative.
    #[schemars(title = "亲属", extend("x-hidden" = true))]
    pub other: PersonId,
    /// His name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// What he is to this person.
    #[schemars(title = "称谓")]
    pub relation: String,
}

/// A departure, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Departed {
    /// First day outside management.
    #[schemars(title = "退出日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "原因")]
    pub reason: Term<DepartureReasons>,
    /// The reason's word at that time.
    #[schemars(title = "原因名称")]
    pub reason_word: String,
    /// More.
    #[schemars(title = "说明")]
    pub note: Option<Prose>,
    /// The decision that brought it about, if one did.
    #[schemars(title = "依据事项")]
    pub decision: Option<MatterId>,
}

/// A post left, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostLeft {
    /// The post.
    #[schemars(title = "职务", extend("x-hidden" = true))]
    pub post: PostId,
    /// Unit and title.
    #[schemars(title = "单位及职务")]
    pub label: String,
    /// First day out of it.
    #[schemars(title = "离任日期")]
    pub day: Day,
    /// Why.
    #[schemars(title = "原因")]
    pub reason: Term<DepartureReasons>,
    /// The reason's word at that time.
    #[schemars(title = "原因名称")]
    pub reason_word: String,
    /// The decision.
    #[schemars(title = "任免事项")]
    pub decision: MatterId,
}

/// What a merged record left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Absorbed {
    /// The record that was closed.
    #[schemars(title = "被并入的档案")]
    pub from: PersonId,
    /// Its posts, those known here left out.
    #[schemars(title = "任职经历")]
    pub tenures: Vec<Held>,
    /// Its relatives, those known here left out.
    #[schemars(title = "亲属")]
    pub relations: Vec<Related>,
    /// Its ID number, where this record had none.
    #[schemars(title = "身份证号")]
    pub id_number: Option<Sealed<IdNumber>>,
}

/// What has happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Entered.
    #[schemars(title = "登记干部")]
    Entered(Entered),
    /// Card changed.
    #[schemars(title = "更新基本情况")]
    Changed(Changed),
    /// ID number entered.
    #[schemars(title = "补录身份证号")]
    IdNumberSet(NewIdNumber),
    /// What the 任免审批表 says is kept.
    #[schemars(title = "更新任免审批表内容")]
    FileKept(FileKept),
    /// Relation entered.
    #[schemars(title = "登记亲属关系")]
    RelationAdded(Related),
    /// Relation ended.
    #[schemars(title = "解除亲属关系")]
    RelationEnded(EndRelation),
    /// Left management.
    #[schemars(title = "退出管理")]
    Departed(Departed),
    /// Back.
    #[schemars(title = "恢复管理")]
    Restored(Restore),
    /// Closed as a duplicate.
    #[schemars(title = "并入另一档案")]
    Merged(Merge),
    /// Took over a duplicate's posts.
    #[schemars(title = "接收并入的档案")]
    Absorbed(Absorbed),
    /// A post taken.
    #[schemars(title = "任职")]
    PostTaken(Held),
    /// A post left.
    #[schemars(title = "离任")]
    PostLeft(PostLeft),
    /// A decision's posts undone.
    #[schemars(title = "撤回任免记录")]
    PostsUndone(Undo),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// His id.
    #[schemars(title = "干部", extend("x-hidden" = true))]
    pub id: PersonId,
    /// The card.
    #[schemars(title = "基本情况")]
    pub card: Card,
    /// ID number, sealed.
    #[schemars(title = "身份证号")]
    pub id_number: Option<Sealed<IdNumber>>,
    /// What his 任免审批表 says beside the card.
    #[serde(default)]
    #[schemars(title = "任免审批表内容")]
    pub file: Option<PersonFile>,
    /// Posts held, oldest entry first.
    #[schemars(title = "任职经历")]
    pub tenures: Vec<Held>,
    /// Relatives under management.
    #[schemars(title = "亲属")]
    pub relations: Vec<Related>,
    /// How he left management.
    #[schemars(title = "退出管理")]
    pub departed: Option<Departed>,
    /// The record that took over.
    #[schemars(title = "并入的档案")]
    pub merged: Option<Merge>,
}

impl State {
    /// Tenures without an end, the main post first.
    pub fn current(&self) -> impl Iterator<Item = &Held> {
        self.tenures.iter().filter(|held| held.until.is_none())
    }
}
