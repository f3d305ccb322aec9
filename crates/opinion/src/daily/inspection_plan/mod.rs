//! 年度督查计划: what the three owners will visit in a year, by quarter.
//!
//! The clock opens one for the county on the day of the table. Drafted by the section, agreed between the owners and sent out, it is
//! carried out by the visits that name it. The clock notes each of these; when the year is over, what was not carried out is owed
//! an explanation, item by item.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{
    Action, Add, Added, Carried, CloseYear, Confirm, Confirmed, Draft, Drafted, Event, Explain, Explained, Item,
    ItemRow, NoteVisit, Open, Opened, Quarter, State, VisitNoted, YearClosed,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step, Sum,
    },
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// Opened by the clock, to be drafted.
    pub const OPENED: &str = "待编制";
    /// Drafted, to be agreed and sent out.
    pub const DRAFTED: &str = "待印发";
    /// Carried out.
    pub const RUNNING: &str = "执行中";
    /// The year is over, something is missing.
    pub const MISSING: &str = "待说明";
    /// Done.
    pub const DONE: &str = "已办结";
}

/// The mechanism.
pub struct InspectionPlan;

impl Procedure for InspectionPlan {
    const KIND: Kind = Kind {
        id: "inspection_plan",
        title: "年度督查计划",
        chapter: 3,
        clauses: &["3.3.1"],
        shape: Shape::Term,
        stages: &[stage::OPENED, stage::DRAFTED, stage::RUNNING, stage::MISSING, stage::DONE],
        columns: &[
            Column { key: "year", title: "年度", cell: Cell::Choice },
            Column { key: "planned", title: "计划次数", cell: Cell::Count },
            Column { key: "carried", title: "已开展", cell: Cell::Count },
            Column { key: "missing", title: "未完成项目", cell: Cell::Count },
            Column { key: "confirmed", title: "印发日期", cell: Cell::Day },
        ],
        sums: &[Sum::all("planned", "计划次数"), Sum::all("carried", "已开展"), Sum::all("missing", "未完成项目")],
        limits: &[rules::DRAFT, rules::VISITS, rules::EXPLAIN],
        tables: &[rules::OPENS],
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
    fn amend(_: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(now)
    }
}
