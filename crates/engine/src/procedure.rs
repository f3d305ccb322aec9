//! A mechanism as one pure description: what the engine asks of it, and what it answers with.

pub use crate::{
    effects::{Absence, As, Bar, Duty, Effects, Hold, Line, MERGED_INTO, Outline, Pace, Secrecy, Step, Tenure, Watch},
    kind::{Cell, ClockStage, Column, Kind, Shape, Sum, When},
    registry::{
        AccountEntry, AuthorizationEntry, ClosedLedgerEntry, DocumentEntry, Entry, FormerName, GrantEntry, PersonEntry,
        PostEntry, RelationEntry, ReviewedEntry, Side, UnitEntry,
    },
};

use crate::{
    access::{Actor, Hat, Offer, Role},
    board::Board,
    days::{Day, HalfDay},
    facts::Facts,
    paper::Paper,
    policy::{Clock, Policy},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId, Sealed},
    yearly::Total,
};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// What state, action and event have in common: they are values with a schema.
pub trait Record: Serialize + DeserializeOwned + JsonSchema {}
impl<T: Serialize + DeserializeOwned + JsonSchema> Record for T {}

/// One mechanism. Implemented once per kind; everything else about storing, showing and guarding is done by the house.
pub trait Procedure: Sized + Sync + 'static {
    /// Name and shape.
    const KIND: Kind;
    /// Facts gathered so far, with a small stage among them. A cache of the events.
    type State: Record;
    /// What people can do: an enum whose variants each carry a payload struct with `deny_unknown_fields`.
    type Action: Record;
    /// What has happened: an enum whose variants each carry a payload struct.
    type Event: Record;

    /// Which verbs are open in this state, and to whom. This one table is the buttons, the permission, «waiting for whom», the
    /// workbench and the golden role matrix. `None` is the matter not yet opened.
    fn offers(state: Option<&Self::State>, cx: &Context) -> Vec<Offer>;

    /// Called only with a verb that is on offer to the actor. Decides on content. Everything it found out from policy, facts,
    /// clock or actor goes into the events: `apply` will have none of them.
    ///
    /// # Errors
    /// A refusal: code, sentence, clause, and the field it is about.
    fn decide(state: Option<&Self::State>, action: Self::Action, cx: &Context) -> Result<Vec<Self::Event>, Refusal>;

    /// History becomes state.
    ///
    /// # Errors
    /// A pair that `decide` never makes is a `Misfit`; a correction may produce one.
    fn apply(state: Option<Self::State>, event: Self::Event) -> Result<Self::State, Misfit>;

    /// What lists, search and access control need to know.
    fn outline(state: &Self::State) -> Outline;

    /// Rows owned by this matter: a function of state and dated policy only.
    fn effects(_state: &Self::State, _clock: &Clock) -> Effects {
        Effects::default()
    }

    /// One line of the opinion stream.
    fn narrate(event: &Self::Event) -> Line;

    /// Steps of the step bar, at most eight.
    fn steps(_state: &Self::State) -> Vec<Step> {
        Vec::new()
    }

    /// Labels of what may be done later, each with the reason why not now.
    fn not_yet(_state: &Self::State, _cx: &Context) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// What others may overhear of an event.
    fn tells(_after: &Self::State, _event: &Self::Event) -> Vec<Trigger> {
        Vec::new()
    }

    /// What others overhear when the engine's verbs change what this matter stands for: corrected, or, where `after` is none, voided
    /// or revoked.
    fn retells(_before: &Self::State, _after: Option<&Self::State>) -> Vec<Trigger> {
        Vec::new()
    }

    /// What this mechanism does on hearing something.
    fn hears(_trigger: &Trigger, _cx: &Context) -> Vec<Reaction<Self::Action>> {
        Vec::new()
    }

    /// What the clock brings about by this moment: terms to be opened, limits passed. Idempotent by key.
    fn calls(_cx: &Context) -> Vec<Reaction<Self::Action>> {
        Vec::new()
    }

    /// What a form cannot know from the type.
    fn aid(_state: Option<&Self::State>, _verb: &str, _cx: &Context) -> Aid {
        Aid::default()
    }

    /// What adds up for a person within a year, of what may be known to whoever sees his matters.
    fn yearly(_who: &PersonId, _year: i16, _cx: &Context) -> Vec<Total> {
        Vec::new()
    }

    /// Events of older versions, as they lie in the journal, made readable: verb and payload.
    fn upcast(_from: u32, verb: &str, payload: Value) -> (String, Value) {
        (verb.to_owned(), payload)
    }

    /// Whether its matters are papers that are issued under a 发文字号. Such a matter is opened by `draft` with the fields `matter`,
    /// `paper`, `title`, `code`, `copies` and `main`, so that a paper of any matter leads there.
    const ISSUES: bool = false;

    /// The paper that was issued, as it stood then.
    fn issued(_state: &Self::State) -> Option<Paper> {
        None
    }

    /// The page on which its matters stand together by unit, where it has one.
    const BOARD: Option<&'static Board> = None;

    /// Whether what is sealed in its matters is destroyed one day.
    const FORGETS: bool = false;

    /// The first day on which nothing that was sealed in this matter is kept any longer; the clock destroys it then, on record.
    fn forgotten_from(_state: &Self::State) -> Option<Day> {
        None
    }

    /// Why it can be neither voided nor revoked for itself: it stands and falls with another matter, which the refusal names.
    fn tied(_state: &Self::State, _cx: &Context) -> Option<Refusal> {
        None
    }

    /// A corrected event with what follows from its content worked out again, as [`decide`](Self::decide) once did.
    #[must_use]
    fn relearn(event: Self::Event, _cx: &Context) -> Self::Event {
        event
    }

    /// Whether what was recorded is shown to nobody any more: the journal keeps that something happened, and when.
    fn is_forgotten(_state: &Self::State) -> bool {
        false
    }

    /// Whether a recorded event may be replaced by that one (更正). The engine has checked that the verb is the same and will
    /// replay; here the content is judged.
    ///
    /// # Errors
    /// A refusal, where the corrected content would not be allowed.
    fn amend(_state: &Self::State, _was: &Self::Event, _now: &Self::Event, _cx: &Context) -> Result<(), Refusal> {
        Ok(())
    }
}

/// What a rule knows beside state and action.
pub struct Context<'a> {
    /// The moment of entry.
    pub now: jiff::Timestamp,
    /// The civil day on which the action counts: today, or the day on the paper when entered on behalf.
    pub day: Day,
    /// Who acts.
    pub actor: &'a Actor,
    /// The matter acted on; for a new one, the id it will have.
    pub matter: &'a MatterId,
    /// The county's dated numbers.
    pub policy: &'a Policy,
    /// The world.
    pub facts: &'a dyn Facts,
    /// What was sealed in this very action.
    pub vault: &'a dyn Vault,
}

impl Context<'_> {
    /// The half-day of the moment, in office time (+08:00): the afternoon begins at noon.
    #[must_use]
    pub fn half_now(&self) -> HalfDay {
        HalfDay::at(self.now)
    }
    /// The clear value of something sealed in this action.
    #[must_use]
    pub fn open<T: DeserializeOwned>(&self, sealed: &Sealed<T>) -> Option<T> {
        serde_json::from_value(self.vault.clear(&sealed.seal)?).ok()
    }
}

/// Reads only what was sealed in this action, or was opened by two persons for it.
pub trait Vault {
    /// The clear value behind a handle.
    fn clear(&self, seal: &str) -> Option<Value>;
}

/// A vault with nothing in it.
pub struct NoVault;
impl Vault for NoVault {
    fn clear(&self, _: &str) -> Option<Value> {
        None
    }
}

/// The program's no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Few, stable, listed in a golden file.
    pub code: &'static str,
    /// What happened and what to do, in Chinese.
    pub sentence: String,
    /// Id of the clause it rests on; empty where it is only about procedure.
    pub clause: String,
    /// JSON pointer of the field it is about.
    pub at: Option<String>,
    /// What can be done instead; a matter or person whose words stand in the sentence is reached from there.
    pub ways: Vec<Way>,
}

/// A way out of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// In words: 改为5月8日下午起.
    pub words: String,
    /// Where it leads.
    pub lead: Lead,
}

/// Where a way leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lead {
    /// The same form with these fields filled in otherwise; shaped like the action's payload.
    Fill(Value),
    /// A field of the same form, by JSON pointer.
    Field(String),
    /// Another matter, for whoever may see it.
    Matter(MatterId),
    /// A person.
    Person(PersonId),
}

impl Way {
    /// A way.
    #[must_use]
    pub fn new(words: impl Into<String>, lead: Lead) -> Self {
        Self { words: words.into(), lead }
    }
}

impl Refusal {
    /// A refusal about the whole action.
    #[must_use]
    pub fn new(code: &'static str, clause: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { code, clause: clause.into(), sentence: sentence.into(), at: None, ways: Vec::new() }
    }
    /// The refusal placed at a field: `/period/to`.
    #[must_use]
    pub fn at(mut self, pointer: &str) -> Self {
        self.at = Some(pointer.to_owned());
        self
    }
    /// The refusal with ways out.
    #[must_use]
    pub fn ways(mut self, ways: impl IntoIterator<Item = Way>) -> Self {
        self.ways.extend(ways);
        self
    }
    /// The stage does not offer the verb.
    #[must_use]
    pub fn not_now() -> Self {
        Self::new("not_now", "", "事项在当前环节不能办理此动作，请看最新环节。")
    }
    /// One sentence for every refusal that rests on something sealed: no clause, no count, no reason.
    #[must_use]
    pub fn neutral() -> Self {
        Self::new("needs_study", "", "按程序需进一步研究，办理后告知。")
    }
}

/// History that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("history does not fit: {0}")]
pub struct Misfit(pub &'static str);

/// What a form cannot know from the type.
#[derive(Debug, Default)]
pub struct Aid {
    /// Values to start with, shaped like the action's payload.
    pub prefill: Value,
    /// Choices of the moment: JSON pointer of the field, then (value, words).
    pub choices: Vec<(&'static str, Vec<(String, String)>)>,
    /// Fields not asked now, by JSON pointer.
    pub hide: Vec<&'static str>,
    /// Optional fields that are required now, by JSON pointer.
    pub require: Vec<&'static str>,
    /// One sentence under the button: what happens next and by when.
    pub note: Option<String>,
    /// The approval path, or whatever else is known before submitting, in words.
    pub path: Vec<String>,
    /// What that is called on the page; 审批路径 where nothing is said.
    pub heading: Option<&'static str>,
}

/// Hats of whoever may be asked for by role, county-wide.
#[must_use]
pub fn roles(roles: &[Role]) -> Vec<Hat> {
    roles.iter().map(|role| Hat::Role(*role)).collect()
}
