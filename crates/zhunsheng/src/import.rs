//! `import people | list | undo`: checks first, then all or nothing; a large roster in pieces that nobody sees before the last.

mod runs;

pub use runs::{list, undo};

use crate::{
    args::ImportPeople,
    clock::{Clock, day_of},
    open::{How, open},
    out::{Fault, progress, say, words},
    settings::Whereabouts,
};
use engine::{days::Day, words::MatterId};
use jiff::Timestamp;
use papers::{
    Finding, Level, Limits,
    import::{Plan, Step, Target as Goal, plan_for},
    report::{report_json, report_xlsx},
    roster::{Options, read},
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::Path;
use store::{County, IdSource, ImportRun, ImportStep, Rejected};

/// Who imports from the command line, in the journal.
const ACCOUNT: &str = "命令行";

/// Steps laid down in one transaction: a second's work at most.
const PIECE: usize = 1_000;

/// Carries out `import people`.
///
/// # Errors
/// A file that has errors or is refused by the desk (1), unreadable (2), county in use (3).
pub fn people(args: &ImportPeople) -> Result<(), Fault> {
    let now = Clock::of_the_machine().now();
    let county = open(&Whereabouts::of(&args.place)?, How::default())?;
    for path in &args.paths {
        one(&county, path, args, now)?;
    }
    Ok(())
}

/// A paper on its way in.
struct Paper<'a> {
    name: String,
    bytes: Vec<u8>,
    /// Of its bytes and of the program that reads them.
    digest: String,
    args: &'a ImportPeople,
    now: Timestamp,
}

fn one(county: &County, path: &Path, args: &ImportPeople, now: Timestamp) -> Result<(), Fault> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let bytes = std::fs::read(path).map_err(|error| Fault::usage(format!("不能读取 {}：{error}。", path.display())))?;
    let digest = Sha256::new().chain_update(env!("CARGO_PKG_VERSION")).chain_update(&bytes).finalize();
    let digest = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let paper = Paper { name, bytes, digest, args, now };
    let begun = if args.check { None } else { begun(county, &paper)? };
    if let Some(run) = begun.as_ref().filter(|run| run.is_staged()) {
        say(format!("{}：上次已全部检查并存入，接着导入。", paper.name));
        return finish(county, &paper, run);
    }
    let today = begun.as_ref().map_or(now, |run| Timestamp::from_microsecond(run.moment).unwrap_or(now));
    let plan = plan(county, &paper, day_of(today))?;
    if let Some(report) = &args.report {
        write_report(report, &paper.name, &plan.findings)?;
    }
    plan.findings.iter().for_each(|finding| say(line(finding)));
    let errors = plan.findings.iter().filter(|finding| finding.level == Level::Error).count();
    if errors > 0 {
        return Err(Fault::finding(format!(
            "{}：有{errors}处错误，没有导入任何内容，请按上面的行和格改好后再导入。",
            paper.name
        )));
    }
    if args.check {
        say(format!("{}：检查通过。导入后{}。", paper.name, outcome(&report(&plan))));
        return Ok(());
    }
    carry_out(county, &paper, &plan, begun)
}

/// The run of this very paper that was begun on the register as it still is.
fn begun(county: &County, paper: &Paper<'_>) -> Result<Option<ImportRun>, Fault> {
    let fault = |fault: store::sql::Fault| Fault::finding(fault.sentence());
    let (run, last) =
        (county.reader().unfinished_import().map_err(fault)?, county.reader().last_event().map_err(fault)?);
    Ok(run.filter(|run| run.digest == paper.digest && run.base == last))
}

fn plan(county: &County, paper: &Paper<'_>, today: Day) -> Result<Plan, Fault> {
    let name = &paper.name;
    let reader = county.reader();
    let units = reader.ask(|facts| facts.units(None)).map_err(|fault| Fault::finding(fault.sentence()))?;
    let policy = county.policy();
    let limits = Limits::of(&policy, today);
    let options = Options { units: units.into_iter().map(|unit| unit.name).collect(), limits, ..Options::on(today) };
    let roster = read(&paper.bytes, name, &options)
        .map_err(|error| Fault::usage(format!("{name} 不能导入：{}", error.sentence)))?;
    reader.ask(|facts| plan_for(&roster, facts, &policy, today)).map_err(|fault| Fault::finding(fault.sentence()))
}

/// What an import does, in figures.
fn report(plan: &Plan) -> serde_json::Value {
    let (new, changed, same) = plan.counts();
    json!({"units": plan.units.len(), "posts": plan.posts.len(), "new": new, "changed": changed, "same": same})
}

/// The figures in words.
fn outcome(report: &serde_json::Value) -> String {
    let count = |key: &str| report.get(key).and_then(serde_json::Value::as_i64).unwrap_or_default();
    format!(
        "新增单位{}个、职务{}个、干部{}人，更新{}人，{}人没有变化",
        count("units"),
        count("posts"),
        count("new"),
        count("changed"),
        count("same")
    )
}

/// All steps in one transaction: a refusal at the last row leaves nothing of the first.
fn carry_out(county: &County, paper: &Paper<'_>, plan: &Plan, begun: Option<ImportRun>) -> Result<(), Fault> {
    let count = plan.step_count();
    if count == 0 {
        say(format!("{}：已导入。{}。", paper.name, outcome(&report(plan))));
        return Ok(());
    }
    let steps = i64::try_from(count).unwrap_or(i64::MAX);
    let run = match begun.filter(|run| run.steps == steps) {
        Some(run) => run,
        None => ImportRun {
            id: county.new_id(paper.now).0,
            account: ACCOUNT.to_owned(),
            moment: paper.now.as_microsecond(),
            source: paper.name.clone(),
            report: report(plan),
            digest: paper.digest.clone(),
            steps,
            base: county.reader().last_event().map_err(|fault| Fault::finding(fault.sentence()))?,
            ..ImportRun::default()
        },
    };
    let (mut ids, begun_at) = (ids(&run), Timestamp::from_microsecond(run.moment).unwrap_or(paper.now));
    let mut fresh = || MatterId(ids.next(begun_at));
    if count > paper.args.stage_above {
        let run = stage(county, run, plan, &mut fresh).map_err(|rejected| refused(&rejected))?;
        return finish(county, paper, &run);
    }
    let all = plan.steps(&mut fresh).map(step).collect();
    let run = county.import(run, all, paper.now).map_err(|rejected| refused(&rejected))?;
    say(format!("{}：已导入。{}。编号{}。", paper.name, outcome(&run.report), run.id));
    Ok(())
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
        progress(&format!("存入{}项，共{}项", run.staged, run.steps));
    }
}

fn finish(county: &County, paper: &Paper<'_>, run: &ImportRun) -> Result<(), Fault> {
    progress(&format!("导入{}项，完成前不显示\n", run.steps));
    let run = county.finish_import(&run.id, paper.now).map_err(|rejected| refused(&rejected))?;
    say(format!("{}：已导入。{}。编号{}。", paper.name, outcome(&run.report), run.id));
    Ok(())
}

fn step(step: Step) -> ImportStep {
    let (opens, id) = match step.target {
        Goal::New(id) => (true, id),
        Goal::Existing(id) => (false, id),
    };
    let place = step.source.map_or_else(String::new, |source| format!("{} 第{}行：", source.sheet, source.row));
    ImportStep { kind: step.kind.to_owned(), id, opens, action: step.action, place }
}

fn refused(rejected: &Rejected) -> Fault {
    Fault::finding(format!("{}{}没有导入任何内容。", rejected.place, words(&rejected.failure)))
}

fn line(finding: &Finding) -> String {
    format!("{} {} {}：{}{}", finding.level.word(), finding.sheet, finding.cell, finding.sentence, finding.advice)
}

fn write_report(path: &Path, name: &str, findings: &[Finding]) -> Result<(), Fault> {
    let bytes = match path.extension().and_then(std::ffi::OsStr::to_str) {
        Some("json") => serde_json::to_vec_pretty(&report_json(findings)).map_err(|error| error.to_string()),
        Some("xlsx") => report_xlsx(name, findings).map_err(|error| error.to_string()),
        _ => return Err(Fault::usage(format!("--report {} 须以 .json 或 .xlsx 结尾。", path.display()))),
    };
    let bytes = bytes.map_err(Fault::finding)?;
    std::fs::write(path, bytes).map_err(|error| Fault::usage(format!("不能写 {}：{error}。", path.display())))
}
