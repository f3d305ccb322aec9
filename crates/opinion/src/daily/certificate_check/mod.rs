//! 证件集中保管检查: once a year the department, and each unit that keeps its own, counts what lies in the cabinet.
//!
//! The clock opens one for each keeper on the county's day. Begun, it takes down what ought to be there as of that day; every
//! certificate is then ticked present, lent or missing, over as many sittings as it takes, and the keeping itself (cabinet, keys,
//! ledger) by the county's list. The exit authority's list may be entered beside it. Finished, what does not agree becomes something
//! owed by the keeper, until it is settled.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{
    Action, Authority, Begin, Begun, CustodyRow, CustodyTick, Difference, Event, Figures, Finish, Finished, Found,
    Items, ListRow, Listed, Open, Opened, Row, Settle, Settled, State, Tick, TickRow, Ticked,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step, Sum,
    },
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// Opened by the clock.
    pub const OPENED: &str = "待检查";
    /// Under way.
    pub const BEGUN: &str = "检查中";
    /// Finished, and something does not agree.
    pub const DIFFERING: &str = "待整改";
    /// Done.
    pub const DONE: &str = "已办结";
}

/// The mechanism.
pub struct CertificateCheck;

impl Procedure for CertificateCheck {
    const KIND: Kind = Kind {
        id: "certificate_check",
        title: "证件集中保管检查",
        chapter: 3,
        clauses: &["3.1.4"],
        shape: Shape::Term,
        stages: &[stage::OPENED, stage::BEGUN, stage::DIFFERING, stage::DONE],
        columns: &[
            Column { key: "year", title: "年度", cell: Cell::Choice },
            Column { key: "keeper", title: "保管单位", cell: Cell::Choice },
            Column { key: "as_of", title: "基准日期", cell: Cell::Day },
            Column { key: "should", title: "应有本数", cell: Cell::Count },
            Column { key: "present", title: "在柜", cell: Cell::Count },
            Column { key: "lent", title: "借出", cell: Cell::Count },
            Column { key: "missing", title: "缺失", cell: Cell::Count },
            Column { key: "open", title: "未整改", cell: Cell::Count },
        ],
        sums: &[Sum::all("should", "应有本数"), Sum::all("missing", "缺失"), Sum::all("open", "未整改")],
        limits: &[rules::COMPLETE, rules::RECTIFY],
        tables: &[rules::OPENS],
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
