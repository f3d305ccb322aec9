//! `verify`: replays everything and says what does not agree. Reads only, also while the county is being served.

use crate::{
    args::Verify,
    open::policy,
    out::{Fault, say},
    settings::Whereabouts,
};
use store::verify;

/// Carries out `verify`.
///
/// # Errors
/// Findings (1), unreadable (2).
pub fn run(args: &Verify) -> Result<(), Fault> {
    checked(&Whereabouts::of(&args.place)?, args.json)
}

/// Checks every county of a database and says what it found.
///
/// # Errors
/// Findings (1), unreadable (2).
pub fn checked(whereabouts: &Whereabouts, json: bool) -> Result<(), Fault> {
    let database = whereabouts.database().map_err(|error| Fault::usage(error.to_string()))?;
    let counties = database.counties().map_err(|fault| Fault::usage(fault.sentence()))?;
    if counties.is_empty() {
        return Err(Fault::usage(format!("{} 里没有县，请核对 --data 或 --database。", whereabouts.shown())));
    }
    let mut found = 0;
    for county in counties {
        let policy = policy(whereabouts, &database, &county)?;
        let checked = verify(&database, &whereabouts.keys, &opinion::CATALOGUE, &policy, &county);
        let report = checked.map_err(|fault| Fault::usage(fault.sentence()))?;
        found += report.findings.len();
        if json {
            say(serde_json::to_string_pretty(&report).map_err(|error| Fault::finding(error.to_string()))?);
            continue;
        }
        report.findings.iter().for_each(|finding| say(finding.sentence()));
        say(format!("{county}：核对了{}条日志、{}个事项、{}行。", report.events, report.matters, report.rows));
    }
    if found == 0 { Ok(()) } else { Err(Fault::finding(format!("发现{found}处不符。"))) }
}
