//! Duties and reactions as mechanisms write them down.

use engine::{
    access::{Hat, Role},
    policy::{Basis, Due},
    procedure::{Context, Duty, roles},
    trigger::Reaction,
    words::{MatterId, UnitId},
};

/// The cadre-supervision section, where the program itself has no part.
#[must_use]
pub fn section() -> Vec<Hat> {
    roles(&[Role::SectionClerk, Role::SectionHead])
}

/// A unit as it acts: through its clerk and its head.
#[must_use]
pub fn unit(id: &UnitId) -> Vec<Hat> {
    vec![Hat::RoleAt(Role::UnitClerk, id.clone()), Hat::Head(id.clone())]
}

/// Whoever may open a matter for a unit that is not known yet: clerks and heads, each for his own. Which unit it then is,
/// [`checks::own_unit`](crate::checks::own_unit) asks.
#[must_use]
pub fn unit_entrants(cx: &Context) -> Vec<Hat> {
    let own = |hat: &&Hat| matches!(hat, Hat::RoleAt(Role::UnitClerk, _) | Hat::Head(_));
    cx.actor.hats.iter().filter(own).cloned().collect()
}

/// The same, and the section for any unit.
#[must_use]
pub fn entrants(cx: &Context) -> Vec<Hat> {
    section().into_iter().chain(unit_entrants(cx)).collect()
}

/// A duty whose key is the verb that discharges it.
#[must_use]
pub fn duty(verb: &str, what: &str, owner: Vec<Hat>, due: Due) -> Duty {
    let with_post = owner.iter().all(|hat| !matches!(hat, Hat::Person(_)));
    Duty {
        key: verb.to_owned(),
        what: what.to_owned(),
        owner,
        due: due.day,
        basis: due.basis,
        verb: Some(verb.to_owned()),
        with_post,
    }
}

/// A duty that waits without a limit.
#[must_use]
pub fn open(words: &str, clause: &str) -> Due {
    Due { day: None, basis: Basis { limit: String::new(), clause: clause.to_owned(), words: words.to_owned() } }
}

/// What a mechanism does on hearing something. A correction may tell the same again, so the moment is part of the key.
#[must_use]
pub fn reaction<A>(what: &str, about: &str, to: Option<MatterId>, action: A, cx: &Context) -> Reaction<A> {
    Reaction { key: format!("{what}/{about}/{}", cx.now.as_microsecond()), to, action }
}
