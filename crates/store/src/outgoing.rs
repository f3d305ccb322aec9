//! What leaves the house, and how far it has left: secret addresses of calendars, boxes for the daily digest, and up to where each receiver
//! of the webhook has been told. All of it stands beside the journal, like passwords: it is its account's or its keeper's own.

use crate::{
    County, Reader,
    ids::{hex, random},
    sql::{Fault, Row, text::outgoing as sql, value::params},
};
use engine::days::Day;
use sha2::{Digest, Sha256};

/// Where an account wants its daily digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailBox {
    /// Whose.
    pub login: String,
    /// The address.
    pub address: String,
    /// Not switched off.
    pub wanted: bool,
    /// The day whose digest was sent last, or of which there was nothing to send.
    pub sent_on: Option<Day>,
    /// How often in a row it could not be delivered.
    pub failures: i64,
}

/// The secret address of an account's calendar, as far as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Whose.
    pub login: String,
    /// When it was made.
    pub made: jiff::Timestamp,
}

/// Something happened, without what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Its place in the journal.
    pub seq: i64,
    /// The matter's kind.
    pub kind: String,
    /// Its verb.
    pub verb: String,
    /// When it was recorded.
    pub moment: jiff::Timestamp,
    /// The matter, with its number; none for what the house itself writes down.
    pub matter: Option<(String, Option<String>)>,
}

/// What is kept of a token. It is found by this digest: how long a search for a digest takes tells nothing about the token that it is of.
fn kept(token: &str) -> [u8; 32] {
    Sha256::digest(format!("calendar\0{token}")).into()
}

fn moment(micros: i64) -> Result<jiff::Timestamp, Fault> {
    jiff::Timestamp::from_microsecond(micros).map_err(|error| Fault::broken(error.to_string()))
}

fn mail_box(row: &Row<'_>) -> Result<MailBox, Fault> {
    Ok(MailBox {
        login: row.string(0)?,
        address: row.string(1)?,
        wanted: row.flag(2)?,
        sent_on: Day::of(&row.text(3)?),
        failures: row.int(4)?,
    })
}

impl County {
    /// Makes a secret address for an account's calendar: the token, told once. The one before ends.
    ///
    /// # Errors
    /// No randomness; what the database says.
    pub fn make_feed(&self, login: &str, moment: jiff::Timestamp) -> Result<String, Fault> {
        let token = hex(&random::<32>()?);
        let (county, login, digest) = (self.code().to_owned(), login.to_owned(), kept(&token));
        let made = moment.as_microsecond();
        self.write(move |link| link.execute(&sql::MAKE_FEED, &params![&county, &login, &digest, made]).map(drop))?;
        Ok(token)
    }

    /// Ends an account's calendar address.
    ///
    /// # Errors
    /// What the database says.
    pub fn end_feed(&self, login: &str) -> Result<(), Fault> {
        let (county, login) = (self.code().to_owned(), login.to_owned());
        self.write(move |link| link.execute(&sql::END_FEED, &params![&county, &login]).map(drop))
    }

    /// Where an account wants its daily digest, and whether.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_mail_box(&self, login: &str, address: &str, wanted: bool) -> Result<(), Fault> {
        let (county, login, address) = (self.code().to_owned(), login.to_owned(), address.to_owned());
        self.write(move |link| link.execute(&sql::KEEP_MAIL_BOX, &params![&county, &login, &address, wanted]).map(drop))
    }

    /// The digest of a day went out, or there was nothing in it.
    ///
    /// # Errors
    /// What the database says.
    pub fn mail_sent(&self, login: &str, day: Day) -> Result<(), Fault> {
        let (county, login, day) = (self.code().to_owned(), login.to_owned(), day.to_string());
        self.write(move |link| link.execute(&sql::MAIL_SENT, &params![&county, &login, &day]).map(drop))
    }

    /// A digest could not be delivered, and is tried again from this moment on.
    ///
    /// # Errors
    /// What the database says.
    pub fn mail_failed(&self, login: &str, again: jiff::Timestamp) -> Result<(), Fault> {
        let (county, login, again) = (self.code().to_owned(), login.to_owned(), again.as_microsecond());
        self.write(move |link| link.execute(&sql::MAIL_FAILED, &params![&county, &login, again]).map(drop))
    }

    /// A receiver of the webhook has been told of everything up to this place of the journal.
    ///
    /// # Errors
    /// What the database says.
    pub fn hook_reached(&self, target: &str, upto: i64) -> Result<(), Fault> {
        let (county, target) = (self.code().to_owned(), target.to_owned());
        self.write(move |link| link.execute(&sql::HOOK_REACHED, &params![&county, &target, upto]).map(drop))
    }
}

impl Reader {
    /// Since when an account has a calendar address.
    ///
    /// # Errors
    /// What the database says.
    pub fn feed(&self, login: &str) -> Result<Option<jiff::Timestamp>, Fault> {
        let made = self.read(|link| link.first(&sql::FEED, &params![self.county(), login], |row| row.int(0)))?;
        made.map(moment).transpose()
    }

    /// Whose calendar a token opens, where the account is in force.
    ///
    /// # Errors
    /// What the database says.
    pub fn feed_of(&self, token: &str) -> Result<Option<Feed>, Fault> {
        let digest = kept(token);
        self.read(|link| {
            link.first(&sql::FEED_OF, &params![self.county(), &digest], |row| {
                Ok(Feed { login: row.string(0)?, made: moment(row.int(1)?)? })
            })
        })
    }

    /// Where an account wants its daily digest.
    ///
    /// # Errors
    /// What the database says.
    pub fn mail_box(&self, login: &str) -> Result<Option<MailBox>, Fault> {
        self.read(|link| link.first(&sql::MAIL_BOX, &params![self.county(), login], mail_box))
    }

    /// Boxes to which the digest of a day has not gone yet and may be tried now, those that wait longest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn mails_due(&self, day: Day, now: jiff::Timestamp, limit: i64) -> Result<Vec<MailBox>, Fault> {
        let values = params![self.county(), day.to_string(), now.as_microsecond(), limit];
        self.read(|link| link.rows(&sql::MAILS_DUE, &values, mail_box))
    }

    /// Up to which place of the journal a receiver of the webhook has been told; none for one that is new.
    ///
    /// # Errors
    /// What the database says.
    pub fn hook_upto(&self, target: &str) -> Result<Option<i64>, Fault> {
        self.read(|link| link.first(&sql::HOOK, &params![self.county(), target], |row| row.int(0)))
    }

    /// What happened behind a place of the journal.
    ///
    /// # Errors
    /// What the database says.
    pub fn happened(&self, after: i64, limit: i64) -> Result<Vec<Happened>, Fault> {
        self.read(|link| {
            link.rows(&sql::HAPPENED, &params![self.county(), after, limit], |row| {
                let number = row.maybe_string(5)?;
                Ok(Happened {
                    seq: row.int(0)?,
                    kind: row.string(1)?,
                    verb: row.string(2)?,
                    moment: moment(row.int(3)?)?,
                    matter: row.maybe_string(4)?.map(|id| (id, number)),
                })
            })
        })
    }
}
