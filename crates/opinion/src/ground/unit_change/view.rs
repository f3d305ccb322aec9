//! How a decision about units looks from outside.

use super::{
    facts::{Change, Ending, Event, Plan, Sheet, Stage, State},
    rules,
};
use crate::owed::{duty, open, section};
use engine::{
    access::Hat,
    policy::{Basis, Due},
    procedure::{Aid, Context, Duty, Effects, Line, Outline, Pace, Secrecy, Step, roles},
    words::{MatterId, Prose, UnitId},
};
use serde_json::json;

/// How many of each sort a line of the opinion stream names.
const NAMED: usize = 20;

impl Stage {
    /// The word people use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Registered => "待确认",
            Self::SentBack => "待补正",
            Self::Confirmed => "待生效",
            Self::Begun => "生效中",
            Self::Effected => "已生效",
            Self::Cancelled => "已撤回",
        }
    }
}

impl Change {
    /// The word people use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Merge => "合并",
            Self::Split => "分设",
            Self::Rename => "更名",
            Self::Abolish => "撤销",
            Self::Relevel => "调整规格",
        }
    }
}

/// 县林业局、县农机局合并为县林业发展局.
fn content(sheet: &Sheet) -> String {
    let names: Vec<&str> = sheet.parts.iter().map(|part| part.name.as_str()).collect();
    let names = names.join("、");
    let mut heirs: Vec<&str> =
        sheet.parts.iter().filter_map(|part| part.heir.as_ref()).map(|heir| heir.name.as_str()).collect();
    heirs.extend(sheet.begins.iter().map(|unit| unit.name.as_str()));
    heirs.sort_unstable();
    heirs.dedup();
    let heirs = heirs.join("、");
    match sheet.change {
        Change::Merge => format!("{names}合并为{heirs}"),
        Change::Split => format!("{names}分设{heirs}"),
        Change::Rename => format!("{names}更名为{}", sheet.new_name.as_deref().unwrap_or_default()),
        Change::Relevel => {
            let was = sheet.parts.first().and_then(|part| part.level.as_ref());
            let was = was.map_or_else(String::new, |level| format!("由{level}"));
            format!("{names}机构规格{was}调整为{}", sheet.new_level.as_deref().unwrap_or_default())
        }
        Change::Abolish if heirs.is_empty() => format!("撤销{names}"),
        Change::Abolish => format!("撤销{names}，由{heirs}承接"),
    }
}

/// The units touched, the old ones first.
fn units(state: &State) -> Vec<UnitId> {
    let parts = state.sheet.parts.iter();
    let heirs = parts.clone().filter_map(|part| part.heir.as_ref()).filter_map(|heir| state.unit_of(heir));
    let begun = state.begun.iter().map(|noted| noted.unit.clone());
    let mut units: Vec<UnitId> = Vec::new();
    for unit in parts.clone().map(|part| part.unit.clone()).chain(heirs).chain(begun) {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}

pub(super) fn outline(state: &State) -> Outline {
    let sheet = &state.sheet;
    // Before it takes effect nobody but the section learns of it through a unit's list.
    let open = state.stage == Stage::Effected;
    let began = state.begun.iter().map(|noted| ("新设单位", MatterId::from(&noted.unit)));
    Outline {
        title: format!("机构变动：{}", content(sheet)),
        stage: state.stage.word(),
        done: matches!(state.stage, Stage::Effected | Stage::Cancelled),
        persons: Vec::new(),
        units: if open { units(state) } else { Vec::new() },
        post: String::new(),
        period: None,
        secrecy: if open { Secrecy::Inner } else { Secrecy::Work },
        cells: json!({
            "change": sheet.change.word(),
            "units": content(sheet),
            "document": sheet.document,
            "authority": sheet.authority,
            "decided_on": sheet.decided_on,
            "effective_on": sheet.effective_on,
        }),
        links: began.collect(),
        text: words(sheet.note.as_ref()),
    }
}

pub(super) fn effects(state: &State) -> Effects {
    let sheet = &state.sheet;
    let duties: Vec<Duty> = match state.stage {
        Stage::Registered => {
            let due = open("对照机构变动文件和变动清单确认，到生效日期自动生效", "");
            vec![duty("confirm", "确认机构变动", roles(&rules::CONFIRMS), due)]
        }
        Stage::SentBack => vec![duty("revise", "补正机构变动登记", section(), open("退回补正", ""))],
        Stage::Confirmed => {
            let words =
                format!("文件规定自{}起施行，到期自动生效；未能自动生效的，由干部监督股办理", sheet.effective_on);
            let basis = Basis { limit: String::new(), clause: String::new(), words };
            vec![duty("begin", "机构变动生效", section(), Due { day: Some(sheet.effective_on), basis })]
        }
        Stage::Begun => {
            let due = open("登记新设单位、划转职务后完成", "");
            vec![duty("finish", "完成机构变动", vec![Hat::System], due)]
        }
        Stage::Effected | Stage::Cancelled => Vec::new(),
    };
    Effects { duties, ..Effects::default() }
}

fn words(note: Option<&Prose>) -> String {
    note.map_or_else(String::new, |note| note.0.clone())
}

pub(super) fn narrate(event: &Event) -> Line {
    let entered = |sheet: &Sheet| format!("{}：{}，自{}起", sheet.document, content(sheet), sheet.effective_on);
    match event {
        Event::Registered(entry) => Line::new("登记机构变动", entered(&entry.sheet)),
        Event::Revised(entry) => Line::new("补正登记", entered(&entry.sheet)),
        Event::Confirmed(confirmed) => {
            let said = confirmed.note.iter().map(|note| note.0.clone());
            let text = said.chain(lines(&confirmed.plan, &[], NAMED)).collect::<Vec<_>>().join("；");
            Line::new("确认机构变动", text)
        }
        Event::SentBack(because) => Line::new("退回补正", because.reason.0.clone()),
        Event::Cancelled(because) => Line::new("撤回登记", because.reason.0.clone()).grave(),
        Event::Begun(begun) => Line::new("办理生效", lines(&begun.plan, &[], NAMED).join("；")),
        Event::UnitNoted(noted) => Line::new("记入新设单位", noted.name.clone()),
        Event::Effected(_) => Line::new("完成生效", "单位、职务、账号和未办结事项已按决定变动"),
    }
}

/// What moves, in a few lines; `most` of each sort are named, posts with their unit where it is told which are touched.
fn lines(plan: &Plan, parts: &[Ending], most: usize) -> Vec<String> {
    let unit = |id: &UnitId| parts.iter().find(|part| part.unit == *id).map_or("", |part| part.name.as_str());
    let named = |names: Vec<String>| {
        let shown = names.iter().take(most).cloned().collect::<Vec<_>>().join("、");
        if names.len() > most { format!("{shown}等") } else { shown }
    };
    let holders = |holders: &[super::facts::Holder]| {
        let names: Vec<&str> = holders.iter().map(|holder| holder.name.as_str()).collect();
        if names.is_empty() { "（空缺）".to_owned() } else { format!("（{}）", names.join("、")) }
    };
    let ending = plan.ending.iter().map(|end| format!("{}{}", end.label, holders(&end.holders)));
    let moving = plan.moving.iter().map(|one| {
        let title = if one.title == one.was { String::new() } else { format!("改称{}", one.title) };
        format!("{}{}{}→{}{title}", unit(&one.from), one.was, holders(&one.holders), one.heir.name)
    });
    let rehung = plan.rehung.iter().map(|one| format!("{}→{}", one.name, one.heir.name));
    let matters = plan.matters.iter().map(|way| format!("{}→{}", way.number, way.heir.name));
    let groups: [(&str, Vec<String>); 4] = [
        ("职务撤销、开办离任交接", ending.collect()),
        ("职务随同划转", moving.collect()),
        ("下级单位改隶", rehung.collect()),
        ("未办结事项划转", matters.collect()),
    ];
    let some = groups.into_iter().filter(|(_, names)| !names.is_empty());
    some.map(|(what, names)| format!("{what}（{}）：{}", names.len(), named(names))).collect()
}

pub(super) fn steps(state: &State) -> Vec<Step> {
    let at = match state.stage {
        Stage::SentBack => 0,
        Stage::Registered => 1,
        Stage::Confirmed | Stage::Begun => 2,
        Stage::Effected | Stage::Cancelled => 3,
    };
    let last = if state.stage == Stage::Cancelled { "撤回" } else { "生效" };
    let days = [None, state.confirmed_on, Some(state.sheet.effective_on)];
    let words = ["登记", "确认", last];
    let step = |(index, (word, day)): (usize, (&str, _))| Step {
        word: word.into(),
        pace: Pace::at(index, at),
        day,
        who: None,
    };
    words.into_iter().zip(days).enumerate().map(step).collect()
}

pub(super) fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
    let note = |words: &str| Some(words.to_owned());
    match (state, verb) {
        (None, "register") => Aid {
            prefill: json!({"decided_on": cx.day}),
            note: note("班子职务随单位撤销，其他职务随同划转，另有规定的逐行填写；确认前可以看到变动清单"),
            ..Aid::default()
        },
        (Some(state), "revise") => Aid { prefill: json!(rules::entered(&state.sheet)), ..Aid::default() },
        (Some(state), "confirm" | "begin") => match rules::planned(&state.sheet, cx) {
            Ok(plan) => {
                let moves = lines(&plan, &state.sheet.parts, usize::MAX);
                let path = if moves.is_empty() {
                    vec!["没有职务、下级单位和未办结事项变动".to_owned()]
                } else {
                    moves
                };
                Aid {
                    path,
                    heading: Some("变动清单"),
                    note: note("到生效日期在登记簿一次办理；撤销本事项即全部恢复"),
                    ..Aid::default()
                }
            }
            Err(refusal) => Aid { note: Some(refusal.sentence), ..Aid::default() },
        },
        _ => Aid::default(),
    }
}
