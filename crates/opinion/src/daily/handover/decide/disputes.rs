//! What the parties do not agree on: raised by receiver or supervisor, answered by the leaver, settled by whoever stands above.

use super::super::{
    deeds::{Answer, Answered, Event, Raise, Raised, Settle, Settled},
    facts::{Annex, Dispute, RECEIVER, SUPERVISOR, State},
};
use crate::checks;
use engine::{
    access::Hat,
    procedure::{Context, Refusal},
};

/// What can be disputed: rows of the contents, and tables beneath them; key and words.
pub(in super::super) fn subjects(state: &State) -> Vec<(String, String)> {
    let rows = state.items().map(|(key, content, item)| {
        let place = key.rsplit_once('.').map_or("", |(_, place)| place).to_owned();
        (key, format!("{}第{place}项：{}", content.title(), item.matter))
    });
    let mut found: Vec<(String, String)> = rows.collect();
    let tables = Annex::ALL.into_iter().filter(|annex| state.rows_in(*annex) > 0);
    found.extend(tables.map(|annex| (annex.code().to_owned(), format!("附表：{}", annex.title()))));
    found
}

pub(super) fn raising(state: &State, raise: Raise, cx: &Context) -> Result<Event, Refusal> {
    let Raise { item, text } = raise;
    checks::filled(&text.0, "/text", "争议内容")?;
    let about = match item.filter(|key| !key.is_empty()) {
        None => "整个交接".to_owned(),
        Some(key) => subjects(state)
            .into_iter()
            .find(|(known, _)| *known == key)
            .map(|(_, words)| words)
            .ok_or_else(|| Refusal::new("unknown_item", "", "交接内容里没有这一项，请重新选择。").at("/item"))?,
    };
    let no = state.disputes.iter().map(|dispute| dispute.no).max().unwrap_or_default().saturating_add(1);
    Ok(Event::DisputeRaised(Raised { no, about, text, by: speaker(state, cx), day: cx.day }))
}

/// In what capacity somebody disputes, with his name.
fn speaker(state: &State, cx: &Context) -> String {
    let Some(me) = cx.actor.decider() else { return String::new() };
    let own =
        |key: &str| state.signatures.get(key).is_some_and(|signature| signature.by.contains(&Hat::Person(me.clone())));
    let word = if own(RECEIVER) {
        "接收人"
    } else if own(SUPERVISOR)
        || state.signatures.get(SUPERVISOR).is_some_and(|s| s.by.iter().any(|hat| cx.actor.wears(hat)))
    {
        "监交人"
    } else {
        ""
    };
    format!("{word}{}", cx.facts.name(me))
}

/// The dispute that is meant: by its number, or the only one that waits.
fn meant(state: &State, no: Option<u32>, waits: impl Fn(&Dispute) -> bool) -> Result<&Dispute, Refusal> {
    let mut waiting = state.disputes.iter().filter(|dispute| waits(dispute) && no.is_none_or(|no| no == dispute.no));
    match (waiting.next(), waiting.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(Refusal::new("field_missing", "", "有几项争议，请选明是哪一项。").at("/dispute")),
        (None, _) => Err(Refusal::new("unknown_item", "", "没有这项争议，或已处理，请核对。").at("/dispute")),
    }
}

pub(super) fn answering(state: &State, answer: Answer, cx: &Context) -> Result<Event, Refusal> {
    checks::filled(&answer.answer.0, "/answer", "移交人答复")?;
    let dispute = meant(state, answer.dispute, |dispute| dispute.is_open() && dispute.answer.is_none())?;
    Ok(Event::DisputeAnswered(Answered { no: dispute.no, answer: answer.answer, day: cx.day }))
}

pub(super) fn settling(state: &State, settle: Settle, cx: &Context) -> Result<Event, Refusal> {
    let Settle { dispute, outcome, carried, due } = settle;
    checks::filled(&outcome.0, "/outcome", "处理意见")?;
    let meant = meant(state, dispute, Dispute::is_open)?;
    if due.is_some() && !carried {
        let sentence = "填写了续办期限，请同时选“列入续办”，或不填期限。";
        return Err(Refusal::new("field_missing", "", sentence).at("/carried"));
    }
    let (no, dispute) = (Some(meant.no), meant.text.clone());
    Ok(Event::DisputeSettled(Settled { no, dispute, outcome, day: cx.day, carried, due }))
}
