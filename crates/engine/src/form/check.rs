//! Whether a value fits a schema, said in Chinese: what a client of the API reads instead of the parser's English.

use super::{
    PROSE_MAX, Shape, TEXT_MAX, Variant, core,
    scalar::quoted,
    shape::{bound, kind_of, shape, slots, title},
};
use crate::days::{Day, Period};
use serde_json::{Map, Value};

/// Most entries of a list.
const ENTRIES_MAX: usize = 5_000;
/// Deepest nesting of a value whose shape the schema leaves open.
const DEPTH_MAX: usize = 32;

/// Whether the value has the schema's fields and types, no others, and days that exist. Dictionaries, names and rules are not asked.
///
/// # Errors
/// A sentence with the JSON pointer of the first thing that is wrong and what to do.
pub fn check(schema: &Value, value: &Value) -> Result<(), String> {
    look(schema, value, "")
}

fn look(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let (solid, optional) = core(schema);
    if value.is_null() && optional {
        return Ok(());
    }
    let place = || place(schema, at);
    match shape(schema) {
        Shape::Group(_) | Shape::HalfDay => fields(solid, value, schema, at),
        Shape::Period => {
            fields(solid, value, schema, at)?;
            let period = serde_json::from_value::<Period>(value.clone());
            period.map_or(Ok(()), |period| period.check().map_err(|why| format!("{}：{why}", place())))
        }
        Shape::List(items) => list(schema, items, value, at),
        Shape::Choice(variants) => choice(&variants, value, &place()),
        Shape::Branches(variants) => branch(&variants, value, schema, at),
        Shape::Integer | Shape::Money => integer(schema, value, &place()),
        Shape::Decimal => kind(value.is_number(), "数字", value, &place()),
        Shape::Yes => kind(value.is_boolean(), "true或false", value, &place()),
        Shape::Day => {
            let text = text(value, &place())?;
            Day::iso(text).map(|_| ()).map_err(|why| format!("{}：{why}", place()))
        }
        Shape::File => {
            let text = text(value, &place())?;
            let sentence = || format!("{}应为附件编号（先上传附件），请改正后重发", place());
            if crate::words::is_digest(text) { Ok(()) } else { Err(sentence()) }
        }
        Shape::Any => open(solid, value, at),
        Shape::Prose => long(schema, text(value, &place())?, PROSE_MAX, &place()),
        _ => long(schema, text(value, &place())?, TEXT_MAX, &place()),
    }
}

/// The pointer, with the title where there is one: /items/0/what（事项）.
fn place(schema: &Value, at: &str) -> String {
    match (at.is_empty(), title(schema)) {
        (true, _) => "请求内容".to_owned(),
        (false, Some(title)) => format!("{at}（{title}）"),
        (false, None) => at.to_owned(),
    }
}

fn noun(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true或false",
        Value::Number(_) => "数字",
        Value::String(_) => "文字",
        Value::Array(_) => "数组",
        Value::Object(_) => "对象",
    }
}

fn kind(fits: bool, wanted: &str, value: &Value, place: &str) -> Result<(), String> {
    if fits { Ok(()) } else { Err(format!("{place}应为{wanted}，收到的是{}，请改正后重发", noun(value))) }
}

fn text<'a>(value: &'a Value, place: &str) -> Result<&'a str, String> {
    kind(value.is_string(), "文字", value, place)?;
    Ok(value.as_str().unwrap_or_default())
}

fn long(schema: &Value, text: &str, usual: usize, place: &str) -> Result<(), String> {
    let most = bound(schema, "maxLength").and_then(|most| usize::try_from(most).ok()).unwrap_or(usual);
    let length = text.chars().count();
    if length > most { Err(format!("{place}最多{most}字，现有{length}字，请删减")) } else { Ok(()) }
}

fn fields(solid: &Value, value: &Value, schema: &Value, at: &str) -> Result<(), String> {
    let Value::Object(given) = value else { return kind(false, "对象", value, &place(schema, at)) };
    let slots = slots(solid);
    if let Some(stranger) = given.keys().find(|key| !slots.iter().any(|slot| slot.key == key.as_str())) {
        return Err(format!(
            "不认识{at}/{}这一项，请对照接口说明删去或改名",
            quoted(stranger).trim_matches(['“', '”'])
        ));
    }
    for slot in slots {
        let at = format!("{at}/{}", slot.key);
        match given.get(slot.key) {
            Some(value) => look(slot.schema, value, &at)?,
            None if slot.required => return Err(format!("缺少{}，请补上", place(slot.schema, &at))),
            None => {}
        }
    }
    Ok(())
}

fn list(schema: &Value, items: &Value, value: &Value, at: &str) -> Result<(), String> {
    let Value::Array(given) = value else { return kind(false, "数组", value, &place(schema, at)) };
    let size = |name: &str| bound(schema, name).and_then(|size| usize::try_from(size).ok());
    let (least, most) = (size("minItems").unwrap_or(0), size("maxItems").unwrap_or(ENTRIES_MAX).min(ENTRIES_MAX));
    if given.len() < least || given.len() > most {
        return Err(format!("{}应有{least}至{most}项，收到{}项", place(schema, at), given.len()));
    }
    given.iter().enumerate().try_for_each(|(row, value)| look(items, value, &format!("{at}/{row}")))
}

fn known(variants: &[Variant]) -> String {
    variants.iter().map(|variant| variant.tag).collect::<Vec<_>>().join("、")
}

fn choice(variants: &[Variant], value: &Value, place: &str) -> Result<(), String> {
    let given = text(value, place)?;
    if variants.iter().any(|variant| variant.tag == given) {
        return Ok(());
    }
    Err(format!("{place}没有{}这一项，可用的有：{}", quoted(given), known(variants)))
}

fn branch(variants: &[Variant], value: &Value, schema: &Value, at: &str) -> Result<(), String> {
    let place = place(schema, at);
    let (tag, inner) = match value {
        Value::String(tag) => (tag.as_str(), None),
        Value::Object(given) if given.len() == 1 => match given.iter().next() {
            Some((tag, inner)) => (tag.as_str(), Some(inner)),
            None => return kind(false, "只有一项的对象", value, &place),
        },
        _ => return kind(false, "文字或只有一项的对象", value, &place),
    };
    let Some(variant) = variants.iter().find(|variant| variant.tag == tag) else {
        return Err(format!("{place}没有{}这一项，可用的有：{}", quoted(tag), known(variants)));
    };
    match (variant.schema, inner) {
        (None, None) => Ok(()),
        (Some(schema), Some(inner)) => look(schema, inner, &format!("{at}/{tag}")),
        (Some(_), None) => Err(format!("{place}选{tag}时须写成对象，并带上它的各项")),
        (None, Some(_)) => Err(format!("{place}选{tag}时只写文字，不带内容")),
    }
}

fn integer(schema: &Value, value: &Value, place: &str) -> Result<(), String> {
    let Some(number) = value.as_i64() else { return kind(false, "整数", value, place) };
    let (least, most) = (bound(schema, "minimum"), bound(schema, "maximum"));
    if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
        return Err(format!("{place}超出范围，收到的是{number}"));
    }
    Ok(())
}

/// A map, a pair, or whatever the schema leaves open.
fn open(solid: &Value, value: &Value, at: &str) -> Result<(), String> {
    let wanted = match kind_of(solid) {
        "object" => Some(("对象", value.is_object())),
        "array" => Some(("数组", value.is_array())),
        _ => None,
    };
    if let Some((noun, fits)) = wanted {
        kind(fits, noun, value, &place(solid, at))?;
    }
    if let (Some(each), Value::Object(given)) = (solid.get("additionalProperties").filter(|one| one.is_object()), value)
    {
        return map(each, given, at);
    }
    if depth(value, DEPTH_MAX) {
        Ok(())
    } else {
        Err(format!("{}嵌套过深，最多{DEPTH_MAX}层", place(solid, at)))
    }
}

fn map(each: &Value, given: &Map<String, Value>, at: &str) -> Result<(), String> {
    given.iter().try_for_each(|(key, value)| look(each, value, &format!("{at}/{key}")))
}

fn depth(value: &Value, left: usize) -> bool {
    let Some(below) = left.checked_sub(1) else { return false };
    match value {
        Value::Array(given) => given.iter().all(|value| depth(value, below)),
        Value::Object(given) => given.values().all(|value| depth(value, below)),
        _ => true,
    }
}
