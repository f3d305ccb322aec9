//! The reading half of an action: load, look, ask the rules. Nothing is written here.

use super::{
    house::{Halt, House},
    keep::ActorNote,
    sealed,
};
use crate::{
    facts::Asked,
    ids::IdSource,
    reader::Cut,
    request::{Correction, Failure, StreamLine},
    rows::Identity,
    seal::Sealing,
    sql::{
        Connection, Fault,
        text::{desk as sql, journal},
        value::params,
    },
};
use engine::{
    access::{self, Actor, Hat, Offer, Scope},
    days::Day,
    erased::{Catalogue, Kept, Mechanism, Stop, Told},
    facts::Facts,
    history::{self, EngineAction, Frame, Standing},
    policy::{Clock, Policy},
    procedure::{Context, Effects, Outline, Refusal},
    tagged,
    words::{MatterId, UnitId},
};
use serde_json::Value;

/// Who does what when, on its way through.
pub(crate) struct Doing<'a> {
    /// The matter acted on; for a new one, the id it will have.
    pub(crate) id: &'a MatterId,
    pub(crate) actor: &'a Actor,
    pub(crate) moment: jiff::Timestamp,
    pub(crate) day: Day,
    pub(crate) verb: String,
    pub(crate) payload: Value,
    /// The key under which a mechanism or the clock brings it about.
    pub(crate) cause: Option<String>,
}

/// A matter as it stands before the action.
#[derive(Clone)]
pub(crate) struct Loaded {
    pub(crate) identity: Identity,
    pub(crate) standing: Standing,
    pub(crate) outline: Outline,
    pub(crate) effects: Effects,
}

/// What the rules made of it.
pub(crate) struct Decided {
    pub(crate) events: Vec<Told>,
    pub(crate) standing: Standing,
    pub(crate) outline: Outline,
    pub(crate) effects: Effects,
    pub(crate) sealing: Sealing,
    /// The hat that was matched, for the record.
    pub(crate) hat: Option<Hat>,
}

/// Loads a matter and works out how it stands.
pub(crate) fn load(house: &House, link: &mut Connection, id: &str) -> Result<Option<Loaded>, Halt> {
    load_with(house.catalogue, &house.policy, &house.county, link, id)
}

/// The same for whoever has no house: readers and verify.
pub(crate) fn load_with(
    catalogue: &Catalogue,
    policy: &Policy,
    county: &str,
    link: &mut Connection,
    id: &str,
) -> Result<Option<Loaded>, Halt> {
    let found = link.first(&sql::LOAD, &params![county, id], |row| {
        let identity = Identity {
            key: row.int(0)?,
            id: id.to_owned(),
            kind: row.string(1)?,
            number: row.maybe_string(2)?,
            n: row.int(3)?,
            last: row.int(4)?,
            version: u32::try_from(row.int(5)?).unwrap_or_default(),
            opened_on: row.string(6)?,
            closed_on: row.maybe_string(7)?,
        };
        let frame: Frame = crate::facts::json(&row.text(9)?)?;
        Ok((identity, Standing { state: row.string(8)?, frame }))
    })?;
    let Some((identity, stored)) = found else { return Ok(None) };
    let mechanism =
        catalogue.get(&identity.kind).ok_or_else(|| Fault::broken(format!("unknown kind {}", identity.kind)))?;
    let current = identity.version == mechanism.kind().version;
    let standing = if current { stored } else { history::rebuild(mechanism, &events(county, link, identity.key)?)? };
    let (outline, effects) = standing.present(mechanism, policy)?;
    Ok(Some(Loaded { identity, standing, outline, effects }))
}

/// The events of a matter, oldest first.
pub(crate) fn events(county: &str, link: &mut Connection, matter: i64) -> Result<Vec<Kept>, Fault> {
    link.rows(&journal::OF_MATTER, &params![county, matter], |row| {
        let version = u32::try_from(row.int(1)?).unwrap_or_default();
        Ok(Kept { n: row.int(0)?, version, verb: row.string(2)?, payload: row.string(3)? })
    })
}

/// Whether a unit is one of these or subordinate to one, at most eight levels down.
pub(crate) fn within(facts: &dyn Facts, unit: &UnitId, units: &[UnitId]) -> bool {
    let mut at = Some(unit.clone());
    for _ in 0..8 {
        let Some(unit) = at else { return false };
        if units.contains(&unit) {
            return true;
        }
        at = if units.is_empty() { None } else { facts.unit(&unit).and_then(|card| card.parent) };
    }
    false
}

/// Whether the matter may be seen by this actor.
pub(crate) fn is_visible(mechanism: &dyn Mechanism, loaded: &Loaded, actor: &Actor, facts: &dyn Facts) -> bool {
    // Units and posts are known to everyone of the office; the three administrators see no content at all.
    if mechanism.kind().common && !actor.is_administrator() {
        return true;
    }
    Scope::of(actor).sees(mechanism.kind(), &loaded.outline, &|unit, units| within(facts, unit, units))
}

/// What is on offer in a state, engine verbs included.
pub(crate) fn offers(mechanism: &dyn Mechanism, before: Option<&Loaded>, cx: &Context) -> Result<Vec<Offer>, Halt> {
    let own = mechanism.offers(before.map(|loaded| loaded.standing.state.as_str()), cx)?;
    let Some(loaded) = before else { return Ok(own) };
    let mut offers = loaded.standing.frame.offers(own);
    // Nothing is corrected, voided or added where nothing is shown any more.
    if mechanism.is_forgotten(&loaded.standing.state)? {
        return Ok(offers);
    }
    offers.extend(history::engine_offers(mechanism.kind(), &loaded.standing.frame, &loaded.outline));
    Ok(offers)
}

/// The lines recorded after number `after`, with the names of who acted; from the beginning, with the openings of what is sealed.
///
/// Cut to what the one who looks may see of them.
pub(crate) fn stream(
    county: &str,
    link: &mut Connection,
    mechanism: &dyn Mechanism,
    (matter, after): (i64, i64),
    cut: Option<&Cut>,
) -> Result<Vec<StreamLine>, Fault> {
    let past = events(county, link, matter)?;
    let forgotten = is_forgotten(mechanism, &past).map_err(|stop| Fault::broken(format!("{stop:?}")))?;
    let mut lines = Vec::new();
    let mut people = Vec::new();
    link.each(&journal::STREAM, &params![county, matter, after], |row| {
        let n = row.int(0)?;
        let note: ActorNote = crate::facts::json(&row.text(6)?)?;
        let kept = past.iter().find(|kept| kept.n == n).ok_or_else(|| Fault::broken("an event came while reading"))?;
        let line = history::narrate(mechanism, &past, kept).map_err(|stop| Fault::broken(format!("{stop:?}")))?;
        let moment =
            jiff::Timestamp::from_microsecond(row.int(4)?).map_err(|error| Fault::broken(error.to_string()))?;
        people.extend(note.person.iter().map(|person| person.0.clone()));
        people.extend(note.behalf.iter().map(|behalf| behalf.person().0.clone()));
        lines.push(StreamLine {
            n,
            seq: row.int(7)?,
            verb: kept.verb.clone(),
            moment,
            day: row.string(5)?,
            account: note.account,
            who: note.person.map(|person| person.0).unwrap_or_default(),
            on_behalf_name: note.behalf.as_ref().map(|behalf| behalf.person().0.clone()),
            on_behalf: note.behalf,
            act: line.act,
            text: line.text,
            grave: line.grave,
            payload: crate::facts::json(&kept.payload)?,
            corrects: corrected(mechanism, &past, kept).map_err(|stop| Fault::broken(format!("{stop:?}")))?,
        });
        Ok(())
    })?;
    if after == 0 && past.iter().any(|kept| kept.payload.contains("\"commitment\"")) {
        for (line, note) in sealed::lines(county, link, matter)? {
            people.extend(note.person.iter().map(|person| person.0.clone()));
            lines.push(StreamLine { who: note.person.map(|person| person.0).unwrap_or_default(), ..line });
        }
        lines.sort_by_key(|line| line.seq);
    }
    if let Some(cut) = cut {
        lines = lines.into_iter().filter_map(|line| cut.line(line)).collect();
    }
    if forgotten {
        let end = past.iter().rev().find(|kept| !history::is_engine_verb(&kept.verb)).map(|kept| kept.n);
        return Ok(lines.into_iter().map(|line| line.forgotten(end)).collect());
    }
    let names = crate::reader::names(link, county, &crate::facts::list(&people))?;
    for line in &mut lines {
        line.who = names.get(&line.who).unwrap_or(&line.account).clone();
        line.on_behalf_name = line.on_behalf_name.take().map(|person| names.get(&person).cloned().unwrap_or(person));
    }
    Ok(lines)
}

/// Whether a history ends in what is shown to nobody any more.
pub(crate) fn is_forgotten(mechanism: &dyn Mechanism, past: &[Kept]) -> Result<bool, Stop> {
    Ok(mechanism.forgets() && mechanism.is_forgotten(&history::rebuild(mechanism, past)?.state)?)
}

/// What a correction changed; nothing for other events.
fn corrected(mechanism: &dyn Mechanism, past: &[Kept], event: &Kept) -> Result<Option<Correction>, Stop> {
    let Some(amended) = history::correction(event)? else { return Ok(None) };
    let at = |last: i64| past.iter().filter(|kept| kept.n <= last).cloned().collect::<Vec<_>>();
    let was = history::content(mechanism, &at(event.n - 1), amended.n)?;
    let now = history::content(mechanism, &at(event.n), amended.n)?;
    Ok(was.zip(now).map(|((_, was), (verb, now))| Correction { n: amended.n, verb, was, now }))
}

/// Access before, rules, access after. `asked` reads on the transaction's own connection.
pub(crate) fn decide(
    house: &House,
    asked: &Asked<'_>,
    mechanism: &'static dyn Mechanism,
    before: Option<&Loaded>,
    doing: &Doing<'_>,
    ids: &mut IdSource,
) -> Result<Decided, Halt> {
    let mut payload = doing.payload.clone();
    let mut sealing = Sealing::default();
    if let Some(schema) = house.sealed(mechanism.kind().id, &doing.verb) {
        engine::seal::lift(schema, &mut payload, &mut |clear| sealing.keep(&house.keys, ids.next(doing.moment), clear));
        sealing.fault()?;
    }
    if let (Some(loaded), "amend") = (before, doing.verb.as_str()) {
        let past = asked.with(|link| events(&house.county, link, loaded.identity.key))?;
        seal_afresh(house, mechanism, &past, &mut payload, &mut |clear| {
            sealing.keep(&house.keys, ids.next(doing.moment), clear)
        });
        sealing.fault()?;
    }
    let cx = Context {
        now: doing.moment,
        day: doing.day,
        actor: doing.actor,
        matter: doing.id,
        policy: &house.policy,
        facts: asked,
        vault: &sealing,
    };
    let offers = offers(mechanism, before, &cx)?;
    admitted(mechanism, before, &offers, doing, asked)?;
    let outline = before.map(|loaded| &loaded.outline);
    access::recusal(mechanism.kind(), outline, &offers, &doing.verb, doing.actor)?;
    let hat = matched(&offers, doing);
    let (events, standing, outline, effects) = match before {
        Some(loaded) if history::is_engine_verb(&doing.verb) => {
            if doing.verb == "link" {
                linkable(house, asked, &payload, doing.actor)?;
            }
            let past = asked.with(|link| events(&house.county, link, loaded.identity.key))?;
            engine_verb(mechanism, loaded, past, (&doing.verb, payload), &cx)?
        }
        _ => own_verb(house, mechanism, before, payload, doing, &cx)?,
    };
    access::recusal(mechanism.kind(), Some(&outline), &offers, &doing.verb, doing.actor)?;
    asked.fault()?;
    Ok(Decided { events, standing, outline, effects, sealing, hat })
}

/// A matter is linked by who may see it; to everybody else it is not there.
fn linkable(house: &House, asked: &Asked<'_>, payload: &Value, actor: &Actor) -> Result<(), Halt> {
    let id = payload.get("matter").and_then(Value::as_str).unwrap_or_default();
    let loaded = asked.with(|link| Ok(load(house, link, id)))??;
    let seen = loaded.filter(|loaded| {
        house.mechanism(&loaded.identity.kind).is_ok_and(|mechanism| {
            !Scope::of(actor).is_barred(mechanism.kind(), &loaded.outline)
                && is_visible(mechanism, loaded, actor, asked)
        })
    });
    asked.fault()?;
    let unknown = || Refusal::new("unknown_matter", "", history::UNKNOWN_MATTER).at("/matter");
    seen.map(|_| ()).ok_or_else(|| unknown().into())
}

/// Lifts what a correction says anew of sealed content; the handles that it sends back are left for the engine to judge.
fn seal_afresh(
    house: &House,
    mechanism: &dyn Mechanism,
    past: &[Kept],
    payload: &mut Value,
    keep: &mut dyn FnMut(Value) -> Value,
) {
    let n = payload.get("n").and_then(Value::as_i64);
    let Some(was) = past.iter().find(|kept| Some(kept.n) == n) else { return };
    let Some(schema) = house.sealed_event(mechanism.kind().id, &was.verb) else { return };
    if let Some(now) = payload.get_mut("payload") {
        engine::seal::lift(schema, now, &mut |value| if engine::seal::is_handle(&value) { value } else { keep(value) });
    }
}

/// A halt where nobody is to be answered: what cannot happen is a broken database.
pub(crate) fn fault_of(halt: Halt) -> Fault {
    match halt {
        Halt::Fault(fault) => fault,
        Halt::Failure(failure) => Fault::broken(format!("{failure:?}")),
    }
}

/// The gate. Who may not even see the matter learns no more than that there is none.
fn admitted(
    mechanism: &dyn Mechanism,
    before: Option<&Loaded>,
    offers: &[Offer],
    doing: &Doing<'_>,
    asked: &Asked<'_>,
) -> Result<(), Halt> {
    let barred = |loaded: &Loaded| Scope::of(doing.actor).is_barred(mechanism.kind(), &loaded.outline);
    if before.is_some_and(barred) {
        return Err(Failure::NotFound.into());
    }
    let by_authorization = doing.actor.behalf.as_ref().is_some_and(|behalf| behalf.authorized().is_some());
    let may = match by_authorization && history::is_engine_verb(&doing.verb) {
        true => Err(Refusal::new("not_yours", "", "授权代签只限事项自身的环节，更正、作废等须由本人办理。")),
        false => access::may(offers, &doing.verb, doing.actor),
    };
    let Err(refusal) = may else { return Ok(()) };
    asked.fault()?;
    let hidden = before.is_some_and(|loaded| {
        !offers.iter().any(|offer| offer.is_open_to(doing.actor)) && !is_visible(mechanism, loaded, doing.actor, asked)
    });
    Err(if hidden { Failure::NotFound.into() } else { refusal.into() })
}

fn matched(offers: &[Offer], doing: &Doing<'_>) -> Option<Hat> {
    let mut asked = offers.iter().filter(|offer| offer.verb == doing.verb).flat_map(|offer| &offer.by);
    asked.find(|hat| doing.actor.wears(hat)).cloned()
}

type Made = (Vec<Told>, Standing, Outline, Effects);

fn own_verb(
    house: &House,
    mechanism: &'static dyn Mechanism,
    before: Option<&Loaded>,
    payload: Value,
    doing: &Doing<'_>,
    cx: &Context,
) -> Result<Made, Halt> {
    let frame = before.map(|loaded| loaded.standing.frame.clone()).unwrap_or_default();
    let state = before.map(|loaded| loaded.standing.state.as_str());
    let clock = Clock { policy: &house.policy, pauses: &frame.pauses };
    let outcome = mechanism.step(state, &doing.verb, payload, cx, &clock)?;
    let (mut outline, mut effects) = (outcome.outline, outcome.effects);
    frame.frame(&mut outline, &mut effects);
    Ok((outcome.events, Standing { state: outcome.state, frame }, outline, effects))
}

fn engine_verb(
    mechanism: &'static dyn Mechanism,
    loaded: &Loaded,
    mut past: Vec<Kept>,
    (verb, payload): (&str, Value),
    cx: &Context,
) -> Result<Made, Halt> {
    let action: EngineAction =
        tagged::read_value(verb, payload).map_err(|error| Failure::Malformed(error.to_string()))?;
    let outcome = history::decide(mechanism, &past, &loaded.standing, &loaded.effects, action, cx)?;
    let version = mechanism.kind().version;
    let mut told =
        Told { version, verb: outcome.verb, payload: outcome.payload, line: outcome.line, triggers: Vec::new() };
    past.push(Kept { n: loaded.identity.n + 1, version, verb: told.verb.clone(), payload: told.payload.clone() });
    let standing = history::rebuild(mechanism, &past).map_err(|stop| match stop {
        Stop::Broken(misfit) => Halt::from(Refusal::new(
            "does_not_fit",
            "",
            format!("更正后与后面的经过对不上（{}），请先处理后面的记录。", misfit.0),
        )),
        other => other.into(),
    })?;
    told.triggers = history::overheard(mechanism, &loaded.standing, &standing)?;
    let (outline, effects) = standing.present(mechanism, cx.policy)?;
    Ok((vec![told], standing, outline, effects))
}
