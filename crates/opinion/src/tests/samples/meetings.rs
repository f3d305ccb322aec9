//! Meetings: held to the last task, put off, cancelled, paused, and decided again.

use crate::{
    political::deliberation::{
        Deliberation,
        tests::{BODY, act, closed, convening, county, resolve, revisiting, sitting, speak},
    },
    testing::World,
};
use serde_json::{Value, json};

pub fn meetings() -> [World; 3] {
    [carried_out(), put_off(), again()]
}

fn carried_out() -> World {
    let (mut world, id) = closed();
    act(&mut world, "书记", &id, json!({"verb": "sign"}));
    act(&mut world, "书记", &id, json!({"verb": "move", "task": 2, "by": "2026-10-30", "reason": "汛期"}));
    world.at("2026-10-16T09:00");
    for task in [1, 2] {
        let done = json!({"verb": "finish", "task": task, "day": "2026-10-14", "words": "已完成"});
        act(&mut world, "镇经办", &id, done);
    }
    world
}

fn put_off() -> World {
    let mut world = county();
    let id = world.act::<Deliberation>("镇经办", None, convening()).expect("called");
    let mut revised = convening();
    revised["verb"] = json!("revise");
    act(&mut world, "镇经办", &id, revised);
    let at = |day: &str| json!({"day": day, "half": "下午"});
    act(&mut world, "镇经办", &id, json!({"verb": "postpone", "at": at("2026-09-28"), "reason": "下乡"}));
    act(&mut world, "镇经办", &id, json!({"verb": "cancel", "reason": "与上级会议冲突"}));
    let id = world.act::<Deliberation>("镇经办", None, convening()).expect("called");
    act(&mut world, "镇经办", &id, sitting(&[]));
    act(&mut world, "镇经办", &id, json!({"verb": "adjourn", "at": at("2026-09-28"), "reason": "补充材料"}));
    let mut resit = sitting(&["癸"]);
    resit["verb"] = json!("resit");
    act(&mut world, "镇经办", &id, resit);
    act(&mut world, "镇经办", &id, json!({"verb": "withdraw", "item": 3, "reason": "情况不清"}));
    world
}

fn again() -> World {
    let (mut world, first) = closed();
    let second = world.act::<Deliberation>("镇经办", None, revisiting(&first)).expect("called");
    act(&mut world, "镇经办", &second, sitting(&[]));
    let rows: Vec<Value> = BODY[..6].iter().map(|person| json!({"person": person})).collect();
    act(&mut world, "镇经办", &second, json!({"verb": "support", "item": 1, "supporters": rows}));
    act(&mut world, "镇经办", &second, speak(1, &BODY, 3));
    act(&mut world, "镇经办", &second, resolve(1, "rejected"));
    let told = world.told(&second);
    world.follow(&told);
    world
}
