//! Sealed values: encrypted each under a key of its own, that key wrapped by the key folder's; in state and journal only a handle and
//! a commitment keyed with a salt that dies with the value, so that erasure erases.

use crate::{
    ids::random,
    keys::{Keys, hmac},
    sql::{Connection, Fault, text::desk as sql, value::params},
};
use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use engine::procedure::Vault;
use serde_json::{Value, json};

/// A value sealed in this action, not yet written.
pub(crate) struct Fresh {
    id: String,
    key: Vec<u8>,
    salt: [u8; 32],
    content: Vec<u8>,
    digest: Option<Vec<u8>>,
    clear: Value,
}

/// What was sealed in one action: read by its rules, written only if they accept it.
#[derive(Default)]
pub(crate) struct Sealing {
    fresh: Vec<Fresh>,
    fault: Option<Fault>,
}

impl Vault for Sealing {
    fn clear(&self, seal: &str) -> Option<Value> {
        self.fresh.iter().find(|fresh| fresh.id == seal).map(|fresh| fresh.clear.clone())
    }
}

impl Sealing {
    /// Seals a value and returns what stands in its place.
    pub(crate) fn keep(&mut self, keys: &Keys, id: String, clear: Value) -> Value {
        match seal(keys, id, clear) {
            Ok((fresh, commitment)) => {
                let handle = json!({"seal": fresh.id, "commitment": commitment});
                self.fresh.push(fresh);
                handle
            }
            Err(fault) => {
                self.fault = Some(fault);
                Value::Null
            }
        }
    }

    /// Whether sealing failed.
    pub(crate) fn fault(&mut self) -> Result<(), Fault> {
        self.fault.take().map_or(Ok(()), Err)
    }

    /// Writes what was sealed, as the matter's.
    pub(crate) fn write(&self, link: &mut Connection, county: &str, matter: i64) -> Result<(), Fault> {
        for fresh in &self.fresh {
            let values = params![
                county,
                &fresh.id,
                matter,
                fresh.key.as_slice(),
                fresh.salt.as_slice(),
                fresh.content.as_slice(),
                fresh.digest.as_deref()
            ];
            link.push(&sql::KEEP_SEAL, &values, true)?;
        }
        Ok(())
    }
}

fn seal(keys: &Keys, id: String, clear: Value) -> Result<(Fresh, String), Fault> {
    let text = clear.to_string();
    let key = random::<32>()?;
    let salt = random::<32>()?;
    let content = encrypt(&key, &id, text.as_bytes())?;
    let wrapped = encrypt(&keys.wrap, &id, &key)?;
    let commitment = commitment(&salt, &id, &text);
    let digest = matched_by(keys, &clear);
    Ok((Fresh { id, key: wrapped, salt, content, digest, clear }, commitment))
}

/// The commitment that stands in the journal.
pub(crate) fn commitment(salt: &[u8; 32], id: &str, text: &str) -> String {
    crate::ids::hex(&hmac(salt, &[id.as_bytes(), &[0], text.as_bytes()]))
}

/// The keyed digest under which a value is matched; only ID numbers are.
pub(crate) fn matched_by(keys: &Keys, clear: &Value) -> Option<Vec<u8>> {
    clear.as_str().filter(|number| is_id_number(number)).map(|number| keys.digester.digest(number))
}

/// 18 characters of a citizen's ID number: these are also matched, through a keyed digest.
fn is_id_number(text: &str) -> bool {
    text.len() == 18
        && text.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() || (at == 17 && matches!(byte, b'X' | b'x')))
}

/// Encrypts under a key, bound to what it is.
pub(crate) fn encrypt(key: &[u8; 32], id: &str, clear: &[u8]) -> Result<Vec<u8>, Fault> {
    let nonce = random::<12>()?;
    let sealed = Aes256Gcm::new(key.into())
        .encrypt(&Nonce::from(nonce), Payload { msg: clear, aad: id.as_bytes() })
        .map_err(|_| Fault::broken("sealing failed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens what [`encrypt`] made.
pub(crate) fn decrypt(key: &[u8; 32], id: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let wrong = || Fault::broken("a sealed value does not open with the county's key");
    let (nonce, content) = sealed.split_first_chunk::<12>().ok_or_else(wrong)?;
    Aes256Gcm::new(key.into())
        .decrypt(&Nonce::from(*nonce), Payload { msg: content, aad: id.as_bytes() })
        .map_err(|_| wrong())
}

/// A sealed value opened, with the commitment it should have: `None` when it was erased or never was.
pub(crate) fn open(
    link: &mut Connection,
    county: &str,
    keys: &Keys,
    id: &str,
) -> Result<Option<(Value, String)>, Fault> {
    let found = link.first(&sql::SEAL, &params![county, id], |row| {
        let erased = row.value(0)? == crate::sql::Value::Null;
        if erased { Ok(None) } else { Ok(Some((row.bytes(0)?, row.bytes(1)?, row.bytes(2)?))) }
    })?;
    let Some((wrapped, salt, content)) = found.flatten() else { return Ok(None) };
    let wrong = |_| Fault::broken("a sealed value is damaged");
    let key: [u8; 32] = decrypt(&keys.wrap, id, &wrapped)?.try_into().map_err(wrong)?;
    let text =
        String::from_utf8(decrypt(&key, id, &content)?).map_err(|_| Fault::broken("a sealed value is no text"))?;
    let salt: [u8; 32] = salt.try_into().map_err(wrong)?;
    let commitment = commitment(&salt, id, &text);
    let clear = serde_json::from_str(&text).map_err(|error| Fault::broken(error.to_string()))?;
    Ok(Some((clear, commitment)))
}

/// Destroys a sealed value with its key and salt: nothing that is left can be matched to what it was.
pub(crate) fn erase(link: &mut Connection, county: &str, id: &str) -> Result<(), Fault> {
    link.execute(&sql::ERASE_SEAL, &params![county, id]).map(drop)
}
