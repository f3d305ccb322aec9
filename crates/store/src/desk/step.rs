//! One action's whole way through, within the open transaction: answer kept before, load, token, rules, rows, reactions, answer.

use super::{
    batch::Care,
    decide::{self, Doing, Loaded},
    house::{Halt, House},
    keep,
};
use crate::{
    facts::Asked,
    ids::IdSource,
    journal::Tail,
    reader::Cut,
    request::{Answer, DutyLine, Failure, Request, Target, Tick, offer_line},
    sql::{
        Connection, Fault,
        text::{desk as sql, journal},
        value::params,
    },
};
use engine::{
    access::{Actor, Behalf},
    days::Day,
    erased::Mechanism,
    procedure::{Context, NoVault},
    succession,
    trigger::{Reaction, Trigger},
    words::MatterId,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// How far mechanisms may answer each other within one action.
const DEPTH: u32 = 8;

/// The desk's hands: everything an action needs while it goes through.
pub(crate) struct Hands<'a> {
    pub(crate) house: &'a House,
    pub(crate) link: &'a mut Connection,
    pub(crate) tail: &'a mut Tail,
    pub(crate) ids: &'a mut IdSource,
    pub(crate) care: Care,
}

/// What a mechanism wants done on hearing something, or by the clock.
pub(crate) type Call = (&'static dyn Mechanism, Reaction<(String, Value)>);

/// A matter that was acted on, and what others may overhear of it.
pub(super) struct Acted {
    mechanism: &'static dyn Mechanism,
    after: Loaded,
    pub(super) triggers: Vec<Trigger>,
}

impl Hands<'_> {
    /// One request.
    pub(crate) fn act(&mut self, request: &Request) -> Result<Answer, Halt> {
        let digest = digest(request);
        if let Some(answer) = self.answered(request, &digest)? {
            return Ok(answer);
        }
        let (verb, payload) = split(&request.action)?;
        let behalf = request.actor.behalf.as_ref().and_then(Behalf::day);
        let (mechanism, before, id, cause) = match &request.target {
            Target::New { kind, id, reaction_key } => {
                let mechanism = self.house.catalogue.get(kind).ok_or(Failure::NotFound)?;
                let id = id.clone().unwrap_or_else(|| MatterId(self.ids.next(request.moment)));
                (mechanism, None, id, reaction_key.clone())
            }
            Target::Existing { id, after } => {
                let (mechanism, loaded) = self.existing(id, *after, &request.actor)?;
                (mechanism, Some(loaded), id.clone(), None)
            }
        };
        let doing = Doing {
            id: &id,
            actor: &request.actor,
            moment: request.moment,
            day: behalf.or(request.day).unwrap_or_else(|| Day::at(request.moment)),
            verb,
            payload,
            cause,
        };
        let Acted { mechanism, mut after, triggers } = self.perform(mechanism, before, &doing)?;
        if self.follow(&id, triggers, doing.moment, doing.day)? {
            after = decide::load(self.house, self.link, &id.0)?.ok_or(Failure::NotFound)?;
        }
        let answer = self.answer(mechanism, &after, &doing)?;
        self.remember(request, &digest, &answer)?;
        Ok(answer)
    }

    /// The matter of a form, if it has not moved on.
    fn existing(&mut self, id: &MatterId, after: i64, actor: &Actor) -> Result<(&'static dyn Mechanism, Loaded), Halt> {
        let loaded = decide::load(self.house, self.link, &id.0)?.ok_or(Failure::NotFound)?;
        let mechanism = self.house.mechanism(&loaded.identity.kind)?;
        if loaded.identity.n != after {
            let digest = self.house.digest();
            let asked = Asked::new(self.link, &self.house.county, self.house.catalogue, &digest);
            let visible = decide::is_visible(mechanism, &loaded, actor, &asked);
            asked.fault()?;
            drop(asked);
            if !visible {
                return Err(Failure::NotFound.into());
            }
            let cut = Cut::of(mechanism, &loaded, actor);
            let since = (loaded.identity.key, after);
            let lines = decide::stream(&self.house.county, self.link, mechanism, since, cut.as_ref())?;
            return Err(Failure::Stale { lines }.into());
        }
        Ok((mechanism, loaded))
    }

    /// Decides and writes.
    pub(super) fn perform(
        &mut self,
        mechanism: &'static dyn Mechanism,
        before: Option<Loaded>,
        doing: &Doing<'_>,
    ) -> Result<Acted, Halt> {
        if let Some(signed) = doing.actor.behalf.as_ref().and_then(Behalf::signed) {
            self.paper_is_kept(&signed.paper.0)?;
        }
        let digest = self.house.digest();
        let asked = Asked::new(self.link, &self.house.county, self.house.catalogue, &digest);
        let mut decided = decide::decide(self.house, &asked, mechanism, before.as_ref(), doing, self.ids)?;
        drop(asked);
        let triggers = decided.events.iter_mut().flat_map(|told| std::mem::take(&mut told.triggers)).collect();
        let mut pen = keep::Pen { house: self.house, link: self.link, tail: self.tail };
        let after = keep::keep(&mut pen, mechanism, before.as_ref(), doing, decided)?;
        Ok(Acted { mechanism, after, triggers })
    }

    fn paper_is_kept(&mut self, paper: &str) -> Result<(), Halt> {
        let known = self.link.first(&sql::FILE_KNOWN, &params![&self.house.county, paper], |row| row.int(0))?;
        match known {
            Some(_) => Ok(()),
            None => Err(engine::procedure::Refusal::new(
                "paper_missing",
                "",
                "没有找到签字件，请先上传扫描件，再代为录入。",
            )
            .at("/on_behalf/paper")
            .into()),
        }
    }

    /// What other mechanisms do on hearing of it, until nobody answers any more. Returns whether the matter itself was acted on again.
    pub(super) fn follow(
        &mut self,
        first: &MatterId,
        triggers: Vec<Trigger>,
        moment: jiff::Timestamp,
        day: Day,
    ) -> Result<bool, Halt> {
        let mut touched = false;
        let mut heard: Vec<(MatterId, Vec<Trigger>)> = vec![(first.clone(), triggers)];
        for _ in 0..DEPTH {
            heard.retain(|(_, triggers)| !triggers.is_empty());
            if heard.is_empty() {
                return Ok(touched);
            }
            let mut next = Vec::new();
            for (origin, triggers) in heard {
                for reaction in self.reactions(&origin, &triggers, moment, day)? {
                    next.extend(self.react(reaction, moment, day)?);
                }
            }
            heard = next.into_iter().map(|acted| (MatterId(acted.after.identity.id), acted.triggers)).collect();
            touched |= heard.iter().any(|(id, _)| id == first);
        }
        Err(Fault::broken("mechanisms answer each other without end").into())
    }

    fn reactions(
        &mut self,
        origin: &MatterId,
        triggers: &[Trigger],
        moment: jiff::Timestamp,
        day: Day,
    ) -> Result<Vec<Call>, Halt> {
        let system = Actor::system();
        let digest = self.house.digest();
        let asked = Asked::new(self.link, &self.house.county, self.house.catalogue, &digest);
        let cx = Context {
            now: moment,
            day,
            actor: &system,
            matter: origin,
            policy: &self.house.policy,
            facts: &asked,
            vault: &NoVault,
        };
        let mut reactions = Vec::new();
        for trigger in triggers {
            for mechanism in self.house.catalogue.iter() {
                reactions.extend(mechanism.hears(trigger, &cx).into_iter().map(|reaction| (mechanism, reaction)));
            }
            reactions.extend(succession::hears(trigger, self.house.catalogue, &cx));
        }
        asked.fault()?;
        Ok(reactions)
    }

    /// Acts on a reaction once. `None` when its key was acted on before.
    fn react(&mut self, (mechanism, reaction): Call, moment: jiff::Timestamp, day: Day) -> Result<Option<Acted>, Halt> {
        if self.link.first(&journal::CAUSED, &params![&self.house.county, &reaction.key], |row| row.int(0))?.is_some() {
            return Ok(None);
        }
        let system = Actor::system();
        let (verb, payload) = reaction.action;
        let (before, id) = match reaction.to {
            None => (None, MatterId(self.ids.next(moment))),
            Some(id) => (Some(decide::load(self.house, self.link, &id.0)?.ok_or(Failure::NotFound)?), id),
        };
        let doing = Doing { id: &id, actor: &system, moment, day, verb, payload, cause: Some(reaction.key) };
        self.perform(mechanism, before, &doing).map(Some)
    }

    /// What the clock brings about by this moment, mechanism by mechanism; one that follows from the day alone is not asked again on a
    /// day that had nothing more for it.
    pub(crate) fn calls(&mut self, moment: jiff::Timestamp) -> Result<Vec<Call>, Halt> {
        let (house, today) = (self.house, Day::at(moment));
        let system = Actor::system();
        let nowhere = MatterId(self.ids.next(moment));
        let digest = self.house.digest();
        let asked = Asked::new(self.link, &self.house.county, self.house.catalogue, &digest);
        let cx = Context {
            now: moment,
            day: today,
            actor: &system,
            matter: &nowhere,
            policy: &self.house.policy,
            facts: &asked,
            vault: &NoVault,
        };
        let (mut all, mut none) = (Vec::new(), Vec::new());
        for mechanism in house.catalogue.iter().filter(|mechanism| !house.is_quiet(mechanism.kind().id, today)) {
            let calls = mechanism.calls(&cx);
            if calls.is_empty() && mechanism.kind().daily {
                none.push(mechanism.kind().id);
            }
            all.extend(calls.into_iter().map(|call| (mechanism, call)));
        }
        asked.fault()?;
        none.into_iter().for_each(|kind| house.quiet(kind, today));
        Ok(all)
    }

    /// Acts on one call of the clock and on what follows from it.
    pub(crate) fn call(&mut self, call: Call, moment: jiff::Timestamp, tick: &mut Tick) -> Result<(), Halt> {
        let day = Day::at(moment);
        if let Some(acted) = self.react(call, moment, day)? {
            let id = MatterId(acted.after.identity.id);
            self.follow(&id, acted.triggers, moment, day)?;
            tick.acted += 1;
        }
        Ok(())
    }

    fn answer(&mut self, mechanism: &'static dyn Mechanism, after: &Loaded, doing: &Doing<'_>) -> Result<Answer, Halt> {
        let digest = self.house.digest();
        let asked = Asked::new(self.link, &self.house.county, self.house.catalogue, &digest);
        let id = MatterId(after.identity.id.clone());
        let cx = Context {
            now: doing.moment,
            day: doing.day,
            actor: doing.actor,
            matter: &id,
            policy: &self.house.policy,
            facts: &asked,
            vault: &NoVault,
        };
        let offers = decide::offers(mechanism, Some(after), &cx)?;
        asked.fault()?;
        let mine = offers.iter().filter(|offer| offer.is_open_to(doing.actor)).map(offer_line);
        let duties = after.effects.duties.iter().map(|duty| DutyLine {
            key: duty.key.clone(),
            what: duty.what.clone(),
            due: duty.due,
            basis: duty.basis.clone(),
            verb: duty.verb.clone(),
        });
        Ok(Answer {
            id: after.identity.id.clone(),
            number: after.identity.number.clone(),
            n: after.identity.n,
            stage: after.outline.stage.to_owned(),
            offers: mine.collect(),
            duties: duties.collect(),
            replayed: false,
        })
    }

    /// The answer this request had before, if it came before.
    fn answered(&mut self, request: &Request, digest: &[u8; 32]) -> Result<Option<Answer>, Halt> {
        let Some(key) = &request.key else { return Ok(None) };
        let values = params![&self.house.county, &request.actor.account, key];
        let found = self.link.first(&sql::ANSWER, &values, |row| Ok((row.bytes(0)?, row.string(1)?)))?;
        let Some((asked, answer)) = found else { return Ok(None) };
        if asked != digest {
            return Err(Failure::KeyReused.into());
        }
        let answer: Answer = crate::facts::json(&answer)?;
        Ok(Some(Answer { replayed: true, ..answer }))
    }

    fn remember(&mut self, request: &Request, digest: &[u8; 32], answer: &Answer) -> Result<(), Fault> {
        let Some(key) = &request.key else { return Ok(()) };
        let text = serde_json::to_string(answer).map_err(|error| Fault::broken(error.to_string()))?;
        let values =
            params![&self.house.county, &request.actor.account, key, digest, &text, request.moment.as_microsecond()];
        self.link.push(&sql::KEEP_ANSWER, &values, true)
    }
}

/// Verb and payload of a flat action.
pub(super) fn split(action: &Value) -> Result<(String, Value), Failure> {
    let malformed = || Failure::Malformed("an action is an object with a verb".to_owned());
    let mut fields = action.as_object().cloned().ok_or_else(malformed)?;
    let verb = fields.shift_remove("verb").and_then(|verb| verb.as_str().map(str::to_owned)).ok_or_else(malformed)?;
    Ok((verb, Value::Object(fields)))
}

/// What makes two requests the same: target, action, day and on whose behalf.
fn digest(request: &Request) -> [u8; 32] {
    let mut hasher = Sha256::new();
    match &request.target {
        Target::New { kind, id, .. } => {
            hasher.update(format!("new {kind} {}\0", id.as_ref().map_or("", MatterId::as_str)));
        }
        Target::Existing { id, after } => hasher.update(format!("existing {id} {after}\0")),
    }
    hasher.update(request.action.to_string());
    if let Some(behalf) = &request.actor.behalf {
        hasher.update(match behalf {
            Behalf::Paper(signed) => format!("\0{} {} {}", signed.person, signed.paper, signed.signed_on),
            Behalf::Authorized(by) => format!("\0{} by {}", by.person, by.authorization),
        });
    }
    if let Some(day) = request.day {
        hasher.update(format!("\0{day}"));
    }
    hasher.finalize().into()
}
