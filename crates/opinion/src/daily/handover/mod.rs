//! 离任交接: a post is left, and what hangs on it passes to the successor in writing.
//!
//! It opens by itself when a decision about posts is confirmed and the county's table of departures says so, one for each post
//! left. Five tables, each filled over days by several hands or marked «无此类情况»; receiver (the successor, else whoever
//! 主持工作, else whoever is named) and supervisor; three signatures in any order, taken back when a table changes; seven working
//! days from the day after leaving. Open rows become the successor's duties until struck off. On a transfer to another unit a
//! second clock of one month runs over the relations, each its own duty, and then the filing; whoever leaves several posts at once
//! moves his relations once.
//!
//! How much is written down follows from the county's table by level and reason: the full 交接书, the 交接短表 (the five contents on
//! one sheet in one go), or nothing. A dispute between the two is settled by whoever stands above before the supervisor signs.

mod decide;
mod deeds;
mod duties;
mod facts;
mod hearing;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use deeds::{
    Action, Cause, Event, Filing, Fill, FillShort, More, Name, Opening, Reason, Remarks, RunClock, Settle, ShortRow,
    Sign, Strike, Successor, Tick,
};
pub use facts::{Content, Form, Item, Left, Party, Relation, Settled, Stage, State, Table};

use engine::{
    access::{Offer, Role},
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step},
    trigger::{Reaction, Trigger},
};

/// The mechanism.
pub struct Handover;

impl Procedure for Handover {
    const KIND: Kind = Kind {
        id: "handover",
        title: "离任交接",
        chapter: 3,
        clauses: &["3.2.1", "3.2.2", "3.2.3", "3.2.4"],
        shape: Shape::Case,
        version: 2,
        prefix: Some("交"),
        stages: &["待交接", "填写中", "待签字", "转接中", "续办中", "已办结", "已终止"],
        clock_stages: &[],
        columns: &[
            Column { key: "left_on", title: "离岗日期", cell: Cell::Day },
            Column { key: "reason", title: "离岗原因", cell: Cell::Choice },
            Column { key: "form", title: "形式", cell: Cell::Choice },
            Column { key: "receiver", title: "接收人", cell: Cell::Text },
            Column { key: "supervisor", title: "监交人", cell: Cell::Text },
            Column { key: "signed_on", title: "签字齐备", cell: Cell::Day },
            Column { key: "days_late", title: "逾期天数", cell: Cell::Count },
            Column { key: "open_items", title: "未销号", cell: Cell::Count },
            Column { key: "relations", title: "关系转接", cell: Cell::Text },
        ],
        limits: &[decide::COMPLETE, decide::RELATIONS, decide::FILING],
        tables: &["handover.departures", "handover.supervisor", "handover.forms"],
        dictionaries: &[],
        keepers: &[Role::SectionClerk, Role::SectionHead],
        veiled: false,
        common: false,
    };
    type State = State;
    type Action = Action;
    type Event = Event;

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
