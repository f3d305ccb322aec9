//! 账号与授权: who may sign in and with which roles, kept by three administrators who are apart.
//!
//! The system administrator opens and disables accounts, the security administrator grants roles, the audit administrator reads the
//! record of both. None of them can be another, none holds a role of content or stands for a cadre, nobody grants to himself.
//! Passwords are no matter and never come here.

mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{Action, Disinherit, Event, Holder, Inherit, Inherited, NewAccount, Opened, Remark, Right, State};

use engine::{
    access::{Offer, Role},
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape},
    trigger::{Reaction, Trigger},
};

/// The mechanism.
pub struct Account;

impl Procedure for Account {
    const KIND: Kind = Kind {
        id: "account",
        title: "账号",
        chapter: 0,
        clauses: &[],
        shape: Shape::Register,
        stages: &["待授权", "启用", "停用"],
        columns: &[
            Column { key: "login", title: "登录名", cell: Cell::Text },
            Column { key: "roles", title: "角色", cell: Cell::Text },
        ],
        keepers: &[Role::SystemAdmin, Role::SecurityAdmin],
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
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        rules::hears(trigger, cx)
    }
    fn aid(state: Option<&State>, verb: &str, _: &Context) -> Aid {
        view::aid(state, verb)
    }
    fn amend(_: &State, _: &Event, _: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend()
    }
}
