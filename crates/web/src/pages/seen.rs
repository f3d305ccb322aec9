//! Words that stand in the columns of a ledger, for its filters: looked up now and then instead of for every page.

use super::visit::Visit;
use crate::fault::Problem;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// How long what was found is taken for what stands there: a word that is new appears a minute later.
const FRESH: SignedDuration = SignedDuration::from_secs(60);

type Words = BTreeMap<String, Vec<String>>;

/// What was found last, by kind.
#[derive(Default)]
pub struct Seen(Mutex<BTreeMap<&'static str, (Timestamp, Words)>>);

impl Seen {
    /// The words of these columns of a kind.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(&self, visit: &Visit, kind: &'static str, columns: &[&str]) -> Result<Words, Problem> {
        if columns.is_empty() {
            return Ok(Words::new());
        }
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(kind).cloned();
        if let Some((at, words)) = known.filter(|(at, _)| visit.now.duration_since(*at) < FRESH) {
            // A clock set back in a test finds nothing fresh.
            if at <= visit.now {
                return Ok(words);
            }
        }
        let words = visit.reader().words_in(kind, columns)?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(kind, (visit.now, words.clone()));
        Ok(words)
    }
}
