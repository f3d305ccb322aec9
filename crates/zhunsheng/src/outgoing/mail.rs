//! The daily digest by mail: once a day to each box that is wanted, after the hour that the keeper set. That it went out is noted when the
//! mail server has taken it, so that a restart does not send it again; the message has the same id each time, so that a mail server which
//! took it in the very moment of a crash can tell.

use super::{Until, digest::digest, note, secret};
use crate::{
    args::Outgoing as Args,
    clock::{self, Clock},
    out::Fault,
};
use engine::days::Day;
use jiff::{SignedDuration, Timestamp};
use lettre::{
    Message, SmtpTransport, Transport,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use sha2::{Digest as _, Sha256};
use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, SystemTime},
};
use store::{County, notices::LISTED, outgoing::MailBox, sql};
use web::outgoing::{Delivered, may_be_mailed};

/// Between two looks at who waits for a digest.
const ROUND: Duration = Duration::from_secs(5);

/// How long a mail server may take over one step of its conversation.
const PATIENCE: Duration = Duration::from_secs(15);

/// Boxes of one look.
const BOXES: i64 = 50;

/// Most duties that a digest counts.
const DUTIES: i64 = 500;

/// After so many failures one behind the other a round ends: it is the server then, not the boxes.
const IN_A_ROW: u32 = 3;

/// Minutes until a box is tried again: doubled with each failure, up to so many.
const AGAIN: (i64, i64) = (5, 80);

/// The mail server.
pub(super) struct Mail {
    server: SmtpTransport,
    from: Mailbox,
    delivered: Arc<Delivered>,
}

/// What a digest follows.
pub(super) struct Rule<'a> {
    /// Links begin with it.
    pub(super) site: &'a str,
    /// The hour from which on it is sent.
    pub(super) hour: i8,
    /// Domains to which mail may go.
    pub(super) domains: &'a [String],
}

/// Why a digest did not go out.
enum Undelivered {
    /// The database cannot be read.
    County,
    /// The message cannot be put together.
    Message,
    /// The mail server refused, or did not answer.
    Server(lettre::transport::smtp::Error),
}

impl From<sql::Fault> for Undelivered {
    fn from(_: sql::Fault) -> Self {
        Self::County
    }
}

impl Mail {
    /// Reads the settings.
    ///
    /// # Errors
    /// A sentence about the setting that does not fit.
    pub(super) fn of(server: &str, args: &Args, delivered: &Arc<Delivered>) -> Result<Self, Fault> {
        let named = server.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse::<u16>().ok()?)));
        let (host, port) = named
            .filter(|(host, _)| !host.is_empty())
            .ok_or_else(|| Fault::usage(format!("--smtp {server} 不认识，请写成 主机:端口。")))?;
        let from = args.mail_from.as_deref().ok_or_else(|| Fault::usage("发每日邮件须写 --mail-from 发件人。"))?;
        let from = from
            .parse::<Mailbox>()
            .map_err(|_| Fault::usage(format!("--mail-from {from} 不是发件人，请写成 准绳 <地址>。")))?;
        let encrypted = || {
            TlsParameters::new(host.to_owned())
                .map_err(|error| Fault::usage(format!("不能准备与邮件服务器的加密连接：{error}。")))
        };
        let tls = match args.smtp_security.as_str() {
            "starttls" => Tls::Required(encrypted()?),
            "tls" => Tls::Wrapper(encrypted()?),
            "none" => Tls::None,
            other => {
                let sentence = format!("--smtp-security {other} 不认识，请写 starttls、tls 或 none。");
                return Err(Fault::usage(sentence));
            }
        };
        let mut builder = SmtpTransport::builder_dangerous(host).port(port).tls(tls).timeout(Some(PATIENCE));
        match (&args.smtp_user, &args.smtp_password_file) {
            (Some(user), Some(path)) => {
                let password = secret("--smtp-password-file", path)?;
                builder = builder.credentials(Credentials::new(user.clone(), password));
            }
            (None, None) => {}
            _ => return Err(Fault::usage("--smtp-user 和 --smtp-password-file 须一起写。")),
        }
        Ok(Self { server: builder.build(), from, delivered: Arc::clone(delivered) })
    }

    /// Sends until told to stop.
    pub(super) fn run(&self, county: &County, clock: &Clock, rule: &Rule<'_>, until: &Until) {
        loop {
            let now = clock.now();
            if clock::hour_of(now) >= rule.hour {
                self.round(county, clock, rule, until);
            }
            if !until.rest(ROUND) {
                return;
            }
        }
    }

    fn round(&self, county: &County, clock: &Clock, rule: &Rule<'_>, until: &Until) {
        let now = clock.now();
        let today = Day::at(now);
        let Ok(boxes) = county.reader().mails_due(today, now, BOXES) else { return };
        let mut in_a_row = 0;
        for mail_box in boxes {
            if until.is_over() || in_a_row >= IN_A_ROW {
                return;
            }
            let kept = match self.send(county, &mail_box, rule, now) {
                Ok(sent) => {
                    in_a_row = 0;
                    self.delivered.mails.fetch_add(u64::from(sent), Ordering::Relaxed);
                    county.mail_sent(&mail_box.login, today)
                }
                // The database is away: whoever waits is found again by a later round.
                Err(Undelivered::County) => return,
                Err(undelivered) => {
                    in_a_row += 1;
                    self.delivered.mails_failed.fetch_add(1, Ordering::Relaxed);
                    note("mail", now, sort(&undelivered));
                    let wait = (AGAIN.0 << mail_box.failures.clamp(0, 4)).min(AGAIN.1);
                    let again = now.checked_add(SignedDuration::from_mins(wait)).unwrap_or(now);
                    county.mail_failed(&mail_box.login, again)
                }
            };
            if kept.is_err() {
                return;
            }
        }
    }

    /// Sends a box its digest; `false` where there was nothing to say, or it may not be sent there any more.
    fn send(&self, county: &County, mail_box: &MailBox, rule: &Rule<'_>, now: Timestamp) -> Result<bool, Undelivered> {
        let (reader, today) = (county.reader(), Day::at(now));
        if !may_be_mailed(&mail_box.address, rule.domains) {
            return Ok(false);
        }
        let Some(actor) = reader.actor(&mail_box.login, today)? else { return Ok(false) };
        let duties = reader.duties_of(&actor, DUTIES)?;
        let unread = reader.notices_for(&actor, reader.read_upto(&mail_box.login)?, LISTED)?;
        let veiled = |kind: &str| county.catalogue().get(kind).is_none_or(|mechanism| mechanism.kind().veiled);
        let unread = unread.iter().filter(|notice| !veiled(&notice.kind)).count();
        let Some(digest) = digest(county.catalogue(), &duties, unread, today, rule.site) else { return Ok(false) };
        let to = mail_box.address.parse::<Mailbox>().map_err(|_| Undelivered::Message)?;
        let named = Sha256::digest(format!("{}\0{}\0{today}", county.code(), mail_box.login));
        let named: String = named.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(digest.subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(now.as_second()).unwrap_or_default()))
            .message_id(Some(format!("<{named}@{}>", self.from.email.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(digest.text)
            .map_err(|_| Undelivered::Message)?;
        self.server.send(&message).map_err(Undelivered::Server)?;
        Ok(true)
    }
}

/// What sort of failure it was, for the log: without the server's words, which can name an address.
fn sort(undelivered: &Undelivered) -> &'static str {
    match undelivered {
        Undelivered::County => "database",
        Undelivered::Message => "message",
        Undelivered::Server(error) if error.is_timeout() => "timeout",
        Undelivered::Server(error) if error.is_permanent() => "refused",
        Undelivered::Server(error) if error.is_transient() => "later",
        Undelivered::Server(_) => "unreachable",
    }
}
