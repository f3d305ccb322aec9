//! The form of a correction: the event's own fields, and why.

use super::{Shape, shape};
use crate::{history::Amend, tagged};
use serde_json::{Value, json};

/// The schema of a correction of this event: what [`Amend`] asks for, with the event's payload in the place of any payload. Which
/// entry is corrected is hidden; sealed content is not asked, for it stays as it was ([`crate::seal::carry`]).
#[must_use]
pub fn amending(event: &Value) -> Value {
    made(event, true)
}

/// The same for the API: sealed content may be sent anew, and what is left out stays as it was.
#[must_use]
pub fn correcting(event: &Value) -> Value {
    made(event, false)
}

fn made(event: &Value, hidden: bool) -> Value {
    let mut schema = tagged::schema::<Amend>();
    let mut payload = event.clone();
    open_only(&mut payload, hidden);
    if let Some(fields) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        if let Some(number) = fields.get_mut("n").and_then(Value::as_object_mut) {
            number.insert("x-hidden".into(), json!(true));
        }
        let title = fields.get("payload").and_then(|payload| payload.get("title")).cloned();
        if let (Some(title), Some(payload)) = (title, payload.as_object_mut()) {
            payload.insert("title".into(), title);
        }
        fields.insert("payload".into(), payload);
    }
    schema
}

/// Takes the sealed fields of structs out of a schema, or only out of what must be there.
fn open_only(schema: &mut Value, hidden: bool) {
    let alternatives = ["oneOf", "anyOf"].iter().any(|key| schema.get(key).is_some());
    let struct_like = !alternatives && matches!(shape(schema), Shape::Group(_));
    let Some(parts) = schema.as_object_mut() else { return };
    if struct_like {
        let fields = parts.get_mut("properties").and_then(Value::as_object_mut);
        let sealed: Vec<String> = fields.map_or_else(Vec::new, |fields| {
            let sealed = fields.iter().filter(|(_, field)| super::flag(field, "x-sealed"));
            let keys: Vec<String> = sealed.map(|(key, _)| key.clone()).collect();
            if hidden {
                keys.iter().for_each(|key| drop(fields.shift_remove(key)));
            }
            keys
        });
        if let Some(required) = parts.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|key| !sealed.iter().any(|gone| key == gone));
        }
    }
    for key in ["properties", "items", "oneOf", "anyOf"] {
        match parts.get_mut(key) {
            Some(Value::Array(inner)) => inner.iter_mut().for_each(|one| open_only(one, hidden)),
            Some(Value::Object(inner)) if key == "properties" => {
                inner.values_mut().for_each(|one| open_only(one, hidden))
            }
            Some(inner) => open_only(inner, hidden),
            None => {}
        }
    }
}
