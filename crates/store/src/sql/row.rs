//! One row, read by position. No getter panics; a value of the wrong type is a broken database.

use super::{Fault, Value};
use rusqlite::types::ValueRef;
use std::borrow::Cow;

/// A row of either database, valid while it is being read.
pub struct Row<'a>(pub(super) Of<'a>);

pub(super) enum Of<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a ::postgres::Row),
}

impl Row<'_> {
    /// The value at a position, borrowed from the row.
    ///
    /// # Errors
    /// No such column, or a type the schema does not use.
    pub fn value(&self, at: usize) -> Result<Value<'_>, Fault> {
        match self.0 {
            Of::Sqlite(row) => match row.get_ref(at).map_err(|error| Fault::broken(error.to_string()))? {
                ValueRef::Null => Ok(Value::Null),
                ValueRef::Integer(number) => Ok(Value::Int(number)),
                ValueRef::Text(text) => utf8(text).map(|text| Value::Text(Cow::Borrowed(text))),
                ValueRef::Blob(bytes) => Ok(Value::Bytes(Cow::Borrowed(bytes))),
                ValueRef::Real(_) => Err(Fault::broken(format!("column {at} holds a fraction"))),
            },
            Of::Postgres(row) => postgres_value(row, at),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// The column is empty or holds something else.
    pub fn int(&self, at: usize) -> Result<i64, Fault> {
        self.maybe_int(at)?.ok_or_else(|| Fault::broken(format!("column {at} is empty")))
    }

    /// A number or nothing.
    ///
    /// # Errors
    /// The column holds something else.
    pub fn maybe_int(&self, at: usize) -> Result<Option<i64>, Fault> {
        match self.value(at)? {
            Value::Int(number) => Ok(Some(number)),
            Value::Null => Ok(None),
            _ => Err(Fault::broken(format!("column {at} is no number"))),
        }
    }

    /// A yes or no.
    ///
    /// # Errors
    /// The column is empty or no number.
    pub fn flag(&self, at: usize) -> Result<bool, Fault> {
        Ok(self.int(at)? != 0)
    }

    /// Text.
    ///
    /// # Errors
    /// The column is empty or holds something else.
    pub fn text(&self, at: usize) -> Result<Cow<'_, str>, Fault> {
        match self.value(at)? {
            Value::Text(text) => Ok(text),
            _ => Err(Fault::broken(format!("column {at} is no text"))),
        }
    }

    /// Text, copied.
    ///
    /// # Errors
    /// The column is empty or holds something else.
    pub fn string(&self, at: usize) -> Result<String, Fault> {
        self.text(at).map(Cow::into_owned)
    }

    /// Text or nothing, copied.
    ///
    /// # Errors
    /// The column holds something else.
    pub fn maybe_string(&self, at: usize) -> Result<Option<String>, Fault> {
        match self.value(at)? {
            Value::Text(text) => Ok(Some(text.into_owned())),
            Value::Null => Ok(None),
            _ => Err(Fault::broken(format!("column {at} is no text"))),
        }
    }

    /// Bytes, copied.
    ///
    /// # Errors
    /// The column is empty or holds something else.
    pub fn bytes(&self, at: usize) -> Result<Vec<u8>, Fault> {
        match self.value(at)? {
            Value::Bytes(bytes) => Ok(bytes.into_owned()),
            _ => Err(Fault::broken(format!("column {at} holds no bytes"))),
        }
    }
}

fn utf8(text: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(text).map_err(|_| Fault::broken("text is not UTF-8"))
}

fn postgres_value(row: &::postgres::Row, at: usize) -> Result<Value<'_>, Fault> {
    use ::postgres::types::Type;
    let column = row.columns().get(at).ok_or_else(|| Fault::broken(format!("no column {at}")))?;
    let wrong = |error: ::postgres::Error| Fault::broken(error.to_string());
    match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(at).map(Value::from).map_err(wrong),
        Type::INT4 => row.try_get::<_, Option<i32>>(at).map(|number| Value::from(number.map(i64::from))).map_err(wrong),
        Type::BYTEA => row.try_get::<_, Option<&[u8]>>(at).map(Value::from).map_err(wrong),
        _ => row.try_get::<_, Option<&str>>(at).map(Value::from).map_err(wrong),
    }
}
