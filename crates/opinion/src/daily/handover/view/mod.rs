//! How a handover looks from outside.

mod aid;
mod narrate;

pub(super) use aid::aid;
pub(super) use narrate::narrate;

use super::facts::{Annex, Form, Stage, State};
use engine::{
    procedure::{As, Outline, Pace, Secrecy, Step},
    words::{MatterId, Prose},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let left = &state.left;
    let stage = state.stage();
    let receiver = state.receiver.iter().map(|party| (As::Receiver, party.person.clone()));
    let supervisor = state.supervisor.iter().map(|party| (As::Supervisor, party.person.clone()));
    let carrier = state.carrier.iter().map(|party| (As::Receiver, party.person.clone()));
    let follower = state.takeover.iter().map(|takeover| (As::Receiver, takeover.party.person.clone()));
    let stands_in = state.representative.iter().map(|party| (As::Signer, party.person.clone()));
    let mut persons = vec![(As::Subject, left.leaver.clone())];
    for concern in receiver.chain(supervisor).chain(carrier).chain(follower).chain(stands_in) {
        if !persons.contains(&concern) {
            persons.push(concern);
        }
    }
    let link = |decision: &MatterId| ("任免", decision.clone());
    let texts = state.items().map(|(_, _, item)| item.matter.as_str());
    let disputes = state.disputes.iter().map(|dispute| dispute.text.as_str());
    let notes = state.notes.iter().map(Prose::as_str).chain(disputes);
    Outline {
        title: format!("离任交接：{}，{}", left.name, left.label),
        stage: stage.word(),
        done: matches!(stage, Stage::Done | Stage::Ended),
        persons,
        units: std::iter::once(left.unit.clone()).chain(left.to_unit.clone()).collect(),
        post: std::iter::once(&left.label)
            .chain(left.also.iter().map(|also| &also.label))
            .cloned()
            .collect::<Vec<_>>()
            .join("、"),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({
            "left_on": left.day,
            "receiver": state.receiver.as_ref().map(|party| &party.name),
            "supervisor": state.supervisor.as_ref().map(|party| &party.name),
            "missing": missing(state),
            "signatures": signatures(state),
            "reason": left.reason_word,
            "form": match left.form { Form::Full => "交接书", Form::Short => "短表" },
            "signed_on": state.completion.as_ref().map(|completion| completion.day),
            "days_late": state.completion.as_ref().map(|completion| completion.days_late),
            "open_items": state.open_items().count() + state.open_disputes().count(),
            "audit": audit(state),
            "disputes": state.open_disputes().count(),
        }),
        links: left.decision.iter().map(link).collect(),
        text: texts.chain(notes).collect::<Vec<_>>().join(" "),
    }
}

/// What is missing, in few words: 内容2项、接收人、转接3项. Empty where it is done.
fn missing(state: &State) -> String {
    if state.undone {
        return String::new();
    }
    let several = |count: usize, what: &str| (count > 0).then(|| format!("{what}{count}项"));
    let mut words: Vec<String> = Vec::new();
    if state.completion.is_none() {
        words.extend(several(state.unfilled().count(), "内容"));
        words.extend(several(state.missing_annexes().count(), "附表"));
        words.extend(state.receiver.is_none().then(|| "接收人".to_owned()));
    }
    if state.stage() == Stage::Signing {
        let signers: Vec<&str> = state.signatures.missing().map(|signature| signature.word.as_str()).collect();
        words.push(format!("{}签字", signers.join("、")));
    }
    words.extend(several(state.open_disputes().count(), "争议"));
    let unmoved = state.missing_relations().count();
    words.extend(several(unmoved, "转接"));
    let unfiled = !state.left.relations.is_empty() && unmoved == 0 && state.filed.is_none();
    words.extend(unfiled.then(|| "转接备案".to_owned()));
    let unsigned = state.takeover.as_ref().is_some_and(|takeover| takeover.signed.is_none());
    words.extend(unsigned.then(|| "接任人补签".to_owned()));
    words.extend(state.owes_audit().then(|| "提请审计".to_owned()));
    words.join("、")
}

/// 1/3.
fn signatures(state: &State) -> String {
    let all = state.signatures.0.len();
    format!("{}/{all}", all - state.signatures.missing().count())
}

/// Where the audit of the leaving stands; empty where none is asked for.
fn audit(state: &State) -> &str {
    match (&state.audit, &state.audit_waived) {
        (Some(request), _) => &request.number,
        (None, Some(_)) => "不提请",
        (None, None) if state.left.audit => "待提请",
        (None, None) => "",
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let left = &state.left;
    let stage = state.stage();
    let filled = state.unfilled().next().is_none();
    let signed = state.completion.as_ref().map(|completion| completion.day);
    let mut words = vec![("离岗", true, Some(left.day)), ("填写", filled, None), ("签字", signed.is_some(), signed)];
    if !left.relations.is_empty() {
        let moved = state.missing_relations().next().is_none();
        let last = state.ticks.iter().map(|tick| tick.day).max().filter(|_| moved);
        words.push(("转接", moved, last));
        words.push(("备案", state.filed.is_some(), state.filed.as_ref().map(|filing| filing.day)));
    }
    let carried = state.open_items().next().is_none() && state.open_disputes().next().is_none();
    words.push(("续办", signed.is_some() && carried, None));
    if left.audit {
        words.push(("提请审计", !state.owes_audit(), state.audit.as_ref().map(|request| request.day)));
    }
    words.push((
        if stage == Stage::Ended { "终止" } else { "办结" },
        matches!(stage, Stage::Done | Stage::Ended),
        None,
    ));
    let mut current = false;
    words
        .into_iter()
        .map(|(word, done, day)| {
            let pace = match (done, current) {
                (true, _) => Pace::Done,
                (false, false) => Pace::Current,
                (false, true) => Pace::Later,
            };
            current |= !done;
            Step { word: word.into(), pace, day, who: None }
        })
        .collect()
}

/// Why nobody can sign yet.
pub(super) fn not_yet(state: &State) -> Vec<(&'static str, String)> {
    if state.undone || state.completion.is_some() || state.stage() == Stage::Signing {
        return Vec::new();
    }
    let unfilled: Vec<&str> = state.unfilled().map(|table| table.content.title()).collect();
    let annexes: Vec<&str> = state.missing_annexes().map(Annex::title).collect();
    let mut why = Vec::new();
    if !unfilled.is_empty() {
        why.push(format!("{}还没有填写", unfilled.join("、")));
    }
    if !annexes.is_empty() {
        why.push(format!("附表{}还没有填写", annexes.join("、")));
    }
    if state.receiver.is_none() {
        why.push("接收人还没有确定".to_owned());
    }
    vec![("签字", why.join("；"))]
}
