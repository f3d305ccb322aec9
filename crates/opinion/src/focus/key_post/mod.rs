//! 关键岗位: the posts in which people, money, goods, approvals or enforcement lie, as a register.
//!
//! The section enters a post with its category; who holds it is read from the registers and followed by the decisions about posts. From
//! the first day of the holder's tenure runs the county's term, at whose end he is to be rotated, unless a leader puts it off with a
//! reason to a day. The tenure is counted through: a post that is renamed or passes to another unit is the same post, and where the county
//! closes a post and opens its successor, the entry is put over to it with the days served. Whoever is given the post while another
//! still holds it follows him; what a decision changed is as it was, talks and deferral with it, once the decision is taken back. A relative in the
//! same unit is shown as soon as either of them comes there, and the department says what follows; where he is to avoid something, the
//! unit owes what was done about it (a change of work or post). A post may belong to a key department of its unit (`key_department`). Each year the unit's Party head
//! talks with the holder, and the section looks at how the post is used.

mod facts;
mod hearing;
mod recusal;
mod rules;
mod seats;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, Assign, Assigned, Belonging, Cause, Check, Checked, Defer, DeferralEnded, Deferred, EndDeferral, Enter,
    Entered, Event, Expect, Expected, Former, Holder, KeyPosts, Leave, Left, PutOver, PutOverTo, Relate, Related,
    Relation, Remove, Removed, Reseat, Seat, State, Take, Talk, Talked, Undone,
};
pub use recusal::{Carried, Recuse, Recused, Settle, Settled};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step},
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// Nobody holds it.
    pub const VACANT: &str = "空缺";
    /// Somebody holds it.
    pub const HELD: &str = "在任";
    /// The holder has a relative in the unit.
    pub const RECUSING: &str = "待认定回避";
    /// The holder is to avoid something, and nothing was done about it yet.
    pub const SETTLING: &str = "待落实回避";
    /// No key post any more.
    pub const REMOVED: &str = "已调出";
}

/// The mechanism.
pub struct KeyPost;

impl Procedure for KeyPost {
    const KIND: Kind = Kind {
        id: "key_post",
        title: "关键岗位",
        chapter: 4,
        clauses: &["4.1.3"],
        shape: Shape::Register,
        stages: &[stage::VACANT, stage::HELD, stage::RECUSING, stage::SETTLING, stage::REMOVED],
        columns: &[
            Column { key: "post", title: "岗位", cell: Cell::Text },
            Column { key: "department", title: "重点部门", cell: Cell::Choice },
            Column { key: "category", title: "类别", cell: Cell::Choice },
            Column { key: "holder", title: "任职人", cell: Cell::Text },
            Column { key: "since", title: "任职起", cell: Cell::Day },
            Column { key: "deferred", title: "缓轮至", cell: Cell::Day },
            Column { key: "last_talk", title: "最近谈话", cell: Cell::Day },
            Column { key: "last_check", title: "最近检查", cell: Cell::Day },
        ],
        limits: &[rules::TERM, rules::TALK, rules::CHECK, rules::RECUSE, rules::SETTLE],
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;

    fn offers(state: Option<&State>, _: &Context) -> Vec<Offer> {
        rules::offers(state)
    }
    fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
        rules::decide(state, action, cx)
    }
    fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
        seats::apply(state, event)
    }
    fn outline(state: &State) -> Outline {
        view::outline(state)
    }
    fn effects(state: &State, clock: &Clock) -> Effects {
        view::effects(state, clock)
    }
    fn narrate(event: &Event) -> Line {
        view::narrate(event)
    }
    fn steps(state: &State) -> Vec<Step> {
        view::steps(state)
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        hearing::hears(trigger, cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(state: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, now, cx)
    }
}
