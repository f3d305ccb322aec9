//! `verify`: replays everything and says what does not agree.

use crate::{
    args::Verify,
    open::{How, open},
    out::{Fault, say},
    settings::Whereabouts,
};

/// Carries out `verify`.
///
/// # Errors
/// Findings (1), unreadable (2), county in use (3).
pub fn run(args: &Verify) -> Result<(), Fault> {
    let county = open(&Whereabouts::of(&args.place)?, How::default())?;
    let report = county.verify();
    if args.json {
        let text = serde_json::to_string_pretty(&report).map_err(|error| Fault::finding(error.to_string()))?;
        say(text);
    } else {
        report.findings.iter().for_each(|finding| say(finding.to_string()));
        say(format!("核对了{}条日志、{}个事项。", report.events, report.matters));
    }
    if report.is_clean() { Ok(()) } else { Err(Fault::finding(format!("发现{}处不符。", report.findings.len()))) }
}
