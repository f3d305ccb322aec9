//! Off-duty life, in every state through which an item passed.

use crate::{
    focus::off_duty::{
        OffDuty,
        tests::{act, conclude, county, left, proved, record, refer, sealed, tell},
    },
    testing::World,
};
use engine::words::MatterId;
use serde_json::{Value, json};

/// One proved and upheld, one whose review was asked for and lost its ground, one not proved and deleted, one passed on, one about a head.
pub fn off_duty() -> World {
    let mut world = county("2026-05-05T09:00");
    let mut recorded =
        |who: &str, person: &str| world.act::<OffDuty>(who, None, record(person, "police")).expect("recorded");
    let ids: Vec<MatterId> = (0..3).map(|_| recorded("书记", "副镇长")).collect();
    let (passed, head) = (recorded("书记", "副镇长"), recorded("经办", "镇长"));
    for id in &ids {
        act(&mut world, "书记", id, tell("2026-05-05"));
    }
    act(&mut world, "经办", &head, tell("2026-05-05"));
    // The other chief leaves: who deals with each is asked anew, and stays.
    world.follow(&[left("镇长", "镇长")]);
    act(&mut world, "副镇长", &ids[0], json!({"verb": "answer", "text": sealed("s1")}));
    act(&mut world, "书记", &passed, refer("2026-05-05"));
    world.at("2026-05-09T09:00");
    let conclusions: [Value; 3] = [proved(), proved(), conclude("unproved")];
    for (id, action) in ids.iter().zip(conclusions) {
        act(&mut world, "书记", id, action);
    }
    for (id, upheld) in ids.iter().zip([true, false]) {
        act(&mut world, "副镇长", id, json!({"verb": "ask_review", "reason": sealed("s1")}));
        act(&mut world, "股长", id, json!({"verb": "review", "upheld": upheld, "reason": sealed("s1")}));
    }
    world.at("2026-07-01T09:00");
    world.tick::<OffDuty>();
    world
}

/// One proved today, whose review may still be asked for.
pub fn proved_today() -> World {
    let mut world = county("2026-05-05T09:00");
    let id = world.act::<OffDuty>("书记", None, record("副镇长", "police")).expect("recorded");
    act(&mut world, "书记", &id, tell("2026-05-05"));
    act(&mut world, "副镇长", &id, json!({"verb": "answer", "text": sealed("s1")}));
    act(&mut world, "书记", &id, proved());
    world
}
