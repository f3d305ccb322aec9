//! What may leave the house by mail, calendar and webhook, and how much of it did. Whoever holds a mailbox, a calendar or a receiver is not
//! signed in here: so no name, no title, nothing of what a matter says; of what is withheld from somebody only that something is owed; of
//! what is veiled nothing at all.

use engine::{access, days::Day, erased::Catalogue, procedure::Kind};
use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64},
};
use store::DutyRow;

/// How a server speaks to those who are not signed in.
#[derive(Clone, Debug, Default)]
pub struct Outgoing {
    /// The address under which people reach it, without a slash at the end: `https://zhunsheng.example`.
    pub site: String,
    /// The hour of the daily digest; none where there is no mail server.
    pub digest_at: Option<i8>,
    /// Domains to which mail may go; any, where there is none.
    pub domains: Vec<String>,
    /// What went out.
    pub delivered: Arc<Delivered>,
}

/// Counts of what went out since the server started.
#[derive(Debug, Default)]
pub struct Delivered {
    /// Digests that a mail server took.
    pub mails: AtomicU64,
    /// Attempts at a digest that failed.
    pub mails_failed: AtomicU64,
    /// Events that a receiver took.
    pub hooks: AtomicU64,
    /// Attempts at an event that failed.
    pub hooks_failed: AtomicU64,
    /// Events that were too old to be told when a receiver came back.
    pub hooks_dropped: AtomicU64,
    /// Entries of the journal that some receiver has not been told of.
    pub hooks_waiting: AtomicI64,
}

/// Something owed, as it may be said outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// 请销假 请〔2026〕1号; 应办一件.
    pub words: String,
    /// Where it leads, behind the site's address.
    pub path: String,
    /// By which day.
    pub due: Option<Day>,
}

/// Whether anything of a kind may be said to somebody who is not signed in, beyond that something is owed.
#[must_use]
pub fn is_public(kind: &Kind) -> bool {
    !kind.is_guarded() && !access::is_administrators(kind)
}

/// Kind and running number of a matter of such a kind.
#[must_use]
pub fn named(kind: &Kind, number: Option<&str>) -> String {
    number.map_or_else(|| kind.title.to_owned(), |number| format!("{} {number}", kind.title))
}

/// A duty as it may be said outside; nothing of a veiled kind or of one that nobody knows.
#[must_use]
pub fn said(catalogue: &Catalogue, duty: &DutyRow) -> Option<Said> {
    let kind = catalogue.get(&duty.kind)?.kind();
    if kind.veiled {
        return None;
    }
    let (words, path) = if is_public(kind) {
        (named(kind, duty.number.as_deref()), format!("/matters/{}", duty.matter))
    } else {
        ("应办一件".to_owned(), "/duties".to_owned())
    };
    Some(Said { words, path, due: duty.due })
}

/// Whether mail may go to an address: it looks like one, and its domain is among those allowed, where any are named.
#[must_use]
pub fn may_be_mailed(address: &str, domains: &[String]) -> bool {
    let plain = |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-_+".contains(letter));
    let Some((name, domain)) = address.rsplit_once('@') else { return false };
    let whole = |text: &str| !text.is_empty() && !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
    let shaped = plain(name) && plain(domain) && whole(name) && whole(domain) && address.len() <= 200;
    shaped && (domains.is_empty() || domains.iter().any(|allowed| allowed.eq_ignore_ascii_case(domain)))
}

#[cfg(test)]
mod tests {
    use super::may_be_mailed;

    #[test]
    fn mail_goes_to_whole_addresses_of_the_named_domains_only() {
        let domains = ["qingyi.example".to_owned()];
        for (address, any, named) in [
            ("zhai@qingyi.example", true, true),
            ("zhai@QINGYI.example", true, true),
            ("zhai@elsewhere.example", true, false),
            ("zhai@qingyi.example.elsewhere", true, false),
            ("zhai", false, false),
            ("@qingyi.example", false, false),
            ("zhai@", false, false),
            ("zhai@qingyi.example\r\nBcc: all@elsewhere.example", false, false),
            ("翟 <zhai@qingyi.example>", false, false),
            ("a@b@qingyi.example", false, false),
        ] {
            assert_eq!(may_be_mailed(address, &[]), any, "{address}");
            assert_eq!(may_be_mailed(address, &domains), named, "{address}");
        }
    }
}
