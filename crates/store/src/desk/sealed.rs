//! Opening and erasing what is sealed: for named roles, with a reason, on record. The record lies in the journal beside the matter, not
//! in it: reading changes nothing, and makes nobody's form stale.

use super::{
    batch::system_note,
    decide::{self, Loaded},
    house::{Halt, House},
    keep::ActorNote,
    step::Hands,
};
use crate::{
    facts::Asked,
    ids::hex,
    journal::Entry,
    request::{Failure, StreamLine, Unsealing},
    seal,
    sql::{
        Connection, Fault,
        text::{desk as sql, journal},
        value::params,
    },
};
use engine::{
    access::{Actor, Hat, Scope},
    days::Day,
    erased::{Kept, Mechanism},
    history,
    procedure::Refusal,
    seal::Handle,
    words::MatterId,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Kind of the journal's entries about sealed values; they are no matters.
pub(crate) const SEAL: &str = "seal";

/// What is asked of a sealed value.
#[derive(Clone, Debug)]
pub(crate) struct SealJob {
    pub(crate) asked: Unsealing,
    pub(crate) actor: Actor,
    pub(crate) moment: jiff::Timestamp,
    /// Destroys it instead of opening it.
    pub(crate) erase: bool,
}

/// What stands in the journal of an opening or an erasure.
#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    seal_id: String,
    matter: String,
    reason: String,
    #[serde(default)]
    field: String,
}

impl Hands<'_> {
    /// Opens or erases a sealed value, and records who did so and why. `None` when it was erased before.
    pub(crate) fn sealed(&mut self, job: &SealJob) -> Result<Option<Value>, Halt> {
        let county = self.house.county.as_str();
        let asked = &job.asked;
        let owner = self.link.first(&sql::SEAL_OWNER, &params![county, &asked.seal], |row| row.string(0))?;
        let owner = owner.filter(|owner| *owner == asked.matter.0).ok_or(Failure::NotFound)?;
        let loaded = decide::load(self.house, self.link, &owner)?.ok_or(Failure::NotFound)?;
        let mechanism = self.house.mechanism(&loaded.identity.kind)?;
        self.gate(mechanism, &loaded, job)?;
        if asked.reason.trim().is_empty() {
            let sentence = "查阅封存内容须写明理由，没有查阅，请写明后再提交。";
            return Err(Refusal::new("reason_missing", "", sentence).at("/reason").into());
        }
        let cause = cause(loaded.identity.key, self.tail.seq, job);
        self.once(&cause, asked)?;
        let past = decide::events(county, self.link, loaded.identity.key)?;
        let handle = handle(self.house, mechanism, &past, &asked.seal).ok_or(Failure::NotFound)?;
        let opened = match job.erase {
            true => seal::erase(self.link, county, &asked.seal).map(|()| None)?,
            false => seal::open(self.link, county, &self.house.keys, &asked.seal)?,
        };
        if opened.as_ref().is_some_and(|(_, commitment)| *commitment != handle.commitment) {
            return Err(Fault::broken("a sealed value is not what was committed to").into());
        }
        self.note(job, &handle, cause)?;
        Ok(opened.map(|(clear, _)| clear))
    }

    /// Destroys what is sealed in matters whose day for it has come, each on record. Tells how many values. They are gone through once on
    /// a day.
    pub(crate) fn forget_sealed(&mut self, moment: jiff::Timestamp) -> Result<u64, Halt> {
        let mut forgotten = 0;
        if self.house.is_quiet(SEAL, Day::at(moment)) {
            return Ok(forgotten);
        }
        let kept = params![&self.house.county];
        let sealed = self.link.rows(&sql::SEALED_MATTERS, &kept, |row| Ok((row.string(0)?, row.string(1)?)))?;
        for (matter, kind) in sealed {
            let mechanism = self.house.mechanism(&kind)?;
            if mechanism.forgets() {
                forgotten += self.forget_sealed_in(mechanism, &matter, moment)?;
            }
        }
        if forgotten == 0 {
            self.house.quiet(SEAL, Day::at(moment));
        }
        Ok(forgotten)
    }

    /// What is sealed in one matter, once its day has come.
    fn forget_sealed_in(
        &mut self,
        mechanism: &dyn Mechanism,
        matter: &str,
        moment: jiff::Timestamp,
    ) -> Result<u64, Halt> {
        let loaded = decide::load(self.house, self.link, matter)?.ok_or(Failure::NotFound)?;
        let from = mechanism.forgotten_from(&loaded.standing.state)?;
        if from.is_none_or(|from| Day::at(moment) < from) {
            return Ok(0);
        }
        let county = self.house.county.clone();
        let past = decide::events(&county, self.link, loaded.identity.key)?;
        let seals = self.link.rows(&sql::SEALS_OF, &params![&county, matter], |row| row.string(0))?;
        for seal in &seals {
            let asked = Unsealing::new(&MatterId::from(matter), seal, "保存期已满");
            let job = SealJob { asked, actor: Actor::system(), moment, erase: true };
            let handle = handle(self.house, mechanism, &past, seal).ok_or(Failure::NotFound)?;
            let cause = cause(loaded.identity.key, self.tail.seq, &job);
            seal::erase(self.link, &county, seal)?;
            self.note(&job, &handle, cause)?;
        }
        Ok(u64::try_from(seals.len()).unwrap_or(u64::MAX))
    }

    /// Who may not even see the matter learns no more than that there is none.
    fn gate(&mut self, mechanism: &dyn Mechanism, loaded: &Loaded, job: &SealJob) -> Result<(), Halt> {
        let (kind, outline, actor) = (mechanism.kind(), &loaded.outline, &job.actor);
        if Scope::of(actor).is_barred(kind, outline) {
            return Err(Failure::NotFound.into());
        }
        let keeps = kind.keepers.iter().any(|role| actor.wears(&Hat::Role(*role)));
        let refusal = match engine::seal::may_open(kind, outline, &loaded.effects.duties, actor) {
            // Whoever it is about reads it; only who keeps it erases it.
            Ok(()) if job.erase && !keeps => Refusal::new("not_yours", "", "封存内容须由保管人删除，请转交其办理。"),
            Ok(()) => return Ok(()),
            Err(refusal) => refusal,
        };
        let digest = self.house.digest();
        let asked = Asked::new(self.link, &self.house.county, self.house.catalogue, &digest);
        let owes = loaded.effects.duties.iter().any(|duty| duty.owner.iter().any(|hat| actor.wears(hat)));
        let visible = owes || decide::is_visible(mechanism, loaded, actor, &asked);
        asked.fault()?;
        Err(if visible { refusal.into() } else { Failure::NotFound.into() })
    }

    /// The value is given in one answer only: the same request once more is told so, and leaves no second line.
    fn once(&mut self, cause: &str, asked: &Unsealing) -> Result<(), Halt> {
        let before =
            self.link.first(&journal::CAUSED_PAYLOAD, &params![&self.house.county, cause], |row| row.string(0))?;
        let Some(before) = before else { return Ok(()) };
        let before: Noted = crate::facts::json(&before)?;
        if before.seal_id != asked.seal || before.reason != asked.reason.trim() {
            return Err(Failure::KeyReused.into());
        }
        let sentence = "这次查阅已经记录，内容只在那一次答复中显示；还要看的，请重新写明理由。";
        Err(Refusal::new("seen_already", "", sentence).into())
    }

    fn note(&mut self, job: &SealJob, handle: &Handle, cause: String) -> Result<(), Halt> {
        let note = ActorNote { person: job.actor.person.clone(), ..system_note(&job.actor.account) };
        let noted = Noted {
            seal_id: job.asked.seal.clone(),
            matter: job.asked.matter.0.clone(),
            reason: job.asked.reason.trim().to_owned(),
            field: handle.title.clone(),
        };
        let payload = serde_json::to_value(noted).map_err(|error| Fault::broken(error.to_string()))?;
        let verb = if job.erase { ERASE } else { OPEN };
        let entry = Entry::of_house(self.tail, (SEAL, verb), job.moment, &note, &payload)?;
        Entry { cause: Some(cause), ..entry }.append(self.link, &self.house.county, self.tail)?;
        Ok(())
    }
}

const OPEN: &str = "open";
const ERASE: &str = "erase";

/// What the causes of a matter's entries about sealed values begin with, and what lies behind them all.
fn causes(matter: i64) -> (String, String) {
    (format!("unseal:{matter}:"), format!("unseal:{matter};"))
}

/// Under what an opening is found again: its matter, and who asked with which key; without a key, its place.
fn cause(matter: i64, seq: i64, job: &SealJob) -> String {
    let (begins, _) = causes(matter);
    match &job.asked.key {
        Some(key) => format!("{begins}{}", hex(&Sha256::digest(format!("{}\0{key}", job.actor.account)))),
        None => format!("{begins}{seq}"),
    }
}

/// The handle of a sealed value in a matter's own history, corrections included.
fn handle(house: &House, mechanism: &dyn Mechanism, past: &[Kept], seal: &str) -> Option<Handle> {
    let within = |verb: &str, payload: &Value| {
        let schema = house.sealed_event(mechanism.kind().id, verb)?;
        engine::seal::handles(schema, payload).into_iter().find(|handle| handle.seal == seal)
    };
    past.iter().filter(|kept| kept.payload.contains(seal)).find_map(|kept| {
        if let Ok(Some(amended)) = history::correction(kept) {
            let was = past.iter().find(|was| was.n == amended.n)?;
            return within(&was.verb, &amended.payload);
        }
        within(&kept.verb, &serde_json::from_str(&kept.payload).ok()?)
    })
}

/// Openings and erasures as lines of the matter's stream. They are no events of the matter and have no number within it.
pub(crate) fn lines(county: &str, link: &mut Connection, matter: i64) -> Result<Vec<(StreamLine, ActorNote)>, Fault> {
    let (from, to) = causes(matter);
    link.rows(&journal::CAUSED_BETWEEN, &params![county, &from, &to], |row| {
        let noted: Noted = crate::facts::json(&row.text(4)?)?;
        let note: ActorNote = crate::facts::json(&row.text(3)?)?;
        let moment = jiff::Timestamp::from_microsecond(row.int(1)?);
        let erased = row.string(0)? == ERASE;
        let colon = if noted.field.is_empty() { "" } else { "：" };
        let line = StreamLine {
            n: 0,
            seq: row.int(5)?,
            verb: if erased { "erase_seal" } else { engine::seal::OPEN }.to_owned(),
            moment: moment.map_err(|error| Fault::broken(error.to_string()))?,
            day: row.string(2)?,
            account: note.account.clone(),
            who: String::new(),
            on_behalf: None,
            on_behalf_name: None,
            act: if erased { "删除封存内容" } else { "查阅封存内容" }.to_owned(),
            text: format!("{}{colon}{}", noted.field, noted.reason),
            grave: erased,
            payload: serde_json::json!({"seal": noted.seal_id}),
            corrects: None,
        };
        Ok((line, note))
    })
}
