//! What a person sees of a matter, whichever reader it is: its row, its state, the lines and payloads of its stream.

use crate::testing::World;
use engine::{
    erased::{Kept, Mechanism, Of},
    procedure::Procedure,
    reserved,
    words::MatterId,
};
use serde_json::Value;

/// All of it as one text.
pub fn shown<P: Procedure>(world: &World, person: &str, id: &MatterId) -> String {
    let (matter, mechanism) = (&world.matters[id], Of::<P>::new());
    let all = reserved::sees_all(&P::KIND, &matter.outline, &matter.effects, &world.actor(person));
    let schemas = mechanism.schemas();
    let mut state: Value = serde_json::from_str(&matter.state).expect("a state");
    if !all {
        reserved::prune(&schemas.state, &mut state);
    }
    let mut text = format!("{} {} {state}", matter.outline.title, matter.outline.cells);
    for (n, told) in (1..).zip(&matter.told) {
        let schema = &schemas.event(&told.verb).expect("an event").schema;
        if !all && reserved::is_reserved(schema) {
            continue;
        }
        let mut payload: Value = serde_json::from_str(&told.payload).expect("a payload");
        if !all {
            reserved::prune(schema, &mut payload);
        }
        let kept = Kept { n, version: told.version, verb: told.verb.clone(), payload: told.payload.clone() };
        let line = mechanism.narrate(&kept).expect("a line");
        text += &format!("\n{} {}：{} {payload}", told.verb, line.act, line.text);
    }
    text
}
