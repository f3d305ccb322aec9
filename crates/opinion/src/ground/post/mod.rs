//! 职务: a seat in a unit. Chief (正职) is a property of the seat, not of its title; after an import it is only proposed from the
//! title, counts at once, and is a duty of the section until confirmed.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{Action, Close, Confirm, Event, Move, PostFields, Reopen, State};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape},
    trigger::{Reaction, Trigger},
};

/// The mechanism.
pub struct Post;

impl Procedure for Post {
    const KIND: Kind = Kind {
        id: "post",
        title: "职务",
        chapter: 0,
        clauses: &["3.1.2"],
        shape: Shape::Register,
        stages: &["待确认正职", "在设", "已撤销"],
        columns: &[
            Column { key: "chief", title: "正职", cell: Cell::Flag },
            Column { key: "leading", title: "班子成员", cell: Cell::Flag },
            Column { key: "order", title: "排序", cell: Cell::Count },
        ],
        common: true,
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
    fn effects(state: &State, _: &Clock) -> Effects {
        view::effects(state)
    }
    fn narrate(event: &Event) -> Line {
        view::narrate(event)
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        rules::hears(trigger, cx)
    }
    fn aid(state: Option<&State>, verb: &str, _: &Context) -> Aid {
        view::aid(state, verb)
    }
    fn amend(state: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, now, cx)
    }
}
