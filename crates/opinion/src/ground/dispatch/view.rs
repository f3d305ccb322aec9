//! How an issued paper looks from outside.

use super::{
    facts::{Drafted, Event, Receiver, State},
    fill::{MAIN, copied, named},
    rules::{CLAUSE, SIGNING, own, signers},
    stage,
};
use crate::owed::{duty, open, section};
use engine::{
    days::{Day, Period},
    paper::Template,
    policy::Clock,
    procedure::{Aid, As, Context, DocumentEntry, Duty, Effects, Entry, Line, Outline, Pace, Secrecy, Step},
    words::{PersonId, UnitId},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let (drafted, draft) = (&state.drafted, &state.drafted.draft);
    let document = state.issued.as_ref().map_or("", |issued| issued.document.as_str());
    let stage = state.stage();
    // Nobody sees a paper that is sent to him before it is sent.
    let receivers = || drafted.receivers.iter().filter(|_| state.issued.is_some());
    let units: Vec<UnitId> = receivers().filter_map(|one| one.unit.clone()).collect();
    let person = |one: &Receiver| one.person.clone().map(|person: PersonId| (As::Subject, person));
    Outline {
        title: format!("{document}{}{}", if document.is_empty() { "" } else { "　" }, draft.title),
        stage,
        done: stage == stage::DONE,
        persons: receivers().filter_map(person).collect(),
        units,
        post: String::new(),
        period: state.issued.as_ref().map(|issued| Period::days(issued.day, issued.day)),
        secrecy: if draft.mark.is_some() { Secrecy::Work } else { Secrecy::Inner },
        cells: json!({
            "document": document,
            "title": draft.title,
            "main": named(drafted, MAIN).join("、"),
            "issued": state.issued.as_ref().map_or_else(String::new, |issued| issued.day.to_string()),
            "signer": state.issued.as_ref().map_or("", |issued| issued.signer.as_str()),
            "outstanding": if state.issued.is_some() { state.outstanding_names() } else { String::new() },
            "duns": state.duns.len(),
            "code": drafted.code,
            "copies_to": copied(drafted),
            "copies": draft.copies,
            "mark": draft.mark.map_or("", |mark| mark.word()),
        }),
        links: vec![("发文所据事项", draft.matter.clone())],
        text: format!("{} {document}", drafted.paper),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    let mut duties = Vec::new();
    match state.stage() {
        stage::SIGNING => {
            duties.push(duty("issue", "签发文书", signers(), clock.due(SIGNING, state.drafted.day, "拟稿")));
        }
        stage::RETURNED => duties.push(duty("revise", "修改退回的文稿", section(), open("按退回理由修改", CLAUSE))),
        _ => duties.extend(receipts(state, clock)),
    }
    let given = state.issued.as_ref().map(|issued| {
        let (series, year, number) = (issued.series.clone(), issued.year, issued.number);
        Entry::Document(DocumentEntry { series, year, number })
    });
    Effects { duties, registry: given.into_iter().collect(), ..Effects::default() }
}

/// A signature of each who has not given it; and, the days being over, a reminder by the issuer. Each reminder makes the duty a new one,
/// so that whoever owes it is told again.
fn receipts(state: &State, clock: &Clock) -> Vec<Duty> {
    let Some(due) = state.receipt_due(clock) else { return Vec::new() };
    let again = match state.duns.len() {
        0 => String::new(),
        times => format!("（已催办{times}次）"),
    };
    let one = |receiver: &Receiver| Duty {
        key: format!("receive:{}:{}", receiver.key(), state.duns.len()),
        ..duty("receive", &format!("{}签收{}{again}", receiver.name, document(state)), receiver.hats(), due.clone())
    };
    let mut duties: Vec<Duty> = state.outstanding().map(one).collect();
    let reminded = |day| state.duns.iter().any(|dunned| dunned.day >= day);
    if let Some(lapsed) = state.lapsed.as_ref().filter(|lapsed| !reminded(lapsed.day) && !duties.is_empty()) {
        let what = format!("催办签收：{}", state.outstanding_names());
        let words = format!("签收期限{}已过", lapsed.due.sentence());
        duties.push(duty("dun", &what, section(), open(&words, CLAUSE)));
    }
    duties
}

fn document(state: &State) -> &str {
    state.issued.as_ref().map_or("", |issued| issued.document.as_str())
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Drafted(one) => Line::new("拟稿发文", sheet(one)),
        Event::Revised(one) => Line::new("修改文稿", sheet(one)),
        Event::Issued(one) => {
            let opinion = one.opinion.as_ref().map_or_else(String::new, |opinion| format!("：{opinion}"));
            Line::new("签发", format!("{}{opinion}", one.document))
        }
        Event::SentBack(one) => Line::new("退回修改", one.reason.0.clone()),
        Event::Received(one) => {
            let note = one.note.as_ref().map_or_else(String::new, |note| format!("：{note}"));
            Line::new("签收", format!("{}，{}签收{note}", one.name, one.by))
        }
        Event::Dunned(one) => Line::new("催办签收", format!("{}：{}", one.outstanding, one.note)),
        Event::Lapsed(one) => {
            Line::new("逾期未签收", format!("签收期限{}，未签收：{}", one.due.sentence(), one.outstanding)).grave()
        }
    }
}

fn sheet(drafted: &Drafted) -> String {
    let copies = copied(drafted);
    let copies = if copies.is_empty() { copies } else { format!("，抄送{copies}") };
    format!("{}，主送{}{copies}", drafted.draft.title, named(drafted, MAIN).join("、"))
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let step = |word: &str, pace, day, who: Option<String>| Step { word: word.to_owned(), pace, day, who };
    let issued = state.issued.as_ref();
    let pace = |done: bool, current: bool| match (done, current) {
        (true, _) => Pace::Done,
        (false, true) => Pace::Current,
        (false, false) => Pace::Later,
    };
    let signing = pace(issued.is_some(), state.returned.is_none());
    let receiving = pace(state.stage() == stage::DONE, issued.is_some());
    vec![
        step("拟稿", pace(state.returned.is_none(), true), Some(state.drafted.day), None),
        step("签发", signing, issued.map(|issued| issued.day), issued.map(|issued| issued.signer.clone())),
        step("签收", receiving, state.received.last().map(|received| received.day), None),
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (_, "draft" | "revise") => {
            let papers = cx.policy.papers().filter(|template| template.code.is_some());
            let choice = |template: &Template| (template.id.clone(), template.title.clone());
            let prefill = state.map(|state| serde_json::to_value(&state.drafted.draft).unwrap_or_default());
            Aid {
                prefill: prefill.unwrap_or_default(),
                choices: vec![("/paper", papers.map(choice).collect())],
                note: Some("文号在签发时取得，签发前不占号；内容以签发时的事项为准".to_owned()),
                ..Aid::default()
            }
        }
        (Some(state), "issue") => {
            let (series, year) = (&state.drafted.code, Day::at(cx.now).year());
            let next = cx.facts.last_document(series, year) + 1;
            let note = format!("签发后取得{series}〔{year}〕{next}号，文书内容随即固定");
            Aid { note: Some(note), ..Aid::default() }
        }
        (Some(state), "receive") => match own(state, cx).as_slice() {
            [_] => Aid { hide: vec!["/receiver"], ..Aid::default() },
            several => {
                let choice = |one: &&Receiver| (one.key().to_owned(), one.name.clone());
                let choices = vec![("/receiver", several.iter().map(choice).collect())];
                Aid { choices, require: vec!["/receiver"], ..Aid::default() }
            }
        },
        (Some(state), "dun") => {
            Aid { note: Some(format!("未签收：{}", state.outstanding_names())), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}
