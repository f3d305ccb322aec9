//! 议事决策: a meeting of a leading body, run by its recorder, from the notice to the last task done.
//!
//! Nothing is decided by passing papers round: a form that stands for a meeting is refused (意见一（三）). The members entitled are
//! named when the meeting is called, vacant seats left out and the sick counted. At least half of them are there, two thirds where it is about
//! personnel; items are taken one by one, each voted on by itself; whoever is concerned leaves and stays among those entitled; the
//! head of the body speaks last. A decision has more than half of the votes of all entitled; what absent members wrote is read out and not
//! counted. What was decided in an emergency is reported to the next meeting, what was decided once is decided again only when more
//! than half of the members agree to it. Decisions become tasks with an owner and a day.
//!
//! The program counts and refuses what the rules do not allow; what was decided is what the chair announced.

mod ask;
mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use ask::{Decided, decided};
pub use facts::*;

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step, Sum,
        When,
    },
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// Called.
    pub const CALLED: &str = "待召开";
    /// Sitting.
    pub const SITTING: &str = "进行中";
    /// Paused.
    pub const ADJOURNED: &str = "休会中";
    /// Over, the minutes are not signed.
    pub const CLOSED: &str = "待签发纪要";
    /// Tasks are open.
    pub const CARRYING: &str = "落实中";
    /// Done.
    pub const DONE: &str = "已办结";
    /// Not held.
    pub const CANCELLED: &str = "已取消";
}

/// The mechanism.
pub struct Deliberation;

impl Procedure for Deliberation {
    const KIND: Kind = Kind {
        id: "deliberation",
        title: "议事决策",
        chapter: 1,
        clauses: &[rules::MEETING, rules::MAJORS],
        prefix: Some("议"),
        stages: &[
            stage::CALLED,
            stage::SITTING,
            stage::ADJOURNED,
            stage::CLOSED,
            stage::CARRYING,
            stage::DONE,
            stage::CANCELLED,
        ],
        dropped: &[stage::CANCELLED],
        clock_stages: &[ClockStage { within: stage::CALLED, word: "逾期未开", when: When::AfterLate }],
        columns: &[
            Column { key: "body", title: "会议名称", cell: Cell::Choice },
            Column { key: "at", title: "会议时间", cell: Cell::HalfDay },
            Column { key: "attended", title: "到会", cell: Cell::Text },
            Column { key: "items", title: "议题数", cell: Cell::Count },
            Column { key: "passed", title: "通过", cell: Cell::Count },
            Column { key: "undecided", title: "不通过和缓议", cell: Cell::Count },
            Column { key: "tasks", title: "未落实", cell: Cell::Count },
        ],
        sums: &[Sum::all("items", "议题数"), Sum::all("passed", "通过"), Sum::all("tasks", "未落实")],
        limits: &[rules::QUORUM, rules::PERSONNEL, rules::MAJORITY, rules::REVISIT, rules::MINUTES],
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
    fn steps(state: &State) -> Vec<Step> {
        view::steps(state)
    }
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        ask::tells(after, event)
    }
    fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
        ask::retells(before, after)
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        ask::hears(trigger, cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(state: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(state, now)
    }
}
