//! `policy check | due | limits | load`.

use crate::{
    args::Policy as Command,
    out::{Fault, say},
    pack,
    serve::open,
    settings::Whereabouts,
};
use engine::{days::Day, policy::Policy};
use std::path::Path;

/// Carries out a `policy` command.
///
/// # Errors
/// Findings (1), unreadable arguments (2), county in use (3).
pub fn run(command: &Command) -> Result<(), Fault> {
    match command {
        Command::Check { folder } => check(folder),
        Command::Due { limit, from, event, pack } => due(&of(pack.as_deref())?, limit, from, event),
        Command::Limits { pack } => limits(&of(pack.as_deref())?),
        Command::Load { folder, place, preview } => load(folder, &Whereabouts::of(place)?, *preview),
    }
}

fn of(folder: Option<&Path>) -> Result<Policy, Fault> {
    match folder {
        Some(folder) => pack::parse(&pack::from_folder(folder)?).map_err(|found| Fault::finding(pack::sentences(&found))),
        None => pack::own(),
    }
}

fn check(folder: &Path) -> Result<(), Fault> {
    let policy = of(Some(folder))?;
    say(format!(
        "{}（{}）{}版：条款{}条，时限{}项，字典{}部，没有发现问题。",
        policy.name(),
        policy.county(),
        policy.version(),
        policy.clauses().count(),
        policy.limits().count(),
        policy.dictionaries().count()
    ));
    Ok(())
}

fn due(policy: &Policy, limit: &str, from: &str, event: &str) -> Result<(), Fault> {
    let day = Day::of(from).ok_or_else(|| Fault::usage(format!("--from {from} 不是有效日期，请写成 2026-02-10。")))?;
    let Some(limit) = policy.limit_named(limit) else {
        return Err(Fault::usage(format!("政策包里没有时限 {limit}。用 policy limits 查看全部时限。")));
    };
    let due = policy.due(&limit.id, day, event, &[]);
    say(due.day.map_or_else(|| "（空）".to_owned(), |day| day.to_string()));
    say(due.basis.words);
    say(format!("依据：{}", policy.clause_label(&due.basis.clause)));
    Ok(())
}

fn limits(policy: &Policy) -> Result<(), Fault> {
    for limit in policy.limits() {
        for version in &limit.versions {
            say(format!("{}\t{}\t自{}起：{}", limit.id, limit.title, version.from, version.words()));
        }
    }
    Ok(())
}

fn load(folder: &Path, whereabouts: &Whereabouts, preview: bool) -> Result<(), Fault> {
    let files = pack::from_folder(folder)?;
    pack::parse(&files).map_err(|found| Fault::finding(pack::sentences(&found)))?;
    let (county, clock) = open(whereabouts, None)?;
    let moved = county.load_policy(&files, clock.now(), preview).map_err(|failure| Fault::finding(failure.to_string()))?;
    for line in &moved {
        say(line);
    }
    let end = if preview { "以上为预览，尚未装入。" } else { "已装入。" };
    say(format!("共{}项到期日有变。{end}", moved.len()));
    Ok(())
}
