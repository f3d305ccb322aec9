//! How a decision about posts looks from outside.

use super::{
    facts::{Event, Sheet, Stage, State},
    rules,
};
use engine::{
    access::Hat,
    policy::Basis,
    procedure::{Aid, As, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step, roles},
    words::{Prose, UnitId},
};
use serde_json::json;

impl Stage {
    /// The word people use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Registered => "待确认",
            Self::SentBack => "待补正",
            Self::Confirmed => "已生效",
            Self::Cancelled => "已撤回",
        }
    }
}

/// 调动，离任云亭镇党委书记；任县财政局局长.
fn change(sheet: &Sheet) -> String {
    let left = sheet.leaves.iter().map(|left| format!("{}，离任{}", left.reason_word, left.label));
    let taken = sheet.takes.iter().map(|taken| {
        let how = match (taken.acting, taken.seconded) {
            (true, _) => "（主持工作）",
            (false, true) => "（挂职）",
            (false, false) => "",
        };
        format!("任{}{how}", taken.label)
    });
    left.chain(taken).collect::<Vec<_>>().join("；")
}

pub(super) fn outline(state: &State) -> Outline {
    let sheet = &state.sheet;
    // Before it takes effect nobody but the section learns of it through a unit's list.
    let open = state.stage == Stage::Confirmed && !sheet.leaves.iter().any(|left| left.discreet);
    let mut units: Vec<UnitId> = Vec::new();
    let touched = sheet.leaves.iter().map(|left| &left.unit).chain(sheet.takes.iter().map(|taken| &taken.unit));
    for unit in touched.filter(|_| open) {
        if !units.contains(unit) {
            units.push(unit.clone());
        }
    }
    Outline {
        title: format!("任免：{}，{}", sheet.name, change(sheet)),
        stage: state.stage.word(),
        done: matches!(state.stage, Stage::Confirmed | Stage::Cancelled),
        persons: vec![(As::Subject, sheet.person.clone())],
        units,
        post: sheet.post.clone(),
        period: None,
        secrecy: if open { Secrecy::Inner } else { Secrecy::Work },
        cells: json!({
            "change": change(sheet),
            "document": sheet.document,
            "decided_on": sheet.decided_on,
            "authority": sheet.authority,
        }),
        links: state.by.iter().map(|by| ("所随事项", by.clone())).collect(),
        text: words(sheet.note.as_ref()),
    }
}

pub(super) fn effects(state: &State) -> Effects {
    let duty = |key: &str, what: &str, owner: Vec<Hat>, words: &str| Duty {
        key: key.into(),
        what: what.into(),
        owner,
        due: None,
        basis: Basis { limit: String::new(), clause: String::new(), words: words.into() },
        verb: Some(key.into()),
        with_post: true,
    };
    let duties = match state.stage {
        Stage::Registered => vec![duty("confirm", "确认任免", roles(&rules::CONFIRMS), "对照任免文件确认后生效")],
        Stage::SentBack => vec![duty("revise", "补正任免登记", roles(&rules::ENTERS), "退回补正")],
        Stage::Confirmed | Stage::Cancelled => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

fn words(note: Option<&Prose>) -> String {
    note.map_or_else(String::new, |note| note.0.clone())
}

pub(super) fn narrate(event: &Event) -> Line {
    let entered = |sheet: &Sheet| format!("{}：{}", sheet.document, change(sheet));
    match event {
        Event::Registered(entry) => Line::new("登记任免决定", entered(&entry.sheet)),
        Event::Revised(entry) => Line::new("补正登记", entered(&entry.sheet)),
        Event::Confirmed(confirmed) => Line::new("确认生效", words(confirmed.note.as_ref())),
        Event::SentBack(because) => Line::new("退回补正", because.reason.0.clone()),
        Event::Cancelled(because) => Line::new("撤回登记", because.reason.0.clone()).grave(),
        Event::Followed(entry) => Line::new("随批登记任免", entered(&entry.sheet)),
        Event::Withdrawn(_) => Line::new("随批撤回任免", "所随事项已撤销").grave(),
    }
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let (first, second) = match state.stage {
        Stage::SentBack => (Pace::Current, Pace::Later),
        Stage::Registered => (Pace::Done, Pace::Current),
        Stage::Confirmed | Stage::Cancelled => (Pace::Done, Pace::Done),
    };
    let last = if state.stage == Stage::Cancelled { "撤回" } else { "确认" };
    vec![
        Step { word: "登记".into(), pace: first, day: None, who: None },
        Step { word: last.into(), pace: second, day: state.confirmed_on, who: None },
    ]
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let note = |words: &str| Some(words.to_owned());
    match (state, verb) {
        (None, "register") => Aid {
            prefill: json!({"decided_on": cx.day}),
            note: note("股长确认后生效，按规定自动开办离任交接"),
            ..Aid::default()
        },
        (Some(state), "revise") => Aid { prefill: entered(&state.sheet), ..Aid::default() },
        (Some(_), "confirm") => {
            Aid { note: note("确认后记入任职经历，并按规定开办离任交接"), ..Aid::default() }
        }
        _ => Aid::default(),
    }
}

/// A kept decision as the form would have it.
fn entered(sheet: &Sheet) -> serde_json::Value {
    let leaves = sheet.leaves.iter().map(|left| json!({"post": left.post, "day": left.day, "reason": left.reason}));
    let takes = sheet
        .takes
        .iter()
        .map(|taken| json!({"post": taken.post, "day": taken.day, "acting": taken.acting, "seconded": taken.seconded}));
    json!({
        "person": sheet.person, "authority": sheet.authority, "document": sheet.document,
        "decided_on": sheet.decided_on, "leaves": leaves.collect::<Vec<_>>(), "takes": takes.collect::<Vec<_>>(),
        "to_unit": sheet.to_unit, "paper": sheet.paper, "note": sheet.note,
    })
}
