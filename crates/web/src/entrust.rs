//! 授权代签 for pages and API: by which authorizations somebody may decide for another, what is then open to him, and what he may see
//! for it: only the matters in which something waits for his principal's office.

use engine::{
    access::{self, Actor, Authorized, Offer},
    days::Day,
    history,
    procedure::Kind,
    words::MatterId,
};
use store::{Detail, Fault, Reader};

/// An authorization that holds today, and the actor whom it makes.
#[derive(Clone, Debug)]
pub struct Trust {
    /// What a request names.
    pub by: Authorized,
    /// The principal's name.
    pub name: String,
    /// The same account with the hats of the principal's offices.
    pub actor: Actor,
}

/// The authorizations of whoever is signed in for matters of a kind.
///
/// # Errors
/// What the database says.
pub fn of_kind(reader: &Reader, actor: &Actor, kind: &Kind, now: jiff::Timestamp) -> Result<Vec<Trust>, Fault> {
    let today = Day::at(now);
    let mut trusts = Vec::new();
    for given in reader.authorizations(actor, today)? {
        let by = Authorized { person: given.principal, authorization: given.id };
        if let Ok(trusted) = reader.authorized(actor, &by, kind, today)? {
            let name = reader.ask(|facts| facts.name(&by.person))?;
            trusts.push(Trust { by, name, actor: trusted });
        }
    }
    Ok(trusts)
}

/// What is open in a matter by an authorization: the mechanism's own verbs, where nobody has to stand aside.
pub fn open<'a>(kind: &Kind, detail: &'a Detail, trust: &Trust) -> Vec<&'a Offer> {
    let open = |offer: &&Offer| {
        let recused = access::recusal(kind, Some(&detail.outline), &detail.offers, offer.verb, &trust.actor);
        !history::is_engine_verb(offer.verb) && offer.is_open_to(&trust.actor) && recused.is_ok()
    };
    detail.offers.iter().filter(open).collect()
}

/// The kind of a matter that only the principal's office sees, where this authorization covers it.
///
/// # Errors
/// What the database says.
pub fn kind_of(
    reader: &Reader,
    actor: &Actor,
    by: &Authorized,
    id: &MatterId,
    today: Day,
) -> Result<Option<String>, Fault> {
    for mechanism in reader.catalogue().iter() {
        let Ok(trusted) = reader.authorized(actor, by, mechanism.kind(), today)? else { continue };
        let kind = reader.kind_of(id, &trusted)?.and_then(|kind| reader.catalogue().get(&kind));
        let Some(kind) = kind.map(|mechanism| mechanism.kind()) else { return Ok(None) };
        return Ok(reader.authorized(actor, by, kind, today)?.is_ok().then(|| kind.id.to_owned()));
    }
    Ok(None)
}

/// A matter for whoever may not see it himself, but has something to decide in it by an authorization; and that authorization.
///
/// # Errors
/// What the database says.
pub fn seen(
    reader: &Reader,
    actor: &Actor,
    id: &MatterId,
    now: jiff::Timestamp,
) -> Result<Option<(Detail, Trust)>, Fault> {
    let kinds: Vec<&'static Kind> = reader.catalogue().iter().map(|mechanism| mechanism.kind()).collect();
    let today = Day::at(now);
    for given in reader.authorizations(actor, today)? {
        let covered: Vec<_> =
            kinds.iter().filter(|kind| access::entrusted(&given, actor, kind, today).is_ok()).collect();
        let Some(first) = covered.first() else { continue };
        let by = Authorized { person: given.principal, authorization: given.id };
        let Ok(trusted) = reader.authorized(actor, &by, first, today)? else { continue };
        let kind = reader.kind_of(id, &trusted)?;
        let Some(kind) = covered.iter().find(|one| Some(one.id) == kind.as_deref()) else { continue };
        let Some(detail) = reader.detail(id, &trusted, now)? else { continue };
        let name = reader.ask(|facts| facts.name(&by.person))?;
        let trust = Trust { by, name, actor: trusted };
        if !open(kind, &detail, &trust).is_empty() {
            return Ok(Some((detail, trust)));
        }
    }
    Ok(None)
}

/// A matter as whoever is signed in sees it: by himself, else by an authorization. What is open to himself stays his own.
///
/// # Errors
/// What the database says.
pub fn detail(reader: &Reader, actor: &Actor, id: &MatterId, now: jiff::Timestamp) -> Result<Option<Detail>, Fault> {
    if let Some(detail) = reader.detail(id, actor, now)? {
        return Ok(Some(detail));
    }
    let found = seen(reader, actor, id, now)?;
    Ok(found.map(|(mut detail, _)| {
        detail.mine.clear();
        detail
    }))
}
