//! Finding and opening a database, its one writer, its few readers, and the claim on a county.

use super::{
    Connection, Fault, Statement, schema,
    sqlite::Use,
    upgrade::{Upgrade, upgrade},
    value::params,
};
use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// Why a database or a county does not open. The words are for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The address is not understood.
    #[error("数据库地址“{0}”不能识别，请写成 sqlite:文件路径 或 postgres://用户@主机/库名。")]
    Address(String),
    /// No file is there.
    #[error("{0} 不存在，请核对 --data 或 --database。")]
    Missing(String),
    /// Another process keeps this county: exit code 3.
    #[error("该县正由另一个进程使用（{0}），请先停止它，再启动。")]
    InUse(String),
    /// Made by a newer program.
    #[error("数据库由更新的版本建立，没有改动，请使用新版程序打开。")]
    Newer,
    /// Made by an older program, on a server: whoever keeps it makes the copy.
    #[error("数据库是旧版结构（第{from}版，本程序用第{to}版），没有改动。请先用 pg_dump 备份，再加 --upgrade 打开。")]
    Older {
        /// Version of its tables.
        from: usize,
        /// Version of this program.
        to: usize,
    },
    /// The copy that goes before an upgrade cannot be made.
    #[error("旧版数据库升级前不能备份（{0}），没有改动。请清理磁盘或检查权限后再打开。")]
    Backup(String),
    /// The database holds another county.
    #[error("数据库中是县码{0}的数据，不是所要打开的县，请核对地址。")]
    OtherCounty(String),
    /// Keys that the county needs are missing or not its own.
    #[error("密钥目录不能使用：{0}")]
    Keys(String),
    /// The policy pack lacks what the mechanisms ask for.
    #[error("政策包不完整：{0}")]
    Policy(String),
    /// It cannot be reached or read.
    #[error("打不开数据库：{0}")]
    Fault(Fault),
}

impl From<Fault> for OpenError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Broken(words) if words.starts_with("schema version") => Self::Newer,
            other => Self::Fault(other),
        }
    }
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    Memory(String),
    Server(String),
}

impl Place {
    fn of(address: &str) -> Result<Self, OpenError> {
        if let Some(path) = address.strip_prefix("sqlite:") {
            Ok(Self::File(PathBuf::from(path)))
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Ok(Self::Server(address.to_owned()))
        } else {
            Err(OpenError::Address(address.to_owned()))
        }
    }
}

/// Whether nothing is there yet: no file, or no table.
///
/// # Errors
/// See [`OpenError`].
pub(crate) fn vacant(address: &str) -> Result<bool, OpenError> {
    match Place::of(address)? {
        Place::File(path) => Ok(!path.exists()),
        Place::Server(url) | Place::Memory(url) => Ok(Database::bare(&url)?.is_vacant()?),
    }
}

/// A database, found but not yet claimed for a county.
pub struct Database {
    place: Place,
    /// Pages a SQLite file may grow to.
    most: Option<u32>,
    /// Statements run on all of its connections.
    count: Arc<AtomicU64>,
    /// Failures met on them.
    faults: AtomicU64,
    /// Keeps a database in memory alive.
    _anchor: Option<Mutex<Connection>>,
    /// What was done to it on opening.
    upgraded: Option<Upgrade>,
}

impl Database {
    /// Finds the database at `sqlite:PATH` or `postgres://…` and makes its tables. One of an older program is brought to this
    /// version: a SQLite file after it was copied; a server's is refused.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(address: &str) -> Result<Self, OpenError> {
        Self::found(address, false)
    }

    /// The same, where somebody has made a copy of the server's database and lets it be brought to this version.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open_and_upgrade(address: &str) -> Result<Self, OpenError> {
        Self::found(address, true)
    }

    /// A database that is only to be copied: its tables stay those of whatever program made them. A file must be there.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn as_it_is(address: &str) -> Result<Self, OpenError> {
        let place = Place::of(address)?;
        if let Place::File(path) = &place
            && !path.is_file()
        {
            return Err(OpenError::Missing(path.to_string_lossy().into_owned()));
        }
        Ok(Self { place, most: None, count: Arc::default(), faults: AtomicU64::new(0), _anchor: None, upgraded: None })
    }

    /// A connection to a server's database of which nothing is known yet.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub(crate) fn bare(address: &str) -> Result<Connection, OpenError> {
        Ok(Connection::postgres(address, Arc::default())?)
    }

    /// What was done to a database of an older program when it was opened.
    #[must_use]
    pub fn upgraded(&self) -> Option<&Upgrade> {
        self.upgraded.as_ref()
    }

    fn found(address: &str, consent: bool) -> Result<Self, OpenError> {
        let place = Place::of(address)?;
        let mut database =
            Self { place, most: None, count: Arc::default(), faults: AtomicU64::new(0), _anchor: None, upgraded: None };
        let mut link = database.connect(Use::Writing)?;
        database.upgraded = upgrade(&mut link, database.file(), consent)?;
        Ok(database)
    }

    /// A database in memory, gone when dropped: simulation and tests. `name` tells several in one process apart.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn memory(name: &str) -> Result<Self, OpenError> {
        let address = format!("file:/{name}?vfs=memdb");
        let anchor = Connection::sqlite(&address, Use::Writing, Arc::default())?;
        Self::prepared(Place::Memory(address), Some(Mutex::new(anchor)))
    }

    fn prepared(place: Place, anchor: Option<Mutex<Connection>>) -> Result<Self, OpenError> {
        let database = Self {
            place,
            most: None,
            count: Arc::default(),
            faults: AtomicU64::new(0),
            _anchor: anchor,
            upgraded: None,
        };
        schema::migrate(&mut database.connect(Use::Writing)?)?;
        Ok(database)
    }

    fn connect(&self, purpose: Use) -> Result<Connection, Fault> {
        let count = Arc::clone(&self.count);
        match &self.place {
            Place::File(path) => Connection::sqlite(&path.to_string_lossy(), purpose, count),
            Place::Memory(address) => Connection::sqlite(address, purpose, count),
            Place::Server(url) => Connection::postgres(url, count),
        }
    }

    /// The database with a limit to its size in pages, as a disk of that size would set it. SQLite only.
    #[must_use]
    pub fn limited(mut self, pages: u32) -> Self {
        self.most = Some(pages);
        self
    }

    /// Copies the whole database under a name of its own beside this one: a file, or a database on the same server. For the bench;
    /// on a server nobody else may be connected to this one meanwhile.
    ///
    /// # Errors
    /// The copy cannot be made or opened; a database in memory has no copies.
    pub fn copy(&self, name: &str) -> Result<Self, OpenError> {
        let place = self.beside(name)?;
        let mut link = self.connect(Use::Writing)?;
        match (&self.place, &place) {
            (Place::File(from), Place::File(to)) => {
                link.script("PRAGMA wal_checkpoint(TRUNCATE)")?;
                drop(link);
                std::fs::copy(from, to).map_err(|error| Fault::Lost(error.to_string()))?;
            }
            (Place::Server(from), Place::Server(to)) => {
                link.script("ANALYZE")?;
                link.script(&format!("CREATE DATABASE \"{}\" TEMPLATE \"{}\"", named(to), named(from)))?;
            }
            _ => {}
        }
        Self::prepared(place, None)
    }

    /// Opens a copy that was made before.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn copied(&self, name: &str) -> Result<Self, OpenError> {
        Self::prepared(self.beside(name)?, None)
    }

    /// Removes a copy that nobody uses any more.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn remove_copy(&self, name: &str) -> Result<(), OpenError> {
        match self.beside(name)? {
            Place::File(path) => {
                for ending in ["", "-wal", "-shm", ".lock"] {
                    let mut file = path.as_os_str().to_owned();
                    file.push(ending);
                    // A log that the last connection has already taken away is as good as removed.
                    std::fs::remove_file(&file).unwrap_or_default();
                }
                Ok(())
            }
            Place::Server(url) => {
                let text = format!("DROP DATABASE IF EXISTS \"{}\"", named(&url));
                self.connect(Use::Writing)?.script(&text).map_err(OpenError::from)
            }
            Place::Memory(address) => Err(OpenError::Address(address)),
        }
    }

    /// Where a copy of that name lies.
    fn beside(&self, name: &str) -> Result<Place, OpenError> {
        match &self.place {
            Place::File(path) => {
                let mut file = path.as_os_str().to_owned();
                file.push(format!("-{name}"));
                Ok(Place::File(PathBuf::from(file)))
            }
            Place::Server(url) => {
                let (before, options) = url.split_once('?').map_or((url.as_str(), ""), |(url, options)| (url, options));
                if named(before).is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                    return Err(OpenError::Address(url.clone()));
                }
                let mark = if options.is_empty() { "" } else { "?" };
                Ok(Place::Server(format!("{before}_{name}{mark}{options}")))
            }
            Place::Memory(address) => Err(OpenError::Address(address.clone())),
        }
    }

    /// A connection that writes. A county has one, and it is the desk's.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn writer(&self) -> Result<Connection, Fault> {
        let mut link = self.connect(Use::Writing)?;
        if let (Some(pages), true) = (self.most, link.is_sqlite()) {
            link.script(&format!("PRAGMA max_page_count = {pages}"))?;
        }
        Ok(link)
    }

    /// A connection that only reads.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn reader(&self) -> Result<Connection, Fault> {
        self.connect(Use::Reading)
    }

    /// Statements run on its connections since it was opened here.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Failures of the database met since it was opened here.
    #[must_use]
    pub fn faults(&self) -> u64 {
        self.faults.load(Ordering::Relaxed)
    }

    /// Notes that the database failed somebody: a constraint that said no is no failure.
    pub(crate) fn failed(&self, fault: &Fault) {
        self.faults.fetch_add(u64::from(!matches!(fault, Fault::Conflict(_))), Ordering::Relaxed);
    }

    /// Codes of the counties it holds.
    ///
    /// # Errors
    /// What the database says.
    pub fn counties(&self) -> Result<Vec<String>, Fault> {
        self.reader()?.rows(&super::text::desk::COUNTIES, &[], |row| row.string(0))
    }

    /// Whether the database lives in this process only.
    #[must_use]
    pub fn is_memory(&self) -> bool {
        matches!(self.place, Place::Memory(_))
    }

    /// Whether it is a SQLite file, which is backed up by copying.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            _ => None,
        }
    }

    /// Claims the county for the writer: a locked file beside a SQLite file, an advisory lock of the session on PostgreSQL.
    ///
    /// # Errors
    /// [`OpenError::InUse`] when another process has it.
    pub(crate) fn claim(&self, county: &str, writer: &mut Connection) -> Result<Claim, OpenError> {
        match &self.place {
            Place::Memory(_) => Ok(Claim { _file: None }),
            Place::Server(_) => {
                claim_session(county, writer)?;
                Ok(Claim { _file: None })
            }
            Place::File(path) => {
                let mut name = path.as_os_str().to_owned();
                name.push(".lock");
                let lost = |error: std::io::Error| OpenError::Fault(Fault::Lost(error.to_string()));
                let file = OpenOptions::new().create(true).truncate(false).write(true).open(&name).map_err(lost)?;
                file.try_lock().map_err(|_| OpenError::InUse(path.to_string_lossy().into_owned()))?;
                Ok(Claim { _file: Some(file) })
            }
        }
    }

    /// Takes the claim again on a fresh connection after the old one was lost.
    ///
    /// # Errors
    /// [`OpenError::InUse`] when another process was quicker.
    pub(crate) fn claim_again(&self, county: &str, writer: &mut Connection) -> Result<(), OpenError> {
        match self.place {
            Place::Server(_) => claim_session(county, writer),
            Place::File(_) | Place::Memory(_) => Ok(()),
        }
    }
}

/// Name of the database in the address of one on a server.
fn named(url: &str) -> &str {
    let address = url.split_once('?').map_or(url, |(address, _)| address);
    let place = address.split_once("://").map_or(address, |(_, place)| place);
    place.split_once('/').map_or("", |(_, name)| name)
}

/// The claim on a county; it ends with the process.
pub(crate) struct Claim {
    _file: Option<File>,
}

const CLAIM: Statement = Statement::new(
    "county.claim",
    "SELECT CASE WHEN pg_try_advisory_lock(341000, CAST(hashtext($1) AS INTEGER)) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END",
);

#[expect(clippy::disallowed_methods, reason = "nobody tells when a server has noticed a death")]
fn claim_session(county: &str, writer: &mut Connection) -> Result<(), OpenError> {
    for last in (0..CLAIMS).rev() {
        if writer.first(&CLAIM, &params![county], |row| row.flag(0))? == Some(true) {
            return Ok(());
        }
        if last > 0 {
            std::thread::sleep(BETWEEN_CLAIMS);
        }
    }
    Err(OpenError::InUse(format!("县码{county}")))
}

/// The server hears of a killed process only after the statement under way: whoever starts again at once need not be refused.
const CLAIMS: u32 = 10;
/// Pause between two attempts.
const BETWEEN_CLAIMS: std::time::Duration = std::time::Duration::from_millis(200);

/// A few connections for reading, shared by all threads.
pub struct Pool {
    database: Arc<Database>,
    idle: Mutex<Vec<Option<Connection>>>,
    freed: Condvar,
}

/// Readers at once: more lower the rate on two cores, and each has its share of the cache.
const READERS: usize = 4;

impl Pool {
    pub(crate) fn new(database: Arc<Database>) -> Self {
        let idle = (0..READERS).map(|_| None).collect();
        Self { database, idle: Mutex::new(idle), freed: Condvar::new() }
    }

    /// Reads on one of the connections, waiting for a free one. A lost connection is opened again once.
    ///
    /// # Errors
    /// What `read` says.
    pub fn read<T>(&self, read: impl Fn(&mut Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut place = Lent { pool: self, link: self.take() };
        for last in [false, true] {
            if place.link.is_none() {
                place.link = Some(self.database.reader().inspect_err(|fault| self.database.failed(fault))?);
            }
            let Some(link) = place.link.as_mut() else { continue };
            match read(link).inspect_err(|fault| self.database.failed(fault)) {
                Err(Fault::Lost(words)) => {
                    place.link = None;
                    if last {
                        return Err(Fault::Lost(words));
                    }
                }
                answer => return answer,
            }
        }
        Err(Fault::Lost("no reader".to_owned()))
    }

    /// Connections on loan.
    pub(crate) fn reading(&self) -> usize {
        READERS.saturating_sub(self.idle.lock().unwrap_or_else(PoisonError::into_inner).len())
    }

    fn take(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(link) = idle.pop() {
                return link;
            }
            idle = self.freed.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A connection on loan: it comes back even when the reading panics.
struct Lent<'a> {
    pool: &'a Pool,
    link: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.link.take());
        self.pool.freed.notify_one();
    }
}
