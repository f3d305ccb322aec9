//! 请销假: leaving the county, on duty or for oneself, weekends too.
//!
//! A cadre asks; who signs follows from his post and from the working half-days of the continuous absence. Approved, he leaves,
//! may ask for more, may be called back, and reports back by the day after. The heads of the Party and of the government of a
//! unit are not away together: asked at the application, at the last signature, at an extension and when one stays away too long;
//! an exception needs his reason, the highest approver, and the approver's reason. Leaving on a word (papers follow), asking after
//! the fact, a change of posts meanwhile, changing before leaving, staying away too long and explaining it are all of the same matter.
//!
//! 待出发, 在外, 待销假 and 逾期未归 are told by the clock; what is stored is 已批准.

mod facts;
mod rules;
mod view;

#[cfg(test)]
pub(crate) mod tests;

pub use facts::*;
pub(in crate::daily) use rules::{Asked, ask};

use engine::{
    access::Offer,
    days::Day,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step, Sum,
        When,
    },
    trigger::{Reaction, Trigger},
    words::PersonId,
    yearly::Total,
};

/// The stored stages.
pub mod stage {
    /// Waits for a signature.
    pub const PENDING: &str = "待审批";
    /// Sent back to the applicant.
    pub const SENT_BACK: &str = "退回修改";
    /// Left on a word, papers owed.
    pub const PAPERS: &str = "待补手续";
    /// Approved; the clock tells the rest.
    pub const APPROVED: &str = "已批准";
    /// An extension waits for its signatures.
    pub const EXTENDING: &str = "续假待审批";
    /// A change waits for its signatures.
    pub const CHANGING: &str = "改期待审批";
    /// Stayed away too long.
    pub const EXPLAINING: &str = "待说明";
    /// Explained, not yet judged.
    pub const JUDGING: &str = "待认定";
    /// Back.
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

/// Leave.
pub struct Leave;

impl Procedure for Leave {
    const KIND: Kind = Kind {
        id: "leave",
        title: "请销假",
        chapter: 3,
        clauses: &["3.1.1", "3.1.2"],
        version: 2,
        prefix: Some("请"),
        stages: &[
            stage::PENDING,
            stage::SENT_BACK,
            stage::PAPERS,
            stage::APPROVED,
            stage::EXTENDING,
            stage::CHANGING,
            stage::EXPLAINING,
            stage::JUDGING,
            stage::DONE,
            stage::REFUSED,
            stage::WITHDRAWN,
            stage::CANCELLED,
        ],
        dropped: &[stage::WITHDRAWN, stage::CANCELLED],
        clock_stages: &[
            by_clock("待出发", When::Before),
            by_clock("在外", When::During),
            by_clock("待销假", When::AfterInTime),
            by_clock("逾期未归", When::AfterLate),
        ],
        columns: &[
            column("sort", "类别", Cell::Choice),
            column("purpose", "去向事由", Cell::Text),
            column("leaves", "离开", Cell::HalfDay),
            column("returns", "返回", Cell::HalfDay),
            column("days", "天数", Cell::Count),
            column("working", "工作日", Cell::Count),
            column("stand_in", "代行职责", Cell::Person),
            column("special", "特殊情况", Cell::Remark(&["正职同时外出"])),
            column("chief", "正职", Cell::Flag),
            column("tier", "审批档次", Cell::Choice),
            column("late", "逾期", Cell::Flag),
        ],
        sums: &[Sum::all("days", "天数"), Sum::all("working", "工作日")],
        limits: &[
            "leave.tier",
            "leave.advance",
            "leave.review",
            "leave.filing",
            "leave.redeclare",
            "leave.report_back",
            "leave.explanation",
            "leave.emergency_papers",
            "leave.make_up",
            "leave.delegation",
            "leave.overstay_run",
            "leave.overstay_year",
            "leave.private_bar",
            "leave.annual_carry_over",
            "body.presence",
        ],
        tables: &[
            "leave.routes",
            "leave.filing",
            "leave.kinds",
            "leave.annual_bands",
            "leave.exclusive",
            "leave.blackouts",
            "leave.nodes",
        ],
        dictionaries: &["roles", "filing_places", "unit_kinds", "important_nodes"],
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
    fn not_yet(state: &State, cx: &Context) -> Vec<(&'static str, String)> {
        view::not_yet(state, cx)
    }
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        rules::tells(after, event)
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
    /// A diagnosis is kept until the end of the year in which the leave ended, and for as long as the leave is open.
    const FORGETS: bool = true;
    fn forgotten_from(state: &State) -> Option<Day> {
        let over = state.ended.is_some() || state.stage() == stage::DONE;
        state.diagnosis.as_ref().filter(|_| over)?;
        Day::new(state.taken().to.day.year() + 1, 1, 1)
    }
    fn yearly(who: &PersonId, year: i16, cx: &Context) -> Vec<Total> {
        rules::totals(who, year, cx)
    }
    fn tied(state: &State, cx: &Context) -> Option<Refusal> {
        rules::tied(state, cx)
    }
    fn amend(state: &State, was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, was, now, cx)
    }
}
