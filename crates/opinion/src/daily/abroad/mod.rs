//! 出国（境）: one trip, one case — the people, the places with their days, the certificate and the absence are approved together.
//!
//! A cadre asks; the unit gives its opinion, the organization department examines, and whoever the county's table of routes names
//! approves; posts of the strict categories and those whose family has emigrated take the stricter route. What a list of rules
//! forbids is refused with its clause; what rests on something sealed is answered with one neutral sentence, at the application and
//! at the last signature alike. Both chiefs are not away at once: leave itself is asked. On approval others overhear it: a leave
//! follows without signatures of its own, a certificate may be lent, and after the report of coming back it is owed again.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::*;

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step, Sum,
        When,
    },
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// Waits for a signature.
    pub const PENDING: &str = "待审批";
    /// Sent back to the applicant.
    pub const SENT_BACK: &str = "退回修改";
    /// Approved; the clock tells the rest.
    pub const APPROVED: &str = "已批准";
    /// Other days or places wait for their signatures.
    pub const CHANGING: &str = "变更待审批";
    /// Back and reported.
    pub const DONE: &str = "已办结";
    /// Not allowed.
    pub const REFUSED: &str = "不同意";
    /// Taken back before the decision.
    pub const WITHDRAWN: &str = "已撤回";
    /// Approved and not taken.
    pub const CANCELLED: &str = "已取消";
}

const fn column(key: &'static str, title: &'static str, cell: Cell) -> Column {
    Column { key, title, cell }
}

const fn by_clock(word: &'static str, when: When) -> ClockStage {
    ClockStage { within: stage::APPROVED, word, when }
}

/// The mechanism.
pub struct Abroad;

impl Procedure for Abroad {
    const KIND: Kind = Kind {
        id: "abroad",
        title: "出国（境）",
        chapter: 3,
        clauses: &["3.1.3", "rule.certificates", "law.exit.12", "law.secrets.45"],
        prefix: Some("出"),
        stages: &[
            stage::PENDING,
            stage::SENT_BACK,
            stage::APPROVED,
            stage::CHANGING,
            stage::DONE,
            stage::REFUSED,
            stage::WITHDRAWN,
            stage::CANCELLED,
        ],
        dropped: &[stage::WITHDRAWN, stage::CANCELLED],
        clock_stages: &[
            by_clock("待出境", When::Before),
            by_clock("在境外", When::During),
            by_clock("待回国报告", When::AfterInTime),
            by_clock("逾期未报告", When::AfterLate),
        ],
        columns: &[
            column("sort", "类别", Cell::Choice),
            column("purpose", "事由类别", Cell::Choice),
            column("places", "前往国家和地区", Cell::Text),
            column("leaves", "离开", Cell::HalfDay),
            column("returns", "返回", Cell::HalfDay),
            column("days", "天数", Cell::Count),
            column("strict", "从严审批", Cell::Flag),
            column("certificates", "使用证件", Cell::Text),
            column("exited", "实际出境", Cell::Day),
            column("entered", "实际入境", Cell::Day),
        ],
        sums: &[Sum::all("days", "天数")],
        limits: &[
            rules::PER_YEAR,
            rules::ADVANCE,
            rules::REVIEW,
            rules::RETURN_REPORT,
            "abroad.days_tourism",
            "abroad.days_family",
            "abroad.days_hkmo",
        ],
        tables: &[rules::ROUTES],
        dictionaries: &["registered_categories", "roles"],
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
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        rules::tells(after, event)
    }
    fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
        rules::retells(before, after)
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        rules::hears(trigger, cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(state: &State, was: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(state, was, now)
    }
}
