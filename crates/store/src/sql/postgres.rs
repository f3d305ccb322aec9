//! PostgreSQL behind the layer: statements prepared once per connection, binding, and what its SQLSTATE codes mean.

use super::{Fault, Value, dialect::Dialect};
use ::postgres::{
    Client, NoTls, SimpleQueryMessage, Statement,
    types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};
use std::{collections::HashMap, error::Error};

pub(super) struct Postgres {
    pub(super) client: Client,
    prepared: HashMap<String, Statement>,
    /// Statements prepared under a name of their own, for [`Postgres::queue`].
    named: HashMap<String, usize>,
    waiting: Waiting,
}

/// Writes that go to the server together: a round trip for each would cost more than the writing.
#[derive(Default)]
struct Waiting {
    script: String,
    /// For each statement of the script, whether it must touch exactly one row.
    one: Vec<bool>,
}

impl Postgres {
    pub(super) fn open(url: &str) -> Result<Self, Fault> {
        let mut client = Client::connect(url, NoTls).map_err(|error| fault(&error))?;
        client
            .batch_execute(
                "SET client_min_messages = warning; SET plan_cache_mode = force_generic_plan; SET standard_conforming_strings = on;",
            )
            .map_err(|error| fault(&error))?;
        Ok(Self { client, prepared: HashMap::new(), named: HashMap::new(), waiting: Waiting::default() })
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

    /// Queues a write. It reaches the server with the next [`Postgres::flush`], before anything else is asked.
    pub(super) fn queue(&mut self, text: &str, values: &[Value<'_>], one: bool) -> Result<(), Fault> {
        let number = match self.named.get(text) {
            Some(number) => *number,
            None => {
                self.flush()?;
                let number = self.named.len();
                let script = format!("PREPARE queued_{number} AS {}", Dialect::Postgres.translate(text));
                self.client.batch_execute(&script).map_err(|error| fault(&error))?;
                self.named.insert(text.to_owned(), number);
                number
            }
        };
        let script = &mut self.waiting.script;
        script.push_str(&format!("EXECUTE queued_{number}("));
        for (place, value) in values.iter().enumerate() {
            if place > 0 {
                script.push(',');
            }
            literal(value, script)?;
        }
        script.push_str(");");
        self.waiting.one.push(one);
        Ok(())
    }

    /// Queues fixed text that answers nothing: a savepoint and its release.
    pub(super) fn queue_script(&mut self, text: &str) {
        self.waiting.script.push_str(text);
        self.waiting.script.push(';');
        self.waiting.one.push(false);
    }

    /// Sends what is queued.
    pub(super) fn flush(&mut self) -> Result<(), Fault> {
        if self.waiting.one.is_empty() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        let answers = self.client.simple_query(&waiting.script).map_err(|error| fault(&error))?;
        let touched = answers.iter().filter_map(|answer| match answer {
            SimpleQueryMessage::CommandComplete(rows) => Some(*rows),
            _ => None,
        });
        if touched.zip(&waiting.one).any(|(rows, one)| *one && rows != 1) {
            return Err(Fault::broken("a row that should be there is missing or changed"));
        }
        Ok(())
    }

    /// Forgets what is queued: the transaction it belonged to is being thrown away.
    pub(super) fn forget(&mut self) {
        self.waiting = Waiting::default();
    }
}

/// A value as a literal. The session has `standard_conforming_strings` on: only the quote needs doubling.
fn literal(value: &Value<'_>, script: &mut String) -> Result<(), Fault> {
    match value {
        Value::Null => script.push_str("NULL"),
        Value::Int(number) => script.push_str(&number.to_string()),
        Value::Text(text) if text.contains('\0') => return Err(Fault::broken("text with a NUL character")),
        Value::Text(text) => {
            script.push('\'');
            script.push_str(&text.replace('\'', "''"));
            script.push('\'');
        }
        Value::Bytes(bytes) => {
            script.push_str("'\\x");
            script.push_str(&crate::ids::hex(bytes));
            script.push('\'');
        }
    }
    Ok(())
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
