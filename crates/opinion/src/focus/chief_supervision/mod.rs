//! 一把手监督: what a chief owes in a year, and what is owed to him by whoever is above him.
//!
//! One matter for each chief of a unit and year, opened by the clock, or when he takes the post. He lists what he is first responsible for; the
//! superior talks with him at least as often as the county says, and with the whole body that he leads as the Party's secretary
//! (班子集体谈话). He talks with each member of that body himself: whoever comes into it or leaves it within the year is listed by his
//! days and owed a talk while he is in it. Who in the body reminded whom is kept. When the year is over he gives account (述责述廉) before the superior body, is questioned and rated, and is
//! told what came of it; he may answer. Whoever leaves owes nothing more, a vacant post owes nothing, and whoever follows begins anew.
//!
//! It is his matter and the department's: his unit, and the other chief, do not see it, and what was said in talks is sealed.
//! A rating is counts of ballots, entered as the tellers counted them; where fewer valid ones came back than the county's floor, they are
//! not even kept. No score follows from them.

mod body;
mod facts;
mod hearing;
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
    /// The year runs, or its account is owed.
    pub const OWING: &str = "待述责";
    /// He has given account; to be questioned and rated.
    pub const RATING: &str = "待评议";
    /// Rated; he is to be told.
    pub const TELLING: &str = "待反馈";
    /// Told; something of the year may still be owed.
    pub const TOLD: &str = "已反馈";
    /// The year is closed.
    pub const DONE: &str = "已办结";
    /// He left the post, or never held it.
    pub const LEFT: &str = "离任终止";
}

/// The mechanism.
pub struct ChiefSupervision;

impl Procedure for ChiefSupervision {
    const KIND: Kind = Kind {
        id: "chief_supervision",
        title: "一把手监督",
        chapter: 4,
        clauses: &[rules::CLAUSE],
        shape: Shape::Term,
        stages: &[stage::OWING, stage::RATING, stage::TELLING, stage::TOLD, stage::DONE, stage::LEFT],
        dropped: &[stage::LEFT],
        clock_stages: &[ClockStage { within: stage::OWING, word: "年内履责", when: When::During }],
        columns: &[
            Column { key: "year", title: "年度", cell: Cell::Choice },
            Column { key: "unit", title: "单位", cell: Cell::Choice },
            Column { key: "list", title: "责任清单", cell: Cell::Count },
            Column { key: "talks", title: "上级谈话次数", cell: Cell::Count },
            Column { key: "collective", title: "班子集体谈话", cell: Cell::Count },
            Column { key: "unspoken", title: "班子成员未谈", cell: Cell::Count },
            Column { key: "reminders", title: "相互提醒次数", cell: Cell::Count },
            Column { key: "delivered", title: "述责述廉日期", cell: Cell::Day },
            Column { key: "way", title: "述责述廉方式", cell: Cell::Choice },
            Column { key: "told", title: "反馈日期", cell: Cell::Day },
        ],
        sums: &[Sum::all("talks", "上级谈话次数"), Sum::all("reminders", "相互提醒次数")],
        limits: &[
            rules::LIST,
            rules::TALKS,
            rules::COLLECTIVE,
            rules::REPORT,
            rules::RATE,
            rules::TELL,
            rules::FLOOR,
            rules::SHORT,
        ],
        tables: &[rules::OPENS, rules::UNITS],
        daily: true,
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
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        hearing::hears(trigger, cx)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        hearing::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(_: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(now, cx)
    }
}
