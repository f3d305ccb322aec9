//! 个人重大事项抽查: which of a year's reports are checked, drawn so that anybody can draw them again.
//!
//! The clock opens one a year once the reports are in. The list is fixed first, with its digest and with the source of the seed, which is
//! named on a day before anybody can know it and over which nobody here has power. On its day it is entered before a witness of another
//! unit, and the program draws ([`draw`]); the record is printed, and whoever has it can do the sum again. The reports drawn are told, each
//! checked in its own matter, so that nobody drawn reads what became of another. Taken back, a draw takes along what nobody has verified yet.

pub mod draw;
mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::*;

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step, Sum,
    },
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// The list is to be fixed.
    pub const LISTING: &str = "待备名单";
    /// The seed is waited for.
    pub const DRAWING: &str = "待抽取";
    /// Drawn.
    pub const DRAWN: &str = "已抽取";
    /// Not held, with its reason.
    pub const SKIPPED: &str = "不抽查";
}

/// The mechanism.
pub struct DeclarationCheck;

impl Procedure for DeclarationCheck {
    const KIND: Kind = Kind {
        id: "declaration_check",
        title: "个人重大事项抽查",
        chapter: 4,
        clauses: &[rules::CLAUSE],
        shape: Shape::Term,
        stages: &[stage::LISTING, stage::DRAWING, stage::DRAWN, stage::SKIPPED],
        dropped: &[stage::SKIPPED],
        columns: &[
            Column { key: "year", title: "报告年度", cell: Cell::Choice },
            Column { key: "listed", title: "名单份数", cell: Cell::Count },
            Column { key: "drawn", title: "抽取份数", cell: Cell::Count },
            Column { key: "day", title: "抽取日期", cell: Cell::Day },
        ],
        sums: &[
            Sum::all("listed", "名单份数"),
            Sum::all("drawn", "抽取份数"),
            Sum::part("drawn", "listed", "抽取比例"),
        ],
        limits: &[rules::SHARE, rules::PREPARE],
        tables: &[rules::OPENS],
        daily: true,
        collective: true,
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
    fn steps(state: &State) -> Vec<Step> {
        view::steps(state)
    }
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        rules::tells(after, event)
    }
    fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
        rules::retells(before, after)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        rules::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(_: &State, _: &Event, _: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend()
    }
}
