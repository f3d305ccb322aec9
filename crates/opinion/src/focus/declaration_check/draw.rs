//! 随机抽取 that anybody can do again: a pure function of the list and of a seed that nobody in the house chose.
//!
//! 1. The *digest* of the list is SHA-256 over its codes, sorted, one a line (a line feed between them, none at the end). The order in which
//!    the list was written down, and a code written twice, make no difference.
//! 2. The digest and the source of the seed (such as the winning numbers of a public lottery on a day to come) are recorded before the seed
//!    can be known. Whoever changed the list afterwards would change the digest.
//! 3. The *rank* of a code is SHA-256 over seed, line feed, digest, line feed, code. Those with the smallest ranks, in hexadecimal digits as
//!    texts are sorted, are drawn, as many as the share asks for.
//!
//! Any tool that knows SHA-256 gives the same: `printf '%s\n%s\n%s' SEED DIGEST CODE | sha256sum`.

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest of a list of codes.
#[must_use]
pub fn digest<'a>(codes: impl IntoIterator<Item = &'a str>) -> String {
    let sorted: BTreeSet<&str> = codes.into_iter().collect();
    hex(&sorted.into_iter().collect::<Vec<_>>().join("\n"))
}

/// The rank of a code by a seed within a list.
#[must_use]
pub fn rank(seed: &str, digest: &str, code: &str) -> String {
    hex(&format!("{seed}\n{digest}\n{code}"))
}

/// How many of a list a share of so many percent asks for: rounded up, so that a share above nothing draws somebody.
#[must_use]
pub fn count(listed: usize, percent: i64) -> usize {
    let percent = usize::try_from(percent.clamp(0, 100)).unwrap_or_default();
    listed.saturating_mul(percent).div_ceil(100)
}

/// The codes drawn, each with its rank, the smallest first.
#[must_use]
pub fn draw<'a>(codes: impl IntoIterator<Item = &'a str>, seed: &str, count: usize) -> Vec<(String, &'a str)> {
    let codes: BTreeSet<&str> = codes.into_iter().collect();
    let digest = digest(codes.iter().copied());
    let mut ranked: Vec<_> = codes.into_iter().map(|code| (rank(seed, &digest, code), code)).collect();
    ranked.sort();
    ranked.truncate(count);
    ranked
}
