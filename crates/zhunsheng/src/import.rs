//! `import people | list | undo`: checks first, then all or nothing; a large roster in pieces that nobody sees before the last.

mod gather;
mod runs;

pub use runs::{list, undo};

use crate::{
    args::ImportPeople,
    clock::Clock,
    open::{How, open},
    out::{Fault, progress, say, words},
    settings::Whereabouts,
};
use engine::days::Day;
use papers::{
    Finding,
    import::{Choices, Difference, Entry, Fate, Question},
    report::{report_json, report_xlsx},
};
use std::path::Path;
use store::{County, ImportRun, Rejected};
use web::intake::{Halted, Paper, Progress, choice, outcome, report};

/// Who imports from the command line, in the journal.
const ACCOUNT: &str = "命令行";

/// Carries out `import people`.
///
/// # Errors
/// A file that has errors or is refused by the desk (1), unreadable (2), county in use (3).
pub fn people(args: &ImportPeople) -> Result<(), Fault> {
    let now = Clock::of_the_machine().now();
    let county = open(&Whereabouts::of(&args.place)?, How::default())?;
    let choices: Choices =
        args.same.iter().map(|written| choice(written)).collect::<Result<_, _>>().map_err(Fault::usage)?;
    for (name, content) in gather::papers(&args.paths)? {
        let (account, choices) = (ACCOUNT.to_owned(), choices.clone());
        one(&county, &Paper { name, content, choices, account, stage_above: args.stage_above, now }, args)?;
    }
    Ok(())
}

fn one(county: &County, paper: &Paper, args: &ImportPeople) -> Result<(), Fault> {
    let name = &paper.name;
    let begun = paper.begun(county).map_err(|fault| Fault::finding(fault.sentence()))?.filter(|_| !args.check);
    if let Some(run) = begun.as_ref().filter(|run| run.is_staged()) {
        say(format!("{name}：上次已全部检查并存入，接着导入。"));
        return told(paper, paper.finish(county, run, &mut bar).map(Some), None);
    }
    let checked = paper.check(county, begun).map_err(|halted| fault(name, halted))?;
    if let Some(report) = &args.report {
        write_report(report, name, &checked.plan.findings)?;
    }
    checked.plan.findings.iter().for_each(|finding| say(line(finding)));
    checked.plan.questions.iter().for_each(|question| say(asked(county, question)));
    if args.check {
        checked.plan.people.iter().flat_map(differences).for_each(say);
    }
    let errors = checked.errors();
    if errors > 0 {
        return Err(Fault::finding(format!(
            "{name}：有{errors}处错误，没有导入任何内容，请按上面的行和格改好后再导入。"
        )));
    }
    let figures = outcome(&report(&checked.plan));
    if args.check {
        say(format!("{name}：检查通过。导入后{figures}。"));
        return Ok(());
    }
    told(paper, paper.carry_out(county, &checked, &mut bar), Some(&figures))
}

/// What would change of a person, field by field.
fn differences(entry: &Entry) -> Vec<String> {
    let Fate::Changed { differences, .. } = &entry.fate else { return Vec::new() };
    let short = |words: &str| match words.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()).replace('\n', " "),
        None if words.is_empty() => "无".to_owned(),
        None => words.replace('\n', " "),
    };
    let line = |one: &Difference| {
        format!("变动 {}（{}）{}：{}→{}", entry.name, entry.unit, one.title, short(&one.before), short(&one.after))
    };
    differences.iter().map(line).collect()
}

/// Who may be meant, with the ids by which `--same` names them.
fn asked(county: &County, question: &Question) -> String {
    let place = match question.source.row {
        0 => question.source.sheet.clone(),
        row => format!("{}!{row}", question.source.sheet),
    };
    let today = Day::at(Clock::of_the_machine().now());
    let whom = |id: &engine::words::PersonId| {
        let posts = county.reader().ask(|facts| facts.post_text(id, today)).unwrap_or_default();
        format!("{id}（{posts}）")
    };
    let people = question.people.iter().map(whom).collect::<Vec<_>>().join("、");
    format!("待选 {place} 的{}可能是：{people}。用 --same {place}=编号 或 --same {place}=新人 选定。", question.name)
}

/// Says how an import ended.
fn told(paper: &Paper, ended: Result<Option<ImportRun>, Rejected>, figures: Option<&str>) -> Result<(), Fault> {
    match ended.map_err(|rejected| refused(&rejected))? {
        Some(run) => say(format!("{}：已导入。{}。编号{}。", paper.name, outcome(&run.report), run.id)),
        None => say(format!("{}：已导入。{}。", paper.name, figures.unwrap_or_default())),
    }
    Ok(())
}

fn bar(how_far: Progress) {
    match how_far {
        Progress::Staged(staged, steps) => progress(&format!("存入{staged}项，共{steps}项")),
        Progress::Carried(steps) => progress(&format!("导入{steps}项，完成前不显示\n")),
    }
}

fn fault(name: &str, halted: Halted) -> Fault {
    match halted {
        Halted::Unreadable(sentence) => Fault::usage(format!("{name} 不能导入：{sentence}")),
        Halted::Fault(fault) => Fault::finding(fault.sentence()),
        Halted::Rejected(rejected) => refused(&rejected),
    }
}

fn refused(rejected: &Rejected) -> Fault {
    Fault::finding(format!("{}{}没有导入任何内容。", rejected.place, words(&rejected.failure)))
}

fn line(finding: &Finding) -> String {
    let place = format!("{} {}", finding.sheet, finding.cell);
    let advice = if finding.advice.is_empty() { String::new() } else { format!("{}。", finding.advice) };
    format!("{} {}：{}。{advice}", finding.level.word(), place.trim(), finding.sentence)
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
