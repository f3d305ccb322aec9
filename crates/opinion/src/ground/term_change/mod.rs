//! 换届: the change of a body's term as a project, from the scheme to the last paper filed.
//!
//! The plan has the steps of the county's table, each with its owner and a day that follows from the election; a day given by the
//! county's own paper stands before it, and a number that nobody has entered yet says so. Request and reply have their numbers. Who is
//! named for a post is checked against the registers (回避, years in the post, age): the findings are shown, nobody is judged. The result,
//! entered by one hand and confirmed by another, becomes one change of posts for each person, from which handovers and what newcomers
//! hand in follow. The matter itself is known to the department alone: who was named and not elected is nobody's business.

mod facts;
mod result;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, Approved, Check, Confirmed, Done, Draft, Drafted, Drop, Dropped, ElectedRow, Event, LeavingRow, Nominate,
    Nominee, Outcome, Owner, Postpone, Reason, Reply, Scheme, Seat, SeatRow, Settled, State, Step, StepRow, Tally, Vow,
    Waive,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step as Pace},
    trigger::Trigger,
};

/// The stored stages.
pub mod stage {
    /// The plan waits for the reply.
    pub const DRAFTED: &str = "待批复";
    /// On the way to the election.
    pub const RUNNING: &str = "实施中";
    /// The result waits for another hand.
    pub const RECORDED: &str = "待确认结果";
    /// The result stands, steps are left.
    pub const CLOSING: &str = "收尾中";
    /// Done.
    pub const DONE: &str = "已完成";
    /// No election was held.
    pub const CANCELLED: &str = "已取消";
}

/// The mechanism.
pub struct TermChange;

impl Procedure for TermChange {
    const KIND: Kind = Kind {
        id: "term_change",
        title: "换届",
        chapter: 0,
        clauses: &["1.1.1", "3.2.1", rules::CLAUSE, rules::RECUSAL],
        prefix: Some("届"),
        stages: &[stage::DRAFTED, stage::RUNNING, stage::RECORDED, stage::CLOSING, stage::DONE, stage::CANCELLED],
        dropped: &[stage::CANCELLED],
        columns: &[
            Column { key: "body", title: "换届单位", cell: Cell::Text },
            Column { key: "organ", title: "换届机构", cell: Cell::Choice },
            Column { key: "session", title: "届次", cell: Cell::Text },
            Column { key: "election_on", title: "选举日", cell: Cell::Day },
            Column { key: "document", title: "批复文号", cell: Cell::Text },
            Column { key: "steps", title: "步骤", cell: Cell::Text },
            Column { key: "elected", title: "当选人数", cell: Cell::Count },
            Column { key: "ends_on", title: "届满日期", cell: Cell::Day },
        ],
        limits: &[rules::LENGTH, rules::SAME_POST, rules::AGE],
        tables: &[rules::STEPS, rules::BLACKOUTS],
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
    fn steps(state: &State) -> Vec<Pace> {
        view::steps(state)
    }
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        result::tells(after, event)
    }
    fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
        result::retells(before, after)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(_: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(now, cx)
    }
}
