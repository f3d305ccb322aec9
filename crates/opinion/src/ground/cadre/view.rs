//! How a cadre looks from outside.

use super::facts::{Card, Event, State};
use engine::{
    procedure::{Aid, As, Effects, Entry, Line, MERGED_INTO, Outline, PersonEntry, RelationEntry, Secrecy, Tenure},
    tagged,
    words::UnitId,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

pub(super) fn outline(state: &State) -> Outline {
    let mut units: Vec<UnitId> = Vec::new();
    let last = state.tenures.last().filter(|_| state.current().next().is_none());
    for held in state.current().chain(last) {
        if !units.contains(&held.unit) {
            units.push(held.unit.clone());
        }
    }
    let posts: Vec<&str> = state.current().map(|held| held.label.as_str()).collect();
    let former: Vec<&str> = state.tenures.iter().map(|held| held.label.as_str()).collect();
    let card = &state.card;
    Outline {
        title: card.name.clone(),
        stage: match (&state.merged, &state.departed) {
            (Some(_), _) => "已并入",
            (None, Some(_)) => "已退出管理",
            (None, None) => "在管",
        },
        done: state.merged.is_some() || state.departed.is_some(),
        persons: vec![(As::Subject, state.id.clone())],
        units,
        post: posts.join("，"),
        period: None,
        secrecy: Secrecy::Inner,
        cells: json!({
            "level": card.level,
            "rank": card.rank,
            "authority": card.authority,
            "birth": card.birth,
        }),
        links: state.merged.iter().map(|merge| (MERGED_INTO, (&merge.into).into())).collect(),
        text: former.join(" "),
    }
}

pub(super) fn effects(state: &State) -> Effects {
    let card = &state.card;
    let person = PersonEntry {
        id: state.id.clone(),
        name: card.name.clone(),
        sex: card.sex.word().into(),
        birth: card.birth.clone(),
        level: card.level.clone(),
        rank: card.rank.clone().unwrap_or_default(),
        authority: card.authority.word().into(),
        party: card.is_party_member(),
        works_since: card.works_since,
        active: state.merged.is_none() && state.departed.is_none(),
        order: card.order,
        id_digest: None,
    };
    let mut effects = Effects { registry: vec![Entry::Person(person)], ..Effects::default() };
    if state.merged.is_some() {
        return effects;
    }
    effects.registry.extend(state.relations.iter().map(|related| {
        Entry::Relation(RelationEntry {
            person: state.id.clone(),
            other: related.other.clone(),
            relation: related.relation.clone(),
        })
    }));
    effects.tenures = state
        .tenures
        .iter()
        .map(|held| Tenure {
            person: state.id.clone(),
            post: held.post.clone(),
            from: held.from,
            until: held.until,
            acting: held.acting,
        })
        .collect();
    effects
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Entered(entered) => {
            let posts: Vec<&str> = entered.tenures.iter().map(|held| held.label.as_str()).collect();
            Line::new("登记干部", format!("{} {}", entered.card.name, posts.join("，")))
        }
        Event::Changed(changed) => Line::new("更新基本情况", changed.differences.join("；")),
        Event::IdNumberSet(new) => {
            Line::new("补录身份证号", new.reason.as_ref().map_or_else(String::new, |reason| reason.0.clone()))
        }
        Event::FileKept(kept) => Line::new("更新任免审批表内容", kept.differences.join("、")),
        Event::RelationAdded(related) => Line::new("登记亲属关系", format!("{}（{}）", related.name, related.relation)),
        Event::RelationEnded(end) => Line::new("解除亲属关系", end.reason.0.clone()),
        Event::Departed(departed) => {
            let note = departed.note.as_ref().map_or_else(String::new, |note| format!("。{note}"));
            Line::new("退出管理", format!("{}起，{}{note}", departed.day, departed.reason_word)).grave()
        }
        Event::Restored(restore) => Line::new("恢复管理", format!("{}起。{}", restore.day, restore.reason)),
        Event::Merged(merge) => Line::new("并入另一档案", merge.reason.0.clone()).grave(),
        Event::Absorbed(absorbed) => Line::new("接收并入的档案", format!("补入任职经历{}条", absorbed.tenures.len())),
        Event::PostTaken(held) => {
            let acting = if held.acting { "（主持工作）" } else { "" };
            Line::new("任职", format!("{}起任{}{acting}", held.from, held.label))
        }
        Event::PostLeft(left) => Line::new("离任", format!("{}起不再任{}，{}", left.day, left.label, left.reason_word)),
        Event::PostsUndone(_) => Line::new("撤回任免记录", "任免事项撤销或更正").grave(),
    }
}

pub(super) fn aid(state: Option<&State>, verb: &str) -> Aid {
    match (state, verb) {
        (Some(state), "change") => Aid { prefill: json!(state.card), ..Aid::default() },
        (Some(state), "keep_file") => Aid { prefill: json!(state.file), ..Aid::default() },
        (Some(state), "end_relation") => {
            let known = state.relations.iter();
            let choices = known.map(|r| (r.other.0.clone(), format!("{}（{}）", r.name, r.relation))).collect();
            Aid { choices: vec![("/other", choices)], ..Aid::default() }
        }
        (Some(_), "merge_into") => Aid {
            note: Some("并入后本档案不再使用，任职经历和亲属转到另一档案".into()),
            ..Aid::default()
        },
        _ => Aid::default(),
    }
}

/// What a new card changes, field by field, in the words of the form.
pub(super) fn differences(was: &Card, now: &Card) -> Vec<String> {
    let (was, now, schema) = (json!(was), json!(now), tagged::schema::<Card>());
    let titles = schema.get("properties").and_then(Value::as_object);
    let changed = titles.into_iter().flatten().filter(|(key, _)| was.get(key) != now.get(key));
    changed
        .map(|(key, field)| {
            let title = field.get("title").and_then(Value::as_str).unwrap_or(key);
            match (plain(was.get(key)), plain(now.get(key))) {
                (Some(was), Some(now)) => format!("{title}：{was}→{now}"),
                _ => format!("{title}已更新"),
            }
        })
        .collect()
}

/// The words of the fields in which two values of one kind differ.
pub(super) fn changed_titles<T: Serialize + JsonSchema>(was: &T, now: &T) -> Vec<String> {
    let (was, now, schema) = (json!(was), json!(now), tagged::schema::<T>());
    let titles = schema.get("properties").and_then(Value::as_object);
    let changed = titles.into_iter().flatten().filter(|(key, _)| was.get(key) != now.get(key));
    changed.map(|(key, field)| field.get("title").and_then(Value::as_str).unwrap_or(key).to_owned()).collect()
}

/// A value that fits into a line; none for what has fields of its own.
fn plain(value: Option<&Value>) -> Option<String> {
    match value {
        None | Some(Value::Null) => Some("无".into()),
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(_) => None,
    }
}
