//! 单位: an organisation with its names, its kind, its place under another and in the official order.
//!
//! A unit is opened, changed, renamed and closed, one by one or by a decision about several (`unit_change`); old names stay known, so that an old paper still finds it. No two units in being
//! bear one name, aliases counted: rosters are matched by them.

mod facts;
mod hearing;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{Action, Close, Dissolve, Event, Rename, Reopen, State, UnitCard};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape},
    trigger::{Reaction, Trigger},
};

/// The mechanism.
pub struct Unit;

impl Procedure for Unit {
    const KIND: Kind = Kind {
        id: "unit",
        title: "单位",
        chapter: 0,
        clauses: &[],
        shape: Shape::Register,
        stages: &["在设", "已撤销"],
        columns: &[
            Column { key: "kind", title: "类别", cell: Cell::Choice },
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
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        hearing::tells(after, event)
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        hearing::hears(trigger, cx)
    }
    fn aid(state: Option<&State>, verb: &str, _: &Context) -> Aid {
        view::aid(state, verb)
    }
    fn amend(state: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, now, cx)
    }
}
