//! Fields from a schema and what was filled in.

use super::{
    Ask, Branch, Choice, Field, FieldKind, Filled, HalfControl, Head, Held, PROSE_MAX, Pick, Row, Shape, TEXT_MAX,
    Variant, core, flag, hint,
    pairs::{Pairs, is_one_control, join},
    pointer, prefill, scalar,
    shape::{bound, shape, title},
};
use serde_json::Value;

/// The fields of a form not yet filled in: with the values the mechanism offers.
#[must_use]
pub fn fields(schema: &Value, ask: &Ask) -> Vec<Field> {
    fields_filled(schema, ask, &Filled::of(prefill(schema, &ask.aid.prefill)))
}

/// The fields of a form as it was filled in, with what is wrong at each.
#[must_use]
pub fn fields_filled(schema: &Value, ask: &Ask, filled: &Filled) -> Vec<Field> {
    let pairs = Pairs::of(&filled.pairs);
    Easel { ask, pairs: &pairs, wrong: &filled.wrong }.group(schema, "")
}

struct Easel<'a> {
    ask: &'a Ask<'a>,
    pairs: &'a Pairs,
    wrong: &'a [(String, String)],
}

impl Easel<'_> {
    fn group(&self, schema: &Value, name: &str) -> Vec<Field> {
        let Shape::Group(slots) = shape(schema) else { return Vec::new() };
        slots
            .iter()
            .filter_map(|slot| self.field(slot.schema, &join(name, slot.key), slot.required, title(slot.schema)))
            .collect()
    }

    fn field(&self, schema: &Value, name: &str, required: bool, title: Option<&str>) -> Option<Field> {
        if super::parse::is_hidden_now(self.ask.aid, name) {
            return None;
        }
        let hidden = flag(schema, "x-hidden");
        if hidden && self.pairs.one(name).is_empty() {
            return None;
        }
        let kind = if hidden { FieldKind::Hidden } else { self.kind(schema, name) };
        let inner = matches!(kind, FieldKind::HalfDay(_) | FieldKind::Period(..) | FieldKind::Files { .. });
        let pointer = pointer(name);
        Some(Field {
            title: title.unwrap_or(name.rsplit('.').next().unwrap_or(name)).to_owned(),
            hint: hint(schema).or_else(|| hint(core(schema).0)),
            required: super::parse::is_required(self.ask.aid, schema, name, required),
            sealed: flag(schema, "x-sealed"),
            together: flag(schema, "x-together"),
            error: self.error(&pointer, inner),
            value: self.value(&kind, name),
            name: name.to_owned(),
            pointer,
            kind,
        })
    }

    fn value(&self, kind: &FieldKind, name: &str) -> String {
        match kind {
            FieldKind::Pick { chosen: Some(found), .. } => found.name.clone(),
            FieldKind::Table { .. } => self.pairs.one(&join(name, "_paste")).to_owned(),
            _ => self.pairs.one(name).to_owned(),
        }
    }

    /// The sentence at a pointer; with `inner`, also one further in, for fields whose parts are drawn as one.
    fn error(&self, pointer: &str, inner: bool) -> Option<String> {
        let fits =
            |at: &str| at.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || (inner && rest.starts_with('/')));
        self.wrong.iter().find(|(at, _)| fits(at)).map(|(_, sentence)| sentence.clone())
    }

    fn kind(&self, schema: &Value, name: &str) -> FieldKind {
        let limit =
            |usual: usize| bound(schema, "maxLength").and_then(|max| usize::try_from(max).ok()).unwrap_or(usual);
        let choices = scalar::choices(self.ask, schema, name);
        match (shape(schema), choices) {
            (Shape::List(items), choices) if is_one_control(items) || choices.is_some() => {
                self.one_control(items, name, choices)
            }
            (Shape::List(items), _) => self.table(schema, items, name),
            (Shape::Branches(variants), _) => FieldKind::Branches(self.branches(&variants, name)),
            (_, Some(choices)) => FieldKind::Choice(self.chosen(choices, &[self.pairs.one(name).to_owned()])),
            (Shape::Text | Shape::Moment, _) => FieldKind::Text { max: limit(TEXT_MAX) },
            (Shape::Prose, _) => FieldKind::Prose { max: limit(PROSE_MAX) },
            (Shape::Phone, _) => FieldKind::Phone,
            (Shape::IdNumber, _) => FieldKind::IdNumber,
            (Shape::Integer, _) => FieldKind::Integer { min: bound(schema, "minimum"), max: bound(schema, "maximum") },
            (Shape::Decimal, _) => FieldKind::Decimal,
            (Shape::Money, _) => FieldKind::Money,
            (Shape::Yes, _) => FieldKind::Yes,
            (Shape::Day, _) => FieldKind::Day,
            (Shape::HalfDay, _) => FieldKind::HalfDay(self.half(name, "")),
            (Shape::Period, _) => {
                FieldKind::Period(self.half(&join(name, "from"), "自"), self.half(&join(name, "to"), "至"))
            }
            (Shape::Pick(pick), _) => self.pick(pick, name),
            (Shape::File, _) => FieldKind::Files { upload: name.to_owned(), many: false, held: self.held(name) },
            (Shape::Group(_), _) => FieldKind::Group(self.group(schema, name)),
            (Shape::Any | Shape::Choice(_) | Shape::Term(_), _) => FieldKind::Unknown,
        }
    }

    fn one_control(&self, items: &Value, name: &str, choices: Option<Vec<Choice>>) -> FieldKind {
        if let Some(choices) = choices.or_else(|| scalar::choices(self.ask, items, name)) {
            return FieldKind::Choices(self.chosen(choices, self.pairs.many(name)));
        }
        let held = self.pairs.rows(name).into_iter().flat_map(|row| self.held(&join(name, &row.to_string())));
        FieldKind::Files { upload: join(name, "_new"), many: true, held: held.collect() }
    }

    fn held(&self, control: &str) -> Vec<Held> {
        let digest = self.pairs.one(control).to_owned();
        if digest.is_empty() {
            return Vec::new();
        }
        let sent = self.pairs.one(&join(control, "_name")).to_owned();
        let name = if sent.is_empty() { self.ask.lookup.file(&digest).unwrap_or_default() } else { sent };
        vec![Held { control: control.to_owned(), digest, name }]
    }

    fn chosen(&self, choices: Vec<Choice>, sent: &[String]) -> Vec<Choice> {
        // A pasted cell has the word of a choice, as people read it.
        let taken = |choice: &Choice| sent.contains(&choice.value) || sent.contains(&choice.word);
        choices.into_iter().map(|choice| Choice { chosen: taken(&choice), ..choice }).collect()
    }

    fn half(&self, name: &str, title: &str) -> HalfControl {
        let (day_name, half_name) = (join(name, "day"), join(name, "half"));
        HalfControl {
            title: title.to_owned(),
            day: self.pairs.one(&day_name).to_owned(),
            half: self.pairs.one(&half_name).to_owned(),
            day_name,
            half_name,
        }
    }

    fn pick(&self, pick: Pick, name: &str) -> FieldKind {
        let (chosen, among) = scalar::picked(self.ask.lookup, pick, self.pairs.one(name));
        FieldKind::Pick { pick, chosen, among }
    }

    fn branches(&self, variants: &[Variant], name: &str) -> Vec<Branch> {
        let sent = self.pairs.one(name);
        let branch = |variant: &Variant| {
            let inner = join(name, variant.tag);
            let fields = variant.schema.map(|schema| match shape(schema) {
                Shape::Group(_) => self.group(schema, &inner),
                _ => self.field(schema, &inner, !core(schema).1, Some(variant.title)).into_iter().collect(),
            });
            Branch {
                value: variant.tag.to_owned(),
                word: variant.title.to_owned(),
                hint: variant.hint.clone(),
                chosen: sent == variant.tag,
                fields: fields.unwrap_or_default(),
            }
        };
        variants
            .iter()
            .filter(|variant| !super::parse::is_hidden_now(self.ask.aid, &join(name, variant.tag)))
            .map(branch)
            .collect()
    }

    fn table(&self, schema: &Value, items: &Value, name: &str) -> FieldKind {
        let mut numbers = self.pairs.rows(name);
        if numbers.is_empty() {
            numbers.push(0);
        }
        let rows: Vec<Row> =
            numbers.iter().zip(1_usize..).map(|(at, number)| self.row(schema, items, name, *at, number)).collect();
        let heads = rows.first().map(|row| row.fields.as_slice()).unwrap_or_default();
        let heads = heads.iter().filter(|field| field.kind != FieldKind::Hidden);
        let heads = heads
            .map(|field| Head { title: field.title.clone(), hint: field.hint.clone(), required: field.required })
            .collect();
        FieldKind::Table { heads, rows }
    }

    fn row(&self, schema: &Value, items: &Value, name: &str, at: usize, number: usize) -> Row {
        let name = join(name, &at.to_string());
        let mut error = self.error(&pointer(&name), false);
        let fields: Vec<Field> = match shape(items) {
            Shape::Group(_) => self.group(items, &name),
            _ => {
                // A list of single values: the one field stands for the row and shows its sentence.
                error = None;
                self.field(items, &name, true, title(items).or_else(|| title(schema))).into_iter().collect()
            }
        };
        Row { number, name, fields, error }
    }
}
