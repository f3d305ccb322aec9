//! Backup and restore. A backup is a folder: the database as it stood at one moment, the data folder (attachments, the loaded policy
//! pack), and a manifest with every digest and the signed end of the journal. The keys are never in it; they are copied elsewhere
//! only when that is asked for by name. A county may be served meanwhile.

mod folders;
mod manifest;
mod restore;

pub use manifest::{Manifest, Part, SignedHead};
pub use restore::{Goal, Restored, restore};

use crate::{
    keys::{Head, Keys},
    reader::Reader,
    sql::{
        Connection, Database, Fault, OpenError, schema_version,
        text::{accounts as accounts_sql, journal as journal_sql, verify as verify_sql},
        value::params,
    },
};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// The database within a backup: a SQLite file.
const FILE: &str = "county.db";
/// The database within a backup: the tables of a server.
const TABLES: &str = "tables";
/// The data folder within a backup.
const DATA: &str = "data";

/// Why a backup is not made or not restored. The words are for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// A place that does not suit: not empty, within another, of the other database.
    #[error("{0}")]
    Unsuitable(String),
    /// The backup is not what was written.
    #[error("{0}")]
    Damaged(String),
    /// The keys are missing or another county's.
    #[error("{0}")]
    Keys(String),
    /// The key folder remembers more than the backup holds.
    #[error(
        "备份的日志到第{backup}号，密钥文件夹记得办到第{kept}号：恢复后将缺少其后的{}条记录。确认没有更新的备份，再加 --lose-newer 恢复。",
        kept - backup
    )]
    Newer {
        /// Last record in the backup.
        backup: i64,
        /// Last record that the keys have signed.
        kept: i64,
    },
    /// The disk.
    #[error("{0}")]
    Disk(String),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl BackupError {
    /// Something was checked and is not in order, as against a place that cannot be used.
    #[must_use]
    pub const fn is_finding(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::Keys(_) | Self::Newer { .. })
    }

    fn unwritable(path: &Path, error: &io::Error) -> Self {
        Self::Disk(format!("不能写入 {}：{error}。请清理磁盘或检查权限后重试。", path.display()))
    }

    fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Disk(format!("不能读取 {}：{error}。请核对位置和权限。", path.display()))
    }
}

impl From<Fault> for BackupError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Keys(sentence) => Self::Keys(sentence),
            other => Self::Open(OpenError::Fault(other)),
        }
    }
}

/// What is backed up.
pub struct Origin {
    /// The database, as it is: [`Database::as_it_is`].
    pub database: Database,
    /// The county, where a server holds several.
    pub county: Option<String>,
    /// Its key folder.
    pub keys: PathBuf,
    /// Its data folder.
    pub data: PathBuf,
    /// Now.
    pub moment: jiff::Timestamp,
}

/// Makes a backup in a folder that does not exist or is empty; it is there as a whole or not at all. With `keys_to`, the key folder is
/// copied there, first: a head higher than the database's would look like an older copy put back.
///
/// # Errors
/// See [`BackupError`].
pub fn make(origin: &Origin, to: &Path, keys_to: Option<&Path>) -> Result<Manifest, BackupError> {
    let county = the_county(origin)?;
    apart(origin, to, keys_to)?;
    let mut keys = Keys::open(&origin.keys, &county, false).map_err(BackupError::Keys)?;
    let highest = keys.highest().map_err(|error| BackupError::unreadable(&origin.keys, &error))?;
    if let Some(place) = keys_to {
        copy_keys(&origin.keys, place)?;
    }
    let coming = beside(to);
    if coming.exists() {
        fs::remove_dir_all(&coming).map_err(|error| BackupError::unwritable(&coming, &error))?;
    }
    folders::make(&coming).map_err(|error| BackupError::unwritable(&coming, &error))?;
    let made = fill(origin, &county, &coming, &keys, highest.as_ref()).and_then(|manifest| {
        manifest.write(&coming, &keys)?;
        folders::flush(&coming)
            .and_then(|()| in_place(&coming, to))
            .map_err(|error| BackupError::unwritable(to, &error))?;
        Ok(manifest)
    });
    match &made {
        // Only a reminder looks at it; a backup by somebody who may not write there is as good.
        Ok(_) => fs::write(origin.data.join(NOTED), origin.moment.to_string()).unwrap_or_default(),
        // Half a backup is worth nothing; its name says so where it cannot be taken away.
        Err(_) => fs::remove_dir_all(&coming).unwrap_or_default(),
    }
    made
}

/// Where the data folder notes when it was last backed up.
const NOTED: &str = "last-backup";

impl Reader {
    /// When the county was last backed up by this program, if ever.
    #[must_use]
    pub fn last_backup(&self) -> Option<jiff::Timestamp> {
        fs::read_to_string(self.data().join(NOTED)).ok()?.trim().parse().ok()
    }
}

/// The folder in which a backup grows before it has its name.
fn beside(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    to.with_file_name(name)
}

fn in_place(coming: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        fs::remove_dir(to)?;
    }
    fs::rename(coming, to)?;
    let above = to.parent().filter(|above| !above.as_os_str().is_empty());
    fs::File::open(above.unwrap_or(Path::new(".")))?.sync_all()
}

/// The county to back up: the one there is, or the one that was named.
fn the_county(origin: &Origin) -> Result<String, BackupError> {
    let counties = origin.database.counties()?;
    let found = match (&origin.county, counties.as_slice()) {
        (Some(wanted), all) => all.iter().find(|county| *county == wanted),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    found.cloned().ok_or_else(|| {
        BackupError::Unsuitable(match counties.len() {
            0 => "数据库里没有县，没有可备份的，请核对 --data 或 --database。".to_owned(),
            _ => format!("数据库里有{}，请用 --county 指明备份哪一个县。", counties.join("、")),
        })
    })
}

/// Backup, keys and data lie apart from each other, and what is to be written is empty.
fn apart(origin: &Origin, to: &Path, keys_to: Option<&Path>) -> Result<(), BackupError> {
    let placed = |path: &Path| folders::absolute(path).map_err(|error| BackupError::unreadable(path, &error));
    let (backup, data, keys) = (placed(to)?, placed(&origin.data)?, placed(&origin.keys)?);
    let copied = keys_to.map(placed).transpose()?;
    for place in std::iter::once(to).chain(keys_to) {
        let vacant = folders::is_vacant(place).map_err(|error| BackupError::unreadable(place, &error))?;
        if !vacant {
            let sentence = format!("{} 不是空文件夹，没有备份，请换一个位置。", place.display());
            return Err(BackupError::Unsuitable(sentence));
        }
    }
    let within = |inner: &Path, outer: &Path| inner.starts_with(outer);
    if [Some(&backup), copied.as_ref()].into_iter().flatten().any(|place| within(place, &data) || within(place, &keys))
    {
        let sentence = "备份不能放在数据文件夹或密钥文件夹里面，请换一个位置，最好在另一块磁盘上。";
        return Err(BackupError::Unsuitable(sentence.to_owned()));
    }
    if copied.is_some_and(|copied| within(&copied, &backup) || within(&backup, &copied)) {
        let sentence = "密钥的副本必须与备份分开存放，请用 --keys-to 另选一个位置。";
        return Err(BackupError::Unsuitable(sentence.to_owned()));
    }
    Ok(())
}

fn copy_keys(from: &Path, to: &Path) -> Result<(), BackupError> {
    folders::make(to).map_err(|error| BackupError::unwritable(to, &error))?;
    let names = folders::files(from, &|_| false).map_err(|error| BackupError::unreadable(from, &error))?;
    for name in names {
        let place = to.join(&name);
        folders::copy(&from.join(&name), &place).map_err(|error| BackupError::unwritable(&place, &error))?;
    }
    folders::flush(to).map_err(|error| BackupError::unwritable(to, &error))
}

/// Everything but the manifest's own file.
fn fill(
    origin: &Origin,
    county: &str,
    folder: &Path,
    keys: &Keys,
    highest: Option<&Head>,
) -> Result<Manifest, BackupError> {
    let is_sqlite = origin.database.file().is_some();
    let mut manifest = Manifest::new(county, is_sqlite, origin.moment, keys);
    let (head, known) = if is_sqlite {
        copy_file(origin, county, folder, &mut manifest)?
    } else {
        copy_tables(origin, county, folder, &mut manifest)?
    };
    if head.as_ref().is_some_and(|head| !keys.is_signed(head)) {
        let sentence = "日志末端的签名与密钥文件夹不符，没有备份，请核对 --keys，或用 verify 核对数据库。";
        return Err(BackupError::Keys(sentence.to_owned()));
    }
    if highest.is_some_and(|highest| head.as_ref().is_none_or(|head| head.seq < highest.seq)) {
        let sentence = "数据库比密钥文件夹记得的旧，可能被换成了旧备份，没有备份，请先用 verify 核对。";
        return Err(BackupError::Damaged(sentence.to_owned()));
    }
    manifest.head = head.as_ref().map(SignedHead::of);
    copy_data(origin, folder, &mut manifest)?;
    let copied: BTreeSet<&str> = manifest.parts.iter().filter_map(|part| part.path.rsplit('/').next()).collect();
    let missing: Vec<String> = known.into_iter().filter(|id| !copied.contains(id.as_str())).collect();
    manifest.damaged.extend(missing);
    manifest.damaged.sort();
    manifest.damaged.dedup();
    manifest.parts.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(manifest)
}

/// Where the journal ends and which attachments are known, in the picture that is being copied.
fn said_there(link: &mut Connection, county: &str) -> Result<(Option<Head>, Vec<String>), Fault> {
    let head = link.first(&journal_sql::HEAD, &params![county], |row| {
        let hash = row.bytes(1)?.try_into().unwrap_or([0; 32]);
        Ok(Head { seq: row.int(0)?, hash, moment: row.int(2)?, signature: row.bytes(3)? })
    })?;
    let files = link.rows(&verify_sql::FILES, &params![county], |row| row.string(0))?;
    Ok((head, files))
}

type Picture = (Option<Head>, Vec<String>);

/// A SQLite file: one statement copies it as it stands at one moment. Nobody stays signed in through a backup.
fn copy_file(origin: &Origin, county: &str, folder: &Path, manifest: &mut Manifest) -> Result<Picture, BackupError> {
    let path = folder.join(FILE);
    origin.database.writer()?.copy_to(&path.to_string_lossy())?;
    let copy = Database::as_it_is(&format!("sqlite:{}", path.display()))?;
    let mut link = copy.writer()?;
    link.execute(&accounts_sql::END_SESSIONS, &params![county])?;
    manifest.schema = schema_version(&mut link)?;
    let said = said_there(&mut link, county)?;
    drop(link);
    drop(copy);
    let unreadable = |error: io::Error| BackupError::unreadable(&path, &error);
    fs::File::open(&path).and_then(|file| file.sync_all()).map_err(unreadable)?;
    let (size, sha256) = folders::digest(&path).map_err(unreadable)?;
    manifest.parts.push(Part { path: FILE.to_owned(), size, sha256 });
    Ok(said)
}

/// The tables of a server, all within one picture that does not move.
fn copy_tables(origin: &Origin, county: &str, folder: &Path, manifest: &mut Manifest) -> Result<Picture, BackupError> {
    let tables = folder.join(TABLES);
    folders::make(&tables).map_err(|error| BackupError::unwritable(&tables, &error))?;
    let mut link = origin.database.reader()?;
    manifest.schema = schema_version(&mut link)?;
    link.begin_reading()?;
    let said = said_there(&mut link, county)?;
    for table in link.county_tables()?.iter().filter(|table| *table != SESSION) {
        let path = tables.join(format!("{table}.copy"));
        let mut file = folders::fresh(&path).map_err(|error| BackupError::unwritable(&path, &error))?;
        link.copy_out(table, county, &mut file)?;
        file.sync_all().map_err(|error| BackupError::unwritable(&path, &error))?;
        let (size, sha256) = folders::digest(&path).map_err(|error| BackupError::unreadable(&path, &error))?;
        manifest.parts.push(Part { path: format!("{TABLES}/{table}.copy"), size, sha256 });
    }
    link.rollback();
    Ok(said)
}

/// The table that is left out.
const SESSION: &str = "session";

/// Attachments are there before the rows that name them: copied after the database, none is missing.
fn copy_data(origin: &Origin, folder: &Path, manifest: &mut Manifest) -> Result<(), BackupError> {
    if !origin.data.exists() {
        return Ok(());
    }
    let unreadable = |error: io::Error| BackupError::unreadable(&origin.data, &error);
    let database = origin.database.file().map(folders::absolute).transpose().map_err(unreadable)?;
    let (data, keys) =
        (folders::absolute(&origin.data).map_err(unreadable)?, folders::absolute(&origin.keys).map_err(unreadable)?);
    // The file itself, what SQLite keeps beside it, and the copies made before upgrades.
    let of_database = |path: &Path| {
        database.as_ref().is_some_and(|file| {
            path.parent() == file.parent()
                && path
                    .file_name()
                    .zip(file.file_name())
                    .is_some_and(|(name, file)| name.as_encoded_bytes().starts_with(file.as_encoded_bytes()))
        })
    };
    let half_written = |path: &Path| path.extension().is_some_and(|ending| ending == "part");
    let skip = |path: &Path| path == keys || of_database(path) || half_written(path);
    for name in folders::files(&data, &skip).map_err(unreadable)? {
        let (from, to) = (data.join(&name), folder.join(DATA).join(&name));
        let (size, sha256) = folders::copy(&from, &to).map_err(|error| BackupError::unwritable(&to, &error))?;
        let Some(path) = name.to_str() else {
            let sentence = format!("文件名 {} 不是有效文字，没有备份，请改名后重试。", name.display());
            return Err(BackupError::Unsuitable(sentence));
        };
        // An attachment lies under its own digest.
        if let Some(id) = path.strip_prefix("files/").and_then(|path| path.rsplit('/').next())
            && id != sha256
        {
            manifest.damaged.push(id.to_owned());
        }
        manifest.parts.push(Part { path: format!("{DATA}/{path}"), size, sha256 });
    }
    Ok(())
}
