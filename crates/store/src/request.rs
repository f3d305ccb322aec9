//! What the desk is asked and what it answers.

use engine::{
    access::{Actor, Behalf, Offer, Tone},
    days::Day,
    policy::Basis,
    procedure::Refusal,
    words::MatterId,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One action, as a page, the API, an import or the simulator brings it.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who acts, with the hats worn at this moment; on behalf of whom is in `actor.behalf`.
    pub actor: Actor,
    /// The moment of entry. The desk never reads a clock.
    pub moment: jiff::Timestamp,
    /// The day on which the action counts, where it is not that of the moment and not that of a paper entered on behalf.
    pub day: Option<Day>,
    /// On what.
    pub target: Target,
    /// The action: flat, `{"verb": …, fields}`.
    pub action: Value,
    /// Idempotency key: the same key and the same request get the same answer, once.
    pub key: Option<String>,
}

/// What an action is done to.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A matter that does not exist yet.
    New {
        /// Its kind.
        kind: String,
        /// The id it is to have, from [`County::new_id`](crate::County::new_id), where others must name it beforehand; else the desk gives one.
        id: Option<MatterId>,
        /// Unique for ever within the county: what was once opened under it is not opened again.
        reaction_key: Option<String>,
    },
    /// A matter that exists.
    Existing {
        /// Which.
        id: MatterId,
        /// Number of its last event, as the one who acts has seen it.
        after: i64,
    },
}

impl Target {
    /// A new matter of a kind.
    #[must_use]
    pub fn new(kind: &str) -> Self {
        Self::New { kind: kind.to_owned(), id: None, reaction_key: None }
    }
    /// An existing matter, seen up to its event number `after`.
    #[must_use]
    pub fn existing(id: impl Into<MatterId>, after: i64) -> Self {
        Self::Existing { id: id.into(), after }
    }
}

/// A sealed value to be opened, or erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsealing {
    /// The matter whose it is.
    pub matter: MatterId,
    /// Its handle.
    pub seal: String,
    /// Why; it goes on record.
    pub reason: String,
    /// Idempotency key: the value is given once under it.
    pub key: Option<String>,
}

impl Unsealing {
    /// An opening with its reason; without a key, so that each one counts.
    #[must_use]
    pub fn new(matter: &MatterId, seal: &str, reason: &str) -> Self {
        Self { matter: matter.clone(), seal: seal.to_owned(), reason: reason.to_owned(), key: None }
    }
    /// The same under an idempotency key.
    #[must_use]
    pub fn under(self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self }
    }
}

/// A verb that is open to the one who asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferLine {
    /// The verb.
    pub verb: String,
    /// The words on the button.
    pub label: String,
    /// How it is drawn: main, plain, grave.
    pub tone: String,
    /// What it is about beyond the verb.
    pub note: Option<String>,
}

/// An offer as it is answered.
pub(crate) fn offer_line(offer: &Offer) -> OfferLine {
    OfferLine {
        verb: offer.verb.to_owned(),
        label: offer.label.to_owned(),
        tone: tone_word(offer.tone).to_owned(),
        note: offer.note.clone(),
    }
}

const fn tone_word(tone: Tone) -> &'static str {
    match tone {
        Tone::Main => "main",
        Tone::Plain => "plain",
        Tone::Grave => "grave",
    }
}

/// A duty with the day by which it is owed and how that day came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DutyLine {
    /// Unique within the matter.
    pub key: String,
    /// What is to be done.
    pub what: String,
    /// By which day.
    pub due: Option<Day>,
    /// How the day came about.
    pub basis: Basis,
    /// The verb that discharges it.
    pub verb: Option<String>,
}

/// What became of an action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The matter.
    pub id: String,
    /// Its running number, if its kind has one.
    pub number: Option<String>,
    /// Number of its last event: the `after` of the next action.
    pub n: i64,
    /// Its stored stage.
    pub stage: String,
    /// What is open to the one who acted now.
    pub offers: Vec<OfferLine>,
    /// What is owed in the matter now.
    pub duties: Vec<DutyLine>,
    /// Whether this is the answer of an earlier, equal request.
    #[serde(default)]
    pub replayed: bool,
}

/// A line of a matter's stream.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StreamLine {
    /// Number within the matter; 0 for what is no event of it: a sealed value was opened.
    pub n: i64,
    /// Place in the county's journal.
    pub seq: i64,
    /// Its verb.
    pub verb: String,
    /// When it was recorded.
    pub moment: jiff::Timestamp,
    /// The day it counts on.
    pub day: String,
    /// Account that did it.
    pub account: String,
    /// Name of the person behind the account, else the account.
    pub who: String,
    /// Whose signed paper was entered, or who had authorized it.
    pub on_behalf: Option<Behalf>,
    /// His name.
    pub on_behalf_name: Option<String>,
    /// What was done.
    pub act: String,
    /// What was said.
    pub text: String,
    /// Drawn as grave.
    pub grave: bool,
    /// What was recorded; sealed values are handles.
    pub payload: Value,
    /// Of a correction: what it changed.
    pub corrects: Option<Correction>,
}

impl StreamLine {
    /// What is left of a line when nothing is shown any more of what was recorded: that something was done, and when. The program's
    /// own line, number `end`, tells that it is so.
    pub(crate) fn forgotten(self, end: Option<i64>) -> Self {
        if Some(self.n) == end {
            return Self { who: self.account.clone(), ..self };
        }
        let Self { n, seq, verb, moment, day, act, grave, .. } = self;
        Self { n, seq, verb, moment, day, act, grave, ..Self::default() }
    }
}

/// What a correction changed: the same event before and after, in the present vocabulary.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Correction {
    /// Number of the corrected event within the matter.
    pub n: i64,
    /// Its verb.
    pub verb: String,
    /// Its payload before, earlier corrections in place.
    pub was: Value,
    /// Its payload since.
    pub now: Value,
}

/// Why an action did not go through. In every case nothing has been kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The rules say no (422).
    Refused(Refusal),
    /// The matter is visible, but this is not for you (403).
    Forbidden(Refusal),
    /// The matter has moved on since the form was drawn; these lines came between (409 `stale`).
    Stale {
        /// What came between.
        lines: Vec<StreamLine>,
    },
    /// The idempotency key belongs to another request (409 `key_reused`).
    KeyReused,
    /// Unknown, or not visible to the one who asks (404).
    NotFound,
    /// The action is not of the schema (400); words for whoever writes forms.
    Malformed(String),
    /// The database, the disk or a mechanism failed (503); a sentence for people.
    Unavailable(String),
}

/// What the clock has brought about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tick {
    /// Matters opened or acted on.
    pub acted: usize,
    /// Sealed values destroyed because their day had come.
    pub forgotten: u64,
    /// Calls that the rules refused, with the reason; they come again at the next tick.
    pub refused: Vec<String>,
}
