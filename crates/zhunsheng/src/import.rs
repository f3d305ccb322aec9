//! `import people`: checks first, then all or nothing.

use crate::{
    args::ImportPeople,
    clock::{Clock, day_of},
    open::{How, open},
    out::{Fault, say, words},
    settings::Whereabouts,
};
use engine::{access::Actor, days::Day, words::MatterId};
use jiff::Timestamp;
use papers::{
    Finding, Level,
    import::{Plan, Step, Target as Goal, plan_for},
    report::{report_json, report_xlsx},
    roster::{Options, read},
};
use std::path::Path;
use store::{County, Request, Target};

/// Actions of one transaction at most; a roster that asks for more is divided by the office.
const STEPS: usize = 5_000;

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

fn one(county: &County, path: &Path, args: &ImportPeople, now: Timestamp) -> Result<(), Fault> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let plan = plan(county, path, &name, day_of(now))?;
    if let Some(report) = &args.report {
        write_report(report, &name, &plan.findings)?;
    }
    plan.findings.iter().for_each(|finding| say(line(finding)));
    let (new, changed, same) = plan.counts();
    let errors = plan.findings.iter().filter(|finding| finding.level == Level::Error).count();
    if errors > 0 {
        return Err(Fault::finding(format!(
            "{name}：有{errors}处错误，没有导入任何内容，请按上面的行和格改好后再导入。"
        )));
    }
    let (units, posts) = (plan.units.len(), plan.posts.len());
    let outcome = format!("新增单位{units}个、职务{posts}个、干部{new}人，更新{changed}人，{same}人没有变化");
    if args.check {
        say(format!("{name}：检查通过。导入后{outcome}。"));
        return Ok(());
    }
    carry_out(county, &plan, now)?;
    say(format!("{name}：已导入。{outcome}。"));
    Ok(())
}

fn plan(county: &County, path: &Path, name: &str, today: Day) -> Result<Plan, Fault> {
    let unreadable = |words: String| Fault::usage(format!("{name} 不能导入：{words}"));
    let bytes = std::fs::read(path).map_err(|error| Fault::usage(format!("不能读取 {}：{error}。", path.display())))?;
    let reader = county.reader();
    let units = reader.ask(|facts| facts.units(None)).map_err(|fault| Fault::finding(fault.sentence()))?;
    let options = Options { units: units.into_iter().map(|unit| unit.name).collect(), ..Options::on(today) };
    let roster = read(&bytes, name, &options).map_err(|error| unreadable(error.sentence))?;
    let policy = county.policy();
    let planned = reader
        .ask(|facts| plan_for(&roster, facts, &policy, today))
        .map_err(|fault| Fault::finding(fault.sentence()))?;
    planned.map_err(|error| unreadable(error.sentence))
}

/// All steps in one transaction: a refusal at the last row leaves nothing of the first.
fn carry_out(county: &County, plan: &Plan, moment: Timestamp) -> Result<(), Fault> {
    let steps = plan.steps(&mut || county.new_id(moment));
    if steps.is_empty() {
        return Ok(());
    }
    if steps.len() > STEPS {
        let sentence = format!("一次最多导入{STEPS}项，这份花名册有{}项，请按单位分成几份导入。", steps.len());
        return Err(Fault::finding(sentence));
    }
    let requests = steps.iter().map(|step| request(county, step, moment)).collect::<Result<Vec<_>, _>>()?;
    let refused = |(place, failure): (usize, store::Failure)| {
        let source = steps.get(place).and_then(|step| step.source.as_ref());
        let place = source.map_or_else(String::new, |source| format!("{} 第{}行：", source.sheet, source.row));
        Fault::finding(format!("{place}{}没有导入任何内容。", words(&failure)))
    };
    county.act_all(requests).map_err(refused).map(drop)
}

fn request(county: &County, step: &Step, moment: Timestamp) -> Result<Request, Fault> {
    let target = match &step.target {
        Goal::New(id) => Target::New { kind: step.kind.to_owned(), id: Some(id.clone()), reaction_key: None },
        Goal::Existing(id) => Target::Existing { id: id.clone(), after: last(county, id, moment)? },
    };
    let actor = Actor { account: "命令行".to_owned(), ..Actor::system() };
    Ok(Request { actor, moment, day: None, target, action: step.action.clone(), key: None })
}

fn last(county: &County, id: &MatterId, moment: Timestamp) -> Result<i64, Fault> {
    let found =
        county.reader().detail(id, &Actor::system(), moment).map_err(|fault| Fault::finding(fault.sentence()))?;
    Ok(found.map_or(0, |detail| detail.row.n))
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
