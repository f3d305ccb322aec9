//! Appraisals of a cadre and of a body: heard, concluded, reviewed, barred, lifted, mended, taken back.

use crate::{
    political::appraisal::{
        Appraisal,
        tests::{act, barred, conclude, meeting, mending, submitted, taken_back},
    },
    testing::World,
};
use serde_json::json;

pub fn appraisals() -> [World; 6] {
    [lifted(), reviewed(), mended(), lapsed(), expired(), taken_back().0]
}

fn lifted() -> World {
    let (mut world, id) = barred();
    let held = meeting(&mut world, &id, "department", "2026-10-05", 3);
    act(&mut world, "股长", &id, json!({"verb": "lift", "meeting": held, "item": 1, "reason": "已改正"}));
    world
}

fn expired() -> World {
    let (mut world, id) = barred();
    world.by_system::<Appraisal>(&id, "expire", json!({"day": "2026-10-05"}));
    world
}

fn reviewed() -> World {
    let person = json!({"person": {"person": "镇长"}});
    let (mut world, id) = submitted(person, "good", None);
    let first = meeting(&mut world, &id, "department", "2026-09-01", 3);
    act(&mut world, "股长", &id, conclude("conclude", &first, "ordinary"));
    act(&mut world, "经办", &id, json!({"verb": "tell", "day": "2026-09-01", "how": "书面"}));
    act(&mut world, "镇长", &id, json!({"verb": "appeal", "grounds": "事实有出入"}));
    world.at("2026-09-02T09:00");
    let second = meeting(&mut world, &id, "department", "2026-09-02", 3);
    act(&mut world, "股长", &id, conclude("review", &second, "good"));
    world
}

fn mended() -> World {
    let (mut world, id) = mending();
    let row = json!({"problem": "学习不正常", "measure": "每月集中学习一次", "by": "2026-12-31"});
    act(&mut world, "书记", &id, json!({"verb": "plan", "measures": [row]}));
    act(&mut world, "书记", &id, json!({"verb": "mend", "measure": 1, "words": "已集中学习3次"}));
    act(&mut world, "股长", &id, json!({"verb": "accept", "measure": 1, "passed": true, "words": "属实"}));
    world
}

fn lapsed() -> World {
    let person = json!({"person": {"person": "镇长"}});
    let (mut world, _) = submitted(person, "failed", Some("2026年8月拒不执行县委决定"));
    world.at("2026-09-09T09:00");
    world.tick::<Appraisal>();
    world
}
