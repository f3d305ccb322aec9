//! The desk's thread: batches, commits, answers, and what happens when something breaks.

use super::{
    ImportWork,
    house::{Halt, House},
    keep::ActorNote,
    loading::PolicyJob,
    reload,
    sealed::SealJob,
    step::Hands,
};
use crate::{
    ids::IdSource,
    imports::{ImportRun, Rejected},
    journal::{self, Tail},
    keys::Head,
    request::{Answer, Failure, Request, Tick},
    sql::{
        Connection, Database, Fault, Recorded,
        text::{desk as sql, journal as journal_sql},
        value::params,
    },
};
use engine::policy::Policy;
use serde_json::Value;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc::Receiver},
};

/// Actions in one commit at most: more lengthen the wait and hardly raise the rate.
const BATCH: usize = 64;

type Reply<T> = Box<dyn FnOnce(T) + Send>;
/// A piece of work on the writer's connection that is no action: sessions, drafts, files.
pub(crate) type Work = Box<dyn FnMut(&mut Connection) -> Result<(), Fault> + Send>;

/// What the desk is handed.
pub(crate) enum Job {
    /// One action.
    Act(Box<Request>, Reply<Result<Answer, Failure>>),
    /// Actions of which all or none are kept; the failure comes with the place of the one that failed.
    Group(Vec<Request>, Reply<Result<Vec<Answer>, (usize, Failure)>>),
    /// The clock's share.
    Tick(jiff::Timestamp, Reply<Result<Tick, Failure>>),
    /// A sealed value to be opened or erased, on record.
    Seal(Box<SealJob>, Reply<Result<Option<Value>, Failure>>),
    /// A row beside the journal.
    Write(Work, Reply<Result<(), Fault>>),
    /// Another policy pack: a transaction of its own.
    Policy(Box<PolicyJob>, Reply<Result<reload::Moved, Failure>>),
    /// An import, staged, carried out or undone: a transaction of its own.
    Import(Box<ImportWork>, Reply<Result<ImportRun, Rejected>>),
    /// Starts or stops recording statements.
    Record(bool, Reply<Vec<Recorded>>),
    /// Relaxes or restores durability.
    Relax(bool),
    /// Actions carried out and lost with the connection before their commit: what a crash leaves. For the simulation.
    Crash(Vec<Request>, Reply<Result<(), Fault>>),
    /// Ends the thread.
    Close,
}

/// How each action of a batch is kept apart from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// Not at all: refusals come before the first write, so that hardly ever anything is to be undone. If it is, the whole batch is
    /// undone and run again with savepoints.
    Light,
    /// Each in a savepoint of its own, which costs a copy of every page it touches.
    Savepoints,
}

/// What a job came to, held back until the commit.
pub(crate) enum Done {
    Act(Result<Answer, Failure>),
    Group(Result<Vec<Answer>, (usize, Failure)>),
    Tick(Result<Tick, Failure>),
    Write(Result<(), Fault>),
    Seal(Result<Option<Value>, Failure>),
}

/// The desk's own things; they live in its thread.
pub(crate) struct Desk {
    pub(crate) house: House,
    pub(crate) database: Arc<Database>,
    /// Absent after a lost connection that could not be opened again yet.
    pub(crate) link: Option<Connection>,
    pub(crate) tail: Tail,
    pub(crate) ids: IdSource,
    pub(crate) relaxed: bool,
    /// The head of the batch under way, for the key folder once it is committed.
    pub(crate) pending: Option<Head>,
    pub(crate) policy_seen: Arc<std::sync::RwLock<Arc<Policy>>>,
}

impl Desk {
    /// Works until told to close or until nobody can hand it anything any more.
    pub(crate) fn work(mut self, jobs: &Receiver<Job>) {
        loop {
            let Some(first) = jobs.recv().ok() else { break };
            let mut batch = Vec::new();
            let mut alone = None;
            let mut coming = Some(first);
            while let Some(job) = coming {
                self.house.load.taken();
                if matches!(job, Job::Act(..) | Job::Group(..) | Job::Tick(..) | Job::Seal(..) | Job::Write(..)) {
                    batch.push(job);
                    coming = if batch.len() < BATCH { jobs.try_recv().ok() } else { None };
                } else {
                    alone = Some(job);
                    coming = None;
                }
            }
            self.run(batch);
            match alone {
                Some(Job::Close) => break,
                Some(job) => self.alone(job),
                None => {}
            }
        }
        // The head kept in the key folder is flushed; if that fails, it is only behind, and verify says so.
        self.house.keys.flush().unwrap_or_default();
    }

    fn alone(&mut self, job: Job) {
        match job {
            Job::Policy(job, reply) => {
                let moved = self.load_policy(*job);
                reply(moved);
            }
            Job::Import(work, reply) => {
                let run = self.import(*work);
                self.house.load.settled();
                reply(run);
            }
            Job::Crash(requests, reply) => {
                let crashed = self.crash(&requests);
                reply(crashed);
            }
            Job::Record(on, reply) => reply(self.link.as_mut().map(|link| link.record(on)).unwrap_or_default()),
            Job::Relax(relaxed) => {
                self.relaxed = relaxed;
                // A connection that cannot even take a setting shows itself at the next action.
                self.link.as_mut().map_or(Ok(()), |link| link.relax(relaxed)).unwrap_or_default();
            }
            _ => {}
        }
    }

    /// Carries the actions out, throws the connection away with its open transaction, and begins again from what is on the disk.
    fn crash(&mut self, requests: &[Request]) -> Result<(), Fault> {
        self.connected()?;
        let Self { house, link, tail, ids, .. } = self;
        if let Some(link) = link.as_mut() {
            link.begin()?;
            for request in requests {
                let mut hands = Hands { house, link, tail, ids, care: Care::Savepoints };
                // Whether it was refused or done: nobody is told, and nothing of it may be found later.
                drop(hands.guarded(|hands| hands.act(request))?);
            }
        }
        self.pending = None;
        self.link = None;
        self.connected()
    }

    /// One batch: all in one commit, or, where the database failed one of them, each in its own.
    fn run(&mut self, mut batch: Vec<Job>) {
        if batch.is_empty() {
            return;
        }
        match self.attempt(&mut batch) {
            Ok(done) => answer(batch, done),
            Err(fault) if batch.len() == 1 => {
                let retry = matches!(fault, Fault::Lost(_)) && !matches!(batch.first(), Some(Job::Write(..)));
                let again = if retry { self.attempt(&mut batch) } else { Err(fault) };
                match again {
                    Ok(done) => answer(batch, done),
                    Err(fault) => {
                        self.house.load.failed();
                        batch.into_iter().for_each(|job| fail(job, &fault));
                    }
                }
            }
            Err(_) => {
                for job in batch {
                    self.run(vec![job]);
                }
            }
        }
    }

    /// Runs a batch to its commit. An error means that nothing of it was kept.
    fn attempt(&mut self, batch: &mut [Job]) -> Result<Vec<Done>, Fault> {
        if let Err(fault) = self.connected() {
            self.database.failed(&fault);
            return Err(fault);
        }
        let before = self.tail.clone();
        let mut attempted = self.in_transaction(batch, Care::Light);
        if matches!(attempted, Err((Fault::Conflict(_), None))) {
            self.tail = before.clone();
            if let Some(link) = self.link.as_mut() {
                link.rollback();
            }
            attempted = self.in_transaction(batch, Care::Savepoints);
        }
        match attempted {
            Ok(done) => {
                self.keep_head();
                self.house.load.committed(&done, self.tail.seq);
                self.count_tables(before.seq);
                Ok(done)
            }
            Err((fault, committing)) => {
                self.database.failed(&fault);
                let hoped = std::mem::replace(&mut self.tail, before);
                if let Some(link) = self.link.as_mut() {
                    link.rollback();
                }
                let Fault::Lost(words) = fault else { return Err(fault) };
                self.link = None;
                self.connected()?;
                // The connection broke while committing: the journal itself tells whether it happened.
                if let Some(done) = committing.filter(|_| self.tail == hoped) {
                    self.keep_head();
                    self.house.load.committed(&done, self.tail.seq);
                    return Ok(done);
                }
                Err(Fault::Lost(words))
            }
        }
    }

    /// The error comes with what had been done, when it was the commit that failed.
    fn in_transaction(&mut self, batch: &mut [Job], care: Care) -> Result<Vec<Done>, (Fault, Option<Vec<Done>>)> {
        let Self { house, link, tail, ids, pending, .. } = self;
        *pending = None;
        let link = link.as_mut().ok_or((Fault::Lost("no connection".to_owned()), None))?;
        link.begin().map_err(|fault| (fault, None))?;
        let before = tail.seq;
        let mut moment = 0;
        let mut done = Vec::with_capacity(batch.len());
        for job in batch {
            let mut hands = Hands { house, link, tail, ids, care };
            done.push(hands.job(job, &mut moment).map_err(|fault| (fault, None))?);
        }
        if tail.seq != before {
            let head = house.keys.sign(tail.seq, tail.hash, moment);
            let values = params![&house.county, head.seq, &head.hash, head.moment, head.signature.as_slice()];
            link.push(&journal_sql::SET_HEAD, &values, true).map_err(|fault| (fault, None))?;
            *pending = Some(head);
        }
        match link.commit() {
            Ok(()) => Ok(done),
            Err(fault) => Err((fault, Some(done))),
        }
    }

    /// PostgreSQL plans a statement by what it has counted, and counts by itself about once a minute: too late for a county that is
    /// being filled. So it is told to count whenever the journal has doubled. Failing to is no failure of the batch.
    pub(super) fn count_tables(&mut self, before: i64) {
        if !has_doubled(before, self.tail.seq) {
            return;
        }
        if let Some(link) = self.link.as_mut() {
            link.count_tables().unwrap_or_default();
        }
    }

    /// Tells the key folder how far the journal has come. Being behind is no harm to what was answered, so a failure is not one either.
    pub(super) fn keep_head(&mut self) {
        if let Some(head) = self.pending.take() {
            self.house.keys.keep(&head).unwrap_or_default();
        }
    }

    /// Opens the connection again where it was lost, and reads where the journal stands.
    pub(super) fn connected(&mut self) -> Result<(), Fault> {
        if self.link.is_some() {
            return Ok(());
        }
        let mut link = self.database.writer()?;
        self.database.claim_again(&self.house.county, &mut link).map_err(|error| Fault::Lost(error.to_string()))?;
        if self.relaxed {
            link.relax(true)?;
        }
        self.tail = journal::tail(&mut link, &self.house.county)?;
        self.link = Some(link);
        self.recall_policy()
    }
}

impl Done {
    /// How many actions were done, or why one was not; nothing for work that is no action.
    pub(crate) fn outcome(&self) -> Option<Result<u64, &Failure>> {
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        match self {
            Self::Act(result) => Some(result.as_ref().map(|_| 1)),
            Self::Group(result) => Some(result.as_ref().map(|all| count(all.len())).map_err(|(_, failure)| failure)),
            Self::Tick(result) => Some(result.as_ref().map(|tick| count(tick.acted))),
            Self::Seal(result) => Some(result.as_ref().map(|_| 1)),
            Self::Write(_) => None,
        }
    }
}

impl Hands<'_> {
    fn job(&mut self, job: &mut Job, moment: &mut i64) -> Result<Done, Fault> {
        match job {
            Job::Act(request, _) => {
                *moment = request.moment.as_microsecond().max(*moment);
                self.guarded(|hands| hands.act(request)).map(|result| Done::Act(result.map_err(|(_, failure)| failure)))
            }
            Job::Group(requests, _) => {
                *moment = requests.iter().map(|request| request.moment.as_microsecond()).fold(*moment, i64::max);
                self.group(requests).map(Done::Group)
            }
            Job::Tick(now, _) => {
                *moment = now.as_microsecond().max(*moment);
                self.tick(*now).map(Done::Tick)
            }
            Job::Seal(job, _) => {
                *moment = job.moment.as_microsecond().max(*moment);
                self.guarded(|hands| hands.sealed(job)).map(|result| Done::Seal(result.map_err(|(_, failure)| failure)))
            }
            Job::Write(work, _) => {
                self.begin_part()?;
                match work(self.link) {
                    Ok(()) => self.keep_part().map(|()| Done::Write(Ok(()))),
                    Err(fault @ Fault::Conflict(_)) if self.care == Care::Savepoints => {
                        self.link.undo().map(|()| Done::Write(Err(fault)))
                    }
                    Err(fault) => Err(fault),
                }
            }
            _ => Err(Fault::broken("a job that runs alone came in a batch")),
        }
    }

    fn begin_part(&mut self) -> Result<(), Fault> {
        if self.care == Care::Savepoints { self.link.savepoint() } else { Ok(()) }
    }

    fn keep_part(&mut self) -> Result<(), Fault> {
        if self.care == Care::Savepoints { self.link.release() } else { Ok(()) }
    }

    /// Nothing of the part may stay. Without a savepoint that holds by itself while it has written nothing; otherwise the batch is
    /// to be run again with savepoints, which the conflict brings about.
    fn undo_part(&mut self, written: u64) -> Result<(), Fault> {
        match self.care {
            Care::Savepoints => self.link.undo(),
            Care::Light if self.link.written() == written => Ok(()),
            Care::Light => Err(Fault::Conflict("an action failed after it had begun to write".to_owned())),
        }
    }

    /// Runs one action by itself: a refusal, a conflict or a panic leaves nothing of it and does not touch the others.
    fn guarded<T>(
        &mut self,
        act: impl FnOnce(&mut Hands<'_>) -> Result<T, Halt>,
    ) -> Result<Result<T, (usize, Failure)>, Fault> {
        let (before, written) = (self.tail.clone(), self.link.written());
        self.begin_part()?;
        let acted = catch_unwind(AssertUnwindSafe(|| act(self)));
        let failure = match acted {
            Ok(Ok(value)) => {
                self.keep_part()?;
                return Ok(Ok(value));
            }
            Ok(Err(Halt::Failure(failure))) => failure,
            Ok(Err(Halt::Fault(fault @ Fault::Conflict(_)))) => Failure::Unavailable(fault.sentence()),
            Ok(Err(Halt::Fault(fault))) => return Err(fault),
            Err(_) => {
                Failure::Unavailable("程序处理这个动作时出错，没有保存，其他人不受影响，请联系管理员。".to_owned())
            }
        };
        self.undo_part(written)?;
        *self.tail = before;
        Ok(Err((0, failure)))
    }

    fn group(&mut self, requests: &[Request]) -> Result<Result<Vec<Answer>, (usize, Failure)>, Fault> {
        let mut at = 0;
        let result = self.guarded(|hands| {
            let mut answers = Vec::with_capacity(requests.len());
            for request in requests {
                answers.push(hands.act(request)?);
                at += 1;
            }
            Ok(answers)
        })?;
        Ok(result.map_err(|(_, failure)| (at, failure)))
    }

    fn tick(&mut self, now: jiff::Timestamp) -> Result<Result<Tick, Failure>, Fault> {
        let mut tick = Tick::default();
        let calls = match self.guarded(|hands| hands.calls(now))? {
            Ok(calls) => calls,
            Err((_, failure)) => return Ok(Err(failure)),
        };
        for call in calls {
            let key = call.1.key.clone();
            let acted = self.guarded(|hands| {
                let mut one = Tick::default();
                hands.call(call, now, &mut one).map(|()| one)
            })?;
            match acted {
                Ok(one) => tick.acted += one.acted,
                Err((_, Failure::Refused(refusal))) => tick.refused.push(format!("{key}：{}", refusal.sentence)),
                Err((_, failure)) => tick.refused.push(format!("{key}：{failure:?}")),
            }
        }
        match self.guarded(|hands| hands.forget_sealed(now))? {
            Ok(forgotten) => tick.forgotten = forgotten,
            Err((_, failure)) => tick.refused.push(format!("seals：{failure:?}")),
        }
        let week = now.as_microsecond().saturating_sub(KEEP_ANSWERS);
        self.link.execute(&sql::FORGET_ANSWERS, &params![&self.house.county, week])?;
        Ok(Ok(tick))
    }
}

/// Whether a journal grown from one place to another has doubled on the way.
pub(super) fn has_doubled(before: i64, now: i64) -> bool {
    let doublings = |seq: i64| (seq / COUNT_FROM).checked_ilog2();
    doublings(before) != doublings(now)
}

/// Events from which on counting is worth while.
const COUNT_FROM: i64 = 64;

/// An answer is kept for seven days, in microseconds: a client that repeats itself later has lost its connection for good.
const KEEP_ANSWERS: i64 = 7 * 24 * 3600 * 1_000_000;

fn answer(batch: Vec<Job>, done: Vec<Done>) {
    for pair in batch.into_iter().zip(done) {
        match pair {
            (Job::Act(_, reply), Done::Act(result)) => reply(result),
            (Job::Group(_, reply), Done::Group(result)) => reply(result),
            (Job::Tick(_, reply), Done::Tick(result)) => reply(result),
            (Job::Write(_, reply), Done::Write(result)) => reply(result),
            (Job::Seal(_, reply), Done::Seal(result)) => reply(result),
            _ => {}
        }
    }
}

fn fail(job: Job, fault: &Fault) {
    let failure = || Failure::Unavailable(fault.sentence());
    match job {
        Job::Act(_, reply) => reply(Err(failure())),
        Job::Group(_, reply) => reply(Err((0, failure()))),
        Job::Tick(_, reply) => reply(Err(failure())),
        Job::Seal(_, reply) => reply(Err(failure())),
        Job::Write(_, reply) => reply(Err(fault.clone())),
        _ => {}
    }
}

/// The note of the program itself, for events that no person brought about.
pub(crate) fn system_note(account: &str) -> ActorNote {
    ActorNote { account: account.to_owned(), person: None, hat: None, behalf: None }
}
