//! The typed layer under everything that is kept: one SQL text for SQLite and PostgreSQL, synchronous, every statement named.
//!
//! SQL is written in this room only. Placeholders are `$1 … $n` on both; what the two dialects say differently has a word of its
//! own in braces (see `dialect`).

mod connection;
mod database;
mod dialect;
mod postgres;
mod row;
mod schema;
mod sqlite;
mod statistics;
pub(crate) mod table;
pub(crate) mod text;
mod upgrade;
pub(crate) mod value;

pub use connection::{Connection, Recorded, statements_here};
pub(crate) use database::Claim;
pub(crate) use database::vacant;
pub use database::{Database, OpenError, Pool};
pub use row::Row;
pub use schema::{latest as latest_schema, migrate};
pub(crate) use schema::{make_tables, version as schema_version};
pub use upgrade::Upgrade;
pub use value::{Statement, Value};

/// Where a bad answer of the database comes from, and so what is to be done about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The connection or the disk is gone: connect again, or tell people to wait.
    #[error("database lost: {0}")]
    Lost(String),
    /// No room is left on the disk.
    #[error("disk full: {0}")]
    Full(String),
    /// A file of the data folder cannot be read or written, though there is room.
    #[error("disk: {0}")]
    Disk(String),
    /// A uniqueness or another constraint says no.
    #[error("constraint: {0}")]
    Conflict(String),
    /// The key folder cannot be used; the words are a sentence for people.
    #[error("keys: {0}")]
    Keys(String),
    /// The statement or the row is not what the program expects.
    #[error("broken: {0}")]
    Broken(String),
}

impl Fault {
    /// A row or a value that the program cannot have written.
    pub fn broken(words: impl Into<String>) -> Self {
        Self::Broken(words.into())
    }

    /// What went wrong with a file.
    pub(crate) fn of_disk(error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            Self::Full(error.to_string())
        } else {
            Self::Disk(error.to_string())
        }
    }

    /// The sentence people read, in Chinese: what happened and what to do.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Lost(_) => "暂时连不上数据库，刚才的内容没有保存，请稍后重试。",
            Self::Full(_) => "服务器磁盘已满，刚才的内容没有保存，请联系管理员清理磁盘后重试。",
            Self::Disk(_) => "服务器上的文件读写失败，刚才的内容没有保存，请联系管理员检查数据目录和磁盘。",
            Self::Keys(sentence) => sentence,
            Self::Conflict(_) => "与已有记录冲突，刚才的内容没有保存，请刷新后重试。",
            Self::Broken(_) => "数据与程序不一致，刚才的内容没有保存，请联系管理员运行 verify 核对。",
        }
        .to_owned()
    }
}

/// Every statement of the house that is not composed for one question: what the tests prepare on both databases.
#[must_use]
pub fn every_statement(sqlite: bool) -> Vec<Statement> {
    let fixed = [
        text::accounts::ALL,
        text::annual::ALL,
        text::beside::ALL,
        text::desk::ALL,
        text::facts::ALL,
        text::imports::ALL,
        text::journal::ALL,
        text::notices::ALL,
        text::obligations::ALL,
        text::outgoing::ALL,
        text::owed::ALL,
        text::read::ALL,
        text::verify::ALL,
        if sqlite { crate::search::OF_SQLITE } else { crate::search::OF_POSTGRES },
        schema::ALL,
    ];
    let tables = table::STATEMENTS.iter().chain([&*table::OF_MATTER]);
    let made = tables.flat_map(|made| [Some(&made.all), Some(&made.insert), made.update.as_ref(), Some(&made.delete)]);
    fixed.into_iter().flatten().copied().chain(made.flatten()).cloned().collect()
}
