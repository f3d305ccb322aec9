//! A plan as actions of the register kinds `unit`, `post` and `cadre`, in the order in which they can be done.

use engine::words::MatterId;
use serde_json::{Map, Value, json};
use std::rc::Rc;

use super::{Entry, Fate, NewPost, NewUnit, Plan, Ref};
use crate::roster::Source;

/// Kinds of the matters on which an import acts.
pub const KINDS: [&str; 3] = ["unit", "post", "cadre"];

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
    /// The actions in order: units, posts, people, each made when it is asked for. `fresh` gives a new id at each call, always as
    /// many in the same order for the same plan. A plan with errors has no steps.
    pub fn steps<'a>(&'a self, fresh: &'a mut dyn FnMut() -> MatterId) -> impl Iterator<Item = Step> + 'a {
        let ready = self.is_ready();
        let units: Vec<MatterId> = self.units.iter().map(|_| fresh()).collect();
        let posts: Rc<[MatterId]> = self.posts.iter().map(|_| fresh()).collect();
        let of_units: Vec<Step> = self
            .units
            .iter()
            .zip(&units)
            .map(|(unit, id)| opening("unit", id, open_unit(unit, &units), &unit.source))
            .collect();
        let ids = Rc::clone(&posts);
        let of_posts = self.posts.iter().enumerate().filter_map(move |(place, post)| {
            Some(opening("post", ids.get(place)?, open_post(post, &units), &post.source))
        });
        let of_people = self.people.iter().flat_map(move |entry| {
            let source = entry.sources.first().cloned();
            let step = move |(target, action)| Step { kind: "cadre", target, action, source: source.clone() };
            of_person(entry, &posts, fresh).into_iter().map(step)
        });
        of_units.into_iter().chain(of_posts).chain(of_people).filter(move |_| ready)
    }

    /// How many actions there are.
    #[must_use]
    pub fn step_count(&self) -> usize {
        if !self.is_ready() {
            return 0;
        }
        let of_person = |entry: &Entry| {
            let beside = usize::from(!entry.file.is_empty());
            match &entry.fate {
                Fate::New { .. } => 1 + beside,
                Fate::Changed { .. } => {
                    usize::from(!entry.card.is_empty()) + usize::from(entry.id_number.is_some()) + beside
                }
                Fate::Unchanged { .. } => 0,
            }
        };
        self.units.len() + self.posts.len() + self.people.iter().map(of_person).sum::<usize>()
    }
}

fn opening(kind: &'static str, id: &MatterId, action: Value, source: &Source) -> Step {
    Step { kind, target: Target::New(id.clone()), action, source: Some(source.clone()) }
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
            let mut action = json!({ "verb": "enter", "card": entry.card.fields(), "posts": seats });
            if let (Some(number), Some(fields)) = (number, action.as_object_mut()) {
                fields.insert("id_number".into(), number.into());
            }
            let id = fresh();
            let mut actions = vec![(Target::New(id.clone()), action)];
            actions.extend(keep_file(entry).map(|action| (Target::Existing(id), action)));
            actions
        }
        Fate::Changed { person, .. } => {
            let target = || Target::Existing(MatterId::from(person));
            let mut actions = Vec::new();
            if !entry.card.is_empty() {
                let mut action = Map::new();
                action.insert("verb".into(), "change".into());
                action.extend(entry.card.fields());
                actions.push((target(), Value::Object(action)));
            }
            if let Some(number) = number {
                let action = json!({ "verb": "set_id_number", "id_number": number, "reason": "导入花名册时补录" });
                actions.push((target(), action));
            }
            actions.extend(keep_file(entry).map(|action| (target(), action)));
            actions
        }
        Fate::Unchanged { .. } => Vec::new(),
    }
}

fn keep_file(entry: &Entry) -> Option<Value> {
    let mut action = Map::new();
    action.insert("verb".into(), "keep_file".into());
    action.extend(entry.file.fields());
    (!entry.file.is_empty()).then_some(Value::Object(action))
}
