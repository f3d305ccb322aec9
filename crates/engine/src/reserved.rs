//! What is kept from whoever a matter is about, for the sake of those who spoke: fields of state and events marked `x-reserved`. He
//! sees what he was told, what was concluded and why; who said what and when is for those who work on the matter.

use crate::{
    access::{Actor, Hat, Scope},
    form::{Shape, flag, shape},
    procedure::{Effects, Kind, Outline},
    words::PersonId,
};
use serde_json::Value;

/// The mark of a field that is reserved for those who work on the matter.
pub const RESERVED: &str = "x-reserved";

/// Whether what stands under this schema is reserved as a whole.
#[must_use]
pub fn is_reserved(schema: &Value) -> bool {
    flag(schema, RESERVED)
}

/// Whether anything under this schema is reserved.
#[must_use]
pub fn reserves(schema: &Value) -> bool {
    match schema {
        Value::Object(fields) => fields.get(RESERVED) == Some(&Value::Bool(true)) || fields.values().any(reserves),
        Value::Array(items) => items.iter().any(reserves),
        _ => false,
    }
}

/// Whether an actor sees a matter of this kind with what is reserved in it: he works on it (one of its duties may have passed to him), or
/// sees the county, and it is about neither himself nor a relative nor the body that he is head or clerk of.
#[must_use]
pub fn sees_all(kind: &Kind, outline: &Outline, effects: &Effects, actor: &Actor) -> bool {
    if !kind.sealed_from_person {
        return true;
    }
    let near = |person: &PersonId| actor.person.as_ref() == Some(person) || actor.untouchables.contains(person);
    let mut concerned = outline.persons.iter().filter(|(role, _)| role.is_concerned()).peekable();
    let scope = Scope::of(actor);
    let about_body = concerned.peek().is_none();
    if concerned.any(|(_, person)| near(person))
        || (about_body && outline.units.iter().any(|unit| scope.body.contains(unit)))
    {
        return false;
    }
    let me = |person: &PersonId| actor.person.as_ref() == Some(person);
    // What a body owes may have passed to one of its own.
    let mut owed = effects.duties.iter().filter(|_| !about_body).flat_map(|duty| &duty.owner);
    scope.county
        || outline.persons.iter().any(|(role, person)| !role.is_concerned() && me(person))
        || owed.any(|hat| matches!(hat, Hat::Person(person) if me(person)))
}

/// Takes out what is reserved, without a trace that it was there.
pub fn prune(schema: &Value, value: &mut Value) {
    match (shape(schema), value) {
        (Shape::Group(slots), Value::Object(fields)) => {
            for slot in slots {
                if is_reserved(slot.schema) {
                    fields.shift_remove(slot.key);
                } else if let Some(inner) = fields.get_mut(slot.key) {
                    prune(slot.schema, inner);
                }
            }
        }
        (Shape::Branches(variants), Value::Object(chosen)) => {
            for variant in variants {
                if let (Some(schema), Some(value)) = (variant.schema, chosen.get_mut(variant.tag)) {
                    prune(schema, value);
                }
            }
        }
        (Shape::List(items), Value::Array(rows)) if is_reserved(items) => rows.clear(),
        (Shape::List(items), Value::Array(rows)) => rows.iter_mut().for_each(|row| prune(items, row)),
        _ => {}
    }
}
