//! One matter: its state, its stream, what is owed in it and what is open to whoever looks.

use super::{
    Cut, MatterRow, Reader,
    list::{Where, matter_row, said},
};
use crate::{
    desk::decide,
    request::{OfferLine, StreamLine, offer_line},
    sql::{
        Connection, Fault, Statement,
        text::{journal as journal_sql, read as sql},
        value::params,
    },
};
use engine::{
    access::{Actor, Offer, Scope},
    days::{Day, HalfDay},
    history::{self, Frame},
    procedure::{Context, Effects, NoVault, Outline, Step},
    words::MatterId,
};
use serde::Serialize;

/// Another matter that is linked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Linked {
    /// The relation in words.
    pub relation: String,
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its number.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
}

/// One event of a mechanism's own as it stands today.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded {
    /// Number within the matter.
    pub n: i64,
    /// Its verb.
    pub verb: String,
    /// What was done, as the stream says it.
    pub act: String,
    /// Its payload; sealed values are handles.
    pub payload: serde_json::Value,
}

/// A line of the audit record: who did what to which kind of thing, without content.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LogLine {
    /// Place in the journal.
    pub seq: i64,
    /// Kind.
    pub kind: String,
    /// Verb.
    pub verb: String,
    /// Microseconds since 1970, UTC.
    pub moment: i64,
    /// The day it counts on.
    pub day: String,
    /// Who acted, JSON.
    pub actor: String,
}

/// How often an account opened (`open`) or erased (`erase`) something sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealCount {
    /// What was done.
    pub verb: String,
    /// By which account.
    pub account: String,
    /// How often.
    pub count: i64,
    /// When last; microseconds since 1970, UTC.
    pub last: i64,
}

/// A whole state, reserved fields and all: for the mechanism to answer from (aid of a form, a paper that was issued), never shown.
#[derive(Clone)]
pub struct Whole(String);

impl Whole {
    /// The text, for the mechanism alone.
    #[must_use]
    pub fn for_the_mechanism(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Whole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Whole")
    }
}

/// A matter with everything its page shows.
#[derive(Clone, Debug)]
pub struct Detail {
    /// As lists show it.
    pub row: MatterRow,
    /// The mechanism's state as the one who looks may see it, JSON text: the sheet is drawn from it.
    pub state: String,
    /// The whole state.
    pub whole: Whole,
    /// What the engine's verbs made of it.
    pub frame: Frame,
    /// What it looks like; of its links those that the one who looks may see.
    pub outline: Outline,
    /// What follows from it: duties with their basis and owners.
    pub effects: Effects,
    /// Everything on offer, with the hats: «waiting for whom».
    pub offers: Vec<Offer>,
    /// What is open to the one who looks.
    pub mine: Vec<OfferLine>,
    /// What may be done later, and why not now.
    pub not_yet: Vec<(&'static str, String)>,
    /// The step bar.
    pub steps: Vec<Step>,
    /// The stream, oldest first.
    pub stream: Vec<StreamLine>,
    /// Matters that point here.
    pub linked: Vec<Linked>,
}

impl Reader {
    /// A matter, if it exists and may be seen.
    ///
    /// # Errors
    /// What the database says.
    pub fn detail(&self, id: &MatterId, actor: &Actor, now: jiff::Timestamp) -> Result<Option<Detail>, Fault> {
        self.read(|link| {
            let mut find = Where::new(self.county());
            find.add("m.id = $$", &id.0);
            self.seen(link, actor, &mut find)?;
            let one = Statement::composed("matter.one", format!("{}{}", sql::MATTER_ROW, find.text));
            let Some(row) = link.first(&one, &find.values, matter_row)? else { return Ok(None) };
            let mechanism = self.mechanism(&row.kind)?;
            let policy = self.policy();
            let loaded =
                decide::load_with(self.catalogue(), &policy, self.county(), link, &id.0).map_err(decide::fault_of)?;
            let Some(mut loaded) = loaded else { return Ok(None) };
            let (offers, not_yet) = self.asking(link, |asked| {
                let cx = Context {
                    now,
                    day: Day::at(now),
                    actor,
                    matter: id,
                    policy: &policy,
                    facts: asked,
                    vault: &NoVault,
                };
                let offers = decide::offers(mechanism, Some(&loaded), &cx).map_err(decide::fault_of)?;
                Ok((offers, mechanism.not_yet(&loaded.standing.state, &cx).unwrap_or_default()))
            })?;
            let cut = Cut::of(mechanism, &loaded, actor);
            let stream = decide::stream(self.county(), link, mechanism, (row.key, 0), cut.as_ref())?;
            let mut state = loaded.standing.state.clone();
            if let Some(cut) = &cut {
                state = cut.state(&state)?;
                Cut::added(&mut loaded.standing.frame.files, &stream);
            }
            let linked = self.linked(link, id, actor)?;
            let pointed: Vec<&str> = loaded.outline.links.iter().map(|(_, other)| other.as_str()).collect();
            let visible = self.visible(link, &pointed, actor)?;
            loaded.outline.links.retain(|(_, other)| visible.contains(&other.0));
            let mine = offers.iter().filter(|offer| offer.is_open_to(actor)).map(offer_line).collect();
            let steps = mechanism.steps(&loaded.standing.state).unwrap_or_default();
            let row = said(self.catalogue(), row, HalfDay::at(now));
            Ok(Some(Detail {
                row,
                state,
                whole: Whole(loaded.standing.state),
                frame: loaded.standing.frame,
                outline: loaded.outline,
                effects: loaded.effects,
                offers,
                mine,
                not_yet,
                steps,
                stream,
                linked,
            }))
        })
    }

    /// A matter with its state, whoever looks.
    pub(crate) fn loaded(&self, link: &mut Connection, id: &MatterId) -> Result<Option<decide::Loaded>, Fault> {
        decide::load_with(self.catalogue(), &self.policy(), self.county(), link, &id.0).map_err(decide::fault_of)
    }

    /// Visible matters that point to this one.
    fn linked(&self, link: &mut Connection, id: &MatterId, actor: &Actor) -> Result<Vec<Linked>, Fault> {
        let mut find = Where::new(self.county());
        find.add("l.other = $$", &id.0);
        self.seen(link, actor, &mut find)?;
        let text = format!("{}{} ORDER BY m.key", sql::LINKED, find.text);
        link.rows(&Statement::composed("link.of", text), &find.values, |row| {
            Ok(Linked {
                relation: row.string(0)?,
                id: row.string(1)?,
                kind: row.string(2)?,
                number: row.maybe_string(3)?,
                title: row.string(4)?,
            })
        })
    }

    /// The events of a matter after number `after`, oldest first, if it may be seen.
    ///
    /// # Errors
    /// What the database says.
    pub fn events(&self, id: &MatterId, actor: &Actor, after: i64) -> Result<Option<Vec<StreamLine>>, Fault> {
        self.read(|link| {
            let mut find = Where::new(self.county());
            find.add("m.id = $$", &id.0);
            self.seen(link, actor, &mut find)?;
            let text = format!("{}{}", sql::MATTER_KEY, find.text);
            let found = link.first(&Statement::composed("matter.key", text), &find.values, |row| {
                Ok((row.int(0)?, row.string(1)?))
            })?;
            let Some((key, kind)) = found else { return Ok(None) };
            let mechanism = self.mechanism(&kind)?;
            // Only of these kinds does it matter who looks.
            let loaded = if mechanism.kind().sealed_from_person { self.loaded(link, id)? } else { None };
            let cut = loaded.and_then(|loaded| Cut::of(mechanism, &loaded, actor));
            decide::stream(self.county(), link, mechanism, (key, after), cut.as_ref()).map(Some)
        })
    }

    /// One event of a matter as it stands today, earlier corrections in place: what a correction's form begins with. None where the
    /// matter may not be seen, or where number `n` is not an event of the mechanism's own.
    ///
    /// # Errors
    /// What the database says.
    pub fn recorded(&self, id: &MatterId, n: i64, actor: &Actor) -> Result<Option<Recorded>, Fault> {
        self.read(|link| {
            let Some(loaded) = self.loaded(link, id)? else { return Ok(None) };
            let mechanism = self.mechanism(&loaded.identity.kind)?;
            if !self.asking(link, |asked| Ok(decide::is_visible(mechanism, &loaded, actor, asked)))? {
                return Ok(None);
            }
            let broken = |stop| Fault::broken(format!("{stop:?}"));
            if mechanism.is_forgotten(&loaded.standing.state).map_err(broken)? {
                return Ok(None);
            }
            let past = decide::events(self.county(), link, loaded.identity.key)?;
            let Some((verb, payload)) = history::content(mechanism, &past, n).map_err(broken)? else { return Ok(None) };
            let payload = match Cut::of(mechanism, &loaded, actor) {
                Some(cut) => cut.payload(&verb, payload),
                None => Some(payload),
            };
            let Some(payload) = payload else { return Ok(None) };
            let act = past.iter().find(|kept| kept.n == n).and_then(|kept| mechanism.narrate(kept).ok());
            Ok(Some(Recorded { n, verb, act: act.map(|line| line.act).unwrap_or_default(), payload }))
        })
    }

    /// What is on offer to an actor on a matter of a kind that does not exist yet.
    ///
    /// # Errors
    /// What the database says.
    pub fn openings(&self, kind: &str, actor: &Actor, now: jiff::Timestamp) -> Result<Vec<OfferLine>, Fault> {
        let offers = self.opening_offers(kind, actor, now)?;
        Ok(offers.iter().filter(|offer| offer.is_open_to(actor)).map(offer_line).collect())
    }

    /// The same with the hats, also what is not open to this actor himself: what he might enter on behalf of another.
    ///
    /// # Errors
    /// What the database says.
    pub fn opening_offers(&self, kind: &str, actor: &Actor, now: jiff::Timestamp) -> Result<Vec<Offer>, Fault> {
        let mechanism = self.mechanism(kind)?;
        let (policy, nowhere) = (self.policy(), MatterId::from(""));
        self.ask(|facts| {
            let cx =
                Context { now, day: Day::at(now), actor, matter: &nowhere, policy: &policy, facts, vault: &NoVault };
            mechanism.offers(None, &cx).unwrap_or_default()
        })
    }

    /// The audit record of kinds (accounts and grants for the audit administrator): the newest first, before place `before`.
    ///
    /// # Errors
    /// What the database says.
    pub fn log(&self, scope: &Scope, before: i64, limit: i64) -> Result<Vec<LogLine>, Fault> {
        let kinds = crate::facts::list(&scope.kinds);
        self.read(|link| {
            link.rows(&sql::LOG, &params![self.county(), &kinds, before, limit], |row| {
                Ok(LogLine {
                    seq: row.int(0)?,
                    kind: row.string(1)?,
                    verb: row.string(2)?,
                    moment: row.int(3)?,
                    day: row.string(4)?,
                    actor: row.string(5)?,
                })
            })
        })
    }

    /// How often each account opened or erased something sealed, and when last: a count for the audit administrator, no content.
    ///
    /// # Errors
    /// What the database says.
    pub fn openings_of_seals(&self) -> Result<Vec<SealCount>, Fault> {
        self.read(|link| {
            link.rows(&journal_sql::OPENINGS, &params![self.county()], |row| {
                let note: crate::desk::keep::ActorNote = crate::facts::json(&row.text(1)?)?;
                Ok(SealCount { verb: row.string(0)?, account: note.account, count: row.int(2)?, last: row.int(3)? })
            })
        })
    }

    pub(crate) fn mechanism(&self, kind: &str) -> Result<&'static dyn engine::erased::Mechanism, Fault> {
        self.catalogue().get(kind).ok_or_else(|| Fault::broken(format!("unknown kind {kind}")))
    }
}
