//! Actions and events are enums of payload structs. On paper they are a verb and a payload text: this room turns one into the
//! other without serde's internal tagging, which buffers every value twice and accepts unknown fields.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{
    Deserializer, Serialize,
    de::{self, DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, VariantAccess, Visitor},
    forward_to_deserialize_any,
};
use serde_json::{Error, Value};

/// Writes an enum value as (verb, payload text).
///
/// # Errors
/// When the variant carries no struct: such a variant could not grow a field later.
pub fn write<T: Serialize>(value: &T) -> Result<(String, String), Error> {
    let text = serde_json::to_string(value)?;
    let parts =
        text.strip_prefix("{\"").and_then(|rest| rest.strip_suffix('}')).and_then(|rest| rest.split_once("\":"));
    match parts {
        Some((verb, payload)) => Ok((verb.to_owned(), payload.to_owned())),
        None => Err(de::Error::custom("a variant must carry a struct")),
    }
}

/// Reads an enum value from its verb and payload text.
///
/// # Errors
/// Unknown verb, unknown or missing field, wrong type.
pub fn read<T: DeserializeOwned>(verb: &str, payload: &str) -> Result<T, Error> {
    T::deserialize(Tagged { verb, payload: Text(payload) })
}

/// Reads an enum value from its verb and a payload already parsed.
///
/// # Errors
/// Unknown verb, unknown or missing field, wrong type.
pub fn read_value<T: DeserializeOwned>(verb: &str, payload: Value) -> Result<T, Error> {
    T::deserialize(Tagged { verb, payload: Parsed(payload) })
}

/// The JSON Schema of a type, everything in place (no `$ref`), fields in the order of the source.
#[must_use]
pub fn schema<T: JsonSchema>() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// One variant of an action or event enum.
#[derive(Clone, Debug, PartialEq)]
pub struct VerbSchema {
    /// The verb as stored and sent.
    pub verb: String,
    /// Chinese title of the variant; the verb itself where none is given.
    pub title: String,
    /// Schema of the payload struct.
    pub schema: Value,
}

/// The variants of an enum with their payload schemas, in the order of the source.
#[must_use]
pub fn verbs<T: JsonSchema>() -> Vec<VerbSchema> {
    let whole = schema::<T>();
    let variants =
        ["oneOf", "anyOf"].iter().find_map(|key| whole.get(key)?.as_array().cloned()).unwrap_or_else(|| vec![whole]);
    variants
        .iter()
        .filter_map(|variant| {
            let (verb, schema) = variant.get("properties")?.as_object()?.iter().next()?;
            let title = [variant, schema].iter().find_map(|s| s.get("title")?.as_str().map(str::to_owned));
            Some(VerbSchema {
                verb: verb.clone(),
                title: title.unwrap_or_else(|| verb.clone()),
                schema: schema.clone(),
            })
        })
        .collect()
}

trait Payload<'de> {
    fn hand<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error>;
}
struct Text<'a>(&'a str);
impl<'de> Payload<'de> for Text<'de> {
    fn hand<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        let mut reader = serde_json::Deserializer::from_str(self.0);
        let value = seed.deserialize(&mut reader)?;
        reader.end()?;
        Ok(value)
    }
}
struct Parsed(Value);
impl<'de> Payload<'de> for Parsed {
    fn hand<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.0)
    }
}

struct Tagged<'a, P> {
    verb: &'a str,
    payload: P,
}

impl<'de, P: Payload<'de>> Deserializer<'de> for Tagged<'_, P> {
    type Error = Error;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_enum(self)
    }
    fn deserialize_enum<V: Visitor<'de>>(self, _: &str, _: &[&str], visitor: V) -> Result<V::Value, Error> {
        visitor.visit_enum(self)
    }
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
impl<'de, P: Payload<'de>> EnumAccess<'de> for Tagged<'_, P> {
    type Error = Error;
    type Variant = Body<P>;
    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Body<P>), Error> {
        let verb = seed.deserialize(IntoDeserializer::<Error>::into_deserializer(self.verb))?;
        Ok((verb, Body(self.payload)))
    }
}
struct Body<P>(P);
impl<'de, P: Payload<'de>> VariantAccess<'de> for Body<P> {
    type Error = Error;
    fn unit_variant(self) -> Result<(), Error> {
        Err(de::Error::custom("a variant must carry a struct"))
    }
    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        self.0.hand(seed)
    }
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(de::Error::custom("a variant must carry a struct"))
    }
    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(de::Error::custom("a variant must carry a named struct"))
    }
}
