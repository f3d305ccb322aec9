//! History becomes state.

use super::{
    super::facts::{Assessed, Event, Finding, Publication, Record, Registered, State, Statement, Verdict},
    REPLY,
};
use engine::{
    access::Hat,
    days::Day,
    parts::{Passed, Rectification, ReplyClock, Signatures},
    procedure::Misfit,
};

/// Every member of the team is asked for his signature.
fn asked(record: &Record) -> Signatures {
    record.team.iter().fold(Signatures::default(), |all, member| {
        all.ask(&member.person.0, &format!("{}{}", member.owner, member.name), vec![Hat::Person(member.person.clone())])
    })
}

fn begun(registered: Registered) -> State {
    State {
        signatures: asked(&registered.record),
        registered,
        signed: None,
        notified: None,
        repeats: Vec::new(),
        clock: None,
        replied: None,
        statements: Vec::new(),
        lapsed: None,
        findings: Vec::new(),
        assessed: None,
        publications: Vec::new(),
        standing: None,
    }
}

pub(in super::super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Registered(registered) => Ok(begun(*registered)),
            _ => Err(Misfit("a visit begins with its registration")),
        };
    };
    match event {
        Event::Registered(_) => return Err(Misfit("a visit is registered once")),
        Event::Revised(revised) => {
            (state.signatures, state.signed) = (asked(&revised.record), None);
            state.registered.record = revised.record;
        }
        Event::Signed(signed) => {
            if !state.signatures.sign(&signed.person.0, Some(signed.person.clone()), signed.day, signed.paper) {
                return Err(Misfit("nobody asked for this signature"));
            }
            state.signed = state.signatures.is_complete().then_some(signed.day);
        }
        Event::Notified(notified) => {
            state.clock = Some(ReplyClock::new(REPLY, notified.day));
            state.repeats.clone_from(&notified.repeats);
            state.notified = Some(notified);
        }
        Event::Replied(replied) => {
            state.clock.as_mut().ok_or(Misfit("answered before it was told"))?.answered = Some(replied.day);
            state.replied = Some(replied);
        }
        Event::Stated(stated) => {
            let (person, name) = (stated.person, stated.name);
            state.statements.push(Statement { person, name, statement: stated.statement, day: stated.day });
        }
        Event::Extended(extended) => {
            let clock = state.clock.as_mut().ok_or(Misfit("extended before it was told"))?;
            clock.extend(extended.extension.until, extended.extension.reason);
        }
        Event::Lapsed(lapsed) => state.lapsed = Some(lapsed.due),
        Event::Assessed(assessed) => assess(&mut state, assessed)?,
        rest => return then(state, rest),
    }
    Ok(state)
}

/// What stands is to be put right.
fn assess(state: &mut State, assessed: Assessed) -> Result<(), Misfit> {
    let rows = &state.registered.record.visit.findings;
    let mut found = Vec::new();
    for row in assessed.assessment.rows {
        let place = usize::try_from(row.finding).ok().and_then(|number| number.checked_sub(1));
        let facts = place.and_then(|place| rows.get(place)).ok_or(Misfit("no such finding"))?.facts.clone();
        found.push(finding(row.finding, row.verdict, row.reason, facts, assessed.day));
    }
    found.sort_by_key(|finding| finding.number);
    (state.findings, state.assessed) = (found, Some(assessed.day));
    Ok(())
}

fn finding(number: u32, verdict: Verdict, reason: String, facts: engine::words::Prose, since: Day) -> Finding {
    let rectification = verdict.stands().then(|| Rectification::new(facts));
    Finding { number, verdict, reason, rectification, since, opinion: None }
}

/// Rectification and publication.
fn then(mut state: State, event: Event) -> Result<State, Misfit> {
    match event {
        Event::Measured(measured) => {
            let (one, _) = rectification(&mut state, measured.measure.finding)?;
            (one.measure, one.by) = (Some(measured.measure.measure), Some(measured.measure.by));
        }
        Event::Reported(reported) => {
            let (one, since) = rectification(&mut state, reported.report.finding)?;
            if !one.report(reported.report.done) {
                return Err(Misfit("reported twice"));
            }
            *since = reported.day;
        }
        Event::Rechecked(rechecked) => {
            let number = rechecked.recheck.finding;
            let (one, since) = rectification(&mut state, number)?;
            let passed = if rechecked.recheck.passed { Passed::Yes } else { Passed::No };
            if !one.check(rechecked.by, passed) {
                return Err(Misfit("nothing was reported"));
            }
            *since = rechecked.day;
            let finding = state.findings.iter_mut().find(|finding| finding.number == number);
            finding.ok_or(Misfit("no such finding"))?.opinion = Some(rechecked.recheck.opinion);
        }
        Event::Proposed(proposed) => state.publications.push(Publication {
            proposal: proposed.proposal,
            proposed: proposed.day,
            document: None,
            approved: None,
            rejected: None,
            withdrawn: None,
            reason: None,
        }),
        Event::Approved(approved) => {
            let last = publication(&mut state)?;
            (last.approved, last.document) = (Some(approved.day), approved.approval.document);
        }
        Event::Rejected(rejected) => {
            let last = publication(&mut state)?;
            (last.rejected, last.reason) = (Some(rejected.day), Some(rejected.rejection.reason));
        }
        Event::Withdrawn(withdrawn) => {
            let last = publication(&mut state)?;
            (last.withdrawn, last.reason) = (Some(withdrawn.day), Some(withdrawn.withdrawal.reason));
        }
        _ => return Err(Misfit("no event of a visit under way")),
    }
    let stands = |one: &&Publication| one.approved.is_some() && one.withdrawn.is_none();
    state.standing = state.publications.iter().rev().find(stands).cloned();
    Ok(state)
}

fn rectification(state: &mut State, number: u32) -> Result<(&mut Rectification, &mut Day), Misfit> {
    let finding = state.findings.iter_mut().find(|finding| finding.number == number);
    let finding = finding.ok_or(Misfit("no such finding"))?;
    let one = finding.rectification.as_mut().ok_or(Misfit("a finding that does not stand"))?;
    Ok((one, &mut finding.since))
}

fn publication(state: &mut State) -> Result<&mut Publication, Misfit> {
    state.publications.last_mut().ok_or(Misfit("nothing was proposed"))
}
