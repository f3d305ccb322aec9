//! 年度台账封账: when a year is over, the ledgers of its running numbers are closed, one by one or all at once.
//!
//! The clock opens the year's register when the year is over; closing is owed to the section's head by a day of January. A closed
//! ledger is never opened again: what is put right later stands in the ledger of its own year. Ledgers are closed in the order of their
//! years, because what is left of one is carried over into the next.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{Action, Close, Closed, ClosedOne, Event, Open, Opened, State};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step},
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// The year is over, nothing is closed.
    pub const OPENED: &str = "待封账";
    /// Some ledgers are closed.
    pub const PARTLY: &str = "部分封账";
    /// All are.
    pub const CLOSED: &str = "已封账";
}

/// The mechanism.
pub struct LedgerYear;

impl Procedure for LedgerYear {
    const KIND: Kind = Kind {
        id: "ledger_year",
        title: "年度封账",
        chapter: 0,
        clauses: &["4.3"],
        // A register is neither voided nor revoked: what is closed stays closed.
        shape: Shape::Register,
        stages: &[stage::OPENED, stage::PARTLY, stage::CLOSED],
        columns: &[
            Column { key: "year", title: "年度", cell: Cell::Choice },
            Column { key: "closed", title: "已封台账", cell: Cell::Count },
            Column { key: "open", title: "未封台账", cell: Cell::Count },
            Column { key: "rows", title: "已封条数", cell: Cell::Count },
            Column { key: "left", title: "结转下年", cell: Cell::Count },
        ],
        limits: &[rules::CLOSE],
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
