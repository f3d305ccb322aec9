//! 职务变动: a decision on paper (任免, 调动, 免职, 辞职, 退休, 去世, 挂职期满, 主持工作) that has been made elsewhere and is entered here.
//!
//! One decision is about one person and any number of posts left and taken. The clerk registers it, the section head confirms; then
//! A decision about many (机构变动, 换届), confirmed there, is entered for each person as one that follows from it. In effect,
//! others overhear it: the cadre's register records the tenures, a handover opens. A confirmed decision that was wrong is
//! corrected, voided or revoked by the engine's verbs, and what followed is taken back.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{
    Action, Appointment, Confirmed, Decision, Departure, Event, Follow, Followed, Left, Reason, Registered, Sheet,
    Stage, State, Taken, Vow, Withdraw,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step},
    trigger::{Reaction, Trigger},
};

/// The mechanism.
pub struct PostChange;

impl Procedure for PostChange {
    const KIND: Kind = Kind {
        id: "post_change",
        title: "任免",
        chapter: 0,
        clauses: &["3.2.1"],
        version: 2,
        prefix: Some("任"),
        stages: &["待确认", "待补正", "已生效", "已撤回"],
        columns: &[
            Column { key: "change", title: "变动内容", cell: Cell::Text },
            Column { key: "document", title: "文号", cell: Cell::Text },
            Column { key: "decided_on", title: "决定日期", cell: Cell::Day },
            Column { key: "authority", title: "决定机关", cell: Cell::Text },
        ],
        tables: &[crate::ground::TOLD],
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
    fn amend(state: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, now, cx)
    }
}
