//! 出国（境）登记备案: who is registered with the exit authority, so that no certificate is issued to him without his unit's word.
//!
//! Whoever takes a post of a registered category is proposed by the program; the section files him with the authority and keeps the
//! number and the day of its receipt. Every later change of posts is owed to the authority within the same limit, and whoever leaves
//! the last registered post is taken off the list (撤控) — not before his 脱密期 is over, if he held a secret post: until then a
//! sealed hold keeps him from going abroad.

mod facts;
mod hearing;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{
    Action, Categories, Cause, Change, Cooling, Declassify, Departed, Departure, Enter, Entered, Event, LeftPost,
    Moved, NewPost, Pending, Proposal, Reason, Receipt, Released, Report, Secrecy, SecretLevels, State,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, When,
    },
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// To be filed with the authority.
    pub const PROPOSED: &str = "待报备";
    /// On the authority's list.
    pub const REGISTERED: &str = "已登记";
    /// A change is owed to the authority.
    pub const CHANGED: &str = "待报变更";
    /// To be taken off the list.
    pub const LEAVING: &str = "待撤控";
    /// Off the list.
    pub const REMOVED: &str = "已撤控";
    /// Not of a registered category after all.
    pub const DECLINED: &str = "不需登记";
}

/// The mechanism.
pub struct RegisteredPerson;

impl Procedure for RegisteredPerson {
    const KIND: Kind = Kind {
        id: "registered_person",
        title: "登记备案人员",
        chapter: 3,
        clauses: &["3.1.3", "rule.registration"],
        shape: Shape::Register,
        stages: &[stage::PROPOSED, stage::REGISTERED, stage::CHANGED, stage::LEAVING, stage::REMOVED, stage::DECLINED],
        clock_stages: &[ClockStage { within: stage::LEAVING, word: "脱密期内", when: When::During }],
        columns: &[
            Column { key: "category", title: "人员类别", cell: Cell::Choice },
            Column { key: "since", title: "应登记自", cell: Cell::Day },
            Column { key: "filed_on", title: "登记日期", cell: Cell::Day },
            Column { key: "receipt", title: "登记回执", cell: Cell::Text },
            Column { key: "removed_on", title: "撤控日期", cell: Cell::Day },
        ],
        limits: &[rules::REPORT, "abroad.secrecy_core", "abroad.secrecy_important", "abroad.secrecy_general"],
        tables: &["abroad.registered"],
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
        hearing::hears(trigger, cx)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        hearing::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(state: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(state, now)
    }
}
