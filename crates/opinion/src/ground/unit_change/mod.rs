//! 机构变动: a decision on paper that merges, splits, renames, lifts, lowers or ends units, carried out on its day in all registers at once.
//!
//! The clerk registers it, another hand confirms it after seeing what it moves; on its day it takes effect by itself. New units are
//! entered, posts go to the successor with whoever holds them or end with a departure and its handover, subordinate units are hung
//! under the successor, accounts keep working there, and what is open passes (划转), each matter by an event of its own. Old names stay
//! on what was written under them. All of it goes through the registers' own verbs, in one transaction: what one of them refuses,
//! the decision does not do. A decision that should not have been is voided or revoked, and everything goes back, unless something rests
//! on it by then.

mod facts;
mod orders;
mod rules;
mod survey;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, Begun, Change, Confirmed, Decision, Effected, Ending, Event, Heir, Holder, MatterRow, MatterWay, NewUnit,
    Noted, Part, Plain, Plan, PostEnd, PostMove, PostRow, PostWay, Reason, Registered, Rehung, Sheet, Stage, State,
    Vow,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step},
    trigger::{Reaction, Trigger},
};

/// The mechanism.
pub struct UnitChange;

impl Procedure for UnitChange {
    const KIND: Kind = Kind {
        id: "unit_change",
        title: "机构变动",
        chapter: 0,
        clauses: &["3.2.1"],
        version: 2,
        prefix: Some("机"),
        stages: &["待确认", "待补正", "待生效", "生效中", "已生效", "已撤回"],
        columns: &[
            Column { key: "change", title: "变动方式", cell: Cell::Choice },
            Column { key: "units", title: "变动内容", cell: Cell::Text },
            Column { key: "document", title: "文号", cell: Cell::Text },
            Column { key: "authority", title: "决定机关", cell: Cell::Text },
            Column { key: "decided_on", title: "决定日期", cell: Cell::Day },
            Column { key: "effective_on", title: "生效日期", cell: Cell::Day },
        ],
        dictionaries: &["unit_kinds", "departure_reasons"],
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
        rules::decide(state, action, cx)
    }
    fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
        rules::apply(state, event)
    }
    fn outline(state: &State) -> Outline {
        view::outline(state)
    }
    fn effects(state: &State, _: &Clock) -> Effects {
        view::effects(state)
    }
    fn narrate(event: &Event) -> Line {
        view::narrate(event)
    }
    fn steps(state: &State) -> Vec<Step> {
        view::steps(state)
    }
    fn tells(after: &State, event: &Event) -> Vec<Trigger> {
        orders::tells(after, event)
    }
    fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
        orders::retells(before, after)
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        orders::hears(trigger, cx)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        orders::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(state: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, now, cx)
    }
}
