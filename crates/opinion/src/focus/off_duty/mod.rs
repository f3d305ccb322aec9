//! 八小时以外: what a unit's secretary learned through proper channels about a cadre's life outside office hours.
//!
//! Only facts with a source that the county's list admits: a notice of a public authority, a verified report, what somebody reports of
//! himself. Hearsay, searching the net, following and locating are no sources. Nothing is scored, nothing is collected about
//! members of the family, and third parties who stand in the facts get no record. What was entered is sealed: whoever deals with it, the
//! section and the person himself read it, with a reason, on record.
//!
//! The unit's secretary deals with it. About the head of a unit, about the secretary's own relative, or where there is no secretary, the
//! section does; who it is follows the decisions about posts.
//!
//! The person is told and may answer before anything is concluded; what is proved leads to a reminder, criticism, a report to the
//! department; what looks like a breach of discipline or law is passed on at once and not looked into here. The person may ask for a review. What
//! is not proved is deleted some time after its disposal: the day on which it was recorded and the disposition remain.

mod facts;
mod hearing;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, Answer, Answered, AskReview, Conclude, Concluded, Event, Forget, Forgotten, Hand, Handed, Kinds, Measure,
    Record, Recorded, Refer, Referred, Review, ReviewAsked, Reviewed, Sources, State, Tell, Told, Verdict,
};

use engine::{
    access::Offer,
    days::Day,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step},
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// Recorded; the person is to be told.
    pub const TELLING: &str = "待告知";
    /// Told; to be verified.
    pub const VERIFYING: &str = "待核实";
    /// The person asked for a review.
    pub const REVIEWING: &str = "复核中";
    /// Proved, and dealt with.
    pub const PROVED: &str = "已办结";
    /// Not proved.
    pub const UNPROVED: &str = "已了结";
    /// Passed on.
    pub const REFERRED: &str = "已移送";
    /// Deleted: day and disposition remain.
    pub const FORGOTTEN: &str = "已清除";
}

/// The mechanism.
pub struct OffDuty;

impl Procedure for OffDuty {
    const KIND: Kind = Kind {
        id: "off_duty",
        title: "八小时以外情况",
        chapter: 4,
        clauses: &["4.1.4"],
        stages: &[
            stage::TELLING,
            stage::VERIFYING,
            stage::REVIEWING,
            stage::PROVED,
            stage::UNPROVED,
            stage::REFERRED,
            stage::FORGOTTEN,
        ],
        columns: &[
            Column { key: "recorded", title: "登记日期", cell: Cell::Day },
            Column { key: "told", title: "告知日期", cell: Cell::Day },
            Column { key: "answered", title: "本人已说明", cell: Cell::Flag },
            Column { key: "disposition", title: "处理结果", cell: Cell::Choice },
            Column { key: "concluded", title: "处理日期", cell: Cell::Day },
        ],
        limits: &[rules::TELL, rules::ANSWER, rules::VERIFY, rules::ASK_REVIEW, rules::REVIEW, rules::FORGET],
        withheld: true,
        opens_to_handlers: true,
        daily: true,
        few: true,
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;

    fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
        rules::offers(state, cx)
    }
    fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
        rules::decide(state, action, cx)
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
    /// What is not proved, or was passed on, is destroyed some time after its disposal.
    const FORGETS: bool = true;
    fn forgotten_from(state: &State) -> Option<Day> {
        state.forget_from
    }
    fn is_forgotten(state: &State) -> bool {
        state.remains.is_some()
    }
    fn amend(_: &State, _: &Event, _: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend()
    }
}
