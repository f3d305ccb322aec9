//! What is known of a chief's year, what can be done, what has happened.

mod deed;
mod past;

pub use deed::*;
pub use past::*;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 开启年度监督
    #[schemars(title = "开启年度监督")]
    Open(Open),
    /// 任职开启
    #[schemars(title = "任职开启")]
    Begin(Begin),
    /// 列责任清单
    #[schemars(title = "列责任清单")]
    List(List),
    /// 上级谈话
    #[schemars(title = "上级谈话")]
    Talk(Talk),
    /// 与班子成员谈话
    #[schemars(title = "与班子成员谈话")]
    TalkMember(TalkMember),
    /// 班子成员任职
    #[schemars(title = "班子成员任职")]
    Join(Join),
    /// 班子成员离任
    #[schemars(title = "班子成员离任")]
    Part(Part),
    /// 班子集体谈话
    #[schemars(title = "班子集体谈话")]
    TalkBody(TalkBody),
    /// 不再谈话
    #[schemars(title = "不再谈话")]
    Skip(Skip),
    /// 登记相互提醒
    #[schemars(title = "登记相互提醒")]
    Remind(Remind),
    /// 述责述廉
    #[schemars(title = "述责述廉")]
    Deliver(Box<Deliver>),
    /// 登记评议
    #[schemars(title = "登记评议")]
    Rate(Box<Rate>),
    /// 反馈本人
    #[schemars(title = "反馈本人")]
    Tell(Tell),
    /// 本人说明
    #[schemars(title = "本人说明")]
    Answer(Answer),
    /// 离任
    #[schemars(title = "离任")]
    Leave(Leave),
    /// 任职变动
    #[schemars(title = "任职变动")]
    Reseat(Reseat),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undo(Cause),
    /// 年度办结
    #[schemars(title = "年度办结")]
    Close(Close),
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// 开启年度监督
    #[schemars(title = "开启年度监督")]
    Opened(Box<Opened>),
    /// 列责任清单
    #[schemars(title = "列责任清单")]
    Listed(Listed),
    /// 上级谈话
    #[schemars(title = "上级谈话")]
    Talked(Talked),
    /// 与班子成员谈话
    #[schemars(title = "与班子成员谈话")]
    MemberTalked(MemberTalked),
    /// 班子成员任职
    #[schemars(title = "班子成员任职")]
    Joined(Joined),
    /// 班子成员离任
    #[schemars(title = "班子成员离任")]
    Parted(Parted),
    /// 班子集体谈话
    #[schemars(title = "班子集体谈话")]
    BodyTalked(BodyTalked),
    /// 不再谈话
    #[schemars(title = "不再谈话")]
    Skipped(Skipped),
    /// 相互提醒
    #[schemars(title = "相互提醒")]
    Reminded(Reminded),
    /// 述责述廉
    #[schemars(title = "述责述廉")]
    Delivered(Box<Delivered>),
    /// 评议
    #[schemars(title = "评议")]
    Rated(Box<Rated>),
    /// 反馈本人
    #[schemars(title = "反馈本人")]
    Told(Told),
    /// 本人说明
    #[schemars(title = "本人说明")]
    Answered(Answered),
    /// 离任
    #[schemars(title = "离任")]
    Left(Left),
    /// 任职变动
    #[schemars(title = "任职变动")]
    Reseated(Reseated),
    /// 任免决定撤回
    #[schemars(title = "任免决定撤回")]
    Undone(Undone),
    /// 年度办结
    #[schemars(title = "年度办结")]
    Closed(Closed),
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct State {
    /// Whose year.
    #[schemars(title = "一把手监督")]
    pub opened: Opened,
    /// What he is first responsible for.
    #[schemars(title = "责任清单")]
    pub list: Option<Listed>,
    /// Talks of the superior.
    #[schemars(title = "上级谈话")]
    pub talks: Vec<Talked>,
    /// The body that he leads as the Party's secretary, its members by their days.
    #[schemars(title = "领导班子")]
    pub body: Vec<Sitting>,
    /// Talks of the superior with the whole body.
    #[schemars(title = "班子集体谈话")]
    pub body_talks: Vec<BodyTalked>,
    /// His talks with members of the body.
    #[schemars(title = "与班子成员谈话")]
    pub member_talks: Vec<MemberTalked>,
    /// Members with whom he has not talked yet.
    #[schemars(title = "尚未谈话的班子成员")]
    pub untalked: Vec<Member>,
    /// Members with whom he does not talk any more.
    #[schemars(title = "不再谈话的班子成员")]
    pub skipped: Vec<Skipped>,
    /// Reminders within the body.
    #[schemars(title = "相互提醒")]
    pub reminders: Vec<Reminded>,
    /// The account that he gave.
    #[schemars(title = "述责述廉")]
    pub delivered: Option<Delivered>,
    /// How it was rated.
    #[schemars(title = "评议")]
    pub rated: Option<Rated>,
    /// He was told.
    #[schemars(title = "反馈")]
    pub told: Option<Told>,
    /// What he said of it.
    #[schemars(title = "本人说明")]
    pub answers: Vec<Answered>,
    /// He left.
    #[schemars(title = "离任")]
    pub left: Option<Leave>,
    /// The decision by which he took the post was taken back.
    #[schemars(title = "任免决定撤回")]
    pub undone: Option<Undone>,
    /// The year is closed.
    #[schemars(title = "年度办结")]
    pub closed: Option<Closed>,
}
