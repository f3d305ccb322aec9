//! 机构变动 of the two years: one centre gets another name, one small institution goes up in another.

use engine::access::Role;
use engine::days::{Calendar, Day};
use engine::words::MatterId;
use serde_json::{Value, json};
use store::{County, Target};

use super::cast::Cast;
use super::office::request;
use super::run::{Sent, Then};
use super::season::works;
use super::world::World;
use crate::made::Made;

/// A decision about units and the day on which it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reform {
    /// The first by its short name gets this full name.
    Rename(&'static str, &'static str),
    /// The first goes up in the second, by their full names.
    Absorb(&'static str, &'static str),
}

/// What is decided, each so many days after the beginning.
const REFORMS: [(i64, Reform); 2] =
    [(210, Reform::Rename("县投促中心", "县招商投资服务中心")), (390, Reform::Absorb("县图书馆", "县文化馆"))];

/// The days on which units change, within the days that are played.
#[must_use]
pub fn days(calendar: &Calendar, from: Day, to: Day) -> Vec<(Day, Reform)> {
    let working = |after: i64| (0..15).map(|more| from.plus(after + more)).find(|day| works(calendar, *day));
    let planned = REFORMS.into_iter().filter_map(|(after, reform)| Some((working(after)?, reform)));
    planned.filter(|(day, _)| *day <= to).collect()
}

/// The papers of one decision, entered by the clerk and confirmed by the head; nothing where the county has no such units. Whoever held
/// a post that ends is out of it.
pub(crate) fn papers(
    county: &County,
    world: &mut World<'_>,
    cast: &Cast,
    reform: Reform,
    (day, moment): (Day, jiff::Timestamp),
) -> Vec<Sent> {
    let hands = cast.with_role(Role::SectionClerk).zip(cast.with_role(Role::SectionHead));
    let Some(((clerk, head), action)) = hands.zip(decision(world.made, cast, reform, day)) else { return Vec::new() };
    let id = county.new_id(moment);
    let target = Target::New { kind: "unit_change".to_owned(), id: Some(id.clone()), reaction_key: None };
    let sent = vec![
        paper(world, cast, clerk, moment, target, action),
        paper(world, cast, head, moment, Target::existing(MatterId(id.0), 1), json!({"verb": "confirm"})),
    ];
    if let Reform::Absorb(ends, _) = reform {
        close(world, ends);
    }
    sent
}

fn paper(world: &World<'_>, cast: &Cast, who: usize, moment: jiff::Timestamp, target: Target, action: Value) -> Sent {
    let verb = action.get("verb").and_then(Value::as_str).unwrap_or_default();
    let name = format!("unit_change.{verb}");
    Sent { request: request(cast.actor(world, who), moment, target, action), name, then: Then::Nothing }
}

fn unit(made: &Made, name: &str) -> Option<usize> {
    made.units.iter().position(|unit| unit.name == name || unit.short == name)
}

/// As it is entered: a name from the first of the next month, a closing at once.
fn decision(made: &Made, cast: &Cast, reform: Reform, day: Day) -> Option<Value> {
    let (change, effective, part, more) = match reform {
        Reform::Rename(which, name) => {
            let first = (1..32).map(|more| day.plus(more)).find(|later| later.day() == 1)?;
            (("rename", 3), first, json!({"unit": cast.unit(unit(made, which)?)}), json!({"new_name": name}))
        }
        Reform::Absorb(which, heir) => {
            let part = json!({"unit": cast.unit(unit(made, which)?), "heir": cast.unit(unit(made, heir)?)});
            (("merge", 7), day, part, json!({}))
        }
    };
    let mut action = json!({
        "verb": "register",
        "change": change.0,
        "authority": "县委编委",
        "document": format!("青编〔{}〕{}号", day.year(), change.1),
        "decided_on": day,
        "effective_on": effective,
        "parts": [part],
    });
    if let (Some(action), Value::Object(more)) = (action.as_object_mut(), more) {
        action.extend(more);
    }
    Some(action)
}

/// The posts of the body end with the unit.
fn close(world: &mut World<'_>, name: &str) {
    let Some(unit) = unit(world.made, name) else { return };
    let body = |post: &crate::made::Post| post.leading || post.chief != crate::made::Chief::None;
    let posts = world.made.posts.iter().enumerate();
    let ending: Vec<usize> = posts.filter(|(_, post)| post.unit == unit && body(post)).map(|(key, _)| key).collect();
    for post in ending {
        if let Some(person) = world.holder(post) {
            world.leave(person, post);
        }
    }
}
