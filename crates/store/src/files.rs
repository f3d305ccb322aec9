//! Attachments: bytes in the data folder under their own digest, on the disk before the action that carries them is. What is journalled
//! is the digest, so a changed file shows.

use crate::{
    County, Reader,
    desk::decide,
    facts::list,
    ids::hex,
    reader::{Cut, Where},
    request::StreamLine,
    sql::{Connection, Fault, Row, Statement, text::beside as sql, value::params},
};
use engine::{
    access::{Actor, Behalf},
    days::Day,
    words::{FileId, MatterId},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Why a file is not taken. The words are for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Larger than the county allows.
    #[error("附件超过{0}MB，请压缩后重新上传。")]
    TooLarge(i64),
    /// Not one of the kinds that offices exchange, or not what its name says.
    #[error("附件“{0}”不是可接收的类型，请上传 PDF、图片、Word、Excel、OFD 或任免审批表文件。")]
    Kind(String),
    /// The disk or the database.
    #[error("{}", .0.sentence())]
    Unavailable(Fault),
}

impl From<Fault> for FileError {
    fn from(fault: Fault) -> Self {
        Self::Unavailable(fault)
    }
}

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRow {
    /// Its digest: SHA-256, hexadecimal.
    pub id: FileId,
    /// Its name when this account uploaded it.
    pub name: String,
    /// Its media type.
    pub kind: String,
    /// Bytes.
    pub size: i64,
    /// Who uploaded it.
    pub account: String,
    /// Microseconds since 1970, UTC.
    pub saved: i64,
}

/// Endings with their media types and how the bytes must begin.
const KINDS: [(&str, &str, &[u8]); 11] = [
    ("pdf", "application/pdf", b"%PDF-"),
    ("jpg", "image/jpeg", b"\xff\xd8\xff"),
    ("jpeg", "image/jpeg", b"\xff\xd8\xff"),
    ("png", "image/png", b"\x89PNG\r\n\x1a\n"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    ("ofd", "application/ofd", b"PK\x03\x04"),
    ("doc", "application/msword", b"\xd0\xcf\x11\xe0"),
    ("wps", "application/vnd.ms-works", b"\xd0\xcf\x11\xe0"),
    ("xls", "application/vnd.ms-excel", b"\xd0\xcf\x11\xe0"),
    ("lrmx", "application/xml", b""),
];

fn media_type(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let found = KINDS.iter().find(|(known, _, begins)| *known == ending && bytes.starts_with(begins));
    found.map(|(_, media, _)| *media)
}

fn place(data: &Path, id: &str) -> PathBuf {
    data.join("files").join(id.get(..2).unwrap_or_default()).join(id)
}

/// Writes under another name, flushes, renames, flushes the folder: the file is whole or not there.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let coming = path.with_extension(format!("{}.part", std::process::id()));
    let mut file = File::create(&coming)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&coming, path));
    if written.is_err() {
        // What could not be written whole is taken away again; if that fails too, its name says what it is.
        fs::remove_file(&coming).unwrap_or_default();
    }
    written?;
    File::open(folder)?.sync_all()
}

fn file_row(id: &str, row: &Row<'_>) -> Result<FileRow, Fault> {
    Ok(FileRow {
        id: FileId(id.to_owned()),
        name: row.string(0)?,
        kind: row.string(1)?,
        size: row.int(2)?,
        account: row.string(3)?,
        saved: row.int(4)?,
    })
}

/// The row of a file that this account uploaded, or that a matter answering the condition carries.
fn file_in(link: &mut Connection, id: &FileId, find: &Where<'_>) -> Result<Option<FileRow>, Fault> {
    let text = format!("{}{}) {}", sql::FILE_SEEN, find.text, sql::FILE_ORDER);
    link.first(&Statement::composed("file.seen", text), &find.values, |row| file_row(&id.0, row))
}

impl County {
    /// Keeps an attachment; on return it is on the disk. The same bytes twice are one file on the disk, and nobody learns from it
    /// that another had them too: each account has a row of its own.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn keep_file(
        &self,
        name: &str,
        bytes: &[u8],
        account: &str,
        moment: jiff::Timestamp,
    ) -> Result<FileRow, FileError> {
        let most = self.policy().number("file.size", Day::at(moment)).unwrap_or(20);
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        if size > most * 1024 * 1024 {
            return Err(FileError::TooLarge(most));
        }
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().replace(char::is_control, "");
        let kind = media_type(&name, bytes).ok_or_else(|| FileError::Kind(name.clone()))?;
        let id = hex(&Sha256::digest(bytes));
        write(&place(&self.shared().data, &id), bytes).map_err(|error| Fault::of_disk(&error))?;
        let (county, key) = (self.code().to_owned(), id.clone());
        let (kept, account) = (name.clone(), account.to_owned());
        self.write(move |link| {
            let values = params![&county, &key, &kept, kind, size, &account, moment.as_microsecond()];
            link.execute(&sql::KEEP_FILE, &values)?;
            link.first(&sql::FILE, &params![&county, &key, &account], |row| file_row(&key, row))
        })?
        .ok_or_else(|| Fault::broken("a file just kept is gone").into())
    }
}

impl Reader {
    /// What is known about a file, if this actor may read it: he uploaded it, or sees a matter that carries it, and sees it there.
    ///
    /// # Errors
    /// What the database says.
    pub fn file(&self, id: &FileId, actor: &Actor) -> Result<Option<FileRow>, Fault> {
        self.read(|link| {
            let reserving = list(self.kinds(|kind| kind.sealed_from_person));
            let mut find = Where::new(self.county());
            find.values.extend(params![&id.0, &actor.account]);
            self.seen(link, actor, &mut find)?;
            let mut open = Where { text: find.text.clone(), values: find.values.clone() };
            open.add("m.kind {not_in:$$}", reserving.as_str());
            if let Some(row) = file_in(link, id, &open)? {
                return Ok(Some(row));
            }
            find.add("m.kind {in:$$}", reserving.as_str());
            let carrying = Statement::composed("file.carrying", format!("{}{}", sql::FILE_CARRYING, find.text));
            let carrying = link.rows(&carrying, &find.values, |row| row.string(0).map(MatterId))?;
            for matter in carrying {
                if self.shows(link, &matter, id, actor)? {
                    find.add("m.id = $$", &matter.0);
                    return file_in(link, id, &find);
                }
            }
            Ok(None)
        })
    }

    /// Whether a file stands in what this actor sees of a matter, some of which may be reserved.
    fn shows(&self, link: &mut Connection, matter: &MatterId, id: &FileId, actor: &Actor) -> Result<bool, Fault> {
        let Some(loaded) = self.loaded(link, matter)? else { return Ok(false) };
        let mechanism = self.mechanism(&loaded.identity.kind)?;
        let Some(cut) = Cut::of(mechanism, &loaded, actor) else { return Ok(true) };
        let lines = decide::stream(self.county(), link, mechanism, (loaded.identity.key, 0), Some(&cut))?;
        let said = |line: &StreamLine| {
            let paper = line.on_behalf.as_ref().and_then(Behalf::signed).is_some_and(|signed| signed.paper == *id);
            paper || line.payload.to_string().contains(id.as_str())
        };
        Ok(lines.iter().any(said) || cut.state(&loaded.standing.state)?.contains(id.as_str()))
    }

    /// The bytes of a file, checked against its digest.
    ///
    /// # Errors
    /// `Lost` when the disk does not give them, `Broken` when they are not the ones that were kept.
    pub fn file_bytes(&self, id: &FileId) -> Result<Vec<u8>, Fault> {
        let bytes = fs::read(place(self.data(), &id.0)).map_err(|error| Fault::of_disk(&error))?;
        if hex(&Sha256::digest(&bytes)) == id.0 { Ok(bytes) } else { Err(Fault::broken("a file was changed")) }
    }
}
