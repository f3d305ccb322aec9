//! What the clock brings about: nobody reported back in time, the other chief has left meanwhile, a filing nobody signed for.

use super::{
    super::{
        Leave,
        facts::{Action, AskPresence, Event, FilingLapse, FoundOverdue, Overdue, PresenceAsked, State},
        stage,
    },
    applicant::Applicant,
};
use engine::{
    days::Period,
    facts::{Brief, Query},
    procedure::{Context, Procedure, Refusal},
    trigger::{Reaction, Trigger},
    words::{MatterId, PersonId},
};

/// Limits passed by now, over all leaves whose period is over and which are not ended.
pub(in super::super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let now = cx.half_now();
    let query = Query { kind: Leave::KIND.id, ended_before: Some(now), open: Some(true), ..Query::default() };
    let mut found = Vec::new();
    for brief in cx.facts.matters(&query) {
        let Ok(state) = serde_json::from_str::<State>(&brief.state) else { continue };
        found.extend(of_one(&brief, &state, cx));
    }
    found
}

fn of_one(brief: &Brief, state: &State, cx: &Context) -> Vec<Reaction<Action>> {
    let pauses = cx.facts.pauses(&brief.id);
    if pauses.last().is_some_and(|pause| pause.to.is_none()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let react = |key: String, action: Action| Reaction { key, to: Some(brief.id.clone()), action };
    let ended = state.allowed().to;
    if state.filed.as_ref().is_some_and(super::super::facts::Filed::is_open) {
        found.push(react(format!("leave.lapse:{}:{}", brief.id, ended), Action::LapseFiling(FilingLapse { ended })));
    }
    if !state.may_be_away() || state.is_back() {
        return found;
    }
    for asked in touching(&brief.id, state, cx) {
        let known = state.presence.iter().any(|presence| presence.asked.matter == asked.matter);
        if !known {
            found.push(react(format!("leave.presence:{}:{}", brief.id, asked.matter), Action::AskPresence(asked)));
        }
    }
    let due = cx.policy.due("leave.report_back", ended.day, "假满", &pauses).day;
    if let Some(due) = due.filter(|due| *due < cx.half_now().day && state.stage() == stage::APPROVED) {
        found.push(react(format!("leave.overdue:{}:{due}", brief.id), Action::Overdue(Overdue { due })));
    }
    found
}

/// Absences of other chiefs that have begun while this one is not known to be back.
fn touching(id: &MatterId, state: &State, cx: &Context) -> Vec<AskPresence> {
    let survey = &state.applied.survey;
    if survey.heads.is_empty() {
        return Vec::new();
    }
    let now = cx.half_now();
    let Ok(applicant) = Applicant::find(&survey.applicant, now.day, cx) else { return Vec::new() };
    let others: Vec<PersonId> = applicant.other_chiefs(now.day, cx).into_iter().map(|other| other.person).collect();
    if others.is_empty() {
        return Vec::new();
    }
    let away = cx.facts.absences(&others, Period { from: now, to: now }, now, id);
    // What began before this one was over has been looked at when it was approved.
    let begun = away.into_iter().filter(|absence| absence.firm && absence.period.from > state.allowed().to);
    begun
        .map(|absence| AskPresence { other: absence.person, matter: absence.matter, since: absence.period.from })
        .collect()
}

/// 逾期未归. The law counts the days of staying away from the end of the leave, not from the day of reporting.
pub(super) fn overdue(state: &State, overdue: &Overdue, cx: &Context) -> Result<Vec<Event>, Refusal> {
    let since = overdue.due.plus(1);
    let last_allowed = state.allowed().to.plus(1).day.plus(-1);
    let run = cx.policy.due("leave.overstay_run", last_allowed, "假满", &[]);
    let grave_on = run.day.map(|day| day.plus(1));
    let notes = grave_on.map(|day| format!("到{day}仍未归的，连续逾期超过法定界限")).into_iter().collect();
    Ok(vec![Event::FoundOverdue(FoundOverdue { due: overdue.due, since, grave_on, notes })])
}

/// 询问返岗
pub(super) fn ask_presence(state: &State, asked: AskPresence, cx: &Context) -> Result<Vec<Event>, Refusal> {
    if state.presence.iter().any(|presence| presence.asked.matter == asked.matter) {
        return Err(Refusal::not_now());
    }
    let survey = &state.applied.survey;
    let other_name = cx.facts.name(&asked.other);
    let words = format!(
        "{}{}的外出{}已到期，未见销假；{other_name}自{}起外出",
        survey.post,
        survey.name,
        state.allowed().words(),
        asked.since.sentence()
    );
    Ok(vec![Event::PresenceAsked(PresenceAsked {
        other: asked.other,
        other_name,
        matter: asked.matter,
        since: asked.since,
        words,
        day: cx.day,
    })])
}

/// What others overhear.
pub(in super::super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    let Event::ReportedBack(returned) = event else { return Vec::new() };
    let allowed = after.allowed();
    if returned.report.returned <= allowed.to {
        return Vec::new();
    }
    vec![Trigger::ReturnedLate { person: after.applicant().clone(), day: allowed.to.plus(1).day }]
}
