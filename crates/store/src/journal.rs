//! The journal: append-only, each event hashed together with the hash of the one before it, the last place signed.

use crate::{
    desk::keep::ActorNote,
    sql::{Connection, Fault, Row, Value, text::journal as sql},
};
use sha2::{Digest, Sha256};

/// An event as it lies in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Place in the county's journal, from 1, without gaps.
    pub(crate) seq: i64,
    /// Place of the matter's first event.
    pub(crate) matter: i64,
    /// Number within the matter, from 1.
    pub(crate) n: i64,
    /// The matter's id, at its first event.
    pub(crate) id: Option<String>,
    pub(crate) kind: String,
    pub(crate) verb: String,
    pub(crate) version: u32,
    /// Microseconds since 1970, UTC.
    pub(crate) moment: i64,
    /// The day it counts on.
    pub(crate) day: String,
    pub(crate) actor: String,
    pub(crate) payload: String,
    /// The key under which a mechanism or the clock brought it about.
    pub(crate) cause: Option<String>,
}

/// Where the chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tail {
    pub(crate) seq: i64,
    pub(crate) hash: [u8; 32],
}

impl Tail {
    /// Before the first event.
    pub(crate) const fn empty() -> Self {
        Self { seq: 0, hash: [0; 32] }
    }
}

impl Entry {
    /// An entry of the house's own about what is no matter: a policy pack, a sealed value, an import.
    pub(crate) fn of_house(
        tail: &Tail,
        (kind, verb): (&str, &str),
        moment: jiff::Timestamp,
        note: &ActorNote,
        payload: &serde_json::Value,
    ) -> Result<Self, Fault> {
        let seq = tail.seq + 1;
        Ok(Self {
            seq,
            matter: seq,
            n: 1,
            id: Some(format!("{kind}-{seq}")),
            kind: kind.to_owned(),
            verb: verb.to_owned(),
            version: 1,
            moment: moment.as_microsecond(),
            day: engine::days::Day::at(moment).to_string(),
            actor: serde_json::to_string(note).map_err(|error| Fault::broken(error.to_string()))?,
            payload: payload.to_string(),
            cause: None,
        })
    }

    /// The link of the chain: everything the event says, each piece with its length, after the hash before it.
    pub(crate) fn hash(&self, county: &str, before: &[u8; 32]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(before);
        for number in [self.seq, self.matter, self.n, i64::from(self.version), self.moment] {
            hasher.update(number.to_be_bytes());
        }
        let texts = [
            Some(county),
            self.id.as_deref(),
            Some(&self.kind),
            Some(&self.verb),
            Some(&self.day),
            Some(&self.actor),
            Some(&self.payload),
            self.cause.as_deref(),
        ];
        for text in texts {
            let length = text.map_or(u64::MAX, |text| u64::try_from(text.len()).unwrap_or(u64::MAX));
            hasher.update(length.to_be_bytes());
            hasher.update(text.unwrap_or_default());
        }
        hasher.finalize().into()
    }

    /// Reads a row of [`sql::WALK`], with its stored hash.
    pub(crate) fn read(row: &Row<'_>) -> Result<(Self, Vec<u8>), Fault> {
        let entry = Self {
            seq: row.int(0)?,
            matter: row.int(1)?,
            n: row.int(2)?,
            id: row.maybe_string(3)?,
            kind: row.string(4)?,
            verb: row.string(5)?,
            version: u32::try_from(row.int(6)?).map_err(|_| Fault::broken("event version"))?,
            moment: row.int(7)?,
            day: row.string(8)?,
            actor: row.string(9)?,
            payload: row.string(10)?,
            cause: row.maybe_string(11)?,
        };
        Ok((entry, row.bytes(12)?))
    }

    /// Appends the event and moves the tail.
    pub(crate) fn append(&self, link: &mut Connection, county: &str, tail: &mut Tail) -> Result<(), Fault> {
        let hash = self.hash(county, &tail.hash);
        let values: [Value<'_>; 14] = [
            county.into(),
            self.seq.into(),
            self.matter.into(),
            self.n.into(),
            self.id.as_ref().into(),
            (&self.kind).into(),
            (&self.verb).into(),
            self.version.into(),
            self.moment.into(),
            (&self.day).into(),
            (&self.actor).into(),
            (&self.payload).into(),
            self.cause.as_ref().into(),
            (&hash).into(),
        ];
        link.push(&sql::APPEND, &values, true)?;
        *tail = Tail { seq: self.seq, hash };
        Ok(())
    }
}

/// Where the county's chain ends in the database.
pub(crate) fn tail(link: &mut Connection, county: &str) -> Result<Tail, Fault> {
    let found = link.first(&sql::TAIL, &[county.into()], |row| Ok((row.int(0)?, row.bytes(1)?)))?;
    let Some((seq, hash)) = found else { return Ok(Tail::empty()) };
    let hash = hash.try_into().map_err(|_| Fault::broken("hash of the last event"))?;
    Ok(Tail { seq, hash })
}
