//! Imports as the county keeps them: carried out in one go, or laid down in pieces first; listed; undone.
//!
//! Whatever its size, an import becomes visible by one commit, whose last event says that it was carried out. A large one is first
//! *staged*: its steps are laid down, encrypted, in transactions of moderate size. What is staged is no part of the journal and of no
//! row; a process killed meanwhile goes on where it stopped, and only what is wholly staged can be carried out.

use crate::{
    County, Reader,
    desk::ImportWork,
    request::Failure,
    sql::{Connection, Fault, Row, text::imports as sql, text::journal as journal_sql, value::params},
};
use engine::{erased::Catalogue, procedure::Shape, words::MatterId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An import.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ImportRun {
    /// Its id.
    pub id: String,
    /// Who imported.
    pub account: String,
    /// Microseconds since 1970, UTC: when it was begun.
    pub moment: i64,
    /// From which file.
    pub source: String,
    /// First event it made; 0 while it is not carried out.
    pub first: i64,
    /// Last event it made, which says that it was carried out; 0 while it is not.
    pub last: i64,
    /// What was found and done.
    pub report: Value,
    /// What tells the file apart, and the program that read it.
    pub digest: String,
    /// Actions in it.
    pub steps: i64,
    /// Actions staged so far.
    pub staged: i64,
    /// Last event of the journal when it was planned: it is carried out on this register or not at all.
    pub base: i64,
    /// When it was undone, microseconds since 1970, UTC.
    pub undone: Option<i64>,
}

impl ImportRun {
    /// Whether all of it is staged.
    #[must_use]
    pub fn is_staged(&self) -> bool {
        self.last == 0 && self.staged == self.steps
    }
}

/// One action of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportStep {
    /// Kind of the matter.
    pub kind: String,
    /// The matter.
    pub id: MatterId,
    /// Whether it opens the matter.
    pub opens: bool,
    /// The action, flat: `{"verb": …}`.
    pub action: Value,
    /// Where in the paper it comes from, in words: 花名册 第3行.
    pub place: String,
}

/// An import that was not carried out; nothing of it was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// The place of the step that failed, where one did.
    pub place: String,
    /// Why.
    pub failure: Failure,
}

impl From<Failure> for Rejected {
    fn from(failure: Failure) -> Self {
        Self { place: String::new(), failure }
    }
}

pub(crate) fn run(row: &Row<'_>) -> Result<ImportRun, Fault> {
    Ok(ImportRun {
        id: row.string(0)?,
        account: row.string(1)?,
        moment: row.int(2)?,
        source: row.string(3)?,
        first: row.int(4)?,
        last: row.int(5)?,
        report: crate::facts::json(&row.text(6)?)?,
        digest: row.string(7)?,
        steps: row.int(8)?,
        staged: row.int(9)?,
        base: row.int(10)?,
        undone: row.maybe_int(11)?,
    })
}

/// Whether nothing was recorded on any register after this place of the journal.
pub(crate) fn register_stands(
    link: &mut Connection,
    county: &str,
    catalogue: &Catalogue,
    base: i64,
) -> Result<bool, Fault> {
    let kinds = link.rows(&sql::SINCE, &params![county, base], |row| row.string(0))?;
    let is_register =
        |kind: &String| catalogue.get(kind).is_some_and(|mechanism| mechanism.kind().shape == Shape::Register);
    Ok(!kinds.iter().any(is_register))
}

impl County {
    /// Carries out an import whose steps are at hand: all of it in one transaction, or nothing.
    ///
    /// # Errors
    /// See [`Rejected`].
    pub fn import(
        &self,
        run: ImportRun,
        steps: Vec<ImportStep>,
        moment: jiff::Timestamp,
    ) -> Result<ImportRun, Rejected> {
        self.hand_import(ImportWork::Carry { run, steps, moment })
    }

    /// Begins to stage an import; whatever was staged before and not carried out is given up.
    ///
    /// # Errors
    /// `Unavailable`.
    pub fn begin_import(&self, run: ImportRun) -> Result<ImportRun, Rejected> {
        self.hand_import(ImportWork::Begin { run })
    }

    /// Stages the next steps of an import that was begun, in one transaction. Returns it as it now stands.
    ///
    /// # Errors
    /// `Refused` when no such import is being staged; `Unavailable`.
    pub fn stage_import(&self, id: &str, steps: Vec<ImportStep>) -> Result<ImportRun, Rejected> {
        self.hand_import(ImportWork::Stage { id: id.to_owned(), steps })
    }

    /// Carries out an import that is wholly staged: in one transaction, or nothing. On refusal it is no longer staged.
    ///
    /// # Errors
    /// See [`Rejected`].
    pub fn finish_import(&self, id: &str, moment: jiff::Timestamp) -> Result<ImportRun, Rejected> {
        let finished = self.hand_import(ImportWork::Finish { id: id.to_owned(), moment });
        if let Err(Rejected { failure: Failure::Refused(_) | Failure::Malformed(_), .. }) = &finished {
            // It would be refused again: the paper is to be mended, and what lies here holds people's data for nothing.
            self.hand_import(ImportWork::Forget).map(drop).unwrap_or_default();
        }
        finished
    }

    /// Undoes an import as a whole, as long as nothing rests on it: what it opened is voided, what it changed is struck.
    ///
    /// # Errors
    /// `NotFound`; `Refused` with what rests on it; `Unavailable`.
    pub fn undo_import(&self, id: &str, account: &str, moment: jiff::Timestamp) -> Result<ImportRun, Failure> {
        let work = ImportWork::Undo { id: id.to_owned(), account: account.to_owned(), moment };
        self.hand_import(work).map_err(|rejected| rejected.failure)
    }
}

impl Reader {
    /// Imports carried out, the newest first, at most 100.
    ///
    /// # Errors
    /// What the database says.
    pub fn imports(&self) -> Result<Vec<ImportRun>, Fault> {
        self.read(|link| link.rows(&sql::RUNS, &params![self.county()], run))
    }

    /// The import that was staged, or begun to be, and is not carried out.
    ///
    /// # Errors
    /// What the database says.
    pub fn unfinished_import(&self) -> Result<Option<ImportRun>, Fault> {
        self.read(|link| link.first(&sql::UNFINISHED, &params![self.county()], run))
    }

    /// Whether the register is as it was at this place of the journal: nothing was recorded on any register since.
    ///
    /// # Errors
    /// What the database says.
    pub fn register_stands(&self, base: i64) -> Result<bool, Fault> {
        self.read(|link| register_stands(link, self.county(), self.catalogue(), base))
    }

    /// Place of the last event of the journal; 0 while it is empty.
    ///
    /// # Errors
    /// What the database says.
    pub fn last_event(&self) -> Result<i64, Fault> {
        let found = self.read(|link| link.first(&journal_sql::TAIL, &params![self.county()], |row| row.int(0)))?;
        Ok(found.unwrap_or_default())
    }
}
