//! The key folder, apart from the database: who has only the one can neither read what is sealed nor sign a journal, and who puts an
//! older database back is found out by the highest head kept here.

use crate::ids::{hex, random};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// Journals are signed with ed25519; other algorithms (SM2) will have other numbers.
pub(crate) const ALG_ED25519: u8 = 1;

/// The last place of a journal, as signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: [u8; 32],
    pub(crate) moment: i64,
    /// Algorithm byte and signature.
    pub(crate) signature: Vec<u8>,
}

/// Keyed digest for matching without reading: ID numbers.
#[derive(Clone, Copy)]
pub(crate) struct Digester([u8; 32]);

impl Digester {
    /// The digest under which a clear text is found again.
    pub(crate) fn digest(&self, clear: &str) -> Vec<u8> {
        hmac(&self.0, &[clear.to_uppercase().as_bytes()])
    }
}

/// The keys of a county.
pub(crate) struct Keys {
    sign: SigningKey,
    /// Wraps the data keys of sealed values.
    pub(crate) wrap: [u8; 32],
    pub(crate) digester: Digester,
    county: String,
    heads: File,
    place: usize,
}

impl Keys {
    /// Opens the key folder, making it and its keys for a county that has none yet (`fresh`).
    ///
    /// # Errors
    /// A sentence: the folder cannot be used, or keys are missing though the county has a journal.
    pub(crate) fn open(folder: &Path, county: &str, fresh: bool) -> Result<Self, String> {
        fs::create_dir_all(folder).map_err(|error| unusable(folder, &error))?;
        restrict(folder, 0o700).map_err(|error| unusable(folder, &error))?;
        let sign = SigningKey::from_bytes(&key(folder, "journal.key", fresh)?);
        let wrap = key(folder, "seal.key", fresh)?;
        let digester = Digester(key(folder, "digest.key", fresh)?);
        let path = folder.join(format!("head-{county}"));
        let heads = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path);
        let heads = heads.map_err(|error| unusable(&path, &error))?;
        Ok(Self { sign, wrap, digester, county: county.to_owned(), heads, place: 0 })
    }

    fn message(&self, seq: i64, hash: &[u8; 32], moment: i64) -> Vec<u8> {
        let mut message = b"zhunsheng journal head\0".to_vec();
        message.push(ALG_ED25519);
        message.extend_from_slice(self.county.as_bytes());
        message.push(0);
        message.extend_from_slice(&seq.to_be_bytes());
        message.extend_from_slice(hash);
        message.extend_from_slice(&moment.to_be_bytes());
        message
    }

    /// Signs a place of the journal.
    pub(crate) fn sign(&self, seq: i64, hash: [u8; 32], moment: i64) -> Head {
        let mut signature = vec![ALG_ED25519];
        signature.extend_from_slice(&self.sign.sign(&self.message(seq, &hash, moment)).to_bytes());
        Head { seq, hash, moment, signature }
    }

    /// Whether a head was signed with this county's key.
    pub(crate) fn is_signed(&self, head: &Head) -> bool {
        let Some((&ALG_ED25519, bytes)) = head.signature.split_first() else { return false };
        let Ok(signature) = Signature::from_slice(bytes) else { return false };
        let public: VerifyingKey = self.sign.verifying_key();
        public.verify(&self.message(head.seq, &head.hash, head.moment), &signature).is_ok()
    }

    /// The public half of the signing key, hexadecimal: whoever has it can tell whose signature it is.
    pub(crate) fn public(&self) -> String {
        hex(&self.sign.verifying_key().to_bytes())
    }

    /// Signs a text that is no journal: the manifest of a backup.
    pub(crate) fn sign_text(&self, text: &[u8]) -> Vec<u8> {
        let mut signature = vec![ALG_ED25519];
        signature.extend_from_slice(&self.sign.sign(&text_message(text)).to_bytes());
        signature
    }

    /// Whether such a text was signed with this key.
    pub(crate) fn signed_text(&self, text: &[u8], signature: &[u8]) -> bool {
        let Some((&ALG_ED25519, bytes)) = signature.split_first() else { return false };
        let Ok(signature) = Signature::from_slice(bytes) else { return false };
        self.sign.verifying_key().verify(&text_message(text), &signature).is_ok()
    }

    /// Forgets that more was signed than `head`: an older copy was put back knowingly. The file that remembers is kept beside, under a
    /// name that says so.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(crate) fn set_back(&mut self, folder: &Path, kept: i64, head: Option<&Head>) -> io::Result<()> {
        let path = folder.join(format!("head-{}", self.county));
        fs::rename(&path, folder.join(format!("head-{}.lost-{kept}", self.county)))?;
        self.heads = OpenOptions::new().create_new(true).read(true).write(true).open(&path)?;
        self.place = 0;
        match head {
            Some(head) => self.keep(head).and_then(|()| self.flush()),
            None => Ok(()),
        }
    }

    /// Keeps a head after its commit: two places written by turns, so that one of them is always whole. The file is flushed to the
    /// disk when the county closes; a crash of the machine may leave it behind the database, never ahead of it.
    ///
    /// # Errors
    /// The folder cannot be written any more.
    pub(crate) fn keep(&mut self, head: &Head) -> io::Result<()> {
        let mut slot = Vec::with_capacity(SLOT);
        slot.extend_from_slice(&head.seq.to_be_bytes());
        slot.extend_from_slice(&head.hash);
        slot.extend_from_slice(&head.moment.to_be_bytes());
        slot.extend_from_slice(&head.signature);
        self.place = 1 - self.place;
        let from = u64::try_from(self.place * SLOT).unwrap_or_default();
        self.heads.seek(SeekFrom::Start(from))?;
        self.heads.write_all(&slot)
    }

    /// Flushes the kept head to the disk.
    ///
    /// # Errors
    /// The disk says no.
    pub(crate) fn flush(&self) -> io::Result<()> {
        self.heads.sync_data()
    }

    /// The highest head kept that was signed with this key.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn highest(&mut self) -> io::Result<Option<Head>> {
        let mut bytes = Vec::new();
        self.heads.seek(SeekFrom::Start(0))?;
        self.heads.read_to_end(&mut bytes)?;
        let heads = bytes.chunks(SLOT).enumerate().filter_map(|(place, slot)| Some((place, parse(slot)?)));
        let best = heads.filter(|(_, head)| self.is_signed(head)).max_by_key(|(_, head)| head.seq);
        if let Some((place, _)) = &best {
            self.place = *place;
        }
        Ok(best.map(|(_, head)| head))
    }
}

fn text_message(text: &[u8]) -> Vec<u8> {
    [b"zhunsheng backup\0", text].concat()
}

const SLOT: usize = 8 + 32 + 8 + 65;

fn parse(slot: &[u8]) -> Option<Head> {
    let (seq, rest) = slot.split_first_chunk::<8>()?;
    let (hash, rest) = rest.split_first_chunk::<32>()?;
    let (moment, signature) = rest.split_first_chunk::<8>()?;
    let signature = (signature.len() == 65).then(|| signature.to_vec())?;
    Some(Head { seq: i64::from_be_bytes(*seq), hash: *hash, moment: i64::from_be_bytes(*moment), signature })
}

/// HMAC-SHA-256 over pieces.
pub(crate) fn hmac(key: &[u8; 32], pieces: &[&[u8]]) -> Vec<u8> {
    // A key of any length is a key to HMAC.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key) else { return Vec::new() };
    for piece in pieces {
        mac.update(piece);
    }
    mac.finalize().into_bytes().to_vec()
}

/// Reads a key, or makes it where the county is new.
fn key(folder: &Path, name: &str, fresh: bool) -> Result<[u8; 32], String> {
    let path = folder.join(name);
    match fs::read(&path) {
        Ok(bytes) => bytes.try_into().map_err(|_| format!("{}不是完整的密钥文件，请从备份恢复。", path.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound && fresh => {
            make(&path).map_err(|error| unusable(&path, &error))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("{}不存在，而数据库中已有记录，请从备份恢复密钥目录。", path.display()))
        }
        Err(error) => Err(unusable(&path, &error)),
    }
}

fn make(path: &PathBuf) -> io::Result<[u8; 32]> {
    let bytes = random::<32>().map_err(|fault| io::Error::other(fault.to_string()))?;
    let mut file = OpenOptions::new().create_new(true).write(true).open(path)?;
    restrict(path, 0o600)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    Ok(bytes)
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}
#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

fn unusable(path: &Path, error: &io::Error) -> String {
    format!("{}不能读写（{error}），请检查权限。", path.display())
}
