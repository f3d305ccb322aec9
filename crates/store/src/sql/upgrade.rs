//! A database of an earlier program, brought to the tables of this one: never without a copy of how it was.

use super::{Connection, Fault, OpenError, schema};
use std::{
    fs::OpenOptions,
    path::{Path, PathBuf},
};

/// What was done to a database when it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgrade {
    /// Version of the tables it had.
    pub from: usize,
    /// Version it has now.
    pub to: usize,
    /// The copy made before, where the program made it: a SQLite file.
    pub backup: Option<PathBuf>,
}

/// Brings the tables to this version. A SQLite file is copied beside itself first; a server is touched only with consent.
///
/// # Errors
/// [`OpenError::Newer`], [`OpenError::Older`] without consent, [`OpenError::InUse`], or what the disk says of the copy.
pub(super) fn upgrade(link: &mut Connection, file: Option<&Path>, consent: bool) -> Result<Option<Upgrade>, OpenError> {
    let (from, to) = (schema::version(link)?, schema::latest());
    if from > to {
        return Err(OpenError::Newer);
    }
    if from == 0 || from == to {
        schema::migrate(link)?;
        return Ok(None);
    }
    if !link.is_sqlite() && !consent {
        return Err(OpenError::Older { from, to });
    }
    let backup = file.map(|file| saved(link, file, from)).transpose()?;
    schema::migrate(link)?;
    Ok(Some(Upgrade { from, to, backup }))
}

/// A whole copy of the file beside it, under a name that is not taken; while nobody else works on it.
fn saved(link: &mut Connection, file: &Path, version: usize) -> Result<PathBuf, OpenError> {
    let with = |ending: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let lost = |error: std::io::Error| OpenError::Fault(Fault::Lost(error.to_string()));
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(with(".lock")).map_err(lost)?;
    lock.try_lock().map_err(|_| OpenError::InUse(file.to_string_lossy().into_owned()))?;
    let names = (1..100).map(|n| if n == 1 { format!(".v{version}.bak") } else { format!(".v{version}-{n}.bak") });
    let mut free = names.map(|ending| with(&ending)).filter(|path| !path.exists());
    let path = free.next().ok_or_else(|| OpenError::Backup("旧备份太多，请先移走".to_owned()))?;
    link.copy_to(&path.to_string_lossy()).map_err(|fault| OpenError::Backup(fault.to_string()))?;
    Ok(path)
}
