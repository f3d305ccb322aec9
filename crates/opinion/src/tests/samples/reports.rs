//! Half-year reports, in every state through which they passed.

use crate::{
    focus::half_year_report::{
        HalfYearReport,
        tests::{act, county, merged, person, report_of, submit},
    },
    testing::World,
};
use engine::words::UnitId;
use serde_json::json;

/// One returned, mended and accepted; one of a unit that ended with nobody to take over.
pub fn reports() -> World {
    let mut world = county("2026-07-01T09:00");
    world.tick::<HalfYearReport>();
    let id = report_of(&world, "云亭镇");
    act(&mut world, "镇经办", &id, json!({"verb": "draft", "content": {"daily": "按月研判"}}));
    act(&mut world, "书记", &id, submit());
    act(&mut world, "部长", &id, json!({"verb": "read", "remark": "请核实"}));
    act(&mut world, "经办", &id, json!({"verb": "send_back", "items": [{"problem": "下步打算没有时限"}]}));
    let mut mended = submit();
    mended["mended"] = json!([{"item": 1, "how": "已补时限"}]);
    act(&mut world, "书记", &id, mended);
    act(&mut world, "经办", &id, json!({"verb": "accept", "opinion": "情况属实"}));
    let gone = report_of(&world, "县财政局");
    world.units.get_mut(&UnitId::from("县财政局")).expect("a unit").active = false;
    act(&mut world, "股长", &gone, json!({"verb": "drop", "reason": "单位撤销，没有承接单位"}));
    world
}

/// The report of units that merged, signed by one of those who headed them.
pub fn of_merged() -> World {
    let (mut world, ..) = merged();
    world.at("2026-07-01T09:00");
    world.tick::<HalfYearReport>();
    let id = report_of(&world, "县林业农机局");
    let former = person(&world, "方敏");
    act(&mut world, &former, &id, json!({"verb": "sign_part"}));
    world
}
