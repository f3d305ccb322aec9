//! 民主生活会: a leading body meets once a year to criticize itself and each other, and puts right what was said.
//!
//! The clock opens the year's session of every body on the county's day; a special one is called on an occasion of the rule. The scheme goes
//! to the Party organization above before, the report after it. Held with two thirds of the members entitled or not at all; outside the
//! county's time of the year only by consent. Members who are no Party members are not entitled. What was said becomes a list, each
//! problem with a measure and a day, reported, re-checked and struck off. A session of a body that is no more is not held any longer.

mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, Attendance, AttendanceRow, Call, Check, Checked, CriticismRow, Done, Drop, Event, Held, Hold, How, Listed,
    Measure, Measured, Occasions, Open, Opened, Plan, Planned, Problem, Report, Reported, State, Waive, Waived,
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
    /// The scheme is to be sent to the organization above.
    pub const OPENED: &str = "待报方案";
    /// To be held.
    pub const PLANNED: &str = "待召开";
    /// Held; the report is to be sent, or something is to be put right.
    pub const RECTIFYING: &str = "待整改";
    /// Reported, and all is struck off.
    pub const DONE: &str = "已办结";
    /// Not held any longer.
    pub const WAIVED: &str = "不再召开";
}

/// The mechanism.
pub struct DemocraticLife;

impl Procedure for DemocraticLife {
    const KIND: Kind = Kind {
        id: "democratic_life",
        title: "民主生活会",
        chapter: 1,
        clauses: &["1.2.1", "rule.democratic_life"],
        shape: Shape::Term,
        stages: &[stage::OPENED, stage::PLANNED, stage::RECTIFYING, stage::DONE, stage::WAIVED],
        dropped: &[stage::WAIVED],
        columns: &[
            Column { key: "year", title: "年度", cell: Cell::Choice },
            Column { key: "unit", title: "单位", cell: Cell::Text },
            Column { key: "occasion", title: "召开缘由", cell: Cell::Choice },
            Column { key: "planned", title: "拟召开日期", cell: Cell::Day },
            Column { key: "held", title: "召开日期", cell: Cell::Day },
            Column { key: "entitled", title: "应到", cell: Cell::Count },
            Column { key: "present", title: "实到", cell: Cell::Count },
            Column { key: "problems", title: "问题", cell: Cell::Count },
            Column { key: "open", title: "未销号", cell: Cell::Count },
            Column { key: "reported", title: "报告日期", cell: Cell::Day },
        ],
        sums: &[
            Sum::part("present", "entitled", "到会率"),
            Sum::all("problems", "查摆问题"),
            Sum::all("open", "未销号"),
        ],
        limits: &[rules::PLAN, rules::SCHEME, rules::QUORUM, rules::BODY, rules::REPORT, rules::MEASURES, rules::CHECK],
        tables: &[rules::YEAR, rules::UNITS],
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
