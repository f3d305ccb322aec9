//! Interventions, in every state through which a record passed.

use crate::{
    focus::intervention::{
        Intervention,
        tests::{act, answer, ask_review, county, record, settle, slip, tell, verify},
    },
    testing::World,
};
use engine::words::MatterId;
use serde_json::json;

/// Decided and upheld, decided and taken back, decided today, an answer accepted, none and deleted, passed on; recorded by whoever was
/// spoken to and from slips.
pub fn interventions() -> World {
    let mut world = county("2026-05-05T09:00");
    let mut recorded = |own: bool| {
        let (who, action) =
            if own { ("工程员", record("书记", "2026-05-04")) } else { ("经办", slip("书记", "2026-05-04")) };
        world.act::<Intervention>(who, None, action).expect("recorded")
    };
    let told: Vec<MatterId> = [true, false, false, false, true].into_iter().map(&mut recorded).collect();
    let (none, passed) = (recorded(true), recorded(false));
    for (id, own) in told.iter().zip([true, false, false, false, true]) {
        act(&mut world, "经办", id, verify("proved"));
        act(&mut world, "经办", id, tell("2026-05-05"));
        act(&mut world, if own { "经办" } else { "书记" }, id, answer());
    }
    for (id, measure) in told.iter().zip(["reminder", "criticism", "admonition", "accepted"]) {
        act(&mut world, "股长", id, settle(measure));
    }
    for (id, who, upheld) in [(&told[0], "经办", true), (&told[1], "书记", false)] {
        act(&mut world, who, id, ask_review());
        act(&mut world, "副部长", id, json!({"verb": "review", "upheld": upheld, "reason": "已核对证据"}));
    }
    act(&mut world, "经办", &none, verify("unproved"));
    let refer = json!({"verb": "refer", "organ": "县纪委监委", "day": "2026-05-05", "receiver": "接收人"});
    act(&mut world, "经办", &passed, refer);
    world.at("2026-07-01T09:00");
    world.tick::<Intervention>();
    world
}

/// One decided today, whose review may still be asked for.
pub fn decided_today() -> World {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<Intervention>("经办", None, slip("书记", "2026-05-04")).expect("recorded");
    act(&mut world, "经办", &id, verify("proved"));
    act(&mut world, "经办", &id, tell("2026-05-05"));
    act(&mut world, "书记", &id, answer());
    act(&mut world, "股长", &id, settle("reminder"));
    world
}
