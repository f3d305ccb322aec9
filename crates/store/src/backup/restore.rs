//! From a backup and the key folder to a county in an empty place.

use super::{BackupError, DATA, FILE, Manifest, Part, SESSION, TABLES, folders};
use crate::{
    keys::Keys,
    sql::{Connection, Database, vacant},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Where a backup is to be restored.
pub struct Goal {
    /// Address of the database; nothing may be there.
    pub address: String,
    /// The county's key folder, or its copy.
    pub keys: PathBuf,
    /// The data folder; empty or not there.
    pub data: PathBuf,
    /// What was done after the backup may be lost though the keys remember it.
    pub lose_newer: bool,
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The backup's manifest.
    pub manifest: Manifest,
    /// Records that the keys remember and the backup does not hold.
    pub lost: i64,
}

/// Restores a backup. All of it is checked before anything is written; if writing fails, what was written is taken away again.
///
/// # Errors
/// See [`BackupError`].
pub fn restore(from: &Path, goal: &Goal) -> Result<Restored, BackupError> {
    let (manifest, bytes) = Manifest::read(from)?;
    if !goal.keys.join("journal.key").exists() {
        let sentence =
            format!("{} 里没有密钥，没有恢复。请用 --keys 指定该县的密钥文件夹或它的副本。", goal.keys.display());
        return Err(BackupError::Keys(sentence));
    }
    if !manifest.county.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(BackupError::Damaged("备份清单里的县码不对，没有恢复，请换一份备份。".to_owned()));
    }
    let mut keys = Keys::open(&goal.keys, &manifest.county, false).map_err(BackupError::Keys)?;
    manifest.check(from, &bytes, &keys)?;
    manifest.parts.iter().try_for_each(|part| whole(from, part))?;
    suits(&manifest, goal)?;
    let highest = keys.highest().map_err(|error| BackupError::unreadable(&goal.keys, &error))?;
    let (backup, kept) = (manifest.last(), highest.map_or(0, |head| head.seq));
    if kept > backup && !goal.lose_newer {
        return Err(BackupError::Newer { backup, kept });
    }
    if let Err(error) = write(from, goal, &manifest) {
        take_away(goal, &manifest);
        return Err(error);
    }
    if kept > backup {
        let head = manifest.head.as_ref().and_then(super::SignedHead::head);
        let set = keys.set_back(&goal.keys, kept, head.as_ref());
        set.map_err(|error| BackupError::unwritable(&goal.keys, &error))?;
    }
    Ok(Restored { lost: (kept - backup).max(0), manifest })
}

/// Whether a file of the backup is what the manifest says.
fn whole(from: &Path, part: &Part) -> Result<(), BackupError> {
    let damaged =
        |what: &str| BackupError::Damaged(format!("备份已损坏：{}{what}，没有恢复，请换一份备份。", part.path));
    if !folders::stays_below(&part.path) {
        return Err(damaged("的路径不对"));
    }
    match folders::digest(&from.join(&part.path)) {
        Ok((size, sha256)) if size == part.size && sha256 == part.sha256 => Ok(()),
        Ok(_) => Err(damaged("与清单不符")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(damaged("缺失")),
        Err(error) => Err(BackupError::unreadable(&from.join(&part.path), &error)),
    }
}

/// The place is empty and of the same database.
fn suits(manifest: &Manifest, goal: &Goal) -> Result<(), BackupError> {
    let to_file = goal.address.starts_with("sqlite:");
    if to_file != (manifest.database == "sqlite") {
        let (was, form) = if to_file { ("PostgreSQL", "postgres://…") } else { ("SQLite", "sqlite:路径") };
        let sentence = format!("这是 {was} 的备份，只能恢复到 {was}，请把 --database 写成 {form}。");
        return Err(BackupError::Unsuitable(sentence));
    }
    let data = folders::is_vacant(&goal.data).map_err(|error| BackupError::unreadable(&goal.data, &error))?;
    if !data {
        let sentence = format!("{} 不是空文件夹，没有恢复，请换一个空的位置。", goal.data.display());
        return Err(BackupError::Unsuitable(sentence));
    }
    if !vacant(&goal.address)? {
        let sentence = "目标数据库里已有内容，没有恢复，请换一个空的数据库。";
        return Err(BackupError::Unsuitable(sentence.to_owned()));
    }
    Ok(())
}

fn write(from: &Path, goal: &Goal, manifest: &Manifest) -> Result<(), BackupError> {
    folders::make(&goal.data).map_err(|error| BackupError::unwritable(&goal.data, &error))?;
    for part in &manifest.parts {
        if let Some(name) = part.path.strip_prefix(DATA).and_then(|path| path.strip_prefix('/')) {
            placed(from, part, &goal.data.join(name))?;
        }
    }
    folders::flush(&goal.data).map_err(|error| BackupError::unwritable(&goal.data, &error))?;
    match file_of(goal) {
        Some(file) => {
            let part = manifest.parts.iter().find(|part| part.path == FILE);
            let part =
                part.ok_or_else(|| BackupError::Damaged("备份里没有数据库，没有恢复，请换一份备份。".to_owned()))?;
            placed(from, part, &file)
        }
        None => tables(from, goal, manifest),
    }
}

fn file_of(goal: &Goal) -> Option<PathBuf> {
    goal.address.strip_prefix("sqlite:").map(PathBuf::from)
}

/// Copies one file, and sees that what lies there now is what was checked.
fn placed(from: &Path, part: &Part, to: &Path) -> Result<(), BackupError> {
    let (_, sha256) = folders::copy(&from.join(&part.path), to).map_err(|error| BackupError::unwritable(to, &error))?;
    if sha256 == part.sha256 {
        return Ok(());
    }
    Err(BackupError::Damaged(format!("{}在恢复时变了，没有恢复，请检查磁盘后重试。", part.path)))
}

/// All tables in one transaction: they are all there afterwards, or none.
fn tables(from: &Path, goal: &Goal, manifest: &Manifest) -> Result<(), BackupError> {
    let mut link = Database::bare(&goal.address)?;
    link.begin()?;
    let filled = fill(&mut link, from, manifest);
    let filled = filled.and_then(|()| link.commit().map_err(BackupError::from));
    if filled.is_err() {
        link.rollback();
    }
    filled?;
    link.count_tables().map_err(BackupError::from)
}

fn fill(link: &mut Connection, from: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    crate::sql::make_tables(link, manifest.schema)?;
    let mut expected = link.county_tables()?;
    expected.retain(|table| table != SESSION);
    for table in expected {
        let path = format!("{TABLES}/{table}.copy");
        if !manifest.parts.iter().any(|part| part.path == path) {
            return Err(BackupError::Damaged(format!("备份已损坏：缺少 {table} 表，没有恢复，请换一份备份。")));
        }
        let path = from.join(path);
        let mut file = fs::File::open(&path).map_err(|error| BackupError::unreadable(&path, &error))?;
        link.copy_in(&table, &mut file)?;
    }
    Ok(())
}

/// Takes away what a failed restore has written: only places that were empty before.
fn take_away(goal: &Goal, manifest: &Manifest) {
    let names = manifest.parts.iter().filter_map(|part| part.path.strip_prefix(DATA)?.strip_prefix('/'));
    for path in names.map(|name| goal.data.join(name)).chain(file_of(goal)) {
        // What was never written is not there.
        fs::remove_file(path).unwrap_or_default();
    }
}
