//! A county opened: the one way to act on it and to read it.

use crate::{
    desk::{
        Desk, House, ImportWork, Job, PolicyJob, recompute, recounted,
        reload::{Working, moves},
        sealed::SealJob,
    },
    ids::IdSource,
    imports::{ImportRun, Rejected},
    journal,
    keys::{Digester, Keys},
    load::Load,
    packs::PolicyLoad,
    reader::Reader,
    request::{Answer, Failure, Request, Tick, Unsealing},
    sql::{Connection, Database, Fault, OpenError, Pool, Recorded, text::desk as sql, value::params},
    verify::{VerifyReport, verify},
};
use engine::{access::Actor, erased::Catalogue, policy::Policy, words::MatterId};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        mpsc::{Sender, channel},
    },
    thread::JoinHandle,
};

pub use crate::desk::{Move, Moved};

/// What a county needs to open.
pub struct Settings {
    /// The database, already found: [`Database::open`] or [`Database::memory`].
    pub database: Database,
    /// The key folder, apart from the database.
    pub keys: PathBuf,
    /// The data folder: attachments.
    pub data: PathBuf,
    /// Code of the county, GB/T 2260: `341823`.
    pub county: String,
    /// All mechanisms.
    pub catalogue: &'static Catalogue,
    /// The policy pack.
    pub policy: Policy,
    /// Where ids come from.
    pub ids: IdSource,
    /// Relaxes durability while a demo plays; see [`County::relax`].
    pub relaxed: bool,
}

/// An open county. Dropping it closes it.
pub struct County {
    jobs: Mutex<Sender<Job>>,
    desk: Mutex<Option<JoinHandle<()>>>,
    ids: Mutex<IdSource>,
    shared: Arc<Shared>,
    claim: Mutex<Option<crate::sql::Claim>>,
}

/// What readers and the county share.
pub(crate) struct Shared {
    pub(crate) county: String,
    pub(crate) catalogue: &'static Catalogue,
    pub(crate) policy: Arc<RwLock<Arc<Policy>>>,
    pub(crate) pool: Pool,
    pub(crate) database: Arc<Database>,
    pub(crate) keys: PathBuf,
    pub(crate) data: PathBuf,
    pub(crate) digester: Digester,
    /// Under which secrets beside the journal are kept.
    pub(crate) wrap: [u8; 32],
    pub(crate) load: Arc<Load>,
}

impl County {
    /// Opens a county: claims it, brings its rows up to this program and this policy pack, and starts its desk.
    ///
    /// # Errors
    /// See [`OpenError`]; its words are for people.
    pub fn open(settings: Settings) -> Result<Self, OpenError> {
        let Settings { database, keys, data, county, catalogue, policy, ids, relaxed } = settings;
        let missing = catalogue.missing_in(&policy);
        if let Some(first) = missing.first() {
            return Err(OpenError::Policy(first.sentence.clone()));
        }
        let database = Arc::new(database);
        let mut link = database.writer()?;
        let claim = database.claim(&county, &mut link)?;
        one_county(&database, &mut link, &county)?;
        let tail = journal::tail(&mut link, &county)?;
        let mut opened = Keys::open(&keys, &county, tail.seq == 0).map_err(OpenError::Keys)?;
        opened.highest().map_err(|error| OpenError::Keys(error.to_string()))?;
        let policy = Arc::new(policy);
        let (digester, wrap) = (opened.digester, opened.wrap);
        let load = Arc::new(Load::default());
        load.rose_to(tail.seq);
        let house = House::new(county.clone(), catalogue, Arc::clone(&policy), opened, Arc::clone(&load));
        up_to_date(&house, &mut link)?;
        if relaxed {
            link.relax(true)?;
        }
        let seen = Arc::new(RwLock::new(Arc::clone(&policy)));
        let (jobs, queue) = channel();
        // The caller's own ids and the desk's must not be the same: each draws from its own half of a seed.
        let given = match &ids {
            IdSource::Random => IdSource::Random,
            IdSource::Seeded { seed, drawn } => IdSource::Seeded { seed: !seed, drawn: *drawn },
        };
        let desk = Desk {
            house,
            database: Arc::clone(&database),
            link: Some(link),
            tail,
            ids,
            relaxed,
            pending: None,
            policy_seen: Arc::clone(&seen),
        };
        let work = move || desk.work(&queue);
        let desk = std::thread::Builder::new().name("desk".to_owned()).spawn(work);
        let desk = desk.map_err(|error| OpenError::Fault(Fault::Lost(error.to_string())))?;
        let pool = Pool::new(Arc::clone(&database));
        let shared =
            Arc::new(Shared { county, catalogue, policy: seen, pool, database, keys, data, digester, wrap, load });
        let county = Self {
            jobs: Mutex::new(jobs),
            desk: Mutex::new(Some(desk)),
            ids: Mutex::new(given),
            shared,
            claim: Mutex::new(Some(claim)),
        };
        county.recall_policy(&policy)?;
        Ok(county)
    }

    /// Works out anew what follows from another policy pack than the one used last.
    fn recall_policy(&self, policy: &Arc<Policy>) -> Result<(), OpenError> {
        let digest = policy_digest(policy);
        let county = self.shared.county.clone();
        let last = self
            .shared
            .pool
            .read(|link| link.first(&sql::SETTING, &params![&county, "policy"], |row| row.string(0)))?;
        let settled = match last {
            Some(last) if last == digest => Ok(()),
            Some(_) => {
                let moment = self.shared.pool.read(|link| {
                    let found = link.first(&crate::sql::text::journal::HEAD, &params![&county], |row| row.int(2))?;
                    jiff::Timestamp::from_microsecond(found.unwrap_or_default())
                        .map_err(|error| Fault::broken(error.to_string()))
                })?;
                let (policy, actor, reason) = (Arc::clone(policy), Actor::system(), String::new());
                let job = PolicyJob { policy, digest, base: None, actor, reason, moment, opening: true };
                self.hand_policy(job).map(drop)
            }
            None => self
                .write(move |link| link.execute(&sql::SET_SETTING, &params![&county, "policy", &digest]).map(drop))
                .map_err(|fault| Failure::Unavailable(fault.sentence())),
        };
        settled.map_err(|failure| OpenError::Policy(format!("{failure:?}")))
    }

    /// Does one action and waits until it is durable.
    ///
    /// # Errors
    /// See [`Failure`]; in every case nothing of the action was kept.
    pub fn act(&self, request: Request) -> Result<Answer, Failure> {
        self.ask(|reply| Job::Act(Box::new(request), reply))?
    }

    /// Does one action; `reply` is called from the desk's thread once it is durable. It must not block.
    pub fn act_then(&self, request: Request, reply: impl FnOnce(Result<Answer, Failure>) + Send + 'static) {
        self.send(Job::Act(Box::new(request), Box::new(reply)));
    }

    /// Does all of these actions or none, in one transaction; at most 5,000.
    ///
    /// # Errors
    /// The place of the action that failed, and why.
    pub fn act_all(&self, requests: Vec<Request>) -> Result<Vec<Answer>, (usize, Failure)> {
        if requests.len() > GROUP {
            let sentence = format!("一次最多办理{GROUP}项，请分批导入。");
            return Err((GROUP, Failure::Malformed(sentence)));
        }
        self.ask(|reply| Job::Group(requests, reply)).map_err(|failure| (0, failure))?
    }

    /// The clock's share: opens terms and does what the mechanisms call for by this moment, each once.
    ///
    /// # Errors
    /// `Unavailable`. Calls that the rules refuse are listed in the answer and come again.
    pub fn tick(&self, moment: jiff::Timestamp) -> Result<Tick, Failure> {
        self.ask(|reply| Job::Tick(moment, reply))?
    }

    /// What would move if this policy pack were loaded. Read in one unmoving picture, beside the desk: nobody waits for it.
    ///
    /// # Errors
    /// `Unavailable`, or `Malformed` when the pack lacks what mechanisms ask for.
    pub fn preview_policy(&self, policy: &Policy) -> Result<Moved, Failure> {
        self.checked(policy)?;
        let shared = &self.shared;
        let with = Working { catalogue: shared.catalogue, policy, county: &shared.county, keep: false };
        let seen = shared.pool.read(|link| {
            link.begin_reading()?;
            let moved = moves(&with, link);
            link.rollback();
            moved
        });
        seen.map_err(|fault| Failure::Unavailable(fault.sentence()))
    }

    /// Loads a policy pack: what it moves is worked out anew, and both are journalled, in one transaction between two batches.
    ///
    /// # Errors
    /// `Unavailable`; `Malformed` when the pack lacks what mechanisms ask for; `Forbidden` for whoever may not; `Refused` without a reason,
    /// and when another pack has come into force since the preview (`policy_stale`).
    pub fn load_policy(&self, load: PolicyLoad) -> Result<Moved, Failure> {
        let PolicyLoad { policy, base, actor, reason, moment } = load;
        self.checked(&policy)?;
        let digest = policy_digest(&policy);
        let job = PolicyJob { policy: Arc::new(policy), digest, base, actor, reason, moment, opening: false };
        self.hand_policy(job)
    }

    /// What tells the pack in force apart from every other.
    #[must_use]
    pub fn policy_digest(&self) -> String {
        policy_digest(&self.policy())
    }

    fn checked(&self, policy: &Policy) -> Result<(), Failure> {
        match self.shared.catalogue.missing_in(policy).first() {
            Some(finding) => Err(Failure::Malformed(finding.sentence.clone())),
            None => Ok(()),
        }
    }

    fn hand_policy(&self, job: PolicyJob) -> Result<Moved, Failure> {
        self.ask(|reply| Job::Policy(Box::new(job), reply))?
    }

    /// Opens a sealed value for somebody who may read it, with the reason on record; `None` when it was erased.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, or `Refused` without a reason, of a veiled kind, or when it was given under this key before.
    pub fn open_sealed(
        &self,
        asked: Unsealing,
        actor: &Actor,
        moment: jiff::Timestamp,
    ) -> Result<Option<Value>, Failure> {
        self.sealed(SealJob { asked, actor: actor.clone(), moment, erase: false })
    }

    /// Erases a sealed value with its key and salt, with the reason on record: what stays in the journal matches nothing any more.
    ///
    /// # Errors
    /// As for opening it.
    pub fn erase_sealed(&self, asked: Unsealing, actor: &Actor, moment: jiff::Timestamp) -> Result<(), Failure> {
        self.sealed(SealJob { asked, actor: actor.clone(), moment, erase: true }).map(drop)
    }

    fn sealed(&self, job: SealJob) -> Result<Option<Value>, Failure> {
        self.ask(|reply| Job::Seal(Box::new(job), reply))?
    }

    pub(crate) fn hand_import(&self, work: ImportWork) -> Result<ImportRun, Rejected> {
        self.ask(|reply| Job::Import(Box::new(work), reply)).map_err(Rejected::from)?
    }

    /// The policy pack in use.
    #[must_use]
    pub fn policy(&self) -> Arc<Policy> {
        self.shared.policy()
    }

    /// All mechanisms.
    #[must_use]
    pub fn catalogue(&self) -> &'static Catalogue {
        self.shared.catalogue
    }

    /// The county's code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.shared.county
    }

    /// An id for a matter to be opened, where others must name it before it is.
    pub fn new_id(&self, moment: jiff::Timestamp) -> MatterId {
        MatterId(self.ids.lock().unwrap_or_else(PoisonError::into_inner).next(moment))
    }

    /// For reading. Cheap to make, may be cloned and sent about.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader::new(Arc::clone(&self.shared))
    }

    /// Statements run on the database since it was opened, writing and reading.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.shared.database.statements()
    }

    /// Relaxes durability while a demo plays, or restores it. Takes effect after the batch under way.
    pub fn relax(&self, relaxed: bool) {
        self.send(Job::Relax(relaxed));
    }

    /// Starts (`true`) or stops recording the writer's statements; stopping returns them. For the bench.
    pub fn record(&self, on: bool) -> Vec<Recorded> {
        self.ask(|reply| Job::Record(on, reply)).unwrap_or_default()
    }

    /// Writes something beside the journal (session, draft, file) on the writer's connection, durable on return. The closure may be
    /// run again when the batch it lay in fails.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        mut work: impl FnMut(&mut Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let made = Arc::new(Mutex::new(None));
        let kept = Arc::clone(&made);
        let work = move |link: &mut Connection| {
            let value = work(link)?;
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
            Ok(())
        };
        let gone = |_| Fault::Lost("the desk is closed".to_owned());
        self.ask(|reply| Job::Write(Box::new(work), reply)).map_err(gone)??;
        made.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(|| Fault::broken("work without result"))
    }

    /// The same without waiting, for what may be lost: when a session was last seen.
    pub(crate) fn write_later(&self, work: impl FnMut(&mut Connection) -> Result<(), Fault> + Send + 'static) {
        self.send(Job::Write(Box::new(work), Box::new(drop)));
    }

    /// A word kept about this county beside the journal: that it is a demo, a test clock.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), Fault> {
        let (county, name, value) = (self.shared.county.clone(), name.to_owned(), value.to_owned());
        self.write(move |link| link.execute(&sql::SET_SETTING, &params![&county, &name, &value]).map(drop))
    }

    /// Checks journal and rows while the county goes on; what is written meanwhile is not looked at.
    ///
    /// # Errors
    /// The database or the key folder cannot be read.
    pub fn verify(&self) -> Result<VerifyReport, Fault> {
        let shared = &self.shared;
        verify(&shared.database, &shared.keys, shared.catalogue, &shared.policy(), &shared.county)
    }

    pub(crate) fn hand_crash(&self, requests: Vec<Request>) -> Result<Result<(), Fault>, Failure> {
        self.ask(|reply| Job::Crash(requests, reply))
    }

    /// Ends the desk after what is queued, and gives the county free.
    pub fn close(&self) {
        self.send(Job::Close);
        let desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(desk) = desk {
            // A desk that panicked outside an action has nothing more to say.
            desk.join().unwrap_or_default();
        }
        self.claim.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    fn send(&self, job: Job) {
        self.shared.load.handed();
        // Nobody at the desk any more: the reply is dropped, and whoever waits for it hears that the county is closed.
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).send(job).unwrap_or_default();
    }

    fn ask<T: Send + 'static>(&self, job: impl FnOnce(Box<dyn FnOnce(T) + Send>) -> Job) -> Result<T, Failure> {
        let (give, take) = channel();
        self.send(job(Box::new(move |value| give.send(value).unwrap_or_default())));
        take.recv().map_err(|_| Failure::Unavailable("服务正在停止，没有保存，请稍后重试。".to_owned()))
    }
}

/// Actions of one group at most.
const GROUP: usize = 5_000;

impl Drop for County {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    pub(crate) fn policy(&self) -> Arc<Policy> {
        Arc::clone(&self.policy.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A SQLite file holds one county.
fn one_county(database: &Database, link: &mut Connection, county: &str) -> Result<(), OpenError> {
    if (database.file().is_some() || database.is_memory())
        && let Some(other) = link.first(&sql::OTHER_COUNTY, &params![county], |row| row.string(0))?
    {
        return Err(OpenError::OtherCounty(other));
    }
    link.execute(&sql::SET_SETTING, &params![county, "county", county])?;
    Ok(())
}

/// Rows written by another program, or in another vocabulary, are made anew from the journal.
fn up_to_date(house: &House, link: &mut Connection) -> Result<(), OpenError> {
    let kinds: Vec<String> = house
        .catalogue
        .iter()
        .map(|mechanism| format!("{}:{}", mechanism.kind().id, mechanism.kind().version))
        .collect();
    let program = format!("{} {}", env!("CARGO_PKG_VERSION"), kinds.join(" "));
    let last = link.first(&sql::SETTING, &params![&house.county, "program"], |row| row.string(0))?;
    if last.as_ref() == Some(&program) {
        return Ok(recounted(house, link)?);
    }
    if last.is_some() {
        recompute(house, link)?;
    }
    recounted(house, link)?;
    link.execute(&sql::SET_SETTING, &params![&house.county, "program", &program])?;
    Ok(())
}

/// What tells two policy packs apart.
pub(crate) fn policy_digest(policy: &Policy) -> String {
    crate::ids::hex(&Sha256::digest(format!("{policy:?}")))
}
