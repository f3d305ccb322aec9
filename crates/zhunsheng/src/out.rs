//! What the command says, and how it ends.

use std::io::Write;
use store::Failure;

/// How a command ends when it does not end well.
#[derive(Debug)]
pub struct Fault {
    /// Exit code: 1 finding, 2 usage or unreadable, 3 county in use.
    pub code: u8,
    /// What happened and what to do.
    pub sentence: String,
}

impl Fault {
    /// Something was checked and is not in order.
    pub fn finding(sentence: impl Into<String>) -> Self {
        Self { code: 1, sentence: sentence.into() }
    }
    /// Wrong arguments, or something that cannot be read.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self { code: 2, sentence: sentence.into() }
    }
    /// Another process has the county.
    pub fn in_use(sentence: impl Into<String>) -> Self {
        Self { code: 3, sentence: sentence.into() }
    }
}

/// A line on the standard output. A reader that has gone away is no fault of ours.
pub fn say(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stdout(), "{}", line.as_ref());
}

/// A line on the standard error.
pub fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Writes over the current line of the standard error: a progress bar where somebody watches.
pub fn progress(line: &str) {
    let mut out = std::io::stderr();
    let _ = write!(out, "\r{line}\u{1b}[K");
    let _ = out.flush();
}

/// A failure of the desk in words.
#[must_use]
pub fn words(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) | Failure::Forbidden(refusal) => refusal.sentence.clone(),
        Failure::Unavailable(sentence) | Failure::Malformed(sentence) => sentence.clone(),
        Failure::Stale { .. } => "事项已有新变化，请看最新环节后再办。".to_owned(),
        Failure::KeyReused => "同一请求编号用于了不同内容，请换一个编号。".to_owned(),
        Failure::NotFound => "没有这个事项。".to_owned(),
    }
}
