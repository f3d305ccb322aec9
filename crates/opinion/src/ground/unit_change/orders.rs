//! What a decision about units sets going in the registers, step by step, and how it is taken back.
//!
//! The order is the sense of it. First the units that begin; once they have their ids, the posts: departures (and with them cadres and
//! handovers), moves, subordinate units, the new name. Then what rests on them: what is open passes, handovers just opened
//! included, tenures go on under the new unit, posts end, units end.

use super::{
    UnitChange,
    facts::{Action, Change, Ending, Event, Heir, Noted, Plain, Plan, PostEnd, Stage, State},
};
use crate::owed::reaction;
use engine::{
    facts::Query,
    procedure::{Context, Procedure},
    succession::{UnitOrder, UnitPlan},
    trigger::{PostRuling, Reaction, Trigger},
    words::{MatterId, PersonId, UnitId},
};

/// Code of the dictionary `departure_reasons` for a post that ends with its unit.
const REASON: &str = "reorganization";

impl State {
    /// The id of a successor, once it is there.
    pub(super) fn unit_of(&self, heir: &Heir) -> Option<UnitId> {
        let begun = || self.begun.iter().find(|noted| noted.name == heir.name).map(|noted| noted.unit.clone());
        heir.unit.clone().or_else(begun)
    }

    /// Whether units that begin are still to be entered.
    fn awaits(&self, name: &str) -> bool {
        self.sheet.begins.iter().any(|unit| unit.name == name) && !self.begun.iter().any(|noted| noted.name == name)
    }

    /// The units that end.
    fn ending(&self) -> impl Iterator<Item = &Ending> {
        self.sheet.parts.iter().filter(|part| !self.sheet.change.keeps_units() && !part.stays)
    }

    fn order(&self, order: UnitOrder) -> Trigger {
        Trigger::UnitsOrdered {
            order,
            day: self.sheet.effective_on,
            document: self.sheet.document.clone(),
            matter: self.id.clone(),
        }
    }

    fn orders(&self, orders: impl IntoIterator<Item = UnitOrder>) -> Vec<Trigger> {
        orders.into_iter().map(|order| self.order(order)).collect()
    }
}

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    let complete = after.sheet.begins.len() == after.begun.len();
    match event {
        Event::Begun(_) if !complete => after.orders(begins(after)),
        Event::Begun(_) | Event::UnitNoted(_) if complete => placing(after),
        Event::Effected(_) => settling(after),
        _ => Vec::new(),
    }
}

fn begins(state: &State) -> impl Iterator<Item = UnitOrder> {
    state.sheet.begins.iter().enumerate().map(|(row, unit)| {
        UnitOrder::Begin(UnitPlan {
            row,
            name: unit.name.clone(),
            kind: unit.kind.0.clone(),
            parent: unit.parent.clone(),
            order: unit.order,
            level: unit.level.clone(),
        })
    })
}

/// Posts, subordinate units, the new name.
fn placing(state: &State) -> Vec<Trigger> {
    let Some(plan) = &state.plan else { return Vec::new() };
    let departures = rulings(state, plan).into_iter();
    let mut told: Vec<Trigger> =
        departures.map(|ruling| Trigger::PostsDecided { ruling, matter: state.id.clone() }).collect();
    let moves = plan.moving.iter().filter_map(|one| {
        let unit = state.unit_of(&one.heir)?;
        Some(UnitOrder::MovePost { post: one.post.clone(), unit, title: one.title.clone() })
    });
    let hung = plan.rehung.iter().filter_map(|one| {
        let parent = state.unit_of(&one.heir)?;
        Some(UnitOrder::Rehang { unit: one.unit.clone(), parent: Some(parent) })
    });
    told.extend(
        state.orders(moves.chain(hung).chain(renaming(state)).chain(relevelling(state)).chain([UnitOrder::Proceed])),
    );
    told
}

fn renaming(state: &State) -> Option<UnitOrder> {
    let part = state.sheet.parts.first().filter(|_| state.sheet.change == Change::Rename)?;
    Some(UnitOrder::Rename { unit: part.unit.clone(), name: state.sheet.new_name.clone()? })
}

fn relevelling(state: &State) -> Option<UnitOrder> {
    let part = state.sheet.parts.first().filter(|_| state.sheet.change == Change::Relevel)?;
    Some(UnitOrder::Relevel { unit: part.unit.clone(), level: state.sheet.new_level.clone() })
}

/// One departure for each person, with all his posts that end.
fn rulings(state: &State, plan: &Plan) -> Vec<PostRuling> {
    let mut found: Vec<PostRuling> = Vec::new();
    for PostEnd { post, holders, .. } in &plan.ending {
        for holder in holders {
            let left = (post.clone(), REASON.to_owned());
            match found.iter_mut().find(|ruling| ruling.person == holder.person) {
                Some(ruling) => ruling.leaves.push(left),
                None => found.push(PostRuling {
                    person: holder.person.clone(),
                    authority: state.sheet.authority.clone(),
                    document: state.sheet.document.clone(),
                    decided_on: state.sheet.decided_on,
                    day: state.sheet.effective_on,
                    leaves: vec![left],
                    takes: Vec::new(),
                }),
            }
        }
    }
    found
}

/// What is open passes, tenures go on, posts and units end.
fn settling(state: &State) -> Vec<Trigger> {
    let Some(plan) = &state.plan else { return Vec::new() };
    let mut told = state.orders(state.sheet.parts.iter().filter_map(|part| succeeding(state, plan, &part.unit)));
    for one in &plan.moving {
        told.extend(one.holders.iter().map(|holder| Trigger::PostBegun {
            person: holder.person.clone(),
            post: one.post.clone(),
            day: state.sheet.effective_on,
            acting: holder.acting,
            matter: state.id.clone(),
        }));
    }
    let posts = plan.ending.iter().map(|end| UnitOrder::EndPost(end.post.clone()));
    let units = state.ending().map(|part| UnitOrder::Dissolve {
        unit: part.unit.clone(),
        into: part.heir.as_ref().and_then(|heir| state.unit_of(heir)),
    });
    told.extend(state.orders(posts.chain(units)));
    told
}

fn succeeding(state: &State, plan: &Plan, unit: &UnitId) -> Option<UnitOrder> {
    if state.sheet.change.keeps_units() {
        return None;
    }
    let part = state.sheet.parts.iter().find(|part| part.unit == *unit)?;
    let chosen = plan.matters.iter().filter(|way| state.sheet.matters.iter().any(|own| own.matter == way.matter));
    let others = chosen.filter_map(|way| Some((way.matter.clone(), state.unit_of(&way.heir)?)));
    let into = part.heir.as_ref().and_then(|heir| state.unit_of(heir));
    Some(UnitOrder::Succeed { from: unit.clone(), into, others: others.collect() })
}

/// Voided or revoked after it took effect: everything goes back, the units that began last.
pub(super) fn retells(before: &State, after: Option<&State>) -> Vec<Trigger> {
    let (Some(plan), Stage::Effected, None) = (&before.plan, before.stage, after) else { return Vec::new() };
    let persons: Vec<PersonId> = rulings(before, plan).into_iter().map(|ruling| ruling.person).collect();
    let mut told = vec![Trigger::PostsUndecided { persons, matter: before.id.clone() }];
    let mut moved: Vec<&PersonId> =
        plan.moving.iter().flat_map(|one| &one.holders).map(|holder| &holder.person).collect();
    moved.sort();
    moved.dedup();
    let undone = |person: &PersonId| Trigger::PostChangeUndone { person: person.clone(), matter: before.id.clone() };
    told.extend(moved.into_iter().map(undone));
    let parts = before.sheet.parts.iter();
    let levels = relevelling(before).into_iter().zip(parts.clone());
    let levels = levels.map(|(_, part)| UnitOrder::Relevel { unit: part.unit.clone(), level: part.level.clone() });
    let reopened = before.ending().map(|part| UnitOrder::Reopen(part.unit.clone()));
    let named = renaming(before).into_iter().zip(parts);
    let named = named.map(|(_, part)| UnitOrder::Rename { unit: part.unit.clone(), name: part.name.clone() });
    let posts = plan.ending.iter().map(|end| UnitOrder::ReopenPost(end.post.clone()));
    let back = plan.moving.iter().map(|one| UnitOrder::MovePost {
        post: one.post.clone(),
        unit: one.from.clone(),
        title: one.was.clone(),
    });
    let hung =
        plan.rehung.iter().map(|one| UnitOrder::Rehang { unit: one.unit.clone(), parent: Some(one.from.clone()) });
    let closed = before.begun.iter().map(|noted| UnitOrder::Close(noted.unit.clone()));
    let passed = UnitOrder::Unsucceed(taking(before, plan));
    let orders = reopened.chain(named).chain(levels).chain(posts).chain(back).chain(hung).chain([passed]).chain(closed);
    told.extend(before.orders(orders));
    told
}

/// The units to which something passed.
fn taking(state: &State, plan: &Plan) -> Vec<UnitId> {
    let heirs = state.sheet.parts.iter().filter_map(|part| part.heir.as_ref());
    let heirs = heirs.chain(plan.matters.iter().map(|way| &way.heir));
    let mut units: Vec<UnitId> = heirs.filter_map(|heir| state.unit_of(heir)).collect();
    units.sort();
    units.dedup();
    units
}

pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    match trigger {
        Trigger::UnitOpened { unit, name } => {
            let query = Query {
                kind: UnitChange::KIND.id,
                stage: Some(Stage::Begun.word()),
                open: Some(true),
                ..Query::default()
            };
            let awaiting = cx
                .facts
                .matters(&query)
                .into_iter()
                .filter(|brief| serde_json::from_str::<State>(&brief.state).is_ok_and(|state| state.awaits(name)));
            let note = |id: MatterId| {
                let action = Action::NoteUnit(Noted { name: name.clone(), unit: unit.clone() });
                reaction("unit_change/noted", &format!("{id}/{unit}"), Some(id), action, cx)
            };
            awaiting.map(|brief| note(brief.id)).collect()
        }
        Trigger::UnitsOrdered { order: UnitOrder::Proceed, matter, .. } => {
            let finish = Action::Finish(Plain {});
            vec![reaction("unit_change/finish", matter.as_str(), Some(matter.clone()), finish, cx)]
        }
        _ => Vec::new(),
    }
}

/// Confirmed decisions whose day has come.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { kind: UnitChange::KIND.id, stage: Some(Stage::Confirmed.word()), ..Query::default() };
    let due = cx.facts.matters(&query).into_iter().filter(|brief| {
        serde_json::from_str::<State>(&brief.state).is_ok_and(|state| state.sheet.effective_on <= cx.day)
    });
    let begin = |id: MatterId| Reaction {
        key: format!("unit_change/begin/{id}"),
        to: Some(id),
        action: Action::Begin(Plain {}),
    };
    due.map(|brief| begin(brief.id)).collect()
}
