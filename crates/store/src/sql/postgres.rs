//! PostgreSQL behind the layer: statements prepared once per connection, binding, and what its SQLSTATE codes mean.

use super::{Fault, Value, dialect::Dialect};
use ::postgres::{
    Client, NoTls, Statement,
    types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};
use std::{collections::HashMap, error::Error};

pub(super) struct Postgres {
    pub(super) client: Client,
    prepared: HashMap<String, Statement>,
}

impl Postgres {
    pub(super) fn open(url: &str) -> Result<Self, Fault> {
        let mut client = Client::connect(url, NoTls).map_err(|error| fault(&error))?;
        client
            .batch_execute(
                "SET client_min_messages = warning; SET plan_cache_mode = auto; SET standard_conforming_strings = on;",
            )
            .map_err(|error| fault(&error))?;
        Ok(Self { client, prepared: HashMap::new() })
    }

    /// The prepared statement for a text.
    pub(super) fn prepare(&mut self, text: &str) -> Result<Statement, Fault> {
        if let Some(statement) = self.prepared.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&Dialect::Postgres.translate(text)).map_err(|error| fault(&error))?;
        self.prepared.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self, kind) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Int(number), &Type::INT4) => i32::try_from(*number)?.to_sql(kind, out),
            (Value::Int(number), _) => number.to_sql(kind, out),
            (Value::Text(text), _) => text.as_ref().to_sql(kind, out),
            (Value::Bytes(bytes), _) => bytes.as_ref().to_sql(kind, out),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}

/// Sorts an error of PostgreSQL by the class of its SQLSTATE; no code means that the connection is gone.
pub(super) fn fault(error: &::postgres::Error) -> Fault {
    let words = error
        .as_db_error()
        .map_or_else(|| error.to_string(), |inner| format!("{}: {}", inner.code().code(), inner.message()));
    match error.code().map(|code| code.code().to_owned()) {
        None if error.is_closed() || error.as_db_error().is_none() => Fault::Lost(words),
        Some(code) if code == "53100" => Fault::Full(words),
        Some(code) if code.starts_with("23") => Fault::Conflict(words),
        Some(code)
            if code.starts_with("08") || code.starts_with("57") || code.starts_with("53") || code.starts_with("58") =>
        {
            Fault::Lost(words)
        }
        _ => Fault::Broken(words),
    }
}
