//! History becomes state.

use super::super::facts::{Event, Finding, ReportedIn, Review, State};
use crate::mending::{self, Item};
use engine::{procedure::Misfit, words::Prose};

pub(in super::super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Proposed(proposed) = event else { return Err(Misfit("an audit begins with its proposal")) };
        return Ok(State {
            proposed: *proposed,
            entrusted: None,
            notified: None,
            reported: None,
            findings: Vec::new(),
            items: Vec::new(),
            stated: None,
            lapsed: None,
            appealed: None,
            reviewed: None,
            left: None,
            closed_on: None,
            filed: None,
            withdrawn: None,
            undone: None,
        });
    };
    match event {
        Event::Proposed(_) => return Err(Misfit("an audit is proposed once")),
        Event::Entrusted(one) => state.entrusted = Some(one),
        Event::Notified(one) => state.notified = Some(one),
        Event::Reported(one) => report(&mut state, *one)?,
        Event::Stated(one) => (state.closed_on, state.stated) = (Some(one.day), Some(one)),
        Event::Lapsed(one) => (state.closed_on, state.lapsed) = (Some(one.due), Some(one)),
        Event::Appealed(one) => state.appealed = Some(one),
        Event::Reviewed(one) => review(&mut state, one)?,
        Event::Measured(one) => mending::measure(&mut state.items, one)?,
        Event::ItemReported(one) => mending::report(&mut state.items, one)?,
        Event::Checked(one) => {
            state.closed_on = Some(one.day);
            mending::check(&mut state.items, one)?;
        }
        Event::Extended(one) => mending::extend(&mut state.items, one)?,
        Event::Dropped(one) => {
            state.closed_on = Some(one.day);
            mending::drop_item(&mut state.items, one)?;
        }
        Event::Filed(one) => state.filed = Some(one),
        Event::Withdrawn(one) => state.withdrawn = Some(one),
        Event::Left(one) => {
            // The decision by which he leaves was corrected: another day, the same audit.
            if state.proposed.decision.as_ref() == Some(&one.decision) {
                (state.proposed.to, state.undone) = (one.day.plus(-1), None);
            }
            state.left = Some(one);
        }
        Event::Undone(one) => {
            let decision = one.cause.decision;
            if state.entrusted.is_none() && state.proposed.decision.as_ref() == Some(&decision) {
                state.undone = Some(decision);
            } else {
                state.left = None;
            }
        }
    }
    Ok(state)
}

/// What was found becomes the list of what is put right.
fn report(state: &mut State, reported: ReportedIn) -> Result<(), Misfit> {
    if reported.words.len() != reported.report.findings.len() {
        return Err(Misfit("words for other findings"));
    }
    let rows = (1..).zip(reported.report.findings.iter().zip(&reported.words));
    let finding = |(number, (row, words)): (u32, (&super::super::FindingRow, &super::super::Words))| Finding {
        number,
        problem: row.problem.clone(),
        kind: words.kind.clone(),
        responsibility: row.responsibility,
        amount: row.amount,
        stands: true,
    };
    state.findings = rows.clone().map(finding).collect();
    let item = |(number, (row, words)): (u32, (&super::super::FindingRow, &super::super::Words))| {
        let item = Item::new(number, words.kind.clone(), row.problem.clone(), words.last, reported.report.day);
        Item { mender: row.mender.clone(), ..item }
    };
    state.items = rows.map(item).collect();
    state.closed_on = Some(reported.report.day);
    state.reported = Some(reported);
    Ok(())
}

/// What does not stand is not put right any longer.
fn review(state: &mut State, review: Review) -> Result<(), Misfit> {
    for row in &review.rows {
        let finding = state.findings.iter_mut().find(|finding| finding.number == row.item);
        let finding = finding.ok_or(Misfit("no such finding"))?;
        finding.stands = row.stands;
        finding.responsibility = row.responsibility.unwrap_or(finding.responsibility);
        let fallen = state.items.iter_mut().find(|item| item.number == row.item && item.is_open() && !row.stands);
        if let Some(item) = fallen {
            item.dropped = Some(Prose::from(format!("复查后不成立（{}）", review.number)));
        }
    }
    state.closed_on = Some(review.day);
    state.reviewed = Some(review);
    Ok(())
}
