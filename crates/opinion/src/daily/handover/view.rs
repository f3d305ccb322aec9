//! How a handover looks from outside.

use super::{
    deeds::Event,
    facts::{Form, RECEIVER, Stage, State},
};
use engine::{
    procedure::{Aid, As, Context, Line, Outline, Pace, Secrecy, Step},
    words::{MatterId, Prose},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let left = &state.left;
    let stage = state.stage();
    let receiver = state.receiver.iter().map(|party| (As::Receiver, party.person.clone()));
    let supervisor = state.supervisor.iter().map(|party| (As::Supervisor, party.person.clone()));
    let carrier = state.carrier.iter().map(|party| (As::Receiver, party.person.clone()));
    let mut persons = vec![(As::Subject, left.leaver.clone())];
    for concern in receiver.chain(supervisor).chain(carrier) {
        if !persons.contains(&concern) {
            persons.push(concern);
        }
    }
    let link = |decision: &MatterId| ("任免", decision.clone());
    let texts = state.items().map(|(_, _, item)| item.matter.as_str());
    let notes = state.notes.iter().chain(&state.dispute).map(Prose::as_str);
    Outline {
        title: format!("离任交接：{}，{}", left.name, left.label),
        stage: stage.word(),
        done: matches!(stage, Stage::Done | Stage::Ended),
        persons,
        units: std::iter::once(left.unit.clone()).chain(left.to_unit.clone()).collect(),
        post: left.label.clone(),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({
            "left_on": left.day,
            "reason": left.reason_word,
            "form": match left.form { Form::Full => "交接书", Form::Short => "短表" },
            "receiver": state.receiver.as_ref().map(|party| &party.name),
            "supervisor": state.supervisor.as_ref().map(|party| &party.name),
            "signed_on": state.completion.as_ref().map(|completion| completion.day),
            "days_late": state.completion.as_ref().map(|completion| completion.days_late),
            "open_items": state.open_items().count(),
            "relations": relations(state),
        }),
        links: left.decision.iter().map(link).collect(),
        text: texts.chain(notes).collect::<Vec<_>>().join(" "),
    }
}

/// 2/3; empty where nothing has to move.
fn relations(state: &State) -> String {
    let asked = state.left.relations.len();
    if asked == 0 { String::new() } else { format!("{}/{asked}", asked - state.missing_relations().count()) }
}

fn said(text: Option<&Prose>) -> String {
    text.map_or_else(String::new, |text| text.0.clone())
}

/// Whose signatures a change took back.
fn taken_back(unsigned: &[String]) -> String {
    let taken = unsigned.join("、");
    if taken.is_empty() { String::new() } else { format!("；{taken}已签字作废，须重新签字") }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => {
            let left = &opened.left;
            let unit = if opened.by_unit.is_some() { "，由单位代办" } else { "" };
            Line::new("开办交接", format!("{}起{}，离任{}{unit}", left.day, left.reason_word, left.label))
        }
        Event::Filled(filled) => {
            let rows = if filled.none { "无此类情况".to_owned() } else { format!("{}项", filled.rows.len()) };
            let again = taken_back(&filled.unsigned);
            Line::new("填写交接内容", format!("{}：{rows}{again}", filled.content.title()))
        }
        Event::FilledShort(filled) => {
            let again = taken_back(&filled.unsigned);
            Line::new("填写交接短表", format!("列{}项，其余无此类情况{again}", filled.rows.len()))
        }
        Event::ShortFormUsed(because) => Line::new("改用交接短表", because.reason.0.clone()),
        Event::DisputeSettled(settled) => Line::new("处理争议", format!("{}：{}", settled.dispute, settled.outcome)),
        Event::ClockStopped(because) => Line::new("停止计时", because.reason.0.clone()).grave(),
        Event::Remarked(remarks) => {
            let dispute = remarks.dispute.as_ref().map_or_else(String::new, |text| format!("争议：{text}"));
            let text = [said(remarks.notes.as_ref()), dispute];
            Line::new("说明和争议", text.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；"))
        }
        Event::ReceiverNamed(named) => {
            let acting = if named.party.acting { "（主持工作，代接）" } else { "" };
            Line::new("确定接收人", format!("{}{acting} {}", named.party.name, said(named.reason.as_ref())))
        }
        Event::SupervisorNamed(named) => {
            Line::new("指定监交人", format!("{} {}", named.party.name, said(named.reason.as_ref())))
        }
        Event::Represented(because) => Line::new("改由单位代办", because.reason.0.clone()).grave(),
        Event::Signed(signed) => {
            let all = if signed.completion.is_some() { "，签字齐备" } else { "" };
            let late = signed.late_reason.as_ref().map_or_else(String::new, |reason| format!("；逾期原因：{reason}"));
            Line::new(format!("{}签字", signed.word), format!("{}{all}{late}", signed.day))
        }
        Event::DelayExplained(because) => Line::new("说明逾期原因", because.reason.0.clone()),
        Event::ClockStarted(start) => Line::new("开始计时", format!("自{}起。{}", start.from, start.reason)),
        Event::Ticked(tick) => {
            let number = tick.number.as_ref().map_or_else(String::new, |number| format!("，{number}"));
            Line::new("关系转接", format!("{} {}{number}", tick.relation.title(), tick.day))
        }
        Event::TransferFiled(filing) => {
            let document = filing.document.clone().unwrap_or_default();
            Line::new("转接备案", format!("{} {document}", filing.day))
        }
        Event::StruckOff(struck) => Line::new("销号", format!("{}：{}", struck.matter, struck.result)),
        Event::Succeeded(party) => Line::new("接任续办", party.name.clone()),
        Event::Ended(_) => Line::new("终止", "任免撤回，交接随之终止").grave(),
        Event::Restored(restored) => {
            Line::new("任免更正", format!("离岗日期{}，{}", restored.left.day, restored.left.label))
        }
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
    words.push(("续办", signed.is_some() && state.open_items().next().is_none(), None));
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
    let mut why = Vec::new();
    if !unfilled.is_empty() {
        why.push(format!("{}还没有填写", unfilled.join("、")));
    }
    if state.receiver.is_none() {
        why.push("接收人还没有确定".to_owned());
    }
    vec![("签字", why.join("；"))]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let Some(state) = state else { return Aid::default() };
    let signed = state.signatures.0.iter().any(|signature| signature.day.is_some());
    match verb {
        "fill" | "add_items" => {
            let table = state.unfilled().next().or(state.tables.first());
            let prefill = match (table, verb) {
                (Some(table), "fill") => json!({"content": table.content, "none": table.none, "rows": table.rows}),
                (Some(table), _) => json!({"content": table.content}),
                (None, _) => json!({}),
            };
            Aid {
                prefill, note: signed.then(|| "改动后已签的字作废，须重新签字".into()), ..Aid::default()
            }
        }
        "fill_short" => {
            let rows: Vec<_> = state.items().map(|(_, content, item)| json!({"content": content, "matter": item.matter, "progress": item.progress, "due": item.due, "open": item.open})).collect();
            let note = signed.then(|| "改动后已签的字作废，须重新签字".into());
            Aid { prefill: json!({"rows": rows, "rest_none": true}), note, ..Aid::default() }
        }
        "remark" => Aid { prefill: json!({"notes": state.notes, "dispute": state.dispute}), ..Aid::default() },
        "tick" => {
            let missing = state.missing_relations();
            let choices = missing.map(|relation| (relation.code().to_owned(), relation.title().to_owned())).collect();
            Aid { prefill: json!({"day": cx.day}), choices: vec![("/relation", choices)], ..Aid::default() }
        }
        "file_transfer" => Aid { prefill: json!({"day": cx.day}), ..Aid::default() },
        "strike_off" => {
            let choices = state.open_items().map(|(key, _, item)| (key, item.matter.clone())).collect();
            Aid { prefill: json!({"day": cx.day}), choices: vec![("/item", choices)], ..Aid::default() }
        }
        "sign_leaver" | "sign_receiver" | "sign_supervisor" => {
            Aid { note: Some(after_signing(state)), ..Aid::default() }
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
