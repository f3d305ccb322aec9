//! 党支部: a branch as it really is, because what it owes follows from that: how many members it has, whether it has a committee (only
//! from the county's number on) and groups (only those entered), and which leading cadres belong to it as ordinary members.
//!
//! Cadres who are no Party members are exempt and cannot be entered; nobody is in two branches. Whoever leaves the unit or comes to it
//! leaves a transfer (转接) to be done within the limit of the Opinion; a death ends a membership by itself. A branch that is merged
//! or ended is closed once its leading cadres have been transferred; its unit's end passes it to the unit that takes over.

mod facts;
mod hearing;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, Admit, Admitted, Card, Cause, Change, Close, Closed, Dismiss, Dismissed, Drop, Event, Expect, GroupRow,
    Keep, Leader, LeaderRow, Move, Open, Opened, State,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape},
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// In being.
    pub const OPEN: &str = "在设";
    /// In being, and somebody's membership is to be transferred.
    pub const MOVING: &str = "待转接";
    /// Merged or ended.
    pub const CLOSED: &str = "已撤并";
}

/// The mechanism.
pub struct PartyBranch;

impl Procedure for PartyBranch {
    const KIND: Kind = Kind {
        id: "party_branch",
        title: "党支部",
        chapter: 1,
        clauses: &["1.2.1", "1.2.2", "rule.party_branch"],
        shape: Shape::Register,
        stages: &[stage::OPEN, stage::MOVING, stage::CLOSED],
        columns: &[
            Column { key: "unit", title: "所在单位", cell: Cell::Text },
            Column { key: "secretary", title: "书记", cell: Cell::Text },
            Column { key: "formal", title: "正式党员", cell: Cell::Count },
            Column { key: "committee", title: "支部委员", cell: Cell::Count },
            Column { key: "groups", title: "党小组", cell: Cell::Count },
            Column { key: "leaders", title: "党员领导干部", cell: Cell::Count },
            Column { key: "moves", title: "待转接", cell: Cell::Count },
            Column { key: "since", title: "成立日期", cell: Cell::Day },
            Column { key: "notes", title: "提示", cell: Cell::Text },
        ],
        limits: &[rules::COMMITTEE, rules::LEAST, rules::MOST, rules::TRANSFER],
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;

    fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
        rules::offers(state, cx)
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
        hearing::hears(trigger, cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(_: &State, was: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(was, now)
    }
}
