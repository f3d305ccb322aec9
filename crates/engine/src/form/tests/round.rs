//! A value, made pairs, read again, is the same value: over many values made from the schema by a seeded generator.

use super::*;
use crate::form::shape::{Shape, core, flag, shape};

/// SplitMix64: small, seeded, the same everywhere.
struct Dice(u64);
impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
    fn of<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[usize::try_from(self.below(from.len().try_into().unwrap())).unwrap()]
    }
}

fn half(dice: &mut Dice, base: i64) -> Value {
    let half = crate::days::HalfDay::from_index(base * 2 + i64::try_from(dice.below(40)).unwrap());
    serde_json::to_value(half).unwrap()
}

fn made(dice: &mut Dice, schema: &Value) -> Value {
    match shape(schema) {
        Shape::Group(slots) => {
            let mut fields = serde_json::Map::new();
            for slot in slots {
                let left_out = core(slot.schema).1 && (dice.below(2) == 0 || flag(slot.schema, "x-sealed"));
                if !left_out {
                    fields.insert(slot.key.to_owned(), made(dice, slot.schema));
                }
            }
            Value::Object(fields)
        }
        Shape::List(items) => match shape(items) {
            Shape::Choice(variants) => variants.iter().filter(|_| dice.below(2) == 0).map(|one| one.tag).collect(),
            _ => (0..dice.below(4)).map(|_| made(dice, items)).collect(),
        },
        Shape::Branches(variants) => {
            let at = usize::try_from(dice.below(variants.len().try_into().unwrap())).unwrap();
            let variant = &variants[at];
            variant.schema.map_or(json!(variant.tag), |schema| json!({ variant.tag: made(dice, schema) }))
        }
        Shape::Choice(variants) => json!(dice.of(&variants.iter().map(|one| one.tag).collect::<Vec<_>>())),
        Shape::HalfDay => half(dice, 20_000),
        Shape::Period => json!({"from": half(dice, 20_000), "to": half(dice, 20_030)}),
        Shape::Day => half(dice, 20_000)["day"].clone(),
        Shape::Integer => json!(dice.below(21)),
        Shape::Yes => json!(dice.below(2) == 0),
        Shape::Pick(Pick::Person) => json!(dice.of(&["p1", "p2", "p3"])),
        Shape::Pick(_) => json!("u1"),
        Shape::Term(_) => json!(dice.of(&["family", "study"])),
        Shape::File => json!(dice.of(&["aaaa1111", "bbbb2222"]).repeat(8)),
        Shape::Phone => json!("0563-6123456"),
        Shape::Prose => json!(dice.of(&["第一段\n\n第二段", "“引号”与<尖括号>", "一行"])),
        _ => json!(dice.of(&["芜湖市", "a.b/c~d", "0", "是"])),
    }
}

#[test]
fn any_value_survives_being_prefilled_and_read_again() {
    let schema = schema();
    for seed in 0..600 {
        let mut value = made(&mut Dice(seed), &schema);
        // The same file twice is one file.
        if let Some(files) = value["files"].as_array_mut() {
            files.sort_by_key(Value::to_string);
            files.dedup();
        }
        assert_eq!(check(&schema, &value), Ok(()), "seed {seed}: {value}");
        let pairs = prefill(&schema, &value);
        let again = with(&Aid::default(), |ask| parse(&schema, &pairs, ask));
        assert_eq!(again, Ok(value), "seed {seed}");
    }
}

#[test]
fn any_form_drawn_and_sent_back_untouched_says_the_same() {
    let schema = schema();
    for seed in 0..200 {
        let value = made(&mut Dice(seed), &schema);
        let aid = Aid { prefill: value.clone(), ..Aid::default() };
        let sent = with(&aid, |ask| fields(&schema, ask)).iter().flat_map(controls).collect::<Vec<_>>();
        let again = with(&Aid::default(), |ask| parse(&schema, &sent, ask)).unwrap();
        let direct = with(&Aid::default(), |ask| parse(&schema, &prefill(&schema, &value), ask)).unwrap();
        assert_eq!(again, direct, "seed {seed}");
    }
}

/// What a browser sends of a field nobody touched.
fn controls(field: &Field) -> Vec<(String, String)> {
    let chosen = |choices: &[Choice]| {
        choices.iter().filter(|one| one.chosen).map(|one| pair(&field.name, &one.value)).collect::<Vec<_>>()
    };
    let halves = |half: &HalfControl| vec![pair(&half.day_name, &half.day), pair(&half.half_name, &half.half)];
    match &field.kind {
        FieldKind::HalfDay(half) => halves(half),
        FieldKind::Period(from, to) => [halves(from), halves(to)].concat(),
        FieldKind::Pick { among, chosen: Some(found), .. } if !among.is_empty() => vec![pair(&field.name, &found.id)],
        FieldKind::Choice(choices) | FieldKind::Choices(choices) => chosen(choices),
        FieldKind::Yes if field.value != "true" => Vec::new(),
        FieldKind::Files { held, .. } => held.iter().map(|held| pair(&held.control, &held.digest)).collect(),
        FieldKind::Branches(branches) => {
            let radios = branches.iter().filter(|one| one.chosen).map(|one| pair(&field.name, &one.value));
            radios.chain(branches.iter().flat_map(|one| one.fields.iter().flat_map(controls))).collect()
        }
        FieldKind::Group(fields) => fields.iter().flat_map(controls).collect(),
        FieldKind::Table { rows, .. } => rows.iter().flat_map(|row| row.fields.iter().flat_map(controls)).collect(),
        _ => vec![pair(&field.name, &field.value)],
    }
}
