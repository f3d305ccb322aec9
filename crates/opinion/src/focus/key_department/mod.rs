//! 重点部门: the departments of units in which people, money, goods, approvals or enforcement lie, as one register of the county.
//!
//! The section enters a department (股室) with what lies in its hands and why; its unit names the leader in charge, one of its body. Key
//! posts belong to it by a link of their own (`key_post`, «归入重点部门»), and it is not taken out of the register while one does. When
//! the leader in charge leaves the unit's body the unit owes another; a decision that is taken back gives him back.

mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::*;
pub use rules::{labels, of_unit, posts};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape},
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// In the register.
    pub const KEPT: &str = "在册";
    /// Nobody has it in charge.
    pub const LEADERLESS: &str = "待明确分管领导";
    /// Out of it.
    pub const REMOVED: &str = "已调出";
}

/// The mechanism.
pub struct KeyDepartment;

impl Procedure for KeyDepartment {
    const KIND: Kind = Kind {
        id: "key_department",
        title: "重点部门",
        chapter: 4,
        clauses: &[rules::CLAUSE],
        shape: Shape::Register,
        stages: &[stage::KEPT, stage::LEADERLESS, stage::REMOVED],
        columns: &[
            Column { key: "unit", title: "单位", cell: Cell::Choice },
            Column { key: "name", title: "部门", cell: Cell::Text },
            Column { key: "category", title: "类别", cell: Cell::Choice },
            Column { key: "leader", title: "分管领导", cell: Cell::Text },
            Column { key: "since", title: "列入日期", cell: Cell::Day },
        ],
        limits: &[rules::LEADER],
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;

    fn offers(state: Option<&State>, _: &Context) -> Vec<Offer> {
        rules::offers(state)
    }
    fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
        rules::decide(state, action, cx).map(|event| vec![event])
    }
    fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
        rules::apply(state, event)
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
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        rules::hears(trigger, cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn relearn(event: Event, cx: &Context) -> Event {
        rules::relearn(event, cx)
    }
    fn amend(_: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(now, cx)
    }
}
