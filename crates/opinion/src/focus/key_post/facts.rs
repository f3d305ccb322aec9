//! What is known of a key post, what can be done, what has happened.

use super::recusal::{Recuse, Recused, Settle, Settled};
use engine::{
    days::Day,
    dictionary,
    words::{MatterId, PersonId, PostId, Prose, Term, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

dictionary!(
    /// 关键岗位类别: 人财物, 审批, 执法 …
    KeyPosts, "key_posts"
);

/// 列入关键岗位.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enter {
    /// Which post.
    #[schemars(title = "岗位")]
    pub post: PostId,
    /// Why it is one.
    #[schemars(title = "类别")]
    pub category: Term<KeyPosts>,
    /// Who holds it; where several do, each has an entry of his own.
    #[serde(default)]
    #[schemars(title = "任职人", description = "一岗一人的不填")]
    pub person: Option<PersonId>,
    /// To which key department of the unit it belongs.
    #[serde(default)]
    #[schemars(title = "所属重点部门", description = "本单位已列入的重点部门；没有的不填")]
    pub department: Option<MatterId>,
}

/// 归入重点部门.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    /// To which; none where it belongs to none any more.
    #[serde(default)]
    #[schemars(title = "所属重点部门", description = "不再归入的不选")]
    pub department: Option<MatterId>,
}

/// Somebody takes the post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Take {
    /// Who.
    #[schemars(title = "任职人")]
    pub person: PersonId,
    /// From when.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// Somebody is given the post while another still holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Who.
    #[schemars(title = "拟接任人")]
    pub person: PersonId,
    /// From when.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A relative of the holder comes to the unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relate {
    /// Who.
    #[schemars(title = "亲属")]
    pub person: PersonId,
    /// From when.
    #[schemars(title = "任职日期")]
    pub day: Day,
}

/// 核对任职人: who holds a post that stands empty here is read from the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reseat {
    /// Who holds it, where several do.
    #[serde(default)]
    #[schemars(title = "任职人", description = "一岗一人的不填")]
    pub person: Option<PersonId>,
}

/// The holder leaves the post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// The first day on which he does not hold it.
    #[schemars(title = "离任日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// A decision about posts is taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Which.
    #[schemars(title = "任免决定")]
    pub decision: MatterId,
}

/// 谈话.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Talk {
    /// When.
    #[schemars(title = "谈话日期")]
    pub day: Day,
    /// What was said.
    #[schemars(title = "谈话要点", length(max = 1000))]
    pub text: Prose,
}

/// 检查.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// When.
    #[schemars(title = "检查日期")]
    pub day: Day,
    /// By whom.
    #[schemars(title = "检查人员", description = "两人以上", length(max = 100))]
    pub by: String,
    /// What was looked at, and found.
    #[schemars(title = "检查情况", description = "看了哪些事项，有没有问题", length(max = 1000))]
    pub text: Prose,
}

/// 缓轮.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Defer {
    /// Until when.
    #[schemars(title = "缓至")]
    pub until: Day,
    /// Why.
    #[schemars(title = "暂缓轮岗的理由", length(max = 400))]
    pub reason: Prose,
}

/// 取消缓轮.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndDeferral {
    /// Why.
    #[schemars(title = "取消缓轮的理由", length(max = 400))]
    pub reason: Prose,
}

/// 转到新岗位.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PutOver {
    /// The successor of the post.
    #[schemars(title = "更名后的岗位")]
    pub post: PostId,
    /// Who holds it, where several do.
    #[serde(default)]
    #[schemars(title = "任职人", description = "一岗一人的不填")]
    pub person: Option<PersonId>,
    /// The document, or why.
    #[schemars(title = "依据", length(max = 200))]
    pub reason: Prose,
}

/// 调出.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remove {
    /// Why.
    #[schemars(title = "调出理由", length(max = 200))]
    pub reason: Prose,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 列入关键岗位
    #[schemars(title = "列入关键岗位")]
    Enter(Enter),
    /// 任职
    #[schemars(title = "任职")]
    Take(Take),
    /// 拟接任
    #[schemars(title = "拟接任")]
    Expect(Expect),
    /// 亲属到本单位任职
    #[schemars(title = "亲属到本单位任职")]
    Relate(Relate),
    /// 核对任职人
    #[schemars(title = "核对任职人")]
    Reseat(Reseat),
    /// 离任
    #[schemars(title = "离任")]
    Leave(Leave),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undo(Cause),
    /// 谈话
    #[schemars(title = "谈话")]
    Talk(Talk),
    /// 检查
    #[schemars(title = "检查")]
    Check(Check),
    /// 缓轮
    #[schemars(title = "缓轮")]
    Defer(Defer),
    /// 取消缓轮
    #[schemars(title = "取消缓轮")]
    EndDeferral(EndDeferral),
    /// 认定回避
    #[schemars(title = "认定回避")]
    Recuse(Recuse),
    /// 落实回避
    #[schemars(title = "落实回避")]
    Settle(Settle),
    /// 归入重点部门
    #[schemars(title = "归入重点部门")]
    Assign(Assign),
    /// 转到新岗位
    #[schemars(title = "转到新岗位")]
    PutOver(PutOver),
    /// 调出
    #[schemars(title = "调出")]
    Remove(Remove),
}

/// A relative in the same unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// Who.
    #[schemars(title = "亲属", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name and posts.
    #[schemars(title = "亲属和职务")]
    pub words: String,
}

/// Who holds the post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Holder {
    /// Who.
    #[schemars(title = "任职人", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "任职人")]
    pub name: String,
    /// The first day of his tenure, counted through renamings.
    #[schemars(title = "任职起")]
    pub since: Day,
    /// From when talks and checks are owed: the day on which it was known here.
    #[schemars(title = "登记日期")]
    pub noted: Day,
    /// He heads the unit himself, or only relatives of his do: the leader in charge of it talks with him.
    #[schemars(title = "由分管县领导谈话")]
    pub heads: bool,
    /// Relatives in the same unit.
    #[schemars(title = "同单位亲属")]
    pub relations: Vec<Relation>,
    /// The decision by which he took it.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
}

/// Entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entered {
    /// The post.
    #[schemars(title = "岗位", extend("x-hidden" = true))]
    pub post: PostId,
    /// Its unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its title with the unit's name.
    #[schemars(title = "岗位")]
    pub label: String,
    /// Why it is a key post.
    #[schemars(title = "类别")]
    pub category: String,
    /// Who holds it.
    #[schemars(title = "任职人")]
    pub holder: Option<Holder>,
    /// The day.
    #[schemars(title = "列入日期")]
    pub day: Day,
}

/// Expected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Expected {
    /// Who, from when and by which decision.
    #[schemars(title = "拟接任", extend("x-hidden" = true))]
    pub expect: Expect,
    /// His name.
    #[schemars(title = "拟接任人")]
    pub name: String,
    /// The first day of his tenure.
    #[schemars(title = "任职日期")]
    pub day: Day,
}

/// A relative of the holder came to the unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// Who.
    #[schemars(title = "亲属和职务")]
    pub relation: Relation,
    /// The day on which it was known here.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// Left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Left {
    /// When, and by which decision.
    #[schemars(title = "离任", extend("x-hidden" = true))]
    pub leave: Leave,
    /// His name.
    #[schemars(title = "离任人")]
    pub name: String,
    /// The first day on which he does not hold it.
    #[schemars(title = "离任日期")]
    pub day: Day,
}

/// A decision was taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Undone {
    /// Which.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: MatterId,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// Talked with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Talked {
    /// What was said.
    #[schemars(title = "谈话")]
    pub talk: Talk,
    /// With whom.
    #[schemars(title = "谈话对象")]
    pub name: String,
    /// By whom.
    #[schemars(title = "谈话人")]
    pub by: String,
}

/// Looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// What was found.
    #[schemars(title = "检查")]
    pub check: Check,
}

/// Put off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deferred {
    /// Until when, and why.
    #[schemars(title = "缓轮")]
    pub defer: Defer,
    /// Who decided.
    #[schemars(title = "批准人")]
    pub by: String,
    /// The day.
    #[schemars(title = "批准日期")]
    pub day: Day,
}

/// Rotation is put off no longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeferralEnded {
    /// Why.
    #[schemars(title = "取消缓轮的理由")]
    pub reason: Prose,
    /// Who decided.
    #[schemars(title = "批准人")]
    pub by: String,
    /// The day.
    #[schemars(title = "批准日期")]
    pub day: Day,
}

/// Put over to the post's successor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PutOverTo {
    /// The successor.
    #[schemars(title = "岗位", extend("x-hidden" = true))]
    pub post: PostId,
    /// Its unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its title with the unit's name.
    #[schemars(title = "岗位")]
    pub label: String,
    /// Who holds it, with the days served before.
    #[schemars(title = "任职人")]
    pub holder: Option<Holder>,
    /// The document, or why.
    #[schemars(title = "依据")]
    pub reason: Prose,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// The key department to which a post belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Belonging {
    /// Which.
    #[schemars(title = "重点部门", extend("x-hidden" = true))]
    pub matter: MatterId,
    /// Its name, without the unit's.
    #[schemars(title = "重点部门")]
    pub name: String,
}

/// It belongs to a key department, or to none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assigned {
    /// To which.
    #[schemars(title = "所属重点部门")]
    pub department: Option<Belonging>,
    /// The day.
    #[schemars(title = "日期")]
    pub day: Day,
}

/// No key post any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Removed {
    /// Why.
    #[schemars(title = "调出")]
    pub remove: Remove,
    /// The day.
    #[schemars(title = "调出日期")]
    pub day: Day,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 列入关键岗位
    #[schemars(title = "列入关键岗位")]
    Entered(Box<Entered>),
    /// 任职
    #[schemars(title = "任职")]
    Taken(Holder),
    /// 拟接任
    #[schemars(title = "拟接任")]
    Expected(Expected),
    /// 亲属到本单位任职
    #[schemars(title = "亲属到本单位任职")]
    Related(Related),
    /// 离任
    #[schemars(title = "离任")]
    Left(Left),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undone(Undone),
    /// 谈话
    #[schemars(title = "谈话")]
    Talked(Talked),
    /// 检查
    #[schemars(title = "检查")]
    Checked(Checked),
    /// 缓轮
    #[schemars(title = "缓轮")]
    Deferred(Deferred),
    /// 取消缓轮
    #[schemars(title = "取消缓轮")]
    DeferralEnded(DeferralEnded),
    /// 认定回避
    #[schemars(title = "认定回避")]
    Recused(Recused),
    /// 落实回避
    #[schemars(title = "落实回避")]
    Settled(Settled),
    /// 归入重点部门
    #[schemars(title = "归入重点部门")]
    Assigned(Assigned),
    /// 转到新岗位
    #[schemars(title = "转到新岗位")]
    PutOver(Box<PutOverTo>),
    /// 调出
    #[schemars(title = "调出")]
    Removed(Removed),
}

/// Who holds or held the post, with what belongs to him.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Seat {
    /// Who.
    #[schemars(title = "任职人")]
    pub holder: Holder,
    /// Talks with him, oldest first.
    #[schemars(title = "谈话")]
    pub talks: Vec<Talked>,
    /// His rotation put off.
    #[schemars(title = "缓轮")]
    pub deferred: Option<Deferred>,
    /// What was said about his relatives.
    #[schemars(title = "回避认定")]
    pub recused: Option<Recused>,
    /// What was done about it.
    #[schemars(title = "落实回避")]
    pub settled: Option<Settled>,
    /// Since when something is to be said: a relative came later than he.
    #[schemars(title = "发现亲属日期")]
    pub related: Option<Day>,
}

/// Who held the post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Former {
    /// Who.
    #[schemars(title = "历任")]
    pub seat: Seat,
    /// The first day on which he did not hold it.
    #[schemars(title = "离任日期")]
    pub day: Day,
    /// The decision by which he left.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
    /// That decision was taken back while another held the post already: he has it again as soon as it is empty.
    #[schemars(title = "离任决定已撤回")]
    pub back: bool,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// The post, as it is called now.
    #[schemars(title = "岗位")]
    pub entered: Entered,
    /// The key department to which it belongs.
    #[schemars(title = "所属")]
    pub department: Option<Belonging>,
    /// Who holds it.
    #[schemars(title = "现任")]
    pub seat: Option<Seat>,
    /// Who was given it while another still holds it.
    #[schemars(title = "拟接任")]
    pub next: Option<Expected>,
    /// Who held it, with the day on which each left.
    #[schemars(title = "历任")]
    pub former: Vec<Former>,
    /// Checks, oldest first.
    #[schemars(title = "检查")]
    pub checks: Vec<Checked>,
    /// No key post any more.
    #[schemars(title = "调出")]
    pub removed: Option<Removed>,
}
