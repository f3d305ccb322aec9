//! What has happened: the payloads of events.

use super::deed::{Ballot, Charge, Deliver, Leave, Question, Remind, Skip, Talk, TalkBody, TalkMember, Tell};
use engine::{
    days::{Day, Period},
    words::{MatterId, PersonId, Prose, UnitId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A member of the body with whom the secretary has not talked yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// Who.
    #[schemars(title = "班子成员", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "班子成员")]
    pub name: String,
}

/// Opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    /// Who.
    #[schemars(title = "一把手", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "一把手")]
    pub name: String,
    /// Which unit.
    #[schemars(title = "单位", extend("x-hidden" = true))]
    pub unit: UnitId,
    /// Its name.
    #[schemars(title = "单位")]
    pub unit_name: String,
    /// The unit above it, where that is one of the county's own.
    #[schemars(title = "上级单位", extend("x-hidden" = true))]
    pub superior: Option<UnitId>,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
    /// He heads the government's side: the county's head talks with him, not its secretary.
    #[schemars(title = "政府一方", extend("x-hidden" = true))]
    pub government: bool,
    /// Of which year.
    #[schemars(title = "年度")]
    pub year: i16,
    /// First and last day.
    #[schemars(title = "起止")]
    pub period: Period,
    /// Talks that the superior owes in it.
    #[schemars(title = "应谈话次数")]
    pub talks: usize,
    /// Members with whom he has to talk, where he is the Party's secretary.
    #[schemars(title = "应谈话的班子成员")]
    pub members: Vec<Member>,
    /// The decision by which he took the post within the year.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: Option<MatterId>,
    /// The day from which the list is owed.
    #[schemars(title = "开启日期")]
    pub day: Day,
}

/// Listed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    /// Row by row.
    #[schemars(title = "第一责任人责任清单")]
    pub items: Vec<Charge>,
    /// The day.
    #[schemars(title = "列清单日期")]
    pub day: Day,
}

/// Talked with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Talked {
    /// What was said.
    #[schemars(title = "谈话")]
    pub talk: Talk,
    /// Its form, in words.
    #[schemars(title = "谈话形式")]
    pub form: String,
    /// By whom.
    #[schemars(title = "谈话人")]
    pub by: String,
}

/// A member talked with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MemberTalked {
    /// What was said.
    #[schemars(title = "谈话")]
    pub talk: TalkMember,
    /// With whom.
    #[schemars(title = "班子成员")]
    pub name: String,
    /// Members who are left, as the body is on that day.
    #[schemars(title = "尚未谈话的班子成员", extend("x-hidden" = true))]
    pub left: Vec<Member>,
}

/// Somebody came into the body, or goes on in it by another post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Joined {
    /// Who.
    #[schemars(title = "班子成员")]
    pub member: Member,
    /// From when.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: MatterId,
}

/// Somebody left the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Parted {
    /// Who.
    #[schemars(title = "班子成员")]
    pub member: Member,
    /// First day out of it.
    #[schemars(title = "离任日期")]
    pub day: Day,
    /// The decision.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: MatterId,
}

/// The body talked with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BodyTalked {
    /// What was said.
    #[schemars(title = "谈话")]
    pub talk: TalkBody,
    /// Who of it was there, its secretary first.
    #[schemars(title = "到场人员")]
    pub there: Vec<Member>,
    /// By whom.
    #[schemars(title = "谈话人")]
    pub by: String,
}

/// A member of the body by his days within the year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sitting {
    /// Who.
    #[schemars(title = "班子成员", extend("x-hidden" = true))]
    pub person: PersonId,
    /// His name.
    #[schemars(title = "班子成员")]
    pub name: String,
    /// From when, where he came within the year.
    #[schemars(title = "年内进班子")]
    pub from: Option<Day>,
    /// First day out of it, where he left within the year.
    #[schemars(title = "年内离开")]
    pub until: Option<Day>,
    /// The decision by which he came.
    #[schemars(title = "任职决定", extend("x-hidden" = true))]
    pub joined: Option<MatterId>,
    /// The decision by which he left.
    #[schemars(title = "离任决定", extend("x-hidden" = true))]
    pub parted: Option<MatterId>,
}

/// A member with whom he does not talk any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Skipped {
    /// With whom, and why.
    #[schemars(title = "不再谈话")]
    pub skip: Skip,
    /// His name.
    #[schemars(title = "班子成员")]
    pub name: String,
}

/// Reminded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reminded {
    /// What was said.
    #[schemars(title = "相互提醒")]
    pub remind: Remind,
    /// Who reminded.
    #[schemars(title = "提醒人")]
    pub from: String,
    /// Who was reminded.
    #[schemars(title = "被提醒人")]
    pub to: String,
}

/// Given account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Delivered {
    /// What he said.
    #[schemars(title = "述责述廉")]
    pub deliver: Deliver,
    /// The day on which it was entered.
    #[schemars(title = "登记日期")]
    pub day: Day,
}

/// Rated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rated {
    /// When.
    #[schemars(title = "评议日期")]
    pub day: Day,
    /// Questions and answers.
    #[schemars(title = "询问和回答")]
    pub questions: Vec<Question>,
    /// Ballots; none where he gave account in writing, or too few came back to be kept.
    #[schemars(title = "评议票")]
    pub ballot: Option<Ballot>,
    /// Why there are none, in words.
    #[schemars(title = "评议票说明")]
    pub suppressed: Option<String>,
    /// What the superior says of it.
    #[schemars(title = "上级点评意见")]
    pub comment: Prose,
}

/// Told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// When and how.
    #[schemars(title = "反馈")]
    pub tell: Tell,
}

/// Answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answered {
    /// What he says of it.
    #[schemars(title = "本人说明")]
    pub text: Prose,
    /// The day.
    #[schemars(title = "说明日期")]
    pub day: Day,
}

/// Left the post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Left {
    /// When, and by which decision.
    #[schemars(title = "离任")]
    pub leave: Leave,
}

/// In another seat at the head of the same unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reseated {
    /// From when.
    #[schemars(title = "任职日期")]
    pub day: Day,
    /// 时任职务.
    #[schemars(title = "时任职务")]
    pub post: String,
}

/// A decision about posts taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Undone {
    /// Which.
    #[schemars(title = "任免决定", extend("x-hidden" = true))]
    pub decision: MatterId,
    /// The day.
    #[schemars(title = "撤回日期")]
    pub day: Day,
}

/// Closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// The day.
    #[schemars(title = "办结日期")]
    pub day: Day,
}
