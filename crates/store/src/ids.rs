//! Where ids come from: UUIDv7, ordered by the moment of the action; random, or drawn from a seed so that a made county is the same
//! each time.

use sha2::{Digest, Sha256};
use uuid::Builder;

/// The source of ids.
#[derive(Clone, Debug)]
pub enum IdSource {
    /// The operating system's randomness.
    Random,
    /// A seed and how many ids were drawn from it.
    Seeded {
        /// The seed.
        seed: u64,
        /// Ids drawn so far.
        drawn: u64,
    },
}

impl IdSource {
    /// A source that gives the same ids each time.
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self::Seeded { seed, drawn: 0 }
    }

    /// The next id.
    pub fn next(&mut self, moment: jiff::Timestamp) -> String {
        let mut random = [0_u8; 10];
        match self {
            // Without randomness an id would repeat; the unique index then refuses the action.
            Self::Random => getrandom::fill(&mut random).unwrap_or_default(),
            Self::Seeded { seed, drawn } => {
                *drawn += 1;
                let digest =
                    Sha256::new().chain_update(seed.to_le_bytes()).chain_update(drawn.to_le_bytes()).finalize();
                for (to, from) in random.iter_mut().zip(digest) {
                    *to = from;
                }
            }
        }
        let millis = u64::try_from(moment.as_millisecond()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
    }
}

/// Random bytes for keys, salts and tokens.
///
/// # Errors
/// The operating system has none: nothing secret may be made then.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], crate::sql::Fault> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|error| crate::sql::Fault::Lost(format!("no randomness: {error}")))?;
    Ok(bytes)
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a String cannot fail.
        write!(out, "{byte:02x}").unwrap_or_default();
        out
    })
}
