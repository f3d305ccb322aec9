//! Chiefs' years, in every state through which they passed.

use crate::{
    focus::chief_supervision::{
        ChiefSupervision,
        tests::{
            act, begun, cadre, county, deliver, ended, list, opened, rate, remind, talk, talk_body, talk_member,
            year_of,
        },
    },
    testing::World,
};
use engine::{days::Day, trigger::Trigger};
use serde_json::json;

/// A whole year, closed by the clock, and one in which too few ballots came back.
pub fn years() -> World {
    let (mut world, id) = opened();
    act(&mut world, "书记", &id, list());
    act(&mut world, "分管", &id, talk("2026-01-05"));
    act(&mut world, "分管", &id, talk_body("2026-01-05", &["副镇长"]));
    act(&mut world, "书记", &id, remind("副书记", "书记", "2026-01-05"));
    for member in ["镇长", "副书记"] {
        act(&mut world, "书记", &id, talk_member(member, "2026-01-05"));
    }
    act(&mut world, "书记", &id, json!({"verb": "skip", "member": "副镇长", "reason": "全年在省委党校学习"}));
    act(&mut world, "书记", &id, deliver("2026-01-05", "meeting"));
    act(&mut world, "股长", &id, rate("2026-01-05", 11));
    act(&mut world, "股长", &id, json!({"verb": "tell", "day": "2026-01-05", "way": "当面"}));
    act(&mut world, "书记", &id, json!({"verb": "answer", "text": "照点评意见改"}));
    let mayor = year_of(&world, "镇长");
    act(&mut world, "镇长", &mayor, deliver("2026-01-05", "meeting"));
    act(&mut world, "股长", &mayor, rate("2026-01-05", 4));
    world.at("2027-01-02T09:00");
    world.tick::<ChiefSupervision>();
    world
}

/// A chief who changed seats, left and was put back; one whose appointment was taken back; somebody who came into a body and left it.
pub fn changes() -> World {
    let mut world = county("2026-01-05T09:00");
    let old = cadre(&mut world, "方敏", "县财政局局长");
    world.tick::<ChiefSupervision>();
    world.at("2026-06-01T09:00");
    let on = Day::of("2026-06-01").expect("a day");
    world.follow(&[ended(&old, "县财政局局长", on, "任1"), begun(&old, "县财政局局长", on, "任1")]);
    world.at("2026-06-02T09:00");
    world.follow(&[ended(&old, "县财政局局长", on.plus(1), "任2")]);
    let deputy = cadre(&mut world, "吴越", "财政所所长");
    world.follow(&[begun(&deputy, "云亭镇副镇长", on, "任4")]);
    world.follow(&[ended(&deputy, "云亭镇副镇长", on.plus(1), "任5")]);
    let new = cadre(&mut world, "周正", "财政所所长");
    world.follow(&[begun(&new, "县财政局局长", on.plus(1), "任3")]);
    world.follow(&[Trigger::PostChangeUndone { person: new.as_str().into(), matter: "任3".into() }]);
    world
}
