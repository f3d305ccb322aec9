//! Imports at the desk: staged in pieces, carried out in one transaction, undone in one.

use super::{
    batch::{Care, Desk, has_doubled, system_note},
    decide::{self, Doing},
    house::Halt,
    step::{Hands, split},
};
use crate::{
    imports::{ImportRun, ImportStep, Rejected, register_stands, run as read_run},
    journal::Entry,
    request::Failure,
    seal,
    sql::{
        Connection, Fault, Row,
        text::{imports as sql, journal as journal_sql},
        value::params,
    },
};
use engine::{access::Actor, days::Day, erased::Catalogue, procedure::Refusal, words::MatterId};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Kind of the journal's entries about imports; they are no matters.
pub(crate) const IMPORT: &str = "import";

/// Examples named in a refusal.
const NAMED: usize = 5;

/// What is to be done about an import.
pub(crate) enum ImportWork {
    /// Notes a run and forgets what was staged before.
    Begin { run: ImportRun },
    /// Lays down its next steps.
    Stage { id: String, steps: Vec<ImportStep> },
    /// Carries out what is staged.
    Finish { id: String, moment: jiff::Timestamp },
    /// Carries out what is at hand.
    Carry { run: ImportRun, steps: Vec<ImportStep>, moment: jiff::Timestamp },
    /// Takes an import back.
    Undo { id: String, account: String, moment: jiff::Timestamp },
    /// Gives up what is staged.
    Forget,
}

/// Why work on an import ends early, and at which step.
struct Early {
    place: String,
    halt: Halt,
}

impl<T: Into<Halt>> From<T> for Early {
    fn from(halt: T) -> Self {
        Self { place: String::new(), halt: halt.into() }
    }
}

impl Desk {
    /// One piece of work in one transaction.
    pub(super) fn import(&mut self, work: ImportWork) -> Result<ImportRun, Rejected> {
        let unavailable = |fault: &Fault| Rejected::from(Failure::Unavailable(fault.sentence()));
        self.connected().map_err(|fault| unavailable(&fault))?;
        let before = self.tail.clone();
        let early = match self.import_in_transaction(work) {
            Ok(run) => {
                self.keep_head();
                self.count_tables(before.seq);
                return Ok(run);
            }
            Err(early) => early,
        };
        self.tail = before;
        self.pending = None;
        if let Some(link) = self.link.as_mut() {
            link.rollback();
        }
        Err(match early.halt {
            Halt::Failure(failure) => Rejected { place: early.place, failure },
            Halt::Fault(fault) => {
                if matches!(fault, Fault::Lost(_)) {
                    self.link = None;
                }
                Rejected { place: early.place, failure: Failure::Unavailable(fault.sentence()) }
            }
        })
    }

    fn import_in_transaction(&mut self, work: ImportWork) -> Result<ImportRun, Early> {
        let Self { house, link, tail, ids, pending, .. } = self;
        *pending = None;
        let link = link.as_mut().ok_or_else(|| Fault::Lost("no connection".to_owned()))?;
        link.begin()?;
        let (before, moment) = (tail.seq, moment_of(&work));
        let mut hands = Hands { house, link, tail, ids, care: Care::Light };
        let done = catch_unwind(AssertUnwindSafe(|| hands.import(work))).unwrap_or_else(|_| {
            let sentence = "程序处理导入时出错，没有导入任何内容，请联系管理员。".to_owned();
            Err(Failure::Unavailable(sentence).into())
        })?;
        if tail.seq != before {
            let head = house.keys.sign(tail.seq, tail.hash, moment);
            let values = params![&house.county, head.seq, &head.hash, head.moment, head.signature.as_slice()];
            link.push(&journal_sql::SET_HEAD, &values, true)?;
            *pending = Some(head);
        }
        link.commit()?;
        Ok(done)
    }
}

fn moment_of(work: &ImportWork) -> i64 {
    match work {
        ImportWork::Finish { moment, .. } | ImportWork::Carry { moment, .. } | ImportWork::Undo { moment, .. } => {
            moment.as_microsecond()
        }
        ImportWork::Begin { .. } | ImportWork::Stage { .. } | ImportWork::Forget => 0,
    }
}

impl Hands<'_> {
    fn import(&mut self, work: ImportWork) -> Result<ImportRun, Early> {
        match work {
            ImportWork::Begin { run } => {
                self.forget()?;
                self.note_run(&run)?;
                Ok(self.run(&run.id)?)
            }
            ImportWork::Stage { id, steps } => self.stage(&id, &steps),
            ImportWork::Finish { id, moment } => self.finish(&id, moment),
            ImportWork::Carry { run, steps, moment } => {
                self.note_run(&run)?;
                self.planned_here(&run)?;
                let first = self.tail.seq + 1;
                for step in &steps {
                    self.import_step(step, &run.account, moment)?;
                }
                self.carried_out(&run, first, moment)
            }
            ImportWork::Undo { id, account, moment } => Ok(self.undo_import(&id, &account, moment)?),
            ImportWork::Forget => {
                self.forget()?;
                Ok(ImportRun::default())
            }
        }
    }

    fn run(&mut self, id: &str) -> Result<ImportRun, Halt> {
        let found = self.link.first(&sql::ONE, &params![&self.house.county, id], read_run)?;
        found.ok_or_else(|| Failure::NotFound.into())
    }

    fn note_run(&mut self, run: &ImportRun) -> Result<(), Fault> {
        let report = run.report.to_string();
        let county = &self.house.county;
        let values =
            params![county, &run.id, &run.account, run.moment, &run.source, &report, &run.digest, run.steps, run.base];
        self.link.push(&sql::KEEP, &values, true)
    }

    fn forget(&mut self) -> Result<(), Fault> {
        let county = &self.house.county;
        self.link.execute(&sql::CLEAR_STAGE, &params![county])?;
        self.link.execute(&sql::CLEAR_UNFINISHED, &params![county]).map(drop)
    }

    fn stage(&mut self, id: &str, steps: &[ImportStep]) -> Result<ImportRun, Early> {
        let run = self.run(id)?;
        let text = serde_json::to_vec(steps).map_err(|error| Fault::broken(error.to_string()))?;
        let content = seal::encrypt(&self.house.keys.wrap, &bound(id, run.staged), &text)?;
        let county = &self.house.county;
        self.link.push(&sql::STAGE, &params![county, id, run.staged, content.as_slice()], true)?;
        let count = i64::try_from(steps.len()).unwrap_or(i64::MAX);
        self.link.push(&sql::STAGED, &params![county, id, count, run.staged], true)?;
        Ok(ImportRun { staged: run.staged + count, ..run })
    }

    fn finish(&mut self, id: &str, moment: jiff::Timestamp) -> Result<ImportRun, Early> {
        let run = self.run(id)?;
        if !run.is_staged() {
            return Err(Refusal::new("import_unfinished", "", "花名册还没有全部存入，请用同一命令重新导入。").into());
        }
        self.planned_here(&run)?;
        let (first, mut from) = (self.tail.seq + 1, 0);
        while let Some((place, steps)) = self.piece(id, from)? {
            let before = self.tail.seq;
            for step in &steps {
                self.import_step(step, &run.account, moment)?;
            }
            if has_doubled(before, self.tail.seq) {
                self.link.count_tables()?;
            }
            from = place + 1;
        }
        self.link.execute(&sql::CLEAR_STAGE, &params![&self.house.county])?;
        self.carried_out(&run, first, moment)
    }

    /// The next piece of what is staged, opened.
    fn piece(&mut self, id: &str, from: i64) -> Result<Option<(i64, Vec<ImportStep>)>, Fault> {
        let values = params![&self.house.county, id, from];
        let found = self.link.first(&sql::PIECE, &values, |row| Ok((row.int(0)?, row.bytes(1)?)))?;
        let Some((place, content)) = found else { return Ok(None) };
        let text = seal::decrypt(&self.house.keys.wrap, &bound(id, place), &content)?;
        let steps = serde_json::from_slice(&text).map_err(|error| Fault::broken(error.to_string()))?;
        Ok(Some((place, steps)))
    }

    /// What was planned against another register is not carried out: it might enter people twice.
    fn planned_here(&mut self, run: &ImportRun) -> Result<(), Halt> {
        if register_stands(self.link, &self.house.county, self.house.catalogue, run.base)? {
            return Ok(());
        }
        let sentence = "检查之后登记簿又有变化，没有导入任何内容，请重新检查并导入。";
        Err(Refusal::new("import_stale", "", sentence).into())
    }

    fn import_step(&mut self, step: &ImportStep, account: &str, moment: jiff::Timestamp) -> Result<(), Early> {
        self.one_step(step, account, moment).map_err(|halt| Early { place: step.place.clone(), halt })
    }

    fn one_step(&mut self, step: &ImportStep, account: &str, moment: jiff::Timestamp) -> Result<(), Halt> {
        let (verb, payload) = split(&step.action)?;
        let mechanism = self.house.catalogue.get(&step.kind).ok_or(Failure::NotFound)?;
        let before = if step.opens {
            None
        } else {
            Some(decide::load(self.house, self.link, &step.id.0)?.ok_or(Failure::NotFound)?)
        };
        self.as_the_house((mechanism, before, &step.id), (verb, payload), account, moment)
    }

    /// An action of the program itself, with what follows from it.
    fn as_the_house(
        &mut self,
        (mechanism, before, id): (&'static dyn engine::erased::Mechanism, Option<decide::Loaded>, &MatterId),
        (verb, payload): (String, Value),
        account: &str,
        moment: jiff::Timestamp,
    ) -> Result<(), Halt> {
        let actor = Actor { account: account.to_owned(), ..Actor::system() };
        let day = Day::at(moment);
        let doing = Doing { id, actor: &actor, moment, day, verb, payload, cause: None };
        let acted = self.perform(mechanism, before, &doing)?;
        self.follow(id, acted.triggers, moment, day).map(drop)
    }

    /// The event by which an import becomes what the county knows.
    fn carried_out(&mut self, run: &ImportRun, first: i64, moment: jiff::Timestamp) -> Result<ImportRun, Early> {
        let payload = json!({
            "run": run.id, "source": run.source, "digest": run.digest, "steps": run.steps, "first": first,
            "report": run.report,
        });
        self.note_import("carried_out", &run.account, moment, &payload)?;
        self.link.push(&sql::FINISH, &params![&self.house.county, &run.id, first, self.tail.seq], true)?;
        Ok(self.run(&run.id)?)
    }

    fn note_import(
        &mut self,
        verb: &str,
        account: &str,
        moment: jiff::Timestamp,
        payload: &Value,
    ) -> Result<(), Fault> {
        let entry = Entry::of_house(self.tail, (IMPORT, verb), moment, &system_note(account), payload)?;
        entry.append(self.link, &self.house.county, self.tail)
    }

    fn undo_import(&mut self, id: &str, account: &str, moment: jiff::Timestamp) -> Result<ImportRun, Halt> {
        let run = self.run(id)?;
        if run.undone.is_some() {
            return Err(Refusal::new("import_undone", "", "这次导入已经撤销过，不需要再撤销。").into());
        }
        self.is_recorded(&run)?;
        let resting = resting(self.link, &self.house.county, self.house.catalogue, &run)?;
        if !resting.is_empty() {
            return Err(Refusal::new("import_used", "", used(&resting)).into());
        }
        let reason = format!("撤销导入：{}", run.source);
        self.strike_changes(&run, &reason, account, moment)?;
        self.void_opened(&run, &reason, account, moment)?;
        self.note_import("undone", account, moment, &json!({ "run": run.id, "source": run.source }))?;
        let values = params![&self.house.county, id, moment.as_microsecond()];
        self.link.execute(&sql::UNDONE, &values)?;
        self.run(id)
    }

    /// The row of a run stands beside the journal; what it says counts only if the journal says so too.
    fn is_recorded(&mut self, run: &ImportRun) -> Result<(), Halt> {
        let values = params![&self.house.county, run.last];
        let found =
            self.link.first(&sql::RECORDED, &values, |row| Ok((row.string(0)?, row.string(1)?, row.string(2)?)))?;
        let said = found.filter(|(kind, verb, _)| kind == IMPORT && verb == "carried_out");
        let said: Value = said.map_or(Ok(Value::Null), |(_, _, payload)| crate::facts::json(&payload))?;
        let agrees = said.get("run").and_then(Value::as_str) == Some(run.id.as_str())
            && said.get("first").and_then(Value::as_i64) == Some(run.first);
        if agrees { Ok(()) } else { Err(Fault::broken("an import run differs from the journal").into()) }
    }

    /// Takes out, the last first, what was added to matters that were there before.
    fn strike_changes(
        &mut self,
        run: &ImportRun,
        reason: &str,
        account: &str,
        moment: jiff::Timestamp,
    ) -> Result<(), Halt> {
        let values = params![&self.house.county, run.first, run.last];
        let changed = self.link.rows(&sql::CHANGED, &values, |row| Ok((MatterId(row.string(0)?), row.int(1)?)))?;
        for (id, n) in changed {
            self.take_back(&id, ("strike", json!({ "n": n, "reason": reason })), account, moment)?;
        }
        Ok(())
    }

    /// Voids what was opened, the last first.
    fn void_opened(
        &mut self,
        run: &ImportRun,
        reason: &str,
        account: &str,
        moment: jiff::Timestamp,
    ) -> Result<(), Halt> {
        let mut before = run.last;
        loop {
            let values = params![&self.house.county, run.first, before];
            let opened = self.link.rows(&sql::OPENED, &values, |row| Ok((row.int(0)?, MatterId(row.string(1)?))))?;
            let Some((lowest, _)) = opened.last() else { return Ok(()) };
            before = *lowest;
            for (_, id) in opened {
                self.take_back(&id, ("void", json!({ "reason": reason })), account, moment)?;
            }
        }
    }

    fn take_back(
        &mut self,
        id: &MatterId,
        (verb, payload): (&str, Value),
        account: &str,
        moment: jiff::Timestamp,
    ) -> Result<(), Halt> {
        let loaded = decide::load(self.house, self.link, &id.0)?.ok_or(Failure::NotFound)?;
        let mechanism = self.house.mechanism(&loaded.identity.kind)?;
        self.as_the_house((mechanism, Some(loaded), id), (verb.to_owned(), payload), account, moment)
    }
}

/// What a piece is bound to when it is encrypted: no other can be put in its place.
fn bound(run: &str, place: i64) -> String {
    format!("import/{run}/{place}")
}

/// Matters that rest on a run, by key, in words.
fn resting(
    link: &mut Connection,
    county: &str,
    catalogue: &Catalogue,
    run: &ImportRun,
) -> Result<BTreeMap<i64, String>, Fault> {
    let words = |row: &Row<'_>| {
        let (kind, number) = (row.string(1)?, row.maybe_string(2)?);
        let kind = catalogue.get(&kind).map_or(kind, |mechanism| mechanism.kind().title.to_owned());
        Ok((row.int(0)?, [kind, number.unwrap_or_default(), format!("“{}”", row.string(3)?)].concat()))
    };
    let mut found = BTreeMap::new();
    for statement in std::iter::once(&sql::LATER).chain(&sql::RESTING) {
        found.extend(link.rows(statement, &params![county, run.first, run.last], words)?);
    }
    Ok(found)
}

fn used(resting: &BTreeMap<i64, String>) -> String {
    let named: Vec<&str> = resting.values().take(NAMED).map(String::as_str).collect();
    let more = if resting.len() > NAMED { "等" } else { "" };
    format!(
        "不能撤销：导入之后已有事项以它为依据：{}{more}。没有撤销任何内容；有误的请在登记簿逐项更正。",
        named.join("、")
    )
}
