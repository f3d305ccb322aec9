//! From arguments to places on disk.

use crate::{
    args::Place,
    out::{Fault, complain},
};
use std::path::PathBuf;
use store::{Database, OpenError};

/// Where a county lies, resolved.
#[derive(Clone, Debug)]
pub struct Whereabouts {
    /// `sqlite:…` or `postgres://…`.
    pub database: String,
    /// Folder of files.
    pub data: PathBuf,
    /// Folder of keys.
    pub keys: PathBuf,
    /// A server's database of an older program may be upgraded: its copy is made.
    pub upgrade: bool,
}

impl Whereabouts {
    /// Resolves the arguments: the database in the data folder, the keys beside it.
    ///
    /// # Errors
    /// When a folder cannot be made or the database is neither SQLite nor PostgreSQL.
    pub fn of(place: &Place) -> Result<Self, Fault> {
        let found = Self::named(place)?;
        for folder in [&found.data, &found.keys] {
            std::fs::create_dir_all(folder)
                .map_err(|error| Fault::usage(format!("不能建立文件夹 {}：{error}。", folder.display())))?;
        }
        Ok(found)
    }

    /// The same without making anything.
    ///
    /// # Errors
    /// When the database is neither SQLite nor PostgreSQL.
    pub fn named(place: &Place) -> Result<Self, Fault> {
        let keys = place.keys.clone().unwrap_or_else(|| {
            let mut name = place.data.file_name().unwrap_or_default().to_os_string();
            name.push("-keys");
            place.data.with_file_name(name)
        });
        let inside = || format!("sqlite:{}", place.data.join("county.db").display());
        let database = place.database.clone().unwrap_or_else(inside);
        let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| database.starts_with(scheme));
        if !known {
            return Err(Fault::usage(format!("--database {database} 不认识，请写成 sqlite:路径 或 postgres://…。")));
        }
        Ok(Self { database, data: place.data.clone(), keys, upgrade: place.upgrade })
    }

    /// The address of the database for people's eyes: without the password it may hold.
    #[must_use]
    pub fn shown(&self) -> String {
        let hidden = self.database.split_once("://").and_then(|(scheme, rest)| {
            let (user, place) = rest.rsplit_once('@')?;
            let (user, _) = user.split_once(':')?;
            Some(format!("{scheme}://{user}:…@{place}"))
        });
        hidden.unwrap_or_else(|| self.database.clone())
    }

    /// Finds the database, and tells when it was one of an older program.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn database(&self) -> Result<Database, OpenError> {
        let open = if self.upgrade { Database::open_and_upgrade } else { Database::open };
        let database = open(&self.database)?;
        if let Some(upgrade) = database.upgraded() {
            let kept =
                upgrade.backup.as_ref().map(|path| format!("，原库备份在 {}", path.display())).unwrap_or_default();
            complain(&format!("数据库已从第{}版升级到第{}版{kept}。", upgrade.from, upgrade.to));
        }
        Ok(database)
    }
}
