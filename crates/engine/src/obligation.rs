//! 应办 as it is counted: a duty comes up with one event and is gone with another. What was owed under each demand of the Opinion, what
//! has been done of it, and what was late, is counted from these comings and goings.

use crate::{days::Day, history::is_engine_verb, kind::Kind, procedure::Duty};

/// How an obligation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// It was done.
    Done,
    /// It went with a correction, or with the matter that was withdrawn, voided or revoked: nobody has to do it any more, and nobody did.
    Dropped,
}

impl End {
    /// As stored.
    #[must_use]
    pub const fn code(self) -> i64 {
        match self {
            Self::Done => 0,
            Self::Dropped => 1,
        }
    }
}

/// What one event changes about what is owed.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<'a> {
    /// Something is owed.
    Arises(&'a Duty),
    /// It is owed by another day.
    Moves(&'a Duty),
    /// It is owed no more.
    Ends {
        /// The duty as it stood.
        duty: &'a Duty,
        /// How.
        end: End,
        /// Later than its day.
        late: bool,
    },
}

/// What an event with this verb, which counts on this day, changes. A duty that another person owes now is another duty, unless one of
/// the engine's own verbs passed it on. `given_up` tells that the matter came to a stage at which nobody has to do anything any more.
#[must_use]
pub fn changes<'a>((verb, given_up): (&str, bool), before: &'a [Duty], after: &'a [Duty], day: Day) -> Vec<Change<'a>> {
    let by_engine = is_engine_verb(verb);
    let same = |a: &Duty, b: &Duty| a.key == b.key && (by_engine || a.owner == b.owner);
    let end = if by_engine || given_up { End::Dropped } else { End::Done };
    let gone = before.iter().filter(|was| !after.iter().any(|now| same(was, now)));
    let ends = gone.map(|duty| Change::Ends { duty, end, late: duty.due.is_some_and(|due| due < day) });
    let rest = after.iter().filter_map(|now| match before.iter().find(|was| same(was, now)) {
        None => Some(Change::Arises(now)),
        Some(was) if was.due != now.due => Some(Change::Moves(now)),
        Some(_) => None,
    });
    ends.chain(rest).collect()
}

/// Whether a clause is a demand of the Opinion itself: chapter, point and number.
#[must_use]
pub fn is_demand(clause: &str) -> bool {
    let parts: Vec<&str> = clause.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The demand under which a duty of this kind counts: its own clause where that is a demand, else the first demand that the kind carries
/// out. Duties of the ground that no demand asks for count under none.
#[must_use]
pub fn demand<'a>(kind: &Kind, clause: &'a str) -> Option<&'a str> {
    if is_demand(clause) {
        return Some(clause);
    }
    kind.clauses.iter().copied().find(|clause| is_demand(clause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Hat, Role},
        policy::Basis,
    };

    fn duty(key: &str, role: Role, due: &str) -> Duty {
        let basis = Basis { limit: String::new(), clause: "3.1.1".into(), words: String::new() };
        let owner = vec![Hat::Role(role)];
        Duty { key: key.into(), what: key.into(), owner, due: Day::of(due), basis, verb: None, with_post: true }
    }

    fn day(text: &str) -> Day {
        Day::of(text).expect("a day")
    }

    #[test]
    fn the_next_signature_is_another_obligation_though_its_key_is_the_same() {
        let (one, two) =
            ([duty("sign", Role::SectionClerk, "2026-05-06")], [duty("sign", Role::SectionHead, "2026-05-07")]);
        let found = changes(("agree", false), &one, &two, day("2026-05-07"));
        assert_eq!(found, [Change::Ends { duty: &one[0], end: End::Done, late: true }, Change::Arises(&two[0])]);
    }

    #[test]
    fn what_is_passed_on_or_suspended_is_the_same_and_what_is_voided_was_not_done() {
        let (one, two) =
            ([duty("sign", Role::SectionClerk, "2026-05-06")], [duty("sign", Role::SectionHead, "2026-05-06")]);
        assert_eq!(changes(("reassign", false), &one, &two, day("2026-05-06")), []);
        let later = [duty("sign", Role::SectionClerk, "2026-05-09")];
        assert_eq!(changes(("resume", false), &one, &later, day("2026-05-06")), [Change::Moves(&later[0])]);
        let gone = [Change::Ends { duty: &one[0], end: End::Dropped, late: false }];
        assert_eq!(changes(("withdraw", true), &one, &[], day("2026-05-06")), gone);
        assert_eq!(changes(("void", false), &one, &[], day("2026-05-06")), gone);
    }

    #[test]
    fn a_duty_counts_under_its_own_demand_or_under_the_first_of_its_kind() {
        let kind = Kind { clauses: &["annex.leave", "3.1.1", "3.1.2"], ..Kind::PLAIN };
        assert_eq!(demand(&kind, "3.1.2"), Some("3.1.2"));
        assert_eq!(demand(&kind, "annex.leave"), Some("3.1.1"));
        assert_eq!(demand(&Kind::PLAIN, "law.holidays"), None);
        assert!(!is_demand("3.1") && !is_demand("3.1.") && !is_demand("a.b.c"));
    }
}
