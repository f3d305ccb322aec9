//! Taking a roster in: checked, planned, carried out. The command and the pages share this one way.
//!
//! A plan belongs to the register it was made on. What the office does meanwhile on other matters does not disturb it; a change of the
//! register does, and then it is planned again.

mod content;
pub(crate) mod jobs;

pub use content::{Content, choice};

use engine::{days::Day, words::MatterId};
use jiff::Timestamp;
use papers::{
    Level, Limits,
    import::{Choices, Plan, Step, Target as Goal, plan_for},
    roster::{Options, SheetSummary},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::{County, Failure, IdSource, ImportRun, ImportStep, Rejected, sql::Fault};

/// Above so many steps an import is laid down in pieces first.
pub const STAGE_ABOVE: usize = 5_000;

/// Steps laid down in one transaction: a second's work at most.
const PIECE: usize = 1_000;

/// A paper on its way in.
pub struct Paper {
    /// Name of the file or folder.
    pub name: String,
    /// Its content.
    pub content: Content,
    /// Who is meant where the paper does not tell.
    pub choices: Choices,
    /// Who brings it.
    pub account: String,
    /// Above so many steps it is laid down in pieces first.
    pub stage_above: usize,
    /// When it was brought.
    pub now: Timestamp,
}

/// What a paper means for the register as it was a moment ago.
pub struct Checked {
    /// The plan.
    pub plan: Plan,
    /// How its sheets were understood.
    pub sheets: Vec<SheetSummary>,
    /// Last event of the journal when it was made.
    base: i64,
    /// A run of this very paper that was begun and not ended.
    begun: Option<ImportRun>,
}

impl Checked {
    /// Errors among the findings.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.plan.findings.iter().filter(|finding| finding.level == Level::Error).count()
    }

    /// Whether carrying out both would do the same, as far as people were shown.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let said = |checked: &Self| {
            let fates = checked.plan.people.iter().map(|entry| (entry.sources.clone(), entry.fate.clone()));
            (checked.plan.findings.clone(), fates.collect::<Vec<_>>(), checked.plan.step_count())
        };
        said(self) == said(other)
    }
}

/// Why a paper is not taken in.
#[derive(Debug)]
pub enum Halted {
    /// Nothing can be read of it: one sentence.
    Unreadable(String),
    /// The database.
    Fault(Fault),
    /// The desk said no, at a place of the paper.
    Rejected(Rejected),
}

impl From<Fault> for Halted {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
impl From<Rejected> for Halted {
    fn from(rejected: Rejected) -> Self {
        Self::Rejected(rejected)
    }
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many of so many steps are laid down.
    Staged(i64, i64),
    /// So many steps are being carried out at once.
    Carried(i64),
}

impl Paper {
    /// What tells the paper apart, and the program that reads it.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new().chain_update(env!("CARGO_PKG_VERSION"));
        self.content.feed(&mut |bytes| digest.update(bytes));
        if !self.choices.is_empty() {
            digest.update(format!("{:?}", self.choices));
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The run of this very paper that was begun on the register as it still is.
    ///
    /// # Errors
    /// What the database says.
    pub fn begun(&self, county: &County) -> Result<Option<ImportRun>, Fault> {
        let Some(run) = county.reader().unfinished_import()?.filter(|run| run.digest == self.digest()) else {
            return Ok(None);
        };
        Ok(county.reader().register_stands(run.base)?.then_some(run))
    }

    /// Reads the paper and plans it against the register.
    ///
    /// # Errors
    /// Unreadable, or what the database says. Errors within the paper are findings of the plan.
    pub fn check(&self, county: &County, begun: Option<ImportRun>) -> Result<Checked, Halted> {
        let reader = county.reader();
        let base = reader.last_event()?;
        let moment = begun.as_ref().map(|run| Timestamp::from_microsecond(run.moment).unwrap_or(self.now));
        let today = Day::at(moment.unwrap_or(self.now));
        let units = reader.ask(|facts| facts.units(None))?;
        let policy = county.policy();
        let limits = Limits::of(&policy, today);
        let units = units.into_iter().map(|unit| unit.name).collect();
        let options = Options { units, limits, ..Options::on(today) };
        let archive = content::archive_limit(&policy, today);
        let roster = self.content.roster(&self.name, &options, archive);
        let roster = roster.map_err(|error| Halted::Unreadable(error.sentence))?;
        let plan = reader.ask(|facts| plan_for(&roster, facts, &policy, today, &self.choices))?;
        Ok(Checked { plan, sheets: roster.sheets, base, begun })
    }

    /// Carries a plan out: all of it or nothing. `None` where there was nothing to do.
    ///
    /// # Errors
    /// See [`Rejected`]; the paper has errors, or the register has changed since.
    pub fn carry_out(
        &self,
        county: &County,
        checked: &Checked,
        told: &mut dyn FnMut(Progress),
    ) -> Result<Option<ImportRun>, Rejected> {
        let count = checked.plan.step_count();
        if count == 0 {
            return Ok(None);
        }
        let by = (self.name.as_str(), self.account.as_str(), self.now);
        let unkept = |error: store::files::FileError| Failure::Unavailable(error.to_string());
        self.content
            .keep_photos(by, county, &checked.plan)
            .map_err(|error| Rejected { place: String::new(), failure: unkept(error) })?;
        let steps = i64::try_from(count).unwrap_or(i64::MAX);
        let run = match checked.begun.clone().filter(|run| run.steps == steps) {
            Some(run) => run,
            None => ImportRun {
                id: county.new_id(self.now).0,
                account: self.account.clone(),
                moment: self.now.as_microsecond(),
                source: self.name.clone(),
                report: report(&checked.plan),
                digest: self.digest(),
                steps,
                base: checked.base,
                ..ImportRun::default()
            },
        };
        let (mut ids, begun_at) = (ids(&run), Timestamp::from_microsecond(run.moment).unwrap_or(self.now));
        let mut fresh = || MatterId(ids.next(begun_at));
        if count > self.stage_above {
            let run = stage(county, run, &checked.plan, &mut fresh, told)?;
            return self.finish(county, &run, told).map(Some);
        }
        told(Progress::Carried(steps));
        let all = checked.plan.steps(&mut fresh).map(step).collect();
        county.import(run, all, self.now).map(Some)
    }

    /// Carries out a run that is wholly laid down.
    ///
    /// # Errors
    /// See [`Rejected`].
    pub fn finish(
        &self,
        county: &County,
        run: &ImportRun,
        told: &mut dyn FnMut(Progress),
    ) -> Result<ImportRun, Rejected> {
        told(Progress::Carried(run.steps));
        county.finish_import(&run.id, self.now)
    }
}

/// What an import does, in figures.
#[must_use]
pub fn report(plan: &Plan) -> Value {
    let (new, changed, same) = plan.counts();
    json!({"units": plan.units.len(), "posts": plan.posts.len(), "new": new, "changed": changed, "same": same})
}

/// The figures in words.
#[must_use]
pub fn outcome(report: &Value) -> String {
    let count = |key: &str| report.get(key).and_then(Value::as_i64).unwrap_or_default();
    format!(
        "新增单位{}个、职务{}个、干部{}人，更新{}人，{}人没有变化",
        count("units"),
        count("posts"),
        count("new"),
        count("changed"),
        count("same")
    )
}

/// Whether the register has changed since the plan was made.
pub(crate) fn is_stale(rejected: &Rejected) -> bool {
    matches!(&rejected.failure, Failure::Refused(refusal) if refusal.code == "import_stale")
}

/// Ids that depend on the run only: a paper planned again after a kill has the same steps, and goes on behind those that are staged.
fn ids(run: &ImportRun) -> IdSource {
    let digest: [u8; 32] = Sha256::digest(&run.id).into();
    let seed = digest.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    IdSource::seeded(seed)
}

fn stage(
    county: &County,
    run: ImportRun,
    plan: &Plan,
    fresh: &mut dyn FnMut() -> MatterId,
    told: &mut dyn FnMut(Progress),
) -> Result<ImportRun, Rejected> {
    let mut run = if run.staged > 0 { run } else { county.begin_import(run)? };
    let staged = usize::try_from(run.staged).unwrap_or_default();
    let mut steps = plan.steps(fresh).map(step).skip(staged);
    loop {
        let piece: Vec<ImportStep> = steps.by_ref().take(PIECE).collect();
        if piece.is_empty() {
            return Ok(run);
        }
        run = county.stage_import(&run.id, piece)?;
        told(Progress::Staged(run.staged, run.steps));
    }
}

fn step(step: Step) -> ImportStep {
    let (opens, id) = match step.target {
        Goal::New(id) => (true, id),
        Goal::Existing(id) => (false, id),
    };
    let place = step.source.map_or_else(String::new, |source| match source.row {
        0 => format!("{}：", source.sheet),
        row => format!("{} 第{row}行：", source.sheet),
    });
    ImportStep { kind: step.kind.to_owned(), id, opens, action: step.action, place }
}
