//! 插手干预重大事项记录: who was told to depart from the rules in something important keeps a record of it.
//!
//! Whoever was spoken to records it himself, or hands in a slip that the section enters; who that was, what was asked for, and how
//! it was looked into are sealed, from the person it is about too. Until he is told, only the department and whoever recorded it find the
//! matter. Recorded by the one who was spoken to, its lines would show by whom: he is then told on paper, his answer is entered by the
//! section, and the matter itself never opens to him.
//!
//! Nothing is concluded by one hand, and nothing before he was told and had time to answer: one looks into it, another decides. What turns
//! out to be no intervention, or cannot be proved, is deleted after its time, number and disposition remain, and he never finds it. What
//! looks like a breach of discipline or law is passed on at once.

mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::*;

use engine::{
    access::Offer,
    days::Day,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step},
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// Recorded; the section is to look into it.
    pub const VERIFYING: &str = "待核实";
    /// It was an intervention; the person is to be told.
    pub const TELLING: &str = "待告知";
    /// He was told; another hand is to decide.
    pub const DECIDING: &str = "待处理";
    /// He asked for a review.
    pub const REVIEWING: &str = "复核中";
    /// Decided.
    pub const DONE: &str = "已处理";
    /// It was none, or could not be proved.
    pub const DISMISSED: &str = "已了结";
    /// Passed on.
    pub const REFERRED: &str = "已移送";
    /// Deleted: number and disposition remain.
    pub const FORGOTTEN: &str = "已清除";
}

/// The mechanism.
pub struct Intervention;

impl Procedure for Intervention {
    const KIND: Kind = Kind {
        id: "intervention",
        title: "插手干预重大事项记录",
        chapter: 4,
        clauses: &[rules::CLAUSE],
        stages: &[
            stage::VERIFYING,
            stage::TELLING,
            stage::DECIDING,
            stage::REVIEWING,
            stage::DONE,
            stage::DISMISSED,
            stage::REFERRED,
            stage::FORGOTTEN,
        ],
        columns: &[
            Column { key: "field", title: "重大事项类别", cell: Cell::Choice },
            Column { key: "recorded", title: "记录日期", cell: Cell::Day },
            Column { key: "told", title: "告知日期", cell: Cell::Day },
            Column { key: "answered", title: "本人已说明", cell: Cell::Flag },
            Column { key: "disposition", title: "处理结果", cell: Cell::Choice },
        ],
        limits: &[
            rules::RECORD,
            rules::VERIFY,
            rules::TELL,
            rules::ANSWER,
            rules::DECIDE,
            rules::ASK_REVIEW,
            rules::REVIEW,
            rules::FORGET,
        ],
        withheld: true,
        sealed_from_person: true,
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
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        rules::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    /// What was none, could not be proved, or was passed on is destroyed some time after its disposal.
    const FORGETS: bool = true;
    fn forgotten_from(state: &State) -> Option<Day> {
        state.forget_from
    }
    fn amend(_: &State, _: &Event, _: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend()
    }
}
