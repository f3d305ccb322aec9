//! Sealed values: lifted out of an action before it becomes typed, found again where only their handles stand, and to whom they may
//! be opened.

use crate::{
    access::{self, Actor, Hat, Offer},
    form::{Shape, flag, shape, title},
    procedure::{As, Duty, Kind, Outline, Refusal, roles},
    words::PersonId,
};
use serde_json::{Map, Value};

/// Walks a payload along its schema and replaces every sealed value by what `keep` returns for it (a handle and a commitment), so
/// that no typed action, event, state or log can hold it. A value that is missing or null stays as it is.
///
/// Returns whether anything was lifted: of several branches of a schema, the first that fits is the one.
pub fn lift(schema: &Value, payload: &mut Value, keep: &mut dyn FnMut(Value) -> Value) -> bool {
    if payload.is_null() {
        return false;
    }
    if schema.get("x-sealed").and_then(Value::as_bool) == Some(true) {
        *payload = keep(payload.take());
        return true;
    }
    let branches = ["oneOf", "anyOf", "allOf"].iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
    for branch in branches {
        if lift(branch, payload, keep) {
            return true;
        }
    }
    match payload {
        Value::Object(fields) => lift_fields(schema, fields, keep),
        Value::Array(rows) => schema.get("items").is_some_and(|items| {
            let lifted = rows.iter_mut().filter_map(|row| lift(items, row, keep).then_some(())).count();
            lifted > 0
        }),
        _ => false,
    }
}

fn lift_fields(schema: &Value, fields: &mut Map<String, Value>, keep: &mut dyn FnMut(Value) -> Value) -> bool {
    let mut lifted = false;
    for (key, value) in fields.iter_mut() {
        if let Some(inner) = schema.get("properties").and_then(|properties| properties.get(key)) {
            lifted |= lift(inner, value, keep);
        }
    }
    lifted
}

/// Whether a schema asks for anything sealed; forms of such kinds are never kept as drafts.
#[must_use]
pub fn asks_sealed(schema: &Value) -> bool {
    match schema {
        Value::Object(fields) => {
            fields.get("x-sealed").and_then(Value::as_bool) == Some(true) || fields.values().any(asks_sealed)
        }
        Value::Array(items) => items.iter().any(asks_sealed),
        _ => false,
    }
}

/// Whether a value is a handle and its commitment: what stands where something was sealed.
#[must_use]
pub fn is_handle(value: &Value) -> bool {
    let Some(fields) = value.as_object() else { return false };
    fields.len() == 2 && ["seal", "commitment"].iter().all(|name| fields.get(*name).is_some_and(Value::is_string))
}

/// Takes the handles out of a payload that a client read and sends back: only what is said in clear remains.
pub fn drop_handles(payload: &mut Value) {
    match payload {
        Value::Object(fields) => {
            fields.retain(|_, value| !is_handle(value));
            fields.values_mut().for_each(drop_handles);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_handles),
        _ => {}
    }
}

/// Puts the sealed values of what was recorded in the place of whatever a correction has there, unless it was sealed afresh in this
/// very correction: a correction of the open fields neither loses nor forges a handle. Rows are matched by their place.
pub fn carry(schema: &Value, was: &Value, now: &mut Value, is_fresh: &dyn Fn(&Value) -> bool) {
    if flag(schema, "x-sealed") {
        if !is_fresh(now) {
            *now = was.clone();
        }
        return;
    }
    match (shape(schema), &mut *now) {
        (Shape::Group(slots), Value::Object(fields)) => {
            for slot in slots {
                let before = was.get(slot.key).unwrap_or(&Value::Null);
                let sealed = flag(slot.schema, "x-sealed");
                match fields.get_mut(slot.key) {
                    Some(value) if sealed && before.is_null() && !is_fresh(value) => {
                        fields.shift_remove(slot.key);
                    }
                    Some(value) => carry(slot.schema, before, value, is_fresh),
                    None if sealed && !before.is_null() => {
                        fields.insert(slot.key.to_owned(), before.clone());
                    }
                    None => {}
                }
            }
        }
        (Shape::Branches(variants), Value::Object(chosen)) => {
            for variant in variants {
                if let (Some(schema), Some(value)) = (variant.schema, chosen.get_mut(variant.tag)) {
                    carry(schema, was.get(variant.tag).unwrap_or(&Value::Null), value, is_fresh);
                }
            }
        }
        (Shape::List(items), Value::Array(rows)) => {
            for (at, row) in rows.iter_mut().enumerate() {
                carry(items, was.get(at).unwrap_or(&Value::Null), row, is_fresh);
            }
        }
        _ => {}
    }
}

/// A handle as it lies in a payload or a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// The sealed value's id.
    pub seal: String,
    /// What its clear text is committed to.
    pub commitment: String,
    /// Title of the field it stands in.
    pub title: String,
    /// In which row of a table of several it stands; empty elsewhere. Not for the journal: to whoever reads there that something was
    /// opened, it would tell how many there are.
    pub place: String,
}

impl Handle {
    /// Title and place, for whoever may open it.
    #[must_use]
    pub fn words(&self) -> String {
        if self.place.is_empty() { self.title.clone() } else { format!("{}（{}）", self.title, self.place) }
    }
}

/// Every handle in a payload or a state, each once, with the title of its field.
#[must_use]
pub fn handles(schema: &Value, payload: &Value) -> Vec<Handle> {
    let mut found = Vec::new();
    gather(schema, payload, "", &mut found);
    found
}

fn gather(schema: &Value, payload: &Value, around: &str, found: &mut Vec<Handle>) {
    let named = title(schema).unwrap_or(around);
    if flag(schema, "x-sealed") {
        let text = |name: &str| payload.get(name).and_then(Value::as_str).map(str::to_owned);
        if let (Some(seal), Some(commitment)) = (text("seal"), text("commitment"))
            && !found.iter().any(|one| one.seal == seal)
        {
            found.push(Handle { seal, commitment, title: named.to_owned(), place: String::new() });
        }
        return;
    }
    let branches = ["oneOf", "anyOf", "allOf"].iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
    branches.for_each(|branch| gather(branch, payload, named, found));
    match payload {
        Value::Object(fields) => {
            for (key, value) in fields {
                if let Some(inner) = schema.get("properties").and_then(|properties| properties.get(key)) {
                    gather(inner, value, named, found);
                }
            }
        }
        Value::Array(rows) => {
            let Some(items) = schema.get("items") else { return };
            for (number, row) in (1..).zip(rows) {
                let before = found.len();
                gather(items, row, named, found);
                for handle in found.iter_mut().skip(before).filter(|_| rows.len() > 1) {
                    handle.place = format!("第{number}行{}", handle.place);
                }
            }
        }
        _ => {}
    }
}

/// The verb under which an opening stands in the record; no mechanism uses it.
pub const OPEN: &str = "open_seal";

/// 查阅封存内容, and to whom it is open: whoever keeps the kind; the person it is about, unless the kind is veiled or seals from him; and,
/// where the kind says so, whoever owes something on the matter for as long as he owes it.
#[must_use]
pub fn opening(kind: &Kind, outline: &Outline, duties: &[Duty]) -> Offer {
    let mut by = roles(kind.keepers);
    let about = |role: As| outline.persons.iter().filter(move |(of, _)| *of == role).map(|(_, person)| person.clone());
    if !kind.veiled && !kind.sealed_from_person {
        by.extend(about(As::Subject).map(Hat::Person));
    }
    if kind.opens_to_handlers && !kind.veiled {
        let subject: Vec<Hat> = about(As::Subject).chain(about(As::Untold)).map(Hat::Person).collect();
        let owed = duties.iter().flat_map(|duty| &duty.owner).filter(|hat| !subject.contains(hat));
        for hat in owed {
            if !by.contains(hat) {
                by.push(hat.clone());
            }
        }
    }
    Offer::new(OPEN, "查阅封存内容", by)
}

/// Whether an actor may open what is sealed in a matter. Registers know recusal here too: what is sealed is read about somebody.
///
/// # Errors
/// `not_yours`, `recused`, and `two_persons` for a veiled kind, which nobody opens alone.
pub fn may_open(kind: &Kind, outline: &Outline, duties: &[Duty], actor: &Actor) -> Result<(), Refusal> {
    let offer = opening(kind, outline, duties);
    access::may(std::slice::from_ref(&offer), OPEN, actor)?;
    let about = |me: &PersonId| outline.persons.iter().any(|(role, person)| *role == As::Subject && person == me);
    let own = |me: &PersonId| about(me) && offer.by.contains(&Hat::Person(me.clone()));
    let own = actor.person.as_ref().is_some_and(|me| own(me) && actor.wears(&Hat::Person(me.clone())));
    if !own && outline.persons.iter().any(|(_, person)| actor.untouchables.contains(person)) {
        return Err(Refusal::new("recused", "", "封存内容涉及本人或亲属，应当回避，请转其他有权限的人查阅。"));
    }
    if kind.veiled {
        let sentence = "这类事项的封存内容须两人共同开启，不能一人查阅，请按规定由两人当面办理。";
        return Err(Refusal::new("two_persons", "", sentence));
    }
    Ok(())
}
