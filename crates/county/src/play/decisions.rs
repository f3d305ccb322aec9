//! A meeting's decisions on posts: entered by the section's clerk, confirmed by its head, one person after the other in the order in
//! which posts fall free; afterwards the cards of those promoted.

use engine::access::Role;
use engine::days::Day;
use engine::words::MatterId;
use serde_json::{Value, json};
use store::{County, Target};

use super::cast::Cast;
use super::moves::{Departure, Move};
use super::office::request;
use super::run::{Sent, Then};
use super::world::World;
use crate::build::cards;

/// Who enters and who confirms.
struct Hands {
    clerk: usize,
    head: usize,
}

/// What is handed in for a batch of moves; `number` is the document's.
pub(crate) fn papers(
    county: &County,
    world: &World<'_>,
    cast: &Cast,
    moves: &[Move],
    (day, moment, number): (Day, jiff::Timestamp, usize),
) -> Vec<Sent> {
    let hands = cast.with_role(Role::SectionClerk).zip(cast.with_role(Role::SectionHead));
    let Some(hands) = hands.map(|(clerk, head)| Hands { clerk, head }) else { return Vec::new() };
    let mut sent = Vec::new();
    for one in moves {
        let id = county.new_id(moment);
        let action = decision(world, cast, one, day, number);
        let target = Target::New { kind: "post_change".to_owned(), id: Some(id.clone()), reaction_key: None };
        sent.push(paper(world, cast, hands.clerk, moment, target, action));
        sent.push(paper(world, cast, hands.head, moment, Target::existing(id, 1), json!({"verb": "confirm"})));
    }
    sent
}

fn paper(world: &World<'_>, cast: &Cast, who: usize, moment: jiff::Timestamp, target: Target, action: Value) -> Sent {
    let verb = action.get("verb").and_then(Value::as_str).unwrap_or_default();
    let name = format!("post_change.{verb}");
    Sent { request: request(cast.actor(world, who), moment, target, action), name, then: Then::Nothing }
}

/// The decision as it is entered: out of the old posts and into the new ones on the next day.
fn decision(world: &World<'_>, cast: &Cast, one: &Move, day: Day, number: usize) -> Value {
    let reason = match one.departure {
        Departure::Transfer => "transfer",
        Departure::Retirement => "retirement",
        Departure::Resignation => "resignation",
        Departure::Removal => "removal",
    };
    let first = day.plus(1);
    let leaves: Vec<Value> =
        one.leaves.iter().map(|post| json!({"post": cast.post(*post), "day": first, "reason": reason})).collect();
    let takes: Vec<Value> =
        one.takes.iter().map(|post| json!({"post": cast.post(*post), "day": first, "acting": one.acting})).collect();
    let section = one.takes.iter().chain(&one.leaves).filter_map(|post| world.made.post(*post)).next();
    let government = section.is_some_and(|post| post.chief == crate::made::Chief::Government);
    let authority = if government { "县人民政府" } else { "县委" };
    let prefix = if government { "青政任" } else { "青任" };
    json!({
        "verb": "register",
        "person": cast.person(one.person),
        "authority": authority,
        "document": format!("{prefix}〔{}〕{number}号", day.year()),
        "decided_on": day,
        "leaves": leaves,
        "takes": takes,
    })
}

/// New cards of those who rose.
pub(crate) fn promotions(
    county: &County,
    world: &World<'_>,
    cast: &Cast,
    moves: &[Move],
    moment: jiff::Timestamp,
) -> Vec<Sent> {
    let Some(clerk) = cast.with_role(Role::SectionClerk) else { return Vec::new() };
    let risen = moves.iter().filter(|one| one.promoted);
    risen
        .filter_map(|one| {
            let id = MatterId::from(&cast.person(one.person));
            let (_, last, _) = county.state_of(&id).ok()??;
            let post = world.main(one.person)?;
            let mut action = cards::card(one.person, world.made.cadre(one.person)?, post.order, post.level);
            action.as_object_mut()?.insert("verb".to_owned(), json!("change"));
            let request = request(cast.actor(world, clerk), moment, Target::existing(id, last), action);
            Some(Sent { request, name: "cadre.change".to_owned(), then: Then::Nothing })
        })
        .collect()
}
