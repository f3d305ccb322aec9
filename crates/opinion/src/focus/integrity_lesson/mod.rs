//! 廉政教育课: one lesson for many young cadres, planned, held and told to each of them.
//!
//! The section plans a lesson by good examples, by warning ones or by both, on a day that may lie ahead. Whoever of the young cadres still
//! owes such a lesson is proposed by name; nobody else than who is on their list can be named. Each of them is told and has it before
//! him until the day; put on another day, he is told again; called off, he is told so until the day is past. After the day the section
//! enters who came and why the others did not. Those who came have it in their entries by themselves, and the others go on owing it.
//!
//! The lesson is the one place where it is put right: a row corrected, the day corrected, the whole voided, and the entries follow
//! (`Trigger::Taught`, `Trigger::Untaught`). Whoever left the list before the day is not counted among those who were to come.

mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::*;

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step,
        Sum, When,
    },
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// Planned; who came is not entered yet.
    pub const PLANNED: &str = "待开课";
    /// Off; whoever was to come is told.
    pub const OFF: &str = "取消告知";
    /// Who came is entered.
    pub const HELD: &str = "已登记";
    /// Off, and its day is past.
    pub const CANCELLED: &str = "已取消";
}

/// The mechanism.
pub struct IntegrityLesson;

impl Procedure for IntegrityLesson {
    const KIND: Kind = Kind {
        id: "integrity_lesson",
        title: "廉政教育课",
        chapter: 4,
        clauses: &[rules::CLAUSE],
        shape: Shape::Case,
        prefix: Some("教"),
        stages: &[stage::PLANNED, stage::OFF, stage::HELD, stage::CANCELLED],
        dropped: &[stage::CANCELLED],
        clock_stages: &[
            ClockStage { within: stage::PLANNED, word: "今日开课", when: When::During },
            ClockStage { within: stage::PLANNED, word: "待登记", when: When::AfterInTime },
            ClockStage { within: stage::PLANNED, word: "登记超期", when: When::AfterLate },
        ],
        columns: &[
            Column { key: "content", title: "类别", cell: Cell::Choice },
            Column { key: "day", title: "日期", cell: Cell::Day },
            Column { key: "expected", title: "应到", cell: Cell::Count },
            Column { key: "present", title: "实到", cell: Cell::Count },
            Column { key: "absent", title: "缺课", cell: Cell::Count },
        ],
        sums: &[
            Sum::all("expected", "应到人次"),
            Sum::all("present", "实到人次"),
            Sum::part("present", "expected", "到课率"),
        ],
        limits: &[rules::ATTENDANCE],
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
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        rules::tells(after, event)
    }
    fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
        rules::retells(before, after)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        rules::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn relearn(event: Event, cx: &Context) -> Event {
        rules::relearn(event, cx)
    }
    fn amend(state: &State, was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, was, now, cx)
    }
}
