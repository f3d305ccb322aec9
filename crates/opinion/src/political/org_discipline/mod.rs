//! 组织人事纪律: weak 民主集中制, an arrangement of the organization or a change of post not obeyed, factions, two faces.
//!
//! It is always about a fact with its day, never a label on a person: what kind it would be is a word of the county's list beside the
//! fact. Somebody named, who is neither the source nor a relative, verifies it. What is not found ends there and stands against nobody.
//! What is found is told to the person with its ground; he is heard, and what he says makes nothing heavier; only then does a named
//! authority decide. The decision is served with the last day of his remedy, carried out, and reviewed by somebody else where he asks
//! for it. Until he is told he does not see the matter, and never who brought the fact; before the decision it can
//! be withdrawn.

mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, AskReview, Breaches, Carried, CarryOut, Close, Closed, Decide, Decided, Event, Hear, Heard, Measures,
    Outcome, Registered, Report, Review, ReviewAsked, Reviewed, Serve, Served, Sources, State, Tell, Told, Verified,
    Verify, Withdraw, Withdrawn,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step},
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// Somebody named verifies it.
    pub const VERIFYING: &str = "待核实";
    /// Found; the person is to be told.
    pub const TELLING: &str = "待告知";
    /// Told; he is to be heard.
    pub const HEARING: &str = "待陈述";
    /// Heard; to be decided.
    pub const DECIDING: &str = "待决定";
    /// Decided; to be served.
    pub const SERVING: &str = "待送达";
    /// Served; to be carried out.
    pub const CARRYING: &str = "待落实";
    /// Carried out; he may still ask for a review.
    pub const OPEN_TO_REVIEW: &str = "复核期内";
    /// He asked for a review.
    pub const REVIEWING: &str = "待复核";
    /// Done.
    pub const DONE: &str = "已办结";
    /// Not found.
    pub const UNFOUNDED: &str = "不属实了结";
    /// Taken back by a review.
    pub const REVOKED: &str = "复核撤销";
    /// Withdrawn before it was decided.
    pub const WITHDRAWN: &str = "已撤回";
}

/// The mechanism.
pub struct OrgDiscipline;

impl Procedure for OrgDiscipline {
    const KIND: Kind = Kind {
        id: "org_discipline",
        title: "组织人事纪律",
        chapter: 1,
        clauses: &["1.2.3", "1.3.3"],
        stages: &[
            stage::VERIFYING,
            stage::TELLING,
            stage::HEARING,
            stage::DECIDING,
            stage::SERVING,
            stage::CARRYING,
            stage::OPEN_TO_REVIEW,
            stage::REVIEWING,
            stage::DONE,
            stage::UNFOUNDED,
            stage::REVOKED,
            stage::WITHDRAWN,
        ],
        dropped: &[stage::WITHDRAWN],
        columns: &[
            Column { key: "name", title: "干部", cell: Cell::Person },
            Column { key: "breach", title: "涉及事项", cell: Cell::Choice },
            Column { key: "occurred", title: "发生日期", cell: Cell::Day },
            Column { key: "measure", title: "处理决定", cell: Cell::Choice },
            Column { key: "served", title: "送达日期", cell: Cell::Day },
            Column { key: "remedy", title: "复核申请截止", cell: Cell::Day },
        ],
        limits: &[
            rules::VERIFY,
            rules::TELL,
            rules::HEAR,
            rules::DECIDE,
            rules::SERVE,
            rules::CARRY,
            rules::REMEDY,
            rules::REVIEW,
        ],
        withheld: true,
        few: true,
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
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        rules::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn relearn(event: Event, cx: &Context) -> Event {
        rules::relearn(event, cx)
    }
    fn amend(state: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, now, cx)
    }
}
