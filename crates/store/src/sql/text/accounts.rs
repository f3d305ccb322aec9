//! Statements of passwords and sessions.

use crate::sql::Statement;

pub(crate) const CREDENTIAL: Statement = Statement::new(
    "credential.read",
    "SELECT c.hash, c.past, c.changed, c.must_change FROM credential c
     JOIN account a ON a.county = c.county AND a.login = c.login WHERE c.county = $1 AND c.login = $2 AND a.active = 1",
);
pub(crate) const SET_CREDENTIAL: Statement = Statement::new(
    "credential.set",
    "INSERT INTO credential (county, login, hash, past, changed, must_change) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (county, login) DO UPDATE SET hash = excluded.hash, past = excluded.past, changed = excluded.changed,
     must_change = excluded.must_change",
);
pub(crate) const LOCKED: Statement = Statement::new(
    "sign_in.locked",
    "SELECT locked_until FROM sign_in WHERE county = $1 AND login = $2 AND locked_until > $3",
);
pub(crate) const FORGET_FAILURES: Statement =
    Statement::new("sign_in.forget", "DELETE FROM sign_in WHERE county = $1 AND last < $2");
pub(crate) const FAILED: Statement = Statement::new(
    "sign_in.failed",
    "INSERT INTO sign_in (county, login, failures, last, locked_until) VALUES ($1, $2, 1, $3, NULL)
     ON CONFLICT (county, login) DO UPDATE SET failures = sign_in.failures + 1, last = excluded.last RETURNING failures",
);
pub(crate) const LOCK: Statement =
    Statement::new("sign_in.lock", "UPDATE sign_in SET locked_until = $3 WHERE county = $1 AND login = $2");
pub(crate) const CLEAR_FAILURES: Statement =
    Statement::new("sign_in.clear", "DELETE FROM sign_in WHERE county = $1 AND login = $2");
pub(crate) const OPEN_SESSION: Statement = Statement::new(
    "session.open",
    "INSERT INTO session (county, token, login, csrf, opened, seen) VALUES ($1, $2, $3, $4, $5, $5)",
);
pub(crate) const SESSION: Statement = Statement::new(
    "session.read",
    "SELECT s.login, s.csrf, s.opened, s.seen, c.must_change, c.changed FROM session s
     JOIN credential c ON c.county = s.county AND c.login = s.login
     JOIN account a ON a.county = s.county AND a.login = s.login
     WHERE s.county = $1 AND s.token = $2 AND a.active = 1",
);
pub(crate) const SEEN: Statement =
    Statement::new("session.seen", "UPDATE session SET seen = $3 WHERE county = $1 AND token = $2 AND seen < $3");
pub(crate) const CLOSE_SESSION: Statement =
    Statement::new("session.close", "DELETE FROM session WHERE county = $1 AND token = $2");
pub(crate) const CLOSE_SESSIONS: Statement =
    Statement::new("session.close_all", "DELETE FROM session WHERE county = $1 AND login = $2");
pub(crate) const FORGET_SESSIONS: Statement =
    Statement::new("session.forget", "DELETE FROM session WHERE county = $1 AND opened < $2");
pub(crate) const COUNT_SESSIONS: Statement =
    Statement::new("session.count", "SELECT COUNT(*) FROM session WHERE county = $1 AND seen >= $2 AND opened >= $3");
pub(crate) const END_SESSIONS: Statement = Statement::new("session.end_all", "DELETE FROM session WHERE county = $1");
pub(crate) const LOGIN_KNOWN: Statement =
    Statement::new("account.known", "SELECT active FROM account WHERE county = $1 AND login = $2");

pub(crate) const SECOND: Statement = Statement::new(
    "second_factor.read",
    "SELECT secret, confirmed, used FROM second_factor WHERE county = $1 AND login = $2",
);
pub(crate) const BEGIN_SECOND: Statement = Statement::new(
    "second_factor.begin",
    "INSERT INTO second_factor (county, login, secret, confirmed, used) VALUES ($1, $2, $3, 0, 0)
     ON CONFLICT (county, login) DO NOTHING",
);
pub(crate) const CONFIRM_SECOND: Statement = Statement::new(
    "second_factor.confirm",
    "UPDATE second_factor SET confirmed = 1, used = $3 WHERE county = $1 AND login = $2 AND confirmed = 0",
);
pub(crate) const USE_SECOND: Statement = Statement::new(
    "second_factor.use",
    "UPDATE second_factor SET used = $3 WHERE county = $1 AND login = $2 AND used < $3 RETURNING used",
);
pub(crate) const DROP_SECOND: Statement =
    Statement::new("second_factor.drop", "DELETE FROM second_factor WHERE county = $1 AND login = $2");
pub(crate) const KEEP_LAST: Statement = Statement::new(
    "last_sign_in.keep",
    "INSERT INTO last_sign_in (county, login, moment, address, before_moment, before_address) VALUES ($1, $2, $3, $4, NULL, NULL)
     ON CONFLICT (county, login) DO UPDATE SET before_moment = last_sign_in.moment, before_address = last_sign_in.address,
     moment = excluded.moment, address = excluded.address",
);
pub(crate) const LAST: Statement = Statement::new(
    "last_sign_in.read",
    "SELECT before_moment, before_address FROM last_sign_in WHERE county = $1 AND login = $2 AND before_moment IS NOT NULL",
);

/// All of this room.
pub(crate) const ALL: &[&Statement] = &[
    &CREDENTIAL,
    &SET_CREDENTIAL,
    &LOCKED,
    &FORGET_FAILURES,
    &FAILED,
    &LOCK,
    &CLEAR_FAILURES,
    &OPEN_SESSION,
    &SESSION,
    &SEEN,
    &CLOSE_SESSION,
    &CLOSE_SESSIONS,
    &FORGET_SESSIONS,
    &COUNT_SESSIONS,
    &END_SESSIONS,
    &LOGIN_KNOWN,
    &SECOND,
    &BEGIN_SECOND,
    &CONFIRM_SECOND,
    &USE_SECOND,
    &DROP_SECOND,
    &KEEP_LAST,
    &LAST,
];
