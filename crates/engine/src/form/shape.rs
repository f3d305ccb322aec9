//! Reading a JSON Schema as what it asks of a person: the one place that knows how types look once `schemars` has written them.

use serde_json::Value;

/// What a picker picks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pick {
    /// A cadre.
    Person,
    /// A unit.
    Unit,
    /// A post.
    Post,
    /// A matter, by its number or title.
    Matter,
}

impl Pick {
    /// The noun for sentences: 干部.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Person => "干部",
            Self::Unit => "单位",
            Self::Post => "职务",
            Self::Matter => "事项",
        }
    }
    /// The noun with its measure word, for counting: 2名干部.
    #[must_use]
    pub const fn measure(self) -> &'static str {
        match self {
            Self::Person => "名",
            Self::Unit | Self::Post => "个",
            Self::Matter => "件",
        }
    }
}

/// One alternative of an enum.
#[derive(Clone, Debug)]
pub struct Variant<'a> {
    /// As stored.
    pub tag: &'a str,
    /// As read.
    pub title: &'a str,
    /// Chinese description, if any.
    pub hint: Option<String>,
    /// What it carries; nothing for a bare word.
    pub schema: Option<&'a Value>,
}

/// One field of a struct.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its schema.
    pub schema: &'a Value,
    /// Whether the type demands it; a demanded list may still be empty.
    pub required: bool,
}

/// What a schema asks for.
#[derive(Clone, Debug)]
pub enum Shape<'a> {
    /// One line of text.
    Text,
    /// Several lines of text.
    Prose,
    /// A telephone number.
    Phone,
    /// A citizen's ID number.
    IdNumber,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// Yuan with two decimals, kept as 分.
    Money,
    /// Yes or no.
    Yes,
    /// A civil day.
    Day,
    /// A moment.
    Moment,
    /// Half a day.
    HalfDay,
    /// From one half-day to another.
    Period,
    /// An id of something that has a name.
    Pick(Pick),
    /// A file by digest.
    File,
    /// A term of this dictionary.
    Term(&'a str),
    /// One of several words.
    Choice(Vec<Variant<'a>>),
    /// One of several, some of which carry fields of their own.
    Branches(Vec<Variant<'a>>),
    /// Fields.
    Group(Vec<Slot<'a>>),
    /// Any number of these.
    List(&'a Value),
    /// Anything at all, or something no form can ask for.
    Any,
}

/// The schema beneath `Option`, and whether there was one.
#[must_use]
pub fn core(schema: &Value) -> (&Value, bool) {
    if let Some(kinds) = schema.get("type").and_then(Value::as_array) {
        return (schema, kinds.iter().any(|kind| kind == "null"));
    }
    for key in ["anyOf", "oneOf"] {
        let Some(branches) = schema.get(key).and_then(Value::as_array) else { continue };
        let mut solid = branches.iter().filter(|branch| !is_null(branch));
        if let (Some(only), None, true) = (solid.next(), solid.next(), branches.len() > 1) {
            return (core(only).0, true);
        }
    }
    (schema, false)
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "null")
}

/// What the schema asks for.
#[must_use]
pub fn shape(schema: &Value) -> Shape<'_> {
    let (schema, _) = core(schema);
    match schema.get("x-widget").and_then(Value::as_str) {
        Some("half-day") => return Shape::HalfDay,
        Some("period") => return Shape::Period,
        _ => {}
    }
    if let Some(shape) = enumeration(schema) {
        return shape;
    }
    let format = schema.get("format").and_then(Value::as_str);
    match kind_of(schema) {
        "string" => text_shape(schema, format),
        "integer" if format == Some("money") => Shape::Money,
        "integer" => Shape::Integer,
        "number" => Shape::Decimal,
        "boolean" => Shape::Yes,
        "object" if schema.get("properties").is_some() || closed(schema) => Shape::Group(slots(schema)),
        "array" => schema.get("items").map_or(Shape::Any, Shape::List),
        _ => Shape::Any,
    }
}

fn closed(schema: &Value) -> bool {
    !schema.get("additionalProperties").is_some_and(Value::is_object)
}

/// The first type that is not null, as its JSON Schema word; empty where the schema names none.
#[must_use]
pub fn kind_of(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or(""),
        _ => "",
    }
}

fn text_shape<'a>(schema: &'a Value, format: Option<&'a str>) -> Shape<'a> {
    match format {
        Some("prose") => Shape::Prose,
        Some("phone") => Shape::Phone,
        Some("id-number") => Shape::IdNumber,
        Some("date") => Shape::Day,
        Some("date-time") => Shape::Moment,
        Some("person") => Shape::Pick(Pick::Person),
        Some("unit") => Shape::Pick(Pick::Unit),
        Some("post") => Shape::Pick(Pick::Post),
        Some("matter") => Shape::Pick(Pick::Matter),
        Some("file") => Shape::File,
        Some("term") => schema.get("x-dictionary").and_then(Value::as_str).map_or(Shape::Text, Shape::Term),
        _ => Shape::Text,
    }
}

fn enumeration(schema: &Value) -> Option<Shape<'_>> {
    let alternatives = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(key)?.as_array());
    let mut variants = Vec::new();
    match alternatives {
        Some(alternatives) => alternatives.iter().for_each(|one| variants.extend(variants_of(one))),
        // Outside an enum, an object with one field is a struct with one field.
        None if schema.get("properties").is_none() => variants.extend(variants_of(schema)),
        None => {}
    }
    if variants.is_empty() {
        return None;
    }
    let bare = variants.iter().all(|variant| variant.schema.is_none());
    Some(if bare { Shape::Choice(variants) } else { Shape::Branches(variants) })
}

/// The alternatives one branch of an enum's schema stands for: a titled word, several untitled words, or one that carries something.
fn variants_of(schema: &Value) -> Vec<Variant<'_>> {
    // A description no longer than the word itself only says the word again.
    let hint = |title: &str| hint(schema).filter(|hint| hint.chars().count() > title.chars().count());
    if let Some(tag) = schema.get("const").and_then(Value::as_str) {
        let title = title(schema).unwrap_or(tag);
        return vec![Variant { tag, title, hint: hint(title), schema: None }];
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let words = words.iter().filter_map(Value::as_str);
        return words.map(|tag| Variant { tag, title: tag, hint: None, schema: None }).collect();
    }
    // An alternative that carries something is an object with this one key and no other.
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let tagged = schema.get("additionalProperties") == Some(&Value::Bool(false))
        && properties.len() == 1
        && schema.get("required").and_then(Value::as_array).is_some_and(|required| required.len() == 1)
        && schema.get("x-widget").is_none();
    match properties.iter().next() {
        Some((tag, inner)) if tagged => {
            let title = title(schema).or_else(|| title(inner)).unwrap_or(tag);
            vec![Variant { tag, title, hint: hint(title), schema: Some(inner) }]
        }
        _ => Vec::new(),
    }
}

/// The fields of a struct, in the order of the source.
#[must_use]
pub fn slots(schema: &Value) -> Vec<Slot<'_>> {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |key: &str| required.is_some_and(|keys| keys.iter().any(|one| one == key));
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return Vec::new() };
    properties.iter().map(|(key, schema)| Slot { key, schema, required: is_required(key) && !core(schema).1 }).collect()
}

/// The title, on the field or beneath its `Option`.
#[must_use]
pub fn title(schema: &Value) -> Option<&str> {
    [schema, core(schema).0].into_iter().find_map(|one| one.get("title")?.as_str())
}

/// The description, where it is meant for people. Doc comments of the code arrive here too: they are English, or end and pause with
/// Latin points, and are not shown.
#[must_use]
pub fn hint(schema: &Value) -> Option<String> {
    let text = schema.get("description")?.as_str()?.trim();
    let chinese = text.chars().filter(|c| is_han(*c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let code = text.ends_with('.') || [", ", ": ", "; ", ". ", " …"].iter().any(|point| text.contains(point));
    (chinese > latin && !code).then(|| text.to_owned())
}

/// Whether the character is a Chinese one.
#[must_use]
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{3400}'..='\u{4dbf}').contains(&c)
}

/// Whether a flag such as `x-hidden` is set on the field or beneath its `Option`.
#[must_use]
pub fn flag(schema: &Value, name: &str) -> bool {
    [schema, core(schema).0].into_iter().any(|one| one.get(name).is_some_and(|set| *set != Value::Bool(false)))
}

/// A number of the schema, such as `maxLength`.
#[must_use]
pub fn bound(schema: &Value, name: &str) -> Option<i64> {
    core(schema).0.get(name)?.as_i64()
}
