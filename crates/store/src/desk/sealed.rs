//! Opening and erasing what is sealed: for named roles, with a reason, on record.

use super::{batch::system_note, decide, house::Halt, keep::ActorNote, step::Hands};
use crate::{
    journal::Entry,
    request::Failure,
    seal,
    sql::{Fault, text::desk as sql, value::params},
};
use engine::{
    access::{Actor, Hat, Role},
    days::Day,
    procedure::Refusal,
};
use serde_json::Value;

/// Kind of the journal's entries about sealed values; they are no matters.
pub(crate) const SEAL: &str = "seal";

/// What is asked of a sealed value.
#[derive(Clone, Debug)]
pub(crate) struct SealJob {
    pub(crate) seal: String,
    pub(crate) actor: Actor,
    pub(crate) reason: String,
    pub(crate) moment: jiff::Timestamp,
    /// Destroys it instead of opening it.
    pub(crate) erase: bool,
}

impl Hands<'_> {
    /// Opens or erases a sealed value, and records who did so and why. `None` when it was erased before.
    pub(crate) fn sealed(&mut self, job: &SealJob) -> Result<Option<Value>, Halt> {
        let county = self.house.county.as_str();
        let owner = self.link.first(&sql::SEAL_OWNER, &params![county, &job.seal], |row| row.string(0))?;
        let matter = owner.ok_or(Failure::NotFound)?;
        let loaded = decide::load(self.house, self.link, &matter)?.ok_or(Failure::NotFound)?;
        let kind = self.house.mechanism(&loaded.identity.kind)?.kind();
        let heads = [Role::SectionHead, Role::DeputyMinister, Role::Minister];
        let named = kind.keepers.iter().chain(&heads).any(|role| job.actor.wears(&Hat::Role(*role)));
        let concerned = loaded.outline.persons.iter().any(|(_, person)| job.actor.untouchables.contains(person));
        if job.actor.is_administrator() || !named || concerned {
            return Err(Refusal::new("not_yours", "", "封存内容须由有权限的人查阅，请转交其办理。").into());
        }
        if job.reason.trim().is_empty() {
            return Err(Refusal::new("reason_missing", "", "查阅封存内容须写明理由。").at("/reason").into());
        }
        self.note(job, &matter)?;
        if job.erase {
            seal::erase(self.link, county, &job.seal)?;
            return Ok(None);
        }
        Ok(seal::open(self.link, county, &self.house.keys, &job.seal)?.map(|(clear, _)| clear))
    }

    /// Destroys what is sealed in matters whose day for it has come, each on record. Tells how many values.
    pub(crate) fn forget_sealed(&mut self, moment: jiff::Timestamp) -> Result<u64, Halt> {
        let mut forgotten = 0;
        for mechanism in self.house.catalogue.iter().filter(|mechanism| mechanism.forgets()) {
            let county = self.house.county.clone();
            let kept = params![&county, mechanism.kind().id];
            for matter in self.link.rows(&sql::SEALED_MATTERS, &kept, |row| row.string(0))? {
                let loaded = decide::load(self.house, self.link, &matter)?.ok_or(Failure::NotFound)?;
                let from = mechanism.forgotten_from(&loaded.standing.state)?;
                if from.is_none_or(|from| Day::at(moment) < from) {
                    continue;
                }
                for seal in self.link.rows(&sql::SEALS_OF, &params![&county, &matter], |row| row.string(0))? {
                    let (actor, reason) = (Actor::system(), "保存期已满".to_owned());
                    self.note(&SealJob { seal: seal.clone(), actor, reason, moment, erase: true }, &matter)?;
                    seal::erase(self.link, &county, &seal)?;
                    forgotten += 1;
                }
            }
        }
        Ok(forgotten)
    }

    fn note(&mut self, job: &SealJob, matter: &str) -> Result<(), Fault> {
        let note = ActorNote { person: job.actor.person.clone(), ..system_note(&job.actor.account) };
        let payload = serde_json::json!({"seal_id": job.seal, "matter": matter, "reason": job.reason});
        let verb = if job.erase { "erase" } else { "open" };
        let entry = Entry::of_house(self.tail, (SEAL, verb), job.moment, &note, &payload)?;
        entry.append(self.link, &self.house.county, self.tail)
    }
}
