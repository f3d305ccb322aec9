//! What a ledger asks for beside its rows: what is owed in them, which stages are still open, which words stand in a column.

use super::{Reader, list::is_word};
use crate::{
    facts::{day, json, list},
    rows::ENDED,
    sql::{Fault, Statement, text::read as sql, value::params},
};
use engine::{access::Hat, days::Day};
use std::collections::BTreeMap;

/// Rows looked at for what cannot be counted exactly in the time a page has.
const LOOKED_AT: i64 = 1_000;
/// Rows looked at for the words of a column.
const WORDS_FROM: i64 = 500;

/// What is owed in a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct RowDuty {
    /// What is to be done.
    pub what: String,
    /// Who owes it: any of these.
    pub owner: Vec<Hat>,
    /// By which day.
    pub due: Option<Day>,
    /// The verb that discharges it.
    pub verb: Option<String>,
}

impl Reader {
    /// What is owed in these matters, by their ids, the earliest first. Whoever asks has found them in a list of his.
    ///
    /// # Errors
    /// What the database says.
    pub fn owed_in<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<BTreeMap<String, Vec<RowDuty>>, Fault> {
        let ids = list(ids);
        let mut found: BTreeMap<String, Vec<RowDuty>> = BTreeMap::new();
        let rows = self.read(|link| {
            link.rows(&sql::OWED_IN, &params![self.county(), &ids], |row| {
                let owed = RowDuty {
                    what: row.string(1)?,
                    owner: json(&row.text(2)?)?,
                    due: row.maybe_string(3)?.as_deref().map(day).transpose()?,
                    verb: row.maybe_string(4)?,
                };
                Ok((row.string(0)?, owed))
            })
        })?;
        for (id, owed) in rows {
            found.entry(id).or_default().push(owed);
        }
        Ok(found)
    }

    /// Stages of a kind at which something is open, by its most urgent matters. Of a guarded kind that is nobody's to know.
    ///
    /// # Errors
    /// What the database says.
    pub fn open_stages(&self, kind: &str) -> Result<Option<Vec<String>>, Fault> {
        if self.mechanism(kind)?.kind().is_guarded() {
            return Ok(None);
        }
        let values = params![self.county(), kind, ENDED, LOOKED_AT];
        self.read(|link| link.rows(&sql::OPEN_STAGES, &values, |row| row.string(0))).map(Some)
    }

    /// The words that stand in some columns of a kind, the most frequent first, from its most urgent and newest matters: what a
    /// filter can offer where no dictionary lists them. None of a guarded kind.
    ///
    /// # Errors
    /// What the database says.
    pub fn words_in(&self, kind: &str, columns: &[&str]) -> Result<BTreeMap<String, Vec<String>>, Fault> {
        let keys: Vec<&str> = columns.iter().copied().filter(|key| is_word(key)).collect();
        if keys.is_empty() || self.mechanism(kind)?.kind().is_guarded() {
            return Ok(BTreeMap::new());
        }
        let cells: Vec<String> = keys.iter().map(|key| format!("{{cell:{key}}}")).collect();
        let text = format!(
            "SELECT {} FROM (SELECT m.cells AS cells FROM matter m WHERE m.county = $1 AND m.kind = $2
             ORDER BY m.rank LIMIT $3) x",
            cells.join(", ")
        );
        let mut counts: Vec<BTreeMap<String, usize>> = keys.iter().map(|_| BTreeMap::new()).collect();
        self.read(|link| {
            let statement = Statement::composed("matter.words", text.clone());
            link.rows(&statement, &params![self.county(), kind, WORDS_FROM], |row| {
                (0..keys.len()).map(|at| row.maybe_string(at)).collect::<Result<Vec<_>, _>>()
            })
        })?
        .into_iter()
        .for_each(|row| {
            for (counts, word) in counts.iter_mut().zip(row) {
                if let Some(word) = word.filter(|word| !word.is_empty()) {
                    *counts.entry(word).or_default() += 1;
                }
            }
        });
        let ordered = |counts: BTreeMap<String, usize>| {
            let mut words: Vec<(String, usize)> = counts.into_iter().collect();
            words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            words.into_iter().map(|(word, _)| word).collect()
        };
        Ok(keys.iter().map(|key| (*key).to_owned()).zip(counts.into_iter().map(ordered)).collect())
    }
}
