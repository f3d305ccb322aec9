//! Papers issued under a number, in every state through which they passed.

use super::visits;
use crate::{ground::dispatch::Dispatch, testing::World};
use engine::words::MatterId;
use serde_json::{Value, json};

fn act(world: &mut World, who: &str, id: &MatterId, action: Value) {
    world.act::<Dispatch>(who, Some(id), action.clone()).unwrap_or_else(|stop| panic!("{who} {action}: {stop:?}"));
}

fn draft(verb: &str, matter: &MatterId) -> Value {
    json!({"verb": verb, "matter": matter, "paper": "inspection.notice", "code": "supervision",
        "title": "关于反馈效能督查发现问题的通知", "main": ["云亭镇"], "persons": ["副镇长"], "copies_to": ["县财政局"],
        "others": "县直机关工委", "copies": 3, "mark": "inner"})
}

/// One signed for by all, late and dunned, and one sent back and revised.
pub fn issued() -> World {
    let (mut world, visit) = visits::told();
    let id = world.act::<Dispatch>("经办", None, draft("draft", &visit)).expect("drafted");
    act(&mut world, "部长", &id, json!({"verb": "send_back", "reason": "主送单位写全"}));
    act(&mut world, "经办", &id, draft("revise", &visit));
    act(&mut world, "部长", &id, json!({"verb": "issue", "opinion": "同意印发"}));
    act(&mut world, "镇经办", &id, json!({"verb": "receive", "note": "已呈主要负责人"}));
    world.at("2026-10-20T09:00");
    world.tick::<Dispatch>();
    act(&mut world, "经办", &id, json!({"verb": "dun", "note": "电话催办，答复今日签收"}));
    act(&mut world, "财政经办", &id, json!({"verb": "receive"}));
    act(&mut world, "副镇长", &id, json!({"verb": "receive"}));
    world
}
