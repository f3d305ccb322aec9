//! How often one address may try to sign in.

use axum::http::{Extensions, HeaderMap};
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::{Mutex, PoisonError},
};

/// The other end of the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Attempts of the last minute by address.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<BTreeMap<String, Vec<i64>>>);

/// Microseconds of a minute.
const MINUTE: i64 = 60 * 1_000_000;
/// Addresses remembered at once; beyond it the quiet ones are forgotten.
const ADDRESSES: usize = 4_096;

impl Pace {
    /// Notes an attempt. `Some` is the number of seconds to wait when there were `most` within the minute before.
    pub(crate) fn attempt(&self, address: &str, most: i64, now: jiff::Timestamp) -> Option<i64> {
        let now = now.as_microsecond();
        let recent = |at: &i64| (0..MINUTE).contains(&now.saturating_sub(*at));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ADDRESSES {
            known.retain(|_, attempts| attempts.iter().any(recent));
        }
        let attempts = known.entry(address.to_owned()).or_default();
        attempts.retain(recent);
        let full = i64::try_from(attempts.len()).is_ok_and(|made| made >= most.max(1));
        if let (true, Some(first)) = (full, attempts.first()) {
            return Some((MINUTE - now.saturating_sub(*first)) / 1_000_000 + 1);
        }
        attempts.push(now);
        None
    }
}

/// The address of whoever asks. A proxy on this very machine is believed about whom it speaks for; nobody else is.
pub(crate) fn address(extensions: &Extensions, headers: &HeaderMap) -> String {
    let Some(Peer(peer)) = extensions.get::<Peer>() else { return String::new() };
    let forwarded = || {
        headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()?
            .to_str()
            .ok()?
            .rsplit(',')
            .next()?
            .trim()
            .parse::<IpAddr>()
            .ok()
    };
    let address = if peer.ip().is_loopback() { forwarded().unwrap_or(peer.ip()) } else { peer.ip() };
    address.to_string()
}
