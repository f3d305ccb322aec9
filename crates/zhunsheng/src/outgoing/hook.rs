//! The webhook: what happened, without what it was. The journal itself is the outbox: for each receiver the county keeps up to which place he
//! was told, and goes on from there, in order, until he has taken it (at least once). A receiver who stays away for too long is told from a
//! later place on, so that nothing piles up.

use super::{Until, address_of, note, secret};
use crate::{args::Outgoing as Args, clock::Clock, out::Fault};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use store::{County, outgoing::Happened, sql};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use web::outgoing::{Delivered, is_public};

/// Between two looks at the journal's height, which costs no statement.
const ROUND: Duration = Duration::from_secs(1);

/// How long a receiver may take over one event.
const PATIENCE: Duration = Duration::from_secs(10);

/// Entries of the journal looked at together.
const STRETCH: i64 = 100;

/// Entries of the journal that a receiver may be behind.
const BEHIND: i64 = 20_000;

/// Fewest characters of a secret.
const SECRET: usize = 32;

/// Seconds until a receiver is tried again: doubled with each failure, up to so many.
const AGAIN: (i64, i64) = (1, 3_600);

/// The receivers.
pub(super) struct Hooks {
    secret: Vec<u8>,
    site: String,
    agent: ureq::Agent,
    receivers: Vec<Receiver>,
    delivered: Arc<Delivered>,
}

struct Receiver {
    address: String,
    /// Under what the county knows him: an address can hold a secret of its own.
    target: String,
    upto: Option<i64>,
    failures: u32,
    again: Timestamp,
}

/// The body.
#[derive(Serialize)]
struct Body<'a> {
    /// The same whenever the same event is told.
    id: String,
    kind: &'a str,
    verb: &'a str,
    number: Option<&'a str>,
    link: String,
    moment: Timestamp,
}

impl Hooks {
    /// Reads the settings.
    ///
    /// # Errors
    /// A sentence about the setting that does not fit.
    pub(super) fn of(args: &Args, site: &str, delivered: &Arc<Delivered>) -> Result<Self, Fault> {
        let missing = || Fault::usage("发事件通知须写 --hook-secret-file 签名密钥的文件。");
        let path = args.hook_secret_file.as_deref().ok_or_else(missing)?;
        let secret = secret("--hook-secret-file", path)?.into_bytes();
        if secret.len() < SECRET {
            return Err(Fault::usage(format!("{} 中的签名密钥不足{SECRET}个字符，请换一个。", path.display())));
        }
        let mut receivers = Vec::new();
        for address in &args.hooks {
            let address = address_of("--hooks", address)?;
            let target = hex(&Sha256::digest(&address));
            receivers.push(Receiver { address, target, upto: None, failures: 0, again: Timestamp::MIN });
        }
        let (site, delivered) = (site.to_owned(), Arc::clone(delivered));
        Ok(Self { secret, site, agent: agent(), receivers, delivered })
    }

    /// Tells until told to stop.
    pub(super) fn run(&mut self, county: &County, clock: &Clock, until: &Until) {
        loop {
            let height = county.gauges().height;
            let mut receivers = std::mem::take(&mut self.receivers);
            for receiver in receivers.iter_mut().filter(|receiver| receiver.again <= clock.now()) {
                // Where the database is away, a later round begins where this one ended.
                self.tell(county, clock, receiver, height, until).unwrap_or_default();
            }
            let behind = receivers.iter().filter_map(|receiver| receiver.upto.map(|upto| height - upto)).max();
            self.delivered.hooks_waiting.store(behind.unwrap_or_default().max(0), Ordering::Relaxed);
            self.receivers = receivers;
            if !until.rest(ROUND) {
                return;
            }
        }
    }

    /// Tells one receiver what he has not been told, up to a place of the journal.
    fn tell(
        &self,
        county: &County,
        clock: &Clock,
        receiver: &mut Receiver,
        height: i64,
        until: &Until,
    ) -> Result<(), sql::Fault> {
        let known = match receiver.upto {
            Some(upto) => upto,
            None => match county.reader().hook_upto(&receiver.target)? {
                Some(upto) => upto,
                // Who is new is told of what happens from now on.
                None => {
                    county.hook_reached(&receiver.target, height)?;
                    height
                }
            },
        };
        let mut upto = known.max(height - BEHIND);
        self.delivered.hooks_dropped.fetch_add(u64::try_from(upto - known).unwrap_or_default(), Ordering::Relaxed);
        receiver.upto = Some(upto);
        while upto < height && !until.is_over() {
            let stretch = county.reader().happened(upto, STRETCH)?;
            let Some(last) = stretch.last().map(|event| event.seq) else { break };
            let mut reached = last;
            for event in &stretch {
                if until.is_over() || !self.told(county, clock, receiver, event) {
                    reached = event.seq - 1;
                    break;
                }
            }
            if reached > upto {
                county.hook_reached(&receiver.target, reached)?;
                receiver.upto = Some(reached);
            }
            if reached < last {
                break;
            }
            upto = reached;
        }
        Ok(())
    }

    /// Whether an event needs not be told any more: it was taken, or it is none that is told.
    fn told(&self, county: &County, clock: &Clock, receiver: &mut Receiver, event: &Happened) -> bool {
        let Some(body) = self.body(county, event) else { return true };
        let now = clock.now();
        match self.post(&receiver.address, &body, now) {
            Ok(()) => {
                receiver.failures = 0;
                self.delivered.hooks.fetch_add(1, Ordering::Relaxed);
                true
            }
            Err(how) => {
                self.delivered.hooks_failed.fetch_add(1, Ordering::Relaxed);
                note("hook", now, how);
                let wait = (AGAIN.0 << receiver.failures.min(12)).min(AGAIN.1);
                receiver.failures = receiver.failures.saturating_add(1);
                receiver.again = now.checked_add(SignedDuration::from_secs(wait)).unwrap_or(now);
                false
            }
        }
    }

    /// What is told of an event; nothing of kinds that are withheld, veiled or the administrators', nor of what the house itself wrote.
    fn body(&self, county: &County, event: &Happened) -> Option<String> {
        let kind = county.catalogue().get(&event.kind)?.kind();
        let (id, number) = event.matter.as_ref().filter(|_| is_public(kind))?;
        let body = Body {
            // A place of the journal would tell by its gaps how much is not told.
            id: self.mac(&[b"id\0", county.code().as_bytes(), &event.seq.to_be_bytes()])?,
            kind: kind.id,
            verb: &event.verb,
            number: number.as_deref(),
            link: format!("{}/matters/{id}", self.site),
            moment: event.moment,
        };
        serde_json::to_string(&body).ok()
    }

    fn post(&self, address: &str, body: &str, now: Timestamp) -> Result<(), &'static str> {
        let moment = now.as_second().to_string();
        let signature = self.mac(&[moment.as_bytes(), b".", body.as_bytes()]).ok_or("signature")?;
        let request = self
            .agent
            .post(address)
            .header("content-type", "application/json")
            .header("x-zhunsheng-timestamp", &moment)
            .header("x-zhunsheng-signature", format!("v1={signature}"));
        match request.send(body) {
            Ok(answer) if answer.status().is_success() => Ok(()),
            // Where a receiver points elsewhere, that is not followed: the keeper named this address and no other.
            Ok(answer) if answer.status().is_redirection() => Err("redirected"),
            Ok(_) => Err("refused"),
            Err(ureq::Error::Timeout(_)) => Err("timeout"),
            Err(_) => Err("unreachable"),
        }
    }

    fn mac(&self, pieces: &[&[u8]]) -> Option<String> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.secret).ok()?;
        pieces.iter().for_each(|piece| mac.update(piece));
        Some(hex(&mac.finalize().into_bytes()))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A client that follows nothing and trusts whom the machine trusts.
fn agent() -> ureq::Agent {
    let trusted = rustls_native_certs::load_native_certs().certs;
    let trusted: Vec<_> = trusted.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&trusted))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(PATIENCE))
        .proxy(None)
        .tls_config(tls);
    config.build().into()
}
