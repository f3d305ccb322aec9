//! 动态口令 (RFC 6238): six digits that follow from a secret and the half minute, asked beside the password of whoever has set it up.
//!
//! The secret lies encrypted under the county's key; a half minute is good once; one before and one after are good too, for clocks
//! that do not quite agree. Nobody is made to have one: it is each account's own.

use crate::{
    County,
    accounts::SignInError,
    ids::random,
    seal,
    sql::{Connection, Fault, text::accounts as sql, value::params},
};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Seconds for which a code stands.
const STEP: i64 = 30;

/// Digits of a code, as a power of ten.
const RANGE: u32 = 1_000_000;

/// Steps before and after in which a code is still good.
const DRIFT: i64 = 1;

/// A second factor as it is kept.
pub(crate) struct Kept {
    secret: Vec<u8>,
    /// It counts only once a code of it was given back.
    pub(crate) confirmed: bool,
    /// The last step that was used.
    used: i64,
}

/// The code of a step.
fn code(secret: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let from = usize::from(digest.last()? & 0x0f);
    let word: [u8; 4] = digest.get(from..from + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % RANGE))
}

/// The step of a code that is good at a moment and was not used yet.
fn step_of(kept: &Kept, given: &str, moment: jiff::Timestamp) -> Option<i64> {
    let given: String = given.chars().filter(|letter| !letter.is_whitespace()).collect();
    let now = moment.as_second().div_euclid(STEP);
    let mut near = (now - DRIFT..=now + DRIFT).filter(|step| *step > kept.used);
    near.find(|step| code(&kept.secret, *step).is_some_and(|right| right == given))
}

impl County {
    /// Whether signing in asks this account for a code.
    ///
    /// # Errors
    /// What the database says.
    pub fn has_second_factor(&self, login: &str) -> Result<bool, Fault> {
        Ok(self.second_factor(login)?.is_some_and(|kept| kept.confirmed))
    }

    /// The secret that waits for its first code, base 32.
    ///
    /// # Errors
    /// What the database says.
    pub fn pending_second_factor(&self, login: &str) -> Result<Option<String>, Fault> {
        let kept = self.second_factor(login)?.filter(|kept| !kept.confirmed);
        Ok(kept.map(|kept| BASE32_NOPAD.encode(&kept.secret)))
    }

    /// The secret to be entered in whoever's device, base 32: a new one, or the one that waits for its first code.
    ///
    /// # Errors
    /// `Weak`, where one counts already; what the database says.
    pub fn begin_second_factor(&self, login: &str) -> Result<String, SignInError> {
        match self.second_factor(login)? {
            Some(kept) if kept.confirmed => {
                Err(SignInError::Weak("动态口令已经启用，要换设备的，请先停用再重新登记。".to_owned()))
            }
            Some(kept) => Ok(BASE32_NOPAD.encode(&kept.secret)),
            None => {
                let secret = random::<20>()?;
                let sealed = seal::encrypt(&self.shared().wrap, &bound_to(login), &secret)?;
                let (county, login_of) = (self.code().to_owned(), login.to_owned());
                let login = login_of.clone();
                self.write(move |link| {
                    link.execute(&sql::BEGIN_SECOND, &params![&county, &login, sealed.as_slice()]).map(drop)
                })?;
                // Two pages may have begun at once: the one that was first counts for both.
                let kept = self.second_factor(&login_of)?;
                Ok(BASE32_NOPAD.encode(&kept.map_or_else(|| secret.to_vec(), |kept| kept.secret)))
            }
        }
    }

    /// The first code: from now on it counts. Other sessions go on.
    ///
    /// # Errors
    /// `WrongCode`; what the database says.
    pub fn confirm_second_factor(&self, login: &str, code: &str, moment: jiff::Timestamp) -> Result<(), SignInError> {
        let kept = self.second_factor(login)?.filter(|kept| !kept.confirmed).ok_or(SignInError::WrongCode)?;
        let step = step_of(&kept, code, moment).ok_or(SignInError::WrongCode)?;
        let (county, login) = (self.code().to_owned(), login.to_owned());
        self.write(move |link| link.execute(&sql::CONFIRM_SECOND, &params![&county, &login, step]).map(drop))?;
        Ok(())
    }

    /// Takes the second factor away: by its holder with his password, or with a new password from the administrator.
    ///
    /// # Errors
    /// What the database says.
    pub fn drop_second_factor(&self, login: &str) -> Result<(), Fault> {
        let (county, login) = (self.code().to_owned(), login.to_owned());
        self.write(move |link| link.execute(&sql::DROP_SECOND, &params![&county, &login]).map(drop))
    }

    pub(crate) fn second_factor(&self, login: &str) -> Result<Option<Kept>, Fault> {
        let found = self.shared().pool.read(|link| {
            link.first(&sql::SECOND, &params![self.code(), login], |row| Ok((row.bytes(0)?, row.flag(1)?, row.int(2)?)))
        })?;
        let Some((sealed, confirmed, used)) = found else { return Ok(None) };
        let secret = seal::decrypt(&self.shared().wrap, &bound_to(login), &sealed)?;
        Ok(Some(Kept { secret, confirmed, used }))
    }

    /// The step to be used up by a code, where one is asked for; `None` where none is.
    pub(crate) fn second_step(
        &self,
        login: &str,
        given: Option<&str>,
        moment: jiff::Timestamp,
    ) -> Result<Option<i64>, SignInError> {
        let Some(kept) = self.second_factor(login)?.filter(|kept| kept.confirmed) else { return Ok(None) };
        let given = given.map(str::trim).filter(|code| !code.is_empty()).ok_or(SignInError::CodeNeeded)?;
        step_of(&kept, given, moment).map(Some).ok_or(SignInError::WrongCode)
    }
}

/// Uses a step up; `false` where somebody was faster with the same code.
pub(crate) fn use_up(link: &mut Connection, county: &str, login: &str, step: i64) -> Result<bool, Fault> {
    Ok(link.first(&sql::USE_SECOND, &params![county, login, step], |row| row.int(0))?.is_some())
}

fn bound_to(login: &str) -> String {
    format!("second factor {login}")
}

#[cfg(test)]
mod tests {
    use super::{Kept, code, step_of};

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the rows of SHA-1; of eight digits the last six.
        for (second, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(SECRET, second / 30).as_deref(), Some(expected), "{second}");
        }
    }

    #[test]
    fn a_code_is_good_a_step_early_and_a_step_late_and_once() {
        let at = |second: i64| jiff::Timestamp::from_second(second).unwrap();
        let kept = |used: i64| Kept { secret: SECRET.to_vec(), confirmed: true, used };
        let step = 1_111_111_111 / 30;
        for (away, good) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let found = step_of(&kept(0), "050 471", at((step + away) * 30));
            assert_eq!(found, good.then_some(step), "{away}");
        }
        assert_eq!(step_of(&kept(step), "050471", at(step * 30)), None, "used");
        assert_eq!(step_of(&kept(0), "050472", at(step * 30)), None);
        assert_eq!(step_of(&kept(0), "", at(step * 30)), None);
    }
}
