//! `policy check | due | limits | load`.

use crate::{
    args::Policy as Command,
    clock::{Clock, day_of},
    open::{How, open, policy},
    out::{Fault, say, words},
    pack,
    settings::Whereabouts,
};
use engine::{
    access::Actor,
    days::Day,
    policy::{Limit, Policy},
};
use std::path::Path;
use store::{OpenError, PolicyLoad};

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
        Some(folder) => pack::parse(&pack::from_folder(folder)?),
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
    let limit = named(policy, limit)?;
    let due = policy.due(&limit.id, day, event, &[]);
    say(due.day.map_or_else(|| "（空）".to_owned(), |day| day.to_string()));
    say(due.basis.words);
    say(format!("依据：{}", policy.clause_label(&due.basis.clause)));
    Ok(())
}

/// The limit of this id or title, or the only one whose title contains the word.
fn named<'a>(policy: &'a Policy, word: &str) -> Result<&'a Limit, Fault> {
    if let Some(limit) = policy.limit_named(word) {
        return Ok(limit);
    }
    let mut like = policy.limits().filter(|limit| limit.title.contains(word));
    match (like.next(), like.next()) {
        (Some(limit), None) => Ok(limit),
        (Some(one), Some(two)) => Err(Fault::usage(format!(
            "“{word}”不止一项时限（{}、{}……），请写编号。用 policy limits 查看全部时限。",
            one.title, two.title
        ))),
        _ => Err(Fault::usage(format!("政策包里没有时限“{word}”。用 policy limits 查看全部时限。"))),
    }
}

fn limits(policy: &Policy) -> Result<(), Fault> {
    for limit in policy.limits() {
        for version in &limit.versions {
            say(format!("{}\t{}\t自{}起：{}", limit.id, limit.title, version.from, version.words()));
        }
    }
    Ok(())
}

/// Loads a pack into a county that is not running: what moves is shown, and kept in the journal together with the pack.
fn load(folder: &Path, whereabouts: &Whereabouts, preview: bool) -> Result<(), Fault> {
    let (now, newer) = (Clock::of_the_machine().now(), pack::parse(&pack::from_folder(folder)?)?);
    let county = match open(whereabouts, How::default()) {
        // A pack that was loaded long ago may lack what a newer program asks for; then the new one opens the county.
        Err(fault) if !preview && fault.code == 2 && in_force(whereabouts).is_err() => {
            open(whereabouts, How { pack: Some(newer.clone()), ..How::default() })?
        }
        opened => opened?,
    };
    for change in county.policy().changes(&newer, day_of(now)) {
        say(change.sentence);
    }
    let moved = if preview {
        county.preview_policy(&newer)
    } else {
        let actor = Actor { account: "命令行".to_owned(), ..Actor::system() };
        let reason = format!("由命令行从 {} 装入", folder.display());
        county.load_policy(PolicyLoad { policy: newer, base: None, actor, reason, moment: now })
    };
    let moved = moved.map_err(|failure| Fault::finding(words(&failure)))?;
    for line in &moved.moves {
        let day = |day: Option<Day>| day.map_or_else(|| "未定".to_owned(), |day| day.to_string());
        say(format!("{} {}：{} → {}。{}", line.matter, line.what, day(line.was), day(line.now), line.basis));
    }
    let count = moved.moves.len();
    say(if preview {
        format!("共{count}项到期日会变。以上为预览，尚未装入。")
    } else {
        format!("已装入。共{count}项到期日有变。")
    });
    Ok(())
}

/// The packs in force in the counties of a database, if they can still be read.
fn in_force(whereabouts: &Whereabouts) -> Result<(), Fault> {
    let unreadable = |error: OpenError| Fault::usage(error.to_string());
    let database = whereabouts.database().map_err(unreadable)?;
    let counties = database.counties().map_err(|fault| unreadable(fault.into()))?;
    counties.iter().try_for_each(|county| policy(whereabouts, &database, county).map(drop))
}
