//! How a roster looks from outside.

use super::{
    facts::{ClashFound, Event, Seat, Shift, State},
    rules::{SWAP, shift_words},
    stage,
};
use crate::owed::duty;
use engine::{
    policy::Clock,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Secrecy, Watch},
    words::PersonId,
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let period = state.period();
    let mut persons: Vec<(As, PersonId)> = Vec::new();
    for person in state.shifts.iter().flat_map(|shift| [&shift.leader, &shift.keeper]) {
        // He takes part; the roster is not about him.
        if !persons.iter().any(|(_, known)| known == person) {
            persons.push((As::Watch, person.clone()));
        }
    }
    let day = |day: Option<engine::days::Day>| day.map_or_else(String::new, |day| day.to_string());
    let (first, last) = (state.shifts.first(), state.shifts.last());
    let words = first.zip(last).map_or_else(String::new, |(first, last)| {
        format!("{}至{}", first.day.sentence_with_year(), last.day.sentence())
    });
    Outline {
        title: format!("{}值班表，{words}", state.entered.unit_name),
        stage: state.stage(),
        done: state.ended.is_some(),
        persons,
        units: vec![state.entered.unit.clone()],
        post: String::new(),
        period,
        secrecy: Secrecy::Inner,
        cells: json!({
            "unit": state.entered.unit_name,
            "from": day(first.map(|shift| shift.day)),
            "until": day(last.map(|shift| shift.day)),
            "watches": state.shifts.len(),
            "swapped": state.swapped,
            "clashes": state.clashes.len(),
        }),
        links: state.clashes.iter().map(|clash| ("外出", clash.find.matter.clone())).collect(),
        text: String::new(),
    }
}

pub(super) fn effects(state: &State, clock: &Clock) -> Effects {
    if state.stage() == stage::OVER {
        return Effects::default();
    }
    let watch = |shift: &Shift, seat: Seat| Watch {
        unit: state.entered.unit.clone(),
        person: shift.seated(seat).clone(),
        period: shift.part.period(shift.day),
        leading: seat == Seat::Leader,
        label: shift.part.word().to_owned(),
    };
    let both = |shift: &Shift| [watch(shift, Seat::Leader), watch(shift, Seat::Keeper)];
    let owed = |clash: &ClashFound| {
        let find = &clash.find;
        Duty {
            key: format!("swap:{}:{}:{}", find.day, find.part.word(), find.seat.word()),
            ..duty("swap", &format!("调班：{}", clash.words), state.unit_hats(), clock.due(SWAP, find.day, "值班"))
        }
    };
    Effects {
        duties: state.clashes.iter().map(owed).collect(),
        watches: state.shifts.iter().flat_map(both).collect(),
        ..Effects::default()
    }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Entered(entered) => {
            let one = |shift: &Shift| {
                format!("{}带班{}、值班{}", shift_words(shift.day, shift.part), shift.leader_name, shift.keeper_name)
            };
            let lines = entered.shifts.iter().map(one).chain(entered.notes.iter().cloned());
            Line::new("登记值班表", lines.collect::<Vec<_>>().join("；"))
        }
        Event::Swapped(swapped) => {
            let swap = &swapped.swap;
            let words = format!(
                "{}{}{}由{}换为{}：{}",
                swap.day.sentence(),
                swap.part.word(),
                swap.seat.word(),
                swapped.was,
                swapped.now,
                swap.reason
            );
            Line::new("调班", words)
        }
        Event::ClashFound(found) => Line::new("值班与外出重叠", found.words.clone()).grave(),
        Event::ClashGone(gone) => Line::new("重叠消除", format!("{}起不再外出", gone.on.sentence())),
        Event::Ended(ended) => Line::new("值班结束", format!("最后一班{}", ended.day.sentence())),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    match (state, verb) {
        (None, "enter") => {
            let unit = cx.actor.decider().and_then(|person| cx.facts.unit_of(person, cx.day));
            let note = "一行一班；夜班到次日上午。已获批外出的不能排班，待审批的批准后须调班";
            Aid { prefill: json!({ "unit": unit }), note: Some(note.to_owned()), ..Aid::default() }
        }
        (Some(state), "swap") => {
            let first = state.clashes.first().map(|clash| {
                let find = &clash.find;
                json!({"day": find.day, "part": find.part, "seat": find.seat, "reason": "外出"})
            });
            Aid {
                prefill: first.unwrap_or_default(),
                path: state.clashes.iter().map(|clash| clash.words.clone()).collect(),
                ..Aid::default()
            }
        }
        _ => Aid::default(),
    }
}
