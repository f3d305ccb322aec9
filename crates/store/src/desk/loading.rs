//! Another policy pack at the desk: what moves is written and journalled together with the pack itself, in one transaction, between two
//! batches of other people's actions. A pack that is on record is in force, and one that is in force is on record.

use super::{
    batch::{Desk, system_note},
    house::{Halt, House},
    keep::ActorNote,
    reload::{self, Moved, POLICY, Working},
};
use crate::{
    county::policy_digest,
    journal::{Entry, Tail},
    keys::Head,
    obligations,
    packs::{self, LOADED},
    request::Failure,
    sql::{
        Connection, Fault,
        text::{desk as sql, journal as journal_sql},
        value::params,
    },
};
use engine::{access::Actor, days::Day, policy::Policy, procedure::Refusal};
use serde_json::{Value, json};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, PoisonError},
};

/// A policy pack to be loaded.
pub(crate) struct PolicyJob {
    pub(crate) policy: Arc<Policy>,
    pub(crate) digest: String,
    /// The pack that must still be in force.
    pub(crate) base: Option<String>,
    pub(crate) actor: Actor,
    pub(crate) reason: String,
    pub(crate) moment: jiff::Timestamp,
    /// The county is being opened with another pack than the last: no one's decision, and no pack of its own unless it had one.
    pub(crate) opening: bool,
}

/// Why a load ends early, and what it had come to when it was the commit that failed.
type Early = (Halt, Option<Moved>);

impl Desk {
    /// Loads a pack, wholly or not at all.
    pub(super) fn load_policy(&mut self, job: PolicyJob) -> Result<Moved, Failure> {
        self.connected().map_err(|fault| Failure::Unavailable(fault.sentence()))?;
        let (policy, before) = (Arc::clone(&job.policy), self.tail.clone());
        let (halt, committing) = match self.load_in_transaction(&job) {
            Ok(moved) => {
                self.takes_force(policy);
                return Ok(moved);
            }
            Err(early) => early,
        };
        let hoped = std::mem::replace(&mut self.tail, before);
        if let Some(link) = self.link.as_mut() {
            link.rollback();
        }
        let fault = match halt {
            Halt::Failure(failure) => {
                self.pending = None;
                return Err(failure);
            }
            Halt::Fault(fault) => fault,
        };
        self.database.failed(&fault);
        if matches!(fault, Fault::Lost(_)) {
            self.link = None;
            // The connection broke while committing: the journal itself tells whether it happened.
            let again = self.connected();
            if let Some(moved) = committing.filter(|_| again.is_ok() && self.tail == hoped) {
                self.takes_force(policy);
                return Ok(moved);
            }
        }
        self.pending = None;
        Err(Failure::Unavailable(fault.sentence()))
    }

    /// From here on everybody's next action goes by this pack.
    fn takes_force(&mut self, policy: Arc<Policy>) {
        self.house.takes_force(Arc::clone(&policy));
        *self.policy_seen.write().unwrap_or_else(PoisonError::into_inner) = policy;
        self.keep_head();
        self.house.load.rose_to(self.tail.seq);
    }

    fn load_in_transaction(&mut self, job: &PolicyJob) -> Result<Moved, Early> {
        let Self { house, link, tail, pending, .. } = self;
        *pending = None;
        let early = |fault: Fault| (Halt::from(fault), None);
        let link = link.as_mut().ok_or_else(|| early(Fault::Lost("no connection".to_owned())))?;
        link.begin().map_err(early)?;
        let work = || record(house, link, tail, job);
        let recorded = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            let sentence = "程序按新政策包推算时出错，没有装入，请联系管理员。".to_owned();
            Err(Failure::Unavailable(sentence).into())
        });
        let (moved, head) = recorded.map_err(|halt| (halt, None))?;
        *pending = Some(head);
        match link.commit() {
            Ok(()) => Ok(moved),
            Err(fault) => Err((fault.into(), Some(moved))),
        }
    }

    /// After a connection was lost: the pack in force is the one on record, whichever this process believed in.
    pub(super) fn recall_policy(&mut self) -> Result<(), Fault> {
        let Some(link) = self.link.as_mut() else { return Ok(()) };
        let county = &self.house.county;
        let last = link.first(&sql::SETTING, &params![county, "policy"], |row| row.string(0))?;
        if last.is_none_or(|last| last == policy_digest(&self.house.policy)) {
            return Ok(());
        }
        let Some(files) = packs::in_force(link, county)? else { return Ok(()) };
        let policy = Policy::parse(&files).map_err(|_| Fault::broken("the loaded policy pack"))?;
        self.takes_force(Arc::new(policy));
        Ok(())
    }
}

/// Whether this pack may be loaded now, and by whom.
fn may(house: &House, job: &PolicyJob) -> Result<(), Refusal> {
    if !job.actor.keeps_policy() {
        return Err(Refusal::new("not_yours", "", "政策包由干部监督股股长或分管副部长装入，请转交其办理。"));
    }
    if job.reason.trim().is_empty() {
        return Err(Refusal::new("reason_missing", "", "装入政策包须写明理由。").at("/reason"));
    }
    if job.base.as_ref().is_some_and(|base| *base != policy_digest(&house.policy)) {
        let sentence = "预览之后政策包已被他人更换，没有装入，请重新核对后再装入。";
        return Err(Refusal::new("policy_stale", "", sentence));
    }
    Ok(())
}

/// Writes what moves, the event with the pack, where it is to be found, and the signed head.
fn record(house: &House, link: &mut Connection, tail: &mut Tail, job: &PolicyJob) -> Result<(Moved, Head), Halt> {
    if !job.opening {
        may(house, job)?;
    }
    let county = &house.county;
    let moved = reload::moves(&Working { catalogue: house.catalogue, policy: &job.policy, county, keep: true }, link)?;
    obligations::align(link, county, house.catalogue, Day::at(job.moment))?;
    let before = packs::place(link, county)?;
    let mut payload = json!({"digest": job.digest, "version": job.policy.version(), "moves": moved.moves});
    let owns = !job.opening || before.is_some();
    if let (true, Value::Object(fields)) = (owns, &mut payload) {
        let said = json!({
            "reason": job.reason, "before": before, "changed": changed(&house.policy, &job.policy),
            "files": job.policy.files(),
        });
        if let Value::Object(said) = said {
            fields.extend(said);
        }
    }
    let note = ActorNote { person: job.actor.person.clone(), ..system_note(&job.actor.account) };
    let entry = Entry::of_house(tail, (POLICY, "load"), job.moment, &note, &payload)?;
    entry.append(link, county, tail)?;
    link.execute(&sql::SET_SETTING, &params![county, "policy", &job.digest])?;
    if owns {
        link.execute(&sql::SET_SETTING, &params![county, LOADED, entry.seq.to_string()])?;
    }
    let head = house.keys.sign(tail.seq, tail.hash, entry.moment);
    let values = params![county, head.seq, &head.hash, head.moment, head.signature.as_slice()];
    link.execute(&journal_sql::SET_HEAD, &values)?;
    Ok((moved, head))
}

/// Names of the files that differ.
fn changed(was: &Policy, now: &Policy) -> Vec<String> {
    let same = |file: &&(String, String)| was.files().contains(file);
    now.files().iter().filter(|file| !same(file)).map(|(name, _)| name.clone()).collect()
}
