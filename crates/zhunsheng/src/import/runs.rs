//! Imports that were carried out: listed, and undone.

use super::ACCOUNT;
use crate::{
    args::{ImportUndo, Place},
    clock::Clock,
    open::{How, open},
    out::{Fault, say, words},
    settings::Whereabouts,
};
use engine::days::Day;
use jiff::Timestamp;
use store::{Failure, ImportRun};
use web::intake::outcome;

/// Carries out `import list`.
///
/// # Errors
/// County in use (3), unreadable (2).
pub fn list(place: &Place) -> Result<(), Fault> {
    let county = open(&Whereabouts::of(place)?, How::default())?;
    let fault = |fault: store::sql::Fault| Fault::finding(fault.sentence());
    let (runs, begun) =
        (county.reader().imports().map_err(fault)?, county.reader().unfinished_import().map_err(fault)?);
    if let Some(run) = &begun {
        say(format!(
            "{} {} 没有完成：已存入{}项，共{}项，登记簿没有变化。用同一命令重新导入即接着办。",
            day(run.moment),
            run.source,
            run.staged,
            run.steps
        ));
    }
    runs.iter().for_each(|run| say(line(run)));
    if runs.is_empty() && begun.is_none() {
        say("没有导入过花名册。");
    }
    Ok(())
}

/// Carries out `import undo`.
///
/// # Errors
/// No such import, or something rests on it (1); county in use (3).
pub fn undo(args: &ImportUndo) -> Result<(), Fault> {
    let now = Clock::of_the_machine().now();
    let county = open(&Whereabouts::of(&args.place)?, How::default())?;
    let run = county.undo_import(&args.run, ACCOUNT, now).map_err(|failure| match failure {
        Failure::NotFound => Fault::finding(format!("没有编号为 {} 的导入，请用 import list 查看编号。", args.run)),
        other => Fault::finding(words(&other)),
    })?;
    say(format!("{}：这次导入已撤销（{}）。", run.source, outcome(&run.report)));
    Ok(())
}

fn day(moment: i64) -> String {
    Timestamp::from_microsecond(moment).map_or_else(|_| String::new(), |moment| Day::at(moment).to_string())
}

fn line(run: &ImportRun) -> String {
    let undone = run.undone.map_or_else(String::new, |moment| format!("，{}已撤销", day(moment)));
    format!("{}  {}  {}：{}{undone}", run.id, day(run.moment), run.source, outcome(&run.report))
}
