//! 授权代签: somebody in office lets another decide for him, for named days and kinds, on record.
//!
//! The principal gives it himself, or the section enters what he signed on paper; either he or the section ends it early, and after
//! its last day it ends by itself. What it is worth is the engine's and the store's: by its row the delegate wears the hats of the
//! principal's offices, never the principal's own, never those that others lent to the principal. What the principal may not decide
//! himself (his own matters, his relatives') nobody decides for him, and nobody uses it for a matter of his own.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{Action, End, Ended, Event, Give, Given, State};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, When,
    },
    trigger::{Reaction, Trigger},
};

/// The mechanism.
pub struct Delegation;

const fn by_clock(word: &'static str, when: When) -> ClockStage {
    ClockStage { within: "已授权", word, when }
}

impl Procedure for Delegation {
    const KIND: Kind = Kind {
        id: "delegation",
        title: "授权代签",
        chapter: 0,
        clauses: &[],
        shape: Shape::Register,
        stages: &["已授权", "已终止"],
        clock_stages: &[
            by_clock("待生效", When::Before),
            by_clock("生效中", When::During),
            by_clock("已期满", When::AfterInTime),
        ],
        columns: &[
            Column { key: "delegate", title: "代签人", cell: Cell::Person },
            Column { key: "from", title: "自", cell: Cell::Day },
            Column { key: "until", title: "至", cell: Cell::Day },
            Column { key: "kinds", title: "事项种类", cell: Cell::Text },
        ],
        dictionaries: &["delegable_kinds"],
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
    fn effects(state: &State, _: &Clock) -> Effects {
        view::effects(state)
    }
    fn narrate(event: &Event) -> Line {
        view::narrate(event)
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        rules::hears(trigger, cx)
    }
    fn amend(_: &State, _: &Event, _: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend()
    }
}
