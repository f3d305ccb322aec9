//! What the forms of a handover cannot know from their types.

use super::super::{
    decide,
    facts::{Dispute, RECEIVER, Relation, State, Takeover},
};
use engine::{
    paper::Gate,
    procedure::{Aid, Context},
};
use serde_json::json;

pub(in super::super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state else { return Aid::default() };
    let note = || state.is_signed_by_any().then(|| "改动后已签的字作废，须重新签字".to_owned());
    match verb {
        "fill" | "add_items" => {
            let table = state.unfilled().next().or(state.tables.first());
            let prefill = match (table, verb) {
                (Some(table), "fill") => json!({"content": table.content, "none": table.none, "rows": table.rows}),
                (Some(table), _) => json!({"content": table.content}),
                (None, _) => json!({}),
            };
            Aid { prefill, note: note(), ..Aid::default() }
        }
        "fill_short" => {
            let rows: Vec<_> = state.items().map(|(_, content, item)| json!({"content": content, "matter": item.matter, "progress": item.progress, "due": item.due, "open": item.open})).collect();
            Aid { prefill: json!({"rows": rows, "rest_none": true}), note: note(), ..Aid::default() }
        }
        "fill_staffing" => Aid { prefill: json!({"staffing": state.staffing}), note: note(), ..Aid::default() },
        "fill_economy" => Aid { prefill: json!({"economy": state.economy}), note: note(), ..Aid::default() },
        "fill_custody" => Aid { prefill: json!({"custody": state.custody}), note: note(), ..Aid::default() },
        "remark" => Aid { prefill: json!({"notes": state.notes}), ..Aid::default() },
        "raise_dispute" => Aid { choices: vec![("/item", decide::subjects(state))], ..Aid::default() },
        "answer_dispute" => disputes(state, |dispute| dispute.answer.is_none()),
        "settle_dispute" => disputes(state, |_| true),
        "request_audit" => Aid {
            prefill: json!({"day": cx.day}),
            note: Some("登记提请函的日期和文号；经济责任审计事项随之记为已委托，不用再登记".into()),
            ..Aid::default()
        },
        "sign_successor" => Aid { note: state.takeover.as_ref().map(changes), ..Aid::default() },
        "tick" => {
            let missing: Vec<Relation> = state.missing_relations().collect();
            let early =
                state.completion.is_none() && missing.iter().any(|relation| decide::gate(*relation, cx) != Gate::Open);
            let choices =
                missing.iter().map(|relation| (relation.code().to_owned(), relation.title().to_owned())).collect();
            let note = early.then(|| "交接三方签字还没有齐备，按县里规定应先办结交接".to_owned());
            Aid { prefill: json!({"day": cx.day}), choices: vec![("/relation", choices)], note, ..Aid::default() }
        }
        "file_transfer" => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        "strike_off" => {
            let choices = state.open_items().map(|open| (open.key, open.matter)).collect();
            Aid { prefill: json!({"day": cx.day}), choices: vec![("/item", choices)], ..Aid::default() }
        }
        "sign_leaver" | "sign_receiver" | "sign_supervisor" => {
            let disputed = verb != "sign_leaver" && state.open_disputes().next().is_some();
            let require = if disputed { vec!["/reservation"] } else { Vec::new() };
            Aid { note: Some(after_signing(state)), require, ..Aid::default() }
        }
        _ => Aid::default(),
    }
}

fn after_signing(state: &State) -> String {
    let open = state.open_items().count();
    let receiver = state.signatures.get(RECEIVER).map_or("接收人", |signature| signature.word.as_str());
    if open == 0 {
        "三方签字齐备后交接完成".into()
    } else {
        format!("三方签字齐备后，{open}项未办结事项转{receiver}续办")
    }
}

/// The disputes that wait, to choose from.
fn disputes(state: &State, waits: impl Fn(&Dispute) -> bool) -> Aid {
    let open: Vec<&Dispute> = state.open_disputes().filter(|dispute| waits(dispute)).collect();
    let choice = |dispute: &&Dispute| {
        (dispute.no.to_string(), format!("第{}项，{}：{}", dispute.no, dispute.about, dispute.text))
    };
    let prefill = match open.as_slice() {
        [only] => json!({"dispute": only.no}),
        _ => json!({}),
    };
    Aid { prefill, choices: vec![("/dispute", open.iter().map(choice).collect())], ..Aid::default() }
}

/// What whoever follows signs for.
fn changes(takeover: &Takeover) -> String {
    if takeover.changed.is_empty() {
        "三方签字后没有变动，补签后由本人续办".to_owned()
    } else {
        format!("三方签字后的变动：{}", takeover.changed.join("；"))
    }
}
