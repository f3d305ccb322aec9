//! 半年报告: twice a year a unit's Party secretary reports how its cadres are managed and supervised day by day.
//!
//! The clock opens one for each unit that the county's table names, once the half-year is over. What is known of the period (leave,
//! handovers, findings of visits, certificates, young cadres), of the unit and of its subordinate units, is counted by the program and
//! shown beside the last report; what only people know (daily management, talks, off-duty life, problems, plans) they write, the clerk
//! in a draft, the secretary in the report. With the report the figures are frozen. Who reports late says why. Where the post of
//! secretary is vacant or its holder away, a member of the body reports in his stead and says so. The section accepts, or returns it with a list
//! of what is to be mended, item by item.
//!
//! Units that merged owe one report, their successor's: a section for each of them to the day before, signed by whoever headed it, each
//! matter counted once, each name as it was on its papers.

mod facts;
mod figures;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Accept, Accepted, Action, Content, Draft, Drafted, Drop, Dropped, Event, Figure, HalfYear, InStead, Mended, Open,
    Opened, Part, PartSigned, Problem, ProblemRow, Read, ReadNote, SendBack, SentBack, SignPart, State, Submit,
    Submitted, Tally,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step,
        When,
    },
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// Opened by the clock.
    pub const REPORTING: &str = "待报告";
    /// Returned with a list.
    pub const MENDING: &str = "待补正";
    /// Reported, to be read.
    pub const READING: &str = "待审阅";
    /// Accepted.
    pub const DONE: &str = "已办结";
    /// The unit is gone and nobody took over.
    pub const DROPPED: &str = "不再报告";
}

/// The mechanism.
pub struct HalfYearReport;

impl Procedure for HalfYearReport {
    const KIND: Kind = Kind {
        id: "half_year_report",
        title: "半年报告",
        chapter: 4,
        clauses: &["4.1.2"],
        shape: Shape::Term,
        stages: &[stage::REPORTING, stage::MENDING, stage::READING, stage::DONE, stage::DROPPED],
        dropped: &[stage::DROPPED],
        clock_stages: &[ClockStage { within: stage::REPORTING, word: "逾期未报", when: When::AfterLate }],
        columns: &[
            Column { key: "half", title: "报告期", cell: Cell::Choice },
            Column { key: "unit", title: "报告单位", cell: Cell::Choice },
            Column { key: "reporter", title: "报告人", cell: Cell::Text },
            Column { key: "submitted", title: "报告日期", cell: Cell::Day },
            Column { key: "days_late", title: "逾期工作日", cell: Cell::Count },
            Column { key: "in_stead", title: "代报", cell: Cell::Flag },
            Column { key: "mending", title: "待补正", cell: Cell::Count },
        ],
        limits: &[rules::REPORT, rules::REVIEW, rules::MEND],
        tables: &[rules::OPENS, rules::UNITS],
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
