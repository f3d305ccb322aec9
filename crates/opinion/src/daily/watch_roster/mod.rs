//! 值班表: who is on watch in a unit, by day or by night, and which leader is with them.
//!
//! The unit enters it as rows. Nobody is entered for a time in which he is away with approval; a leave that comes later, or is longer
//! than it was, is noticed by the clock, and another is named for that watch. When the last watch is over the roster ends.

mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, ClashFound, ClashGone, Clear, End, Ended, Enter, Entered, Event, Find, Part, Seat, Shift, ShiftRow, State,
    Swap, Swapped,
};

pub(in crate::daily) use rules::on_watch;

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Sum,
        When,
    },
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// Entered.
    pub const SET: &str = "已排定";
    /// Somebody on it will be away.
    pub const SWAPPING: &str = "待调班";
    /// The last watch is over.
    pub const OVER: &str = "已结束";
}

/// The mechanism.
pub struct WatchRoster;

impl Procedure for WatchRoster {
    const KIND: Kind = Kind {
        id: "watch_roster",
        title: "值班",
        chapter: 3,
        clauses: &["annex.leave"],
        shape: Shape::Term,
        stages: &[stage::SET, stage::SWAPPING, stage::OVER],
        clock_stages: &[
            ClockStage { within: stage::SET, word: "待值班", when: When::Before },
            ClockStage { within: stage::SET, word: "值班中", when: When::During },
        ],
        columns: &[
            Column { key: "unit", title: "值班单位", cell: Cell::Text },
            Column { key: "from", title: "自", cell: Cell::Day },
            Column { key: "until", title: "至", cell: Cell::Day },
            Column { key: "watches", title: "班次", cell: Cell::Count },
            Column { key: "swapped", title: "已调班", cell: Cell::Count },
            Column { key: "clashes", title: "待调班", cell: Cell::Count },
        ],
        sums: &[Sum::all("watches", "班次"), Sum::all("swapped", "调班")],
        limits: &[rules::SWAP],
        collective: true,
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
