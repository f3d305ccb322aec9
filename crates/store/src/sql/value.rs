//! Parameters and statements.

use std::borrow::Cow;

/// A value on its way into or out of the database. Days are ISO text, half-days and moments integers, booleans 0 and 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A number.
    Int(i64),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
}

impl Value<'_> {
    /// The value with what it borrows copied.
    #[must_use]
    pub fn owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Int(number) => Value::Int(number),
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Bytes(bytes) => Value::Bytes(Cow::Owned(bytes.into_owned())),
        }
    }

    /// The value as a report shows it.
    #[must_use]
    pub fn show(&self) -> String {
        match self {
            Value::Null => "（空）".to_owned(),
            Value::Int(number) => number.to_string(),
            Value::Text(text) => text.clone().into_owned(),
            Value::Bytes(bytes) => format!("（{}字节）", bytes.len()),
        }
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}
impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Int(i64::from(number))
    }
}
impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Int(i64::from(flag))
    }
}
impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}
impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(Cow::Borrowed(bytes))
    }
}
impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(Cow::Borrowed(bytes))
    }
}
impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Parameters of a statement, each turned into a [`Value`].
macro_rules! params {
    ($($value:expr),* $(,)?) => { [$($crate::sql::Value::from($value)),*] };
}
pub(crate) use params;

/// A statement with its name: what tests prepare, the recorder counts and errors mention.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// Its name: `matter.load`.
    pub name: Cow<'static, str>,
    /// Its text, placeholders `$1 … $n`.
    pub text: Cow<'static, str>,
}

impl Statement {
    /// A fixed statement.
    #[must_use]
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), text: Cow::Borrowed(text) }
    }
    /// A statement put together from fixed pieces.
    #[must_use]
    pub fn composed(name: impl Into<Cow<'static, str>>, text: String) -> Self {
        Self { name: name.into(), text: Cow::Owned(text) }
    }

    /// Whether it may change rows: all but plain questions do.
    #[must_use]
    pub fn writes(&self) -> bool {
        !self.text.starts_with("SELECT")
    }
}
