//! What a backup says of itself: what is in it, with digests, and how far its journal goes. Signed with the county's key.

use super::BackupError;
use crate::{
    ids::hex,
    keys::{Head, Keys},
};
use serde::{Deserialize, Serialize};
use std::{fs, path::Path};

/// Name of the manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// Name of its signature.
pub(super) const SIGNATURE: &str = "manifest.signature";
/// Layout of a backup that this program writes and reads.
const FORMAT: u32 = 1;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Layout of the folder.
    format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// Code of the county.
    pub county: String,
    /// `sqlite` or `postgres`.
    pub database: String,
    /// Version of the tables.
    pub schema: usize,
    /// When it was begun.
    pub moment: jiff::Timestamp,
    /// Public key that signs the county's journal, hexadecimal.
    pub signer: String,
    /// Where the journal ends; absent in a county where nothing has happened.
    pub head: Option<SignedHead>,
    /// Its files, in the order of their paths.
    pub parts: Vec<Part>,
    /// Attachments that were already missing or changed when the backup was made.
    pub damaged: Vec<String>,
}

/// The end of a journal, as the desk signed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedHead {
    /// Number of its last record.
    pub seq: i64,
    /// Hash of the chain there, hexadecimal.
    pub hash: String,
    /// Microseconds since 1970, UTC.
    pub moment: i64,
    /// Algorithm byte and signature, hexadecimal.
    pub signature: String,
}

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its path within the backup.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// A manifest without parts yet.
    pub(super) fn new(county: &str, is_sqlite: bool, moment: jiff::Timestamp, keys: &Keys) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            county: county.to_owned(),
            database: if is_sqlite { "sqlite" } else { "postgres" }.to_owned(),
            schema: 0,
            moment,
            signer: keys.public(),
            head: None,
            parts: Vec::new(),
            damaged: Vec::new(),
        }
    }

    /// Number of the last record of its journal.
    #[must_use]
    pub fn last(&self) -> i64 {
        self.head.as_ref().map_or(0, |head| head.seq)
    }

    /// Writes it with its signature.
    pub(super) fn write(&self, folder: &Path, keys: &Keys) -> Result<(), BackupError> {
        let text = serde_json::to_vec_pretty(self).map_err(|error| BackupError::Disk(error.to_string()))?;
        let signature = hex(&keys.sign_text(&text));
        for (name, bytes) in [(MANIFEST, text.as_slice()), (SIGNATURE, signature.as_bytes())] {
            let path = folder.join(name);
            let written = super::folders::fresh(&path).and_then(|mut file| {
                std::io::Write::write_all(&mut file, bytes)?;
                file.sync_all()
            });
            written.map_err(|error| BackupError::unwritable(&path, &error))?;
        }
        Ok(())
    }

    /// Reads one. Nothing in it is believed before [`Manifest::check`].
    pub(super) fn read(folder: &Path) -> Result<(Self, Vec<u8>), BackupError> {
        let path = folder.join(MANIFEST);
        let bytes = fs::read(&path).map_err(|error| BackupError::unreadable(&path, &error))?;
        let broken = |_| BackupError::Damaged("备份清单 manifest.json 已损坏，没有恢复，请换一份备份。".to_owned());
        let manifest: Self = serde_json::from_slice(&bytes).map_err(broken)?;
        if manifest.format != FORMAT {
            let sentence =
                format!("备份的格式是第{}版，本程序只认识第{FORMAT}版，请用制作它的程序恢复。", manifest.format);
            return Err(BackupError::Unsuitable(sentence));
        }
        Ok((manifest, bytes))
    }

    /// Whether these keys signed it, and signed the journal's end in it.
    pub(super) fn check(&self, folder: &Path, bytes: &[u8], keys: &Keys) -> Result<(), BackupError> {
        if self.signer != keys.public() {
            let sentence = "密钥文件夹不是这份备份的：签名密钥不同，没有恢复。请用 --keys 指定该县自己的密钥文件夹。";
            return Err(BackupError::Keys(sentence.to_owned()));
        }
        let path = folder.join(SIGNATURE);
        let signature = fs::read_to_string(&path).map_err(|error| BackupError::unreadable(&path, &error))?;
        let signed = unhex(signature.trim()).is_some_and(|signature| keys.signed_text(bytes, &signature));
        let head = self.head.as_ref().map(|head| head.head());
        if signed && head.is_none_or(|head| head.is_some_and(|head| keys.is_signed(&head))) {
            return Ok(());
        }
        Err(BackupError::Damaged("备份清单的签名不对：清单被改动过，没有恢复，请换一份备份。".to_owned()))
    }
}

impl SignedHead {
    pub(super) fn of(head: &Head) -> Self {
        let Head { seq, hash, moment, signature } = head;
        Self { seq: *seq, hash: hex(hash), moment: *moment, signature: hex(signature) }
    }

    pub(super) fn head(&self) -> Option<Head> {
        let hash = unhex(&self.hash)?.try_into().ok()?;
        Some(Head { seq: self.seq, hash, moment: self.moment, signature: unhex(&self.signature)? })
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    text.as_bytes().chunks_exact(2).map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.last()?)?)).collect()
}
