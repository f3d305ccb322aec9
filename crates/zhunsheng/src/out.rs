//! What the command says, and how it ends.

use std::io::Write;

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
