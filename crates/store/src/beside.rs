//! What stands beside the journal: drafts. Imports and notices have rooms of their own.

use crate::{
    County, Reader,
    sql::{Fault, Row, text::beside as sql, value::params},
};
use engine::seal::asks_sealed;
use serde::Serialize;
use serde_json::Value;

/// A form begun and not sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// Kind of the matter.
    pub kind: String,
    /// Verb of the action.
    pub verb: String,
    /// The matter, if it exists.
    pub matter: Option<String>,
    /// The form as filled: pairs of name and value.
    pub pairs: Value,
    /// Microseconds since 1970, UTC.
    pub saved: i64,
}

fn draft(row: &Row<'_>) -> Result<Draft, Fault> {
    Ok(Draft {
        id: row.string(0)?,
        kind: row.string(1)?,
        verb: row.string(2)?,
        matter: row.maybe_string(3)?,
        pairs: crate::facts::json(&row.text(4)?)?,
        saved: row.int(5)?,
    })
}

impl County {
    /// Keeps a draft; the same id replaces it. Returns `false`, and keeps nothing, for a form that asks for something sealed.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_draft(&self, account: &str, draft: Draft) -> Result<bool, Fault> {
        let schemas = self.catalogue().get(&draft.kind).map(|mechanism| mechanism.schemas());
        let sealed =
            schemas.is_none_or(|schemas| schemas.action(&draft.verb).is_some_and(|verb| asks_sealed(&verb.schema)));
        if sealed {
            return Ok(false);
        }
        let (county, account, pairs) = (self.code().to_owned(), account.to_owned(), draft.pairs.to_string());
        self.write(move |link| {
            let values = params![
                &county,
                &draft.id,
                &account,
                &draft.kind,
                &draft.verb,
                draft.matter.as_ref(),
                &pairs,
                draft.saved
            ];
            link.execute(&sql::KEEP_DRAFT, &values)
        })?;
        Ok(true)
    }

    /// Takes a draft away.
    ///
    /// # Errors
    /// What the database says.
    pub fn drop_draft(&self, account: &str, id: &str) -> Result<(), Fault> {
        let (county, account, id) = (self.code().to_owned(), account.to_owned(), id.to_owned());
        self.write(move |link| link.execute(&sql::DROP_DRAFT, &params![&county, &account, &id]).map(drop))
    }
}

impl Reader {
    /// A draft of this account.
    ///
    /// # Errors
    /// What the database says.
    pub fn draft(&self, account: &str, id: &str) -> Result<Option<Draft>, Fault> {
        self.read(|link| link.first(&sql::DRAFT, &params![self.county(), account, id], draft))
    }

    /// The drafts of this account, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn drafts(&self, account: &str) -> Result<Vec<Draft>, Fault> {
        self.read(|link| link.rows(&sql::DRAFTS, &params![self.county(), account], draft))
    }
}
