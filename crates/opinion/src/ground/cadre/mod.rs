//! 干部: a person under management, from entry to retirement: card, ID number (sealed), what his 任免审批表 says beside the card,
//! posts held, relatives under management.
//!
//! Posts are not entered here once the person is known: a decision (`post_change`) is overheard and recorded. Two records of one
//! person are merged: the duplicate is closed, the other takes over its posts and relatives.

mod facts;
mod file;
mod hearing;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{
    Absorb, Action, Authority, Card, Depart, Education, EndRelation, Enter, Event, Held, Leaving, Merge, NewIdNumber,
    Relation, Restore, Seat, Sex, State, Taking, Undo,
};
pub use file::{FamilyMember, FileKept, FormField, PersonFile};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape},
    trigger::{Reaction, Trigger},
};

/// The mechanism.
pub struct Cadre;

impl Procedure for Cadre {
    const KIND: Kind = Kind {
        id: "cadre",
        title: "干部",
        chapter: 0,
        clauses: &[],
        shape: Shape::Register,
        stages: &["在管", "已退出管理", "已并入"],
        columns: &[
            Column { key: "level", title: "级别", cell: Cell::Choice },
            Column { key: "rank", title: "职级", cell: Cell::Text },
            Column { key: "authority", title: "管理权限", cell: Cell::Choice },
            Column { key: "birth", title: "出生年月", cell: Cell::Text },
        ],
        tables: &[crate::ground::TOLD],
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
    fn amend(state: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(state, now)
    }
}
