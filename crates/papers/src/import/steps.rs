//! A plan as actions of the register kinds `unit`, `post` and `cadre`, in the order in which they can be done.

use engine::words::MatterId;
use serde_json::{Map, Value, json};

use super::{Entry, Fate, NewPost, NewUnit, Plan, Ref};
use crate::roster::Source;

/// What a step acts on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A new matter of the step's kind, under this id.
    New(MatterId),
    /// A matter that exists.
    Existing(MatterId),
}

/// One action of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// `unit`, `post` or `cadre`.
    pub kind: &'static str,
    /// On what.
    pub target: Target,
    /// The action, flat: `{"verb": …}`. Holds a plain ID number where there is one: hand it to the desk only.
    pub action: Value,
    /// The row it comes from, for the refusal's place.
    pub source: Option<Source>,
}

impl Plan {
    /// The actions in order: units, posts, people. `fresh` gives a new id at each call.
    /// A plan with errors has no steps.
    pub fn steps(&self, fresh: &mut dyn FnMut() -> MatterId) -> Vec<Step> {
        if !self.is_ready() {
            return Vec::new();
        }
        let units: Vec<MatterId> = self.units.iter().map(|_| fresh()).collect();
        let posts: Vec<MatterId> = self.posts.iter().map(|_| fresh()).collect();
        let mut steps = Vec::new();
        for (unit, id) in self.units.iter().zip(&units) {
            let action = open_unit(unit, &units);
            steps.push(Step {
                kind: "unit",
                target: Target::New(id.clone()),
                action,
                source: Some(unit.source.clone()),
            });
        }
        for (post, id) in self.posts.iter().zip(&posts) {
            let action = open_post(post, &units);
            steps.push(Step {
                kind: "post",
                target: Target::New(id.clone()),
                action,
                source: Some(post.source.clone()),
            });
        }
        for entry in &self.people {
            let source = entry.sources.first().cloned();
            for (target, action) in of_person(entry, &posts, fresh) {
                steps.push(Step { kind: "cadre", target, action, source: source.clone() });
            }
        }
        steps
    }
}

fn id_of<Id: ToString>(of: &Ref<Id>, new: &[MatterId]) -> Value {
    match of {
        Ref::Known(id) => Value::from(id.to_string()),
        Ref::New(place) => new.get(*place).map_or(Value::Null, |id| Value::from(id.as_str())),
    }
}

fn open_unit(unit: &NewUnit, units: &[MatterId]) -> Value {
    json!({
        "verb": "open",
        "name": unit.name,
        "aliases": [],
        "kind": unit.kind,
        "parent": unit.parent.as_ref().map(|parent| id_of(parent, units)),
        "order": unit.order,
        "level": null,
        "chief_seats": null,
        "deputy_seats": null,
    })
}

fn open_post(post: &NewPost, units: &[MatterId]) -> Value {
    json!({
        "verb": "open",
        "unit": id_of(&post.unit, units),
        "title": post.title,
        "chief": post.chief,
        "chief_proposed": post.chief,
        "side": post.side,
        "leading": post.leading,
        "order": post.order,
        "level": (!post.level.is_empty()).then_some(&post.level),
    })
}

fn of_person(entry: &Entry, posts: &[MatterId], fresh: &mut dyn FnMut() -> MatterId) -> Vec<(Target, Value)> {
    let number = entry.id_number.as_ref().map(|number| number.plain().to_owned());
    match &entry.fate {
        Fate::New { seats } => {
            let seats: Vec<Value> = seats
                .iter()
                .map(|seat| json!({ "post": id_of(&seat.post, posts), "since": seat.since, "acting": seat.acting }))
                .collect();
            let mut action = json!({ "verb": "enter", "card": entry.card, "posts": seats });
            if let (Some(number), Some(fields)) = (number, action.as_object_mut()) {
                fields.insert("id_number".into(), number.into());
            }
            vec![(Target::New(fresh()), action)]
        }
        Fate::Changed { person, differences } => {
            let target = || Target::Existing(MatterId::from(person));
            let mut actions = Vec::new();
            if !differences.is_empty() {
                let mut action = Map::new();
                action.insert("verb".into(), "change".into());
                action.extend(entry.card.clone());
                actions.push((target(), Value::Object(action)));
            }
            if let Some(number) = number {
                let action = json!({ "verb": "set_id_number", "id_number": number, "reason": "导入花名册时补录" });
                actions.push((target(), action));
            }
            actions
        }
        Fate::Unchanged { .. } => Vec::new(),
    }
}
