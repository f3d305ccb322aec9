//! 经济责任审计: chiefs are audited in office by a yearly plan, and on leaving; what the auditors found is put right and filed.
//!
//! The department proposes and entrusts, the audit office audits; its notice and its report are entered as they come. A chief's leaving
//! proposes an audit by itself where the county's table says so; the letter is written once, here or in the handover, and each
//! hears of the other. What the person answers for stands as the report says it: the program works out none. He gives his
//! opinion on the report and may appeal; what a review finds wrong no longer stands. Each finding is put right by the unit, whoever heads
//! it then, shown with evidence and accepted by another hand (整改销号). The result goes into the audit block of his dossier when
//! nothing is open and his time to appeal has passed. Who died is asked nothing any more; what the unit owes it owes on.

mod board;
mod facts;
mod hearing;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, Appeal, AuditFindings, Cause, Entrust, Entrusted, Event, File, Filed, Finding, FindingRow, Lapse, Leave,
    Leaving, Notice, Occasion, Propose, Proposed, Report, ReportedIn, Responsibility, Review, ReviewRow, State, Stated,
    Statement, Undone, Withdraw, Withdrawn, Words,
};

use engine::{
    access::Offer,
    board::Board,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step, Sum},
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// The letter to the auditors is to be written.
    pub const PROPOSED: &str = "待委托";
    /// The auditors have not begun.
    pub const ENTRUSTED: &str = "待审计通知";
    /// They audit.
    pub const AUDITING: &str = "审计中";
    /// The person has the report and may say what he thinks of it.
    pub const STATEMENT: &str = "待本人意见";
    /// What was found is put right.
    pub const MENDING: &str = "整改中";
    /// All is struck off, an appeal is open.
    pub const REVIEWING: &str = "待复查决定";
    /// The result is to be filed.
    pub const FILING: &str = "待归档";
    /// Filed.
    pub const FILED: &str = "已归档";
    /// Withdrawn before there was a report.
    pub const WITHDRAWN: &str = "已撤回";
}

/// The mechanism.
pub struct AuditResult;

impl Procedure for AuditResult {
    const KIND: Kind = Kind {
        id: "audit_result",
        title: "经济责任审计",
        chapter: 4,
        clauses: &["4.3.1", "rule.economic_audit"],
        prefix: Some("审"),
        stages: &[
            stage::PROPOSED,
            stage::ENTRUSTED,
            stage::AUDITING,
            stage::STATEMENT,
            stage::MENDING,
            stage::REVIEWING,
            stage::FILING,
            stage::FILED,
            stage::WITHDRAWN,
        ],
        dropped: &[stage::WITHDRAWN],
        columns: &[
            Column { key: "unit", title: "单位", cell: Cell::Choice },
            Column { key: "occasion", title: "审计类型", cell: Cell::Choice },
            Column { key: "year", title: "计划年度", cell: Cell::Choice },
            Column { key: "period", title: "审计期间", cell: Cell::Text },
            Column { key: "letter", title: "委托书文号", cell: Cell::Text },
            Column { key: "report", title: "审计报告文号", cell: Cell::Text },
            Column { key: "received", title: "报告送达", cell: Cell::Day },
            Column { key: "findings", title: "问题", cell: Cell::Count },
            Column { key: "amount", title: "问题金额", cell: Cell::Text },
            Column { key: "direct", title: "直接责任", cell: Cell::Count },
            Column { key: "open", title: "未销号", cell: Cell::Count },
            Column { key: "left", title: "离任", cell: Cell::Flag },
        ],
        sums: &[Sum::all("findings", "问题"), Sum::all("open", "未销号")],
        limits: &[
            rules::ENTRUST,
            rules::REPORT,
            rules::STATEMENT,
            rules::APPEAL,
            rules::REVIEW,
            rules::MEASURES,
            rules::RECTIFY,
            rules::CHECK,
            rules::FILE,
        ],
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;
    const BOARD: Option<&'static Board> = Some(&board::BY_UNIT);

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
        hearing::tells(after, event)
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
    fn amend(_: &State, was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(was, now, cx)
    }
}
