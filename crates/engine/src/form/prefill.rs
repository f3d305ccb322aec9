//! Pairs from a value: for corrections, drafts and what a mechanism offers.

use super::{
    Shape,
    pairs::{Pairs, is_one_control, join},
    shape::{flag, shape},
};
use serde_json::Value;

/// The pairs that would be read as this value. What is sealed is left out, and so is whatever does not fit the schema.
#[must_use]
pub fn prefill(schema: &Value, value: &Value) -> Vec<(String, String)> {
    let mut pairs = Pairs::default();
    fill(&mut pairs, schema, value, "");
    pairs.to_vec()
}

fn fill(pairs: &mut Pairs, schema: &Value, value: &Value, name: &str) {
    if value.is_null() || flag(schema, "x-sealed") {
        return;
    }
    match (shape(schema), value) {
        (Shape::Group(slots), Value::Object(given)) => {
            for slot in &slots {
                if let Some(value) = given.get(slot.key) {
                    fill(pairs, slot.schema, value, &join(name, slot.key));
                }
            }
        }
        (Shape::HalfDay, half) => fill_half(pairs, half, name),
        (Shape::Period, period) => {
            for end in ["from", "to"] {
                if let Some(half) = period.get(end) {
                    fill_half(pairs, half, &join(name, end));
                }
            }
        }
        (Shape::Branches(_), Value::String(tag)) => pairs.set(name, tag),
        (Shape::Branches(variants), Value::Object(given)) => {
            let Some((tag, inner)) = given.iter().next() else { return };
            let Some(variant) = variants.iter().find(|variant| variant.tag == tag) else { return };
            pairs.set(name, tag);
            if let Some(schema) = variant.schema {
                fill(pairs, schema, inner, &join(name, tag));
            }
        }
        (Shape::List(items), Value::Array(given)) => fill_list(pairs, items, given, name),
        (Shape::Money, Value::Number(cents)) => {
            if let Some(cents) = cents.as_i64() {
                pairs.set(name, &super::scalar::yuan(cents));
            }
        }
        (_, Value::String(text)) => pairs.set(name, text),
        (_, Value::Number(_) | Value::Bool(_)) => pairs.set(name, &value.to_string()),
        _ => {}
    }
}

fn fill_half(pairs: &mut Pairs, half: &Value, name: &str) {
    for part in ["day", "half"] {
        if let Some(text) = half.get(part).and_then(Value::as_str) {
            pairs.set(&join(name, part), text);
        }
    }
}

fn fill_list(pairs: &mut Pairs, items: &Value, given: &[Value], name: &str) {
    let ticks = is_one_control(items) && !matches!(shape(items), Shape::File);
    for (at, value) in given.iter().enumerate() {
        match value.as_str() {
            Some(code) if ticks => pairs.add(name, code),
            _ => fill(pairs, items, value, &join(name, &at.to_string())),
        }
    }
}
