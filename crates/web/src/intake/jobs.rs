//! Papers brought by a page: held in memory while somebody looks at what they would do, and carried out away from the requests.
//!
//! Nothing of them touches the disk: a roster holds ID numbers. After a restart it is brought again.

use super::{Checked, Content, Halted, Paper, Progress, STAGE_ABOVE, is_stale};
use jiff::Timestamp;
use papers::import::Choices;
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use store::{County, Failure, ImportRun, Rejected};

/// Papers held at once; the oldest that waits for somebody gives way.
const HELD: usize = 4;
/// Microseconds after which nobody is expected to come back to a paper.
const FORGOTTEN: i64 = 60 * 60 * 1_000_000;
/// How long a request waits for work that may be short.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// How often a plan is made anew because the register changed meanwhile.
const AGAIN: usize = 3;

/// Where a paper stands.
#[derive(Clone)]
pub(crate) enum State {
    /// It is being read.
    Checking,
    /// Nothing can be read of it.
    Unreadable(String),
    /// Read and planned; `true` when it had to be planned again and came out otherwise.
    Checked(Arc<Checked>, bool),
    /// On its way.
    Carrying(Progress),
    /// Carried out; without a run where there was nothing to do.
    Done(Option<Box<ImportRun>>),
    /// Not carried out: where, and why.
    Refused(String, String),
}

/// A paper brought by a page.
pub(crate) struct Job {
    /// Its id in addresses.
    pub id: String,
    /// The paper.
    pub paper: Paper,
    state: Mutex<State>,
    changed: Condvar,
}

/// All that are held.
#[derive(Default)]
pub(crate) struct Jobs(Mutex<BTreeMap<String, Arc<Job>>>);

impl Jobs {
    fn held(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Job>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a paper and begins to read it. `None` where so many are on their way that none can give way.
    pub(crate) fn bring(
        &self,
        county: &Arc<County>,
        file: (String, Vec<u8>),
        account: &str,
        now: Timestamp,
    ) -> Option<Arc<Job>> {
        let (name, bytes) = file;
        let (content, choices, account) = (Content::File(bytes), Choices::new(), account.to_owned());
        self.take(county, Paper { name, content, choices, account, stage_above: STAGE_ABOVE, now })
    }

    /// Takes the same paper once more, with what somebody has settled since; it takes the place of the one before.
    pub(crate) fn settle(&self, county: &Arc<County>, job: &Job, settled: Choices, now: Timestamp) -> Option<Arc<Job>> {
        let paper = &job.paper;
        let choices = paper.choices.clone().into_iter().chain(settled).collect();
        let (name, content, account) = (paper.name.clone(), paper.content.clone(), paper.account.clone());
        self.forget(&job.id, &account);
        self.take(county, Paper { name, content, choices, account, stage_above: STAGE_ABOVE, now })
    }

    fn take(&self, county: &Arc<County>, paper: Paper) -> Option<Arc<Job>> {
        let now = paper.now;
        let job = Arc::new(Job {
            id: county.new_id(now).0,
            paper,
            state: Mutex::new(State::Checking),
            changed: Condvar::new(),
        });
        let mut held = self.held();
        held.retain(|_, job| job.is_busy() || now.as_microsecond() - job.paper.now.as_microsecond() < FORGOTTEN);
        // Ids begin with the moment: the first is the oldest.
        while held.len() >= HELD {
            let oldest = held.iter().find(|(_, job)| !job.is_busy()).map(|(id, _)| id.clone())?;
            held.remove(&oldest);
        }
        held.insert(job.id.clone(), Arc::clone(&job));
        drop(held);
        job.in_the_background(county, check);
        job.wait();
        Some(job)
    }

    /// A paper of this account.
    pub(crate) fn of(&self, id: &str, account: &str) -> Option<Arc<Job>> {
        self.held().get(id).filter(|job| job.paper.account == account).cloned()
    }

    /// All papers of this account, the newest first.
    pub(crate) fn all_of(&self, account: &str) -> Vec<Arc<Job>> {
        self.held().values().rev().filter(|job| job.paper.account == account).cloned().collect()
    }

    /// Forgets a paper that is not on its way.
    pub(crate) fn forget(&self, id: &str, account: &str) {
        self.held().retain(|known, job| known != id || job.paper.account != account || job.is_busy());
    }
}

impl Job {
    /// Where it stands.
    pub(crate) fn state(&self) -> State {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_busy(&self) -> bool {
        matches!(self.state(), State::Checking | State::Carrying(_))
    }

    fn set(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
        self.changed.notify_all();
    }

    /// Waits a little, so that short work needs no second look.
    fn wait(&self) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let busy = |state: &mut State| matches!(state, State::Checking | State::Carrying(_));
        drop(self.changed.wait_timeout_while(state, PATIENCE, busy));
    }

    /// Begins to carry out what was shown; a second request for the same changes nothing.
    pub(crate) fn confirm(self: &Arc<Self>, county: &Arc<County>) {
        {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let ready = matches!(&*state, State::Checked(checked, _) if checked.plan.is_ready());
            if !ready {
                return;
            }
            let State::Checked(checked, _) = std::mem::replace(&mut *state, State::Carrying(Progress::Staged(0, 0)))
            else {
                return;
            };
            drop(state);
            self.in_the_background(county, move |county, job| carry_out(county, job, &checked));
        }
        self.wait();
    }

    fn in_the_background(
        self: &Arc<Self>,
        county: &Arc<County>,
        work: impl FnOnce(&County, &Self) -> State + Send + 'static,
    ) {
        let (county, job) = (Arc::clone(county), Arc::clone(self));
        let run = move || {
            let ended = catch_unwind(AssertUnwindSafe(|| work(&county, &job)));
            let broken =
                |_| State::Refused(String::new(), "程序处理导入时出错，没有导入任何内容，请联系管理员。".to_owned());
            job.set(ended.unwrap_or_else(broken));
        };
        let started = std::thread::Builder::new().name("roster".to_owned()).spawn(run);
        if started.is_err() {
            self.set(State::Refused(
                String::new(),
                "机器暂时不能再开工作线程，没有导入任何内容，请稍后重试。".to_owned(),
            ));
        }
    }
}

fn check(county: &County, job: &Job) -> State {
    checked(county, job).map_or_else(|state| state, |checked| State::Checked(Arc::new(checked), false))
}

fn checked(county: &County, job: &Job) -> Result<Checked, State> {
    let halted = |halted: Halted| match halted {
        Halted::Unreadable(sentence) => State::Unreadable(sentence),
        Halted::Fault(fault) => State::Refused(String::new(), fault.sentence()),
        Halted::Rejected(rejected) => refused(&rejected),
    };
    let begun = job.paper.begun(county).map_err(|fault| halted(fault.into()))?;
    job.paper.check(county, begun).map_err(halted)
}

fn carry_out(county: &County, job: &Job, shown: &Arc<Checked>) -> State {
    let mut told = |progress| job.set(State::Carrying(progress));
    let mut plan = Arc::clone(shown);
    for _ in 0..AGAIN {
        match job.paper.carry_out(county, &plan, &mut told) {
            Ok(run) => return State::Done(run.map(Box::new)),
            Err(rejected) if is_stale(&rejected) => {}
            Err(rejected) => return refused(&rejected),
        }
        match checked(county, job) {
            Ok(anew) if anew.is_like(shown) => plan = Arc::new(anew),
            Ok(anew) => return State::Checked(Arc::new(anew), true),
            Err(state) => return state,
        }
    }
    State::Checked(plan, true)
}

fn refused(rejected: &Rejected) -> State {
    let sentence = match &rejected.failure {
        Failure::Refused(refusal) | Failure::Forbidden(refusal) => refusal.sentence.clone(),
        Failure::Unavailable(sentence) | Failure::Malformed(sentence) => sentence.clone(),
        Failure::Stale { .. } | Failure::KeyReused | Failure::NotFound => "登记簿已有变化，请重新上传。".to_owned(),
    };
    State::Refused(rejected.place.clone(), sentence)
}
