//! Young cadres, in every state through which they passed.

use crate::{
    focus::{
        integrity_lesson::{self, IntegrityLesson},
        young_cadre::{
            YoungCadre,
            tests::{act, begun, cadre, county, educate, entry_of, list, talk},
        },
    },
    testing::World,
};
use engine::{days::Day, procedure::Procedure, trigger::Trigger};
use serde_json::json;

/// One who entered service, was talked with, reminded, promoted to another unit and grew too old; one whose promotion was taken back; one
/// who left.
pub fn young() -> World {
    let mut world = county("2026-05-05T09:00");
    let on = Day::of("2026-05-05").expect("a day");
    let person = cadre(&mut world, "夏青", "1990-06", "云亭镇科员");
    let id = world.act::<YoungCadre>("镇经办", None, list(&person, "new_entry", "2026-04-20")).expect("listed");
    act(&mut world, "经办", &id, educate("positive", "2026-05-05"));
    act(&mut world, "经办", &id, educate("warning", "2026-05-05"));
    let mut noting = talk("2026-05-05");
    noting["notes"] = json!([{"item": "small_post", "facts": "4月28日自行变更工程签证"}]);
    act(&mut world, "书记", &id, noting);
    act(&mut world, "经办", &id, json!({"verb": "notice", "item": "small_age", "facts": "两次借同事钱款未还"}));
    act(&mut world, &person, &id, json!({"verb": "state", "number": 1, "text": "经镇长口头同意"}));
    for (number, remedy) in [(1, "reminder"), (2, "none")] {
        let text = "情况已了解";
        let remind = json!({"verb": "remind", "number": number, "remedy": remedy, "day": "2026-05-05", "text": text});
        act(&mut world, "书记", &id, remind);
    }
    act(&mut world, "镇经办", &id, json!({"verb": "relist", "ground": "joined_party", "day": "2026-05-01"}));
    world.follow(&[begun(&person, "县财政局副局长", on, "任1")]);
    world.at("2026-06-01T09:00");
    world.tick::<YoungCadre>();
    let other = cadre(&mut world, "吴越", "1998-01", "云亭镇科员");
    world.follow(&[begun(&other, "云亭镇副镇长", on, "任2")]);
    world.follow(&[Trigger::PostChangeUndone { person: other.as_str().into(), matter: "任2".into() }]);
    assert!(entry_of(&world, &other).is_some());
    let gone = cadre(&mut world, "方敏", "1999-01", "云亭镇科员");
    let id = world.act::<YoungCadre>("经办", None, list(&gone, "new_entry", "2026-04-20")).expect("listed");
    act(&mut world, "经办", &id, json!({"verb": "release", "day": "2026-06-01", "reason": "辞去公职"}));
    world
}

/// Lessons for many: one put on another day, held and put right, and one that was called off.
pub fn lessons() -> World {
    let (mut world, people) = integrity_lesson::tests::listed();
    let plan = integrity_lesson::tests::plan("both", "2026-06-03", &people);
    let planned = |world: &mut World| world.act::<IntegrityLesson>("经办", None, plan.clone()).expect("planned");
    let (id, off) = (planned(&mut world), planned(&mut world));
    integrity_lesson::tests::act(
        &mut world,
        "经办",
        &id,
        integrity_lesson::tests::revise("both", "2026-06-04", &people),
    );
    integrity_lesson::tests::act(&mut world, "经办", &off, json!({"verb": "cancel", "reason": "防汛"}));
    world.at("2026-06-05T09:00");
    world.tick::<IntegrityLesson>();
    integrity_lesson::tests::act(&mut world, "经办", &id, integrity_lesson::tests::record(&people, &[1]));
    let held = world.state::<IntegrityLesson>(&id);
    world.at("2026-06-08T09:00");
    world.follow(&IntegrityLesson::retells(&held, None));
    world
}
