//! 班子分工: who of a leading body is in charge of what, from when until when, and who stands in for whom (AB角).
//!
//! One register matter a body. The clock opens it for every unit whose kind divides its work and whose body has two members or more;
//! a unit may enter its table before. A chief (who 主持工作 counts as one) is not in direct charge of any of the five: finance,
//! personnel, works, purchases, approvals. While a seat is vacant he may be for a time, with a reason and a last day; when that day has
//! passed the table is owed anew. One deputy who holds all five is a warning, not a refusal. Whoever leaves the body or joins it leaves
//! a table to be divided again. Every table is sent to the discipline organ and the department. Tables are never overwritten: the one
//! that held on a day can be read for that day.

mod facts;
mod hearing;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, Cause, Close, Closed, Decided, Divide, Edition, Enter, Entry, Event, File, Filed, FiveDuties, Gap, GapKind,
    Open, Opened, Rename, Reopen, Row, State,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape},
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// No table was entered.
    pub const OPENED: &str = "待分工";
    /// A table is to be sent to the discipline organ and the department.
    pub const FILING: &str = "待备案";
    /// Somebody left or joined, or a temporary charge has run out.
    pub const ANEW: &str = "待重新分工";
    /// In order.
    pub const SET: &str = "已备案";
    /// The unit ended.
    pub const CLOSED: &str = "已停用";
}

/// The mechanism.
pub struct Portfolio;

impl Procedure for Portfolio {
    const KIND: Kind = Kind {
        id: "portfolio",
        title: "班子分工",
        chapter: 1,
        clauses: &["1.3.2"],
        shape: Shape::Register,
        stages: &[stage::OPENED, stage::FILING, stage::ANEW, stage::SET, stage::CLOSED],
        columns: &[
            Column { key: "unit", title: "单位", cell: Cell::Text },
            Column { key: "from", title: "现行分工自", cell: Cell::Day },
            Column { key: "members", title: "分工人数", cell: Cell::Count },
            Column { key: "temporary", title: "临时分管至", cell: Cell::Day },
            Column { key: "gaps", title: "待重新分工事由", cell: Cell::Count },
            Column { key: "notes", title: "提示", cell: Cell::Text },
            Column { key: "filed", title: "备案日期", cell: Cell::Day },
        ],
        limits: &[rules::ENTER, rules::AGAIN, rules::FILING, rules::TEMPORARY, rules::BODY],
        tables: &[rules::UNITS],
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;

    fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
        rules::offers(state, cx)
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
    fn amend(_: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(now)
    }
}
