//! Divisions of work, branches, sessions, in every state through which they passed.

use crate::{
    political::portfolio::{self, Portfolio},
    testing::{Seat, World, day},
};
use engine::{succession::UnitOrder, trigger::Trigger, words::MatterId};
use serde_json::json;

/// A decision about units, made up.
fn ordered(order: UnitOrder) -> Trigger {
    let (document, matter) = ("青编〔2026〕3号".to_owned(), MatterId::from("机1"));
    Trigger::UnitsOrdered { order, day: day("2026-06-12"), document, matter }
}

/// A body's work divided, filed, divided again after a departure and an arrival taken back, its unit renamed, ended and there again; and
/// one table entered before the clock.
pub fn portfolios() -> World {
    let (mut world, id) = portfolio::tests::divided();
    let file = json!({"verb": "file", "discipline": "2026-05-06", "organization": "2026-05-06", "receiver": "方敏"});
    portfolio::tests::act(&mut world, "镇经办", &id, file);
    portfolio::tests::leaves(&mut world, "副镇长", "云亭镇副镇长", "2026-05-07");
    world.post("新任", "云亭镇", "党委委员", Seat::Member);
    let (person, post, matter) = ("新任".into(), "云亭镇党委委员".into(), MatterId::from("任10"));
    world.follow(&[Trigger::PostBegun { person, post, day: day("2026-05-07"), acting: false, matter: matter.clone() }]);
    world.follow(&[Trigger::PostChangeUndone { person: "新任".into(), matter }]);
    world.follow(&[ordered(UnitOrder::Rename { unit: "云亭镇".into(), name: "云竹镇".into() })]);
    world.at("2026-06-12T00:10");
    world.follow(&[ordered(UnitOrder::Dissolve { unit: "云亭镇".into(), into: None })]);
    world.at("2026-06-13T00:10");
    world.follow(&[ordered(UnitOrder::Reopen("云亭镇".into()))]);
    world.unit("县财政局", "government_department", None).post("局长", "县财政局", "局长", Seat::Chief(None));
    let table = json!({"from": "2026-06-01", "decided_on": "2026-06-01", "document": "党组会议",
        "rows": [portfolio::tests::row("局长", "主持全面工作", &[])]});
    let enter = json!({"verb": "enter", "unit": "县财政局", "table": table});
    world.act::<Portfolio>("经办", None, enter).expect("entered");
    world
}
