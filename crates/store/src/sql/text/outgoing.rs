//! Statements of what leaves the house: calendars, the daily digest, the webhook.

use crate::sql::Statement;

pub(crate) const MAKE_FEED: Statement = Statement::new(
    "feed.make",
    "INSERT INTO calendar_feed (county, login, token, made) VALUES ($1, $2, $3, $4)
     ON CONFLICT (county, login) DO UPDATE SET token = excluded.token, made = excluded.made",
);
pub(crate) const END_FEED: Statement =
    Statement::new("feed.end", "DELETE FROM calendar_feed WHERE county = $1 AND login = $2");
pub(crate) const FEED: Statement =
    Statement::new("feed.read", "SELECT made FROM calendar_feed WHERE county = $1 AND login = $2");
pub(crate) const FEED_OF: Statement = Statement::new(
    "feed.of_token",
    "SELECT f.login, f.made FROM calendar_feed f JOIN account a ON a.county = f.county AND a.login = f.login
     WHERE f.county = $1 AND f.token = $2 AND a.active = 1",
);

pub(crate) const MAIL_BOX: Statement = Statement::new(
    "mail_box.read",
    "SELECT login, address, wanted, sent_on, failures FROM mail_box WHERE county = $1 AND login = $2",
);
/// Another address begins anew: what failed at the old one says nothing about it.
pub(crate) const KEEP_MAIL_BOX: Statement = Statement::new(
    "mail_box.keep",
    "INSERT INTO mail_box (county, login, address, wanted, sent_on, retry_at, failures) VALUES ($1, $2, $3, $4, '', 0, 0)
     ON CONFLICT (county, login) DO UPDATE SET address = excluded.address, wanted = excluded.wanted, retry_at = 0, failures = 0",
);
/// Whose digest of a day has not been sent, and may be tried now.
pub(crate) const MAILS_DUE: Statement = Statement::new(
    "mail_box.due",
    "SELECT b.login, b.address, b.wanted, b.sent_on, b.failures FROM mail_box b
     JOIN account a ON a.county = b.county AND a.login = b.login
     WHERE b.county = $1 AND b.wanted = 1 AND b.sent_on < $2 AND b.retry_at <= $3 AND a.active = 1
     ORDER BY b.retry_at, b.login LIMIT $4",
);
pub(crate) const MAIL_SENT: Statement = Statement::new(
    "mail_box.sent",
    "UPDATE mail_box SET sent_on = $3, retry_at = 0, failures = 0 WHERE county = $1 AND login = $2",
);
pub(crate) const MAIL_FAILED: Statement = Statement::new(
    "mail_box.failed",
    "UPDATE mail_box SET failures = failures + 1, retry_at = $3 WHERE county = $1 AND login = $2",
);

pub(crate) const HOOK: Statement =
    Statement::new("hook.read", "SELECT upto FROM hook WHERE county = $1 AND target = $2");
pub(crate) const HOOK_REACHED: Statement = Statement::new(
    "hook.reached",
    "INSERT INTO hook (county, target, upto) VALUES ($1, $2, $3)
     ON CONFLICT (county, target) DO UPDATE SET upto = excluded.upto",
);
/// What happened behind a place of the journal, without what it was.
pub(crate) const HAPPENED: Statement = Statement::new(
    "event.happened",
    "SELECT e.seq, e.kind, e.verb, e.moment, m.id, m.number FROM event e
     LEFT JOIN matter m ON m.county = e.county AND m.key = e.matter
     WHERE e.county = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3",
);

/// All of this room.
pub(crate) const ALL: &[&Statement] = &[
    &MAKE_FEED,
    &END_FEED,
    &FEED,
    &FEED_OF,
    &MAIL_BOX,
    &KEEP_MAIL_BOX,
    &MAILS_DUE,
    &MAIL_SENT,
    &MAIL_FAILED,
    &HOOK,
    &HOOK_REACHED,
    &HAPPENED,
];
