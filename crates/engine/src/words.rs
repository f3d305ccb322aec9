//! Vocabulary types. Each carries its own JSON Schema, so a field needs no widget hint: its type is the hint.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt, marker::PhantomData};

macro_rules! word {
    ($name:ident, $format:literal, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The text as it is stored.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "format": $format})
            }
        }
    };
}

/// Whether a text is a digest, as a file's id is: 64 hexadecimal characters.
#[must_use]
pub fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

word!(PersonId, "person", "A cadre, by the id of his register matter; asked for with a picker.");
word!(UnitId, "unit", "A unit, by the id of its register matter; asked for with a picker.");
word!(PostId, "post", "A post of a unit, by the id of its register matter; asked for with a picker.");
word!(MatterId, "matter", "A matter, by its id; another matter is asked for with a picker.");
word!(FileId, "file", "An attachment, by its digest; uploaded before the action that carries it.");
word!(Prose, "prose", "Text of several lines.");
word!(Phone, "phone", "A telephone number.");
word!(IdNumber, "id-number", "A citizen's ID number (GB 11643), 18 characters; sealed wherever it is kept.");

impl From<&MatterId> for PersonId {
    /// A cadre's register matter and the cadre share one id.
    fn from(id: &MatterId) -> Self {
        Self(id.0.clone())
    }
}
impl From<&PersonId> for MatterId {
    /// The register matter of the cadre.
    fn from(id: &PersonId) -> Self {
        Self(id.0.clone())
    }
}
impl From<&UnitId> for MatterId {
    /// The register matter of the unit.
    fn from(id: &UnitId) -> Self {
        Self(id.0.clone())
    }
}
impl From<&PostId> for MatterId {
    /// The register matter of the post.
    fn from(id: &PostId) -> Self {
        Self(id.0.clone())
    }
}

/// Names a county dictionary in a type: `dictionary!(SixNots, "six_nots")` makes the marker.
pub trait Dictionary {
    /// The dictionary's id in the policy pack.
    const ID: &'static str;
}

/// Declares a marker type for one dictionary of the policy pack.
#[macro_export]
macro_rules! dictionary {
    ($(#[$meta:meta])* $name:ident, $id:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name;
        impl $crate::Dictionary for $name {
            const ID: &'static str = $id;
        }
    };
}

/// A term of a county dictionary, by its code.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Term<D>(pub String, #[serde(skip)] PhantomData<D>);

impl<D> Term<D> {
    /// The term with this code; whether the dictionary knows it is checked by the form and by `decide`.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self(code.to_owned(), PhantomData)
    }
}
impl<D> Clone for Term<D> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}
impl<D> PartialEq for Term<D> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<D> fmt::Debug for Term<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<D: Dictionary> JsonSchema for Term<D> {
    fn schema_name() -> Cow<'static, str> {
        D::ID.into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "term", "x-dictionary": D::ID})
    }
}

/// Sealed content. In state, event and journal only a handle and a keyed commitment; the clear text lies encrypted under its own
/// key in the vault. Its **schema** is `T`'s (so the form asks for it), its **serial form** is the handle only: the desk lifts
/// the clear value out of the action before it becomes typed, so no typed value ever holds it.
#[derive(Serialize, Deserialize)]
pub struct Sealed<T> {
    /// Handle of the sealed value.
    pub seal: String,
    /// Keyed commitment to the clear value (HMAC with a salt of its own), so that erasure erases.
    pub commitment: String,
    #[serde(skip)]
    of: PhantomData<T>,
}

impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        Self { seal: self.seal.clone(), commitment: self.commitment.clone(), of: PhantomData }
    }
}
impl<T> PartialEq for Sealed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.seal == other.seal
    }
}
impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "〔封存 {}〕", self.seal)
    }
}
impl<T: JsonSchema> JsonSchema for Sealed<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Sealed{}", T::schema_name()).into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.insert("x-sealed".into(), true.into());
        schema
    }
}
