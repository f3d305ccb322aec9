//! 离任交接: a post is left, and what hangs on it passes to the successor in writing.
//!
//! It opens by itself when a decision about posts is confirmed and the county's table of departures says so; posts of one unit that one
//! decision ends are one handover where the county's table says so, and relations move once in any case. Five contents, each filled
//! over days by several hands or marked «无此类情况», and beneath them the tables an office hands over by number and amount (people,
//! accounts, debts, assets, works, loans and things, seals, secret papers), whose totals the program makes; receiver (the successor,
//! else whoever 主持工作, else whoever is named, for good or for the time being) and supervisor; three signatures in any order, taken
//! back when a table changes; seven working days from the day after leaving. Open rows become the successor's duties until struck
//! off. Where somebody received for the time being, whoever follows signs for what has changed since. On a transfer to another unit a
//! second clock of one month runs over the relations, each its own duty, and then the filing.
//!
//! How much is written down follows from the county's table by level, seat and reason: the full 交接书, the 交接短表 (the five contents
//! on one sheet in one go), or nothing. Receiver and supervisor dispute what they do not agree with, the leaver answers, whoever
//! stands above settles; until then they sign with what they reserve, and the dispute stays owed and in sight. Of a leaver who
//! cannot come the handover says just that; why is sealed, or stands in a decision that the unit does not see. The auditors' letter
//! of a leaving that the county has audited is a duty of the section until its number is entered, here or in the audit's own matter.

mod board;
mod decide;
mod deeds;
mod duties;
mod facts;
mod hearing;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use decide::{acted_long_enough, leaving_is_audited};
pub use deeds::{
    Action, Answer, Answered, Cause, Countersign, Countersigned, CustodyFilled, EconomyFilled, Event, Filing, Fill,
    FillCustody, FillEconomy, FillShort, FillStaffing, Filled, FilledShort, More, Name, NameReceiver, Named, Note,
    Opened, Opening, Raise, Raised, Reason, Remarks, Represent, Represented, Restored, RunClock, Settle, Settled,
    ShortRow, Sign, Signed, StaffingFilled, StopClock, Strike, StruckOff, Successor, Tick, TookOver,
};
pub use facts::{
    AccountRow, Also, Annex, ArticleRow, ArticleSort, AssetRow, AuditRequest, AuditWaiver, CarrierRow, Completion,
    Content, Custody, DebtRow, Direction, Dispute, Economy, Form, Item, Left, OpenItem, Party, Relation, Reservation,
    SealRow, StaffRow, Stage, State, Struck, Table, Takeover, Totals, WorkRow,
};

use engine::{
    access::Offer,
    board::Board,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step},
    trigger::{Reaction, Trigger},
};

/// The mechanism.
pub struct Handover;

impl Procedure for Handover {
    const KIND: Kind = Kind {
        id: "handover",
        title: "离任交接",
        chapter: 3,
        clauses: &["3.2.1", "3.2.2", "3.2.3", "3.2.4", decide::AUDIT_CLAUSE],
        version: 3,
        prefix: Some("交"),
        stages: &["待交接", "填写中", "待签字", "转接中", "续办中", "待提请审计", "已办结", "已终止"],
        columns: &[
            Column { key: "left_on", title: "离岗日期", cell: Cell::Day },
            Column { key: "receiver", title: "接收人", cell: Cell::Person },
            Column { key: "supervisor", title: "监交人", cell: Cell::Person },
            Column { key: "missing", title: "还差", cell: Cell::Text },
            Column { key: "signatures", title: "签字", cell: Cell::Choice },
            Column { key: "reason", title: "离岗原因", cell: Cell::Choice },
            Column { key: "form", title: "形式", cell: Cell::Choice },
            Column { key: "signed_on", title: "签字齐备", cell: Cell::Day },
            Column { key: "days_late", title: "逾期天数", cell: Cell::Count },
            Column { key: "open_items", title: "未销号", cell: Cell::Count },
            Column { key: "audit", title: "离任审计", cell: Cell::Text },
            Column { key: "disputes", title: "未处理争议", cell: Cell::Count },
        ],
        limits: &[
            decide::COMPLETE,
            decide::RELATIONS,
            decide::FILING,
            decide::ANSWER,
            decide::DISPUTE,
            decide::AUDIT,
            decide::AUDIT_ACTING,
            decide::COPIES,
        ],
        tables: &[
            "handover.departures",
            "handover.supervisor",
            decide::FORMS,
            decide::SEVERAL,
            decide::ANNEXES,
            decide::AUDITED,
            crate::ground::TOLD,
        ],
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;
    const BOARD: Option<&'static Board> = Some(&board::UNDER_WAY);

    fn offers(state: Option<&State>, _: &Context) -> Vec<Offer> {
        rules::offers(state)
    }
    fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
        decide::decide(state, action, cx).map(|event| vec![event])
    }
    fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
        rules::apply(state, event)
    }
    fn outline(state: &State) -> Outline {
        view::outline(state)
    }
    fn effects(state: &State, clock: &Clock) -> Effects {
        duties::effects(state, clock)
    }
    fn narrate(event: &Event) -> Line {
        view::narrate(event)
    }
    fn steps(state: &State) -> Vec<Step> {
        view::steps(state)
    }
    fn not_yet(state: &State, _: &Context) -> Vec<(&'static str, String)> {
        view::not_yet(state)
    }
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        hearing::tells(after, event)
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        hearing::hears(trigger, cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(_: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        decide::amend(now)
    }
}
