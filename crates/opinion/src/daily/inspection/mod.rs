//! 效能督查: one visit of the joint team (明察, 暗访, 督查) to one unit, from the sheet to the last finding struck off.
//!
//! The three owners of the Opinion send the team; the section keeps the record, every member signs it. Until the unit is told it sees
//! nothing. Told within the county's days, the unit replies, and so may each person concerned; only when they have spoken or their
//! time has passed is each finding assessed. What stands is put right, checked and struck off; what does not stand leaves the
//! person's record. Nothing is published before that, nor without approval. The program counts; it scores nobody.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{
    Action, Approve, Approved, Assess, AssessRow, Assessed, ConcernedRow, EightRejections, Event, ExtendReply,
    Extended, Finding, FindingRow, Form, Lapse, Lapsed, Measure, Measured, Member, Nodes, Notified, Notify, Owners,
    Person, Propose, Proposed, Publication, Recheck, Rechecked, Record, Registered, Reject, Rejected, Repeat, Replied,
    Reply, Report, Reported, Revised, Scope, Sign, Signed, SixNots, State, Stated, Statement, TeamRow, Verdict, Visit,
    Withdraw, Withdrawn,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step, Sum},
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// The team signs.
    pub const SIGNING: &str = "待签字";
    /// The unit is to be told.
    pub const NOTICE: &str = "待通知";
    /// The unit and the persons concerned may reply.
    pub const REPLY: &str = "待答复";
    /// They have, or their time has passed.
    pub const ASSESSMENT: &str = "待认定";
    /// Findings that stand are put right.
    pub const RECTIFYING: &str = "整改中";
    /// All is struck off, a publication is not decided on.
    pub const PUBLISHING: &str = "待审批通报";
    /// Nothing was found, nothing stands, or all is struck off.
    pub const DONE: &str = "已办结";
}

/// The mechanism.
pub struct Inspection;

impl Procedure for Inspection {
    const KIND: Kind = Kind {
        id: "inspection",
        title: "效能督查",
        chapter: 3,
        clauses: &["3.3.1", "3.3.2"],
        prefix: Some("督"),
        stages: &[
            stage::SIGNING,
            stage::NOTICE,
            stage::REPLY,
            stage::ASSESSMENT,
            stage::RECTIFYING,
            stage::PUBLISHING,
            stage::DONE,
        ],
        columns: &[
            Column { key: "form", title: "督查形式", cell: Cell::Choice },
            Column { key: "day", title: "督查日期", cell: Cell::Day },
            Column { key: "unit", title: "被督查单位", cell: Cell::Choice },
            Column { key: "owners", title: "派出单位", cell: Cell::Choice },
            Column { key: "unannounced", title: "事先不通知", cell: Cell::Flag },
            Column { key: "node", title: "重要节点", cell: Cell::Choice },
            Column { key: "findings", title: "发现问题", cell: Cell::Count },
            Column { key: "standing", title: "认定成立", cell: Cell::Count },
            Column { key: "repeats", title: "再次发现", cell: Cell::Count },
            Column { key: "open", title: "未销号", cell: Cell::Count },
            Column { key: "scope", title: "通报范围", cell: Cell::Choice },
        ],
        sums: &[Sum::all("findings", "发现问题"), Sum::all("standing", "认定成立"), Sum::all("open", "未销号")],
        limits: &[
            rules::TEAM,
            rules::SIGNING,
            rules::NOTICE,
            rules::REPLY,
            rules::ASSESSMENT,
            rules::MEASURES,
            rules::RECTIFY,
            rules::RECHECK,
            rules::PUBLICATION,
        ],
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
