//! A record is matched or asked about.

use super::{
    BorderRecord,
    facts::{Action, Event, Explained, Finding, Judged, Received, Record, State},
    stage,
};
use crate::{
    checks::{self, filled, term},
    daily::abroad,
};
use engine::{
    access::{Hat, Offer, Role},
    days::Period,
    facts::{Brief, Query},
    procedure::{Context, Misfit, Procedure, Refusal},
    trigger::Trigger,
};

/// How long the person has to explain.
pub(super) const EXPLANATION: &str = "border.explanation";
/// How long the section head has to judge.
pub(super) const REVIEW: &str = "border.review";
/// Clause of the examination.
pub(super) const CLAUSE: &str = "3.1.3";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.received.trip, &self.judged, &self.explained) {
            (Some(_), _, _) => stage::MATCHED,
            (None, Some(_), _) => stage::DONE,
            (None, None, Some(_)) => stage::EXPLAINED,
            (None, None, None) => stage::UNMATCHED,
        }
    }
}

pub(super) fn judges() -> Vec<Hat> {
    vec![Hat::Role(Role::SectionHead), Hat::Role(Role::DeputyMinister)]
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else {
        return vec![Offer::new("receive", "登记出入境记录", checks::office()).main()];
    };
    match state.stage() {
        stage::UNMATCHED => {
            let own = vec![Hat::Person(state.received.record.person.clone())];
            vec![Offer::new("explain", "说明情况", own).main()]
        }
        stage::EXPLAINED => vec![Offer::new("judge", "认定", judges()).main()],
        _ => Vec::new(),
    }
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Receive(record)) => received(record, cx).map(|received| Event::Received(Box::new(received))),
        (Some(_), Action::Explain(explanation)) => {
            filled(&explanation.text.0, "/text", "情况说明")?;
            Ok(Event::Explained(Explained { explanation, day: cx.day }))
        }
        (Some(_), Action::Judge(judgement)) => {
            filled(&judgement.opinion.0, "/opinion", "意见")?;
            Ok(Event::Judged(Judged { judgement, by: cx.actor.decider().cloned(), day: cx.day }))
        }
        _ => Err(Refusal::not_now()),
    }
}

fn received(record: Record, cx: &Context) -> Result<Received, Refusal> {
    let card = checks::person(&record.person, "/person", cx)?;
    filled(&record.port, "/port", "口岸")?;
    filled(&record.source, "/source", "来源")?;
    if record.day > cx.day {
        let sentence = format!("{}还没有到，请核对记录日期。", record.day.sentence());
        return Err(Refusal::new("day_ahead", "", sentence).at("/day"));
    }
    let certificate = match &record.certificate {
        Some(kind) => term(kind, "/certificate", cx)?,
        None => "其他证件".to_owned(),
    };
    known(&record, cx)?;
    let trip = trip(&record, cx);
    let words = match &trip {
        Some(trip) => {
            let number = trip.number.clone().unwrap_or_default();
            format!("在已批准的出国（境）期间内{number}")
        }
        None => format!("{}前后没有已批准的出国（境）", record.day.sentence()),
    };
    Ok(Received {
        id: cx.matter.clone(),
        name: card.name,
        post: cx.facts.post_text(&record.person, record.day),
        unit: cx.facts.unit_of(&record.person, cx.day),
        certificate,
        trip: trip.map(|trip| trip.id),
        words,
        day: cx.day,
        record,
    })
}

/// The same list may come twice.
fn known(record: &Record, cx: &Context) -> Result<(), Refusal> {
    let query = Query { kind: BorderRecord::KIND.id, person: Some(record.person.clone()), ..Query::default() };
    let same = |brief: &Brief| {
        let state = serde_json::from_str::<State>(&brief.state).ok();
        BorderRecord::KIND.stages.contains(&brief.stage.as_str())
            && state.is_some_and(|state| {
                let known = &state.received.record;
                known.day == record.day && known.direction == record.direction && known.port == record.port
            })
    };
    match cx.facts.matters(&query).iter().find(|brief| same(brief)) {
        Some(brief) => {
            let number = brief.number.clone().map_or_else(String::new, |number| format!("（{number}）"));
            let sentence =
                format!("{}的{}记录已经登记过{number}，不再重复登记。", record.day.sentence(), record.direction.word());
            Err(Refusal::new("row_twice", "", sentence).at("/day"))
        }
        None => Ok(()),
    }
}

/// The approved trip of the person within which the record falls.
fn trip(record: &Record, cx: &Context) -> Option<Brief> {
    let query = Query {
        kind: "abroad",
        person: Some(record.person.clone()),
        overlaps: Some(Period::days(record.day, record.day)),
        ..Query::default()
    };
    let standing = [abroad::stage::APPROVED, abroad::stage::CHANGING, abroad::stage::DONE];
    let mine = |brief: &Brief| {
        standing.contains(&brief.stage.as_str())
            && cx.facts.read::<abroad::Abroad>(&brief.id).is_some_and(|state| state.applicant() == &record.person)
    };
    cx.facts.matters(&query).into_iter().find(mine)
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    match (state, event) {
        (None, Event::Received(received)) => {
            Ok(State { since: received.day, received: *received, explained: None, judged: None })
        }
        (Some(state), Event::Explained(explained)) => Ok(State { explained: Some(explained), ..state }),
        (Some(state), Event::Judged(judged)) if judged.judgement.finding == Finding::Unclear => {
            Ok(State { since: judged.day, explained: None, ..state })
        }
        (Some(state), Event::Judged(judged)) => Ok(State { judged: Some(judged), ..state }),
        _ => Err(Misfit("a record is received once, and before anything else")),
    }
}

pub(super) fn tells(after: &State, event: &Event) -> Vec<Trigger> {
    let (Event::Received(received), Some(trip)) = (event, &after.received.trip) else { return Vec::new() };
    vec![Trigger::BorderCrossed {
        trip: trip.clone(),
        day: received.record.day,
        exit: received.record.direction == abroad::Direction::Exit,
        port: received.record.port.clone(),
        matter: received.id.clone(),
    }]
}

/// What was matched stays matched: a wrong record is voided and entered anew.
pub(super) fn amend(state: &State, now: &Event) -> Result<(), Refusal> {
    let Event::Received(received) = now else { return Ok(()) };
    let (was, now) = (&state.received, received);
    let same = was.id == now.id
        && was.trip == now.trip
        && was.record.person == now.record.person
        && was.record.day == now.record.day
        && was.record.direction == now.record.direction;
    if same {
        return Ok(());
    }
    Err(Refusal::new("not_correctable", "", "人员、日期、方向和对应的行程不能更正，请作废后重新登记。"))
}
