//! The same procedure with its types forgotten: what store, web, papers and county use. Text, because text is what is hashed and kept.

use crate::{
    access::Offer,
    board::Board,
    days::Day,
    paper::{LIMIT, Paper, Template},
    policy::{Clock, Finding, Needs, PAPERS, Policy},
    procedure::{Aid, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Record, Refusal, Step},
    sheet,
    tagged::{self, VerbSchema},
    trigger::{Reaction, Trigger},
    words::PersonId,
    yearly::Total,
};
use serde_json::Value;
use std::{collections::BTreeSet, marker::PhantomData};

/// An event as it lies in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Number within the matter, from 1.
    pub n: i64,
    /// Version of the vocabulary it was written in.
    pub version: u32,
    /// Its verb.
    pub verb: String,
    /// Its payload: a JSON object as text.
    pub payload: String,
}

/// An event about to be written.
#[derive(Clone, Debug)]
pub struct Told {
    /// Version of the vocabulary.
    pub version: u32,
    /// Its verb.
    pub verb: String,
    /// Its payload: a JSON object as text.
    pub payload: String,
    /// Its line in the opinion stream.
    pub line: Line,
    /// What others may overhear of it.
    pub triggers: Vec<Trigger>,
}

/// The outcome of one action, ready to be written down.
#[derive(Debug)]
pub struct Outcome {
    /// The new state.
    pub state: String,
    /// What happened; never empty.
    pub events: Vec<Told>,
    /// What it looks like now.
    pub outline: Outline,
    /// Rows it owns now.
    pub effects: Effects,
}

/// Why an action did not go through.
#[derive(Debug)]
pub enum Stop {
    /// The rules say no.
    Refused(Refusal),
    /// The action is not of the schema: unknown verb or field, wrong type. A sentence for the developer of the form.
    Malformed(String),
    /// What is kept does not fit the program. Corruption, or a correction that cannot be.
    Broken(Misfit),
}
impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
impl From<Misfit> for Stop {
    fn from(misfit: Misfit) -> Self {
        Self::Broken(misfit)
    }
}

/// The schemas of a kind, made once.
#[derive(Clone, Debug)]
pub struct Schemas {
    /// The state: detail page, ledger, papers.
    pub state: Value,
    /// The actions: forms and API.
    pub actions: Vec<VerbSchema>,
    /// The events: corrections and the journal.
    pub events: Vec<VerbSchema>,
}

impl Schemas {
    /// Payload schema of one action.
    #[must_use]
    pub fn action(&self, verb: &str) -> Option<&VerbSchema> {
        self.actions.iter().find(|schema| schema.verb == verb)
    }
    /// Payload schema of one event.
    #[must_use]
    pub fn event(&self, verb: &str) -> Option<&VerbSchema> {
        self.events.iter().find(|schema| schema.verb == verb)
    }
}

/// A mechanism whose types are forgotten.
pub trait Mechanism: Sync {
    /// Name and shape.
    fn kind(&self) -> &'static Kind;
    /// The page on which its matters stand together by unit.
    fn board(&self) -> Option<&'static Board>;
    /// Whether its matters are papers that are issued under a 发文字号.
    fn issues(&self) -> bool;
    /// The paper that was issued, as it stood then.
    ///
    /// # Errors
    /// `Malformed` when the stored state cannot be read.
    fn issued(&self, state: &str) -> Result<Option<Paper>, Stop>;
    /// Schemas; takes a fraction of a millisecond, so callers keep them.
    fn schemas(&self) -> Schemas;
    /// Verbs open in a state, and to whom.
    ///
    /// # Errors
    /// `Malformed` when the stored state cannot be read.
    fn offers(&self, state: Option<&str>, cx: &Context) -> Result<Vec<Offer>, Stop>;
    /// Decides, writes, reads back, applies, and says what follows.
    ///
    /// # Errors
    /// See [`Stop`].
    fn step(
        &self,
        state: Option<&str>,
        verb: &str,
        payload: Value,
        cx: &Context,
        clock: &Clock,
    ) -> Result<Outcome, Stop>;
    /// Folds events into the state they amount to.
    ///
    /// # Errors
    /// `Broken` when they do not fit each other.
    fn replay(&self, events: &[Kept]) -> Result<String, Stop>;
    /// Outline and effects of a state.
    ///
    /// # Errors
    /// `Malformed` when the stored state cannot be read.
    fn standing(&self, state: &str, clock: &Clock) -> Result<(Outline, Effects), Stop>;
    /// The line of one event in the opinion stream.
    ///
    /// # Errors
    /// `Malformed` when the stored event cannot be read.
    fn narrate(&self, event: &Kept) -> Result<Line, Stop>;
    /// An event in the present vocabulary: verb and payload.
    ///
    /// # Errors
    /// `Malformed` when it cannot be read.
    fn content(&self, event: &Kept) -> Result<(String, Value), Stop>;
    /// Steps of the step bar.
    ///
    /// # Errors
    /// `Malformed` when the stored state cannot be read.
    fn steps(&self, state: &str) -> Result<Vec<Step>, Stop>;
    /// What may be done later, and why not now.
    ///
    /// # Errors
    /// `Malformed` when the stored state cannot be read.
    fn not_yet(&self, state: &str, cx: &Context) -> Result<Vec<(&'static str, String)>, Stop>;
    /// What adds up for a person within a year.
    fn yearly(&self, who: &PersonId, year: i16, cx: &Context) -> Vec<Total>;
    /// What others overhear when the engine's verbs correct it or, where `after` is none, end it.
    ///
    /// # Errors
    /// `Malformed` when a stored state cannot be read.
    fn retells(&self, before: &str, after: Option<&str>) -> Result<Vec<Trigger>, Stop>;
    /// Whether what is sealed in its matters is destroyed one day.
    fn forgets(&self) -> bool;
    /// The first day on which nothing that was sealed in this matter is kept any longer.
    ///
    /// # Errors
    /// `Malformed` when the stored state cannot be read.
    fn forgotten_from(&self, state: &str) -> Result<Option<Day>, Stop>;
    /// Whether what was recorded is shown to nobody any more.
    ///
    /// # Errors
    /// `Malformed` when the stored state cannot be read.
    fn is_forgotten(&self, state: &str) -> Result<bool, Stop>;
    /// What it does on hearing something, as (verb, payload).
    fn hears(&self, trigger: &Trigger, cx: &Context) -> Vec<Reaction<(String, Value)>>;
    /// What the clock brings about, as (verb, payload).
    fn calls(&self, cx: &Context) -> Vec<Reaction<(String, Value)>>;
    /// What a form cannot know from the type.
    ///
    /// # Errors
    /// `Malformed` when the stored state cannot be read.
    fn aid(&self, state: Option<&str>, verb: &str, cx: &Context) -> Result<Aid, Stop>;
    /// Why it can be neither voided nor revoked for itself.
    ///
    /// # Errors
    /// `Malformed` when the stored state cannot be read.
    fn tied(&self, state: &str, cx: &Context) -> Result<Option<Refusal>, Stop>;
    /// Judges the replacement of an event by a payload of the same verb, and returns the payload as it will be kept.
    ///
    /// # Errors
    /// See [`Stop`].
    fn amend(&self, state: &str, was: &Kept, now: Value, cx: &Context) -> Result<String, Stop>;
}

/// Makes a [`Mechanism`] of a [`Procedure`].
pub struct Of<P>(PhantomData<fn() -> P>);
impl<P> Of<P> {
    /// The mechanism, constructible in a constant.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}
impl<P> Default for Of<P> {
    fn default() -> Self {
        Self::new()
    }
}

fn malformed(error: &serde_json::Error) -> Stop {
    Stop::Malformed(error.to_string())
}
fn state_of<P: Procedure>(text: &str) -> Result<P::State, Stop> {
    serde_json::from_str(text).map_err(|e| malformed(&e))
}
fn write_state<T: Record>(state: &T) -> Result<String, Stop> {
    serde_json::to_string(state).map_err(|e| malformed(&e))
}
fn event_of<P: Procedure>(kept: &Kept) -> Result<P::Event, Stop> {
    if kept.version == P::KIND.version {
        return tagged::read(&kept.verb, &kept.payload).map_err(|e| malformed(&e));
    }
    let payload = serde_json::from_str(&kept.payload).map_err(|e| malformed(&e))?;
    let (verb, payload) = P::upcast(kept.version, &kept.verb, payload);
    tagged::read_value(&verb, payload).map_err(|e| malformed(&e))
}
fn forget<P: Procedure>(reaction: Reaction<P::Action>) -> Option<Reaction<(String, Value)>> {
    let (verb, payload) = tagged::write(&reaction.action).ok()?;
    Some(Reaction { key: reaction.key, to: reaction.to, action: (verb, serde_json::from_str(&payload).ok()?) })
}

/// Outline and effects. A hold that follows from a veiled matter is sealed, whatever the mechanism says.
fn looks<P: Procedure>(state: &P::State, clock: &Clock) -> (Outline, Effects) {
    let mut effects = P::effects(state, clock);
    effects.holds.iter_mut().for_each(|hold| hold.sealed |= P::KIND.veiled);
    (P::outline(state), effects)
}

impl<P: Procedure> Mechanism for Of<P> {
    fn kind(&self) -> &'static Kind {
        const { &P::KIND }
    }
    fn board(&self) -> Option<&'static Board> {
        P::BOARD
    }
    fn issues(&self) -> bool {
        P::ISSUES
    }
    fn issued(&self, state: &str) -> Result<Option<Paper>, Stop> {
        Ok(P::issued(&state_of::<P>(state)?))
    }
    fn schemas(&self) -> Schemas {
        Schemas {
            state: tagged::schema::<P::State>(),
            actions: tagged::verbs::<P::Action>(),
            events: tagged::verbs::<P::Event>(),
        }
    }
    fn offers(&self, state: Option<&str>, cx: &Context) -> Result<Vec<Offer>, Stop> {
        Ok(P::offers(state.map(state_of::<P>).transpose()?.as_ref(), cx))
    }
    fn step(
        &self,
        state: Option<&str>,
        verb: &str,
        payload: Value,
        cx: &Context,
        clock: &Clock,
    ) -> Result<Outcome, Stop> {
        let before = state.map(state_of::<P>).transpose()?;
        let action: P::Action = tagged::read_value(verb, payload).map_err(|e| malformed(&e))?;
        let decided = P::decide(before.as_ref(), action, cx)?;
        let (mut state, mut told) = (before, Vec::with_capacity(decided.len()));
        for event in decided {
            let (verb, payload) = tagged::write(&event).map_err(|e| malformed(&e))?;
            // What is applied is what was written: an asymmetry of serialisation shows at once.
            let again: P::Event = tagged::read(&verb, &payload).map_err(|e| malformed(&e))?;
            let after = P::apply(state, again)?;
            let triggers = P::tells(&after, &event);
            told.push(Told { version: P::KIND.version, verb, payload, line: P::narrate(&event), triggers });
            state = Some(after);
        }
        let (Some(state), false) = (state, told.is_empty()) else {
            return Err(Misfit("an action must leave an event").into());
        };
        let (outline, effects) = looks::<P>(&state, clock);
        Ok(Outcome { state: write_state(&state)?, events: told, outline, effects })
    }
    fn replay(&self, events: &[Kept]) -> Result<String, Stop> {
        let mut state = None;
        for kept in events {
            state = Some(P::apply(state, event_of::<P>(kept)?)?);
        }
        write_state(&state.ok_or(Misfit("a matter without events"))?)
    }
    fn standing(&self, state: &str, clock: &Clock) -> Result<(Outline, Effects), Stop> {
        Ok(looks::<P>(&state_of::<P>(state)?, clock))
    }
    fn narrate(&self, event: &Kept) -> Result<Line, Stop> {
        Ok(P::narrate(&event_of::<P>(event)?))
    }
    fn content(&self, event: &Kept) -> Result<(String, Value), Stop> {
        let (verb, payload) = tagged::write(&event_of::<P>(event)?).map_err(|e| malformed(&e))?;
        serde_json::from_str(&payload).map(|payload| (verb, payload)).map_err(|e| malformed(&e))
    }
    fn steps(&self, state: &str) -> Result<Vec<Step>, Stop> {
        Ok(P::steps(&state_of::<P>(state)?))
    }
    fn yearly(&self, who: &PersonId, year: i16, cx: &Context) -> Vec<Total> {
        P::yearly(who, year, cx)
    }
    fn not_yet(&self, state: &str, cx: &Context) -> Result<Vec<(&'static str, String)>, Stop> {
        Ok(P::not_yet(&state_of::<P>(state)?, cx))
    }
    fn retells(&self, before: &str, after: Option<&str>) -> Result<Vec<Trigger>, Stop> {
        Ok(P::retells(&state_of::<P>(before)?, after.map(state_of::<P>).transpose()?.as_ref()))
    }
    fn forgets(&self) -> bool {
        P::FORGETS
    }
    fn forgotten_from(&self, state: &str) -> Result<Option<Day>, Stop> {
        Ok(P::forgotten_from(&state_of::<P>(state)?))
    }
    fn is_forgotten(&self, state: &str) -> Result<bool, Stop> {
        Ok(P::FORGETS && P::is_forgotten(&state_of::<P>(state)?))
    }
    fn hears(&self, trigger: &Trigger, cx: &Context) -> Vec<Reaction<(String, Value)>> {
        P::hears(trigger, cx).into_iter().filter_map(forget::<P>).collect()
    }
    fn calls(&self, cx: &Context) -> Vec<Reaction<(String, Value)>> {
        P::calls(cx).into_iter().filter_map(forget::<P>).collect()
    }
    fn aid(&self, state: Option<&str>, verb: &str, cx: &Context) -> Result<Aid, Stop> {
        Ok(P::aid(state.map(state_of::<P>).transpose()?.as_ref(), verb, cx))
    }
    fn tied(&self, state: &str, cx: &Context) -> Result<Option<Refusal>, Stop> {
        Ok(P::tied(&state_of::<P>(state)?, cx))
    }
    fn amend(&self, state: &str, was: &Kept, now: Value, cx: &Context) -> Result<String, Stop> {
        let now: P::Event = tagged::read_value(&was.verb, now).map_err(|e| malformed(&e))?;
        let now = P::relearn(now, cx);
        P::amend(&state_of::<P>(state)?, &event_of::<P>(was)?, &now, cx)?;
        tagged::write(&now).map(|(_, payload)| payload).map_err(|e| malformed(&e))
    }
}

/// All mechanisms, handed to store, web, papers and county as a value: none of them can name one.
pub struct Catalogue(pub &'static [&'static dyn Mechanism]);

impl Catalogue {
    /// The mechanism of a kind.
    #[must_use]
    pub fn get(&self, kind: &str) -> Option<&'static dyn Mechanism> {
        self.iter().find(|mechanism| mechanism.kind().id == kind)
    }
    /// All of them, in the document's order.
    pub fn iter(&self) -> impl Iterator<Item = &'static dyn Mechanism> + use<> {
        self.0.iter().copied()
    }
    /// What the mechanisms ask of a policy pack and do not find there.
    #[must_use]
    pub fn missing_in(&self, policy: &Policy) -> Vec<Finding> {
        let asked: Vec<Needs> = self.iter().map(needs).collect();
        let mut found = policy.missing(&asked);
        found.extend(policy.papers().flat_map(|paper| self.unfillable(paper, policy)));
        found
    }

    /// What a template asks for and its kind of matter has not.
    fn unfillable(&self, paper: &Template, policy: &Policy) -> Vec<Finding> {
        let wrong = |line: usize, sentence: String| Finding {
            file: PAPERS.to_owned(),
            line,
            key: format!("paper[{}]", paper.id),
            sentence,
        };
        // A pack may serve a program that knows more kinds than this one.
        let Some(mechanism) = self.get(&paper.kind) else { return Vec::new() };
        let known = sheet::placeholders(&mechanism.schemas().state);
        let limit = |field: &str| field.strip_prefix(LIMIT).is_some_and(|id| policy.limit_of_id(id).is_some());
        let unknown = paper.unknown(&|field| limit(field) || known.iter().any(|one| one == field));
        let title = mechanism.kind().title;
        let say = |(line, field): (usize, &str)| wrong(line, format!("{title}没有“{field}”这个字段，请对照字段表改正"));
        unknown.into_iter().map(say).collect()
    }
}

/// What one mechanism asks of a pack: by its kind, and by the dictionaries in the schemas of its fields.
fn needs(mechanism: &'static dyn Mechanism) -> Needs {
    let (kind, schemas) = (mechanism.kind(), mechanism.schemas());
    let named = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
    let mut needs = Needs {
        kind: kind.title.to_owned(),
        clauses: named(kind.clauses),
        limits: named(kind.limits),
        tables: named(kind.tables),
        dictionaries: named(kind.dictionaries),
    };
    let fields = schemas.actions.iter().chain(&schemas.events).map(|verb| &verb.schema);
    fields.chain([&schemas.state]).for_each(|schema| drawn(schema, &mut needs.dictionaries));
    needs
}

/// Dictionaries from which the fields of a schema take their terms.
fn drawn(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            found.extend(fields.get("x-dictionary").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| drawn(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| drawn(item, found)),
        _ => {}
    }
}
