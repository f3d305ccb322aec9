//! Passwords and sessions. Which accounts exist and what they may do is journalled (`account`, `role_grant`); what is secret about them
//! stands here, beside the journal: argon2id hashes, and digests of session tokens.

use crate::{
    County,
    ids::{hex, random},
    second_factor::use_up,
    sql::{
        Connection, Fault,
        text::{accounts as sql, outgoing},
        value::params,
    },
};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use engine::days::Day;
use sha2::{Digest, Sha256};
use std::sync::{Condvar, Mutex, PoisonError};

/// Why a sign-in or a change of password does not go through. The words are for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Unknown account, disabled account or wrong password: the same words for all three.
    #[error("账号或口令不对，请核对后重试。")]
    Wrong,
    /// Too many failures in a row.
    #[error("连续输错次数过多，账号已锁定，请在{minutes}分钟后重试，或请系统管理员重置口令。")]
    Locked {
        /// Minutes until it opens again.
        minutes: i64,
    },
    /// The password is right; the account asks for a code beside it.
    #[error("该账号启用了动态口令，请填写六位动态口令后再登录。")]
    CodeNeeded,
    /// The code is wrong, or was used before.
    #[error("动态口令不对或已用过，请等下一个动态口令再试。")]
    WrongCode,
    /// The new password does not answer the county's rules.
    #[error("{0}")]
    Weak(String),
    /// The database.
    #[error("{}", .0.sentence())]
    Unavailable(Fault),
}

impl From<Fault> for SignInError {
    fn from(fault: Fault) -> Self {
        Self::Unavailable(fault)
    }
}

/// A session just opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The token: shown once, kept as a digest only.
    pub token: String,
    /// What forms carry against forgery.
    pub csrf: String,
    /// The password must be changed before anything else.
    pub must_change: bool,
}

/// Who wants to come in.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Sign-in name.
    pub login: &'a str,
    /// Password.
    pub password: &'a str,
    /// The code beside it, where one is asked for.
    pub code: Option<&'a str>,
    /// From where; shown to the holder the next time.
    pub address: &'a str,
}

/// When and from where an account signed in the time before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastSignIn {
    /// When.
    pub moment: jiff::Timestamp,
    /// From where.
    pub address: String,
}

/// Whether a code is asked for beside the password.
#[derive(Clone, Copy)]
enum Second<'a> {
    /// Whoever is signed in has given it already.
    NotAsked,
    /// As given.
    Given(Option<&'a str>),
}

/// A session in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Sign-in name.
    pub login: String,
    /// What forms carry against forgery.
    pub csrf: String,
    /// The password must be changed before anything else.
    pub must_change: bool,
}

struct Credential {
    hash: String,
    past: Vec<String>,
    changed: i64,
    must_change: bool,
}

/// A password for somebody who will change it at once: easy to read out, and of all classes.
///
/// # Errors
/// The operating system has no randomness.
pub fn fresh_password() -> Result<String, Fault> {
    // Without the letters and digits that are taken for each other.
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let drawn = random::<12>()?.map(|byte| LETTERS.get(usize::from(byte % 32)).copied().map_or('a', char::from));
    let mut password = String::from("Zs");
    for (place, letter) in drawn.into_iter().enumerate() {
        if place % 4 == 0 {
            password.push('-');
        }
        password.push(letter);
    }
    password.push('7');
    Ok(password)
}

/// At most two passwords are hashed at once: each takes 19 MB.
struct Turnstile {
    free: Mutex<u8>,
    left: Condvar,
}
static TURNSTILE: Turnstile = Turnstile { free: Mutex::new(2), left: Condvar::new() };

impl Turnstile {
    fn pass<T>(&self, run: impl FnOnce() -> T) -> T {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = self.left.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        drop(free);
        let value = run();
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.left.notify_one();
        value
    }
}

fn hash(password: &str) -> Result<String, Fault> {
    let hashed = TURNSTILE.pass(|| Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()));
    hashed.map_err(|error| Fault::broken(format!("hashing: {error}")))
}

fn matches(password: &str, hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else { return false };
    TURNSTILE.pass(|| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
}

/// A hash of nothing anyone knows: an unknown account takes as long to refuse as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWtub3dzLWl0$b2YgYSB3b3JkIHRoYXQgbm9ib2R5IGV2ZXIgY2hvc2U";

/// Letters from which on a sign-in name may not stand within its password; shorter ones come about by chance.
const NAME_INSIDE: usize = 4;

const MICROS: i64 = 1_000_000;
const MINUTE: i64 = 60 * MICROS;

fn token_digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

impl County {
    /// Sets a password from outside (a new account, a reset): it must be changed at the first sign-in, and open sessions end.
    ///
    /// # Errors
    /// `Wrong` when there is no such account, `Weak` when the rules say no.
    pub fn set_password(
        &self,
        login: &str,
        password: &str,
        must_change: bool,
        moment: jiff::Timestamp,
    ) -> Result<(), SignInError> {
        self.strong(login, password, moment)?;
        let (hash, name) = (self.hashed(password)?, self.failures_of(login));
        let (county, login) = (self.code().to_owned(), login.to_owned());
        let known = self.write(move |link| {
            let known = link.first(&sql::LOGIN_KNOWN, &params![&county, &login], |row| row.int(0))?.is_some();
            if known {
                store_password(link, (&county, &login, &name), &hash, &[], must_change, moment)?;
                // Whoever lost his password may have lost the device that knows the address of his calendar.
                link.execute(&outgoing::END_FEED, &params![&county, &login])?;
            }
            Ok(known)
        })?;
        if known { Ok(()) } else { Err(SignInError::Wrong) }
    }

    /// Changes one's own password; other sessions of the account end.
    ///
    /// # Errors
    /// `Wrong` or `Locked` for the old one, `Weak` for the new one.
    pub fn change_password(
        &self,
        login: &str,
        old: &str,
        new: &str,
        moment: jiff::Timestamp,
    ) -> Result<(), SignInError> {
        let credential = self.check(login, old, Second::NotAsked, moment)?;
        self.strong(login, new, moment)?;
        let keep = self.number("password.history", moment, 5);
        let past: Vec<String> = std::iter::once(credential.hash)
            .chain(credential.past)
            .take(usize::try_from(keep).unwrap_or_default())
            .collect();
        if past.iter().any(|hash| self.is_of(new, hash)) {
            return Err(SignInError::Weak(format!("新口令与最近{keep}次用过的相同，请换一个。")));
        }
        let (hash, name) = (self.hashed(new)?, self.failures_of(login));
        let (county, login) = (self.code().to_owned(), login.to_owned());
        self.write(move |link| store_password(link, (&county, &login, &name), &hash, &past, false, moment))?;
        Ok(())
    }

    /// Opens a session of an account that asks for no code, from nowhere in particular.
    ///
    /// # Errors
    /// See [`SignInError`].
    pub fn sign_in(&self, login: &str, password: &str, moment: jiff::Timestamp) -> Result<Opened, SignInError> {
        self.enter(Attempt { login, password, code: None, address: "" }, moment)
    }

    /// Opens a session. The API's tokens are sessions too.
    ///
    /// # Errors
    /// See [`SignInError`].
    pub fn enter(&self, attempt: Attempt<'_>, moment: jiff::Timestamp) -> Result<Opened, SignInError> {
        let Attempt { login, password, code, address } = attempt;
        let credential = self.check(login, password, Second::Given(code), moment)?;
        let token = hex(&random::<32>()?);
        let csrf = hex(&random::<16>()?);
        let must_change = self.must_change(credential.must_change, credential.changed, moment);
        let opened = Opened { token: token.clone(), csrf: csrf.clone(), must_change };
        let (county, login, address) = (self.code().to_owned(), login.to_owned(), address.to_owned());
        let longest = self.number("sign_in.session", moment, 12) * 60 * MINUTE;
        let now = moment.as_microsecond();
        self.write(move |link| {
            link.execute(&sql::FORGET_SESSIONS, &params![&county, now - longest])?;
            link.execute(&sql::KEEP_LAST, &params![&county, &login, now, &address])?;
            link.execute(&sql::OPEN_SESSION, &params![&county, &token_digest(&token), &login, &csrf, now])
        })?;
        Ok(opened)
    }

    /// The session of a token, unless it has been idle or open for too long. Looking at it is being there: its last sight is noted,
    /// once a minute, without waiting.
    ///
    /// # Errors
    /// What the database says.
    pub fn session(&self, token: &str, moment: jiff::Timestamp) -> Result<Option<Session>, Fault> {
        let digest = token_digest(token);
        let found = self.shared().pool.read(|link| {
            link.first(&sql::SESSION, &params![self.code(), &digest], |row| {
                Ok((row.string(0)?, row.string(1)?, row.int(2)?, row.int(3)?, row.flag(4)?, row.int(5)?))
            })
        })?;
        let Some((login, csrf, opened, seen, must_change, changed)) = found else { return Ok(None) };
        let now = moment.as_microsecond();
        let idle = self.number("sign_in.idle", moment, 30) * MINUTE;
        let longest = self.number("sign_in.session", moment, 12) * 60 * MINUTE;
        if now - seen > idle || now - opened > longest {
            return Ok(None);
        }
        if now - seen > MINUTE {
            let county = self.code().to_owned();
            self.write_later(move |link| link.execute(&sql::SEEN, &params![&county, &digest, now]).map(drop));
        }
        let must_change = self.must_change(must_change, changed, moment);
        Ok(Some(Session { login, csrf, must_change }))
    }

    /// Takes the second factor away for its holder, who gives a code of it; a wrong one counts like a wrong password.
    ///
    /// # Errors
    /// `WrongCode`, `Locked`, `CodeNeeded`; what the database says.
    pub fn end_second_factor(&self, login: &str, code: &str, moment: jiff::Timestamp) -> Result<(), SignInError> {
        let (now, name) = (moment.as_microsecond(), self.failures_of(login));
        if let Some(until) = self.shared().pool.read(|link| lock_of(link, self.code(), &name, now))? {
            return Err(locked_for(until - now));
        }
        match self.admit(login, &name, Second::Given(Some(code)), moment) {
            Ok(()) => Ok(self.drop_second_factor(login)?),
            Err(SignInError::WrongCode) => self.failed(name, SignInError::WrongCode, moment),
            Err(other) => Err(other),
        }
    }

    /// When and from where the account signed in the time before this one.
    ///
    /// # Errors
    /// What the database says.
    pub fn last_sign_in(&self, login: &str) -> Result<Option<LastSignIn>, Fault> {
        let found = self.shared().pool.read(|link| {
            link.first(&sql::LAST, &params![self.code(), login], |row| Ok((row.int(0)?, row.string(1)?)))
        })?;
        let Some((moment, address)) = found else { return Ok(None) };
        let moment = jiff::Timestamp::from_microsecond(moment).map_err(|error| Fault::broken(error.to_string()))?;
        Ok(Some(LastSignIn { moment, address }))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// What the database says.
    pub fn sign_out(&self, token: &str) -> Result<(), Fault> {
        let (county, digest) = (self.code().to_owned(), token_digest(token));
        self.write(move |link| link.execute(&sql::CLOSE_SESSION, &params![&county, &digest]).map(drop))
    }

    /// Whether the account has a password yet.
    ///
    /// # Errors
    /// What the database says.
    pub fn has_password(&self, login: &str) -> Result<bool, Fault> {
        Ok(self.credential(login)?.is_some())
    }

    fn number(&self, limit: &str, moment: jiff::Timestamp, otherwise: i64) -> i64 {
        self.policy().number(limit, Day::at(moment)).unwrap_or(otherwise)
    }

    fn must_change(&self, told: bool, changed: i64, moment: jiff::Timestamp) -> bool {
        let age = self.number("password.age", moment, 90);
        told || moment.as_microsecond() - changed > age * 24 * 60 * MINUTE
    }

    fn credential(&self, login: &str) -> Result<Option<Credential>, Fault> {
        self.shared().pool.read(|link| {
            link.first(&sql::CREDENTIAL, &params![self.code(), login], |row| {
                Ok(Credential {
                    hash: row.string(0)?,
                    past: crate::facts::json(&row.text(1)?)?,
                    changed: row.int(2)?,
                    must_change: row.flag(3)?,
                })
            })
        })
    }

    /// A password as it is kept.
    fn hashed(&self, password: &str) -> Result<String, Fault> {
        self.shared().load.hashed();
        hash(password)
    }

    /// Whether a password is the one of a hash.
    fn is_of(&self, password: &str, hash: &str) -> bool {
        self.shared().load.hashed();
        matches(password, hash)
    }

    /// The credential, if the password is right; failures are counted, and lock the name for a while. A name that nobody has goes
    /// through the same statements and the same hashing as one that somebody has, and a locked one through the same hashing as one
    /// that is not: how long the answer takes says nothing that it does not say itself.
    fn check(
        &self,
        login: &str,
        password: &str,
        second: Second<'_>,
        moment: jiff::Timestamp,
    ) -> Result<Credential, SignInError> {
        let (now, name) = (moment.as_microsecond(), self.failures_of(login));
        let locked = self.shared().pool.read(|link| lock_of(link, self.code(), &name, now))?;
        let credential = self.credential(login)?;
        let known = credential.as_ref().map_or(NOBODY, |credential| &credential.hash);
        let right = self.is_of(password, known);
        if let Some(until) = locked {
            return Err(locked_for(until - now));
        }
        let mut wrong = SignInError::Wrong;
        if let Some(credential) = credential.filter(|_| right) {
            match self.admit(login, &name, second, moment) {
                // A guessed code is counted like a guessed password.
                Err(SignInError::WrongCode) => wrong = SignInError::WrongCode,
                admitted => return admitted.map(|()| credential),
            }
        }
        self.failed(name, wrong, moment)
    }

    /// The password is right: lock and code are looked at in one transaction. A password without its code clears no failures.
    fn admit(&self, login: &str, name: &[u8], second: Second<'_>, moment: jiff::Timestamp) -> Result<(), SignInError> {
        let step = match second {
            Second::NotAsked => None,
            Second::Given(code) => self.second_step(login, code, moment)?,
        };
        let (county, login, name) = (self.code().to_owned(), login.to_owned(), name.to_vec());
        let now = moment.as_microsecond();
        let (locked, fresh) = self.write(move |link| {
            // Others may have tried at the same time: once the name is locked, no guess under way gets through.
            let locked = lock_of(link, &county, &name, now)?;
            if locked.is_some() {
                return Ok((locked, true));
            }
            let fresh = step.map_or(Ok(true), |step| use_up(link, &county, &login, step))?;
            if fresh {
                link.execute(&sql::CLEAR_FAILURES, &params![&county, name.as_slice()])?;
            }
            Ok((None, fresh))
        })?;
        match locked {
            Some(until) => Err(locked_for(until - now)),
            None if fresh => Ok(()),
            None => Err(SignInError::WrongCode),
        }
    }

    /// Counts a failure; the last one that is allowed locks the name.
    fn failed<T>(&self, name: Vec<u8>, wrong: SignInError, moment: jiff::Timestamp) -> Result<T, SignInError> {
        let (county, now) = (self.code().to_owned(), moment.as_microsecond());
        let most = self.number("sign_in.failures", moment, 5);
        let lockout = self.number("sign_in.lockout", moment, 30) * MINUTE;
        let locks = self.write(move |link| {
            link.execute(&sql::FORGET_FAILURES, &params![&county, now - lockout])?;
            let failures = link.first(&sql::FAILED, &params![&county, name.as_slice(), now], |row| row.int(0))?;
            let locks = failures.is_some_and(|failures| failures >= most);
            if locks {
                link.execute(&sql::LOCK, &params![&county, name.as_slice(), now + lockout])?;
            }
            Ok(locks)
        })?;
        Err(if locks { locked_for(lockout) } else { wrong })
    }

    /// What failures are counted under: a keyed digest, for people type all sorts of things where a name belongs.
    fn failures_of(&self, login: &str) -> Vec<u8> {
        self.shared().digester.digest(&format!("sign-in {login}"))
    }

    fn strong(&self, login: &str, password: &str, moment: jiff::Timestamp) -> Result<(), SignInError> {
        let least = self.number("password.length", moment, 8);
        let classes = self.number("password.classes", moment, 3);
        let tests: [fn(char) -> bool; 4] = [
            char::is_uppercase,
            char::is_lowercase,
            |letter| letter.is_ascii_digit(),
            |letter| !letter.is_alphanumeric(),
        ];
        let found = tests.iter().filter(|test| password.chars().any(**test)).count();
        let long = i64::try_from(password.chars().count()).unwrap_or(i64::MAX);
        // A longer text would only keep the server hashing.
        if long < least || password.len() > 256 {
            return Err(SignInError::Weak(format!("口令须为{least}位至256位，请重新设置。")));
        }
        if i64::try_from(found).unwrap_or_default() < classes {
            return Err(SignInError::Weak(format!("口令须含大写、小写、数字、符号中的{classes}种，请重新设置。")));
        }
        let (small, name) = (password.to_lowercase(), login.to_lowercase());
        if small == name || name.chars().count() >= NAME_INSIDE && small.contains(&name) {
            return Err(SignInError::Weak("口令不能含有登录名，请重新设置。".to_owned()));
        }
        Ok(())
    }
}

/// Until when a name is locked, if it is.
fn lock_of(link: &mut Connection, county: &str, name: &[u8], now: i64) -> Result<Option<i64>, Fault> {
    link.first(&sql::LOCKED, &params![county, name, now], |row| row.int(0))
}

fn locked_for(micros: i64) -> SignInError {
    SignInError::Locked { minutes: (micros + MINUTE - 1) / MINUTE }
}

fn store_password(
    link: &mut Connection,
    (county, login, name): (&str, &str, &[u8]),
    hash: &str,
    past: &[String],
    must_change: bool,
    moment: jiff::Timestamp,
) -> Result<(), Fault> {
    let past = crate::facts::list(past);
    link.execute(&sql::SET_CREDENTIAL, &params![county, login, hash, &past, moment.as_microsecond(), must_change])?;
    link.execute(&sql::CLEAR_FAILURES, &params![county, name])?;
    link.execute(&sql::CLOSE_SESSIONS, &params![county, login]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::{NOBODY, hash, matches};
    use argon2::PasswordHash;

    #[test]
    fn refusing_an_unknown_account_is_the_same_work_as_refusing_a_known_one() {
        let known = hash("Qingyi-2026").unwrap();
        let (known, nobody) = (PasswordHash::new(&known).unwrap(), PasswordHash::new(NOBODY).unwrap());
        assert_eq!((known.algorithm, known.version, &known.params), (nobody.algorithm, nobody.version, &nobody.params));
        assert_eq!(known.hash.unwrap().len(), nobody.hash.unwrap().len());
        assert!(!matches("Qingyi-2026", NOBODY));
    }
}
