//! 政治素质考察: of a cadre or of a leading body, on one of the county's occasions.
//!
//! The program keeps evidence, procedure and effect, and never computes a conclusion. Each piece of evidence is entered and signed by whoever
//! saw, heard at first hand or holds the paper; hearsay is refused, and nobody talks alone. Before a conclusion that bars him (一票否决) the person is told what it
//! would rest on and may answer. The conclusion is a decision of a meeting; he is told, may ask for a review, and another meeting reviews. A veto bars
//! promotion, award and 优秀 until it lapses or the body that made it lifts it. A body found weak is put in order: plan, report, acceptance, 销号.

mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::*;

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step},
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// Evidence is gathered.
    pub const GATHERING: &str = "考察中";
    /// The person may answer what a bar would rest on.
    pub const HEARING: &str = "待陈述";
    /// A meeting is to conclude.
    pub const CONCLUDING: &str = "待结论";
    /// The conclusion is to be told.
    pub const TELLING: &str = "待告知";
    /// Told; a review may be asked for.
    pub const TOLD: &str = "已告知";
    /// Another meeting reviews.
    pub const REVIEWING: &str = "复核中";
    /// A weak body is put in order.
    pub const MENDING: &str = "整顿中";
    /// A veto bars.
    pub const BARRED: &str = "否决期内";
    /// Done.
    pub const DONE: &str = "已办结";
}

/// The mechanism.
pub struct Appraisal;

impl Procedure for Appraisal {
    const KIND: Kind = Kind {
        id: "appraisal",
        title: "政治素质考察",
        chapter: 1,
        clauses: &[rules::THROUGHOUT, rules::VETO_CLAUSE, rules::WEAK_CLAUSE],
        stages: &[
            stage::GATHERING,
            stage::HEARING,
            stage::CONCLUDING,
            stage::TELLING,
            stage::TOLD,
            stage::REVIEWING,
            stage::MENDING,
            stage::BARRED,
            stage::DONE,
        ],
        columns: &[
            Column { key: "subject", title: "考察对象", cell: Cell::Text },
            Column { key: "occasion", title: "考察时机", cell: Cell::Choice },
            Column { key: "evidence", title: "考察记录", cell: Cell::Count },
            Column { key: "concluded", title: "结论日期", cell: Cell::Day },
            Column { key: "body", title: "作出结论的会议", cell: Cell::Text },
            Column { key: "review", title: "复核", cell: Cell::Text },
        ],
        limits: &[
            rules::TEAM,
            rules::TALKERS,
            rules::GATHER,
            rules::STATEMENT,
            rules::CONCLUDE,
            rules::TELL,
            rules::REVIEW,
            rules::REVIEWED,
            rules::VETO,
            rules::MEND,
        ],
        version: 3,
        withheld: true,
        sealed_from_person: true,
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
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        rules::hears(trigger, cx)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        rules::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(state: &State, was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, was, now, cx)
    }
}
