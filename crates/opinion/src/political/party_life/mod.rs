//! 组织生活: what a branch owes in a quarter (三会一课, 主题党日, and in the last quarter 组织生活会, 民主评议党员, 谈心谈话), and who was there.
//!
//! The clock opens one term for each branch and quarter. What it owes follows from the county's table and from the branch as it is on that
//! day: no committee, no committee's meetings; no groups, no group's. What a rule asks for «in general» is shown when it is missing and
//! breaches nothing; the rest is owed, and, when the quarter is over, made up for or explained. A session is entered with its day,
//! its theme, each leading cadre by name (present, or absent with a reason) and the number of the others. So what every leading cadre
//! attends as an ordinary member (双重组织生活) adds up by itself. Whoever moves is counted where he belonged on the day of the session;
//! a branch that ends owes what was due before.

mod facts;
mod rules;
mod schedule;
mod session;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    AbsenceReasons, Action, AttendanceRow, Attended, BranchEnded, CloseTerm, EndBranch, Enter, Entered, Event, Explain,
    Explained, Item, MadeUp, MakeUp, Open, Opened, Session, SessionKinds, State, TermClosed, Withdraw, Withdrawn,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Sum},
    trigger::{Reaction, Trigger},
    words::PersonId,
    yearly::Total,
};

/// The stored stages.
pub mod stage {
    /// The quarter runs, or what was held in it is still being entered.
    pub const RUNNING: &str = "进行中";
    /// It is over, and something that is owed was not held.
    pub const MISSING: &str = "待说明";
    /// Done.
    pub const DONE: &str = "已办结";
}

/// The mechanism.
pub struct PartyLife;

impl Procedure for PartyLife {
    const KIND: Kind = Kind {
        id: "party_life",
        title: "组织生活",
        chapter: 1,
        clauses: &["1.2.1", "1.2.2", "rule.party_branch"],
        shape: Shape::Term,
        stages: &[stage::RUNNING, stage::MISSING, stage::DONE],
        columns: &[
            Column { key: "quarter", title: "季度", cell: Cell::Choice },
            Column { key: "branch", title: "支部", cell: Cell::Text },
            Column { key: "needed", title: "应开次数", cell: Cell::Count },
            Column { key: "held", title: "已开次数", cell: Cell::Count },
            Column { key: "missing", title: "未开", cell: Cell::Count },
            Column { key: "warned", title: "一般要求未开", cell: Cell::Count },
            Column { key: "entitled", title: "领导干部应到人次", cell: Cell::Count },
            Column { key: "present", title: "领导干部实到人次", cell: Cell::Count },
            Column { key: "made_up", title: "补课人次", cell: Cell::Count },
        ],
        sums: &[
            Sum::all("needed", "应开次数"),
            Sum::all("held", "已开次数"),
            Sum::all("missing", "未开次数"),
            Sum::all("entitled", "领导干部应到人次"),
            Sum::all("present", "领导干部实到人次"),
            Sum::part("present", "entitled", "领导干部到会率"),
        ],
        limits: &[schedule::QUORUM, rules::ENTRY, rules::EXPLAIN],
        tables: &[schedule::SCHEDULE],
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
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        session::tells(after, event)
    }
    fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
        session::retells(before, after)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        schedule::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn yearly(who: &PersonId, year: i16, cx: &Context) -> Vec<Total> {
        session::yearly(who, year, cx)
    }
    fn amend(_: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(now)
    }
}
