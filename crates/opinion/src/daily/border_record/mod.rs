//! 出入境记录核对: what the border recorded is compared with what was approved.
//!
//! Every record that the exit authority hands over is one matter. One that falls within an approved trip of the person is matched at
//! once and entered in that trip. One that does not is asked about: the person explains, the section head judges; nothing is
//! concluded by the program.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{Action, Event, Explained, Explanation, Finding, Judged, Judgement, Received, Record, State};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step},
    trigger::Trigger,
};

/// The stored stages.
pub mod stage {
    /// Belongs to a trip.
    pub const MATCHED: &str = "已对上";
    /// No trip is known: the person explains.
    pub const UNMATCHED: &str = "待说明";
    /// Explained, not yet judged.
    pub const EXPLAINED: &str = "待认定";
    /// Judged.
    pub const DONE: &str = "已办结";
}

/// The mechanism.
pub struct BorderRecord;

impl Procedure for BorderRecord {
    const KIND: Kind = Kind {
        id: "border_record",
        title: "出入境记录核对",
        chapter: 3,
        clauses: &["3.1.3"],
        prefix: Some("核"),
        stages: &[stage::UNMATCHED, stage::EXPLAINED, stage::MATCHED, stage::DONE],
        columns: &[
            Column { key: "direction", title: "方向", cell: Cell::Choice },
            Column { key: "day", title: "日期", cell: Cell::Day },
            Column { key: "port", title: "口岸", cell: Cell::Text },
            Column { key: "certificate", title: "证件", cell: Cell::Choice },
            Column { key: "finding", title: "认定", cell: Cell::Choice },
        ],
        limits: &[rules::EXPLANATION, rules::REVIEW],
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
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(state: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(state, now)
    }
}
