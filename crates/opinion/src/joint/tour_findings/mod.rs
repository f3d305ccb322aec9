//! 巡视巡察整改: what a tour (巡视, 巡察, a special check of 选人用人) gave back to a unit, problem by problem, from the list to the last
//! one struck off.
//!
//! The section enters the list as the tour wrote it; until it is delivered the unit and whom it concerns see nothing. Then the
//! unit hands in its plan and, for each problem, a measure with who answers for it and by when; it reports its progress within the
//! time of concentrated rectification. Whom a problem concerns is told, may say what he has to say, and leaves the list
//! where it does not concern him. What is done is shown with evidence and looked at by another hand: struck off, or sent back. What is
//! late stands against the unit's head, whoever heads it then; where the unit has merged, against its successor.

mod board;
mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, Clear, Cleared, Deliver, Event, Feedback, Lapse, Person, Plan, Planned, ProblemRow, Progress, Progressed,
    Registered, State, Stated, Statement, TourKinds, TourProblems, Withdraw, Withdrawn, Words,
};

use engine::{
    access::Offer,
    board::Board,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step, Sum},
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// The unit is to get it.
    pub const DELIVERY: &str = "待送达";
    /// The unit's plan is owed.
    pub const PLANNING: &str = "待报方案";
    /// Problems are put right, or progress is to be reported.
    pub const MENDING: &str = "整改中";
    /// All is struck off and reported.
    pub const DONE: &str = "已办结";
    /// Withdrawn before it was delivered.
    pub const WITHDRAWN: &str = "已撤回";
}

/// The mechanism.
pub struct TourFindings;

impl Procedure for TourFindings {
    const KIND: Kind = Kind {
        id: "tour_findings",
        title: "巡视巡察整改",
        chapter: 5,
        clauses: &["5.3.1", "rule.tour_rectification"],
        prefix: Some("巡"),
        stages: &[stage::DELIVERY, stage::PLANNING, stage::MENDING, stage::DONE, stage::WITHDRAWN],
        dropped: &[stage::WITHDRAWN],
        columns: &[
            Column { key: "tour", title: "名称", cell: Cell::Text },
            Column { key: "round", title: "轮次", cell: Cell::Choice },
            Column { key: "kind", title: "种类", cell: Cell::Choice },
            Column { key: "unit", title: "单位", cell: Cell::Choice },
            Column { key: "feedback", title: "反馈日期", cell: Cell::Day },
            Column { key: "problems", title: "问题", cell: Cell::Count },
            Column { key: "struck", title: "已销号", cell: Cell::Count },
            Column { key: "open", title: "未销号", cell: Cell::Count },
            Column { key: "extended", title: "延期", cell: Cell::Count },
            Column { key: "persons", title: "涉及干部", cell: Cell::Count },
            Column { key: "planned", title: "方案报送", cell: Cell::Day },
            Column { key: "progress", title: "最近进展", cell: Cell::Day },
        ],
        sums: &[Sum::all("problems", "问题"), Sum::all("struck", "已销号"), Sum::part("struck", "problems", "销号率")],
        limits: &[
            rules::DELIVER,
            rules::PLAN,
            rules::MEASURES,
            rules::RECTIFY,
            rules::PROGRESS,
            rules::STATEMENT,
            rules::CHECK,
        ],
        daily: true,
        collective: true,
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;
    const BOARD: Option<&'static Board> = Some(&board::BY_UNIT);

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
    fn amend(_: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(now, cx)
    }
}
