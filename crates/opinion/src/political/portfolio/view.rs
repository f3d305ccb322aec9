//! How a division of work looks from outside.

use super::{
    facts::{Edition, Entry, Event, State},
    rules::{AGAIN, ENTER, FILING},
    stage,
};
use crate::{
    checks::day_cell,
    owed::{self, duty},
};
use engine::{
    days::Period,
    policy::Clock,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Secrecy},
    words::PersonId,
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let current = state.current.as_ref();
    let mut persons: Vec<(As, PersonId)> = Vec::new();
    let listed = current.iter().flat_map(|current| &current.entries).map(|entry| &entry.member);
    for person in listed.chain(state.gaps.iter().map(|gap| &gap.person)) {
        if !persons.iter().any(|(_, known)| known == person) {
            persons.push((As::Subject, person.clone()));
        }
    }
    let until = state.temporary().map(|(_, until)| until).min();
    let text =
        current.iter().flat_map(|current| &current.entries).map(|entry| format!("{}{}", entry.name, entry.charge));
    Outline {
        title: format!("{}班子分工", state.unit_name),
        stage: state.stage(),
        done: state.closed.is_some(),
        persons,
        units: vec![state.opened.unit.clone()],
        post: String::new(),
        period: until.zip(current).map(|(until, current)| Period::days(current.from.min(until), until)),
        secrecy: Secrecy::Inner,
        cells: json!({
            "unit": state.unit_name,
            "from": day_cell(current.map(|current| current.from)),
            "members": current.map_or(0, |current| current.entries.len()),
            "temporary": day_cell(until),
            "gaps": state.gaps.len(),
            "notes": current.map_or_else(String::new, |current| current.notes.join("；")),
            "filed": day_cell(current.and_then(|current| Some(current.filed.as_ref()?.day))),
        }),
        links: state.gaps.iter().filter_map(|gap| Some(("任免决定", gap.decision.clone()?))).collect(),
        text: text.collect::<Vec<_>>().join(" "),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    if state.stage() == stage::CLOSED {
        return Effects::default();
    }
    let Some(current) = &state.current else {
        let due = clock.due(ENTER, state.opened.day, "开启分工台账");
        return Effects {
            duties: vec![duty("divide", "研究并登记班子分工", state.first_hats(), due)],
            ..Effects::default()
        };
    };
    let again = (1..).zip(&state.gaps).map(|(number, gap): (usize, _)| Duty {
        key: format!("divide:{number}"),
        ..duty(
            "divide",
            &format!("重新分工：{}", gap.words),
            owed::unit(&state.opened.unit),
            clock.due(AGAIN, gap.day, "事由发生"),
        )
    });
    let mut duties: Vec<Duty> = again.collect();
    if current.filed.is_none() {
        let due = clock.due(FILING, current.decided_on, "研究分工");
        duties.push(duty("file", "分工表报纪委监委、组织部备案", owed::unit(&state.opened.unit), due));
    }
    Effects { duties, ..Effects::default() }
}

fn entry_words(entry: &Entry) -> String {
    let five =
        if entry.five_words.is_empty() { String::new() } else { format!("（直接分管{}）", entry.five_words) };
    let partner = if entry.partner_name.is_empty() { String::new() } else { format!("，B角{}", entry.partner_name) };
    let until = entry.until.map_or_else(String::new, |until| format!("，临时分管至{}", until.sentence()));
    format!("{}：{}{five}{partner}{until}", entry.name, entry.charge)
}

fn edition_words(edition: &Edition) -> String {
    let lines = edition.entries.iter().map(entry_words).chain(edition.notes.iter().map(|note| format!("提示：{note}")));
    format!("{}起，{}。{}", edition.from.sentence_with_year(), edition.document, lines.collect::<Vec<_>>().join("；"))
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Opened(opened) => Line::new("开启分工台账", opened.unit_name.clone()),
        Event::Divided(decided) => Line::new("分工", edition_words(&decided.edition)),
        Event::Filed(filed) => {
            let file = &filed.file;
            let words = format!("{}报纪委监委，{}报组织部", file.discipline.sentence(), file.organization.sentence());
            Line::new("报送备案", words)
        }
        Event::GapFound(gap) => Line::new("须重新分工", gap.words.clone()),
        Event::Undone(_) => Line::new("任免决定撤回", "任免决定已更正或撤回，分工照旧"),
        Event::Closed(closed) => Line::new("单位撤并", format!("{}起停用，{}", closed.day.sentence(), closed.document)),
        Event::Reopened(reopen) => Line::new("单位恢复", reopen.document.clone()),
        Event::Renamed(rename) => Line::new("单位更名", rename.name.clone()),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let note =
        "正职（含主持工作）不直接分管财务、人事、工程建设、物资采购、行政审批；班子缺员须暂管的，写明理由和截止日期";
    match (state, verb) {
        (None, "enter") => {
            let unit = cx.actor.decider().and_then(|person| cx.facts.unit_of(person, cx.day));
            Aid {
                prefill: json!({ "unit": unit, "table": {"from": cx.day, "decided_on": cx.day} }),
                note: Some(note.to_owned()),
                ..Aid::default()
            }
        }
        (Some(state), "divide") => divide(state, note, cx),
        (Some(_), "file") => Aid { prefill: json!({"discipline": cx.day, "organization": cx.day}), ..Aid::default() },
        _ => Aid::default(),
    }
}

/// The last table to start from, without those who are gone; the body's members, where there is none.
fn divide(state: &State, note: &str, cx: &Context) -> Aid {
    let members = cx.facts.members(&state.opened.unit, cx.day);
    let mut rows: Vec<_> = state
        .entries()
        .filter(|entry| members.iter().any(|seat| seat.person == entry.member))
        .map(|entry| {
            json!({"member": entry.member, "charge": entry.charge, "five": entry.five, "partner": entry.partner,
                "temporary": entry.temporary, "until": entry.until})
        })
        .collect();
    let mut new: Vec<&PersonId> = Vec::new();
    for seat in &members {
        if !new.contains(&&seat.person) && !state.entries().any(|entry| entry.member == seat.person) {
            new.push(&seat.person);
        }
    }
    rows.extend(new.into_iter().map(|who| json!({"member": who, "charge": "", "five": []})));
    Aid {
        prefill: json!({"from": cx.day, "decided_on": cx.day, "rows": rows}),
        note: Some(note.to_owned()),
        path: state.gaps.iter().map(|gap| gap.words.clone()).collect(),
        heading: Some("重新分工的事由"),
        ..Aid::default()
    }
}
