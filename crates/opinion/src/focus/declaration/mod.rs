//! 个人重大事项: what the county's leading cadres of 科级 report of themselves and their families, once a year and when something happens.
//!
//! The national duty begins at 县处级副职; those are not asked here. Each item of the county's dictionary is answered, 无此类情况 in so many
//! words where there is nothing; every answer is sealed, so that not even whether there is something shows outside: the keepers and the person
//! himself read it, with a reason, on record. Late is late and is not refused; a day to come is. What is missing is sent back item by item,
//! and whoever remembers something later adds it.
//!
//! A filed report may be drawn for a check (抽查核实) or selected for a reason. What differs is put to the person first; one hand finds,
//! another confirms: 如实, 漏报, 隐瞒不报. He is told and may ask for a review. Whoever leaves management owes nothing more; of a person
//! with two records one report remains.

mod facts;
mod hearing;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod verdict;
mod view;

pub use facts::*;
pub(in crate::focus) use {hearing::of_year, rules::year};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step,
        When,
    },
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// To be reported.
    pub const REPORTING: &str = "待报告";
    /// Sent back with a list.
    pub const MENDING: &str = "待补正";
    /// Reported, to be read.
    pub const READING: &str = "待审核";
    /// Filed.
    pub const FILED: &str = "已归档";
    /// Drawn or selected, to be verified.
    pub const VERIFYING: &str = "待核实";
    /// Verified; the person may explain what differs, then it is found what it was.
    pub const FINDING: &str = "待认定";
    /// Found by one hand, to be confirmed by another.
    pub const CONFIRMING: &str = "待审定";
    /// Confirmed; the person is to be told.
    pub const TELLING: &str = "待告知";
    /// He asked for a review.
    pub const REVIEWING: &str = "复核中";
    /// Checked and told.
    pub const CHECKED: &str = "已核实";
    /// He is out of management, or the report is another record's.
    pub const DROPPED: &str = "不再报告";
}

/// The mechanism.
pub struct Declaration;

impl Procedure for Declaration {
    const KIND: Kind = Kind {
        id: "declaration",
        title: "个人重大事项报告",
        chapter: 4,
        clauses: &[rules::CLAUSE],
        shape: Shape::Term,
        stages: &[
            stage::REPORTING,
            stage::MENDING,
            stage::READING,
            stage::FILED,
            stage::VERIFYING,
            stage::FINDING,
            stage::CONFIRMING,
            stage::TELLING,
            stage::REVIEWING,
            stage::CHECKED,
            stage::DROPPED,
        ],
        dropped: &[stage::DROPPED],
        clock_stages: &[ClockStage { within: stage::REPORTING, word: "逾期未报", when: When::AfterLate }],
        columns: &[
            Column { key: "occasion", title: "报告类别", cell: Cell::Choice },
            Column { key: "unit", title: "单位", cell: Cell::Choice },
            Column { key: "filed", title: "报告日期", cell: Cell::Day },
            Column { key: "days_late", title: "逾期天数", cell: Cell::Count },
            Column { key: "mending", title: "待补正", cell: Cell::Count },
            Column { key: "check", title: "核实方式", cell: Cell::Choice },
            Column { key: "verdict", title: "核实结果", cell: Cell::Choice },
        ],
        limits: &[
            rules::YEARLY,
            rules::EVENT,
            rules::READ,
            rules::MEND,
            rules::VERIFY,
            rules::EXPLAIN,
            rules::FIND,
            rules::CONFIRM,
            rules::TELL,
            rules::ASK_REVIEW,
            rules::REVIEW,
        ],
        tables: &[rules::OPENS, rules::LEVELS],
        daily: true,
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
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        hearing::hears(trigger, cx)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        hearing::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(_: &State, _: &Event, _: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend()
    }
}
