//! What units overhear of decisions about them, and what is overheard of them.

use super::{
    Unit,
    facts::{Action, Close, Dissolve, Event, Relevel, Rename, Reopen, State, UnitCard},
};
use crate::owed::reaction;
use engine::{
    procedure::Context,
    succession::{UnitOrder, UnitPlan},
    trigger::{Reaction, Trigger},
    words::{MatterId, Prose, Term},
};

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    match event {
        Event::Opened(_) => vec![Trigger::UnitOpened { unit: after.id.clone(), name: after.card.name.clone() }],
        _ => Vec::new(),
    }
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let Trigger::UnitsOrdered { order, day, document, matter } = trigger else { return Vec::new() };
    let reason = Prose(document.clone());
    let (to, action) = match order {
        UnitOrder::Begin(plan) => (None, Action::Open(card(plan))),
        UnitOrder::Rename { unit, name } => {
            (Some(MatterId::from(unit)), Action::Rename(Rename { name: name.clone(), day: *day, reason }))
        }
        UnitOrder::Relevel { unit, level } => {
            (Some(MatterId::from(unit)), Action::Relevel(Relevel { level: level.clone(), day: *day, reason }))
        }
        UnitOrder::Rehang { unit, parent } => {
            let id = MatterId::from(unit);
            let Some(state) = cx.facts.read::<Unit>(&id) else { return Vec::new() };
            (Some(id), Action::Change(UnitCard { parent: parent.clone(), ..state.card }))
        }
        UnitOrder::Dissolve { unit, into } => {
            let dissolve = Dissolve { day: *day, into: into.clone(), decision: matter.clone(), reason };
            (Some(MatterId::from(unit)), Action::Dissolve(dissolve))
        }
        UnitOrder::Reopen(unit) => {
            (Some(MatterId::from(unit)), Action::Reopen(Reopen { decision: matter.clone(), reason }))
        }
        UnitOrder::Close(unit) => (Some(MatterId::from(unit)), Action::Close(Close { day: *day, reason })),
        _ => return Vec::new(),
    };
    let about = match order {
        UnitOrder::Begin(plan) => format!("{matter}/{}", plan.row),
        _ => format!("{matter}/{}", to.as_ref().map_or("", MatterId::as_str)),
    };
    vec![reaction("unit/ordered", &about, to, action, cx)]
}

fn card(plan: &UnitPlan) -> UnitCard {
    UnitCard {
        name: plan.name.clone(),
        aliases: Vec::new(),
        kind: Term::new(&plan.kind),
        parent: plan.parent.clone(),
        order: plan.order,
        level: plan.level.clone(),
        chief_seats: None,
        deputy_seats: None,
    }
}
